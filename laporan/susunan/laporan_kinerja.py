"""Laporan Kinerja Interim (a triwulan) and LKjIP (the year), in the outline of PermenPANRB 53/2014, Lampiran II.

What the office has written stands; what it has not is drawn up from the data where that can be done truly, and
else says *Bagian ini belum ditulis*.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from laporan.bentuk import (
    KOSONG,
    BagianTeks,
    BarisCapaian,
    BarisPK,
    KelompokCapaian,
    LaporanKinerja,
    Sel,
    SusunanCapaian,
)
from laporan.models import BagianLaporan
from laporan.susunan.anggaran import rupiah
from laporan.susunan.capaian import (
    BahanCapaian,
    ada_latihan,
    baca_bahan_capaian,
    baris_semua,
    susun_dari_bahan,
)
from laporan.susunan.dasar import naskah_pengukuran, paraf_pengukuran, tanggal_setempat
from laporan.susunan.kertas_kerja import susun_lembar
from laporan.susunan.laporan_hasil import (
    dasar_pelaksanaan,
    kesimpulan_capaian,
    periksa_dasar,
    tindak_lanjut_pelaksanaan,
)
from laporan.susunan.naskah import baris_teks
from laporan.susunan.orang import pemangku_jenis, penanda_jenis, tanggal_kantor
from laporan.susunan.sel import desimal_versi, sebut_periode, sebut_tanggal, sel_nilai
from organisasi.models import Jabatan, UnitKerja
from pengukuran.models import HasilUkur, Pengukuran
from perencanaan.angka import bulatkan
from perencanaan.models import PenempatanIndikator, Periode, PerjanjianKinerja, Renstra, Simpul

Kode = BagianLaporan.Kode
BAB_SATU = (Kode.GAMBARAN_UMUM, Kode.TUGAS_FUNGSI, Kode.ISU_STRATEGIS, Kode.DASAR_HUKUM, Kode.SISTEMATIKA)
BAB_DUA = (Kode.RENCANA_STRATEGIS,)
BAB_EMPAT = (Kode.PENUTUP, Kode.LANGKAH_PERBAIKAN)
LENGKAP, LUBANG, LEWAT = "lengkap", "kosong", "tidak relevan"
UTAMA = (Simpul.Jenjang.TUJUAN.label, Simpul.Jenjang.SASARAN.label)


def adalah_interim(pengukuran: Pengukuran) -> bool:
    """The LKjIP is the year's; everything shorter is an interim report."""
    return pengukuran.periode.jenis != Periode.Jenis.TAHUN


def judul_laporan(pengukuran: Pengukuran) -> str:
    """What the report is called."""
    if adalah_interim(pengukuran):
        return f"Laporan Kinerja Interim {sebut_periode(pengukuran.periode)}"
    return f"Laporan Kinerja Instansi Pemerintah Tahun {pengukuran.periode.tahun}"


def susun_laporan_kinerja(pengukuran: Pengukuran) -> LaporanKinerja:
    """The whole report of one measurement."""
    bahan = baca_bahan_capaian(pengukuran)
    susunan = susun_dari_bahan(bahan)
    bagian = susun_bagian(bahan, susunan)
    belum = [satu.judul for satu in bagian.values() if not satu.paragraf]
    perjanjian = _perjanjian(bahan)
    opd = pengukuran.opd
    tanggal = tanggal_setempat(opd, pengukuran.disetujui_pada) or tanggal_kantor(opd)
    keterangan = [f"Bagian yang belum ditulis: {', '.join(belum)}."] if belum else []
    if pengukuran.terbuka and bagian[Kode.DASAR_HUKUM].susunan_otomatis:
        keterangan += periksa_dasar(pengukuran.pelaksanaan)
    program = bahan.pohon.baris(tingkat_terdalam=0) if perjanjian else ()
    return LaporanKinerja(
        naskah=naskah_pengukuran(
            pengukuran,
            judul_laporan(pengukuran),
            latihan=ada_latihan(susunan),
            sampai_kepala=True,
            keterangan=keterangan,
        ),
        interim=adalah_interim(pengukuran),
        periode=susunan.periode,
        tahun=pengukuran.periode.tahun,
        kata_pengantar=bagian[Kode.KATA_PENGANTAR],
        ikhtisar=bagian[Kode.IKHTISAR],
        bab_satu=tuple(bagian[kode] for kode in BAB_SATU),
        bab_dua=tuple(bagian[kode] for kode in BAB_DUA),
        perjanjian=_baris_pk(bahan, perjanjian),
        perjanjian_program=tuple((n, satu.uraian, satu.pagu) for n, satu in enumerate(program, 1)),
        dasar_perjanjian=_dasar_perjanjian(perjanjian),
        capaian=susunan,
        bab_empat=tuple(bagian[kode] for kode in BAB_EMPAT),
        tindak_lanjut=tindak_lanjut_pelaksanaan(_pelaksanaan_terkait(pengukuran)),
        penanda_tangan=penanda_jenis(opd, Jabatan.Jenis.KEPALA, tanggal),
        lampiran=susun_lembar(bahan, susunan),
        kelengkapan=kelengkapan_bab_tiga(susunan, adalah_interim(pengukuran)),
        paraf=paraf_pengukuran(pengukuran),
        total_perjanjian_program=_total([satu.pagu for satu in program]),
    )


