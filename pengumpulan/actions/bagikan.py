"""Forms given out and received."""

from django.db import transaction
from django.utils import timezone

from alur import actions as gerbang
from alur.models import CatatanLangkah
from jejak.actions import catat
from organisasi.galat import TindakanDitolak
from organisasi.models import Pengguna
from pengumpulan.actions.bersama import kabari_bila_tanpa_langkah, pengumpulan_dari, periksa_orang_unit
from pengumpulan.models import Formulir


@transaction.atomic
def bagikan(*, catatan: CatatanLangkah, oleh: Pengguna, **lain) -> CatatanLangkah:
    """Give the forms out (SOP 000 step A6): from here on the units fill them in."""
    gerbang_catatan = gerbang.selesaikan(catatan=catatan, oleh=oleh, **lain)
    pengumpulan = pengumpulan_dari(catatan.pelaksanaan)
    Formulir.objects.filter(pengumpulan=pengumpulan, status=Formulir.Status.DISIAPKAN).update(
        status=Formulir.Status.DIBAGIKAN,
        dibagikan_pada=lain.get("pada") or timezone.now(),
        dibagikan_oleh=oleh,
    )
    catat(aksi="pengumpulan.bagikan", objek=pengumpulan, oleh=oleh)
    kabari_bila_tanpa_langkah(pengumpulan.formulir.all(), "formulir unit Anda sudah dibagikan")
    return gerbang_catatan


@transaction.atomic
def terima_formulir(*, formulir: Formulir, oleh: Pengguna) -> Formulir:
    """The unit confirms that the form arrived (Bukti Tanda Terima, SOP 000 step A6)."""
    periksa_orang_unit(formulir, oleh)
    if formulir.status == Formulir.Status.DISIAPKAN:
        raise TindakanDitolak("Formulir ini belum dibagikan.")
    if Formulir.objects.filter(pk=formulir.pk, diterima_pada=None).update(
        diterima_pada=timezone.now(), diterima_oleh=oleh
    ):
        catat(aksi="pengumpulan.terima_formulir", objek=formulir, oleh=oleh)
    formulir.refresh_from_db()
    return formulir
