"""The archive of a period: what is in it, that it checks itself, and that every change to it is found."""

import csv
import hashlib
import io
import json
import subprocess
import sys
import tracemalloc
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from alur.actions import batalkan, mulai
from alur.models import BerkasLangkah
from alur.pernyataan import nyatakan
from laporan.arsip import antrean, proses
from laporan.arsip.actions import minta_arsip
from laporan.arsip.butir import Butir, nama_aman, nama_berkas, tabel
from laporan.arsip.isi import kumpulkan
from laporan.arsip.periksa import periksa_arsip
from laporan.arsip.tulis import SEGEL, SIDIK, tulis_arsip
from laporan.cetak import GagalCetak
from laporan.daftar import daftar_naskah
from laporan.final import Sumber, kunci_naskah
from laporan.models import ArsipPeriode
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.proses import AKAR
from pengumpulan.actions import (
    buka_entri_langsung,
    cabut_bukti,
    catat_realisasi,
    kirim_kembali,
    lampirkan_bukti,
    putuskan_pembukaan,
    serahkan,
    serahkan_formulir,
    tarik_kembali,
)
from pengumpulan.models import Realisasi
from tests.alur.penjalan import terbuka
from tests.panggung import PDF
from tests.pengukuran.panggung_koreksi import PanggungKoreksi
from tests.pengumpulan import meja

JUDUL, KANTOR = "TW I 2025", "Dinas Contoh"
PDF_CETAK = b"%PDF-1.7 naskah\n"


@pytest.fixture
def isi(kantor, monkeypatch):
    """SOP 000 at its filling: one figure typed twice, evidence of each kind, one of it withdrawn."""
    monkeypatch.setattr("laporan.arsip.naskah.cetak_pdf", lambda html: PDF_CETAK)
    meja.indikator(kantor, "IK-1", kantor.bidang_satu, target=100)
    run = meja.mulai(kantor)
    meja.sampai(run, 7)
    r = Realisasi.objects.get(indikator__kode="IK-1")
    for nilai in ("12.5", "13.25"):
        catat_realisasi(
            indikator=r.indikator,
            unit=r.unit,
            periode=r.periode,
            oleh=kantor.staf_satu,
            keadaan="angka",
            nilai=Decimal(nilai),
        )
    formulir = meja.formulir(run, kantor.bidang_satu)
    baris = list(formulir.baris.all())
    bukti = {"formulir": formulir, "baris": baris, "oleh": kantor.staf_satu}
    lampirkan_bukti(**bukti, judul="Rekap layanan", berkas=SimpleUploadedFile("rekap é.pdf", PDF))
    lampirkan_bukti(**bukti, judul="=cmd", letak="Map 3, lemari Bidang")
    lama = lampirkan_bukti(**bukti, judul="Salah unggah", berkas=SimpleUploadedFile("salah.pdf", PDF + b"%"))
    cabut_bukti(bukti=lama, oleh=kantor.staf_satu, alasan="Keliru memilih berkas")
    return run


@pytest.fixture
def arsip(tmp_path) -> Path:
    """A small archive of three parts; checking needs no office."""
    jalur = tmp_path / "arsip.zip"
    butir = [
        Butir("1_naskah/nota.pdf", "Nota Dinas", lambda: PDF),
        Butir("2_formulir/revisi_angka.csv", "Angka", lambda: tabel(["Realisasi"], [["13,25"]])),
        Butir("4_riwayat/langkah.csv", "Langkah", lambda: tabel(["Langkah"], [[1]])),
    ]
    tulis_arsip(jalur, butir, judul=JUDUL, opd=KANTOR)
    return jalur


