"""Papers of steps 1 to 6 as an office makes them: written, printed, numbered, locked, verified, signed."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from alur.models import RencanaTindakLanjut
from laporan.models import NaskahFinal
from organisasi.models import KodeNomor
from organisasi.waktu import hari_ini
from tests.alur.penjalan import adopsi_kode
from tests.panggung import PDF, TAHUN
from tests.pengumpulan import meja
from tests.peramban import langkah_kantor as langkah
from tests.peramban.conftest import TELEPON
from tests.peramban.langkah_kantor import persis, rapi

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]
RAPAT = {
    "Tempat": "Ruang rapat lantai dua",
    "Waktu": "09.00 sampai 10.30",
    "Notulis": "Anggota Tim",
    "Hadir, baris 1": True,
    "Hadir, baris 3": True,
    "Pokok pembahasan, baris 1": "Jadwal pengumpulan",
    "Pembicara, baris 1": "Sekretaris",
    "Keputusan, baris 1": "Formulir diisi sampai tanggal 10",
    "Yang harus dilakukan, baris 1": "Susun daftar bukti",
    "Penanggung jawab, baris 1": "Kepala Bidang Satu DISCONTOH",
    "Tenggat, baris 1": "2099-01-05",
}


@pytest.fixture
def kantor(kantor):
    """An office that runs SOP 001, with a register and indicators for its forms."""
    adopsi_kode(kantor, "001")
    KodeNomor.objects.create(
        opd=kantor.opd, kode="000.8.6", nama="Kinerja", pola="{kode}/{nomor}/DISCONTOH/{tahun}"
    )
    for nomor, unit in enumerate((kantor.bidang_satu, kantor.bidang_dua, kantor.sekretariat), 1):
        meja.indikator(kantor, f"IK-{nomor}", unit, target=100)
    return kantor


def buka_naskah(orang, run, judul: str) -> None:
    orang.buka(f"{run.get_absolute_url()}naskah/")
    orang.page.get_by_role("link", name=judul, exact=True).click()
    expect(orang.page.get_by_role("heading", name=judul, level=1)).to_be_visible()


def pdf(orang, run, judul: str) -> str:
    return langkah.teks_pdf(langkah.unduh_naskah(orang, run, judul))


def test_naskah_langkah_satu_sampai_enam(layar, kantor):
    sekretaris, kepala = layar(kantor.sekretaris), layar(kantor.kepala, ukuran=TELEPON)
    tim = layar(kantor.ketua_tim)
    run = langkah.mulai(sekretaris, "Pengumpulan", f"TW I {TAHUN}")

    # The Kepala orders on a phone.
    langkah.selesaikan(kepala, run, 1)
    rapi(kepala)

    # The invitation goes out before the meeting; a row is added without leaving the page.
    langkah.giliran(sekretaris, run, 2)
    form = sekretaris.page.locator("form[action$='/selesaikan/']")
    peserta = form.locator("[data-baris$='peserta']")
    banyak = peserta.locator("[data-baris-satu]").count()
    peserta.get_by_role("button", name=re.compile("^Tambah peserta")).click()
    expect(peserta.locator("[data-baris-satu]")).to_have_count(banyak + 1)
    langkah.tulis(form, {f"Nama, baris {banyak + 1}": "Tamu dari Bappeda"})
    langkah.tulis(form, {k: v for k, v in RAPAT.items() if k in {"Tempat", "Waktu"}})
    form.get_by_role("button", name="Simpan dulu").click()
    expect(sekretaris.page.locator(".pesan")).to_contain_text("Tersimpan")
    undangan = pdf(sekretaris, run, "Undangan")
    assert "Tamu dari Bappeda" in undangan and "Ruang rapat lantai dua" in undangan and "DRAF" in undangan
    langkah.selesaikan(sekretaris, run, 2, **RAPAT)
    rapi(sekretaris)
    (tindak_lanjut,) = RencanaTindakLanjut.objects.all()
    assert (tindak_lanjut.asal, tindak_lanjut.uraian) == ("notulen", "Susun daftar bukti")

    # The plan has days; the checklist says what is there; the forms go out.
    langkah.selesaikan(tim, run, 3, Pembagian_tugas="Ketua Tim: rekapitulasi")
    langkah.selesaikan(
        tim,
        run,
        4,
        **{"Keadaan, baris 2": "Ada", "Tempat, baris 2": "Map 1", "Keterangan, baris 3": "Diminta"},
    )
    langkah.selesaikan(tim, run, 5)
    langkah.selesaikan(tim, run, 6)

    # Every paper, as PDF and as Word; drafts say so.
    teks = {}
    for judul in (
        "Nota Dinas",
        "Daftar Hadir",
        "Notulen",
        "Program Kerja",
        "Daftar Periksa Dokumen",
        "Bukti Tanda Terima",
    ):
        teks[judul] = pdf(tim, run, judul)
        assert "DRAF" in teks[judul] and "belum diberi nomor" in teks[judul]
        tim.buka(f"{run.get_absolute_url()}naskah/")
        assert langkah.unduh(tim, tim.page.get_by_role("link", name=f"Word {judul}", exact=True))[:2] == b"PK"
    assert re.search(r"2 dari \d+ yang diundang hadir", teks["Daftar Hadir"])
    assert "Sekretaris: Jadwal pengumpulan" in teks["Notulen"] and "5 Januari 2099" in teks["Notulen"]
    assert str(hari_ini().year) in teks["Program Kerja"] and "Map 1" in teks["Daftar Periksa Dokumen"]

    # A number from the register, then the lock; the paper is final.
    buka_naskah(tim, run, "Notulen")
    nomor = f"000.8.6/1/DISCONTOH/{hari_ini().year}"
    tim.page.get_by_role("button", name="Beri nomor").click()
    expect(tim.page.locator(".pesan")).to_contain_text(nomor)
    tim.page.get_by_role("button", name="Kunci (final)").click()
    expect(tim.page.locator(".pesan")).to_contain_text("Kode verifikasi")
    rapi(tim)
    final = NaskahFinal.objects.get()
    isi = langkah.unduh_naskah(tim, run, "Notulen")
    resmi = langkah.teks_pdf(isi)
    assert nomor in resmi and final.kode_tampil in resmi and "DRAF" not in resmi

    # Anyone verifies it, on a phone and without JavaScript, also against the file in hand.
    tamu = layar(ukuran=TELEPON, javascript=False)
    tamu.buka(reverse("verifikasi"))
    tamu.page.get_by_label("Kode verifikasi").fill(final.kode_tampil.lower())
    tamu.page.get_by_label(re.compile("^Bandingkan berkas")).set_input_files(
        {"name": "notulen.pdf", "mimeType": "application/pdf", "buffer": isi}
    )
    tamu.page.get_by_role("button", name="Periksa").click()
    hasil = tamu.page.locator("main")
    expect(hasil).to_contain_text("Naskah ini berlaku")
    expect(hasil).to_contain_text("sama dengan PDF yang diterbitkan")
    expect(hasil).not_to_contain_text("Jadwal pengumpulan")

    # Its signed scan, and the papers that may still follow.
    buka_naskah(tim, run, "Notulen")
    tim.page.get_by_label(persis("Pindaian")).set_input_files(
        {"name": "ttd.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    tim.page.get_by_role("button", name="Lampirkan pindaian").click()
    expect(tim.page.locator(".pesan")).to_contain_text("Pindaian bertanda tangan terlampir.")
    kelengkapan_habis(layar(kantor.sekretaris, ukuran=TELEPON, javascript=False), run)


def kelengkapan_habis(orang, run) -> None:
    """On a phone without JavaScript: one paper is attached, the others are declared; the list is empty."""
    langkah.buka(orang, run)
    daftar = orang.page.locator("#kelengkapan")
    kurang = daftar.locator("li", has_text="belum ada")
    banyak = kurang.count()
    assert banyak > 1
    daftar.get_by_text("Lampirkan berkas kelengkapan").click()
    daftar.get_by_label(persis("Untuk berkas")).select_option(index=1)
    daftar.get_by_label(persis("Berkas")).set_input_files(
        {"name": "survei.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    daftar.get_by_role("button", name="Lampirkan").click()
    expect(kurang).to_have_count(banyak - 1)
    daftar.get_by_text("Nyatakan tidak ada atau tidak diperlukan").click()
    for kotak in daftar.locator("[name$='daftar']").all():
        kotak.check()
    daftar.get_by_label(persis("Alasan")).fill("Tidak dikumpulkan pada triwulan ini")
    daftar.get_by_role("button", name="Nyatakan").click()
    expect(kurang).to_have_count(0)
    expect(daftar).to_contain_text("Semua berkas sampai langkah ini ada atau sudah dinyatakan.")
