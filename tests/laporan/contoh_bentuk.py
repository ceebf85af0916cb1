"""One realistic example of every shape in ``laporan.bentuk``: practice figures, plainly fictional people, no NIP.

``semua()`` gives {name: shape}. ``susunan_capaian(jumlah)`` grows to any number of indicators.
"""
# ruff: noqa: E501 (sentences as an office writes them)

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from laporan.bentuk import (
    BagianTeks,
    BarisAksi,
    BarisAnggaran,
    BarisCapaian,
    BarisJadwal,
    BarisOrang,
    BarisPeriksa,
    BarisPK,
    BarisRekap,
    BarisSalinan,
    BarisTanda,
    BarisTerima,
    CetakPerjanjian,
    DaftarHadir,
    DaftarPenggandaan,
    DaftarPeriksa,
    Hitungan,
    IndikatorPohon,
    KaitanPohon,
    Kamus,
    KelasSkala,
    KelengkapanUnit,
    KelompokAksi,
    KelompokCapaian,
    KelompokRekap,
    KertasKerja,
    Kop,
    LaporanHasil,
    LaporanKinerja,
    LembarDisposisi,
    LembarKamus,
    LembarUkur,
    MasaAksi,
    Naskah,
    NaskahKirim,
    NaskahPohon,
    NilaiTahun,
    NotaDinas,
    Notulen,
    OperanUkur,
    Paraf,
    Pembanding,
    PenandaTangan,
    Predikat,
    ProgramKerja,
    RekapCapaian,
    Rekapitulasi,
    RencanaAksi,
    Sel,
    SimpulPohon,
    SuratPengantar,
    SusunanCapaian,
    TandaPohon,
    TandaRekap,
    TandaTerima,
    TandaTerimaUnit,
    TindakLanjut,
    Undangan,
)
from perencanaan.angka import bulatkan, tulis_angka
from perencanaan.deret import PemutusDeret
from perencanaan.kamus import Butir
from perencanaan.naskah_pk import BarisAnggaranPK, BarisTargetPK, NaskahPK, PihakPK

D = Decimal
PERIODE = "Triwulan II 2026"
OPD = "Dinas Kependudukan dan Pencatatan Sipil"
KOP = Kop(
    "Pemerintah Kabupaten Contoh",
    OPD,
    "Jalan Contoh Nomor 1, Kota Contoh 00000",
    "Telepon (000) 000000 · Surel dinas@contoh.invalid",
)
KETERANGAN = (
    "Angka pada naskah ini adalah angka latihan dan tidak menggambarkan kantor mana pun.",
    "Sumber data: formulir pengumpulan Triwulan II 2026 versi yang disetujui.",
)
KEPALA = PenandaTangan(
    "Kepala Dinas Kependudukan dan Pencatatan Sipil", "Contoh Kepala, S.Sos., M.Si.", "Pembina"
)
SEKRETARIS = PenandaTangan("Sekretaris", "Contoh Sekretaris, S.E.", "Penata Tingkat I")
PLT = PenandaTangan(
    "Plt. Kepala Bidang Pelayanan Administrasi Kependudukan dan Pemanfaatan Data",
    "Contoh Pelaksana Tugas, S.Kom.",
)
KOSONG_NAMA = PenandaTangan("Notulis")
TINGGI_SEKALI = Predikat("Sangat Tinggi", "hijau", "circle-check")
TINGGI = Predikat("Tinggi", "hijau", "trending-up")
SEDANG = Predikat("Sedang", "kuning", "circle-dot")
RENDAH = Predikat("Rendah", "kuning", "trending-down")
RENDAH_SEKALI = Predikat("Sangat Rendah", "merah", "alert-triangle")
SKALA = (
    KelasSkala("≥ 91", TINGGI_SEKALI),
    KelasSkala("76 sampai kurang dari 91", TINGGI),
    KelasSkala("66 sampai kurang dari 76", SEDANG),
    KelasSkala("51 sampai kurang dari 66", RENDAH),
    KelasSkala("kurang dari 51", RENDAH_SEKALI),
)
CATATAN_METODE = (
    "Indikator positif: capaian = realisasi ÷ target × 100 %. Indikator negatif: capaian = (2 × target − realisasi) ÷ target × 100 %, paling rendah 0.",
    "Capaian tidak dibatasi. Nilai dibulatkan satu kali, dua angka di belakang koma, setengah ke atas.",
    "Rata-rata sasaran adalah rata-rata sederhana indikator yang dapat dihitung.",
)


def naskah(judul: str, **lain) -> Naskah:
    """A draft of a practice run, numbered and dated; any field may be given otherwise."""
    return replace(
        Naskah(
            judul=judul,
            kop=KOP,
            nomor="000.8.6.3/014/Disdukcapil/2026",
            tanggal=date(2026, 7, 9),
            tempat="Kota Contoh",
            draf=True,
            contoh=True,
            keterangan=KETERANGAN,
        ),
        **lain,
    )


def persen(nilai: Decimal) -> Sel:
    return Sel.angka(bulatkan(nilai))


def predikat(capaian: Decimal) -> Predikat:
    for batas, kelas in ((91, TINGGI_SEKALI), (76, TINGGI), (66, SEDANG), (51, RENDAH)):
        if capaian >= batas:
            return kelas
    return RENDAH_SEKALI


