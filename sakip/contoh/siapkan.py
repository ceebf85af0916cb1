"""Puts the practice offices into an empty database, once."""

from django.db import transaction

from jejak.actions import catat
from organisasi.galat import TindakanDitolak
from organisasi.models import OPD, KodeNomor, Pengguna
from sakip.contoh.kantor import Kantor, PembangunKantor
from sakip.contoh.kinerja import bangun_kinerja
from sakip.contoh.pelaksanaan import bangun_pelaksanaan
from sakip.contoh.sumber import baca_kantor


def sudah_ada(isi: dict) -> bool:
    """Are the practice offices in this database already?"""
    nama = {satu["nama"] for satu in isi["opd"]}
    return set(OPD.objects.exclude(sumber="").values_list("nama", flat=True)) >= nama


def periksa_basis_data_kosong() -> None:
    """Refuse beside real records: practice accounts have a password that everyone knows."""
    if OPD.objects.exists() or Pengguna.objects.exists():
        raise TindakanDitolak(
            "Basis data ini sudah berisi kantor atau pengguna. Kantor contoh hanya untuk basis data kosong: "
            "akunnya memakai kata sandi yang diketahui semua orang."
        )


def siapkan_contoh() -> bool:
    """Make the practice offices; False when they were there already and nothing changed."""
    isi = baca_kantor()
    if sudah_ada(isi):
        return False
    periksa_basis_data_kosong()
    with transaction.atomic():
        kantor = PembangunKantor(isi).bangun()
        for satu in kantor:
            _beri_register(satu)
            bangun_kinerja(satu)
            _catat(satu)
        bangun_pelaksanaan(kantor)
    return True


def _beri_register(kantor: Kantor) -> None:
    """A register of numbers to practise with; the code is that of an SOP's own family, the pattern made up."""
    KodeNomor.objects.create(
        opd=kantor.opd,
        kode="000.8.6",
        nama="Naskah kinerja (latihan)",
        pola=f"{{kode}}/{{nomor}}/{kantor.opd.singkatan.upper()}/{{tahun}}",
    )


def _catat(kantor: Kantor) -> None:
    catat(
        aksi="contoh.siapkan",
        objek=kantor.opd,
        oleh=Pengguna.objects.get(username=kantor.isi["admin"]["akun"]),
        baru={"sumber": kantor.sumber.kode},
    )
