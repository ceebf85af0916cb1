"""A year as an office sets it up: planned once, a month that opens by itself, and a past month added."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from alur import tindakan
from alur.buka_jadwal import buka_harian
from alur.disposisi import terima_disposisi
from alur.giliran import penerima_disposisi
from alur.models import Langkah, Pelaksanaan, RencanaTahun
from organisasi.waktu import hari_ini
from pengumpulan.models import Formulir
from perencanaan.models import (
    Indikator,
    PenanggungJawabData,
    PenempatanIndikator,
    Simpul,
    VersiIndikator,
)
from tests.alur.penjalan import adopsi_kode, para_pelaku
from tests.pabrik import AWAL
from tests.peramban import langkah_kantor as langkah
from tests.peramban.conftest import TELEPON

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def kantor(kantor):
    """An office under SOP 000 whose three units each bring one figure a month, this year and last."""
    adopsi_kode(kantor, "000")
    tahun = hari_ini().year
    simpul = [
        Simpul.objects.create(opd=kantor.opd, tahun=satu, jenjang="program", uraian="Program Contoh")
        for satu in (tahun, tahun - 1)
    ]
    for nomor, unit in enumerate((kantor.sekretariat, kantor.bidang_satu, kantor.bidang_dua), 1):
        indikator = Indikator.objects.create(
            opd=kantor.opd, kode=f"IKB-{nomor}", nama=f"Jumlah layanan contoh {nomor}"
        )
        VersiIndikator.objects.create(
            indikator=indikator,
            nama=indikator.nama,
            satuan="Layanan",
            metode="jumlah",
            frekuensi="bulan",
            tanggal_mulai=AWAL,
        )
        PenanggungJawabData.objects.create(indikator=indikator, unit=unit, tanggal_mulai=AWAL)
        for satu in simpul:
            PenempatanIndikator.objects.create(
                indikator=indikator, simpul=satu, jenis="program", urutan=nomor
            )
    return kantor


def susun_rencana(tim, tahun: int) -> RencanaTahun:
    """The plan with January alone, opening tomorrow, by the jalur ringkas; put in force."""
    besok = hari_ini() + timedelta(days=1)
    tim.buka("/pelaksanaan/mulai/")
    langkah.rapi(tim)
    tim.page.get_by_role("link", name="Susun rencana setahun").click()
    tim.page.get_by_label(re.compile(r"^\s*Pengumpulan Data \(")).check()
    tim.page.locator("main").get_by_label(langkah.persis("Tahun")).select_option(str(tahun))
    tim.page.get_by_role("button", name="Susun rencana").click()
    page = tim.page
    expect(page.get_by_role("heading", name=f"Rencana Pengumpulan Data Tahun {tahun}")).to_be_visible()
    page.get_by_label(langkah.persis("Nomor Nota Dinas")).fill("050/1")
    page.get_by_label(langkah.persis("Tanggal Nota Dinas")).fill(f"{tahun}-01-01")
    for satu in page.get_by_label(re.compile("^Jadwalkan ")).all():
        satu.uncheck()
    page.get_by_label(f"Jadwalkan Januari {tahun}", exact=True).check()
    page.get_by_label(f"Dibuka Januari {tahun}", exact=True).fill(besok.isoformat())
    page.get_by_label(f"Batas waktu Januari {tahun}", exact=True).fill(hari_ini().isoformat())
    page.get_by_role("button", name="Tetapkan rencana").click()
    # A mistake keeps everything that was typed, and says where it is.
    expect(page.get_by_text("Batas waktu tidak boleh sebelum tanggal dibuka.")).to_be_visible()
    expect(page.get_by_label(langkah.persis("Nomor Nota Dinas"))).to_have_value("050/1")
    langkah.rapi(tim)
    page.get_by_label(f"Batas waktu Januari {tahun}", exact=True).fill(
        (besok + timedelta(days=7)).isoformat()
    )
    page.get_by_role("button", name="Tetapkan rencana").click()
    expect(page.get_by_text("Pelaksanaannya terbuka sendiri pada harinya.")).to_be_visible()
    expect(page.get_by_text("Menunggu harinya")).to_be_visible()
    langkah.rapi(tim)
    return RencanaTahun.objects.get()


def lewat_jalur_ringkas(tim, run: Pelaksanaan) -> None:
    """On a phone, without JavaScript: from Tugas Saya to the forms with one button."""
    tim.buka("/")
    tim.page.get_by_role("link", name=re.compile("^Jalur ringkas")).click()
    expect(tim.page.get_by_text("Terjawab oleh rencana tahun")).to_be_visible()
    tim.page.get_by_role("button", name="Catat semua dan bagikan formulir").click()
    expect(tim.page.get_by_text("4 langkah tercatat.")).to_be_visible()
    expect(tim.page.locator(".giliran")).to_contain_text("Langkah 7 dari 12")
    expect(tim.page.locator("main")).to_contain_text(f"dibuka menurut Rencana Tahun {run.periode.tahun}")
    expect(tim.page.locator("main")).to_contain_text("Lewat jalur ringkas")
    expect(tim.page.locator("main")).to_contain_text("Menurut rencana tahun")


def unit_mengisi(orang, run: Pelaksanaan, kode: str) -> None:
    langkah.buka_formulir(orang, run)
    langkah.ketik(orang, kode, "7")
    langkah.serahkan(orang)


def sampai_arsip(run: Pelaksanaan) -> None:
    """What is left is done as on every run; its pages have their own tests."""
    for _ in range(20):
        catatan = run.catatan.filter(selesai_pada=None).select_related("langkah").first()
        if catatan is None:
            return
        lakukan = tindakan.setujui if catatan.langkah.jalur_kembali.exists() else tindakan.selesaikan
        arsip = {"lokasi": "Map 1", "alasan_kurang": "Tidak dibuat untuk bulan rutin"}
        for oleh in para_pelaku(catatan):
            lakukan(
                catatan=catatan,
                oleh=oleh,
                isian=arsip if catatan.langkah.layar == Langkah.Layar.ARSIP else None,
            )
        if disposisi := catatan.disposisi.filter(keputusan="").first():
            terima_disposisi(
                disposisi=disposisi, oleh=penerima_disposisi(catatan.langkah)[0].pegawai.pengguna
            )
    raise AssertionError("Pelaksanaan tidak pernah berakhir.")


def catat_lampau(tim, tahun: int) -> Pelaksanaan:
    """January of last year, with the days on which it really happened."""
    tim.buka("/pelaksanaan/mulai/")
    tim.page.get_by_role("link", name="Catat periode yang lewat").click()
    tim.page.locator("main").get_by_label(langkah.persis("Tahun")).select_option(str(tahun))
    tim.page.get_by_role("button", name="Tampilkan").click()
    langkah.rapi(tim)
    tim.page.get_by_label(f"Catat Januari {tahun}", exact=True).check()
    tim.page.get_by_label(f"Perintah diberikan Januari {tahun}", exact=True).fill(f"{tahun}-02-03")
    tim.page.get_by_role("button", name="Catat periode yang dicentang").click()
    page = tim.page
    expect(page.get_by_role("heading", name="Tanggal sebenarnya tiap langkah")).to_be_visible()
    page.get_by_label(langkah.persis("Atas dasar")).fill("Nota Dinas nomor 3")
    tanggal = page.get_by_label(langkah.persis("Tanggal sebenarnya"))
    for nomor in range(6):
        tanggal.nth(nomor).fill(f"{tahun}-02-{3 + nomor:02d}")
    tanggal.nth(5).fill(f"{tahun}-02-04")
    page.get_by_role("button", name="Catat semua dan bagikan formulir").click()
    expect(page.get_by_text(re.compile("tidak boleh lebih dahulu daripada langkah 5"))).to_be_visible()
    langkah.rapi(tim)
    tanggal.nth(5).fill(f"{tahun}-02-08")
    page.get_by_role("button", name="Catat semua dan bagikan formulir").click()
    expect(page.get_by_text("6 langkah tercatat, tanggal langkah lainnya tersimpan.")).to_be_visible()
    expect(page.locator(".kepala-sub")).to_contain_text("dicatat belakangan")
    expect(page.locator("main")).to_contain_text(f"8 Februari {tahun}")
    langkah.rapi(tim)
    return Pelaksanaan.objects.get(dicatat_belakangan=True)


def test_setahun_sekali_atur(layar, kantor):
    tahun = hari_ini().year
    tim = layar(kantor.ketua_tim)
    rencana = susun_rencana(tim, tahun)
    assert not Pelaksanaan.objects.exists()

    assert buka_harian(kantor.pemda, hari_ini() + timedelta(days=1)) == "1 pelaksanaan dibuka, 0 terkendala."
    run = Pelaksanaan.objects.get(jadwal__rencana=rencana)
    lewat_jalur_ringkas(layar(kantor.anggota_tim, ukuran=TELEPON, javascript=False), run)
    for akun, kode in ((kantor.kasubbag, "IKB-1"), (kantor.staf_satu, "IKB-2"), (kantor.staf_dua, "IKB-3")):
        unit_mengisi(layar(akun), run, kode)
    assert set(Formulir.objects.values_list("status", flat=True)) == {Formulir.Status.DISERAHKAN}
    sampai_arsip(run)
    tim.buka(rencana.get_absolute_url())
    expect(tim.page.locator("main")).to_contain_text("Selesai")

    lampau = catat_lampau(layar(kantor.ketua_tim, ukuran=TELEPON), tahun - 1)
    assert [satu.selesai_pada.day for satu in lampau.catatan.exclude(selesai_pada=None).order_by("pk")] == [
        3, 4, 5, 6, 7, 8
    ]  # fmt: skip
