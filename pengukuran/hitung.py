"""From approved readings to one indicator's result: read, combine, compare, explain. Writes nothing."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from pengukuran.data import BahanUkur, target_tahun, tingkat_untuk
from pengukuran.models import HasilUkur, Metodologi, PatokanIndikator
from pengukuran.rumus import (
    Batas,
    Capaian,
    Gabungan,
    Isian,
    Keadaan,
    Keterangan,
    Kode,
    RentangTarget,
    SampaiPeriode,
    celah_membaikkan,
    gabung_unit,
    hitung_capaian,
    sampai_periode,
)
from pengukuran.skala import PERMENDAGRI_86_2017, CaraPotong, Skala, klasifikasikan
from pengumpulan.kebutuhan import pemegang_periode
from pengumpulan.models import BERANGKA
from perencanaan.angka import NilaiField, bulatkan, tulis_angka
from perencanaan.models import PenempatanIndikator, Periode, VersiIndikator

PECAHAN = NilaiField.pecahan
# Capaian is rounded once, to what pages and papers print; predikat and means go by that figure.
PECAHAN_CAPAIAN = 2
# What NilaiField holds in 15 significant digits; a capaian beyond it says more about the target.
CAPAIAN_TERBESAR = Decimal(10) ** 11
SKALA: dict[str, Skala] = {Metodologi.Skala.PERMENDAGRI_86_2017: PERMENDAGRI_86_2017}
# What a combined figure of a period must go on saying: units that are missing from it.
UNIT_KURANG = {Kode.BELUM_LENGKAP, Kode.TIDAK_DAPAT_DIUKUR}
# Whose triwulan figures need an analysis below the period's target or far above it (rancangan §4.5).
DIANALISIS = {
    PenempatanIndikator.Jenis.IKU,
    PenempatanIndikator.Jenis.PROGRAM,
    PenempatanIndikator.Jenis.TUJUAN,
}


@dataclass(frozen=True)
class Ukuran:
    """One indicator's result as HasilUkur stores it, and the readings it came from."""

    isi: dict
    revisi: tuple[int, ...]
    pengumpulan: frozenset[int] = field(default_factory=frozenset)


def ukur(patokan: PatokanIndikator, bahan: BahanUkur, metodologi: Metodologi, periode: Periode) -> Ukuran:
    """Measure one indicator up to ``periode`` by what the methodology pinned."""
    versi = patokan.versi_indikator
    if versi is None:
        return _tanpa_definisi()
    daftar, rincian, revisi, pengumpulan, gabungan = _isian_per_periode(patokan, versi, bahan)
    tahunan = target_tahun(patokan.versi_target, versi.arah)
    if not daftar:
        return _belum_waktunya(versi, tahunan)
    hasil = sampai_periode(
        versi.metode,
        daftar,
        celah=metodologi.celah,
        pengali=versi.pengali,
        target_tahun=tahunan,
        arah=versi.arah,
    )
    hasil = _dari_unit(hasil, gabungan)
    target = _target_sampai(hasil, versi, tahunan, periode)
    if target is None and hasil.keadaan != Keadaan.BELUM_WAKTUNYA and not _bercelah(hasil, versi):
        target = _target_periode_sendiri(patokan, versi, bahan, periode)
    batas = Batas(metodologi.batas_tampil, metodologi.batas_rata_rata, metodologi.ambang_anomali)
    # Rounded once here, as it is stored and printed: page, paper and formula show one figure.
    realisasi = _simpan(hasil.realisasi)
    bersama = {
        "realisasi": realisasi,
        "arah": versi.arah,
        "keadaan": hasil.keadaan if realisasi is not None else _keadaan_kosong(hasil),
        "batas": batas,
    }
    terhadap_periode = _capaian(target, **bersama)
    terhadap_tahun = _capaian(tahunan, **bersama)
    isi = {
        "keadaan": str(bersama["keadaan"]),
        "realisasi": realisasi if isinstance(realisasi, Decimal) else None,
        "tingkat": realisasi if isinstance(realisasi, str) else "",
        **_isi_target("target_periode", target),
        **_isi_target("target_tahun", tahunan),
        "penjelasan_realisasi": hasil.penjelasan,
        "rincian": rincian,
        "angka_latihan": any(satu["angka_latihan"] for satu in rincian)
        or patokan.versi_target_id in bahan.target_latihan,
        **_isi_capaian(hasil, terhadap_periode, terhadap_tahun),
    }
    # From the unrounded figure: a scale that cuts at whole numbers must not round 75,496 twice.
    isi |= _isi_predikat(terhadap_periode.nilai if isi["capaian_periode"] is not None else None, metodologi)
    isi["analisis_wajib"] = _analisis_wajib(patokan, isi, metodologi)
    return Ukuran(isi, tuple(revisi), frozenset(pengumpulan))


