"""The five SOPs as shipped, held against facts read off the printed SOPs; and every kind of bad file."""

import copy
import hashlib
import json
import re
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given
from hypothesis import settings as aturan
from hypothesis import strategies as st

from alur.models import (
    SOP,
    BerkasLangkah,
    JalurKembali,
    Langkah,
    Pelaksanaan,
    PelakuLangkah,
    Peran,
    Prosedur,
)
from alur.naskah import (
    LANGKAH_TERBANYAK,
    UKURAN_TERBESAR,
    baca_naskah,
    muat_naskah,
    naskah_dari,
    periksa_naskah,
    rapikan,
    urai_saran,
)
from jejak.models import CatatanJejak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import AnggotaTim, Jabatan, UnitKerja

LETAK = settings.AKAR / "fixtures" / "sop"
KODE = ["000", "001", "002", "003", "004"]
ISI = {kode: json.loads((LETAK / f"{kode}.json").read_text(encoding="utf-8")) for kode in KODE}

TABEL = (SOP, Peran, Prosedur, Langkah, PelakuLangkah, BerkasLangkah, JalurKembali)


@pytest.fixture
def naskah():
    """A copy of SOP 003 to spoil."""
    return copy.deepcopy(ISI["003"])


@pytest.fixture
def dimuat(db):
    """The five SOPs, loaded: {code: SOP}."""
    return {kode: muat_naskah(data) for kode, data in ISI.items()}


def langkah_dari(naskah, nomor, jenis="pengumpulan"):
    prosedur = next(satu for satu in naskah["prosedur"] if satu["jenis"] == jenis)
    return prosedur["langkah"][nomor - 1]


def jumlah_baris():
    return {model.__name__: model.objects.count() for model in TABEL}


def bentuk(prosedur):
    """What the flow of a procedure is, in short lines: number, layar, doers, receivers."""
    hasil = []
    for langkah in prosedur.langkah.order_by("nomor"):
        pelaku = {
            tugas: "+".join(
                langkah.pelaku.filter(tugas=tugas).order_by("pk").values_list("peran__kode", flat=True)
            )
            for tugas in ("pelaksana", "penerima")
        }
        hasil.append(
            f"{langkah.nomor} {langkah.layar} {pelaku['pelaksana']}>{pelaku['penerima']}".rstrip(">")
        )
    return hasil


# Read off the SOPs: steps, minutes, steps without a printed time, returns {step: (default, others)}.
FAKTA = {
    ("000", "pengumpulan"): (12, 0, list(range(1, 13)), {10: (7, [8])}),
    ("000", "pengukuran"): (10, 1025, [10], {8: (6, [5])}),
    ("001", "pengumpulan"): (12, 1510, [12], {10: (7, [8])}),
    ("001", "pengukuran"): (10, 180, [1, 2, 3, 4, 5, 6, 10], {8: (6, [5])}),
    ("002", "gabungan"): (14, 360, [], {5: (3, [2]), 6: (3, []), 7: (6, []), 9: (8, []), 11: (9, [8])}),
    ("003", "pengumpulan"): (12, 1480, [12], {10: (7, [8])}),
    ("003", "pengukuran"): (10, 1025, [10], {8: (6, [5])}),
    ("004", "pengukuran"): (12, 1890, [], {10: (8, [7]), 11: (8, [10])}),
}

ALUR_PENGUMPULAN = [
    "1 perintah KEPALA>SEKRETARIS",
    "2 rapat SEKRETARIS>TIM_SAKIP",
    "3 rencana TIM_SAKIP",
    "4 dokumen TIM_SAKIP",
    "5 formulir TIM_SAKIP",
    "6 distribusi TIM_SAKIP>SEKRETARIAT+BIDANG",
    "7 pengisian SEKRETARIAT+BIDANG>TIM_SAKIP",
    "8 rekap TIM_SAKIP",
    "9 lapor TIM_SAKIP>SEKRETARIS",
    "10 putusan SEKRETARIS",
    "11 lapor SEKRETARIS>KEPALA",
    "12 arsip TIM_SAKIP",
]
ALUR_PENGUKURAN = [
    "1 perintah KEPALA>SEKRETARIS",
    "2 rapat SEKRETARIS>TIM_SAKIP",
    "3 rencana TIM_SAKIP",
    "4 metodologi TIM_SAKIP",
    "5 ukur TIM_SAKIP",
    "6 rekap TIM_SAKIP",
    "7 lapor TIM_SAKIP>SEKRETARIS",
    "8 putusan SEKRETARIS",
    "9 lapor SEKRETARIS>KEPALA",
    "10 arsip TIM_SAKIP",
]
KP, KU = "KASUBAG_PERENCANAAN_KEUANGAN_PELAPORAN", "KASUBAG_UMUM_KEPEGAWAIAN"
ALUR_GABUNGAN = [
    "1 perintah CAMAT>SEKRETARIS",
    "2 formulir SEKRETARIS",
    f"3 distribusi {KP}>KASI+SEKRETARIAT",
    f"4 surat {KP}>PEJABAT_ESELON_III_IV",
    f"5 rapat SEKRETARIS>KASI+{KP}+{KU}",
    "6 rekap SEKRETARIS",
    "7 ukur SEKRETARIAT",
    "8 rekap SEKRETARIS",
    "9 putusan SEKRETARIS",
    "10 lapor SEKRETARIS>CAMAT",
    "11 tanda_tangan CAMAT",
    f"12 surat {KU}",
    f"13 surat {KU}",
    f"14 arsip {KU}",
]
ALUR_PURBALINGGA = [
    "1 perintah SEKRETARIS>KASUBBAG_UMPEG",
    "2 perintah KEPALA>KASUBBAG_UMPEG",
    "3 surat KASUBBAG_UMPEG>TIM_SAKIP",
    "4 rapat SEKRETARIS>TIM_SAKIP+SELURUH_ASN",
    "5 rencana ANGGOTA_TIM_SAKIP+SEKRETARIS",
    "6 surat ANGGOTA_TIM_SAKIP+SEKRETARIS>KEPALA+BAGIAN_UNIT",
    "7 ukur ANGGOTA_TIM_SAKIP",
    "8 rekap ANGGOTA_TIM_SAKIP",
    "9 lapor ANGGOTA_TIM_SAKIP+SEKRETARIS>KASUBBAG_UMPEG",
    "10 putusan KASUBBAG_UMPEG",
    "11 putusan SEKRETARIS",
    "12 tanda_tangan SEKRETARIS",
]
ALUR = {
    ("002", "gabungan"): ALUR_GABUNGAN,
    ("004", "pengukuran"): ALUR_PURBALINGGA,
    **{(kode, "pengumpulan"): ALUR_PENGUMPULAN for kode in ("000", "001", "003")},
    **{(kode, "pengukuran"): ALUR_PENGUKURAN for kode in ("000", "001", "003")},
}


