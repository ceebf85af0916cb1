"""What people do in the browser: on a desk and on a phone, with keyboard only, without JavaScript, two at once."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from alur.models import CatatanLangkah
from alur.perbaikan import tindaklanjuti
from organisasi.models import Muatan
from organisasi.muatan import actions as pemuatan
from organisasi.muatan.antrean import KEMAJUAN
from organisasi.proses import kunci_folder
from perencanaan.perjanjian import buat_perubahan
from tests.alur.panggung_disposisi import disposisi_panggung
from tests.alur.panggung_halaman_tahun import objek_tahun
from tests.laporan.panggung_naskah import naskah_panggung
from tests.laporan.panggung_pohon import pohon_panggung
from tests.laporan.panggung_telaah import arahan_panggung, baris_telaah
from tests.pabrik import SANDI
from tests.panggung import ALASAN, PERBAIKAN, TAHUN, Panggung, terbuka
from tests.pengumpulan.panggung_formulir import formulir_panggung
from tests.pengumpulan.panggung_koreksi_halaman import koreksi_panggung
from tests.pengumpulan.panggung_susulan import objek_susulan, susulan_panggung
from tests.peramban.conftest import LEBAR, TELEPON
from tests.peramban.pemeriksa import meluap, pelanggaran
from tests.perencanaan.panggung_muat import MejaMuat
from tests.perencanaan.panggung_perjanjian import perjanjian_panggung
from tests.perencanaan.panggung_target import target_panggung
from tests.perencanaan.tabel_nyata import tulis_d31

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]


def halaman_run(pelaksanaan) -> str:
    return reverse("pelaksanaan_lihat", args=[pelaksanaan.pk])


def daftar_halaman(panggung: Panggung) -> list[str]:
    """Every page of the shell, a run in each of its states, and a page that does not exist."""
    return [
        reverse("beranda"),
        reverse("cari") + "?q=contoh",
        reverse("cari") + "?q=tidakadaapaapa",
        reverse("pelaksanaan_daftar"),
        reverse("pelaksanaan_mulai"),
        *halaman_tahun(panggung),
        halaman_run(panggung.awal),
        halaman_run(panggung.putusan),
        halaman_run(panggung.kembali),
        halaman_run(panggung.arsip),
        reverse("sop_daftar"),
        reverse("sop_lihat", args=[panggung.sop.pk]),
        reverse("sop_lihat", args=[panggung.sop.asal_id]),
        reverse("pemberitahuan"),
        reverse("organisasi_lihat"),
        reverse("jejak_daftar"),
        reverse("indikator_daftar"),
        reverse("indikator_lihat", args=[panggung.realisasi.indikator_id]),
        reverse("realisasi_daftar"),
        reverse("realisasi_lihat", args=[panggung.realisasi.pk]),
        reverse("formulir_isi", args=[formulir_panggung(panggung).formulir.pk]),
        reverse("baris_isi", args=[formulir_panggung(panggung).baris.pk]),
        reverse("formulir_unggah", args=[formulir_panggung(panggung).formulir.pk]),
        *halaman_susulan(panggung),
        *halaman_putusan(panggung),
        reverse("nomor_daftar"),
        reverse("nomor_atur"),  # refused to all but the Sekretaris, with a page that says so
        reverse("verifikasi"),
        reverse("naskah_lihat", args=[naskah_panggung(panggung).pelaksanaan.pk, "langkah-1"]),
        reverse("naskah_lihat", args=[naskah_panggung(panggung).pelaksanaan.pk, "langkah-2"]),
        reverse("password_change"),
        reverse("password_change_done"),
        "/tidak-ada/",
    ]


def halaman_susulan(panggung: Panggung) -> list[str]:
    """What follows a hand-in: the list, the check of a unit, the susulan; and what leads up to it."""
    s = susulan_panggung(panggung)
    objek = objek_susulan(s) | {"formulir_serahkan": formulir_panggung(panggung).formulir}
    return [
        reverse("koreksi_daftar"),
        reverse("koreksi_ajukan"),
        koreksi_panggung(panggung).get_absolute_url(),
        s.pengumpulan.get_absolute_url(),
        s.masuk.get_absolute_url(),
        *(reverse(nama, args=[satu.pk]) for nama, satu in objek.items() if nama != "formulir_batal_lewati"),
    ]


def halaman_putusan(panggung: Panggung) -> list[str]:
    """A decision with a row that stands out, that row alone, what follows a disposisi, and sentences to pick."""
    arahan_panggung(panggung)
    satu = baris_telaah(panggung)
    return [
        reverse("langkah_periksa", args=[satu.pk]),
        reverse("langkah_telaah", args=[satu.pk, *satu.bagian_alamat]),
        reverse("tindak_lanjut_daftar"),
        reverse("arahan_baku"),
        disposisi_panggung(panggung).catatan.pelaksanaan.get_absolute_url(),
    ]


def halaman_tahun(panggung: Panggung) -> list[str]:
    """The year's plan in its states, the jalur ringkas, past periods, and the daily jobs."""
    objek = objek_tahun(panggung)
    rencana = objek["rencana_tahun_ubah"]
    return [
        reverse("pelaksanaan_lampau") + f"?tahun={TAHUN}",
        reverse("pelaksanaan_ringkas", args=[objek["pelaksanaan_ringkas"].pk]),
        reverse("rencana_tahun_buat"),
        rencana.get_absolute_url(),
        reverse("rencana_tahun_ubah", args=[rencana.pk]),
        objek["rencana_tahun_buka"].get_absolute_url(),
        reverse("harian_daftar"),
    ]


