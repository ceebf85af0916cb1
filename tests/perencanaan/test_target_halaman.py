"""Targets of a year: what is written, what is refused, what is warned of, and how the pages show it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from jejak.models import CatatanJejak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import UnitKerja
from pengukuran.data import target_tahun
from perencanaan.angka import bulatkan
from perencanaan.models import (
    CatatanTarget,
    Periode,
    PerjanjianKinerja,
    RiwayatNilai,
    TargetPeriode,
    TargetUnit,
    VersiIndikator,
    VersiTarget,
)
from perencanaan.rencana_aksi import baris_versi, ringkas_target, susun_rencana_aksi
from perencanaan.sebaran import bagi_rata, gabungkan
from perencanaan.sebut import sesuai_arah
from perencanaan.target_actions import (
    IsiTarget,
    buat_target,
    penanda,
    perjanjian_untuk,
    simpan_target,
)
from tests.panggung import TAHUN
from tests.perencanaan.panggung_tahun import BARU, Rencana

D = Decimal
HARI = date(TAHUN, 6, 1)
Metode = VersiIndikator.Metode

# -- spreading, pure ----------------------------------------------------------------------------------

ANGKA = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False, allow_infinity=False)


@given(nilai=ANGKA, banyak=st.sampled_from([2, 4, 12]))
def test_bagi_rata_berjumlah_tepat(nilai, banyak):
    """To the last digit, for any value; and no period against the sign of the year."""
    bagian = bagi_rata(nilai, banyak, Metode.JUMLAH, 2)
    assert len(bagian) == banyak
    assert sum(bagian) == nilai
    assert all(satu == bulatkan(satu, 2) for satu in bagian)
    assert len(set(bagian[:-1])) <= 1
    assert all(satu * nilai >= 0 for satu in bagian)


@given(nilai=ANGKA, banyak=st.sampled_from([2, 4, 12]))
def test_bagi_rata_digabungkan_kembali(nilai, banyak):
    """What was spread comes back by the same method, whichever it is."""
    for metode in Metode:
        assert gabungkan(bagi_rata(nilai, banyak, metode), metode) == nilai


@pytest.mark.parametrize(
    ("nilai", "banyak", "metode", "harap"),
    [
        ("10", 4, Metode.JUMLAH, ["2", "2", "2", "4"]),  # documents stay whole
        ("1", 4, Metode.JUMLAH, ["0", "0", "0", "1"]),
        ("0.07", 4, Metode.JUMLAH, ["0.01", "0.01", "0.01", "0.04"]),
        ("100", 4, Metode.NILAI_AKHIR, ["100"] * 4),
        ("4.47", 2, Metode.RATA_RATA, ["4.47"] * 2),
        ("80", 4, Metode.TAHUNAN, [None, None, None, "80"]),
    ],
)
def test_bagi_rata_menurut_metode(nilai, banyak, metode, harap):
    assert bagi_rata(D(nilai), banyak, metode) == [None if satu is None else D(satu) for satu in harap]


@pytest.mark.parametrize(
    ("metode", "nilai", "harap"),
    [
        (Metode.JUMLAH, ["1", "2", "3"], "6"),
        (Metode.JUMLAH, ["1", None, "3"], None),
        (Metode.NILAI_AKHIR, ["1", None, "3"], "3"),
        (Metode.NILAI_AKHIR, ["1", "2", None], None),
        (Metode.RATA_RATA, ["1", "2", "3"], "2"),
        (Metode.MAKS, ["1", "5", "3"], "5"),
        (Metode.MIN, ["1", "5", "3"], "1"),
        (Metode.JUMLAH, [], None),
        (Metode.JUMLAH, ["0", "0", "0"], "0"),
    ],
)
def test_gabungkan(metode, nilai, harap):
    hasil = gabungkan([None if satu is None else D(satu) for satu in nilai], metode)
    assert hasil == (None if harap is None else D(harap))


# -- writing ------------------------------------------------------------------------------------------


@pytest.fixture
def rencana(kantor):
    return Rencana(kantor)


def simpan(rencana, kode, oleh=None, tanda=None, **isi):
    versi = VersiTarget.objects.get(indikator__kode=kode, tahun=TAHUN)
    return simpan_target(
        versi=versi,
        isi=IsiTarget(**isi),
        penanda_lama=tanda or penanda(versi),
        oleh=oleh or rencana.kantor.ketua_tim,
    )


def periode(kode, jenis="triwulan") -> list:
    return list(
        TargetPeriode.objects.filter(versi__indikator__kode=kode, periode__jenis=jenis)
        .order_by("periode__nomor")
        .values_list("nilai", flat=True)
    )


def tanda_tangani(rencana, kode) -> PerjanjianKinerja:
    perjanjian = PerjanjianKinerja.objects.create(
        opd=rencana.opd,
        tahun=TAHUN,
        jabatan=rencana.kantor.jabatan["Kepala"],
        tanggal_berlaku=date(TAHUN, 1, 2),
        tanggal=date(TAHUN, 1, 2),
        status="ditandatangani",
    )
    VersiTarget.objects.filter(pk=rencana.target[kode].pk).update(perjanjian=perjanjian)
    return perjanjian


@pytest.mark.django_db
def test_simpan_target_tahun_dan_periode_dengan_jejak(rencana):
    """IKP-1: 20 in four times 5 becomes 24 with 9 in the last; what did not change is not written."""
    berubah = simpan(
        rencana,
        "IKP-1",
        tahun={"nilai": D(24)},
        periode={("triwulan", 1): D(5), ("triwulan", 4): D(9), ("bulan", 1): D(0)},
    )

    assert berubah
    versi = VersiTarget.objects.get(indikator__kode="IKP-1")
    assert (versi.nilai, periode("IKP-1"), periode("IKP-1", "bulan")) == (D(24), [5, 5, 5, 9], [0])
    jejak = CatatanJejak.objects.get(aksi="perencanaan.simpan_target")
    assert jejak.lama == {"target tahun": "20", f"TW IV {TAHUN}": "5", f"Januari {TAHUN}": "kosong"}
    assert jejak.baru == {"target tahun": "24", f"TW IV {TAHUN}": "9", f"Januari {TAHUN}": "0"}


@pytest.mark.django_db
def test_mengosongkan_menghapus_dan_nol_tetap_nol(rencana):
    simpan(rencana, "IKP-1", periode={("triwulan", 1): None, ("triwulan", 2): D(0)})
    assert periode("IKP-1") == [0, 5, 5]


@pytest.mark.django_db
def test_tanpa_perubahan_tanpa_jejak(rencana):
    assert not simpan(rencana, "IKP-1", tahun={"nilai": D("20.0")}, periode={("triwulan", 1): D(5)})
    assert not CatatanJejak.objects.filter(aksi="perencanaan.simpan_target").exists()


@pytest.mark.django_db
def test_halaman_basi_ditolak(rencana):
    """Two people at the same target: the second is told, and nothing of theirs is written."""
    tanda = penanda(rencana.target["IKP-1"])
    simpan(rencana, "IKP-1", tanda=tanda, periode={("triwulan", 1): D(6)})
    with pytest.raises(TindakanDitolak, match="orang lain"):
        simpan(rencana, "IKP-1", tanda=tanda, tahun={"nilai": D(1)})
    assert VersiTarget.objects.get(indikator__kode="IKP-1").nilai == 20


@pytest.mark.django_db
@pytest.mark.parametrize("bagian", ["periode", "bagian", "tahun", "nilai"])
def test_penanda_berubah_dengan_setiap_bagian(rencana, bagian):
    versi = rencana.target["IKU-1"]
    tanda = penanda(versi)
    if bagian == "periode":
        TargetPeriode.objects.create(versi=versi, periode=rencana.setahun["bulan", 1], nilai=D(1))
    elif bagian == "bagian":
        TargetUnit.objects.create(versi=versi, unit=rencana.kantor.bidang_satu, nilai=D(1))
    elif bagian == "tahun":
        versi.nilai, versi.tingkat = None, "B"
    else:
        versi.nilai = D("90.01")
    assert penanda(versi) != tanda


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"batas_bawah": D(1)}, "batas bawah dan batas atas"),
        ({"batas_bawah": D(1), "batas_atas": D(2)}, "satu angka"),
        ({"nilai": None, "batas_bawah": D(3), "batas_atas": D(2)}, "di atas"),
    ],
)
def test_bentuk_target_yang_keliru_ditolak(rencana, isi, kalimat):
    with pytest.raises(TindakanDitolak, match=kalimat):
        simpan(rencana, "IKP-1", tahun=isi, periode={("triwulan", 1): D(1)})
    assert periode("IKP-1") == [5, 5, 5, 5]


@pytest.mark.django_db
def test_selain_pengelola_ditolak(rencana):
    for orang in (rencana.kantor.sekretaris, rencana.kantor.staf_satu, rencana.kantor.pengawas):
        with pytest.raises(TidakBerhak):
            simpan(rencana, "IKP-1", oleh=orang, tahun={"nilai": D(1)})
    assert VersiTarget.objects.get(indikator__kode="IKP-1").nilai == 20


@pytest.mark.django_db
@pytest.mark.parametrize(
    "isi",
    [
        {"tahun": {"nilai": D(21)}},
        {"periode": {("triwulan", 1): D(6)}},
        {"periode": {("triwulan", 1): None}},
        {"bagian": {0: D(1)}},
    ],
)
def test_target_yang_ditandatangani_tidak_berubah(rencana, isi):
    tanda_tangani(rencana, "IKP-1")
    with pytest.raises(TindakanDitolak, match="PK Perubahan"):
        simpan(rencana, "IKP-1", **isi)
    assert periode("IKP-1") == [5, 5, 5, 5]


@pytest.mark.django_db
def test_periode_kosong_boleh_diisi_sesudah_ditandatangani(rencana):
    """The Rencana Aksi is drawn up after the signing; what was filled in once, stands."""
    tanda_tangani(rencana, "IKU-1")
    assert simpan(rencana, "IKU-1", periode={("triwulan", 1): D(80)})
    with pytest.raises(TindakanDitolak, match="PK Perubahan"):
        simpan(rencana, "IKU-1", periode={("triwulan", 1): D(81), ("triwulan", 2): D(85)})
    assert periode("IKU-1") == [80]


@pytest.mark.django_db
def test_bagian_unit_hanya_bagi_penanggung_jawab(rencana, kantor_lain):
    satu, dua = rencana.kantor.bidang_satu, rencana.kantor.bidang_dua
    simpan(rencana, "IKU-1", bagian={satu.pk: D(50), dua.pk: D(40)})
    assert dict(TargetUnit.objects.values_list("unit", "nilai")) == {satu.pk: 50, dua.pk: 40}
    for asing in (rencana.kantor.sekretariat.pk, kantor_lain.bidang_satu.pk, 10**6):
        with pytest.raises(TindakanDitolak, match="bukan penanggung jawab"):
            simpan(rencana, "IKU-1", bagian={asing: D(1), satu.pk: D(49)})
    simpan(rencana, "IKU-1", bagian={dua.pk: None})
    assert dict(TargetUnit.objects.values_list("unit", "nilai")) == {satu.pk: 50}


@pytest.mark.django_db
def test_angka_yang_diubah_kehilangan_sumbernya(rencana):
    """A published figure that was typed over has lost its source; in a practice office it is practice."""
    VersiTarget.objects.update(sumber="PK 2026")
    rencana.opd.sumber = "Kantor contoh"
    rencana.opd.save()
    simpan(rencana, "IKP-1", tahun={"nilai": D(24)}, periode={("triwulan", 4): D(9)})
    versi = VersiTarget.objects.get(indikator__kode="IKP-1")
    assert (versi.sumber, versi.angka_latihan) == ("", True)
    assert [satu.angka_latihan for satu in versi.periode.order_by("periode__nomor")] == [
        False,
        False,
        False,
        True,
    ]


# -- warnings -----------------------------------------------------------------------------------------


def teguran(kode):
    versi = VersiTarget.objects.select_related("indikator__opd").get(indikator__kode=kode, tahun=TAHUN)
    return baris_versi(versi, HARI)


@pytest.mark.django_db
def test_akhir_tahun_beda_dari_target_tahun_dipertahankan_dengan_alasan(rencana):
    """Annual 4,47 against December 4,7, as published; kept with a reason until it is mended."""
    TargetPeriode.objects.create(
        versi=rencana.target["IKU-1"], periode=rencana.setahun["triwulan", 4], nilai=D("4.7")
    )
    simpan(
        rencana,
        "IKU-1",
        tahun={"nilai": D("4.47")},
        periode={("triwulan", nomor): D("4.4") for nomor in (1, 2, 3)},
    )
    semua = teguran("IKU-1").peringatan
    (satu,) = (satu for satu in semua if satu.kode.startswith("akhir_beda"))
    assert "4,7" in satu.kalimat
    assert "4,47" in satu.kalimat
    assert len(satu.kode) <= CatatanTarget._meta.get_field("kode").max_length

    simpan(rencana, "IKU-1", alasan={satu.kode: "Seperti tercetak pada PK", "tidak_ada": "x"})
    baris = teguran("IKU-1")
    assert [(t.kode, c.alasan) for t, c in baris.dipertahankan] == [(satu.kode, "Seperti tercetak pada PK")]
    assert satu.kode not in {t.kode for t in baris.peringatan}

    simpan(rencana, "IKU-1", periode={("triwulan", 4): D("4.47")})
    assert not CatatanTarget.objects.exists()
    assert teguran("IKU-1").dipertahankan == ()


@pytest.mark.django_db
def test_alasan_dikosongkan_membuka_peringatan_lagi(rencana):
    simpan(rencana, "IKP-1", tahun={"nilai": D(21)})
    (satu,) = teguran("IKP-1").peringatan
    simpan(rencana, "IKP-1", alasan={satu.kode: "Sebentar"})
    simpan(rencana, "IKP-1", alasan={satu.kode: "  "})
    assert [t.kode for t in teguran("IKP-1").peringatan] == [satu.kode]
    assert not CatatanTarget.objects.exists()


@pytest.mark.django_db
def test_bagian_unit_diperiksa_terhadap_target(rencana):
    """IKU-1 is shared by two units that are summed: 50 and 30 do not make 90."""
    assert any(satu.kode == "bagian_kosong" for satu in teguran("IKU-1").peringatan)
    satu, dua = rencana.kantor.bidang_satu, rencana.kantor.bidang_dua
    simpan(rencana, "IKU-1", bagian={satu.pk: D(50), dua.pk: D(30)})
    assert [t.kode for t in teguran("IKU-1").peringatan] == ["bagian_beda"]
    simpan(rencana, "IKU-1", bagian={dua.pk: D(40)})
    assert teguran("IKU-1").peringatan == ()


# -- a target that is not there yet --------------------------------------------------------------------


@pytest.mark.django_db
def test_target_baru_masuk_konsep_jabatan_yang_memiliki(rencana):
    """The sasaran's indicator goes to the Kepala's draft, the program's to its own head's; else to none."""
    VersiTarget.objects.all().delete()
    jabatan, tim = rencana.kantor.jabatan, rencana.kantor.ketua_tim
    kepala, kabid = (
        PerjanjianKinerja.objects.create(
            opd=rencana.opd, tahun=TAHUN, jabatan=jabatan[nama], tanggal_berlaku=date(TAHUN, 2, 1)
        )
        for nama in ("Kepala", "Kepala Bidang Satu")
    )
    assert perjanjian_untuk(rencana.indikator["IKU-1"], TAHUN) == kepala
    versi = buat_target(indikator=rencana.indikator["IKP-1"], tahun=TAHUN, oleh=tim)
    assert (versi.perjanjian, versi.tanggal_mulai, versi.rancangan) == (kabid, date(TAHUN, 2, 1), False)
    lepas = buat_target(indikator=rencana.indikator["IKK-1"], tahun=TAHUN, oleh=tim)
    assert (lepas.perjanjian, lepas.tanggal_mulai) == (None, date(TAHUN, 1, 1))
    assert buat_target(indikator=rencana.indikator["IKK-1"], tahun=TAHUN, oleh=tim) == lepas
    assert VersiTarget.objects.count() == 2


@pytest.mark.django_db
def test_target_baru_di_samping_pk_yang_ditandatangani(rencana):
    """Refused while there is no draft revision; with one, the new target is a draft that counts nowhere."""
    tim = rencana.kantor.ketua_tim
    pk = tanda_tangani(rencana, "IKU-1")
    with pytest.raises(TindakanDitolak, match="PK Perubahan"):
        buat_target(indikator=rencana.indikator["IKU-1"], tahun=TAHUN, oleh=tim)
    PerjanjianKinerja.objects.create(
        opd=rencana.opd,
        tahun=TAHUN,
        jabatan=pk.jabatan,
        perubahan_ke=1,
        sebab="strategi",
        alasan="Anggaran berubah",
        tanggal_berlaku=date(TAHUN, 7, 1),
    )
    versi = buat_target(indikator=rencana.indikator["IKU-1"], tahun=TAHUN, oleh=tim)
    assert versi.rancangan
    (baris,) = (satu for satu in susun_rencana_aksi(rencana.opd, TAHUN, HARI) if satu.rancangan)
    assert (baris.versi, baris.rancangan) == (rencana.target["IKU-1"], versi)


@pytest.mark.django_db
def test_selain_pengelola_tidak_membuat_target(rencana):
    with pytest.raises(TidakBerhak):
        buat_target(indikator=rencana.indikator["IKU-1"], tahun=BARU, oleh=rencana.kantor.sekretaris)
    assert not VersiTarget.objects.filter(tahun=BARU).exists()


# -- pages --------------------------------------------------------------------------------------------


def alamat(rencana, kode):
    return f"/target/{rencana.target[kode].pk}/"


@pytest.mark.django_db
def test_halaman_menyimpan_lalu_menunjukkan_peringatan(rencana, sebagai):
    klien = sebagai(rencana.kantor.ketua_tim)
    halaman = klien.get(alamat(rencana, "IKP-1"))
    assert "Jumlah TW I–TW IV" in halaman.content.decode()

    jawab = klien.post(
        alamat(rencana, "IKP-1"),
        {"penanda": halaman.context["penanda"], "nilai": "1.024,5", "triwulan-4": "9"},
        follow=True,
    )

    assert VersiTarget.objects.get(indikator__kode="IKP-1").nilai == D("1024.5")
    assert "Target disimpan." in jawab.content.decode()
    assert "sedangkan target tahun 1.024,5" in jawab.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("ketikan", ["93.6", "sepuluh", "1e5", "1,23456", "9" * 16])
def test_angka_yang_keliru_kembali_dengan_ketikannya(rencana, sebagai, ketikan):
    klien = sebagai(rencana.kantor.ketua_tim)
    tanda = penanda(rencana.target["IKP-1"])
    jawab = klien.post(alamat(rencana, "IKP-1"), {"penanda": tanda, "nilai": ketikan, "triwulan-1": "6"})
    assert jawab.status_code == 422
    assert f'value="{ketikan}"' in jawab.content.decode()
    assert 'aria-invalid="true"' in jawab.content.decode()
    assert periode("IKP-1") == [5, 5, 5, 5]


@pytest.mark.django_db
def test_bagi_rata_mengisi_dan_belum_menyimpan(rencana, sebagai):
    klien = sebagai(rencana.kantor.ketua_tim)
    jawab = klien.post(
        alamat(rencana, "IKP-1"),
        {"penanda": penanda(rencana.target["IKP-1"]), "nilai": "10", "triwulan-1": "5", "bagi": "triwulan"},
    )
    isi = jawab.content.decode()
    assert jawab.status_code == 200
    assert "belum disimpan" in isi
    nilai = {f["nama"]: f["nilai"] for k in jawab.context["kelompok"] for f in k["isian"]}
    assert [nilai[f"triwulan-{n}"] for n in (1, 2, 3, 4)] == ["2", "2", "2", "4"]
    assert periode("IKP-1") == [5, 5, 5, 5]

    kosong = klien.post(alamat(rencana, "IKP-1"), {"nilai": "", "bagi": "bulan"})
    assert kosong.status_code == 422
    assert "Isi dahulu target tahunnya" in kosong.content.decode()


@pytest.mark.django_db
def test_halaman_basi_dan_bukan_pengelola(rencana, sebagai):
    klien = sebagai(rencana.kantor.ketua_tim)
    jawab = klien.post(alamat(rencana, "IKP-1"), {"penanda": "basi", "nilai": "24"})
    assert jawab.status_code == 409
    assert "orang lain" in jawab.content.decode()

    pembaca = sebagai(rencana.kantor.staf_satu)
    isi = pembaca.get(alamat(rencana, "IKP-1")).content.decode()
    assert 'name="nilai"' not in isi
    assert "Simpan target" not in isi
    tanda = penanda(rencana.target["IKP-1"])
    assert pembaca.post(alamat(rencana, "IKP-1"), {"penanda": tanda, "nilai": "24"}).status_code == 403


@pytest.mark.django_db
def test_pk_ditandatangani_menutup_isian_yang_terisi(rencana, sebagai):
    tanda_tangani(rencana, "IKP-1")
    isi = sebagai(rencana.kantor.ketua_tim).get(alamat(rencana, "IKP-1")).content.decode()
    assert 'name="nilai"' not in isi
    assert 'name="triwulan-1"' not in isi
    assert 'name="bulan-1"' in isi
    assert "hanya berubah lewat PK Perubahan" in isi


@pytest.mark.django_db
def test_rentang_dan_tingkat_punya_isiannya_sendiri(rencana, sebagai):
    klien = sebagai(rencana.kantor.ketua_tim)
    VersiIndikator.objects.filter(indikator__kode="IKK-1").update(arah="rentang")
    VersiTarget.objects.filter(indikator__kode="IKK-1").update(nilai=None)
    klien.post(
        alamat(rencana, "IKK-1"),
        {
            "penanda": penanda(VersiTarget.objects.get(indikator__kode="IKK-1")),
            "batas_bawah": "80",
            "batas_atas": "90",
        },
    )
    versi = VersiTarget.objects.get(indikator__kode="IKK-1")
    assert (versi.batas_bawah, versi.batas_atas) == (80, 90)


@pytest.mark.django_db
def test_rencana_aksi_menyaring(rencana, sebagai):
    klien = sebagai(rencana.kantor.staf_satu)
    rencana.tambah("IKP-2", rencana.program, "program", [rencana.kantor.bidang_dua], None)

    def kode(**saring):
        return [satu["b"].indikator.kode for satu in klien.get("/rencana-aksi/", saring).context["baris"]]

    assert kode() == ["IKU-1", "IKP-1", "IKP-2", "IKK-1"]
    assert kode(saring="belum") == ["IKU-1", "IKP-2"]
    assert kode(saring="peringatan") == ["IKU-1"]
    assert kode(unit=rencana.kantor.bidang_satu.pk) == ["IKU-1", "IKP-1"]
    assert kode(cari="loket") == ["IKK-1"]


@pytest.mark.django_db
def test_triwulan_menempati_tiga_bulannya(rencana, sebagai):
    isi = sebagai(rencana.kantor.staf_satu).get("/rencana-aksi/").content.decode()
    assert isi.count('class="masa masa-3" colspan="3"') == 4
    assert 'colspan="12">setahun' in isi  # IKK-1, once a year


@pytest.mark.django_db
def test_target_baru_membuka_halamannya(rencana, sebagai):
    klien = sebagai(rencana.kantor.ketua_tim)
    indikator = rencana.tambah("IKP-2", rencana.program, "program", [], None)
    jawab = klien.post(f"/indikator/{indikator.pk}/target/", {"tahun": TAHUN})
    assert jawab.url == f"/target/{VersiTarget.objects.get(indikator=indikator).pk}/"
    assert sebagai(rencana.kantor.staf_satu).post(f"/indikator/{indikator.pk}/target/").status_code == 403


@pytest.mark.django_db
def test_pertanyaan_halaman_tetap(rencana, sebagai):
    klien = sebagai(rencana.kantor.ketua_tim)
    rencana.tambah_banyak(7)
    klien.get("/rencana-aksi/")
    with CaptureQueriesContext(connection) as sedikit:
        klien.get("/rencana-aksi/")
    rencana.tambah_banyak(90)
    with CaptureQueriesContext(connection) as banyak:
        jawab = klien.get("/rencana-aksi/")
    assert jawab.context["halaman"].paginator.count == 100
    assert len(jawab.context["baris"]) == 60
    assert len(banyak) == len(sedikit)
    assert len(jawab.content) < 300_000


@pytest.mark.django_db
def test_setahun_tanpa_periode_dapat_dibuka_dan_diisi(rencana, sebagai):
    """A year nobody touched yet has no periods; looking makes none, saving does."""
    versi = VersiTarget.objects.create(
        indikator=rencana.indikator["IKP-1"], tahun=TAHUN + 3, tanggal_mulai=date(TAHUN + 3, 1, 1)
    )
    klien = sebagai(rencana.kantor.ketua_tim)
    klien.get(f"/target/{versi.pk}/")
    assert not Periode.objects.filter(tahun=TAHUN + 3).exists()
    klien.post(f"/target/{versi.pk}/", {"penanda": penanda(versi), "nilai": "4", "triwulan-2": "1"})
    assert versi.periode.get().periode.nama == f"TW II {TAHUN + 3}"


# -- seen by a second reader --------------------------------------------------------------------------


def test_alasan_orang_lain_tidak_terhapus_halaman_basi(rencana):
    """Two people open the page; the first answers a warning. The second's page knew of no answer."""
    simpan(rencana, "IKP-1", periode={("triwulan", 4): D(6)})
    versi = rencana.target["IKP-1"]
    kode = baris_versi(versi, HARI).peringatan[0].kode
    dibuka = penanda(versi)
    simpan(rencana, "IKP-1", alasan={kode: "Ditambah dana pusat"})

    with pytest.raises(TindakanDitolak, match="orang lain"):
        simpan(rencana, "IKP-1", tanda=dibuka, periode={("triwulan", 1): D(4)}, alasan={kode: ""})

    assert CatatanTarget.objects.get(versi=versi).alasan == "Ditambah dana pusat"


