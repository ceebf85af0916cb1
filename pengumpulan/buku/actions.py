"""An upload from beginning to end: kept a day under a random name, read anew each time, applied as one action."""

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from alur.giliran import Kedudukan, kedudukan
from alur.perbaikan import tindaklanjuti
from jejak.actions import catat
from organisasi.galat import TindakanDitolak
from organisasi.models import PemerintahDaerah, Pengguna
from organisasi.proses import tulis_utuh
from pengumpulan.actions import catat_anggaran, catat_realisasi
from pengumpulan.actions.bersama import kunci_formulir, periksa_orang_unit
from pengumpulan.buku.baca import BATAS, BukuTerbaca, baca_buku, periksa_milik
from pengumpulan.buku.bahan import Bahan, baca_bahan
from pengumpulan.buku.usulan import BENTROK, TANYA, TOLAK, Rencana, Usulan, susun_rencana, tertutup_bagi
from pengumpulan.models import Formulir

FOLDER = "unggahan-formulir"
UMUR_DETIK = 24 * 60 * 60
NAMA_TERPANJANG = 150
BUKAN_XLSX = (
    "Nama berkas harus berakhiran .xlsx. Buka di Excel, lalu Simpan Sebagai “Excel Workbook (.xlsx)”."
)
BERUBAH = (
    "Isi formulir berubah sejak pratinjau ini dibuat, jadi tidak ada yang diterapkan. Pratinjau di bawah "
    "sudah yang terbaru: periksa lagi, lalu terapkan."
)
KOSONG = "Tidak ada yang diterapkan: tidak ada perubahan yang dipilih."
BELUM_DIPILIH = (
    "Sesudah cara bacanya dipilih, ada baris yang perlu Anda lihat lagi. Belum ada yang diterapkan."
)
TIDAK_ADA = "Berkas unggahan ini sudah dihapus (disimpan satu hari). Unggah lagi."


@dataclass(frozen=True)
class Unggahan:
    """One stored upload: ``kode`` names it in its address, ``nama`` is the file's name as it was sent."""

    formulir: Formulir
    kode: str
    nama: str
    sidik: str
    isi: bytes


@dataclass(frozen=True)
class Hasil:
    """What applying wrote, and what it left: rows refused, unanswered, and kept as colleagues wrote them."""

    ditulis: int
    ditolak: int
    belum_dijawab: int
    dipertahankan: int


class PratinjauUsang(TindakanDitolak):
    """What would be applied is not what was looked at.

    ``rencana`` is what it would be now with the choices made, ``sidik`` the fingerprint of the preview to confirm.
    """

    def __init__(self, kalimat: str, rencana: Rencana, sidik: str):
        super().__init__(kalimat)
        self.rencana, self.sidik = rencana, sidik


def unggah(*, formulir: Formulir, berkas: UploadedFile, oleh: Pengguna, kode: str = "") -> Unggahan:
    """Take in a filled workbook: only this form's, of its present round, and no larger than can be looked at.

    ``kode`` is random unless a caller who must know it beforehand gives one.
    """
    periksa_orang_unit(formulir, oleh)
    isi = _isi_berkas(berkas)
    buku = baca_buku(isi)
    periksa_milik(buku.kunci, formulir)
    if sebab := tertutup_bagi(formulir, oleh):
        raise TindakanDitolak(sebab)
    kode, nama = kode or uuid4().hex, _nama_pendek(berkas.name)
    sidik = hashlib.sha256(isi).hexdigest()
    folder = _folder(formulir.pk)
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    tulis_utuh(folder / f"{kode}.xlsx", isi)
    tulis_utuh(folder / f"{kode}.json", json.dumps({"nama": nama, "sidik": sidik}).encode())
    try:
        catat(
            aksi="pengumpulan.unggah_buku",
            objek=formulir,
            oleh=oleh,
            baru={"berkas": nama, "sidik": sidik, "diunduh": buku.kunci.dibuat},
        )
    except BaseException:
        # Nobody will ever ask for it.
        _hapus(folder / f"{kode}.xlsx")
        raise
    return Unggahan(formulir, kode, nama, sidik, isi)


