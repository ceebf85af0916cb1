"""Pages on which a measurement is made: its methodology, the results, and what is written about them."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alur.forms import FormSelesai
from alur.models import CatatanLangkah, CatatanPerbaikan, Langkah, Pelaksanaan
from alur.perbaikan import tindaklanjuti
from alur.syarat import perbaikan_untuk
from alur.tampilan import sebut_waktu
from organisasi.galat import TindakanDitolak
from organisasi.hak import boleh
from pengukuran.actions import dapat_dihitung, hitung, simpan_aturan, tulis_analisis
from pengukuran.forms import FormAnalisis, FormAturan
from pengukuran.koreksi import dapat_diminta, kedudukan_meminta
from pengukuran.models import HasilUkur, Metodologi, Pengukuran
from pengukuran.tampilan import (
    Ditolak,
    baca_hasil,
    catatan_bersama,
    konteks_langkah,
    status_pengukuran,
    susun_hasil,
    susun_patokan,
)
from pengumpulan.koreksi import koreksi_ditunggu


def _catatan_atau_404(request: HttpRequest, pk: int, layar: str) -> CatatanLangkah:
    """A visit to a step of that layar, in an OPD this person may see."""
    return get_object_or_404(
        CatatanLangkah.objects.filter(
            pelaksanaan__in=Pelaksanaan.objects.untuk(request.user), langkah__layar=layar
        ).select_related(
            "langkah__prosedur",
            "pelaksanaan__opd__pemda",
            "pelaksanaan__periode",
            "pelaksanaan__prosedur__sop",
        ),
        pk=pk,
    )


def _pengukuran(catatan: CatatanLangkah) -> Pengukuran | None:
    return (
        Pengukuran.objects.filter(pelaksanaan=catatan.pelaksanaan_id)
        .select_related("metodologi", "opd", "periode", "pelaksanaan", "dihitung_oleh")
        .order_by("-putaran")
        .first()
    )


# -- methodology ------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def langkah_metodologi(request: HttpRequest, pk: int) -> HttpResponse:
    """What will be pinned for this measurement, and the rules it is bound to."""
    catatan = _catatan_atau_404(request, pk, Langkah.Layar.METODOLOGI)
    pengukuran = _pengukuran(catatan)
    metodologi = getattr(pengukuran, "metodologi", None)
    form, status, galat = FormAturan(instance=metodologi), 200, ""
    if request.method == "POST":
        form, status = FormAturan(request.POST, instance=metodologi), 422
        if form.is_valid():
            try:
                simpan_aturan(catatan=catatan, oleh=request.user, aturan=form.aturan())
            except TindakanDitolak as tolak:
                status, galat = tolak.status_http, str(tolak)
            else:
                messages.success(request, "Aturan pengukuran tersimpan.")
                return redirect("langkah_metodologi", pk=catatan.pk)
    konteks = konteks_langkah(request.user, catatan, "Metodologi pengukuran")
    periode = catatan.pelaksanaan.periode
    tersimpan = Metodologi.objects.filter(pk=metodologi.pk).first() if metodologi else None
    patokan = susun_patokan(catatan.pelaksanaan.opd, periode, pengukuran if metodologi else None)
    boleh_ubah = konteks["kini"] and (
        konteks["milik_saya"] or boleh(request.user, "pengukuran.hitung", catatan)
    )
    konteks |= {
        "galat": galat,
        "form": form if boleh_ubah or status != 200 else None,
        "form_selesai": FormSelesai() if konteks["milik_saya"] else None,
        "aturan": _sebut_aturan(tersimpan or Metodologi()),
        "ditetapkan": f"{tersimpan.ditetapkan_oleh}, {sebut_waktu(tersimpan.ditetapkan_pada)}"
        if tersimpan
        else "",
        "patokan": patokan,
        "jumlah_peringatan": sum(bool(satu.peringatan) for satu in patokan),
        "terkunci": bool(pengukuran and not pengukuran.terbuka),
    }
    return render(request, "pengukuran/langkah_metodologi.html", konteks, status=status)


def _sebut_aturan(metodologi: Metodologi) -> list[tuple[str, str]]:
    """The rules in words, for those who may not change them."""
    hasil = []
    for nama in FormAturan.Meta.fields:
        bidang = Metodologi._meta.get_field(nama)
        nilai = getattr(metodologi, nama)
        if bidang.choices:
            nilai = getattr(metodologi, f"get_{nama}_display")()
        else:
            nilai = "tidak dibatasi" if nilai is None else f"{nilai:f}".rstrip("0").rstrip(".")
        hasil.append((bidang.verbose_name[:1].upper() + bidang.verbose_name[1:], nilai))
    return hasil


# -- measuring --------------------------------------------------------------------------------------


@require_safe
def langkah_ukur(request: HttpRequest, pk: int) -> HttpResponse:
    """Compute, then read the results: what asks for work first, each with its figures and its texts."""
    return _halaman_ukur(request, _catatan_atau_404(request, pk, Langkah.Layar.UKUR))


def _halaman_ukur(
    request: HttpRequest,
    catatan: CatatanLangkah,
    *,
    status: int = 200,
    galat: str = "",
    ditolak: dict[int, Ditolak] | None = None,
) -> HttpResponse:
    """The page; a refused row comes back with what was typed in it."""
    pengukuran = _pengukuran(catatan)
    konteks = konteks_langkah(request.user, catatan, "Pengukuran kinerja")
    hasil = baca_hasil(pengukuran) if pengukuran else []
    terbuka = konteks["terbuka"]
    kembali = (
        perbaikan_untuk(terbuka).select_related("dijawab_oleh", "catatan__langkah", "catatan__selesai_oleh")
        if terbuka
        else CatatanPerbaikan.objects.none()
    )
    jawab = set()
    if konteks["giliran_saya"]:
        jawab = {satu.pk for satu in kembali if satu.status != CatatanPerbaikan.Status.SELESAI}
    bersama = catatan_bersama(hasil)
    tersebut = {satu.perbaikan_id for satu in hasil if satu.perbaikan_id} - {p.pk for p, _ in bersama}
    kelompok = susun_hasil(
        hasil,
        boleh_tulis=pengukuran is not None
        and _sedang_dikerjakan(catatan, terbuka)
        and pengukuran.terbuka
        and boleh(request.user, "pengukuran.analisis", pengukuran),
        jawab=jawab,
        ditolak=ditolak,
    )
    konteks |= {
        "galat": galat,
        "pengukuran": pengukuran,
        "status_ukur": status_pengukuran(pengukuran) if pengukuran else None,
        "dihitung": f"{pengukuran.dihitung_oleh}, {sebut_waktu(pengukuran.dihitung_pada)}"
        if pengukuran and pengukuran.dihitung_pada
        else "",
        "boleh_hitung": dapat_dihitung(catatan)
        and (konteks["milik_saya"] or boleh(request.user, "pengukuran.hitung", catatan)),
        "kelompok": kelompok,
        "jumlah": len(hasil),
        "hitungan": [(satu.judul, len(satu.baris), satu.ikon, satu.kode) for satu in kelompok],
        # Remarks that are not of one row: of the run as a whole, or of many rows at once.
        "perbaikan": [
            (satu, satu.pk in jawab, next((n for p, n in bersama if p.pk == satu.pk), 0))
            for satu in kembali
            if satu.pk not in tersebut
        ],
        "keputusan": catatan.langkah.jalur_kembali.exists(),
        "url_koreksi": reverse("koreksi_minta", args=[catatan.pk])
        if dapat_diminta(catatan) and kedudukan_meminta(catatan, request.user)
        else "",
        "ditunggu": koreksi_ditunggu(pengukuran.opd_id, pengukuran.periode)
        if pengukuran and pengukuran.terbuka
        else [],
        "form_selesai": FormSelesai() if konteks["milik_saya"] else None,
    }
    return render(request, "pengukuran/langkah_ukur.html", konteks, status=status)


def _sedang_dikerjakan(catatan: CatatanLangkah, terbuka: CatatanLangkah | None) -> bool:
    """May texts still be written: at this step, or after a return to one beyond it, but not while it is decided."""
    if terbuka is None:
        return False
    return terbuka.pk == catatan.pk or not terbuka.langkah.jalur_kembali.exists()


@require_POST
def ukur_hitung(request: HttpRequest, pk: int) -> HttpResponse:
    """Compute from the approved figures; done again, only what changed is written."""
    catatan = _catatan_atau_404(request, pk, Langkah.Layar.UKUR)
    try:
        pengukuran = hitung(catatan=catatan, oleh=request.user)
    except TindakanDitolak as tolak:
        return _halaman_ukur(request, catatan, status=tolak.status_http, galat=str(tolak))
    messages.success(request, f"Capaian {pengukuran.hasil.count()} indikator dihitung.")
    return redirect("langkah_ukur", pk=catatan.pk)


@require_POST
def hasil_tulis(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the analysis of one result and, where it came back, the answer to its remark."""
    hasil = get_object_or_404(
        HasilUkur.objects.untuk(request.user).select_related("pengukuran", "perbaikan", "patokan__indikator"),
        pk=pk,
    )
    catatan = _kunjungan_ukur(request, hasil)
    form = FormAnalisis(request.POST)
    status, galat = 422, []
    if form.is_valid():
        try:
            _tulis(request, hasil, form)
        except TindakanDitolak as tolak:
            status, galat = tolak.status_http, [str(tolak)]
        else:
            messages.success(request, f"Analisis {hasil.patokan.indikator.kode} tersimpan.")
            return redirect(reverse("langkah_ukur", args=[catatan.pk]) + f"#h{hasil.pk}")
    galat += [f"{form.fields[nama].label or 'Versi'}: {' '.join(isi)}" for nama, isi in form.errors.items()]
    return _halaman_ukur(
        request,
        catatan,
        status=status,
        galat=f"{hasil.patokan.indikator.kode} belum tersimpan. {' '.join(galat)}",
        ditolak={hasil.pk: Ditolak(form, tuple(galat))},
    )


def _tulis(request: HttpRequest, hasil: HasilUkur, form: FormAnalisis) -> None:
    """The texts, then the answer: a refused answer leaves the texts unsaved too, so both come back together."""
    with transaction.atomic():
        tulis_analisis(
            hasil=hasil, oleh=request.user, versi_diketahui=form.cleaned_data["versi"], **form.teks()
        )
        jawaban = form.cleaned_data["jawaban"]
        if hasil.perbaikan and jawaban and jawaban != hasil.perbaikan.jawaban:
            tindaklanjuti(perbaikan=hasil.perbaikan, oleh=request.user, jawaban=jawaban)


def _kunjungan_ukur(request: HttpRequest, hasil: HasilUkur) -> CatatanLangkah:
    """The latest visit to the measuring step of the run that this result is of."""
    kunjungan = (
        CatatanLangkah.objects.filter(
            pelaksanaan=hasil.pengukuran.pelaksanaan_id, langkah__layar=Langkah.Layar.UKUR
        )
        .order_by("-pk")
        .first()
    )
    if kunjungan is None:
        raise Http404
    return _catatan_atau_404(request, kunjungan.pk, Langkah.Layar.UKUR)
