"""Cards on Tugas Saya of the year's plan: what waits for the jalur ringkas, what could not open, what failed."""

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse

from alur.models import CatatanLangkah, JadwalTahun, Langkah, Pelaksanaan, RencanaTahun
from alur.tampilan import Status, sebut_batas, sebut_tanggal
from organisasi.hak import boleh
from organisasi.harian import gagal_terakhir
from organisasi.kalender import Kalender
from organisasi.waktu import hari_ini

TERBANYAK = 20
TERHAMBAT = Status("Belum dapat dibuka", "alert-triangle", "merah")
GAGAL = Status("Gagal", "alert-triangle", "merah")


def kartu_tahun(request: HttpRequest) -> list[dict]:
    """The cards of the office one works in; one query for each kind that one may do something about."""
    if request.opd is None:
        return []
    return [*_ringkas(request), *_kendala(request), *_harian(request)]


def _ringkas(request: HttpRequest) -> list[dict]:
    """Runs whose first steps wait to be recorded on one page."""
    opd = request.opd
    if not boleh(request.user, "alur.catatkan", opd):
        return []
    pembuka = Langkah.objects.filter(
        prosedur=OuterRef("langkah__prosedur"), membuka_formulir=True, nomor__gte=OuterRef("langkah__nomor")
    )
    daftar = (
        CatatanLangkah.objects.filter(
            Q(pelaksanaan__jalur=Pelaksanaan.Jalur.RINGKAS)
            | Q(pelaksanaan__dicatat_belakangan=True, pelaksanaan__contoh=False),
            Exists(pembuka),
            selesai_pada=None,
            pelaksanaan__opd=opd,
            pelaksanaan__status=Pelaksanaan.Status.BERJALAN,
        )
        .select_related("langkah", "pelaksanaan__periode", "pelaksanaan__prosedur")
        .order_by("pelaksanaan__batas_waktu", "pk")[:TERBANYAK]
    )
    kalender, tanggal = None, hari_ini(opd.pemda.zona_waktu)
    hasil = []
    for satu in daftar:
        kalender = kalender or Kalender(opd)
        run = satu.pelaksanaan
        hasil.append(
            {
                "judul": f"{run} – {opd}",
                "keterangan": "Catat tanggal sebenarnya tiap langkahnya"
                if run.dicatat_belakangan
                else "Catat langkah awalnya sampai formulir dibagikan, pada satu halaman",
                "batas_waktu": sebut_tanggal(run.batas_waktu)
                if run.dicatat_belakangan
                else sebut_batas(kalender, run.batas_waktu, tanggal),
                "terlambat": not run.dicatat_belakangan and run.batas_waktu < tanggal,
                "url": reverse("pelaksanaan_ringkas", args=[run.pk]),
                "label_tombol": "Catat belakangan" if run.dicatat_belakangan else "Jalur ringkas",
                "ikon": "list-details",
            }
        )
    return hasil


def _kendala(request: HttpRequest) -> list[dict]:
    """Runs of the plan whose day has come and that something keeps from opening: for planners and admins."""
    opd = request.opd
    if not boleh(request.user, "alur.mulai", opd) and not boleh(request.user, "alur.adopsi", opd):
        return []
    daftar = (
        JadwalTahun.objects.filter(
            rencana__opd=opd, rencana__status=RencanaTahun.Status.BERLAKU, pelaksanaan=None
        )
        .exclude(kendala="")
        .select_related("rencana__prosedur", "periode")
        .order_by("buka_pada")[:TERBANYAK]
    )
    return [
        {
            "judul": f"{satu.rencana.prosedur.get_jenis_display()} {satu.periode} – {opd}",
            "keterangan": satu.kendala,
            "batas_waktu": sebut_tanggal(satu.batas_waktu),
            "url": satu.rencana.get_absolute_url(),
            "label_tombol": "Lihat rencana",
            "ikon": "calendar",
            "status": TERHAMBAT,
        }
        for satu in daftar
    ]


def _harian(request: HttpRequest) -> list[dict]:
    """Daily jobs that failed, for the admin."""
    opd = request.opd
    if not boleh(request.user, "organisasi.lihat_harian", opd):
        return []
    return [
        {
            "judul": f"Pekerjaan harian: {satu.nama}",
            "keterangan": f"Gagal pada {sebut_tanggal(satu.tanggal)}: {satu.galat}"[:300],
            "url": reverse("harian_daftar"),
            "label_tombol": "Lihat sebabnya",
            "ikon": "refresh",
            "status": GAGAL,
        }
        for satu in gagal_terakhir(opd.pemda)
    ]
