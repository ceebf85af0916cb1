"""A collection as a whole: what will be asked, the forms of all units, and entries without a run."""

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from alur.giliran import kedudukan_di
from alur.models import CatatanLangkah, Langkah, Pelaksanaan
from organisasi.galat import TindakanDitolak
from organisasi.hak import boleh
from organisasi.models import OPD, UnitKerja
from organisasi.views import opd_atau_404
from organisasi.waktu import hari_ini
from pengumpulan.actions import buka_entri_langsung, tutup_entri_langsung
from pengumpulan.forms import FormEntri
from pengumpulan.kebutuhan import petakan_unit, susun_kebutuhan, unit_formulir
from pengumpulan.models import Pengumpulan
from pengumpulan.tampilan import sebut_persetujuan, susun_daftar_formulir

LAYAR_FORMULIR = (Langkah.Layar.FORMULIR, Langkah.Layar.DISTRIBUSI, Langkah.Layar.PENGISIAN)
ENTRI_TERBANYAK = 24


def _catatan_atau_404(request: HttpRequest, pk: int, *layar: str) -> CatatanLangkah:
    return get_object_or_404(
        CatatanLangkah.objects.filter(
            pelaksanaan__in=Pelaksanaan.objects.untuk(request.user), langkah__layar__in=layar
        ).select_related("langkah", "pelaksanaan__opd", "pelaksanaan__periode", "pelaksanaan__prosedur"),
        pk=pk,
    )


def _pengumpulan(request: HttpRequest):
    return Pengumpulan.objects.untuk(request.user).select_related(
        "opd", "periode", "pelaksanaan__prosedur", "disetujui_oleh"
    )


@require_safe
def formulir_siapkan(request: HttpRequest, pk: int) -> HttpResponse:
    """What the forms of a run would ask, unit by unit; once they are prepared, the forms themselves."""
    catatan = _catatan_atau_404(request, pk, *LAYAR_FORMULIR)
    pelaksanaan = catatan.pelaksanaan
    pengumpulan = _pengumpulan(request).filter(pelaksanaan=pelaksanaan).first()
    kebutuhan = susun_kebutuhan(pelaksanaan.opd, pelaksanaan.periode)
    return render(
        request,
        "pengumpulan/formulir_siapkan.html",
        {
            "judul": f"Formulir {pelaksanaan.periode}",
            "sub_judul": f"Isi formulir yang disiapkan untuk tiap unit – {pelaksanaan.opd}",
            "remah": [
                {"label": str(pelaksanaan), "url": pelaksanaan.get_absolute_url()},
                {"label": "Formulir"},
            ],
            "pelaksanaan": pelaksanaan,
            "terbuka": catatan.terbuka,
            "langkah": catatan.langkah,
            "rencana": _rencana(pelaksanaan.opd, kebutuhan, unit_formulir(pelaksanaan.prosedur)),
            "jumlah": len(kebutuhan.sel),
            "jumlah_anggaran": len(kebutuhan.anggaran),
            "peringatan": kebutuhan.peringatan,
            "daftar": susun_daftar_formulir(pengumpulan) if pengumpulan else [],
        },
    )


def _rencana(opd: OPD, kebutuhan, punya_formulir: list[int]) -> list[dict]:
    """Per unit that gets a form: its rows by period, its lines of spending, and whose figures it carries."""
    peta = petakan_unit(opd, punya_formulir)
    baris, anggaran, per_periode, pemilik = Counter(), Counter(), {}, {}
    for satu in kebutuhan.sel:
        unit = peta[satu.unit.pk]
        baris[unit] += 1
        per_periode.setdefault(unit, Counter())[str(satu.periode)] += 1
        if satu.unit.pk != unit:
            pemilik.setdefault(unit, {})[satu.unit.nama] = True
    for _, unit in kebutuhan.anggaran:
        anggaran[peta[unit.pk]] += 1
    daftar = UnitKerja.objects.filter(pk__in={*baris, *anggaran}).order_by("urutan", "nama")
    return [
        {
            "unit": satu,
            "jumlah": baris[satu.pk],
            "anggaran": anggaran[satu.pk],
            "periode": [f"{jumlah} untuk {nama}" for nama, jumlah in per_periode.get(satu.pk, {}).items()],
            "pemilik": ", ".join(pemilik.get(satu.pk, ())),
        }
        for satu in daftar
    ]


