"""People from a workbook, once more: sorted, downloaded again, half known, named alike; and who is meant."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from jejak.models import CatatanJejak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import (
    OPD,
    Jabatan,
    Muatan,
    Pegawai,
    PemangkuJabatan,
    Pengguna,
    Penugasan,
    UnitKerja,
)
from organisasi.muat_orang import PemuatOrang
from organisasi.muat_orang.baca import BarisOrang
from organisasi.muat_orang.keadaan import baca_keadaan
from organisasi.muat_orang.kolom import JUDUL, LEMBAR
from organisasi.muat_orang.susun import susun
from organisasi.muatan import actions
from organisasi.muatan.usulan import Tindakan, Usulan
from organisasi.waktu import hari_ini
from tests.organisasi.test_muat_orang import MULAI, NIP, ditolak, isi_buku, rencana

pytestmark = pytest.mark.django_db

NIP_LAIN = "198099992005991002"
KABID_DUA = "Kepala Bidang Dua DISCONTOH"
SEKRETARIS = "Sekretaris DISCONTOH"


def tetap(hasil) -> bool:
    return {satu.tindakan for satu in hasil.usulan} == {Tindakan.TETAP}


def sebab(hasil) -> list[str]:
    """Everything said about any row."""
    return [f"{u.nomor} {c.sel}: {c.kalimat}" for u in hasil.usulan for c in u.catatan]


def pangku(kantor, nama_jabatan, akun, **lain) -> PemangkuJabatan:
    return PemangkuJabatan.objects.create(
        jabatan=kantor.jabatan[nama_jabatan], pegawai=akun.pegawai, **{"tanggal_mulai": MULAI, **lain}
    )


# -- what was downloaded, untouched ------------------------------------------------------------------


def test_unduhan_dengan_unit_tidak_aktif_tetap(kantor):
    UnitKerja.objects.filter(pk=kantor.bidang_satu.pk).update(aktif=False)
    hasil = rencana(kantor, isi_buku(kantor))
    assert tetap(hasil), sebab(hasil)


def test_unduhan_dengan_singkatan_unit_yang_sama_dengan_nama_unit_lain_tetap(kantor):
    UnitKerja.objects.filter(pk=kantor.bidang_dua.pk).update(singkatan="Bidang Satu")
    hasil = rencana(kantor, isi_buku(kantor))
    assert tetap(hasil), sebab(hasil)


def test_unduhan_dengan_jabatan_tidak_aktif_tetap(kantor):
    Jabatan.objects.filter(nama=KABID_DUA).update(aktif=False)
    hasil = rencana(kantor, isi_buku(kantor))
    assert tetap(hasil), sebab(hasil)


@pytest.mark.parametrize("jenis", ["definitif", "plt"])
def test_unduhan_dengan_masa_jabatan_yang_sudah_ditentukan_akhirnya_tetap(kantor, jenis):
    if jenis == "definitif":
        PemangkuJabatan.objects.filter(jabatan__nama=KABID_DUA).update(
            tanggal_selesai=hari_ini() + timedelta(days=30)
        )
    else:
        pangku(
            kantor,
            "Kepala Bidang Dua",
            kantor.staf_satu,
            jenis="plt",
            tanggal_mulai=hari_ini(),
            tanggal_selesai=hari_ini() + timedelta(days=30),
        )
    hasil = rencana(kantor, isi_buku(kantor))
    assert tetap(hasil), sebab(hasil)


def test_unduhan_dengan_spasi_ganda_tetap(kantor):
    Pegawai.objects.filter(pk=kantor.staf_satu.pegawai.pk).update(
        nama="Staf  Satu", pangkat="Penata  (III/c)"
    )
    assert tetap(rencana(kantor, isi_buku(kantor)))


# -- the same file again -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "baris",
    [
        [{"nama": "Baru", "jabatan": KABID_DUA, "mulai": MULAI, "dasar": "SK 1"}],
        [{"nama": "Baru", "jabatan": KABID_DUA, "sebagai": "Plt.", "mulai": MULAI}],
        [
            {"nama": "Budi", "nip": NIP},
            {"nama": "Budi", "jabatan": KABID_DUA, "sebagai": "Plt", "mulai": MULAI},
        ],
        [
            {"nama": "Budi", "jabatan": KABID_DUA, "sebagai": "Plt", "mulai": MULAI},
            {"nama": "Budi", "nip": NIP},
        ],
        [{"nama": "Budi", "nip": NIP}, {"nama": "Budi", "nip": NIP_LAIN}],
        [{"nama": "Baru", "akun": "ｂaru"}],
    ],
    ids=["definitif", "plt", "nip dahulu", "nip belakangan", "dua NIP", "huruf lebar"],
)
def test_berkas_sama_sekali_lagi_tetap(kantor, baris):
    isi = isi_buku(kantor, *baris)
    pertama = rencana(kantor, isi)
    assert not any(satu.tindakan == Tindakan.TOLAK for satu in pertama.usulan), sebab(pertama)
    pertama.terapkan(kantor.admin)
    lagi = rencana(kantor, isi)
    assert tetap(lagi), sebab(lagi)


def test_plt_yang_kemudian_diakhiri_tidak_dimulai_lagi(kantor):
    isi = isi_buku(kantor, {"nama": "Baru", "jabatan": KABID_DUA, "sebagai": "Plt.", "mulai": MULAI})
    rencana(kantor, isi).terapkan(kantor.admin)
    PemangkuJabatan.objects.filter(jenis="plt").update(tanggal_selesai=MULAI + timedelta(days=60))
    assert tetap(rencana(kantor, isi))


# -- rows of one person, in any order ----------------------------------------------------------------


def test_baris_diurutkan_isian_baris_kedua_tetap_dipakai(kantor):
    """Sorted by position, the row that tells name, rank and account stands below the one that does not."""
    pangku(kantor, "Kepala Bidang Dua", kantor.staf_satu, jenis="plt")
    pangku(kantor, "Sekretaris", kantor.staf_satu, jenis="plt")

    def balik(ws, kolom):
        dua = [r for r in ws.iter_rows() if r[0].value == f"P-{kantor.staf_satu.pegawai.pk}"]
        assert len(dua) == 2
        for atas, bawah in zip(*dua, strict=True):
            atas.value, bawah.value = bawah.value, atas.value
        dua[1][kolom["pangkat"] - 1].value = "Penata (III/c)"

    hasil = rencana(kantor, isi_buku(kantor, ubah=balik))
    ubah = [s for u in hasil.usulan for s in u.selisih]
    assert [(s.kolom, s.baru) for s in ubah] == [("Pangkat/golongan", "Penata (III/c)")], sebab(hasil)
    hasil.terapkan(kantor.admin)
    assert Pegawai.objects.get(pk=kantor.staf_satu.pegawai.pk).pangkat == "Penata (III/c)"


def test_dua_baris_satu_orang_bertentangan_ditolak(kantor):
    assert "baris" in ditolak(
        kantor,
        {"nama": "Baru", "nip": NIP, "pangkat": "Penata (III/c)", "jabatan": KABID_DUA, "mulai": MULAI},
        {"nip": NIP, "pangkat": "Pembina (IV/a)", "jabatan": SEKRETARIS, "mulai": MULAI},
    )


def test_jabatan_kedua_yang_dikosongkan_tidak_mengubah(kantor):
    pangku(kantor, "Kepala Bidang Dua", kantor.staf_satu, jenis="plt")
    pangku(kantor, "Sekretaris", kantor.staf_satu, jenis="plt")

    def kosongkan(ws, kolom):
        kedua = [r for r in ws.iter_rows() if r[0].value == f"P-{kantor.staf_satu.pegawai.pk}"][1]
        for sel in kedua[1:]:
            sel.value = None

    hasil = rencana(kantor, isi_buku(kantor, ubah=kosongkan))
    assert tetap(hasil), sebab(hasil)


def test_plt_dua_kali_dalam_berkas_ditolak(kantor):
    satu = {"nama": "Baru", "jabatan": KABID_DUA, "sebagai": "Plt", "mulai": MULAI}
    assert "sudah tertulis di baris" in ditolak(kantor, satu, {**satu, "mulai": MULAI + timedelta(days=9)})


# -- who is meant ------------------------------------------------------------------------------------


def test_dua_orang_senama_tanpa_nip_tidak_ditebak(kantor):
    for _ in range(2):
        Pegawai.objects.create(opd=kantor.opd, nama="Budi")
    assert "Ada 2 pegawai bernama" in ditolak(kantor, {"nama": "Budi", "nip": NIP})


def test_nip_baru_untuk_dua_pegawai_tercatat_ditolak(kantor):
    """Also where the number of one's row happens to be the key of the other."""
    satu, dua = kantor.staf_satu.pegawai, kantor.staf_dua.pegawai
    daftar = [
        BarisOrang(nomor, Usulan(LEMBAR, nomor, ""), kunci=f"P-{pegawai.pk}", nip=NIP)
        for nomor, pegawai in ((1, satu), (satu.pk, dua))
    ]
    hasil = susun(daftar, baca_keadaan(kantor.opd, {NIP}, set()), lambda selesai, semua: None)
    assert [usulan.tindakan for usulan in hasil.usulan] == [Tindakan.UBAH, Tindakan.TOLAK]


