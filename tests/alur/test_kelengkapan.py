"""The papers an SOP names: there, declared, or still open until the archive; and the follow-ups of a meeting."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse

from alur.actions import kembalikan, selesaikan, setujui
from alur.dokumen import lampirkan
from alur.forms_rapat import FormNotulen
from alur.isian import simpan_isian
from alur.kelengkapan import kelengkapan, kurang_arsip, nama_sama
from alur.models import Dokumen, PernyataanBerkas, RencanaTindakLanjut
from alur.naskah import muat_naskah
from alur.pernyataan import arsipkan, nyatakan
from alur.rapat import dengan_tindak_lanjut, selesaikan_rapat
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.waktu import hari_ini
from tests.alur.penjalan import FOLDER_SOP, adopsi_kode, mulai, para_pelaku, sampai, terbuka
from tests.panggung import berkas_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def jalan(kantor):
    """A collection of SOP 001, whose text names papers at most steps."""
    return mulai(kantor, adopsi_kode(kantor, "001").prosedur.get(jenis="pengumpulan"))


def butir(jalan, nama, **lain):
    return next(satu for satu in kelengkapan(jalan, **lain) if nama_sama(nama) == nama_sama(satu.sebutan))


def berkas(jalan, nama):
    return butir(jalan, nama).berkas[0]


def test_naskah_yang_sama_pada_dua_langkah_satu_butir(jalan):
    nota = butir(jalan, "Nota Dinas")
    assert (nota.langkah, nota.kurang) == ("1, 2", True)
    sampai(jalan, 2)
    assert butir(jalan, "Nota Dinas").cara == "dibuat di aplikasi"


def test_yang_belum_sampai_tidak_ditagih(jalan):
    sebutan = {satu.sebutan for satu in kelengkapan(jalan, sampai=2)}
    assert "Renstra" not in sebutan and "Notulen rapat" in sebutan


def test_berkas_terlampir_memenuhi_di_semua_langkah(jalan, kantor):
    catatan = sampai(jalan, 4)
    dokumen = lampirkan(
        catatan=catatan,
        oleh=para_pelaku(catatan)[0],
        berkas=berkas_pdf(),
        judul="",
        memenuhi=berkas(jalan, "Renstra"),
    )
    assert (dokumen.judul, dokumen.jenis) == ("Renstra", Dokumen.Jenis.KELENGKAPAN)
    assert butir(jalan, "Renstra").dokumen == (dokumen,)


def test_berkas_prosedur_lain_tidak_diterima(jalan, kantor):
    asing = jalan.prosedur.sop.prosedur.get(jenis="pengukuran").langkah.first().berkas.first()
    with pytest.raises(TindakanDitolak, match="bukan dari SOP"):
        lampirkan(catatan=terbuka(jalan), oleh=kantor.kepala, berkas=berkas_pdf(), judul="x", memenuhi=asing)
    assert not Dokumen.objects.exists()


def test_daftar_dokumen_memenuhi_dan_menyatakan(jalan, kantor):
    catatan = sampai(jalan, 4)
    simpan_isian(
        catatan=catatan,
        oleh=para_pelaku(catatan)[0],
        isian={
            "daftar": [
                {"nama": "Renstra", "keadaan": "ada", "letak": "Map 1"},
                {"nama": "Hasil survey", "keadaan": "tidak_ada", "keterangan": "Belum ada survei"},
                {"nama": "Laporan bidang", "keadaan": "menyusul"},
            ]
        },
    )
    keadaan = {nama: butir(jalan, nama).keadaan for nama in ("Renstra", "Hasil survey", "Laporan bidang")}
    assert keadaan == {"Renstra": "ada", "Hasil survey": "dinyatakan", "Laporan bidang": "belum"}
    assert butir(jalan, "Renstra").cara == "daftar dokumen: Map 1"


def test_nyatakan_beralasan_oleh_yang_berhak(jalan, kantor):
    pk = butir(jalan, "Renstra").pk
    with pytest.raises(TindakanDitolak, match="Tuliskan mengapa"):
        nyatakan(pelaksanaan=jalan, berkas=[pk], alasan=" ", oleh=kantor.sekretaris)
    with pytest.raises(TidakBerhak):
        nyatakan(pelaksanaan=jalan, berkas=[pk], alasan="Tidak ada", oleh=kantor.staf_satu)
    with pytest.raises(TindakanDitolak, match="Pilih berkas"):
        nyatakan(pelaksanaan=jalan, berkas=[0], alasan="Tidak ada", oleh=kantor.sekretaris)
    assert not PernyataanBerkas.objects.exists()
    nyatakan(pelaksanaan=jalan, berkas=[pk], alasan="Tidak ada", oleh=kantor.sekretaris)
    assert butir(jalan, "Renstra").keadaan == "dinyatakan"


def test_yang_wajib_menahan_langkahnya_sendiri(jalan, kantor):
    sampai(jalan, 4)
    wajib = berkas(jalan, "Hasil survey")
    type(wajib).objects.filter(pk=wajib.pk).update(boleh_menyusul=False)
    oleh = para_pelaku(terbuka(jalan))[0]
    with pytest.raises(TindakanDitolak, match="Hasil survey wajib ada"):
        selesaikan(catatan=terbuka(jalan), oleh=oleh)
    lampirkan(catatan=terbuka(jalan), oleh=oleh, berkas=berkas_pdf(), judul="", memenuhi=wajib)
    selesaikan(catatan=terbuka(jalan), oleh=oleh)
    assert terbuka(jalan).langkah.nomor == 5


def test_arsip_mencatat_alasan_untuk_semua_yang_kurang(jalan, kantor):
    catatan = sampai(jalan, 12)
    kurang = {satu.sebutan for satu in kurang_arsip(catatan)}
    assert {"Renstra", "Laporan bidang", "Hasil survey"} <= kurang and "Nota dinas" not in kurang
    arsipkan(
        catatan=catatan,
        oleh=para_pelaku(catatan)[0],
        isian={"lokasi": "Lemari 1", "alasan_kurang": "Ada pada bidang perencanaan daerah"},
    )
    nyata = PernyataanBerkas.objects.filter(pelaksanaan=jalan)
    assert nyata.count() == len(kurang)
    assert {satu.alasan for satu in nyata} == {"Ada pada bidang perencanaan daerah"}
    assert not any(satu.kurang for satu in kelengkapan(jalan))


def test_setelah_arsip_kelengkapan_tidak_diubah(jalan, kantor):
    catatan = sampai(jalan, 12)
    pk = butir(jalan, "Renstra").pk
    arsipkan(catatan=catatan, oleh=para_pelaku(catatan)[0], isian={"lokasi": "Lemari 1"})
    with pytest.raises(TindakanDitolak, match="sudah selesai"):
        nyatakan(pelaksanaan=jalan, berkas=[pk], alasan="Terlambat", oleh=kantor.sekretaris)


def test_halaman_menyebut_yang_kurang_dan_menerima_berkas(jalan, kantor, sebagai):
    sampai(jalan, 4)
    klien = sebagai(kantor.sekretaris)
    halaman = klien.get(jalan.get_absolute_url()).content.decode()
    assert "Renstra" in halaman and "belum ada" in halaman
    jawab = klien.post(
        reverse("kelengkapan_lampirkan", args=[jalan.pk]),
        {"kelengkapan-memenuhi": butir(jalan, "Renstra").pk, "kelengkapan-berkas": berkas_pdf()},
    )
    assert jawab.status_code == 302
    assert not butir(jalan, "Renstra").kurang
    kosong = klien.post(reverse("kelengkapan_nyatakan", args=[jalan.pk]), {"nyatakan-alasan": "x"})
    assert (kosong.status_code, "Centang berkasnya." in kosong.content.decode()) == (422, True)


# -- a meeting --------------------------------------------------------------------------------------


def notulen(kantor, **lain) -> dict:
    return {
        "tanggal": hari_ini().isoformat(),
        "tempat": "Ruang rapat",
        "peserta": [{"nama": "Ketua", "hadir": True}],
        "pembahasan": [{"isi": "Jadwal"}],
        "keputusan": [{"isi": "Diisi minggu ini"}],
        "tindak_lanjut": [
            {
                "uraian": "Susun daftar bukti",
                "siapa": str(kantor.jabatan["Kepala Bidang Satu"].pk),
                "tenggat": (hari_ini() + timedelta(days=5)).isoformat(),
            }
        ],
    } | lain


def test_tindak_lanjut_lahir_bersama_selesainya_rapat(jalan, kantor):
    catatan = sampai(jalan, 2)
    selesaikan_rapat(catatan=catatan, oleh=kantor.sekretaris, isian=notulen(kantor))
    (satu,) = RencanaTindakLanjut.objects.all()
    assert (satu.asal, satu.penanggung_jawab, satu.catatan) == (
        "notulen",
        kantor.jabatan["Kepala Bidang Satu"],
        catatan,
    )


@pytest.mark.parametrize("ganti", [{"siapa": "0"}, {"tenggat": ""}, {"tenggat": "2020-01-01"}])
def test_tindak_lanjut_yang_salah_membatalkan_seluruh_penyelesaian(jalan, kantor, ganti):
    catatan = sampai(jalan, 2)
    isi = notulen(kantor)
    isi["tindak_lanjut"][0] |= ganti
    with pytest.raises(TindakanDitolak):
        selesaikan_rapat(catatan=catatan, oleh=kantor.sekretaris, isian=isi)
    assert not RencanaTindakLanjut.objects.exists()
    assert terbuka(jalan).pk == catatan.pk
    assert not hasattr(type(catatan).objects.get(pk=catatan.pk), "isian")


def test_peserta_ditawarkan_dari_organisasi_dan_yang_hadir_harus_dicentang(jalan, kantor):
    catatan = sampai(jalan, 2)
    peserta = FormNotulen.bawaan(catatan)["peserta"]
    assert {
        "nama": str(kantor.sekretaris),
        "nip": "",
        "jabatan": kantor.jabatan["Sekretaris"].nama,
        "hadir": False,
    } in peserta
    assert str(kantor.anggota_tim) in {satu["nama"] for satu in peserta}
    assert FormNotulen.kurang_baris({"peserta": peserta}) == ["Centang yang hadir pada rapat."]
    assert FormNotulen.kurang_baris({"peserta": "Ketua Tim"}) == []


def test_dikembalikan_ke_rapat_menawarkan_tulisan_lama_tanpa_tindak_lanjutnya(kantor):
    jalan = mulai(kantor, adopsi_kode(kantor, "001").prosedur.get(jenis="pengumpulan"))
    catatan = sampai(jalan, 2)
    selesaikan_rapat(catatan=catatan, oleh=kantor.sekretaris, isian=notulen(kantor))
    putusan = sampai(jalan, 10)
    langkah = putusan.langkah
    langkah.jalur_kembali.create(ke=catatan.langkah)
    kembalikan(catatan=putusan, oleh=kantor.sekretaris, alasan="Rapat ulang", ke=catatan.langkah)
    form = FormNotulen(catatan=terbuka(jalan))
    assert form.initial["keputusan"] == [{"isi": "Diisi minggu ini"}]
    assert "tindak_lanjut" not in form.initial


def test_rapat_yang_mengembalikan_menawarkan_tindak_lanjutnya_lagi(kantor):
    """SOP 002 step 5, a meeting that decides: ended with a return, its follow-ups were never born."""
    jalan = mulai(kantor, adopsi_kode(kantor, "002").prosedur.get(jenis="gabungan"))
    catatan = sampai(jalan, 5)
    oleh = para_pelaku(catatan)[0]
    simpan_isian(catatan=catatan, oleh=oleh, isian=notulen(kantor))
    kembalikan(catatan=catatan, oleh=oleh, alasan="Formulir belum lengkap")
    assert not RencanaTindakLanjut.objects.exists()
    lagi = sampai(jalan, 5)
    assert lagi.putaran == 2
    isi = FormNotulen(catatan=lagi).initial
    assert isi["tindak_lanjut"] == notulen(kantor)["tindak_lanjut"]
    dengan_tindak_lanjut(setujui)(
        catatan=lagi, oleh=oleh, isian={nama: isi[nama] for nama in notulen(kantor)}
    )
    assert RencanaTindakLanjut.objects.get().catatan == lagi


def test_jadwal_langkah_selesai_memakai_harinya_sendiri(jalan, kantor):
    from alur.jadwal import hitung_jadwal

    sampai(jalan, 3)
    jalan.batas_waktu = hari_ini() + timedelta(days=20)
    baris = hitung_jadwal(jalan, hari_ini())
    assert [satu["langkah"] for satu in baris] == [str(n) for n in range(1, 13)]
    assert baris[0]["selesai"] == hari_ini().isoformat()
    mulai_ = [date.fromisoformat(satu["mulai"]) for satu in baris]
    assert mulai_ == sorted(mulai_)
    assert date.fromisoformat(baris[-1]["selesai"]) <= jalan.batas_waktu
    assert all(date.fromisoformat(satu["selesai"]).weekday() < 5 for satu in baris[2:])


def test_berkas_wajib_dan_naskah_langkah_dari_berkas_sop():
    """A shipped SOP says which papers may not follow, and which paper a step makes."""
    data = json.loads((FOLDER_SOP / "002.json").read_text()) | {"kode": "902"}
    undang = data["prosedur"][0]["langkah"][3]
    undang["wajib"] = ["Undangan rapat"]
    sop = muat_naskah(data)
    berkas = (
        sop.prosedur.get().langkah.get(nomor=4).berkas.order_by("arah").values_list("arah", "boleh_menyusul")
    )
    assert list(berkas) == [("kelengkapan", True), ("output", False)]
    assert muat_naskah(data).pk == sop.pk
    undang["wajib"], undang["naskah"] = ["Undangan makan"], "puisi"
    with pytest.raises(TindakanDitolak, match="'wajib' menyebut 'Undangan makan'"):
        muat_naskah(data | {"kode": "903"})
