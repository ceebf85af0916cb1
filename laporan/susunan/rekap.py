"""Rekapitulasi of a collection and its receipt: what each unit was given and what it brought."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from alur.models import CatatanPerbaikan
from laporan.bentuk import (
    KOSONG,
    BarisRekap,
    BarisTerima,
    Hitungan,
    KelengkapanUnit,
    KelompokRekap,
    Rekapitulasi,
    Sel,
    TandaRekap,
    TandaTerima,
)
from laporan.susunan.anggaran import Pohon, pohon_pengumpulan
from laporan.susunan.capaian import baca_bukti
from laporan.susunan.dasar import buat_naskah, naskah_pengumpulan, paraf_pengumpulan, tanggal_setempat
from laporan.susunan.orang import penanda_jenis, tanggal_kantor
from laporan.susunan.sel import alamat, desimal_versi, sebut_periode, sebut_waktu, sel_isian, sel_nilai
from organisasi.models import Jabatan
from pengukuran.data import target_tahun
from pengukuran.perkiraan import KETERANGAN, perkirakan
from pengukuran.rumus import RentangTarget
from pengumpulan.bacaan import BacaanBaris, baca_baris, dengan_kontribusi
from pengumpulan.models import (
    BERANGKA,
    Baris,
    BarisFormulir,
    BuktiDukung,
    Formulir,
    Keadaan,
    Pengumpulan,
)
from pengumpulan.mutu import Kode, Tanda, perlu_perhatian, tanda_bacaan
from perencanaan.angka import bulatkan, tulis_angka
from perencanaan.models import Periode


@dataclass(frozen=True)
class BahanRekap:
    """All that a recap is made of, read once for its page, its papers and the decision."""

    pengumpulan: Pengumpulan
    formulir: list[Formulir]
    baris: list[BarisFormulir]
    bacaan: Mapping[int, BacaanBaris]
    tanda: Mapping[int, list[Tanda]]
    bukti: Mapping[int, list[BuktiDukung]]
    pohon: Pohon  # the spending
    # None: not asked for, or no longer an estimate.
    perkiraan: Mapping[int, tuple[Decimal | None, str]] | None


def baca_rekap(pengumpulan: Pengumpulan, *, perkiraan: bool = True) -> BahanRekap:
    """The material of a recap. What is approved is measured, so the estimate stops there."""
    formulir = list(
        pengumpulan.formulir.select_related(
            "unit", "diserahkan_oleh", "diserahkan_untuk__pegawai", "diserahkan_untuk__jabatan"
        ).order_by("unit__urutan", "unit__nama")
    )
    per_pk = {satu.pk: satu for satu in formulir}
    baris = list(
        dengan_kontribusi(BarisFormulir.objects.filter(formulir__pengumpulan=pengumpulan))
        .select_related(
            "realisasi__indikator",
            "realisasi__periode",
            "realisasi__diubah_oleh",
            "revisi__oleh",
            "perbaikan__catatan__langkah",
        )
        .order_by("urutan", "pk")
    )
    for satu in baris:
        satu.formulir = per_pk[satu.formulir_id]
    dibaca = baca_baris(baris)
    bukti = baca_bukti({satu.realisasi_id for satu in baris})
    return BahanRekap(
        pengumpulan,
        formulir,
        baris,
        dibaca,
        tanda_bacaan(dibaca, {pk: [satu.macam for satu in daftar] for pk, daftar in bukti.items()}),
        bukti,
        pohon_pengumpulan(pengumpulan),
        perkirakan(pengumpulan, baris) if perkiraan and pengumpulan.terbuka else None,
    )


def susun_rekapitulasi(pengumpulan: Pengumpulan) -> Rekapitulasi:
    """What each unit brought for a period (SOP 000 step A8), as handed in, with remarks and spending."""
    bahan = baca_rekap(pengumpulan)
    kelompok, anggaran = susun_kelompok(bahan), bahan.pohon.baris()
    periode = sebut_periode(pengumpulan.periode)
    latihan = any(
        satu.angka_latihan for satu in (*anggaran, *(baris for unit in kelompok for baris in unit.baris))
    )
    return Rekapitulasi(
        naskah=naskah_pengumpulan(pengumpulan, f"Rekapitulasi Data Kinerja {periode}", latihan=latihan),
        periode=periode,
        kelompok=kelompok,
        hitungan=susun_hitungan(bahan),
        anggaran=anggaran,
        paraf=paraf_pengumpulan(pengumpulan),
        kelengkapan=susun_kelengkapan(bahan),
        keterangan_perkiraan=sebut_perkiraan(bahan),
    )


def susun_kelompok(bahan: BahanRekap) -> tuple[KelompokRekap, ...]:
    """The rows of each unit, in the order of the units."""
    per_formulir = defaultdict(list)
    for satu in bahan.baris:
        nomor = len(per_formulir[satu.formulir_id]) + 1
        per_formulir[satu.formulir_id].append(_baris(nomor, satu, bahan))
    return tuple(
        KelompokRekap(
            satu.unit.nama,
            _diserahkan(satu, bahan.pengumpulan.opd),
            tuple(per_formulir[satu.pk]),
            satu.sebut_belum_masuk,
        )
        for satu in bahan.formulir
    )


def sebut_perkiraan(bahan: BahanRekap) -> str:
    """What the estimated capaian is; empty where none is shown."""
    return KETERANGAN if bahan.perkiraan is not None else ""


def sel_target(b: BacaanBaris) -> tuple[Sel, bool]:
    """The target of the row's own period, of a range, a level or a year that of the year; is it practice?"""
    if b.versi_target is None or b.definisi is None:
        return KOSONG, False
    tahunan = target_tahun(b.versi_target, b.definisi.arah)
    if isinstance(tahunan, RentangTarget):
        return Sel(f"{tulis_angka(tahunan.bawah)}–{tulis_angka(tahunan.atas)}"), b.versi_target.angka_latihan
    if isinstance(tahunan, str):
        return Sel(tahunan), b.versi_target.angka_latihan
    if b.periode.jenis == Periode.Jenis.TAHUN:
        return sel_nilai(tahunan, b.definisi.desimal), b.versi_target.angka_latihan
    return sel_nilai(b.target, b.definisi.desimal), b.target_latihan


