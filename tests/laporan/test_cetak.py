"""From a shape to a PDF: what the process may load, how long and how large it may grow, and the queue before it."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from laporan import antrean, cetak
from laporan import proses_cetak as proses
from laporan.bentuk import NotaDinas
from laporan.cetak import GagalCetak, cetak_pdf, jadikan_html, kunci_isi
from laporan.models import Cetakan
from organisasi.galat import TindakanDitolak
from organisasi.hak import lupakan_peran
from tests.laporan.contoh_bentuk import naskah, nota_dinas

RAHASIA = "kenariberkicau"
PNG = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGA"
    "hKmMIQAAAABJRU5ErkJggg=="
)


def baca(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def teks(pdf: bytes) -> str:
    return "\n".join(halaman.extract_text() for halaman in baca(pdf).pages)


# -- what may be loaded -----------------------------------------------------------------------------


@pytest.fixture
def kenari():
    """A server on this machine that notes every knock: (address, list of paths asked for)."""
    ketukan = []

    class Kenari(BaseHTTPRequestHandler):
        def do_GET(self):
            ketukan.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/css" if "css" in self.path else "image/svg+xml")
            self.end_headers()
            self.wfile.write(
                b"body{}" if "css" in self.path else b"<svg xmlns='http://www.w3.org/2000/svg'/>"
            )

        do_HEAD = do_POST = do_GET

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Kenari)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", ketukan
    server.shutdown()
    server.server_close()


@pytest.fixture
def berkas_rahasia(tmp_path):
    """A file on this machine that no paper may carry or show; as SVG, so that it could be drawn as a picture."""
    berkas = tmp_path / "rahasia.svg"
    berkas.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40"><text y="20">{RAHASIA}</text></svg>'
    )
    return berkas


def jebakan(alamat: str, berkas: str) -> str:
    """HTML that asks for outside things in every way we know of, and still has something to print."""
    return f"""<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Jebakan</title>
    <link rel="stylesheet" href="{alamat}/a.css"><link rel="stylesheet" href="{berkas}">
    <link rel="attachment" href="{alamat}/lampiran"><link rel="attachment" href="{berkas}">
    <link rel="icon" href="{alamat}/ikon">
    <style>
    @import url("{alamat}/b.css"); @import "{berkas}";
    @font-face {{ font-family: J; src: url("{alamat}/huruf"), url("{berkas}"), local("DejaVu Sans") }}
    @page {{ background: url("{alamat}/halaman.svg"); @top-center {{ content: url("{alamat}/kepala.svg") }} }}
    body {{ font-family: J, sans-serif; background-image: url("{alamat}/latar.svg") }}
    li {{ list-style-image: url("{alamat}/butir.svg") }}
    p::before {{ content: url("{alamat}/isi.svg") }} p::after {{ content: url("{berkas}") }}
    div {{ border-image: url("{alamat}/bingkai.svg") 1 }}
    </style></head><body><p>Isi tetap tercetak</p><ul><li>butir</li></ul><div>kotak</div>
    <img src="{alamat}/gambar.svg" alt="a"><img src="{berkas}" alt="b"><img src="{PNG}" alt="c">
    <img src="{alamat.replace("http", "HTTP")}/besar.svg" alt="d">
    <img src="//{alamat.partition("//")[2]}/tanpa-skema.svg" alt="e">
    <img src="data:image/svg+xml,&lt;svg xmlns='http://www.w3.org/2000/svg'>&lt;image
      href='{alamat}/dalam.svg' width='9' height='9'/>&lt;/svg>" alt="f">
    <object data="{alamat}/objek.svg"></object><embed src="{alamat}/tanam.svg">
    <iframe src="{alamat}/bingkai"></iframe>
    <object data="{berkas}"></object><embed src="{berkas}">
    <svg width="20" height="20"><image href="{alamat}/svg.svg" width="9" height="9"/>
      <use href="{berkas}#a"/><style>@import url("{alamat}/c.css");</style></svg>
    <a rel="attachment" href="{alamat}/tautan">lampiran</a><a rel="attachment" href="{berkas}">lampiran</a>
    <video src="{alamat}/video" poster="{alamat}/poster.svg"></video>
    </body></html>"""


ALAMAT_DITOLAK = [
    "http://127.0.0.1/x",
    "https://127.0.0.1/x",
    "HTTP://127.0.0.1/x",
    "ftp://127.0.0.1/x",
    "gopher://127.0.0.1/x",
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "file://127.0.0.1/etc/passwd",
    "/etc/passwd",
    "//127.0.0.1/x",
    "data:text/css,body{}",
    "data:image/svg+xml,<svg/>",
    "javascript:alert(1)",
    "jar:file:///a!/b",
    "aset:",
    "aset:../sakip/settings.py",
    "aset:css/../../sakip/settings.py",
    "aset:css/%2e%2e/%2e%2e/sakip/settings.py",
    "aset:/etc/passwd",
    "aset://css/dokumen.css",
    "aset:css/sakip.css",
    "aset:css/dokumen.css?x",
]


@pytest.mark.parametrize("alamat", ALAMAT_DITOLAK)
def test_alamat_luar_tidak_dilayani(alamat):
    with pytest.raises(ValueError, match="tidak dilayani"):
        proses.pengambil_aset(cetak.daftar_aset()).fetch(alamat)


def test_pengambil_juga_menolak_lewat_open():
    """The base class opens addresses on its own, for instance after a redirect."""
    from urllib.request import Request

    pengambil = proses.pengambil_aset(cetak.daftar_aset())
    for cara in (pengambil, pengambil.open, lambda alamat: pengambil.open(Request(alamat))):  # noqa: S310
        with pytest.raises(ValueError, match="tidak dilayani"):
            cara("http://127.0.0.1/x")


def test_aset_sendiri_dilayani():
    pengambil = proses.pengambil_aset(cetak.daftar_aset())
    for nama in cetak.ASET:
        jawaban = pengambil.fetch(f"aset:{nama}")
        assert jawaban.read() == (cetak.STATIS / nama).read_bytes()
        assert jawaban.content_type in proses.TIPE_ASET.values()


def test_naskah_tidak_mengambil_apa_pun_dari_luar(kenari, berkas_rahasia):
    alamat, ketukan = kenari
    pdf = cetak_pdf(jebakan(alamat, berkas_rahasia.as_uri()))
    assert ketukan == []
    assert "Isi tetap tercetak" in teks(pdf)
    assert RAHASIA not in teks(pdf)
    assert baca(pdf).attachments == {}
    assert [gambar for halaman in baca(pdf).pages for gambar in halaman.images] == []


def test_alamat_dasar_tidak_membuka_jalan(kenari, berkas_rahasia):
    """A <base> turns relative addresses into outside ones; they are refused all the same."""
    alamat, ketukan = kenari
    for dasar in (f"{alamat}/", berkas_rahasia.parent.as_uri() + "/"):
        html = f'<html lang="id"><base href="{dasar}"><title>x</title><p>Isi<img src="rahasia.svg" alt="x">'
        assert RAHASIA not in teks(cetak_pdf(html))
    assert ketukan == []


def test_jebakan_memang_menjebak(kenari, berkas_rahasia):
    """The two tests above rest on this: the engine's own fetcher walks into the traps."""
    from weasyprint import HTML

    alamat, ketukan = kenari
    pdf = HTML(string=jebakan(alamat, berkas_rahasia.as_uri())).write_pdf()
    assert len(set(ketukan)) > 10
    assert RAHASIA in teks(pdf)
    assert baca(pdf).attachments