def baris_capaian(
    nomor: int,
    kode: str,
    indikator: str,
    unit: str,
    target: str,
    tahun: str,
    realisasi: str | None,
    /,
    **lain,
) -> BarisCapaian:
    """An indicator of the positive kind, worked out; without ``realisasi`` its unit has not reported."""
    t, th = D(target), D(tahun)
    dasar = {
        "nomor": nomor,
        "kode": kode,
        "indikator": indikator,
        "jenis": "IKU",
        "satuan": "persen",
        "unit": unit,
        "arah": "Indikator positif: makin tinggi makin baik",
        "metode": "Non-kumulatif (posisi terakhir)",
        "target_periode": Sel.angka(t),
        "target_tahun": Sel.angka(th),
        "riwayat": (
            NilaiTahun(
                2024, Sel.angka(D("95")), Sel.angka(D("93.6")), persen(D("93.6") / 95 * 100), "LKjIP 2024"
            ),
            NilaiTahun(
                2025, Sel.angka(D("96")), Sel.angka(D("95.11")), persen(D("95.11") / 96 * 100), "LKjIP 2025"
            ),
        ),
        "target_renstra": Sel.angka(D("99")),
        "bukti": 2,
        "url": "",
    }
    if realisasi is None:
        dasar |= {
            "realisasi": Sel("belum lapor", None, 2, "belum_diisi"),
            "capaian_periode": Sel("–"),
            "capaian_tahun": Sel("–"),
            "predikat": None,
            "status": "belum_lapor",
            "sebab": f"{unit} belum menyerahkan angka {PERIODE}.",
            "penjelasan": "",
            "bukti": 0,
        }
    else:
        r = D(realisasi)
        capaian = bulatkan(r / t * 100)
        dasar |= {
            "realisasi": Sel.angka(r),
            "capaian_periode": Sel.angka(capaian),
            "capaian_tahun": persen(r / th * 100),
            "predikat": predikat(capaian),
            "status": "dihitung",
            "sebab": "",
            "penjelasan": f"{tulis_angka(r, 2)} ÷ {tulis_angka(t, 2)} × 100 % = {tulis_angka(capaian, 2)} %",
            "kemajuan_renstra": persen(r / 99 * 100),
        }
    return BarisCapaian(**{**dasar, **lain})


def kelompok_capaian() -> tuple[KelompokCapaian, ...]:
    """Two sasaran and a program: every status, a zero, a capaian above 120 %, long names."""
    satu = (
        baris_capaian(
            1,
            "IKU.1",
            "Persentase penduduk wajib KTP yang memiliki KTP elektronik",
            "Bidang Pelayanan Pendaftaran Penduduk",
            "98",
            "99.20",
            "96.87",
            analisis="Perekaman di sekolah berjalan sesuai jadwal, tetapi dua kecamatan kepulauan belum terjangkau.",
            faktor_pendukung="Layanan jemput bola di 14 sekolah.",
            faktor_penghambat="Gelombang tinggi menunda pelayaran ke dua kecamatan kepulauan.",
            upaya="Perekaman dialihkan ke kantor desa terdekat.",
            rencana_perbaikan="Menjadwalkan ulang jemput bola kepulauan pada Agustus 2026.",
            angka_latihan=True,
        ),
        baris_capaian(
            2,
            "IKU.2",
            "Persentase anak usia 0–18 tahun yang memiliki akta kelahiran",
            "Bidang Pelayanan Pencatatan Sipil",
            "90",
            "97.50",
            "112.40",
            catatan=("Capaian di atas 120 %: target perlu ditinjau.",),
            analisis="Kerja sama dengan rumah sakit menambah akta yang terbit saat kelahiran.",
        ),
        baris_capaian(
            3,
            "IKU.3",
            "Persentase penduduk penyandang disabilitas dan kelompok rentan administrasi kependudukan yang telah memperoleh pelayanan dokumen kependudukan",
            "Bidang Pelayanan Administrasi Kependudukan dan Pemanfaatan Data",
            "75",
            "80",
            None,
        ),
    )
    dua = (
        baris_capaian(
            4,
            "IKU.4",
            "Jumlah pengaduan pelayanan yang tidak terselesaikan",
            "Sekretariat",
            "10",
            "20",
            "0",
            satuan="pengaduan",
            arah="Indikator negatif: makin rendah makin baik",
            metode="Kumulatif",
            capaian_periode=Sel.angka(D("200.00")),
            capaian_tahun=Sel.angka(D("200.00")),
            predikat=TINGGI_SEKALI,
            penjelasan="(2 × 10,00 − 0,00) ÷ 10,00 × 100 % = 200,00 %",
        ),
        baris_capaian(
            5,
            "IKU.5",
            "Indeks Kepuasan Masyarakat",
            "Sekretariat",
            "88",
            "88",
            None,
            satuan="indeks",
            realisasi=Sel("belum waktunya", None, 2, "belum_waktunya"),
            status="belum_waktunya",
            sebab="Survei dilakukan sekali setahun, pada Triwulan IV.",
        ),
        baris_capaian(
            6,
            "IKU.6",
            "Persentase temuan pemeriksaan yang ditindaklanjuti",
            "Sekretariat",
            "100",
            "100",
            None,
            realisasi=Sel("tidak dapat diukur", None, 2, "tidak_dapat_diukur"),
            status="tidak_dapat_dihitung",
            sebab="Tidak ada temuan pada periode ini, penyebutnya nol.",
        ),
    )
    tiga = (
        baris_capaian(
            7,
            "IKK.2.12.02.1",
            "=Persentase dokumen pendaftaran penduduk yang terbit tepat waktu",
            "Bidang Pelayanan Pendaftaran Penduduk",
            "95",
            "95",
            "47.50",
            jenis="IKK",
            catatan=("Turun 46,10 dari triwulan lalu.",),
        ),
    )
    return (
        KelompokCapaian(
            "Sasaran",
            "S.1",
            "Meningkatnya kepemilikan dokumen kependudukan",
            satu,
            Sel.angka(D("111.87")),
            TINGGI_SEKALI,
            "(98,85 + 124,89) ÷ 2 indikator yang dapat dihitung = 111,87 %",
            Sel.angka(D("46.04")),
            "Capaian 111,87 % dengan serapan anggaran 46,04 %: efisien.",
        ),
        KelompokCapaian(
            "Sasaran",
            "S.2",
            "Meningkatnya kualitas pelayanan dan akuntabilitas perangkat daerah",
            dua,
            Sel.angka(D("200.00")),
            TINGGI_SEKALI,
            "1 indikator yang dapat dihitung = 200,00 %",
            Sel.angka(D("38.21")),
            "Capaian 200,00 % dengan serapan anggaran 38,21 %: efisien.",
        ),
        KelompokCapaian(
            "Program",
            "2.12.02",
            "Program Pendaftaran Penduduk",
            tiga,
            Sel.angka(D("50.00")),
            RENDAH_SEKALI,
            "1 indikator yang dapat dihitung = 50,00 %",
            Sel.angka(D("51.30")),
            "Capaian 50,00 % dengan serapan anggaran 51,30 %: tidak efisien.",
        ),
    )


