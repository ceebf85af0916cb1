"""People from a workbook: what rows would do, what is refused, and the slips for their first login."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from jejak.models import CatatanJejak
from organisasi.galat import TindakanDitolak
from organisasi.lembar.baca import buka
from organisasi.masuk_pertama import belum_pernah_masuk, buat_lembar, sandi_baru, tanda_sandi
from organisasi.models import Muatan, Pegawai, PemangkuJabatan, Pengguna
from organisasi.muat_orang import PemuatOrang
from organisasi.muat_orang.kolom import JUDUL, LEMBAR
from organisasi.muatan import actions
from organisasi.muatan.usulan import Tindakan
from tests.pabrik import Kantor, buat_pemda

pytestmark = pytest.mark.django_db

NIP = "199099992015991001"
MULAI = date(2026, 7, 1)


@pytest.fixture
def kantor():
    return Kantor(buat_pemda())


def isi_buku(kantor, *baris: dict, ubah=lambda ws, kolom: None) -> bytes:
    """The office's own workbook with these rows typed below the people already there."""
    wb = load_workbook(BytesIO(PemuatOrang().buku_kerja(opd=kantor.opd, tahun=None)))
    ws = wb[LEMBAR]
    kepala = next(sel for kolom in ws.iter_cols(max_col=2) for sel in kolom if sel.value == JUDUL["nama"]).row
    kolom = {
        kunci: next(sel.column for sel in ws[kepala] if sel.value == judul) for kunci, judul in JUDUL.items()
    }
    kosong = next(r for r in range(kepala + 1, 500) if ws.cell(r, kolom["kunci"]).value is None)
    for ke, satu in enumerate(baris):
        for kunci, nilai in satu.items():
            ws.cell(kosong + ke, kolom[kunci]).value = nilai
    ubah(ws, kolom)
    hasil = BytesIO()
    wb.save(hasil)
    return hasil.getvalue()


def rencana(kantor, isi: bytes):
    return PemuatOrang().susun(
        muatan=Muatan(opd=kantor.opd, jenis="orang"), buku=buka(isi), lapor=lambda selesai, semua: None
    )


def ditolak(kantor, *baris: dict) -> str:
    """The reasons for which the last of these rows is refused, each at a cell."""
    usulan = rencana(kantor, isi_buku(kantor, *baris)).usulan[-1]
    assert usulan.tindakan == Tindakan.TOLAK
    assert all(satu.sel for satu in usulan.catatan)
    return " ".join(satu.kalimat for satu in usulan.catatan)


def test_berkas_unduhan_diunggah_lagi_tidak_mengubah_apa_pun(kantor):
    hasil = rencana(kantor, isi_buku(kantor))
    assert {satu.tindakan for satu in hasil.usulan} == {Tindakan.TETAP}
    assert len(hasil.usulan) == Pegawai.objects.filter(opd=kantor.opd).count()


def test_pegawai_baru_dengan_jabatan_dan_akun(kantor):
    baris = {
        "nama": "Contoh Baru, S.E.",
        "nip": NIP,
        "pangkat": "Penata (III/c)",
        "unit": "Bidang Dua",
        "jabatan": kantor.jabatan["Kepala Bidang Dua"].nama,
        "mulai": MULAI,
        "dasar": "SK 1/2026",
        "akun": "contoh.baru",
        "surel": "contoh@contoh.test",
    }
    hasil = rencana(kantor, isi_buku(kantor, baris))
    usulan = hasil.usulan[-1]
    assert usulan.tindakan == Tindakan.TAMBAH
    assert ("Kepala Bidang Dua DISCONTOH memangku sampai", "sekarang", "30-06-2026") in [
        (satu.kolom, satu.lama, satu.baru) for satu in usulan.selisih
    ]
    hasil.terapkan(kantor.admin)
    pegawai = Pegawai.objects.get(nip=NIP)
    assert (pegawai.nama, pegawai.unit, pegawai.pangkat) == (
        "Contoh Baru, S.E.",
        kantor.bidang_dua,
        "Penata (III/c)",
    )
    assert pegawai.pengguna.username == "contoh.baru"
    assert pegawai.pengguna.harus_ganti_sandi
    assert not pegawai.pengguna.has_usable_password()
    pangku = PemangkuJabatan.objects.get(pegawai=pegawai)
    assert (pangku.tanggal_mulai, pangku.jenis, pangku.dasar) == (MULAI, "definitif", "SK 1/2026")
    lama = PemangkuJabatan.objects.get(jabatan=pangku.jabatan, pegawai=kantor.kabid_dua.pegawai)
    assert lama.tanggal_selesai == date(2026, 6, 30)
    assert CatatanJejak.objects.filter(aksi="organisasi.muat_pegawai", objek_id=pegawai.pk).exists()


