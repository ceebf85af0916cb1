"""Corrections asked for while measuring: who may ask, which rows the measurement reads, and what it waits for."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet

from alur.fase import mengumpulkan
from alur.giliran import kedudukan_di_langkah
from alur.models import CatatanLangkah, Langkah, Pelaksanaan
from organisasi import hak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import Pengguna
from pengukuran.models import Pengukuran
from pengumpulan import actions as pengumpulan
from pengumpulan.koreksi import baris_dapat_dikoreksi, koreksi_ditunggu
from pengumpulan.models import BarisFormulir, PermintaanKoreksi
from perencanaan.models import Periode

DISEBUT = 5


def kedudukan_meminta(catatan: CatatanLangkah, pengguna: Pengguna) -> str:
    """In which capacity this person may ask for a correction at the open visit; empty: not theirs.

    Tim SAKIP at any step of the measuring half, whoever decides the measurement at the step that is theirs.
    """
    if not catatan.terbuka:
        return ""
    if hak.boleh(pengguna, "pengukuran.hitung", catatan):
        return catatan.pelaksanaan.opd.sebutan_tim
    return ", ".join(dict.fromkeys(satu.selaku for satu in kedudukan_di_langkah(pengguna, catatan.langkah)))


def dapat_diminta(catatan: CatatanLangkah) -> bool:
    """Is this an open step of a measuring half whose results are not approved yet?"""
    if not catatan.terbuka or mengumpulkan(catatan.langkah):
        return False
    kini = Pengukuran.objects.filter(pelaksanaan=catatan.pelaksanaan_id).order_by("-putaran").first()
    return kini is None or kini.terbuka


def periode_terbaca(periode: Periode) -> list[Periode]:
    """The periods whose figures a measurement of ``periode`` reads: its year up to its end, newest first."""
    return list(
        Periode.objects.filter(
            tahun=periode.tahun, tanggal_selesai__lte=periode.tanggal_selesai, realisasi__isnull=False
        )
        .distinct()
        .order_by("-tanggal_selesai", "-tanggal_mulai")
    )


def baris_terbaca(catatan: CatatanLangkah) -> QuerySet[BarisFormulir]:
    """Every approved row that this measurement reads and that may be asked to be corrected, newest period first."""
    pelaksanaan = catatan.pelaksanaan
    baris = baris_dapat_dikoreksi(pelaksanaan.opd, *periode_terbaca(pelaksanaan.periode))
    return baris.order_by(
        "-realisasi__periode__tanggal_selesai", "-realisasi__periode__tanggal_mulai", *baris.query.order_by
    )


@transaction.atomic
def minta_koreksi(
    *, catatan: CatatanLangkah, baris: Mapping[int, str], oleh: Pengguna, alasan: str = ""
) -> list[PermintaanKoreksi]:
    """Open named rows for their units, ``{row: what is wrong}``; the measurement waits for these rows only.

    One request for each period that has chosen rows. Every run that measures that year is held meanwhile, so that
    an approval beside it comes wholly before, and then nothing is opened, or wholly after, and then it waits.
    """
    pelaksanaan = catatan.pelaksanaan
    list(
        Pelaksanaan.objects.select_for_update(of=("self",))
        .filter(
            pk__in=Pengukuran.objects.berlaku()
            .filter(opd=pelaksanaan.opd_id, periode__tahun=pelaksanaan.periode.tahun)
            .values("pelaksanaan")
        )
        .order_by("pk")
    )
    Pelaksanaan.objects.select_for_update().get(pk=pelaksanaan.pk)
    kini = CatatanLangkah.objects.select_related("langkah__prosedur", "pelaksanaan__opd__pemda").get(
        pk=catatan.pk
    )
    if not kini.terbuka:
        raise TindakanDitolak("Langkah ini sudah selesai. Muat ulang halaman.")
    if not dapat_diminta(kini):
        raise TindakanDitolak(
            "Pengukuran ini sudah disetujui dan angkanya dikunci. Ajukan pembukaan kembali: diusulkan Sekretaris, "
            "diputuskan Kepala."
        )
    selaku = kedudukan_meminta(kini, oleh)
    if not selaku:
        raise TidakBerhak("Koreksi diminta Tim SAKIP atau pejabat yang memutuskan pengukuran ini.")
    per_periode: dict[int, list[BarisFormulir]] = {}
    for satu in BarisFormulir.objects.filter(pk__in=list(baris)).select_related("realisasi__periode"):
        per_periode.setdefault(satu.realisasi.periode_id, []).append(satu)
    terbaca = {satu.pk: satu for satu in periode_terbaca(pelaksanaan.periode)}
    if not per_periode or not set(per_periode) <= set(terbaca):
        raise TindakanDitolak("Pilih baris yang harus dikoreksi.")
    alasan = alasan.strip() or f"Ditemukan pada {pelaksanaan}, langkah {kini.langkah.nomor}."
    return [
        pengumpulan.minta_koreksi(
            opd=pelaksanaan.opd,
            periode=terbaca[pk],
            baris={satu.pk: baris[satu.pk] for satu in daftar},
            alasan=alasan,
            oleh=oleh,
            selaku=selaku,
        )
        for pk, daftar in sorted(per_periode.items())
    ]


def dihitung_di_rekap(langkah: Langkah) -> bool:
    """Is this the recap of the measuring half, at which results may be computed anew?"""
    return (
        langkah.layar == Langkah.Layar.REKAP
        and not mengumpulkan(langkah)
        and not langkah.jalur_kembali.exists()
    )


def menunggu_koreksi(pengukuran: Pengukuran) -> list[str]:
    """What keeps a measurement from being finished or approved: rows that their units are mending."""
    if not pengukuran.terbuka:
        return []
    butir = koreksi_ditunggu(pengukuran.opd_id, pengukuran.periode)
    if not butir:
        return []
    sebut = [f"{satu.realisasi.indikator.kode}, {satu.baris.formulir.unit}" for satu in butir]
    lain = f" dan {len(sebut) - DISEBUT} lainnya" if len(sebut) > DISEBUT else ""
    return [f"Menunggu koreksi: {'; '.join(sebut[:DISEBUT])}{lain}. Baris lain dapat dikerjakan."]
