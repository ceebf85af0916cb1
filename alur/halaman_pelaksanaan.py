"""The page of one run with all its forms, and how a form on it is answered."""

from collections import defaultdict

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alur.disposisi import pemangku_disposisi
from alur.forms import (
    FormAlasan,
    FormCatatkan,
    FormJawaban,
    FormKembalikan,
    FormLampiran,
    FormSelesai,
    FormTindakLanjut,
)
from alur.forms_disposisi import FormCatatDisposisi, FormDisposisi
from alur.giliran import Pelaku, pelaksana_langkah, penerima_disposisi
from alur.halaman_kelengkapan import konteks_kelengkapan
from alur.jalur import jalur_kembali
from alur.kunjungan import hari_tawaran
from alur.layar import isian_langkah, layar
from alur.models import (
    CatatanLangkah,
    CatatanPerbaikan,
    Disposisi,
    Langkah,
    Paraf,
    Pelaksanaan,
    RencanaTindakLanjut,
)
from alur.pencatatan import dapat_dicatatkan
from alur.rencana_jawab import rencana_pelaksanaan
from alur.ringkas import jalan_ringkas
from alur.syarat import perbaikan_untuk
from alur.tabel import baca_langkah, susun_tabel
from alur.tampilan import (
    keadaan_langkah,
    sebut_disposisi,
    sebut_paraf,
    sebut_paraf_ditarik,
    status_pelaksanaan,
    susun_giliran,
    susun_riwayat,
)
from alur.tindak_lanjut import dapat_diselesaikan
from organisasi.galat import TindakanDitolak
from organisasi.hak import boleh
from organisasi.models import Pengguna
from organisasi.waktu import hari_ini


def pelaksanaan_terlihat(request: HttpRequest):
    return Pelaksanaan.objects.untuk(request.user).select_related(
        "opd__pemda", "periode", "prosedur__sop__opd"
    )


def halaman_pelaksanaan(
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
    ditarik = defaultdict(list)
    for satu in Paraf.semua.filter(
        catatan__pelaksanaan=pelaksanaan, ditarik_pada__isnull=False
    ).select_related("oleh", "ditarik_oleh", "dicatat_untuk__pegawai"):
        ditarik[satu.catatan_id].append(satu)
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
        "menurut": rencana_pelaksanaan(pelaksanaan),
        "ringkas": _jalur_ringkas(request, pelaksanaan, catatan, list(langkah.values())),
        "terbuka": terbuka,
        "giliran": giliran,
        "galat": galat,
        "tabel": susun_tabel(pelaksanaan.prosedur, keadaan_langkah(catatan)),
        "riwayat": susun_riwayat(catatan, ditarik),
        "dokumen": pelaksanaan.dokumen.select_related("catatan__langkah", "diunggah_oleh"),
        "perbaikan": CatatanPerbaikan.objects.filter(catatan__pelaksanaan=pelaksanaan).select_related(
            "catatan__langkah", "dijawab_oleh", "catatan__selesai_oleh", "dibuat_oleh"
        ),
        "disposisi": [sebut_disposisi(satu) for kunjungan in catatan for satu in kunjungan.disposisi.all()],
        "paraf": [sebut_paraf(satu) for satu in terbuka.paraf.all()] if terbuka else [],
        "paraf_ditarik": [sebut_paraf_ditarik(satu) for satu in ditarik[terbuka.pk]] if terbuka else [],
        "boleh_batal": boleh(request.user, "alur.batalkan", pelaksanaan) and terbuka is not None,
        "tindak_lanjut": tindak_lanjut,
        "jawab_tindak_lanjut": {satu.pk for satu in dapat_diselesaikan(tindak_lanjut, request.user)},
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
    konteks |= konteks_kelengkapan(request, pelaksanaan, terbuka, giliran.get("milik_saya", False), form)
    konteks["tertahan"] = _tertahan(konteks, form)
    return render(request, "alur/pelaksanaan_lihat.html", konteks, status=status)


def jalankan(request: HttpRequest, catatan: CatatanLangkah, nama_form: str, form, lakukan, berhasil: str):
    """Validate, call one action, and answer: on to the run, or the page again with what was typed.

    422 for a form that cannot be read, 403 for someone whose turn it is not, 409 for everything else.
    """
    if not form.is_valid():
        return halaman_pelaksanaan(
            request, catatan.pelaksanaan, status=422, untuk=catatan, **{nama_form: form}
        )
    try:
        lakukan(form.cleaned_data)
    except TindakanDitolak as tolak:
        return halaman_pelaksanaan(
            request,
            catatan.pelaksanaan,
            status=tolak.status_http,
            galat=str(tolak),
            untuk=catatan,
            **{nama_form: form},
        )
    messages.success(request, berhasil)
    return redirect(catatan.pelaksanaan)


def _jalur_ringkas(
    request: HttpRequest, pelaksanaan: Pelaksanaan, catatan: list[CatatanLangkah], langkah: list[Langkah]
) -> str:
    """Where the first steps of this run are recorded on one page, or the days of all; empty where they are not."""
    berjalan = pelaksanaan.status == Pelaksanaan.Status.BERJALAN
    if not berjalan or not boleh(request.user, "alur.catatkan", pelaksanaan):
        return ""
    if not pelaksanaan.tanpa_waktu and not jalan_ringkas(pelaksanaan, catatan, langkah):
        return ""
    return reverse("pelaksanaan_ringkas", args=[pelaksanaan.pk])


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
    keputusan = bool(jalur_kembali(terbuka.langkah))
    boleh_catat = boleh(request.user, "alur.catatkan", terbuka)
    orang_lain = [satu for satu in pelaksana if satu.pegawai.pengguna_id != request.user.pk]
    pemangku = dapat_dicatatkan(catatan=terbuka) if boleh_catat else []
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
        "form_selesai": (form.get("form_selesai") or form_selesai_langkah(terbuka, oleh=request.user))
        if menulis
        else None,
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


def form_selesai_langkah(
    catatan: CatatanLangkah, data=None, *, oleh: Pengguna, lengkap: bool = True
) -> FormSelesai:
    """The form with which this person finishes a step: the layar's own, where something is written at it."""
    isian = isian_langkah(catatan.langkah)
    return isian(data, catatan=catatan, oleh=oleh, lengkap=lengkap) if isian else FormSelesai(data)


def _formulir_disposisi(request: HttpRequest, disposisi: Disposisi, milik_saya: bool, form: dict) -> dict:
    """The forms that answer a report which waits for the Kepala."""
    catatan = disposisi.catatan
    opd = catatan.pelaksanaan.opd
    pemilik = layar(catatan.langkah.layar)
    pemangku = []
    if boleh(request.user, "alur.catatkan", catatan):
        pemangku = [
            satu
            for satu in pemangku_disposisi(catatan=catatan)
            if satu.pegawai.pengguna_id != request.user.pk
        ]
    return {
        "disposisi_terbuka": disposisi,
        "halaman": pemilik.halaman and reverse(pemilik.halaman, args=[catatan.pk]),
        "label_halaman": pemilik.label_halaman,
        "form_disposisi": (
            form.get("form_disposisi") or FormDisposisi(opd=opd, oleh=request.user, prefix="disposisi")
        )
        if milik_saya
        else None,
        "form_catat_disposisi": (
            form.get("form_catat_disposisi")
            or FormCatatDisposisi(
                opd=opd,
                oleh=request.user,
                pemangku=pemangku,
                prefix="catat-disposisi",
                initial={"tanggal": hari_tawaran(catatan)},
            )
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