def anggaran() -> tuple[BarisAnggaran, ...]:
    def baris(tingkat, kode, uraian, pagu, realisasi, **lain):
        p, r = D(pagu), None if realisasi is None else D(realisasi)
        return BarisAnggaran(
            tingkat,
            kode,
            uraian,
            Sel.angka(p, 0),
            Sel("belum diisi", None, 0, "belum_diisi") if r is None else Sel.angka(r, 0),
            Sel("–") if r is None else persen(r / p * 100),
            Sel("–", None, 0) if r is None else Sel.angka(p - r, 0),
            **lain,
        )

    return (
        baris(0, "2.12.01", "Program Penunjang Urusan Pemerintahan Daerah", "4815250000", "1839907025"),
        baris(1, "2.12.01.2.02", "Administrasi Keuangan Perangkat Daerah", "3900000000", "1560000000"),
        baris(0, "2.12.02", "Program Pendaftaran Penduduk", "1250000000", "641250000", angka_latihan=True),
        baris(
            1, "2.12.02.2.01", "Pelayanan Pendaftaran Penduduk", "1250000000", "641250000", angka_latihan=True
        ),
        baris(0, "2.12.03", "Program Pencatatan Sipil", "815000000", "0"),
        baris(0, "2.12.04", "Program Pengelolaan Informasi Administrasi Kependudukan", "412500000", None),
    )


def susunan_capaian(jumlah: int | None = None) -> SusunanCapaian:
    """The measurement of the quarter; with ``jumlah``, that many indicators in groups of six."""
    kelompok = kelompok_capaian()
    if jumlah is not None:
        semula = [satu for k in kelompok for satu in k.baris]
        banyak = [replace(semula[i % len(semula)], nomor=i + 1, kode=f"IK.{i + 1:03}") for i in range(jumlah)]
        kelompok = tuple(
            replace(kelompok[i % 3], kode=f"S.{i // 6 + 1}", baris=tuple(banyak[i : i + 6]))
            for i in range(0, jumlah, 6)
        )
    return SusunanCapaian(
        opd=OPD,
        periode=PERIODE,
        kelompok=kelompok,
        rata_rata=Sel.angka(D("141.25")),
        predikat=TINGGI_SEKALI,
        penjelasan="(98,85 + 124,89 + 200,00) ÷ 3 IKU yang dapat dihitung = 141,25 %",
        hitungan=(
            Hitungan("Dihitung", 4),
            Hitungan("Belum lapor", 1),
            Hitungan("Belum waktunya", 1),
            Hitungan("Tidak dapat dihitung", 1),
            Hitungan("Sangat Tinggi", 3),
            Hitungan("Sangat Rendah", 1),
        ),
        skala=SKALA,
        nama_skala="Permendagri 86/2017, potong di batas bawah",
        catatan_metode=CATATAN_METODE,
        anggaran=anggaran(),
        total_anggaran=BarisAnggaran(
            0,
            "",
            "Jumlah",
            Sel.angka(D("7292750000"), 0),
            Sel.angka(D("2481157025"), 0),
            Sel.angka(D("34.02")),
            Sel.angka(D("4811592975"), 0),
        ),
    )


PARAF = (
    Paraf(
        "Rekapitulasi disetujui",
        "Contoh Sekretaris",
        "Sekretaris",
        datetime(2026, 7, 8, 2, 41, tzinfo=UTC),
        "Dua baris dikembalikan pada putaran pertama.",
    ),
    Paraf(
        "Laporan disetujui",
        "Contoh Kepala",
        "Kepala Dinas",
        datetime(2026, 7, 9, 7, 5, tzinfo=UTC),
        "Dicatat oleh Contoh Sekretaris atas dasar Nota Dinas 000.8.6.3/013/Disdukcapil/2026.",
    ),
    Paraf("Arsip", "Contoh Arsiparis", "Kasubbag Umum", None),
)
TINDAK_LANJUT = (
    TindakLanjut(
        "Menjadwalkan ulang layanan jemput bola di dua kecamatan kepulauan",
        "Kepala Bidang Pelayanan Pendaftaran Penduduk",
        date(2026, 8, 31),
        "Terbuka",
    ),
    TindakLanjut(
        "Meninjau target akta kelahiran dalam Perubahan Perjanjian Kinerja",
        "Kasubbag Perencanaan",
        date(2026, 7, 24),
        "Selesai",
        "Usul target baru disampaikan kepada Kepala Dinas.",
    ),
)


def nota_dinas() -> NotaDinas:
    return NotaDinas(
        naskah=naskah("Nota Dinas", keterangan=KETERANGAN[:1]),
        kepada="Sekretaris Dinas Kependudukan dan Pencatatan Sipil",
        dari="Kepala Dinas Kependudukan dan Pencatatan Sipil",
        hal="Perintah pengumpulan data dan pengukuran kinerja Triwulan II 2026",
        isi=(
            "Sehubungan dengan berakhirnya Triwulan II Tahun 2026, dengan ini saya perintahkan Saudara untuk melaksanakan pengumpulan data kinerja seluruh Bidang dan Sekretariat.",
            "Data diserahkan kepada Tim SAKIP paling lambat tanggal 7 Juli 2026, lengkap dengan bukti dukung setiap indikator.\nIndikator yang datanya belum tersedia tetap dilaporkan dengan alasan dan tanggal menyusul.",
            "Demikian untuk dilaksanakan dengan penuh tanggung jawab.",
        ),
        lampiran="1 (satu) berkas",
        tembusan=("Kepala Bidang Pelayanan Pendaftaran Penduduk", "Kepala Bidang Pelayanan Pencatatan Sipil"),
        penanda_tangan=KEPALA,
    )