def test_nama_diganti_menjadi_nama_pegawai_lain_ditolak(kantor):
    """Kunci and name no longer belong together, as after sorting some of the columns."""

    def tukar(ws, kolom):
        for r in ws.iter_rows():
            if r[kolom["nama"] - 1].value == kantor.staf_satu.nama:
                r[kolom["nama"] - 1].value = kantor.staf_dua.nama

    hasil = rencana(kantor, isi_buku(kantor, ubah=tukar))
    assert any("pegawai lain" in satu for satu in sebab(hasil)), sebab(hasil)


def test_baris_tambahan_dengan_nama_baru_orangnya_tetap_orang_itu(kantor):
    def ubah(ws, kolom):
        for r in ws.iter_rows():
            if r[kolom["nama"] - 1].value == kantor.staf_satu.nama:
                r[kolom["nama"] - 1].value = "Staf Satu, S.Kom."

    baris = {"nama": "Staf Satu, S.Kom.", "jabatan": KABID_DUA, "sebagai": "Plt", "mulai": MULAI}
    jumlah = Pegawai.objects.count()
    hasil = rencana(kantor, isi_buku(kantor, baris, ubah=ubah))
    hasil.terapkan(kantor.admin)
    assert Pegawai.objects.count() == jumlah
    assert PemangkuJabatan.objects.get(jenis="plt").pegawai == kantor.staf_satu.pegawai