def _baris(nomor: int, satu: BarisFormulir, bahan: BahanRekap) -> BarisRekap:
    b = bahan.bacaan[satu.pk]
    realisasi, isi = satu.realisasi, b.isi
    desimal = desimal_versi(b.definisi)
    target, target_latihan = sel_target(b)
    selisih, persen = _selisih(b, desimal)
    perkiraan, sebab = (bahan.perkiraan or {}).get(realisasi.indikator_id, (None, ""))
    return BarisRekap(
        nomor=nomor,
        kode=realisasi.indikator.kode,
        indikator=b.definisi.nama if b.definisi else realisasi.indikator.nama,
        satuan=b.definisi.satuan if b.definisi else "",
        periode=sebut_periode(realisasi.periode),
        target=target,
        pembilang=sel_nilai(isi.pembilang, 4),
        penyebut=sel_nilai(isi.penyebut, 4),
        realisasi=sel_isian(isi, desimal),
        status=satu.get_status_display(),
        alasan=isi.alasan,
        bukti=len(bahan.bukti[satu.realisasi_id]),
        pengisi=_pengisi(satu, isi),
        faktor_pendukung=isi.faktor_pendukung,
        faktor_penghambat=isi.faktor_penghambat,
        rencana_perbaikan=isi.rencana_perbaikan,
        catatan=_catatan(satu),
        angka_latihan=isi.angka_latihan or target_latihan,
        url=alamat("realisasi_lihat", realisasi.pk),
        lalu=sel_isian(b.terakhir, desimal) if b.terakhir else KOSONG,
        periode_lalu=sebut_periode(b.terakhir.periode) if b.terakhir else "",
        selisih=selisih,
        selisih_persen=persen,
        putus=b.putus,
        tanda=tuple(TandaRekap(t.kalimat, t.perhatian) for t in bahan.tanda[satu.pk]),
        perkiraan=Sel.angka(perkiraan),
        perkiraan_sebab=sebab,
    )


def _pengisi(satu: BarisFormulir, isi) -> str:
    """Who typed what the row says; nobody where it says nothing yet."""
    if isi is satu.realisasi:
        return str(satu.realisasi.diubah_oleh) if satu.realisasi.versi else ""
    return str(isi.oleh) if isi is satu.revisi else ""


def _selisih(b: BacaanBaris, desimal: int) -> tuple[Sel, Sel]:
    """(difference from the last period, the same in per cent of it), where both are figures that compare."""
    lalu = b.lalu[0] if b.lalu else None
    if lalu is None or lalu.nilai is None or b.isi.nilai is None:
        return KOSONG, KOSONG
    selisih = b.isi.nilai - lalu.nilai
    persen = None if lalu.nilai == 0 else bulatkan(selisih / abs(lalu.nilai) * 100, 1)
    return _bertanda(sel_nilai(selisih, desimal)), _bertanda(Sel.angka(persen, 1))


