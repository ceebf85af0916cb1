"""Every procedure of every shipped SOP, walked to its end and through every return.

A file added to ``fixtures/sop`` is walked without a line changed here.
"""

import json

import pytest

from alur.actions import kembalikan, selesaikan, setujui
from alur.models import CatatanPerbaikan, Pelaksanaan, Prosedur
from organisasi.galat import TindakanDitolak
from tests.alur.penjalan import (
    adalah_keputusan,
    adopsi,
    berkas_sop,
    jawab_perbaikan,
    maju,
    mulai,
    para_pelaku,
    pekerja,
    sampai,
    selesaikan_semua,
    terbuka,
)

# What the database decides of a move, test_gerbang asks on both.
pytestmark = [pytest.mark.django_db, pytest.mark.sekali]


def _prosedur() -> list:
    """(file, jenis) of every procedure that ships."""
    return [
        pytest.param(berkas, prosedur["jenis"], id=f"{berkas.stem}-{prosedur['jenis']}")
        for berkas in berkas_sop()
        for prosedur in json.loads(berkas.read_text())["prosedur"]
    ]


def _kembali() -> list:
    """(file, jenis, decision step, return step) of every way back that ships."""
    return [
        pytest.param(
            berkas,
            prosedur["jenis"],
            langkah["nomor"],
            ke,
            id=f"{berkas.stem}-{prosedur['jenis']}-{langkah['nomor']}-ke-{ke}",
        )
        for berkas in berkas_sop()
        for prosedur in json.loads(berkas.read_text())["prosedur"]
        for langkah in prosedur["langkah"]
        if (putusan := langkah.get("keputusan"))
        for ke in [putusan["kembali_ke"], *putusan.get("pilihan", [])]
    ]


def _jalur(prosedur: Prosedur, dari: int = 1) -> list[int]:
    """The steps from one on, with every decision approved, as the file states them."""
    langkah = {satu.nomor: satu for satu in prosedur.langkah.select_related("lanjut_ke")}
    hasil, nomor = [], dari
    while nomor in langkah:
        hasil.append(nomor)
        lanjut = langkah[nomor].lanjut_ke
        nomor = lanjut.nomor if lanjut else nomor + 1
    return hasil


def test_delapan_prosedur_terbawa():
    assert len(_prosedur()) >= 8
    assert {satu.stem for satu in berkas_sop()} >= {"000", "001", "002", "003", "004"}


@pytest.mark.parametrize(("berkas", "jenis"), _prosedur())
def test_prosedur_berjalan_sampai_akhir(kantor, berkas, jenis):
    """Each step once, in order, by those whose turn it is; the last one ends the run."""
    prosedur = adopsi(kantor, berkas).prosedur.get(jenis=jenis)
    pelaksanaan = mulai(kantor, prosedur)

    for nomor in _jalur(prosedur):
        catatan = terbuka(pelaksanaan)
        assert (catatan.langkah.nomor, catatan.putaran) == (nomor, 1)
        pelaku = para_pelaku(catatan)
        assert maju(pelaksanaan).selesai_oleh == pelaku[-1]

    pelaksanaan.refresh_from_db()
    assert pelaksanaan.status == Pelaksanaan.Status.SELESAI
    assert pelaksanaan.selesai_pada is not None
    riwayat = list(pelaksanaan.catatan.select_related("langkah").order_by("pk"))
    assert [satu.langkah.nomor for satu in riwayat] == _jalur(prosedur)
    assert all(satu.selesai_pada and satu.selaku and satu.putaran == 1 for satu in riwayat)
    for satu in riwayat:
        assert satu.merangkap == (satu.selesai_oleh_id in pekerja(satu)), f"langkah {satu.langkah.nomor}"


@pytest.mark.parametrize(("berkas", "jenis", "nomor", "ke"), _kembali())
def test_setiap_pengembalian_berjalan_sampai_akhir(kantor, berkas, jenis, nomor, ke):
    """Back to the step, its remarks answered before it may close, then on to the end."""
    prosedur = adopsi(kantor, berkas).prosedur.get(jenis=jenis)
    pelaksanaan = mulai(kantor, prosedur)
    putusan = sampai(pelaksanaan, nomor)

    kembalikan(
        catatan=putusan,
        oleh=para_pelaku(putusan)[0],
        alasan="Belum lengkap.",
        ke=prosedur.langkah.get(nomor=ke),
        perbaikan=["Lengkapi bulan Maret.", "Betulkan satuan."],
    )

    terbuka_lagi = terbuka(pelaksanaan)
    assert (terbuka_lagi.langkah.nomor, terbuka_lagi.putaran) == (ke, 2)
    tindakan = setujui if adalah_keputusan(terbuka_lagi.langkah) else selesaikan
    with pytest.raises(TindakanDitolak, match="2 catatan perbaikan belum ditindaklanjuti"):
        tindakan(catatan=terbuka_lagi, oleh=para_pelaku(terbuka_lagi)[0])
    assert jawab_perbaikan(terbuka_lagi) == 2
    selesaikan_semua(pelaksanaan)

    assert pelaksanaan.status == Pelaksanaan.Status.SELESAI
    lagi = _jalur(prosedur, ke)
    dua_kali = set(lagi[: lagi.index(nomor) + 1])
    for langkah in prosedur.langkah.all():
        kunjungan = list(
            pelaksanaan.catatan.filter(langkah=langkah).order_by("pk").values_list("putaran", flat=True)
        )
        assert kunjungan == ([1, 2] if langkah.nomor in dua_kali else [1]), f"langkah {langkah.nomor}"
    perbaikan = CatatanPerbaikan.objects.filter(catatan__pelaksanaan=pelaksanaan)
    assert [(satu.status, bool(satu.ditutup_oleh)) for satu in perbaikan] == [("selesai", True)] * 2


@pytest.mark.parametrize(
    ("kode", "ditandai"),
    [
        # The Sekretaris decides at 5 on forms made by the Sekretaris at 2, and at 9 on the own recap of 8.
        ("002", [5, 9]),
        # The Sekretaris checks at 11 what the Sekretaris reported with the team at 9.
        ("004", [11]),
    ],
)
def test_pelaksana_dan_pemutus_sama_ditandai_bila_sop_tidak_memberi_pilihan(kantor, kode, ditandai):
    berkas = next(satu for satu in berkas_sop() if satu.stem == kode)
    pelaksanaan = selesaikan_semua(mulai(kantor, adopsi(kantor, berkas).prosedur.get()))
    merangkap = pelaksanaan.catatan.filter(merangkap=True).order_by("pk")
    assert list(merangkap.values_list("langkah__nomor", flat=True)) == ditandai