def test_plt_tidak_mengakhiri_pejabat_definitif(kantor):
    jabatan = kantor.jabatan["Kepala Bidang Dua"]
    baris = {"nama": kantor.staf_satu.nama, "jabatan": jabatan.nama, "sebagai": "Plt.", "mulai": MULAI}
    hasil = rencana(kantor, isi_buku(kantor, baris))
    assert "sudah ada di baris" not in str(hasil.usulan[-1].catatan)
    hasil.terapkan(kantor.admin)
    assert PemangkuJabatan.objects.filter(jabatan=jabatan, tanggal_selesai=None).count() == 2


def test_nama_dan_unit_diubah_lewat_kunci(kantor):
    def ubah(ws, kolom):
        baris = next(r for r in ws.iter_rows() if r[kolom["nama"] - 1].value == kantor.staf_satu.nama)
        baris[kolom["nama"] - 1].value = "Staf Satu, S.Kom."
        baris[kolom["unit"] - 1].value = "bidang dua"

    hasil = rencana(kantor, isi_buku(kantor, ubah=ubah))
    usulan = next(satu for satu in hasil.usulan if satu.tindakan == Tindakan.UBAH)
    assert [(satu.lama, satu.baru) for satu in usulan.selisih] == [
        (kantor.staf_satu.nama, "Staf Satu, S.Kom."),
        ("Bidang Satu", "Bidang Dua"),
    ]
    hasil.terapkan(kantor.admin)
    pegawai = kantor.staf_satu.pegawai
    pegawai.refresh_from_db()
    assert (pegawai.nama, pegawai.unit) == ("Staf Satu, S.Kom.", kantor.bidang_dua)


def test_sel_kosong_tidak_menghapus(kantor):
    Pegawai.objects.filter(pk=kantor.staf_satu.pegawai.pk).update(pangkat="Pengatur (II/c)")

    def kosongkan(ws, kolom):
        baris = next(r for r in ws.iter_rows() if r[kolom["nama"] - 1].value == kantor.staf_satu.nama)
        for kunci in ("pangkat", "unit", "aktif", "akun"):
            baris[kolom[kunci] - 1].value = None

    assert {s.tindakan for s in rencana(kantor, isi_buku(kantor, ubah=kosongkan)).usulan} == {Tindakan.TETAP}


@pytest.mark.parametrize(
    ("baris", "sebab"),
    [
        ({"nip": NIP}, "Isi nama"),
        ({"nama": "Baru", "nip": "123"}, "18 angka"),
        ({"nama": "Baru", "nip": 199099992015991001}, "membulatkannya"),
        ({"nama": "Baru", "unit": "Bidang Satuu"}, "Maksudnya “Bidang Satu”"),
        ({"nama": "Baru", "jabatan": "Kepala Langit", "mulai": MULAI}, "tidak ada di OPD ini"),
        ({"nama": "Baru", "jabatan": "Kepala Bidang Dua DISCONTOH"}, "Isi tanggal mulai"),
        ({"nama": "Baru", "jabatan": "Kepala Bidang Dua DISCONTOH", "mulai": "besok"}, "sebagai tanggal"),
        (
            {"nama": "Baru", "jabatan": "Kepala Bidang Dua DISCONTOH", "mulai": date(2023, 1, 1)},
            "Pilih tanggal sesudahnya",
        ),
        (
            {"nama": "Baru", "jabatan": "Kepala Bidang Dua DISCONTOH", "sebagai": "wakil", "mulai": MULAI},
            "Definitif, Plt.",
        ),
        ({"nama": "Baru", "aktif": "mungkin"}, "“Ya” atau “Tidak”"),
        ({"nama": "Baru", "akun": "dua kata"}, "tanpa spasi"),
        ({"nama": "Baru", "akun": "STAF.DUA.DISCONTOH"}, "sudah dipakai orang lain"),
        ({"nama": "Baru", "akun": "baru.sekali", "surel": "bukan surel"}, "bukan alamat surel"),
        ({"nama": "Baru", "surel": "a@contoh.test"}, "Isi juga nama akunnya"),
        ({"kunci": "P-999999", "nama": "Baru"}, "Tidak ada pegawai"),
        ({"nama": "Staf Dua DISCONTOH", "akun": "lain.lagi"}, "lain di baris"),
    ],
)
def test_isian_salah_ditolak_dengan_sebab(kantor, baris, sebab):
    assert sebab in ditolak(kantor, baris)


