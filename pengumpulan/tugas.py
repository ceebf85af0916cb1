"""What Tugas Saya shows of the forms that no step of the SOP names: one's unit's own, and those to chase."""

from django.db.models import Count, Min, Q
from django.http import HttpRequest
from django.urls import reverse

from alur.giliran import kedudukan_di, menunggu_di
from alur.models import Langkah, Pelaksanaan
from alur.tampilan import adalah_terlambat, sebut_batas, sebut_batas_run, sebut_tanggal, sebut_waktu
from organisasi.hak import boleh, id_opd_terlihat
from organisasi.kalender import Kalender
from organisasi.waktu import hari_ini
from pengumpulan.kunci import sebab_terkunci
from pengumpulan.models import Baris, ButirKoreksi, Formulir, Keadaan, Pengumpulan, Penyerahan
from pengumpulan.susulan import kedudukan_pemutus
from pengumpulan.tampilan import STATUS_FORMULIR, batas_pengumpulan

KARTU_TERBANYAK = 20
# Rows that were opened for a correction, also in a locked period.
DIKOREKSI = Q(baris__in=ButirKoreksi.objects.terbuka().values("baris"))


def kartu_formulir(request: HttpRequest) -> list[dict]:
    """Cards of the forms that are with one's units, of susulan to check or decide, and whom Tim SAKIP waits for.

    A flat number of queries, whatever the number of forms; two more for the calendar of an OPD that has any.
    """
    return [
        *_susulan(request),
        *_milik_unit(request),
        *_ditunggu(request),
        *_untuk_ditagih(request),
    ]


def formulir_di_unit():
    """Forms that a unit may fill now: in collections that are under way, or that went on without it."""
    berjalan = Q(pengumpulan__pelaksanaan=None) | Q(
        pengumpulan__pelaksanaan__status=Pelaksanaan.Status.BERJALAN
    )
    dibatalkan = Q(pengumpulan__pelaksanaan__status=Pelaksanaan.Status.DIBATALKAN)
    return Formulir.objects.filter(
        (berjalan & Q(pengumpulan__disetujui_pada=None)) | (Q(dilewati_pada__isnull=False) & ~dibatalkan),
        status__in=[Formulir.Status.DIBAGIKAN, Formulir.Status.DIKEMBALIKAN],
    )


def _terkunci(pengumpulan: Pengumpulan, ingat: dict[tuple[int, int], str]) -> bool:
    """Is the period locked by what hangs on the collection? Asked once per office and period."""
    if pengumpulan.terbuka:
        return False
    kunci = (pengumpulan.opd_id, pengumpulan.periode_id)
    if kunci not in ingat:
        ingat[kunci] = sebab_terkunci(pengumpulan.opd_id, pengumpulan.periode)
    return bool(ingat[kunci])


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
            ),
            dibuka=Count("baris", filter=DIKOREKSI),
        )
        .order_by("pengumpulan__pelaksanaan__batas_waktu", "pk")[:KARTU_TERBANYAK]
    )
    kalender: dict[int, Kalender] = {}
    kunci: dict[tuple[int, int], str] = {}
    hasil = []
    for satu in daftar:
        if not satu.dibuka and _terkunci(satu.pengumpulan, kunci):
            continue
        opd = satu.pengumpulan.opd
        if opd.pk not in kalender:
            kalender[opd.pk] = Kalender(opd)
        batas, run = batas_pengumpulan(satu.pengumpulan, kalender[opd.pk]), satu.pengumpulan.pelaksanaan
        tanggal = hari_ini(opd.pemda.zona_waktu)
        hasil.append(
            {
                "judul": f"{satu} – {opd}",
                "keterangan": ("Pelaksanaan berlanjut tanpa formulir ini. " if satu.dilewati else "")
                + (
                    f"{satu.kosong} baris belum diisi"
                    if satu.kosong
                    else "Periksa barisnya, lalu serahkan bila langkahnya sudah dibuka"
                ),
                "batas_waktu": sebut_batas_run(kalender[opd.pk], run, tanggal)
                if run
                else sebut_batas(kalender[opd.pk], batas, tanggal),
                "terlambat": adalah_terlambat(run, tanggal) if run else batas < tanggal,
                "url": satu.get_absolute_url(),
                "label_tombol": "Isi formulir",
                "ikon": "table",
                "status": STATUS_FORMULIR[satu.status]
                if satu.status == Formulir.Status.DIKEMBALIKAN
                else None,
            }
        )
    return hasil


