"""Charts: what is drawn for a figure, for zero and for nothing; where 100 % lies; that typed text stays text."""

import re
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from laporan import grafik
from laporan.bentuk import Hitungan, Sel
from tests.laporan.contoh_bentuk import SKALA, kelompok_capaian, susunan_capaian

NS = "{http://www.w3.org/2000/svg}"
D = Decimal


def persen(nilai: str) -> Sel:
    return Sel.angka(D(nilai))


def satu_batang(nilai: Sel, keterangan="Tinggi", warna="biru", **lain):
    return baca(
        grafik.grafik_capaian([grafik.Batang("Indikator", nilai, keterangan, warna)], judul="Capaian", **lain)
    )


def baca(svg) -> ET.Element:
    """Well-formed, and an SVG of the right namespace."""
    akar = ET.fromstring(svg)  # noqa: S314 (our own drawing)
    assert akar.tag == f"{NS}svg"
    return akar


def teks(akar) -> list[str]:
    return [satu.text for satu in akar.iter(f"{NS}text")]


def batang(akar, warna: str) -> list[ET.Element]:
    return [
        satu
        for satu in akar.iter(f"{NS}rect")
        if satu.get("fill") == warna and float(satu.get("height")) == 14
    ]


def garis_seratus(akar) -> float:
    (garis,) = [satu for satu in akar.iter(f"{NS}line") if satu.get("class") == "garis-seratus"]
    assert garis.get("x1") == garis.get("x2")
    return float(garis.get("x1"))


def semua_grafik(label="Indikator") -> dict[str, str]:
    tren = grafik.Tren(label, label, (grafik.Titik(label, persen("1"), persen("2")),))
    return {
        "capaian": grafik.grafik_capaian([grafik.Batang(label, persen("9"), label, "biru")], judul=label),
        "anggaran": grafik.grafik_anggaran_kinerja(
            [grafik.Pasangan(label, persen("9"), persen("8"))], judul=label
        ),
        "predikat": grafik.grafik_predikat([grafik.Bagian(label, 3, "hijau")], judul=label),
        "tren": grafik.grafik_tren([tren], judul=label),
        "kilat": grafik.grafik_kilat(tren),
    }


def test_nol_digambar_sebagai_tanda_pejal_dengan_angkanya():
    akar = satu_batang(persen("0"), "Sangat Rendah", "merah")
    (tanda,) = batang(akar, grafik.WARNA["merah"])
    assert 0 < float(tanda.get("width")) <= 2
    assert "0,00 %" in teks(akar)
    assert not [r for r in akar.iter() if r.get("class") == "tanpa-angka"]


def test_kosong_digambar_terarsir_dengan_keadaannya_dan_tanpa_angka():
    akar = satu_batang(Sel("–"), "Belum lapor")
    assert [r for r in akar.iter() if r.get("class") == "tanpa-angka"]
    assert "belum lapor" in teks(akar)
    assert not [isi for isi in teks(akar) if re.search(r"\d,\d\d", isi)]
    assert not [r for warna in grafik.WARNA.values() for r in batang(akar, warna)]


@pytest.mark.parametrize("lebar", [360, 640])
@pytest.mark.parametrize(("nilai", "bagian"), [("50", 0.5), ("100", 1.0), ("119", 1.19), ("180", 1.8)])
def test_panjang_batang_sebanding_dengan_garis_seratus(nilai, bagian, lebar):
    akar = satu_batang(persen(nilai), lebar=lebar)
    (isi,) = batang(akar, grafik.WARNA["biru"])
    awal = float(isi.get("x"))
    assert float(isi.get("width")) == pytest.approx(bagian * (garis_seratus(akar) - awal), abs=0.3)


def test_di_atas_dua_ratus_dipotong_dengan_tanda_dan_angka_sebenarnya():
    akar = satu_batang(persen("345.67"))
    (isi,) = batang(akar, grafik.WARNA["biru"])
    awal = float(isi.get("x"))
    assert float(isi.get("width")) == pytest.approx(2 * (garis_seratus(akar) - awal), abs=0.3)
    assert "345,67 %" in teks(akar)
    assert len([g for g in akar.iter(f"{NS}line") if g.get("stroke") == "#ffffff"]) == 2


def test_warna_tidak_pernah_bicara_sendiri():
    daftar = grafik.batang_capaian(kelompok_capaian()[0].baris)
    tertulis = teks(baca(grafik.grafik_capaian(daftar, judul="Capaian")))
    for satu in daftar:
        assert satu.keterangan
        assert satu.keterangan in tertulis or satu.keterangan.lower() in tertulis


