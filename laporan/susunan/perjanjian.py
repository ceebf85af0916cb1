"""Perjanjian Kinerja as a printed paper: the plan's own text under our letterhead."""

from typing import Any

from laporan.bentuk import CetakPerjanjian, Kop, Naskah, PenandaTangan
from organisasi.lembar.rupa import TERLARANG
from perencanaan.naskah_pk import NaskahPK, PihakPK, muat_naskah, simpan_naskah


def susun_perjanjian(pk: NaskahPK) -> CetakPerjanjian:
    """The paper as it is printed; a draft says so on each page.

    Characters without a shape that came along with typed text stay off it; what is stored keeps them.
    """
    pk = muat_naskah(_tercetak(simpan_naskah(pk)))
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


def _tercetak(isi: Any) -> Any:
    if isinstance(isi, str):
        return TERLARANG.sub("", isi)
    if isinstance(isi, dict):
        return {nama: _tercetak(nilai) for nama, nilai in isi.items()}
    return [_tercetak(satu) for satu in isi] if isinstance(isi, list) else isi


def _penanda(pihak: PihakPK) -> PenandaTangan:
    return PenandaTangan(pihak.jabatan, pihak.nama, pihak.pangkat, pihak.nip)