def _isian_per_periode(patokan: PatokanIndikator, versi: VersiIndikator, bahan: BahanUkur):
    """One Isian per period that has ended, out of the units' approved readings; and where they came from."""
    target = bahan.target_periode.get(patokan.versi_target_id, {})
    daftar, rincian, revisi, pengumpulan, per_periode = [], [], [], set(), {}
    for periode in bahan.periode.get(versi.frekuensi, []):
        pemegang = pemegang_periode(bahan.pemegang.get(patokan.indikator_id, []), periode)
        unit = []
        for pegang in pemegang:
            bacaan = bahan.bacaan.get((patokan.indikator_id, pegang.unit_id, periode.pk))
            isian = _isian(str(pegang.unit), bacaan.revisi if bacaan else None, versi)
            unit.append(isian)
            rincian.append(_rincian(periode, pegang, bacaan, isian))
            if bacaan:
                revisi.append(bacaan.revisi.pk)
                pengumpulan.add(bacaan.pengumpulan_id)
        kontribusi = pemegang[0].kontribusi if pemegang else "tunggal"
        gabungan = gabung_unit(kontribusi, unit, satuan=versi.satuan, pengali=versi.pengali)
        per_periode[periode.nama] = gabungan
        nilai_target = target.get(periode.pk)
        tahunan = target_tahun(patokan.versi_target, versi.arah)
        if versi.arah == VersiIndikator.Arah.ORDINAL or isinstance(tahunan, RentangTarget):
            # A level and a range hold for the whole year; periods have single figures only.
            nilai_target = tahunan
        daftar.append(gabungan.sebagai_isian(periode.nama, nilai_target))
    return daftar, rincian, revisi, pengumpulan, per_periode


def _dari_unit(hasil: SampaiPeriode, per_periode: dict[str, Gabungan]) -> SampaiPeriode:
    """What the combining of units said: why the newest period has no figure, and who is missing from others."""
    sebab = hasil.sebab
    if hasil.realisasi is None and hasil.keadaan == Keadaan.TIDAK_DAPAT_DIUKUR and sebab is None:
        sebab = next((satu.sebab for satu in reversed(per_periode.values()) if satu.sebab), None)
    catatan = list(hasil.catatan)
    for nama, gabungan in per_periode.items():
        keterangan = [gabungan.sebab] if gabungan.sebab and gabungan.sebab != sebab else []
        if gabungan.realisasi is not None:
            keterangan += [satu for satu in gabungan.catatan if satu.kode in UNIT_KURANG]
        catatan += [Keterangan(satu.kode, f"{nama}: {satu.kalimat}") for satu in keterangan]
    return replace(hasil, sebab=sebab, catatan=tuple(catatan))


def _bercelah(hasil: SampaiPeriode, versi: VersiIndikator) -> bool:
    """Are periods missing from a sum that their absence makes look better? A whole span's target is then unfair."""
    return celah_membaikkan(versi.metode, versi.arah) and bool(hasil.belum_lapor or hasil.tidak_dapat_diukur)


def _isian(label: str, revisi, versi: VersiIndikator) -> Isian:
    """A unit's reading; one in a form the definition does not ask for (a level for a figure) is not measurable."""
    if revisi is None:
        return Isian(label)
    if revisi.keadaan not in BERANGKA:
        return Isian(label, keadaan=revisi.keadaan)
    nilai = revisi.tingkat if versi.arah == VersiIndikator.Arah.ORDINAL else revisi.nilai
    if nilai in (None, ""):
        return Isian(label, keadaan=Keadaan.TIDAK_DAPAT_DIUKUR)
    return Isian(label, nilai, revisi.keadaan, revisi.pembilang, revisi.penyebut)