def notulen() -> Notulen:
    return Notulen(
        naskah=naskah("Notulen Rapat", nomor=""),
        acara="Rapat persiapan pengumpulan data kinerja Triwulan II 2026",
        waktu="Kamis, 2 Juli 2026, pukul 09.00 sampai 10.30",
        tempat_rapat="Ruang rapat Sekretariat",
        pimpinan="Contoh Sekretaris (Sekretaris)",
        notulis="Contoh Notulis (Kasubbag Perencanaan)",
        peserta=tuple(
            f"Contoh Peserta {nama} (Bidang {bidang})"
            for nama, bidang in zip("ABCDEF", "123123", strict=True)
        ),
        pembahasan=(
            "Contoh Sekretaris membuka rapat dan menyampaikan perintah Kepala Dinas.",
            "Contoh Peserta B melaporkan bahwa data dua kecamatan kepulauan menunggu kiriman kapal tanggal 6 Juli 2026.",
            "Contoh Notulis mengingatkan bahwa nol ditulis nol dan sel kosong berarti belum diisi.",
        ),
        keputusan=(
            "Formulir dibagikan pada hari yang sama dan diserahkan kembali paling lambat 7 Juli 2026.",
            "Data kecamatan kepulauan boleh menyusul dengan tanggal.",
        ),
        tindak_lanjut=TINDAK_LANJUT,
        penanda_tangan=(SEKRETARIS, KOSONG_NAMA),
        undangan="Berdasarkan undangan nomor 005/12 tanggal 30 Juni 2026.",
        tidak_hadir=("Contoh Peserta G (Bidang 3)",),
    )


PANJANG = (
    "Kepala Subbagian Perencanaan, Evaluasi, Pelaporan, Keuangan, Kepegawaian dan Umum pada Sekretariat Dinas "
    "Kependudukan dan Pencatatan Sipil Kabupaten Contoh"
)


def orang(jumlah: int = 9, ditandai: bool = False) -> tuple[BarisOrang, ...]:
    """So many people; one with a very long name and position, one without either NIP or position."""
    return tuple(
        BarisOrang(
            n,
            f"Dr. Ir. Raden Contohkusuma Wardhana Pradipta Adiningrat {n}, S.E., M.Si., M.M."
            if n == 2
            else f"Contoh Orang {n}",
            "" if n == 3 else f"19809905 20059902 1 {n:03d}",
            PANJANG if n == 2 else "" if n == 3 else f"Kepala Bidang {n}",
            (n % 4 != 0) if ditandai else None,
        )
        for n in range(1, jumlah + 1)
    )


def undangan(jumlah: int = 9) -> Undangan:
    return Undangan(
        naskah=naskah("Undangan", keterangan=KETERANGAN[:1]),
        kepada="Daftar terlampir",
        hal="Undangan rapat pembahasan pengukuran kinerja",
        isi=("Mengharap kehadiran Saudara pada rapat pembahasan, yang dilaksanakan pada:",),
        hari="Kamis, 2 Juli 2026",
        waktu="09.00 sampai 10.30",
        tempat_rapat="Ruang rapat Sekretariat",
        acara="Rapat pembahasan pengukuran kinerja Triwulan II 2026",
        diundang=orang(jumlah),
        lampiran="Daftar yang diundang",
        tembusan=("Kepala Dinas",),
        penanda_tangan=PLT,
    )


def daftar_hadir(jumlah: int = 9, ditandai: bool = True) -> DaftarHadir:
    return DaftarHadir(
        naskah=naskah("Daftar Hadir", nomor=""),
        acara="Rapat pembahasan pengukuran kinerja Triwulan II 2026",
        hari="Kamis, 2 Juli 2026",
        waktu="09.00 sampai 10.30",
        tempat_rapat="Ruang rapat Sekretariat",
        orang=orang(jumlah, ditandai),
        ringkas="7 dari 9 yang diundang hadir." if ditandai else "",
        penanda_tangan=SEKRETARIS,
    )


def surat_pengantar() -> SuratPengantar:
    return SuratPengantar(
        naskah=naskah("Surat Pengantar"),
        kepada="Bupati Contoh melalui Bagian Organisasi Sekretariat Daerah",
        kirim=(
            NaskahKirim(
                "Dokumen Pengukuran Kinerja Triwulan II 2026", "1 (satu) berkas", "Disampaikan dengan hormat"
            ),
            NaskahKirim("Lampiran bukti dukung", "3 (tiga) map", ""),
        ),
        tembusan=("Inspektur Daerah",),
        penanda_tangan=KEPALA,
    )


def daftar_penggandaan() -> DaftarPenggandaan:
    return DaftarPenggandaan(
        naskah=naskah("Daftar Penggandaan", nomor=""),
        dokumen="Dokumen Pengukuran Kinerja Triwulan II 2026",
        salinan=(
            BarisSalinan("Arsip kantor", "1", ""),
            BarisSalinan("Bagian Organisasi Sekretariat Daerah", "2", "Satu dikembalikan"),
        ),
        total="Seluruhnya 3 salinan.",
        penanda_tangan=SEKRETARIS,
    )


def daftar_periksa() -> DaftarPeriksa:
    return DaftarPeriksa(
        naskah=naskah("Daftar Periksa Dokumen", nomor=""),
        periode=PERIODE,
        baris=(
            BarisPeriksa(1, "Renstra 2025–2029", "Ada", "Map 1, lemari Perencanaan", ""),
            BarisPeriksa(2, "Hasil survei kepuasan masyarakat", "Menyusul", "", "Terbit bulan depan"),
            BarisPeriksa(3, "LIHP", "Tidak ada", "", "Belum pernah diperiksa"),
        ),
        ringkas="3 dokumen: 1 ada, 1 tidak ada, 1 menyusul.",
        penanda_tangan=KEPALA,
    )


def tanda_terima_unit() -> TandaTerimaUnit:
    return TandaTerimaUnit(
        naskah=naskah("Bukti Tanda Terima"),
        periode=PERIODE,
        unit="Bidang Pelayanan Pendaftaran Penduduk",
        berkas=(
            ("Formulir pengumpulan data kinerja", "1 (satu) formulir", "5 isian"),
            ("Daftar realisasi anggaran", "3 baris", ""),
        ),
        riwayat=(
            ("Dibagikan kepada unit", "2 Juli 2026 pukul 10.45, oleh Contoh Notulis"),
            ("Diterima unit", "2 Juli 2026 pukul 11.02, oleh Contoh Peserta A"),
            ("Diserahkan kembali", ""),
        ),
        penyerah=SEKRETARIS,
        penerima=KOSONG_NAMA,
    )


