"""Who may open and send what: one table over every address of the resolver, held against the pages.

A page without a row fails. Rows name the people who get each answer; whoever is not named gets 404, a method
without a row 405, and anonymous visitors are sent to log in. Admin pages are grouped by model and kind of page.
"""

import copy
import re
from dataclasses import dataclass, field

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection, models, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, get_resolver, reverse

from alur import actions
from alur.models import CatatanLangkah, Dokumen, Pelaksanaan
from jejak.actions import catat
from jejak.models import CatatanJejak
from organisasi.models import Jabatan, Pegawai, PemerintahDaerah, Penugasan, UnitKerja
from perencanaan.models import Periode
from tests.alur.test_adopsi import buat_naskah
from tests.pabrik import AWAL, SANDI, Kantor, buat_akun, buat_pemda
from tests.panggung import ALASAN, TAHUN, Panggung, berkas_pdf, isi_kinerja, terbuka
from tests.test_admin import isi_kantor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandi_cepat", "berkas_sementara")]

PEGAWAI = {"kepala", "sekretaris", "pejabat", "tim", "staf"}
PENGELOLA = {"admin", "admin_pemda", "super"}
MELIHAT = PEGAWAI | PENGELOLA | {"pengawas"}
# "asing" is the Kepala of another Pemda's office: pages of one's own office open, records of ours do not exist.
BEROPD = MELIHAT | {"asing"}
MASUK = BEROPD | {"tanpa"}
ORANG = ["anonim", *sorted(MASUK)]
JEJAK = BEROPD - {"pejabat", "staf"}


@dataclass(frozen=True)
class Hak:
    """Answers of one address: {status: people} for looking and for sending."""

    get: dict[int, set[str]] = field(default_factory=dict)
    post: dict[int, set[str]] = field(default_factory=dict)

    def jawaban(self, metode: str, siapa: str) -> int:
        baris = getattr(self, metode)
        for status, orang in baris.items():
            if siapa in orang:
                return status
        if siapa == "anonim":
            return 302
        return 404 if baris else 405


def hanya(*boleh: str) -> dict[int, set[str]]:
    """A move of these people: done and on to the run; refused with 403 to the others who may look."""
    return {302: set(boleh), 403: MELIHAT - set(boleh)}


HALAMAN = {
    "beranda": Hak(get={200: MASUK}),
    "cari": Hak(get={200: MASUK}),
    "pelaksanaan_daftar": Hak(get={200: BEROPD}),
    "pelaksanaan_mulai": Hak(
        get={200: {"kepala", "sekretaris", "tim", "asing"}},
        # The foreign Kepala names a procedure that is not of that office.
        post={302: {"kepala", "sekretaris", "tim"}, 422: {"asing"}},
    ),
    "pelaksanaan_lihat": Hak(get={200: MELIHAT}),
    "pelaksanaan_batalkan": Hak(post=hanya("kepala", "sekretaris")),
    "langkah_kerjakan": Hak(post=hanya("kepala")),
    "langkah_selesaikan": Hak(post=hanya("kepala")),
    "langkah_kembalikan": Hak(post=hanya("sekretaris")),
    "langkah_catatkan": Hak(post=hanya("sekretaris", "tim")),
    "langkah_lampirkan": Hak(post=hanya("kepala", "sekretaris", "tim")),
    "perbaikan_jawab": Hak(post=hanya("pejabat", "staf")),
    "dokumen_unduh": Hak(get={200: MELIHAT}),
    "sop_daftar": Hak(get={200: BEROPD}),
    "sop_lihat": Hak(get={200: MELIHAT}),
    "pemberitahuan": Hak(get={200: MASUK}),
    "pemberitahuan_baca": Hak(post={302: MASUK}),
    "ganti_konteks": Hak(post={302: MELIHAT}),
    "organisasi_lihat": Hak(get={200: BEROPD}),
    "jejak_daftar": Hak(get={200: JEJAK}),
    "indikator_daftar": Hak(get={200: BEROPD}),
    "indikator_lihat": Hak(get={200: MELIHAT}),
    "realisasi_daftar": Hak(get={200: BEROPD}),
    "realisasi_lihat": Hak(get={200: MELIHAT}),
    "login": Hak(get={200: {"anonim"}, 302: MASUK}, post={200: {"anonim"}, 302: MASUK}),
    "logout": Hak(post={302: MASUK}),
    "password_change": Hak(get={200: MASUK}, post={200: MASUK}),
    "password_change_done": Hak(get={200: MASUK}),
}

