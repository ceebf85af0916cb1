"""Who may open and send what: one table over every address of the resolver, held against the pages.

A page without a row fails. Rows name the people who get each answer; whoever is not named gets 404, a method
without a row 405, and anonymous visitors are sent to log in. Admin pages are grouped by model and kind of page.
"""

import copy
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from axes.models import AccessLog
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection, models, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from alur import actions
from alur.dokumen import lampirkan
from alur.models import CatatanPerbaikan
from alur.perbaikan import tindaklanjuti
from jejak.actions import catat
from laporan import antrean, views_cetakan
from organisasi.models import Jabatan, Pegawai, PemerintahDaerah, Pengguna, Penugasan, UnitKerja
from perencanaan.models import Periode
from tests.alur.panggung_disposisi import disposisi_panggung
from tests.alur.panggung_halaman_tahun import isian_tahun, objek_tahun
from tests.alur.test_adopsi import buat_naskah
from tests.laporan.panggung_laporan import isian_bagian, laporan_panggung
from tests.laporan.panggung_naskah import isian_naskah, objek_naskah
from tests.laporan.panggung_periksa import isian_periksa, periksa_panggung
from tests.laporan.panggung_pohon import isian_kaitan, pohon_panggung
from tests.laporan.panggung_telaah import arahan_panggung, baris_telaah, telaah_panggung
from tests.mesin import layar_polos
from tests.pabrik import AWAL, Kantor, buat_akun, buat_pemda
from tests.panggung import ALASAN, TAHUN, Panggung, berkas_pdf, isi_kinerja, terbuka
from tests.pengumpulan.panggung_buku import KODE as KODE_BUKU
from tests.pengumpulan.panggung_buku import berkas as berkas_buku
from tests.pengumpulan.panggung_buku import isi_buku, isian_buku, unggahan_panggung
from tests.pengumpulan.panggung_formulir import formulir_panggung, isian_formulir
from tests.pengumpulan.panggung_koreksi_halaman import koreksi_panggung
from tests.pengumpulan.panggung_susulan import isian_susulan, objek_susulan, susulan_panggung
from tests.perencanaan.panggung_perjanjian import isian_perjanjian, objek_perjanjian
from tests.perencanaan.panggung_target import isian_target, objek_target
from tests.test_admin import isi_kantor

pytestmark = pytest.mark.django_db

PEGAWAI = {"kepala", "sekretaris", "pejabat", "tim", "staf"}
PENGELOLA = {"admin", "admin_pemda", "super"}
MELIHAT = PEGAWAI | PENGELOLA | {"pengawas"}
# "asing" is the Kepala of another Pemda's office: pages of one's own office open, records of ours do not exist.
BEROPD = MELIHAT | {"asing"}
MASUK = BEROPD | {"tanpa"}
ORANG = ["anonim", *sorted(MASUK)]
JEJAK = BEROPD - {"pejabat", "staf"}
PENGARSIP = {"kepala", "sekretaris", "tim", "pengawas"}
# Tim SAKIP and admins keep the plan.
PERENCANA = PENGELOLA | {"tim"}
# Bidang Satu's form is filled by its people, or for them by Tim SAKIP.
PENGISI = ("pejabat", "staf", "tim")