def test_realisasi_sebelum_deret_putus_bukan_pembanding(rencana, sebagai):
    """Across a break nothing is compared, and the page says why beside last year's figure."""
    kode = rencana.indikator["IKP-1"]
    RiwayatNilai.objects.create(indikator=kode, tahun=TAHUN - 1, realisasi=D(50))
    versi = rencana.target["IKP-1"]
    assert [satu.kode for satu in baris_versi(versi, HARI).peringatan] == ["lebih_buruk"]

    lama = kode.versi.get()
    VersiIndikator.objects.filter(pk=lama.pk).update(tanggal_selesai=date(TAHUN - 1, 12, 31))
    lama.pk, lama.tanggal_mulai, lama.tanggal_selesai = None, date(TAHUN, 1, 1), None
    lama.memutus_deret, lama.alasan_perubahan = True, "Kini hanya dokumen terbit"
    lama.save()

    baris = baris_versi(versi, HARI)
    assert baris.peringatan == ()
    assert [satu.mulai for satu in baris.putus] == [date(TAHUN, 1, 1)]
    semua = {satu.indikator.kode: satu for satu in susun_rencana_aksi(rencana.opd, TAHUN, HARI)}
    assert semua["IKP-1"].putus == baris.putus
    assert semua["IKU-1"].putus == ()
    halaman = sebagai(rencana.kantor.ketua_tim).get(f"/target/{versi.pk}/").content.decode()
    kalimat = f"Deret terputus mulai 1 Januari {TAHUN}: Kini hanya dokumen terbit."
    assert kalimat in halaman
    # Without a figure of last year nothing is compared, so nothing is said.
    RiwayatNilai.objects.all().delete()
    assert kalimat not in sebagai(rencana.kantor.ketua_tim).get(f"/target/{versi.pk}/").content.decode()


