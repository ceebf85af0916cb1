"""Pages of targets: the Rencana Aksi of a year, and one indicator's year to fill in."""

from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisasi.galat import TindakanDitolak
from organisasi.hak import boleh
from organisasi.models import OPD, UnitKerja
from organisasi.views import kata_cari, opd_atau_404
from organisasi.waktu import hari_ini
from perencanaan.angka import BidangAngka, tulis_angka
from perencanaan.forms_target import NAMA_PERIODE, FormTarget
from perencanaan.models import Indikator, VersiIndikator, VersiTarget
from perencanaan.rencana_aksi import (
    BANYAK,
    BarisAksi,
    Jenis,
    baris_versi,
    ringkas_target,
    susun_masa,
    susun_rencana_aksi,
)
from perencanaan.sebaran import bagi_rata, gabungkan
from perencanaan.sebut import sebut_target
from perencanaan.tahun import daftar_tahun, tahun_aktif
from perencanaan.target_actions import buat_target, penanda, simpan_target

BUTIR_PER_HALAMAN = 60
SARING = (("", "Semua"), ("peringatan", "Ada peringatan"), ("belum", "Belum lengkap"))
BELUM_DISIMPAN = "Target dibagi rata dan belum disimpan. Periksa angkanya, lalu simpan."
ISI_DAHULU = "Isi dahulu target tahunnya sebagai satu angka, baru dibagi rata."


@require_safe
def rencana_aksi(request: HttpRequest) -> HttpResponse:
    """The targets of the year with their months and triwulan, in the order of the tree."""
    opd = opd_atau_404(request, "perencanaan.lihat")
    tahun = tahun_aktif(request)
    semua = susun_rencana_aksi(opd, tahun, hari_ini())
    saring = {nama: kata_cari(request, nama) for nama in ("saring", "unit", "cari")}
    halaman = Paginator([satu for satu in semua if _cocok(satu, saring)], BUTIR_PER_HALAMAN).get_page(
        request.GET.get("page")
    )
    kelola = boleh(request.user, "perencanaan.kelola", opd)
    return render(
        request,
        "perencanaan/rencana_aksi.html",
        {
            "judul": f"Rencana Aksi {tahun}",
            "sub_judul": "Target per bulan dan triwulan setiap indikator.",
            "sumber": opd.sumber,
            "tahun": tahun,
            "hitungan": [
                ("Indikator", len(semua), ""),
                ("Belum lengkap", sum(1 for satu in semua if satu.kurang), "belum"),
                ("Ada peringatan", sum(1 for satu in semua if satu.peringatan), "peringatan"),
            ],
            "bulan": [nama[:3] for nama in NAMA_PERIODE[Jenis.BULAN]],
            "triwulan": NAMA_PERIODE[Jenis.TRIWULAN],
            "halaman": halaman,
            "baris": [
                {"b": satu, "masa": susun_masa(satu), "tautan": _tautan(satu, kelola)} for satu in halaman
            ],
            "saring": saring,
            "pilihan_saring": SARING,
            "pilihan_unit": _unit_pemegang(opd, semua),
            "boleh": kelola,
        },
    )


def _cocok(baris: BarisAksi, saring: dict[str, str]) -> bool:
    if saring["saring"] == "peringatan" and not baris.peringatan:
        return False
    if saring["saring"] == "belum" and not baris.kurang:
        return False
    if saring["unit"] and saring["unit"] not in {str(satu.unit_id) for satu in baris.pemegang}:
        return False
    teks = f"{baris.indikator} {baris.simpul.uraian}".casefold()
    return saring["cari"].casefold() in teks


def _tautan(baris: BarisAksi, kelola: bool) -> dict[str, str] | None:
    """Where the row's target is read or filled in; ``kirim`` where a press makes it first."""
    if baris.rancangan:
        return {
            "url": reverse("target_isi", args=[baris.rancangan.pk]),
            "label": "Rancangan" if kelola else "Lihat",
        }
    if baris.versi:
        return {
            "url": reverse("target_isi", args=[baris.versi.pk]),
            "label": "Isi" if kelola else "Lihat",
        }
    return {"kirim": reverse("target_baru", args=[baris.indikator.pk])} if kelola else None


def _unit_pemegang(opd: OPD, semua: list[BarisAksi]) -> list[UnitKerja]:
    dipakai = {satu.unit_id for baris in semua for satu in baris.pemegang}
    return list(UnitKerja.objects.filter(opd=opd, pk__in=dipakai).order_by("urutan", "nama"))


