"""The helping sentence, worked by hand for each method and direction, and where it must be silent."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pengumpulan.kalimat_bantu import Bahan, Lalu, kalimat_bantu

D = Decimal


def tw(nomor: int, nilai=None, tahun: int = 2026, **lain) -> Lalu:
    romawi = ("I", "II", "III", "IV")[nomor - 1]
    lain = {nama: D(str(satu)) if nama != "tingkat" else satu for nama, satu in lain.items()}
    return Lalu(f"TW {romawi} {tahun}", tahun, nomor, None if nilai is None else D(str(nilai)), **lain)


def bahan(metode="jumlah", nomor=2, arah="naik", **lain) -> Bahan:
    return Bahan(arah=arah, metode=metode, jenis="triwulan", tahun=2026, nomor=nomor, **lain)


KASUS = {
    # (120 - 27) / 3 = 31
    "jumlah": (
        bahan(target=D(120), lalu=(tw(1, 27),)),
        "Agar 120 tercapai, masih perlu 31 per triwulan, mulai triwulan ini.",
    ),
    "jumlah_awal_tahun": (
        bahan(nomor=1, target=D(120), lalu=(tw(4, 50, 2025),)),
        "Agar 120 tercapai, perlu 30 per triwulan, mulai triwulan ini.",
    ),
    # (100 - 30) / 3 = 23,33: 24 documents suffice, 23 do not
    "jumlah_tidak_habis_dibagi": (
        bahan(target=D(100), lalu=(tw(1, 30),)),
        "Agar 100 tercapai, masih perlu sekitar 24 per triwulan, mulai triwulan ini.",
    ),
    # (10,5 - 0,5) / 3 = 3,333
    "jumlah_pecahan": (
        bahan(target=D("10.5"), lalu=(tw(1, "0.5"),)),
        "Agar 10,5 tercapai, masih perlu sekitar 3,34 per triwulan, mulai triwulan ini.",
    ),
    "jumlah_periode_terakhir": (
        bahan(nomor=4, target=D(120), lalu=(tw(3, 40), tw(2, 20), tw(1, 27))),
        "Agar 120 tercapai, masih perlu 33 pada triwulan ini.",
    ),
    "jumlah_nol_tercatat": (
        bahan(target=D(30), lalu=(tw(1, 0),)),
        "Agar 30 tercapai, masih perlu 10 per triwulan, mulai triwulan ini.",
    ),
    "jumlah_sudah": (
        bahan(nomor=3, target=D(100), lalu=(tw(2, 60), tw(1, 45))),
        "Target setahun 100 sudah tercapai: tercatat 105.",
    ),
    "jumlah_turun": (
        bahan(nomor=3, arah="turun_selisih", target=D(10), lalu=(tw(2, 2), tw(1, 4))),
        "Agar tidak melebihi 10 setahun, tersisa 4 sampai akhir tahun.",
    ),
    "jumlah_turun_lewat": (
        bahan(arah="turun_rasio", target=D(10), lalu=(tw(1, 12),)),
        "Batas setahun 10 sudah terlampaui: tercatat 12.",
    ),
    "jumlah_turun_habis": (
        bahan(arah="turun_rasio", target=D(10), lalu=(tw(1, 10),)),
        "Batas setahun 10 sudah terpakai seluruhnya.",
    ),
    # 93 - 90,5 = 2,5 points; the period's own target comes before the year's
    "posisi": (
        bahan("nilai_akhir", satuan="%", target=D(95), target_periode=D(93), lalu=(tw(1, "90.5"),)),
        "Agar 93 % tercapai, perlu naik 2,5 poin dari 90,5 % (TW I 2026).",
    ),
    "posisi_target_tahun": (
        bahan("nilai_akhir", satuan="Indeks", target=D(82), lalu=(tw(4, 80, 2025),)),
        "Agar 82 tercapai, perlu naik 2 dari 80 (TW IV 2025).",
    ),
    "posisi_sudah": (
        bahan("nilai_akhir", satuan="Indeks", target=D(80), lalu=(tw(1, "80.25"),)),
        "TW I 2026 sudah memenuhi 80 (80,25); pertahankan.",
    ),
    "posisi_turun_selisih": (
        bahan("nilai_akhir", arah="turun_selisih", satuan="Menit", target=D(10), lalu=(tw(1, 12),)),
        "Agar 10 tercapai, perlu turun 2 dari 12 (TW I 2026).",
    ),
    "posisi_turun_rasio_sudah": (
        bahan("nilai_akhir", arah="turun_rasio", satuan="Menit", target=D(10), lalu=(tw(1, 9),)),
        "TW I 2026 sudah memenuhi 10 (9); pertahankan.",
    ),
    "tahunan": (
        Bahan(
            "naik", "tahunan", "tahun", 2026, 1, "Nilai", D(82), lalu=(Lalu("Tahun 2025", 2025, 1, D(80)),)
        ),
        "Agar 82 tercapai, perlu naik 2 dari 80 (Tahun 2025).",
    ),
    # (90 x 4 - 84) / 3 = 92
    "rata_rata": (
        bahan("rata_rata", satuan="%", target=D(90), lalu=(tw(1, 84),)),
        "Rata-rata sampai TW I 2026 84 %. Agar setahun mencapai 90 %, perlu rata-rata 92 % mulai triwulan ini.",
    ),
    # (90 x 4 - 84 - 91 - 92) / 1 = 93
    "rata_rata_terakhir": (
        bahan("rata_rata", 4, target=D(90), lalu=(tw(3, 92), tw(2, 91), tw(1, 84))),
        "Rata-rata sampai TW III 2026 89. Agar setahun mencapai 90, triwulan ini perlu 93.",
    ),
    # (10 x 4 - 12 - 11) / 2 = 8,5
    "rata_rata_turun": (
        bahan("rata_rata", 3, arah="turun_selisih", target=D(10), lalu=(tw(2, 11), tw(1, 12))),
        "Rata-rata sampai TW II 2026 11,5. Agar setahun tidak melebihi 10, paling tinggi rata-rata 8,5 "
        "mulai triwulan ini.",
    ),
    # 90 % of 136 = 122,4
    "rasio_awal_tahun": (
        bahan("rasio", 1, satuan="%", target=D(90), lalu=(tw(4, 88, 2025, pembilang=120, penyebut=136),)),
        "Bila penyebutnya 136 seperti TW IV 2025, pembilang paling sedikit 123 agar 90 % tercapai.",
    ),
    # 90 % of (100 + 100) - 85 = 95
    "rasio": (
        bahan("rasio", satuan="%", target=D(90), lalu=(tw(1, 85, pembilang=85, penyebut=100),)),
        "Bila penyebutnya 100 seperti TW I 2026, pembilang paling sedikit 95 agar 90 % tercapai.",
    ),
    # 90 % of 200 - 70 = 110 of 100: not in one period
    "rasio_tak_terkejar": (
        bahan("rasio", satuan="%", target=D(90), lalu=(tw(1, 70, pembilang=70, penyebut=100),)),
        "Sampai TW I 2026 70 dari 100 (70 %); agar 90 % tercapai, sisanya harus di atas 90 %.",
    ),
    # 5 % of 200 - 8 = 2
    "rasio_turun": (
        bahan(
            "rasio",
            arah="turun_selisih",
            satuan="%",
            target=D(5),
            lalu=(tw(1, 8, pembilang=8, penyebut=100),),
        ),
        "Bila penyebutnya 100 seperti TW I 2026, pembilang paling banyak 2 agar tidak melebihi 5 %.",
    ),
    "rasio_turun_lewat": (
        bahan(
            "rasio",
            arah="turun_selisih",
            satuan="%",
            target=D(5),
            lalu=(tw(1, 12, pembilang=12, penyebut=100),),
        ),
        "Sampai TW I 2026 12 dari 100 (12 %), di atas batas 5 %.",
    ),
    # 12 per 1.000: 12 x 5.000 / 1.000 = 60
    "rasio_per_seribu": (
        bahan(
            "rasio",
            1,
            satuan="per 1.000",
            target=D(12),
            pengali=D(1000),
            lalu=(tw(4, 11, 2025, pembilang=55, penyebut=5000),),
        ),
        "Bila penyebutnya 5.000 seperti TW IV 2025, pembilang paling sedikit 60 agar 12 tercapai.",
    ),
    "maks_sudah": (
        bahan("maks", target=D(50), lalu=(tw(1, 52),)),
        "Target 50 sudah tercapai: tertinggi 52.",
    ),
    "rentang_di_bawah": (
        bahan("nilai_akhir", arah="rentang", satuan="%", batas=(D(80), D(90)), lalu=(tw(1, 75),)),
        "Agar di dalam 80–90 %, perlu naik 5 poin dari 75 % (TW I 2026).",
    ),
    "rentang_di_atas": (
        bahan("nilai_akhir", arah="rentang", satuan="Bulan", batas=(D(7), D(8)), lalu=(tw(1, 9),)),
        "Agar di dalam 7–8, perlu turun 1 dari 9 (TW I 2026).",
    ),
    "rentang_di_dalam": (
        bahan("nilai_akhir", arah="rentang", satuan="%", batas=(D(80), D(90)), lalu=(tw(1, 85),)),
        "TW I 2026 di dalam 80–90 % (85 %); pertahankan.",
    ),
    # CC, B, BB: two levels up
    "ordinal": (
        bahan("tahunan", arah="ordinal", target_tingkat="BB", lalu=(tw(1, tingkat="CC"),)),
        "Agar BB tercapai, perlu naik 2 tingkat dari CC (TW I 2026).",
    ),
    "ordinal_sudah": (
        bahan("tahunan", arah="ordinal", target_tingkat="WDP", lalu=(tw(1, tingkat="wtp"),)),
        "TW I 2026 sudah wtp, memenuhi WDP; pertahankan.",
    ),
}


@pytest.mark.parametrize("nama", KASUS)
def test_kalimat_seperti_dihitung_dengan_tangan(nama):
    bahan_satu, kalimat = KASUS[nama]
    assert kalimat_bantu(bahan_satu) == kalimat


DIAM = {
    "tanpa_target": bahan(lalu=(tw(1, 27),)),
    "jumlah_berlubang": bahan(nomor=3, target=D(120), lalu=(tw(2, 27),)),
    "jumlah_setahun_sekali": Bahan("naik", "jumlah", "tahun", 2026, 1, target=D(5)),
    "jumlah_turun_awal": bahan(nomor=1, arah="turun_selisih", target=D(5)),
    "posisi_tanpa_masa_lalu": bahan("nilai_akhir", target=D(5)),
    "rata_rata_awal": bahan("rata_rata", 1, target=D(5)),
    "rata_rata_berlubang": bahan("rata_rata", 3, target=D(5), lalu=(tw(1, 4),)),
    "rata_rata_sudah_pasti": bahan("rata_rata", 4, target=D(1), lalu=(tw(3, 9), tw(2, 9), tw(1, 9))),
    "rasio_tanpa_bagian": bahan("rasio", target=D(90), lalu=(tw(1, 85),)),
    "rasio_lebih_dari_seluruhnya_awal_tahun": bahan(
        "rasio", 1, target=D(120), lalu=(tw(4, 88, 2025, pembilang=120, penyebut=136),)
    ),
    "maks_belum": bahan("maks", target=D(50), lalu=(tw(1, 40),)),
    "rentang_rata_rata": bahan("rata_rata", arah="rentang", batas=(D(1), D(2)), lalu=(tw(1, 5),)),
    "tingkat_tak_berurut": bahan(
        "tahunan", arah="ordinal", target_tingkat="Baik", lalu=(tw(1, tingkat="Cukup"),)
    ),
}


@pytest.mark.parametrize("nama", DIAM)
def test_tanpa_kalimat_yang_jujur_diam(nama):
    assert kalimat_bantu(DIAM[nama]) == ""


def test_yang_belum_tercatat_tidak_dianggap_nol():
    """The same figures, one of them missing: the sentence goes, rather than counting it as nothing."""
    penuh = bahan(nomor=3, target=D(120), lalu=(tw(2, 0), tw(1, 27)))
    # (120 - 27) / 2 = 46,5
    assert kalimat_bantu(penuh) == (
        "Agar 120 tercapai, masih perlu sekitar 47 per triwulan, mulai triwulan ini."
    )
    assert kalimat_bantu(replace(penuh, lalu=(tw(2), tw(1, 27)))) == ""
