"""Kamus Indikator and Manual IKU of a year: every indicator's sheet with its targets, past and benchmark."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from laporan.bentuk import KOSONG, Butir, Kamus, LembarKamus, NilaiTahun, Pembanding, Sel
from laporan.susunan.capaian import sebut_jenis
from laporan.susunan.dasar import buat_naskah
from laporan.susunan.orang import tanggal_kantor
from laporan.susunan.sel import desimal_versi, sebut_tanggal, sel_nilai
from organisasi.models import OPD
from perencanaan.deret import pemutus
from perencanaan.kamus import (
    IKU_SAJA,
    KamusIndikator,
    butir_definisi,
    hari_kamus,
    kamus_tahun,
)
from perencanaan.models import (
    PemeriksaanSMART,
    PenempatanIndikator,
    RiwayatNilai,
    StandarNasional,
    TargetRenstra,
    VersiIndikator,
    VersiTarget,
)
from perencanaan.sebut import sebut_target

JUDUL = {IKU_SAJA: "Manual Indikator Kinerja Utama"}
JUDUL_SEMUA = "Kamus Indikator Kinerja"
TANPA_ISI = VersiIndikator(nama="", satuan="", arah="", metode="", frekuensi="")
RIWAYAT_TERBANYAK = 5


def susun_kamus(opd: OPD, tahun: int, lingkup: str) -> Kamus:
    """The sheets of a year's indicators, or of its IKU only; eleven queries, whatever the number.

    A draft while any sheet lacks something; what it lacks stands below its name.
    """
    hari = tanggal_kantor(opd)
    tanggal = hari_kamus(tahun, hari)
    daftar = [
        (penempatan, kamus)
        for penempatan, kamus in kamus_tahun(opd, tahun, tanggal)
        if lingkup != IKU_SAJA or penempatan.jenis == PenempatanIndikator.Jenis.IKU
    ]
    angka = _baca_angka([satu.indikator_id for satu, _ in daftar], tahun)
    lembar = tuple(
        _lembar(nomor, penempatan, kamus, angka, opd)
        for nomor, (penempatan, kamus) in enumerate(daftar, start=1)
    )
    latihan = any(satu.angka_latihan for satu in lembar)
    kurang = sum(bool(satu.kurang) for satu in lembar)
    return Kamus(
        naskah=buat_naskah(
            opd,
            f"{JUDUL.get(lingkup, JUDUL_SEMUA)} Tahun {tahun}",
            tanggal=hari,
            draf=kurang > 0,
            latihan=latihan,
            keterangan=(
                f"{kurang} dari {len(lembar)} indikator belum lengkap; kekurangannya disebut pada lembarnya."
                if kurang
                else "",
            ),
        ),
        tahun=tahun,
        keadaan=f"Definisi yang berlaku pada {sebut_tanggal(tanggal)}",
        lembar=lembar,
    )


class _Angka:
    """Figures by indicator: targets of the plan and the year, what earlier years brought, the benchmark."""

    def __init__(self, tahun: int):
        self.tahun = tahun
        self.renstra: Mapping[int, list[TargetRenstra]] = defaultdict(list)
        self.target: dict[int, VersiTarget] = {}
        self.riwayat: Mapping[int, list[RiwayatNilai]] = defaultdict(list)
        self.standar: dict[int, StandarNasional] = {}


def _baca_angka(indikator: list[int], tahun: int) -> _Angka:
    angka = _Angka(tahun)
    milik = {"indikator__in": indikator}
    for satu in TargetRenstra.objects.filter(**milik).order_by("tahun"):
        angka.renstra[satu.indikator_id].append(satu)
    # The newest version of the year stands last and stays.
    for satu in VersiTarget.objects.ditetapkan().filter(**milik, tahun=tahun).order_by("tanggal_mulai"):
        angka.target[satu.indikator_id] = satu
    for satu in RiwayatNilai.objects.filter(**milik, tahun__lt=tahun).order_by("tahun"):
        angka.riwayat[satu.indikator_id].append(satu)
    for satu in StandarNasional.objects.filter(**milik, tahun__lte=tahun).order_by("tahun"):
        angka.standar[satu.indikator_id] = satu
    return angka


def _lembar(
    nomor: int, penempatan: PenempatanIndikator, kamus: KamusIndikator, angka: _Angka, opd: OPD
) -> LembarKamus:
    indikator, versi = penempatan.indikator, kamus.versi
    desimal = desimal_versi(versi)
    riwayat = angka.riwayat[indikator.pk][-RIWAYAT_TERBANYAK:]
    target = angka.target.get(indikator.pk)
    standar = angka.standar.get(indikator.pk)
    return LembarKamus(
        nomor=nomor,
        kode=indikator.kode,
        indikator=versi.nama if versi else indikator.nama,
        jenis=sebut_jenis(penempatan.jenis, opd.istilah_ikk),
        tempat=f"{penempatan.simpul.get_jenjang_display()}: {penempatan.simpul.uraian}",
        butir=_butir(kamus),
        target=(
            *(
                (str(satu.tahun), sel_nilai(satu.nilai, desimal, satu.tingkat))
                for satu in angka.renstra[indikator.pk]
            ),
            (f"PK {angka.tahun}", _sel_target(target, desimal)),
        ),
        riwayat=_riwayat(riwayat, kamus.semua_versi, angka.tahun, desimal),
        pembanding=(
            Pembanding(
                "Standar nasional",
                standar.tahun,
                sel_nilai(standar.nilai, desimal, standar.tingkat),
                sumber=standar.sumber,
            ),
        )
        if standar
        else (),
        tanpa_standar=indikator.tanpa_standar_nasional,
        kurang=tuple(kamus.sebut_kurang),
        # The Renstra's later targets stand on the sheet too.
        putus=pemutus(
            kamus.semua_versi,
            setelah=None,
            sampai=date(max([angka.tahun, *(satu.tahun for satu in angka.renstra[indikator.pk])]), 12, 31),
        ),
        sumber=indikator.sumber,
        angka_latihan=bool(target and target.angka_latihan)
        or any(satu.angka_latihan for satu in (*angka.renstra[indikator.pk], *riwayat)),
    )


def _butir(kamus: KamusIndikator) -> tuple[Butir, ...]:
    """The fields of the definition, then who brings the data, since when it holds, and its self-check."""
    versi = kamus.versi
    butir = butir_definisi(versi or TANPA_ISI, kamus.bukti)
    if versi is None:
        butir = tuple(Butir(satu.kunci, satu.label, "") for satu in butir)
    unit = "\n".join(f"{satu.unit.nama} ({satu.get_kontribusi_display()})" for satu in kamus.unit)
    return (
        *(satu for satu in butir if satu.kunci != "nama"),
        Butir("unit", "Penanggung jawab data", unit),
        Butir("berlaku", "Berlaku", _sebut_berlaku(versi)),
        Butir("smart", "Pemeriksaan SMART", _sebut_smart(kamus.smart)),
    )


def _sebut_berlaku(versi: VersiIndikator | None) -> str:
    if versi is None:
        return ""
    sampai = f" sampai {sebut_tanggal(versi.tanggal_selesai)}" if versi.tanggal_selesai else ""
    return f"Sejak {sebut_tanggal(versi.tanggal_mulai)}{sampai}"


def _sebut_smart(periksa: PemeriksaanSMART | None) -> str:
    """``Terpenuhi seluruhnya, diperiksa …``; or what is not met, with the note."""
    if periksa is None:
        return ""
    belum = [
        str(periksa._meta.get_field(nama).verbose_name).partition(":")[0]
        for nama in PemeriksaanSMART.BUTIR
        if not getattr(periksa, nama)
    ]
    hasil = f"Belum terpenuhi: {', '.join(belum)}." if belum else "Terpenuhi seluruhnya."
    catatan = f" {periksa.catatan.strip()}" if periksa.catatan.strip() else ""
    return f"{hasil}{catatan} Diperiksa {periksa.oleh}, {sebut_tanggal(periksa.pada.date())}."


def _sel_target(target: VersiTarget | None, desimal: int) -> Sel:
    if target is None:
        return Sel("belum ditetapkan")
    if target.nilai is not None:
        return sel_nilai(target.nilai, desimal)
    return Sel(sebut_target(target) or "belum ditetapkan")


def _riwayat(
    daftar: list[RiwayatNilai], versi: Iterable[VersiIndikator], tahun: int, desimal: int
) -> tuple[NilaiTahun, ...]:
    """What earlier years brought, oldest first, with the breaks between them and this year."""
    batas = [*(date(satu.tahun, 12, 31) for satu in daftar), date(tahun, 12, 31)]
    return tuple(
        NilaiTahun(
            satu.tahun,
            sel_nilai(satu.target, desimal),
            sel_nilai(satu.realisasi, desimal),
            Sel(satu.capaian_tercetak) if satu.capaian_tercetak else KOSONG,
            satu.sumber,
            pemutus(versi, setelah=dari, sampai=sampai),
        )
        for satu, dari, sampai in zip(daftar, batas, batas[1:], strict=False)
    )
