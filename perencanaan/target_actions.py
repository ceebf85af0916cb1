"""Setting the targets of a year: the figure of the year, its periods, the parts of units, and warnings kept."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from jejak.actions import catat
from organisasi.galat import TindakanDitolak
from organisasi.hak import periksa
from organisasi.models import OPD, Jabatan, Pengguna, UnitKerja
from perencanaan.angka import tulis_angka
from perencanaan.models import (
    CatatanTarget,
    Indikator,
    PenanggungJawabData,
    Periode,
    PerjanjianKinerja,
    TargetPeriode,
    TargetUnit,
    VersiTarget,
)
from perencanaan.naskah_pk import penempatan_wajib
from perencanaan.perjanjian import sebab_bertentangan
from perencanaan.rencana_aksi import baris_versi
from perencanaan.sebut import sebut_target

BENTUK = ("nilai", "batas_bawah", "batas_atas", "tingkat")
TERTUTUP = "Hanya Tim SAKIP dan admin yang menetapkan target."
BERUBAH = (
    "Target ini sudah diubah orang lain sejak halaman Anda dibuka. Muat ulang, lalu ubah yang masih perlu."
)
MILIK_PK = "sudah ditandatangani. Ubah lewat PK Perubahan."


@dataclass(frozen=True)
class IsiTarget:
    """What a year's target is to become. A key that is left out stays as it is; ``None`` empties it.

    ``tahun`` holds fields of ``VersiTarget`` (``BENTUK``); ``periode`` is {(kind, number): target}, ``bagian``
    {unit: its part}, ``alasan`` {code of a warning: why it is kept}.
    """

    tahun: Mapping[str, Decimal | str | None] = field(default_factory=dict)
    periode: Mapping[tuple[str, int], Decimal | None] = field(default_factory=dict)
    bagian: Mapping[int, Decimal | None] = field(default_factory=dict)
    alasan: Mapping[str, str] = field(default_factory=dict)


def perjanjian_untuk(indikator: Indikator, tahun: int) -> PerjanjianKinerja | None:
    """The draft agreement that a new target belongs to: of the position that answers for the indicator.

    None where no such position has a draft; what is set without an agreement joins it when it is drawn up.
    """
    konsep = (
        PerjanjianKinerja.objects.filter(
            opd=indikator.opd_id, tahun=tahun, status=PerjanjianKinerja.Status.KONSEP
        )
        # A change of official alone changes no target.
        .exclude(sebab=PerjanjianKinerja.Sebab.PEJABAT)
        .select_related("jabatan")
        .order_by("jabatan__urutan", "-perubahan_ke")
    )
    cocok = [satu for satu in konsep if penempatan_wajib(satu).filter(indikator=indikator).exists()]
    # The owner of the node itself stands nearer than the Kepala, who answers for every sasaran.
    return next(
        (satu for satu in cocok if satu.jabatan.jenis != Jabatan.Jenis.KEPALA), next(iter(cocok), None)
    )


@transaction.atomic
def buat_target(*, indikator: Indikator, tahun: int, oleh: Pengguna) -> VersiTarget:
    """An empty target of the year to fill in: in the draft agreement it belongs to, or in none.

    Where one may still be changed that one is given. Signed targets are followed by a draft revision only.
    """
    periksa(oleh, "perencanaan.kelola", indikator, TERTUTUP)
    OPD.objects.select_for_update().get(pk=indikator.opd_id)
    ada = list(
        VersiTarget.objects.filter(indikator=indikator, tahun=tahun).select_related("perjanjian__jabatan")
    )
    if terbuka := [satu for satu in ada if not satu.dikunci]:
        return max(terbuka, key=lambda satu: (satu.rancangan, satu.tanggal_mulai, satu.pk))
    perjanjian = perjanjian_untuk(indikator, tahun)
    rancangan = bool(perjanjian and perjanjian.adalah_rancangan)
    if ada and not rancangan:
        raise TindakanDitolak(f"{ada[-1].perjanjian} {MILIK_PK}")
    Periode.objects.tahun_lengkap(tahun)
    versi = VersiTarget(
        indikator=indikator,
        tahun=tahun,
        perjanjian=perjanjian,
        rancangan=rancangan,
        tanggal_mulai=perjanjian.tanggal_berlaku if perjanjian else date(tahun, 1, 1),
        angka_latihan=bool(indikator.opd.sumber),
    )
    if sebab := sebab_bertentangan(versi, perjanjian):
        raise TindakanDitolak(sebab)
    versi.save()
    catat(
        aksi="perencanaan.buat_target",
        objek=versi,
        oleh=oleh,
        baru={"tahun": tahun, "perjanjian": str(perjanjian) if perjanjian else "tidak ada"},
    )
    return versi


def penanda(versi: VersiTarget) -> str:
    """What tells a page that the target was changed meanwhile: a hash over all that the page shows to change."""
    isi = [
        *(_teks(getattr(versi, nama)) for nama in BENTUK),
        *(
            f"{jenis}-{nomor}={_teks(nilai)}"
            for jenis, nomor, nilai in versi.periode.order_by("periode__jenis", "periode__nomor").values_list(
                "periode__jenis", "periode__nomor", "nilai"
            )
        ),
        *(
            f"unit-{unit}={_teks(nilai)}"
            for unit, nilai in versi.bagian_unit.order_by("unit").values_list("unit", "nilai")
        ),
        *(
            f"alasan-{kode}={alasan}"
            for kode, alasan in versi.catatan.order_by("kode").values_list("kode", "alasan")
        ),
        str(versi.dikunci),
    ]
    return hashlib.sha256("\n".join(isi).encode()).hexdigest()[:32]


@transaction.atomic
def simpan_target(*, versi: VersiTarget, isi: IsiTarget, penanda_lama: str, oleh: Pengguna) -> bool:
    """Write what differs, all or nothing, and answer the warnings; True when a figure changed.

    Of a signed agreement the year's target, the parts and every period that has a target stay. Periods that were
    left open may still be filled, for the Rencana Aksi is drawn up after the signing.
    """
    periksa(oleh, "perencanaan.kelola", versi, TERTUTUP)
    # As signing does: what is signed meanwhile is read as signed below.
    OPD.objects.select_for_update().get(pk=versi.opd_id)
    versi = (
        VersiTarget.objects.select_for_update(of=("self",))
        .select_related("indikator__opd", "perjanjian__jabatan")
        .get(pk=versi.pk)
    )
    if penanda(versi) != penanda_lama:
        raise TindakanDitolak(BERUBAH)
    lama, baru = {}, {}
    _ubah_tahun(versi, isi.tahun, lama, baru)
    _ubah_periode(versi, isi.periode, lama, baru)
    _ubah_bagian(versi, isi.bagian, lama, baru)
    if baru:
        catat(aksi="perencanaan.simpan_target", objek=versi, oleh=oleh, lama=lama, baru=baru)
    _jawab_peringatan(versi, isi.alasan, oleh)
    return bool(baru)


def _ubah_tahun(versi: VersiTarget, isi: Mapping, lama: dict, baru: dict) -> None:
    berubah = [nama for nama in BENTUK if nama in isi and isi[nama] != getattr(versi, nama)]
    if not berubah:
        return
    if versi.dikunci:
        raise TindakanDitolak(f"Target tahun tidak dapat diubah: {versi.perjanjian} {MILIK_PK}")
    sebelum = sebut_target(versi)
    for nama in berubah:
        setattr(versi, nama, isi[nama])
    _periksa_bentuk(versi)
    # The figure no longer comes from the document it was read from.
    versi.sumber, versi.angka_latihan = "", bool(versi.indikator.opd.sumber)
    versi.save(update_fields=[*berubah, "sumber", "angka_latihan"])
    lama["target tahun"], baru["target tahun"] = sebelum or "kosong", sebut_target(versi) or "kosong"


def _periksa_bentuk(versi: VersiTarget) -> None:
    """One shape: a figure, a range, or a level; as the database demands it, in a sentence."""
    bawah, atas = versi.batas_bawah, versi.batas_atas
    if (bawah is None) != (atas is None):
        raise TindakanDitolak("Isi batas bawah dan batas atas.")
    if bawah is not None and versi.nilai is not None:
        raise TindakanDitolak("Isi target sebagai satu angka, atau batas bawah dan batas atas.")
    if bawah is not None and bawah > atas:
        raise TindakanDitolak("Batas bawah tidak boleh di atas batas atas.")


def _ubah_periode(versi: VersiTarget, isi: Mapping, lama: dict, baru: dict) -> None:
    ada = {(satu.periode.jenis, satu.periode.nomor): satu for satu in versi.periode.select_related("periode")}
    sekarang = {kunci: satu.nilai for kunci, satu in ada.items()}
    berubah = {kunci: nilai for kunci, nilai in isi.items() if nilai != sekarang.get(kunci)}
    if not berubah:
        return
    if versi.dikunci and any(sekarang.get(kunci) is not None for kunci in berubah):
        raise TindakanDitolak(f"Target yang sudah terisi tidak dapat diubah: {versi.perjanjian} {MILIK_PK}")
    setahun = {(satu.jenis, satu.nomor): satu for satu in Periode.objects.tahun_lengkap(versi.tahun)}
    if not berubah.keys() <= setahun.keys():
        raise TindakanDitolak("Periode itu tidak ada pada tahun target.")
    latihan = bool(versi.indikator.opd.sumber)
    tambah, ubah, hapus = [], [], []
    for kunci, nilai in berubah.items():
        satu = ada.get(kunci)
        if satu is None:
            satu = TargetPeriode(versi=versi, periode=setahun[kunci])
            tambah.append(satu)
        elif nilai is None:
            hapus.append(satu.pk)
        else:
            ubah.append(satu)
        satu.nilai, satu.sumber, satu.angka_latihan = nilai, "", latihan
        nama = setahun[kunci].nama
        lama[nama], baru[nama] = _teks(sekarang.get(kunci)), _teks(nilai)
    TargetPeriode.objects.filter(pk__in=hapus).delete()
    TargetPeriode.objects.bulk_create(tambah)
    TargetPeriode.objects.bulk_update(ubah, ["nilai", "sumber", "angka_latihan"])


def _ubah_bagian(versi: VersiTarget, isi: Mapping, lama: dict, baru: dict) -> None:
    ada = {satu.unit_id: satu for satu in versi.bagian_unit.all()}
    sekarang = {unit: satu.nilai for unit, satu in ada.items()}
    berubah = {unit: nilai for unit, nilai in isi.items() if nilai != sekarang.get(unit)}
    if not berubah:
        return
    if versi.dikunci:
        raise TindakanDitolak(f"Bagian unit tidak dapat diubah: {versi.perjanjian} {MILIK_PK}")
    nama = dict(
        UnitKerja.objects.filter(pk__in=berubah, opd=versi.indikator.opd_id).values_list("pk", "nama")
    )
    berhak = set(
        PenanggungJawabData.objects.filter(
            indikator=versi.indikator_id, tanggal_mulai__lte=date(versi.tahun, 12, 31)
        ).values_list("unit", flat=True)
    )
    if asing := [unit for unit in berubah if unit not in nama or (unit not in berhak and unit not in ada)]:
        sebut = nama.get(asing[0], "Unit itu")
        raise TindakanDitolak(f"{sebut} bukan penanggung jawab data indikator ini. Muat ulang halaman.")
    for unit, nilai in berubah.items():
        if nilai is None:
            ada[unit].delete()
        else:
            TargetUnit.objects.update_or_create(versi=versi, unit_id=unit, defaults={"nilai": nilai})
        kunci = f"bagian {nama[unit]}"
        lama[kunci], baru[kunci] = _teks(sekarang.get(unit)), _teks(nilai)


def _jawab_peringatan(versi: VersiTarget, alasan: Mapping[str, str], oleh: Pengguna) -> None:
    """Keep reasons for what still stands; a reason for what was mended goes with its warning."""
    baris = baris_versi(versi, timezone.localdate())
    kalimat = {satu.kode: satu.kalimat for satu in (*baris.peringatan, *(p for p, _ in baris.dipertahankan))}
    ada = {satu.kode: satu for satu in CatatanTarget.objects.filter(versi=versi)}
    for kode, satu in ada.items():
        baru = " ".join(alasan[kode].split()) if kode in alasan else satu.alasan
        if kode not in kalimat or not baru:
            catat(
                aksi="perencanaan.lepas_peringatan",
                objek=versi,
                oleh=oleh,
                lama={"peringatan": kalimat.get(kode, kode), "alasan": satu.alasan},
            )
            satu.delete()
    for kode, teks in alasan.items():
        teks = " ".join(teks.split())
        if not teks or kode not in kalimat or (kode in ada and ada[kode].alasan == teks):
            continue
        CatatanTarget.objects.update_or_create(
            versi=versi, kode=kode, defaults={"alasan": teks, "oleh": oleh, "pada": timezone.now()}
        )
        catat(
            aksi="perencanaan.pertahankan_target",
            objek=versi,
            oleh=oleh,
            lama={"alasan": ada[kode].alasan} if kode in ada else None,
            baru={"peringatan": kalimat[kode]},
            alasan=teks,
        )


def _teks(nilai: Decimal | str | None) -> str:
    if nilai is None:
        return "kosong"
    return nilai if isinstance(nilai, str) else tulis_angka(nilai)