@pytest.mark.parametrize(
    ("arah", "isi"),
    [
        ("rentang", {"nilai": D(80)}),
        ("ordinal", {"nilai": D(80)}),
        ("naik", {"batas_bawah": D(80), "batas_atas": D(90), "nilai": None}),
        ("naik", {"tingkat": "BB", "nilai": None}),
    ],
)
def test_bentuk_yang_tidak_terbaca_arahnya_bukan_target(rencana, arah, isi):
    """Measuring reads no target of another shape; the plan must not call it complete."""
    versi = rencana.target["IKU-1"]
    VersiIndikator.objects.filter(indikator=versi.indikator).update(arah=arah)
    VersiTarget.objects.filter(pk=versi.pk).update(**isi)

    baris = baris_versi(VersiTarget.objects.get(pk=versi.pk), HARI)

    assert baris.kurang == "bentuk target tidak sesuai arah indikator"
    assert not baris.bertarget


def test_bagi_rata_tidak_ditawarkan_tanpa_satu_angka(rencana, sebagai):
    """A range and a level hold for the whole year; there is no figure to spread."""
    versi = rencana.target["IKU-1"]
    klien = sebagai(rencana.kantor.ketua_tim)
    assert 'name="bagi"' in klien.get(f"/target/{versi.pk}/").content.decode()
    VersiIndikator.objects.filter(indikator=versi.indikator).update(arah="rentang")
    VersiTarget.objects.filter(pk=versi.pk).update(nilai=None, batas_bawah=80, batas_atas=90)
    assert 'name="bagi"' not in klien.get(f"/target/{versi.pk}/").content.decode()


