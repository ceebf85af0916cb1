"""Papers of meetings, checklists, sending and receiving: made of what was written at their steps."""

from datetime import date

from django.utils.formats import date_format

from alur.isian_baris import baca_baris, tanggal_baris
from alur.models import CatatanLangkah, Langkah
from laporan.bentuk import (
    BarisOrang,
    BarisPeriksa,
    BarisSalinan,
    DaftarHadir,
    DaftarPenggandaan,
    DaftarPeriksa,
    NaskahKirim,
    PenandaTangan,
    SuratPengantar,
    TandaTerimaUnit,
    Undangan,
)
from laporan.susunan.dasar import buat_naskah, tanggal_setempat
from laporan.susunan.naskah import baris_teks, isi_catatan, naskah_kunjungan, nomor_naskah, tanggal_isian
from laporan.susunan.orang import pejabat_naskah
from laporan.susunan.sel import sebut_periode, sebut_waktu
from pengumpulan.models import Formulir

# Called by name in the letter itself up to here; more stand in its annex alone.
DISEBUT = 4
KEADAAN = {"ada": "Ada", "tidak_ada": "Tidak ada", "menyusul": "Menyusul"}


def undangan_lengkap(catatan: CatatanLangkah) -> bool:
    """Is all written that an invitation must say? It goes out before its meeting is over."""
    isi = isi_catatan(catatan)
    rapat = catatan.langkah.layar == Langkah.Layar.RAPAT
    hari = isi.get("tanggal") if rapat else isi.get("tanggal_rapat")
    return bool(hari and isi.get("tempat") and isi.get("peserta" if rapat else "diundang"))


def susun_undangan(catatan: CatatanLangkah) -> Undangan:
    """The invitation: of a step of its own, or of the meeting itself."""
    isi = isi_catatan(catatan)
    rapat = catatan.langkah.layar == Langkah.Layar.RAPAT
    tanggal = tanggal_baris(isi.get("tanggal_undangan" if rapat else "tanggal"))
    hari = tanggal_baris(isi.get("tanggal" if rapat else "tanggal_rapat"))
    diundang = _orang(isi.get("peserta" if rapat else "diundang"))
    acara = isi.get("acara") or f"Rapat {catatan.pelaksanaan}"
    return Undangan(
        naskah=naskah_kunjungan(
            catatan,
            "Undangan",
            jenis="undangan" if rapat else "naskah",
            tanggal=tanggal,
            draf=False if undangan_lengkap(catatan) and catatan.keputusan != "batal" else None,
        ),
        kepada=", ".join(satu.jabatan or satu.nama for satu in diundang)
        if 0 < len(diundang) <= DISEBUT
        else "Daftar terlampir",
        hal=isi.get("hal") or "Undangan rapat",
        isi=baris_teks(isi.get("isi_undangan" if rapat else "isi_surat"))
        or (f"Mengharap kehadiran Saudara pada {acara[0].lower()}{acara[1:]}, yang dilaksanakan pada:",),
        hari=_hari(hari),
        waktu=isi.get("waktu", ""),
        tempat_rapat=isi.get("tempat", ""),
        acara=acara,
        diundang=diundang,
        lampiran=isi.get("lampiran") or "Daftar yang diundang",
        tembusan=baris_teks(isi.get("tembusan")),
        penanda_tangan=pejabat_naskah(catatan, tanggal).penanda,
    )


def susun_daftar_hadir(catatan: CatatanLangkah) -> DaftarHadir:
    """Who was called, with room to sign; after the meeting also who came."""
    isi = isi_catatan(catatan)
    hari = tanggal_baris(isi.get("tanggal"))
    baris = baca_baris(isi.get("peserta"), ("nama",))
    ditandai = not catatan.terbuka or any(satu.get("hadir") for satu in baris)
    orang = _orang(isi.get("peserta"), ditandai=ditandai)
    hadir = sum(satu.hadir is True for satu in orang)
    return DaftarHadir(
        naskah=naskah_kunjungan(
            catatan,
            "Daftar Hadir",
            jenis="hadir",
            tanggal=hari,
            draf=False if undangan_lengkap(catatan) and catatan.keputusan != "batal" else None,
        ),
        acara=isi.get("acara") or f"Rapat {catatan.pelaksanaan}",
        hari=_hari(hari),
        waktu=isi.get("waktu", ""),
        tempat_rapat=isi.get("tempat", ""),
        orang=orang,
        ringkas=f"{hadir} dari {len(orang)} yang diundang hadir." if ditandai and orang else "",
        penanda_tangan=pejabat_naskah(catatan, hari).penanda,
    )


def susun_surat_pengantar(catatan: CatatanLangkah) -> SuratPengantar:
    """The covering letter of what is sent."""
    isi = isi_catatan(catatan)
    return SuratPengantar(
        naskah=naskah_kunjungan(catatan, "Surat Pengantar"),
        kepada=isi.get("kepada", ""),
        kirim=tuple(
            NaskahKirim(satu.get("nama", ""), satu.get("banyaknya", ""), satu.get("keterangan", ""))
            for satu in baca_baris(isi.get("naskah"), ("nama",))
        ),
        tembusan=baris_teks(isi.get("tembusan")),
        penanda_tangan=pejabat_naskah(catatan, tanggal_isian(catatan)).penanda,
    )


