"""An upload from beginning to end: taken in, read into a preview, asked about, applied whole or not at all."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from jejak.actions import catat
from organisasi.galat import TindakanDitolak
from organisasi.lembar.bentuk import Batas, Buku
from organisasi.lembar.pindai import pindai
from organisasi.models import OPD, BarisMuatan, Muatan, Pengguna
from organisasi.muatan.daftar import pemuat
from organisasi.muatan.permissions import periksa_boleh_muat
from organisasi.muatan.usulan import Lapor, Pemuat, Rencana, Usulan

Status = Muatan.Status
TAHUN_PERTAMA, TAHUN_TERAKHIR = 2000, 2100
# Open rows whose reading or applying can still be called off.
DAPAT_DIBATALKAN = (Status.ANTRE, Status.DIBACA, Status.TANYA, Status.SIAP, Status.BERMASALAH)
GAGAL_MENJADI = {
    Status.ANTRE: Status.DITOLAK,
    Status.DIBACA: Status.DITOLAK,
    Status.DITERIMA: Status.SIAP,
    Status.MENERAPKAN: Status.SIAP,
}
DAPAT_DITERAPKAN = (Status.SIAP, Status.DITERIMA, Status.MENERAPKAN)
BUKAN_XLSX = (
    "Nama berkas harus berakhiran .xlsx. Buka di Excel, lalu Simpan Sebagai “Excel Workbook (.xlsx)”."
)
TIDAK_BERUBAH = "Tidak ada yang berubah: isi berkas sama dengan data yang tersimpan."
BERUBAH = (
    "Data berubah sejak pratinjau dibuat, jadi tidak ada yang diterapkan. Pratinjau sudah dibuat ulang: "
    "periksa lagi, lalu terapkan."
)
BERTENTANGAN = (
    "Isi berkas bertentangan dengan data yang sudah tersimpan, jadi tidak ada yang diterapkan. "
    "Periksa baris yang sama dan tanggal berlaku, lalu unggah lagi."
)
KOSONG = "Tidak ada baris yang terbaca dalam berkas ini. Isi dahulu lembar datanya, lalu unggah lagi."
BERKAS_HILANG = "Berkas unggahan ini sudah tidak ada di server. Unggah lagi."
BERKAS_BERUBAH = "Berkas unggahan ini rusak di server. Unggah lagi."
BELUM_SELESAI = "Muatan ini sedang dikerjakan. Tunggu sebentar, lalu muat ulang halaman."
SEBAB_TIDAK_DAPAT = {
    Status.SIAP: "Pratinjau sudah dibuat ulang sejak Anda melihatnya. Periksa lagi, lalu terapkan.",
    Status.TANYA: "Jawab dahulu pertanyaan tentang berkas ini.",
    Status.BERMASALAH: "Masih ada baris yang ditolak. Perbaiki di Excel, lalu unggah lagi.",
    Status.DITOLAK: "Berkas ini ditolak. Perbaiki, lalu unggah lagi.",
    Status.DIBATALKAN: "Muatan ini sudah dibatalkan. Unggah lagi bila masih perlu.",
}


class _Basi(Exception):
    """What would be done now is not what was looked at; carries the new plan out of the transaction."""

    def __init__(self, rencana: Rencana):
        self.rencana = rencana


def diam(selesai: int, semua: int) -> None:
    """A listener that nobody asked to listen."""


# -- taking it in ------------------------------------------------------------------------------------


@transaction.atomic
def unggah(*, opd: OPD, jenis: str, tahun: int | None, berkas: UploadedFile, oleh: Pengguna) -> Muatan:
    """Take in a workbook under a random name; it is read afterwards (``organisasi.muatan.antrean``)."""
    satu = periksa_boleh_muat(jenis, opd, oleh=oleh)
    tahun = _tahun_sah(satu, tahun)
    isi = _isi_berkas(berkas)
    muatan = Muatan(
        opd=opd,
        jenis=jenis,
        tahun=tahun,
        nama_berkas=_nama_pendek(berkas.name),
        sidik=hashlib.sha256(isi).hexdigest(),
        diunggah_oleh=oleh,
        diunggah_pada=timezone.now(),
    )
    muatan.berkas.save(muatan.nama_berkas, ContentFile(isi), save=False)
    try:
        muatan.save()
        catat(
            aksi="organisasi.muat_unggah",
            objek=muatan,
            oleh=oleh,
            baru={"jenis": satu.label, "tahun": tahun, "berkas": muatan.nama_berkas, "sidik": muatan.sidik},
        )
    except BaseException:
        # No row will ever name it.
        muatan.berkas.delete(save=False)
        raise
    return muatan


def _tahun_sah(satu: Pemuat, tahun: int | None) -> int | None:
    if not satu.pakai_tahun:
        return None
    if tahun is None or not TAHUN_PERTAMA <= tahun <= TAHUN_TERAKHIR:
        raise TindakanDitolak(f"Pilih tahun antara {TAHUN_PERTAMA} dan {TAHUN_TERAKHIR}.")
    return tahun


def _isi_berkas(berkas: UploadedFile) -> bytes:
    """The content, once it was looked through: what no workbook may hold is refused at once, in the request.

    Looking through is bounded and takes hundredths of a second (``organisasi.lembar.pindai``); the cells are
    read by the process.
    """
    terbesar = settings.UNGGAHAN_TERBESAR
    if berkas.size > terbesar:
        raise TindakanDitolak(
            f"Berkas ini lebih besar dari {terbesar // 1024 // 1024} MB. "
            "Hapus gambar dan lembar yang tidak perlu, lalu unggah lagi."
        )
    berkas.seek(0)
    isi = berkas.read()
    pindai(isi, Batas())
    if Path(berkas.name or "").suffix.lower() != ".xlsx":
        raise TindakanDitolak(BUKAN_XLSX)
    return isi


def _nama_pendek(nama: str | None) -> str:
    """The name as typed, without a path; a very long one keeps its ending."""
    nama = Path(nama or "").name
    return nama if len(nama) <= 150 else f"{nama[:144]}….xlsx"


# -- reading it --------------------------------------------------------------------------------------


def baca(muatan: Muatan, lapor: Lapor = diam) -> Muatan:
    """Read the file into a preview. Nothing of the office's data changes; a refused file says why."""
    try:
        rencana = _susun(pemuat(muatan.jenis), muatan, _buku(muatan), lapor)
    except TindakanDitolak as tolak:
        return gagal(muatan, str(tolak))
    return _simpan_pratinjau(muatan, rencana, dari=(Status.ANTRE, Status.DIBACA))


