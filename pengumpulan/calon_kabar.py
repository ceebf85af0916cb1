"""What the collection names in the digest: one's unit's form, figures promised or to be corrected, late units."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone

from alur.models import Langkah, Pelaksanaan, Prosedur
from alur.ringkasan import Calon, Pembaca
from organisasi.hak import Peran, boleh, peran_di
from organisasi.kalender import Kalender
from organisasi.models import OPD
from pengumpulan.kunci import sebab_formulir_terkunci
from pengumpulan.models import (
    BarisFormulir,
    ButirKoreksi,
    Formulir,
    Keadaan,
    Pengumpulan,
    PermintaanKoreksi,
)
from pengumpulan.tampilan import batas_pengumpulan
from pengumpulan.tugas import formulir_di_unit

UNIT_DISEBUT = 5


def _terbuka():
    return (
        formulir_di_unit()
        .exclude(pengumpulan__pelaksanaan__contoh=True)
        # Of a past period recorded afterwards nobody is late.
        .exclude(pengumpulan__pelaksanaan__dicatat_belakangan=True)
        .select_related("unit", "pengumpulan__periode", "pengumpulan__opd__pemda", "pengumpulan__pelaksanaan")
    )


def _dapat_masuk(formulir: Formulir) -> bool:
    """May anything of it still come in? Of a period whose measurement was approved nobody is asked any more."""
    return formulir.pengumpulan.terbuka or not sebab_formulir_terkunci(formulir)


def calon_formulir(pembaca: Pembaca) -> Iterator[Calon]:
    """Forms that are with one's units; the filling step that waits for the person says so itself."""
    berkartu = {
        satu.pelaksanaan_id for satu in pembaca.menunggu if satu.langkah.layar == Langkah.Layar.PENGISIAN
    }
    for satu in _terbuka().filter(unit__in=pembaca.milik.unit):
        if satu.pengumpulan.pelaksanaan_id in berkartu:
            continue
        if not _dapat_masuk(satu):
            continue
        kembali = satu.status == Formulir.Status.DIKEMBALIKAN
        yield Calon(
            judul=str(satu),
            keterangan="Ada baris yang dikembalikan untuk dilengkapi."
            if kembali
            else "Belum diserahkan kepada Tim SAKIP.",
            batas=batas_pengumpulan(satu.pengumpulan, pembaca.kalender),
            url=satu.get_absolute_url(),
        )


def calon_menyusul(pembaca: Pembaca) -> Iterator[Calon]:
    """Figures that one's units promised for a day and have not brought."""
    baris = BarisFormulir.objects.filter(
        formulir__unit__in=pembaca.milik.unit,
        formulir__pengumpulan__in=Pengumpulan.objects.berlaku(),
        realisasi__keadaan=Keadaan.MENYUSUL,
        realisasi__menyusul_pada__isnull=False,
    ).exclude(formulir__pengumpulan__pelaksanaan__contoh=True)
    per_realisasi, dapat = {}, {}
    for satu in baris.select_related(
        "realisasi__indikator",
        "realisasi__periode",
        "formulir__pengumpulan__periode",
        "formulir__pengumpulan__pelaksanaan",
    ).order_by("pk"):
        if satu.formulir_id not in dapat:
            dapat[satu.formulir_id] = _dapat_masuk(satu.formulir)
        if dapat[satu.formulir_id]:
            per_realisasi[satu.realisasi_id] = satu
    for satu in per_realisasi.values():
        r = satu.realisasi
        yield Calon(
            judul=f"{r.indikator.kode} {r.indikator.nama} ({r.periode}) menyusul",
            keterangan="Isi angkanya, atau perbarui tanggal dan alasannya.",
            batas=r.menyusul_pada,
            url=satu.formulir.get_absolute_url(),
        )


def calon_unit_terlambat(pembaca: Pembaca) -> Iterator[Calon]:
    """Units of one's offices whose day has passed: Tim SAKIP chases, Kepala and Sekretaris hear of it later."""
    for opd in pembaca.kantor:
        if boleh(pembaca.pengguna, "pengumpulan.tagih", opd):
            yield from _unit_terlambat(pembaca, opd)


def _unit_terlambat(pembaca: Pembaca, opd: OPD) -> Iterator[Calon]:
    kalender = pembaca.kalender if opd == pembaca.opd else Kalender(opd)
    tim = Peran.TIM in peran_di(pembaca.pengguna, opd.pk)
    per_pengumpulan: dict[Pengumpulan, list[str]] = defaultdict(list)
    for satu in _terbuka().filter(pengumpulan__opd=opd).order_by("unit__urutan", "unit__nama"):
        if _dapat_masuk(satu):
            per_pengumpulan[satu.pengumpulan].append(str(satu.unit))
    for pengumpulan, unit in per_pengumpulan.items():
        batas = batas_pengumpulan(pengumpulan, kalender)
        if batas >= pembaca.hari:
            continue
        lain = len(unit) - UNIT_DISEBUT
        yield Calon(
            judul=f"{len(unit)} unit belum menyerahkan formulir {pengumpulan.periode}{pembaca.sebut_kantor(opd)}",
            keterangan=", ".join(unit[:UNIT_DISEBUT]) + (f" dan {lain} unit lain." if lain > 0 else "."),
            batas=batas,
            url=reverse("penagihan"),
            bawahan=not tim,
        )


def calon_koreksi(pembaca: Pembaca) -> Iterator[Calon]:
    """Rows that one's units are asked to correct: a measurement waits for them, until its own batas waktu."""
    daftar = (
        ButirKoreksi.objects.terbuka()
        .filter(baris__ditunggu=True, baris__formulir__unit__in=pembaca.milik.unit)
        .exclude(baris__formulir__pengumpulan__pelaksanaan__contoh=True)
        .select_related("permintaan__periode", "baris__formulir__unit", "realisasi__indikator")
        .order_by("pk")
    )
    per_permintaan: dict[PermintaanKoreksi, list[ButirKoreksi]] = defaultdict(list)
    for satu in daftar:
        per_permintaan[satu.permintaan].append(satu)
    for permintaan, butir in per_permintaan.items():
        sebut = ", ".join(satu.realisasi.indikator.kode for satu in butir[:UNIT_DISEBUT])
        lain = f" dan {len(butir) - UNIT_DISEBUT} lainnya" if len(butir) > UNIT_DISEBUT else ""
        yield Calon(
            judul=f"Koreksi {permintaan.periode}: {sebut}{lain}",
            keterangan="Perbaiki angkanya, jawab catatannya, lalu serahkan.",
            batas=_batas_koreksi(permintaan),
            url=butir[0].baris.formulir.get_absolute_url(),
        )


def _batas_koreksi(permintaan: PermintaanKoreksi) -> date:
    """The nearest batas waktu of the runs under way that read the figure; without one the day it was asked."""
    p = permintaan.periode
    batas = (
        Pelaksanaan.objects.berjalan()
        .filter(
            opd=permintaan.opd_id,
            prosedur__jenis__in=[Prosedur.Jenis.PENGUKURAN, Prosedur.Jenis.GABUNGAN],
            periode__tahun=p.tahun,
            periode__tanggal_selesai__gte=p.tanggal_selesai,
        )
        .aggregate(pada=Min("batas_waktu"))["pada"]
    )
    return batas or timezone.localtime(permintaan.diajukan_pada).date()