def susun_penggandaan(catatan: CatatanLangkah) -> DaftarPenggandaan:
    """How many copies, for whom."""
    isi = isi_catatan(catatan)
    salinan = tuple(
        BarisSalinan(satu.get("kepada", ""), str(satu.get("jumlah", "")), satu.get("keterangan", ""))
        for satu in baca_baris(isi.get("salinan"), ("kepada",))
    )
    jumlah = sum(int(satu.jumlah) for satu in salinan if satu.jumlah.isascii() and satu.jumlah.isdigit())
    return DaftarPenggandaan(
        naskah=naskah_kunjungan(catatan, "Daftar Penggandaan"),
        dokumen=isi.get("hal", ""),
        salinan=salinan,
        total=f"Seluruhnya {jumlah} salinan." if jumlah else "",
        penanda_tangan=pejabat_naskah(catatan, tanggal_isian(catatan)).penanda,
    )


def susun_daftar_periksa(catatan: CatatanLangkah) -> DaftarPeriksa:
    """The checklist of documents; of older lists the place says what is known."""
    baris = tuple(
        BarisPeriksa(
            nomor,
            satu.get("nama", ""),
            KEADAAN.get(satu.get("keadaan", ""), ""),
            satu.get("letak", ""),
            satu.get("keterangan", ""),
        )
        for nomor, satu in enumerate(
            baca_baris(isi_catatan(catatan).get("daftar"), ("nama", "letak"), ":"), 1
        )
    )
    hitung = [(label, sum(satu.keadaan == label for satu in baris)) for label in KEADAAN.values()]
    ringkas = ", ".join(f"{jumlah} {label.lower()}" for label, jumlah in hitung if jumlah)
    return DaftarPeriksa(
        naskah=naskah_kunjungan(catatan, "Daftar Periksa Dokumen"),
        periode=sebut_periode(catatan.pelaksanaan.periode),
        baris=baris,
        ringkas=f"{len(baris)} dokumen: {ringkas}." if ringkas else "",
        penanda_tangan=pejabat_naskah(catatan, tanggal_isian(catatan)).penanda,
    )


def susun_tanda_terima_unit(formulir: Formulir) -> TandaTerimaUnit:
    """The receipt of one unit: its form out, opened, and back; those who did it sign for it."""
    opd, pengumpulan = formulir.pengumpulan.opd, formulir.pengumpulan
    kembali = formulir.status in Formulir.SUDAH_KEMBALI
    baris, anggaran = len(formulir.baris.all()), len(formulir.anggaran.all())
    berkas = [("Formulir pengumpulan data kinerja", "1 (satu) formulir", f"{baris} isian")]
    if anggaran:
        berkas.append(("Daftar realisasi anggaran", f"{anggaran} baris", "Bagian dari formulir"))
    return TandaTerimaUnit(
        naskah=buat_naskah(
            opd,
            "Bukti Tanda Terima",
            pelaksanaan=pengumpulan.pelaksanaan,
            nomor=nomor_naskah(kunci_terima(formulir)),
            tanggal=tanggal_setempat(opd, formulir.diserahkan_pada if kembali else formulir.dibagikan_pada),
            draf=not kembali,
            keterangan=() if kembali else ("Formulir belum diserahkan kembali.",),
        ),
        periode=sebut_periode(pengumpulan.periode),
        unit=formulir.unit.nama,
        berkas=tuple(berkas),
        riwayat=(
            ("Dibagikan kepada unit", _oleh(formulir.dibagikan_oleh, formulir.dibagikan_pada, opd)),
            ("Diterima unit", _oleh(formulir.diterima_oleh, formulir.diterima_pada, opd)),
            (
                "Diserahkan kembali",
                _oleh(formulir.penyerah, formulir.diserahkan_pada, opd) if kembali else "",
            ),
        ),
        penyerah=PenandaTangan("Yang menyerahkan", str(formulir.dibagikan_oleh or "")),
        penerima=PenandaTangan(f"Yang menerima, {formulir.unit.nama}", str(formulir.diterima_oleh or "")),
    )


def kunci_terima(formulir: Formulir) -> str:
    """By what name register and locked papers know a unit's receipt."""
    return f"formulir:{formulir.pk}:tanda-terima"


def _oleh(oleh, pada, opd) -> str:
    return f"{sebut_waktu(opd, pada)}, oleh {oleh}" if pada else ""


def _hari(tanggal: date | None) -> str:
    """``Kamis, 2 Juli 2026``."""
    return date_format(tanggal, "l, j F Y") if tanggal else ""


def _orang(isi, *, ditandai: bool = False) -> tuple[BarisOrang, ...]:
    return tuple(
        BarisOrang(
            nomor,
            satu.get("nama", ""),
            satu.get("nip", ""),
            satu.get("jabatan", ""),
            bool(satu.get("hadir", True)) if ditandai else None,
        )
        for nomor, satu in enumerate(baca_baris(isi, ("nama",)), 1)
    )
