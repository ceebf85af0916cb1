"""The ways back from a decision: offered as the SOP has them, and read once for a page."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alur.forms import FormCatatkan, FormKembalikan
from alur.jalur import jalur_kembali, tujuan_kembali
from alur.models import CatatanLangkah, JalurKembali, Langkah, Prosedur
from alur.pemisahan import pelaku_yang_diputuskan
from alur.tabel import baca_langkah
from organisasi.galat import TindakanDitolak
from tests.alur.penjalan import adopsi_kode, mulai, sampai
from tests.test_arsitektur import AKAR, URUTAN, berkas_py, yang_diimpor

# Whoever opens and closes visits: the gate, and the Kepala's answer to a report.
PENGGERAK = {
    Path("alur") / nama
    for nama in ("actions.py", "buka_jadwal.py", "disposisi.py", "paraf.py", "pembukaan.py")
}


@pytest.fixture
def prosedur(kantor) -> Prosedur:
    return adopsi_kode(kantor, "003").prosedur.get(jenis="pengumpulan")


@pytest.fixture
def putusan(prosedur) -> Langkah:
    """The first decision of the procedure, given one more way back: to its first step, before the default."""
    langkah = prosedur.langkah.filter(jalur_kembali__isnull=False).order_by("nomor").first()
    JalurKembali.objects.create(langkah=langkah, ke=prosedur.langkah.get(nomor=1))
    return Langkah.objects.get(pk=langkah.pk)


def test_formulir_menawarkan_jalur_kembali_urut_nomor(putusan):
    catatan = CatatanLangkah(langkah=putusan)
    jalur = sorted(jalur_kembali(putusan), key=lambda satu: satu.ke.nomor)
    tujuan = [(satu.ke_id, f"{satu.ke.nomor}. {satu.ke.uraian[:100]}") for satu in jalur]
    assert len(tujuan) > 1

    assert list(FormKembalikan(catatan=catatan).fields["ke"].choices) == tujuan
    dicatatkan = FormCatatkan(catatan=catatan, pemangku=[]).fields["ke"].choices
    assert list(dicatatkan) == [("", "Bawaan SOP"), *tujuan]


def test_formulir_memilih_bawaan_sop(putusan):
    bawaan = putusan.jalur_kembali.get(bawaan=True).ke_id
    formulir = FormKembalikan(catatan=CatatanLangkah(langkah=putusan))
    assert f'<option value="{bawaan}" selected>' in str(formulir["ke"])


def test_formulir_menolak_langkah_di_luar_jalur(putusan):
    isi = {"alasan": "Belum lengkap", "ke": putusan.pk}
    formulir = FormKembalikan(isi, catatan=CatatanLangkah(langkah=putusan))
    assert formulir.errors == {"ke": ["SOP ini tidak membolehkan kembali ke langkah itu. Pilih dari daftar."]}


def test_tujuan_kembali(putusan, prosedur):
    jalur = jalur_kembali(putusan)
    assert tujuan_kembali(jalur, None) == putusan.jalur_kembali.get(bawaan=True).ke
    assert tujuan_kembali(jalur, prosedur.langkah.get(nomor=1)).nomor == 1
    with pytest.raises(TindakanDitolak, match="hanya membolehkan kembali ke langkah"):
        tujuan_kembali(jalur, putusan)


def test_halaman_membaca_jalur_sekali(kantor, prosedur, putusan, django_assert_num_queries):
    """With the steps read as the run page does, neither the form nor the separation of duties asks again."""
    catatan = sampai(mulai(kantor, prosedur), putusan.nomor)
    catatan.langkah = next(satu for satu in baca_langkah(prosedur) if satu.pk == putusan.pk)

    with django_assert_num_queries(0):
        assert str(FormKembalikan(catatan=catatan, prefix="kembali")["ke"]).count("<option") > 1
    with CaptureQueriesContext(connection) as kueri:
        assert pelaku_yang_diputuskan(catatan)
    assert [satu["sql"] for satu in kueri if "alur_jalurkembali" in satu["sql"]] == []


def test_jalur_yang_belum_dibaca_satu_kueri(putusan, django_assert_num_queries):
    with django_assert_num_queries(1):
        nomor = [satu.ke.nomor for satu in jalur_kembali(putusan)]
        assert nomor == [satu.ke.nomor for satu in jalur_kembali(putusan)]


def test_hanya_gerbang_yang_membuka_dan_menutup_langkah():
    """One gate moves a run: ``alur.gerak`` checks nothing, so nobody else may have it."""
    semua = [berkas for aplikasi in (*URUTAN, "sakip") for berkas in berkas_py(aplikasi)]
    pemakai = {berkas.relative_to(AKAR) for berkas in semua if "alur.gerak" in yang_diimpor(berkas)}
    assert pemakai == PENGGERAK