def test_dua_orang_satu_nip_dan_satu_akun_dalam_berkas_ditolak(kantor):
    assert "sudah dipakai di baris" in ditolak(
        kantor, {"nama": "Satu", "akun": "sama"}, {"nama": "Dua", "akun": "Sama"}
    )
    assert "sudah ada di baris sebelumnya" in ditolak(
        kantor, {"nama": "Satu", "nip": NIP}, {"nama": "Dua", "nip": NIP}
    )


def test_jabatan_definitif_dua_kali_dalam_berkas_ditolak(kantor):
    jabatan = kantor.jabatan["Sekretaris"].nama
    assert "sudah diisi pejabat definitif" in ditolak(
        kantor,
        {"nama": "Satu", "jabatan": jabatan, "mulai": MULAI},
        {"nama": "Dua", "jabatan": jabatan, "mulai": MULAI},
    )


def test_nip_pegawai_opd_lain_ditolak(kantor):
    lain = Kantor(kantor.pemda, "LAIN")
    Pegawai.objects.filter(pk=lain.staf_satu.pegawai.pk).update(nip=NIP)
    assert "OPD lain" in ditolak(kantor, {"nama": "Baru", "nip": NIP})


def test_berkas_opd_lain_ditolak(kantor):
    lain = Kantor(kantor.pemda, "LAIN")
    with pytest.raises(TindakanDitolak, match="Berkas ini untuk Dinas Lain"):
        rencana(kantor, isi_buku(lain))


def test_kolom_hilang_ditolak(kantor):
    def buang(ws, kolom):
        ws.delete_cols(kolom["nip"])

    with pytest.raises(TindakanDitolak, match="Kolom NIP hilang"):
        rencana(kantor, isi_buku(kantor, ubah=buang))


def test_diunggah_diterapkan_lalu_sama_persis(kantor):
    isi = isi_buku(kantor, {"nama": "Contoh Baru", "akun": "contoh.baru", "unit": "Bidang Satu"})

    def unggah():
        muatan = actions.unggah(
            opd=kantor.opd,
            jenis="orang",
            tahun=None,
            berkas=SimpleUploadedFile("pegawai.xlsx", isi),
            oleh=kantor.admin,
        )
        return actions.baca(muatan)

    muatan = unggah()
    assert muatan.status == Muatan.Status.SIAP
    actions.terapkan(muatan=muatan, oleh=kantor.admin)
    assert Pegawai.objects.get(nama="Contoh Baru").pengguna.username == "contoh.baru"
    lagi = unggah()
    assert lagi.ringkasan["tetap"] == sum(
        lagi.ringkasan[satu] for satu in ("tambah", "ubah", "tetap", "tolak")
    )


def test_dua_puluh_orang_lagi_tidak_menambah_kueri(kantor, django_assert_max_num_queries):
    banyak = [{"nama": f"Orang {ke}", "unit": "Bidang Satu", "akun": f"orang.{ke}"} for ke in range(20)]
    isi = isi_buku(kantor, *banyak)
    with django_assert_max_num_queries(8):
        rencana(kantor, isi)


# -- slips --------------------------------------------------------------------------------------------


def masuk(akun: Pengguna) -> Client:
    klien = Client()
    klien.force_login(akun)
    return klien


