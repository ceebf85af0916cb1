"""The spending that a form asks for, line by line."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from alur.models import CatatanPerbaikan
from alur.tampilan import Status
from pengumpulan.models import BarisAnggaran, Formulir
from pengumpulan.simpan import Hasil, awalan
from pengumpulan.tampilan.sebutan import STATUS_BARIS
from pengumpulan.tampilan.wenang import Kewenangan
from perencanaan.anggaran import Belanja, pilih_belanja
from perencanaan.angka import tulis_angka
from perencanaan.models import PaguAnggaran, RealisasiAnggaran


@dataclass
class TampilAnggaran:
    """The spending of one node: pagu, before this period, in it, and up to its end. All in rupiah."""

    baris: BarisAnggaran
    nama: str
    terbuka: bool
    pagu: str
    sebelum: str
    nilai: str
    semula: str
    versi: int
    # What its page is held against: of a refused page what it showed, else what stands now.
    dasar: str
    versi_dasar: str
    sampai: str
    latihan: bool
    perbaikan: CatatanPerbaikan | None = None
    boleh_jawab: bool = False
    galat: list[str] = field(default_factory=list)
    usang: bool = False  # refused because a colleague was faster: the stored figure may be taken instead

    @property
    def dikembalikan(self) -> bool:
        """Did it come back with a remark?"""
        return self.baris.status == BarisAnggaran.Status.DIKEMBALIKAN

    @property
    def status(self) -> Status:
        return STATUS_BARIS[self.baris.status]


def susun_anggaran(
    formulir: Formulir, wenang: Kewenangan, hasil: Mapping[str, Hasil] | None = None
) -> list[TampilAnggaran]:
    """The lines of spending of a form; a flat number of queries."""
    hasil = hasil or {}
    periode = formulir.pengumpulan.periode
    daftar = list(formulir.anggaran.select_related("simpul", "perbaikan__catatan", "perbaikan__dijawab_oleh"))
    if not daftar:
        return []
    simpul = [satu.simpul_id for satu in daftar]
    pagu = {
        satu.simpul_id: satu
        for satu in PaguAnggaran.objects.berlaku_pada(periode.tanggal_selesai).filter(simpul__in=simpul)
    }
    realisasi = defaultdict(list)
    for satu in RealisasiAnggaran.objects.filter(simpul__in=simpul).select_related("periode"):
        realisasi[satu.simpul_id].append(satu)
    tampil = []
    for satu in daftar:
        kini = next((r for r in realisasi[satu.simpul_id] if r.periode_id == periode.pk), None)
        tercatat = realisasi[satu.simpul_id]
        buah = TampilAnggaran(
            baris=satu,
            nama=awalan(satu),
            terbuka=wenang.mengisi and satu.dapat_diisi,
            pagu=tulis_angka(pagu[satu.simpul_id].nilai) if satu.simpul_id in pagu else "",
            sebelum=_belanja_sampai(tercatat, periode.tanggal_mulai - timedelta(days=1)),
            nilai=tulis_angka(kini.nilai) if kini else "",
            semula=tulis_angka(kini.nilai) if kini else "",
            versi=kini.versi if kini else 0,
            dasar=tulis_angka(kini.nilai) if kini else "",
            versi_dasar=str(kini.versi if kini else 0),
            sampai=_belanja_sampai(tercatat, periode.tanggal_selesai),
            latihan=bool(
                (kini and kini.angka_latihan)
                or (satu.simpul_id in pagu and pagu[satu.simpul_id].angka_latihan)
            ),
            perbaikan=satu.perbaikan,
            boleh_jawab=satu.dapat_diisi and wenang.boleh_jawab(satu.perbaikan),
        )
        if (ditolak := hasil.get(buah.nama)) and ditolak.galat:
            buah.galat, buah.usang = ditolak.galat, ditolak.usang
            buah.nilai = ditolak.ketikan.get("nilai", buah.nilai)
            if ditolak.versi:
                buah.versi_dasar, buah.dasar = ditolak.versi, ditolak.ketikan.get("semula", buah.dasar)
        tampil.append(buah)
    return tampil


def _belanja_sampai(daftar: Iterable[RealisasiAnggaran], sampai: date) -> str:
    """What a node spent in its year up to that day, in rupiah; empty where nothing is recorded."""
    dipakai = pilih_belanja(
        (Belanja(r.periode.tanggal_mulai, r.periode.tanggal_selesai, r.nilai) for r in daftar), sampai
    )
    return tulis_angka(sum((satu.nilai for satu in dipakai), Decimal(0))) if dipakai else ""
