"""The jalur ringkas on its page, for the SOPs of each kind of office; and the quarter-end run after it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alur import actions as gerbang
from alur.belakangan import PeriodeLampau, mulai_belakangan
from alur.buka_jadwal import buka_harian
from alur.models import CatatanLangkah, Dokumen, Pelaksanaan
from alur.ringkas import ButirRingkas, Cara, catat_ringkas, langkah_ringkas
from laporan.daftar import daftar_naskah
from laporan.kelengkapan import Keadaan
from organisasi.galat import TindakanDitolak
from organisasi.hak import lupakan_peran
from organisasi.models import Jabatan, UnitKerja
from pengumpulan.actions import catat_realisasi
from pengumpulan.kebutuhan import susun_kebutuhan
from pengumpulan.models import Baris, BarisFormulir, Formulir
from perencanaan.models import Periode
from tests.alur.panggung_tahun import JANUARI, TW_SATU, baris, pada, tetapkan
from tests.alur.penjalan import adopsi_kode, buat_pejabat, para_pelaku, terbuka
from tests.pabrik import Kantor, buat_pemda
from tests.panggung import berkas_pdf
from tests.pengumpulan.meja import formulir, indikator, tw
from tests.potret import bangun

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandi_cepat")]


@pytest.fixture
def sandi_cepat(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def prosedur(kantor):
    return bangun("prosedur", _bangun_prosedur, kantor)


def _bangun_prosedur(kantor):
    indikator(kantor, "IKB-1", kantor.bidang_satu, frekuensi="bulan", metode="jumlah")
    indikator(kantor, "IKT-1", kantor.bidang_dua)
    return adopsi_kode(kantor, "000").prosedur.get(jenis="pengumpulan")


def buka(kantor: Kantor, prosedur, jadwal) -> Pelaksanaan:
    """Open what the plan has for that day; the run."""
    tetapkan(kantor, prosedur, jadwal)
    with pada(jadwal[0].buka_pada.month, jadwal[0].buka_pada.day):
        buka_harian(kantor.pemda, jadwal[0].buka_pada)
    return Pelaksanaan.objects.get(periode__jenis=jadwal[0].jenis, periode__nomor=jadwal[0].nomor)


def sendiri(kantor: Kantor, prosedur, jalur="ringkas") -> Pelaksanaan:
    """A single run without a plan."""
    return gerbang.mulai(
        opd=kantor.opd,
        prosedur=prosedur,
        periode=tw(),
        batas_waktu=date(2026, 1, 15),
        oleh=kantor.sekretaris,
        jalur=jalur,
    )


def isian_halaman(klien, run: Pelaksanaan) -> dict[str, str]:
    """What the page offers, as a browser would send it back."""
    jawab = klien.get(reverse("pelaksanaan_ringkas", args=[run.pk]))
    assert jawab.status_code == 200
    data = {}
    for form in jawab.context["halaman"].formulir:
        for medan in form:
            if (
                medan.field.widget.input_type == "file"
                if hasattr(medan.field.widget, "input_type")
                else False
            ):
                continue
            nilai = medan.value()
            if isinstance(nilai, list):
                data[f"{medan.html_name}-jumlah"] = str(len(nilai))
                for nomor, satu in enumerate(nilai):
                    data |= {f"{medan.html_name}-{nomor}-{k}": v for k, v in satu.items()}
            elif nilai is not None:
                data[medan.html_name] = getattr(nilai, "isoformat", lambda n=nilai: n)()
            elif getattr(medan.field, "empty_label", "") is None:
                data[medan.html_name] = medan.field.queryset.first().pk
    return data


# -- a routine month under a plan -------------------------------------------------------------------


def test_satu_tombol_mencatat_sampai_formulir_dibagikan(kantor, prosedur, sebagai):
    run = buka(kantor, prosedur, [JANUARI])
    with pada(2, 4):
        klien = sebagai(kantor.ketua_tim)
        data = isian_halaman(klien, run)
        assert data["dasar"] == "Nota Dinas nomor 050/1/2025 tanggal 6 Januari 2025"
        klien.post(reverse("pelaksanaan_ringkas", args=[run.pk]), data)
    catatan = list(run.catatan.select_related("langkah", "isian").order_by("pk"))
    assert [satu.langkah.nomor for satu in catatan] == [1, 2, 3, 4, 5, 6, 7]
    assert [satu.cara for satu in catatan[:6]] == ["rencana", "ringkas", "rencana", *["ringkas"] * 3]
    rapat = catatan[1]
    assert (rapat.selesai_oleh, rapat.dicatat_untuk.pegawai) == (kantor.ketua_tim, kantor.sekretaris.pegawai)
    assert rapat.tanggal_sebenarnya == date(2025, 2, 4)
    assert rapat.isian.isi["tempat"] == "Tanpa rapat tersendiri"
    for satu in catatan[3:6]:
        assert (satu.selesai_oleh, satu.dicatat_untuk) == (kantor.ketua_tim, None)
        assert "Tim" in satu.selaku
    assert formulir(run, kantor.bidang_satu).status == Formulir.Status.DIBAGIKAN


def test_kartu_di_tugas_saya_tim(kantor, prosedur, sebagai):
    run = buka(kantor, prosedur, [JANUARI])
    alamat = reverse("pelaksanaan_ringkas", args=[run.pk])
    for akun, ada in ((kantor.anggota_tim, True), (kantor.staf_satu, False)):
        assert (alamat in sebagai(akun).get(reverse("beranda")).content.decode()) is ada


def test_sekretaris_mencatat_sampai_yang_hanya_tim(kantor, prosedur, sebagai):
    """His own step is his; those of the team have no position to record for, and the page says so beforehand."""
    run = sendiri(kantor, prosedur)
    cara = {satu.langkah.nomor: satu.cara for satu in langkah_ringkas(run, kantor.sekretaris)}
    assert cara == {
        1: Cara.DICATAT,
        2: Cara.SENDIRI,
        3: "terhalang",
        4: "terhalang",
        5: "terhalang",
        6: "terhalang",
    }
    klien = sebagai(kantor.sekretaris)
    isi = klien.get(reverse("pelaksanaan_ringkas", args=[run.pk])).content.decode()
    assert "minta salah seorang membuka halaman ini" in isi
    assert "Catat sampai langkah 2" in isi
    data = isian_halaman(klien, run) | {"dasar": "Nota Dinas nomor 7"}
    klien.post(reverse("pelaksanaan_ringkas", args=[run.pk]), data)
    assert terbuka(run).langkah.nomor == 3
    assert run.catatan.get(langkah__nomor=1).dasar_pencatatan == "Nota Dinas nomor 7"
    # Then a member of the team goes on.
    klien = sebagai(kantor.ketua_tim)
    klien.post(reverse("pelaksanaan_ringkas", args=[run.pk]), isian_halaman(klien, run))
    assert terbuka(run).langkah.nomor == 7


def test_tanpa_dasar_tidak_ada_yang_tercatat(kantor, prosedur, sebagai):
    run = sendiri(kantor, prosedur)
    klien = sebagai(kantor.ketua_tim)
    data = isian_halaman(klien, run)
    jawab = klien.post(reverse("pelaksanaan_ringkas", args=[run.pk]), data | {"dasar": ""})
    assert jawab.status_code == 422
    assert "Belum ada langkah yang tercatat" in jawab.content.decode()
    assert terbuka(run).langkah.nomor == 1


def test_isian_yang_kurang_membuka_langkahnya(kantor, prosedur, sebagai):
    run = buka(kantor, prosedur, [JANUARI])
    with pada(2, 4):
        klien = sebagai(kantor.ketua_tim)
        data = isian_halaman(klien, run) | {"arahan2-rapat": "ada"}
        jawab = klien.post(reverse("pelaksanaan_ringkas", args=[run.pk]), data)
    assert jawab.status_code == 422
    assert "<details open>" in jawab.content.decode()
    assert terbuka(run).langkah.nomor == 2


def test_baris_ditambah_tanpa_javascript(kantor, prosedur, sebagai):
    """The button below a table of rows brings more of them, keeps what was typed, and records nothing."""
    run = buka(kantor, prosedur, [JANUARI])
    with pada(2, 4):
        klien = sebagai(kantor.ketua_tim)
        data = isian_halaman(klien, run) | {"isi4-daftar-0-nama": "Dokumen yang baru ditulis"}
        jawab = klien.post(reverse("pelaksanaan_ringkas", args=[run.pk]) + "?tambah=1", data)
    isi = jawab.content.decode()
    assert jawab.status_code == 200
    assert "Dokumen yang baru ditulis" in isi
    assert "tambah=1" in isi
    assert terbuka(run).langkah.nomor == 2


def test_gagal_di_tengah_tidak_menyisakan_apa_pun(kantor, prosedur):
    """No indicator is due: the forms cannot be prepared, and the steps before them are not recorded either."""
    BarisFormulir.objects.all().delete()
    run = buka(kantor, prosedur, [JANUARI])
    kantor.opd.indikator.update(aktif=False)
    sebelum = list(run.catatan.values())
    with pada(2, 4):
        lupakan_peran(kantor.ketua_tim)
        semua = [satu for satu in langkah_ringkas(run, kantor.ketua_tim) if satu.dicatat_di_sini]
        with pytest.raises(TindakanDitolak):
            catat_ringkas(
                pelaksanaan=run,
                oleh=kantor.ketua_tim,
                butir=[ButirRingkas(satu.langkah.pk, satu.isian and {}) for satu in semua],
            )
    assert list(run.catatan.values()) == sebelum


def test_langkah_yang_sudah_berubah_ditolak(kantor, prosedur):
    run = buka(kantor, prosedur, [JANUARI])
    butir = [ButirRingkas(prosedur.langkah.get(nomor=4).pk)]
    with pytest.raises(TindakanDitolak, match="sudah berubah"):
        catat_ringkas(pelaksanaan=run, oleh=kantor.ketua_tim, butir=butir)


def test_putusan_tidak_pernah_lewat_jalur_ringkas(kantor, prosedur):
    run = buka(kantor, prosedur, [JANUARI])
    langkah = prosedur.langkah.get(nomor=4)
    langkah.jalur_kembali.create(ke=prosedur.langkah.get(nomor=2))
    per_nomor = {satu.langkah.nomor: satu for satu in langkah_ringkas(run, kantor.ketua_tim)}
    assert per_nomor[4].cara == Cara.TERHALANG
    assert "keputusan" in per_nomor[4].halangan
    assert per_nomor[5].cara == Cara.TERHALANG


def test_pelaksanaan_penuh_tanpa_jalur_ringkas(kantor, prosedur, sebagai):
    run = sendiri(kantor, prosedur, jalur="penuh")
    alamat = reverse("pelaksanaan_ringkas", args=[run.pk])
    assert sebagai(kantor.ketua_tim).get(alamat).status_code == 302
    assert alamat not in sebagai(kantor.ketua_tim).get(run.get_absolute_url()).content.decode()


def test_pindaian_dasar_menempel_pada_langkahnya(kantor, prosedur, sebagai):
    run = sendiri(kantor, prosedur)
    klien = sebagai(kantor.ketua_tim)
    data = isian_halaman(klien, run) | {"dasar": "Nota Dinas nomor 7", "pindaian": berkas_pdf()}
    klien.post(reverse("pelaksanaan_ringkas", args=[run.pk]), data)
    dokumen = Dokumen.objects.get(pelaksanaan=run)
    assert (dokumen.catatan.langkah.nomor, dokumen.jenis) == (1, Dokumen.Jenis.DASAR)


@pytest.mark.parametrize("kode", ["001", "003"])
def test_sop_dua_belas_langkah_lain(kantor, kode, sebagai):
    indikator(kantor, "IKB-1", kantor.bidang_satu)
    run = sendiri(kantor, adopsi_kode(kantor, kode).prosedur.order_by("pk").first())
    klien = sebagai(kantor.ketua_tim)
    klien.post(
        reverse("pelaksanaan_ringkas", args=[run.pk]), isian_halaman(klien, run) | {"dasar": "Nota Dinas 1"}
    )
    assert terbuka(run).langkah.nomor == 7


def test_sop_kecamatan(sebagai, db):
    """SOP 002: three steps before the units fill; the meeting, a decision, comes after them."""
    kantor = Kantor(buat_pemda(), singkatan="KECCONTOH", jenis="kecamatan")
    unit = UnitKerja.objects.create(
        opd=kantor.opd, nama="Seksi Pelayanan", jenis=UnitKerja.Jenis.SEKSI, urutan=5
    )
    buat_pejabat(kantor, "Kasi Pelayanan", Jabatan.Jenis.KASI, unit)
    buat_pejabat(kantor, "Kasubbag Umum", Jabatan.Jenis.KASUBBAG, kantor.sekretariat)
    indikator(kantor, "IKK-1", unit)
    run = sendiri(kantor, adopsi_kode(kantor, "002").prosedur.order_by("pk").first())
    klien = sebagai(kantor.sekretaris)
    klien.post(
        reverse("pelaksanaan_ringkas", args=[run.pk]), isian_halaman(klien, run) | {"dasar": "Nota Dinas 1"}
    )
    assert terbuka(run).langkah.nomor == 4
    assert formulir(run, unit).status == Formulir.Status.DIBAGIKAN
    cara = set(run.catatan.filter(selesai_pada__isnull=False).values_list("cara", flat=True))
    assert cara == {CatatanLangkah.Cara.RINGKAS}


# -- the quarter-end run serves month and triwulan --------------------------------------------------


def isi_dan_serahkan(kantor: Kantor, run: Pelaksanaan) -> None:
    """The open rows of all forms get a figure, and each unit hands in."""
    for satu in BarisFormulir.objects.filter(
        formulir__pengumpulan__pelaksanaan=run, status__in=Baris.BUKA
    ).select_related("realisasi__indikator", "realisasi__unit", "realisasi__periode"):
        r = satu.realisasi
        catat_realisasi(
            indikator=r.indikator,
            unit=r.unit,
            periode=r.periode,
            keadaan="angka",
            nilai=3,
            oleh=kantor.ketua_tim,
        )


def test_bulan_lewat_jalur_ringkas_tidak_diminta_lagi_oleh_triwulan(kantor, prosedur, sebagai):
    run = buka(
        kantor,
        prosedur,
        [JANUARI, baris("bulan", 2, date(2025, 3, 3), date(2025, 3, 10), "ringkas"), TW_SATU],
    )
    with pada(2, 4):
        klien = sebagai(kantor.ketua_tim)
        klien.post(reverse("pelaksanaan_ringkas", args=[run.pk]), isian_halaman(klien, run))
    isi_dan_serahkan(kantor, run)
    selesaikan_lewat_tindakan(run)
    run.refresh_from_db()
    assert run.status == Pelaksanaan.Status.SELESAI
    with pada(4, 8):
        buka_harian(kantor.pemda, date(2025, 4, 8))
    tw = Pelaksanaan.objects.get(periode__jenis="triwulan")
    selesaikan_lewat_tindakan(tw, sampai_nomor=7)
    diminta = {
        (str(satu.realisasi.periode), satu.realisasi.indikator.kode): satu.status
        for satu in BarisFormulir.objects.filter(formulir__pengumpulan__pelaksanaan=tw).select_related(
            "realisasi__periode", "realisasi__indikator"
        )
    }
    assert diminta == {
        ("Januari 2025", "IKB-1"): Baris.Status.DISETUJUI,
        ("Februari 2025", "IKB-1"): Baris.Status.TERBUKA,
        ("Maret 2025", "IKB-1"): Baris.Status.TERBUKA,
        ("TW I 2025", "IKT-1"): Baris.Status.TERBUKA,
    }
    # And a month's own run asks for that month alone.
    januari = Periode.objects.get(tahun=2025, jenis="bulan", nomor=1)
    assert {str(satu.periode) for satu in susun_kebutuhan(kantor.opd, januari).sel} == {"Januari 2025"}


def selesaikan_lewat_tindakan(run: Pelaksanaan, sampai_nomor: int = 99) -> None:
    """Walk with the domain's actions, as the pages do."""
    from alur import tindakan
    from alur.disposisi import terima_disposisi
    from alur.giliran import penerima_disposisi
    from tests.pengumpulan.meja import ISIAN

    for _ in range(30):
        catatan = run.catatan.filter(selesai_pada=None).select_related("langkah").first()
        if catatan is None or catatan.langkah.nomor >= sampai_nomor:
            return
        lakukan = tindakan.setujui if catatan.langkah.jalur_kembali.exists() else tindakan.selesaikan
        isian = ISIAN.get(catatan.langkah.layar) or (
            {"lokasi": "Map 1", "alasan_kurang": "Tidak diperlukan"}
            if catatan.langkah.layar == "arsip"
            else None
        )
        for oleh in para_pelaku(catatan):
            lakukan(catatan=catatan, oleh=oleh, isian=isian)
        if disposisi := catatan.disposisi.filter(keputusan="").first():
            terima_disposisi(
                disposisi=disposisi, oleh=penerima_disposisi(catatan.langkah)[0].pegawai.pengguna
            )
    raise AssertionError("tidak berakhir")


