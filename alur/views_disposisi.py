"""The Kepala's disposisi on a report, given by himself or recorded for him."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from alur.disposisi import kembalikan_disposisi, pemangku_disposisi, terima_disposisi
from alur.forms_disposisi import FormCatatDisposisi, FormDisposisi
from alur.halaman_pelaksanaan import jalankan
from alur.models import Disposisi, Pelaksanaan


@require_POST
def disposisi_putuskan(request: HttpRequest, pk: int) -> HttpResponse:
    """The Kepala receives the report, or gives it back."""
    disposisi = _disposisi_atau_404(request, pk)
    catatan = disposisi.catatan
    form = FormDisposisi(request.POST, opd=catatan.pelaksanaan.opd, oleh=request.user, prefix="disposisi")
    return jalankan(
        request,
        catatan,
        "form_disposisi",
        form,
        lambda isi: _jawab_disposisi(disposisi, request.user, form),
        "Disposisi tersimpan.",
    )


@require_POST
def disposisi_catatkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the Kepala's disposisi on the ground of his paper."""
    disposisi = _disposisi_atau_404(request, pk)
    catatan = disposisi.catatan
    form = FormCatatDisposisi(
        request.POST,
        request.FILES,
        opd=catatan.pelaksanaan.opd,
        oleh=request.user,
        pemangku=pemangku_disposisi(catatan=catatan),
        prefix="catat-disposisi",
    )
    return jalankan(
        request,
        catatan,
        "form_catat_disposisi",
        form,
        lambda isi: _jawab_disposisi(disposisi, request.user, form, pencatatan=form.pencatatan()),
        "Disposisi dicatat untuk Kepala.",
    )


def _disposisi_atau_404(request: HttpRequest, pk: int) -> Disposisi:
    return get_object_or_404(
        Disposisi.objects.filter(
            catatan__pelaksanaan__in=Pelaksanaan.objects.untuk(request.user)
        ).select_related(
            "catatan__langkah", "catatan__pelaksanaan__opd__pemda", "catatan__pelaksanaan__periode"
        ),
        pk=pk,
    )


@transaction.atomic
def _jawab_disposisi(disposisi: Disposisi, oleh, form: FormDisposisi, **lain) -> None:
    isi = form.cleaned_data
    bersama = {"disposisi": disposisi, "oleh": oleh, "arahan": isi["arahan"], **lain}
    if isi["putusan"] == Disposisi.Keputusan.DIKEMBALIKAN:
        kembalikan_disposisi(**bersama)
    else:
        terima_disposisi(
            **bersama,
            sifat=isi["sifat"] or Disposisi.Sifat.BIASA,
            diteruskan_kepada=isi["diteruskan_kepada"],
            tindak_lanjut=isi["tindak_lanjut"],
        )
    form.ingat(oleh)
