"""The admin: every page opens, nothing foreign shows, nothing frozen moves, nobody climbs."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alur.models import SOP, CatatanLangkah, Pelaksanaan, RencanaTindakLanjut
from jejak.actions import catat
from jejak.models import CatatanJejak, Segel
from organisasi.models import (
    OPD,
    AnggotaTim,
    HariLibur,
    Jabatan,
    JamKerja,
    Muatan,
    Pegawai,
    PemangkuJabatan,
    PemerintahDaerah,
    Pengguna,
    Penugasan,
    TimSAKIP,
    UnitKerja,
)
from organisasi.muatan.daftar import semua_pemuat
from pengumpulan.models import Realisasi, RevisiRealisasi
from perencanaan.models import (
    Indikator,
    PaguAnggaran,
    PenempatanIndikator,
    Periode,
    PerjanjianKinerja,
    RealisasiAnggaran,
    Renstra,
    Simpul,
    TargetPeriode,
    VersiIndikator,
    VersiTarget,
)
from perencanaan.perjanjian import batalkan_konsep, tandatangani
from tests.alur.test_adopsi import buat_naskah
from tests.pabrik import AWAL, SANDI, Kantor, buat_akun, buat_pemda

pytestmark = [pytest.mark.sekali, pytest.mark.django_db, pytest.mark.usefixtures("sandi_cepat")]

TAHUN = 2026
APP_KAMI = {"organisasi", "perencanaan", "alur", "pengumpulan", "jejak"}
HALAMAN_KAMI = [model for model in admin.site._registry if model._meta.app_label in APP_KAMI]


@pytest.fixture
def sandi_cepat(settings):
    """Hundreds of accounts are made here, and none of them is about the hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def alamat(model, halaman, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{halaman}", args=args)


def isi_kantor(kantor: Kantor, nomor: int = 1) -> dict[type, object]:
    """One record of every kind that has an admin page, all of this office."""
    opd, unit, staf = kantor.opd, kantor.bidang_satu, kantor.staf_satu
    periode = Periode.objects.tahun_lengkap(TAHUN).get(jenis="triwulan", nomor=1)
    simpul = Simpul.objects.create(opd=opd, tahun=TAHUN, jenjang="program", uraian=f"Program {nomor}")
    indikator = Indikator.objects.create(opd=opd, kode=f"I-{nomor}", nama=f"Indikator {nomor}")
    definisi = VersiIndikator.objects.create(
        indikator=indikator, nama=indikator.nama, satuan="%", metode="nilai_akhir", tanggal_mulai=AWAL
    )
    PenempatanIndikator.objects.create(indikator=indikator, simpul=simpul, jenis="program")
    jabatan = Jabatan.objects.create(opd=opd, jenis="pelaksana", nama=f"Pelaksana {nomor}")
    pk = PerjanjianKinerja.objects.create(
        opd=opd, tahun=TAHUN, jabatan=jabatan, tanggal_berlaku=date(TAHUN, 1, 5)
    )
    target = VersiTarget.objects.create(
        indikator=indikator,
        tahun=TAHUN,
        perjanjian=pk,
        nilai=Decimal("1234.56"),
        tanggal_mulai=date(TAHUN, 1, 5),
    )
    realisasi = Realisasi.objects.create(
        indikator=indikator,
        unit=unit,
        periode=periode,
        keadaan="angka",
        nilai=Decimal("93.6"),
        diubah_oleh=staf,
    )
    RevisiRealisasi.objects.create(
        realisasi=realisasi, versi=1, keadaan="angka", nilai=Decimal("93.6"), oleh=staf
    )
    sop, prosedur, langkah = _sop_berjalan(opd, nomor)
    pelaksanaan = Pelaksanaan.objects.create(
        opd=opd,
        prosedur=prosedur,
        periode=periode,
        batas_waktu=date(TAHUN, 4, 8),
        dimulai_pada=timezone.now(),
        dimulai_oleh=kantor.kepala,
    )
    catatan = CatatanLangkah.objects.create(
        pelaksanaan=pelaksanaan, langkah=langkah, dibuka_pada=timezone.now()
    )
    return {
        OPD: opd,
        UnitKerja: UnitKerja.objects.create(opd=opd, nama=f"Seksi {nomor}", jenis="seksi", induk=unit),
        Jabatan: jabatan,
        Pegawai: Pegawai.objects.create(
            opd=opd, unit=unit, nama=f"Pegawai {nomor}", pengguna=buat_akun(f"Akun {nomor} {opd}")
        ),
        PemangkuJabatan: PemangkuJabatan.objects.create(
            jabatan=jabatan, pegawai=staf.pegawai, tanggal_mulai=AWAL
        ),
        TimSAKIP: TimSAKIP.objects.create(opd=opd, tanggal_mulai=AWAL, nomor_sk=f"SK {nomor}"),
        Pengguna: kantor.staf_dua,
        Penugasan: Penugasan.objects.create(
            pengguna=staf, peran="pengawas", opd=opd, tanggal_mulai=AWAL, tanggal_selesai=date(2099, 1, 1)
        ),
        HariLibur: HariLibur.objects.create(
            opd=opd, tanggal=date(TAHUN, 1, 1) + timedelta(days=nomor), nama=f"Libur {nomor}"
        ),
        JamKerja: JamKerja.objects.create(
            opd=opd, hari=0, jam_masuk="07:30", jam_pulang="16:00", tanggal_mulai=AWAL
        ),
        Muatan: Muatan.objects.create(
            opd=opd,
            jenis=semua_pemuat()[0].jenis,
            nama_berkas=f"muatan-{nomor}.xlsx",
            berkas=f"muatan/{nomor}.xlsx",
            status="siap",
            diunggah_oleh=staf,
            diunggah_pada=timezone.now(),
        ),
        CatatanJejak: catat(aksi="uji.catat", objek=opd, oleh=staf, alasan=f"alasan {nomor}"),
        Renstra: Renstra.objects.create(
            opd=opd, nama=f"Renstra {nomor}", tahun_awal=2000 + nomor, tahun_akhir=2005 + nomor
        ),
        Simpul: simpul,
        Indikator: indikator,
        VersiIndikator: definisi,
        PerjanjianKinerja: pk,
        VersiTarget: target,
        PaguAnggaran: PaguAnggaran.objects.create(
            simpul=simpul, nilai=Decimal("1500000.5"), tanggal_mulai=AWAL
        ),
        RealisasiAnggaran: RealisasiAnggaran.objects.create(simpul=simpul, periode=periode, nilai=Decimal(7)),
        SOP: sop,
        type(prosedur): prosedur,
        type(langkah): langkah,
        Pelaksanaan: pelaksanaan,
        CatatanLangkah: catatan,
        RencanaTindakLanjut: RencanaTindakLanjut.objects.create(
            opd=opd,
            asal="notulen",
            uraian=f"Tindak lanjut {nomor}",
            penanggung_jawab=jabatan,
            tenggat=date(TAHUN, 6, 1),
            dibuat_oleh=staf,
        ),
        Realisasi: realisasi,
    }


def _sop_berjalan(opd, nomor):
    sop = SOP.objects.create(
        opd=opd, kode=f"K{nomor}", nama=f"SOP {nomor}", status="berlaku", tanggal_mulai=AWAL, tahun=TAHUN
    )
    prosedur = sop.prosedur.create(jenis="pengumpulan")
    return sop, prosedur, prosedur.langkah.create(nomor=1, uraian=f"Perintah {nomor}", layar="perintah")


def kirim_ulang(response, **ganti) -> dict:
    """The data a browser would post from this admin page, with some fields replaced."""
    data = {}
    bagian = [response.context["adminform"].form]
    for sebaris in response.context["inline_admin_formsets"]:
        bagian += [sebaris.formset.management_form, *sebaris.formset.forms]
    for form in bagian:
        for bidang in form:
            if bidang.field.disabled:
                continue
            nilai = bidang.value()
            if nilai is True:
                nilai = "on"
            if nilai is None or nilai is False:
                continue
            data[bidang.html_name] = str(nilai) if isinstance(nilai, date) else nilai
    return data | ganti


def galat(response) -> str:
    """All error sentences on an admin page."""
    daftar = [str(satu) for satu in response.context["errors"]]
    return " ".join(daftar)


# -- every page opens -------------------------------------------------------------------------------


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model._meta.label)
def test_semua_halaman_admin_terbuka_bagi_superadmin(model, kantor, superadmin, sebagai):
    isi = isi_kantor(kantor) | {PemerintahDaerah: kantor.pemda, Periode: Periode.objects.first()}
    klien = sebagai(superadmin)
    halaman = admin.site._registry[model]
    daftar = klien.get(alamat(model, "changelist"), {"q": "a"})
    assert daftar.status_code == 200
    if halaman.has_add_permission(daftar.wsgi_request):
        assert klien.get(alamat(model, "add")).status_code == 200
    if model in isi:
        assert klien.get(alamat(model, "change", isi[model].pk)).status_code == 200
        assert klien.get(alamat(model, "history", isi[model].pk)).status_code == 200
    else:
        assert model._meta.app_label not in APP_KAMI