# The shipped files


@pytest.mark.parametrize("kode", KODE)
def test_naskah_bawaan_tanpa_masalah(kode):
    assert periksa_naskah(baca_naskah(LETAK / f"{kode}.json")) == []


def test_lima_sop_memuat_tepat_delapan_prosedur(dimuat):
    ada = {(satu.sop.kode, satu.jenis) for satu in Prosedur.objects.select_related("sop")}
    assert ada == set(FAKTA)
    assert Langkah.objects.count() == 12 + 10 + 12 + 10 + 14 + 12 + 10 + 12
    assert set(SOP.objects.values_list("status", "opd")) == {("naskah", None)}


@pytest.mark.parametrize(("kode", "jenis"), FAKTA)
def test_prosedur_sesuai_naskah(dimuat, kode, jenis):
    jumlah, menit, tanpa_waktu, kembali = FAKTA[kode, jenis]
    prosedur = dimuat[kode].prosedur.get(jenis=jenis)
    langkah = list(prosedur.langkah.order_by("nomor"))
    assert [satu.nomor for satu in langkah] == list(range(1, jumlah + 1))
    assert sum(satu.menit_baku() or 0 for satu in langkah) == menit
    assert [satu.nomor for satu in langkah if satu.waktu_nilai is None] == tanpa_waktu
    jalur = {}
    for satu in JalurKembali.objects.filter(langkah__prosedur=prosedur).order_by("pk"):
        bawaan, lain = jalur.get(satu.langkah.nomor, (None, []))
        jalur[satu.langkah.nomor] = (satu.ke.nomor, lain) if satu.bawaan else (bawaan, [*lain, satu.ke.nomor])
        assert satu.disimpulkan  # No SOP says to which step a "tidak" returns.
    assert jalur == kembali
    assert bentuk(prosedur) == ALUR[kode, jenis]


@pytest.mark.parametrize(
    ("kode", "label", "jumlah"),
    [
        (
            "000",
            {
                1: ["Kepala Dinas"],
                2: ["Sekretaris", "Sekretariat"],
                3: ["Bidang"],
                4: ["Tim SAKIP"],
                5: ["Staf"],
            },
            6,
        ),
        (
            "003",
            {
                1: ["Kepala Badan"],
                2: ["Sekretaris", "Sekretariat"],
                3: ["Bidang"],
                4: ["Tim SAKIP"],
                5: ["Staf"],
            },
            6,
        ),
        (
            "002",
            {
                1: ["Camat"],
                2: ["Sekretaris", "Sekretariat"],
                3: ["Kasubag Perencanaan, Keuangan dan Pelaporan"],
                4: ["Kasubag Umum dan Kepegawaian"],
                5: ["Kasi", "Pejabat Eselon III dan IV"],
            },
            7,
        ),
        (
            "004",
            {
                1: ["Bagian/Unit", "Seluruh ASN"],
                2: ["Anggota Tim SAKIP", "Tim SAKIP"],
                3: ["Kepala Dinas"],
                4: ["Kasubbag Umum dan Kepegawaian"],
                5: ["Sekretaris Dinas"],
            },
            7,
        ),
    ],
)
def test_peran_di_lajur_tercetak(dimuat, kode, label, jumlah):
    hasil = {}
    for peran in dimuat[kode].peran.order_by("pk"):
        hasil.setdefault(peran.lajur, []).append(peran.label)
    assert dict(sorted(hasil.items())) == label
    assert dimuat[kode].peran.count() == jumlah
    assert len(dimuat[kode].keterangan["kolom_pelaksana"]) == 5


def test_peran_diikat_menurut_jenisnya(dimuat):
    kenal = {
        "jabatan": Jabatan.Jenis.values,
        "unit": UnitKerja.Jenis.values,
        "tim": AnggotaTim.Kedudukan.values,
        "staf": [],
    }
    for peran in Peran.objects.all():
        assert {jenis for jenis, _ in urai_saran(peran.saran_jenis)} <= set(kenal[peran.ikatan])
    kasubbag = dimuat["002"].peran.get(kode=KP)
    assert urai_saran(kasubbag.saran_jenis) == [
        ("kasubbag", "perencanaan"),
        ("kasubbag", "keuangan"),
        ("kasubbag", "pelaporan"),
    ]
    assert dimuat["002"].peran.get(kode="KASI").ikatan == Peran.Ikatan.UNIT
    assert dimuat["004"].peran.get(kode="SELURUH_ASN").ikatan == Peran.Ikatan.STAF