def baca_perencanaan(panggung: Panggung) -> list[str]:
    """The pages of the plan that everyone of the office reads, an agreement in each of its states."""
    pk, pohon = perjanjian_panggung(panggung), pohon_panggung(panggung)
    perubahan = buat_perubahan(
        perjanjian=pk.resmi,
        sebab="strategi",
        alasan="Penyesuaian DPPA",
        tanggal_berlaku=date(TAHUN, 7, 1),
        oleh=panggung.kantor.ketua_tim,
    )
    return [
        reverse("perencanaan_lihat"),
        reverse("rencana_aksi"),
        reverse("rencana_aksi") + "?saring=belum",
        reverse("target_isi", args=[target_panggung(panggung).target.pk]),
        reverse("tahun_gulir"),
        reverse("tahun_tinjau"),
        reverse("pohon_lihat"),
        reverse("pohon_lihat") + "?tanda=celah",
        reverse("pohon_lihat") + f"?kaitan={pohon.satu.pk}",
        reverse("perjanjian_daftar"),
        *(reverse("perjanjian_lihat", args=[satu.pk]) for satu in (pk.konsep, pk.resmi, perubahan)),
        reverse("perjanjian_bandingkan", args=[perubahan.pk, 0]),
    ]


def tulis_perencanaan(panggung: Panggung) -> list[str]:
    """The forms of the plan, which Tim SAKIP fills in."""
    pk, indikator = perjanjian_panggung(panggung), panggung.realisasi.indikator
    versi = indikator.versi.get()
    return [
        reverse("perjanjian_buat", args=[pk.tanpa.pk]),
        reverse("perjanjian_ubah", args=[pk.konsep.pk]),
        reverse("perjanjian_tandatangani", args=[pk.konsep.pk]),
        reverse("perjanjian_perubahan", args=[pk.resmi.pk]),
        reverse("definisi_baru", args=[indikator.pk]),
        reverse("definisi_ubah", args=[versi.pk]),
        reverse("kamus_periksa", args=[versi.pk]),
        reverse("standar_isi", args=[indikator.pk]),
    ]