def test_halaman_ringkas_di_bawah_lima_puluh_kueri(kantor, prosedur, sebagai):
    run = buka(kantor, prosedur, [JANUARI])
    with pada(2, 4):
        klien = sebagai(kantor.ketua_tim)
        with CaptureQueriesContext(connection) as sql:
            klien.get(reverse("pelaksanaan_ringkas", args=[run.pk]))
    assert len(sql) < 50


# -- the papers of what is recorded -----------------------------------------------------------------


def test_naskah_periode_lewat_bertanggal_hari_langkahnya(kantor, prosedur, sebagai):
    """Recorded a year later, order, minutes and program kerja bear the days of their steps, not today's."""
    run = mulai_belakangan(
        opd=kantor.opd,
        prosedur=prosedur,
        daftar=[
            PeriodeLampau(Periode.objects.tahun_lengkap(2025).get(jenis="bulan", nomor=1), date(2025, 2, 3))
        ],
        oleh=kantor.ketua_tim,
    )[0]
    klien = sebagai(kantor.ketua_tim)
    data = isian_halaman(klien, run) | {
        "dasar": "Nota Dinas nomor 9",
        **{f"l{nomor}-tanggal": f"2025-02-0{nomor + 2}" for nomor in range(1, 7)},
    }
    assert "isi1-tanggal" not in data
    assert klien.post(reverse("pelaksanaan_ringkas", args=[run.pk]), data).status_code == 302
    catatan = run.catatan.filter(isian__isnull=False).select_related("langkah", "isian")
    isi = {satu.langkah.nomor: satu.isian.isi for satu in catatan}
    assert (isi[1]["tanggal"], isi[2]["tanggal"]) == ("2025-02-03", "2025-02-04")
    assert {satu[nama][:4] for satu in isi[3]["jadwal"] for nama in ("mulai", "selesai")} == {"2025"}


