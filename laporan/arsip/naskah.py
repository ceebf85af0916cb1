"""The papers of a period's runs: locked ones as they were locked, the others as they read now, and scans."""

from collections.abc import Iterator, Sequence
from functools import cache

from django.db.models import Q

from alur.models import Dokumen, Pelaksanaan
from laporan.arsip.butir import Butir, folder_bernomor, nama_aman, nama_berkas
from laporan.beku import sidik_isi
from laporan.cetak import cetak_pdf, jadikan_html
from laporan.daftar import NaskahTersedia, daftar_naskah
from laporan.final_model import NaskahFinal, RendisiNaskah


def kumpulkan_naskah(pelaksanaan: Sequence[Pelaksanaan]) -> Iterator[Butir]:
    """Every paper that can be made, was locked, or was attached, run by run."""
    for satu in pelaksanaan:
        awal = f"1_naskah/{folder_bernomor(satu)}"
        daftar = daftar_naskah(satu)
        terkunci = _terkunci(satu, [naskah.kunci for naskah in daftar])
        nomor = 0
        for naskah in daftar:
            versi = terkunci.pop(naskah.kunci, [])
            if versi or not naskah.belum:
                nomor += 1
                yield from _naskah(naskah, f"{awal}/{nomor:02d}_{nama_aman(naskah.judul)}", versi)
        # What was locked at a visit or in a round that the run no longer shows.
        for versi in terkunci.values():
            nomor += 1
            yield from _versi(f"{awal}/{nomor:02d}_{nama_aman(versi[-1].judul)}", versi)
        for dokumen in Dokumen.objects.filter(pelaksanaan=satu).select_related("catatan__langkah"):
            yield Butir(
                f"{awal}/lampiran/{nama_berkas(dokumen.pk, dokumen.judul, dokumen.nama_berkas)}",
                f"Langkah {dokumen.catatan.langkah.nomor}, {dokumen.get_jenis_display().lower()}: {dokumen.judul}",
                berkas=dokumen.berkas,
                sidik=dokumen.sidik,
            )


def kunci_semua(pelaksanaan: Sequence[Pelaksanaan]) -> set[str]:
    """By what names the register knows the papers of these runs."""
    daftar = {naskah.kunci for satu in pelaksanaan for naskah in daftar_naskah(satu)}
    return daftar | set(
        NaskahFinal.objects.filter(pelaksanaan__in=pelaksanaan).values_list("kunci", flat=True)
    )


def _terkunci(pelaksanaan: Pelaksanaan, kunci: list[str]) -> dict[str, list[NaskahFinal]]:
    """{paper: its locked versions, oldest first}."""
    hasil: dict[str, list[NaskahFinal]] = {}
    milik = NaskahFinal.objects.filter(Q(pelaksanaan=pelaksanaan) | Q(kunci__in=kunci))
    for satu in milik.prefetch_related("rendisi").order_by("kunci", "versi"):
        hasil.setdefault(satu.kunci, []).append(satu)
    return hasil


def _naskah(naskah: NaskahTersedia, awal: str, versi: list[NaskahFinal]) -> Iterator[Butir]:
    yield from _versi(awal, versi)
    if naskah.belum:
        return
    susun = cache(naskah.susun)
    # What was locked, and reads otherwise since (a further round, a correction), is kept in both readings.
    if not versi or sidik_isi(susun()) != versi[-1].sidik_isi:
        keadaan = "draf" if naskah.draf or naskah.langkah else "menurut keadaan saat diarsipkan"
        if versi:
            keadaan = f"berubah sejak versi {versi[-1].versi} dikunci, {keadaan}"
        yield Butir(f"{awal}.pdf", f"{naskah.judul}, {keadaan}", lambda: cetak_pdf(jadikan_html(susun())))
    if naskah.buku is not None:
        yield Butir(f"{awal}.xlsx", f"{naskah.judul} sebagai buku kerja", lambda: naskah.buku(susun()))


def _versi(awal: str, versi: list[NaskahFinal]) -> Iterator[Butir]:
    for satu in versi:
        for rendisi in sorted(satu.rendisi.all(), key=lambda r: r.urutan):
            yield _rendisi(f"{awal}_final-v{satu.versi}-{rendisi.urutan}.pdf", satu, rendisi)


def _rendisi(nama: str, naskah: NaskahFinal, rendisi: RendisiNaskah) -> Butir:
    keterangan = f"{naskah.judul}, final versi {naskah.versi}, kode verifikasi {naskah.kode_tampil}"
    if rendisi.nomor:
        keterangan += f", nomor {rendisi.nomor}"
    if rendisi.berkas:
        return Butir(nama, keterangan, berkas=rendisi.berkas, sidik=rendisi.sidik)
    # Locked, and its printing not taken over yet: made here from the locked text itself.
    return Butir(nama, keterangan, lambda: cetak_pdf(rendisi.html))