def baca(jalur: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(jalur) as berkas:
        return {nama: berkas.read(nama) for nama in berkas.namelist()}


def tulis(jalur: Path, isi: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(jalur, "w") as berkas:
        for nama, teks in isi.items():
            berkas.writestr(nama, teks)
    return jalur


def baris_csv(teks: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(teks.decode("utf-8-sig")), delimiter=";"))


def satu_nama(isi: dict[str, bytes], bagian: str) -> str:
    (nama,) = [satu for satu in isi if bagian in satu]
    return nama


@pytest.mark.django_db
def test_isi_arsip(isi, tmp_path):
    """Papers, the form with its last figure, every reading, evidence also when withdrawn, and who did what."""
    jalur = tmp_path / "arsip.zip"
    tulis_arsip(jalur, kumpulkan(isi.opd, isi.periode), judul=JUDUL, opd=KANTOR)
    assert periksa_arsip(jalur).utuh
    berkas = baca(jalur)
    (formulir,) = [
        baris_csv(teks)
        for nama, teks in berkas.items()
        if nama.endswith("_indikator.csv") and "Bidang-Satu" in nama
    ]
    assert [(b["Kode"], b["Realisasi"], b["Revisi"]) for b in formulir] == [("IK-1", "13,25", "2")]
    revisi = baris_csv(berkas["2_formulir/revisi_angka.csv"])
    assert [(b["Versi"], b["Realisasi"]) for b in revisi] == [("1", "12,5"), ("2", "13,25")]
    bukti = {b["Judul"]: b for b in baris_csv(berkas["3_bukti/daftar_bukti.csv"])}
    assert bukti["'=cmd"]["Tautan atau tempat penyimpanan"] == "Map 3, lemari Bidang"
    assert bukti["Salah unggah"]["Alasan dicabut"] == "Keliru memilih berkas"
    assert berkas[bukti["Rekap layanan"]["Berkas dalam arsip"]] == PDF
    assert berkas[bukti["Salah unggah"]["Berkas dalam arsip"]] == PDF + b"%"
    langkah = baris_csv(berkas["4_riwayat/langkah.csv"])
    assert [b["Langkah"] for b in langkah] == ["1", "2", "3", "4", "5", "6", "7"]
    assert langkah[0]["Keputusan"] == "Selesai" and langkah[6]["Selesai"] == ""
    assert any(
        b["Tindakan"] == "pengumpulan.catat_realisasi" for b in baris_csv(berkas["4_riwayat/jejak.csv"])
    )
    assert json.loads(berkas["4_riwayat/isian_langkah.json"])[0]["isi"]["hal"] == "Pengumpulan data"
    naskah = [nama for nama in berkas if nama.startswith("1_naskah/")]
    assert any("Nota-Dinas" in nama for nama in naskah)
    assert not any(nama.startswith("5_waktu/") for nama in berkas)
    daftar = baris_csv(berkas["DAFTAR_ISI.csv"])
    assert {b["Berkas"] for b in daftar} == set(berkas) - {SIDIK, SEGEL, "DAFTAR_ISI.csv", "BACA_SAYA.txt"}


@pytest.mark.django_db
def test_waktu_hanya_bila_diminta(isi, tmp_path):
    jalur = tmp_path / "waktu.zip"
    tulis_arsip(jalur, kumpulkan(isi.opd, isi.periode, dengan_waktu=True), judul=JUDUL, opd=KANTOR)
    assert satu_nama(baca(jalur), "5_waktu/").endswith(".xlsx")


def test_arsip_utuh_dan_bersegel(arsip, capsys):
    hasil = periksa_arsip(arsip)
    assert (hasil.utuh, hasil.segel, hasil.judul, hasil.opd) == (True, True, JUDUL, KANTOR)
    assert hasil.jumlah == len(baca(arsip)) - 2
    call_command("periksa_arsip", str(arsip))
    assert "Utuh" in capsys.readouterr().out


def test_sidik_terbaca_sha256sum(arsip):
    """The list is in the form of ``sha256sum -c``."""
    berkas = baca(arsip)
    for baris in berkas[SIDIK].decode().splitlines():
        sidik, nama = baris.split("  ", 1)
        assert hashlib.sha256(berkas[nama]).hexdigest() == sidik


def _ubah_isi(isi):
    isi[satu_nama(isi, "revisi_angka")] += b"x"


def _hapus(isi):
    del isi[satu_nama(isi, "langkah.csv")]


def _tambah(isi):
    isi["3_bukti/palsu.pdf"] = PDF


def _ubah_sidik(isi):
    """Change a figure and its checksum with it: the list is no longer the one that was sealed."""
    nama = satu_nama(isi, "revisi_angka")
    lama = hashlib.sha256(isi[nama]).hexdigest()
    isi[nama] = isi[nama].replace(b"13,25", b"99,99")
    isi[SIDIK] = isi[SIDIK].replace(lama.encode(), hashlib.sha256(isi[nama]).hexdigest().encode())


def _nama_jahat(isi):
    isi["../../etc/passwd"] = b"x"


def _tanpa_segel(isi):
    del isi[SEGEL]


def _segel_rusak(isi):
    isi[SEGEL] = b"[]"


@pytest.mark.parametrize(
    ("rusak", "kata"),
    [
        (_ubah_isi, "isinya berubah"),
        (_hapus, "hilang dari arsip"),
        (_tambah, "tidak tercatat"),
        (_ubah_sidik, "daftar sidiknya berubah"),
        (_nama_jahat, "nama tidak sah"),
        (_tanpa_segel, "Bukan arsip SAKIP"),
        (_segel_rusak, "tidak terbaca"),
    ],
)
def test_perubahan_ketahuan(arsip, tmp_path, rusak, kata):
    isi = baca(arsip)
    rusak(isi)
    jalur = tulis(tmp_path / "rusak.zip", isi)
    hasil = periksa_arsip(jalur)
    assert not hasil.utuh and any(kata in satu for satu in hasil.masalah)
    with pytest.raises(CommandError, match="1 arsip tidak utuh"):
        call_command("periksa_arsip", str(jalur), stdout=io.StringIO())


def test_segel_orang_lain_tidak_cocok(arsip, tmp_path):
    """All rewritten by someone who has not the key: the files agree with each other, the seal does not."""
    isi = baca(arsip)
    _ubah_sidik(isi)
    kepala = json.loads(isi[SEGEL])
    kepala["sidik_daftar"] = hashlib.sha256(isi[SIDIK]).hexdigest()
    isi[SEGEL] = json.dumps(kepala).encode()
    hasil = periksa_arsip(tulis(tmp_path / "palsu.zip", isi))
    assert hasil.utuh and not hasil.segel


def test_bukan_zip(tmp_path):
    (tmp_path / "x.zip").write_bytes(b"bukan zip")
    assert "bukan arsip yang dapat dibaca" in periksa_arsip(tmp_path / "x.zip").masalah[0]
    assert not periksa_arsip(tmp_path / "tidak-ada.zip").utuh


@pytest.mark.django_db
def test_berkas_hilang_atau_berubah_di_server_dikatakan(isi, kantor, tmp_path, capsys):
    """The archive is made all the same, and says which file is not what was uploaded."""
    rekap, _, salah = sorted(kantor.opd.bukti.all(), key=lambda satu: satu.pk)
    Path(rekap.berkas.path).write_bytes(PDF + b"diubah")
    Path(salah.berkas.path).unlink()
    jalur = tmp_path / "arsip.zip"
    catatan = tulis_arsip(jalur, kumpulkan(isi.opd, isi.periode), judul=JUDUL, opd=KANTOR)
    assert len(catatan.masalah) == 2
    assert "isi tidak sama dengan saat diunggah" in catatan.masalah[0]
    assert "tidak ada lagi di server" in catatan.masalah[1]
    daftar = {b["Berkas"]: b["Catatan"] for b in baris_csv(baca(jalur)["DAFTAR_ISI.csv"])}
    assert daftar[satu_nama(daftar, "Rekap-layanan")] == "isi tidak sama dengan saat diunggah"
    hasil = periksa_arsip(jalur)
    assert hasil.utuh and len(hasil.catatan) == 2
    call_command("periksa_arsip", str(jalur))
    keluaran = capsys.readouterr().out
    assert "Utuh" in keluaran and "berkas tidak ada lagi di server" in keluaran


def test_naskah_yang_gagal_dicetak_tidak_menggagalkan_arsip(tmp_path):
    """The index says which; the rest is whole."""

    def gagal() -> bytes:
        raise GagalCetak("Gambar kop tidak terbaca.")

    jalur = tmp_path / "arsip.zip"
    butir = [
        Butir("1_naskah/nota.pdf", "Nota Dinas", gagal),
        Butir("4_riwayat/langkah.csv", "Langkah", lambda: tabel(["Langkah"], [[1]])),
    ]
    catatan = tulis_arsip(jalur, butir, judul=JUDUL, opd=KANTOR)
    assert catatan.masalah == ["1_naskah/nota.pdf: tidak dapat dicetak. Gambar kop tidak terbaca."]
    berkas = baca(jalur)
    assert "1_naskah/nota.pdf" not in berkas and "4_riwayat/langkah.csv" in berkas
    assert "tidak dapat dicetak" in berkas["DAFTAR_ISI.csv"].decode()
    assert periksa_arsip(jalur).utuh


def test_proses_arsip_yang_dibatasi_tetap_dapat_mencetak(tmp_path):
    """The printer wants more memory than the archive's own process may take: a limit of its own, not a share."""
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "import django\n"
        "django.setup()\n"
        "from laporan.arsip.proses import MEMORI_SENDIRI\n"
        "from laporan.cetak import cetak_pdf\n"
        "from organisasi.proses import batasi, memori_dipesan\n"
        "batasi(Path(sys.argv[1]), detik=60, memori=memori_dipesan() + MEMORI_SENDIRI, terlalu_lama='lama')\n"
        "Path(sys.argv[1], 'hasil.pdf').write_bytes(cetak_pdf('<html lang=id><title>Nota</title><p>Isi'))\n"
    )
    hasil = subprocess.run(
        [sys.executable, "-c", program, tmp_path], cwd=AKAR, capture_output=True, text=True
    )
    assert hasil.returncode == 0, hasil.stderr
    assert (tmp_path / "hasil.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_nama_aman_di_semua_sistem():
    assert nama_aman("Bidang Perencanaan & Évaluasi/..") == "Bidang-Perencanaan-Evaluasi"
    assert nama_aman("../../etc") == "etc"
    assert nama_aman("\u202e") == "tanpa-nama"
    assert nama_berkas(7, "Rekap.pdf", "rekap lama.PDF") == "0007_Rekap.pdf"
    assert nama_berkas(12, "Surat", "tanpa akhiran") == "0012_Surat"


def test_tabel_tidak_memuat_rumus():
    """A sign before a figure is a figure; before anything else it would be a formula."""
    isi = ["=1+1", "-5,5", "-1.234", "@x", "-x", True, "+62 812", "a;b"]
    teks = tabel(["kepala"], [[satu] for satu in isi]).decode("utf-8-sig")
    assert teks.splitlines() == [
        "kepala",
        "'=1+1",
        "-5,5",
        "-1.234",
        "'@x",
        "'-x",
        "ya",
        "'+62 812",
        '"a;b"',
    ]


@pytest.mark.django_db
def test_permintaan_arsip(isi, kantor):
    """One at a time per office; not for staff; not of a period without anything."""
    minta = {"opd": kantor.opd, "periode": isi.periode}
    with pytest.raises(TidakBerhak):
        minta_arsip(**minta, oleh=kantor.staf_satu)
    with pytest.raises(TindakanDitolak, match="Belum ada pelaksanaan"):
        minta_arsip(opd=kantor.opd, periode=meja.tw(4), oleh=kantor.ketua_tim)
    minta_arsip(**minta, oleh=kantor.ketua_tim)
    with pytest.raises(TindakanDitolak, match="sedang disusun"):
        minta_arsip(**minta, oleh=kantor.sekretaris)


@pytest.mark.django_db
def test_disusun_dan_diunduh(isi, kantor, client, monkeypatch):
    """From the button to the file; the work of the process done here, in the test's own transaction."""
    monkeypatch.setattr(
        antrean, "_jalankan_proses", lambda arsip, *_: proses.kerjakan(arsip.pk, arsip.jalur_folder)
    )
    client.force_login(kantor.ketua_tim)
    sesi = client.session
    sesi["tahun"] = meja.TAHUN
    sesi.save()
    jawab = client.post(reverse("arsip_daftar"), {"periode": isi.periode.pk})
    arsip = ArsipPeriode.objects.get()
    assert jawab.status_code == 302 and jawab.url == arsip.get_absolute_url()
    assert arsip.status == "selesai" and arsip.masalah == []
    halaman = client.get(arsip.get_absolute_url()).content.decode()
    assert "Unduh arsip" in halaman and arsip.sidik in halaman
    unduh = client.get(reverse("arsip_unduh", args=[arsip.pk]))
    teks = b"".join(unduh.streaming_content)
    assert hashlib.sha256(teks).hexdigest() == arsip.sidik
    assert unduh["Content-Disposition"].startswith("attachment")
    assert unduh["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_proses_mati_dikatakan(isi, kantor):
    """The server went away while it was made: the row says so and another can be asked for."""
    arsip = minta_arsip(opd=kantor.opd, periode=isi.periode, oleh=kantor.ketua_tim)
    ArsipPeriode.objects.update(status="dikerjakan", mulai_pada=arsip.diminta_pada)
    antrean.jalankan()
    arsip.refresh_from_db()
    assert arsip.status == "gagal" and "terhenti" in arsip.galat
    minta_arsip(opd=kantor.opd, periode=isi.periode, oleh=kantor.ketua_tim)


@pytest.mark.django_db
def test_arsip_opd_lain_tidak_ada(isi, kantor, kantor_lain, client):
    arsip = minta_arsip(opd=kantor.opd, periode=isi.periode, oleh=kantor.ketua_tim)
    client.force_login(kantor_lain.ketua_tim)
    assert client.get(arsip.get_absolute_url()).status_code == 404
    assert client.get(reverse("arsip_unduh", args=[arsip.pk])).status_code == 404


# -- nothing of the period is left out ---------------------------------------------------------------


@pytest.fixture
def dibuka_lagi(kantor, monkeypatch):
    """TW I measured, its recap locked, then opened again by the Kepala and brought to its second approval."""
    monkeypatch.setattr("laporan.arsip.naskah.cetak_pdf", lambda html: PDF_CETAK)
    panggung = PanggungKoreksi(kantor)
    panggung.ukur(11)
    jalan = panggung.pengukuran_jalan
    naskah = next(satu for satu in daftar_naskah(jalan) if satu.kode == "rekap-capaian")
    kunci_naskah(
        sumber=Sumber(naskah.kunci, naskah.judul, "", naskah.nama_berkas, naskah.susun(), jalan),
        oleh=kantor.sekretaris,
        alamat="http://contoh.invalid/",
    )
    putuskan_pembukaan(permintaan=panggung.usulkan("IKU-3"), oleh=kantor.kepala, setuju=True)
    panggung.koreksi("IKU-3", 11)
    panggung.jalankan(jalan, 11)
    return panggung


@pytest.mark.django_db
def test_putaran_kedua_dan_koreksi_ada_dalam_arsip(dibuka_lagi, kantor, tmp_path):
    """The recap as it was locked and as it reads now, both rounds, and the audit entries of all that changed."""
    jalan = dibuka_lagi.pengukuran_jalan
    bentuk = next(satu for satu in daftar_naskah(jalan) if satu.kode == "rekap-capaian").susun()
    kunci_naskah(
        # Of a visit that the run's list of papers does not show any more.
        sumber=Sumber("catatan:0:naskah", "Naskah lama", "", "Naskah_lama", bentuk, jalan),
        oleh=kantor.sekretaris,
        alamat="http://contoh.invalid/",
    )
    jalur = tmp_path / "arsip.zip"
    catatan = tulis_arsip(jalur, kumpulkan(kantor.opd, dibuka_lagi.tw), judul=JUDUL, opd=KANTOR)
    assert periksa_arsip(jalur).utuh
    rekap = {nama: ket for nama, ket, *_ in catatan.baris if "Rekapitulasi-Capaian" in nama}
    assert [nama.rsplit("Rekapitulasi-Capaian")[1] for nama in rekap] == ["_final-v1-1.pdf", ".pdf", ".xlsx"]
    assert any("berubah sejak versi 1 dikunci" in ket for ket in rekap.values())
    berkas = baca(jalur)
    assert satu_nama(berkas, "Naskah-lama_final-v1-1.pdf")
    hasil = baris_csv(berkas["4_riwayat/hasil_pengukuran.csv"])
    assert [
        (b["Putaran"], b["Realisasi s.d. periode"], b["Disetujui oleh"] != "")
        for b in hasil
        if b["Kode"] == "IKU-3"
    ] == [("1", "15", True), ("2", "11", True)]
    (koreksi,) = baris_csv(berkas["4_riwayat/koreksi.csv"])
    assert (koreksi["Sebelum"], koreksi["Sesudah"], koreksi["Ditutup oleh"] != "") == ("15", "11", True)
    tindakan = {b["Tindakan"] for b in baris_csv(berkas["4_riwayat/jejak.csv"])}
    assert tindakan >= {
        "pengumpulan.ajukan_pembukaan",
        "pengumpulan.buka_kembali",
        "pengumpulan.selesai_koreksi",
        "pengumpulan.catat_anggaran",
        "pengumpulan.lampirkan_bukti",
        "pengukuran.tulis_analisis",
        "laporan.kunci_naskah",
    }


@pytest.mark.django_db
def test_pelaksanaan_yang_dibatalkan_tidak_bertumpuk_dengan_penggantinya(isi, kantor, tmp_path):
    """Both are called *Pengumpulan Data TW I 2025*; each has its own folder and its own name in the tables."""
    batalkan(pelaksanaan=isi, oleh=kantor.kepala, alasan="Batas waktunya keliru")
    baru = mulai(
        opd=isi.opd,
        prosedur=isi.prosedur,
        periode=isi.periode,
        batas_waktu=isi.batas_waktu,
        oleh=kantor.sekretaris,
    )
    meja.sampai(baru, 7)
    jalur = tmp_path / "arsip.zip"
    tulis_arsip(jalur, kumpulkan(isi.opd, isi.periode, dengan_waktu=True), judul=JUDUL, opd=KANTOR)
    hasil = periksa_arsip(jalur)
    assert hasil.masalah == []
    berkas = baca(jalur)
    naskah = {nama.split("/")[1] for nama in berkas if nama.startswith("1_naskah/")}
    assert [satu[:4] for satu in sorted(naskah)] == [f"{isi.pk:04d}", f"{baru.pk:04d}"]
    status = {
        b["Pelaksanaan"]: b["Alasan dibatalkan"] for b in baris_csv(berkas["4_riwayat/pelaksanaan.csv"])
    }
    assert status == {f"{isi} (no. {isi.pk})": "Batas waktunya keliru", f"{isi} (no. {baru.pk})": ""}
    assert {b["Pelaksanaan"] for b in baris_csv(berkas["4_riwayat/langkah.csv"])} == set(status)


@pytest.mark.django_db
def test_catatan_tim_atas_nama_tim_dan_penyerahan_yang_ditarik(isi, kantor, tmp_path):
    """A remark is of whoever made it, not of whose visit was open; a hand-in taken back keeps its paraf."""
    diminta = BerkasLangkah.objects.create(
        langkah=isi.prosedur.langkah.first(), arah="kelengkapan", nama="SK Tim SAKIP"
    )
    nyatakan(pelaksanaan=isi, berkas=[diminta.pk], alasan="Disimpan Bagian Umum", oleh=kantor.sekretaris)
    formulir = meja.formulir(isi, kantor.bidang_satu)
    serahkan(catatan=terbuka(isi), oleh=kantor.kabid_satu)
    tarik_kembali(formulir=formulir, oleh=kantor.staf_satu, alasan="Salah kolom")
    serahkan(catatan=terbuka(isi), oleh=kantor.kabid_satu)
    (baris,) = formulir.baris.all()
    kirim_kembali(formulir=formulir, baris={baris.pk: "Periksa satuannya"}, oleh=kantor.ketua_tim)
    berkas = _arsipkan(isi, tmp_path)
    (catatan,) = baris_csv(berkas["4_riwayat/catatan_perbaikan.csv"])
    assert (catatan["Dari"], catatan["Diberikan pada"] != "") == (str(kantor.ketua_tim), True)
    assert [b["Alasan ditarik kembali"] for b in baris_csv(berkas["4_riwayat/paraf.csv"])] == [
        "Salah kolom",
        "",
    ]
    butir = baris_csv(berkas["4_riwayat/penyerahan_baris.csv"])
    assert [(b["Baris"], b["Versi angka"], b["Keluar lagi"]) for b in butir] == [("IK-1", "2", "ya")] * 2
    (satu,) = baris_csv(berkas["4_riwayat/kelengkapan.csv"])
    assert (satu["Berkas menurut SOP"], satu["Bagaimana"]) == (
        "SK Tim SAKIP",
        f"Disimpan Bagian Umum ({kantor.sekretaris})",
    )


@pytest.mark.django_db
def test_catatan_entri_langsung_ikut(kantor, tmp_path):
    """Without a run there is no visit at which a remark stands."""
    meja.indikator(kantor, "IK-1", kantor.bidang_satu, target=100)
    entri = buka_entri_langsung(opd=kantor.opd, periode=meja.tw(), oleh=kantor.ketua_tim)
    formulir = entri.formulir.get(unit=kantor.bidang_satu)
    (baris,) = formulir.baris.all()
    r = baris.realisasi
    catat_realisasi(
        indikator=r.indikator, unit=r.unit, periode=r.periode, oleh=kantor.staf_satu, keadaan="angka", nilai=1
    )
    serahkan_formulir(formulir=formulir, oleh=kantor.kabid_satu)
    kirim_kembali(formulir=formulir, baris={baris.pk: "Periksa satuannya"}, oleh=kantor.ketua_tim)
    berkas = _arsipkan(entri, tmp_path)
    (catatan,) = baris_csv(berkas["4_riwayat/catatan_perbaikan.csv"])
    assert (catatan["Pelaksanaan"], catatan["Dari"]) == ("Entri langsung", str(kantor.ketua_tim))
    tindakan = {b["Tindakan"] for b in baris_csv(berkas["4_riwayat/jejak.csv"])}
    assert tindakan >= {"alur.minta_perbaikan", "pengumpulan.kirim_kembali"}


def _arsipkan(milik, tmp_path) -> dict[str, bytes]:
    jalur = tmp_path / "arsip.zip"
    tulis_arsip(jalur, kumpulkan(milik.opd, milik.periode), judul=JUDUL, opd=KANTOR)
    assert periksa_arsip(jalur).utuh
    return baca(jalur)


def test_segel_raksasa_tidak_dibaca(arsip, tmp_path):
    """A part that is read whole is read only where it can be ours."""
    jalur = tmp_path / "raksasa.zip"
    with zipfile.ZipFile(jalur, "w", zipfile.ZIP_DEFLATED) as tujuan:
        for nama, teks in (baca(arsip) | {SEGEL: bytes(40_000_000)}).items():
            tujuan.writestr(nama, teks)
    tracemalloc.start()
    hasil = periksa_arsip(jalur)
    _, tertinggi = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "tidak terbaca" in hasil.masalah[0]
    assert tertinggi < 10_000_000


@pytest.mark.django_db
def test_periode_yang_tidak_mungkin_ada_ditolak(kantor, sebagai):
    klien = sebagai(kantor.ketua_tim)
    for nomor in ("9" * 20, "9" * 5000, "x"):
        assert klien.post(reverse("arsip_daftar"), {"periode": nomor}).status_code == 404
