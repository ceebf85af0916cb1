"""Pages of Perjanjian Kinerja: who has one, the paper, its signing, its revisions, and two versions compared."""

from datetime import date

from django.contrib import messages
from django.db.models import Count, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisasi.galat import TindakanDitolak
from organisasi.hak import boleh, periksa
from organisasi.kirim import DITERIMA, jalankan
from organisasi.models import OPD, Jabatan, PemangkuJabatan
from organisasi.views import opd_atau_404
from organisasi.waktu import hari_ini
from perencanaan.banding_pk import bandingkan
from perencanaan.forms_perjanjian import FormBuat, FormKonsep, FormPerubahan, FormTandaTangan
from perencanaan.models import PerjanjianKinerja, Simpul
from perencanaan.naskah_pk import (
    TINGKAT,
    indikator_dilepas,
    judul_perjanjian,
    naskah_perjanjian,
    naskah_utuh,
    versi_perjanjian,
)
from perencanaan.perjanjian import (
    TIDAK_BOLEH_KELOLA,
    TIDAK_BOLEH_TANDA,
    batalkan_konsep,
    buat_perjanjian,
    buat_perubahan,
    kekurangan,
    kurang_pelepasan,
    peringatan,
    tandatangani,
    ubah_konsep,
)
from perencanaan.tahun import tahun_aktif

Status = PerjanjianKinerja.Status
STATUS = {
    Status.KONSEP: {"label": "Konsep", "ikon": "pencil", "warna": "kuning"},
    Status.DITANDATANGANI: {"label": "Ditandatangani", "ikon": "signature", "warna": "hijau"},
}
BELUM = {"label": "Belum ada", "ikon": "circle-dashed", "warna": "abu"}
DIGANTIKAN = {"label": "Digantikan", "ikon": "history", "warna": "abu"}
KEADAAN = {
    "tetap": {"label": "Tetap", "ikon": "equal", "warna": "abu"},
    "berubah": {"label": "Berubah", "ikon": "pencil", "warna": "kuning"},
    "baru": {"label": "Baru", "ikon": "plus", "warna": "hijau"},
    "dilepas": {"label": "Dilepas", "ikon": "minus", "warna": "merah"},
}
STRUKTURAL = (
    Jabatan.Jenis.KEPALA,
    Jabatan.Jenis.SEKRETARIS,
    Jabatan.Jenis.KEPALA_BIDANG,
    Jabatan.Jenis.KASUBBAG,
    Jabatan.Jenis.KASI,
)


@require_safe
def perjanjian_daftar(request: HttpRequest) -> HttpResponse:
    """All agreements of the year by level, and the positions that have none yet."""
    opd = opd_atau_404(request, "perencanaan.lihat")
    tahun = tahun_aktif(request)
    versi: dict[int, list[PerjanjianKinerja]] = {}
    for satu in PerjanjianKinerja.objects.filter(opd=opd, tahun=tahun).order_by("perubahan_ke"):
        versi.setdefault(satu.jabatan_id, []).append(satu)
    simpul = dict(
        Simpul.objects.filter(opd=opd, tahun=tahun, penanggung_jawab__isnull=False)
        .order_by()
        .values_list("penanggung_jawab")
        .annotate(Count("pk"))
    )
    pemangku = PemangkuJabatan.objects.berlaku_pada(hari_ini()).select_related("pegawai", "jabatan")
    jabatan = [
        satu
        for satu in Jabatan.objects.filter(opd=opd).prefetch_related(
            Prefetch("pemangku", pemangku, to_attr="pemangku_kini")
        )
        if satu.pk in versi or (satu.aktif and (satu.pk in simpul or satu.jenis in STRUKTURAL))
    ]
    kelompok = [
        {
            "nama": tingkat.nama,
            "baris": [
                _baris_daftar(satu, versi.get(satu.pk, []), simpul.get(satu.pk, 0))
                for satu in jabatan
                if satu.jenis in tingkat.jenis
            ],
        }
        for tingkat in TINGKAT
    ]
    semua = [baris for satu in kelompok for baris in satu["baris"]]
    return render(
        request,
        "perencanaan/perjanjian_daftar.html",
        {
            "judul": f"Perjanjian Kinerja {tahun}",
            "sub_judul": opd.nama,
            "tahun": tahun,
            "kelompok": [satu for satu in kelompok if satu["baris"]],
            "hitungan": [
                ("Ditandatangani", sum(b["resmi"] is not None for b in semua)),
                ("Masih konsep", sum(b["konsep"] is not None for b in semua)),
                ("Belum ada", sum(b["terakhir"] is None for b in semua)),
            ],
            "belum": BELUM,
            "boleh_kelola": boleh(request.user, "perencanaan.kelola", opd),
        },
    )


