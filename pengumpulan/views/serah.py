"""Handing a form in after a last look, taking it back, and going on without a late unit."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from alur.giliran import kedudukan_di
from alur.models import CatatanLangkah
from alur.pencatatan import Pencatatan
from alur.syarat import pihak_belum
from alur.tampilan import sebut_tanggal
from organisasi import hak
from organisasi.galat import TindakanDitolak
from organisasi.kalender import Kalender
from organisasi.waktu import hari_ini
from pengumpulan.actions import batal_lewati, lewati, serahkan, serahkan_formulir, tarik_kembali
from pengumpulan.actions.bersama import periksa_orang_unit
from pengumpulan.actions.lewati import BELUM_MASUK, HANYA
from pengumpulan.actions.serahkan import dapat_ditarik
from pengumpulan.forms_serah import FormAlasan, FormCatatan, FormLewati, FormSerahUntuk
from pengumpulan.models import Formulir, Pengumpulan
from pengumpulan.pejabat import pengganti_penyerah, sebagai_penyerah
from pengumpulan.tahap import akan_susulan, kunjungan_pengisian
from pengumpulan.tampilan import batas_pengumpulan, kewenangan
from pengumpulan.tampilan.serah import formulir_lain, susun_tinjauan
from pengumpulan.views.formulir import formulir_atau_404, remah_formulir


def formulir_serahkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Look the form over, and hand it in with one button: at the filling step, by itself, or as susulan."""
    formulir = formulir_atau_404(request, pk)
    periksa_orang_unit(formulir, request.user)
    wenang = kewenangan(formulir, request.user, kedudukan_di(request))
    catatan = kunjungan_pengisian(formulir)
    untuk_pejabat = catatan is not None and not wenang.orang_unit
    data = request.POST if request.method == "POST" else None
    tanggal = hari_ini(formulir.pengumpulan.opd.pemda.zona_waktu)
    pengganti = pengganti_penyerah(catatan, formulir.unit_id, tanggal) if untuk_pejabat else []
    form = FormSerahUntuk(data, pengganti=pengganti) if untuk_pejabat else FormCatatan(data)
    galat, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _serahkan(request, formulir, catatan, untuk_pejabat, form.cleaned_data)
            except TindakanDitolak as tolak:
                galat, status = str(tolak), tolak.status_http
            else:
                messages.success(request, f"Formulir {formulir.unit} diserahkan kepada Tim SAKIP.")
                return redirect(formulir)
    tinjauan = susun_tinjauan(formulir, request.user)
    lain = []
    if catatan and catatan.langkah.semua_pelaksana and wenang.orang_unit:
        lain = formulir_lain(formulir, wenang.giliran, {satu.unit_id for satu in pihak_belum(catatan)})
    return render(
        request,
        "pengumpulan/formulir_serahkan.html",
        {
            "judul": f"Serahkan formulir {formulir.unit}",
            "remah": remah_formulir(formulir, "Serahkan"),
            "formulir": formulir,
            "t": tinjauan,
            "mengisi": wenang.mengisi,
            "susulan": akan_susulan(formulir),
            "untuk_pejabat": untuk_pejabat,
            "lain": lain,
            "form": form,
            "pakai_form": catatan is not None,
            "galat": galat,
        },
        status=status,
    )


def _serahkan(
    request: HttpRequest, formulir: Formulir, catatan: CatatanLangkah | None, untuk_pejabat: bool, isi: dict
) -> None:
    if catatan is None:
        serahkan_formulir(formulir=formulir, oleh=request.user)
        return
    pencatatan = None
    if untuk_pejabat:
        tanggal = hari_ini(formulir.pengumpulan.opd.pemda.zona_waktu)
        untuk = isi.get("untuk") or sebagai_penyerah(formulir.unit_id, request.user, tanggal).untuk
        if untuk is None:
            raise TindakanDitolak(
                f"Jabatan pimpinan {formulir.unit} kosong hari ini dan tidak ada pemangku jabatan lain di sana. "
                "Minta pegawai unit itu menyerahkan, catat Plt.-nya, atau lanjutkan tanpa unit itu."
            )
        pencatatan = Pencatatan(untuk, isi["dasar"], isi["tanggal"])
    serahkan(catatan=catatan, oleh=request.user, uraian=isi["uraian"], pencatatan=pencatatan)


