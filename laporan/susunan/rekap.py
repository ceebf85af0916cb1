"""Rekapitulasi of a collection and its receipt: what each unit was given and what it brought."""

from collections import defaultdict
from datetime import date

from laporan.bentuk import BarisRekap, BarisTerima, Hitungan, KelompokRekap, Rekapitulasi, Sel, TandaTerima
from laporan.susunan.anggaran import pohon_pengumpulan
from laporan.susunan.capaian import baca_bukti
from laporan.susunan.dasar import buat_naskah, naskah_pengumpulan, paraf_pengumpulan, tanggal_setempat
from laporan.susunan.orang import penanda_jenis, tanggal_kantor
from laporan.susunan.sel import alamat, desimal_versi, sebut_periode, sebut_waktu, sel_isian, sel_nilai
from organisasi.models import Jabatan
from pengukuran.data import target_tahun
from pengukuran.rumus import RentangTarget
from pengumpulan.models import (
    BERANGKA,
    Baris,
    BarisFormulir,
    Formulir,
    Keadaan,
    Pengumpulan,
    Realisasi,
    RevisiRealisasi,
)
from perencanaan.angka import tulis_angka
from perencanaan.models import Periode, TargetPeriode, VersiIndikator, VersiTarget

SUDAH = (Formulir.Status.DISERAHKAN, Formulir.Status.DISETUJUI)


class _Rencana:
    """Definitions and targets in force at the end of each period that a collection asks for."""

    def __init__(self, pengumpulan: Pengumpulan):
        milik = {"indikator__opd": pengumpulan.opd_id}
        self.versi, self.target = defaultdict(list), defaultdict(list)
        for satu in VersiIndikator.objects.filter(**milik):
            self.versi[satu.indikator_id].append(satu)
        for satu in VersiTarget.objects.filter(**milik, tahun=pengumpulan.periode.tahun):
            self.target[satu.indikator_id].append(satu)
        self.per_periode = {
            (versi, periode): (nilai, latihan)
            for versi, periode, nilai, latihan in TargetPeriode.objects.filter(
                versi__indikator__opd=pengumpulan.opd_id, versi__tahun=pengumpulan.periode.tahun
            ).values_list("versi", "periode", "nilai", "angka_latihan")
        }

    @staticmethod
    def _pada(daftar: list, tanggal: date):
        return next((satu for satu in daftar if satu.berlaku_pada(tanggal)), None)

    def definisi(self, realisasi: Realisasi) -> VersiIndikator | None:
        return self._pada(self.versi[realisasi.indikator_id], realisasi.periode.tanggal_selesai)

    def target_baris(self, realisasi: Realisasi, definisi: VersiIndikator | None) -> tuple[Sel, bool]:
        """The target of the row's own period, of a range, a level or a year that of the year; is it practice?"""
        versi = self._pada(self.target[realisasi.indikator_id], realisasi.periode.tanggal_selesai)
        if versi is None or definisi is None:
            return Sel("–"), False
        tahunan = target_tahun(versi, definisi.arah)
        if isinstance(tahunan, RentangTarget):
            return Sel(f"{tulis_angka(tahunan.bawah)}–{tulis_angka(tahunan.atas)}"), versi.angka_latihan
        if isinstance(tahunan, str):
            return Sel(tahunan), versi.angka_latihan
        if realisasi.periode.jenis == Periode.Jenis.TAHUN:
            return sel_nilai(tahunan, definisi.desimal), versi.angka_latihan
        nilai, latihan = self.per_periode.get((versi.pk, realisasi.periode_id), (None, False))
        return sel_nilai(nilai, definisi.desimal), latihan