def _baris_daftar(jabatan: Jabatan, versi: list[PerjanjianKinerja], simpul: int) -> dict:
    """A position with the version in force (``resmi``) and the draft that is open; both may be missing."""
    resmi = next((satu for satu in reversed(versi) if satu.dikunci), None)
    konsep = versi[-1] if versi and not versi[-1].dikunci else None
    ada = [satu for satu in (resmi, konsep) if satu]
    return {
        "jabatan": jabatan,
        "pemangku": ", ".join(_sebut_pemangku(satu) for satu in jabatan.pemangku_kini),
        "simpul": simpul,
        "terakhir": ada[-1] if ada else None,
        "resmi": resmi,
        "konsep": konsep,
        "versi": [(satu, _nama_versi(satu), STATUS[satu.status]) for satu in ada],
        "jumlah_versi": len(versi),
    }


def _sebut_pemangku(pemangku: PemangkuJabatan) -> str:
    """The holder's name; who acts for a holder is named as such."""
    if pemangku.jenis == PemangkuJabatan.Jenis.DEFINITIF:
        return pemangku.pegawai.nama
    return f"{pemangku.pegawai.nama} ({pemangku.get_jenis_display()})"


def _nama_versi(perjanjian: PerjanjianKinerja) -> str:
    return f"Perubahan ke-{perjanjian.perubahan_ke}" if perjanjian.perubahan_ke else "PK awal"


