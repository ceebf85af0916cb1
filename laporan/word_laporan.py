"""Recaps and Laporan Hasil as Word files, of the same content as their PDF but for the charts.

Each function takes the frozen shape and gives the finished file. What a chart shows stands in the tables.
"""

from collections.abc import Sequence

from django.utils import translation

from laporan.bentuk import (
    BarisAnggaran,
    BarisCapaian,
    BarisRekap,
    Hitungan,
    KelompokCapaian,
    LaporanHasil,
    RekapCapaian,
    Rekapitulasi,
    Sel,
    SusunanCapaian,
)
from laporan.dokumen_word import Dokumen, Kolom, Lintas
from laporan.templatetags.naskah_kinerja import ada_latihan, baris_semua, jumlah_untuk, kata_status
from laporan.word_bersama import (
    ANGKA_LATIHAN,
    atau_kalimat,
    keterangan,
    mulai,
    sambung,
    tabel_paraf,
    tabel_tindak_lanjut,
    tanda_tangan,
    tutup,
)

BELUM_DITULIS = "Bagian ini belum ditulis."
# Letters of the wide tables, in points.
RAPAT = 8


@translation.override("id")
def word_rekapitulasi(rekap: Rekapitulasi) -> bytes:
    """Rekapitulasi of the collection, on turned paper."""
    dokumen = mulai(rekap.naskah, rebah=True)
    dokumen.paragraf(f"Periode {rekap.periode}", rata="tengah")
    _rekap_unit(dokumen, rekap)
    tabel_paraf(dokumen, rekap.paraf)
    return tutup(dokumen, rekap.naskah)


@translation.override("id")
def word_rekap_capaian(rekap: RekapCapaian) -> bytes:
    """Rekapitulasi of the measurement, on turned paper."""
    susunan = rekap.susunan
    dokumen = mulai(rekap.naskah, rebah=True)
    dokumen.paragraf(susunan.periode, rata="tengah")
    dokumen.paragraf(
        f"Rata-rata capaian: {_persen(susunan.rata_rata)} ({_sebut_predikat(susunan)}).", tebal=True
    )
    if susunan.penjelasan:
        dokumen.paragraf(susunan.penjelasan)
    _hitungan(dokumen, susunan.hitungan)
    _tabel_capaian(dokumen, susunan)
    _catatan_capaian(dokumen, susunan)
    _tabel_anggaran(dokumen, susunan.anggaran, susunan.total_anggaran)
    tabel_paraf(dokumen, rekap.paraf)
    return tutup(dokumen, rekap.naskah)


@translation.override("id")
def word_laporan_hasil(laporan: LaporanHasil) -> bytes:
    """Laporan Hasil Pengumpulan or Pengukuran: prose upright, its recap on turned paper behind it."""
    naskah = laporan.naskah
    dokumen = mulai(naskah)
    huruf = iter("ABCDEFGH")

    def subbab(judul: str) -> None:
        dokumen.subjudul(f"{next(huruf)}. {judul}")

    subbab("Pengantar")
    _uraian(dokumen, laporan.pengantar)
    if laporan.dasar:
        subbab("Dasar")
        dokumen.paragraf_bernomor(laporan.dasar)
    if laporan.metode:
        subbab("Metode")
        dokumen.paragraf_berbutir(laporan.metode)
    subbab("Hasil")
    if laporan.capaian:
        _ringkasan(dokumen, laporan.capaian)
        _hitungan(dokumen, laporan.capaian.hitungan)
    if laporan.rekap:
        _hitungan(dokumen, laporan.rekap.hitungan)
    if laporan.capaian or laporan.rekap:
        dokumen.paragraf("Rekapitulasi lengkap ada pada lampiran.")
    subbab("Kesimpulan")
    _uraian(dokumen, laporan.kesimpulan)
    subbab("Kendala")
    _menurut_indikator(dokumen, "Kendala", laporan.kendala, "Tidak ada kendala yang dicatat.")
    subbab("Rekomendasi")
    _menurut_indikator(
        dokumen, "Rencana perbaikan", laporan.rekomendasi, "Belum ada rekomendasi yang dicatat."
    )
    subbab("Tindak Lanjut")
    if laporan.tindak_lanjut:
        tabel_tindak_lanjut(dokumen, "Rencana tindak lanjut", laporan.tindak_lanjut)
    else:
        dokumen.paragraf("Belum ada rencana tindak lanjut yang dicatat.")
    tanda_tangan(dokumen, naskah, laporan.penanda_tangan)
    tabel_paraf(dokumen, laporan.paraf)
    keterangan(dokumen, naskah)
    if laporan.capaian:
        dokumen.bagian_baru(rebah=True)
        dokumen.judul(f"Lampiran: Rekapitulasi Pengukuran Kinerja {laporan.capaian.periode}", tingkat=2)
        _tabel_capaian(dokumen, laporan.capaian)
        _catatan_capaian(dokumen, laporan.capaian)
    if laporan.rekap:
        dokumen.bagian_baru(rebah=True)
        dokumen.judul(f"Lampiran: Rekapitulasi Pengumpulan Data {laporan.rekap.periode}", tingkat=2)
        _rekap_unit(dokumen, laporan.rekap)
    return dokumen.simpan()


