"""Pages of the flow: Tugas Saya, the runs, one run and its moves, the SOPs, notices."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, prefetch_related_objects
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from alur import actions, tindakan
from alur.forms import (
    FormAlasan,
    FormCatatDisposisi,
    FormCatatkan,
    FormDisposisi,
    FormHasil,
    FormJawaban,
    FormKembalikan,
    FormLampiran,
    FormMulai,
    FormSelesai,
    FormTindakLanjut,
)
from alur.forms_isian import FormIsian
from alur.giliran import Pelaku, kedudukan_di, menunggu_di, pelaksana_langkah, penerima_disposisi
from alur.layar import layar
from alur.models import (
    SOP,
    CatatanLangkah,
    CatatanPerbaikan,
    Disposisi,
    Dokumen,
    IsianLangkah,
    Paraf,
    Pelaksanaan,
    Pemberitahuan,
    Prosedur,
    RencanaTindakLanjut,
)
from alur.syarat import perbaikan_untuk
from alur.tabel import baca_langkah, susun_tabel
from alur.tampilan import (
    keadaan_langkah,
    sebut_disposisi,
    sebut_paraf,
    sebut_tanggal,
    status_pelaksanaan,
    susun_giliran,
    susun_riwayat,
    susun_tindak_lanjut,
    susun_tugas,
)
from organisasi.galat import TindakanDitolak
from organisasi.hak import boleh, id_opd_terlihat
from organisasi.models import OPD
from organisasi.views import kata_cari, opd_atau_404
from organisasi.waktu import hari_ini
from perencanaan.models import Indikator

BUTIR_PER_HALAMAN = 30
HASIL_CARI_TERBANYAK = 20


@require_safe
def tugas_saya(request: HttpRequest) -> HttpResponse:
    """Home: what waits for me, nearest batas waktu first; then what I wait for from others."""
    milik = menunggu_di(request)
    prefetch_related_objects(milik, "langkah__jalur_kembali", "disposisi")
    dari_lain = (
        CatatanLangkah.objects.filter(selesai_pada=None, pelaksanaan__in=_berjalan_saya(request))
        .exclude(pk__in=[satu.pk for satu in milik])
        .select_related(
            "langkah", "pelaksanaan__opd__pemda", "pelaksanaan__periode", "pelaksanaan__prosedur__sop"
        )
        .prefetch_related("langkah__jalur_kembali", "disposisi")
        .order_by("pelaksanaan__batas_waktu")[:20]
    )
    return render(
        request,
        "alur/tugas_saya.html",
        {
            "judul": "Tugas Saya",
            "daftar_tugas": susun_tugas(milik),
            "dari_lain": susun_tugas(list(dari_lain)),
            "tindak_lanjut": susun_tindak_lanjut(_tindak_lanjut_saya(request)),
            "boleh_mulai": bool(request.opd and boleh(request.user, "alur.mulai", request.opd)),
        },
    )


def _tindak_lanjut_saya(request: HttpRequest) -> list[RencanaTindakLanjut]:
    """Open follow-ups of the positions one holds today."""
    return list(
        RencanaTindakLanjut.objects.filter(
            penanggung_jawab__in=kedudukan_di(request).jabatan, status=RencanaTindakLanjut.Status.TERBUKA
        )
        .select_related("opd", "catatan__pelaksanaan__periode", "catatan__pelaksanaan__prosedur")
        .order_by("tenggat")[:20]
    )


def _berjalan_saya(request: HttpRequest):
    """Runs under way at the OPD one works in, for those who see it."""
    return Pelaksanaan.objects.untuk(request.user).berjalan().filter(opd=request.opd)


@require_safe
def pelaksanaan_daftar(request: HttpRequest) -> HttpResponse:
    """All runs of the OPD, newest period first, with their present step."""
    opd = opd_atau_404(request, "alur.lihat")
    tanggal = hari_ini()
    daftar = (
        Pelaksanaan.objects.untuk(request.user)
        .filter(opd=opd)
        .select_related("periode", "prosedur__sop", "opd__pemda")
        .order_by("-periode__tanggal_selesai", "-pk")
    )
    if status := kata_cari(request, "status"):
        daftar = daftar.filter(status=status)
    halaman = Paginator(daftar, BUTIR_PER_HALAMAN).get_page(request.GET.get("page"))
    terbuka = {
        satu.pelaksanaan_id: satu
        for satu in CatatanLangkah.objects.filter(pelaksanaan__in=list(halaman), selesai_pada=None)
        .select_related("langkah")
        .prefetch_related("langkah__pelaku__peran")
    }
    return render(
        request,
        "alur/pelaksanaan_daftar.html",
        {
            "judul": "Pelaksanaan SOP",
            "sub_judul": f"Pengumpulan data dan pengukuran kinerja {opd}",
            "halaman": halaman,
            "baris": [
                {
                    "pelaksanaan": satu,
                    "status": status_pelaksanaan(satu, tanggal),
                    "batas": sebut_tanggal(satu.batas_waktu),
                    "terbuka": terbuka.get(satu.pk),
                    "menunggu": _sebut_pelaksana(terbuka.get(satu.pk)),
                }
                for satu in halaman
            ],
            "status_dipilih": status,
            "pilihan_status": Pelaksanaan.Status.choices,
            "boleh_mulai": boleh(request.user, "alur.mulai", opd),
        },
    )


def _sebut_pelaksana(catatan: CatatanLangkah | None) -> str:
    if catatan is None:
        return ""
    pelaku = catatan.langkah.pelaku.all()
    return ", ".join(dict.fromkeys(satu.peran.label for satu in pelaku if satu.tugas == "pelaksana"))


def pelaksanaan_mulai(request: HttpRequest) -> HttpResponse:
    """Start a procedure for a period."""
    opd = opd_atau_404(request, "alur.mulai")
    tanggal = hari_ini()
    prosedur = Prosedur.objects.filter(
        sop__in=SOP.objects.berlaku_pada(tanggal).filter(opd=opd)
    ).select_related("sop")
    form = FormMulai(request.POST or None, prosedur=prosedur, tanggal=tanggal)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            isi = form.cleaned_data
            try:
                pelaksanaan = actions.mulai(
                    opd=opd,
                    prosedur=isi["prosedur"],
                    periode=isi["periode"],
                    batas_waktu=isi["batas_waktu"]
                    or actions.batas_waktu_bawaan(opd=opd, periode=isi["periode"]),
                    oleh=request.user,
                )
            except TindakanDitolak as tolak:
                form.add_error(None, str(tolak))
            else:
                messages.success(request, f"{pelaksanaan} dimulai. Yang mendapat giliran sudah diberi tahu.")
                return redirect(pelaksanaan)
    konteks = {
        "judul": "Mulai pelaksanaan",
        "remah": [{"label": "Pelaksanaan SOP", "url": reverse("pelaksanaan_daftar")}, {"label": "Mulai"}],
        "form": form,
        "ada_prosedur": prosedur.exists(),
    }
    return render(request, "alur/pelaksanaan_mulai.html", konteks, status=status)


@require_safe
def pelaksanaan_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: whose turn, what is missing, the step's form, the SOP's own table, papers and history."""
    pelaksanaan = get_object_or_404(_pelaksanaan(request), pk=pk)
    return _halaman_pelaksanaan(request, pelaksanaan)