# -- positions ---------------------------------------------------------------------------------------


def test_sebagai_yang_diubah_pada_jabatan_yang_sedang_dipangku_ditolak(kantor):
    def plt(ws, kolom):
        for r in ws.iter_rows():
            if r[kolom["nama"] - 1].value == kantor.kabid_dua.nama:
                r[kolom["sebagai"] - 1].value = "Plt."

    hasil = rencana(kantor, isi_buku(kantor, ubah=plt))
    assert any("Pemangku jabatan" in satu for satu in sebab(hasil)), sebab(hasil)


def test_jabatan_lama_yang_tidak_berakhir_diperingatkan(kantor):
    baris = {"nama": kantor.kabid_dua.nama, "jabatan": SEKRETARIS, "mulai": MULAI}
    usulan = rencana(kantor, isi_buku(kantor, baris)).usulan[-1]
    assert usulan.ada_peringatan
    assert any(KABID_DUA in satu.kalimat for satu in usulan.catatan)


def test_jabatan_lama_yang_berakhir_karena_berkas_ini_tidak_diperingatkan(kantor):
    hasil = rencana(
        kantor,
        isi_buku(
            kantor,
            {"nama": kantor.kabid_dua.nama, "jabatan": SEKRETARIS, "mulai": MULAI},
            {"nama": "Baru", "jabatan": KABID_DUA, "mulai": MULAI},
        ),
    )
    assert not sebab(hasil)


def test_nomor_sk_terlihat_dalam_pratinjau(kantor):
    baris = {"nama": "Baru", "jabatan": KABID_DUA, "mulai": MULAI, "dasar": "SK 821/7/2026"}
    usulan = rencana(kantor, isi_buku(kantor, baris)).usulan[-1]
    assert "SK 821/7/2026" in {satu.baru for satu in usulan.selisih}


def test_nomor_sk_jabatan_tercatat_yang_diubah_diperingatkan(kantor):
    def ubah(ws, kolom):
        for r in ws.iter_rows():
            if r[kolom["nama"] - 1].value == kantor.kabid_dua.nama:
                r[kolom["dasar"] - 1].value = "SK lain"

    hasil = rencana(kantor, isi_buku(kantor, ubah=ubah))
    assert any("Nomor SK" in satu for satu in sebab(hasil))


