"""Rencana Aksi of a year on paper: the rows of the page, in the order of the tree."""

from itertools import groupby

from laporan.bentuk import BarisAksi, KelompokAksi, MasaAksi, RencanaAksi, Sel
from laporan.susunan.dasar import buat_naskah
from laporan.susunan.orang import penanda_jenis, tanggal_kantor
from laporan.susunan.sel import sel_nilai
from organisasi.models import OPD, Jabatan
from perencanaan import rencana_aksi as rencana
from perencanaan.angka import NilaiField
from perencanaan.models import PerjanjianKinerja


def susun_rencana_aksi(opd: OPD, tahun: int) -> RencanaAksi:
    """The shape of a year. A draft until the Kepala's agreement is signed, for it hangs on that."""
    tanggal = tanggal_kantor(opd)
    semua = rencana.susun_rencana_aksi(opd, tahun, tanggal)
    nomor = {satu.indikator.pk: ke for ke, satu in enumerate(semua, start=1)}
    kelompok = tuple(
        KelompokAksi(
            simpul.get_jenjang_display(),
            simpul.kode,
            simpul.uraian,
            tuple(_baris(satu, nomor[satu.indikator.pk]) for satu in daftar),
        )
        for simpul, daftar in groupby(semua, key=lambda satu: satu.simpul)
    )
    ditandatangani = PerjanjianKinerja.objects.filter(
        opd=opd,
        tahun=tahun,
        jabatan__jenis=Jabatan.Jenis.KEPALA,
        status=PerjanjianKinerja.Status.DITANDATANGANI,
    ).exists()
    return RencanaAksi(
        naskah=buat_naskah(
            opd,
            f"Rencana Aksi Tahun {tahun}",
            draf=not ditandatangani,
            latihan=any(satu.latihan for satu in semua),
            keterangan=_keterangan(semua, ditandatangani),
        ),
        tahun=tahun,
        kelompok=kelompok,
        penanda_tangan=penanda_jenis(opd, Jabatan.Jenis.KEPALA, tanggal),
    )


def _keterangan(semua: list[rencana.BarisAksi], ditandatangani: bool) -> list[str]:
    """What a reader must know: what still is missing, and which figures are kept against a warning."""
    hasil = []
    if not ditandatangani:
        hasil.append("Draf: Perjanjian Kinerja Kepala tahun ini belum ditandatangani.")
    if kurang := [satu.indikator.kode for satu in semua if satu.kurang]:
        hasil.append(f"Target belum lengkap: {', '.join(kurang)}.")
    hasil += [
        f"{satu.indikator.kode}: {teguran.kalimat} Dipertahankan: {catatan.alasan}"
        for satu in semua
        for teguran, catatan in satu.dipertahankan
    ]
    return hasil


def _baris(satu: rencana.BarisAksi, nomor: int) -> BarisAksi:
    versi = satu.versi
    return BarisAksi(
        nomor=nomor,
        kode=satu.indikator.kode,
        indikator=satu.indikator.nama,
        satuan=satu.definisi.satuan if satu.definisi else "",
        target_tahun=_sel(versi.nilai, satu.target) if versi else Sel("–"),
        masa=tuple(
            tuple(MasaAksi(m.jenis, m.nama, m.lebar, _sel(m.nilai)) for m in masa)
            for masa in rencana.susun_masa(satu)
        ),
        penanggung_jawab="; ".join(str(p.unit) for p in satu.pemegang),
        angka_latihan=satu.latihan,
    )


def _sel(nilai, teks: str = "") -> Sel:
    """A target as it is set, with the digits it has."""
    return sel_nilai(nilai, NilaiField.pecahan, teks)