@dataclass(frozen=True)
class Hak:
    """Answers of one address: {status: people} for looking and for sending."""

    get: dict[int, set[str]] = field(default_factory=dict)
    post: dict[int, set[str]] = field(default_factory=dict)
    # Who is not logged in is sent to log in, unless the address answers a script.
    anonim: int = 302
    # Where what was typed comes back, to be sent again after logging in.
    anonim_kirim: int = 0

    def jawaban(self, metode: str, siapa: str) -> int:
        baris = getattr(self, metode)
        for status, orang in baris.items():
            if siapa in orang:
                return status
        if siapa == "anonim":
            return (metode == "post" and self.anonim_kirim) or self.anonim
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
    "pelaksanaan_lampau": Hak(
        get={200: {"kepala", "sekretaris", "tim", "asing"}},
        # A page of one's own office: the other Kepala records that of his own.
        post={302: {"kepala", "sekretaris", "tim", "asing"}},
    ),
    "pelaksanaan_ringkas": Hak(
        get={200: {"sekretaris", "tim"}, 403: MELIHAT - {"sekretaris", "tim"}},
        post=hanya("sekretaris", "tim"),
    ),
    # The year is planned by those who may start a run; whoever sees the runs may read it.
    "rencana_tahun_buat": Hak(
        get={200: {"kepala", "sekretaris", "tim", "asing"}},
        post={302: {"kepala", "sekretaris", "tim"}, 422: {"asing"}},
    ),
    "rencana_tahun_lihat": Hak(get={200: MELIHAT}),
    "rencana_tahun_pindaian": Hak(get={200: MELIHAT}),
    "rencana_tahun_ubah": Hak(
        get={200: {"kepala", "sekretaris", "tim"}, 403: MELIHAT - {"kepala", "sekretaris", "tim"}},
        # The Kepala does not record what he ordered himself; here the order is his own.
        post=hanya("kepala", "sekretaris", "tim"),
    ),
    "rencana_tahun_hentikan": Hak(post=hanya("kepala", "sekretaris", "tim")),
    "rencana_tahun_buka": Hak(post=hanya("kepala", "sekretaris", "tim")),
    "harian_daftar": Hak(get={200: PENGELOLA}, post={302: PENGELOLA}),
    "pelaksanaan_lihat": Hak(get={200: MELIHAT}),
    "pelaksanaan_waktu": Hak(get={200: MELIHAT}),
    "pelaksanaan_waktu_xlsx": Hak(get={200: MELIHAT}),
    # The year's overview is for those who steer and watch; it names units.
    "waktu_daftar": Hak(get={200: JEJAK}),
    "waktu_xlsx": Hak(get={200: JEJAK}),
    "pelaksanaan_batalkan": Hak(post=hanya("kepala", "sekretaris")),
    "langkah_kerjakan": Hak(post=hanya("kepala")),
    "langkah_selesaikan": Hak(post=hanya("kepala")),
    "langkah_kembalikan": Hak(post=hanya("sekretaris")),
    "langkah_catatkan": Hak(post=hanya("sekretaris", "tim")),
    "langkah_lampirkan": Hak(post=hanya("kepala", "sekretaris", "tim")),
    "perbaikan_jawab": Hak(post=hanya("pejabat", "staf")),
    "tindak_lanjut_catat": Hak(post=hanya("kepala", "sekretaris", "tim")),
    "tindak_lanjut_selesai": Hak(post=hanya("pejabat", "sekretaris", "tim")),
    "tindak_lanjut_daftar": Hak(get={200: BEROPD}),
    # Sentences of one's own office; the foreign Kepala keeps his own.
    "arahan_baku": Hak(
        get={200: {"kepala", "sekretaris", "tim", "asing"}},
        post={302: {"kepala", "sekretaris", "tim", "asing"}},
    ),
    "arahan_baku_hapus": Hak(post=hanya("kepala", "sekretaris", "tim")),
    "dokumen_unduh": Hak(get={200: MELIHAT}),
    "sop_daftar": Hak(get={200: BEROPD}),
    "sop_lihat": Hak(get={200: MELIHAT}),
    "pemberitahuan": Hak(get={200: MASUK}),
    "pemberitahuan_baca": Hak(post={302: MASUK}),
    "pilihan_kabar": Hak(get={200: MASUK}, post={302: MASUK}),
    "surel_percobaan": Hak(post={302: MASUK}),
    "ganti_konteks": Hak(post={302: MELIHAT}),
    "organisasi_lihat": Hak(get={200: BEROPD}),
    "jejak_daftar": Hak(get={200: JEJAK}),
    "perencanaan_lihat": Hak(get={200: BEROPD}),
    "indikator_daftar": Hak(get={200: BEROPD}),
    "indikator_lihat": Hak(get={200: MELIHAT}),
    # The sheet of an indicator is changed by those who keep the plan; printing it changes nothing.
    "definisi_baru": Hak(get={200: PERENCANA, 403: MELIHAT - PERENCANA}, post=hanya(*PERENCANA)),
    "definisi_ubah": Hak(get={200: PERENCANA, 403: MELIHAT - PERENCANA}, post=hanya(*PERENCANA)),
    "kamus_periksa": Hak(get={200: PERENCANA, 403: MELIHAT - PERENCANA}, post=hanya(*PERENCANA)),
    "standar_isi": Hak(get={200: PERENCANA, 403: MELIHAT - PERENCANA}, post=hanya(*PERENCANA)),
    "kamus_pdf": Hak(post={302: BEROPD}),
    "kamus_xlsx": Hak(get={200: BEROPD}),
    "realisasi_daftar": Hak(get={200: BEROPD}),
    "realisasi_lihat": Hak(get={200: MELIHAT}),
    "langkah_isian": Hak(post=hanya("kepala", "sekretaris", "tim")),
    "disposisi_putuskan": Hak(post=hanya("kepala")),
    "disposisi_catatkan": Hak(post=hanya("sekretaris", "tim")),
    "formulir_siapkan": Hak(get={200: MELIHAT}),
    # On to one's own form, or to the list of all.
    "langkah_formulir": Hak(get={302: MELIHAT}),
    "pengumpulan_formulir": Hak(get={200: MELIHAT}),
    "penagihan": Hak(get={200: {"kepala", "sekretaris", "tim", "asing"}}),
    "entri_langsung": Hak(get={200: {"tim"}}, post={302: {"tim"}}),
    "entri_tutup": Hak(post=hanya("tim")),
    "formulir_isi": Hak(get={200: MELIHAT}),
    "formulir_simpan": Hak(post=hanya(*PENGISI), anonim_kirim=401),
    "formulir_sel": Hak(post={200: set(PENGISI), 403: MELIHAT - set(PENGISI)}, anonim=401),
    "formulir_jawab": Hak(post={200: set(PENGISI), 403: MELIHAT - set(PENGISI)}, anonim=401),
    # Taking the form along as a workbook is part of filling it.
    "formulir_buku": Hak(get={200: set(PENGISI), 403: MELIHAT - set(PENGISI)}),
    "formulir_unggah": Hak(get={200: set(PENGISI), 403: MELIHAT - set(PENGISI)}, post=hanya(*PENGISI)),
    "formulir_unggahan": Hak(get={200: set(PENGISI), 403: MELIHAT - set(PENGISI)}, post=hanya(*PENGISI)),
    "formulir_terima": Hak(post=hanya(*PENGISI)),
    "formulir_serahkan": Hak(get={200: set(PENGISI), 403: MELIHAT - set(PENGISI)}, post=hanya(*PENGISI)),
    "formulir_tarik": Hak(get={200: set(PENGISI), 403: MELIHAT - set(PENGISI)}, post=hanya(*PENGISI)),
    # Everyone may see what Tim SAKIP checks; accepting and sending back is theirs alone.
    "formulir_periksa": Hak(get={200: MELIHAT}, post=hanya("tim")),
    "pengumpulan_lewati": Hak(
        get={200: {"tim", "sekretaris"}, 403: MELIHAT - {"tim", "sekretaris"}},
        post=hanya("tim", "sekretaris"),
    ),
    "formulir_batal_lewati": Hak(post=hanya("tim", "sekretaris")),
    # The susulan of an entry without a run: Tim SAKIP takes it in.
    "susulan_lihat": Hak(get={200: MELIHAT}, post=hanya("tim")),
    "koreksi_daftar": Hak(get={200: BEROPD}),
    "koreksi_lihat": Hak(get={200: MELIHAT}, post=hanya("kepala")),
    # No period of this stage is locked: there is nothing to propose.
    "koreksi_ajukan": Hak(get={200: {"sekretaris"}}, post={409: {"sekretaris"}}),
    # This step collects; who asks at a measuring one stands in tests/pengukuran/test_halaman_koreksi.py.
    "koreksi_minta": Hak(get={403: MELIHAT}, post={403: MELIHAT}),
    "baris_isi": Hak(get={200: MELIHAT}, post=hanya(*PENGISI), anonim_kirim=401),
    "baris_rincian": Hak(get={200: MELIHAT}),
    "bukti_tambah": Hak(get={200: MELIHAT}, post=hanya(*PENGISI)),
    "bukti_unduh": Hak(get={200: MELIHAT}),
    "bukti_lihat": Hak(get={200: MELIHAT}),
    "bukti_pakai": Hak(get={200: MELIHAT}, post=hanya(*PENGISI)),
    "bukti_ganti": Hak(get={200: MELIHAT}, post=hanya(*PENGISI)),
    "bukti_lepas": Hak(post=hanya(*PENGISI)),
    "bukti_jenis": Hak(post=hanya(*PENGISI)),
    # What is on its way is seen by nobody but who sends it.
    "unggahan_mulai": Hak(post={200: set(PENGISI), 403: MELIHAT - set(PENGISI)}),
    "unggahan_kirim": Hak(post={200: {"staf"}}),
    "unggahan_batal": Hak(post={302: {"staf"}}),
    "bukti_cabut": Hak(get={200: MELIHAT}, post=hanya(*PENGISI)),
    "laporan_daftar": Hak(get={200: BEROPD}),
    # Everything of a period, also its audit trail: for those who answer for it, and those who examine it.
    "arsip_daftar": Hak(
        get={200: PENGARSIP | {"asing"}, 403: MELIHAT - PENGARSIP},
        post={302: PENGARSIP | {"asing"}, 403: MELIHAT - PENGARSIP},
    ),
    "arsip_lihat": Hak(get={200: PENGARSIP}),
    "arsip_unduh": Hak(get={200: PENGARSIP}),
    "naskah_daftar": Hak(get={200: MELIHAT}),
    # Printing changes nothing of the run: whoever may read may have it on paper.
    "naskah_pdf": Hak(post={302: MELIHAT}),
    "naskah_xlsx": Hak(get={200: MELIHAT}),
    "naskah_docx": Hak(get={200: MELIHAT}),
    "naskah_lihat": Hak(get={200: MELIHAT}),
    "naskah_kunci": Hak(post=hanya("kepala", "sekretaris", "pejabat", "tim")),
    # Where the office names nobody, by the rights table.
    "naskah_nomor": Hak(post=hanya("sekretaris", "pejabat", "tim")),
    "naskah_pindaian": Hak(post=hanya("sekretaris", "tim")),
    # On to the page of its printing, which nobody did on this stage.
    "rendisi_unduh": Hak(get={302: MELIHAT}),
    "verifikasi": Hak(get={200: {*MASUK, "anonim"}}, post={200: {*MASUK, "anonim"}}),
    "nomor_daftar": Hak(get={200: BEROPD}),
    "nomor_beri": Hak(
        post={
            302: {"sekretaris", "pejabat", "tim"},
            403: MELIHAT - {"sekretaris", "pejabat", "tim"},
            422: {"asing"},  # the code is not of that office
        }
    ),
    "nomor_batalkan": Hak(post=hanya("sekretaris", "pejabat", "tim")),
    "nomor_atur": Hak(
        get={200: PENGELOLA | {"sekretaris"}, 403: BEROPD - PENGELOLA - {"sekretaris"}},
        post={302: PENGELOLA | {"sekretaris"}, 403: BEROPD - PENGELOLA - {"sekretaris"}},
    ),
    "kelengkapan_lampirkan": Hak(post=hanya("sekretaris", "pejabat", "staf", "tim")),
    "kelengkapan_nyatakan": Hak(post=hanya("sekretaris", "pejabat", "staf", "tim")),
    "bagian_tulis": Hak(
        get={200: {"sekretaris", "tim"}, 403: MELIHAT - {"sekretaris", "tim"}},
        post=hanya("sekretaris", "tim"),
    ),
    "cetakan_lihat": Hak(get={200: MELIHAT}),
    "cetakan_unduh": Hak(get={200: MELIHAT}),
    "cetakan_ulang": Hak(post={302: MELIHAT}),
    "dasbor": Hak(get={200: BEROPD}),
    "pohon_lihat": Hak(get={200: BEROPD}),
    "pohon_cetak": Hak(post={302: BEROPD}),
    "kaitan_tambah": Hak(post={302: PERENCANA, 403: BEROPD - PERENCANA}),
    "kaitan_hapus": Hak(post=hanya(*PERENCANA)),
    "langkah_metodologi": Hak(get={200: MELIHAT}, post=hanya("tim")),
    "langkah_ukur": Hak(get={200: MELIHAT}),
    "ukur_hitung": Hak(post=hanya("tim")),
    "hasil_tulis": Hak(post=hanya("sekretaris", "pejabat", "tim")),
    "hasil_lihat": Hak(get={200: MELIHAT}),
    "langkah_periksa": Hak(get={200: MELIHAT}),
    "langkah_kembalikan_baris": Hak(post=hanya("sekretaris")),
    "langkah_wajar": Hak(post=hanya("sekretaris")),
    "langkah_telaah": Hak(get={200: MELIHAT}, post=hanya("sekretaris")),
    "pengukuran_lihat": Hak(get={200: MELIHAT}),
    "pengumpulan_lihat": Hak(get={200: MELIHAT}),
    "rencana_aksi": Hak(get={200: BEROPD}),
    "rencana_aksi_pdf": Hak(post={302: BEROPD}),
    "rencana_aksi_xlsx": Hak(get={200: BEROPD}),
    # Readers look at targets and at the new year; Tim SAKIP and admins write.
    "target_isi": Hak(get={200: MELIHAT}, post=hanya(*PERENCANA)),
    "target_baru": Hak(post=hanya(*PERENCANA)),
    "tahun_gulir": Hak(get={200: BEROPD}, post={302: PERENCANA, 403: BEROPD - PERENCANA}),
    "tahun_tinjau": Hak(get={200: BEROPD}),
    "tinjauan_catat": Hak(post={302: PERENCANA, 403: BEROPD - PERENCANA}),
    "tinjauan_hapus": Hak(post={302: PERENCANA, 403: BEROPD - PERENCANA}),
    "perjanjian_daftar": Hak(get={200: BEROPD}),
    "perjanjian_lihat": Hak(get={200: MELIHAT}),
    "perjanjian_buat": Hak(get={200: PERENCANA, 403: MELIHAT - PERENCANA}, post=hanya(*PERENCANA)),
    "perjanjian_ubah": Hak(get={200: PERENCANA, 403: MELIHAT - PERENCANA}, post=hanya(*PERENCANA)),
    "perjanjian_perubahan": Hak(get={200: PERENCANA, 403: MELIHAT - PERENCANA}, post=hanya(*PERENCANA)),
    "perjanjian_batalkan": Hak(post=hanya(*PERENCANA)),
    "perjanjian_tandatangani": Hak(
        get={200: PERENCANA | {"sekretaris"}, 403: MELIHAT - PERENCANA - {"sekretaris"}},
        post=hanya("sekretaris", *PERENCANA),
    ),
    "perjanjian_bandingkan": Hak(get={200: MELIHAT}),
    "perjanjian_pdf": Hak(post={302: MELIHAT}),
    "perjanjian_docx": Hak(get={200: MELIHAT}),
    "login": Hak(get={200: {"anonim"}, 302: MASUK}, post={200: {"anonim"}, 302: MASUK}),
    "logout": Hak(post={302: MASUK}),
    "password_change": Hak(get={200: MASUK}, post={200: MASUK}),
    "password_change_done": Hak(get={200: MASUK}),
}

