"""The register of numbers: next number, gaps, voided ones, who may, and two at once."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from jejak.models import CatatanJejak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import KodeNomor, NomorNaskah, PemangkuJabatan
from organisasi.models.nomor import periksa_pola
from organisasi.nomor import actions
from organisasi.nomor.actions import (
    batalkan_nomor,
    beri_nomor,
    boleh_beri_nomor,
    simpan_kode,
    tetapkan_pemberi,
)
from organisasi.nomor.tampilan import Lompatan, susun_register

pytestmark = pytest.mark.django_db
HARI = date(2026, 3, 4)


@pytest.fixture
def kode(kantor):
    return KodeNomor.objects.create(
        opd=kantor.opd, kode="000.8.6", nama="Kinerja", pola="{kode}/{nomor}/CONTOH/{bulan}/{tahun}", digit=3
    )


def beri(kode, oleh, perihal="Surat", tanggal=HARI, **lain) -> NomorNaskah:
    return beri_nomor(kode=kode, tanggal=tanggal, perihal=perihal, oleh=oleh, **lain)


def test_nomor_berurut_per_tahun_menurut_pola(kantor, kode):
    satu, dua = beri(kode, kantor.sekretaris), beri(kode, kantor.sekretaris, kunci="catatan:1:naskah")
    lain_tahun = beri(kode, kantor.sekretaris, tanggal=date(2027, 12, 1))
    assert [satu.nomor, dua.nomor, lain_tahun.nomor] == [
        "000.8.6/001/CONTOH/III/2026",
        "000.8.6/002/CONTOH/III/2026",
        "000.8.6/001/CONTOH/XII/2027",
    ]
    assert (satu.asal, dua.asal) == ("luar", "aplikasi")
    assert CatatanJejak.objects.filter(aksi="organisasi.beri_nomor").count() == 3


def test_nomor_luar_yang_sudah_terpakai_ditolak_dan_celah_terlihat(kantor, kode):
    beri(kode, kantor.sekretaris)
    beri(kode, kantor.sekretaris, urutan=5)
    with pytest.raises(TindakanDitolak, match="sudah ada di register tahun 2026"):
        beri(kode, kantor.sekretaris, urutan=5)
    assert beri(kode, kantor.sekretaris).urutan == 6
    (lembar,) = susun_register([kode], 2026, 3)
    urut = [satu if isinstance(satu, Lompatan) else satu.urutan for satu in lembar.baris]
    assert urut == [6, 5, Lompatan(2, 4), 1]
    assert lembar.berikut == "000.8.6/007/CONTOH/III/2026"


def test_nomor_batal_beralasan_dan_tidak_dipakai_lagi(kantor, kode):
    nomor = beri(kode, kantor.sekretaris, kunci="catatan:7:naskah")
    with pytest.raises(TindakanDitolak, match="Tuliskan mengapa"):
        batalkan_nomor(nomor=nomor, oleh=kantor.sekretaris, alasan=" ")
    batalkan_nomor(nomor=nomor, oleh=kantor.sekretaris, alasan="Salah kode")
    with pytest.raises(TindakanDitolak, match="sudah dibatalkan"):
        batalkan_nomor(nomor=nomor, oleh=kantor.sekretaris, alasan="Lagi")
    pengganti = beri(kode, kantor.sekretaris, kunci="catatan:7:naskah")
    assert (pengganti.urutan, NomorNaskah.objects.count()) == (2, 2)


def test_satu_naskah_satu_nomor_yang_berlaku(kantor, kode):
    beri(kode, kantor.sekretaris, kunci="catatan:7:naskah")
    with pytest.raises(TindakanDitolak, match=r"sudah bernomor 000\.8\.6/001"):
        beri(kode, kantor.sekretaris, kunci="catatan:7:naskah")
    assert NomorNaskah.objects.count() == 1


def test_dua_orang_sekaligus_tidak_mendapat_nomor_sama(kantor, kode, monkeypatch):
    """The second counted before the first had stored: the database refuses, nothing is half-written."""
    monkeypatch.setattr(actions, "nomor_berikut", lambda kode, tahun: 1)
    beri(kode, kantor.sekretaris)
    with pytest.raises(TindakanDitolak, match="Muat ulang halaman untuk melihat nomor berikutnya"):
        beri(kode, kantor.ketua_tim)
    assert NomorNaskah.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        NomorNaskah.objects.create(
            opd=kantor.opd,
            kode=kode,
            tahun=2026,
            urutan=1,
            nomor="lain",
            tanggal=HARI,
            perihal="x",
            asal="luar",
            diberi_oleh=kantor.kepala,
        )


def test_pemberi_menurut_hak_sampai_kantor_menunjuk(kantor, kode):
    assert [boleh_beri_nomor(satu, kantor.opd) for satu in (kantor.ketua_tim, kantor.staf_satu)] == [
        True,
        False,
    ]
    with pytest.raises(TidakBerhak):
        beri(kode, kantor.staf_satu)
    tetapkan_pemberi(opd=kantor.opd, jabatan=[kantor.jabatan["Kasubbag Perencanaan"]], oleh=kantor.sekretaris)
    boleh = [
        boleh_beri_nomor(satu, kantor.opd) for satu in (kantor.ketua_tim, kantor.sekretaris, kantor.kasubbag)
    ]
    assert boleh == [False, False, True]
    # Who holds the position that day, not who once did.
    PemangkuJabatan.objects.filter(pegawai__pengguna=kantor.kasubbag).update(tanggal_selesai=date(2024, 2, 1))
    assert not boleh_beri_nomor(kantor.kasubbag, kantor.opd)
    with pytest.raises(TidakBerhak):
        tetapkan_pemberi(opd=kantor.opd, jabatan=[], oleh=kantor.kasubbag)


def test_pemberi_dari_opd_lain_ditolak(kantor, kantor_lain):
    with pytest.raises(TindakanDitolak, match="jabatan di OPD ini"):
        tetapkan_pemberi(opd=kantor.opd, jabatan=[kantor_lain.jabatan["Kepala"]], oleh=kantor.sekretaris)


def test_kode_yang_sudah_memberi_nomor_tidak_diganti_polanya_boleh(kantor, kode):
    lama = beri(kode, kantor.sekretaris)
    kode.pola = "{nomor}/{tahun}"
    simpan_kode(kode=kode, oleh=kantor.sekretaris)
    lama.refresh_from_db()
    assert (lama.nomor, beri(kode, kantor.sekretaris).nomor) == ("000.8.6/001/CONTOH/III/2026", "002/2026")
    kode.kode = "900"
    with pytest.raises(TindakanDitolak, match="Tambahkan kode baru"):
        simpan_kode(kode=kode, oleh=kantor.sekretaris)


@pytest.mark.parametrize(
    "pola",
    [
        "tanpa",
        "{nomor}",
        "{nomor}/{tahun}/{nama}",
        "{nomor",
        "{0}/{nomor}/{tahun}",
        "{nomor.x}{tahun}",
        "{nomor:9999999}/{tahun}",
        "{nomor!r}/{tahun}",
        "{{nomor}}/{{tahun}}",
        "{kode}" * 5 + "{nomor}{tahun}",
    ],
)
def test_pola_yang_tidak_dapat_diisi_ditolak(pola):
    with pytest.raises(ValidationError):
        periksa_pola(pola)


def test_halaman_mengatur_menyimpan_kode_baru_dan_pemberi(kantor, kode, sebagai):
    klien, kasubbag = sebagai(kantor.sekretaris), kantor.jabatan["Kasubbag Perencanaan"]
    isi = {
        "kode-0-kode": "000.8.6",
        "kode-0-nama": "Kinerja",
        "kode-0-pola": kode.pola,
        "kode-0-digit": "3",
        "kode-0-aktif": "on",
        "kode-1-kode": "900.1",
        "kode-1-nama": "Keuangan",
        "kode-1-pola": "{kode}/{nomor}/{tahun}",
        "kode-1-digit": "1",
        "kode-1-aktif": "on",
        "pemberi-jabatan": [kasubbag.pk],
    }
    assert klien.post(reverse("nomor_atur"), isi).status_code == 302
    assert list(KodeNomor.objects.values_list("kode", flat=True)) == ["000.8.6", "900.1"]
    dobel = klien.post(
        reverse("nomor_atur"),
        isi
        | {"kode-2-kode": "900.1", "kode-2-nama": "x", "kode-2-pola": "{nomor}/{tahun}", "kode-2-digit": "1"},
    )
    assert (dobel.status_code, KodeNomor.objects.count()) == (422, 2)


def test_halaman_register_menunjukkan_batal_dan_celah(kantor, kode, sebagai):
    beri(kode, kantor.sekretaris, perihal="Undangan lama", urutan=3)
    batalkan_nomor(nomor=NomorNaskah.objects.get(), oleh=kantor.sekretaris, alasan="Rapat batal")
    halaman = sebagai(kantor.staf_satu).get(reverse("nomor_daftar"), {"tahun": "2026"}).content.decode()
    assert "Rapat batal" in halaman and "Nomor urut 1 sampai 2 tidak tercatat" in halaman
    assert "Batalkan nomor" not in halaman


def test_nomor_luar_salah_tulis_yang_dibatalkan_tidak_menggeser_urutan(kantor, kode):
    """1200 for 12: voided, it is never given again, but the office goes on where it was."""
    beri(kode, kantor.sekretaris, urutan=11)
    salah = beri(kode, kantor.sekretaris, urutan=13)
    batalkan_nomor(nomor=salah, oleh=kantor.sekretaris, alasan="Salah tulis")
    assert susun_register([kode], 2026, 3)[0].berikut == "000.8.6/012/CONTOH/III/2026"
    assert [beri(kode, kantor.sekretaris).urutan for _ in range(2)] == [12, 14]


def test_dua_kode_berpola_sama_dikatakan(kantor, kode):
    for nama in ("A", "B"):
        KodeNomor.objects.create(opd=kantor.opd, kode=nama, nama=nama, pola="{nomor}/{tahun}")
    satu, dua = KodeNomor.objects.exclude(pk=kode.pk)
    beri(satu, kantor.sekretaris)
    with pytest.raises(TindakanDitolak, match="polanya sama"):
        beri(dua, kantor.sekretaris)
    assert NomorNaskah.objects.count() == 1


@pytest.mark.parametrize("tahun", [202, 1926, 2062])
def test_tahun_yang_salah_ketik_ditolak(kantor, kode, tahun):
    with pytest.raises(TindakanDitolak, match="Periksa tahun"):
        beri(kode, kantor.sekretaris, tanggal=date(tahun, 3, 4))
