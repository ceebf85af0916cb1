"""What the flow itself names in the digest: open steps, follow-ups, and late runs for those who answer for them."""

from collections.abc import Iterator

from django.db.models import prefetch_related_objects
from django.urls import reverse

from alur.giliran import pihak_langkah
from alur.models import CatatanLangkah, RencanaTindakLanjut
from alur.ringkasan import Calon, Pembaca
from alur.syarat import pihak_belum
from organisasi.hak import Peran, peran_di

ATASAN = frozenset({Peran.KEPALA, Peran.SEKRETARIS})


def calon_langkah(pembaca: Pembaca) -> Iterator[Calon]:
    """Steps that wait for the person, and (for Kepala and Sekretaris) their offices' runs that wait for others."""
    # Practice runs, and past periods recorded afterwards, press nobody.
    milik = [
        satu
        for satu in pembaca.menunggu
        if not (satu.pelaksanaan.contoh or satu.pelaksanaan.dicatat_belakangan)
    ]
    for satu in milik:
        yield Calon(
            judul=str(satu.pelaksanaan),
            keterangan=f"Langkah {satu.langkah.nomor} menunggu Anda: {satu.langkah.uraian}",
            batas=satu.pelaksanaan.batas_waktu,
            url=satu.pelaksanaan.get_absolute_url(),
        )
    dipimpin = [satu for satu in pembaca.kantor if peran_di(pembaca.pengguna, satu.pk) & ATASAN]
    if not dipimpin:
        return
    lain = list(
        CatatanLangkah.objects.filter(
            selesai_pada=None,
            pelaksanaan__opd__in=dipimpin,
            pelaksanaan__status="berjalan",
            pelaksanaan__contoh=False,
            pelaksanaan__dicatat_belakangan=False,
            pelaksanaan__batas_waktu__lt=pembaca.hari,
        )
        .exclude(pk__in=[satu.pk for satu in milik])
        .select_related("langkah", "pelaksanaan__opd", "pelaksanaan__periode", "pelaksanaan__prosedur__sop")
    )
    prefetch_related_objects(lain, "langkah__pelaku__peran", "disposisi")
    for satu in lain:
        yield Calon(
            judul=f"{satu.pelaksanaan} terlambat{pembaca.sebut_kantor(satu.pelaksanaan.opd)}",
            keterangan=f"Langkah {satu.langkah.nomor} menunggu {_giliran(satu)}.",
            batas=satu.pelaksanaan.batas_waktu,
            url=satu.pelaksanaan.get_absolute_url(),
            bawahan=True,
        )


def _giliran(catatan: CatatanLangkah) -> str:
    """Who has to act now, as the run's own page names them."""
    if catatan.disposisi_terbuka:
        return catatan.pelaksanaan.opd.sebutan_kepala
    pihak = pihak_belum(catatan) if catatan.langkah.semua_pelaksana else pihak_langkah(catatan.langkah)
    return ", ".join(dict.fromkeys(satu.sebutan for satu in pihak))


def calon_tindak_lanjut(pembaca: Pembaca) -> Iterator[Calon]:
    """Open follow-ups of the positions the person holds that day."""
    for satu in RencanaTindakLanjut.objects.filter(
        penanggung_jawab__in=pembaca.milik.jabatan, status=RencanaTindakLanjut.Status.TERBUKA
    ).exclude(catatan__pelaksanaan__contoh=True):
        yield Calon(
            judul=f"Tindak lanjut: {satu}",
            keterangan="Catat hasilnya di Tugas Saya bila sudah selesai.",
            batas=satu.tenggat,
            url=reverse("beranda"),
        )