# -- the process ------------------------------------------------------------------------------------


def test_pdf_bertag_berbahasa_dan_berjudul():
    pdf = baca(cetak_pdf(jadikan_html(nota_dinas())))
    akar = pdf.trailer["/Root"]
    assert akar["/Lang"] == "id"
    assert akar["/MarkInfo"]["/Marked"]
    assert akar["/StructTreeRoot"]["/K"]
    assert akar["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "Nota Dinas" in pdf.metadata.title
    assert "Kependudukan" in pdf.metadata.title
    assert pdf.metadata.author == "Dinas Kependudukan dan Pencatatan Sipil"
    assert b"pdfuaid" in akar["/Metadata"].get_data()


def test_huruf_sendiri_dipakai_dan_tertanam():
    pdf = baca(cetak_pdf(jadikan_html(nota_dinas())))
    huruf = {
        nama["/BaseFont"]
        for halaman in pdf.pages
        for nama in (satu.get_object() for satu in halaman["/Resources"]["/Font"].values())
    }
    assert huruf
    assert all(re.fullmatch(r"/[A-Z]{6}\+Naskah.*", nama) for nama in huruf)


def jalankan_python(kode: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", kode], cwd=cetak.AKAR, capture_output=True, text=True, timeout=60
    )


def test_proses_web_tidak_memuat_mesin_pdf():
    kode = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'sakip.settings'\n"
        "import django; django.setup()\n"
        "import laporan.antrean, laporan.views_cetakan, laporan.cetak as c\n"
        "c.kunci_isi('x'); assert c.cetak_pdf('<html lang=id><title>x</title><p>x').startswith(b'%PDF')\n"
        "assert 'weasyprint' not in sys.modules\n"
    )
    hasil = jalankan_python(kode)
    assert hasil.returncode == 0, hasil.stderr


