"""A collection as it is examined: what its rows say, what is odd about them, and what was said of them already."""

from collections.abc import Mapping

from alur.models import TelaahBaris
from alur.tampilan import Status
from alur.telaah import berlaku
from laporan.bentuk import BarisRekap, Sel
from laporan.periksa.bentuk import BarisPeriksa, Periksa
from laporan.periksa.kelompok import (
    BERUBAH,
    DIKEMBALIKAN,
    TEKS_REKAP,
    kelompokkan,
    susun_bukti,
    susun_teks,
)
from laporan.periksa.ubahan import ubahan_anggaran, ubahan_rekap
from laporan.susunan.anggaran import baris_anggaran as bentuk_anggaran
from laporan.susunan.rekap import (
    BahanRekap,
    baca_rekap,
    sebut_perbaikan,
    sebut_perkiraan,
    susun_hitungan,
    susun_kelengkapan,
    susun_kelompok,
)
from laporan.susunan.sel import alamat
from pengumpulan.models import Baris, BarisAnggaran, BarisFormulir, Keadaan, Pengumpulan
from pengumpulan.tampilan import STATUS_BARIS
from perencanaan.models import RealisasiAnggaran

Telaah = Mapping[tuple[str, int], TelaahBaris]


def periksa_pengumpulan(
    pengumpulan: Pengumpulan,
    *,
    memutus: bool = False,
    telaah: Telaah | None = None,
    sorotan_dulu: bool = True,
    perkiraan: bool = False,
) -> Periksa:
    """The recap of a collection; rows that are handed in may be decided on where ``memutus``.

    ``telaah`` is what was said of the rows already (``alur.telaah.baca_telaah``).
    """
    bahan = baca_rekap(pengumpulan, perkiraan=perkiraan)
    # The shape knows no keys: a row is found again by the address of its figure.
    per_alamat = {alamat("realisasi_lihat", satu.realisasi_id): satu for satu in bahan.baris}
    ubahan = ubahan_rekap(pengumpulan, bahan.baris)
    telaah = telaah or {}
    kelompok = kelompokkan(
        (
            (
                satu.unit,
                f"Diserahkan {satu.diserahkan}"
                if satu.diserahkan
                else satu.belum_masuk or "Belum diserahkan",
                None,
                [
                    _baris(rekap_baris, per_alamat[rekap_baris.url], bahan, ubahan, memutus, telaah)
                    for rekap_baris in satu.baris
                ],
            )
            for satu in susun_kelompok(bahan)
        ),
        sorotan_dulu,
    )
    return Periksa(
        bercapaian=False,
        hitungan=susun_hitungan(bahan),
        kelompok=kelompok,
        anggaran=_anggaran(bahan, memutus, telaah),
        kelengkapan=susun_kelengkapan(bahan),
        keterangan_perkiraan=sebut_perkiraan(bahan),
    )


def _baris(
    satu: BarisRekap,
    baris: BarisFormulir,
    bahan: BahanRekap,
    ubahan: Mapping[int, tuple[str, ...]],
    memutus: bool,
    telaah: Telaah,
) -> BarisPeriksa:
    isi = bahan.bacaan[baris.pk].isi
    versi = baris.revisi_id or 0
    sorotan = []
    if baris.status == Baris.Status.DIKEMBALIKAN:
        sorotan.append(DIKEMBALIKAN)
    if ubahan.get(baris.pk):
        sorotan.append(BERUBAH)
    if isi.keadaan in {Keadaan.BELUM_DIISI, Keadaan.MENYUSUL}:
        sorotan.append(Keadaan(isi.keadaan).label)
    sorotan += [tanda.kalimat for tanda in satu.tanda if tanda.perhatian]
    return BarisPeriksa(
        jenis=TelaahBaris.Jenis.BARIS,
        pk=baris.pk,
        versi=versi,
        kode=satu.kode,
        judul=satu.indikator,
        keterangan=" · ".join(
            bagian
            for bagian in (satu.satuan, satu.periode, f"diisi {satu.pengisi}" if satu.pengisi else "")
            if bagian
        ),
        url=satu.url,
        target=satu.target,
        realisasi=satu.realisasi,
        status=STATUS_BARIS.get(baris.status, Status(baris.get_status_display(), "send", "kuning")),
        sorotan=tuple(sorotan),
        rincian=f"{satu.pembilang} / {satu.penyebut}" if satu.pembilang.nilai is not None else "",
        lalu=_sebut_lalu(satu),
        perkiraan=satu.perkiraan if bahan.perkiraan is not None else None,
        # What a state is for stands in its mark already.
        alasan="" if any(satu.alasan and satu.alasan in t.kalimat for t in satu.tanda) else satu.alasan,
        teks=susun_teks(satu, TEKS_REKAP),
        bukti=susun_bukti(bahan.bukti[baris.realisasi_id]),
        catatan=satu.catatan,
        tanda=tuple(tanda for tanda in satu.tanda if not tanda.perhatian),
        ubahan=ubahan.get(baris.pk, ()),
        angka_latihan=satu.angka_latihan,
        rekap=satu,
        dapat_diputus=memutus and baris.status == Baris.Status.DISERAHKAN,
        telaah=berlaku(telaah, TelaahBaris.Jenis.BARIS, baris.pk, versi) if memutus else None,
    )