# The admin, by kind of model and kind of page: what an OPD's admin gets when looking and sending nothing.
# Frozen records open and refuse; the machinery of logins is the superuser's.
KELOLA = {"changelist": (200, 200), "add": (200, 200), "change": (200, 200), "delete": (200, 200)}
BACA = {"changelist": (200, 200), "add": (403, 403), "change": (200, 403), "delete": (403, 403)}
PEMDA = {"changelist": (200, 200), "add": (403, 403), "change": (200, 403), "delete": (403, 403)}
TERTUTUP = {"changelist": (403, 403), "add": (403, 403), "change": (403, 403), "delete": (403, 403)}
ADMIN = {
    "organisasi": KELOLA,
    "organisasi.pemerintahdaerah": PEMDA,
    "organisasi.opd": KELOLA | {"add": (403, 403), "delete": (403, 403)},
    "organisasi.muatan": BACA,
    "jejak": BACA,
    "perencanaan": KELOLA,
    "perencanaan.periode": BACA,
    "alur": BACA,  # the SOP of this stage is in force, hence frozen
    "pengumpulan": BACA,
    "axes": TERTUTUP,
}
ADMIN_LAIN = {
    "admin:index": (200, 200),
    "admin:login": (302, 200),
    "admin:logout": (405, 302),
    "admin:password_change": (302, 302),
    "admin:password_change_done": (200, 405),
    "admin:autocomplete": (403, 405),
    "admin:jsi18n": (200, 405),
    "admin:view_on_site": (404, 404),
    "admin:app_list": (200, 200),
    "admin:auth_user_password_change": (200, 200),
    # There is no such record on this stage, and Django looks for it before it asks for the right.
    "admin:axes_accessattempt_history": (302, 302),
    "admin:axes_accessfailurelog_history": (302, 302),
    "admin:alur_sop_angkat": (200, 200),
    "admin:alur_sop_ikat": (302, 302),
    "lembar_masuk": (200, 302),  # nobody was chosen
    # Our page of an upload stands where Django has its short form of the change page.
    "admin/organisasi/muatan/<path:object_id>/": (200, 405),
    "muatan_mulai": (200, 200),
    "muatan_templat": (404, 405),  # nothing was chosen
    "muatan_lihat": (200, 405),
    "muatan_unduh": (404, 405),  # the stage has the row, and no file
    "muatan_jawab": (405, 302),
    "muatan_terapkan": (405, 302),
    "muatan_batalkan": (405, 302),
    "admin/(?P<url>.*)$": (404, 404),
}