def _pelaksanaan_terkait(pengukuran: Pengukuran) -> list[int]:
    """The run that measured, and those that brought its data."""
    sumber = pengukuran.sumber.filter(pelaksanaan__isnull=False).values_list("pelaksanaan", flat=True)
    return [pengukuran.pelaksanaan_id, *sumber]


def _total(daftar: list[Sel]) -> Sel:
    nilai = [satu.nilai for satu in daftar if satu.nilai is not None]
    return rupiah(sum(nilai, Decimal(0))) if nilai else KOSONG


# -- the agreement ----------------------------------------------------------------------------------


def _perjanjian(bahan: BahanCapaian) -> PerjanjianKinerja | None:
    """The Kepala's agreement in force at the period's end: the newest signed one, else the newest draft."""
    periode = bahan.pengukuran.periode
    daftar = PerjanjianKinerja.objects.filter(
        opd=bahan.pengukuran.opd,
        tahun=periode.tahun,
        jabatan__jenis=Jabatan.Jenis.KEPALA,
        tanggal_berlaku__lte=periode.tanggal_selesai,
    ).select_related("jabatan")
    return max(daftar, key=lambda satu: (satu.dikunci, satu.perubahan_ke), default=None)


def _baris_pk(bahan: BahanCapaian, perjanjian: PerjanjianKinerja | None) -> tuple[BarisPK, ...]:
    """The IKU that stand in this agreement or an earlier version of it, with the targets that are measured by."""
    if perjanjian is None:
        return ()
    dipakai = [satu for satu in bahan.hasil if _dalam_perjanjian(satu, perjanjian)]
    return tuple(
        BarisPK(
            nomor=nomor,
            sasaran=bahan.pohon.simpul[satu.patokan.penempatan.simpul_id].uraian,
            indikator=satu.patokan.versi_indikator.nama
            if satu.patokan.versi_indikator
            else satu.patokan.indikator.nama,
            satuan=satu.patokan.versi_indikator.satuan if satu.patokan.versi_indikator else "",
            target=sel_nilai(
                satu.target_tahun, desimal_versi(satu.patokan.versi_indikator), satu.target_tahun_teks
            ),
        )
        for nomor, satu in enumerate(dipakai, 1)
    )


def _dalam_perjanjian(hasil: HasilUkur, perjanjian: PerjanjianKinerja) -> bool:
    target = hasil.patokan.versi_target
    pk = target.perjanjian if target else None
    return (
        pk is not None
        and pk.jabatan_id == perjanjian.jabatan_id
        and pk.perubahan_ke <= perjanjian.perubahan_ke
        and hasil.patokan.penempatan.jenis
        in (PenempatanIndikator.Jenis.IKU, PenempatanIndikator.Jenis.TUJUAN)
    )


def _dasar_perjanjian(perjanjian: PerjanjianKinerja | None) -> str:
    if perjanjian is None:
        return ""
    perubahan = f" Perubahan ke-{perjanjian.perubahan_ke}" if perjanjian.perubahan_ke else ""
    nomor = f" nomor {perjanjian.nomor}" if perjanjian.nomor else ""
    nama = f"Perjanjian Kinerja{perubahan} Tahun {perjanjian.tahun} {perjanjian.jabatan}{nomor}"
    if not perjanjian.dikunci:
        return f"{nama}, konsep yang belum ditandatangani."
    pemangku = pemangku_jenis(perjanjian.opd, Jabatan.Jenis.KEPALA, perjanjian.tanggal)
    oleh = f" oleh {pemangku.pegawai.nama}" if pemangku else ""
    alasan = f" Alasan perubahan: {perjanjian.alasan}" if perjanjian.alasan else ""
    return f"{nama}, ditandatangani {sebut_tanggal(perjanjian.tanggal)}{oleh}.{alasan}"


# -- completeness of Bab III ------------------------------------------------------------------------


