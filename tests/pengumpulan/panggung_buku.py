"""A form's workbook in the hands of a person: taken along, opened, filled by code and column, brought back."""

from io import BytesIO
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from organisasi.models import Pengguna
from pengumpulan.buku.actions import Unggahan, tinjau, unggah
from pengumpulan.buku.bahan import baca_bahan
from pengumpulan.buku.bentuk import LEMBAR_ANGGARAN, LEMBAR_FORMULIR
from pengumpulan.buku.tulis import tulis_buku
from pengumpulan.buku.usulan import Rencana, Usulan
from pengumpulan.models import Formulir
from tests.panggung import Panggung
from tests.pengumpulan.panggung_formulir import formulir_panggung

KODE = UUID(int=7)


def muat_formulir(form: Formulir) -> Formulir:
    """The form as a page reads it, all it hangs on included."""
    return Formulir.objects.select_related(
        "unit", "pengumpulan__periode", "pengumpulan__opd__pemda", "pengumpulan__pelaksanaan__prosedur"
    ).get(pk=form.pk)


def unduh(form: Formulir, oleh: Pengguna) -> bytes:
    return tulis_buku(baca_bahan(muat_formulir(form), oleh))


def berkas(isi: bytes, nama="Formulir Bidang Satu.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, isi)


class BukuUji:
    """The workbook as openpyxl opens it; cells by code and heading."""

    def __init__(self, isi: bytes):
        self.wb = load_workbook(BytesIO(isi))

    def lembar(self, nama: str) -> Worksheet:
        return self.wb[nama]

    def sel(self, kode: str, judul: str, lembar=LEMBAR_FORMULIR) -> Cell:
        """The cell of the row with that code below that heading."""
        ws = self.wb[lembar]
        kepala = next(baris for baris in ws.iter_rows() if baris[0].value == "No.")
        kolom = {sel.value: sel.column for sel in kepala}
        baris = next(
            baris[0].row
            for baris in ws.iter_rows(min_row=kepala[0].row + 1)
            if kode in (baris[1].value, baris[2].value)
        )
        return ws.cell(baris, kolom[judul])

    def isi(self, kode: str, **kolom) -> "BukuUji":
        """``isi("IK-1", Realisasi=5)``; an underscore stands for a space."""
        for judul, nilai in kolom.items():
            self.sel(kode, judul.replace("_", " ")).value = nilai
        return self

    def belanja(self, uraian: str, nilai) -> "BukuUji":
        self.sel(uraian, "Periode ini (Rp)", LEMBAR_ANGGARAN).value = nilai
        return self

    def bytes(self) -> bytes:
        tempat = BytesIO()
        self.wb.save(tempat)
        return tempat.getvalue()


def buku(form: Formulir, oleh: Pengguna) -> BukuUji:
    return BukuUji(unduh(form, oleh))


def terima(form: Formulir, satu: BukuUji, oleh: Pengguna) -> Unggahan:
    """Uploaded, not applied."""
    return unggah(formulir=muat_formulir(form), berkas=berkas(satu.bytes()), oleh=oleh)


def pratinjau(form: Formulir, satu: BukuUji, oleh: Pengguna) -> Rencana:
    return tinjau(terima(form, satu, oleh), oleh=oleh)


def usul(rencana: Rencana, kode: str) -> Usulan:
    """The row of that code (of a line of spending: its words)."""
    return next(u for u in rencana.usulan if kode in (u.kode, u.sebutan.removeprefix("Anggaran: ")))


def alamat_unggahan(unggahan: Unggahan) -> str:
    return reverse("formulir_unggahan", args=[unggahan.formulir.pk, UUID(unggahan.kode)])


# -- on the stage of page tests -----------------------------------------------------------------------


def isi_buku(panggung: Panggung) -> bytes:
    """Bidang Satu's form of the stage with one figure changed; the same bytes each time."""
    if not hasattr(panggung, "_isi_buku"):
        f = formulir_panggung(panggung)
        panggung._isi_buku = buku(f.formulir, panggung.kantor.staf_satu).isi("IKF-1", Realisasi=7).bytes()
    return panggung._isi_buku


def unggahan_panggung(panggung: Panggung) -> Unggahan:
    """That workbook, uploaded under a known number; made once per stage."""
    if not hasattr(panggung, "_unggahan_buku"):
        f = formulir_panggung(panggung)
        panggung._unggahan_buku = unggah(
            formulir=muat_formulir(f.formulir),
            berkas=berkas(isi_buku(panggung)),
            oleh=panggung.kantor.staf_satu,
            kode=KODE.hex,
        )
    return panggung._unggahan_buku


def isian_buku(panggung: Panggung) -> dict[str, dict]:
    """What a person sends on the preview's page: the fingerprint of what was looked at."""
    unggahan = unggahan_panggung(panggung)
    return {"formulir_unggahan": {"sidik": tinjau(unggahan, oleh=panggung.kantor.staf_satu).sidik}}
