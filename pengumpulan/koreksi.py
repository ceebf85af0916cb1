"""Requests for correction, read: which rows may be asked for, who decides, and what hangs on a reopening."""

from collections.abc import Callable
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from organisasi.hak import boleh
from organisasi.models import OPD, Jabatan, PemangkuJabatan, Pengguna
from organisasi.waktu import hari_ini, tanggal_pada
from pengumpulan.models import (
    Baris,
    BarisFormulir,
    ButirKoreksi,
    ButirPenyerahan,
    Formulir,
    Pengumpulan,
    PermintaanKoreksi,
)
from perencanaan.models import Periode

# What measures the figures is opened with them: f(request, by whom, in which capacity), within the decision.
Pembuka = Callable[[PermintaanKoreksi, Pengguna, str], None]
_PEMBUKA: list[Pembuka] = []


def daftarkan_pembuka(pembuka: Pembuka) -> None:
    """Say what must be opened again when the Kepala opens rows of a period."""
    if pembuka not in _PEMBUKA:
        _PEMBUKA.append(pembuka)


def buka_yang_bergantung(permintaan: PermintaanKoreksi, oleh: Pengguna, selaku: str) -> None:
    """Open again what was made of these figures."""
    for pembuka in _PEMBUKA:
        pembuka(permintaan, oleh, selaku)


def baris_dapat_dikoreksi(opd: OPD, *periode: Periode) -> QuerySet[BarisFormulir]:
    """Approved rows of these periods whose figure stands and that nobody mends yet, in the order of their forms.

    Of a figure that stands on several forms the newest row.
    """
    lebih_baru = BarisFormulir.objects.filter(
        realisasi=OuterRef("realisasi"),
        pk__gt=OuterRef("pk"),
        status=Baris.Status.DISETUJUI,
        formulir__pengumpulan__in=Pengumpulan.objects.berlaku().filter(disetujui_pada__isnull=False),
    )
    return (
        _tanpa_yang_berjalan(_baris_berlaku(opd).filter(realisasi__periode__in=periode))
        .filter(status=Baris.Status.DISETUJUI, ditunggu=False)
        .exclude(Exists(lebih_baru))
        .exclude(pk__in=ButirPenyerahan.objects.menunggu().filter(baris__isnull=False).values("baris"))
    )


def baris_dapat_dibuka(opd: OPD, periode: Periode) -> QuerySet[BarisFormulir]:
    """Rows of a locked period that the Kepala may open again: the approved ones, and what never came in."""
    lebih_baru = BarisFormulir.objects.filter(
        realisasi=OuterRef("realisasi"),
        pk__gt=OuterRef("pk"),
        formulir__pengumpulan__in=Pengumpulan.objects.berlaku().filter(disetujui_pada__isnull=False),
    ).exclude(formulir__status=Formulir.Status.DISIAPKAN)
    return (
        _tanpa_yang_berjalan(_baris_berlaku(opd).filter(realisasi__periode=periode))
        .exclude(formulir__status=Formulir.Status.DISIAPKAN)
        .exclude(Exists(lebih_baru))
    )


def _baris_berlaku(opd: OPD) -> QuerySet[BarisFormulir]:
    return (
        BarisFormulir.objects.filter(
            formulir__pengumpulan__in=Pengumpulan.objects.berlaku().filter(
                opd=opd, disetujui_pada__isnull=False
            )
        )
        .select_related(
            "formulir__unit",
            "formulir__pengumpulan__opd__pemda",
            "formulir__pengumpulan__periode",
            "formulir__pengumpulan__pelaksanaan__periode",
            "formulir__pengumpulan__pelaksanaan__prosedur",
            "realisasi__indikator",
            "realisasi__periode",
            "revisi",
        )
        .order_by("formulir__unit__urutan", "formulir__unit__nama", "urutan", "pk")
    )


def _tanpa_yang_berjalan(baris: QuerySet[BarisFormulir]) -> QuerySet[BarisFormulir]:
    berjalan = ButirKoreksi.objects.filter(
        status__in=[ButirKoreksi.Status.DIAJUKAN, ButirKoreksi.Status.TERBUKA]
    )
    return baris.exclude(realisasi__in=berjalan.values("realisasi"))