def _pelaksanaan(request: HttpRequest):
    return Pelaksanaan.objects.untuk(request.user).select_related(
        "opd__pemda", "periode", "prosedur__sop__opd"
    )


def _catatan_atau_404(request: HttpRequest, pk: int) -> CatatanLangkah:
    return get_object_or_404(
        CatatanLangkah.objects.filter(pelaksanaan__in=Pelaksanaan.objects.untuk(request.user)).select_related(
            "langkah", "pelaksanaan__opd__pemda", "pelaksanaan__periode", "pelaksanaan__prosedur__sop"
        ),
        pk=pk,
    )


def _halaman_pelaksanaan(
    request: HttpRequest,
    pelaksanaan: Pelaksanaan,
    *,
    status: int = 200,
    galat: str = "",
    untuk: CatatanLangkah | None = None,
    **form,
) -> HttpResponse:
    """The run page; forms that were refused come back with what was typed in them.

    Typed for a step that is no longer open (``untuk``), it never fills the form of the next step: it is shown
    apart, to be copied.
    """
    # The table shows every step with all there is about it; the visits point at the same objects.
    langkah = {satu.pk: satu for satu in baca_langkah(pelaksanaan.prosedur)}
    catatan = list(
        pelaksanaan.catatan.select_related("selesai_oleh", "dicatat_untuk__pegawai")
        .prefetch_related(
            Prefetch(
                "paraf", Paraf.objects.select_related("unit", "peran", "oleh", "dicatat_untuk__pegawai")
            ),
            Prefetch(
                "disposisi",
                Disposisi.objects.select_related(
                    "diajukan_oleh", "diputuskan_oleh", "dicatat_untuk__pegawai"
                ).prefetch_related("diteruskan_kepada"),
            ),
        )
        .order_by("pk")
    )
    for satu in catatan:
        satu.langkah = langkah[satu.langkah_id]
        satu.dikembalikan_ke = langkah.get(satu.dikembalikan_ke_id)
    terbuka = next((satu for satu in catatan if satu.terbuka), None)
    disposisi = terbuka.disposisi_terbuka if terbuka else None
    pelaksana = []
    if terbuka:
        pelaksana = penerima_disposisi(terbuka.langkah) if disposisi else pelaksana_langkah(terbuka.langkah)
    giliran = susun_giliran(pelaksanaan, terbuka, request.user, pelaksana)
    tindak_lanjut = list(
        RencanaTindakLanjut.objects.filter(catatan__pelaksanaan=pelaksanaan).select_related(
            "penanggung_jawab", "catatan__langkah"
        )
    )
    konteks = {
        "judul": str(pelaksanaan),
        "remah": [
            {"label": "Pelaksanaan SOP", "url": reverse("pelaksanaan_daftar")},
            {"label": str(pelaksanaan)},
        ],
        "pelaksanaan": pelaksanaan,
        "status": status_pelaksanaan(pelaksanaan, hari_ini(pelaksanaan.opd.pemda.zona_waktu)),
        "terbuka": terbuka,
        "giliran": giliran,
        "galat": galat,
        "tabel": susun_tabel(pelaksanaan.prosedur, keadaan_langkah(catatan)),
        "riwayat": susun_riwayat(catatan),
        "dokumen": pelaksanaan.dokumen.select_related("catatan__langkah", "diunggah_oleh"),
        "perbaikan": CatatanPerbaikan.objects.filter(catatan__pelaksanaan=pelaksanaan).select_related(
            "catatan__langkah", "dijawab_oleh", "catatan__selesai_oleh"
        ),
        "disposisi": [sebut_disposisi(satu) for kunjungan in catatan for satu in kunjungan.disposisi.all()],
        "paraf": [sebut_paraf(satu) for satu in terbuka.paraf.all()] if terbuka else [],
        "boleh_batal": boleh(request.user, "alur.batalkan", pelaksanaan) and terbuka is not None,
        "tindak_lanjut": tindak_lanjut,
        "jawab_tindak_lanjut": {satu.pk for satu in actions.dapat_diselesaikan(tindak_lanjut, request.user)},
        "hasil_ditolak": form.get("hasil_ditolak"),
    }
    if konteks["boleh_batal"]:
        konteks["form_batal"] = form.get("form_batal") or FormAlasan(prefix="batal")
    if terbuka:
        dipakai = form if untuk is None or untuk.pk == terbuka.pk else {}
        if disposisi:
            konteks |= _formulir_disposisi(request, disposisi, giliran["milik_saya"], dipakai)
        else:
            konteks |= _formulir_langkah(request, terbuka, giliran["milik_saya"], pelaksana, dipakai)
    konteks["tertahan"] = _tertahan(konteks, form)
    return render(request, "alur/pelaksanaan_lihat.html", konteks, status=status)