def _ditunggu(request: HttpRequest) -> list[dict]:
    """Forms of one's units with rows that were approved as menyusul, whose figures are awaited."""
    unit = kedudukan_di(request).unit
    if not unit:
        return []
    daftar = (
        Formulir.objects.filter(
            unit__in=unit, baris__ditunggu=True, pengumpulan__in=Pengumpulan.objects.untuk(request.user)
        )
        .exclude(pengumpulan__pelaksanaan__status=Pelaksanaan.Status.DIBATALKAN)
        .select_related("unit", "pengumpulan__periode", "pengumpulan__opd", "pengumpulan__pelaksanaan")
        .annotate(
            jumlah=Count("baris", filter=Q(baris__ditunggu=True)),
            dikoreksi=Count("baris", filter=Q(baris__ditunggu=True) & DIKOREKSI),
            janji=Min("baris__realisasi__menyusul_pada", filter=Q(baris__ditunggu=True)),
        )
        .order_by("janji", "pk")[:KARTU_TERBANYAK]
    )
    kunci: dict[tuple[int, int], str] = {}
    return [
        {
            "judul": f"{satu} – {satu.pengumpulan.opd}",
            "keterangan": f"{satu.dikoreksi} baris diminta dikoreksi"
            if satu.dikoreksi
            else f"{satu.jumlah} angka menyusul ditunggu",
            "batas_waktu": sebut_tanggal(satu.janji) if satu.janji else "",
            "terlambat": bool(satu.janji and satu.janji < hari_ini()),
            "url": satu.get_absolute_url(),
            "label_tombol": "Koreksi" if satu.dikoreksi else "Isi susulan",
            "ikon": "table",
        }
        for satu in daftar
        if satu.dikoreksi or not _terkunci(satu.pengumpulan, kunci)
    ]


def _susulan(request: HttpRequest) -> list[dict]:
    """What came after its run went on: to be checked by Tim SAKIP, then decided; one query while none waits."""
    opd = id_opd_terlihat(request.user)
    daftar = Penyerahan.objects.susulan_menunggu().select_related(
        "formulir__unit", "formulir__pengumpulan__periode", "formulir__pengumpulan__opd__pemda"
    )
    if opd is not None:
        daftar = daftar.filter(formulir__pengumpulan__opd__in=opd)
    hasil, pemutus = [], {}
    for satu in daftar.select_related("formulir__pengumpulan__pelaksanaan__prosedur").order_by("pk"):
        pengumpulan = satu.formulir.pengumpulan
        if satu.diteruskan_pada is None:
            if boleh(request.user, "pengumpulan.isikan", pengumpulan):
                hasil.append(_kartu_susulan(satu, "Periksa susulan", "formulir_periksa", satu.formulir_id))
            continue
        if pengumpulan.pk not in pemutus:
            pemutus[pengumpulan.pk] = kedudukan_pemutus(pengumpulan, request.user)
        if pemutus[pengumpulan.pk]:
            hasil.append(_kartu_susulan(satu, "Putuskan susulan", "susulan_lihat", satu.pk))
    return hasil[:KARTU_TERBANYAK]


def _kartu_susulan(satu: Penyerahan, label: str, nama: str, pk: int) -> dict:
    return {
        "judul": f"Susulan {satu.formulir} – {satu.formulir.pengumpulan.opd}",
        "keterangan": f"Diserahkan {sebut_waktu(satu.pada)}",
        "url": reverse(nama, args=[pk]),
        "label_tombol": label,
        "ikon": "clipboard-check",
    }


def _untuk_ditagih(request: HttpRequest) -> list[dict]:
    """One card for Tim SAKIP of the OPD one works in; none while nobody owes."""
    opd = request.opd
    if opd is None or not boleh(request.user, "pengumpulan.isikan", opd):
        return []
    jumlah = formulir_di_unit().filter(pengumpulan__opd=opd, pengumpulan__disetujui_pada=None).count()
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