def susun_rekapitulasi(pengumpulan: Pengumpulan) -> Rekapitulasi:
    """What each unit brought for a period (SOP 000 step A8), as handed in, with remarks and spending."""
    opd = pengumpulan.opd
    formulir = list(
        pengumpulan.formulir.select_related("unit", "diserahkan_oleh").order_by("unit__urutan", "unit__nama")
    )
    baris = list(
        BarisFormulir.objects.filter(formulir__pengumpulan=pengumpulan)
        .select_related(
            "realisasi__indikator",
            "realisasi__periode",
            "realisasi__diubah_oleh",
            "revisi__oleh",
            "perbaikan",
        )
        .order_by("urutan", "pk")
    )
    rencana = _Rencana(pengumpulan)
    bukti = baca_bukti({satu.realisasi_id for satu in baris})
    per_formulir = defaultdict(list)
    for satu in baris:
        nomor = len(per_formulir[satu.formulir_id]) + 1
        per_formulir[satu.formulir_id].append(_baris(nomor, satu, rencana, len(bukti[satu.realisasi_id])))
    anggaran = pohon_pengumpulan(pengumpulan).baris()
    periode = sebut_periode(pengumpulan.periode)
    latihan = any(satu.angka_latihan for satu in anggaran) or any(
        satu.angka_latihan for daftar in per_formulir.values() for satu in daftar
    )
    return Rekapitulasi(
        naskah=naskah_pengumpulan(pengumpulan, f"Rekapitulasi Data Kinerja {periode}", latihan=latihan),
        periode=periode,
        kelompok=tuple(
            KelompokRekap(satu.unit.nama, _diserahkan(satu, opd), tuple(per_formulir[satu.pk]))
            for satu in formulir
        ),
        hitungan=_hitungan(pengumpulan, formulir, baris, bukti),
        anggaran=anggaran,
        paraf=paraf_pengumpulan(pengumpulan),
    )


def bacaan(baris: BarisFormulir) -> Realisasi | RevisiRealisasi:
    """What the row says: as it was handed in or approved, else as it stands with the unit now."""
    return baris.realisasi if baris.dapat_diisi or baris.revisi is None else baris.revisi


def _baris(nomor: int, satu: BarisFormulir, rencana: _Rencana, jumlah_bukti: int) -> BarisRekap:
    realisasi, isi = satu.realisasi, bacaan(satu)
    definisi = rencana.definisi(realisasi)
    desimal = desimal_versi(definisi)
    target, target_latihan = rencana.target_baris(realisasi, definisi)
    diisi = isi.oleh if isinstance(isi, RevisiRealisasi) else realisasi.diubah_oleh
    return BarisRekap(
        nomor=nomor,
        kode=realisasi.indikator.kode,
        indikator=definisi.nama if definisi else realisasi.indikator.nama,
        satuan=definisi.satuan if definisi else "",
        periode=sebut_periode(realisasi.periode),
        target=target,
        pembilang=sel_nilai(isi.pembilang, 4),
        penyebut=sel_nilai(isi.penyebut, 4),
        realisasi=sel_isian(isi, desimal),
        status=satu.get_status_display(),
        alasan=isi.alasan,
        bukti=jumlah_bukti,
        pengisi=str(diisi) if realisasi.versi else "",
        faktor_pendukung=isi.faktor_pendukung,
        faktor_penghambat=isi.faktor_penghambat,
        rencana_perbaikan=isi.rencana_perbaikan,
        catatan=_catatan(satu),
        angka_latihan=isi.angka_latihan or target_latihan,
        url=alamat("realisasi_lihat", realisasi.pk),
    )


def _catatan(satu: BarisFormulir) -> tuple[str, ...]:
    """The last remark with which the row came back, and what was answered; the row itself need not be named."""
    perbaikan = satu.perbaikan
    if perbaikan is None:
        return ()
    indikator = satu.realisasi.indikator
    sebutan = f"{indikator.kode} {indikator.nama[:120]} ({satu.realisasi.periode}): "
    catatan = [f"{perbaikan.isi.removeprefix(sebutan)} ({perbaikan.get_status_display().lower()})"]
    if perbaikan.jawaban:
        catatan.append(f"Tindak lanjut: {perbaikan.jawaban}")
    return tuple(catatan)


def _diserahkan(formulir: Formulir, opd) -> str:
    if formulir.status not in SUDAH:
        return ""
    return f"oleh {formulir.diserahkan_oleh}, {sebut_waktu(opd, formulir.diserahkan_pada)}"