def ambil(formulir: Formulir, kode: str) -> Unggahan | None:
    """A stored upload of this form; ``None`` when it is none, or was cleared away."""
    folder = _folder(formulir.pk)
    try:
        tentang = json.loads((folder / f"{kode}.json").read_bytes())
        isi = (folder / f"{kode}.xlsx").read_bytes()
    except FileNotFoundError:
        return None
    if hashlib.sha256(isi).hexdigest() != tentang["sidik"]:
        raise TindakanDitolak("Berkas unggahan ini rusak di server. Unggah lagi.")
    return Unggahan(formulir, kode, tentang["nama"], tentang["sidik"], isi)


def tinjau(
    unggahan: Unggahan,
    *,
    oleh: Pengguna,
    jawaban: Mapping[str, str] | None = None,
    pilihan: Mapping[str, str] | None = None,
) -> Rencana:
    """What the upload would do to the form as it stands now. Reads only."""
    periksa_orang_unit(unggahan.formulir, oleh)
    bahan = baca_bahan(unggahan.formulir, oleh)
    return susun_rencana(_baca(unggahan), bahan, jawaban=jawaban, pilihan=pilihan)


def terapkan(
    *,
    unggahan: Unggahan,
    oleh: Pengguna,
    sidik: str,
    jawaban: Mapping[str, str],
    pilihan: Mapping[str, str],
) -> Hasil:
    """Write all that the preview showed, or nothing.

    ``sidik`` is the fingerprint of the preview that was looked at; where the form would now get anything else the
    whole is refused (``PratinjauUsang``). Each row goes through the same door as a typed one, and is one revision.
    """
    # Read before anything is locked: those who type meanwhile do not wait for it.
    return _terapkan(_baca(unggahan), unggahan, oleh, sidik, jawaban, pilihan)


@transaction.atomic
def _terapkan(
    buku: BukuTerbaca,
    unggahan: Unggahan,
    oleh: Pengguna,
    sidik: str,
    jawaban: Mapping[str, str],
    pilihan: Mapping[str, str],
) -> Hasil:
    formulir = kunci_formulir(unggahan.formulir)
    periksa_orang_unit(formulir, oleh)
    milik = kedudukan(oleh)
    bahan = baca_bahan(formulir, oleh, milik)
    periksa_milik(buku.kunci, formulir)
    dilihat = susun_rencana(buku, bahan)
    rencana = susun_rencana(buku, bahan, jawaban=jawaban, pilihan=pilihan)
    if sebab := _sebab_tidak_diterapkan(dilihat, rencana, sidik):
        raise PratinjauUsang(sebab, rencana, dilihat.sidik)
    ditulis = [satu for satu in rencana.usulan if satu.ditulis]
    for satu in ditulis:
        try:
            _tulis(satu, bahan, oleh, milik)
        except TindakanDitolak as tolak:
            satu.tolak.append((satu.tempat, str(tolak)))
            satu.macam = TOLAK
            kalimat = f"{satu.kode or satu.sebutan}: {tolak} Tidak ada yang diterapkan."
            raise PratinjauUsang(kalimat, rencana, dilihat.sidik) from tolak
    hasil = Hasil(
        len(ditulis),
        len(rencana.bermacam(TOLAK)),
        len(rencana.bermacam(TANYA)),
        sum(not satu.ditulis for satu in rencana.bermacam(BENTROK)),
    )
    catat(
        aksi="pengumpulan.terapkan_buku",
        objek=formulir,
        oleh=oleh,
        baru={
            "berkas": unggahan.nama,
            "sidik": unggahan.sidik,
            "baris": [satu.kode or satu.sebutan for satu in ditulis],
            "untuk_unit": not bahan.wenang.orang_unit,
        },
    )
    return hasil


