"""Going on without a late unit: declared, taken back, and ended by the unit's own hand-in."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from alur.models import Pelaksanaan
from alur.paraf import lanjutkan_tanpa_pihak
from jejak.actions import catat
from organisasi import hak
from organisasi.galat import TindakanDitolak
from organisasi.models import Pengguna
from organisasi.waktu import hari_ini
from pengumpulan.actions.bersama import kabari_unit, kunci_formulir, kunci_pengumpulan
from pengumpulan.models import ButirPenyerahan, Formulir, Pengumpulan
from pengumpulan.tahap import kunjungan_kini

HANYA = "Hanya Tim SAKIP atau Sekretaris yang dapat melanjutkan tanpa unit yang terlambat."
BELUM_MASUK = (Formulir.Status.DIBAGIKAN, Formulir.Status.DIKEMBALIKAN)


@transaction.atomic
def lewati(
    *, pengumpulan: Pengumpulan, formulir: Iterable[int], oleh: Pengguna, batas: date, alasan: str = ""
) -> list[Formulir]:
    """Let the collection go on without these forms (pk); what their units bring later is *susulan*.

    After ``batas`` that day is reason enough, before it a reason is asked. A filling step that waits for nobody
    else closes with it.
    """
    hak.periksa(oleh, "pengumpulan.lewati", pengumpulan, HANYA)
    pengumpulan = kunci_pengumpulan(pengumpulan.pk)
    if not pengumpulan.terbuka:
        raise TindakanDitolak("Data ini sudah disetujui atau pelaksanaannya dibatalkan.")
    alasan = alasan.strip()
    if not alasan:
        if hari_ini(pengumpulan.opd.pemda.zona_waktu) <= batas:
            raise TindakanDitolak("Batas waktu belum lewat: tuliskan alasan melanjutkan tanpa unit itu.")
        alasan = f"Belum menyerahkan sampai batas waktu {date_format(batas, 'j F Y')}."
    pk = set(formulir)
    daftar = list(
        pengumpulan.formulir.select_for_update(of=("self",))
        .filter(pk__in=pk, status__in=BELUM_MASUK, dilewati_pada=None)
        .select_related("unit")
    )
    if not pk:
        raise TindakanDitolak("Pilih unit yang dilewati.")
    if len(daftar) != len(pk):
        raise TindakanDitolak(
            "Ada unit yang baru saja menyerahkan formulirnya atau sudah dilewati. Muat ulang halaman."
        )
    if not _ada_yang_tinggal(pengumpulan, pk):
        raise TindakanDitolak(
            "Paling sedikit satu unit harus menyerahkan formulirnya: tanpa itu tidak ada data."
        )
    saat = timezone.now()
    Formulir.objects.filter(pk__in=pk).update(dilewati_pada=saat, dilewati_oleh=oleh, alasan_dilewati=alasan)
    for satu in daftar:
        satu.pengumpulan = pengumpulan
        catat(aksi="pengumpulan.lewati", objek=satu, oleh=oleh, alasan=alasan)
        kabari_unit(
            satu,
            f"{pengumpulan.pelaksanaan}: dilanjutkan tanpa {satu.unit} ({alasan}). Formulir tetap terbuka dan "
            "dapat diserahkan sebagai susulan.",
            oleh,
        )
    _lanjutkan(pengumpulan.pelaksanaan, [str(satu.unit) for satu in daftar], oleh, alasan)
    return daftar


def _ada_yang_tinggal(pengumpulan: Pengumpulan, pk: set[int]) -> bool:
    """Is there another form that came in or is still waited for?"""
    return pengumpulan.formulir.filter(dilewati_pada=None).exclude(pk__in=pk).exists()


def _lanjutkan(pelaksanaan: Pelaksanaan | None, unit: list[str], oleh: Pengguna, alasan: str) -> None:
    kini = kunjungan_kini(pelaksanaan)
    if kini and kini.langkah.layar == "pengisian":
        lanjutkan_tanpa_pihak(
            catatan=kini,
            oleh=oleh,
            selaku=pelaksanaan.opd.sebutan_tim
            if hak.boleh(oleh, "pengumpulan.isikan", kini)
            else "Sekretaris",
            uraian=f"Dilanjutkan tanpa {', '.join(unit)}: {alasan}",
        )


@transaction.atomic
def batal_lewati(*, formulir: Formulir, oleh: Pengguna) -> Formulir:
    """Wait for the unit again, as long as the collection is not approved and nothing came as susulan."""
    hak.periksa(oleh, "pengumpulan.lewati", formulir, HANYA)
    formulir = kunci_formulir(formulir)
    if not formulir.dilewati:
        raise TindakanDitolak("Unit ini tidak sedang dilewati. Muat ulang halaman.")
    if not formulir.pengumpulan.terbuka:
        raise TindakanDitolak("Data ini sudah disetujui tanpa unit itu; formulirnya masuk sebagai susulan.")
    if ButirPenyerahan.objects.filter(
        penyerahan__formulir=formulir, penyerahan__macam="susulan", lepas=False
    ).exists():
        raise TindakanDitolak("Unit itu sudah menyerahkan susulan. Putuskan susulannya dahulu.")
    cabut_lewati(formulir, oleh, "Ditunggu lagi.")
    kabari_unit(
        formulir, f"{formulir.pengumpulan.pelaksanaan}: formulir {formulir.unit} ditunggu lagi.", oleh
    )
    return formulir


def cabut_lewati(formulir: Formulir, oleh: Pengguna, alasan: str) -> None:
    """The form is one that the run waits for again; the audit trail keeps that it was passed over."""
    lama = {"dilewati_pada": formulir.dilewati_pada, "alasan": formulir.alasan_dilewati}
    formulir.dilewati_pada, formulir.dilewati_oleh, formulir.alasan_dilewati = None, None, ""
    formulir.save(update_fields=["dilewati_pada", "dilewati_oleh", "alasan_dilewati"])
    catat(aksi="pengumpulan.batal_lewati", objek=formulir, oleh=oleh, lama=lama, alasan=alasan)