def halaman_muatan(panggung: Panggung) -> list[str]:
    """The loading pages inside the admin: an upload in each of its states, and the first-login slips."""
    meja, tabel = MejaMuat(panggung.kantor, TAHUN), MejaMuat(panggung.kantor, 2026, jenis="tabel")
    baru = {"Letak (kunci atau uraian)": "Program Contoh", "Satuan": "Menit"}
    target = f"Target {TAHUN}"

    def siap(nama: str, nilai) -> bytes:
        return meja.buku().tambah("Indikator", baru | {"Indikator": nama, target: nilai}).bytes()

    mulai = reverse("muatan_mulai")
    daftar = [
        meja.unggah(siap("Waktu tunggu loket", "lima belas")),
        meja.muat(siap("Waktu tunggu loket", 15)),
        meja.unggah(siap("Waktu tunggu telepon", 5)),
        meja.unggah(meja.buku().bytes()),
        meja.unggah(MejaMuat(panggung.kantor, TAHUN + 1).buku().bytes()),
        tabel.unggah(tulis_d31()),
        pemuatan.batalkan(muatan=tabel.unggah(tulis_d31()), oleh=panggung.kantor.admin),
    ]
    assert {satu.status for satu in daftar} == {
        "bermasalah",
        "diterapkan",
        "siap",
        "ditolak",
        "tanya",
        "dibatalkan",
    }
    return [
        mulai,
        f"{mulai}?jenis=pk&opd={panggung.kantor.opd.pk}&tahun={TAHUN}",
        f"{mulai}?jenis=tabel&opd={panggung.kantor.opd.pk}&tahun=1",
        *(satu.get_absolute_url() for satu in daftar),
        reverse("admin:organisasi_muatan_changelist"),
        reverse("lembar_masuk"),
        reverse("pohon_lihat"),
    ]


@contextmanager
def sedang_dibaca(muatan: Muatan) -> Iterator[str]:
    """The page of an upload that a process is still at, three rows of ten."""
    folder: Path = muatan.jalur_folder
    folder.mkdir(parents=True)
    pegangan = kunci_folder(folder)
    (folder / KEMAJUAN).write_text("3/10")
    Muatan.objects.filter(pk=muatan.pk).update(status=Muatan.Status.DIBACA, mulai_pada=muatan.diunggah_pada)
    try:
        yield muatan.get_absolute_url()
    finally:
        os.close(pegangan)


def periksa(satu, daftar: list[str], dua_kali: bool = True) -> list[str]:
    """What hinders people on each page, wide and narrow, in one visit.

    Narrow pages are judged for one person in full (``dua_kali``) and for the others by their width alone. Of the
    pages that refuse, and of those that are not there, the first stands for all: who gets which answer is the
    matter of ``tests/test_hak_akses.py``.
    """
    salah, ditolak = [], set()
    for jalur in daftar:
        satu.page.set_viewport_size(LEBAR)
        status = satu.buka(jalur).status
        if status in ditolak:
            continue
        if status in {403, 404}:
            ditolak.add(status)
        for lebar in (LEBAR, TELEPON):
            satu.page.set_viewport_size(lebar)
            if lebar is LEBAR or dua_kali:
                salah += pelanggaran(satu.page)
            if luap := meluap(satu.page):
                salah.append(f"{lebar['width']}: {luap}")
        # A year is a name, not a figure: never with the point of thousands.
        if re.search(r"\b2\.0[12]\d\b", satu.page.locator("body").text_content()):
            salah.append(f"{jalur}: tahun bertitik")
    return salah


def test_pemeriksa_menemukan_yang_salah(layar, panggung):
    """The checks of this file see what they are there to see."""
    satu = layar(ukuran=TELEPON)
    satu.buka("/masuk/")
    assert (pelanggaran(satu.page), meluap(satu.page), satu.keluhan) == ([], "", [])
    satu.page.evaluate(
        """() => {
            const tombol = document.createElement("button");
            tombol.className = "lebar-sekali";
            document.querySelector("main").append(tombol);
            tombol.setAttribute("style", "width: 900px");
            tombol.style.minWidth = "900px";
            document.querySelector(".masuk-kotak").setAttribute("onclick", "alert(1)");
            fetch("http://127.0.0.1:9/").catch(() => {});
        }"""
    )
    satu.page.wait_for_function("() => true")
    assert "button-name" in " ".join(pelanggaran(satu.page))
    assert meluap(satu.page)
    assert any("Content Security Policy" in satu_ for satu_ in satu.keluhan)
    satu.keluhan.clear()


def test_halaman_tidak_berhak(layar, panggung):
    satu = layar(panggung.kantor.admin, TELEPON)
    jawab = satu.buka(reverse("admin:organisasi_opd_add"))
    assert (jawab.status, pelanggaran(satu.page), meluap(satu.page)) == (403, [], "")