def program_kerja() -> ProgramKerja:
    langkah = (
        ("Memerintahkan pengumpulan data", "Kepala Dinas", date(2026, 7, 1), date(2026, 7, 1)),
        ("Menyiapkan rapat persiapan", "Sekretaris", date(2026, 7, 1), date(2026, 7, 2)),
        ("Menyusun program kerja", "Tim SAKIP", date(2026, 7, 2), date(2026, 7, 2)),
        (
            "Menyiapkan dokumen dan formulir pengumpulan data",
            "Kasubbag Perencanaan",
            date(2026, 7, 2),
            date(2026, 7, 2),
        ),
        (
            "Mengisi formulir dan melampirkan bukti dukung",
            "Bidang dan Sekretariat",
            date(2026, 7, 2),
            date(2026, 7, 7),
        ),
        ("Merekap data yang diserahkan", "Tim SAKIP", date(2026, 7, 8), date(2026, 7, 8)),
    )
    return ProgramKerja(
        naskah=naskah("Program Kerja Pengumpulan Data Kinerja", nomor="", draf=False),
        tujuan=(
            "Terkumpulnya data kinerja Triwulan II 2026 yang lengkap, tepat waktu dan dapat ditelusuri.",
            "Tersedianya bahan pengukuran dan Laporan Kinerja Interim.",
        ),
        ruang_lingkup=(
            "Seluruh IKU dan indikator program.",
            "Realisasi anggaran sampai dengan 30 Juni 2026.",
        ),
        jadwal=tuple(
            BarisJadwal(str(n), uraian, siapa, mulai, selesai, "Sesuai SOP" if n == 1 else "")
            for n, (uraian, siapa, mulai, selesai) in enumerate(langkah, 1)
        ),
        dokumen=(
            "Perjanjian Kinerja Tahun 2026",
            "Rencana Aksi Tahun 2026",
            "Laporan realisasi anggaran s.d. 30 Juni 2026",
        ),
        penanda_tangan=KEPALA,
        personil=("Contoh Notulis: menyusun formulir", "Contoh Peserta A: merekap data"),
    )


def tanda_terima() -> TandaTerima:
    return TandaTerima(
        naskah=naskah("Bukti Tanda Terima Formulir"),
        periode=PERIODE,
        baris=(
            BarisTerima(
                1,
                "Bidang Pelayanan Pendaftaran Penduduk",
                "Formulir Pengumpulan Data (5 indikator)",
                "2 Juli 2026 10.45, oleh Contoh Notulis",
                "2 Juli 2026 11.02, oleh Contoh Peserta A",
                "7 Juli 2026 14.20, oleh Contoh Peserta A",
            ),
            BarisTerima(
                2,
                "Bidang Pelayanan Administrasi Kependudukan dan Pemanfaatan Data",
                "Formulir Pengumpulan Data (12 indikator)",
                "2 Juli 2026 10.45, oleh Contoh Notulis",
                "",
                "",
            ),
        ),
        penanda_tangan=PLT,
    )


def rekapitulasi() -> Rekapitulasi:
    def baris(nomor, kode, indikator, realisasi, status, **lain):
        return BarisRekap(
            **{
                "nomor": nomor,
                "kode": kode,
                "indikator": indikator,
                "satuan": "persen",
                "periode": PERIODE,
                "target": Sel.angka(D("98")),
                "pembilang": Sel("–"),
                "penyebut": Sel("–"),
                "realisasi": realisasi,
                "status": status,
                "alasan": "",
                "bukti": 0,
                "pengisi": "Contoh Peserta A",
                "faktor_pendukung": "",
                "faktor_penghambat": "",
                "rencana_perbaikan": "",
                "catatan": (),
                **lain,
            }
        )

    satu = (
        baris(
            1,
            "IKU.1",
            "Persentase penduduk wajib KTP yang memiliki KTP elektronik",
            Sel.angka(D("96.87")),
            "Disetujui",
            pembilang=Sel.angka(D("287452"), 0),
            penyebut=Sel.angka(D("296740"), 0),
            bukti=2,
            faktor_pendukung="Layanan jemput bola di 14 sekolah.",
            faktor_penghambat="Gelombang tinggi menunda pelayaran.",
            rencana_perbaikan="+Menjadwalkan ulang pada Agustus 2026.",
            angka_latihan=True,
            lalu=Sel.angka(D("71.25")),
            periode_lalu="Triwulan I 2026",
            selisih=Sel("+25,62", D("25.62")),
            selisih_persen=Sel("+36,0", D("36.0"), 1),
            tanda=(
                TandaRekap("Jauh dari periode lalu: 71,25 (TW I 2026) menjadi 96,87, naik 25,62 poin."),
                TandaRekap("Angka latihan, bukan angka sebenarnya.", perhatian=False),
            ),
            perkiraan=Sel.angka(D("98.85")),
        ),
        baris(
            2,
            "IKK.2",
            "@Persentase Kartu Identitas Anak yang terbit bagi anak usia 0–17 tahun kurang satu hari pada kecamatan kepulauan",
            Sel("menyusul 20 Juli 2026", None, 2, "menyusul"),
            "Dikembalikan",
            alasan="Data kecamatan kepulauan menunggu kiriman kapal.",
            catatan=(
                "Sebutkan tanggal menyusul (Contoh Sekretaris, 8 Juli 2026).",
                "Lampirkan surat kecamatan.",
            ),
        ),
        baris(
            3,
            "IKK.3",
            "Jumlah blanko rusak",
            Sel.angka(D("0"), 0),
            "Diserahkan",
            satuan="keping",
            target=Sel.angka(D("25"), 0),
        ),
    )
    dua = (
        baris(
            4,
            "IKU.5",
            "Indeks Kepuasan Masyarakat",
            Sel("belum waktunya", None, 2, "belum_waktunya"),
            "Diserahkan",
            satuan="indeks",
            alasan="Survei dilakukan pada Triwulan IV.",
            target=Sel("–"),
        ),
        baris(
            5,
            "IKU.6",
            "Nilai SAKIP perangkat daerah",
            Sel("belum diisi", None, 2, "belum_diisi"),
            "Belum diserahkan",
            satuan="nilai",
            pengisi="",
            lalu=Sel.angka(D("72.1")),
            periode_lalu="Tahun 2025",
            putus="Deret terputus mulai 1 Januari 2026: Pedoman evaluasi berganti.",
        ),
    )
    return Rekapitulasi(
        naskah=naskah("Rekapitulasi Pengumpulan Data Kinerja"),
        periode=PERIODE,
        kelompok=(
            KelompokRekap(
                "Bidang Pelayanan Pendaftaran Penduduk", "Contoh Peserta A, 7 Juli 2026 14.20", satu
            ),
            KelompokRekap("Sekretariat", "", dua),
        ),
        hitungan=(
            Hitungan("Harus diisi", 5),
            Hitungan("Terisi angka", 2),
            Hitungan("Menyusul", 1),
            Hitungan("Belum waktunya", 1),
            Hitungan("Belum diisi", 1),
            Hitungan("Dikembalikan", 1),
        ),
        anggaran=anggaran(),
        paraf=PARAF,
        kelengkapan=(
            KelengkapanUnit(
                "Bidang Pelayanan Pendaftaran Penduduk",
                "Diserahkan terlambat",
                "oleh Contoh Peserta A, 7 Juli 2026 pukul 14.20",
                *(3, 2, 1, 1, 0, 0, 1, 2),
                terlambat=True,
            ),
            KelengkapanUnit("Sekretariat", "Dilewati", "", 2, 0, 0, 0, 1, 1, 0, 0),
        ),
        keterangan_perkiraan="Perkiraan capaian dihitung dari angka yang diserahkan. Belum diukur.",
    )