def test_terhadap_target_tahun_memakai_capaian_tahun_tanpa_predikat():
    baris = kelompok_capaian()[0].baris
    periode, tahun = (grafik.batang_capaian(baris, terhadap=apa) for apa in ("periode", "tahun"))
    assert [satu.nilai for satu in tahun] == [satu.capaian_tahun for satu in baris]
    assert [satu.nilai for satu in periode] == [satu.capaian_periode for satu in baris]
    assert tahun[0].keterangan == "" and periode[0].keterangan == "Sangat Tinggi"
    with pytest.raises(ValueError, match="terhadap"):
        grafik.batang_capaian(baris, terhadap="bulan")


@pytest.mark.parametrize("nama", ["capaian", "anggaran", "predikat", "tren", "kilat"])
def test_isian_orang_tetap_teks(nama):
    jahat = '</title><script>alert("x")</script>&<b>'
    svg = semua_grafik(jahat)[nama]
    assert "<script" not in svg and "<b>" not in svg
    akar = baca(svg)
    assert akar.find(f"{NS}title").text.startswith(jahat)


@pytest.mark.parametrize("nama", ["capaian", "anggaran", "predikat", "tren", "kilat"])
def test_gambar_bernama_bersebutan_dan_tanpa_gaya_sebaris(nama):
    """The Content-Security-Policy takes no style attribute; ids would repeat when a page holds two charts."""
    akar = baca(semua_grafik()[nama])
    assert akar.get("role") == "img"
    assert akar[0].tag == f"{NS}title" and akar[0].text
    assert akar.find(f"{NS}desc").text
    for simpul in akar.iter():
        assert not {"style", "id", "onclick"} & set(simpul.keys())
        assert simpul.tag not in {f"{NS}style", f"{NS}script"}


def test_sebutan_memuat_semua_angka_dan_keadaan():
    svg = grafik.grafik_capaian(grafik.batang_capaian(kelompok_capaian()[0].baris), judul="Capaian")
    sebutan = baca(svg).find(f"{NS}desc").text
    assert "98,85 persen (Sangat Tinggi)" in sebutan
    assert "tidak ada angka (Belum lapor)" in sebutan


def test_enam_puluh_indikator_terbagi_menjadi_gambar_yang_muat_dan_sesumbu():
    daftar = [grafik.Batang(f"Indikator {i}", persen(str(i)), "Rendah", "merah") for i in range(59)]
    daftar.append(grafik.Batang("Terakhir", persen("190"), "Sangat Tinggi", "hijau"))
    gambar = [baca(satu) for satu in grafik.grafik_capaian_berhalaman(daftar, judul="Capaian", tinggi=760)]
    assert len(gambar) > 1
    assert all(float(satu.get("height")) <= 760 for satu in gambar)
    assert len({garis_seratus(satu) for satu in gambar}) == 1
    tertulis = [isi for satu in gambar for isi in teks(satu)]
    assert all(tertulis.count(satu.label) == 1 for satu in daftar)
    assert "(2 dari " in gambar[1].find(f"{NS}title").text


def test_label_panjang_terbungkus_di_dalam_lajurnya_dan_utuh_di_sebutan():
    label = "Persentase penduduk penyandang disabilitas " * 12
    akar = baca(
        grafik.grafik_capaian([grafik.Batang(label, persen("80"), "Tinggi", "biru")], judul="Capaian")
    )
    baris = [isi for isi in teks(akar) if "disabilitas" in isi or "…" in isi]
    assert len(baris) <= grafik.LABEL_BARIS_TERBANYAK and baris[-1].endswith("…")
    assert label.strip() in akar.find(f"{NS}desc").text
    tanpa_spasi = baca(grafik.grafik_capaian([grafik.Batang("x" * 90, persen("80"))], judul="Capaian"))
    assert max(len(isi) for isi in teks(tanpa_spasi)) < 60


def test_sempit_menaruh_label_di_atas_batang():
    lebar, sempit = satu_batang(persen("80")), satu_batang(persen("80"), lebar=320)
    (batang_lebar,), (batang_sempit,) = (
        batang(lebar, grafik.WARNA["biru"]),
        batang(sempit, grafik.WARNA["biru"]),
    )
    assert float(batang_sempit.get("x")) == 0 < float(batang_lebar.get("x"))
    (label,) = [t for t in sempit.iter(f"{NS}text") if t.text == "Indikator"]
    assert float(label.get("y")) <= float(batang_sempit.get("y"))


@pytest.mark.parametrize(
    "gambar",
    [
        lambda: grafik.grafik_capaian([], judul="Capaian"),
        lambda: grafik.grafik_capaian_berhalaman([], judul="Capaian")[0],
        lambda: grafik.grafik_anggaran_kinerja([], judul="Anggaran"),
        lambda: grafik.grafik_predikat([grafik.Bagian("Tinggi", 0, "biru")], judul="Predikat"),
        lambda: grafik.grafik_tren([], judul="Tren"),
    ],
)
def test_tanpa_isi_mengatakannya(gambar):
    assert [isi for isi in teks(baca(gambar())) if isi.startswith("Belum ada")]


