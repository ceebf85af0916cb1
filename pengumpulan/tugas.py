"""What Tugas Saya shows of the forms that no step of the SOP names: one's unit's own, and those to chase."""

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse

from alur.giliran import kedudukan_di, menunggu_di
from alur.models import Langkah, Pelaksanaan
from alur.tampilan import sebut_batas
from organisasi.hak import boleh
from organisasi.kalender import Kalender
from organisasi.waktu import hari_ini
from pengumpulan.models import Baris, Formulir, Keadaan, Pengumpulan
from pengumpulan.tampilan import STATUS_FORMULIR, batas_pengumpulan

KARTU_TERBANYAK = 20


def kartu_formulir(request: HttpRequest) -> list[dict]:
    """Cards of the forms that are with one's units, and one line of how many Tim SAKIP still waits for.

    One query for each, whatever the number of forms; two more for the calendar of an OPD that has any.
    """
    return [*_milik_unit(request), *_untuk_ditagih(request)]


def formulir_di_unit():
    """Forms that a unit may fill now, in collections that are under way."""
    return Formulir.objects.filter(
        Q(pengumpulan__pelaksanaan=None) | Q(pengumpulan__pelaksanaan__status=Pelaksanaan.Status.BERJALAN),
        pengumpulan__disetujui_pada=None,
        status__in=[Formulir.Status.DIBAGIKAN, Formulir.Status.DIKEMBALIKAN],
    )


def _milik_unit(request: HttpRequest) -> list[dict]:
    """Not those of a filling step that waits for the person: the step has its card already."""
    unit = kedudukan_di(request).unit
    if not unit:
        return []
    berkartu = [
        satu.pelaksanaan_id for satu in menunggu_di(request) if satu.langkah.layar == Langkah.Layar.PENGISIAN
    ]
    daftar = (
        formulir_di_unit()
        .filter(unit__in=unit, pengumpulan__in=Pengumpulan.objects.untuk(request.user))
        .exclude(pengumpulan__pelaksanaan__in=berkartu)
        .select_related("unit", "pengumpulan__periode", "pengumpulan__opd__pemda", "pengumpulan__pelaksanaan")
        .annotate(
            kosong=Count(
                "baris",
                filter=Q(baris__status__in=Baris.BUKA, baris__realisasi__keadaan=Keadaan.BELUM_DIISI),
            )
        )
        .order_by("pengumpulan__pelaksanaan__batas_waktu", "pk")[:KARTU_TERBANYAK]
    )
    kalender: dict[int, Kalender] = {}
    hasil = []
    for satu in daftar:
        opd = satu.pengumpulan.opd
        if opd.pk not in kalender:
            kalender[opd.pk] = Kalender(opd)
        batas = batas_pengumpulan(satu.pengumpulan, kalender[opd.pk])
        tanggal = hari_ini(opd.pemda.zona_waktu)
        hasil.append(
            {
                "judul": f"{satu} – {opd}",
                "keterangan": f"{satu.kosong} baris belum diisi"
                if satu.kosong
                else "Periksa barisnya, lalu serahkan bila langkahnya sudah dibuka",
                "batas_waktu": sebut_batas(kalender[opd.pk], batas, tanggal),
                "terlambat": batas < tanggal,
                "url": satu.get_absolute_url(),
                "label_tombol": "Isi formulir",
                "ikon": "table",
                "status": STATUS_FORMULIR[satu.status]
                if satu.status == Formulir.Status.DIKEMBALIKAN
                else None,
            }
        )
    return hasil


def _untuk_ditagih(request: HttpRequest) -> list[dict]:
    """One card for Tim SAKIP of the OPD one works in; none while nobody owes."""
    opd = request.opd
    if opd is None or not boleh(request.user, "pengumpulan.isikan", opd):
        return []
    jumlah = formulir_di_unit().filter(pengumpulan__opd=opd).count()
    if not jumlah:
        return []
    return [
        {
            "judul": f"{jumlah} formulir unit belum diserahkan – {opd}",
            "keterangan": "Lihat siapa yang belum, dan ingatkan dengan pesan yang sudah disiapkan.",
            "url": reverse("penagihan"),
            "label_tombol": "Tagih",
            "ikon": "message",
        }
    ]