def lembar_disposisi() -> LembarDisposisi:
    return LembarDisposisi(
        naskah=naskah("Lembar Disposisi", draf=False),
        dari="Sekretaris Dinas Kependudukan dan Pencatatan Sipil",
        perihal="Laporan Hasil Pengukuran Kinerja Triwulan II 2026",
        isi_ringkas=(
            "Rata-rata capaian IKU 141,25 % (Sangat Tinggi); 1 indikator belum lapor.",
            "Program Pendaftaran Penduduk baru mencapai 50,00 % dengan serapan 51,30 %.",
        ),
        tanggal_surat=date(2026, 7, 9),
        nomor_surat="",
        sifat="Segera",
        diteruskan_kepada=(
            ("Sekretaris", True),
            ("Kepala Bidang Pelayanan Pendaftaran Penduduk", True),
            ("Kepala Bidang Pelayanan Pencatatan Sipil", False),
            ("Kepala Bidang Pelayanan Administrasi Kependudukan dan Pemanfaatan Data", False),
            ("Tim SAKIP", True),
        ),
        arahan="Setujui hasil pengukuran. Percepat penerbitan dokumen dan laporkan perkembangannya setiap bulan.",
        keputusan="Diterima",
        oleh="Contoh Kepala (Kepala Dinas)",
        pada=datetime(2026, 7, 9, 7, 5, tzinfo=UTC),
        dicatat="Dicatat oleh Contoh Sekretaris atas dasar Nota Dinas 000.8.6.3/013/Disdukcapil/2026.",
        tindak_lanjut=TINDAK_LANJUT[:1],
    )


def rekap_capaian(jumlah: int | None = None) -> RekapCapaian:
    return RekapCapaian(naskah("Rekapitulasi Pengukuran Kinerja"), susunan_capaian(jumlah), PARAF)


def lembar_ukur() -> tuple[LembarUkur, ...]:
    operan = (
        OperanUkur(
            "April 2026",
            "Bidang Pelayanan Pendaftaran Penduduk",
            Sel.angka(D("281004"), 0),
            Sel.angka(D("296740"), 0),
            Sel.angka(D("94.70")),
            "versi 2",
            "Contoh Peserta A, 5 Mei 2026 10.12",
            "Contoh Sekretaris, 6 Mei 2026 08.30",
            ("Rekap perekaman April 2026.xlsx",),
        ),
        OperanUkur(
            PERIODE,
            "Bidang Pelayanan Pendaftaran Penduduk",
            Sel.angka(D("287452"), 0),
            Sel.angka(D("296740"), 0),
            Sel.angka(D("96.87")),
            "versi 3",
            "Contoh Peserta A, 7 Juli 2026 14.02",
            "Contoh Sekretaris, 8 Juli 2026 09.41",
            ("Rekap perekaman Juni 2026.xlsx", "Surat keterangan kecamatan.pdf"),
        ),
    )
    semua_baris = [satu for k in kelompok_capaian() for satu in k.baris]
    pertama = LembarUkur(
        baris=semua_baris[0],
        definisi_operasional="Penduduk wajib KTP yang telah memiliki KTP elektronik dibanding seluruh penduduk wajib KTP pada akhir periode.",
        formulasi="Jumlah penduduk wajib KTP yang memiliki KTP elektronik ÷ jumlah penduduk wajib KTP × 100 %",
        versi="Versi 1, berlaku sejak 1 Januari 2026",
        target_dari="Perjanjian Kinerja Tahun 2026, ditandatangani 12 Januari 2026",
        operan=operan,
        langkah=(
            "Realisasi sampai dengan Triwulan II 2026 adalah posisi terakhir: 96,87.",
            "Target sampai dengan Triwulan II 2026: 98,00; target tahun 2026: 99,20.",
            "Capaian = 96,87 ÷ 98,00 × 100 % = 98,85 %.",
            "98,85 % termasuk kelas ≥ 91: Sangat Tinggi.",
        ),
    )
    tanpa = LembarUkur(
        baris=semua_baris[2],
        definisi_operasional="",
        formulasi="",
        versi="Versi 1, berlaku sejak 1 Januari 2026",
        target_dari="Perjanjian Kinerja Tahun 2026",
        operan=(),
        langkah=("Belum ada angka yang diserahkan untuk Triwulan II 2026, maka capaian tidak dihitung.",),
    )
    return (pertama, tanpa)


