"""What stands in the cells of a row: its figures as numbers, its words as text, and how they are shown."""

from datetime import date
from decimal import Decimal

from organisasi.lembar.rupa import format_angka
from organisasi.lembar.tulis import TANGGAL, TEKS, Kolom
from pengumpulan.buku.bahan import kolom_terbuka
from pengumpulan.buku.bentuk import TULISAN
from pengumpulan.models import BERANGKA, Keadaan
from pengumpulan.tampilan import TampilAnggaran, TampilBaris
from perencanaan.angka import baca_angka

Teks = str | Decimal | date | None


def isi_baris(b: TampilBaris) -> dict[str, Teks]:
    """What the row says now, by column."""
    r = b.realisasi
    return {
        "nilai": r.nilai,
        "pembilang": r.pembilang,
        "penyebut": r.penyebut,
        "tingkat": r.tingkat,
        "keadaan": "" if r.keadaan == Keadaan.BELUM_DIISI else r.get_keadaan_display(),
        "alasan": r.alasan,
        "menyusul_pada": r.menyusul_pada,
    } | {nama: getattr(r, nama) for nama in TULISAN}


def acuan(b: TampilBaris) -> dict[str, Teks]:
    """What stands beside the figure to help: its name, satuan, target and the period before."""
    indikator = b.realisasi.indikator
    nama = [indikator.nama]
    if b.konteks:
        nama.append(b.konteks)
    if "pembilang" in kolom_terbuka(b) and b.definisi:
        nama.append(f"Pembilang: {b.definisi.label_pembilang}. Penyebut: {b.definisi.label_penyebut}.")
    return {
        "kode": indikator.kode,
        "indikator": "\n".join(nama),
        "satuan": b.satuan,
        "target": b.bacaan.target,
        "sebelumnya": angka(b.lalu),
        "status": status(b, b.realisasi.angka_latihan and b.realisasi.keadaan in BERANGKA),
    }


def status(b: TampilBaris | TampilAnggaran, latihan: bool) -> str:
    kata = b.baris.get_status_display()
    return f"{kata}\nangka latihan" if latihan else kata


def angka(teks: str) -> Teks:
    """A figure as the page writes it, as a number again; words (*Menyusul*) stay words."""
    try:
        return baca_angka(teks) if teks else None
    except ValueError:
        return teks


def akhiran(b: TampilBaris | TampilAnggaran, kunci: str) -> str:
    """The mark of practice behind a figure of reference, as a number format writes it."""
    if not isinstance(b, TampilBaris):
        return ""
    terakhir = b.bacaan.terakhir
    latihan = {
        "target": b.target_latihan or b.bacaan.target_latihan,
        "sebelumnya": terakhir is not None and terakhir.angka_latihan,
    }
    return '" (latihan)"' if latihan.get(kunci) else ""


def format_sel(kolom: Kolom, nilai: Teks, terbuka: bool, akhiran: str) -> str:
    """The number format of a cell. An open figure has none, so that every decimal typed into it shows."""
    if kolom.jenis == "tanggal":
        return TANGGAL
    if kolom.kunci == "nomor":
        return "0"
    if kolom.jenis != "angka":
        return TEKS
    if terbuka or nilai is None:
        return "General"
    return format_angka(_desimal(nilai)) + akhiran


def _desimal(nilai: Decimal) -> int:
    """Decimals that a figure has, without trailing zeros."""
    return max(0, -nilai.normalize().as_tuple().exponent)
