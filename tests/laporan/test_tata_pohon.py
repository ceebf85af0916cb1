"""Sheets of the tree, whatever tree it is: no box on another, each node once, none outside, nothing below 7 pt."""

from collections import Counter
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laporan import huruf
from laporan.bentuk import IndikatorPohon, KaitanPohon, Predikat, SimpulPohon, TandaPohon
from laporan.gambar_pohon import gambar
from laporan.huruf import bungkus, panjang
from laporan.kotak_pohon import GAYA, isi_kotak
from laporan.tata_pohon import JENJANG, SELA, TINGGI, Kotak, Lembar, susun_lembar

NS = "{http://www.w3.org/2000/svg}"
PT = 0.75
KATA = ("Meningkatnya", "mutu", "layanan", "penyelenggaraan", "pemerintahan", "daerah", "dan", "WWMM@%")
TANDA = tuple(
    TandaPohon(k, f"Tanda {k} yang cukup panjang untuk dua baris") for k in ("yatim", "buntu", "celah")
)


def simpul(pk: int, jenjang: str, *anak: SimpulPohon, uraian="Uraian simpul", **lain) -> SimpulPohon:
    return SimpulPohon(pk, jenjang, jenjang.replace("_", " ").title(), uraian, anak=anak, **lain)


@st.composite
def pohon(draw, terbanyak=90):
    """(roots, links): any levels under any parent, skipped and upside down ones included."""
    bahan = draw(
        st.lists(
            st.tuples(
                st.integers(0, 4),  # level
                st.integers(0, 6),  # 0: on top; else below one of the last few
                st.integers(1, 45),  # words
                st.integers(0, 16),  # indicators
                st.booleans(),
            ),
            min_size=1,
            max_size=terbanyak,
        )
    )
    anak: dict[int, list[int]] = {i: [] for i in range(len(bahan))}
    akar = []
    for i, (_, mundur, *_) in enumerate(bahan):
        if mundur and i - mundur >= 0:
            anak[i - mundur].append(i)
        else:
            akar.append(i)

    def bangun(i: int) -> SimpulPohon:
        jenjang, _, kata, jumlah, ramai = bahan[i]
        teks = " ".join(KATA[(i + n) % len(KATA)] for n in range(kata))
        return simpul(
            i,
            JENJANG[jenjang],
            *map(bangun, anak[i]),
            uraian=teks,
            kode="5.01.02.2.01.0001" if ramai else "",
            pemilik=f"Kepala {teks}" if ramai else "",
            indikator=tuple(IndikatorPohon(f"{teks} {n}", "94,68 %") for n in range(jumlah)),
            capaian=Predikat("Rata-rata 94,68 % Sangat Tinggi*", "hijau", "check") if ramai else None,
            tanda=TANDA if ramai else (),
        )

    pasangan = draw(
        st.lists(st.tuples(st.integers(0, len(bahan) - 1), st.integers(0, len(bahan) - 1)), max_size=12)
    )
    kaitan = tuple(
        KaitanPohon(n, dari, ke, f"Simpul {dari}", f"Simpul {ke}", "keterangan " * 30)
        for n, (dari, ke) in enumerate(pasangan, 1)
        if dari != ke
    )
    return tuple(map(bangun, akar)), kaitan


def semua(akar) -> list[SimpulPohon]:
    return [n for satu in akar for n in (satu, *semua(satu.anak))]


def bertumpuk(a: Kotak, b: Kotak) -> bool:
    return (
        a.x < b.x + b.lebar - 0.01
        and b.x < a.x + a.lebar - 0.01
        and a.y < b.y + b.tinggi - 0.01
        and b.y < a.y + a.tinggi - 0.01
    )


def periksa_lembar(lembar: Lembar) -> None:
    """Everything that must hold of one sheet."""
    assert lembar.skala >= 1
    for a, b in combinations(lembar.kotak, 2):
        assert not bertumpuk(a, b), (a, b)
    kepala = {satu.simpul.pk: satu for satu in lembar.kotak if satu.simpul}
    kaki = (22 + 14 * len(lembar.legenda)) / lembar.skala
    for satu in lembar.kotak:
        assert satu.x >= -0.01 and satu.y >= 0
        assert satu.x + satu.lebar <= lembar.lebar / lembar.skala
        assert satu.y + satu.tinggi <= lembar.tinggi / lembar.skala - kaki
        for tulisan in satu.tulisan:
            assert tulisan.ukuran * lembar.skala * PT >= 7
            assert tulisan.x >= 0 and tulisan.x + tulisan.panjang <= satu.lebar + 0.01, tulisan
            assert 0 <= tulisan.y <= satu.tinggi
        for hiasan in satu.hiasan:
            assert hiasan.x + hiasan.lebar <= satu.lebar and hiasan.y + hiasan.tinggi <= satu.tinggi
        if satu.induk is not None:
            induk = kepala[satu.induk]
            assert induk.kolom[0] - 0.01 <= satu.x
            assert satu.x + satu.lebar <= induk.kolom[1] + 0.01
            assert satu.y >= induk.y + induk.tinggi
    for _, titik in lembar.panah:
        assert all(0 <= x <= lembar.lebar / lembar.skala for x, _ in titik)


