"""From a page full of rows to single changes: what the person touched is saved row by row, the rest left alone.

A row counts as touched when it differs from what stood on the page, not from what stands there now; so a page left
open an hour neither overwrites a colleague nor complains about rows that nobody edited.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from alur.models import CatatanPerbaikan
from alur.perbaikan import tindaklanjuti
from organisasi.galat import TindakanDitolak
from organisasi.models import Pengguna
from pengumpulan.actions import IsiSel, catat_anggaran, catat_realisasi
from pengumpulan.forms import BAGIAN, JAWABAN_TERPANJANG, FormAnggaran, FormBaris, FormRincian
from pengumpulan.models import BERANGKA, BarisAnggaran, BarisFormulir, Keadaan, Realisasi


@dataclass
class Hasil:
    """What became of one row: saved, untouched (both without ``galat``), or refused with what was typed."""

    tersimpan: bool = False
    galat: list[str] = field(default_factory=list)
    ketikan: dict[str, str] = field(default_factory=dict)


def awalan(baris: BarisFormulir | BarisAnggaran) -> str:
    """The prefix of a row's fields; a plain number, without thousand separators."""
    return f"{'a' if isinstance(baris, BarisAnggaran) else 'b'}{baris.pk}"


def ada_ketikan(baris: BarisFormulir | BarisAnggaran, data: Mapping[str, str]) -> bool:
    """Did the page send this row?"""
    return f"{awalan(baris)}-versi" in data


def simpan_baris(
    baris: BarisFormulir,
    data: Mapping[str, str],
    *,
    oleh: Pengguna,
    latihan: bool = False,
    lengkap: bool = False,
) -> Hasil:
    """Save one row if it was touched; ``lengkap`` also reads what is written about it (the row's own page)."""
    form = (FormRincian if lengkap else FormBaris)(data, prefix=awalan(baris))
    hasil = Hasil(ketikan={nama: data.get(form.add_prefix(nama), "") for nama in form.fields})
    if not form.is_valid():
        hasil.galat = [kalimat for daftar in form.errors.values() for kalimat in daftar]
        return hasil
    versi = form.cleaned_data["versi"]
    # Fields that the page did not show are not empty: they stay as they are, and the version guards them.
    isi = {
        nama: nilai
        for nama, nilai in form.cleaned_data.items()
        if nama != "versi" and form.add_prefix(nama) in data
    }
    tampil = _yang_ditampilkan(baris.realisasi, versi)
    baru = _susun(tampil, isi)
    if baru == tampil:
        return hasil
    sama = (baru.nilai, baru.tingkat) == (tampil.nilai, tampil.tingkat)
    tandai = baru.keadaan in BERANGKA and (latihan or (sama and tampil.angka_latihan))
    baru = replace(baru, angka_latihan=tandai)
    try:
        catat_realisasi(
            indikator=baris.realisasi.indikator,
            unit=baris.realisasi.unit,
            periode=baris.realisasi.periode,
            oleh=oleh,
            versi_diketahui=versi,
            **asdict(baru),
        )
    except TindakanDitolak as tolak:
        hasil.galat = [str(tolak)]
    else:
        hasil.tersimpan = True
    return hasil


def _yang_ditampilkan(realisasi: Realisasi, versi: int) -> IsiSel:
    """The content that stood on the page: now's, or that of the revision the page was made with."""
    if versi == realisasi.versi:
        return IsiSel.dari(realisasi)
    revisi = realisasi.revisi.filter(versi=versi).first()
    return IsiSel.dari(revisi) if revisi else IsiSel()


def _susun(tampil: IsiSel, isi: dict) -> IsiSel:
    """What stood there with the typed fields in place.

    The value of a ratio is worked out anew only when its parts changed; a value typed alone stands without parts.
    """
    ketik = replace(tampil, **isi)
    if any(getattr(ketik, nama) != getattr(tampil, nama) for nama in BAGIAN):
        diketik = isi.get("nilai")
        ketik = replace(ketik, nilai=diketik if diketik != tampil.nilai else None)
    elif "nilai" in isi and ketik.nilai != tampil.nilai and not any(nama in isi for nama in BAGIAN):
        ketik = replace(ketik, pembilang=None, penyebut=None)
    if ketik.keadaan not in BERANGKA and not any(isi.get(nama) is not None for nama in ("nilai", *BAGIAN)):
        ketik = replace(ketik, nilai=None, pembilang=None, penyebut=None)
    if ketik.keadaan == Keadaan.ANGKA and tampil.keadaan != Keadaan.ANGKA:
        # The reason why there was no figure is no remark on the figure.
        ketik = replace(ketik, alasan="")
    return ketik


def simpan_anggaran(
    baris: BarisAnggaran,
    data: Mapping[str, str],
    *,
    oleh: Pengguna,
    latihan: bool = False,
) -> Hasil:
    """Save one line of spending if it was touched."""
    form = FormAnggaran(data, prefix=awalan(baris))
    hasil = Hasil(ketikan={nama: data.get(form.add_prefix(nama), "") for nama in form.fields})
    if not form.is_valid():
        hasil.galat = [kalimat for daftar in form.errors.values() for kalimat in daftar]
        return hasil
    versi, nilai = form.cleaned_data["versi"], form.cleaned_data["nilai"]
    if nilai == form.cleaned_data["semula"]:
        return hasil
    if nilai is None:
        if versi:
            hasil.galat = [
                "Realisasi anggaran yang sudah diisi tidak dapat dikosongkan. Tulis 0 bila tidak ada."
            ]
        return hasil
    try:
        catat_anggaran(baris=baris, nilai=nilai, oleh=oleh, versi_diketahui=versi, angka_latihan=latihan)
    except TindakanDitolak as tolak:
        hasil.galat = [str(tolak)]
    else:
        hasil.tersimpan = True
    return hasil


def simpan_jawaban(perbaikan: CatatanPerbaikan, data: Mapping[str, str], *, oleh: Pengguna) -> Hasil:
    """Answer a remark if an answer was typed that does not stand there yet."""
    jawaban = data.get(f"jawab{perbaikan.pk}", "").replace("\x00", "").strip()[:JAWABAN_TERPANJANG]
    hasil = Hasil(ketikan={"jawaban": jawaban})
    if not jawaban or jawaban == perbaikan.jawaban:
        return hasil
    try:
        tindaklanjuti(perbaikan=perbaikan, oleh=oleh, jawaban=jawaban)
    except TindakanDitolak as tolak:
        hasil.galat = [str(tolak)]
    else:
        hasil.tersimpan = True
    return hasil
