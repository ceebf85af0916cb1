"""Kertas Kerja Pengukuran: every figure that was read, by whom it stands, and what was done with it."""

from dataclasses import dataclass
from decimal import Decimal

from laporan.bentuk import BarisCapaian, KertasKerja, LembarUkur, OperanUkur, Sel, SusunanCapaian
from laporan.susunan.capaian import (
    BahanCapaian,
    ada_latihan,
    baca_bahan_capaian,
    baris_semua,
    susun_dari_bahan,
)
from laporan.susunan.dasar import naskah_pengukuran, paraf_pengukuran
from laporan.susunan.sel import alamat, desimal_versi, sebut_tanggal, sebut_waktu, sel_keadaan, sel_nilai
from organisasi.models import Pengguna
from pengukuran.models import HasilUkur, Pengukuran
from pengukuran.rumus import persen
from pengumpulan.models import BERANGKA, Pengumpulan


def susun_kertas_kerja(pengukuran: Pengukuran) -> KertasKerja:
    """The working of each indicator of a measurement, in the order of the recap."""
    bahan = baca_bahan_capaian(pengukuran)
    susunan = susun_dari_bahan(bahan)
    return KertasKerja(
        naskah=naskah_pengukuran(
            pengukuran,
            f"Kertas Kerja Pengukuran Kinerja {susunan.periode}",
            latihan=ada_latihan(susunan),
        ),
        periode=susunan.periode,
        lembar=susun_lembar(bahan, susunan),
        catatan_metode=susunan.catatan_metode,
        skala=susunan.skala,
        paraf=paraf_pengukuran(pengukuran),
    )


def susun_lembar(bahan: BahanCapaian, susunan: SusunanCapaian) -> tuple[LembarUkur, ...]:
    """One sheet per indicator; two more queries, for who typed the figures and who approved the collections."""
    per_kode = {satu.patokan.indikator.kode: satu for satu in bahan.hasil}
    orang = _Orang(
        pengisi=Pengguna.objects.in_bulk({satu.oleh_id for satu in bahan.revisi.values()}),
        disetujui=_disetujui(bahan),
    )
    return tuple(_lembar(baris, per_kode[baris.kode], bahan, orang) for baris in baris_semua(susunan))


@dataclass(frozen=True)
class _Orang:
    """{account: who typed}, {collection: who approved it, in words}."""

    pengisi: dict[int, Pengguna]
    disetujui: dict[int, str]


def _disetujui(bahan: BahanCapaian) -> dict[int, str]:
    """{collection: who approved it, as what, and when}."""
    dibaca = {r["pengumpulan"] for satu in bahan.hasil for r in satu.rincian if r["pengumpulan"]}
    hasil = {}
    for satu in Pengumpulan.objects.filter(pk__in=dibaca).select_related("disetujui_oleh"):
        selaku = f" ({satu.disetujui_selaku})" if satu.disetujui_selaku else ""
        pada = sebut_waktu(bahan.pengukuran.opd, satu.disetujui_pada)
        hasil[satu.pk] = f"{satu.disetujui_oleh}{selaku}, {pada}" if pada else ""
    return hasil


def _lembar(baris: BarisCapaian, hasil: HasilUkur, bahan: BahanCapaian, orang: _Orang) -> LembarUkur:
    versi = hasil.patokan.versi_indikator
    return LembarUkur(
        baris=baris,
        definisi_operasional=versi.definisi_operasional if versi else "",
        formulasi=versi.formulasi if versi else "",
        versi=f"Definisi yang berlaku sejak {sebut_tanggal(versi.tanggal_mulai)}"
        if versi
        else "Belum ada definisi yang berlaku",
        target_dari=_target_dari(hasil),
        operan=tuple(_operan(satu, hasil, bahan, orang) for satu in hasil.rincian),
        langkah=_langkah(hasil, baris),
    )


def _target_dari(hasil: HasilUkur) -> str:
    target = hasil.patokan.versi_target
    if target is None:
        return "Target belum ditetapkan"
    asal = "Target di luar Perjanjian Kinerja"
    if pk := target.perjanjian:
        perubahan = f" Perubahan ke-{pk.perubahan_ke}" if pk.perubahan_ke else ""
        asal = f"Perjanjian Kinerja{perubahan} {pk.tahun}"
        asal += f" nomor {pk.nomor}" if pk.nomor else ""
        asal += "" if pk.dikunci else " (konsep, belum ditandatangani)"
    return f"{asal}, berlaku sejak {sebut_tanggal(target.tanggal_mulai)}"


def _operan(satu: dict, hasil: HasilUkur, bahan: BahanCapaian, orang: _Orang) -> OperanUkur:
    """One reading as the measurement kept it; names of people come from the revision it points to."""
    desimal = desimal_versi(hasil.patokan.versi_indikator)
    revisi = bahan.revisi.get(satu["revisi"])
    if satu["keadaan"] in BERANGKA:
        nilai = sel_nilai(_angka(satu["nilai"]), max(desimal, 4), satu["tingkat"])
    else:
        nilai = sel_keadaan(satu["keadaan"])
    return OperanUkur(
        periode=satu["periode"],
        unit=satu["unit"],
        pembilang=_bagian(satu["pembilang"]),
        penyebut=_bagian(satu["penyebut"]),
        nilai=nilai,
        revisi=f"versi {satu['versi']}" if satu["versi"] else "–",
        diisi=f"{orang.pengisi[revisi.oleh_id]}, {sebut_waktu(bahan.pengukuran.opd, revisi.pada)}"
        if revisi
        else "",
        disetujui=orang.disetujui.get(satu["pengumpulan"], ""),
        bukti=tuple(_sebut_bukti(bukti) for bukti in bahan.bukti.get(satu["realisasi"], ())),
        url=alamat("realisasi_lihat", satu["realisasi"]) if satu["realisasi"] else "",
    )


def _sebut_bukti(bukti) -> str:
    return bukti.judul if bukti.keterangan in ("", bukti.judul) else f"{bukti.judul} ({bukti.keterangan})"


def _angka(teks: str | None) -> Decimal | None:
    return None if teks is None else Decimal(teks)


def _bagian(teks: str | None) -> Sel:
    return sel_nilai(_angka(teks), 4)


def _langkah(hasil: HasilUkur, baris: BarisCapaian) -> tuple[str, ...]:
    """From the readings to the class, one sentence after the other."""
    langkah = [f"Realisasi sampai dengan periode: {hasil.penjelasan_realisasi or baris.realisasi}."]
    langkah.append(
        f"Target sampai dengan periode: {baris.target_periode}; target tahun: {baris.target_tahun}."
    )
    if hasil.status != HasilUkur.Status.DIHITUNG:
        return (*langkah, f"Capaian tidak dihitung: {hasil.sebab_kalimat}")
    langkah.append(f"Capaian terhadap target periode: {hasil.penjelasan_periode}.")
    langkah.append(f"Capaian terhadap target tahun: {hasil.penjelasan_tahun.rstrip('.')}.")
    if hasil.capaian_rata_rata != hasil.capaian_periode:
        langkah.append(f"Yang masuk rata-rata: {persen(hasil.capaian_rata_rata)}.")
    langkah.append(f"Predikat: {hasil.predikat}.")
    return tuple(langkah)