# -- pieces of the collection ------------------------------------------------------------------------


def _rekap_unit(dokumen: Dokumen, rekap: Rekapitulasi) -> None:
    """Counts, how complete each unit is, one table per unit, and the budget."""
    _hitungan(dokumen, rekap.hitungan)
    _kelengkapan(dokumen, rekap)
    if rekap.keterangan_perkiraan:
        dokumen.catatan((rekap.keterangan_perkiraan,))
    sisa = dokumen.lebar - 10
    perkiraan = bool(rekap.keterangan_perkiraan)
    kolom = (
        Kolom("No", 10, "tengah"),
        Kolom("Indikator", sisa * 0.18),
        Kolom("Target", sisa * 0.07, "kanan"),
        Kolom("Realisasi", sisa * 0.1, "kanan"),
        Kolom("Periode lalu", sisa * 0.09, "kanan"),
        Kolom("Selisih", sisa * 0.08, "kanan"),
        *((Kolom("Perkiraan capaian (%)", sisa * 0.08, "kanan"),) if perkiraan else ()),
        Kolom("Status", sisa * 0.11),
        Kolom("Tanda mutu dan catatan", sisa * (0.16 if perkiraan else 0.2)),
        Kolom("Faktor dan rencana perbaikan", sisa * (0.13 if perkiraan else 0.17)),
    )
    for unit in rekap.kelompok:
        diserahkan = (
            f"diserahkan {unit.diserahkan}" if unit.diserahkan else unit.belum_masuk or "belum diserahkan"
        )
        dokumen.tabel(
            f"{unit.unit} · {diserahkan}",
            kolom,
            atau_kalimat(
                [_baris_rekap(satu, rekap.periode, perkiraan) for satu in unit.baris],
                "Unit ini tidak mempunyai indikator pada periode ini.",
            ),
            ukuran=RAPAT,
        )
    if not rekap.kelompok:
        dokumen.paragraf("Belum ada formulir pada periode ini.")
    _tabel_anggaran(dokumen, rekap.anggaran)


def _kelengkapan(dokumen: Dokumen, rekap: Rekapitulasi) -> None:
    """What fell due in each unit and what came in; nothing where there is no form."""
    if not rekap.kelengkapan:
        return
    angka = (dokumen.lebar - 135) / 8
    dokumen.tabel(
        "Kelengkapan tiap unit, dalam baris yang jatuh tempo",
        (
            Kolom("Unit", 50),
            Kolom("Penyerahan", 85),
            *(
                Kolom(label, angka, "tengah")
                for label in (
                    "Jatuh tempo",
                    "Angka",
                    "Nol",
                    "Menyusul",
                    "Tanpa angka",
                    "Kosong",
                    "Bukti lengkap",
                    "Perlu perhatian",
                )
            ),
        ),
        [
            (
                satu.unit,
                sambung(satu.status, satu.diserahkan),
                str(satu.jatuh_tempo),
                str(satu.angka),
                str(satu.nol),
                str(satu.menyusul),
                str(satu.tanpa_angka),
                str(satu.kosong),
                f"{satu.berbukti} dari {satu.angka}",
                str(satu.perhatian),
            )
            for satu in rekap.kelengkapan
        ],
        ukuran=RAPAT,
    )