def _tertahan(konteks: dict, form: dict) -> list[tuple[str, str]]:
    """(label, text) of what was typed in a form that the page no longer offers: a refusal never eats it."""
    hasil = []
    for nama, satu in form.items():
        if nama == "jawaban_ditolak":
            if satu["pk"] not in (konteks.get("jawab_perbaikan") or ()):
                hasil.append(("Tindak lanjut", satu["jawaban"]))
        elif nama.startswith("form_") and konteks.get(nama) is not satu:
            hasil += [(b.label, b.value()) for b in satu if b.widget_type in {"textarea", "text"}]
    return [(label, isi) for label, isi in hasil if isi and isi.strip()]


def _formulir_langkah(
    request: HttpRequest, terbuka: CatatanLangkah, milik_saya: bool, pelaksana: list[Pelaku], form: dict
) -> dict:
    """The forms that this person may use on the open step."""
    keputusan = terbuka.langkah.jalur_kembali.exists()
    boleh_catat = boleh(request.user, "alur.catatkan", terbuka)
    orang_lain = [satu for satu in pelaksana if satu.pegawai.pengguna_id != request.user.pk]
    pemangku = actions.dapat_dicatatkan(catatan=terbuka) if boleh_catat else []
    pemangku = [satu for satu in pemangku if satu.pegawai.pengguna_id != request.user.pk]
    terlibat = len(orang_lain) < len(pelaksana)
    pemilik = layar(terbuka.langkah.layar)
    menulis = milik_saya or (pemilik.isian and boleh_catat)
    return {
        "keputusan": keputusan,
        "halaman": pemilik.halaman and reverse(pemilik.halaman, args=[terbuka.pk]),
        "label_halaman": pemilik.label_halaman,
        "milik_saya": milik_saya,
        "ada_isian": pemilik.isian is not None,
        "form_selesai": (form.get("form_selesai") or _form_selesai(terbuka)) if menulis else None,
        "form_kembalikan": (form.get("form_kembalikan") or FormKembalikan(catatan=terbuka, prefix="kembali"))
        if milik_saya and keputusan
        else None,
        "form_catatkan": form.get("form_catatkan")
        or FormCatatkan(pemangku=pemangku, catatan=terbuka, prefix="catat")
        if pemangku
        else None,
        "buka_catatkan": "form_catatkan" in form,
        "form_lampiran": (form.get("form_lampiran") or FormLampiran(prefix="lampiran"))
        if terlibat or boleh_catat
        else None,
        "form_tindak_lanjut": (
            form.get("form_tindak_lanjut") or FormTindakLanjut(opd=terbuka.pelaksanaan.opd, prefix="rtl")
        )
        if terlibat or boleh_catat
        else None,
        "jawab_perbaikan": milik_saya
        and set(perbaikan_untuk(terbuka).exclude(status="selesai").values_list("pk", flat=True)),
        "form_jawaban": FormJawaban(),
        "jawaban_ditolak": form.get("jawaban_ditolak"),
    }