@pytest.mark.parametrize("isi", [{"mulai": MULAI}, {"dasar": "SK 1"}, {"sebagai": "Plt."}])
def test_isian_jabatan_tanpa_jabatan_ditolak(kantor, isi):
    assert "Jabatan" in ditolak(kantor, {"nama": "Baru", **isi})


def test_pegawai_tidak_aktif_tidak_memangku_jabatan_baru(kantor):
    assert "tidak aktif" in ditolak(
        kantor, {"nama": "Baru", "aktif": "Tidak", "jabatan": KABID_DUA, "mulai": MULAI}
    )


# -- writing -----------------------------------------------------------------------------------------


def test_dua_puluh_orang_lagi_diterapkan_dengan_kueri_yang_sama(kantor):
    """The office waits while it is written: 5.000 people may not ask the database 50.000 times."""

    def kueri(awal, jumlah):
        banyak = [
            {"nama": f"Orang {ke}", "unit": "Bidang Satu", "akun": f"orang.{ke}", "jabatan": SEKRETARIS}
            | {"sebagai": "Plt", "mulai": MULAI}
            for ke in range(awal, awal + jumlah)
        ]
        hasil = rencana(kantor, isi_buku(kantor, *banyak))
        with CaptureQueriesContext(connection) as tangkap:
            hasil.terapkan(kantor.admin)
        return len(tangkap)

    assert kueri(0, 2) == kueri(2, 22)
    assert Pegawai.objects.filter(nama__startswith="Orang ", pengguna__isnull=False).count() == 24


def test_yang_ditulis_dan_dicatat_sama_dengan_pratinjau(kantor):
    staf = kantor.staf_satu.pegawai

    def ubah(ws, kolom):
        for r in ws.iter_rows():
            if r[0].value == f"P-{staf.pk}":
                r[kolom["nip"] - 1].value, r[kolom["aktif"] - 1].value = NIP, "Tidak"

    baru = {"nama": "Baru", "akun": "baru", "surel": "baru@contoh.test", "nip": NIP_LAIN}
    rencana(kantor, isi_buku(kantor, baru, ubah=ubah)).terapkan(kantor.admin)
    staf.refresh_from_db()
    assert (staf.nip, staf.aktif, staf.pengguna, staf.unit) == (
        NIP,
        False,
        kantor.staf_satu,
        kantor.bidang_satu,
    )
    jejak = CatatanJejak.objects.get(aksi="organisasi.muat_pegawai", objek_id=staf.pk)
    assert (jejak.lama, jejak.baru) == ({"nip": "", "aktif": True}, {"nip": NIP, "aktif": False})
    akun = Pengguna.objects.get(username="baru")
    assert (akun.nama, akun.email, akun.is_staff) == ("Baru", "baru@contoh.test", False)
    jejak = CatatanJejak.objects.get(aksi="organisasi.muat_pegawai", objek_id=akun.pegawai.pk)
    assert (jejak.opd_id, jejak.baru["akun"], jejak.baru["surel"]) == (kantor.opd.pk, "baru", akun.email)


# -- cells -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tulis", [f"'{NIP}", "19909999 201599 1 001", f"\u00a0{NIP} "])
def test_nip_dengan_spasi_atau_petik_terbaca(kantor, tulis):
    hasil = rencana(kantor, isi_buku(kantor, {"nama": "Baru", "nip": tulis}))
    assert hasil.usulan[-1].tindakan == Tindakan.TAMBAH, sebab(hasil)
    hasil.terapkan(kantor.admin)
    assert Pegawai.objects.filter(nip=NIP).exists()


@pytest.mark.parametrize("tulis", ["1 Juli 2026", "01/07/2026"])
def test_tanggal_sebagai_teks_ditolak_dengan_jalan_keluar(kantor, tulis):
    kalimat = ditolak(kantor, {"nama": "Baru", "jabatan": KABID_DUA, "mulai": tulis})
    assert tulis in kalimat
    assert "format sel" in kalimat


def test_nama_akun_yang_berbeda_huruf_besarnya_saja_ditolak(kantor):
    Pengguna.objects.create(username="Budi.Santoso", nama="Budi")
    assert "sudah dipakai" in ditolak(kantor, {"nama": "Baru", "akun": "budi.santoso"})


def test_surel_terlalu_panjang_ditolak_di_pratinjau(kantor):
    surel = f"a@{'.'.join(['b' * 60] * 4)}.{'c' * 20}.id"
    assert "surel" in ditolak(kantor, {"nama": "Baru", "akun": "baru", "surel": surel}).lower()