PELAN = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@PELAN
@given(pohon())
def test_setiap_pohon_tergambar_sekali_tanpa_bertumpuk(isi):
    akar, kaitan = isi
    lembar = susun_lembar(akar, kaitan)
    tergambar = Counter(pk for satu in lembar for pk in satu.milik())
    assert tergambar == Counter(n.pk for n in semua(akar))
    assert [satu.nomor for satu in lembar] == list(range(1, len(lembar) + 1))
    for satu in lembar:
        periksa_lembar(satu)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pohon(terbanyak=40))
def test_susunan_dan_gambar_selalu_sama(isi):
    akar, kaitan = isi
    satu = susun_lembar(akar, kaitan)
    huruf.bungkus.cache_clear()
    assert susun_lembar(akar, kaitan) == satu
    assert [gambar(s, "Pohon") for s in satu] == [gambar(s, "Pohon") for s in susun_lembar(akar, kaitan)]


@given(st.text(max_size=200), st.floats(30, 600), st.sampled_from([9.4, 10.4, 13.0]), st.booleans())
def test_baris_tidak_lebih_lebar_dan_tidak_ada_kata_yang_hilang(teks, lebar, ukuran, tebal):
    baris = bungkus(teks, lebar, ukuran, tebal, 1000)
    assert all(panjang(satu, ukuran, tebal) <= lebar for satu in baris)
    assert "".join(baris).replace(" ", "") == "".join(teks.split())
    pendek = bungkus(teks, lebar, ukuran, tebal, 2)
    assert len(pendek) <= 2 and all(panjang(satu, ukuran, tebal) <= lebar for satu in pendek)
    if len(baris) > 2:
        assert pendek[-1].endswith("…")


# -- the rule of the sheets -------------------------------------------------------------------------


def pohon_besar(program=7, kegiatan=3, sub=4) -> tuple[SimpulPohon, ...]:
    """One tujuan, one sasaran, and so many of the rest, each with one indicator."""
    nomor = iter(range(1, 10_000))
    satu = (IndikatorPohon("Persentase dokumen yang tersusun tepat waktu", "80,00 %"),)
    return (
        simpul(
            next(nomor),
            "tujuan",
            simpul(
                next(nomor),
                "sasaran",
                *(
                    simpul(
                        next(nomor),
                        "program",
                        *(
                            simpul(
                                next(nomor),
                                "kegiatan",
                                *(simpul(next(nomor), "sub_kegiatan", indikator=satu) for _ in range(sub)),
                                indikator=satu,
                            )
                            for _ in range(kegiatan)
                        ),
                        uraian=f"Program {p}",
                        indikator=satu,
                    )
                    for p in range(program)
                ),
            ),
        ),
    )


def test_pohon_kecil_satu_lembar_dan_diperbesar():
    (satu,) = susun_lembar(pohon_besar(1, 2, 0))
    assert satu.judul == "Pohon kinerja lengkap" and satu.skala > 1.2


def test_pohon_besar_ikhtisar_dahulu_lalu_rincian():
    akar = pohon_besar()
    lembar = susun_lembar(akar)
    assert len(lembar) > 2 and lembar[0].judul.startswith("Ikhtisar")
    assert all(satu.judul.startswith("Rincian") for satu in lembar[1:])
    di_ikhtisar = {satu.simpul.jenjang for satu in lembar[0].kotak}
    assert di_ikhtisar == {"tujuan", "sasaran", "program"}
    for satu in lembar[0].kotak:
        if satu.simpul.jenjang != "program":
            continue
        tertulis = " ".join(t.teks for t in satu.tulisan)
        nomor = int(tertulis.rpartition("lembar ")[2])
        assert "3 kegiatan, 12 sub kegiatan" in tertulis
        # The sheet it names takes the program up again and holds its kegiatan.
        rincian = lembar[nomor - 1]
        assert satu.simpul.pk in {k.simpul.pk for k in rincian.kotak if k.rujukan and k.simpul}
        assert {a.pk for a in satu.simpul.anak} <= set(rincian.milik())


def test_program_yang_terlalu_besar_berlanjut_pada_lembar_berikut():
    (program,) = pohon_besar(1, 1, 60)[0].anak[0].anak
    lembar = susun_lembar((program, replace(program, pk=9_000, anak=())))
    lanjutan = [k for satu in lembar[1:] for k in satu.kotak if k.rujukan]
    assert any("(lanjutan)" in " ".join(t.teks for t in k.tulisan) for k in lanjutan)
    assert sum(len(satu.milik()) for satu in lembar) == 63


def test_tiga_ratus_simpul_tersusun_cepat():
    akar = pohon_besar(12, 4, 6)
    assert len(semua(akar)) > 300
    lembar = susun_lembar(akar)
    assert sum(len(satu.milik()) for satu in lembar) == len(semua(akar))
    for satu in lembar:
        periksa_lembar(satu)


def test_tanpa_simpul_tanpa_lembar():
    assert susun_lembar(()) == ()