def test_pelaku_yang_tidak_disebut_naskah_ditandai(dimuat):
    hasil = {
        (
            satu.langkah.prosedur.sop.kode,
            satu.langkah.prosedur.jenis,
            satu.langkah.nomor,
            satu.peran.kode,
            satu.tugas,
        )
        for satu in PelakuLangkah.objects.filter(disimpulkan=True).select_related(
            "langkah__prosedur__sop", "peran"
        )
    }
    assert hasil == {
        *(
            (kode, "pengumpulan", no, "TIM_SAKIP", "pelaksana")
            for kode in ("000", "001", "003")
            for no in (6, 12)
        ),
        *((kode, "pengukuran", 10, "TIM_SAKIP", "pelaksana") for kode in ("000", "001", "003")),
        ("002", "gabungan", 14, KU, "pelaksana"),
        ("004", "pengukuran", 6, "BAGIAN_UNIT", "penerima"),
    }


def test_staf_membantu_mengisi_formulir(dimuat):
    pembantu = PelakuLangkah.objects.filter(tugas="pembantu").order_by("langkah__prosedur__sop__kode")
    assert [(p.langkah.prosedur.sop.kode, p.langkah.nomor, p.peran.kode) for p in pembantu] == [
        ("000", 7, "STAF"),
        ("001", 7, "STAF"),
        ("003", 7, "STAF"),
    ]


def test_tanda_langkah(dimuat):
    """Forms open when handed out and close with the approval; all finish only where the text names all."""

    def bertanda(**syarat):
        return set(
            Langkah.objects.filter(**syarat).values_list("prosedur__sop__kode", "prosedur__jenis", "nomor")
        )

    kumpul = [(kode, "pengumpulan") for kode in ("000", "001", "003")]
    assert bertanda(membuka_formulir=True) == {(*satu, 6) for satu in kumpul} | {("002", "gabungan", 3)}
    assert bertanda(menutup_formulir=True) == {(*satu, 10) for satu in kumpul} | {("002", "gabungan", 6)}
    assert bertanda(semua_pelaksana=True) == {(*satu, 7) for satu in kumpul} | {
        ("004", "pengukuran", no) for no in (5, 6, 9)
    }


def test_waktu_disimpan_seperti_tercetak(dimuat):
    def waktu(kode, jenis, nomor):
        satu = Langkah.objects.get(prosedur__sop=dimuat[kode], prosedur__jenis=jenis, nomor=nomor)
        return satu.waktu_teks, satu.waktu_nilai, satu.waktu_satuan

    assert waktu("003", "pengumpulan", 1) == ("5 menit", 5, "menit")
    assert waktu("001", "pengumpulan", 1) == ("10 menit", 10, "menit")
    assert waktu("001", "pengukuran", 8) == ("100 Menit", 100, "menit")
    assert waktu("003", "pengumpulan", 7) == ("1 hari", 1, "hari_kerja")
    assert waktu("002", "gabungan", 5) == ("1 jam", 1, "jam")
    assert waktu("004", "pengukuran", 7) == ("2 hari", 2, "hari_kerja")
    assert waktu("000", "pengumpulan", 1) == ("", None, "")


def test_kejanggalan_dibiarkan_dan_dicatat(dimuat):
    """As printed, not silently repaired: the odd word stands, the note says how it is read."""

    def ambil(kode, jenis, nomor):
        return Langkah.objects.get(prosedur__sop=dimuat[kode], prosedur__jenis=jenis, nomor=nomor)

    def berkas(langkah, arah):
        return list(langkah.berkas.filter(arah=arah).order_by("urutan").values_list("nama", flat=True))

    rapat = ambil("000", "pengukuran", 2)
    assert rapat.uraian.endswith("kegiatan pengumpulan data kinerja")
    assert "D4:" in rapat.catatan_naskah
    lapor = ambil("000", "pengukuran", 9)
    assert lapor.uraian.endswith("kepada Kepala Dinas")
    assert "D1:" in lapor.catatan_naskah
    assert "Penelitian dan Pengembangan" in lapor.catatan_naskah
    assert berkas(ambil("000", "pengukuran", 8), "output")[0].startswith("Draft Laporan")
    assert berkas(ambil("003", "pengukuran", 9), "output") == ["Disposisi kepala Dinas"]
    assert berkas(ambil("001", "pengumpulan", 8), "kelengkapan") == [
        "Draft laporan hasil pengukuran data kinerja"
    ]
    assert berkas(ambil("002", "gabungan", 13), "output") == ["SOP Pengadaan barang dan jasa"]
    assert ambil("002", "gabungan", 9).keterangan == "Menggunakan kendaraan dinas"
    arsip = ambil("003", "pengukuran", 10)
    assert arsip.uraian == "Menyimpan data kinerja."
    assert "uraian kosong pada tabel; diambil dari prosa" in arsip.catatan_naskah
    assert len(berkas(ambil("003", "pengumpulan", 4), "kelengkapan")) == 9


def test_semua_kejanggalan_daftar_tercatat():
    """Every number of the register of discrepancies stands somewhere in the files."""
    semua = "".join((LETAK / f"{kode}.json").read_text(encoding="utf-8") for kode in KODE)
    tercatat = {int(angka) for angka in re.findall(r"\bD(\d+)\b", semua)}
    assert tercatat == set(range(1, 35))


