"""Our own workbook: is it for this OPD and year, and what stands in its rows."""

import re
from collections.abc import Collection, Mapping, Sequence

from organisasi.galat import TindakanDitolak
from organisasi.lembar.baca import Buku, Lembar, Sel
from organisasi.models import OPD
from organisasi.muatan.nama import normal
from perencanaan.muat_pk.angka_kolom import PAGU, TARGET
from perencanaan.muat_pk.isian import Baris, rapikan
from perencanaan.muat_pk.kolom import (
    INDIKATOR,
    JUDUL_BULAN,
    JUDUL_SEMESTER,
    JUDUL_TRIWULAN,
    KOLOM_INDIKATOR,
    KOLOM_POHON,
    PETUNJUK,
    POHON,
    VERSI_FORMAT,
    KolomTeks,
)

POLA_KODE = re.compile(r"\bPK-(\d{1,12})-(\d{4})-(\d{1,3})\b")
POLA_RENSTRA = re.compile(r"^(?:target )?renstra (\d{4})$")
POLA_TARGET = re.compile(r"^target(?: tahun)?(?: (\d{4}))?$")
UNDUH_LAGI = "Unduh buku kerja yang baru, lalu isi dan unggah yang itu."
# The heading stands below a title and a line or two of information.
KEPALA_TERJAUH = 12


def kode_berkas(opd: OPD, tahun: int) -> str:
    """The code on the help sheet that says whose workbook this is: ``PK-12-2026-1``."""
    return f"PK-{opd.pk}-{tahun}-{VERSI_FORMAT}"


def periksa_berkas(buku: Buku, opd: OPD, tahun: int) -> None:
    """Refuse a workbook that was made for another OPD or year, in another format, or not by us."""
    petunjuk = buku.lembar_bernama(PETUNJUK)
    kode = None
    for baris in petunjuk.baris if petunjuk else ():
        for sel in baris:
            kode = kode or (POLA_KODE.search(sel.nilai) if isinstance(sel.nilai, str) else None)
    if kode is None:
        raise TindakanDitolak(
            "Berkas ini bukan buku kerja Perjanjian Kinerja dari aplikasi ini: lembar Petunjuk "
            "dengan kode berkasnya "
            f"tidak ada. {UNDUH_LAGI} Untuk tabel bentuk lain pilih “Tabel lain”."
        )
    if int(kode[1]) != opd.pk:
        lain = OPD.objects.filter(pk=int(kode[1])).values_list("singkatan", flat=True).first()
        raise TindakanDitolak(
            f"Berkas ini dibuat untuk {lain or 'OPD lain'}, bukan untuk {opd}. {UNDUH_LAGI}"
        )
    if int(kode[2]) != tahun:
        raise TindakanDitolak(f"Berkas ini dibuat untuk tahun {kode[2]}, bukan {tahun}. {UNDUH_LAGI}")
    if int(kode[3]) != VERSI_FORMAT:
        raise TindakanDitolak(f"Bentuk berkas ini sudah lama. {UNDUH_LAGI}")


def baca_pohon(buku: Buku) -> list[Baris]:
    """The rows of the tree."""
    return _baca(buku, POHON, KOLOM_POHON, {"pagu rp": PAGU}, wajib=("jenjang", "kunci", "uraian"))


def baca_indikator(buku: Buku, tahun: int) -> list[Baris]:
    """The rows of indicators, with their figures."""
    angka = {normal(judul): kunci for kunci, judul in (JUDUL_BULAN | JUDUL_TRIWULAN | JUDUL_SEMESTER).items()}
    return _baca(buku, INDIKATOR, KOLOM_INDIKATOR, angka, wajib=("kode", "letak", "nama"), tahun=tahun)


