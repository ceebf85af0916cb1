"""From a page full of rows to single changes: what the person touched is saved row by row, the rest left alone.

A row counts as touched when it differs from what stood on the page, not from what stands there now; so a page left
open an hour neither overwrites a colleague nor complains about rows that nobody edited.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from alur.giliran import Kedudukan
from alur.models import CatatanPerbaikan, Pelaksanaan
from alur.perbaikan import tindaklanjuti
from organisasi.galat import TindakanDitolak
from organisasi.models import Pengguna
from pengumpulan.actions import IsiSel, catat_anggaran, catat_realisasi
from pengumpulan.forms import BAGIAN, JAWABAN_TERPANJANG, TULISAN, FormAnggaran, FormBaris, FormRincian
from pengumpulan.galat import IsianKeliru, IsianUsang
from pengumpulan.models import BERANGKA, BarisAnggaran, BarisFormulir, Formulir, Keadaan, Realisasi
from perencanaan.angka import tulis_angka
from perencanaan.models import RealisasiAnggaran

TETAP_TERISI = "Realisasi anggaran yang sudah diisi tidak dapat dikosongkan. Tulis 0 bila tidak ada."
# What says one thing together, so that of two people's only one can stand; each of TULISAN stands by itself.
ANGKA = tuple(nama for nama in FormBaris.base_fields if nama != "versi")


@dataclass
class Hasil:
    """What became of one row: saved, untouched (both without ``galat``), or refused with what was typed.

    ``ketikan`` are the fields that the page sent; of a row that somebody else changed meanwhile only those that the
    person touched, for in the others stands what is stored now.
    """

    tersimpan: bool = False
    galat: list[str] = field(default_factory=list)
    ketikan: dict[str, str] = field(default_factory=dict)
    usang: bool = False  # refused because somebody wrote in between

    @property
    def versi(self) -> str:
        """The version that a refused row keeps, for it is still held against what its page showed; else empty."""
        versi = self.ketikan.get("versi", "")
        pasti = versi.isascii() and versi.isdigit()
        return versi if self.galat and pasti and not (self.usang or self.tersimpan) else ""


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
    hasil = Hasil(ketikan=_ketikan(form, data))
    try:
        versi, isi = _baca(form, data)
        tampil = _yang_ditampilkan(baris.realisasi, versi)
        baru = _susun(tampil, isi, latihan)
        if baru == tampil:
            return hasil
        tercatat = IsiSel.dari(baris.realisasi)
        if versi != baris.realisasi.versi and _sama(tampil, tercatat, isi):
            versi, tampil, baru = baris.realisasi.versi, tercatat, _susun(tercatat, isi, latihan)
        _periksa_dapat_dicatat(baris.formulir, tampil, baru)
        catat_realisasi(
            indikator=baris.realisasi.indikator,
            unit=baris.realisasi.unit,
            periode=baris.realisasi.periode,
            oleh=oleh,
            versi_diketahui=versi,
            **baru.jadi_kolom(),
        )
    except IsianKeliru as keliru:
        hasil.galat = keliru.daftar
    except IsianUsang as usang:
        hasil.galat, hasil.usang = [str(usang)], True
        hasil.ketikan = {
            nama: hasil.ketikan[nama] for nama in _disentuh(tampil, baru) if nama in hasil.ketikan
        }
    except TindakanDitolak as tolak:
        hasil.galat = [str(tolak)]
    else:
        hasil.tersimpan = True
    return hasil


def simpan_sel(
    baris: BarisFormulir, data: Mapping[str, str], *, oleh: Pengguna, milik: Kedudukan, latihan: bool = False
) -> tuple[Realisasi, bool]:
    """Save one row by itself; what stands there now, and whether this changed it.

    What was sent and already stands there is no change, whatever version was sent with it: so a save whose answer
    got lost may be sent again. Anything else with an old version is refused (``IsianUsang``), also where the person
    only typed back what the page had shown: what stands there now they have not seen. Where all that was sent still
    stands as the page showed it (somebody wrote on the row's own page, or took a change back), nothing is stale.
    """
    kini = baris.realisasi
    versi, isi = _baca(FormBaris(data, prefix=awalan(baris)), data)
    tercatat = IsiSel.dari(kini)
    baru = _susun(tercatat, isi, latihan)
    if baru == tercatat:
        return kini, False
    tampil = _yang_ditampilkan(kini, versi)
    if versi != kini.versi:
        if _susun(tampil, isi, latihan) == tercatat:
            return kini, False
        if _sama(tampil, tercatat, isi):
            versi = kini.versi
    _periksa_dapat_dicatat(baris.formulir, tampil, baru)
    versi_tercatat = kini.versi
    hasil = catat_realisasi(
        indikator=kini.indikator,
        unit=kini.unit,
        periode=kini.periode,
        oleh=oleh,
        versi_diketahui=versi,
        milik=milik,
        dibaca=kini,
        **baru.jadi_kolom(),
    )
    return hasil, hasil is kini and hasil.versi > versi_tercatat


def _ketikan(form: FormBaris | FormAnggaran, data: Mapping[str, str]) -> dict[str, str]:
    """The fields that the page sent, as they were typed."""
    return {nama: data[form.add_prefix(nama)] for nama in form.fields if form.add_prefix(nama) in data}


def _disentuh(tampil: IsiSel, baru: IsiSel) -> list[str]:
    """The fields in which the person changed what the page showed; the figure with its state counts as one."""
    angka = ANGKA if any(getattr(tampil, nama) != getattr(baru, nama) for nama in ANGKA) else ()
    return [*angka, *(nama for nama in TULISAN if getattr(tampil, nama) != getattr(baru, nama))]


def _sama(tampil: IsiSel, tercatat: IsiSel, isi: dict) -> bool:
    """Does all that was sent, and what it says one thing with, stand as the page showed it?"""
    nama = {*ANGKA, *isi}
    return all(getattr(tampil, satu) == getattr(tercatat, satu) for satu in nama)


def _periksa_dapat_dicatat(formulir: Formulir, tampil: IsiSel, baru: IsiSel) -> None:
    """Refuse what would fall away without a word: a form whose run was called off, a reason for nothing."""
    pelaksanaan = formulir.pengumpulan.pelaksanaan
    if pelaksanaan and pelaksanaan.status == Pelaksanaan.Status.DIBATALKAN:
        raise TindakanDitolak("Pelaksanaan formulir ini dibatalkan, sehingga isiannya tidak dicatat lagi.")
    if baru.keadaan == Keadaan.BELUM_DIISI and baru.alasan and baru.alasan != tampil.alasan:
        raise TindakanDitolak(
            "Alasan disimpan bersama angka atau keadaannya: isi angkanya, atau pilih menyusul, belum waktunya, "
            "atau tidak dapat diukur."
        )


def _baca(form: FormBaris | FormAnggaran, data: Mapping[str, str]) -> tuple[int, dict]:
    """The version the page was made with and what was typed, or a refusal of what cannot be read.

    Fields that the page did not send are not empty: they stay as they are, and the version guards them.
    """
    if not form.is_valid():
        raise IsianKeliru([kalimat for daftar in form.errors.values() for kalimat in daftar])
    isi = {nama: nilai for nama, nilai in form.cleaned_data.items() if form.add_prefix(nama) in data}
    return isi.pop("versi"), isi


def _yang_ditampilkan(realisasi: Realisasi, versi: int) -> IsiSel:
    """The content that stood on the page: now's, or that of the revision the page was made with."""
    if versi == realisasi.versi:
        return IsiSel.dari(realisasi)
    revisi = realisasi.revisi.filter(versi=versi).first()
    return IsiSel.dari(revisi) if revisi else IsiSel()


def _susun(tampil: IsiSel, isi: dict, latihan: bool) -> IsiSel:
    """What stood there with the typed fields in place.

    The value of a ratio is worked out anew only when its parts changed; a value typed alone stands without parts.
    ``latihan``: what is typed here is practice; a figure that was practice stays so until it changes.
    """
    ketik = replace(tampil, **isi)
    if any(getattr(ketik, nama) != getattr(tampil, nama) for nama in BAGIAN):
        diketik = isi.get("nilai")
        ketik = replace(ketik, nilai=diketik if diketik != tampil.nilai else None)
    elif "nilai" in isi and ketik.nilai != tampil.nilai and not any(nama in isi for nama in BAGIAN):
        ketik = replace(ketik, pembilang=None, penyebut=None)
    angka = ("nilai", *BAGIAN, "tingkat")
    if ketik.keadaan in {"", Keadaan.BELUM_DIISI, Keadaan.ANGKA}:
        # A figure makes the state by itself, and that it is gone too.
        terisi = any(getattr(ketik, nama) not in {None, ""} for nama in angka)
        ketik = replace(ketik, keadaan=Keadaan.ANGKA if terisi else Keadaan.BELUM_DIISI)
    elif ketik.keadaan not in BERANGKA and not any(isi.get(nama) not in {None, ""} for nama in angka):
        ketik = replace(ketik, nilai=None, pembilang=None, penyebut=None, tingkat="")
    if ketik.keadaan == Keadaan.ANGKA and tampil.keadaan != Keadaan.ANGKA and ketik.alasan == tampil.alasan:
        # The reason why there was no figure is no remark on the figure; one typed with the figure is.
        ketik = replace(ketik, alasan="")
    if ketik.keadaan != Keadaan.MENYUSUL:
        ketik = replace(ketik, menyusul_pada=None)
    if ketik == tampil:
        return tampil
    sama = (ketik.nilai, ketik.tingkat) == (tampil.nilai, tampil.tingkat)
    tandai = ketik.keadaan in BERANGKA and (latihan or (sama and tampil.angka_latihan))
    return replace(ketik, angka_latihan=tandai)


def simpan_anggaran(
    baris: BarisAnggaran,
    data: Mapping[str, str],
    *,
    oleh: Pengguna,
    latihan: bool = False,
) -> Hasil:
    """Save one line of spending if it was touched."""
    form = FormAnggaran(data, prefix=awalan(baris))
    hasil = Hasil(ketikan=_ketikan(form, data))
    try:
        versi, isi = _baca(form, data)
        nilai = isi.get("nilai")
        if nilai == isi.get("semula"):
            return hasil
        if nilai is not None:
            catat_anggaran(baris=baris, nilai=nilai, oleh=oleh, versi_diketahui=versi, angka_latihan=latihan)
            hasil.tersimpan = True
        elif versi:
            hasil.galat = [TETAP_TERISI]
    except IsianKeliru as keliru:
        hasil.galat = keliru.daftar
    except TindakanDitolak as tolak:
        hasil.galat, hasil.usang = [str(tolak)], isinstance(tolak, IsianUsang)
    return hasil


def simpan_sel_anggaran(
    baris: BarisAnggaran, data: Mapping[str, str], *, oleh: Pengguna, milik: Kedudukan, latihan: bool = False
) -> tuple[RealisasiAnggaran | None, bool]:
    """The same as ``simpan_sel`` for one line of spending; ``None`` where nothing is written yet."""
    versi, isi = _baca(FormAnggaran(data, prefix=awalan(baris)), data)
    kini = (
        RealisasiAnggaran.objects.filter(
            simpul=baris.simpul_id, periode=baris.formulir.pengumpulan.periode_id
        )
        .select_related("diubah_oleh")
        .first()
    )
    tercatat = kini.nilai if kini else None
    nilai = isi.get("nilai", tercatat)
    if nilai == tercatat:
        return kini, False
    if nilai is None:
        if versi == kini.versi:
            raise TindakanDitolak(TETAP_TERISI)
        raise IsianUsang(
            f"{kini.diubah_oleh or 'Rekan Anda'} sudah mengisi angka ini dengan {tulis_angka(kini.nilai)}.",
            kini,
        )
    hasil = catat_anggaran(
        baris=baris, nilai=nilai, oleh=oleh, versi_diketahui=versi, angka_latihan=latihan, milik=milik
    )
    return hasil, True


def simpan_jawaban(perbaikan: CatatanPerbaikan, data: Mapping[str, str], *, oleh: Pengguna) -> Hasil:
    """Answer a remark if one was typed that stood neither on the page (``…-semula``) nor stands there now.

    ``perbaikan`` is as it stands now, also where the answer was refused because a colleague gave another.
    """
    nama = f"jawab{perbaikan.pk}"
    jawaban, semula = _jawaban(data, nama), _jawaban(data, f"{nama}-semula")
    hasil = Hasil(ketikan={"jawaban": jawaban})
    if not jawaban or jawaban in {perbaikan.jawaban, semula}:
        hasil.ketikan["jawaban"] = perbaikan.jawaban
        return hasil
    try:
        tindaklanjuti(perbaikan=perbaikan, oleh=oleh, jawaban=jawaban, diketahui=semula)
    except TindakanDitolak as tolak:
        perbaikan.refresh_from_db()
        hasil.galat, hasil.usang = [str(tolak)], semula not in {None, perbaikan.jawaban}
    else:
        hasil.tersimpan = True
    return hasil


def _jawaban(data: Mapping[str, str], nama: str) -> str | None:
    """An answer as it is stored; ``None`` where the page did not send it."""
    if nama not in data:
        return None
    return data[nama].replace("\x00", "").replace("\r\n", "\n").strip()[:JAWABAN_TERPANJANG]