def _hitungan(
    pengumpulan, formulir: list[Formulir], baris: list[BarisFormulir], bukti
) -> tuple[Hitungan, ...]:
    """What is due and came in, and, where there is any, what is missing, late, sent back or without evidence."""
    keadaan = defaultdict(int)
    for satu in baris:
        keadaan[bacaan(satu).keadaan] += 1
    selebihnya = (
        *(
            Hitungan(satu.label, keadaan[satu])
            for satu in (Keadaan.MENYUSUL, Keadaan.BELUM_WAKTUNYA, Keadaan.TIDAK_DAPAT_DIUKUR)
        ),
        Hitungan("Dikembalikan", sum(satu.status == Baris.Status.DIKEMBALIKAN for satu in baris)),
        Hitungan(
            "Berangka tanpa bukti dukung",
            sum(bacaan(satu).keadaan in BERANGKA and not bukti[satu.realisasi_id] for satu in baris),
        ),
        Hitungan("Formulir terlambat", sum(_terlambat(satu, pengumpulan) for satu in formulir)),
    )
    return (
        Hitungan("Jatuh tempo", len(baris)),
        Hitungan("Terisi angka", sum(keadaan[satu] for satu in BERANGKA)),
        Hitungan("Belum diisi", keadaan[Keadaan.BELUM_DIISI]),
        Hitungan("Formulir diserahkan", sum(satu.status in SUDAH for satu in formulir)),
        *(satu for satu in selebihnya if satu.jumlah),
    )


def _terlambat(formulir: Formulir, pengumpulan: Pengumpulan) -> bool:
    """Handed in after the run's batas waktu, or not yet when that is over; a direct entry has none."""
    if pengumpulan.pelaksanaan is None:
        return False
    opd = pengumpulan.opd
    diserahkan = tanggal_setempat(opd, formulir.diserahkan_pada if formulir.status in SUDAH else None)
    return (diserahkan or tanggal_kantor(opd)) > pengumpulan.pelaksanaan.batas_waktu


def susun_tanda_terima(pengumpulan: Pengumpulan) -> TandaTerima:
    """Bukti Tanda Terima: forms out and forms back (SOP 000 steps A6 and A7)."""
    opd = pengumpulan.opd
    formulir = list(
        pengumpulan.formulir.select_related("unit", "dibagikan_oleh", "diterima_oleh", "diserahkan_oleh")
        .prefetch_related("baris", "anggaran")
        .order_by("unit__urutan", "unit__nama")
    )
    kembali = [satu.diserahkan_pada for satu in formulir if satu.status in SUDAH]
    lengkap = bool(formulir) and len(kembali) == len(formulir)
    tanggal = tanggal_setempat(opd, max(kembali)) if lengkap else None
    periode = sebut_periode(pengumpulan.periode)
    return TandaTerima(
        naskah=buat_naskah(
            opd,
            "Bukti Tanda Terima Formulir Pengumpulan Data Kinerja",
            pelaksanaan=pengumpulan.pelaksanaan,
            tanggal=tanggal,
            draf=not lengkap,
            keterangan=() if lengkap else ("Belum semua formulir diserahkan kembali.",),
        ),
        periode=periode,
        baris=tuple(
            BarisTerima(
                nomor=nomor,
                unit=satu.unit.nama,
                formulir=_sebut_formulir(satu),
                dibagikan=_oleh(satu.dibagikan_oleh, satu.dibagikan_pada, opd),
                diterima=_oleh(satu.diterima_oleh, satu.diterima_pada, opd),
                diserahkan=_oleh(satu.diserahkan_oleh, satu.diserahkan_pada, opd)
                if satu.status in SUDAH
                else "",
            )
            for nomor, satu in enumerate(formulir, 1)
        ),
        penanda_tangan=penanda_jenis(opd, Jabatan.Jenis.SEKRETARIS, tanggal or tanggal_kantor(opd)),
    )


def _sebut_formulir(formulir: Formulir) -> str:
    bagian = [f"{len(formulir.baris.all())} isian"]
    if anggaran := len(formulir.anggaran.all()):
        bagian.append(f"{anggaran} baris anggaran")
    return ", ".join(bagian)


def _oleh(oleh, pada, opd) -> str:
    return f"{sebut_waktu(opd, pada)}, oleh {oleh}" if pada else ""