def _sebut_lalu(satu: BarisRekap) -> str:
    """``Lalu 95 (Triwulan IV 2025), selisih +3 (+3,2 %)``; empty where nothing was said before."""
    if not satu.periode_lalu:
        return ""
    kata = f"Lalu {satu.lalu} ({satu.periode_lalu})"
    if satu.selisih.nilai is None:
        return f"{kata}. {satu.putus}" if satu.putus else kata
    persen = f" ({satu.selisih_persen} %)" if satu.selisih_persen.nilai is not None else ""
    return f"{kata}, selisih {satu.selisih}{persen}"


def _anggaran(bahan: BahanRekap, memutus: bool, telaah: Telaah) -> tuple[BarisPeriksa, ...]:
    """The lines of spending that the forms ask for."""
    daftar = list(
        BarisAnggaran.objects.filter(formulir__pengumpulan=bahan.pengumpulan)
        .select_related("simpul", "formulir__unit", "perbaikan__catatan__langkah")
        .order_by("formulir__unit__urutan", "urutan", "pk")
    )
    if not daftar:
        return ()
    anggaran = bahan.pohon.anggaran
    diisi = {
        satu.simpul_id: satu
        for satu in RealisasiAnggaran.objects.filter(
            simpul__in=[satu.simpul_id for satu in daftar], periode=bahan.pengumpulan.periode_id
        )
    }
    ubahan = ubahan_anggaran(bahan.pengumpulan, daftar, diisi)
    hasil = []
    for satu in daftar:
        isi = anggaran[satu.simpul_id]
        bentuk = bentuk_anggaran(satu.simpul.uraian, isi.pagu, isi.realisasi, kode=satu.simpul.kode)
        # No reading is pinned for spending: the amount itself, in sen, is what was looked at.
        bacaan = 0 if isi.realisasi is None else int(abs(isi.realisasi) * 100) + 1
        sorotan = []
        if satu.status == Baris.Status.DIKEMBALIKAN:
            sorotan.append(DIKEMBALIKAN)
        if satu.pk in ubahan:
            sorotan.append(BERUBAH)
        if satu.belum_masuk:
            sorotan.append("Belum masuk")
        elif satu.simpul_id not in diisi:
            sorotan.append("Belum diisi pada periode ini")
        if isi.realisasi is not None and isi.pagu is not None and isi.realisasi > isi.pagu:
            sorotan.append("Realisasi melebihi pagu")
        hasil.append(
            BarisPeriksa(
                jenis=TelaahBaris.Jenis.ANGGARAN,
                pk=satu.pk,
                versi=bacaan,
                kode=bentuk.kode,
                judul=bentuk.uraian,
                keterangan=satu.formulir.unit.nama,
                url="",
                target=bentuk.pagu,
                realisasi=bentuk.realisasi if isi.realisasi is not None else Sel("Belum diisi"),
                status=STATUS_BARIS.get(satu.status, Status(satu.get_status_display(), "send", "kuning")),
                sorotan=tuple(sorotan),
                capaian=bentuk.serapan,
                catatan=sebut_perbaikan(satu.perbaikan),
                ubahan=ubahan.get(satu.pk, ()),
                angka_latihan=isi.angka_latihan,
                dapat_diputus=memutus and satu.status == Baris.Status.DISERAHKAN,
                telaah=berlaku(telaah, TelaahBaris.Jenis.ANGGARAN, satu.pk, bacaan) if memutus else None,
            )
        )
    return tuple(hasil)