def formulir_tarik(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the form back before it is recapped, with a reason."""
    formulir = formulir_atau_404(request, pk)
    periksa_orang_unit(formulir, request.user)
    form = FormAlasan(request.POST if request.method == "POST" else None)
    butir, sebab = dapat_ditarik(formulir)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                tarik_kembali(formulir=formulir, oleh=request.user, alasan=form.cleaned_data["alasan"])
            except TindakanDitolak as tolak:
                status, sebab = tolak.status_http, str(tolak)
            else:
                messages.success(request, "Formulir ditarik kembali. Barisnya terbuka lagi seperti semula.")
                return redirect(formulir)
    return render(
        request,
        "pengumpulan/formulir_tarik.html",
        {
            "judul": f"Tarik kembali formulir {formulir.unit}",
            "remah": remah_formulir(formulir, "Tarik kembali"),
            "formulir": formulir,
            "jumlah": len(butir),
            "sebab": sebab,
            "form": form,
        },
        status=status,
    )


def _pengumpulan_atau_404(request: HttpRequest, pk: int) -> Pengumpulan:
    return get_object_or_404(
        Pengumpulan.objects.untuk(request.user).select_related(
            "opd__pemda", "periode", "pelaksanaan__prosedur", "pelaksanaan__periode"
        ),
        pk=pk,
    )


def pengumpulan_lewati(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the run go on without late units."""
    pengumpulan = _pengumpulan_atau_404(request, pk)
    hak.periksa(request.user, "pengumpulan.lewati", pengumpulan, HANYA)
    kalender = Kalender(pengumpulan.opd)
    batas = batas_pengumpulan(pengumpulan, kalender)
    lewat = hari_ini(pengumpulan.opd.pemda.zona_waktu) > batas
    daftar = pengumpulan.formulir.filter(status__in=BELUM_MASUK, dilewati_pada=None).select_related("unit")
    form = FormLewati(
        request.POST if request.method == "POST" else None,
        pilihan=[(satu.pk, str(satu.unit)) for satu in daftar.order_by("unit__urutan", "unit__nama")],
        lewat=lewat,
    )
    galat, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                hasil = lewati(
                    pengumpulan=pengumpulan,
                    formulir=form.cleaned_data["formulir"],
                    oleh=request.user,
                    batas=batas,
                    alasan=form.cleaned_data["alasan"],
                )
            except TindakanDitolak as tolak:
                galat, status = str(tolak), tolak.status_http
            else:
                unit = ", ".join(str(satu.unit) for satu in hasil)
                messages.success(
                    request, f"Dilanjutkan tanpa {unit}. Formulirnya dapat masuk sebagai susulan."
                )
                return redirect(pengumpulan)
    return render(
        request,
        "pengumpulan/pengumpulan_lewati.html",
        {
            "judul": "Lanjutkan tanpa unit yang terlambat",
            "remah": [
                {"label": f"Formulir {pengumpulan.periode}", "url": pengumpulan.get_absolute_url()},
                {"label": "Lanjutkan tanpa unit"},
            ],
            "pengumpulan": pengumpulan,
            "batas": sebut_tanggal(batas),
            "lewat": lewat,
            "form": form,
            "galat": galat,
        },
        status=status,
    )


@require_POST
def formulir_batal_lewati(request: HttpRequest, pk: int) -> HttpResponse:
    """Wait for the unit again."""
    formulir = formulir_atau_404(request, pk)
    try:
        batal_lewati(formulir=formulir, oleh=request.user)
    except TindakanDitolak as tolak:
        if tolak.status_http == 403:
            raise
        messages.error(request, str(tolak))
    else:
        messages.success(request, f"Formulir {formulir.unit} ditunggu lagi.")
    return redirect(reverse("pengumpulan_formulir", args=[formulir.pengumpulan_id]))
