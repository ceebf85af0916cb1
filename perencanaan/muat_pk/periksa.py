"""What is worth a second look in a row that stands: its targets against themselves, the Renstra, last year."""

from collections.abc import Iterable

from organisasi.muatan.usulan import Tindakan
from perencanaan.muat_pk.angka_kolom import TARGET
from perencanaan.muat_pk.isian import Baris
from perencanaan.muat_pk.keadaan import Keadaan
from perencanaan.muat_pk.susun_indikator import Terencana
from perencanaan.periksa_target import DeretTarget, Peringatan, periksa_target


def periksa_terencana(daftar: Iterable[Terencana], keadaan: Keadaan) -> None:
    """Add the warnings; those that were kept with a reason are not repeated on rows that change nothing."""
    for satu in daftar:
        usulan = satu.baris.usulan
        if usulan.tindakan == Tindakan.TOLAK or not satu.baris.angka:
            continue
        versi = keadaan.target_pokok(satu.indikator.pk) if satu.indikator.pk else None
        dipertahankan = keadaan.dipertahankan.get(versi.pk, ()) if versi else ()
        for peringatan in periksa_target(_deret(satu, keadaan)):
            if usulan.tindakan != Tindakan.TETAP or peringatan.kode not in dipertahankan:
                usulan.ingatkan(_sel(satu.baris, peringatan), peringatan.kalimat)


def _deret(satu: Terencana, keadaan: Keadaan) -> DeretTarget:
    renstra, tingkat = satu.deret.renstra
    tahun = satu.deret.tahun
    return DeretTarget(
        metode=satu.definisi.metode,
        arah=satu.definisi.arah,
        frekuensi=satu.definisi.frekuensi,
        satuan=satu.definisi.satuan,
        desimal=satu.definisi.desimal,
        nilai=tahun.nilai,
        batas_bawah=tahun.batas_bawah,
        batas_atas=tahun.batas_atas,
        tingkat=tahun.tingkat,
        periode=tuple((jenis, nomor, nilai) for (jenis, nomor), nilai in satu.deret.periode.items()),
        renstra=renstra,
        renstra_tingkat=tingkat,
        realisasi_lalu=keadaan.realisasi_lalu.get(satu.indikator.pk),
    )


def _sel(baris: Baris, peringatan: Peringatan) -> str:
    """Where to look: the first period it is about, else the year's target, else the first figure of the row."""
    for jenis, nomor in peringatan.periode:
        if sel := baris.angka.get(f"{jenis}-{nomor}"):
            return sel.alamat
    return (baris.angka.get(TARGET) or next(iter(baris.angka.values()))).alamat