# -- the stage --------------------------------------------------------------------------------------


# None of these accounts is about the hash.
SANDI_CEPAT = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@dataclass(frozen=True)
class Pentas:
    """Two offices with every record that an address of ours names, and who comes to the door."""

    panggung: Panggung
    panggung_asing: Panggung
    orang: dict[str, Pengguna]


@pytest.fixture(scope="module")
def pentas_bersama(django_db_setup, django_db_blocker, tmp_path_factory):
    """(stage, folder of its files), built once for this module; its records are taken back at the end."""
    berkas = tmp_path_factory.mktemp("pentas")
    with django_db_blocker.unblock(), transaction.atomic():
        with pytest.MonkeyPatch.context() as tambalan:
            tanpa_mencetak(tambalan)
            with override_settings(PASSWORD_HASHERS=SANDI_CEPAT, MEDIA_ROOT=berkas, HARIAN_OTOMATIS=False):
                pentas = susun_pentas()
        yield pentas, berkas
        transaction.set_rollback(True)


@pytest.fixture
def pentas(pentas_bersama, db, settings, tmp_path, monkeypatch):
    """The stage as it was built, with files of this test's own; what the test does is undone."""
    semula, berkas = pentas_bersama
    settings.PASSWORD_HASHERS = SANDI_CEPAT
    settings.MEDIA_ROOT = shutil.copytree(berkas, tmp_path / "pentas")
    tanpa_mencetak(monkeypatch)
    return copy.deepcopy(semula)


@pytest.fixture
def panggung(pentas):
    return pentas.panggung


@pytest.fixture
def panggung_asing(pentas):
    return pentas.panggung_asing


@pytest.fixture
def orang(pentas):
    return pentas.orang


def tanpa_mencetak(tambalan: pytest.MonkeyPatch) -> None:
    """Papers are put in the queue and nobody prints them; their folder has one name."""
    tambalan.setattr(antrean, "jalankan", lambda: None)
    tambalan.setattr("laporan.arsip.antrean.jalankan", lambda: None)
    tambalan.setattr("laporan.views_arsip.TUNGGU_DETIK", 0)
    tambalan.setattr(views_cetakan, "TUNGGU_DETIK", 0)
    tambalan.setattr("laporan.models.uuid4", lambda: UUID(int=1))


def susun_pentas() -> Pentas:
    naskah, kantor = buat_naskah(), Kantor(buat_pemda())
    kantor_lain = Kantor(buat_pemda("Seberang"), singkatan="DISLAIN")
    panggung, asing = Panggung(kantor, naskah), Panggung(kantor_lain, naskah)
    for satu in (panggung, asing):
        objek(satu)
        isian(satu)
    return Pentas(panggung, asing, susun_orang(kantor, kantor_lain))


def susun_orang(kantor: Kantor, kantor_lain: Kantor) -> dict[str, Pengguna]:
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
        "super": buat_akun("Super Admin", is_staff=True, is_superuser=True),
        "asing": kantor_lain.kepala,
        "tanpa": buat_akun("Tanpa Peran"),
    }


class Pengunjung:
    """One person at the door; every visit starts from the same login and leaves nothing behind."""

    def __init__(self, akun=None, **pilihan):
        # One client for all visits: a new one would set up the whole middleware again.
        self.klien = Client(raise_request_exception=False, **pilihan)
        if akun is not None:
            self.klien.force_login(akun, backend="django.contrib.auth.backends.ModelBackend")
        self.kuki = self.klien.cookies

    def buka(self, metode: str, alamat: str, data=None):
        self.klien.cookies = copy.deepcopy(self.kuki)
        jawab = getattr(self.klien, metode)(alamat, data or {})
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
# What an address names beside its record.
BAGIAN_ALAMAT = {
    "naskah_pdf": ["rekapitulasi"],
    "naskah_xlsx": ["rekapitulasi"],
    "naskah_docx": ["rekapitulasi"],
    "naskah_lihat": ["langkah-1"],
    "naskah_kunci": ["langkah-1"],
    "naskah_nomor": ["langkah-1"],
    "naskah_pindaian": ["langkah-2"],
    "perjanjian_bandingkan": [0],
    "formulir_unggahan": [KODE_BUKU],
}
BERALAMAT_OBJEK = {nama for nama, pola in ALAMAT_KAMI.items() if "<" in pola}


ALAMAT_ADMIN = {nama: pola for nama, pola in SEMUA_ALAMAT.items() if pola.startswith("admin/")}
HALAMAN_MODEL = re.compile(r"admin:(?P<app>[a-z]+)_(?P<model>[a-z]+)_(?P<halaman>[a-z]+)$")


def baris_admin(nama: str) -> tuple[int, int] | None:
    """The row of an admin address: its own, or that of its model (or app) and kind of page."""
    if nama in ADMIN_LAIN:
        return ADMIN_LAIN[nama]
    if nama.endswith("/<path:object_id>/"):
        return (302, 302)  # Django's short form of the change page
    if not (cocok := HALAMAN_MODEL.match(nama)):
        return None
    app, model, halaman = cocok.groups()
    baris = ADMIN.get(f"{app}.{model}", ADMIN.get(app, {}))
    # Whoever may open a record may read its history.
    return baris.get("change" if halaman == "history" else halaman)


def alamat_admin(pola: str, isi: dict) -> str:
    """An address of this pattern, with a record of ``isi`` ({model: record}) where it wants one."""
    if "(?P<app_label>" in pola:
        return "/admin/alur/"
    if "(?P<url>" in pola:
        return "/admin/tidak-ada/"
    bagian = pola.split("/")
    model = apps.get_model(bagian[1], bagian[2]) if "<" in pola and bagian[1] != "r" else None
    pk = isi[model].pk if model in isi else 1
    return "/" + re.sub(r"<[^>]*>", str(pk), pola)


