"""Loading workbooks in tests: made, edited like an officer would, uploaded, looked at, applied."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from organisasi.models import Muatan
from organisasi.muatan import actions
from organisasi.muatan.daftar import pemuat


class MejaMuat:
    """One OPD and year; ``oleh`` uploads."""

    def __init__(self, kantor, tahun: int, jenis: str = "pk"):
        self.kantor, self.tahun, self.jenis = kantor, tahun, jenis
        self.oleh = kantor.admin

    def buku(self) -> "BukuUji":
        """The workbook for this OPD, as downloaded."""
        isi = pemuat(self.jenis).buku_kerja(opd=self.kantor.opd, tahun=self.tahun)
        return BukuUji(load_workbook(BytesIO(isi)))

    def unggah(self, isi: bytes) -> Muatan:
        """Upload and read, up to the preview or the first questions."""
        berkas = SimpleUploadedFile("berkas.xlsx", isi)
        muatan = actions.unggah(
            opd=self.kantor.opd, jenis=self.jenis, tahun=self.tahun, berkas=berkas, oleh=self.oleh
        )
        return actions.baca(muatan)

    def jawab(self, muatan: Muatan, jawaban=None) -> Muatan:
        """Answer the questions, with what is proposed where nothing else is said, and read again."""
        pilih = {satu["kunci"]: satu["usul"] for satu in muatan.tanya} | (jawaban or {})
        return actions.baca(actions.jawab(muatan=muatan, jawaban=pilih, oleh=self.oleh))

    def terapkan(self, muatan: Muatan) -> Muatan:
        """Apply a preview that is ready."""
        assert muatan.status == Muatan.Status.SIAP, masalah(muatan)
        return actions.terapkan(muatan=muatan, oleh=self.oleh)

    def muat(self, isi: bytes) -> Muatan:
        """Upload and apply; there must be no question."""
        return self.terapkan(self.unggah(isi))


class BukuUji:
    """A workbook in an officer's hands: cells are found by row and heading."""

    def __init__(self, wb: Workbook):
        self.wb = wb

    def bytes(self) -> bytes:
        berkas = BytesIO()
        self.wb.save(berkas)
        return berkas.getvalue()

    def judul(self, lembar: str) -> dict[str, int]:
        """{heading: column} of a sheet."""
        ws = self.wb[lembar]
        baris = self.kepala(lembar)
        return {sel.value: sel.column for sel in ws[baris] if sel.value}

    def kepala(self, lembar: str) -> int:
        """The row of headings."""
        ws = self.wb[lembar]
        return next(nomor for nomor in range(1, 15) if sum(bool(sel.value) for sel in ws[nomor]) > 3)

    def isi(self, lembar: str) -> list[dict]:
        """The rows that hold something, as {heading: value}."""
        ws, judul = self.wb[lembar], self.judul(lembar)
        semua = (
            {nama: ws.cell(nomor, kolom).value for nama, kolom in judul.items()}
            for nomor in range(self.kepala(lembar) + 1, ws.max_row + 1)
        )
        return [satu for satu in semua if any(nilai is not None for nilai in satu.values())]

    def baris(self, lembar: str, ke: int, nilai: dict) -> "BukuUji":
        """Write into the ``ke``-th data row (0 is the first)."""
        ws, judul = self.wb[lembar], self.judul(lembar)
        for nama, satu in nilai.items():
            ws.cell(self.kepala(lembar) + 1 + ke, judul[nama]).value = satu
        return self

    def tambah(self, lembar: str, *daftar: dict) -> "BukuUji":
        """Write rows below those that are there."""
        # Asking openpyxl for a row measures the whole sheet: headings are looked up once.
        ws, judul = self.wb[lembar], self.judul(lembar)
        mulai = self.kepala(lembar) + 1 + len(self.isi(lembar))
        for nomor, nilai in enumerate(daftar, start=mulai):
            for nama, satu in nilai.items():
                ws.cell(nomor, judul[nama]).value = satu
        return self

    def sel(self, lembar: str, ke: int, nama: str):
        """The cell itself."""
        return self.wb[lembar].cell(self.kepala(lembar) + 1 + ke, self.judul(lembar)[nama])


def masalah(muatan: Muatan) -> str:
    """Why a preview is not ready, for the message of a failing test."""
    baris = [
        f"{satu.lembar} {satu.nomor} {satu.sebutan}: {[c for c in satu.catatan if c['berat']]}"
        for satu in muatan.baris.filter(tindakan="tolak")
    ]
    return "\n".join([f"{muatan.status} {muatan.galat}", *map(str, muatan.tanya), *baris[:20]])


def berat(muatan: Muatan) -> list[tuple[str, str]]:
    """(cell, sentence) of everything refused."""
    return [
        (satu["sel"], satu["kalimat"])
        for baris in muatan.baris.all()
        for satu in baris.catatan
        if satu["berat"]
    ]


def ringan(muatan: Muatan) -> list[tuple[str, str]]:
    """(cell, sentence) of every warning."""
    return [
        (satu["sel"], satu["kalimat"])
        for baris in muatan.baris.all()
        for satu in baris.catatan
        if not satu["berat"]
    ]