def _bertanda(sel: Sel) -> Sel:
    """The figure with a plus where it is above nothing."""
    if sel.nilai is None or sel.nilai <= 0:
        return sel
    return Sel(f"+{sel.teks}", sel.nilai, sel.desimal, sel.keadaan)


def _catatan(satu: BarisFormulir) -> tuple[str, ...]:
    """What ``sebut_perbaikan`` says of the row, which itself need not be named."""
    indikator = satu.realisasi.indikator
    return sebut_perbaikan(
        satu.perbaikan, f"{indikator.kode} {indikator.nama[:120]} ({satu.realisasi.periode}): "
    )


def sebut_perbaikan(perbaikan: CatatanPerbaikan | None, sebutan: str = "") -> tuple[str, ...]:
    """The last remark with which a row came back, without the row's name at its head, and what was answered."""
    if perbaikan is None:
        return ()
    catatan = [f"{perbaikan.isi.removeprefix(sebutan)} ({perbaikan.get_status_display().lower()})"]
    if perbaikan.jawaban:
        catatan.append(f"Tindak lanjut: {perbaikan.jawaban}")
    return tuple(catatan)


def _diserahkan(formulir: Formulir, opd) -> str:
    if not formulir.sudah_masuk:
        return ""
    return f"oleh {formulir.penyerah}, {sebut_waktu(opd, formulir.diserahkan_pada)}"


def susun_hitungan(bahan: BahanRekap) -> tuple[Hitungan, ...]:
    """What is due and came in, and, where there is any, what is missing, late, sent back or without evidence."""
    keadaan = defaultdict(int)
    for b in bahan.bacaan.values():
        keadaan[b.isi.keadaan] += 1
    selebihnya = (
        *(
            Hitungan(satu.label, keadaan[satu])
            for satu in (Keadaan.MENYUSUL, Keadaan.BELUM_WAKTUNYA, Keadaan.TIDAK_DAPAT_DIUKUR)
        ),
        Hitungan("Dikembalikan", sum(satu.status == Baris.Status.DIKEMBALIKAN for satu in bahan.baris)),
        Hitungan(
            "Berangka tanpa bukti dukung",
            sum(
                b.isi.keadaan in BERANGKA and not bahan.bukti[b.baris.realisasi_id]
                for b in bahan.bacaan.values()
            ),
        ),
        Hitungan("Formulir terlambat", sum(terlambat(satu, bahan.pengumpulan) for satu in bahan.formulir)),
        Hitungan("Formulir dilewati", sum(satu.dilewati for satu in bahan.formulir)),
    )
    return (
        Hitungan("Jatuh tempo", len(bahan.baris)),
        Hitungan("Terisi angka", sum(keadaan[satu] for satu in BERANGKA)),
        Hitungan("Belum diisi", keadaan[Keadaan.BELUM_DIISI]),
        Hitungan("Formulir diserahkan", sum(satu.sudah_masuk for satu in bahan.formulir)),
        *(satu for satu in selebihnya if satu.jumlah),
    )


def susun_kelengkapan(bahan: BahanRekap) -> tuple[KelengkapanUnit, ...]:
    """How complete each unit's form is, in the order of the units."""
    per_formulir = defaultdict(list)
    for satu in bahan.baris:
        per_formulir[satu.formulir_id].append(satu)
    return tuple(_kelengkapan(satu, per_formulir[satu.pk], bahan) for satu in bahan.formulir)


def _kelengkapan(formulir: Formulir, baris: list[BarisFormulir], bahan: BahanRekap) -> KelengkapanUnit:
    isi = [bahan.bacaan[satu.pk].isi for satu in baris]
    lambat = terlambat(formulir, bahan.pengumpulan)
    return KelengkapanUnit(
        unit=formulir.unit.nama,
        status=_sebut_status(formulir, lambat),
        diserahkan=_diserahkan(formulir, bahan.pengumpulan.opd),
        jatuh_tempo=len(baris),
        angka=sum(satu.keadaan in BERANGKA for satu in isi),
        nol=sum(satu.keadaan in BERANGKA and satu.nilai == 0 for satu in isi),
        menyusul=sum(satu.keadaan == Keadaan.MENYUSUL for satu in isi),
        tanpa_angka=sum(satu.keadaan in {Keadaan.BELUM_WAKTUNYA, Keadaan.TIDAK_DAPAT_DIUKUR} for satu in isi),
        kosong=sum(satu.keadaan == Keadaan.BELUM_DIISI for satu in isi),
        berbukti=sum(
            bahan.bacaan[satu.pk].isi.keadaan in BERANGKA
            and not any(tanda.kode == Kode.BUKTI_KURANG for tanda in bahan.tanda[satu.pk])
            for satu in baris
        ),
        perhatian=sum(perlu_perhatian(bahan.tanda[satu.pk]) for satu in baris),
        terlambat=lambat,
    )