def kelengkapan_bab_tiga(susunan: SusunanCapaian, interim: bool) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Per indicator of the sasaran (else of all groups) the seven disclosures of PermenPANRB 53/2014, Bab III.

    Efficiency is worked out at the year's end; an interim report owes none.
    """
    utama = [satu for satu in susunan.kelompok if satu.jenjang in UTAMA and satu.baris]
    utama = utama or list(susunan.kelompok)
    return tuple(
        (baris.indikator, _pengungkapan(baris, kelompok, interim))
        for kelompok in utama
        for baris in kelompok.baris
    )


def _pengungkapan(baris: BarisCapaian, kelompok: KelompokCapaian, interim: bool) -> tuple[str, ...]:
    belum_waktunya = baris.status == HasilUkur.Status.BELUM_WAKTUNYA
    dihitung = baris.status == HasilUkur.Status.DIHITUNG
    analisis = any(
        (
            baris.analisis,
            baris.faktor_pendukung,
            baris.faktor_penghambat,
            baris.upaya,
            baris.rencana_perbaikan,
        )
    )
    return (
        LENGKAP if dihitung else LEWAT if belum_waktunya else LUBANG,
        LENGKAP if baris.riwayat else LEWAT if baris.keterangan_riwayat else LUBANG,
        LENGKAP if baris.target_renstra.teks != KOSONG.teks else LUBANG,
        LENGKAP if baris.pembanding else LEWAT if baris.tanpa_standar else LUBANG,
        LENGKAP if analisis else LEWAT if belum_waktunya else LUBANG,
        LENGKAP if kelompok.selisih.nilai is not None else LEWAT if interim else LUBANG,
        LENGKAP if kelompok.program or kelompok.pendukung else LUBANG,
    )


# -- written parts ----------------------------------------------------------------------------------


def susun_bagian(bahan: BahanCapaian, susunan: SusunanCapaian) -> dict[str, BagianTeks]:
    """{code: the part as the report prints it}: written by the office, else drawn up from the data, else empty."""
    tertulis = dict(
        BagianLaporan.objects.filter(pengukuran=bahan.pengukuran).exclude(isi="").values_list("kode", "isi")
    )
    cerita = _Cerita(bahan, susunan)
    hasil = {}
    for kode in Kode:
        if isi := tertulis.get(kode):
            hasil[kode] = BagianTeks(kode, kode.label, _paragraf(isi))
        else:
            otomatis = OTOMATIS[kode](cerita) if kode in OTOMATIS else ()
            hasil[kode] = BagianTeks(kode, kode.label, tuple(otomatis), susunan_otomatis=bool(otomatis))
    return hasil


def bagian_otomatis(pengukuran: Pengukuran) -> dict[str, tuple[str, ...]]:
    """{code: what the report says while the office has not written the part}; empty: *belum ditulis*."""
    bahan = baca_bahan_capaian(pengukuran)
    cerita = _Cerita(bahan, susun_dari_bahan(bahan))
    return {kode: tuple(OTOMATIS[kode](cerita)) if kode in OTOMATIS else () for kode in Kode}


def _paragraf(isi: str) -> tuple[str, ...]:
    """Paragraphs are parted by an empty line; single line breaks stay inside."""
    return tuple(satu.strip() for satu in isi.replace("\r\n", "\n").split("\n\n") if satu.strip())


@dataclass(frozen=True)
class _Cerita:
    """What the sentences are made from."""

    bahan: BahanCapaian
    susunan: SusunanCapaian

    @property
    def pengukuran(self) -> Pengukuran:
        return self.bahan.pengukuran


def _kata_pengantar(c: _Cerita) -> list[str]:
    p = c.pengukuran
    jenis = "Laporan Kinerja Interim" if adalah_interim(p) else "Laporan Kinerja Instansi Pemerintah"
    kalimat = (
        f"{jenis} {c.susunan.opd} {c.susunan.periode} menyajikan hasil pengukuran kinerja atas sasaran, program "
        "dan kegiatan beserta realisasi anggarannya."
    )
    pada = tanggal_setempat(p.opd, p.disetujui_pada)
    keadaan = (
        f"Angka di dalamnya berasal dari hasil pengukuran yang disetujui pada {sebut_tanggal(pada)}."
        if pada
        else "Hasil pengukuran yang menjadi dasarnya belum disetujui."
    )
    return [f"{kalimat} {keadaan}"]


def _ikhtisar(c: _Cerita) -> list[str]:
    hasil = list(kesimpulan_capaian(c.susunan))
    dihitung = [satu for satu in baris_semua(c.susunan) if satu.capaian_periode.nilai is not None]
    # As printed: 99,996 reads 100,00.
    di_bawah = [satu for satu in dihitung if bulatkan(satu.capaian_periode.nilai) < 100]
    if di_bawah:
        rendah = min(di_bawah, key=lambda satu: satu.capaian_periode.nilai)
        hasil.append(
            f"{len(di_bawah)} indikator berada di bawah target; yang terendah {rendah.indikator} "
            f"({rendah.capaian_periode} %)."
        )
    elif dihitung:
        hasil.append("Semua indikator yang dihitung mencapai target.")
    return hasil


def _gambaran_umum(c: _Cerita) -> list[str]:
    opd = c.pengukuran.opd
    hasil = [
        f"{opd.nama} adalah perangkat daerah pada Pemerintah {opd.pemda}, dipimpin {opd.sebutan_kepala}."
    ]
    unit = list(
        UnitKerja.objects.filter(opd=opd, aktif=True, induk=None)
        .order_by("urutan", "nama")
        .values_list("nama", flat=True)
    )
    if unit:
        hasil.append(f"Unit kerjanya {len(unit)}: {', '.join(unit)}.")
    return hasil


def _sistematika(c: _Cerita) -> list[str]:
    return [
        "Laporan ini terdiri atas empat bab. Bab I Pendahuluan memuat gambaran umum organisasi. "
        "Bab II Perencanaan Kinerja memuat rencana strategis dan Perjanjian Kinerja. "
        "Bab III Akuntabilitas Kinerja memuat capaian kinerja organisasi dan realisasi anggaran. "
        "Bab IV Penutup memuat kesimpulan dan langkah perbaikan.",
        "Perjanjian Kinerja dan ringkasan kertas kerja pengukuran ada pada lampiran.",
    ]


def _dasar_hukum(c: _Cerita) -> list[str]:
    dasar = dasar_pelaksanaan(c.pengukuran.pelaksanaan)
    if not dasar:
        return []
    return [
        "Laporan ini disusun berdasarkan:\n" + "\n".join(f"{n}. {satu};" for n, satu in enumerate(dasar, 1))
    ]


def _rencana_strategis(c: _Cerita) -> list[str]:
    tahun = c.pengukuran.periode.tahun
    renstra = Renstra.objects.filter(
        opd=c.pengukuran.opd, tahun_awal__lte=tahun, tahun_akhir__gte=tahun
    ).first()
    jenjang = [satu.jenjang for satu in c.bahan.pohon.simpul.values()]
    bagian = [
        f"{jenjang.count(satu.value)} {satu.label.lower()}"
        for satu in Simpul.Jenjang
        if jenjang.count(satu.value)
    ]
    hasil = []
    if renstra:
        dasar = f", ditetapkan dengan {renstra.dasar}" if renstra.dasar else ""
        masa = f"{renstra.tahun_awal}–{renstra.tahun_akhir}"
        hasil.append(f"Perencanaan kinerja mengacu pada {renstra.nama} untuk tahun {masa}{dasar}.")
    if bagian:
        hasil.append(
            f"Pohon kinerja tahun {tahun} memuat {', '.join(bagian)} dan {len(c.bahan.hasil)} indikator."
        )
    return hasil


def _penutup(c: _Cerita) -> list[str]:
    return list(kesimpulan_capaian(c.susunan))


def _langkah_perbaikan(c: _Cerita) -> list[str]:
    rencana = [
        f"{satu.indikator}: {' '.join(baris_teks(satu.rencana_perbaikan))}"
        for satu in baris_semua(c.susunan)
        if satu.rencana_perbaikan
    ]
    if not rencana:
        return []
    daftar = "\n".join(f"{n}. {satu}" for n, satu in enumerate(rencana, 1))
    return [f"Rencana perbaikan yang dicatat pada pengukuran:\n{daftar}"]


OTOMATIS: dict[str, Callable[[_Cerita], list[str]]] = {
    Kode.KATA_PENGANTAR: _kata_pengantar,
    Kode.IKHTISAR: _ikhtisar,
    Kode.GAMBARAN_UMUM: _gambaran_umum,
    Kode.DASAR_HUKUM: _dasar_hukum,
    Kode.SISTEMATIKA: _sistematika,
    Kode.RENCANA_STRATEGIS: _rencana_strategis,
    Kode.PENUTUP: _penutup,
    Kode.LANGKAH_PERBAIKAN: _langkah_perbaikan,
}
# Nowhere in the data: only people can write them.
TANPA_DATA = frozenset(Kode) - frozenset(OTOMATIS)