def test_tren_terputus_pada_tahun_tanpa_angka_dan_menyebut_keadaannya():
    titik = (
        grafik.Titik("2023", persen("90"), persen("80")),
        grafik.Titik("2024", persen("90"), Sel("menyusul")),
        grafik.Titik("2025", persen("90"), persen("0")),
    )
    akar = baca(grafik.grafik_tren([grafik.Tren("Angka", "persen", titik)], judul="Tren"))
    realisasi = next(
        p
        for p in akar.iter(f"{NS}path")
        if p.get("stroke") == grafik.WARNA["utama"] and not p.get("stroke-dasharray")
    )
    assert realisasi.get("d").count("M") == 2 and "L" not in realisasi.get("d")
    assert {"menyusul", "0,00", "80,00"} <= set(teks(akar))


def test_tren_menaruh_nilai_terbesar_di_atas():
    titik = tuple(grafik.Titik(str(n), Sel("–"), persen(str(n))) for n in (5, 20, 10))
    akar = baca(grafik.grafik_tren([grafik.Tren("Angka", "persen", titik)], judul="Tren"))
    jalur = next(p for p in akar.iter(f"{NS}path") if p.get("stroke") == grafik.WARNA["utama"])
    y = [float(satu.split()[1]) for satu in re.split("[ML]", jalur.get("d")) if satu]
    assert y[1] < y[2] < y[0]


def test_tren_indikator_berakhir_pada_tahun_ini_dan_menyebut_yang_belum_lapor():
    tren = grafik.tren_capaian(kelompok_capaian()[0].baris[2], tahun="2026 s.d. TW II")
    assert [t.label for t in tren.titik] == ["2024", "2025", "2026 s.d. TW II"]
    assert tren.titik[-1].realisasi.nilai is None
    assert tren.titik[-1].realisasi.teks == "Belum lapor"


def test_kilat_tanpa_angka_mengatakannya():
    tren = grafik.Tren("Angka", "persen", (grafik.Titik("2026", persen("9"), Sel("–")),))
    assert "belum ada angka" in teks(baca(grafik.grafik_kilat(tren)))


def test_anggaran_nol_dan_anggaran_kosong_berbeda():
    akar = baca(
        grafik.grafik_anggaran_kinerja(
            [
                grafik.Pasangan("Nol", persen("90"), persen("0")),
                grafik.Pasangan("Kosong", persen("90"), Sel("–")),
            ],
            judul="Anggaran",
        )
    )
    assert "Anggaran 0,00 %" in teks(akar) and "Anggaran –" in teks(akar)
    assert len([r for r in akar.iter() if r.get("class") == "tanpa-angka"]) == 1


def test_hitungan_predikat_lengkap_dan_yang_tanpa_angka_terarsir():
    susunan = susunan_capaian()
    bagian = grafik.bagian_predikat(susunan.hitungan, susunan.skala)
    assert [satu.label for satu in bagian[:5]] == [kelas.predikat.label for kelas in SKALA]
    assert {satu.label for satu in bagian if not satu.berangka} == {
        "Belum lapor",
        "Belum waktunya",
        "Tidak dapat dihitung",
    }
    assert "Dihitung" not in {satu.label for satu in bagian}
    assert sum(satu.jumlah for satu in bagian) == 7
    akar = baca(grafik.grafik_predikat(bagian, judul="Predikat"))
    assert {"Sangat Tinggi: 3", "Tinggi: 0", "Belum lapor: 1"} <= set(teks(akar))


def test_panjang_bagian_sebanding_dengan_jumlahnya():
    bagian = grafik.bagian_predikat([Hitungan("Sangat Tinggi", 3), Hitungan("Sangat Rendah", 1)], SKALA)
    akar = baca(grafik.grafik_predikat(bagian, judul="Predikat", lebar=400))
    hijau, merah = (
        next(
            r
            for r in akar.iter(f"{NS}rect")
            if r.get("fill") == grafik.WARNA[warna] and r.get("height") == "34"
        )
        for warna in ("hijau", "merah")
    )
    assert (float(hijau.get("width")), float(merah.get("width"))) == (298, 98)


def test_warna_sama_dengan_keping_layar_dan_cukup_terang():
    css = (Path(__file__).parents[2] / "static/css/sakip.css").read_text(encoding="utf-8")

    def terang(heksa: str) -> float:
        kanal = (int(heksa[i : i + 2], 16) / 255 for i in (1, 3, 5))
        r, g, b = (k / 12.92 if k <= 0.04045 else ((k + 0.055) / 1.055) ** 2.4 for k in kanal)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    for nama, warna in grafik.WARNA.items():
        assert 1.05 / (terang(warna) + 0.05) >= 4.5, nama
    for nama in ("hijau", "biru", "kuning", "merah", "ungu"):
        assert f"--{nama}: {grafik.WARNA[nama]};" in css