def periksa_bagi(layar, panggung: Panggung, **daftar: list[str]) -> list[str]:
    """The same for each of these people of the office ({who: pages}), the first of them on a phone in full too."""
    salah = []
    for ke, (siapa, halaman) in enumerate(daftar.items()):
        kalimat = periksa(layar(getattr(panggung.kantor, siapa)), halaman, dua_kali=ke == 0)
        salah += [f"{siapa}: {satu}" for satu in kalimat]
    return salah


def test_semua_halaman_dapat_dipakai_semua_orang(layar, panggung):
    """Axe finds nothing serious, nothing sticks out sideways, and the console stays silent."""
    daftar = daftar_halaman(panggung)
    assert periksa_bagi(layar, panggung, sekretaris=daftar, staf_satu=daftar, pengawas=daftar) == []


def test_halaman_perencanaan_dapat_dipakai_semua_orang(layar, panggung):
    baca, tulis = baca_perencanaan(panggung), tulis_perencanaan(panggung)
    assert periksa_bagi(layar, panggung, ketua_tim=[*baca, *tulis], staf_satu=baca) == []


def test_halaman_muatan_dapat_dipakai_admin(layar, panggung):
    assert periksa_bagi(layar, panggung, admin=halaman_muatan(panggung)) == []


def test_kemajuan_muatan_terlihat_dan_diperiksa_sendiri(layar, panggung, monkeypatch):
    """The page that waits for a process: judged while it stands still, then it looks again by itself."""
    monkeypatch.setattr(
        "organisasi.muatan.views._jeda", lambda muatan: 3600 if muatan.sedang_berjalan else None
    )
    meja = MejaMuat(panggung.kantor, TAHUN)
    muatan = meja.unggah(meja.buku().bytes())
    satu = layar(panggung.kantor.admin, TELEPON)
    with sedang_dibaca(muatan) as alamat:
        assert periksa(satu, [alamat]) == []
        expect(satu.page.get_by_label("3 dari 10 baris")).to_be_visible()
        monkeypatch.setattr(
            "organisasi.muatan.views._jeda", lambda muatan: 1 if muatan.sedang_berjalan else None
        )
        satu.page.reload()
        (muatan.jalur_folder / KEMAJUAN).write_text("7/10")
        expect(satu.page.get_by_label("7 dari 10 baris")).to_be_visible()
    # The process is gone.
    expect(satu.page.get_by_text("Pembacaan terhenti sebelum selesai")).to_be_visible(timeout=20_000)


def test_halaman_tanpa_masuk_dapat_dipakai_semua_orang(layar, panggung):
    satu = layar()
    salah = periksa(satu, ["/verifikasi/", "/verifikasi/?kode=AAAA", "/masuk/", "/masuk/?next=/sop/"])
    satu.page.get_by_label("Nama pengguna").fill("tidak.ada")
    satu.page.get_by_label("Kata sandi", exact=True).fill("keliru")
    satu.page.get_by_role("button", name="Masuk", exact=True).click()
    expect(satu.page.get_by_role("alert")).to_be_visible()
    salah += pelanggaran(satu.page)
    # The token is gone: the page that says so.
    satu.page.evaluate("document.querySelector('[name=csrfmiddlewaretoken]').value = ''")
    satu.page.get_by_label("Kata sandi", exact=True).fill("keliru")
    satu.page.get_by_role("button", name="Masuk", exact=True).click()
    satu.page.wait_for_load_state()
    assert "403" in satu.page.content()
    salah += pelanggaran(satu.page)
    assert salah == []


def test_menu_dan_isian_di_telepon(layar, panggung):
    """The folded parts hold up too: menus, the forms behind a summary, the question before calling off."""
    satu = layar(ukuran=TELEPON).masuk(panggung.kantor.sekretaris)
    salah = []
    satu.page.get_by_text("Lainnya").click()
    expect(satu.page.get_by_role("link", name="Jejak audit").last).to_be_visible()
    salah += pelanggaran(satu.page)
    satu.buka(halaman_run(panggung.awal))
    satu.page.evaluate("document.querySelectorAll('main details').forEach((el) => { el.open = true; })")
    salah += pelanggaran(satu.page) + ([meluap(satu.page)] if meluap(satu.page) else [])
    satu.page.locator("[name=batal-alasan]").fill("Salah periode")
    satu.page.get_by_role("button", name="Batalkan pelaksanaan").click()
    expect(satu.page.get_by_role("dialog")).to_be_visible()
    salah += pelanggaran(satu.page)
    satu.page.get_by_role("button", name="Batal", exact=True).click()
    panggung.awal.refresh_from_db()
    assert (salah, panggung.awal.status) == ([], "berjalan")