def periode_dapat_dibuka(opd: OPD) -> list[Periode]:
    """Periods with approved forms, newest first; ``kunci.periode_terkunci`` says which of them are locked."""
    return list(
        Periode.objects.filter(
            realisasi__baris__formulir__pengumpulan__in=Pengumpulan.objects.berlaku().filter(
                opd=opd, disetujui_pada__isnull=False
            )
        )
        .distinct()
        .order_by("-tanggal_selesai", "-tanggal_mulai")
    )


def kedudukan_kepala(opd: OPD, pengguna: Pengguna, tanggal: date | None = None) -> str:
    """In which capacity this person decides a reopening today (``Plt. Kepala Dinas …``); empty: not theirs."""
    if not boleh(pengguna, "pengumpulan.putuskan_pembukaan", opd):
        return ""
    milik = pemangku_kepala(opd, tanggal).filter(pegawai__pengguna=pengguna)
    return ", ".join(dict.fromkeys(satu.sebutan for satu in milik))


def pemangku_kepala(opd: OPD, tanggal: date | None = None) -> QuerySet[PemangkuJabatan]:
    """Who heads the office on that day."""
    tanggal = tanggal or hari_ini(opd.pemda.zona_waktu)
    return (
        PemangkuJabatan.objects.berlaku_pada(tanggal)
        .filter(jabatan__opd=opd, jabatan__jenis=Jabatan.Jenis.KEPALA, jabatan__aktif=True)
        .select_related("pegawai", "jabatan")
    )


def pemangku_kepala_sejak(permintaan: PermintaanKoreksi) -> QuerySet[PemangkuJabatan]:
    """Who headed the office on any day since the request was made: for whom its decision may be recorded."""
    zona = permintaan.opd.pemda.zona_waktu
    return (
        PemangkuJabatan.objects.berlaku_antara(tanggal_pada(permintaan.diajukan_pada, zona), hari_ini(zona))
        .filter(jabatan__opd=permintaan.opd, jabatan__jenis=Jabatan.Jenis.KEPALA)
        .select_related("pegawai", "jabatan")
        .order_by("-tanggal_mulai")
    )


def kedudukan_sekretaris(opd: OPD, pengguna: Pengguna) -> str:
    """In which capacity this person proposes a reopening today; empty: not theirs."""
    if not boleh(pengguna, "pengumpulan.ajukan_pembukaan", opd):
        return ""
    milik = (
        PemangkuJabatan.objects.berlaku_pada(hari_ini(opd.pemda.zona_waktu))
        .filter(
            jabatan__opd=opd,
            jabatan__jenis=Jabatan.Jenis.SEKRETARIS,
            jabatan__aktif=True,
            pegawai__pengguna=pengguna,
        )
        .select_related("pegawai", "jabatan")
    )
    return ", ".join(dict.fromkeys(satu.sebutan for satu in milik))


def dapat_dibatalkan(permintaan: PermintaanKoreksi, pengguna: Pengguna) -> bool:
    """May this person call the request off now: whoever may ask for one, while it still waits?"""
    if not permintaan.berjalan:
        return False
    if permintaan.asal == PermintaanKoreksi.Asal.PEMBUKAAN:
        return permintaan.status == PermintaanKoreksi.Status.DIAJUKAN and bool(
            kedudukan_sekretaris(permintaan.opd, pengguna)
        )
    return permintaan.diajukan_oleh_id == pengguna.pk or boleh(pengguna, "pengumpulan.isikan", permintaan)


def sebut_butir(butir: QuerySet[ButirKoreksi] | list[ButirKoreksi]) -> str:
    """``IKU-2 (Bidang Dua), IKU-3 (Bidang Satu)``, for sentences; needs ``baris__formulir__unit``."""
    return ", ".join(f"{satu.realisasi.indikator.kode} ({satu.baris.formulir.unit})" for satu in butir)


def koreksi_ditunggu(opd_id: int, periode: Periode) -> list[ButirKoreksi]:
    """Open corrections of whatever a measurement of ``periode`` reads: its year up to its end."""
    return list(
        ButirKoreksi.objects.terbuka()
        .filter(
            permintaan__opd=opd_id,
            realisasi__periode__tahun=periode.tahun,
            realisasi__periode__tanggal_selesai__lte=periode.tanggal_selesai,
        )
        .select_related("realisasi__indikator", "baris__formulir__unit", "permintaan")
        .order_by("pk")
    )