def _target_periode_sendiri(
    patokan: PatokanIndikator, versi: VersiIndikator, bahan: BahanUkur, periode: Periode
) -> Decimal | None:
    """The target set for the measured kind of period, where the indicator's own periods have none.

    A monthly indicator is often planned per triwulan; what is summed adds the triwulan targets up to this one.
    """
    target = bahan.target_periode.get(patokan.versi_target_id, {})
    if versi.arah == VersiIndikator.Arah.ORDINAL:
        return None  # figures of a series from before the definition asked for a level
    if versi.metode != VersiIndikator.Metode.JUMLAH:
        return target.get(periode.pk)
    bagian = [target.get(satu.pk) for satu in bahan.periode.get(periode.jenis, [])]
    if not bagian or None in bagian:
        return None
    return sum(bagian, Decimal(0))


def _rincian(periode: Periode, pegang, bacaan, isian: Isian) -> dict:
    """The operand as it was read, as text that a later rounding or renaming cannot change."""
    revisi = bacaan.revisi if bacaan else None
    return {
        "periode": periode.nama,
        "periode_id": periode.pk,
        "unit": str(pegang.unit),
        "unit_id": pegang.unit_id,
        "keadaan": str(isian.keadaan),
        "nilai": None if revisi is None or revisi.nilai is None else str(revisi.nilai),
        "pembilang": None if revisi is None or revisi.pembilang is None else str(revisi.pembilang),
        "penyebut": None if revisi is None or revisi.penyebut is None else str(revisi.penyebut),
        "tingkat": revisi.tingkat if revisi else "",
        "alasan": revisi.alasan if revisi else "",
        "revisi": revisi.pk if revisi else None,
        "versi": revisi.versi if revisi else None,
        "realisasi": revisi.realisasi_id if revisi else None,
        "pengumpulan": bacaan.pengumpulan_id if bacaan else None,
        "angka_latihan": bool(revisi and revisi.angka_latihan),
    }


def _target_sampai(hasil: SampaiPeriode, versi: VersiIndikator, tahunan, periode: Periode):
    """The target up to the period. At the end of the year it is the agreement's own target for the year."""
    akhir_tahun = (periode.tanggal_selesai.month, periode.tanggal_selesai.day) == (12, 31)
    if akhir_tahun and tahunan is not None and not _bercelah(hasil, versi):
        return tahunan
    return hasil.target


def _simpan(nilai):
    return bulatkan(nilai, PECAHAN) if isinstance(nilai, Decimal) else nilai


def _keadaan_kosong(hasil: Gabungan) -> Keadaan:
    return Keadaan.TIDAK_DAPAT_DIUKUR if hasil.keadaan in BERANGKA else hasil.keadaan


def _capaian(target, *, realisasi, arah, keadaan, batas) -> Capaian:
    tingkat = ()
    if arah == VersiIndikator.Arah.ORDINAL:
        tingkat = tingkat_untuk(realisasi or "", target if isinstance(target, str) else "")
    return hitung_capaian(
        realisasi=realisasi, target=target, arah=arah, keadaan=keadaan, batas=batas, tingkat=tingkat
    )


def _isi_target(nama: str, target) -> dict:
    if target is None:
        return {nama: None, f"{nama}_teks": ""}
    if isinstance(target, RentangTarget):
        return {nama: None, f"{nama}_teks": f"{tulis_angka(target.bawah)} – {tulis_angka(target.atas)}"}
    if isinstance(target, str):
        return {nama: None, f"{nama}_teks": target}
    return {nama: _simpan(target), f"{nama}_teks": ""}