def kertas_kerja() -> KertasKerja:
    return KertasKerja(
        naskah("Kertas Kerja Pengukuran Kinerja"), PERIODE, lembar_ukur(), CATATAN_METODE, SKALA, PARAF
    )


def laporan_hasil(pengukuran: bool = True) -> LaporanHasil:
    apa = "Pengukuran Kinerja" if pengukuran else "Pengumpulan Data Kinerja"
    return LaporanHasil(
        naskah=naskah(f"Laporan Hasil {apa}"),
        pengantar=(f"Laporan ini memuat hasil {apa.lower()} {PERIODE} pada {OPD}.",),
        dasar=("SOP Pengumpulan Data dan Pengukuran Kinerja.", "Perjanjian Kinerja Tahun 2026."),
        metode=CATATAN_METODE,
        kesimpulan=(
            "Empat dari tujuh indikator dapat dihitung.",
            "Satu indikator program berpredikat Sangat Rendah.",
        ),
        kendala=(
            (
                "Persentase penduduk wajib KTP yang memiliki KTP elektronik",
                "Gelombang tinggi menunda pelayaran ke dua kecamatan kepulauan.",
            ),
        ),
        rekomendasi=(
            (
                "Persentase penduduk wajib KTP yang memiliki KTP elektronik",
                "Menjadwalkan ulang jemput bola kepulauan pada Agustus 2026.",
            ),
        ),
        tindak_lanjut=TINDAK_LANJUT,
        rekap=None if pengukuran else rekapitulasi(),
        capaian=susunan_capaian() if pengukuran else None,
        paraf=PARAF,
        penanda_tangan=SEKRETARIS,
    )


def laporan_kinerja(interim: bool = True) -> LaporanKinerja:
    def bagian(kode, judul, *paragraf, otomatis=False):
        return BagianTeks(kode, judul, paragraf, otomatis)

    baris = [satu for k in kelompok_capaian() for satu in k.baris]
    return LaporanKinerja(
        naskah=naskah("Laporan Kinerja Interim" if interim else "Laporan Kinerja Instansi Pemerintah"),
        interim=interim,
        periode=PERIODE if interim else "Tahun 2026",
        tahun=2026,
        kata_pengantar=bagian(
            "kata_pengantar",
            "Kata Pengantar",
            f"Laporan ini disusun sebagai pertanggungjawaban kinerja {OPD}.",
        ),
        ikhtisar=bagian(
            "ikhtisar",
            "Ikhtisar Eksekutif",
            "Rata-rata capaian IKU 141,25 % (Sangat Tinggi).",
            "Satu indikator belum lapor, satu belum waktunya dan satu tidak dapat dihitung.",
            otomatis=True,
        ),
        bab_satu=(
            bagian(
                "latar_belakang",
                "Latar Belakang",
                "Akuntabilitas kinerja diselenggarakan menurut Peraturan Presiden Nomor 29 Tahun 2014.",
            ),
            bagian(
                "tugas_fungsi",
                "Tugas dan Fungsi",
                "Dinas melaksanakan urusan administrasi kependudukan dan pencatatan sipil.",
            ),
            bagian("isu_strategis", "Isu Strategis"),
        ),
        bab_dua=(bagian("renstra", "Rencana Strategis", "Renstra 2025–2029 memuat dua sasaran."),),
        perjanjian=tuple(
            BarisPK(
                n,
                "Meningkatnya kepemilikan dokumen kependudukan"
                if n < 4
                else "Meningkatnya kualitas pelayanan dan akuntabilitas perangkat daerah",
                satu.indikator,
                satu.satuan,
                satu.target_tahun,
            )
            for n, satu in enumerate(baris[:6], 1)
        ),
        perjanjian_program=tuple(
            (n, satu.uraian, satu.pagu) for n, satu in enumerate((b for b in anggaran() if b.tingkat == 0), 1)
        ),
        dasar_perjanjian="Perjanjian Kinerja Tahun 2026, ditandatangani 12 Januari 2026 oleh Contoh Kepala dan Contoh Bupati.",
        capaian=susunan_capaian(),
        bab_empat=(
            bagian(
                "simpulan",
                "Simpulan",
                "Kinerja sampai dengan Triwulan II 2026 pada umumnya sesuai target.",
                otomatis=True,
            ),
            bagian("langkah", "Langkah Perbaikan"),
        ),
        tindak_lanjut=TINDAK_LANJUT,
        penanda_tangan=KEPALA,
        lampiran=lembar_ukur(),
        kelengkapan=tuple(
            (
                satu.indikator,
                (
                    "lengkap",
                    "lengkap",
                    "lengkap",
                    "kosong",
                    "lengkap" if satu.analisis else "kosong",
                    "lengkap",
                    "tidak relevan",
                ),
            )
            for satu in baris[:6]
        ),
        paraf=PARAF,
        koreksi=("Realisasi IKU.1 diperbaiki dari 96,78 menjadi 96,87 setelah PermintaanKoreksi 1.",),
    )


def pohon() -> NaskahPohon:
    """A small tree with every kind of mark and a link between two branches."""

    def simpul(pk: int, jenjang: str, label: str, uraian: str, *anak: SimpulPohon, **lain) -> SimpulPohon:
        return SimpulPohon(pk, jenjang, label, uraian, anak=anak, **lain)

    celah, buntu = TandaPohon("celah", "Tanpa indikator"), TandaPohon("buntu", "Tanpa kegiatan")
    indikator = (IndikatorPohon("Persentase kepemilikan akta kelahiran", "94,68 %"),)
    program = [
        simpul(3, "program", "Program", "Program Pendaftaran Penduduk", kode="2.12.02", indikator=indikator),
        simpul(5, "program", "Program", "Program Pencatatan Sipil", tanda=(buntu,), pemilik="Kepala Bidang"),
    ]
    sasaran = [
        simpul(2, "sasaran", "Sasaran", "Meningkatnya kepemilikan dokumen", program[0], capaian=TINGGI),
        simpul(4, "sasaran", "Sasaran", "Meningkatnya mutu layanan", program[1], tanda=(celah,)),
    ]
    return NaskahPohon(
        naskah=naskah("Pohon Kinerja Tahun 2026", draf=False),
        judul="Pohon Kinerja Tahun 2026 Dinas Contoh",
        keadaan_pada="Keadaan 9 Juli 2026. Capaian s.d. Triwulan II 2026, disetujui.",
        ringkasan=("5 simpul", "0 yatim", "1 buntu", "1 celah", "1 kaitan silang"),
        akar=(simpul(1, "tujuan", "Tujuan", "Tertib administrasi kependudukan", *sasaran),),
        kaitan=(
            KaitanPohon(
                1, 5, 2, "Program “Pencatatan Sipil”", "Sasaran “Kepemilikan dokumen”", "akta kematian"
            ),
        ),
        tanda=(
            BarisTanda(
                "Program: Program Pencatatan Sipil", "Program ini belum punya kegiatan.", "Tambahkan."
            ),
        ),
    )