def objek(panggung: Panggung) -> dict[str, models.Model]:
    """{URL name: the record it is visited with}."""
    langkah = terbuka(panggung.awal)
    formulir = formulir_panggung(panggung)
    laporan = laporan_panggung(panggung)
    periksa = periksa_panggung(panggung)
    return {
        **objek_tahun(panggung),
        "pelaksanaan_lihat": panggung.awal,
        "pelaksanaan_waktu": panggung.awal,
        "pelaksanaan_waktu_xlsx": panggung.awal,
        "pelaksanaan_batalkan": panggung.awal,
        "langkah_kerjakan": langkah,
        "langkah_selesaikan": langkah,
        "langkah_kembalikan": terbuka(panggung.putusan),
        "langkah_catatkan": langkah,
        "langkah_lampirkan": langkah,
        "perbaikan_jawab": panggung.perbaikan,
        "tindak_lanjut_catat": langkah,
        "tindak_lanjut_selesai": panggung.tindak_lanjut,
        "dokumen_unduh": panggung.dokumen,
        "sop_lihat": panggung.sop,
        "indikator_lihat": panggung.realisasi.indikator,
        "definisi_baru": panggung.realisasi.indikator,
        "standar_isi": panggung.realisasi.indikator,
        "definisi_ubah": panggung.realisasi.indikator.versi.get(),
        "kamus_periksa": panggung.realisasi.indikator.versi.get(),
        "realisasi_lihat": panggung.realisasi,
        "langkah_isian": langkah,
        "disposisi_putuskan": disposisi_panggung(panggung),
        "disposisi_catatkan": disposisi_panggung(panggung),
        "formulir_siapkan": terbuka(panggung.kembali),
        "langkah_formulir": terbuka(panggung.kembali),
        "pengumpulan_formulir": formulir.pengumpulan,
        "entri_tutup": formulir.terserah,
        "formulir_isi": formulir.formulir,
        "formulir_simpan": formulir.formulir,
        "formulir_sel": formulir.formulir,
        "formulir_jawab": formulir.formulir,
        "formulir_buku": formulir.formulir,
        "formulir_unggah": formulir.formulir,
        "formulir_unggahan": unggahan_panggung(panggung).formulir,
        "formulir_terima": formulir.formulir,
        "formulir_serahkan": formulir.formulir,
        **objek_susulan(susulan_panggung(panggung)),
        "koreksi_lihat": koreksi_panggung(panggung),
        "koreksi_minta": langkah,
        "baris_isi": formulir.baris,
        "baris_rincian": formulir.baris,
        "bukti_tambah": formulir.formulir,
        "bukti_unduh": formulir.bukti,
        "bukti_lihat": formulir.bukti,
        "bukti_pakai": formulir.formulir,
        "bukti_ganti": formulir.bukti,
        "bukti_lepas": formulir.bukti,
        "bukti_jenis": formulir.bukti,
        "unggahan_mulai": formulir.formulir,
        "unggahan_kirim": formulir.unggahan,
        "unggahan_batal": formulir.unggahan,
        "bukti_cabut": formulir.bukti,
        "naskah_daftar": laporan.pelaksanaan,
        "naskah_pdf": laporan.pelaksanaan,
        "naskah_xlsx": laporan.pelaksanaan,
        "naskah_docx": laporan.pelaksanaan,
        "bagian_tulis": laporan.pengukuran,
        "arsip_lihat": laporan.arsip,
        "arsip_unduh": laporan.arsip,
        "cetakan_lihat": laporan.selesai,
        "cetakan_unduh": laporan.selesai,
        "cetakan_ulang": laporan.gagal,
        "kaitan_hapus": pohon_panggung(panggung).kaitan,
        "langkah_metodologi": periksa.metodologi,
        "langkah_ukur": periksa.ukur,
        "ukur_hitung": periksa.ukur,
        "hasil_tulis": periksa.hasil,
        "hasil_lihat": periksa.hasil,
        "langkah_periksa": terbuka(panggung.putusan),
        "langkah_kembalikan_baris": terbuka(panggung.putusan),
        "langkah_wajar": telaah_panggung(panggung),
        "langkah_telaah": baris_telaah(panggung),
        "arahan_baku_hapus": arahan_panggung(panggung),
        "pengukuran_lihat": periksa.pengukuran,
        "pengumpulan_lihat": formulir.pengumpulan,
        **objek_naskah(panggung),
        **objek_perjanjian(panggung),
        **objek_target(panggung),
    }


ISIAN_PERINTAH = {"hal": "Pengumpulan data", "isi_perintah": "Laksanakan.", "tanggal": "2025-05-05"}


def isian(panggung: Panggung) -> dict[str, dict]:
    """{URL name: what a person would send}, so that only the right decides the answer."""
    kantor = panggung.kantor
    jalur = terbuka(panggung.putusan).langkah.jalur_kembali.get(bawaan=True)
    return {
        "pelaksanaan_mulai": {"prosedur": panggung.prosedur.pk, "periode": f"{TAHUN}-bulan-12"},
        **isian_tahun(panggung),
        "pelaksanaan_batalkan": {"batal-alasan": "Salah periode"},
        "langkah_kembalikan": {"kembali-alasan": ALASAN, "kembali-ke": jalur.ke_id},
        "langkah_catatkan": {
            "catat-untuk": kantor.jabatan["Kepala"].pemangku.get().pk,
            "catat-dasar": "Nota Dinas 1",
            "catat-tanggal": "2025-05-05",
        },
        "langkah_lampirkan": {"lampiran-judul": "Undangan", "lampiran-jenis": "output"},
        "perbaikan_jawab": {"jawaban": "Sudah dilengkapi"},
        "tindak_lanjut_catat": {
            "rtl-asal": "notulen",
            "rtl-uraian": "Susun daftar bukti",
            "rtl-penanggung_jawab": kantor.jabatan["Sekretaris"].pk,
            "rtl-tenggat": "2099-01-01",
        },
        "tindak_lanjut_selesai": {"hasil": "Sudah dilengkapi"},
        "langkah_selesaikan": ISIAN_PERINTAH,
        "langkah_isian": ISIAN_PERINTAH,
        "disposisi_putuskan": {"disposisi-putusan": "diterima", "disposisi-sifat": "biasa"},
        "disposisi_catatkan": {
            "catat-disposisi-untuk": kantor.jabatan["Kepala"].pemangku.get().pk,
            "catat-disposisi-dasar": "Lembar disposisi 1",
            "catat-disposisi-tanggal": f"{TAHUN}-05-05",
            "catat-disposisi-putusan": "diterima",
            "catat-disposisi-sifat": "biasa",
        },
        "ganti_konteks": {"opd": kantor.opd.pk},
        "login": {"username": "kepala.discontoh", "password": "keliru"},
        "definisi_baru": {
            "tanggal_mulai": "2099-01-01",
            "nama": "Persentase layanan selesai",
            "satuan": "%",
            "arah": "naik",
            "metode": "nilai_akhir",
            "frekuensi": "triwulan",
            "desimal": "2",
            "pengali": "100",
            "memutus_deret": "ya",
            "alasan": "Cara hitung baru",
        },
        "definisi_ubah": {"nama": "Persentase layanan selesai", "desimal": "2"},
        "kamus_periksa": {
            "spesifik": "ya",
            "terukur": "ya",
            "dapat_dicapai": "ya",
            "relevan": "ya",
            "berjangka_waktu": "ya",
            "catatan": "Sudah dibahas bersama",
        },
        "standar_isi": {"tahun": str(TAHUN), "nilai": "80", "sumber": "Laporan nasional"},
        "kamus_pdf": {"lingkup": "semua"},
        **isian_formulir(formulir_panggung(panggung)),
        **isian_susulan(susulan_panggung(panggung)),
        "koreksi_lihat": {"aksi": "putuskan", "putusan": "buka"},
        "formulir_unggah": {"berkas": isi_buku(panggung)},
        **isian_buku(panggung),
        "bagian_tulis": isian_bagian(),
        "arsip_daftar": {"periode": panggung.awal.periode_id},
        "kaitan_tambah": isian_kaitan(panggung),
        "langkah_kembalikan_baris": {"kembali-alasan": ALASAN, "kembali-ke": jalur.ke_id},
        "langkah_telaah": {"putusan": "kembalikan", "isi": ALASAN},
        "arahan_baku": {"guna": "arahan", "isi": "Laporkan setiap bulan"},
        **isian_periksa(periksa_panggung(panggung)),
        **isian_naskah(panggung),
        **isian_perjanjian(panggung),
        **isian_target(panggung),
    }


