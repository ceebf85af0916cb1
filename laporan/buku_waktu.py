"""Waktu of steps as workbooks: durations are working minutes, moments those of the office's own clock."""

from copy import copy
from datetime import datetime

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from alur.bacaan_waktu import WaktuPelaksanaan, WaktuProsedur
from alur.tampilan_waktu import banding_baku, sebut_ketepatan, sebut_sehari
from alur.waktu import WaktuKunjungan, sebut_baku
from laporan.buku_dasar import Kolom, Lembar, simpan_buku
from laporan.susunan.sel import waktu_setempat
from organisasi.lembar.rupa import bersihkan, siapkan_cetak
from organisasi.models import OPD

FORMAT_SAAT = "dd/mm/yyyy hh:mm"
ARTI_UNIT = (
    "Tiap unit mulai saat menerima formulirnya dan selesai saat menyerahkannya. Bila mulainya tidak diketahui, "
    "seperti pada putaran berikutnya, seluruh waktunya terhitung menunggu dan lama dikerjakannya kosong.",
)
ARTI = (
    "Menunggu: sejak langkah dibuka sampai ditandai mulai dikerjakan. Dikerjakan: sejak itu sampai selesai. Bila "
    "mulainya tidak ditandai, seluruh waktu langkah itu terhitung menunggu dan lama dikerjakannya kosong: tidak "
    "diketahui.",
    "Laporan kepada Kepala dikerjakan sampai terakhir diajukan; sesudahnya menunggu Kepala.",
    "Waktu baku hanya statistik. Terlambat atau tidaknya pelaksanaan diukur dari batas waktunya, dalam hari kerja.",
    "Langkah yang dicatatkan untuk pejabatnya memakai waktu pencatatan, bukan waktu sebenarnya.",
)
KOLOM_KUNJUNGAN = (
    Kolom("Langkah", 9, True),
    Kolom("Uraian kegiatan", 46),
    Kolom("Putaran", 9, True),
    Kolom("Waktu baku pada SOP", 16),
    Kolom("Waktu baku (menit kerja)", 12),
    Kolom("Dibuka", 17),
    Kolom("Mulai dikerjakan", 17),
    Kolom("Selesai", 17),
    Kolom("Keadaan", 25),
    Kolom("Menunggu (menit kerja)", 12),
    Kolom("Dikerjakan (menit kerja)", 12),
    Kolom("Selisih (menit kerja)", 12),
    Kolom("Terhadap waktu baku", 28),
    Kolom("Dicatatkan", 28),
)
KOLOM_PIHAK = (
    Kolom("Langkah", 9, True),
    Kolom("Uraian kegiatan", 46),
    Kolom("Putaran", 9, True),
    Kolom("Unit atau peran", 34),
    Kolom("Sampai bagiannya selesai (menit kerja)", 16),
    Kolom("Menunggu (menit kerja)", 12),
    Kolom("Dikerjakan (menit kerja)", 12),
    Kolom("Keadaan", 18),
)
KOLOM_TAHUN = (
    Kolom("Prosedur", 30),
    Kolom("Langkah", 9, True),
    Kolom("Uraian kegiatan", 46),
    Kolom("Waktu baku pada SOP", 16),
    Kolom("Waktu baku (menit kerja)", 12),
    Kolom("Pelaksanaan", 12),
    Kolom("Kunjungan", 11),
    Kolom("Masih terbuka", 10),
    Kolom("Dicatatkan", 11),
    Kolom("Menunggu, median", 12),
    Kolom("Menunggu, terlama", 12),
    Kolom("Mulai ditandai (kali)", 12),
    Kolom("Dikerjakan, median", 12),
    Kolom("Dikerjakan, terlama", 12),
    Kolom("Selisih median", 12),
)
KOLOM_UNIT = (
    Kolom("Prosedur", 30),
    Kolom("Langkah", 9, True),
    Kolom("Uraian kegiatan", 46),
    Kolom("Unit atau peran", 34),
    Kolom("Selesai (kali)", 11),
    Kolom("Median (menit kerja)", 13),
    Kolom("Terlama (menit kerja)", 13),
    Kolom("Menunggu, median", 12),
    Kolom("Mulai diketahui (kali)", 12),
    Kolom("Dikerjakan, median", 12),
)