def _baris_rekap(satu: BarisRekap, periode: str, perkiraan: bool) -> tuple[str, ...]:
    bagian = "" if satu.pembilang.nilai is None else f"{satu.pembilang} / {satu.penyebut}"
    bukti = f"{satu.bukti} bukti" if satu.bukti else "tanpa bukti"
    uraian = (
        ("Pendukung", satu.faktor_pendukung),
        ("Penghambat", satu.faktor_penghambat),
        ("Rencana", satu.rencana_perbaikan),
    )
    rincian = sambung(satu.kode, satu.satuan, satu.periode if satu.periode != periode else "", dengan=" · ")
    persen = f"{satu.selisih_persen} %" if satu.selisih_persen.nilai is not None else ""
    catatan = (*(tanda.kalimat for tanda in satu.tanda), satu.putus, *satu.catatan)
    return (
        str(satu.nomor),
        sambung(satu.indikator, rincian),
        str(satu.target),
        sambung(str(satu.realisasi), bagian, ANGKA_LATIHAN if satu.angka_latihan else ""),
        sambung(str(satu.lalu), satu.periode_lalu),
        sambung(str(satu.selisih), persen),
        *((str(satu.perkiraan),) if perkiraan else ()),
        sambung(satu.status, sambung(bukti, satu.pengisi, dengan=" · ")),
        sambung(satu.alasan, *(f"• {teks}" for teks in catatan if teks)) or "–",
        sambung(*(f"{label}: {teks}" for label, teks in uraian if teks)) or "–",
    )


def _hitungan(dokumen: Dokumen, daftar: Sequence[Hitungan]) -> None:
    if daftar:
        lebar = dokumen.lebar / len(daftar)
        dokumen.tabel(
            "Jumlah indikator",
            [Kolom(satu.label, lebar, "tengah") for satu in daftar],
            [[str(satu.jumlah) for satu in daftar]],
        )


# -- pieces of the measurement -----------------------------------------------------------------------


def _ringkasan(dokumen: Dokumen, capaian: SusunanCapaian) -> None:
    """The large figures of the PDF, in sentences."""
    total = capaian.total_anggaran
    jumlah, semua = jumlah_untuk(capaian, "Dihitung"), len(baris_semua(capaian.kelompok))
    dokumen.paragraf_berbutir(
        (
            f"Rata-rata capaian: {_persen(capaian.rata_rata)} ({_sebut_predikat(capaian)}).",
            f"Indikator dihitung: {jumlah} dari {semua} indikator.",
            f"Serapan anggaran: {_persen(total.serapan)} dari pagu Rp {total.pagu}."
            if total
            else "Serapan anggaran: belum diisi.",
        )
    )


def _tabel_capaian(dokumen: Dokumen, susunan: SusunanCapaian) -> None:
    """One row per indicator, both capaian with what they are compared to, and the mean of each group."""
    tetap = 10 + 21 + 18 + 20 + 18 + 24 + 18 + 18 + 12
    sisa = dokumen.lebar - tetap
    baris: list[tuple[str, ...] | Lintas] = []
    for kelompok in susunan.kelompok:
        baris.append(
            Lintas(f"{sambung(kelompok.jenjang, kelompok.kode, dengan=' ')}: {kelompok.uraian}", tebal=True)
        )
        baris += [_baris_capaian(satu) for satu in kelompok.baris] or [Lintas("Belum ada indikator.")]
        baris.append(Lintas(_rata_rata(kelompok)))
    dokumen.tabel(
        "Rekapitulasi capaian kinerja",
        (
            Kolom("No", 10, "tengah"),
            Kolom("Indikator", sisa * 0.4),
            Kolom("Satuan", 21, "tengah"),
            Kolom("Penanggung jawab data", sisa * 0.27),
            Kolom(f"Target s.d. {susunan.periode}", 18, "kanan"),
            Kolom("Realisasi", 20, "kanan"),
            Kolom("Capaian (%)", 18, "kanan"),
            Kolom("Predikat", 24, "tengah"),
            Kolom("Target tahun", 18, "kanan"),
            Kolom("Capaian terhadap target tahun (%)", 18, "kanan"),
            Kolom("Bukti", 12, "tengah"),
            Kolom("Keterangan", sisa * 0.33),
        ),
        atau_kalimat(baris, "Belum ada indikator."),
        ukuran=RAPAT,
    )