def kirim(pengunjung, nama, objek_, isian_, metode="post", tambahan=None, tetap=False):
    bagian = BAGIAN_ALAMAT.get(nama) or getattr(objek_.get(nama), "bagian_alamat", [])
    alamat = reverse(nama, args=[objek_[nama].pk, *bagian] if nama in objek_ else [])
    data = {}
    if metode == "post":
        data = dict(isian_.get(nama, {})) | (tambahan or {})
        if nama == "langkah_lampirkan":
            data["lampiran-berkas"] = berkas_pdf()
        if nama in {"naskah_pindaian", "kelengkapan_lampirkan"}:
            data["berkas" if nama == "naskah_pindaian" else "kelengkapan-berkas"] = berkas_pdf()
        if nama == "unggahan_kirim":
            data["isi"] = berkas_pdf()
        if nama == "formulir_unggah":
            data["berkas"] = berkas_buku(data["berkas"])
    return (pengunjung.buka if tetap else pengunjung.coba)(metode, alamat, data)


# -- the table --------------------------------------------------------------------------------------


def test_setiap_halaman_ada_di_tabel():
    assert set(HALAMAN) == set(ALAMAT_KAMI)


def test_setiap_halaman_admin_ada_di_tabel():
    assert [nama for nama in ALAMAT_ADMIN if baris_admin(nama) is None] == []
    terdaftar = {model._meta.app_label for model in admin.site._registry}
    assert {kunci.partition(".")[0] for kunci in ADMIN} == terdaftar


# Rights are decided in Python: both databases see every page asked for by one who may much and one who may nothing.
DI_KEDUANYA = {"tim", "asing"}


@pytest.mark.parametrize(
    "siapa", [s if s in DI_KEDUANYA else pytest.param(s, marks=pytest.mark.sekali) for s in ORANG]
)
def test_jawaban_setiap_halaman(siapa, orang, panggung, panggung_asing):
    """Every address answers by the table, to looking and to sending; and looking writes nothing."""
    tahun_belum_terpakai()
    pengunjung = Pengunjung(orang.get(siapa))
    objek_, isian_ = objek(panggung), isian(panggung)
    assert set(objek_) == BERALAMAT_OBJEK
    beda = []
    for nama, hak in HALAMAN.items():
        for metode in ("get", "post"):
            with perintah_menulis() as tulisan:
                jawab = kirim(pengunjung, nama, objek_, isian_, metode)
            if metode == "get":
                beda += [f"get {nama} menulis: {satu}" for satu in tulisan]
            if jawab.status_code != hak.jawaban(metode, siapa):
                beda.append(f"{metode} {nama}: {jawab.status_code}, tabel {hak.jawaban(metode, siapa)}")
            if siapa == "anonim" and jawab.status_code == 302:
                assert jawab.url.startswith(reverse("login")), nama
    if siapa not in {"anonim", "super"}:
        beda += asing_terbuka(pengunjung, panggung if siapa == "asing" else panggung_asing)
    assert beda == []


def asing_terbuka(pengunjung: Pengunjung, asing: Panggung) -> list[str]:
    """Each record page and each move, with a record of the other office: it does not exist."""
    objek_, isian_ = objek(asing), isian(asing)
    beda = []
    for nama in sorted(BERALAMAT_OBJEK | {"ganti_konteks"}):
        metode = "get" if HALAMAN[nama].get else "post"
        if (status := kirim(pengunjung, nama, objek_, isian_, metode).status_code) != 404:
            beda.append(f"{metode} {nama} milik OPD lain: {status}")
    return beda


def test_superuser_membuka_semua_opd(orang, panggung_asing):
    pengunjung, objek_ = Pengunjung(orang["super"]), objek(panggung_asing)
    for nama in sorted(BERALAMAT_OBJEK):
        if HALAMAN[nama].get:
            jawab = kirim(pengunjung, nama, objek_, {}, "get")
            assert jawab.status_code == HALAMAN[nama].jawaban("get", "super"), nama


@pytest.mark.sekali
@pytest.mark.parametrize("siapa", ["anonim", "kepala"])
def test_admin_tertutup_bagi_bukan_admin(siapa, orang, panggung):
    pengunjung = Pengunjung(orang.get(siapa))
    tujuan = (reverse("login"), reverse("admin:login"), reverse("admin:index"))
    beda = []
    for nama, pola in ALAMAT_ADMIN.items():
        if nama == "admin:login":
            continue
        for metode in ("get", "post"):
            jawab = pengunjung.coba(metode, alamat_admin(pola, {}))
            if jawab.status_code != 302 or not jawab.url.startswith(tujuan):
                beda.append(f"{metode} {nama}: {jawab.status_code}")
    assert beda == []


def test_admin_menurut_tabel_dan_tanpa_menulis(orang, panggung):
    """The OPD's admin on every admin page; looking writes nothing."""
    kantor = panggung.kantor
    isi = isi_kantor(kantor) | {PemerintahDaerah: kantor.pemda, Periode: Periode.objects.first()}
    isi |= {type(panggung.sop): panggung.sop}
    pengunjung = Pengunjung(orang["admin"])
    isi[AccessLog] = AccessLog.objects.latest("pk")  # of this visitor's own login
    beda = []
    for nama, pola in ALAMAT_ADMIN.items():
        alamat = alamat_admin(pola, isi)
        with perintah_menulis() as tulisan:
            lihat = pengunjung.buka("get", alamat)
        beda += [f"get {nama} menulis: {satu}" for satu in tulisan]
        harap, kirimkan = baris_admin(nama), None
        # What an accepted form does is the matter of test_admin.py; here, that frozen pages take none.
        if harap[1] == 403 and "history" not in nama:
            kirimkan = pengunjung.coba("post", alamat).status_code
        if lihat.status_code != harap[0] or kirimkan not in {None, harap[1]}:
            beda.append(f"{nama}: {lihat.status_code} {kirimkan}, tabel {harap}")
    assert beda == []


# -- looking changes nothing, sending needs its token, and nobody sends more than is asked -----------


MENULIS = re.compile(r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM|REPLACE INTO) "?(?P<tabel>\w+)', re.I)


@contextmanager
def perintah_menulis() -> Iterator[list[str]]:
    """The statements, in its block, that change something."""
    hasil = []

    def simak(jalankan, sql, params, banyak, konteks):
        if MENULIS.match(sql):
            hasil.append(sql[:150])
        return jalankan(sql, params, banyak, konteks)

    with connection.execute_wrapper(simak):
        yield hasil