def test_kepala_sop_tersimpan_dengan_catatan_hukum(dimuat):
    assert dimuat["000"].nomor == "00.83.3/ /SOP/DISKOPNAKER/2025"
    assert dimuat["002"].nomor == "800/03/Silaut/2024"
    assert [dimuat[kode].tahun for kode in KODE] == [2025, 2022, 2024, None, 2023]
    jumlah = {
        kode: (len(sop.keterangan["dasar_hukum"]), len(sop.keterangan["dasar_hukum_isi"]))
        for kode, sop in dimuat.items()
    }
    assert jumlah == {"000": (5, 8), "001": (0, 8), "002": (2, 8), "003": (0, 8), "004": (5, 0)}
    isi = {butir["teks"][:60]: butir["catatan"] for butir in dimuat["003"].keterangan["dasar_hukum_isi"]}
    assert (
        "dibaca Perpres 29/2014" in isi["Peraturan Presiden Nomor 29 Tahun 2015 tentang Sistem Akuntab"[:60]]
    )
    dicabut = [c for c in isi.values() if "dicabut oleh PermenPANRB 88/2021" in c]
    assert len(dicabut) == 1
    assert dimuat["004"].keterangan["tanggal_efektif"] == "10 April 2023"
    assert len(dimuat["002"].keterangan["kualifikasi"]) == 2


# Names in the sources, as fingerprints, so that this file does not print them either.
NAMA_DI_SUMBER = {
    "a5edd7779f0f5fda",
    "d04dc0d719093fd2",
    "91765eb97975892b",
    "dc90695ac2b3582f",
    "83e16c61dc26c366",
    "e1a87371e89d3044",
    "38bf2b9cc027657a",
}
GELAR = re.compile(
    r"\b(S\.\s?Sos|S\.\s?S\b|SS,|S\.\s?E\b|S\.\s?H\b|M\.\s?Si|M\.\s?Pd|M\.\s?M\b|Drs?\.|Ir\.|NIP)"
)


@pytest.mark.parametrize("kode", KODE)
def test_naskah_tanpa_nama_orang_dan_nip(kode):
    teks = (LETAK / f"{kode}.json").read_text(encoding="utf-8")
    rapat = re.sub(r"(?<=\d) (?=\d)", "", teks)
    assert re.findall(r"\d{15,}", rapat) == []
    assert GELAR.findall(teks) == []
    sidik = {
        hashlib.sha256(kata.lower().encode()).hexdigest()[:16] for kata in re.findall(r"[^\W\d_]+", teks)
    }
    assert not sidik & NAMA_DI_SUMBER


# Loading


def test_muat_ulang_tidak_mengubah_apa_pun(dimuat):
    sebelum = {model: list(model.objects.order_by("pk").values()) for model in TABEL}
    jejak = CatatanJejak.objects.count()
    for data in ISI.values():
        muat_naskah(copy.deepcopy(data))
    assert {model: list(model.objects.order_by("pk").values()) for model in TABEL} == sebelum
    assert CatatanJejak.objects.count() == jejak


def test_tersimpan_sama_dengan_berkas(dimuat):
    for kode, sop in dimuat.items():
        sop.refresh_from_db()
        assert naskah_dari(sop) == rapikan(ISI[kode])


def test_naskah_berubah_diganti_seluruhnya(dimuat, naskah):
    lama = dimuat["003"].pk
    turunan_jejak = CatatanJejak.objects.filter(aksi="alur.ganti_naskah").count()
    naskah["nama"] = "Nama baru"
    naskah["prosedur"] = naskah["prosedur"][:1]
    langkah = naskah["prosedur"][0]["langkah"]
    langkah[9]["keputusan"] = {"kembali_ke": 8, "pilihan": [7]}
    langkah[0]["lanjut_ke"] = 2
    sop = muat_naskah(naskah)
    assert sop.pk == lama
    assert sop.nama == "Nama baru"
    assert sop.prosedur.count() == 1
    jalur = JalurKembali.objects.filter(langkah__prosedur__sop=sop).order_by("pk")
    assert [(j.ke.nomor, j.bawaan, j.disimpulkan) for j in jalur] == [(8, True, False), (7, False, False)]
    assert Langkah.objects.get(prosedur__sop=sop, nomor=1).lanjut_ke.nomor == 2
    assert CatatanJejak.objects.filter(aksi="alur.ganti_naskah").count() == turunan_jejak + 1
    # And back again, over steps that point at one another.
    muat_naskah(ISI["003"])
    assert naskah_dari(SOP.objects.get(pk=lama)) == rapikan(ISI["003"])


def test_ganti_naskah_tidak_menyentuh_sop_yang_diangkat(dimuat, kantor, naskah):
    salinan = SOP.objects.create(opd=kantor.opd, asal=dimuat["003"], kode="003", nama="Salinan")
    prosedur = Prosedur.objects.create(sop=salinan, jenis="pengumpulan")
    Langkah.objects.create(prosedur=prosedur, nomor=1, uraian="Langkah kantor", layar="perintah")
    naskah["nama"] = "Nama baru"
    muat_naskah(naskah)
    salinan.refresh_from_db()
    assert salinan.asal == dimuat["003"]
    assert salinan.nama == "Salinan"
    assert salinan.prosedur.get().langkah.get().uraian == "Langkah kantor"


def test_naskah_yang_sudah_dijalankan_tidak_diganti(dimuat, naskah, monkeypatch):
    class Ada:
        def exists(self):
            return True

    monkeypatch.setattr(Pelaksanaan.objects, "filter", lambda **syarat: Ada())
    naskah["nama"] = "Nama baru"
    sebelum = jumlah_baris()
    with pytest.raises(TindakanDitolak, match="sudah dijalankan"):
        muat_naskah(naskah)
    assert jumlah_baris() == sebelum
    assert SOP.objects.get(kode="003").nama != "Nama baru"


def test_gagal_di_tengah_tidak_menyisakan_apa_pun(db, naskah, monkeypatch):
    def gagal(*_, **__):
        raise RuntimeError("listrik padam")

    monkeypatch.setattr(JalurKembali.objects, "bulk_create", gagal)
    with pytest.raises(RuntimeError):
        muat_naskah(naskah)
    assert set(jumlah_baris().values()) == {0}