@require_POST
def target_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the target of an indicator for a year, or open the one that is there."""
    indikator = get_object_or_404(
        Indikator.objects.filter(opd__in=OPD.objects.untuk(request.user)).select_related("opd"), pk=pk
    )
    tahun = request.POST.get("tahun", "")
    ada = daftar_tahun(request) if request.opd == indikator.opd else []
    pilihan = next((satu for satu in ada if str(satu) == tahun), tahun_aktif(request))
    try:
        versi = buat_target(indikator=indikator, tahun=pilihan, oleh=request.user)
    except TindakanDitolak as tolak:
        if tolak.status_http == 403:
            raise
        messages.error(request, str(tolak))
        return redirect("indikator_lihat", indikator.pk)
    return redirect("target_isi", versi.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def target_isi(request: HttpRequest, pk: int) -> HttpResponse:
    """One indicator's year: its target, its periods, the parts of units, and the warnings with their reasons."""
    versi = _versi_atau_404(request, pk)
    baris = baris_versi(versi, hari_ini())
    kelola = boleh(request.user, "perencanaan.kelola", versi)
    form, status, galat, info = FormTarget(baris=baris), 200, "", ""
    if request.method == "POST" and request.POST.get("bagi") in BANYAK:
        form, galat = _bagi_rata(request, baris)
        info, status = ("", 422) if galat else (BELUM_DISIMPAN, 200)
    elif request.method == "POST":
        form, status = FormTarget(request.POST, baris=baris), 422
        if form.is_valid():
            try:
                berubah = simpan_target(
                    versi=versi,
                    isi=form.isi(),
                    penanda_lama=form.cleaned_data["penanda"],
                    oleh=request.user,
                )
            except TindakanDitolak as tolak:
                galat, status = str(tolak), tolak.status_http
            else:
                messages.success(
                    request, "Target disimpan." if berubah else "Tersimpan; tidak ada angka yang berubah."
                )
                return redirect("target_isi", versi.pk)
        else:
            galat = "Belum tersimpan. Perbaiki isian yang ditandai."
    return render(
        request,
        "perencanaan/target_isi.html",
        _konteks(baris, form, kelola, tahun_aktif(request)) | {"galat": galat, "info": info},
        status=status,
    )


def _versi_atau_404(request: HttpRequest, pk: int) -> VersiTarget:
    versi = get_object_or_404(
        VersiTarget.objects.filter(indikator__opd__in=OPD.objects.untuk(request.user)).select_related(
            "indikator__opd", "perjanjian__jabatan"
        ),
        pk=pk,
    )
    if not boleh(request.user, "perencanaan.lihat", versi):
        raise Http404
    return versi


def _bagi_rata(request: HttpRequest, baris: BarisAksi) -> tuple[FormTarget, str]:
    """The form with its open periods filled from the year's target, not saved; or why that cannot be."""
    jenis = request.POST["bagi"]
    isi = request.POST.copy()
    try:
        nilai = BidangAngka(required=False).clean(isi["nilai"]) if "nilai" in isi else baris.versi.nilai
    except ValidationError as salah:
        return FormTarget(isi, baris=baris), " ".join(salah.messages)
    if nilai is None:
        return FormTarget(isi, baris=baris), ISI_DAHULU
    metode = baris.definisi.metode if baris.definisi else VersiIndikator.Metode.NILAI_AKHIR
    form = FormTarget(isi, baris=baris)
    for nomor, satu in enumerate(bagi_rata(nilai, BANYAK[jenis], metode), start=1):
        if f"{jenis}-{nomor}" in form.fields:
            isi[f"{jenis}-{nomor}"] = tulis_angka(satu)
    return FormTarget(isi, baris=baris), ""


# -- what the page shows ----------------------------------------------------------------------------


def _konteks(baris: BarisAksi, form: FormTarget, kelola: bool, tahun: int) -> dict:
    versi, definisi = baris.versi, baris.definisi
    return {
        "judul": versi.indikator.nama,
        "sub_judul": f"Target tahun {versi.tahun} · {versi.indikator.kode}",
        "remah": [
            # Of another year than one works in, the list would not be the one named.
            {
                "label": f"Rencana Aksi {versi.tahun}",
                "url": reverse("rencana_aksi") if versi.tahun == tahun else "",
            },
            {"label": versi.indikator.kode},
        ],
        "target": versi,
        "baris": baris,
        "definisi": definisi,
        "satuan": definisi.satuan if definisi else "",
        "penanda": form["penanda"].value() or penanda(versi),
        "tahun_isian": [
            _isian(form, nama, kelola)
            for nama in ("tingkat", "batas_bawah", "batas_atas", "nilai")
            if nama in form.fields
        ],
        "target_tetap": sebut_target(versi) if versi.dikunci or not kelola else "",
        "kelompok": _kelompok(baris, form, kelola),
        "bagian": _bagian(baris, form, kelola),
        "peringatan": _peringatan(baris, form, kelola),
        "ringkas": ringkas_target(baris),
        "boleh": kelola,
        "ada_isian": kelola and len(form.fields) > 1,
    }