# The admin: whoever is no admin is sent to its login from every page, so a row names only admins.
# Kinds of pages by what one may do to the model; {kind of page: {method: {status: admins}}}.
SEMUA = PENGELOLA
SUPER = {"super"}
BACA = {
    "changelist": Hak(get={200: SEMUA}, post={200: SEMUA}),
    "add": Hak(get={403: SEMUA}, post={403: SEMUA}),
    "change": Hak(get={200: SEMUA}, post={403: SEMUA}),
    "history": Hak(get={200: SEMUA}, post={200: SEMUA}),
    "delete": Hak(get={403: SEMUA}, post={403: SEMUA}),
}


# -- the stage --------------------------------------------------------------------------------------


@pytest.fixture
def sandi_cepat(settings):
    """Two offices full of accounts are made here, and none of them is about the hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def berkas_sementara(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def naskah(db):
    return buat_naskah()


@pytest.fixture
def panggung(kantor, naskah):
    return Panggung(kantor, naskah)


@pytest.fixture
def panggung_asing(kantor_lain, naskah):
    return Panggung(kantor_lain, naskah)


@pytest.fixture
def orang(kantor, kantor_lain, superadmin):
    """{role: account} of everyone in ORANG but the anonymous visitor."""
    admin_pemda = buat_akun("Admin Pemda", is_staff=True)
    Penugasan.objects.create(pengguna=admin_pemda, peran="admin", pemda=kantor.pemda, tanggal_mulai=AWAL)
    return {
        "kepala": kantor.kepala,
        "sekretaris": kantor.sekretaris,
        "pejabat": kantor.kabid_satu,
        "tim": kantor.ketua_tim,
        "staf": kantor.staf_satu,
        "admin": kantor.admin,
        "pengawas": kantor.pengawas,
        "admin_pemda": admin_pemda,
        "super": superadmin,
        "asing": kantor_lain.kepala,
        "tanpa": buat_akun("Tanpa Peran"),
    }


class Pengunjung:
    """One person at the door; every visit starts from the same login and leaves nothing behind."""

    def __init__(self, akun=None, **pilihan):
        self.pilihan = pilihan
        klien = Client()
        if akun is not None:
            klien.force_login(akun, backend="django.contrib.auth.backends.ModelBackend")
        self.kuki = klien.cookies

    def buka(self, metode: str, alamat: str, data=None):
        klien = Client(raise_request_exception=False, **self.pilihan)
        klien.cookies = copy.deepcopy(self.kuki)
        jawab = getattr(klien, metode)(alamat, data or {})
        if jawab.streaming:
            b"".join(jawab.streaming_content)  # read to its end, which closes the file
        return jawab

    def coba(self, metode: str, alamat: str, data=None):
        """Visit, and undo what it did."""
        with transaction.atomic():
            jawab = self.buka(metode, alamat, data)
            transaction.set_rollback(True)
        return jawab


def daftar_alamat(resolver=None, awalan="", ruang="") -> list[tuple[str, str]]:
    """(name, pattern) of every address; a nameless one is called by its pattern."""
    hasil = []
    for pola in (resolver or get_resolver()).url_patterns:
        bentuk = awalan + str(pola.pattern)
        if hasattr(pola, "url_patterns"):
            dalam = f"{ruang}{pola.namespace}:" if pola.namespace else ruang
            hasil += daftar_alamat(pola, bentuk, dalam)
        else:
            hasil.append((ruang + pola.name if pola.name else bentuk, bentuk))
    return hasil


SEMUA_ALAMAT = dict(daftar_alamat())
ALAMAT_KAMI = {nama: pola for nama, pola in SEMUA_ALAMAT.items() if not pola.startswith("admin/")}
BERALAMAT_OBJEK = {nama for nama, pola in ALAMAT_KAMI.items() if "<" in pola}


def objek(panggung: Panggung) -> dict[str, models.Model]:
    """{URL name: the record it is visited with}."""
    langkah = terbuka(panggung.awal)
    return {
        "pelaksanaan_lihat": panggung.awal,
        "pelaksanaan_batalkan": panggung.awal,
        "langkah_kerjakan": langkah,
        "langkah_selesaikan": langkah,
        "langkah_kembalikan": terbuka(panggung.putusan),
        "langkah_catatkan": langkah,
        "langkah_lampirkan": langkah,
        "perbaikan_jawab": panggung.perbaikan,
        "dokumen_unduh": panggung.dokumen,
        "sop_lihat": panggung.sop,
        "indikator_lihat": panggung.realisasi.indikator,
        "realisasi_lihat": panggung.realisasi,
    }


def isian(panggung: Panggung) -> dict[str, dict]:
    """{URL name: what a person would send}, so that only the right decides the answer."""
    kantor = panggung.kantor
    jalur = terbuka(panggung.putusan).langkah.jalur_kembali.get(bawaan=True)
    return {
        "pelaksanaan_mulai": {"prosedur": panggung.prosedur.pk, "periode": f"{TAHUN}-bulan-12"},
        "pelaksanaan_batalkan": {"batal-alasan": "Salah periode"},
        "langkah_kembalikan": {"kembali-alasan": ALASAN, "kembali-ke": jalur.ke_id},
        "langkah_catatkan": {
            "catat-untuk": kantor.jabatan["Kepala"].pemangku.get().pk,
            "catat-dasar": "Nota Dinas 1",
            "catat-tanggal": "2025-05-05",
        },
        "langkah_lampirkan": {"lampiran-judul": "Undangan", "lampiran-jenis": "output"},
        "perbaikan_jawab": {"jawaban": "Sudah dilengkapi"},
        "ganti_konteks": {"opd": kantor.opd.pk},
        "login": {"username": "kepala.discontoh", "password": "keliru"},
    }


def kirim(pengunjung, nama, objek_, isian_, metode="post", tambahan=None, tetap=False):
    alamat = reverse(nama, args=[objek_[nama].pk] if nama in objek_ else [])
    data = {}
    if metode == "post":
        data = dict(isian_.get(nama, {})) | (tambahan or {})
        if nama == "langkah_lampirkan":
            data["lampiran-berkas"] = berkas_pdf()
    return (pengunjung.buka if tetap else pengunjung.coba)(metode, alamat, data)


# -- the table --------------------------------------------------------------------------------------


def test_setiap_halaman_ada_di_tabel():
    assert set(HALAMAN) == set(ALAMAT_KAMI)


@pytest.mark.parametrize("siapa", ORANG)
def test_jawaban_setiap_halaman(siapa, orang, panggung, panggung_asing):
    pengunjung = Pengunjung(orang.get(siapa))
    objek_, isian_ = objek(panggung), isian(panggung)
    assert set(objek_) == BERALAMAT_OBJEK
    beda = []
    for nama, hak in HALAMAN.items():
        for metode in ("get", "post"):
            jawab = kirim(pengunjung, nama, objek_, isian_, metode)
            if jawab.status_code != hak.jawaban(metode, siapa):
                beda.append(f"{metode} {nama}: {jawab.status_code}, tabel {hak.jawaban(metode, siapa)}")
            if siapa == "anonim" and jawab.status_code == 302:
                assert jawab.url.startswith(reverse("login")), nama
    assert beda == []