def potret(
    tanpa_waktu: bool = False, lama: dict[str, set] | None = None, tabel: set[str] | None = None
) -> dict[str, list]:
    """Every row of every table. Without what is drawn anew each time, two runs of one move look the same.

    ``lama`` are the keys there were before the move ({model label: keys}): what points at a row made by it says
    only that, for a sequence is not rolled back and gives the second run other keys. ``tabel``: these tables only.
    """
    hasil = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        if tabel is not None and model._meta.db_table not in tabel:
            continue
        # Kinds and permissions are the program's own; nothing a page does reaches them.
        if model in {ContentType, Permission} or (tanpa_waktu and model is Session):
            continue
        berubah = (models.AutoField, models.DateTimeField, models.FileField) if tanpa_waktu else ()
        kolom = [
            bidang.attname
            for bidang in model._meta.concrete_fields
            if not (
                tanpa_waktu and (isinstance(bidang, berubah) or bidang.name == "objek_id" or acak(bidang))
            )
        ]
        tujuan = [model._meta.get_field(nama).related_model for nama in kolom]
        hasil[model._meta.label] = sorted(
            repr([_kunci_tetap(nilai, ke, lama) for nilai, ke in zip(baris, tujuan, strict=True)])
            for baris in model._base_manager.values_list(*kolom)
        )
    return hasil


def acak(bidang: models.Field) -> bool:
    """Does the row draw this field for itself, or print what was ditarik?"""
    ditarik = bidang.has_default() and callable(bidang.default) and bidang.default not in {dict, list}
    return ditarik or str(bidang) in {"laporan.RendisiNaskah.html", "laporan.Cetakan.kunci"}


def _kunci_tetap(nilai, tujuan, lama: dict[str, set] | None):
    if lama is None or tujuan is None or nilai is None or nilai in lama[tujuan._meta.label]:
        return nilai
    return "baris baru"


def semua_kunci() -> dict[str, set]:
    """{model label: the primary keys there are}."""
    return {
        model._meta.label: set(model._base_manager.values_list("pk", flat=True))
        for model in apps.get_models()
    }


def tahun_belum_terpakai() -> None:
    """A year of which nobody has asked for anything yet: no page may make its periods by being looked at."""
    Periode.objects.filter(tahun=TAHUN + 1)._raw_delete(Periode.objects.db)


@pytest.mark.sekali
def test_melihat_tidak_mengubah_apa_pun(orang, panggung):
    """Row by row, for one who may see nearly everything; that nobody's looking writes, the table above holds."""
    tahun_belum_terpakai()
    pengunjung = Pengunjung(orang["tim"])
    objek_, sebelum, beda = objek(panggung), potret(), []
    for nama, hak in HALAMAN.items():
        if not hak.get:
            continue
        with perintah_menulis() as tulisan:
            kirim(pengunjung, nama, objek_, {}, "get", tetap=True)
        beda += [f"{nama}: {satu}" for satu in tulisan]
    assert beda == []
    assert potret() == sebelum


@pytest.mark.sekali
def test_mengirim_tanpa_token_ditolak(orang, panggung):
    """Also from someone who may do everything, and on pages that take no POST at all."""
    objek_, isian_, beda = objek(panggung), isian(panggung), []
    for siapa in ("sekretaris", "super"):
        pengunjung = Pengunjung(orang[siapa], enforce_csrf_checks=True)
        for nama in HALAMAN:
            jawab = kirim(pengunjung, nama, objek_, isian_)
            # An address for scripts says it in JSON.
            skrip = jawab["Content-Type"] == "application/json" and "token" in jawab.json()
            if jawab.status_code != 403 or not (
                skrip or "403_csrf.html" in {satu.name for satu in jawab.templates}
            ):
                beda.append(f"{nama}: {jawab.status_code}")
    for nama, pola in ALAMAT_ADMIN.items():
        if nama not in ADMIN_LAIN and "pegawai" not in nama:
            continue  # one model stands for all: the pages are Django's
        if (status := pengunjung.coba("post", alamat_admin(pola, {})).status_code) != 403:
            beda.append(f"{nama}: {status}")
    assert beda == []


GERAK = {
    "tim": [
        "arsip_daftar",
        "naskah_kunci",
        "naskah_nomor",
        "naskah_pindaian",
        "nomor_beri",
        "nomor_batalkan",
        "kelengkapan_lampirkan",
        "kelengkapan_nyatakan",
        "rencana_aksi_pdf",
        "target_isi",
        "target_baru",
        "tahun_gulir",
        "tinjauan_catat",
        "tinjauan_hapus",
        "pelaksanaan_lampau",
        "pelaksanaan_ringkas",
        "rencana_tahun_ubah",
        "rencana_tahun_buka",
        "langkah_catatkan",
        "entri_langsung",
        "entri_tutup",
        "formulir_periksa",
        "pengumpulan_lewati",
        "susulan_lihat",
        "bagian_tulis",
        "kaitan_tambah",
        "kaitan_hapus",
        "langkah_metodologi",
        "ukur_hitung",
        "perjanjian_buat",
        "perjanjian_ubah",
        "perjanjian_perubahan",
        "perjanjian_batalkan",
        "definisi_baru",
        "definisi_ubah",
        "kamus_periksa",
        "standar_isi",
    ],
    "sekretaris": [
        "nomor_atur",
        "rencana_tahun_buat",
        "rencana_tahun_hentikan",
        "langkah_kembalikan",
        "tindak_lanjut_catat",
        "formulir_batal_lewati",
        "langkah_kembalikan_baris",
        "langkah_wajar",
        "langkah_telaah",
        "arahan_baku",
        "arahan_baku_hapus",
        "disposisi_catatkan",
        "perjanjian_tandatangani",
    ],
    "kepala": [
        "langkah_kerjakan",
        "langkah_selesaikan",
        "langkah_lampirkan",
        "pelaksanaan_batalkan",
        "pelaksanaan_mulai",
        "koreksi_lihat",
        "langkah_isian",
        "disposisi_putuskan",
    ],
    "admin": [
        "harian_daftar",
    ],
    "staf": [
        "perbaikan_jawab",
        "pemberitahuan_baca",
        "pilihan_kabar",
        "surel_percobaan",
        "formulir_simpan",
        "formulir_sel",
        "formulir_jawab",
        "formulir_unggah",
        "formulir_unggahan",
        "formulir_terima",
        "formulir_tarik",
        "verifikasi",
        "baris_isi",
        "bukti_tambah",
        "bukti_cabut",
        "bukti_pakai",
        "bukti_ganti",
        "bukti_lepas",
        "bukti_jenis",
        "unggahan_mulai",
        "unggahan_kirim",
        "unggahan_batal",
        "naskah_pdf",
        "pohon_cetak",
        "cetakan_ulang",
        "perjanjian_pdf",
        "kamus_pdf",
    ],
    "pejabat": [
        "tindak_lanjut_selesai",
        "formulir_serahkan",
        "hasil_tulis",
    ],
}


# A moment only, a letter only, a question only.
TANPA_BEKAS = {"langkah_kerjakan", "pemberitahuan_baca", "surel_percobaan", "verifikasi"}