def buku_waktu_pelaksanaan(waktu: WaktuPelaksanaan, kini: datetime) -> bytes:
    """One run: sheets Waktu (a row per visit, one for a step not reached) and Per unit."""
    pelaksanaan, opd = waktu.pelaksanaan, waktu.pelaksanaan.opd
    judul = f"Waktu tiap langkah – {pelaksanaan}"
    buku = _buku(opd, judul)
    sampai = f"{waktu_setempat(opd, kini):%d-%m-%Y pukul %H.%M}"
    kepala = [
        f"Batas waktu pelaksanaan: {sebut_ketepatan(pelaksanaan)}",
        f"{sebut_sehari(opd.menit_per_hari)}. Yang masih terbuka dihitung sampai {sampai}.",
    ]
    lembar = _lembar(buku, "Waktu", KOLOM_KUNJUNGAN, opd, judul, kepala)
    for langkah, daftar in waktu.langkah:
        if not daftar:
            lembar.tulis(
                (
                    langkah.nomor,
                    langkah.uraian,
                    None,
                    sebut_baku(langkah),
                    langkah.menit_baku(opd.menit_per_hari),
                    *[None] * 3,
                    "Belum sampai langkah ini",
                    *[None] * 5,
                )
            )
        for satu in daftar:
            _tulis_kunjungan(lembar, satu, opd)
    for satu in ARTI:
        lembar.catatan(satu)
    pihak = [
        (satu, p) for _, daftar in waktu.langkah for satu in daftar if satu.diketahui for p in satu.pihak
    ]
    if pihak:
        lembar = _lembar(buku, "Per unit", KOLOM_PIHAK, opd, judul, kepala)
        for satu, p in pihak:
            keadaan = "selesai" if p.selesai else "belum selesai"
            lembar.tulis(
                (
                    satu.langkah.nomor,
                    satu.langkah.uraian,
                    satu.catatan.putaran,
                    p.sebutan,
                    p.lama,
                    p.menunggu,
                    p.dikerjakan,
                    f"{keadaan}, dicatatkan" if p.dicatatkan else keadaan,
                )
            )
        for satu in ARTI_UNIT:
            lembar.catatan(satu)
    return simpan_buku(buku)


def buku_waktu_tahun(daftar: list[WaktuProsedur], opd: OPD, tahun: int) -> bytes:
    """All runs of a year: sheets Langkah and Per unit; durations in working minutes."""
    judul = f"Waktu langkah SOP tahun {tahun}"
    buku = _buku(opd, judul)
    kepala = [f"Lama dalam menit kerja. {sebut_sehari(opd.menit_per_hari)}."]
    lembar = _lembar(buku, "Langkah", KOLOM_TAHUN, opd, judul, kepala)
    for prosedur in daftar:
        for r in prosedur.langkah:
            lembar.tulis(
                (
                    str(prosedur.prosedur),
                    r.langkah.nomor,
                    r.langkah.uraian,
                    sebut_baku(r.langkah),
                    r.baku,
                    r.jumlah_pelaksanaan,
                    r.jumlah_kunjungan,
                    r.terbuka,
                    r.dicatatkan,
                    r.menunggu.median,
                    r.menunggu.terlama,
                    r.dikerjakan.jumlah,
                    r.dikerjakan.median,
                    r.dikerjakan.terlama,
                    r.selisih,
                )
            )
    for prosedur in daftar:
        tanda = [
            f"{jumlah} {kata}"
            for jumlah, kata in (
                (prosedur.dicatat_belakangan, "dicatat belakangan"),
                (prosedur.contoh, "contoh untuk berlatih"),
            )
            if jumlah
        ]
        akhir = f", di antaranya {' dan '.join(tanda)}" if tanda else ""
        lembar.catatan(
            f"{prosedur.prosedur}: {prosedur.jumlah} pelaksanaan{akhir}. Yang dibatalkan tidak dihitung."
        )
    for satu in ARTI:
        lembar.catatan(satu)
    lembar = _lembar(buku, "Per unit", KOLOM_UNIT, opd, judul, kepala)
    for prosedur in daftar:
        for r in prosedur.langkah:
            for p in r.pihak:
                lembar.tulis(
                    (
                        str(prosedur.prosedur),
                        r.langkah.nomor,
                        r.langkah.uraian,
                        p.sebutan,
                        p.lama.jumlah,
                        p.lama.median,
                        p.lama.terlama,
                        p.menunggu.median,
                        p.dikerjakan.jumlah,
                        p.dikerjakan.median,
                    )
                )
    for satu in ARTI_UNIT:
        lembar.catatan(satu)
    return simpan_buku(buku)


