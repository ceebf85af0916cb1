"""Pages of a year's plan: make it, write it, put it in force, look how far it is, change its schedule, stop it."""

from datetime import date

from django.contrib import messages
from django.db.models import Count
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from alur import tahun
from alur.buka_jadwal import buka_jatuh_tempo, prosedur_pada
from alur.forms import FormAlasan
from alur.forms_tahun import FormBuatRencana, FormPerintahTahun, FormProgramKerjaTahun
from alur.giliran import pemangku_peran, peran_pelaksana
from alur.models import SOP, Langkah, Prosedur, RencanaTahun
from alur.rencana_jawab import dasar_perintah
from alur.tampilan_tahun import baris_jadwal, baris_ubah, status_rencana
from organisasi.galat import TindakanDitolak
from organisasi.hak import boleh, periksa
from organisasi.kirim import DITERIMA, jalankan
from organisasi.models import PemangkuJabatan
from organisasi.terima import baca_bulat
from organisasi.views import opd_atau_404
from organisasi.waktu import hari_ini

SIMPAN, TETAPKAN = "simpan", "tetapkan"


def rencana_terlihat(request: HttpRequest):
    """Plans this person may see, with what their pages say of them."""
    return RencanaTahun.objects.untuk(request.user).select_related(
        "opd__pemda",
        "prosedur__sop__opd",
        "diperintah_oleh__pegawai",
        "diperintah_oleh__jabatan",
        "dibuat_oleh",
        "ditetapkan_oleh",
        "dihentikan_oleh",
    )


def prosedur_berlaku(opd):
    """The procedures of the SOPs in force today."""
    return Prosedur.objects.filter(
        sop__in=SOP.objects.berlaku_pada(hari_ini(opd.pemda.zona_waktu)).filter(opd=opd)
    ).select_related("sop")


def daftar_rencana(opd) -> list[dict]:
    """The plans of an office as lists show them, newest year first."""
    rencana = (
        RencanaTahun.objects.filter(opd=opd)
        .select_related("prosedur")
        .annotate(jumlah=Count("jadwal"), dibuka=Count("jadwal__pelaksanaan"))
        .order_by("-tahun", "prosedur__jenis", "-pk")
    )
    return [{"rencana": satu, "status": status_rencana(satu)} for satu in rencana]


def rencana_tahun_buat(request: HttpRequest) -> HttpResponse:
    """Choose procedures and year; each becomes a draft with its proposed schedule."""
    opd = opd_atau_404(request, "alur.mulai")
    prosedur = prosedur_berlaku(opd)
    form = FormBuatRencana(request.POST or None, prosedur=prosedur, tanggal=hari_ini(opd.pemda.zona_waktu))
    status = 200
    if request.method == "POST":
        status, dibuat = jalankan(form, lambda isi: tahun.buat_semua(opd=opd, oleh=request.user, **isi))
        if status == DITERIMA:
            messages.success(
                request, "Konsep rencana dibuat. Lengkapi perintah, program kerja, dan jadwalnya."
            )
            return redirect("rencana_tahun_ubah", pk=dibuat[0].pk)
    konteks = {
        "judul": "Rencana setahun",
        "sub_judul": "Satu perintah dan satu Program Kerja untuk semua pelaksanaan dalam tahun itu.",
        "remah": _remah({"label": "Rencana setahun"}),
        "form": form,
        "ada_prosedur": prosedur.exists(),
    }
    return render(request, "alur/tahun_buat.html", konteks, status=status)