def _buku(muatan: Muatan) -> Buku:
    """The workbook behind the upload, through the bounded reader; TindakanDitolak says what is wrong with it."""
    # Here, for only the process that reads loads the reader.
    from organisasi.lembar.baca import buka

    try:
        isi = muatan.jalur.read_bytes()
    except FileNotFoundError as hilang:
        raise TindakanDitolak(BERKAS_HILANG) from hilang
    if hashlib.sha256(isi).hexdigest() != muatan.sidik:
        raise TindakanDitolak(BERKAS_BERUBAH)
    return buka(isi)


def _susun(satu: Pemuat, muatan: Muatan, buku: Buku, lapor: Lapor) -> Rencana:
    rencana = satu.susun(muatan=muatan, buku=buku, lapor=lapor)
    if not rencana.usulan and not rencana.tanya:
        raise TindakanDitolak(KOSONG)
    return rencana


@transaction.atomic
def _simpan_pratinjau(muatan: Muatan, rencana: Rencana, *, dari: tuple[str, ...], galat: str = "") -> Muatan:
    """Put the preview in place of the one before; nothing where the row went on otherwise meanwhile."""
    ringkasan, jumlah = rencana.ringkasan, len(rencana.usulan)
    status = Status.TANYA if rencana.tanya else Status.BERMASALAH if ringkasan["tolak"] else Status.SIAP
    berubah = Muatan.objects.filter(pk=muatan.pk, status__in=dari).update(
        status=status,
        galat=galat,
        tanya=[asdict(satu) for satu in rencana.tanya],
        ringkasan=ringkasan,
        sidik_usulan="" if rencana.tanya else rencana.sidik,
        terbaca=jumlah,
        jumlah_baris=jumlah,
        diterapkan_oleh=None,
    )
    if berubah:
        BarisMuatan.objects.filter(muatan=muatan).delete()
        BarisMuatan.objects.bulk_create(
            (_baris(muatan, urutan, satu) for urutan, satu in enumerate(rencana.usulan)), batch_size=500
        )
    muatan.refresh_from_db()
    return muatan