# -- the way of a run -------------------------------------------------------------------------------


def test_kembalikan_ditanggapi_lalu_diajukan_lagi(layar, panggung):
    run, alamat = panggung.putusan, halaman_run(panggung.putusan)
    pemutus = layar(panggung.kantor.sekretaris)
    pemutus.buka(alamat)
    pemutus.page.get_by_label(re.compile("Alasan pengembalian")).fill(ALASAN)
    pemutus.page.get_by_label("Yang harus diperbaiki").fill(PERBAIKAN)
    pemutus.page.get_by_role("button", name="Kembalikan").click()
    expect(pemutus.page.get_by_text("Dikembalikan untuk dilengkapi. Yang memperbaiki")).to_be_visible()

    pengisi = layar(panggung.kantor.staf_satu)
    pengisi.buka(alamat)
    expect(pengisi.page.get_by_text(PERBAIKAN, exact=True)).to_be_visible()
    expect(pengisi.page.get_by_text("Belum ditindaklanjuti", exact=True)).to_be_visible()
    pengisi.page.get_by_label("Catatan", exact=True).fill("Sudah semua")
    pengisi.page.get_by_role("button", name="Selesaikan langkah").click()
    expect(pengisi.page.get_by_role("alert")).to_contain_text("belum ditindaklanjuti")
    expect(pengisi.page.get_by_label("Catatan", exact=True)).to_have_value("Sudah semua")
    pengisi.page.get_by_label("Apa yang sudah diperbaiki?").fill("Maret dilengkapi")
    pengisi.page.get_by_role("button", name="Simpan tindak lanjut").click()
    expect(pengisi.page.get_by_text("Sudah ditindaklanjuti", exact=True)).to_be_visible()
    pengisi.page.get_by_role("button", name="Selesaikan langkah").click()
    expect(pengisi.page.get_by_text("Langkah 3 selesai.")).to_be_visible()

    pemutus.buka(alamat)
    expect(pemutus.page.get_by_text("Maret dilengkapi")).to_be_visible()
    pemutus.page.locator(f"form[action='{alamat_gerak(run, 'langkah_selesaikan')}'] button").click()
    expect(pemutus.page.get_by_text("Langkah 4 disetujui.")).to_be_visible()
    assert terbuka(run).langkah.nomor == 5
    assert run.catatan.get(keputusan="kembalikan").perbaikan.get().status == "selesai"


def alamat_gerak(pelaksanaan, nama) -> str:
    return reverse(nama, args=[terbuka(pelaksanaan).pk])


def test_bukan_giliran_tanpa_tombol(layar, panggung):
    satu = layar(panggung.kantor.staf_dua)
    satu.buka(halaman_run(panggung.awal))
    expect(satu.page.get_by_role("heading", name=re.compile("Menunggu Kepala Dinas"))).to_be_visible()
    assert satu.page.locator("main form").count() == 0


def test_halaman_basi_diberi_tahu_dan_tulisan_tetap_ada(layar, panggung):
    alamat = halaman_run(panggung.kembali)
    dahulu, kemudian = layar(panggung.kantor.staf_satu), layar(panggung.kantor.kabid_satu)
    kemudian.buka(alamat)
    tindaklanjuti(perbaikan=panggung.perbaikan, oleh=panggung.kantor.staf_satu, jawaban="Sudah dilengkapi")
    dahulu.buka(alamat)
    dahulu.page.get_by_role("button", name="Selesaikan langkah").click()
    expect(dahulu.page.get_by_text("Langkah 3 selesai.")).to_be_visible()
    kemudian.page.get_by_label("Catatan", exact=True).fill("Catatan panjang dari kabid")
    kemudian.page.get_by_role("button", name="Selesaikan langkah").click()
    expect(kemudian.page.get_by_role("alert")).to_contain_text("Langkah 3 sudah selesai oleh")
    expect(kemudian.page.get_by_role("textbox", name="Catatan")).to_have_value("Catatan panjang dari kabid")
    assert panggung.kembali.catatan.filter(langkah__nomor=3, putaran=2).count() == 1