@require_safe
def rencana_tahun_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: its order, its program kerja, and how far each run of its schedule is."""
    return _halaman(request, get_object_or_404(rencana_terlihat(request), pk=pk))


def _halaman(
    request: HttpRequest, rencana: RencanaTahun, *, status: int = 200, galat: str = "", form_henti=None
) -> HttpResponse:
    mengatur = rencana.terbuka and boleh(request.user, "alur.mulai", rencana)
    tanggal = hari_ini(rencana.opd.pemda.zona_waktu)
    baris = baris_jadwal(rencana, tanggal)
    return render(
        request,
        "alur/tahun_lihat.html",
        {
            "judul": str(rencana),
            "remah": _remah({"label": str(rencana)}),
            "rencana": rencana,
            "status": status_rencana(rencana),
            "dasar": dasar_perintah(rencana) if rencana.perintah else "",
            "baris": baris,
            "terkendala": [satu for satu in baris if satu["terkendala"]],
            "penerus": _penerus(rencana, tanggal),
            "mengatur": mengatur,
            "konsep": rencana.status == RencanaTahun.Status.KONSEP,
            "form_henti": (form_henti or FormAlasan(prefix="henti")) if mengatur else None,
            "galat": galat,
        },
        status=status,
    )


def _penerus(rencana: RencanaTahun, tanggal) -> str:
    """The SOP version that runs open under from now on, where it is no longer the plan's own."""
    if rencana.status != RencanaTahun.Status.BERLAKU:
        return ""
    try:
        prosedur = prosedur_pada(rencana, tanggal)
    except TindakanDitolak as tolak:
        return str(tolak)
    if prosedur.pk == rencana.prosedur_id:
        return ""
    return (
        f"Pelaksanaan berikutnya dibuka menurut {prosedur.sop.nama} versi {prosedur.sop.versi}, yang berlaku "
        "sekarang."
    )


