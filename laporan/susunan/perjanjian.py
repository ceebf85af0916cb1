"""Perjanjian Kinerja as a printed paper: the plan's own text under our letterhead."""

from laporan.bentuk import CetakPerjanjian, Kop, Naskah, PenandaTangan
from perencanaan.naskah_pk import NaskahPK, PihakPK


def susun_perjanjian(pk: NaskahPK) -> CetakPerjanjian:
    """The paper as it is printed; a draft says so on each page."""
    return CetakPerjanjian(
        naskah=Naskah(
            judul=f"Konsep {pk.judul}" if pk.konsep else pk.judul,
            kop=Kop(pk.pemda, pk.opd, pk.alamat, pk.kontak),
            nomor=pk.nomor,
            tanggal=pk.tanggal,
            tempat=pk.tempat,
            # A draft agreement says KONSEP, by a mark of its own.
            draf=False,
            keterangan=pk.keterangan,
        ),
        pk=pk,
        pertama=_penanda(pk.pertama),
        kedua=_penanda(pk.kedua),
    )


def _penanda(pihak: PihakPK) -> PenandaTangan:
    return PenandaTangan(pihak.jabatan, pihak.nama, pihak.pangkat, pihak.nip)
