"""Two people apply different workbooks for one OPD at the same moment: whoever comes second looks again."""

import pytest

from organisasi.models import Muatan
from organisasi.muatan import actions
from perencanaan.models import Indikator, PerjanjianKinerja, Simpul, VersiTarget
from tests.alur.test_berebut import serentak
from tests.pabrik import Kantor, buat_pemda
from tests.perencanaan.panggung_muat import MejaMuat
from tests.perencanaan.test_muat_pk import INDIKATOR, LETAK, buku_contoh

pytestmark = pytest.mark.django_db(transaction=True)
SASARAN = "Meningkatnya ketangguhan daerah"


@pytest.fixture
def meja(db):
    return MejaMuat(Kantor(buat_pemda()), 2026)


def terap(meja, *daftar: Muatan) -> list[str]:
    return serentak([lambda satu=satu: actions.terapkan(muatan=satu, oleh=meja.oleh) for satu in daftar])


def test_dua_berkas_pertama_satu_diterapkan_satu_ditinjau_lagi(meja):
    isi = buku_contoh(meja).bytes()
    dua = [meja.unggah(isi), meja.unggah(isi)]
    hasil = terap(meja, *dua)
    assert sorted(satu[:20] for satu in hasil) == ["Data berubah sejak p", "berhasil"]
    assert (Simpul.objects.count(), Indikator.objects.count(), VersiTarget.objects.count()) == (3, 3, 3)
    assert PerjanjianKinerja.objects.count() == 2
    kalah = Muatan.objects.get(status=Muatan.Status.SIAP)
    assert kalah.ringkasan["tetap"] == 6


def test_dua_perubahan_pada_satu_target_tidak_bercampur(meja):
    meja.muat(buku_contoh(meja).bytes())
    dua = [
        meja.unggah(meja.buku().baris(INDIKATOR, 0, {"Target 2026": angka, "April": angka}).bytes())
        for angka in ("0,7", "0,8")
    ]
    hasil = terap(meja, *dua)
    assert hasil.count("berhasil") == 1, hasil
    target = VersiTarget.objects.get(indikator__kode="IKU-001")
    assert target.nilai == target.periode.get(periode__jenis="bulan", periode__nomor=4).nilai
    # The other is shown anew, against what stands now.
    lain = Muatan.objects.get(status=Muatan.Status.SIAP)
    assert any(satu["kolom"] == "Target tahun" for baris in lain.baris.all() for satu in baris.selisih)


def test_indikator_baru_dari_dua_berkas_mendapat_kode_sendiri(meja):
    meja.muat(buku_contoh(meja).bytes())
    dua = [
        meja.unggah(
            meja.buku()
            .tambah(
                INDIKATOR, {LETAK: SASARAN, "Indikator": f"Baru {ke}", "Satuan": "Angka", "Target 2026": ke}
            )
            .bytes()
        )
        for ke in (1, 2)
    ]
    terap(meja, *dua)
    kalah = Muatan.objects.get(status=Muatan.Status.SIAP)
    meja.terapkan(kalah)
    baru = Indikator.objects.filter(nama__startswith="Baru").values_list("kode", flat=True)
    assert set(baru) == {"IKU-002", "IKU-003"}
