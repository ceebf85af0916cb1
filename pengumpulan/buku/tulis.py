"""The unit's form as a protected workbook: real numbers, lists to choose from, only the cells to fill unlocked."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.utils import timezone
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.worksheet import Worksheet

from alur.tampilan import sebut_waktu
from organisasi.lembar import rupa
from organisasi.lembar.rupa import jumlah_baris
from organisasi.lembar.tulis import (
    KANAN,
    KIRI,
    LURUS,
    RAPAT,
    TEKS,
    TENGAH,
    BukuTulis,
    Kolom,
)
from pengumpulan.buku.bahan import SELALU_TERBUKA, Bahan, kolom_terbuka, putaran
from pengumpulan.buku.bentuk import (
    DAFTAR_KEADAAN,
    DIHITUNG,
    KOLOM,
    KOLOM_ANGGARAN,
    LEMBAR_ANGGARAN,
    LEMBAR_FORMULIR,
    LEMBAR_KUNCI,
    POTONGAN_KUNCI,
    Kunci,
    KunciBaris,
    KunciLembar,
    ciri,
    lahir,
    sebut_formulir,
)
from pengumpulan.buku.isi_sel import Teks, acuan, akhiran, angka, format_sel, isi_baris, status
from pengumpulan.buku.periksaan import pasang_periksaan
from pengumpulan.models import Keadaan
from pengumpulan.tampilan import TampilAnggaran, TampilBaris

KELOMPOK = PatternFill("solid", fgColor="DCEBED")
KEMBALI = PatternFill("solid", fgColor="FFF1D6")
HURUF_KELOMPOK = Font(rupa.HURUF, 10, bold=True, color=rupa.AKSEN)
TENGAH_ATAS = Alignment(horizontal="center", vertical="top", wrap_text=True)
TINGGI_TERBANYAK = 14  # lines that a row shows when it is opened
# Width of a printed A4 page lying down, in letters: at full size, and as small as is still read with ease.
LEBAR_SEPENUHNYA, LEBAR_HALAMAN = 108, 165


def tulis_buku(bahan: Bahan) -> bytes:
    """The workbook of a form as it stands now."""
    return _BukuFormulir(bahan).tulis()


def nama_berkas(bahan: Bahan) -> str:
    """``Formulir Bidang Satu TW I 2026.xlsx``, without letters that a folder refuses."""
    nama = f"Formulir {bahan.formulir.unit} {bahan.formulir.pengumpulan.periode}"
    return "".join(huruf for huruf in nama if huruf not in '\\/:*?"<>|')[:120] + ".xlsx"


class _BukuFormulir(BukuTulis):
    """The workbook being written. A style is asked for by what a cell is, not per cell."""

    def __init__(self, bahan: Bahan):
        formulir = bahan.formulir
        super().__init__(f"Formulir {formulir.unit} – {formulir.pengumpulan}", str(formulir.pengumpulan.opd))
        self.bahan = bahan
        self.nomor: dict[str, int] = {}  # {prefix: number on its sheet}
        self.kunci: list[KunciLembar] = []

    def tulis(self) -> bytes:
        """All sheets; opens on the form."""
        kolom = self._kolom()
        anggaran = self._kolom_anggaran() if self.bahan.anggaran else ()
        self.daftar(DAFTAR_KEADAAN, [satu.label for satu in Keadaan])
        self._lembar_formulir(kolom)
        if anggaran:
            self._lembar_anggaran(anggaran)
        isian = {k.judul: k for k in (*kolom, *anggaran) if k.boleh_diisi}
        self.petunjuk(self.judul, self._alinea(), list(isian.values()))
        self._lembar_kunci()
        wb = self.wb
        wb.security = WorkbookProtection(lockStructure=True)
        wb.active = wb.sheetnames.index(LEMBAR_FORMULIR)
        for ws in wb.worksheets:
            ws.sheet_view.tabSelected = ws.title == LEMBAR_FORMULIR
        return self.bytes()

    # -- the sheets -----------------------------------------------------------------------------------

    def _kolom(self) -> tuple[Kolom, ...]:
        """The columns that this form has a use for."""
        baris = self.bahan.baris
        dipakai = {kunci for b in baris for kunci, isi in isi_baris(b).items() if isi not in (None, "")}
        dipakai |= {kunci for b in baris for kunci in kolom_terbuka(b)} | SELALU_TERBUKA | {"nilai"}
        dipakai |= {"nomor", "kode", "indikator", "satuan", "target", "sebelumnya", "status"}
        if any(b.perbaikan and b.dikembalikan for b in baris):
            dipakai |= {"perbaikan", "jawaban"}
        lalu = {b.periode_lalu for b in baris if b.periode_lalu}
        return tuple(
            replace(k, judul=f"Sebelumnya ({lalu.copy().pop()})", lebar=15)
            if k.kunci == "sebelumnya" and len(lalu) == 1
            else k
            for k in KOLOM
            if k.kunci in dipakai
        )

    def _kolom_anggaran(self) -> tuple[Kolom, ...]:
        balik = any(b.perbaikan and b.baris.status == "dikembalikan" for b in self.bahan.anggaran)
        return tuple(k for k in KOLOM_ANGGARAN if balik or k.kunci not in {"perbaikan", "jawaban"})

    def _lembar_formulir(self, kolom: tuple[Kolom, ...]) -> None:
        ws, kepala = self._siapkan(LEMBAR_FORMULIR, kolom, "Realisasi indikator")
        huruf = {k.kunci: get_column_letter(ke) for ke, k in enumerate(kolom, 1)}
        nomor, urut, kunci = kepala, 0, []
        pilihan: dict[tuple[str, ...], str] = {}
        for judul, daftar in self.bahan.kelompok:
            if judul:
                nomor += 1
                self._kelompok(ws, nomor, judul, len(kolom))
            for b in daftar:
                nomor, urut = nomor + 1, urut + 1
                self.nomor[b.nama] = urut
                terbuka = kolom_terbuka(b)
                isi = acuan(b) | isi_baris(b)
                if "pembilang" in terbuka and "nilai" not in terbuka:
                    isi["nilai"] = DIHITUNG
                terbuka = self._jawaban(b, isi, terbuka)
                self._baris(ws, nomor, kolom, isi | {"nomor": urut}, terbuka, b)
                if "tingkat" in terbuka and len(b.tingkat) > 1:
                    nama = pilihan.setdefault(tuple(b.tingkat), f"Tingkat {len(pilihan) + 1}")
                    self.daftar(nama, b.tingkat)
                    self._pemilih.append((ws, f"{huruf['tingkat']}{nomor}", nama))
                kunci.append(self._kunci_baris(b, b.realisasi.versi, isi, ""))
        if urut:
            pasang_periksaan(ws, huruf, kepala + 1, nomor)
            letak = f"{huruf['keadaan']}{kepala + 1}:{huruf['keadaan']}{nomor}"
            self._pemilih.append((ws, letak, DAFTAR_KEADAAN))
        self.kunci.append(_kunci_lembar(LEMBAR_FORMULIR, kepala, kolom, kunci))

    def _lembar_anggaran(self, kolom: tuple[Kolom, ...]) -> None:
        ws, kepala = self._siapkan(LEMBAR_ANGGARAN, kolom, "Realisasi anggaran")
        kunci = []
        for urut, b in enumerate(self.bahan.anggaran, 1):
            self.nomor[b.nama] = urut
            isi = {
                "nomor": urut,
                "kode": b.baris.simpul.kode,
                "indikator": b.baris.simpul.uraian,
                "pagu": angka(b.pagu),
                "sebelumnya": angka(b.sebelum),
                "status": status(b, b.latihan),
                "nilai": angka(b.semula),
            }
            terbuka = self._jawaban(b, isi, frozenset({"nilai"} if b.terbuka else ()))
            self._baris(ws, kepala + urut, kolom, isi, terbuka, b)
            kunci.append(self._kunci_baris(b, int(b.versi), isi, str(isi["nilai"]) if b.semula else ""))
        huruf = {k.kunci: get_column_letter(ke) for ke, k in enumerate(kolom, 1)}
        pasang_periksaan(ws, huruf, kepala + 1, kepala + len(kunci))
        self.kunci.append(_kunci_lembar(LEMBAR_ANGGARAN, kepala, kolom, kunci))

    def _siapkan(self, nama: str, kolom: tuple[Kolom, ...], sebutan: str) -> tuple[Worksheet, int]:
        """A sheet with its title and heading; gives the heading's row."""
        bahan, ws = self.bahan, self.wb.create_sheet(nama)
        formulir = bahan.formulir
        self._teks(ws.cell(1, 1), f"{sebutan} {formulir.unit}", rupa.JUDUL, LURUS)
        keterangan = [
            f"{formulir.pengumpulan}, {formulir.pengumpulan.opd.nama}. Diunduh {sebut_waktu(timezone.now())}.",
            "Isi sel putih. Sel abu-abu terkunci. Sel yang dikosongkan berarti tidak diubah.",
        ]
        if bahan.latihan:
            keterangan.append("Kantor latihan: angka yang diisi di sini ditandai angka latihan.")
        for ke, teks in enumerate(keterangan, 2):
            self._teks(ws.cell(ke, 1), teks, rupa.KETERANGAN, LURUS)
        kepala = len(keterangan) + 3
        for ke, k in enumerate(kolom, 1):
            ws.column_dimensions[get_column_letter(ke)].width = k.lebar
            isi = rupa.KEPALA if k.boleh_diisi else rupa.KEPALA_TERKUNCI
            self._teks(ws.cell(kepala, ke), k.judul, rupa.HURUF_KEPALA, TENGAH, isi=isi, bergaris=True)
        self._tinggi(ws, kepala, max(jumlah_baris(k.judul, k.lebar * 0.85) for k in kolom), tambahan=6)
        ws.freeze_panes = ws.cell(kepala + 1, 4)
        lindungi(ws)
        self._cetak(ws, kolom, kepala, sebutan)
        return ws, kepala

    def _cetak(self, ws: Worksheet, kolom: tuple[Kolom, ...], kepala: int, sebutan: str) -> None:
        """A4 lying down. A wide form takes pages beside each other, each with number, code and name: the figures on
        the first, what is written about them on the next."""
        rupa.siapkan_cetak(ws, self.judul, sebutan)
        ws.print_title_rows = f"{kepala}:{kepala}"
        lebar = [k.lebar for k in kolom]
        if sum(lebar) <= LEBAR_HALAMAN:
            return
        ws.print_title_cols = "A:C"
        angka = next((ke for ke, k in enumerate(kolom) if k.kunci == "alasan"), len(kolom) - 1)
        muat = max(LEBAR_HALAMAN, sum(lebar[:angka]))
        ws.sheet_properties.pageSetUpPr.fitToPage = False
        ws.page_setup.scale = int(100 * LEBAR_SEPENUHNYA / muat)
        ws.col_breaks, terisi = ColBreak(), muat
        for ke in range(angka, len(kolom)):
            if terisi + lebar[ke] > muat:
                ws.col_breaks.append(Break(id=ke))
                terisi = sum(lebar[:3])
            terisi += lebar[ke]

    def _alinea(self) -> list[str]:
        formulir = self.bahan.formulir
        return [
            f"Buku kerja ini formulir {sebut_formulir(formulir)}. Isi di Excel atau LibreOffice, tanpa "
            "sambungan internet pun dapat. Simpan sebagai Excel Workbook (.xlsx), lalu unggah dari halaman "
            "formulir ini di SAKIP.",
            "Sesudah diunggah, setiap perubahan ditunjukkan dahulu: sebelum dan sesudahnya. Baru bila Anda "
            "menekan Terapkan, semuanya tersimpan sekaligus.",
            "Sel kosong berarti tidak diubah: mengosongkan sel tidak menghapus isian di SAKIP. Untuk "
            "menghapus angka, pilih keadaan Belum diisi; tulisan dikosongkan di halaman formulir.",
            "Nol ditulis 0. Angka ditulis angkanya saja, tanpa satuan. Untuk satuan %, tulis 89 untuk 89 %. "
            "Bila angkanya hasil rumus, tempel sebagai nilai (Paste Values): sel berumus ditolak.",
            "Jangan menambah, menghapus, atau memindahkan baris dan lembar. Baris yang tidak Anda ubah boleh "
            "dibiarkan. Berkas ini hanya untuk formulir unit dan periode ini.",
            "Bila sementara itu rekan Anda mengubah baris yang sama di SAKIP, keduanya ditunjukkan dan Anda "
            "memilih; bila tidak memilih, yang ada di SAKIP tetap.",
        ]

    def _lembar_kunci(self) -> None:
        formulir = self.bahan.formulir
        kunci = Kunci(
            formulir=formulir.pk,
            lahir=lahir(formulir),
            putaran=putaran(formulir),
            sebutan=sebut_formulir(formulir),
            dibuat=timezone.now().isoformat(timespec="seconds"),
            lembar=tuple(self.kunci),
        ).tanda_tangani()
        ws = self.wb.create_sheet(LEMBAR_KUNCI)
        self._teks(ws.cell(1, 1), "Dipakai SAKIP untuk mengenali berkas ini. Jangan diubah.", rupa.ISI, LURUS)
        for ke, awal in enumerate(range(0, len(kunci), POTONGAN_KUNCI), 2):
            potongan = kunci[awal : awal + POTONGAN_KUNCI]
            # Letters of base64 may begin like a formula or end like a number; marked, they are text for good.
            self._teks(ws.cell(ke, 1), f"k{potongan}", rupa.ISI, LURUS, format_=TEKS)
        lindungi(ws)
        ws.sheet_state = "hidden"

    # -- rows and cells -------------------------------------------------------------------------------

    def _jawaban(self, b: TampilBaris | TampilAnggaran, isi: dict, terbuka: frozenset[str]) -> frozenset[str]:
        """Put the remark and its answer beside a row that came back; says which cells are open then."""
        if not b.perbaikan or not b.dikembalikan:
            return terbuka
        isi["perbaikan"] = b.perbaikan.isi
        isi["jawaban"] = b.perbaikan.jawaban
        if b.nama in self.bahan.jawab:
            return terbuka | {"jawaban"}
        tempat = next((nama for nama, pk in self.bahan.jawab.items() if pk == b.perbaikan.pk), None)
        if tempat:
            lembar = LEMBAR_ANGGARAN if tempat.startswith("a") else LEMBAR_FORMULIR
            isi["jawaban"] = f"Dijawab pada lembar {lembar} no. {self.nomor[tempat]}."
        return terbuka

    def _kelompok(self, ws: Worksheet, nomor: int, judul: str, lebar: int) -> None:
        for ke in range(1, lebar + 1):
            self._teks(ws.cell(nomor, ke), judul if ke == 1 else "", HURUF_KELOMPOK, LURUS, isi=KELOMPOK)
        self._tinggi(ws, nomor, 1, tambahan=4)

    def _baris(
        self,
        ws: Worksheet,
        nomor: int,
        kolom: tuple[Kolom, ...],
        isi: Mapping[str, Teks],
        terbuka: frozenset[str],
        b: TampilBaris | TampilAnggaran,
    ) -> None:
        tinggi = 1
        for ke, k in enumerate(kolom, 1):
            nilai = isi.get(k.kunci)
            if isinstance(nilai, str):
                tinggi = max(tinggi, jumlah_baris(nilai, k.lebar * 0.95))
            self._sel(ws.cell(nomor, ke), k, nilai, k.kunci in terbuka, akhiran(b, k.kunci))
        if b.dikembalikan:
            for kunci in ("status", "perbaikan"):
                ke = next((ke for ke, k in enumerate(kolom, 1) if k.kunci == kunci), None)
                if ke:
                    sel = ws.cell(nomor, ke)
                    sel._style = self._gaya_sel(rupa.ISI, KIRI, isi=KEMBALI, bergaris=True, format_=TEKS)
        titik = rupa.TINGGI_BARIS * min(tinggi, TINGGI_TERBANYAK) + 3
        ws.row_dimensions[nomor] = _BarisTumbuh(ws, index=nomor, ht=titik)

    def _sel(self, sel, kolom: Kolom, nilai: Teks, terbuka: bool, akhiran: str) -> None:
        """One cell: a number is a number, typed text is text, and an open one is white."""
        bentuk = {"isi": None if terbuka else rupa.TERKUNCI, "bergaris": True, "terkunci": not terbuka}
        if isinstance(nilai, str) and nilai:
            rapat = KANAN if kolom.kunci in {"target", "sebelumnya", "nilai"} else KIRI
            format_ = "General" if kolom.jenis == "angka" and terbuka else TEKS
            self._teks(sel, nilai, rupa.ISI, rapat, format_=format_, **bentuk)
            return
        nilai = None if nilai == "" else nilai
        rapat = TENGAH_ATAS if kolom.kunci == "nomor" else RAPAT.get(kolom.jenis, KIRI)
        sel._style = self._gaya_sel(
            rupa.ISI, rapat, format_=format_sel(kolom, nilai, terbuka, akhiran), **bentuk
        )
        if nilai is not None:
            sel._value, sel.data_type = nilai, "d" if isinstance(nilai, date) else "n"

    def _kunci_baris(
        self, b: TampilBaris | TampilAnggaran, versi: int, isi: Mapping[str, Teks], semula: str
    ) -> KunciBaris:
        terjawab = b.nama in self.bahan.jawab
        return KunciBaris(
            b.nama,
            versi,
            ciri(str(isi.get(nama) or "") for nama in ("kode", "indikator", "satuan")),
            semula,
            self.bahan.jawab.get(b.nama, 0),
            ciri([b.perbaikan.jawaban]) if terjawab else "",
        )


class _BarisTumbuh(RowDimension):
    """A row as high as its texts, which still grows with what is typed: its height is nobody's choice."""

    @property
    def customHeight(self) -> bool:
        return False


def lindungi(ws: Worksheet) -> None:
    """Lock what is not to be filled, without a password; widths and heights may be changed."""
    ws.protection.sheet = True
    ws.protection.formatColumns = ws.protection.formatRows = False  # openpyxl tells what is locked


def _kunci_lembar(nama: str, kepala: int, kolom: Iterable[Kolom], baris: Iterable[KunciBaris]) -> KunciLembar:
    return KunciLembar(nama, kepala, tuple((k.kunci, k.judul) for k in kolom), tuple(baris))