def test_proses_cetak_tidak_memuat_django(tmp_path):
    cetak.siapkan_folder(tmp_path / "kerja", "<html lang=id><title>x</title><p>x")
    kode = (
        "import sys; from pathlib import Path; from laporan import proses_cetak as p\n"
        f"assert p.utama(Path({str(tmp_path / 'kerja')!r})) == 0\n"
        "assert 'weasyprint' in sys.modules\n"
        "assert not [m for m in sys.modules if m.split('.')[0] in ('django', 'sakip', 'psycopg')]\n"
    )
    hasil = jalankan_python(kode)
    assert hasil.returncode == 0, hasil.stderr


def test_proses_tidak_menerima_kunci_dan_basis_data(tmp_path, monkeypatch):
    terima = {}
    monkeypatch.setenv("SECRET_KEY", "kunci-yang-tidak-boleh-keluar")
    monkeypatch.setattr(cetak.subprocess, "Popen", lambda perintah, **lain: terima.update(lain))
    cetak.mulai_proses(tmp_path, 1)
    assert "PATH" in terima["env"]
    assert not {"SECRET_KEY", "DATABASE_URL", "DJANGO_SETTINGS_MODULE"} & set(terima["env"])


def tabel(baris: int) -> str:
    isi = "<tr>" + "<td>Indikator kinerja yang panjang namanya</td>" * 8 + "</tr>"
    return f"<html lang=id><title>x</title><table>{isi * baris}</table>"


def test_terlalu_lama_dihentikan_dan_diberitahukan():
    mulai = time.monotonic()
    with pytest.raises(GagalCetak, match="terlalu lama"):
        cetak_pdf(tabel(20_000), batas_detik=2)
    # The alarm at two seconds, not the limit of computing time that stands behind it at seven.
    assert time.monotonic() - mulai < 6


def test_memori_habis_dihentikan_dan_diberitahukan(monkeypatch):
    monkeypatch.setattr(cetak, "MEMORI_TERBESAR", 260 * cetak.MB)
    with pytest.raises(GagalCetak, match=r"terlalu besar|terhenti"):
        cetak_pdf(tabel(20_000), batas_detik=60)
    assert cetak_pdf(tabel(3)).startswith(b"%PDF")


