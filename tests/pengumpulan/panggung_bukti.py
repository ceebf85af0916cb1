"""A form that asks for evidence: two indicators of Bidang Satu, their kinds, and files to attach."""

from dataclasses import dataclass
from hashlib import sha256

from alur.models import Pelaksanaan
from pengumpulan.models import BarisFormulir, Formulir
from perencanaan.models import JenisBukti, VersiIndikator
from tests.pabrik import Kantor
from tests.panggung import PDF
from tests.pengumpulan import meja
from tests.potret import bangun

BERITA, HADIR, FOTO = "Berita acara", "Daftar hadir", "Foto kegiatan"


@dataclass(frozen=True)
class MejaBukti:
    """IK-1 asks for all three kinds (the photo not obligatory), IK-2 for the berita acara, IK-3 for nothing."""

    kantor: Kantor
    run: Pelaksanaan
    formulir: Formulir

    def baris(self, *kode: str) -> list[BarisFormulir]:
        return [meja.baris(self.formulir, satu) for satu in kode]


def meja_bukti(kantor: Kantor) -> MejaBukti:
    """SOP 000 at step 7, Bidang Satu's form out."""
    return bangun("meja_bukti", _meja_bukti, kantor)


def _meja_bukti(kantor: Kantor) -> MejaBukti:
    for kode in ("IK-1", "IK-2", "IK-3"):
        meja.indikator(kantor, kode, kantor.bidang_satu)
    minta("IK-1", BERITA, HADIR)
    minta("IK-1", FOTO, wajib=False)
    minta("IK-2", "BERITA  acara")
    run = meja.mulai(kantor)
    meja.sampai(run, 7)
    return MejaBukti(kantor, run, meja.formulir(run, kantor.bidang_satu))


def minta(kode: str, *nama: str, wajib: bool = True) -> None:
    """Add kinds of evidence to the definition of an indicator."""
    versi = VersiIndikator.objects.get(indikator__kode=kode)
    for satu in nama:
        JenisBukti.objects.create(versi=versi, nama=satu, wajib=wajib, urutan=versi.jenis_bukti.count())


def pdf(ekor: str = "") -> bytes:
    """A PDF of its own for each word."""
    return PDF.replace(b"trailer", f"% {ekor}\ntrailer".encode())


def sidik(isi: bytes) -> str:
    return sha256(isi).hexdigest()