def test_kotak_tertinggi_masih_muat_pada_lembar():
    """The limits on lines hold also with everything at its longest."""
    panjang_ = "Penyelenggaraan " * 60
    for jenjang in JENJANG:
        isi = simpul(
            1,
            jenjang,
            uraian=panjang_,
            kode="5.01.01.2.01.0001.0002",
            pemilik=panjang_,
            indikator=tuple(IndikatorPohon(panjang_ + str(n), "94,68 %") for n in range(30)),
            capaian=Predikat("Rata-rata 194,68 % Sangat Tinggi*", "hijau", "check"),
            tanda=tuple(TandaPohon("celah", f"{panjang_}{n}") for n in range(7)),
        )
        assert isi_kotak(isi, 100.0, True, panjang_)[2] < TINGGI - 130, jenjang
        (lembar,) = susun_lembar((isi,))
        periksa_lembar(lembar)


# -- links ------------------------------------------------------------------------------------------


def test_kaitan_pada_satu_lembar_berpanah_dan_berlegenda():
    akar = (simpul(1, "sasaran", simpul(2, "program")), simpul(3, "sasaran", simpul(4, "program")))
    kaitan = (KaitanPohon(1, 2, 3, "Program dua", "Sasaran tiga", "data"),)
    (satu,) = susun_lembar(akar, kaitan)
    ((nomor, titik),) = satu.panah
    milik = {k.simpul.pk: k for k in satu.kotak}
    assert nomor == 1
    assert titik[0][0] == milik[2].x + milik[2].lebar and titik[-1][0] == milik[3].x + milik[3].lebar
    assert milik[3].y <= titik[-1][1] <= milik[3].y + milik[3].tinggi
    assert 0 < titik[1][0] - titik[0][0] < SELA
    assert satu.legenda == ("1. Program dua turut mendukung Sasaran tiga: data",)
    svg = gambar(satu, "Pohon")
    assert 'stroke-dasharray="5 3"' in svg and 'class="kaitan-ujung"' in svg


def test_kaitan_ke_lembar_lain_menyebut_lembarnya():
    akar = pohon_besar()
    program = akar[0].anak[0].anak
    jauh = program[-1].anak[0].anak[0]
    kaitan = (KaitanPohon(1, program[0].pk, jauh.pk, "Program 0", "Sub kegiatan jauh"),)
    lembar = susun_lembar(akar, kaitan)
    di = next(satu.nomor for satu in lembar if jauh.pk in satu.milik())
    assert lembar[0].legenda == (f"1. Program 0 turut mendukung Sub kegiatan jauh (lembar {di})",)
    assert lembar[di - 1].legenda == ("1. Program 0 (lembar 1) turut mendukung Sub kegiatan jauh",)
    assert not any(satu.panah for satu in lembar)


# -- drawing ----------------------------------------------------------------------------------------


def baca(svg) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 (our own drawing)


def test_gambar_bersebutan_dan_tanpa_gaya_sebaris():
    akar = (simpul(1, "sasaran", uraian='Mutu <b>layanan</b> & "data"', tanda=TANDA, pemilik="Kepala Dinas"),)
    (lembar,) = susun_lembar(akar)
    svg = gambar(lembar, "Pohon Kinerja 2026")
    akar_svg = baca(svg)
    assert "<b>" not in svg
    assert akar_svg.get("role") == "img"
    assert akar_svg[0].text == "Pohon Kinerja 2026. Lembar 1 dari 1: Pohon kinerja lengkap."
    sebutan = akar_svg.find(f"{NS}desc").text
    assert 'Sasaran Mutu <b>layanan</b> & "data"; Kepala Dinas' in sebutan
    assert all(satu.teks in sebutan for satu in TANDA)
    for satu in akar_svg.iter():
        assert not {"style", "id", "onclick"} & set(satu.keys())


def test_huruf_kendali_yang_ikut_tertempel_tidak_merusak_gambar():
    (lembar,) = susun_lembar((simpul(1, "sasaran", uraian="Mutu\x01 layanan", pemilik="Kepala\x0bDinas"),))
    sebutan = baca(gambar(lembar, "Pohon")).find(f"{NS}desc").text
    assert "Mutu layanan" in sebutan


@pytest.mark.parametrize("jenjang", JENJANG)
def test_jenjang_berlabel_dan_berbentuk_sendiri(jenjang):
    (lembar,) = susun_lembar((simpul(1, jenjang),))
    akar = baca(gambar(lembar, "Pohon"))
    assert jenjang.replace("_", " ").upper() in {t.text for t in akar.iter(f"{NS}text")}
    lain = {(g.sudut, g.tebal_garis, g.palang) for nama, g in GAYA.items() if nama != jenjang}
    milik = GAYA[jenjang]
    assert (milik.sudut, milik.tebal_garis, milik.palang) not in lain


def test_tanda_berlambang_dan_berkata():
    (lembar,) = susun_lembar((simpul(1, "sasaran", tanda=TANDA),))
    (kotak,) = lembar.kotak
    assert [h.jenis for h in kotak.hiasan] == ["yatim", "buntu", "celah"]
    tertulis = " ".join(t.teks for t in kotak.tulisan)
    assert all(satu.teks in tertulis for satu in TANDA)