def test_hanya_super_admin_yang_memuat_dari_layar(kantor, superadmin, naskah):
    with pytest.raises(TidakBerhak):
        muat_naskah(naskah, oleh=kantor.admin)
    assert not SOP.objects.exists()
    assert muat_naskah(naskah, oleh=superadmin).kode == "003"
    assert CatatanJejak.objects.get(aksi="alur.muat_naskah").pelaku_id == superadmin.pk


# Bad files: how 003 is spoilt, and the sentence that must say so


def _ubah(jenis, nomor, /, **isi):
    return lambda naskah: langkah_dari(naskah, nomor, jenis).update(isi)


def _hapus(jenis, nomor, kunci):
    return lambda naskah: langkah_dari(naskah, nomor, jenis).pop(kunci)


def _akar(**isi):
    return lambda naskah: naskah.update(isi)


def _peran(ke, /, **isi):
    return lambda naskah: naskah["peran"][ke].update(isi)


KUMPUL, UKUR = "SOP 003, prosedur pengumpulan", "SOP 003, prosedur pengukuran"
DI_2, DI_10 = f"{KUMPUL}, langkah 2", f"{KUMPUL}, langkah 10"
BURUK = {
    "peran asing": (
        _ubah("pengumpulan", 8, pelaksana=["TIM_LAIN"]),
        f"{KUMPUL}, langkah 8: pelaksana 'TIM_LAIN' tidak ada dalam daftar peran.",
    ),
    "penerima asing": (
        _ubah("pengukuran", 7, penerima=["BAPPEDA"]),
        f"{UKUR}, langkah 7: penerima 'BAPPEDA' tidak ada dalam daftar peran.",
    ),
    "tanpa pelaksana": (
        _ubah("pengumpulan", 3, pelaksana=[]),
        f"{KUMPUL}, langkah 3: belum mempunyai pelaksana.",
    ),
    "pelaksana tidak ditulis": (
        _hapus("pengumpulan", 3, "pelaksana"),
        f"{KUMPUL}, langkah 3: belum mempunyai pelaksana.",
    ),
    "pelaksana kembar": (
        _ubah("pengumpulan", 3, pelaksana=["TIM_SAKIP", "TIM_SAKIP"]),
        f"{KUMPUL}, langkah 3: isi 'pelaksana' 'TIM_SAKIP' tertulis dua kali.",
    ),
    "disimpulkan bukan pelaku": (
        _ubah("pengumpulan", 3, disimpulkan=["KEPALA"]),
        f"{KUMPUL}, langkah 3: 'disimpulkan' menyebut 'KEPALA', yang bukan pelaku langkah ini.",
    ),
    "putusan tanpa keputusan": (
        _hapus("pengumpulan", 10, "keputusan"),
        f"{DI_10}: keputusan tanpa 'kembali_ke': sebutkan ke langkah mana boleh dikembalikan.",
    ),
    "keputusan tanpa tujuan": (
        _ubah("pengumpulan", 10, keputusan={"pilihan": [7]}),
        f"{DI_10}, keputusan: tanpa 'kembali_ke': sebutkan ke langkah mana boleh dikembalikan.",
    ),
    "tujuan kembali tidak ada": (
        _ubah("pengumpulan", 10, keputusan={"kembali_ke": 99}),
        f"{DI_10}: tujuan kembali langkah 99 tidak ada.",
    ),
    "pilihan kembali tidak ada": (
        _ubah("pengumpulan", 10, keputusan={"kembali_ke": 7, "pilihan": [-1]}),
        f"{DI_10}: tujuan kembali langkah -1 tidak ada.",
    ),
    "tujuan kembali maju": (
        _ubah("pengumpulan", 10, keputusan={"kembali_ke": 11}),
        f"{DI_10}: tujuan kembali langkah 11 bukan langkah sebelumnya.",
    ),
    "tujuan kembali diri sendiri": (
        _ubah("pengumpulan", 10, keputusan={"kembali_ke": 10}),
        f"{DI_10}: tujuan kembali langkah 10 bukan langkah sebelumnya.",
    ),
    "tujuan kembali kembar": (
        _ubah("pengumpulan", 10, keputusan={"kembali_ke": 7, "pilihan": [7]}),
        f"{DI_10}, keputusan: tujuan kembali langkah 7 tertulis dua kali.",
    ),
    "keputusan beramai-ramai": (
        _ubah("pengumpulan", 10, semua_pelaksana=True),
        f"{DI_10}: keputusan diambil satu pihak; 'semua_pelaksana' harus false.",
    ),
    "berputar tanpa akhir": (
        _ubah("pengukuran", 9, lanjut_ke=6),
        f"{UKUR}: langkah 1, 2, 3, 4, 5, 6, 7, 8, 9 berputar tanpa akhir. "
        "Betulkan 'lanjut_ke' agar prosedur berakhir.",
    ),
    "langkah terlewat": (
        _ubah("pengukuran", 1, lanjut_ke=3),
        f"{UKUR}: langkah 2 tidak pernah dicapai. Betulkan 'lanjut_ke'.",
    ),
    "lanjut ke yang tidak ada": (
        _ubah("pengukuran", 1, lanjut_ke=40),
        f"{UKUR}, langkah 1: 'lanjut_ke' langkah 40 tidak ada.",
    ),
    "nomor melompat": (
        _ubah("pengumpulan", 4, nomor=40),
        f"{KUMPUL}: nomor langkah harus berurutan 1 sampai 12, tanpa lompat atau kembar.",
    ),
    "nomor kembar": (
        _ubah("pengumpulan", 4, nomor=3),
        f"{KUMPUL}: nomor langkah harus berurutan 1 sampai 12, tanpa lompat atau kembar.",
    ),
    "nomor bukan bilangan": (
        _ubah("pengumpulan", 4, nomor=True),
        f"{KUMPUL}, langkah ke-4: 'nomor' harus bilangan bulat 1 sampai 32767.",
    ),
    "layar asing": (
        _ubah("pengumpulan", 2, layar="pesta"),
        f"{DI_2}: 'layar' 'pesta' tidak dikenal. Pilih salah satu: {', '.join(Langkah.Layar.values)}.",
    ),
    "satuan asing": (
        _ubah("pengumpulan", 2, waktu={"teks": "1 minggu", "nilai": 1, "satuan": "minggu"}),
        f"{DI_2}, waktu: 'satuan' 'minggu' tidak dikenal. Pilih salah satu: menit, jam, hari_kerja.",
    ),
    "waktu nol": (
        _ubah("pengumpulan", 2, waktu={"teks": "0 menit", "nilai": 0, "satuan": "menit"}),
        f"{DI_2}, waktu: 'nilai' harus bilangan bulat 1 sampai 32767.",
    ),
    "waktu pecahan": (
        _ubah("pengumpulan", 2, waktu={"teks": "1,5 jam", "nilai": 1.5, "satuan": "jam"}),
        f"{DI_2}, waktu: 'nilai' harus bilangan bulat 1 sampai 32767.",
    ),
    "waktu bukan objek": (
        _ubah("pengumpulan", 2, waktu="60 menit"),
        f"{DI_2}, waktu: harus berupa objek {{…}}.",
    ),
    "uraian kosong": (
        _ubah("pengumpulan", 2, uraian="  "),
        f"{DI_2}: 'uraian' masih kosong.",
    ),
    "uraian tidak ada": (
        _hapus("pengumpulan", 2, "uraian"),
        f"{DI_2}: 'uraian' belum ada.",
    ),
    "uraian bukan tulisan": (
        _ubah("pengumpulan", 2, uraian=12),
        f"{DI_2}: 'uraian' harus berupa tulisan.",
    ),
    "uraian terlalu panjang": (
        _ubah("pengumpulan", 2, uraian="a" * 3001),
        f"{DI_2}: 'uraian' terlalu panjang: paling banyak 3000 huruf.",
    ),
    "huruf nol": (
        _ubah("pengumpulan", 2, uraian="rapat\x00"),
        f"{DI_2}: 'uraian' memuat huruf kendali atau pindah baris yang tidak dapat disimpan.",
    ),
    "separuh huruf": (
        _ubah("pengumpulan", 2, tindakan="\ud800"),
        f"{DI_2}: 'tindakan' memuat huruf kendali atau pindah baris yang tidak dapat disimpan.",
    ),
    "tanda bukan ya atau tidak": (
        _ubah("pengumpulan", 2, membuka_formulir="ya"),
        f"{DI_2}: 'membuka_formulir' harus true atau false.",
    ),
    "output kembar": (
        _ubah("pengumpulan", 2, output=["Notulen", "Notulen"]),
        f"{DI_2}: isi 'output' 'Notulen' tertulis dua kali.",
    ),
    "isian asing": (
        _ubah("pengumpulan", 2, kelengkpan=[]),
        f"{DI_2}: isian 'kelengkpan' tidak dikenal. Hapus, atau betulkan ejaannya.",
    ),
    "langkah bukan objek": (
        lambda naskah: naskah["prosedur"][0]["langkah"].insert(0, "rapat"),
        f"{KUMPUL}, langkah ke-1: harus berupa objek {{…}}.",
    ),
    "prosedur tanpa langkah": (
        lambda naskah: naskah["prosedur"][1].update(langkah=[]),
        f"{UKUR}: belum mempunyai langkah.",
    ),
    "langkah terlalu banyak": (
        lambda naskah: naskah["prosedur"][1].update(langkah=[{}] * (LANGKAH_TERBANYAK + 1)),
        f"{UKUR}: 'langkah' terlalu banyak: paling banyak 60.",
    ),
    "prosedur kembar": (
        lambda naskah: naskah["prosedur"].append(naskah["prosedur"][0]),
        f"{KUMPUL}: tertulis dua kali; satu SOP memuat tiap jenis prosedur satu kali.",
    ),
    "jenis prosedur asing": (
        lambda naskah: naskah["prosedur"][0].update(jenis="pelaporan"),
        "SOP 003, prosedur: 'jenis' 'pelaporan' tidak dikenal. "
        "Pilih salah satu: pengumpulan, pengukuran, gabungan.",
    ),
    "tanpa prosedur": (_akar(prosedur=[]), "SOP 003: 'prosedur' masih kosong."),
    "prosedur bukan daftar": (_akar(prosedur={}), "SOP 003: 'prosedur' harus berupa daftar […]."),
    "formulir tidak dibuka": (
        _ubah("pengumpulan", 6, membuka_formulir=False),
        f"{KUMPUL}: harus ada langkah yang membuka formulir unit dan langkah yang menutupnya.",
    ),
    "formulir ditutup lebih dahulu": (
        _ubah("pengumpulan", 2, menutup_formulir=True),
        f"{KUMPUL}: formulir unit harus dibuka lebih dahulu, baru ditutup di langkah kemudian.",
    ),
    "pengukuran membuka formulir": (
        _ubah("pengukuran", 2, membuka_formulir=True),
        f"{UKUR}: pengukuran tidak membuka atau menutup formulir unit.",
    ),
    "peran kembar": (
        _peran(1, kode="KEPALA"),
        "SOP 003, peran ke-2: kode 'KEPALA' sudah dipakai peran lain.",
    ),
    "kode peran berspasi": (
        _peran(1, kode="PAK SEKRETARIS"),
        "SOP 003, peran ke-2: 'kode' hanya boleh berisi huruf, angka, garis bawah dan tanda hubung.",
    ),
    "ikatan asing": (
        _peran(0, ikatan="keluarga"),
        "SOP 003, peran 'KEPALA': 'ikatan' 'keluarga' tidak dikenal. "
        "Pilih salah satu: jabatan, unit, tim, staf.",
    ),
    "ikatan tidak ada": (
        lambda naskah: naskah["peran"][0].pop("ikatan"),
        "SOP 003, peran 'KEPALA': 'ikatan' belum ada. Pilih salah satu: jabatan, unit, tim, staf.",
    ),
    "saran asing": (
        _peran(3, saran_jenis="kepala"),
        "SOP 003, peran 'BIDANG': saran_jenis 'kepala' tidak dikenal untuk ikatan unit. "
        f"Pilih: {', '.join(UnitKerja.Jenis.values)}.",
    ),
    "saran untuk staf": (
        _peran(5, saran_jenis="pelaksana"),
        "SOP 003, peran 'STAF': saran_jenis 'pelaksana' tidak dikenal untuk ikatan staf. "
        "Kosongkan untuk ikatan ini.",
    ),
    "saran tim berkata": (
        _peran(4, saran_jenis="ketua:perencanaan"),
        "SOP 003, peran 'TIM_SAKIP': saran_jenis untuk ikatan tim tidak memakai kata setelah titik dua.",
    ),
    "lajur di luar kolom": (
        _peran(5, lajur=6),
        "SOP 003, peran 'STAF': 'lajur' 6 tidak ada: kolom_pelaksana hanya 5.",
    ),
    "tanpa peran": (_akar(peran=[]), "SOP 003: 'peran' masih kosong."),
    "tanpa nama": (lambda naskah: naskah.pop("nama"), "SOP 003: 'nama' belum ada."),
    "tahun tulisan": (_akar(tahun="2024"), "SOP 003: 'tahun' harus bilangan bulat 1 sampai 32767."),
    "kode aneh": (
        _akar(kode="../003"),
        "SOP: 'kode' hanya boleh berisi huruf, angka, titik, garis bawah dan tanda hubung.",
    ),
    "keterangan asing": (
        lambda naskah: naskah["keterangan"].update(kop="x"),
        "SOP 003, keterangan: isian 'kop' tidak dikenal. Hapus, atau betulkan ejaannya.",
    ),
    "dasar hukum bukan objek": (
        lambda naskah: naskah["keterangan"].update(dasar_hukum=["UU 25/2004"]),
        "SOP 003, keterangan, dasar_hukum butir 1: harus berupa objek {…}.",
    ),
    "catatan dua baris": (
        _ubah("pengumpulan", 2, catatan=["satu\ndua"]),
        f"{DI_2}: isi 'catatan' memuat huruf kendali atau pindah baris yang tidak dapat disimpan.",
    ),
}