def _tulis_kunjungan(lembar: Lembar, satu: WaktuKunjungan, opd: OPD) -> None:
    catatan = satu.catatan
    dicatatkan = ""
    if catatan.dicatat_untuk_id:
        dicatatkan = (
            f"untuk {catatan.dicatat_untuk.pegawai}, sebenarnya {catatan.tanggal_sebenarnya:%d-%m-%Y}"
        )
    elif satu.dicatatkan:
        dicatatkan = "sebagian, lihat Per unit"
    lembar.tulis(
        (
            satu.langkah.nomor,
            satu.langkah.uraian,
            catatan.putaran,
            sebut_baku(satu.langkah),
            satu.baku,
            *[None] * 3,
            "Masih terbuka" if satu.terbuka else catatan.get_keputusan_display(),
            *((satu.menunggu, satu.dikerjakan, satu.selisih) if satu.diketahui else [None] * 3),
            banding_baku(satu, opd.menit_per_hari).label,
            dicatatkan,
        )
    )
    mulai = catatan.dikerjakan_pada if satu.ditandai else None
    for kolom, saat in ((6, catatan.dibuka_pada), (7, mulai), (8, catatan.selesai_pada)):
        if saat:
            sel = lembar.ws.cell(lembar.baris, kolom)
            # Shared by the cells of its kind, and a moment changes it as soon as it is written.
            sel._style = copy(sel._style)
            # A workbook's moments have no time zone: they are those of the office's clock.
            sel.value = waktu_setempat(opd, saat).replace(tzinfo=None, second=0, microsecond=0)
            sel.number_format = FORMAT_SAAT


def _buku(opd: OPD, judul: str) -> Workbook:
    buku = Workbook()
    buku.remove(buku.active)
    buku.properties.title = bersihkan(judul)
    buku.properties.creator = bersihkan(opd.nama)
    buku.properties.language = "id-ID"
    return buku


def _lembar(
    buku: Workbook, nama: str, kolom: tuple[Kolom, ...], opd: OPD, judul: str, kepala: list[str]
) -> Lembar:
    """A sheet with its heading. It is statistics: no paper with a number, and neither draft nor final."""
    ws = buku.create_sheet(nama)
    lembar = Lembar(ws, kolom)
    for ke, satu in enumerate(kolom, 1):
        ws.column_dimensions[get_column_letter(ke)].width = satu.lebar
    lembar.judul(f"Pemerintah {opd.pemda} – {opd.nama}", "opd")
    lembar.judul(judul, "naskah")
    for satu in kepala:
        lembar.judul(satu)
    lembar.baris += 1
    lembar.kepala()
    ws.freeze_panes = ws.cell(lembar.baris + 1, 1)
    siapkan_cetak(ws, opd.nama, judul)
    return lembar
