"""The loader of the Perjanjian Kinerja workbook."""

from organisasi.lembar.baca import Buku
from organisasi.models import OPD, Muatan
from organisasi.muatan.usulan import Lapor, Rencana
from perencanaan.muat_pk.baca import baca_indikator, baca_pohon, periksa_berkas
from perencanaan.muat_pk.buku import susun_buku
from perencanaan.muat_pk.keadaan import baca_keadaan
from perencanaan.muat_pk.susun import susun_rencana


class PemuatPK:
    """A year's tree, indicators, targets and budgets, in the workbook that we made for the OPD."""

    jenis = "pk"
    label = "Perjanjian Kinerja"
    uraian = (
        "Pohon kinerja, indikator, target tahun dan rencana aksi, target Renstra, serta pagu satu OPD untuk satu "
        "tahun, dalam buku kerja yang diunduh di sini."
    )
    aksi = "perencanaan.kelola"
    pakai_tahun = True
    model_admin = ("perencanaan.perjanjiankinerja", "perencanaan.indikator", "perencanaan.simpul")

    def buku_kerja(self, *, opd: OPD, tahun: int | None) -> bytes | None:
        """The workbook, filled with what is stored."""
        return susun_buku(opd, tahun)

    def susun(self, *, muatan: Muatan, buku: Buku, lapor: Lapor) -> Rencana:
        """Compare it with what is stored; a workbook of another OPD or year is refused."""
        periksa_berkas(buku, muatan.opd, muatan.tahun)
        return susun_rencana(
            keadaan=baca_keadaan(muatan.opd, muatan.tahun),
            pohon=baca_pohon(buku),
            indikator=baca_indikator(buku, muatan.tahun),
            jawaban=muatan.jawaban,
            lapor=lapor,
            tabel_kami=True,
        )