def _baca(
    buku: Buku,
    nama: str,
    kolom: Sequence[KolomTeks],
    angka: Mapping[str, str],
    wajib: Sequence[str],
    tahun: int = 0,
) -> list[Baris]:
    lembar = buku.lembar_bernama(nama)
    if lembar is None:
        raise TindakanDitolak(f"Lembar {nama} tidak ada dalam berkas ini. {UNDUH_LAGI}")
    judul = {normal(satu.judul): satu.kunci for satu in kolom}
    kepala = _kepala(lembar, judul)
    teks: dict[int, str] = {}
    nilai: dict[int, str] = {}
    for ke, sel in enumerate(kepala):
        tulisan = normal(sel.nilai) if isinstance(sel.nilai, str) else ""
        kunci = judul.get(tulisan)
        kunci_angka = None if kunci else _kunci_angka(tulisan, angka, tahun, sel)
        if (kunci or kunci_angka) in {*teks.values(), *nilai.values()}:
            raise TindakanDitolak(
                f"Lembar {nama}: kolom “{rapikan(sel.nilai)}” ada dua kali. Hapus salah satunya."
            )
        if kunci:
            teks[ke] = kunci
        elif kunci_angka:
            nilai[ke] = kunci_angka
    if kurang := [satu.judul for satu in kolom if satu.kunci in wajib and satu.kunci not in teks.values()]:
        raise TindakanDitolak(f"Lembar {nama}: kolom {', '.join(kurang)} tidak ditemukan. {UNDUH_LAGI}")
    sebutan = {satu.kunci: satu.judul for satu in kolom}
    hasil = _kolom_asing(lembar, kepala, {*teks, *nilai})
    awal = next(ke for ke, baris in enumerate(lembar.baris) if baris is kepala) + 1
    for nomor, isi in enumerate(lembar.baris[awal:], start=awal + 1):
        if all(isi[ke].nilai is None for ke in (*teks, *nilai)):
            continue
        baris = Baris(nama, nomor)
        for ke, kunci in teks.items():
            baris.isi_teks(kunci, isi[ke], sebutan[kunci])
        baris.angka = {kunci: isi[ke] for ke, kunci in nilai.items()}
        hasil.append(baris)
    return hasil


def _kolom_asing(lembar: Lembar, kepala: Sequence[Sel], dikenal: Collection[int]) -> list[Baris]:
    """A row that says which filled columns are not ours, so that a heading typed over is noticed; or none."""
    awal = next(ke for ke, baris in enumerate(lembar.baris) if baris is kepala) + 1
    hasil = Baris(lembar.nama, awal)
    hasil.usulan.sebutan = "Judul kolom"
    for ke, sel in enumerate(kepala):
        if ke in dikenal or all(isi[ke].nilai is None for isi in lembar.baris[awal:]):
            continue
        nama = f"Kolom “{rapikan(str(sel.nilai))[:60]}”" if sel.nilai is not None else "Kolom tanpa judul"
        hasil.usulan.ingatkan(
            sel.alamat,
            f"{nama} tidak dikenal, jadi isinya tidak dibaca. Kembalikan judul aslinya bila perlu dimuat.",
        )
    return [hasil] if hasil.usulan.catatan else []


def _kepala(lembar: Lembar, judul: Mapping[str, str]) -> tuple[Sel, ...]:
    """The row of headings: the one that holds most of ours."""
    terbaik, jumlah = None, 2
    for baris in lembar.baris[:KEPALA_TERJAUH]:
        cocok = sum(isinstance(sel.nilai, str) and normal(sel.nilai) in judul for sel in baris)
        if cocok > jumlah:
            terbaik, jumlah = baris, cocok
    if terbaik is None:
        raise TindakanDitolak(f"Lembar {lembar.nama}: baris judul kolom tidak ditemukan. {UNDUH_LAGI}")
    return terbaik


def _kunci_angka(tulisan: str, angka: Mapping[str, str], tahun: int, sel: Sel) -> str | None:
    """The key of a column of figures by its heading; a target of another year is refused."""
    if tulisan in angka:
        return angka[tulisan]
    if cocok := POLA_RENSTRA.match(tulisan):
        return f"renstra-{cocok[1]}"
    if tahun and (cocok := POLA_TARGET.match(tulisan)):
        if cocok[1] and int(cocok[1]) != tahun:
            raise TindakanDitolak(
                f"Sel {sel.alamat}: kolom target untuk {cocok[1]}, sedangkan berkas ini untuk {tahun}."
            )
        return TARGET
    return None