def test_lembar_memberi_sandi_sekali_pakai(kantor):
    (lembar,) = buat_lembar(opd=kantor.opd, akun=[kantor.staf_satu.pk], oleh=kantor.admin)
    kantor.staf_satu.refresh_from_db()
    assert kantor.staf_satu.check_password(lembar.sandi)
    assert kantor.staf_satu.harus_ganti_sandi
    assert (lembar.nama, lembar.akun, lembar.unit) == (
        kantor.staf_satu.nama,
        kantor.staf_satu.username,
        "Bidang Satu",
    )
    jejak = CatatanJejak.objects.get(aksi="organisasi.cetak_lembar_masuk")
    assert jejak.opd_id == kantor.opd.pk
    assert lembar.sandi not in f"{jejak.lama}{jejak.baru}{jejak.alasan}"
    (kedua,) = buat_lembar(opd=kantor.opd, akun=[kantor.staf_satu.pk], oleh=kantor.admin)
    kantor.staf_satu.refresh_from_db()
    assert not kantor.staf_satu.check_password(lembar.sandi)
    assert kantor.staf_satu.check_password(kedua.sandi)


def test_lembar_tidak_untuk_akun_yang_pernah_masuk(kantor):
    Pengguna.objects.filter(pk=kantor.staf_satu.pk).update(last_login=timezone.now())
    sandi = Pengguna.objects.get(pk=kantor.staf_dua.pk).password
    with pytest.raises(TindakanDitolak, match="sudah pernah masuk"):
        buat_lembar(opd=kantor.opd, akun=[kantor.staf_satu.pk, kantor.staf_dua.pk], oleh=kantor.admin)
    assert Pengguna.objects.get(pk=kantor.staf_dua.pk).password == sandi


def test_lembar_tidak_untuk_orang_yang_bertaut_di_opd_lain(kantor):
    lain = Kantor(kantor.pemda, "LAIN")
    PemangkuJabatan.objects.create(
        jabatan=lain.jabatan["Sekretaris"],
        pegawai=kantor.staf_satu.pegawai,
        jenis=PemangkuJabatan.Jenis.PLT,
        tanggal_mulai=date(2024, 1, 1),
    )
    assert kantor.staf_satu not in belum_pernah_masuk(kantor.opd, oleh=kantor.admin)
    with pytest.raises(TindakanDitolak):
        buat_lembar(opd=kantor.opd, akun=[kantor.staf_satu.pk], oleh=kantor.admin)


def test_lembar_opd_lain_ditolak(kantor):
    lain = Kantor(kantor.pemda, "LAIN")
    with pytest.raises(TindakanDitolak):
        buat_lembar(opd=lain.opd, akun=[lain.staf_satu.pk], oleh=kantor.admin)
    klien = masuk(kantor.admin)
    assert klien.get(reverse("lembar_masuk"), {"opd": lain.opd.pk}).status_code == 404


def test_halaman_lembar_dipilih_lalu_dicetak_sekali(kantor):
    klien = masuk(kantor.admin)
    halaman = klien.get(reverse("lembar_masuk"))
    assert kantor.staf_satu.username in halaman.content.decode()
    dipilih = f"{kantor.staf_satu.pk}:{tanda_sandi(kantor.staf_satu)}"
    cetak = klien.post(reverse("lembar_masuk"), {"opd": kantor.opd.pk, "akun": [dipilih]})
    assert cetak.status_code == 200
    assert "no-store" in cetak["Cache-Control"]
    kantor.staf_satu.refresh_from_db()
    (lembar,) = cetak.context["lembar"]
    assert lembar.sandi in cetak.content.decode()
    assert kantor.staf_satu.check_password(lembar.sandi)


def test_tanpa_pilihan_ditolak_dengan_kalimat(kantor):
    klien = masuk(kantor.admin)
    jawab = klien.post(reverse("lembar_masuk"), {"opd": kantor.opd.pk, "akun": ["x", "9" * 30]}, follow=True)
    assert "belum ada lembar yang dibuat" in jawab.content.decode()
    jawab = klien.post(reverse("lembar_masuk"), {"opd": kantor.opd.pk}, follow=True)
    assert "Pilih paling sedikit satu akun" in jawab.content.decode()


def test_sandi_baru_tidak_pernah_sama_dan_lolos_syarat():
    from django.contrib.auth.password_validation import validate_password

    banyak = {sandi_baru() for _ in range(200)}
    assert len(banyak) == 200
    for satu in banyak:
        validate_password(satu)