def _sebut_status(formulir: Formulir, lambat: bool) -> str:
    """Handed in, late, passed over or still with the unit, in a few words."""
    if formulir.sebut_belum_masuk:
        susulan = "; susulan menunggu keputusan" if formulir.status in Formulir.SUDAH_KEMBALI else ""
        return f"Belum masuk (dilewati: {formulir.alasan_dilewati.rstrip('.')}){susulan}"
    if formulir.dilewati:
        return "Susulan, disetujui"
    if formulir.status in Formulir.SUDAH_KEMBALI:
        return "Diserahkan terlambat" if lambat else "Diserahkan"
    return "Terlambat, belum diserahkan" if lambat else formulir.get_status_display()


def terlambat(formulir: Formulir, pengumpulan: Pengumpulan) -> bool:
    """Handed in after the run's batas waktu, or not yet when that is over; a direct entry has none."""
    if pengumpulan.pelaksanaan is None:
        return False
    opd = pengumpulan.opd
    diserahkan = tanggal_setempat(
        opd, formulir.diserahkan_pada if formulir.status in Formulir.SUDAH_KEMBALI else None
    )
    return (diserahkan or tanggal_kantor(opd)) > pengumpulan.pelaksanaan.batas_waktu


def susun_tanda_terima(pengumpulan: Pengumpulan) -> TandaTerima:
    """Bukti Tanda Terima: forms out and forms back (SOP 000 steps A6 and A7)."""
    opd = pengumpulan.opd
    formulir = list(
        pengumpulan.formulir.select_related(
            "unit",
            "dibagikan_oleh",
            "diterima_oleh",
            "diserahkan_oleh",
            "diserahkan_untuk__pegawai",
            "diserahkan_untuk__jabatan",
        )
        .prefetch_related("baris", "anggaran")
        .order_by("unit__urutan", "unit__nama")
    )
    lengkap = tanda_terima_lengkap(pengumpulan, formulir)
    kembali = [satu.diserahkan_pada for satu in formulir if satu.status in Formulir.SUDAH_KEMBALI]
    tanggal = tanggal_setempat(opd, max(kembali, default=pengumpulan.disetujui_pada)) if lengkap else None
    periode = sebut_periode(pengumpulan.periode)
    return TandaTerima(
        naskah=buat_naskah(
            opd,
            "Bukti Tanda Terima Formulir Pengumpulan Data Kinerja",
            pelaksanaan=pengumpulan.pelaksanaan,
            tanggal=tanggal,
            draf=not lengkap,
            keterangan=() if lengkap else ("Belum semua formulir diserahkan kembali.",),
        ),
        periode=periode,
        baris=tuple(
            BarisTerima(
                nomor=nomor,
                unit=satu.unit.nama,
                formulir=_sebut_formulir(satu),
                dibagikan=_oleh(satu.dibagikan_oleh, satu.dibagikan_pada, opd),
                diterima=_oleh(satu.diterima_oleh, satu.diterima_pada, opd),
                diserahkan=_oleh(satu.penyerah, satu.diserahkan_pada, opd)
                if satu.status in Formulir.SUDAH_KEMBALI
                else satu.sebut_belum_masuk,
            )
            for nomor, satu in enumerate(formulir, 1)
        ),
        penanda_tangan=penanda_jenis(opd, Jabatan.Jenis.SEKRETARIS, tanggal or tanggal_kantor(opd)),
    )


def tanda_terima_lengkap(pengumpulan: Pengumpulan, formulir: Iterable[Formulir]) -> bool:
    """Is there nothing more to receive: every form is back, or the collection was approved without it?"""
    formulir = list(formulir)
    disetujui = pengumpulan.disetujui_pada is not None
    return bool(formulir) and all(
        satu.status in Formulir.SUDAH_KEMBALI or (disetujui and satu.dilewati) for satu in formulir
    )


def _sebut_formulir(formulir: Formulir) -> str:
    bagian = [f"{len(formulir.baris.all())} isian"]
    if anggaran := len(formulir.anggaran.all()):
        bagian.append(f"{anggaran} baris anggaran")
    return ", ".join(bagian)


def _oleh(oleh, pada, opd) -> str:
    return f"{sebut_waktu(opd, pada)}, oleh {oleh}" if pada else ""