def test_saringan_unit_dengan_kunci_di_atas_seribu(rencana, sebagai):
    """Keys are not figures: a point in them would choose nobody."""
    unit = UnitKerja.objects.create(pk=12345, opd=rencana.opd, nama="Bidang Sepuluh Ribu", urutan=99)
    rencana.tambah("IKP-9", rencana.program, "program", [unit], "5")
    halaman = sebagai(rencana.kantor.ketua_tim).get("/rencana-aksi/").content.decode()
    assert '<option value="12345"' in halaman


@pytest.mark.parametrize("arah", VersiIndikator.Arah.values)
@pytest.mark.parametrize(
    "isi",
    [
        {"nilai": D(0)},
        {"batas_bawah": D(80), "batas_atas": D(90)},
        {"tingkat": "BB"},
        {"tingkat": "A", "nilai": D(1)},
    ],
)
def test_yang_disebut_sesuai_terbaca_saat_diukur(arah, isi):
    """The plan and the measuring agree on what is a target."""
    versi = VersiTarget(**isi)
    if sesuai_arah(versi, arah):
        assert target_tahun(versi, arah) is not None


def test_rata_rata_tertulis_seteliti_target_tahunnya(rencana):
    """4,475 in every quarter beside a year's 4,475 reads the same, as the check takes it."""
    versi = rencana.target["IKP-1"]
    VersiIndikator.objects.filter(indikator=versi.indikator).update(metode="rata_rata")
    simpan(
        rencana,
        "IKP-1",
        tahun={"nilai": D("4.475")},
        periode={("triwulan", n): D("4.475") for n in (1, 2, 3, 4)},
    )
    baris = baris_versi(VersiTarget.objects.get(pk=versi.pk), HARI)
    assert ringkas_target(baris) == [("Rata-rata TW I–TW IV", "4,475")]
    assert baris.peringatan == ()