@require_safe
def langkah_formulir(request: HttpRequest, pk: int) -> HttpResponse:
    """From a step to the person's own form; Tim SAKIP, and whoever has none or several, to the list."""
    catatan = _catatan_atau_404(request, pk, *LAYAR_FORMULIR)
    pengumpulan = _pengumpulan(request).filter(pelaksanaan=catatan.pelaksanaan).first()
    if pengumpulan is None:
        messages.info(request, "Formulir unit belum disiapkan.")
        return redirect(catatan.pelaksanaan)
    if not boleh(request.user, "pengumpulan.isikan", pengumpulan):
        milik = list(pengumpulan.formulir.filter(unit__in=kedudukan_di(request).unit)[:2])
        if len(milik) == 1:
            return redirect(milik[0])
    return redirect(pengumpulan)


@require_safe
def pengumpulan_formulir(request: HttpRequest, pk: int) -> HttpResponse:
    """All forms of a collection: how far each is, and through whose hands it went."""
    pengumpulan = get_object_or_404(_pengumpulan(request), pk=pk)
    daftar = susun_daftar_formulir(pengumpulan)
    milik = kedudukan_di(request).unit
    tim = boleh(request.user, "pengumpulan.isikan", pengumpulan)
    langsung = pengumpulan.pelaksanaan is None
    return render(
        request,
        "pengumpulan/pengumpulan_formulir.html",
        {
            "judul": f"Formulir {pengumpulan.periode}",
            "sub_judul": (
                f"Entri langsung, tanpa pelaksanaan SOP – {pengumpulan.opd}"
                if langsung
                else f"{pengumpulan.pelaksanaan} – {pengumpulan.opd}"
            ),
            "remah": [
                {"label": "Entri langsung", "url": reverse("entri_langsung")}
                if langsung and tim
                else {"label": "Data realisasi", "url": reverse("realisasi_daftar")}
                if langsung
                else {
                    "label": str(pengumpulan.pelaksanaan),
                    "url": pengumpulan.pelaksanaan.get_absolute_url(),
                },
                {"label": "Formulir"},
            ],
            "pengumpulan": pengumpulan,
            "daftar": daftar,
            "milik": milik,
            "disetujui": sebut_persetujuan(pengumpulan),
            "diserahkan": sum(satu.formulir.sudah_masuk for satu in daftar),
            "terisi": sum(satu.terisi for satu in daftar),
            "jumlah": sum(satu.jumlah for satu in daftar),
            "boleh_tagih": boleh(request.user, "pengumpulan.tagih", pengumpulan)
            and (pengumpulan.terbuka or any(s.formulir.dapat_diisi or s.ditunggu for s in daftar)),
            "boleh_tutup": langsung and tim and pengumpulan.terbuka,
            "boleh_lewati": pengumpulan.terbuka and boleh(request.user, "pengumpulan.lewati", pengumpulan),
            "ada_terlambat": any(s.formulir.dapat_diisi and not s.formulir.dilewati for s in daftar),
        },
    )


def entri_langsung(request: HttpRequest) -> HttpResponse:
    """Data entry for a period without a run, for an office whose SOP only measures (SOP 004)."""
    opd = opd_atau_404(request, "pengumpulan.isikan")
    form = FormEntri(request.POST or None, tanggal=hari_ini())
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                pengumpulan = buka_entri_langsung(
                    opd=opd, periode=form.cleaned_data["periode"], oleh=request.user
                )
            except TindakanDitolak as tolak:
                status = tolak.status_http
                form.add_error(None, str(tolak))
            else:
                messages.success(request, f"Formulir {pengumpulan.periode} dibagikan kepada unit.")
                return redirect(pengumpulan)
    daftar = _pengumpulan(request).filter(opd=opd, pelaksanaan=None)[:ENTRI_TERBANYAK]
    return render(
        request,
        "pengumpulan/entri_langsung.html",
        {
            "judul": "Entri langsung",
            "sub_judul": "Mengumpulkan angka satu periode tanpa pelaksanaan SOP, misalnya bila SOP kantor ini "
            "hanya mengatur pengukuran.",
            "remah": [
                {"label": "Data realisasi", "url": reverse("realisasi_daftar")},
                {"label": "Entri langsung"},
            ],
            "form": form,
            "daftar": [(satu, sebut_persetujuan(satu)) for satu in daftar],
        },
        status=status,
    )


@require_POST
def entri_tutup(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in what the units handed in; from here on a measurement reads it."""
    pengumpulan = get_object_or_404(_pengumpulan(request), pk=pk)
    try:
        tutup_entri_langsung(pengumpulan=pengumpulan, oleh=request.user)
    except TindakanDitolak as tolak:
        if tolak.status_http == 403:
            raise
        messages.error(request, str(tolak))
    else:
        messages.success(request, f"Entri {pengumpulan.periode} ditutup. Angkanya siap diukur.")
    return redirect(pengumpulan)