def buang(unggahan: Unggahan) -> None:
    """Put an upload away without applying it."""
    _hapus(_folder(unggahan.formulir.pk) / f"{unggahan.kode}.xlsx")


def hapus_unggahan_lama(sekarang: float | None = None) -> int:
    """Clear uploads away that are older than a day, applied or not; how many. For the daily work."""
    batas = (time.time() if sekarang is None else sekarang) - UMUR_DETIK
    jumlah = 0
    for berkas in sorted((Path(settings.MEDIA_ROOT) / FOLDER).glob("*/*")):
        if berkas.stat().st_mtime < batas:
            jumlah += berkas.suffix == ".xlsx"
            berkas.unlink(missing_ok=True)
    return jumlah


def bersihkan_harian(pemda: PemerintahDaerah, tanggal: date) -> str | None:
    """The daily job: says how many uploads went."""
    jumlah = hapus_unggahan_lama()
    return f"{jumlah} unggahan formulir Excel dihapus." if jumlah else None


# -- one row ------------------------------------------------------------------------------------------


def _tulis(usulan: Usulan, bahan: Bahan, oleh: Pengguna, milik: Kedudukan) -> None:
    tampil = bahan.semua[usulan.kunci]
    if usulan.isi is not None:
        r = tampil.realisasi
        catat_realisasi(
            indikator=r.indikator,
            unit=r.unit,
            periode=r.periode,
            oleh=oleh,
            versi_diketahui=usulan.versi,
            milik=milik,
            **usulan.isi.jadi_kolom(),
        )
    if usulan.nilai is not None:
        catat_anggaran(
            baris=tampil.baris,
            nilai=usulan.nilai,
            oleh=oleh,
            versi_diketahui=usulan.versi,
            angka_latihan=bahan.latihan,
            milik=milik,
        )
    if usulan.jawaban is not None:
        tindaklanjuti(perbaikan=tampil.perbaikan, oleh=oleh, jawaban=usulan.jawaban)


def _sebab_tidak_diterapkan(dilihat: Rencana, rencana: Rencana, sidik: str) -> str:
    """Why the plan is not applied as it is; empty when it may be.

    An answer may turn a question into a refusal or a clash that nobody has looked at yet.
    """
    if dilihat.tertutup:
        return dilihat.tertutup
    if dilihat.sidik != sidik:
        return BERUBAH
    for dulu, kini in zip(dilihat.usulan, rencana.usulan, strict=True):
        baru_bentrok = kini.macam == BENTROK and not kini.dipilih
        if dulu.macam == TANYA and (kini.macam == TOLAK or baru_bentrok):
            return BELUM_DIPILIH
    return "" if any(satu.ditulis for satu in rencana.usulan) else KOSONG


# -- the stored file ----------------------------------------------------------------------------------


def _baca(unggahan: Unggahan) -> BukuTerbaca:
    return baca_buku(unggahan.isi)


def _folder(formulir: int) -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER / str(formulir)


def _hapus(berkas: Path) -> None:
    berkas.unlink(missing_ok=True)
    berkas.with_suffix(".json").unlink(missing_ok=True)


def _isi_berkas(berkas: UploadedFile) -> bytes:
    if berkas.size > BATAS.byte:
        raise TindakanDitolak(
            f"Berkas ini lebih besar dari {BATAS.byte // 1024 // 1024} MB. Unggah formulir Excel yang diunduh "
            "dari halaman ini, tanpa gambar atau lembar tambahan."
        )
    if Path(berkas.name or "").suffix.lower() not in {".xlsx", ".ods", ".xls", ".csv", ".xlsm"}:
        raise TindakanDitolak(BUKAN_XLSX)
    berkas.seek(0)
    return berkas.read()


def _nama_pendek(nama: str | None) -> str:
    """The name as typed, without a path; a very long one keeps its ending."""
    nama = Path(nama or "").name
    return nama if len(nama) <= NAMA_TERPANJANG else f"{nama[: NAMA_TERPANJANG - 6]}….xlsx"