def test_langkah_yang_dicatatkan_naskahnya_bertanggal_hari_itu(kantor, prosedur, sebagai):
    run = sendiri(kantor, prosedur, jalur="penuh")
    sebagai(kantor.ketua_tim).post(
        reverse("langkah_catatkan", args=[terbuka(run).pk]),
        {
            "catat-untuk": kantor.kepala.pegawai.jabatan_dipangku.get().pk,
            "catat-dasar": "Nota Dinas nomor 7",
            "catat-tanggal": "2026-01-05",
        },
    )
    perintah = run.catatan.get(langkah__nomor=1)
    assert perintah.tanggal_sebenarnya == date(2026, 1, 5)
    assert perintah.isian.isi["tanggal"] == "2026-01-05"


def test_arahan_tanpa_rapat_tidak_menghasilkan_undangan(kantor, prosedur, sebagai):
    """Nobody was called to a meeting that was not held, and no list says who came."""
    run = buka(kantor, prosedur, [JANUARI])
    with pada(2, 4):
        klien = sebagai(kantor.ketua_tim)
        klien.post(reverse("pelaksanaan_ringkas", args=[run.pk]), isian_halaman(klien, run))
    kode = {satu.kode for satu in daftar_naskah(run)}
    assert "langkah-2" in kode
    assert not kode & {"langkah-2-undangan", "langkah-2-hadir"}
    assert not Keadaan(run, None).ada_undangan
