"""Which papers a run has, which of them can be made now, and why the others not yet."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from alur.kunci_naskah import kunci_kunjungan, kunci_pelaksanaan
from alur.models import CatatanLangkah, Disposisi, IsianLangkah, Langkah, Pelaksanaan
from alur.undangan import rapat_diadakan
from laporan import susunan
from laporan.buku_kerja import buku_rekap, buku_rekapitulasi
from laporan.naskah_langkah import JenisNaskah, jenis_naskah
from laporan.susunan.dasar import masih_draf
from laporan.susunan.laporan_kinerja import adalah_interim, judul_laporan
from laporan.susunan.naskah import TERKAIT_CATATAN, nomor_naskah
from laporan.susunan.rapat import kunci_terima
from laporan.susunan.rekap import tanda_terima_lengkap
from laporan.word_laporan import word_laporan_hasil, word_rekap_capaian, word_rekapitulasi
from laporan.word_rapat import word_tanda_terima_unit
from laporan.word_surat import word_disposisi, word_program_kerja, word_tanda_terima
from pengukuran.models import Pengukuran
from pengumpulan.models import Formulir, Pengumpulan

LAPORAN_KINERJA, REKAP_CAPAIAN, KERTAS_KERJA = "laporan-kinerja", "rekap-capaian", "kertas-kerja"
BUKAN_NAMA = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True)
class NaskahTersedia:
    """One paper of a run. ``belum`` says why it cannot be made yet; ``penyusun`` fills its shape.

    ``kode`` stands in its address, ``nama_berkas`` has no ending; ``buku`` makes the workbook of the shape and
    ``word`` its Word file, where there is one.
    """

    kode: str
    judul: str
    asal: str
    nama_berkas: str
    penyusun: Callable
    draf: bool = True
    belum: str = ""
    buku: Callable | None = None
    word: Callable | None = None
    kunci: str = ""  # by what name register and locked versions know it
    langkah: Langkah | None = None  # whose paper it is; such a one is a draft until it is locked

    def susun(self):
        """Its shape now, under the number that the register has for it."""
        bentuk = self.penyusun()
        if bentuk.naskah.nomor or not (nomor := nomor_naskah(self.kunci)):
            return bentuk
        return replace(bentuk, naskah=replace(bentuk.naskah, nomor=nomor))

    @property
    def ada_buku(self) -> bool:
        """Can it be had as a workbook too? (A template would call ``buku``.)"""
        return self.buku is not None

    @property
    def ada_word(self) -> bool:
        """Can it be had as a Word file too?"""
        return self.word is not None


def daftar_naskah(pelaksanaan: Pelaksanaan) -> list[NaskahTersedia]:
    """The papers of a run: those of its steps in their order, then what is made of its data and its results."""
    hasil = _naskah_langkah(pelaksanaan)
    if pelaksanaan.prosedur.mengumpulkan:
        pengumpulan = Pengumpulan.objects.select_related("opd__pemda", "periode").filter(
            pelaksanaan=pelaksanaan
        )
        hasil += _naskah_pengumpulan(pelaksanaan, pengumpulan.first())
    if pelaksanaan.prosedur.mengukur:
        pengukuran = Pengukuran.objects.select_related("opd__pemda", "periode").filter(
            pelaksanaan=pelaksanaan
        )
        hasil += _naskah_pengukuran(pelaksanaan, pengukuran.order_by("-putaran").first())
    # What belongs to no visit is known by the run and its own name.
    return [
        satu if satu.kunci else replace(satu, kunci=kunci_pelaksanaan(pelaksanaan, satu.kode))
        for satu in hasil
    ]


def _nama(judul: str, pelaksanaan: Pelaksanaan) -> str:
    """``Rekapitulasi_Capaian_TW-I-2026_DISKOMINFO``."""
    bagian = (judul.replace(" ", "_"), pelaksanaan.periode.nama.replace(" ", "-"), pelaksanaan.opd.singkatan)
    return BUKAN_NAMA.sub("-", "_".join(bagian))[:140]


def _nama_langkah(judul: str, pelaksanaan: Pelaksanaan) -> str:
    """The same, with the procedure: collection and measurement of one period each have their own."""
    return _nama(f"{judul} {pelaksanaan.prosedur.jenis.title()}", pelaksanaan)


def _naskah_langkah(pelaksanaan: Pelaksanaan) -> list[NaskahTersedia]:
    langkah = list(pelaksanaan.prosedur.langkah.order_by("nomor"))
    kunjungan: dict[int, list[CatatanLangkah]] = {satu.pk: [] for satu in langkah}
    for satu in pelaksanaan.catatan.select_related(*TERKAIT_CATATAN).order_by("pk"):
        satu.pelaksanaan = pelaksanaan
        kunjungan[satu.langkah_id].append(satu)
    disposisi: dict[int, list[Disposisi]] = {}
    for satu in Disposisi.objects.filter(catatan__pelaksanaan=pelaksanaan).select_related(
        "catatan__langkah",
        "diajukan_oleh",
        "diputuskan_oleh",
        "dicatat_untuk__pegawai",
        "dicatat_untuk__jabatan",
    ):
        satu.catatan.pelaksanaan = pelaksanaan
        disposisi.setdefault(satu.catatan.langkah_id, []).append(satu)
    hasil = []
    for satu in langkah:
        if satu.layar == Langkah.Layar.RENCANA:
            hasil.append(_program_kerja(pelaksanaan, satu, kunjungan[satu.pk]))
        for jenis in jenis_naskah(satu, langkah):
            hasil += _per_kunjungan(pelaksanaan, satu, kunjungan[satu.pk], jenis)
        hasil += [_lembar_disposisi(pelaksanaan, d) for d in disposisi.get(satu.pk, [])]
    return hasil


def _ada_isian(catatan: CatatanLangkah) -> bool:
    try:
        return bool(catatan.isian.isi)
    except IsianLangkah.DoesNotExist:
        return False


def _per_kunjungan(
    pelaksanaan: Pelaksanaan, langkah: Langkah, kunjungan: list[CatatanLangkah], jenis: JenisNaskah
) -> list[NaskahTersedia]:
    """One paper per visit at which something was written; else one that says what to do."""
    asal = f"Langkah {langkah.nomor}"
    kode = f"langkah-{langkah.nomor}" + ("" if jenis.kode == "naskah" else f"-{jenis.kode}")
    tertulis = [satu for satu in kunjungan if _ada_isian(satu)]
    if jenis.panggilan and tertulis:
        tertulis = [satu for satu in tertulis if rapat_diadakan(satu.isian.isi)]
        if not tertulis:
            return []
    if not tertulis:
        belum = f"Isi dahulu langkah {langkah.nomor}." if kunjungan else f"{asal} belum sampai."
        return [
            NaskahTersedia(
                kode,
                jenis.nama,
                asal,
                _nama_langkah(jenis.nama, pelaksanaan),
                jenis.susun,
                belum=belum,
                langkah=langkah,
            )
        ]
    hasil = []
    for satu in tertulis:
        lanjut = "" if satu is tertulis[-1] else f"-putaran-{satu.putaran}"
        putaran = f" (putaran ke-{satu.putaran})" if len(tertulis) > 1 else ""
        hasil.append(
            NaskahTersedia(
                f"{kode}{lanjut}",
                f"{jenis.nama}{putaran}",
                asal,
                _nama_langkah(f"{jenis.nama} {langkah.nomor}{lanjut}", pelaksanaan),
                partial(jenis.susun, satu),
                jenis.masih_draf(satu),
                word=jenis.word,
                kunci=kunci_kunjungan(satu, jenis.kode),
                langkah=langkah,
            )
        )
    return hasil


def _program_kerja(
    pelaksanaan: Pelaksanaan, langkah: Langkah, kunjungan: list[CatatanLangkah]
) -> NaskahTersedia:
    terakhir = kunjungan[-1] if kunjungan else None
    belum = ""
    if terakhir is None or not _ada_isian(terakhir):
        belum = (
            f"Isi dahulu langkah {langkah.nomor}." if kunjungan else f"Langkah {langkah.nomor} belum sampai."
        )
    return NaskahTersedia(
        "program-kerja",
        "Program Kerja",
        f"Langkah {langkah.nomor}",
        _nama_langkah("Program Kerja", pelaksanaan),
        partial(susunan.susun_program_kerja, pelaksanaan),
        terakhir is None or masih_draf(terakhir),
        belum,
        word=word_program_kerja,
        kunci=kunci_pelaksanaan(pelaksanaan, "program-kerja"),
        langkah=langkah,
    )


def _lembar_disposisi(pelaksanaan: Pelaksanaan, disposisi: Disposisi) -> NaskahTersedia:
    return NaskahTersedia(
        f"disposisi-{disposisi.pk}",
        "Lembar Disposisi",
        f"Langkah {disposisi.catatan.langkah.nomor}",
        _nama_langkah(f"Lembar Disposisi {disposisi.pk}", pelaksanaan),
        partial(susunan.susun_disposisi, disposisi),
        masih_draf(disposisi),
        word=word_disposisi,
        kunci=f"disposisi:{disposisi.pk}:naskah",
        langkah=disposisi.catatan.langkah,
    )


def _naskah_pengumpulan(pelaksanaan: Pelaksanaan, pengumpulan: Pengumpulan | None) -> list[NaskahTersedia]:
    """What is made of the data of a run."""
    if pengumpulan:
        pengumpulan.pelaksanaan = pelaksanaan
    asal = "Data"
    belum = "" if pengumpulan else "Formulir unit belum disiapkan."
    draf = pengumpulan is None or masih_draf(pengumpulan)
    return [
        *_rekap_data(pelaksanaan, pengumpulan, belum),
        NaskahTersedia(
            "laporan-pengumpulan",
            "Laporan Hasil Pengumpulan",
            asal,
            _nama("Laporan Hasil Pengumpulan", pelaksanaan),
            partial(susunan.susun_laporan_hasil, pelaksanaan, mengukur=False),
            draf,
            belum,
            word=word_laporan_hasil,
        ),
    ]


def _rekap_data(
    pelaksanaan: Pelaksanaan, pengumpulan: Pengumpulan | None, belum: str
) -> list[NaskahTersedia]:
    """Receipt and recap of a collection."""
    return [
        NaskahTersedia(
            "tanda-terima",
            "Bukti Tanda Terima",
            "Data",
            _nama("Bukti Tanda Terima", pelaksanaan),
            partial(susunan.susun_tanda_terima, pengumpulan),
            pengumpulan is None or not tanda_terima_lengkap(pengumpulan, pengumpulan.formulir.all()),
            belum,
            word=word_tanda_terima,
        ),
        *_tanda_terima_unit(pelaksanaan, pengumpulan),
        NaskahTersedia(
            "rekapitulasi",
            "Rekapitulasi Data",
            "Data",
            _nama("Rekapitulasi Data", pelaksanaan),
            partial(susunan.susun_rekapitulasi, pengumpulan),
            pengumpulan is None or masih_draf(pengumpulan),
            belum,
            buku_rekapitulasi,
            word_rekapitulasi,
        ),
    ]


def _tanda_terima_unit(pelaksanaan: Pelaksanaan, pengumpulan: Pengumpulan | None) -> list[NaskahTersedia]:
    """The receipt of each unit, once its form went out."""
    if pengumpulan is None:
        return []
    formulir = (
        pengumpulan.formulir.filter(dibagikan_pada__isnull=False)
        .select_related(
            "unit",
            "dibagikan_oleh",
            "diterima_oleh",
            "diserahkan_oleh",
            "diserahkan_untuk__pegawai",
            "diserahkan_untuk__jabatan",
        )
        .prefetch_related("baris", "anggaran")
        .order_by("unit__urutan", "unit__nama")
    )
    hasil = []
    for satu in formulir:
        satu.pengumpulan = pengumpulan
        judul = f"Tanda Terima {satu.unit.singkatan or satu.unit.nama}"
        hasil.append(
            NaskahTersedia(
                f"tanda-terima-{satu.pk}",
                judul,
                "Data",
                _nama(judul, pelaksanaan),
                partial(susunan.susun_tanda_terima_unit, satu),
                satu.status not in Formulir.SUDAH_KEMBALI,
                word=word_tanda_terima_unit,
                kunci=kunci_terima(satu),
            )
        )
    return hasil


def _naskah_pengukuran(pelaksanaan: Pelaksanaan, pengukuran: Pengukuran | None) -> list[NaskahTersedia]:
    """What is made of the results of a run; where its data were entered directly, their recap too."""
    hasil = []
    if pengukuran:
        pengukuran.pelaksanaan = pelaksanaan
        langsung = (
            pengukuran.sumber.filter(pelaksanaan=None, periode=pengukuran.periode)
            .select_related("opd__pemda", "periode")
            .first()
        )
        hasil += _rekap_data(pelaksanaan, langsung, "") if langsung else []
    belum = "" if pengukuran and pengukuran.dihitung_pada else "Capaian belum dihitung."
    draf = pengukuran is None or masih_draf(pengukuran)
    judul_kinerja, nama_kinerja = "Laporan Kinerja Interim atau LKjIP", "Laporan Kinerja"
    if pengukuran:
        judul_kinerja = judul_laporan(pengukuran)
        nama_kinerja = "Laporan Kinerja Interim" if adalah_interim(pengukuran) else "LKjIP"
    for kode, judul, nama, susun, buku, word in (
        (
            REKAP_CAPAIAN,
            "Rekapitulasi Capaian",
            "Rekapitulasi Capaian",
            susunan.susun_rekap_capaian,
            buku_rekap,
            word_rekap_capaian,
        ),
        (
            KERTAS_KERJA,
            "Kertas Kerja Pengukuran",
            "Kertas Kerja Pengukuran",
            susunan.susun_kertas_kerja,
            None,
            None,
        ),
        (
            "laporan-pengukuran",
            "Laporan Hasil Pengukuran",
            "Laporan Hasil Pengukuran",
            _laporan_pengukuran,
            None,
            word_laporan_hasil,
        ),
        (LAPORAN_KINERJA, judul_kinerja, nama_kinerja, susunan.susun_laporan_kinerja, None, None),
    ):
        if kode == LAPORAN_KINERJA and not belum:
            draf = masih_draf(pengukuran, sampai_kepala=True)
        hasil.append(
            NaskahTersedia(
                kode,
                judul,
                "Hasil pengukuran",
                _nama(nama, pelaksanaan),
                partial(susun, pengukuran),
                draf,
                belum,
                buku,
                word,
            )
        )
    return hasil


def _laporan_pengukuran(pengukuran: Pengukuran):
    return susunan.susun_laporan_hasil(pengukuran.pelaksanaan, mengukur=True)