@pytest.mark.parametrize("model", HALAMAN_KAMI, ids=lambda model: model._meta.label)
def test_admin_opd_membuka_halaman_miliknya(model, kantor, sebagai):
    isi = isi_kantor(kantor) | {PemerintahDaerah: kantor.pemda, Periode: Periode.objects.first()}
    klien = sebagai(kantor.admin)
    assert klien.get(alamat(model, "changelist")).status_code == 200
    assert klien.get(alamat(model, "change", isi[model].pk)).status_code == 200


def test_halaman_depan_menurut_urutan_kerja(kantor, sebagai):
    halaman = sebagai(kantor.admin).get(reverse("admin:index"))
    judul = [app["name"] for app in halaman.context["app_list"]]
    assert judul == ["1. Organisasi", "2. SOP", "3. Indikator dan target", "4. Anggaran", "5. Jejak"]
    organisasi = [satu["object_name"] for satu in halaman.context["app_list"][0]["models"]]
    urut = ["PemerintahDaerah", "OPD", "UnitKerja", "Jabatan", "Pegawai", "PemangkuJabatan"]
    assert organisasi[:6] == urut
    assert organisasi.index("TimSAKIP") > organisasi.index("PemangkuJabatan")


def test_halaman_depan_menyebut_yang_kurang(kantor, kantor_lain, sebagai):
    kantor.jabatan["Sekretaris"].pemangku.all().delete()
    halaman = sebagai(kantor.admin).get(reverse("admin:index"))
    kurang = halaman.context["langkah_berikut"]
    assert [(satu.opd, satu.kalimat) for satu in kurang] == [
        ("DISCONTOH", "Jabatan Sekretaris belum dipangku siapa pun.")
    ]
    assert b"DISLAIN" not in halaman.content


def test_bukan_admin_tidak_masuk(kantor, sebagai):
    kantor.sekretaris.is_staff = True
    kantor.sekretaris.save()
    assert sebagai(kantor.sekretaris).get(reverse("admin:index")).status_code == 302


# -- the fence --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "model", [m for m in HALAMAN_KAMI if m is not Periode], ids=lambda model: model._meta.label
)
def test_milik_opd_lain_tidak_ada(model, kantor, kantor_lain, sebagai):
    isi_kantor(kantor)
    asing = (isi_kantor(kantor_lain) | {PemerintahDaerah: kantor_lain.pemda})[model]
    klien = sebagai(kantor.admin)
    for halaman in ("change", "history", "delete"):
        status = klien.get(alamat(model, halaman, asing.pk)).status_code
        assert status == 404 or (halaman == "delete" and status == 403), halaman
    assert klien.post(alamat(model, "change", asing.pk), {}).status_code in {403, 404}
    daftar = klien.get(alamat(model, "changelist"))
    assert asing not in list(daftar.context["cl"].queryset)
    assert str(kantor_lain.opd) not in daftar.content.decode()
    tersaring = klien.get(alamat(model, "changelist"), {"opd": kantor_lain.opd.pk})
    assert tersaring.status_code in {200, 302}
    if tersaring.status_code == 200:
        assert asing not in list(tersaring.context["cl"].queryset)


def test_saringan_opd_hanya_menawarkan_yang_terlihat(kantor, kantor_lain, sebagai):
    kedua = Kantor(kantor.pemda, singkatan="DISKEDUA")
    Penugasan.objects.create(pengguna=kantor.admin, peran="admin", opd=kedua.opd, tanggal_mulai=AWAL)
    daftar = sebagai(kantor.admin).get(alamat(UnitKerja, "changelist"))
    saringan = next(satu for satu in daftar.context["cl"].filter_specs if satu.title == "OPD")
    assert {label for _, label in saringan.lookup_choices} == {"DISCONTOH", "DISKEDUA"}
    hanya = sebagai(kantor.admin).get(alamat(UnitKerja, "changelist"), {"opd": kedua.opd.pk})
    assert {unit.opd_id for unit in hanya.context["cl"].queryset} == {kedua.opd.pk}


def bidang_pilihan_otomatis():
    """(app, model, field) of every autocomplete on our pages, inlines included."""
    hasil = []
    for halaman in admin.site._registry.values():
        sebaris = [kelas(halaman.model, admin.site) for kelas in getattr(halaman, "inlines", [])]
        for satu in (halaman, *sebaris):
            for nama in satu.autocomplete_fields:
                hasil.append((satu.model, nama))
    return hasil


