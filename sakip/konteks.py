"""What every page's frame shows: the menu by role, the office and year one works in, what waits."""

from django.http import HttpRequest
from django.urls import reverse

from alur.giliran import menunggu_di
from alur.models import Pemberitahuan
from organisasi.hak import boleh
from perencanaan.tahun import daftar_tahun, tahun_aktif

# (URL name, label, short label on a phone, icon, right needed at the OPD one works in)
MENU = (
    ("beranda", "Tugas Saya", "Tugas", "checklist", None),
    ("dasbor", "Dashboard", "Dashboard", "layout-dashboard", "laporan.lihat"),
    ("pelaksanaan_daftar", "Pelaksanaan SOP", "Pelaksanaan", "route", "alur.lihat"),
    ("perencanaan_lihat", "Perencanaan", "Rencana", "target", "perencanaan.lihat"),
    ("realisasi_daftar", "Data realisasi", "Data", "table", "pengumpulan.lihat"),
    ("laporan_daftar", "Laporan", "Laporan", "report-analytics", "laporan.lihat"),
    ("sop_daftar", "SOP", "SOP", "hierarchy", "alur.lihat"),
    ("organisasi_lihat", "Organisasi", "Organisasi", "sitemap", "organisasi.lihat"),
    ("jejak_daftar", "Jejak audit", "Jejak", "history", "organisasi.lihat_jejak"),
)


# Pages that belong to a menu entry although their address does not begin with its own: how their names begin.
DI_BAWAH = {
    "pelaksanaan_daftar": ("waktu_", "tindak_lanjut_", "arahan_baku"),
    "realisasi_daftar": (
        "penagihan",
        "koreksi_",
    ),
    "organisasi_lihat": ("nomor_",),
    "laporan_daftar": ("arsip_",),
    "perencanaan_lihat": (
        "indikator_",
        "definisi_",
        "kamus_",
        "standar_",
        "pohon_",
        "rencana_aksi",
        "target_",
        "perjanjian_",
        "tahun_",
    ),
}


def kerangka(request: HttpRequest) -> dict:
    """Context of ``dasar.html``. Nothing for anonymous visitors, or where the request broke off early."""
    pengguna = getattr(request, "user", None)
    if pengguna is None or not pengguna.is_authenticated or not hasattr(request, "opd"):
        return {}
    jumlah_tugas = len(menunggu_di(request))
    return {
        "navigasi": [
            {
                "label": label,
                "label_pendek": pendek,
                "url": reverse(nama),
                "ikon": ikon,
                "aktif": _aktif(request, nama),
                "jumlah": jumlah_tugas if nama == "beranda" else None,
            }
            for nama, label, pendek, ikon, aksi in MENU
            if aksi is None or (request.opd and boleh(pengguna, aksi, request.opd))
        ],
        "opd_aktif": request.opd,
        "daftar_opd": [(opd.pk, opd.nama) for opd in request.daftar_opd],
        "tahun_aktif": tahun_aktif(request) if request.opd else None,
        "daftar_tahun": daftar_tahun(request) if request.opd else [],
        "jumlah_tugas": jumlah_tugas,
        "jumlah_pemberitahuan": Pemberitahuan.objects.filter(pengguna=pengguna, dibaca_pada=None).count(),
    }


def _aktif(request: HttpRequest, nama: str) -> bool:
    """Is this page below that menu entry? The front page only when it is itself."""
    alamat = reverse(nama)
    if nama == "beranda":
        return request.path == alamat
    halaman = request.resolver_match.url_name if request.resolver_match else None
    return request.path.startswith(alamat) or (halaman or "").startswith(DI_BAWAH.get(nama, ()))
