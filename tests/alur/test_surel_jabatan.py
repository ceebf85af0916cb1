"""The digest of someone who holds positions at several offices: one letter, whatever office the work is of."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core import mail

from alur import giliran, ringkasan, surel
from alur.models import Pelaksanaan
from organisasi.models import PemangkuJabatan
from tests.alur.test_adopsi import buat_naskah
from tests.pabrik import Kantor
from tests.panggung import Panggung
from tests.potret import bangun

pytestmark = [pytest.mark.django_db, pytest.mark.sekali]

BATAS = date(2026, 1, 15)


@pytest.fixture
def panggung(kantor, settings):
    """``putusan`` waits for the Sekretaris since 15 January 2026, a Thursday; the other runs are not late."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SUREL_DIATUR, settings.ALAMAT_SITUS = True, "http://sakip.contoh:8000"
    panggung = Panggung(kantor, buat_naskah())
    Pelaksanaan.objects.update(batas_waktu=date(2099, 1, 1))
    Pelaksanaan.objects.filter(pk=panggung.putusan.pk).update(batas_waktu=BATAS)
    return panggung


@pytest.fixture
def tetangga(pemda):
    """Another office of the same Pemda, whose Kepala has an address."""
    tetangga = bangun("tetangga", Kantor, pemda, "DISTANGGA")
    tetangga.kepala.email = "kepala.tetangga@contoh.test"
    tetangga.kepala.save(update_fields=["email"])
    return tetangga


def surat(hari: int) -> list[str]:
    """The texts of that day's letters, the third working day after being 20 January."""
    mail.outbox.clear()
    with time_machine.travel(datetime(2026, 1, hari, 3, tzinfo=UTC), tick=False):
        surel.kirim_ringkasan()
    return [satu.body for satu in mail.outbox]


def menjabat(kantor, akun, **lain) -> None:
    """Kepala of ``kantor`` as Plt. from 2026 on, beside whatever they are."""
    PemangkuJabatan.objects.filter(jabatan=kantor.jabatan["Kepala"]).update(
        tanggal_selesai=date(2025, 12, 31)
    )
    PemangkuJabatan.objects.create(
        jabatan=kantor.jabatan["Kepala"],
        pegawai=akun.pegawai,
        jenis="plt",
        **({"tanggal_mulai": date(2026, 1, 1)} | lain),
    )


def test_plt_kepala_dari_kantor_lain_mendengar_yang_terlambat(panggung, kantor, tetangga):
    assert surat(20) == []
    menjabat(kantor, tetangga.kepala)
    (isi,) = surat(20)
    assert "Terlambat di lingkungan Anda" in isi
    assert f"{panggung.putusan} terlambat (DISCONTOH)" in isi
    assert surat(20) == []


def test_jabatan_yang_sudah_berakhir_atau_kantor_tutup_tidak_disebut(panggung, kantor, tetangga):
    menjabat(kantor, tetangga.kepala, tanggal_selesai=date(2026, 1, 19))
    assert surat(20) == []
    PemangkuJabatan.objects.filter(pegawai=tetangga.kepala.pegawai).update(tanggal_selesai=None)
    kantor.opd.aktif = False
    kantor.opd.save(update_fields=["aktif"])
    assert surat(20) == []


def test_yang_menunggu_dibaca_sekali_per_orang(panggung, kantor, tetangga, monkeypatch):
    dibaca = []

    def menghitung(pengguna, milik):
        dibaca.append(pengguna)
        return giliran.menunggu(pengguna, milik)

    monkeypatch.setattr(ringkasan, "menunggu", menghitung)
    kantor.sekretaris.email = "sekretaris@contoh.test"
    kantor.sekretaris.save(update_fields=["email"])
    (isi,) = surat(20)
    assert "Langkah 4 menunggu Anda" in isi
    assert sorted(satu.pk for satu in dibaca) == sorted([tetangga.kepala.pk, kantor.sekretaris.pk])