def _baris(muatan: Muatan, urutan: int, satu: Usulan) -> BarisMuatan:
    return BarisMuatan(
        muatan=muatan,
        urutan=urutan,
        lembar=satu.lembar[:31],
        nomor=satu.nomor,
        sebutan=satu.sebutan[:500],
        tindakan=satu.tindakan,
        selisih=[asdict(beda) for beda in satu.selisih],
        catatan=[asdict(catatan) for catatan in satu.catatan],
        ada_peringatan=satu.ada_peringatan,
    )


def gagal(muatan: Muatan, galat: str) -> Muatan:
    """The work on it came to nothing: a file that was being read is refused, one that was being applied waits
    again, unchanged. Only while the row is as we saw it.
    """
    if baru := GAGAL_MENJADI.get(muatan.status):
        Muatan.objects.filter(pk=muatan.pk, status=muatan.status, mulai_pada=muatan.mulai_pada).update(
            status=baru, galat=galat, diterapkan_oleh=None
        )
        muatan.refresh_from_db()
    return muatan


# -- answering it ------------------------------------------------------------------------------------


@transaction.atomic
def jawab(*, muatan: Muatan, jawaban: Mapping[str, str], oleh: Pengguna) -> Muatan:
    """Answer the questions about a file; it is read again with the answers. Earlier answers stay."""
    periksa_boleh_muat(muatan.jenis, muatan.opd, oleh=oleh)
    kini = Muatan.objects.select_for_update().get(pk=muatan.pk)
    if kini.status != Status.TANYA:
        raise TindakanDitolak("Pertanyaan ini sudah dijawab. Muat ulang halaman.")
    baru = {}
    for tanya in kini.tanya:
        baru[tanya["kunci"]] = jawaban.get(tanya["kunci"], "")
        if baru[tanya["kunci"]] not in {pilihan["nilai"] for pilihan in tanya["pilihan"]}:
            raise TindakanDitolak(f"Pilih jawaban untuk: {tanya['kalimat']}")
    catat(aksi="organisasi.muat_jawab", objek=kini, oleh=oleh, lama=kini.jawaban, baru=baru)
    return _baca_lagi(muatan, {**kini.jawaban, **baru})


@transaction.atomic
def jawab_ulang(*, muatan: Muatan, oleh: Pengguna) -> Muatan:
    """Take the answers back, so that the questions are asked once more."""
    periksa_boleh_muat(muatan.jenis, muatan.opd, oleh=oleh)
    kini = Muatan.objects.select_for_update().get(pk=muatan.pk)
    if kini.status not in (Status.TANYA, Status.SIAP, Status.BERMASALAH):
        raise TindakanDitolak("Jawaban muatan ini tidak dapat diubah lagi. Unggah lagi berkasnya.")
    catat(aksi="organisasi.muat_jawab", objek=kini, oleh=oleh, lama=kini.jawaban, baru={})
    return _baca_lagi(muatan, {})


def _baca_lagi(muatan: Muatan, jawaban: dict[str, str]) -> Muatan:
    Muatan.objects.filter(pk=muatan.pk).update(
        status=Status.ANTRE, jawaban=jawaban, tanya=[], galat="", mulai_pada=None
    )
    muatan.refresh_from_db()
    return muatan


# -- applying it -------------------------------------------------------------------------------------


@transaction.atomic
def minta_terapkan(*, muatan: Muatan, sidik: str, oleh: Pengguna) -> Muatan:
    """Ask for the preview with that fingerprint to be applied; of two people one asks, the other is told."""
    periksa_boleh_muat(muatan.jenis, muatan.opd, oleh=oleh)
    if not muatan.jumlah_perubahan and muatan.status == Status.SIAP:
        raise TindakanDitolak(TIDAK_BERUBAH)
    berubah = Muatan.objects.filter(pk=muatan.pk, status=Status.SIAP, sidik_usulan=sidik).update(
        status=Status.DITERIMA, diterapkan_oleh=oleh, galat="", mulai_pada=None
    )
    muatan.refresh_from_db()
    if not berubah:
        raise TindakanDitolak(_sebab_tidak_dapat(muatan))
    catat(aksi="organisasi.muat_minta", objek=muatan, oleh=oleh, baru=_hitungan(muatan.ringkasan))
    return muatan


