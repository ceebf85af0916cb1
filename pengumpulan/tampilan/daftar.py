"""The forms of collections in lists: how far each is, and until when it is due."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from alur.syarat_mulai import batas_waktu_bawaan
from alur.tampilan import Status
from organisasi.kalender import Kalender
from pengumpulan.models import Baris, BarisAnggaran, Formulir, Keadaan, Pengumpulan
from pengumpulan.tampilan.sebutan import sebut_pada, sebut_penyerahan, status_formulir


@dataclass(frozen=True)
class RingkasFormulir:
    """One form in a list: how far it is and through whose hands it went."""

    formulir: Formulir
    status: Status
    jumlah: int
    terisi: int
    jumlah_anggaran: int
    diterima: str
    diserahkan: str
    diperiksa: int = 0  # rows that Tim SAKIP accepted
    dikirim_kembali: int = 0  # rows that Tim SAKIP sent back
    menunggu: int = 0  # rows that wait to be looked at
    ditunggu: int = 0  # figures approved as menyusul that are still to come
    dilewati: str = ""  # that the run goes on without it, and why

    @property
    def belum(self) -> int:
        """Rows that still say nothing."""
        return self.jumlah - self.terisi


def susun_daftar_formulir(pengumpulan: Pengumpulan) -> list[RingkasFormulir]:
    """The forms of a collection in the order of the units."""
    return susun_daftar_semua([pengumpulan]).get(pengumpulan.pk, [])


def susun_daftar_semua(pengumpulan: Iterable[Pengumpulan]) -> dict[int, list[RingkasFormulir]]:
    """{collection: its forms in the order of the units}; two queries for any number of collections."""
    pk = [satu.pk for satu in pengumpulan]
    anggaran = {
        satu["formulir"]: satu
        for satu in BarisAnggaran.objects.filter(formulir__pengumpulan__in=pk)
        .order_by()
        .values("formulir")
        .annotate(jumlah=Count("pk"), **_hitung_periksa(""))
    }
    daftar = (
        Formulir.objects.filter(pengumpulan__in=pk)
        .select_related(
            "unit",
            "diterima_oleh",
            "diserahkan_oleh",
            "diserahkan_untuk__pegawai",
            "diserahkan_untuk__jabatan",
            "dilewati_oleh",
        )
        .annotate(
            jumlah=Count("baris"),
            terisi=Count("baris", filter=~Q(baris__realisasi__keadaan=Keadaan.BELUM_DIISI)),
            ditunggu=Count("baris", filter=Q(baris__ditunggu=True)),
            **_hitung_periksa("baris__"),
        )
        .order_by("unit__urutan", "unit__nama")
    )
    hasil = defaultdict(list)
    for satu in daftar:
        belanja = anggaran.get(satu.pk, {})
        hasil[satu.pengumpulan_id].append(
            RingkasFormulir(
                satu,
                status_formulir(satu),
                satu.jumlah,
                satu.terisi,
                belanja.get("jumlah", 0),
                sebut_pada(satu.diterima_oleh, satu.diterima_pada),
                sebut_penyerahan(satu),
                diperiksa=satu.diperiksa + belanja.get("diperiksa", 0),
                dikirim_kembali=satu.dikirim_kembali + belanja.get("dikirim_kembali", 0),
                menunggu=satu.menunggu + belanja.get("menunggu", 0),
                ditunggu=satu.ditunggu,
                dilewati=satu.alasan_dilewati,
            )
        )
    return dict(hasil)


def _hitung_periksa(awalan: str) -> dict[str, Count]:
    """Counts of a form's rows by what Tim SAKIP said of them."""

    def hitung(**syarat) -> Count:
        return Count(f"{awalan}pk", filter=Q(**{f"{awalan}{nama}": isi for nama, isi in syarat.items()}))

    masuk = [Baris.Status.DISERAHKAN, Baris.Status.SUSULAN]
    return {
        "diperiksa": hitung(diperiksa_pada__isnull=False),
        "dikirim_kembali": hitung(status=Baris.Status.DIKEMBALIKAN, perbaikan__dibuat_oleh__isnull=False),
        "menunggu": hitung(status__in=masuk, diperiksa_pada=None),
    }


def batas_pengumpulan(pengumpulan: Pengumpulan, kalender: Kalender) -> date:
    """Until when the forms are due: the run's batas waktu; for a direct entry the OPD's usual one."""
    if pengumpulan.pelaksanaan:
        return pengumpulan.pelaksanaan.batas_waktu
    return batas_waktu_bawaan(opd=pengumpulan.opd, periode=pengumpulan.periode, kalender=kalender)