@pytest.mark.parametrize("nama", BURUK)
def test_naskah_buruk_ditolak_tanpa_baris(db, naskah, nama):
    rusak, kalimat = BURUK[nama]
    rusak(naskah)
    masalah = periksa_naskah(naskah)
    assert kalimat in masalah
    with pytest.raises(TindakanDitolak) as tolak:
        muat_naskah(naskah)
    assert kalimat in str(tolak.value).split("\n")
    assert set(jumlah_baris().values()) == {0}
    assert not CatatanJejak.objects.exists()


@pytest.mark.parametrize("data", [None, [], "SOP", 3, True, [{}]])
def test_bukan_objek_ditolak(db, data):
    assert periksa_naskah(data) == ["Berkas: isinya harus satu objek SOP, yaitu {…}."]
    with pytest.raises(TindakanDitolak):
        muat_naskah(data)
    assert not SOP.objects.exists()


def test_angka_raksasa_tidak_menjatuhkan_pemeriksaan(naskah):
    """Python refuses to write out numbers of over 4300 digits; the sentence does without."""
    langkah_dari(naskah, 10)["keputusan"] = {"kembali_ke": 7, "pilihan": [10**5000]}
    assert periksa_naskah(naskah) == [f"{DI_10}: tujuan kembali langkah yang terlalu besar tidak ada."]