def test_klik_ganda_satu_catatan(layar, panggung):
    satu = layar(panggung.kantor.kepala)
    satu.buka(halaman_run(panggung.awal))
    satu.page.get_by_role("button", name="Selesaikan langkah").dblclick()
    expect(satu.page.get_by_text("Langkah 1 selesai.")).to_be_visible()
    assert CatatanLangkah.objects.filter(pelaksanaan=panggung.awal).count() == 2
    assert terbuka(panggung.awal).langkah.nomor == 2


def test_hanya_papan_ketik(layar, panggung):
    """Tab to the button that approves, and Enter."""
    satu = layar(panggung.kantor.sekretaris)
    satu.buka(halaman_run(panggung.putusan))
    sasaran = alamat_gerak(panggung.putusan, "langkah_selesaikan")
    satu.page.keyboard.press("Tab")
    assert satu.page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    satu.page.keyboard.press("Enter")
    for _ in range(40):
        satu.page.keyboard.press("Tab")
        if satu.page.evaluate(
            "(a) => document.activeElement.matches('button.btn-primary') "
            "&& document.activeElement.form.getAttribute('action') === a",
            sasaran,
        ):
            break
    assert satu.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    satu.page.keyboard.press("Enter")
    expect(satu.page.get_by_text("Langkah 4 disetujui.")).to_be_visible()


def test_tanpa_javascript(layar, panggung):
    """Log in, finish, return, record for someone, and log out: plain forms."""
    kepala = layar(javascript=False).masuk(panggung.kantor.kepala)
    kepala.buka(halaman_run(panggung.awal))
    kepala.page.get_by_role("button", name="Selesaikan langkah").click()
    expect(kepala.page.get_by_text("Langkah 1 selesai.")).to_be_visible()

    sekretaris = layar(panggung.kantor.sekretaris, javascript=False)
    sekretaris.buka(halaman_run(panggung.putusan))
    sekretaris.page.get_by_label(re.compile("Alasan pengembalian")).fill(ALASAN)
    sekretaris.page.get_by_role("button", name="Kembalikan").click()
    expect(sekretaris.page.get_by_text("Dikembalikan untuk dilengkapi. Yang memperbaiki")).to_be_visible()

    tim = layar(panggung.kantor.ketua_tim, javascript=False)
    tim.buka(halaman_run(panggung.awal))
    tim.page.get_by_text("Catatkan untuk pejabatnya").click()
    tim.page.get_by_label(re.compile("Atas dasar")).fill("Nota Dinas 7")
    tim.page.get_by_role("button", name=re.compile("^Catat:")).click()
    expect(tim.page.get_by_text("Langkah 2 dicatat untuk pejabatnya.")).to_be_visible()

    tim.page.locator("summary", has_text="Menu akun").click()
    tim.page.get_by_role("button", name="Keluar").click()
    tim.page.wait_for_url(re.compile("/masuk/"))
    tim.buka("/")
    assert "/masuk/" in tim.page.url
    assert terbuka(panggung.awal).langkah.nomor == 3


def test_tebakan_kelima_mengunci(layar, panggung):
    satu = layar()
    for _ in range(5):
        satu.buka("/masuk/")
        satu.page.get_by_label("Nama pengguna").fill(panggung.kantor.kepala.username)
        satu.page.get_by_label("Kata sandi", exact=True).fill("tebakan")
        satu.page.get_by_role("button", name="Masuk", exact=True).click()
        satu.page.wait_for_load_state()
    expect(satu.page.get_by_role("heading", name="Masuk dikunci sementara")).to_be_visible()
    assert pelanggaran(satu.page) == []
    satu.buka("/masuk/")
    satu.page.get_by_label("Nama pengguna").fill(panggung.kantor.kepala.username)
    satu.page.get_by_label("Kata sandi", exact=True).fill(SANDI)
    satu.page.get_by_role("button", name="Masuk", exact=True).click()
    expect(satu.page.get_by_role("heading", name="Masuk dikunci sementara")).to_be_visible()
