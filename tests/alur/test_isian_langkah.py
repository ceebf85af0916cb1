"""What a step's form offers to whom: the holder it is recorded for, a number only to who may give one."""

from datetime import date

import pytest
from django.urls import reverse

from alur import layar
from alur.forms_isian import FormTandaTangan
from alur.forms_surat import FormPengantar, FormSurat
from alur.layar import Layar
from alur.models import IsianLangkah, Langkah
from alur.pencatatan import dapat_dicatatkan
from alur.surat import selesaikan_surat
from organisasi.galat import TidakBerhak
from organisasi.models import KodeNomor, NomorNaskah, Pegawai, PemangkuJabatan, PemberiNomor
from tests.alur.test_adopsi import buat_naskah
from tests.panggung import TAHUN, Panggung, terbuka

pytestmark = [pytest.mark.django_db, pytest.mark.sekali]


@pytest.fixture
def panggung(kantor, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return Panggung(kantor, buat_naskah())


def langkah_berlayar(panggung, nomor: int, nama: str, monkeypatch, **lain) -> None:
    """The step of the small SOP becomes one of that layar, with what the app hangs on it."""
    panggung.prosedur.langkah.filter(nomor=nomor).update(layar=nama, naskah=lain.pop("naskah", ""))
    monkeypatch.setitem(layar._LAYAR, nama, [Layar(nama, layar.tanpa_syarat, **lain)])


# -- signing, recorded for its holder ---------------------------------------------------------------


def test_dicatat_untuk_pejabat_lama_menyebut_namanya(panggung, kantor, sebagai, monkeypatch):
    """Whoever signed in January has left since; the paper names him, not today's holder."""
    langkah_berlayar(panggung, 1, Langkah.Layar.TANDA_TANGAN, monkeypatch, isian=FormTandaTangan)
    lama = kantor.kepala.pegawai.jabatan_dipangku.get()
    PemangkuJabatan.objects.filter(pk=lama.pk).update(tanggal_selesai=date(TAHUN, 2, 28))
    baru = Pegawai.objects.create(opd=kantor.opd, nama="Kepala Baru")
    kini = PemangkuJabatan.objects.create(
        jabatan=lama.jabatan, pegawai=baru, tanggal_mulai=date(TAHUN, 3, 1), jenis="plt"
    )
    catatan = terbuka(panggung.awal)
    assert FormTandaTangan.bawaan(catatan)["penanda_tangan"] == f"Kepala Baru ({kini.sebutan})"
    assert lama in dapat_dicatatkan(catatan=catatan)
    jawab = sebagai(kantor.sekretaris).post(
        reverse("langkah_catatkan", args=[catatan.pk]),
        {"catat-untuk": lama.pk, "catat-dasar": "Nota Dinas 1", "catat-tanggal": f"{TAHUN}-01-20"},
    )
    assert jawab.status_code == 302
    isi = IsianLangkah.objects.get(catatan=catatan).isi
    assert (isi["penanda_tangan"], isi["tanggal"]) == (
        f"{kantor.kepala.nama} ({lama.jabatan.nama})",
        f"{TAHUN}-01-20",
    )


# -- the number of a letter -------------------------------------------------------------------------


@pytest.fixture
def surat(panggung, kantor, monkeypatch):
    """Step 2 is a covering letter; the office has named the Kasubbag to give numbers."""
    langkah_berlayar(
        panggung,
        2,
        Langkah.Layar.SURAT,
        monkeypatch,
        naskah=Langkah.Naskah.PENGANTAR,
        isian=FormSurat,
        selesaikan=selesaikan_surat,
    )
    PemberiNomor.objects.create(opd=kantor.opd, jabatan=kantor.jabatan["Kasubbag Perencanaan"])
    catatan = terbuka(panggung.jalankan(bulan=5, sampai=2))
    kode = KodeNomor.objects.create(
        opd=kantor.opd, kode="000.8", nama="Umum", pola="{kode}/{nomor}/{tahun}", digit=3
    )
    return catatan, kode


def isian(kode: str) -> dict:
    return {
        "tanggal": f"{TAHUN}-06-02",
        "kode_nomor": kode,
        "kepada": "Bagian Organisasi",
        "naskah": [{"nama": "Rekapitulasi", "banyaknya": "1 berkas", "keterangan": ""}],
    }


def test_yang_tidak_memberi_nomor_tidak_ditawari_kode(surat, kantor, sebagai):
    catatan, kode = surat
    for oleh, ditawari in ((kantor.sekretaris, False), (kantor.kasubbag, True)):
        assert ("kode_nomor" in FormPengantar(catatan=catatan, oleh=oleh).fields) is ditawari
    klien = sebagai(kantor.sekretaris)
    halaman = klien.get(catatan.pelaksanaan.get_absolute_url()).content.decode()
    assert "Naskah yang dikirimkan" in halaman
    assert "Nomor dari register" not in halaman
    # A choice that came along all the same is no reason to refuse the letter.
    baris = {
        f"naskah-0-{nama}": nilai
        for nama, nilai in {"nama": "Rekapitulasi", "banyaknya": "1 berkas", "keterangan": ""}.items()
    }
    data = {
        "tanggal": f"{TAHUN}-06-02",
        "kode_nomor": kode.pk,
        "kepada": "Bagian Organisasi",
        "naskah-jumlah": "1",
        **baris,
    }
    jawab = klien.post(reverse("langkah_selesaikan", args=[catatan.pk]), data)
    assert jawab.status_code == 302, jawab.content.decode()
    assert not NomorNaskah.objects.exists()


def test_kode_pilihan_rekan_ditolak_dengan_yang_harus_dilakukan(surat, kantor):
    catatan, kode = surat
    with pytest.raises(TidakBerhak, match="Pilih “Belum diberi nomor” pada “Nomor dari register”"):
        selesaikan_surat(catatan=catatan, oleh=kantor.sekretaris, isian=isian(str(kode.pk)))
    assert terbuka(catatan.pelaksanaan).pk == catatan.pk
    assert not NomorNaskah.objects.exists()
    selesaikan_surat(catatan=catatan, oleh=kantor.sekretaris, isian=isian(""))
    assert terbuka(catatan.pelaksanaan).langkah.nomor == 3