def test_semua_masalah_disebut_sekaligus(naskah):
    langkah_dari(naskah, 2)["layar"] = "pesta"
    langkah_dari(naskah, 3)["pelaksana"] = []
    naskah["peran"][0]["ikatan"] = "keluarga"
    assert len(periksa_naskah(naskah)) == 3


def test_jalan_melompat_yang_sampai_akhir_diterima(naskah):
    """1-3-2-4: out of order, yet every step is visited and the end is reached."""
    for nomor, lanjut in ((1, 3), (3, 2), (2, 4)):
        langkah_dari(naskah, nomor, "pengukuran")["lanjut_ke"] = lanjut
    assert periksa_naskah(naskah) == []


# Nothing that can stand in a JSON file makes the check fall over

JSON_ACAK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(codec=None, categories=None), max_size=8)
    | st.sampled_from(["KEPALA", "putusan", "menit", "jabatan", "kasubbag:umum,", "pengukuran", 10**30]),
    lambda isi: st.lists(isi, max_size=4) | st.dictionaries(st.text(max_size=6), isi, max_size=4),
    max_leaves=8,
)


def _tempat(nilai, jalan=()):
    """Every place inside an SOP, as a path of keys."""
    yield jalan
    anak = nilai.items() if isinstance(nilai, dict) else enumerate(nilai) if isinstance(nilai, list) else ()
    for kunci, satu in anak:
        yield from _tempat(satu, (*jalan, kunci))


TEMPAT = {kode: [jalan for jalan in _tempat(data) if jalan] for kode, data in ISI.items()}