def test_judul_kolom_yang_tertulis_dua_kali_ditolak(kantor):
    def tambah(ws, kolom):
        kepala = next(s.row for s in ws["B"] if s.value == JUDUL["nama"])
        ws.cell(kepala, len(JUDUL) + 1).value = "Nama"
        ws.cell(kepala + 1, len(JUDUL) + 1).value = "Atasan Saya"

    with pytest.raises(TindakanDitolak, match="Nama tertulis dua kali"):
        rencana(kantor, isi_buku(kantor, ubah=tambah))


def test_kolom_tambahan_dan_kolom_bertukar_tempat_terbaca(kantor):
    wb = load_workbook(BytesIO(isi_buku(kantor)))
    asal = wb[LEMBAR]
    asal.title = "x"
    baru = wb.create_sheet("pegawai")
    for baris in asal.iter_rows(values_only=True):
        isi = list(baris)
        baru.append([*isi[:1], "catatan saya", *reversed(isi[1:])])
    del wb["x"]
    keluar = BytesIO()
    wb.save(keluar)
    assert tetap(rencana(kantor, keluar.getvalue()))


# -- the pages around it -----------------------------------------------------------------------------


def test_baris_di_bawah_baris_kosong_pun_dapat_diisi(kantor):
    """A big office pastes more than the empty rows prepared: no cell is locked, and a NIP stays text."""
    wb = load_workbook(BytesIO(PemuatOrang().buku_kerja(opd=kantor.opd, tahun=None)))
    kolom = {kunci: wb[LEMBAR].column_dimensions[get_column_letter(ke)] for ke, kunci in enumerate(JUDUL, 1)}
    assert [kunci for kunci, satu in kolom.items() if satu.protection.locked] == ["kunci"]
    assert (kolom["nip"].number_format, kolom["akun"].number_format) == ("@", "@")
    assert "yyyy" in kolom["mulai"].number_format


def unggah(kantor, **lain) -> Muatan:
    berkas = SimpleUploadedFile("pegawai.xlsx", isi_buku(kantor, {"nama": "Baru"}))
    return actions.unggah(
        opd=kantor.opd, jenis="orang", tahun=None, berkas=berkas, **{"oleh": kantor.admin, **lain}
    )


def test_tautan_sesudah_diterapkan_semuanya_terbuka(kantor, sebagai):
    muatan = actions.baca(unggah(kantor))
    actions.terapkan(muatan=muatan, oleh=kantor.admin)
    klien = sebagai(kantor.admin)
    tautan = klien.get(muatan.get_absolute_url()).context["tautan"]
    assert len(tautan) == 3
    assert [klien.get(satu.alamat).status_code for satu in tautan] == [200] * 3


@pytest.mark.parametrize("singkatan", ['Dinas "A"', "DINAS–X"])
def test_nama_berkas_unduhan_dari_singkatan_yang_tidak_biasa(kantor, sebagai, singkatan):
    OPD.objects.filter(pk=kantor.opd.pk).update(singkatan=singkatan)
    pilihan = {"jenis": "orang", "opd": kantor.opd.pk, "tahun": 2026}
    kepala = sebagai(kantor.admin).get(reverse("muatan_templat"), pilihan)["Content-Disposition"]
    assert kepala.startswith("attachment; filename")
    assert kepala.replace('\\"', "").count('"') in (0, 2)


def test_unggahan_yang_gagal_dicatat_tidak_meninggalkan_berkas(kantor, settings, monkeypatch):
    def gagal(**lain):
        raise OSError

    monkeypatch.setattr(actions, "catat", gagal)
    with pytest.raises(OSError):
        unggah(kantor)
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.xlsx"))


def test_hak_yang_hilang_sesudah_diminta_menahan_penerapan(kantor):
    muatan = actions.baca(unggah(kantor))
    actions.minta_terapkan(muatan=muatan, sidik=muatan.sidik_usulan, oleh=kantor.admin)
    Penugasan.objects.filter(pengguna=kantor.admin).update(tanggal_selesai=MULAI - timedelta(days=700))
    with pytest.raises(TidakBerhak):
        actions.terapkan(muatan=muatan, oleh=Pengguna.objects.get(pk=kantor.admin.pk))
    assert not Pegawai.objects.filter(nama="Baru").exists()