def terapkan(*, muatan: Muatan, oleh: Pengguna, lapor: Lapor = diam) -> Muatan:
    """Do what the preview shows, all of it or nothing.

    The plan is made once more inside the transaction, with the OPD locked: when it is not the one that was
    looked at, nothing is kept and a new preview takes its place.
    """
    satu = periksa_boleh_muat(muatan.jenis, muatan.opd, oleh=oleh)
    # Outside the transaction, which holds up everybody else on SQLite.
    buku = _buku(muatan)
    try:
        with transaction.atomic():
            OPD.objects.select_for_update().get(pk=muatan.opd_id)
            kini = Muatan.objects.select_for_update().get(pk=muatan.pk)
            _periksa_dapat_diterapkan(kini)
            rencana = _susun(satu, kini, buku, lapor)
            if rencana.sidik != kini.sidik_usulan:
                raise _Basi(rencana)
            _laksanakan(kini, rencana, oleh)
    except _Basi as basi:
        _simpan_pratinjau(muatan, basi.rencana, dari=DAPAT_DITERAPKAN, galat=BERUBAH)
        raise TindakanDitolak(BERUBAH) from None
    except IntegrityError as bentrok:
        raise TindakanDitolak(BERTENTANGAN) from bentrok
    except ValidationError as salah:
        raise TindakanDitolak(f"Tidak ada yang diterapkan. {' '.join(salah.messages)}") from salah
    muatan.refresh_from_db()
    return muatan


def _periksa_dapat_diterapkan(kini: Muatan) -> None:
    if kini.status not in DAPAT_DITERAPKAN:
        raise TindakanDitolak(_sebab_tidak_dapat(kini))
    if not kini.jumlah_perubahan:
        raise TindakanDitolak(TIDAK_BERUBAH)


def _sebab_tidak_dapat(kini: Muatan) -> str:
    """Why a preview in this state is not applied."""
    if kini.status == Status.DITERAPKAN:
        return f"Muatan ini sudah diterapkan oleh {kini.diterapkan_oleh}. Muat ulang halaman."
    return SEBAB_TIDAK_DAPAT.get(kini.status, BELUM_SELESAI)


def _laksanakan(kini: Muatan, rencana: Rencana, oleh: Pengguna) -> None:
    """Write the plan, and say so in the same transaction. The plan has no refused rows: its preview had none."""
    rencana.terapkan(oleh)
    if not Muatan.objects.filter(pk=kini.pk, status=kini.status).update(
        status=Status.DITERAPKAN, galat="", diterapkan_oleh=oleh, diterapkan_pada=timezone.now()
    ):
        raise TindakanDitolak(BELUM_SELESAI)
    catat(
        aksi="organisasi.muat_terapkan",
        objek=kini,
        oleh=oleh,
        baru={
            "jenis": pemuat(kini.jenis).label,
            "tahun": kini.tahun,
            "berkas": kini.nama_berkas,
            **_hitungan(rencana.ringkasan),
        },
    )


def _hitungan(ringkasan: Mapping[str, int]) -> dict[str, int]:
    """The counts of a preview, as the audit trail names them."""
    return {
        "ditambah": ringkasan["tambah"],
        "diubah": ringkasan["ubah"],
        "tidak berubah": ringkasan["tetap"],
    }


@transaction.atomic
def batalkan(*, muatan: Muatan, oleh: Pengguna) -> Muatan:
    """Call an upload off. Its preview goes; the file and the entry stay."""
    periksa_boleh_muat(muatan.jenis, muatan.opd, oleh=oleh)
    berubah = Muatan.objects.filter(pk=muatan.pk, status__in=DAPAT_DIBATALKAN).update(
        status=Status.DIBATALKAN
    )
    muatan.refresh_from_db()
    if not berubah:
        raise TindakanDitolak("Muatan ini tidak dapat dibatalkan lagi. Muat ulang halaman.")
    BarisMuatan.objects.filter(muatan=muatan).delete()
    catat(aksi="organisasi.muat_batalkan", objek=muatan, oleh=oleh)
    return muatan
