"""Queries of fixed words find what the same queryset finds, with every value, on both databases."""

from datetime import date
from threading import Thread

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField, DateField
from django.test.utils import CaptureQueriesContext

from jejak.actions import catat
from jejak.models import CatatanJejak
from jejak.pertanyaan import Lowong, PertanyaanTetap, PerubahanTetap, TambahanTetap
from organisasi.hak import DITUGASI, JABATAN_DIPANGKU, TIM_DIIKUTI, Peran, lupakan_peran, peran_di
from organisasi.models import OPD, AnggotaTim, Pegawai, PemangkuJabatan, Penugasan

TANGGAL = date(2026, 5, 5)


@pytest.mark.django_db
def test_rekaman_sama_dengan_yang_ditemukan_django(kantor, kantor_lain):
    """Records with their related ones, also where there is none to relate."""
    tetap = PertanyaanTetap(
        lambda: (
            Pegawai.objects.filter(opd=Lowong("opd", BigIntegerField()))
            .select_related("unit", "opd__pemda", "pengguna")
            .order_by("pk")
        )
    )
    for satu in (kantor, kantor_lain, kantor):
        biasa = list(Pegawai.objects.filter(opd=satu.opd).select_related("unit", "opd__pemda").order_by("pk"))
        with CaptureQueriesContext(connection) as sql:
            hasil = tetap.tanya(opd=satu.opd.pk)
            isi = [(p, p.unit, p.opd.pemda.nama, p.pengguna.nama) for p in hasil]
        assert isi == [(p, p.unit, p.opd.pemda.nama, p.pengguna.nama) for p in biasa]
        assert len(sql) == 1
    assert None in [p.unit for p in hasil]
    assert [vars(a)["nama"] for a in hasil] == [vars(b)["nama"] for b in biasa]


@pytest.mark.django_db
def test_nilai_dibaca_lagi_setiap_kali(kantor):
    """Only the words are kept: what was found once is not remembered."""
    tetap = PertanyaanTetap(
        lambda: PemangkuJabatan.objects.berlaku_pada(Lowong("tanggal", DateField())).values_list(
            "pk", "tanggal_mulai"
        )
    )
    ada = PemangkuJabatan.objects.berlaku_pada(TANGGAL).count()
    assert len(tetap.tanya(tanggal=TANGGAL)) == ada > 0
    PemangkuJabatan.objects.filter(pk=tetap.tanya(tanggal=TANGGAL)[0][0]).update(
        tanggal_selesai=date(2025, 1, 1)
    )
    assert len(tetap.tanya(tanggal=TANGGAL)) == ada - 1
    assert tetap.tanya(tanggal=date(1999, 1, 1)) == []
    assert tetap.satu(tanggal=date(1999, 1, 1)) is None


@pytest.mark.django_db
def test_perubahan_tetap_menulis_baris_yang_dimaksud(kantor, kantor_lain):
    tetap = PerubahanTetap(
        lambda: OPD.objects.filter(pk=Lowong("mana", BigIntegerField())), ("nama", "aktif", "pemda")
    )
    assert (
        tetap.ubah(mana=kantor.opd.pk, nama="Dinas 'Baru' 100%", aktif=False, pemda=kantor_lain.pemda.pk) == 1
    )
    assert tetap.ubah(mana=-1, nama="x", aktif=True, pemda=kantor.pemda.pk) == 0
    kantor.opd.refresh_from_db()
    assert (kantor.opd.nama, kantor.opd.aktif, kantor.opd.pemda) == (
        "Dinas 'Baru' 100%",
        False,
        kantor_lain.pemda,
    )
    kantor_lain.opd.refresh_from_db()
    assert kantor_lain.opd.aktif


@pytest.mark.django_db
def test_tambahan_tetap_seperti_save(kantor):
    """Every kind of field comes out as Django's own save stores it: JSON, moment, address, nothing."""
    isi = {
        "opd_id": kantor.opd.pk,
        "pelaku": "Orang 'Contoh' 100%",
        "aksi": "uji.tambah",
        "lama": None,
        "baru": {"nilai": "12.5000", "daftar": [1, None, "ü"]},
        "alamat": "2001:db8::1",
    }
    tetap, biasa = CatatanJejak(**isi), CatatanJejak(**isi)
    TambahanTetap(CatatanJejak).tambah(tetap)
    biasa.save(force_insert=True)
    assert tetap.pk is not None and not tetap._state.adding and tetap.waktu is not None
    kolom = [
        satu.attname for satu in CatatanJejak._meta.concrete_fields if satu.attname not in {"id", "waktu"}
    ]
    sama = CatatanJejak.objects.filter(pk__in=[tetap.pk, biasa.pk]).values_list(*kolom)
    assert sama[0] == sama[1]
    assert CatatanJejak.objects.get(pk=tetap.pk).waktu == tetap.waktu


@pytest.mark.django_db
def test_catat_mengembalikan_kuncinya(kantor):
    satu = catat(aksi="uji.catat", objek=kantor.opd, oleh=kantor.kepala, baru={"a": 1})
    assert CatatanJejak.objects.get(pk=satu.pk).baru == {"a": 1}


@pytest.mark.django_db
def test_nilai_tidak_pernah_menjadi_kata_pertanyaan(kantor):
    tetap = PertanyaanTetap(lambda: OPD.objects.filter(singkatan=Lowong("s", CharField())).values_list("pk"))
    assert tetap.tanya(s="x' OR '1'='1") == []
    assert tetap.tanya(s=kantor.opd.singkatan) == [(kantor.opd.pk,)]


@pytest.mark.django_db
def test_peran_berubah_begitu_faktanya_berubah(kantor):
    """The rights ask by such queries: a position, a team or a role that ends counts from the next request."""
    orang = kantor.ketua_tim
    assert peran_di(orang, kantor.opd.pk) == {Peran.STAF, Peran.TIM}
    AnggotaTim.objects.filter(pegawai=orang.pegawai).delete()
    lupakan_peran(orang)
    assert peran_di(orang, kantor.opd.pk) == {Peran.STAF}
    Penugasan.objects.create(pengguna=orang, peran="admin", opd=kantor.opd, tanggal_mulai=date(2020, 1, 1))
    lupakan_peran(orang)
    assert peran_di(orang, kantor.opd.pk) == {Peran.STAF, Peran.ADMIN}
    Pegawai.objects.filter(pengguna=orang).update(aktif=False)
    lupakan_peran(orang)
    assert peran_di(orang, kantor.opd.pk) == {Peran.ADMIN}


@pytest.mark.django_db(transaction=True)
def test_setiap_utas_dengan_sambungannya_sendiri(kantor):
    """What one thread has put into words is not asked over its connection by another."""
    cari = {"pegawai": kantor.kepala.pegawai.pk, "tanggal": TANGGAL}
    di_sini = JABATAN_DIPANGKU.tanya(**cari)
    di_sana = []

    def tanya():
        try:
            di_sana.append(JABATAN_DIPANGKU.tanya(**cari))
        finally:
            connection.close()

    utas = Thread(target=tanya)
    utas.start()
    utas.join()
    assert di_sana == [di_sini]
    assert [satu.jabatan for satu in di_sini] == [kantor.jabatan["Kepala"]]


@pytest.mark.django_db
def test_tanpa_baris_dan_nilai_besar(kantor):
    """A key of any size is asked as such; the rights of nobody are none."""
    for pk in (0, -1, 2**15, 2**31, 2**62):
        assert TIM_DIIKUTI.tanya(pegawai=pk, tanggal=TANGGAL) == []
        assert DITUGASI.tanya(pengguna=pk, tanggal=TANGGAL) == []