def test_berkas_terlalu_besar_dihentikan(monkeypatch):
    monkeypatch.setattr(cetak, "PDF_TERBESAR", 4000)
    with pytest.raises(GagalCetak, match="terlalu besar"):
        cetak_pdf(tabel(40))


def test_naskah_terlalu_panjang_ditolak_sebelum_proses(monkeypatch):
    monkeypatch.setattr(cetak, "HTML_TERBESAR", 500)
    monkeypatch.setattr(cetak, "mulai_proses", None)
    with pytest.raises(GagalCetak, match="terlalu besar"):
        cetak_pdf("x" * 501)


def test_sarang_terlalu_dalam_tidak_menggantung():
    with pytest.raises(GagalCetak):
        cetak_pdf("<html lang=id><title>x</title>" + "<div>" * 3_000 + "x", batas_detik=30)


def test_folder_sementara_tidak_tertinggal(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    cetak_pdf("<html lang=id><title>x</title><p>x")
    with pytest.raises(GagalCetak):
        cetak_pdf(tabel(20_000), batas_detik=1)
    assert list(tmp_path.iterdir()) == []


def test_kunci_mengikuti_isi_gaya_dan_versi(monkeypatch):
    html = jadikan_html(nota_dinas())
    assert kunci_isi(html) == kunci_isi(jadikan_html(nota_dinas()))
    semula = kunci_isi(html)
    assert kunci_isi(jadikan_html(replace(nota_dinas(), hal="Hal lain"))) != semula
    monkeypatch.setattr(cetak, "_versi_mesin", lambda: "0")
    baru = kunci_isi(html)
    assert baru != semula
    monkeypatch.setattr(cetak, "ASET", cetak.ASET[:1])
    assert kunci_isi(html) != baru


# -- the queue --------------------------------------------------------------------------------------


@pytest.fixture
def proses_dimulai(monkeypatch):
    """The folders for which a process was started, in order."""
    asli, daftar = cetak.mulai_proses, []

    def catat_lalu_mulai(folder, pegangan):
        jalan = asli(folder, pegangan)
        daftar.append((folder, jalan))
        return jalan

    monkeypatch.setattr(cetak, "mulai_proses", catat_lalu_mulai)
    return daftar


@pytest.fixture
def proses_tidur(monkeypatch):
    """Instead of the engine, a process that never ends by itself; ended after the test."""
    daftar = []

    def tidur(folder, pegangan):
        jalan = subprocess.Popen(["sleep", "600"], pass_fds=(pegangan,), start_new_session=True)
        (folder / proses.NOMOR).write_text(str(jalan.pid))
        daftar.append(jalan)
        return jalan

    monkeypatch.setattr(cetak, "mulai_proses", tidur)
    yield daftar
    for jalan in daftar:
        jalan.kill()
        jalan.wait()


def surat(nomor: int = 1) -> NotaDinas:
    return replace(nota_dinas(), hal=f"Perintah nomor {nomor}")


def minta(kantor, bentuk=None, oleh=None) -> Cetakan:
    return antrean.minta(
        bentuk=bentuk or surat(),
        opd=kantor.opd,
        jenis="nota_dinas",
        judul="Nota Dinas",
        nama_berkas="nota-dinas.pdf",
        oleh=oleh or kantor.sekretaris,
    )


def test_diminta_dicetak_dan_disimpan(kantor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        cetakan = antrean.tunggu(minta(kantor), 30)
    assert cetakan.status == Cetakan.Status.SELESAI
    pdf = cetakan.berkas.read()
    assert "Perintah nomor 1" in teks(pdf)
    assert cetakan.sidik == sha256(pdf).hexdigest()
    assert cetakan.ukuran == len(pdf)
    assert cetakan.halaman == len(baca(pdf).pages) == 1
    assert "nota" not in cetakan.berkas.name
    assert not cetakan.jalur_folder.exists()


def test_isi_sama_satu_berkas_dan_satu_proses(kantor, proses_dimulai):
    pertama = antrean.tunggu(minta(kantor), 30)
    kedua = minta(kantor, oleh=kantor.kasubbag)
    assert kedua == pertama
    assert kedua.berkas.name == pertama.berkas.name
    assert kedua.diminta_oleh == kantor.sekretaris
    assert len(proses_dimulai) == 1
    assert minta(kantor, surat(2)) != pertama


def test_isi_sama_di_opd_lain_baris_sendiri(kantor, kantor_lain, proses_tidur):
    assert minta(kantor) != minta(kantor_lain)


def test_proses_mati_menjadi_gagal_lalu_dapat_diulang(kantor, proses_dimulai):
    cetakan = minta(kantor)
    proses_dimulai[0][1].kill()
    proses_dimulai[0][1].wait()
    cetakan = antrean.tunggu(cetakan, 10)
    assert cetakan.status == Cetakan.Status.GAGAL
    assert cetakan.galat == cetak.TERHENTI
    cetakan = antrean.tunggu(antrean.ulangi(cetakan=cetakan, oleh=kantor.kepala), 30)
    assert cetakan.status == Cetakan.Status.SELESAI
    assert cetakan.galat == ""
    assert cetakan.diminta_oleh == kantor.kepala
    assert len(proses_dimulai) == 2


def test_yang_gagal_dicetak_lagi_bila_diminta_lagi(kantor, proses_dimulai):
    cetakan = minta(kantor)
    proses_dimulai[0][1].kill()
    assert antrean.tunggu(cetakan, 10).status == Cetakan.Status.GAGAL
    lagi = antrean.tunggu(minta(kantor), 30)
    assert (lagi.pk, lagi.status) == (cetakan.pk, Cetakan.Status.SELESAI)


def test_galat_proses_terbaca_oleh_peminta(kantor, monkeypatch):
    monkeypatch.setattr(cetak, "PDF_TERBESAR", 4000)
    cetakan = antrean.tunggu(minta(kantor), 30)
    assert cetakan.status == Cetakan.Status.GAGAL
    assert cetakan.galat == proses.TERLALU_BESAR
    # The sentence of that try does not speak for the next one.
    monkeypatch.undo()
    cetakan.refresh_from_db()
    assert antrean.tunggu(minta(kantor), 30).status == Cetakan.Status.SELESAI


def test_ulangi_yang_tidak_gagal_ditolak(kantor, proses_tidur):
    with pytest.raises(TindakanDitolak, match="tidak gagal"):
        antrean.ulangi(cetakan=minta(kantor), oleh=kantor.kepala)
    assert len(proses_tidur) == 1


def test_ulangi_tanpa_naskah_ditolak(kantor, proses_dimulai):
    cetakan = minta(kantor)
    proses_dimulai[0][1].kill()
    cetakan = antrean.tunggu(cetakan, 10)
    (cetakan.jalur_folder / proses.NASKAH).unlink()
    with pytest.raises(TindakanDitolak, match="halaman asalnya"):
        antrean.ulangi(cetakan=cetakan, oleh=kantor.kepala)
    cetakan.refresh_from_db()
    assert cetakan.status == Cetakan.Status.GAGAL


def test_berkas_terhapus_dicetak_lagi(kantor, proses_dimulai):
    cetakan = antrean.tunggu(minta(kantor), 30)
    cetakan.berkas.storage.delete(cetakan.berkas.name)
    lagi = antrean.tunggu(minta(kantor), 30)
    assert lagi.pk == cetakan.pk
    assert lagi.ada_berkas
    assert len(proses_dimulai) == 2


def test_setelah_server_mati_dimulai_oleh_yang_melihat(kantor, monkeypatch):
    """The row is there and so is its text; the server died before the process began."""
    with monkeypatch.context() as mati:
        mati.setattr(antrean, "jalankan", lambda: None)
        cetakan = minta(kantor)
        assert cetakan.status == Cetakan.Status.ANTRE
    assert antrean.tunggu(cetakan, 30).status == Cetakan.Status.SELESAI


def test_dikerjakan_tanpa_proses_menjadi_gagal(kantor, monkeypatch):
    """The server died between taking the place and starting the process; the place comes free."""
    with monkeypatch.context() as mati:
        mati.setattr(cetak, "mulai_proses", lambda *_: subprocess.Popen(["true"]))
        cetakan = minta(kantor)
        assert cetakan.status == Cetakan.Status.DIKERJAKAN
    assert antrean.periksa(cetakan).status == Cetakan.Status.GAGAL
    assert cetakan.tempat is None


def test_proses_yang_melewati_batas_diakhiri(kantor, proses_tidur):
    cetakan = minta(kantor)
    assert antrean.periksa(cetakan).status == Cetakan.Status.DIKERJAKAN
    lama = timezone.now() - timedelta(seconds=antrean.BATAS_DETIK + antrean.KELONGGARAN + 1)
    Cetakan.objects.filter(pk=cetakan.pk).update(mulai_pada=lama)
    assert antrean.periksa(cetakan).status == Cetakan.Status.GAGAL
    assert cetakan.galat == proses.TERLALU_LAMA
    assert proses_tidur[0].wait(5) == -signal.SIGKILL


def test_paling_banyak_dua_sekaligus_dan_semua_selesai(kantor, proses_dimulai):
    daftar = [minta(kantor, surat(nomor)) for nomor in range(5)]
    sekaligus = []
    batas = time.monotonic() + 60
    while any(not antrean.periksa(satu).sudah_tuntas for satu in daftar) and time.monotonic() < batas:
        sekaligus.append(sum(jalan.poll() is None for _, jalan in proses_dimulai))
        time.sleep(0.05)
    assert {satu.status for satu in daftar} == {Cetakan.Status.SELESAI}
    assert max(sekaligus) == 2
    urutan = [folder.name for folder, _ in proses_dimulai]
    assert urutan == [satu.folder for satu in daftar]


def test_tempat_yang_dipakai_tidak_dapat_diambil_lagi(kantor, proses_tidur):
    satu, dua, tiga = (minta(kantor, surat(nomor)) for nomor in range(3))
    assert [s.status for s in (satu, dua, tiga)] == ["dikerjakan", "dikerjakan", "antre"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Cetakan.objects.filter(pk=tiga.pk).update(
            status="dikerjakan", tempat=satu.tempat, mulai_pada=timezone.now()
        )


@pytest.mark.django_db(transaction=True)
def test_berebut_meminta_isi_yang_sama_satu_baris_satu_proses(kantor, proses_dimulai):
    orang = [kantor.sekretaris, kantor.kasubbag, kantor.kepala, kantor.ketua_tim]
    bersama = threading.Barrier(len(orang))
    connection.close()

    def gerak(akun):
        try:
            connection.ensure_connection()
            bersama.wait(20)
            return antrean.tunggu(minta(kantor, oleh=akun), 30)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(orang)) as kolam:
        hasil = list(kolam.map(gerak, orang))
    assert {satu.pk for satu in hasil} == {Cetakan.objects.get().pk}
    assert {satu.status for satu in hasil} == {Cetakan.Status.SELESAI}
    assert len(proses_dimulai) == 1
    assert not hasil[0].jalur_folder.exists()


# -- the pages --------------------------------------------------------------------------------------


def test_unduhan_adalah_lampiran(kantor, sebagai):
    cetakan = antrean.tunggu(minta(kantor), 30)
    jawaban = sebagai(kantor.staf_dua).get(reverse("cetakan_unduh", args=[cetakan.pk]))
    assert jawaban.status_code == 200
    assert jawaban["Content-Disposition"] == 'attachment; filename="nota-dinas.pdf"'
    assert jawaban["Content-Type"] == "application/pdf"
    assert jawaban["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in jawaban["Content-Security-Policy"]
    assert "no-store" in jawaban["Cache-Control"]
    assert b"".join(jawaban.streaming_content) == cetakan.berkas.read()


def test_halaman_memuat_ulang_sendiri_sampai_tuntas(kantor, sebagai, proses_tidur):
    cetakan = minta(kantor)
    halaman = sebagai(kantor.staf_satu).get(cetakan.get_absolute_url())
    assert 'http-equiv="refresh"' in halaman.text
    assert "Sedang dicetak" in halaman.text
    assert "Unduh PDF" not in halaman.text
    unduh = sebagai(kantor.staf_satu).get(reverse("cetakan_unduh", args=[cetakan.pk]))
    assert unduh.status_code == 302
    assert unduh.url == cetakan.get_absolute_url()


def test_halaman_selesai_menawarkan_unduhan(kantor, sebagai):
    cetakan = antrean.tunggu(minta(kantor), 30)
    halaman = sebagai(kantor.staf_satu).get(cetakan.get_absolute_url()).text
    assert reverse("cetakan_unduh", args=[cetakan.pk]) in halaman
    assert cetakan.sidik in halaman
    assert 'http-equiv="refresh"' not in halaman


def test_halaman_gagal_menyebut_sebab_dan_dapat_diulang(kantor, sebagai, proses_dimulai):
    cetakan = minta(kantor)
    proses_dimulai[0][1].kill()
    antrean.tunggu(cetakan, 10)
    klien = sebagai(kantor.sekretaris)
    halaman = klien.get(cetakan.get_absolute_url()).text
    assert cetak.TERHENTI in halaman
    assert "Coba lagi" in halaman
    ulang = reverse("cetakan_ulang", args=[cetakan.pk])
    assert klien.get(ulang).status_code == 405
    assert klien.post(ulang).url == cetakan.get_absolute_url()
    assert antrean.tunggu(cetakan, 30).status == Cetakan.Status.SELESAI


@pytest.mark.parametrize("nama", ["cetakan_lihat", "cetakan_unduh", "cetakan_ulang"])
def test_cetakan_opd_lain_tidak_ada(kantor, kantor_lain, sebagai, proses_tidur, nama):
    alamat = reverse(nama, args=[minta(kantor).pk])
    kirim = "post" if nama == "cetakan_ulang" else "get"
    lupakan_peran(kantor_lain.kepala)
    assert getattr(sebagai(kantor_lain.kepala), kirim)(alamat).status_code == 404
    klien = sebagai(kantor.kepala)
    assert getattr(klien, kirim)(alamat).status_code in (200, 302)
    klien.logout()
    assert "/masuk/" in getattr(klien, kirim)(alamat).url


def test_jawab_memberi_pdf_yang_cepat_dan_halaman_bagi_yang_lama(kantor, rf, monkeypatch, proses_tidur):
    from laporan import views_cetakan

    monkeypatch.setattr(views_cetakan, "TUNGGU_DETIK", 0.2)
    lambat = minta(kantor)
    assert views_cetakan.jawab(rf.get("/"), lambat).url == lambat.get_absolute_url()
    monkeypatch.undo()
    os.killpg(proses_tidur[0].pid, signal.SIGKILL)
    cepat = minta(kantor, surat(2))
    assert views_cetakan.jawab(rf.get("/"), cepat).url == reverse("cetakan_unduh", args=[cepat.pk])


def test_nomor_kosong_dan_nama_panjang_tetap_tercetak():
    panjang = replace(nota_dinas(), naskah=naskah("Nota Dinas", nomor=""), kepada="Contoh" * 120)
    isi = teks(cetak_pdf(jadikan_html(panjang)))
    assert "belum diberi nomor" in isi
    assert re.sub(r"\s", "", isi).count("Contoh") >= 120