def _form_selesai(catatan: CatatanLangkah, data=None, *, lengkap: bool = True) -> FormSelesai:
    """The form that finishes a step: the layar's own, where something is written at it."""
    isian = layar(catatan.langkah.layar).isian
    return isian(data, catatan=catatan, lengkap=lengkap) if isian else FormSelesai(data)


def _isian_bawaan(catatan: CatatanLangkah) -> dict | None:
    """What a recorded step's paper says where nobody wrote anything: the form's own offer, if it is complete.

    Without it the gate says what to write first.
    """
    isian = layar(catatan.langkah.layar).isian
    if isian is None or IsianLangkah.objects.filter(catatan=catatan).exists():
        return None
    bawaan = isian.bawaan(catatan)
    return bawaan if all(bawaan.get(nama) for nama in isian.wajib) else None


def _isi_selesai(form: FormSelesai) -> dict:
    """The gate's keywords out of such a form."""
    lain = {"isian": form.isi()} if isinstance(form, FormIsian) else {}
    return {"uraian": form.cleaned_data["uraian"], **lain}


def _formulir_disposisi(request: HttpRequest, disposisi: Disposisi, milik_saya: bool, form: dict) -> dict:
    """The forms that answer a report which waits for the Kepala."""
    catatan = disposisi.catatan
    opd = catatan.pelaksanaan.opd
    pemilik = layar(catatan.langkah.layar)
    pemangku = []
    if boleh(request.user, "alur.catatkan", catatan):
        pemangku = [
            satu
            for satu in actions.pemangku_disposisi(catatan=catatan)
            if satu.pegawai.pengguna_id != request.user.pk
        ]
    return {
        "disposisi_terbuka": disposisi,
        "halaman": pemilik.halaman and reverse(pemilik.halaman, args=[catatan.pk]),
        "label_halaman": pemilik.label_halaman,
        "form_disposisi": (form.get("form_disposisi") or FormDisposisi(opd=opd, prefix="disposisi"))
        if milik_saya
        else None,
        "form_catat_disposisi": (
            form.get("form_catat_disposisi")
            or FormCatatDisposisi(opd=opd, pemangku=pemangku, prefix="catat-disposisi")
        )
        if pemangku
        else None,
        "buka_catatkan": "form_catat_disposisi" in form,
        "form_tindak_lanjut": (
            form.get("form_tindak_lanjut")
            or FormTindakLanjut(opd=opd, prefix="rtl", initial={"asal": RencanaTindakLanjut.Asal.DISPOSISI})
        )
        if milik_saya or pemangku
        else None,
    }