def test_semua_gerak_diuji_dengan_isian_selundupan():
    bukan_gerak = {"login", "logout", "password_change", "ganti_konteks"}
    # Nothing on this stage may be asked back; tests/pengukuran/test_halaman_koreksi.py sends them.
    bukan_gerak |= {"koreksi_minta", "koreksi_ajukan"}
    assert {nama for daftar in GERAK.values() for nama in daftar} == {
        n for n, hak in HALAMAN.items() if hak.post
    } - bukan_gerak


def palsu(isian_: dict, panggung_asing: Panggung) -> dict:
    """Fields nobody is asked for: whose, by whom, which state. With and without the form's prefix."""
    awal = terbuka(panggung_asing.awal)
    lain = panggung_asing.kantor.kepala.pk
    hasil = {
        "opd": panggung_asing.kantor.opd.pk,
        "pelaksanaan": panggung_asing.awal.pk,
        "catatan": awal.pk,
        "langkah": awal.langkah_id,
        "status": "selesai",
        "keputusan": "setujui",
        "putaran": 9,
        "selaku": "Bupati",
        "contoh": "on",
        "merangkap": "on",
        "sidik": "0" * 64,
        "tipe": "text/html",
        "nama_berkas": "../../jahat.html",
        "dibuka_pada": "2020-01-01",
        "selesai_pada": "2020-01-01",
        "pengguna": lain,
    }
    hasil |= {
        f"{kata}_oleh": lain
        for kata in ("selesai", "dikerjakan", "dimulai", "diunggah", "dijawab", "ditutup")
    }
    hasil |= {"oleh": lain, "pada": "2020-01-01", "dicatat_untuk": 1, "user": lain}
    awalan = {kunci.partition("-")[0] for kunci in isian_ if "-" in kunci}
    hasil |= {f"{satu}-{kunci}": nilai for satu in awalan for kunci, nilai in hasil.items()}
    # What the form asks for is the sender's to say.
    return {kunci: nilai for kunci, nilai in hasil.items() if kunci not in isian_}


@pytest.mark.sekali
@pytest.mark.parametrize("siapa", list(GERAK))
def test_isian_selundupan_tidak_mengubah_apa_pun(siapa, orang, panggung, panggung_asing):
    """Each move with and without fields its form does not ask for leaves the same records."""
    objek_, isian_ = objek(panggung), isian(panggung)
    pengunjung = Pengunjung(orang[siapa])
    lama = semua_kunci()
    semula = potret(tanpa_waktu=True, lama=lama)

    def hasil(nama, tambahan):
        with transaction.atomic():
            with perintah_menulis() as tulisan:
                status = kirim(pengunjung, nama, objek_, isian_, tambahan=tambahan, tetap=True).status_code
            # What no statement named is as it was.
            tertulis = {MENULIS.match(satu)["tabel"] for satu in tulisan}
            isi = semula | potret(tanpa_waktu=True, lama=lama, tabel=tertulis)
            transaction.set_rollback(True)
        return status, isi

    beda = []
    for nama in GERAK[siapa]:
        asli = hasil(nama, {})
        if asli[0] not in {200, 302} or asli[0] != HALAMAN[nama].jawaban("post", siapa):
            beda.append(f"{nama}: {asli[0]}")
        lain = hasil(nama, palsu(isian_.get(nama, {}), panggung_asing))
        if lain != asli:
            tabel = [label for label in semula if lain[1][label] != asli[1][label]]
            beda.append(f"{nama}: {lain[0]}, lain isi {tabel}")
        if asli[1] == semula and nama not in TANPA_BEKAS:
            beda.append(f"{nama}: tidak berbekas")
    assert beda == []


# -- pages stay quick -------------------------------------------------------------------------------

PERTANYAAN_TERBANYAK = 50
HALAMAN_TERBESAR = 300_000


def perbanyak(panggung: Panggung, dari: int, sampai: int) -> None:
    """Grow everything that the listed pages show, from ``dari`` rows to ``sampai``."""
    with layar_polos():
        _perbanyak(panggung, dari, sampai)


def _perbanyak(panggung: Panggung, dari: int, sampai: int) -> None:
    kantor, opd = panggung.kantor, panggung.kantor.opd
    isi_kinerja(kantor, sampai - dari, mulai=100 + dari)
    for nomor in range(dari, sampai):
        unit = UnitKerja.objects.create(
            opd=opd, nama=f"Seksi {nomor}", jenis="seksi", induk=kantor.bidang_dua
        )
        Jabatan.objects.create(opd=opd, jenis="pelaksana", nama=f"Pelaksana {nomor}", unit=unit)
        Pegawai.objects.create(
            opd=opd, unit=unit, nama=f"Pegawai {nomor}", pengguna=buat_akun(f"Orang {nomor}")
        )
        catat(aksi="uji.catat", objek=opd, oleh=kantor.kepala, baru={"nomor": nomor})
        panggung.jalankan(bulan=nomor % 12 + 1, tahun=TAHUN - 1 - nomor // 12)
        # Back and forth between decision and form: the history, remarks and papers of one run.
        run = panggung.kembali
        for satu in CatatanPerbaikan.objects.filter(catatan__pelaksanaan=run, status="belum"):
            tindaklanjuti(perbaikan=satu, oleh=kantor.staf_satu, jawaban="Sudah")
        actions.selesaikan(catatan=terbuka(run), oleh=kantor.staf_satu)
        lampirkan(catatan=terbuka(run), oleh=kantor.sekretaris, berkas=berkas_pdf(), judul=f"Berkas {nomor}")
        actions.kembalikan(catatan=terbuka(run), oleh=kantor.sekretaris, alasan=f"{ALASAN} {nomor}")


def ukur(pengunjung, panggung, siapa: str) -> dict[str, tuple[int, int]]:
    """{URL name: (queries, bytes)} of every page that opens to this person."""
    objek_ = objek(panggung) | {"pelaksanaan_lihat": panggung.kembali}
    hasil = {}
    for nama, hak in HALAMAN.items():
        lewat = {"login", "langkah_formulir", "entri_langsung", "bagian_tulis"}
        if hak.jawaban("get", siapa) != 200 or nama in lewat:
            continue
        with CaptureQueriesContext(connection) as sql:
            jawab = kirim(pengunjung, nama, objek_, {}, "get", tetap=True)
        assert jawab.status_code == 200, nama
        # A file is as large as it is.
        hasil[nama] = (len(sql), 0 if jawab.streaming else len(jawab.content))
    return hasil


def test_halaman_tidak_melambat_dengan_banyaknya_baris(orang, panggung):
    pengunjung = {siapa: Pengunjung(orang[siapa]) for siapa in ("kepala", "sekretaris")}
    perbanyak(panggung, 0, 3)
    sedikit = {siapa: ukur(satu, panggung, siapa) for siapa, satu in pengunjung.items()}
    perbanyak(panggung, 3, 30)
    beda = []
    for siapa, satu in pengunjung.items():
        beda += [
            f"{siapa} {nama}: {sedikit[siapa][nama][0]} -> {jumlah} pertanyaan, {besar} byte"
            for nama, (jumlah, besar) in ukur(satu, panggung, siapa).items()
            if jumlah > sedikit[siapa][nama][0] or jumlah >= PERTANYAAN_TERBANYAK or besar >= HALAMAN_TERBESAR
        ]
    assert beda == []