@st.composite
def naskah_acak(draw, paling=4):
    """A shipped SOP with some places replaced, removed or doubled."""
    kode = draw(st.sampled_from(KODE))
    data = copy.deepcopy(ISI[kode])
    for _ in range(draw(st.integers(1, paling))):
        *jalan, kunci = draw(st.sampled_from(TEMPAT[kode]))
        wadah = data
        try:
            for satu in jalan:
                wadah = wadah[satu]
            cara = draw(st.sampled_from(["ganti", "angka", "hapus", "gandakan"]))
            if cara == "ganti":
                wadah[kunci] = draw(JSON_ACAK)
            elif cara == "angka":
                wadah[kunci] = draw(st.integers(-1, 15))
            elif cara == "hapus":
                del wadah[kunci]
            elif isinstance(wadah, list):
                wadah.append(copy.deepcopy(wadah[kunci]))
        except (KeyError, IndexError, TypeError):
            continue  # An earlier change took this place away.
    return data


@given(naskah_acak())
@aturan(max_examples=400, deadline=None)
def test_perubahan_acak_dijawab_dengan_kalimat(data):
    masalah = periksa_naskah(data)
    assert all(isinstance(satu, str) and satu.endswith(".") for satu in masalah)
    "\n".join(masalah).encode()  # Every sentence can be printed.
    if not masalah:
        json.dumps(rapikan(data))


@given(JSON_ACAK)
@aturan(max_examples=200, deadline=None)
def test_isi_sembarang_dijawab_dengan_kalimat(data):
    assert periksa_naskah(data)


@pytest.mark.django_db
@given(naskah_acak(paling=1))
@aturan(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_yang_diterima_pemeriksaan_dapat_disimpan(data):
    """What the check lets through, the database takes, and gives back the same."""
    if periksa_naskah(data):
        with pytest.raises(TindakanDitolak):
            muat_naskah(data)
        return
    assert naskah_dari(SOP.objects.get(pk=muat_naskah(data).pk)) == rapikan(data)


# The command


def jalankan(*berkas):
    keluaran = StringIO()
    call_command("muat_sop", *map(str, berkas), stdout=keluaran)
    return keluaran.getvalue().splitlines()


def test_perintah_memuat_semua_naskah_bawaan(db):
    baris = jalankan()
    assert len(baris) == 6
    assert baris[3] == (
        "SOP 003 (Badan Kepegawaian dan Pengembangan Sumber Daya Manusia, Kabupaten Mahakam Ulu) dimuat: "
        "2 prosedur, 22 langkah."
    )
    assert baris[-1] == "Selesai: 5 SOP diperiksa."
    assert SOP.objects.naskah().count() == 5
    assert all("sudah sama, tidak ada yang diubah" in satu for satu in jalankan()[:-1])


def test_perintah_mengganti_naskah_yang_berubah(db, naskah, tmp_path):
    muat_naskah(naskah)
    naskah["nama"] = "Nama baru"
    berkas = tmp_path / "baru.json"
    berkas.write_text(json.dumps(naskah), encoding="utf-8")
    assert "diganti dengan isi yang baru" in jalankan(berkas)[0]
    assert SOP.objects.get(kode="003").nama == "Nama baru"


def test_perintah_menerima_berkas_dari_notepad(db, naskah, tmp_path):
    """Windows editors put a byte order mark before UTF-8."""
    berkas = tmp_path / "bom.json"
    berkas.write_text(json.dumps(naskah), encoding="utf-8-sig")
    assert "dimuat" in jalankan(berkas)[0]


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        (b"{", "buruk.json: Berkas bukan JSON yang sah: periksa baris 1 kolom 2."),
        (b"", "buruk.json: Berkas bukan JSON yang sah: periksa baris 1 kolom 1."),
        (b"\xff\xfe{", "buruk.json: Berkas bukan teks UTF-8. Simpan ulang sebagai UTF-8."),
        (b"[" * 200_000, "buruk.json: Berkas bukan JSON yang wajar: angka atau susunannya terlalu besar."),
        (b"9" * 5000, "buruk.json: Berkas bukan JSON yang wajar: angka atau susunannya terlalu besar."),
        (b" " * (UKURAN_TERBESAR + 1), "buruk.json: Berkas terlalu besar: paling besar 512 KB."),
        (
            b'{"kode": "1", "kode": "2"}',
            "buruk.json: Isian 'kode' tertulis dua kali dalam satu objek. Hapus salah satu.",
        ),
        (b"[]", "buruk.json: Berkas: isinya harus satu objek SOP, yaitu {…}."),
        (b'{"kode": "9"}', "buruk.json: SOP 9: 'nama' belum ada."),
    ],
    ids=[
        "terpotong",
        "kosong",
        "bukan UTF-8",
        "dalam",
        "angka raksasa",
        "besar",
        "kembar",
        "daftar",
        "kurang",
    ],
)
def test_perintah_menolak_berkas_buruk(db, tmp_path, isi, kalimat):
    buruk = tmp_path / "buruk.json"
    buruk.write_bytes(isi)
    with pytest.raises(CommandError) as tolak:
        jalankan(LETAK / "003.json", buruk)
    assert kalimat in str(tolak.value).split("\n")
    assert set(jumlah_baris().values()) == {0}


def test_perintah_menolak_berkas_yang_tidak_ada(db, tmp_path):
    with pytest.raises(CommandError, match="tidak dapat dibaca"):
        jalankan(tmp_path / "tiada.json")
    with pytest.raises(CommandError, match="tidak dapat dibaca"):
        jalankan(tmp_path)


def test_perintah_menolak_dua_berkas_sekode(db, naskah, tmp_path):
    kembar = tmp_path / "kembar.json"
    kembar.write_text(json.dumps(naskah), encoding="utf-8")
    with pytest.raises(CommandError, match=r"kembar\.json: kode 003 sudah dipakai 003\.json\."):
        jalankan(LETAK / "003.json", kembar)
    assert not SOP.objects.exists()