def _jalankan(request: HttpRequest, catatan: CatatanLangkah, nama_form: str, form, lakukan, berhasil: str):
    """Validate, call one action, and answer: on to the run, or the page again with what was typed.

    422 for a form that cannot be read, 403 for someone whose turn it is not, 409 for everything else.
    """
    if not form.is_valid():
        return _halaman_pelaksanaan(
            request, catatan.pelaksanaan, status=422, untuk=catatan, **{nama_form: form}
        )
    try:
        lakukan(form.cleaned_data)
    except TindakanDitolak as tolak:
        return _halaman_pelaksanaan(
            request,
            catatan.pelaksanaan,
            status=tolak.status_http,
            galat=str(tolak),
            untuk=catatan,
            **{nama_form: form},
        )
    messages.success(request, berhasil)
    return redirect(catatan.pelaksanaan)


@require_POST
def langkah_kerjakan(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one has begun."""
    catatan = _catatan_atau_404(request, pk)
    try:
        actions.kerjakan(catatan=catatan, oleh=request.user)
    except TindakanDitolak as tolak:
        return _halaman_pelaksanaan(request, catatan.pelaksanaan, status=tolak.status_http, galat=str(tolak))
    messages.success(request, "Tercatat: langkah ini sedang Anda kerjakan.")
    return redirect(catatan.pelaksanaan)


@require_POST
def langkah_selesaikan(request: HttpRequest, pk: int) -> HttpResponse:
    """Finish the step, or approve where it is a decision."""
    catatan = _catatan_atau_404(request, pk)
    keputusan = catatan.langkah.jalur_kembali.exists()
    lakukan = tindakan.setujui if keputusan else tindakan.selesaikan
    form = _form_selesai(catatan, request.POST)
    return _jalankan(
        request,
        catatan,
        "form_selesai",
        form,
        lambda isi: lakukan(catatan=catatan, oleh=request.user, **_isi_selesai(form)),
        f"Langkah {catatan.langkah.nomor} {'disetujui' if keputusan else 'selesai'}.",
    )


@require_POST
def langkah_isian(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was written at the step without finishing it."""
    catatan = _catatan_atau_404(request, pk)
    form = _form_selesai(catatan, request.POST, lengkap=False)
    if not isinstance(form, FormIsian):
        raise Http404
    return _jalankan(
        request,
        catatan,
        "form_selesai",
        form,
        lambda isi: actions.simpan_isian(catatan=catatan, oleh=request.user, isian=form.isi()),
        "Tersimpan. Langkah ini belum diselesaikan.",
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


def _jawab_disposisi(disposisi: Disposisi, oleh, isi: dict, **lain) -> None:
    bersama = {"disposisi": disposisi, "oleh": oleh, "arahan": isi["arahan"], **lain}
    if isi["putusan"] == Disposisi.Keputusan.DIKEMBALIKAN:
        actions.kembalikan_disposisi(**bersama)
    else:
        actions.terima_disposisi(
            **bersama,
            sifat=isi["sifat"] or Disposisi.Sifat.BIASA,
            diteruskan_kepada=isi["diteruskan_kepada"],
        )


@require_POST
def disposisi_putuskan(request: HttpRequest, pk: int) -> HttpResponse:
    """The Kepala receives the report, or gives it back."""
    disposisi = _disposisi_atau_404(request, pk)
    catatan = disposisi.catatan
    return _jalankan(
        request,
        catatan,
        "form_disposisi",
        FormDisposisi(request.POST, opd=catatan.pelaksanaan.opd, prefix="disposisi"),
        lambda isi: _jawab_disposisi(disposisi, request.user, isi),
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
        pemangku=actions.pemangku_disposisi(catatan=catatan),
        prefix="catat-disposisi",
    )
    return _jalankan(
        request,
        catatan,
        "form_catat_disposisi",
        form,
        lambda isi: _jawab_disposisi(disposisi, request.user, isi, pencatatan=form.pencatatan()),
        "Disposisi dicatat untuk Kepala.",
    )


@require_POST
def langkah_kembalikan(request: HttpRequest, pk: int) -> HttpResponse:
    """Send back *untuk dilengkapi*."""
    catatan = _catatan_atau_404(request, pk)
    return _jalankan(
        request,
        catatan,
        "form_kembalikan",
        FormKembalikan(request.POST, catatan=catatan, prefix="kembali"),
        lambda isi: tindakan.kembalikan(
            catatan=catatan,
            oleh=request.user,
            alasan=isi["alasan"],
            ke=isi["ke"],
            perbaikan=isi["perbaikan"].splitlines(),
        ),
        "Dikembalikan untuk dilengkapi. Yang memperbaiki sudah diberi tahu.",
    )


@require_POST
def langkah_catatkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the step for its holder, on the ground of a paper."""
    catatan = _catatan_atau_404(request, pk)
    pemangku = actions.dapat_dicatatkan(catatan=catatan)
    form = FormCatatkan(request.POST, request.FILES, pemangku=pemangku, catatan=catatan, prefix="catat")

    def lakukan(isi: dict) -> None:
        bersama = {"catatan": catatan, "oleh": request.user, "pencatatan": form.pencatatan()}
        if isi.get("putusan") != FormCatatkan.KEMBALIKAN:
            bersama["isian"] = _isian_bawaan(catatan)
        if isi.get("putusan") == FormCatatkan.KEMBALIKAN:
            tindakan.kembalikan(**bersama, alasan=isi["alasan"], ke=isi["ke"])
        elif "putusan" in isi:
            tindakan.setujui(**bersama, uraian=isi["uraian"])
        else:
            tindakan.selesaikan(**bersama, uraian=isi["uraian"])

    return _jalankan(
        request,
        catatan,
        "form_catatkan",
        form,
        lakukan,
        f"Langkah {catatan.langkah.nomor} dicatat untuk pejabatnya.",
    )


@require_POST
def langkah_lampirkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a paper to the step."""
    catatan = _catatan_atau_404(request, pk)
    return _jalankan(
        request,
        catatan,
        "form_lampiran",
        FormLampiran(request.POST, request.FILES, prefix="lampiran"),
        lambda isi: actions.lampirkan(
            catatan=catatan, oleh=request.user, berkas=isi["berkas"], judul=isi["judul"], jenis=isi["jenis"]
        ),
        "Berkas terlampir.",
    )


@require_POST
def perbaikan_jawab(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a remark."""
    perbaikan = get_object_or_404(
        CatatanPerbaikan.objects.filter(
            catatan__pelaksanaan__in=Pelaksanaan.objects.untuk(request.user)
        ).select_related("catatan__pelaksanaan__opd__pemda", "catatan__langkah"),
        pk=pk,
    )
    form = FormJawaban(request.POST)
    pelaksanaan = get_object_or_404(_pelaksanaan(request), pk=perbaikan.catatan.pelaksanaan_id)
    ditolak = {"pk": perbaikan.pk, "jawaban": request.POST.get("jawaban", "")}
    if not form.is_valid():
        galat = form.errors["jawaban"][0]
        return _halaman_pelaksanaan(request, pelaksanaan, status=422, galat=galat, jawaban_ditolak=ditolak)
    try:
        actions.tindaklanjuti(perbaikan=perbaikan, oleh=request.user, jawaban=form.cleaned_data["jawaban"])
    except TindakanDitolak as tolak:
        return _halaman_pelaksanaan(
            request, pelaksanaan, status=tolak.status_http, galat=str(tolak), jawaban_ditolak=ditolak
        )
    messages.success(request, "Tindak lanjut tersimpan.")
    return redirect(pelaksanaan)


@require_POST
def tindak_lanjut_catat(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a follow-up born at this step."""
    catatan = _catatan_atau_404(request, pk)
    return _jalankan(
        request,
        catatan,
        "form_tindak_lanjut",
        FormTindakLanjut(request.POST, opd=catatan.pelaksanaan.opd, prefix="rtl"),
        lambda isi: actions.catat_tindak_lanjut(catatan=catatan, oleh=request.user, **isi),
        "Tindak lanjut tercatat.",
    )


@require_POST
def tindak_lanjut_selesai(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a follow-up with its result."""
    tindak_lanjut = get_object_or_404(
        RencanaTindakLanjut.objects.filter(
            catatan__pelaksanaan__in=Pelaksanaan.objects.untuk(request.user)
        ).select_related("penanggung_jawab", "catatan"),
        pk=pk,
    )
    pelaksanaan = get_object_or_404(_pelaksanaan(request), pk=tindak_lanjut.catatan.pelaksanaan_id)
    form = FormHasil(request.POST)
    ditolak = {"pk": tindak_lanjut.pk, "hasil": request.POST.get("hasil", "")}
    if not form.is_valid():
        galat = form.errors["hasil"][0]
        return _halaman_pelaksanaan(request, pelaksanaan, status=422, galat=galat, hasil_ditolak=ditolak)
    try:
        actions.selesaikan_tindak_lanjut(
            tindak_lanjut=tindak_lanjut, oleh=request.user, hasil=form.cleaned_data["hasil"]
        )
    except TindakanDitolak as tolak:
        return _halaman_pelaksanaan(
            request, pelaksanaan, status=tolak.status_http, galat=str(tolak), hasil_ditolak=ditolak
        )
    messages.success(request, "Tindak lanjut selesai.")
    return redirect(pelaksanaan)


@require_POST
def pelaksanaan_batalkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the run off."""
    pelaksanaan = get_object_or_404(_pelaksanaan(request), pk=pk)
    form = FormAlasan(request.POST, prefix="batal")
    if not form.is_valid():
        return _halaman_pelaksanaan(request, pelaksanaan, status=422, form_batal=form)
    try:
        actions.batalkan(pelaksanaan=pelaksanaan, oleh=request.user, alasan=form.cleaned_data["alasan"])
    except TindakanDitolak as tolak:
        return _halaman_pelaksanaan(
            request, pelaksanaan, status=tolak.status_http, galat=str(tolak), form_batal=form
        )
    messages.success(request, "Pelaksanaan dibatalkan. Catatannya tetap dapat dibaca.")
    return redirect(pelaksanaan)


@require_safe
def dokumen_unduh(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out a paper to those who may see its run: always as a download, never rendered in our pages."""
    dokumen = get_object_or_404(
        Dokumen.objects.filter(pelaksanaan__in=Pelaksanaan.objects.untuk(request.user)), pk=pk
    )
    try:
        isi = dokumen.berkas.open("rb")
    except FileNotFoundError as hilang:
        raise Http404("Berkas tidak ditemukan di penyimpanan.") from hilang
    jawab = FileResponse(isi, as_attachment=True, filename=dokumen.nama_berkas, content_type=dokumen.tipe)
    jawab["Content-Security-Policy"] = "sandbox; default-src 'none'"
    jawab["Cache-Control"] = "private, no-store"
    return jawab


@require_safe
def sop_daftar(request: HttpRequest) -> HttpResponse:
    """The SOPs in force at the OPD, and those that may be adopted."""
    opd = opd_atau_404(request, "alur.lihat")
    return render(
        request,
        "alur/sop_daftar.html",
        {
            "judul": "SOP",
            "sub_judul": "Prosedur yang dijalankan kantor ini, dan naskah yang dapat diangkat.",
            "milik": SOP.objects.filter(opd=opd).prefetch_related("prosedur").order_by("-versi"),
            "naskah": SOP.objects.naskah().prefetch_related("prosedur"),
            "boleh_adopsi": boleh(request.user, "alur.adopsi", opd),
        },
    )


@require_safe
def sop_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """One SOP: its header, its procedures as official tables, who fills its roles here."""
    sop = get_object_or_404(SOP.objects.untuk(request.user).select_related("opd"), pk=pk)
    return render(
        request,
        "alur/sop_lihat.html",
        {
            "judul": sop.nama,
            "sub_judul": " · ".join(str(b) for b in (sop.nomor, sop.instansi or sop.opd, sop.tahun) if b),
            "remah": [{"label": "SOP", "url": reverse("sop_daftar")}, {"label": f"{sop.kode}"}],
            "sop": sop,
            "kepala": _kepala_sop(sop),
            "daftar_tabel": [susun_tabel(satu) for satu in sop.prosedur.all()],
            "daftar_peran": sop.peran.prefetch_related("ikatan_opd__jabatan", "ikatan_opd__unit")
            if sop.opd_id
            else [],
        },
    )


KEPALA_SOP = (
    ("dasar_hukum", "Dasar hukum"),
    ("dasar_hukum_isi", "Dasar hukum (bab IV)"),
    ("keterkaitan", "Keterkaitan"),
    ("peringatan", "Peringatan"),
    ("peralatan", "Peralatan/perlengkapan"),
    ("kualifikasi", "Kualifikasi pelaksana"),
    ("pencatatan", "Pencatatan dan pendataan"),
    ("catatan", "Catatan kami atas naskah"),
)


def _kepala_sop(sop: SOP) -> list[tuple[str, list[dict]]]:
    """The header's parts as (label, [{teks, catatan}])."""
    hasil = []
    for kunci, label in KEPALA_SOP:
        isi = sop.keterangan.get(kunci)
        if not isi:
            continue
        butir = isi if isinstance(isi, list) else [isi]
        hasil.append(
            (label, [satu if isinstance(satu, dict) else {"teks": satu, "catatan": ""} for satu in butir])
        )
    return hasil


@require_safe
def pemberitahuan_daftar(request: HttpRequest) -> HttpResponse:
    """One's notices, newest first."""
    daftar = Pemberitahuan.objects.filter(
        pengguna=request.user, pelaksanaan__in=Pelaksanaan.objects.untuk(request.user)
    ).select_related("pelaksanaan__opd")
    halaman = Paginator(daftar, BUTIR_PER_HALAMAN).get_page(request.GET.get("page"))
    return render(request, "alur/pemberitahuan_daftar.html", {"judul": "Pemberitahuan", "halaman": halaman})


@require_POST
def pemberitahuan_baca(request: HttpRequest) -> HttpResponse:
    """Mark all one's notices as read."""
    Pemberitahuan.objects.filter(pengguna=request.user, dibaca_pada=None).update(dibaca_pada=timezone.now())
    return redirect("pemberitahuan")


@require_safe
def cari(request: HttpRequest) -> HttpResponse:
    """Find indicators, runs and papers of the OPDs one may see, by a word in them."""
    kata = kata_cari(request, "q")
    opd = OPD.objects.untuk(request.user) if id_opd_terlihat(request.user) != set() else OPD.objects.none()
    hasil = {"indikator": [], "dokumen": [], "pelaksanaan": []}
    if len(kata) >= 2:
        hasil = {
            "indikator": Indikator.objects.filter(
                Q(nama__icontains=kata) | Q(kode__icontains=kata), opd__in=opd
            ).select_related("opd")[:HASIL_CARI_TERBANYAK],
            "dokumen": Dokumen.objects.filter(judul__icontains=kata, pelaksanaan__opd__in=opd).select_related(
                "pelaksanaan__periode", "pelaksanaan__prosedur__sop", "pelaksanaan__opd"
            )[:HASIL_CARI_TERBANYAK],
            "pelaksanaan": [
                satu
                for satu in Pelaksanaan.objects.untuk(request.user).select_related(
                    "opd", "periode", "prosedur"
                )[:500]
                if kata.lower() in f"{satu} {satu.opd}".lower()
            ][:HASIL_CARI_TERBANYAK],
        }
    return render(
        request,
        "alur/cari.html",
        {"judul": "Cari", "kata": kata, **hasil, "ada": any(len(v) for v in hasil.values())},
    )