def rencana_tahun_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the draft on one page; of a plan in force only what is not open yet, with a reason."""
    rencana = get_object_or_404(rencana_terlihat(request), pk=pk)
    periksa(request.user, "alur.mulai", rencana, tahun.HAK_RENCANA)
    if not rencana.terbuka:
        messages.error(request, "Rencana ini sudah dihentikan.")
        return redirect(rencana)
    konsep = rencana.status == RencanaTahun.Status.KONSEP
    data, berkas = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    pemangku = _pemberi_perintah(rencana) if konsep else []
    perintah = (
        FormPerintahTahun(data, berkas, rencana=rencana, pemangku=pemangku, prefix="perintah")
        if konsep
        else None
    )
    program = FormProgramKerjaTahun(data, rencana=rencana, prefix="program") if konsep else None
    alasan = None if konsep else FormAlasan(data, prefix="ubah")
    baris = baris_ubah(rencana, data)
    galat, status = "", 200
    versi = request.POST.get("versi") or rencana.versi
    if request.method == "POST":
        formulir = [
            satu for satu in (perintah, program, alasan, *(b["form"] for b in baris)) if satu is not None
        ]
        # Each is asked, so that all mistakes show at once.
        if all([satu.is_valid() for satu in formulir]):
            try:
                pesan = _simpan(request, rencana, perintah, program, alasan, baris)
            except TindakanDitolak as tolak:
                # Once told of the other's change, the next save is meant.
                galat, status, versi = str(tolak), tolak.status_http, rencana.versi
            else:
                messages.success(request, pesan)
                return redirect(rencana)
        else:
            galat, status = "Ada isian yang perlu dibetulkan. Belum ada yang tersimpan.", 422
    konteks = {
        "judul": str(rencana),
        "remah": _remah({"label": str(rencana), "url": rencana.get_absolute_url()}, {"label": "Ubah"}),
        "rencana": rencana,
        "versi": versi,
        "konsep": konsep,
        "perintah": perintah,
        "program": program,
        "alasan": alasan,
        "baris": baris,
        "galat": galat,
    }
    return render(request, "alur/tahun_ubah.html", konteks, status=status)


def _simpan(request: HttpRequest, rencana: RencanaTahun, perintah, program, alasan, baris) -> str:
    """Keep what was typed, and put the plan in force if that button was pressed; what to tell."""
    versi = baca_bulat(request.POST.get("versi", ""), digit=9) or 0
    jadwal = [
        tahun.BarisJadwal(
            satu["jenis"],
            satu["nomor"],
            isi["jalur"],
            isi["buka_pada"],
            isi["batas_waktu"],
        )
        for satu in baris
        if satu["form"] and (isi := satu["form"].cleaned_data)["pakai"]
    ]
    if alasan is not None:
        tahun.ubah_jadwal(
            rencana=rencana,
            versi=versi,
            oleh=request.user,
            jadwal=jadwal,
            alasan=alasan.cleaned_data["alasan"],
        )
        return "Jadwal diubah."
    isi = tahun.IsiRencana(
        perintah=perintah.isi(),
        diperintah_oleh=perintah.cleaned_data["diperintah_oleh"],
        program_kerja=program.isi(),
        pindaian=perintah.cleaned_data["pindaian"],
    )
    tetap = TETAPKAN in request.POST
    tahun.simpan_rencana(
        rencana=rencana, versi=versi, oleh=request.user, isi=isi, jadwal=jadwal, tetapkan_juga=tetap
    )
    if tetap:
        return f"{rencana} berlaku. Pelaksanaannya terbuka sendiri pada harinya."
    return "Konsep rencana tersimpan. Rencana baru berjalan setelah ditetapkan."


@require_POST
def rencana_tahun_hentikan(request: HttpRequest, pk: int) -> HttpResponse:
    """Open nothing more by this plan."""
    rencana = get_object_or_404(rencana_terlihat(request), pk=pk)
    form = FormAlasan(request.POST, prefix="henti")
    if not form.is_valid():
        return _halaman(request, rencana, status=422, form_henti=form)
    try:
        tahun.hentikan(
            rencana=rencana, versi=rencana.versi, oleh=request.user, alasan=form.cleaned_data["alasan"]
        )
    except TindakanDitolak as tolak:
        return _halaman(request, rencana, status=tolak.status_http, galat=str(tolak), form_henti=form)
    messages.success(request, "Rencana dihentikan. Pelaksanaan yang sudah dibuka tetap berjalan.")
    return redirect(rencana)


@require_POST
def rencana_tahun_buka(request: HttpRequest, pk: int) -> HttpResponse:
    """Try now what is due and could not be opened."""
    rencana = get_object_or_404(rencana_terlihat(request), pk=pk)
    periksa(request.user, "alur.mulai", rencana, tahun.HAK_RENCANA)
    dibuka, terkendala = buka_jatuh_tempo(rencana=rencana)
    if dibuka:
        messages.success(request, f"{dibuka} pelaksanaan dibuka.")
    if terkendala:
        messages.error(request, f"{terkendala} pelaksanaan belum dapat dibuka; sebabnya ada di jadwal.")
    if not dibuka and not terkendala:
        messages.info(request, "Tidak ada yang jatuh tempo dibuka hari ini.")
    return redirect(rencana)


@require_safe
def rencana_tahun_pindaian(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the scan of the order: always as a download."""
    rencana = get_object_or_404(rencana_terlihat(request), pk=pk)
    if not rencana.pindaian:
        raise Http404
    try:
        isi = rencana.pindaian.open("rb")
    except FileNotFoundError as hilang:
        raise Http404("Berkas tidak ditemukan di penyimpanan.") from hilang
    jawab = FileResponse(
        isi, as_attachment=True, filename=rencana.nama_pindaian, content_type=rencana.tipe_pindaian
    )
    jawab["Content-Security-Policy"] = "sandbox; default-src 'none'"
    jawab["Cache-Control"] = "private, no-store"
    return jawab


def _pemberi_perintah(rencana: RencanaTahun) -> list[PemangkuJabatan]:
    """Holders, since the end of the year before, of the positions that give the order in this SOP."""
    langkah = rencana.prosedur.langkah.filter(layar=Langkah.Layar.PERINTAH)
    peran = [peran.pk for satu in langkah for peran in peran_pelaksana(satu)]
    return list(pemangku_peran(peran, date(rencana.tahun - 1, 12, 1), hari_ini(rencana.opd.pemda.zona_waktu)))


def _remah(*lanjut: dict) -> list[dict]:
    return [
        {"label": "Pelaksanaan SOP", "url": reverse("pelaksanaan_daftar")},
        {"label": "Mulai", "url": reverse("pelaksanaan_mulai")},
        *lanjut,
    ]