@require_safe
def perjanjian_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper, what is missing before it can be signed, what may be done, and its versions."""
    perjanjian = perjanjian_atau_404(request, pk)
    naskah = naskah_perjanjian(perjanjian)
    konsep = not perjanjian.dikunci
    # Letting go of an indicator is stated when it is signed; the paper is printed before.
    kurang = kekurangan(perjanjian, naskah, lepas=True) if konsep else []
    siap = konsep and not kurang
    versi = list(versi_perjanjian(perjanjian))
    kelola = boleh(request.user, "perencanaan.kelola", perjanjian)
    terakhir = versi[-1].pk == perjanjian.pk
    return render(
        request,
        "perencanaan/perjanjian_lihat.html",
        {
            **_kerangka(perjanjian),
            "naskah": naskah,
            "status": _status_versi(perjanjian, versi),
            "kurang": kurang + kurang_pelepasan(perjanjian) if konsep else [],
            "peringatan": peringatan(perjanjian, naskah) if konsep else [],
            "utuh": naskah_utuh(perjanjian),
            "daftar_versi": [
                {
                    "perjanjian": satu,
                    "nama": _nama_versi(satu),
                    "status": _status_versi(satu, versi),
                    "ini": satu.pk == perjanjian.pk,
                }
                for satu in versi
            ],
            "boleh_ubah": kelola and konsep,
            "boleh_perubahan": kelola and not konsep and terakhir,
            "siap_cetak": siap,
            "boleh_tanda": siap and boleh(request.user, "perencanaan.tandatangani", perjanjian),
            "boleh_admin": kelola and konsep and request.user.is_staff,
        },
    )


def _status_versi(perjanjian: PerjanjianKinerja, versi: list[PerjanjianKinerja]) -> dict:
    lanjut = any(satu.dikunci and satu.perubahan_ke > perjanjian.perubahan_ke for satu in versi)
    return DIGANTIKAN if lanjut else STATUS[perjanjian.status]


@require_http_methods(["GET", "HEAD", "POST"])
def perjanjian_buat(request: HttpRequest, pk: int) -> HttpResponse:
    """The first agreement of a position (``pk``) for the year one works in."""
    jabatan = get_object_or_404(
        Jabatan.objects.filter(opd__in=OPD.objects.untuk(request.user)).select_related("opd__pemda", "unit"),
        pk=pk,
    )
    periksa(request.user, "perencanaan.kelola", jabatan, TIDAK_BOLEH_KELOLA)
    tahun = tahun_aktif(request)
    form, status = FormBuat(initial={"tanggal_berlaku": date(tahun, 1, 2)}), 200
    if request.method == "POST":
        form = FormBuat(request.POST)
        status, perjanjian = jalankan(
            form,
            lambda isi: buat_perjanjian(
                jabatan=jabatan, tahun=tahun, tanggal_berlaku=isi["tanggal_berlaku"], oleh=request.user
            ),
        )
        if status == DITERIMA:
            messages.success(request, "Konsep dibuat. Periksa isinya, lalu lengkapi yang masih kurang.")
            return redirect("perjanjian_lihat", pk=perjanjian.pk)
    return render(
        request,
        "perencanaan/perjanjian_isi.html",
        {
            "judul": f"Buat Perjanjian Kinerja {tahun}",
            "sub_judul": f"{jabatan} · {jabatan.opd.nama}",
            "remah": [_remah_daftar(), {"label": "Buat"}],
            "form": form,
            "kirim": "Buat konsep",
            "ikon": "plus",
            "kembali": reverse("perjanjian_daftar"),
            "keterangan": [
                "Konsep memuat indikator yang menjadi tanggung jawab jabatan ini pada pohon kinerja, dengan target "
                "yang sudah ada. Target yang belum ditetapkan disebut pada halamannya."
            ],
        },
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def perjanjian_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Number, day, place and second party of a draft."""
    perjanjian = perjanjian_atau_404(request, pk)
    periksa(request.user, "perencanaan.kelola", perjanjian, TIDAK_BOLEH_KELOLA)
    if perjanjian.dikunci:
        messages.error(request, "Perjanjian Kinerja yang sudah ditandatangani tidak dapat diubah.")
        return redirect("perjanjian_lihat", pk=perjanjian.pk)
    form, status = FormKonsep(instance=perjanjian), 200
    if request.method == "POST":
        form = FormKonsep(request.POST, instance=perjanjian)
        status, _ = jalankan(
            form,
            lambda isi: ubah_konsep(
                perjanjian=perjanjian, isi=isi, oleh=request.user, penanda_lama=isi["penanda"]
            ),
        )
        if status == DITERIMA:
            messages.success(request, "Konsep disimpan.")
            return redirect("perjanjian_lihat", pk=perjanjian.pk)
    return _halaman_isi(
        request, perjanjian, form, "Lengkapi konsep", "Simpan konsep", "device-floppy", status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
def perjanjian_tandatangani(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that both parties signed."""
    perjanjian = perjanjian_atau_404(request, pk)
    periksa(request.user, "perencanaan.tandatangani", perjanjian, TIDAK_BOLEH_TANDA)
    if perjanjian.dikunci:
        messages.info(request, "Perjanjian Kinerja ini sudah ditandatangani.")
        return redirect("perjanjian_lihat", pk=perjanjian.pk)
    kini = hari_ini(perjanjian.opd.pemda.zona_waktu)
    dilepas = indikator_dilepas(perjanjian)
    butir = {"dilepas": [satu.indikator.nama for satu in dilepas], "tanggal": kini}
    awal = {"tanggal": perjanjian.tanggal or kini, "nomor": perjanjian.nomor}
    form, status = FormTandaTangan(initial=awal, **butir), 200
    if request.method == "POST":
        form = FormTandaTangan(request.POST, **butir)
        status, _ = jalankan(
            form,
            lambda isi: tandatangani(
                perjanjian=perjanjian,
                tanggal=isi["tanggal"],
                nomor=isi["nomor"],
                oleh=request.user,
                lepas=isi.get("lepas", False),
            ),
        )
        if status == DITERIMA:
            messages.success(request, "Penandatanganan dicatat. Isinya sekarang tetap.")
            return redirect("perjanjian_lihat", pk=perjanjian.pk)
    return _halaman_isi(
        request,
        perjanjian,
        form,
        "Catat penandatanganan",
        "Catat penandatanganan",
        "signature",
        keterangan=_akibat_tanda(perjanjian),
        kurang=kekurangan(perjanjian, naskah_perjanjian(perjanjian), lepas=True),
        status=status,
    )


def _akibat_tanda(perjanjian: PerjanjianKinerja) -> list[str]:
    """What signing does, in sentences."""
    hasil = [
        "Sesudah dicatat, isi perjanjian, nama, pangkat, target, dan anggarannya tidak berubah lagi, juga bila "
        "pejabat atau datanya berganti."
    ]
    if perjanjian.sebab == PerjanjianKinerja.Sebab.PEJABAT:
        hasil.append("Pergantian pejabat tidak mengubah target: yang berlaku tetap berlaku.")
    elif perjanjian.perubahan_ke:
        hasil.append(
            f"Target pada konsep ini berlaku mulai {date_format(perjanjian.tanggal_berlaku, 'j F Y')}; target yang "
            "digantikannya berakhir sehari sebelumnya."
        )
    return hasil


@require_http_methods(["GET", "HEAD", "POST"])
def perjanjian_perubahan(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft of the next version."""
    perjanjian = perjanjian_atau_404(request, pk)
    periksa(request.user, "perencanaan.kelola", perjanjian, TIDAK_BOLEH_KELOLA)
    form, status = FormPerubahan(), 200
    if request.method == "POST":
        form = FormPerubahan(request.POST)
        status, baru = jalankan(
            form, lambda isi: buat_perubahan(perjanjian=perjanjian, oleh=request.user, **isi)
        )
        if status == DITERIMA:
            messages.success(request, "Konsep PK Perubahan dibuat.")
            return redirect("perjanjian_lihat", pk=baru.pk)
    return _halaman_isi(
        request,
        perjanjian,
        form,
        "Buat PK Perubahan",
        "Buat konsep perubahan",
        "versions",
        keterangan=[
            "Konsep dimulai dari target yang berlaku, beserta target per triwulan atau bulan. Selama belum "
            "ditandatangani, target yang lama tetap berlaku. Bila hanya pejabatnya yang berganti, target tidak "
            "disalin dan tidak berubah."
        ],
        status=status,
    )


@require_POST
def perjanjian_batalkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    perjanjian = perjanjian_atau_404(request, pk)
    periksa(request.user, "perencanaan.kelola", perjanjian, TIDAK_BOLEH_KELOLA)
    try:
        batalkan_konsep(perjanjian=perjanjian, oleh=request.user)
    except TindakanDitolak as tolak:
        messages.error(request, str(tolak))
        return redirect("perjanjian_lihat", pk=pk)
    messages.success(request, f"Konsep {judul_perjanjian(perjanjian)} dibatalkan.")
    return redirect("perjanjian_daftar")


@require_safe
def perjanjian_bandingkan(request: HttpRequest, pk: int, lain: int) -> HttpResponse:
    """This version beside version ``lain`` of the same agreement (0 is the first), the older one on the left."""
    perjanjian = perjanjian_atau_404(request, pk)
    pasangan = get_object_or_404(
        versi_perjanjian(perjanjian).select_related("opd__pemda", "jabatan", "atasan"), perubahan_ke=lain
    )
    lama, baru = sorted((perjanjian, pasangan), key=lambda satu: satu.perubahan_ke)
    hasil = bandingkan(naskah_perjanjian(lama), naskah_perjanjian(baru))
    return render(
        request,
        "perencanaan/perjanjian_bandingkan.html",
        {
            **_kerangka(perjanjian, "Bandingkan"),
            "judul": f"{_nama_versi(lama)} dan {_nama_versi(baru)}",
            "lama": lama,
            "baru": baru,
            "nama_lama": _nama_versi(lama),
            "nama_baru": _nama_versi(baru),
            "status_lama": STATUS[lama.status],
            "status_baru": STATUS[baru.status],
            "banding": hasil,
            "bagian": [
                ("Pokok perjanjian", [(satu, KEADAAN[satu.keadaan]) for satu in hasil.pokok]),
                ("Target", [(satu, KEADAAN[satu.keadaan]) for satu in hasil.target]),
                (
                    f"Anggaran per {hasil.label_baru.lower()} (Rp)",
                    [(satu, KEADAAN[satu.keadaan]) for satu in hasil.anggaran],
                ),
            ],
        },
    )


# -- shared -----------------------------------------------------------------------------------------


def perjanjian_atau_404(request: HttpRequest, pk: int) -> PerjanjianKinerja:
    """The agreement, if it is of an OPD whose plan this person may see."""
    perjanjian = get_object_or_404(
        PerjanjianKinerja.objects.filter(opd__in=OPD.objects.untuk(request.user)).select_related(
            "opd__pemda", "jabatan", "atasan", "dicatat_oleh"
        ),
        pk=pk,
    )
    if not boleh(request.user, "perencanaan.lihat", perjanjian):
        raise Http404
    return perjanjian


def _remah_daftar() -> dict[str, str]:
    return {"label": "Perjanjian Kinerja", "url": reverse("perjanjian_daftar")}


def _kerangka(perjanjian: PerjanjianKinerja, halaman: str = "") -> dict:
    """Heading and breadcrumbs of a page over one agreement."""
    sini = {"label": str(perjanjian.jabatan)}
    if halaman:
        sini["url"] = reverse("perjanjian_lihat", args=[perjanjian.pk])
    return {
        "judul": judul_perjanjian(perjanjian),
        "sub_judul": f"{perjanjian.jabatan} · {perjanjian.opd.nama}",
        "remah": [_remah_daftar(), sini, *([{"label": halaman}] if halaman else [])],
        "perjanjian": perjanjian,
    }


def _halaman_isi(
    request: HttpRequest,
    perjanjian: PerjanjianKinerja,
    form,
    halaman: str,
    kirim: str,
    ikon: str,
    *,
    keterangan: list[str] | None = None,
    kurang: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """A page with one form over an agreement."""
    return render(
        request,
        "perencanaan/perjanjian_isi.html",
        {
            **_kerangka(perjanjian, halaman),
            "judul": halaman,
            "sub_judul": f"{judul_perjanjian(perjanjian)} · {perjanjian.jabatan}",
            "form": form,
            "kirim": kirim,
            "ikon": ikon,
            "kembali": reverse("perjanjian_lihat", args=[perjanjian.pk]),
            "keterangan": keterangan or [],
            "kurang": kurang or [],
        },
        status=status,
    )