@pytest.mark.parametrize(("model", "nama"), bidang_pilihan_otomatis(), ids=str)
def test_pilihan_otomatis_hanya_yang_terlihat(model, nama, kantor, kantor_lain, sebagai):
    sendiri = isi_kantor(kantor) | {PemerintahDaerah: kantor.pemda}
    asing = isi_kantor(kantor_lain) | {PemerintahDaerah: kantor_lain.pemda}
    tujuan = model._meta.get_field(nama).remote_field.model
    jawab = sebagai(kantor.admin).get(
        reverse("admin:autocomplete"),
        {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": nama},
    )
    nomor = {satu["id"] for satu in jawab.json()["results"]}
    if tujuan is Periode:
        return
    assert str(sendiri[tujuan].pk) in nomor
    assert str(asing[tujuan].pk) not in nomor


def test_pilihan_asing_ditolak_server(kantor, kantor_lain, sebagai):
    klien = sebagai(kantor.admin)
    data = {"opd": kantor_lain.opd.pk, "jenis": "bidang", "nama": "Bidang Susupan", "urutan": 0}
    jawab = klien.post(alamat(UnitKerja, "add"), data)
    assert jawab.status_code == 200
    assert "opd" in jawab.context["adminform"].form.errors
    data = {
        "jabatan": kantor.jabatan["Sekretaris"].pk,
        "pegawai": kantor_lain.staf_satu.pegawai.pk,
        "jenis": "plt",
        "tanggal_mulai": "2026-01-01",
    }
    jawab = klien.post(alamat(PemangkuJabatan, "add"), data)
    assert "pegawai" in jawab.context["adminform"].form.errors
    assert not UnitKerja.objects.filter(nama="Bidang Susupan").exists()


def test_opd_tidak_berpindah_sesudah_dibuat(kantor, kantor_lain, superadmin, sebagai):
    klien = sebagai(superadmin)
    halaman = klien.get(alamat(UnitKerja, "change", kantor.bidang_satu.pk))
    klien.post(
        alamat(UnitKerja, "change", kantor.bidang_satu.pk),
        kirim_ulang(halaman, opd=kantor_lain.opd.pk, nama="Bidang Baru Nama"),
    )
    kantor.bidang_satu.refresh_from_db()
    assert (kantor.bidang_satu.opd, kantor.bidang_satu.nama) == (kantor.opd, "Bidang Baru Nama")


def test_pembaca_melihat_tanpa_mengubah(kantor, kantor_lain, sebagai):
    """An admin of one OPD who reads another sees it, and changes nothing there."""
    Penugasan.objects.create(
        pengguna=kantor.admin,
        peran="pengawas",
        opd=kantor_lain.opd,
        tanggal_mulai=AWAL,
        tanggal_selesai=date(2099, 1, 1),
    )
    klien = sebagai(kantor.admin)
    tujuan = alamat(UnitKerja, "change", kantor_lain.bidang_satu.pk)
    assert klien.get(tujuan).status_code == 200
    assert klien.post(tujuan, {"nama": "Diubah"}).status_code == 403


def test_tim_sakip_mengelola_perencanaan_saja(kantor, sebagai):
    kantor.ketua_tim.is_staff = True
    kantor.ketua_tim.save()
    klien = sebagai(kantor.ketua_tim)
    assert klien.get(alamat(Indikator, "add")).status_code == 200
    assert klien.get(alamat(UnitKerja, "changelist")).status_code == 200
    assert klien.get(alamat(UnitKerja, "add")).status_code == 403
    assert klien.get(alamat(Pengguna, "changelist")).status_code == 403
    assert klien.get(reverse("admin:alur_sop_angkat")).status_code == 404


# -- lists stay flat --------------------------------------------------------------------------------


def test_jumlah_kueri_daftar_tetap(kantor, superadmin, sebagai):
    """Three rows or thirty: every list asks the database equally often."""
    klien = sebagai(superadmin)
    daftar_model = [model for model in HALAMAN_KAMI if model not in {Periode, PemerintahDaerah, OPD}]

    def ukur():
        hasil = {}
        for model in daftar_model:
            with CaptureQueriesContext(connection) as kueri:
                jawab = klien.get(alamat(model, "changelist"))
            hasil[model] = len(kueri), jawab.context["cl"].result_count
        return hasil

    for nomor in range(1, 4):
        isi_kantor(kantor, nomor)
    klien.get(reverse("admin:index"))
    sedikit = ukur()
    for nomor in range(4, 31):
        isi_kantor(kantor, nomor)
    banyak = ukur()
    assert all(banyak[model][1] >= sedikit[model][1] + 27 for model in daftar_model)
    assert {m: kueri for m, (kueri, _) in banyak.items()} == {m: kueri for m, (kueri, _) in sedikit.items()}


def test_daftar_opd_dan_pemda_tetap(superadmin, sebagai):
    klien = sebagai(superadmin)

    def ukur():
        hasil = []
        for model in (OPD, PemerintahDaerah):
            with CaptureQueriesContext(connection) as kueri:
                assert klien.get(alamat(model, "changelist")).status_code == 200
            hasil.append(len(kueri))
        return hasil

    def tambah(nama):
        OPD.objects.create(pemda=buat_pemda(nama), jenis="dinas", nama=f"Dinas {nama}", singkatan=nama)

    for nomor in range(3):
        tambah(f"A{nomor}")
    sedikit = ukur()
    for nomor in range(27):
        tambah(f"B{nomor}")
    assert ukur() == sedikit


# -- what is frozen ---------------------------------------------------------------------------------


def test_pk_ditandatangani_hanya_dibaca(kantor, superadmin, sebagai):
    isi = isi_kantor(kantor)
    pk, target = isi[PerjanjianKinerja], isi[VersiTarget]
    pk.status, pk.tanggal = "ditandatangani", date(TAHUN, 1, 5)
    pk.save()
    klien = sebagai(superadmin)
    for model, objek in ((PerjanjianKinerja, pk), (VersiTarget, target)):
        halaman = klien.get(alamat(model, "change", objek.pk))
        assert not halaman.context["has_change_permission"]
        assert "1.234,56" in halaman.content.decode()
        assert klien.post(alamat(model, "change", objek.pk), {"nilai": "1"}).status_code == 403
        assert klien.post(alamat(model, "delete", objek.pk), {"post": "yes"}).status_code == 403
    target.refresh_from_db()
    assert target.nilai == Decimal("1234.56")


def test_target_tidak_masuk_pk_yang_ditandatangani(kantor, sebagai):
    isi = isi_kantor(kantor)
    pk = isi[PerjanjianKinerja]
    pk.status, pk.tanggal = "ditandatangani", date(TAHUN, 1, 5)
    pk.save()
    lain = Indikator.objects.create(opd=kantor.opd, kode="L", nama="Lain")
    data = {
        "indikator": lain.pk,
        "tahun": TAHUN,
        "perjanjian": pk.pk,
        "nilai": "5",
        "tanggal_mulai": "2026-01-05",
    }
    jawab = sebagai(kantor.admin).post(alamat(VersiTarget, "add"), data)
    assert "perjanjian" in jawab.context["adminform"].form.errors
    assert not lain.target.exists()


@pytest.mark.parametrize(
    "model",
    [SOP, Pelaksanaan, CatatanLangkah, RencanaTindakLanjut, Realisasi, Muatan, CatatanJejak, Periode],
    ids=lambda model: model._meta.label,
)
def test_yang_beku_hanya_dibaca(model, kantor, superadmin, sebagai):
    objek = (isi_kantor(kantor) | {Periode: Periode.objects.first()})[model]
    klien = sebagai(superadmin)
    halaman = klien.get(alamat(model, "change", objek.pk))
    assert halaman.status_code == 200
    assert not halaman.context["has_change_permission"]
    assert not any(s.has_change_permission for s in halaman.context["inline_admin_formsets"])
    assert klien.post(alamat(model, "change", objek.pk), {}).status_code == 403
    assert klien.get(alamat(model, "delete", objek.pk)).status_code == 403
    assert klien.get(alamat(model, "add")).status_code == 403


def test_isi_sop_berlaku_hanya_dibaca(kantor, superadmin, sebagai):
    isi = isi_kantor(kantor)
    prosedur = isi[SOP].prosedur.get()
    langkah = prosedur.langkah.get()
    klien = sebagai(superadmin)
    for objek in (prosedur, langkah):
        assert klien.get(alamat(type(objek), "change", objek.pk)).status_code == 200
        assert klien.post(alamat(type(objek), "change", objek.pk), {"uraian": "x"}).status_code == 403


def test_indikator_dengan_target_bertanda_tangan_tidak_dapat_dihapus(kantor, superadmin, sebagai):
    """Removing the indicator would take a frozen target along."""
    isi = isi_kantor(kantor)
    pk = isi[PerjanjianKinerja]
    pk.status, pk.tanggal = "ditandatangani", date(TAHUN, 1, 5)
    pk.save()
    indikator = Indikator.objects.create(opd=kantor.opd, kode="Z", nama="Tanpa realisasi")
    VersiTarget.objects.create(indikator=indikator, tahun=TAHUN, perjanjian=pk, tanggal_mulai=AWAL)
    klien = sebagai(superadmin)
    assert klien.post(alamat(Indikator, "delete", indikator.pk), {"post": "yes"}).status_code == 403
    assert Indikator.objects.filter(pk=indikator.pk).exists()


def test_yang_dipakai_tidak_dapat_dihapus(kantor, sebagai):
    klien = sebagai(kantor.admin)
    jawab = klien.post(alamat(UnitKerja, "delete", kantor.bidang_satu.pk), {"post": "yes"})
    assert jawab.status_code == 200
    assert jawab.context["protected"]
    assert UnitKerja.objects.filter(pk=kantor.bidang_satu.pk).exists()


# -- nobody climbs ----------------------------------------------------------------------------------


def test_superuser_tidak_terlihat_admin_opd(kantor, superadmin, sebagai):
    klien = sebagai(kantor.admin)
    Pegawai.objects.create(opd=kantor.opd, nama="Orang Super", pengguna=superadmin)
    assert klien.get(alamat(Pengguna, "change", superadmin.pk)).status_code == 404
    assert superadmin not in klien.get(alamat(Pengguna, "changelist")).context["cl"].queryset


def test_admin_opd_tidak_dapat_menjadi_superuser(kantor, sebagai):
    klien = sebagai(kantor.admin)
    tujuan = alamat(Pengguna, "change", kantor.admin.pk)
    halaman = klien.get(tujuan)
    klien.post(tujuan, kirim_ulang(halaman, is_superuser="on", nama="Naik Pangkat"))
    kantor.admin.refresh_from_db()
    assert kantor.admin.nama == "Naik Pangkat"
    assert not kantor.admin.is_superuser


@pytest.mark.parametrize("taut", ["pemda", "opd lain", "plt", "tim", "kelak"])
def test_sandi_orang_yang_bertaut_di_luar_tidak_dapat_diganti(taut, kantor, kantor_lain, sebagai):
    """An employee of this OPD who is more elsewhere is shown, not changed: a password is power."""
    akun = kantor.staf_satu
    kedua = Kantor(kantor.pemda, singkatan="DISKEDUA")
    besok = date.today() + timedelta(days=30)
    if taut == "pemda":
        Penugasan.objects.create(pengguna=akun, peran="admin", pemda=kantor.pemda, tanggal_mulai=AWAL)
    elif taut == "opd lain":
        Penugasan.objects.create(pengguna=akun, peran="admin", opd=kedua.opd, tanggal_mulai=AWAL)
    elif taut == "kelak":
        Penugasan.objects.create(pengguna=akun, peran="admin", opd=kedua.opd, tanggal_mulai=besok)
    elif taut == "plt":
        kedua.jabatan["Sekretaris"].pemangku.create(pegawai=akun.pegawai, jenis="plt", tanggal_mulai=AWAL)
    else:
        AnggotaTim.objects.create(tim=kedua.tim, pegawai=akun.pegawai)
    klien = sebagai(kantor.admin)
    assert klien.get(alamat(Pengguna, "change", akun.pk)).status_code == 200
    assert klien.post(alamat(Pengguna, "change", akun.pk), {"nama": "X"}).status_code == 403
    sandi = reverse("admin:auth_user_password_change", args=[akun.pk])
    baru = {"password1": "sandi-rebutan-panjang", "password2": "sandi-rebutan-panjang"}
    assert klien.post(sandi, baru).status_code == 403
    akun.refresh_from_db()
    assert akun.check_password(SANDI)


def test_sandi_pegawai_sendiri_dapat_diganti_dan_harus_diganti_lagi(kantor, sebagai):
    sandi = reverse("admin:auth_user_password_change", args=[kantor.staf_satu.pk])
    klien = sebagai(kantor.admin)
    assert klien.get(sandi).status_code == 200
    baru = {"password1": "pinjaman-sekali-pakai", "password2": "pinjaman-sekali-pakai"}
    assert klien.post(sandi, baru).status_code == 302
    kantor.staf_satu.refresh_from_db()
    assert kantor.staf_satu.check_password("pinjaman-sekali-pakai")
    assert kantor.staf_satu.harus_ganti_sandi
    jejak = CatatanJejak.objects.get(aksi="admin.ubah")
    assert jejak.baru == {"kata sandi": "diganti"}
    assert "pinjaman" not in str(jejak.__dict__)


def test_sandi_akun_asing_404(kantor, kantor_lain, sebagai):
    sandi = reverse("admin:auth_user_password_change", args=[kantor_lain.staf_satu.pk])
    assert sebagai(kantor.admin).get(sandi).status_code == 404


def test_akun_asing_tidak_dapat_ditautkan(kantor, kantor_lain, superadmin, sebagai):
    """Linking an account to an own employee would open it to this admin; so would a Penugasan."""
    klien = sebagai(kantor.admin)
    lepas = buat_akun("Akun Lepas")
    for akun in (kantor_lain.staf_satu, superadmin, lepas):
        jawab = klien.post(
            alamat(Pegawai, "add"),
            {"opd": kantor.opd.pk, "nama": "Umpan", "aktif": "on", "pengguna": akun.pk},
        )
        assert "pengguna" in jawab.context["adminform"].form.errors
        jawab = klien.post(
            alamat(Penugasan, "add"),
            {"pengguna": akun.pk, "peran": "admin", "opd": kantor.opd.pk, "tanggal_mulai": "2026-01-01"},
        )
        assert "pengguna" in jawab.context["adminform"].form.errors
    assert not Pegawai.objects.filter(nama="Umpan").exists()


@pytest.mark.parametrize("tingkat", ["opd", "pemda"])
def test_admin_opd_tidak_memberi_hak_di_luar_opdnya(tingkat, kantor, sebagai):
    kedua = Kantor(kantor.pemda, singkatan="DISKEDUA")
    data = {"pengguna": kantor.staf_satu.pk, "peran": "admin", "tanggal_mulai": "2026-01-01"}
    data |= {"opd": kedua.opd.pk} if tingkat == "opd" else {"pemda": kantor.pemda.pk}
    sebelum = Penugasan.objects.count()
    klien = sebagai(kantor.admin)
    assert klien.post(alamat(Penugasan, "add"), data).status_code == 200
    sebaris = {f"penugasan-0-{nama}": nilai for nama, nilai in data.items() if nama != "pengguna"}
    halaman = klien.get(alamat(Pengguna, "change", kantor.staf_satu.pk))
    klien.post(
        alamat(Pengguna, "change", kantor.staf_satu.pk),
        kirim_ulang(halaman, **{"penugasan-TOTAL_FORMS": "1"}, **sebaris),
    )
    assert Penugasan.objects.count() == sebelum


def test_admin_opd_mengangkat_admin_di_opdnya(kantor, sebagai):
    data = {
        "pengguna": kantor.staf_satu.pk,
        "peran": "admin",
        "opd": kantor.opd.pk,
        "tanggal_mulai": "2026-01-01",
    }
    assert sebagai(kantor.admin).post(alamat(Penugasan, "add"), data).status_code == 302
    assert Penugasan.objects.filter(pengguna=kantor.staf_satu, opd=kantor.opd).exists()


def akun_baru(klien, **isi):
    data = {
        "username": "akun.baru",
        "nama": "Akun Baru",
        "password1": "sandi-awal-yang-panjang",
        "password2": "sandi-awal-yang-panjang",
        "penugasan-TOTAL_FORMS": "0",
        "penugasan-INITIAL_FORMS": "0",
    }
    return klien.post(alamat(Pengguna, "add"), data | isi)


def test_akun_baru_untuk_pegawai(kantor, sebagai):
    pegawai = Pegawai.objects.create(opd=kantor.opd, nama="Pegawai Tanpa Akun")
    jawab = akun_baru(sebagai(kantor.admin), pegawai=pegawai.pk, is_superuser="on")
    assert jawab.status_code == 302
    akun = Pengguna.objects.get(username="akun.baru")
    assert (akun.pegawai, akun.harus_ganti_sandi, akun.is_superuser) == (pegawai, True, False)
    assert akun.check_password("sandi-awal-yang-panjang")


def test_akun_baru_tanpa_tempat_ditolak(kantor, sebagai):
    jawab = akun_baru(sebagai(kantor.admin))
    assert jawab.status_code == 200
    assert "Pilih pegawai pemilik akun ini" in galat(jawab)
    assert not Pengguna.objects.filter(username="akun.baru").exists()


def test_akun_baru_untuk_pegawai_asing_ditolak(kantor, kantor_lain, sebagai):
    pegawai = Pegawai.objects.create(opd=kantor_lain.opd, nama="Pegawai Asing")
    jawab = akun_baru(sebagai(kantor.admin), pegawai=pegawai.pk)
    assert "pegawai" in jawab.context["adminform"].form.errors
    assert not Pengguna.objects.filter(username="akun.baru").exists()


@pytest.fixture
def pegawai_merangkap(kantor):
    """An employee of this office without an account, who is Plt. Kepala of a second one."""
    pegawai = Pegawai.objects.create(opd=kantor.opd, nama="Pegawai Merangkap")
    kedua = Kantor(kantor.pemda, singkatan="DISKEDUA")
    kedua.jabatan["Kepala"].pemangku.create(pegawai=pegawai, jenis="plt", tanggal_mulai=AWAL)
    return pegawai


def test_akun_pegawai_yang_merangkap_di_opd_lain_tidak_dibuat_admin_opd(kantor, pegawai_merangkap, sebagai):
    """Whoever types the first password of a Plt. Kepala elsewhere could act there."""
    jawab = akun_baru(sebagai(kantor.admin), pegawai=pegawai_merangkap.pk)
    assert "pegawai" in jawab.context["adminform"].form.errors
    assert not Pengguna.objects.filter(username="akun.baru").exists()


def test_akun_sendiri_tidak_dapat_ditautkan_ke_pegawai_yang_merangkap(kantor, pegawai_merangkap, sebagai):
    klien = sebagai(kantor.admin)
    tujuan = alamat(Pegawai, "change", pegawai_merangkap.pk)
    klien.post(tujuan, kirim_ulang(klien.get(tujuan), pengguna=kantor.admin.pk, nama="Ganti Nama"))
    pegawai_merangkap.refresh_from_db()
    assert (pegawai_merangkap.nama, pegawai_merangkap.pengguna) == ("Ganti Nama", None)


def test_akun_pegawai_yang_merangkap_dibuat_admin_pemda(kantor, pegawai_merangkap, sebagai):
    Penugasan.objects.create(pengguna=kantor.admin, peran="admin", pemda=kantor.pemda, tanggal_mulai=AWAL)
    assert akun_baru(sebagai(kantor.admin), pegawai=pegawai_merangkap.pk).status_code == 302
    assert Pengguna.objects.get(username="akun.baru").pegawai == pegawai_merangkap


def test_admin_pemda_membuat_pembaca(kantor, sebagai):
    Penugasan.objects.create(pengguna=kantor.admin, peran="admin", pemda=kantor.pemda, tanggal_mulai=AWAL)
    jawab = akun_baru(
        sebagai(kantor.admin),
        **{
            "penugasan-TOTAL_FORMS": "1",
            "penugasan-0-peran": "pengawas",
            "penugasan-0-pemda": kantor.pemda.pk,
            "penugasan-0-tanggal_mulai": "2026-01-01",
            "penugasan-0-tanggal_selesai": "2026-12-31",
        },
    )
    assert jawab.status_code == 302
    assert Penugasan.objects.get(pengguna__username="akun.baru").pemda == kantor.pemda


def test_lapisan_di_atas_opd_tidak_diubah_admin_opd(kantor, sebagai):
    nasional = HariLibur.objects.create(tanggal=date(2026, 8, 17), nama="Kemerdekaan")
    pemda = HariLibur.objects.create(tanggal=date(2026, 8, 18), nama="Hari Jadi", pemda=kantor.pemda)
    klien = sebagai(kantor.admin)
    for libur in (nasional, pemda):
        assert klien.get(alamat(HariLibur, "change", libur.pk)).status_code == 200
        assert klien.post(alamat(HariLibur, "change", libur.pk), {"nama": "X"}).status_code == 403
    tanpa_opd = klien.post(alamat(HariLibur, "add"), {"tanggal": "2026-09-01", "nama": "Libur Liar"})
    assert tanpa_opd.context["adminform"].form.errors["opd"] == ["Pilih OPD."]
    data = {"tanggal": "2026-09-01", "nama": "Libur Liar", "pemda": kantor.pemda.pk}
    assert klien.post(alamat(HariLibur, "add"), data).status_code == 200
    assert HariLibur.objects.count() == 2


# -- overlaps are sentences, never a 500 ------------------------------------------------------------


def sebaris_baru(halaman, awalan, *baris, **lain):
    """The page's own data with extra inline rows at ``awalan``."""
    data = kirim_ulang(halaman, **lain)
    mulai = int(data[f"{awalan}-TOTAL_FORMS"])
    data[f"{awalan}-TOTAL_FORMS"] = str(mulai + len(baris))
    for nomor, isi in enumerate(baris, start=mulai):
        data |= {f"{awalan}-{nomor}-{nama}": nilai for nama, nilai in isi.items()}
    return data


def test_dua_pemangku_definitif_pada_satu_masa_ditolak(kantor, sebagai):
    jabatan = kantor.jabatan["Sekretaris"]
    data = {
        "jabatan": jabatan.pk,
        "pegawai": kantor.staf_satu.pegawai.pk,
        "jenis": "definitif",
        "tanggal_mulai": "2026-01-01",
    }
    jawab = sebagai(kantor.admin).post(alamat(PemangkuJabatan, "add"), data)
    assert jawab.status_code == 200
    assert "sudah dipangku" in galat(jawab)
    assert jabatan.pemangku.count() == 1


def test_dua_baris_tumpang_diketik_sekaligus_ditolak(kantor, sebagai):
    jabatan = Jabatan.objects.create(opd=kantor.opd, jenis="fungsional", nama="Perencana")
    tujuan = alamat(Jabatan, "change", jabatan.pk)
    klien = sebagai(kantor.admin)
    baris = {"pegawai": kantor.staf_satu.pegawai.pk, "jenis": "definitif", "tanggal_mulai": "2026-01-01"}
    kedua = baris | {"pegawai": kantor.staf_dua.pegawai.pk, "tanggal_mulai": "2026-05-01"}
    jawab = klien.post(tujuan, sebaris_baru(klien.get(tujuan), "pemangku", baris, kedua))
    assert jawab.status_code == 200
    assert "sudah dipangku" in galat(jawab)
    assert not jabatan.pemangku.exists()


def test_pemangku_diganti_dalam_satu_halaman(kantor, sebagai):
    """The old holder is ended and the new one entered at once."""
    jabatan = kantor.jabatan["Sekretaris"]
    tujuan = alamat(Jabatan, "change", jabatan.pk)
    klien = sebagai(kantor.admin)
    baru = {"pegawai": kantor.staf_satu.pegawai.pk, "jenis": "definitif", "tanggal_mulai": "2026-01-01"}
    ganti = {"pemangku-0-tanggal_selesai": "2025-12-31"}
    jawab = klien.post(tujuan, sebaris_baru(klien.get(tujuan), "pemangku", baru, **ganti))
    assert jawab.status_code == 302
    assert jabatan.pemangku.count() == 2
    aksi = CatatanJejak.objects.filter(objek_jenis="organisasi.pemangkujabatan").values_list(
        "aksi", flat=True
    )
    assert sorted(aksi) == ["admin.tambah", "admin.ubah"]


def test_definisi_tumpang_ditolak(kantor, sebagai):
    indikator = isi_kantor(kantor)[Indikator]
    tujuan = alamat(Indikator, "change", indikator.pk)
    klien = sebagai(kantor.admin)
    baris = {
        "nama": "Definisi baru",
        "satuan": "%",
        "arah": "naik",
        "metode": "jumlah",
        "frekuensi": "bulan",
        "desimal": "2",
        "pengali": "100",
        "tanggal_mulai": "2026-01-01",
    }
    jawab = klien.post(tujuan, sebaris_baru(klien.get(tujuan), "versi", baris))
    assert "Definisi lain indikator ini masih berlaku" in galat(jawab)
    assert indikator.versi.count() == 1


def test_penempatan_dua_kali_setahun_ditolak(kantor, sebagai):
    isi = isi_kantor(kantor)
    tujuan = alamat(Indikator, "change", isi[Indikator].pk)
    klien = sebagai(kantor.admin)
    baris = {"simpul": isi[Simpul].pk, "jenis": "iku", "urutan": "0"}
    jawab = klien.post(tujuan, sebaris_baru(klien.get(tujuan), "penempatan", baris))
    assert "sudah ditempatkan pada tahun tersebut" in galat(jawab)


def test_galat_basis_data_menjadi_kalimat(kantor, sebagai, monkeypatch):
    """Two admins at once: what the forms could not see, the database refuses, and the page says so."""
    simpul = isi_kantor(kantor)[Simpul]
    monkeypatch.setattr("organisasi.admin_dasar._TUMPANG", {})
    data = {"simpul": simpul.pk, "nilai": "5", "tanggal_mulai": "2026-01-01"}
    with transaction.atomic():
        jawab = sebagai(kantor.admin).post(alamat(PaguAnggaran, "add"), data, follow=True)
    assert jawab.status_code == 200
    assert "bertentangan dengan data lain" in jawab.content.decode()
    assert simpul.pagu.count() == 1


def test_simpul_tanpa_jenjang_bukan_galat_server(kantor, sebagai):
    induk = isi_kantor(kantor)[Simpul]
    data = {"opd": kantor.opd.pk, "tahun": TAHUN, "induk": induk.pk, "uraian": "x", "urutan": 0}
    jawab = sebagai(kantor.admin).post(alamat(Simpul, "add"), data)
    assert "jenjang" in jawab.context["adminform"].form.errors


# -- figures ----------------------------------------------------------------------------------------


def test_angka_tampil_dan_dibaca_seperti_ditulis_kantor(kantor, sebagai):
    target = isi_kantor(kantor)[VersiTarget]
    tujuan = alamat(VersiTarget, "change", target.pk)
    klien = sebagai(kantor.admin)
    halaman = klien.get(tujuan)
    assert 'value="1.234,56"' in halaman.content.decode()
    assert "1.234,56" in klien.get(alamat(VersiTarget, "changelist")).content.decode()
    jawab = klien.post(tujuan, kirim_ulang(halaman, nilai="93.6"))
    assert "Tulis desimal dengan koma: 93,6, bukan 93.6." in galat(jawab)
    assert klien.post(tujuan, kirim_ulang(halaman, nilai="93,6")).status_code == 302
    target.refresh_from_db()
    assert target.nilai == Decimal("93.6")


def test_target_per_triwulan_ditawarkan(kantor, sebagai):
    target = isi_kantor(kantor)[VersiTarget]
    tujuan = alamat(VersiTarget, "change", target.pk)
    klien = sebagai(kantor.admin)
    halaman = klien.get(tujuan)
    data = kirim_ulang(halaman, **{"periode-0-nilai": "10", "periode-1-nilai": "20,5"})
    assert data["periode-TOTAL_FORMS"] == 4
    assert klien.post(tujuan, data).status_code == 302
    isi = TargetPeriode.objects.filter(versi=target).values_list("periode__nomor", "nilai")
    assert sorted(isi) == [(1, Decimal(10)), (2, Decimal("20.5"))]


def target_bertanda_tangan(kantor) -> VersiTarget:
    """The target in force, of an agreement that is signed."""
    isi = isi_kantor(kantor)
    pk = isi[PerjanjianKinerja]
    pk.status, pk.tanggal = "ditandatangani", date(TAHUN, 1, 5)
    pk.save()
    return isi[VersiTarget]


def isian_pk_perubahan(lama: VersiTarget, **ganti) -> dict:
    """What the add page sends for a draft revision that is to replace the target from July on."""
    pk = lama.perjanjian
    return {
        "opd": pk.opd_id,
        "tahun": TAHUN,
        "jabatan": pk.jabatan_id,
        "perubahan_ke": 1,
        "sebab": "strategi",
        "alasan": "Perubahan anggaran",
        "tanggal_berlaku": "2026-07-01",
        "pihak_kedua_jabatan": "Kepala Dinas",
        "pihak_kedua_nama": "Ani Contoh",
        "target-TOTAL_FORMS": "1",
        "target-INITIAL_FORMS": "0",
        "target-0-indikator": lama.indikator_id,
        "target-0-nilai": "1.300",
    } | ganti


def test_pk_perubahan_konsep_tidak_mengakhiri_target(kantor, sebagai):
    """A draft may still be thrown away; until it is signed its targets stand apart and count nowhere."""
    lama = target_bertanda_tangan(kantor)
    klien = sebagai(kantor.admin)
    tambah = alamat(PerjanjianKinerja, "add")
    assert "Dicatat di halaman Perjanjian Kinerja" in klien.get(tambah).content.decode()
    assert klien.post(tambah, isian_pk_perubahan(lama)).status_code == 302
    konsep = PerjanjianKinerja.objects.get(perubahan_ke=1)
    rancangan = konsep.target.get()
    assert (rancangan.rancangan, rancangan.tanggal_mulai) == (True, date(2026, 7, 1))
    assert lama.indikator.target.berlaku_pada(date(2026, 8, 1)).get() == lama
    batalkan_konsep(perjanjian=konsep, oleh=kantor.admin)
    lama.refresh_from_db()
    assert (lama.indikator.target.get(), lama.tanggal_selesai) == (lama, None)


def test_pk_tidak_ditandatangani_lewat_admin(kantor, sebagai):
    """Signing has one door, which checks parties and rows: what the admin's form sends of it is not heard."""
    lama = target_bertanda_tangan(kantor)
    data = isian_pk_perubahan(lama, status="ditandatangani", tanggal="2026-06-29", nomor="PK/2")
    assert sebagai(kantor.admin).post(alamat(PerjanjianKinerja, "add"), data).status_code == 302
    konsep = PerjanjianKinerja.objects.get(perubahan_ke=1)
    assert (konsep.status, konsep.tanggal, konsep.nomor) == ("konsep", None, "")


def test_target_per_triwulan_diisi_pada_konsep_lalu_berlaku(kantor, sebagai):
    """The periods of a revision are filled before it is signed, for afterwards nothing of it changes."""
    lama = target_bertanda_tangan(kantor)
    klien = sebagai(kantor.admin)
    klien.post(alamat(PerjanjianKinerja, "add"), isian_pk_perubahan(lama))
    konsep = PerjanjianKinerja.objects.get(perubahan_ke=1)
    tujuan = alamat(VersiTarget, "change", konsep.target.get().pk)
    data = kirim_ulang(klien.get(tujuan), **{"periode-2-nilai": "1.250", "periode-3-nilai": "1.300"})
    assert klien.post(tujuan, data).status_code == 302
    with time_machine.travel(datetime(2026, 8, 3, 3, tzinfo=UTC)):
        tandatangani(perjanjian=konsep, tanggal=date(2026, 6, 29), nomor="PK/2", oleh=kantor.admin)
    lama.refresh_from_db()
    baru = lama.indikator.target.berlaku_pada(date(2026, 7, 1)).get()
    assert (lama.nilai, lama.tanggal_selesai) == (Decimal("1234.56"), date(2026, 6, 30))
    assert (baru.nilai, baru.tanggal_mulai, baru.rancangan) == (Decimal(1300), date(2026, 7, 1), False)
    assert sorted(baru.periode.values_list("periode__nomor", "nilai")) == [(3, 1250), (4, 1300)]
    assert not klien.get(tujuan).context["has_change_permission"]


def test_indikator_sekali_saja_dalam_konsep(kantor, sebagai):
    lama = target_bertanda_tangan(kantor)
    kembar = {"target-1-indikator": lama.indikator_id, "target-1-nilai": "5", "target-TOTAL_FORMS": "2"}
    klien = sebagai(kantor.admin)
    jawab = klien.post(alamat(PerjanjianKinerja, "add"), isian_pk_perubahan(lama, **kembar))
    assert "Indikator ini sudah ada pada Perjanjian Kinerja ini" in galat(jawab)
    klien.post(alamat(PerjanjianKinerja, "add"), isian_pk_perubahan(lama))
    konsep = PerjanjianKinerja.objects.get(perubahan_ke=1)
    data = {"indikator": lama.indikator_id, "tahun": TAHUN, "nilai": "5", "tanggal_mulai": "2026-07-01"}
    jawab = klien.post(alamat(VersiTarget, "add"), data | {"perjanjian": konsep.pk})
    assert "Indikator ini sudah ada pada Perjanjian Kinerja ini" in galat(jawab)
    assert konsep.target.get().nilai == 1300


def test_pergantian_pejabat_tanpa_target(kantor, sebagai):
    lama = target_bertanda_tangan(kantor)
    klien = sebagai(kantor.admin)
    jawab = klien.post(alamat(PerjanjianKinerja, "add"), isian_pk_perubahan(lama, sebab="pejabat"))
    assert "Pergantian pejabat tidak mengubah target" in galat(jawab)
    assert not PerjanjianKinerja.objects.filter(perubahan_ke=1).exists()


def test_baris_konsep_dihapus_tanpa_akibat_lain(kantor, sebagai):
    """A draft of a year that has no target yet keeps its rows, and loses them without a trace on others."""
    lama = target_bertanda_tangan(kantor)
    klien = sebagai(kantor.admin)
    data = isian_pk_perubahan(lama, tahun=TAHUN + 1, tanggal_berlaku="2027-01-04")
    assert klien.post(alamat(PerjanjianKinerja, "add"), data).status_code == 302
    konsep = PerjanjianKinerja.objects.get(tahun=TAHUN + 1)
    assert konsep.target.get().nilai == 1300
    tujuan = alamat(PerjanjianKinerja, "change", konsep.pk)
    jawab = klien.post(tujuan, kirim_ulang(klien.get(tujuan), **{"target-0-DELETE": "on"}))
    assert jawab.status_code == 302
    lama.refresh_from_db()
    assert (lama.indikator.target.get(), lama.tanggal_selesai) == (lama, None)


def test_tanggal_berlaku_konsep_menggeser_targetnya(kantor, sebagai):
    lama = target_bertanda_tangan(kantor)
    klien = sebagai(kantor.admin)
    klien.post(alamat(PerjanjianKinerja, "add"), isian_pk_perubahan(lama))
    konsep = PerjanjianKinerja.objects.get(perubahan_ke=1)
    tujuan = alamat(PerjanjianKinerja, "change", konsep.pk)
    jawab = klien.post(tujuan, kirim_ulang(klien.get(tujuan), tanggal_berlaku="2026-08-03"))
    assert jawab.status_code == 302
    assert konsep.target.get().tanggal_mulai == date(2026, 8, 3)


def test_target_bertanda_tangan_tidak_ditimpa_tanpa_pk(kantor, sebagai):
    lama = target_bertanda_tangan(kantor)
    data = {"indikator": lama.indikator_id, "tahun": TAHUN, "nilai": "5", "tanggal_mulai": "2026-07-01"}
    jawab = sebagai(kantor.admin).post(alamat(VersiTarget, "add"), data)
    assert "Target ini milik PK yang sudah ditandatangani" in galat(jawab)
    lama.refresh_from_db()
    assert (lama.indikator.target.get(), lama.tanggal_selesai) == (lama, None)


def test_target_yang_sudah_diperjanjikan_tidak_masuk_pk_lain(kantor, sebagai):
    lama = target_bertanda_tangan(kantor)
    lain = PerjanjianKinerja.objects.create(
        opd=kantor.opd, tahun=TAHUN, jabatan=kantor.jabatan["Kepala"], tanggal_berlaku=date(TAHUN, 2, 2)
    )
    data = {"indikator": lama.indikator_id, "tahun": TAHUN, "nilai": "5", "tanggal_mulai": "2026-02-02"}
    jawab = sebagai(kantor.admin).post(alamat(VersiTarget, "add"), data | {"perjanjian": lain.pk})
    assert f"sudah ada pada {lama.perjanjian}" in galat(jawab)
    assert not lain.target.exists()


def test_target_lepas_mengakhiri_target_lepas(kantor, sebagai):
    """What no agreement binds may be replaced without one."""
    lama = isi_kantor(kantor)[VersiTarget]
    VersiTarget.objects.filter(pk=lama.pk).update(perjanjian=None)
    data = {"indikator": lama.indikator_id, "tahun": TAHUN, "nilai": "5", "tanggal_mulai": "2026-07-01"}
    assert sebagai(kantor.admin).post(alamat(VersiTarget, "add"), data).status_code == 302
    lama.refresh_from_db()
    assert lama.tanggal_selesai == date(2026, 6, 30)


def test_periode_dicari_menurut_namanya(kantor, superadmin, sebagai):
    Periode.objects.tahun_lengkap(TAHUN)
    Periode.objects.tahun_lengkap(TAHUN + 1)
    klien = sebagai(superadmin)
    for cari, ketemu in (("TW II 2026", ["TW II 2026"]), ("maret 2027", ["Maret 2027"]), ("entah", [])):
        daftar = klien.get(alamat(Periode, "changelist"), {"q": cari})
        assert [str(satu) for satu in daftar.context["cl"].queryset] == ketemu


# -- one's own password -----------------------------------------------------------------------------


def test_sandi_sendiri_diganti_di_satu_tempat(kantor, sebagai):
    """Django's own page would change it without a trace."""
    klien = sebagai(kantor.admin)
    sandi_baru = "sandi-lain-yang-panjang"
    data = {"old_password": SANDI, "new_password1": sandi_baru, "new_password2": sandi_baru}
    assert klien.get(reverse("admin:password_change")).url == reverse("password_change")
    jawab = klien.post(reverse("admin:password_change"), data)
    assert jawab.url == reverse("password_change")
    kantor.admin.refresh_from_db()
    assert kantor.admin.check_password(SANDI)
    assert klien.post(jawab.url, data).status_code == 302
    kantor.admin.refresh_from_db()
    assert kantor.admin.check_password(sandi_baru)
    assert CatatanJejak.objects.filter(aksi="organisasi.ganti_sandi", objek_id=kantor.admin.pk).count() == 1


# -- the audit trail --------------------------------------------------------------------------------


def test_perubahan_tercatat_dengan_nilai_lama_dan_baru(kantor, sebagai):
    klien = sebagai(kantor.admin)
    tujuan = alamat(Jabatan, "change", kantor.jabatan["Sekretaris"].pk)
    klien.post(tujuan, kirim_ulang(klien.get(tujuan), unit=kantor.bidang_satu.pk))
    jejak = CatatanJejak.objects.get(aksi="admin.ubah")
    assert (jejak.lama, jejak.baru) == ({"Unit kerja": "Sekretariat"}, {"Unit kerja": "Bidang Satu"})
    assert (jejak.opd_id, jejak.pelaku_id) == (kantor.opd.pk, kantor.admin.pk)


def test_tambah_dan_hapus_tercatat(kantor, sebagai):
    klien = sebagai(kantor.admin)
    data = {"opd": kantor.opd.pk, "jenis": "uptd", "nama": "UPTD Baru", "urutan": 0, "aktif": "on"}
    data |= {"anak-TOTAL_FORMS": "0", "anak-INITIAL_FORMS": "0"}
    assert klien.post(alamat(UnitKerja, "add"), data).status_code == 302
    unit = UnitKerja.objects.get(nama="UPTD Baru")
    assert CatatanJejak.objects.get(aksi="admin.tambah").baru["Nama"] == "UPTD Baru"
    assert klien.post(alamat(UnitKerja, "delete", unit.pk), {"post": "yes"}).status_code == 302
    hapus = CatatanJejak.objects.get(aksi="admin.hapus")
    assert (hapus.objek_id, hapus.opd_id, hapus.lama["nama"]) == (unit.pk, kantor.opd.pk, "UPTD Baru")


def test_dua_penyegelan_sekaligus_menjadi_kalimat(kantor, monkeypatch):
    """Another run takes the number between our reading and our writing."""
    catatan = catat(aksi="uji.catat", objek=kantor.opd)

    def didahului(satu, sebelumnya):
        Segel.objects.create(catatan=catatan, rantai=kantor.opd.pk, nomor=1, nilai="b" * 64)
        return "a" * 64

    with monkeypatch.context() as ganti:
        ganti.setattr("jejak.segel.hitung_segel", didahului)
        with pytest.raises(CommandError, match="sedang disegel proses lain"):
            call_command("segel_jejak")
    assert not Segel.objects.exists()
    call_command("segel_jejak")
    assert Segel.objects.count() == 1


def test_halaman_admin_tanpa_gaya_dan_skrip_tertanam(kantor, superadmin, sebagai):
    """The Content-Security-Policy would silently drop them."""
    naskah = buat_naskah()
    assert naskah.pk
    klien = sebagai(superadmin)
    isi = isi_kantor(kantor)
    for tujuan in (
        reverse("admin:index"),
        reverse("admin:alur_sop_angkat"),
        alamat(SOP, "changelist"),
        alamat(SOP, "change", isi[SOP].pk),
        alamat(Indikator, "change", isi[Indikator].pk),
    ):
        html = klien.get(tujuan).content.decode()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", html), tujuan
        for skrip in re.findall(r"<script[^>]*>", html):
            assert "src=" in skrip or 'type="application/json"' in skrip, (tujuan, skrip)