def _isi_capaian(hasil: SampaiPeriode, periode: Capaian, tahun: Capaian) -> dict:
    terlalu_besar = periode.mentah is not None and abs(periode.mentah) >= CAPAIAN_TERBESAR
    dapat = periode.nilai is not None and not terlalu_besar
    sebab = periode.sebab
    if hasil.sebab is not None and hasil.realisasi is None:
        sebab = hasil.sebab
    if terlalu_besar:
        sebab = Keterangan(Kode.MELEBIHI_AMBANG, "Capaian terlalu besar untuk ditulis; periksa targetnya.")
    catatan = [*hasil.catatan, *periode.catatan]
    return {
        "status": _status(dapat, sebab),
        "capaian_periode": bulatkan(periode.nilai, PECAHAN_CAPAIAN) if dapat else None,
        "capaian_periode_mentah": bulatkan(periode.mentah, PECAHAN_CAPAIAN) if dapat else None,
        "capaian_rata_rata": bulatkan(periode.nilai_rata_rata, PECAHAN_CAPAIAN) if dapat else None,
        "capaian_tahun": bulatkan(tahun.nilai, PECAHAN_CAPAIAN)
        if tahun.nilai is not None and abs(tahun.nilai) < CAPAIAN_TERBESAR
        else None,
        "sebab": "" if dapat else str(sebab.kode),
        "sebab_kalimat": "" if dapat else sebab.kalimat,
        "penjelasan_periode": periode.penjelasan,
        "penjelasan_tahun": tahun.penjelasan,
        "catatan": [{"kode": str(satu.kode), "kalimat": satu.kalimat} for satu in dict.fromkeys(catatan)],
    }


def _status(dapat: bool, sebab: Keterangan | None) -> str:
    if dapat:
        return HasilUkur.Status.DIHITUNG
    return {
        Kode.BELUM_DIISI: HasilUkur.Status.BELUM_LAPOR,
        Kode.MENYUSUL: HasilUkur.Status.BELUM_LAPOR,
        Kode.BELUM_WAKTUNYA: HasilUkur.Status.BELUM_WAKTUNYA,
    }.get(sebab.kode, HasilUkur.Status.TIDAK_DAPAT_DIHITUNG)


def _isi_predikat(capaian: Decimal | None, metodologi: Metodologi) -> dict:
    kelas = klasifikasikan(capaian, SKALA[metodologi.skala], cara=CaraPotong(metodologi.cara_potong))
    if kelas is None:
        return {"predikat": "", "warna": "", "ikon": ""}
    return {"predikat": kelas.label, "warna": kelas.warna, "ikon": kelas.ikon}


def _analisis_wajib(patokan: PatokanIndikator, isi: dict, metodologi: Metodologi) -> bool:
    """Below the period's target or above the anomaly threshold, for IKU and programme indicators."""
    capaian = isi["capaian_periode_mentah"]
    if capaian is None or patokan.penempatan.jenis not in DIANALISIS:
        return False
    capaian = bulatkan(capaian)
    return capaian < 100 or (metodologi.ambang_anomali is not None and capaian > metodologi.ambang_anomali)


def _tanpa_definisi() -> Ukuran:
    return Ukuran(
        {
            **_kosong(),
            "status": HasilUkur.Status.TIDAK_DAPAT_DIHITUNG,
            "keadaan": str(Keadaan.TIDAK_DAPAT_DIUKUR),
            "sebab": "tanpa_definisi",
            "sebab_kalimat": "Indikator ini belum memiliki definisi yang berlaku pada akhir periode.",
        },
        (),
    )


def _belum_waktunya(versi: VersiIndikator, tahunan) -> Ukuran:
    """No period of the indicator's own frequency has ended yet."""
    return Ukuran(
        {
            **_kosong(),
            **_isi_target("target_tahun", tahunan),
            "status": HasilUkur.Status.BELUM_WAKTUNYA,
            "keadaan": str(Keadaan.BELUM_WAKTUNYA),
            "sebab": str(Kode.BELUM_WAKTUNYA),
            "sebab_kalimat": f"Diukur {versi.get_frekuensi_display().lower()}; belum waktunya pada periode ini.",
        },
        (),
    )


def _kosong() -> dict:
    return {
        "realisasi": None,
        "tingkat": "",
        "target_periode": None,
        "target_periode_teks": "",
        "target_tahun": None,
        "target_tahun_teks": "",
        "capaian_periode": None,
        "capaian_periode_mentah": None,
        "capaian_rata_rata": None,
        "capaian_tahun": None,
        "penjelasan_realisasi": "",
        "penjelasan_periode": "",
        "penjelasan_tahun": "",
        "catatan": [],
        "rincian": [],
        "angka_latihan": False,
        "predikat": "",
        "warna": "",
        "ikon": "",
        "analisis_wajib": False,
    }