def _isian(form: FormTarget, nama: str, kelola: bool) -> dict:
    """One field as the page draws it: ``bisa`` is whether it is an input."""
    bidang = form[nama]
    nilai = bidang.value()
    if not form.is_bound:
        nilai = _tersimpan(form.baris, nama)
    return {
        "nama": nama,
        "id": f"isian-{nama}",
        "label": form.fields[nama].label,
        "nilai": nilai if nilai is not None else "",
        "galat": list(bidang.errors) if form.is_bound and bidang.errors else [],
        "bisa": kelola,
        "angka": isinstance(form.fields[nama], BidangAngka),
    }


def _isian_atau_tetap(baris: BarisAksi, form: FormTarget, nama: str, kelola: bool) -> dict:
    """A field, or the figure that stands there for good."""
    if nama in form.fields:
        return _isian(form, nama, kelola)
    return {"nama": nama, "nilai": _tersimpan(baris, nama), "galat": [], "bisa": False, "angka": True}


def _tersimpan(baris: BarisAksi, nama: str) -> str:
    """What the database has for that field."""
    kata, _, ujung = nama.partition("-")
    if kata in BANYAK:
        return tulis_angka(baris.periode.get((kata, int(ujung))))
    if kata == "unit":
        return tulis_angka(baris.bagian.get(int(ujung)))
    if kata == "alasan":
        return next((c.alasan for p, c in baris.dipertahankan if p.kode == ujung), "")
    nilai = getattr(baris.versi, nama)
    return nilai if isinstance(nilai, str) else tulis_angka(nilai)


def _kelompok(baris: BarisAksi, form: FormTarget, kelola: bool) -> list[dict]:
    """Months, triwulan and, where it is measured so or has some, semesters; the indicator's own kind first."""
    frekuensi = baris.definisi.frekuensi if baris.definisi else ""
    metode = baris.definisi.metode if baris.definisi else ""
    dipakai = [
        jenis for jenis in BANYAK if jenis != Jenis.SEMESTER or frekuensi == jenis or baris.terisi(jenis)
    ]
    dipakai.sort(key=lambda satu: satu != frekuensi)
    return [
        {
            "jenis": jenis,
            "judul": f"Target per {Jenis(jenis).label.lower()}",
            "wajib": jenis == frekuensi,
            "buka": jenis == frekuensi or bool(baris.terisi(jenis)) or form.is_bound,
            "isian": [
                _isian_periode(baris, form, jenis, nomor, metode, kelola)
                for nomor in range(1, BANYAK[jenis] + 1)
            ],
            # A level or a range holds for the whole year: there is no figure to spread.
            "bagi": kelola
            and ("nilai" in form.fields or baris.versi.nilai is not None)
            and any(f"{jenis}-{nomor}" in form.fields for nomor in range(1, BANYAK[jenis] + 1)),
        }
        for jenis in dipakai
    ]


def _isian_periode(
    baris: BarisAksi, form: FormTarget, jenis: str, nomor: int, metode: str, kelola: bool
) -> dict:
    nama = f"{jenis}-{nomor}"
    label = NAMA_PERIODE[jenis][nomor - 1]
    return _isian_atau_tetap(baris, form, nama, kelola) | {
        "label": label,
        "dari_bulan": tulis_angka(_dari_bulan(baris, jenis, nomor, metode)),
    }


def _dari_bulan(baris: BarisAksi, jenis: str, nomor: int, metode: str) -> Decimal | None:
    """What the months of a longer period come to, where all of them are planned."""
    if jenis == Jenis.BULAN or not metode:
        return None
    panjang = BANYAK[Jenis.BULAN] // BANYAK[jenis]
    bulan = range((nomor - 1) * panjang + 1, nomor * panjang + 1)
    return gabungkan([baris.periode.get((Jenis.BULAN, satu)) for satu in bulan], metode)


def _bagian(baris: BarisAksi, form: FormTarget, kelola: bool) -> list[dict]:
    """The parts of the units that bring the figure together; a single unit has no part."""
    if len(baris.pemegang) < 2 and not baris.bagian:
        return []
    unit = [(satu.unit_id, str(satu.unit), satu.get_kontribusi_display()) for satu in baris.pemegang]
    unit += [(pk, nama, "bukan penanggung jawab data lagi") for pk, nama in baris.unit_lepas.items()]
    return [
        _isian_atau_tetap(baris, form, f"unit-{pk}", kelola) | {"label": nama, "kontribusi": kontribusi}
        for pk, nama, kontribusi in unit
    ]


def _peringatan(baris: BarisAksi, form: FormTarget, kelola: bool) -> list[dict]:
    """What to look at again: first what nobody answered, then what was kept, with by whom."""
    semua = [(satu, None) for satu in baris.peringatan] + list(baris.dipertahankan)
    return [
        {"peringatan": satu, "catatan": catatan, "isian": _isian(form, f"alasan-{satu.kode}", kelola)}
        for satu, catatan in semua
    ]
