"""A measurement as it is examined: every result with its analysis, what is odd about it and what changed."""

from collections.abc import Mapping

from alur.models import CatatanPerbaikan, TelaahBaris
from alur.tampilan import Status
from alur.telaah import berlaku
from laporan.bentuk import STATUS_CAPAIAN, BarisCapaian
from laporan.periksa.bentuk import BarisPeriksa, Periksa
from laporan.periksa.kelompok import (
    BERUBAH,
    DI_LUAR_TARGET,
    DIKEMBALIKAN,
    TEKS_CAPAIAN,
    kelompokkan,
    predikat_chip,
    status_capaian,
    susun_bukti,
    susun_teks,
)
from laporan.periksa.ubahan import ubahan_hasil
from laporan.susunan.capaian import baca_bahan_capaian, susun_dari_bahan
from laporan.susunan.sel import alamat
from pengukuran.models import HasilUkur, Pengukuran
from pengukuran.tampilan import analisis_kurang
from pengumpulan.models import BuktiDukung


def periksa_pengukuran(
    pengukuran: Pengukuran,
    *,
    memutus: bool = False,
    telaah: Mapping[tuple[str, int], TelaahBaris] | None = None,
    sorotan_dulu: bool = True,
) -> Periksa:
    """The table of capaian; any result may be decided on where ``memutus``."""
    bahan = baca_bahan_capaian(pengukuran, perbandingan=False)
    susunan = susun_dari_bahan(bahan)
    per_alamat = {alamat("hasil_lihat", satu.pk): satu for satu in bahan.hasil}
    perbaikan = CatatanPerbaikan.objects.select_related("catatan__langkah").in_bulk(
        {satu.perbaikan_id for satu in bahan.hasil if satu.perbaikan_id}
    )
    ubahan = ubahan_hasil(pengukuran, bahan.hasil, perbaikan)
    telaah = telaah or {}

    def baris(satu: BarisCapaian) -> BarisPeriksa:
        hasil = per_alamat[satu.url]
        bukti = {b.pk: b for r in hasil.rincian for b in bahan.bukti.get(r["realisasi"], ())}
        return _baris(
            satu,
            hasil,
            perbaikan.get(hasil.perbaikan_id),
            tuple(bukti.values()),
            ubahan.get(hasil.pk, ()),
            berlaku(telaah, TelaahBaris.Jenis.HASIL, hasil.pk, hasil.versi) if memutus else None,
            memutus,
        )

    return Periksa(
        bercapaian=True,
        hitungan=susunan.hitungan,
        kelompok=kelompokkan(
            (
                (
                    f"{satu.jenjang}: {satu.uraian}",
                    satu.penjelasan,
                    predikat_chip(satu.predikat),
                    [*map(baris, satu.baris)],
                )
                for satu in susunan.kelompok
            ),
            sorotan_dulu,
        ),
        anggaran=tuple(
            BarisPeriksa(
                jenis=TelaahBaris.Jenis.ANGGARAN,
                pk=0,
                kode=satu.kode,
                judul=satu.uraian,
                keterangan="",
                url="",
                target=satu.pagu,
                realisasi=satu.realisasi,
                status=Status("", "", ""),
                capaian=satu.serapan,
                angka_latihan=satu.angka_latihan,
            )
            for satu in susunan.anggaran
            if satu.tingkat == 0
        ),
        rata_rata=susunan.rata_rata,
        predikat=predikat_chip(susunan.predikat),
        penjelasan=susunan.penjelasan,
        catatan_metode=susunan.catatan_metode,
    )


def _baris(
    satu: BarisCapaian,
    hasil: HasilUkur,
    perbaikan: CatatanPerbaikan | None,
    bukti: tuple[BuktiDukung, ...],
    ubahan: tuple[str, ...],
    telaah: TelaahBaris | None,
    memutus: bool,
) -> BarisPeriksa:
    sorotan = []
    if hasil.periksa == HasilUkur.Periksa.DIKEMBALIKAN:
        sorotan.append(DIKEMBALIKAN)
    if ubahan:
        sorotan.append(BERUBAH)
    if satu.status in {"belum_lapor", "tidak_dapat_dihitung"}:
        sorotan.append(STATUS_CAPAIAN[satu.status])
    if analisis_kurang(hasil):
        sorotan.append("Belum dianalisis")
    elif hasil.analisis_wajib:
        sorotan.append(DI_LUAR_TARGET)
    catatan = list(satu.catatan)
    if perbaikan:
        catatan.append(f"Dikembalikan: {perbaikan.isi} ({perbaikan.get_status_display().lower()})")
        if perbaikan.jawaban:
            catatan.append(f"Tindak lanjut: {perbaikan.jawaban}")
    return BarisPeriksa(
        jenis=TelaahBaris.Jenis.HASIL,
        pk=hasil.pk,
        versi=hasil.versi,
        kode=satu.kode,
        judul=satu.indikator,
        keterangan=" · ".join(bagian for bagian in (satu.jenis, satu.satuan, satu.unit) if bagian),
        url=satu.url,
        target=satu.target_periode,
        realisasi=satu.realisasi,
        status=status_capaian(satu),
        sorotan=tuple(sorotan),
        rincian=f"Target tahun {satu.target_tahun}" if satu.target_tahun.nilai is not None else "",
        capaian=satu.capaian_periode,
        capaian_tahun=satu.capaian_tahun,
        alasan=satu.sebab,
        teks=susun_teks(satu, TEKS_CAPAIAN),
        bukti=susun_bukti(bukti),
        catatan=tuple(catatan),
        ubahan=ubahan,
        angka_latihan=satu.angka_latihan,
        dapat_diputus=memutus,
        telaah=telaah,
    )