def _baris_capaian(satu: BarisCapaian) -> tuple[str, ...]:
    rincian = sambung(satu.jenis, satu.kode, ANGKA_LATIHAN if satu.angka_latihan else "", dengan=" · ")
    return (
        str(satu.nomor),
        sambung(satu.indikator, rincian),
        satu.satuan,
        satu.unit,
        str(satu.target_periode),
        str(satu.realisasi),
        str(satu.capaian_periode),
        satu.predikat.label if satu.predikat else kata_status(satu),
        str(satu.target_tahun),
        str(satu.capaian_tahun),
        str(satu.bukti),
        sambung(satu.sebab, *satu.catatan, dengan=" "),
    )


def _rata_rata(kelompok: KelompokCapaian) -> str:
    predikat = f" ({kelompok.predikat.label})" if kelompok.predikat else ""
    return sambung(
        f"Rata-rata capaian: {_persen(kelompok.rata_rata)}{predikat}.", kelompok.penjelasan, dengan=" "
    )


def _catatan_capaian(dokumen: Dokumen, susunan: SusunanCapaian) -> None:
    """The scale and how the figures were worked out."""
    dokumen.tabel(
        "Skala predikat kinerja",
        (Kolom("No", 10, "tengah"), Kolom("Interval capaian (%)", 60, "tengah"), Kolom("Predikat", 50)),
        [(str(nomor), kelas.interval, kelas.predikat.label) for nomor, kelas in enumerate(susunan.skala, 1)],
    )
    latihan = f"{ANGKA_LATIHAN}: angka buatan untuk berlatih, bukan data yang diterbitkan."
    dokumen.catatan(
        (
            f"Dasar skala: {susunan.nama_skala}.",
            "Cara menghitung:",
            *susunan.catatan_metode,
            "Tanda – berarti tidak ada angka; 0,00 adalah nol.",
            *([latihan] if ada_latihan(baris_semua(susunan.kelompok)) else []),
        )
    )
    dokumen.paragraf(jarak=6)


def _sebut_predikat(susunan: SusunanCapaian) -> str:
    return susunan.predikat.label if susunan.predikat else "belum dapat dihitung"


def _persen(sel: Sel) -> str:
    """The figure with its sign; the state in words alone."""
    return str(sel) if sel.nilai is None else f"{sel} %"


# -- pieces of both ----------------------------------------------------------------------------------


def _tabel_anggaran(
    dokumen: Dokumen, daftar: Sequence[BarisAnggaran], total: BarisAnggaran | None = None
) -> None:
    """Budget and spending, indented by level; nothing where there is none."""
    if not daftar:
        return
    dokumen.tabel(
        "Realisasi anggaran",
        (
            Kolom("Kode", 32),
            Kolom("Program, kegiatan, subkegiatan", dokumen.lebar - 168),
            Kolom("Pagu (Rp)", 38, "kanan"),
            Kolom("Realisasi (Rp)", 38, "kanan"),
            Kolom("Serapan (%)", 22, "kanan"),
            Kolom("Sisa (Rp)", 38, "kanan"),
        ),
        [_baris_anggaran(satu) for satu in daftar],
        jumlah=("", total.uraian or "Jumlah", *_angka_anggaran(total)) if total else None,
    )


def _baris_anggaran(satu: BarisAnggaran) -> tuple[str, ...]:
    # No-break spaces: a Word file keeps plain ones at the head of a line, a table cell shows them unevenly.
    uraian = "\u00a0" * 4 * satu.tingkat + satu.uraian
    return (satu.kode, sambung(uraian, ANGKA_LATIHAN if satu.angka_latihan else ""), *_angka_anggaran(satu))


def _angka_anggaran(satu: BarisAnggaran) -> tuple[str, ...]:
    return tuple(str(sel) for sel in (satu.pagu, satu.realisasi, satu.serapan, satu.sisa))


def _uraian(dokumen: Dokumen, daftar: Sequence[str]) -> None:
    for teks in daftar or (BELUM_DITULIS,):
        dokumen.paragraf(teks, rata="penuh")


def _menurut_indikator(dokumen: Dokumen, apa: str, daftar: Sequence[tuple[str, str]], kosong: str) -> None:
    """Obstacles or plans, one row per indicator; ``kosong`` where there are none."""
    if not daftar:
        dokumen.paragraf(kosong)
        return
    sisa = dokumen.lebar - 10
    dokumen.tabel(
        f"{apa} menurut indikator",
        (Kolom("No", 10, "tengah"), Kolom("Indikator", sisa * 0.42), Kolom(apa, sisa * 0.58)),
        [(str(nomor), indikator, teks) for nomor, (indikator, teks) in enumerate(daftar, 1)],
    )