def kamus() -> Kamus:
    butir = (
        Butir("definisi_operasional", "Definisi operasional", "Dokumen yang selesai ≤ 24 jam"),
        Butir("sumber_data", "Sumber data", ""),
        Butir("satuan", "Satuan", "%"),
    )
    putus = PemutusDeret(date(2026, 1, 1), "Batas waktu layanan dipersingkat")
    lembar = LembarKamus(
        1,
        "IKU-1",
        "Persentase dokumen selesai tepat waktu",
        "IKU",
        "Sasaran: Meningkatnya mutu layanan",
        butir,
        (("2026", Sel.angka(D("92.5"))), ("PK 2026", Sel("belum ditetapkan"))),
        (NilaiTahun(2025, Sel.angka(D(90)), Sel.angka(D("91.25")), Sel("101,39"), "LKjIP 2025", (putus,)),),
        (Pembanding("Standar nasional", 2025, Sel.angka(D(95)), sumber="Laporan nasional 2025"),),
        tanpa_standar=False,
        kurang=("sumber data", "pemeriksaan SMART"),
        putus=(putus,),
    )
    tanpa = replace(
        lembar, nomor=2, kode="IKU-2", riwayat=(), pembanding=(), tanpa_standar=True, kurang=(), putus=()
    )
    return Kamus(
        naskah("Kamus Indikator Kinerja Tahun 2026"),
        2026,
        "Definisi yang berlaku pada 5 Maret 2026",
        (lembar, tanpa),
    )


def perjanjian() -> CetakPerjanjian:
    pertama = PihakPK("Plt. Kepala Dinas Contoh", "Contoh Pertama, S.E.", "Pembina (IV/a)", "")
    kedua = PihakPK("Bupati Contoh", "Contoh Kedua")
    pk = NaskahPK(
        judul="Perjanjian Kinerja Tahun 2026",
        tahun=2026,
        nomor="PK/1/2026",
        pemda="Pemerintah Kabupaten Contoh",
        opd=OPD,
        alamat="Jalan Contoh 1",
        kontak="",
        pembuka="Kami yang bertanda tangan di bawah ini:",
        pertama=pertama,
        kedua=kedua,
        kewajiban=("Pihak Pertama mewujudkan target.", "Pihak Kedua membina."),
        perubahan="",
        tempat="Kota Contoh",
        tanggal=date(2026, 1, 15),
        tanggal_berlaku=date(2026, 1, 1),
        label_hasil="Sasaran Strategis",
        label_indikator="Indikator Kinerja",
        baris=(BarisTargetPK(1, 1, "Meningkatnya mutu layanan", "Indeks kepuasan", "Angka", "88,5"),),
        label_anggaran="Program",
        anggaran=(BarisAnggaranPK(2, 1, "2.12.02", "Program pelayanan", "1500000", "APBD"),),
        jumlah_anggaran="1500000",
        konsep=True,
    )
    return CetakPerjanjian(
        naskah(pk.judul, tanggal=pk.tanggal),
        pk,
        PenandaTangan(pertama.jabatan, pertama.nama, pertama.pangkat),
        PenandaTangan(kedua.jabatan, kedua.nama),
    )


def rencana_aksi() -> RencanaAksi:
    triwulan = tuple(
        MasaAksi("triwulan", f"TW {angka}", 3, Sel.angka(D(25 * ke), 0))
        for ke, angka in enumerate(("I", "II", "III", "IV"), start=1)
    )
    baris = BarisAksi(
        1, "IKU-1", "Persentase dokumen selesai", "%", Sel.angka(D(100), 0), (triwulan,), "Bidang Contoh"
    )
    setahun = replace(baris, nomor=2, kode="IKU-2", masa=(), angka_latihan=True)
    kelompok = KelompokAksi("Sasaran", "", "Meningkatnya mutu layanan", (baris, setahun))
    return RencanaAksi(naskah("Rencana Aksi Tahun 2026"), 2026, (kelompok,), PenandaTangan("Kepala Dinas"))


def semua() -> dict[str, object]:
    """{name: shape}, one of each kind and both kinds of the two reports."""
    return {
        "pohon": pohon(),
        "nota_dinas": nota_dinas(),
        "notulen": notulen(),
        "undangan": undangan(),
        "daftar_hadir": daftar_hadir(),
        "surat_pengantar": surat_pengantar(),
        "daftar_penggandaan": daftar_penggandaan(),
        "daftar_periksa": daftar_periksa(),
        "tanda_terima_unit": tanda_terima_unit(),
        "program_kerja": program_kerja(),
        "tanda_terima": tanda_terima(),
        "rekapitulasi": rekapitulasi(),
        "lembar_disposisi": lembar_disposisi(),
        "rekap_capaian": rekap_capaian(),
        "kertas_kerja": kertas_kerja(),
        "laporan_hasil_pengumpulan": laporan_hasil(pengukuran=False),
        "laporan_hasil_pengukuran": laporan_hasil(),
        "laporan_kinerja_interim": laporan_kinerja(),
        "laporan_kinerja_tahunan": laporan_kinerja(interim=False),
        "kamus": kamus(),
        "perjanjian": perjanjian(),
        "rencana_aksi": rencana_aksi(),
    }
