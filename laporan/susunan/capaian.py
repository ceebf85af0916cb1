"""One measurement as recaps, dashboards and reports show it: stored results, and means over them.

Capaian are the stored ones; only means, serapan and efficiency are worked out here, by ``pengukuran.rumus`` and
never from a figure that was rounded for print.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from laporan.bentuk import (
    KOSONG,
    STATUS_CAPAIAN,
    BarisCapaian,
    Hitungan,
    KelasSkala,
    KelompokCapaian,
    NilaiTahun,
    Pembanding,
    RekapCapaian,
    Sel,
    SusunanCapaian,
)
from laporan.susunan.anggaran import Pohon, pohon_pengukuran
from laporan.susunan.dasar import naskah_pengukuran, paraf_pengukuran
from laporan.susunan.sel import (
    alamat,
    desimal_versi,
    predikat,
    sebut_periode,
    sebut_tanggal,
    sel_keadaan,
    sel_nilai,
)
from pengukuran.data import tingkat_untuk
from pengukuran.hitung import SKALA
from pengukuran.models import HasilUkur, Metodologi, Pengukuran
from pengukuran.rumus import (
    RUMUS_TERTULIS,
    AturanOPD,
    Capaian,
    Celah,
    Keterangan,
    Kode,
    RataRata,
    angka_ringkas,
    hitung_capaian,
    hitung_efisiensi,
    rata_rata_capaian,
    rata_rata_opd,
)
from pengukuran.skala import CaraPotong, Kelas, Skala, batas_efektif, klasifikasikan
from pengumpulan.models import BuktiDukung, RevisiRealisasi
from perencanaan.angka import bulatkan, tulis_angka
from perencanaan.deret import PemutusDeret, kalimat_pemutus, pemutus
from perencanaan.models import (
    PenanggungJawabData,
    PenempatanIndikator,
    Periode,
    Renstra,
    RiwayatNilai,
    Simpul,
    StandarNasional,
    TargetRenstra,
    VersiIndikator,
)

TAHUN_RIWAYAT = 3
TEKS_UNIT = ("faktor_pendukung", "faktor_penghambat", "rencana_perbaikan")
JENJANG_EFISIENSI = frozenset({Simpul.Jenjang.TUJUAN, Simpul.Jenjang.SASARAN, Simpul.Jenjang.PROGRAM})
# {frequency: (month, day) on which the year's first period ends}
AKHIR_PERTAMA = {
    VersiIndikator.Frekuensi.BULAN: (1, 31),
    VersiIndikator.Frekuensi.TRIWULAN: (3, 31),
    VersiIndikator.Frekuensi.SEMESTER: (6, 30),
    VersiIndikator.Frekuensi.TAHUN: (12, 31),
}
BELUM_AKHIR_TAHUN = "Efisiensi dihitung pada akhir tahun: pagu berlaku setahun."
CARA_POTONG = {
    CaraPotong.BATAS_BAWAH: "batas bawah kelas, pada nilai dua desimal",
    CaraPotong.BULAT: "nilai yang dibulatkan dahulu ke bilangan bulat",
    CaraPotong.BATAS_ATAS: "batas atas kelas seperti tercetak, pada nilai dua desimal",
}


@dataclass(frozen=True)
class BahanCapaian:
    """What was read for one measurement; each line of it is one query."""

    pengukuran: Pengukuran
    metodologi: Metodologi | None
    hasil: list[HasilUkur]
    pohon: Pohon
    revisi: dict[int, RevisiRealisasi]
    bukti: dict[int, list[BuktiDukung]]  # by realisasi, withdrawn ones left out
    pemegang: dict[int, list[str]]
    riwayat: dict[int, list[RiwayatNilai]]
    ukuran_lalu: dict[int, list[HasilUkur]]
    renstra: dict[int, TargetRenstra]
    # {indicator: its definitions that start a new series}; what compares two times asks ``putus``.
    pemutus: dict[int, list[VersiIndikator]] = field(default_factory=dict)
    standar: dict[int, StandarNasional] = field(default_factory=dict)
    awal_renstra: dict[int, date] = field(default_factory=dict)  # the day from which its targets were planned

    def putus(self, indikator: int, *, setelah: date, sampai: date | None = None) -> tuple[PemutusDeret, ...]:
        """The breaks of an indicator's series between a day and ``sampai``, else the measured period's end."""
        sampai = sampai or self.pengukuran.periode.tanggal_selesai
        return pemutus(self.pemutus.get(indikator, ()), setelah=setelah, sampai=sampai)

    @property
    def skala(self) -> Skala:
        """The scale of this measurement."""
        return (
            SKALA[self.metodologi.skala] if self.metodologi else SKALA[Metodologi.Skala.PERMENDAGRI_86_2017]
        )

    @property
    def cara(self) -> CaraPotong:
        """How that scale is read."""
        return CaraPotong(self.metodologi.cara_potong) if self.metodologi else CaraPotong.BATAS_BAWAH

    def kelas(self, nilai: Decimal | None) -> Kelas | None:
        """The class of a mean, in per cent."""
        return klasifikasikan(nilai, self.skala, cara=self.cara)


def baca_bahan_capaian(pengukuran: Pengukuran, *, perbandingan: bool = True) -> BahanCapaian:
    """Everything the shapes of one measurement are made from: a flat number of queries.

    Without ``perbandingan`` earlier years, the Renstra and standards are left out: whoever decides on a period's
    results looks at them in the result itself.
    """
    periode = pengukuran.periode
    hasil = list(
        HasilUkur.objects.filter(pengukuran=pengukuran)
        .select_related(
            "patokan__indikator",
            "patokan__penempatan",
            "patokan__versi_indikator",
            "patokan__versi_target__perjanjian",
        )
        .order_by("patokan__urutan", "pk")
    )
    indikator = [satu.patokan.indikator_id for satu in hasil]
    dibandingkan = indikator if perbandingan else []
    renstra = list(
        TargetRenstra.objects.filter(indikator__in=dibandingkan, tahun__gte=periode.tahun).order_by("tahun")
    )
    return BahanCapaian(
        pengukuran=pengukuran,
        metodologi=Metodologi.objects.filter(pengukuran=pengukuran).first(),
        hasil=hasil,
        pohon=pohon_pengukuran(pengukuran),
        revisi=_revisi(pengukuran),
        bukti=baca_bukti({r["realisasi"] for satu in hasil for r in satu.rincian if r["realisasi"]}),
        pemegang=_pemegang(pengukuran),
        riwayat=_per_indikator(
            RiwayatNilai.objects.filter(indikator__in=dibandingkan, tahun__lt=periode.tahun).order_by("tahun")
        ),
        ukuran_lalu=_ukuran_lalu(pengukuran) if perbandingan else defaultdict(list),
        # The last year of the plan stands last and stays.
        renstra={satu.indikator_id: satu for satu in renstra},
        pemutus=baca_pemutus(pengukuran.opd_id),
        standar={
            # The newest that is not of a later year.
            satu.indikator_id: satu
            for satu in StandarNasional.objects.filter(
                indikator__in=dibandingkan, tahun__lte=periode.tahun
            ).order_by("tahun")
        },
        awal_renstra=_awal_renstra(pengukuran, renstra) if renstra else {},
    )


def baca_pemutus(opd_id: int) -> dict[int, list[VersiIndikator]]:
    """{indicator: its definitions that start a new series}; one query for an office."""
    return _per_indikator(VersiIndikator.objects.filter(indikator__opd=opd_id, memutus_deret=True))


def _awal_renstra(pengukuran: Pengukuran, daftar: list[TargetRenstra]) -> dict[int, date]:
    """{indicator: first day of the Renstra that its last target belongs to}; without one, of its first target."""
    masa = list(Renstra.objects.filter(opd=pengukuran.opd_id).values_list("tahun_awal", "tahun_akhir"))
    hasil: dict[int, date] = {}
    for satu in daftar:
        awal = min((dari for dari, sampai in masa if dari <= satu.tahun <= sampai), default=None)
        if awal is not None:
            hasil[satu.indikator_id] = date(awal, 1, 1)
        else:
            hasil.setdefault(satu.indikator_id, date(satu.tahun, 1, 1))
    return hasil


def _per_indikator(daftar: Iterable) -> dict[int, list]:
    hasil = defaultdict(list)
    for satu in daftar:
        hasil[satu.indikator_id].append(satu)
    return hasil


def _revisi(pengukuran: Pengukuran) -> dict[int, RevisiRealisasi]:
    """The readings behind the results: who typed them, and what was written beside; figures stand in rincian."""
    dibaca = HasilUkur.revisi.through.objects.filter(hasilukur__pengukuran=pengukuran)
    daftar = RevisiRealisasi.objects.filter(pk__in=dibaca.values("revisirealisasi"))
    return {satu.pk: satu for satu in daftar.only("oleh", "pada", *TEKS_UNIT)}


def baca_bukti(realisasi: set[int]) -> dict[int, list[BuktiDukung]]:
    """{realisasi: its evidence}, withdrawn pieces left out; one query."""
    hasil = defaultdict(list)
    tautan = BuktiDukung.realisasi.through.objects.filter(
        realisasi__in=realisasi, buktidukung__dicabut_pada=None
    )
    for satu in tautan.select_related("buktidukung").order_by("buktidukung"):
        hasil[satu.realisasi_id].append(satu.buktidukung)
    return hasil


def _pemegang(pengukuran: Pengukuran) -> dict[int, list[str]]:
    hasil = defaultdict(list)
    daftar = PenanggungJawabData.objects.berlaku_pada(pengukuran.periode.tanggal_selesai).filter(
        indikator__opd=pengukuran.opd_id
    )
    for indikator, unit in daftar.order_by("unit__urutan", "pk").values_list("indikator", "unit__nama"):
        hasil[indikator].append(unit)
    return hasil


def _ukuran_lalu(pengukuran: Pengukuran) -> dict[int, list[HasilUkur]]:
    """Earlier years as this application measured them: approved, up to the last day of the year.

    Most offices close with TW IV; where the year itself was measured too, that stands last and counts.
    """
    hasil = defaultdict(list)
    for satu in (
        HasilUkur.objects.filter(
            pengukuran__opd=pengukuran.opd_id,
            pengukuran__periode__tanggal_selesai__month=12,
            pengukuran__periode__tahun__lt=pengukuran.periode.tahun,
            pengukuran__in=Pengukuran.objects.berlaku().filter(disetujui_pada__isnull=False),
        )
        .select_related("patokan__versi_indikator", "pengukuran__periode")
        .order_by("pengukuran__periode__tahun", "-pengukuran__periode__tanggal_mulai", "pk")
    ):
        hasil[satu.patokan.indikator_id].append(satu)
    return hasil


def susun_capaian(pengukuran: Pengukuran) -> SusunanCapaian:
    """A measurement in the order of its tree, with means per node, counts, scale, history and budget."""
    return susun_dari_bahan(baca_bahan_capaian(pengukuran))


def susun_dari_bahan(bahan: BahanCapaian) -> SusunanCapaian:
    """The shape, out of what was read."""
    per_simpul = defaultdict(list)
    for satu in bahan.hasil:
        per_simpul[satu.patokan.penempatan.simpul_id].append(satu)
    urut = [satu for satu in bahan.pohon.berurut() if _tampil(satu, bahan.pohon, per_simpul)]
    nomor = {h.pk: n for n, h in enumerate((h for s in urut for h in per_simpul[s.pk]), 1)}
    kelompok = {satu.pk: _kelompok(satu, per_simpul[satu.pk], bahan, nomor) for satu in urut}
    # A sasaran without indicators has nothing that others could support: they stand for themselves.
    kelompok = {
        pk: replace(satu, pendukung=_pendukung(pk, bahan, kelompok) if satu.baris else ())
        for pk, satu in kelompok.items()
    }
    rata = _rata_rata_opd([per_simpul[satu.pk] for satu in urut], bahan)
    jumlah = bahan.pohon.jumlah()
    return SusunanCapaian(
        opd=bahan.pengukuran.opd.nama,
        periode=sebut_periode(bahan.pengukuran.periode),
        kelompok=tuple(kelompok.values()),
        rata_rata=Sel.angka(rata.nilai),
        predikat=predikat(bahan.kelas(rata.nilai)),
        penjelasan=_kalimat(rata.penjelasan),
        hitungan=_hitungan(bahan),
        skala=tuple(
            KelasSkala(satu.teks, predikat(satu.kelas))
            for satu in reversed(batas_efektif(bahan.skala, bahan.cara))
        ),
        nama_skala=f"{bahan.skala.nama}, {bahan.skala.dasar}",
        catatan_metode=catatan_metode(bahan, jumlah.belum_lapor),
        anggaran=bahan.pohon.baris(),
        total_anggaran=jumlah.baris("Jumlah"),
    )


def susun_rekap_capaian(pengukuran: Pengukuran) -> RekapCapaian:
    """Rekapitulasi of the measurement (SOP 000 step B6)."""
    susunan = susun_capaian(pengukuran)
    return RekapCapaian(
        naskah=naskah_pengukuran(
            pengukuran,
            f"Rekapitulasi Capaian Kinerja {susunan.periode}",
            latihan=ada_latihan(susunan),
        ),
        susunan=susunan,
        paraf=paraf_pengukuran(pengukuran),
    )


def ada_latihan(susunan: SusunanCapaian) -> bool:
    """Does any figure of it come from practice?"""
    return any(baris.angka_latihan for satu in susunan.kelompok for baris in satu.baris) or any(
        satu.angka_latihan for satu in susunan.anggaran
    )


def baris_semua(susunan: SusunanCapaian) -> list[BarisCapaian]:
    """The indicators of all groups, in the order of the tree."""
    return [baris for satu in susunan.kelompok for baris in satu.baris]


def _tampil(simpul: Simpul, pohon: Pohon, per_simpul: dict[int, list[HasilUkur]]) -> bool:
    """Nodes with indicators; and a sasaran without, over such nodes: that it has none is seen at its place."""
    if simpul.pk in per_simpul:
        return True
    return simpul.jenjang == Simpul.Jenjang.SASARAN and any(
        satu.pk in per_simpul for satu in pohon.berurut(simpul.pk)
    )


# -- groups and means -------------------------------------------------------------------------------


def capaian_tersimpan(hasil: HasilUkur) -> Capaian:
    """A stored result as the means take it."""
    sebab = None
    if hasil.status != HasilUkur.Status.DIHITUNG:
        kode = Kode(hasil.sebab) if hasil.sebab in set(Kode) else Kode.TIDAK_DAPAT_DIUKUR
        sebab = Keterangan(kode, hasil.sebab_kalimat)
    return Capaian(
        hasil.capaian_periode_mentah, hasil.capaian_periode, hasil.capaian_rata_rata, sebab, (), ""
    )


def _kelompok(
    simpul: Simpul, daftar: list[HasilUkur], bahan: BahanCapaian, nomor: dict[int, int]
) -> KelompokCapaian:
    rata = rata_rata_capaian([capaian_tersimpan(satu) for satu in daftar])
    jumlah = bahan.pohon.jumlah(simpul.pk)
    efisiensi, kalimat = None, ""
    if simpul.jenjang in JENJANG_EFISIENSI and jumlah.pagu is not None:
        if _akhir_tahun(bahan.pengukuran.periode):
            efisiensi = hitung_efisiensi(capaian=rata.nilai, serapan=jumlah.serapan)
            kalimat = _kalimat(efisiensi.penjelasan)
        else:
            kalimat = BELUM_AKHIR_TAHUN
    return KelompokCapaian(
        jenjang=simpul.get_jenjang_display(),
        kode=simpul.kode,
        uraian=simpul.uraian,
        baris=tuple(_baris(nomor[satu.pk], satu, bahan) for satu in daftar),
        rata_rata=Sel.angka(rata.nilai),
        predikat=predikat(bahan.kelas(rata.nilai)),
        penjelasan=_kalimat(rata.penjelasan),
        serapan=Sel.angka(jumlah.serapan),
        efisiensi=kalimat,
        selisih=Sel.angka(efisiensi.selisih) if efisiensi else KOSONG,
        indeks_efisiensi=Sel.angka(efisiensi.ie, 3) if efisiensi else KOSONG,
        program=bahan.pohon.baris(simpul.pk, tingkat_terdalam=1),
    )


def _akhir_tahun(periode: Periode) -> bool:
    """Only then do capaian and serapan speak of one stretch: a quarter's target, but always the year's pagu."""
    return (periode.tanggal_selesai.month, periode.tanggal_selesai.day) == (12, 31)


def _pendukung(
    pk: int, bahan: BahanCapaian, kelompok: dict[int, KelompokCapaian]
) -> tuple[KelompokCapaian, ...]:
    """The groups below a node, down to the kegiatan; those of another sasaran belong to that one."""
    atas = bahan.pohon.simpul[pk].jenjang
    hasil = []
    for di_bawah in bahan.pohon.anak.get(pk, ()):
        jenjang = bahan.pohon.simpul[di_bawah].jenjang
        if atas == Simpul.Jenjang.TUJUAN and jenjang == Simpul.Jenjang.SASARAN:
            continue
        if di_bawah in kelompok and jenjang != Simpul.Jenjang.SUB_KEGIATAN:
            hasil.append(kelompok[di_bawah])
        hasil += _pendukung(di_bawah, bahan, kelompok)
    return tuple(hasil)


def _rata_rata_opd(per_simpul: list[list[HasilUkur]], bahan: BahanCapaian) -> RataRata:
    """The office's mean: over the IKU of all sasaran, by the rule of the methodology."""
    aturan = bahan.metodologi.aturan_opd if bahan.metodologi else AturanOPD.SEMUA_INDIKATOR
    iku = [
        [
            capaian_tersimpan(satu)
            for satu in daftar
            if satu.patokan.penempatan.jenis == PenempatanIndikator.Jenis.IKU
        ]
        for daftar in per_simpul
    ]
    rata = rata_rata_opd([satu for satu in iku if satu], aturan=aturan)
    if not any(iku):
        tahun = bahan.pengukuran.periode.tahun
        kalimat = f"Belum ada IKU pada pohon kinerja tahun {tahun}, sehingga rata-rata OPD tidak dihitung."
        return replace(rata, penjelasan=kalimat)
    return replace(rata, penjelasan=f"Hanya IKU yang masuk. {rata.penjelasan}")


def _hitungan(bahan: BahanCapaian) -> tuple[Hitungan, ...]:
    """How many indicators of each status, then of each class of the scale from the highest down."""
    status, kelas = defaultdict(int), defaultdict(int)
    for satu in bahan.hasil:
        status[satu.status] += 1
        if satu.predikat:
            kelas[satu.predikat] += 1
    return (
        *(Hitungan(label, status[kode]) for kode, label in STATUS_CAPAIAN.items()),
        *(Hitungan(satu.label, kelas[satu.label]) for satu in reversed(bahan.skala.kelas)),
    )


# -- one indicator ----------------------------------------------------------------------------------


def _baris(nomor: int, hasil: HasilUkur, bahan: BahanCapaian) -> BarisCapaian:
    patokan = hasil.patokan
    versi, target = patokan.versi_indikator, patokan.versi_target
    desimal = desimal_versi(versi)
    teks = _teks_unit(hasil, bahan.revisi)
    unit = dict.fromkeys(satu["unit"] for satu in hasil.rincian) or bahan.pemegang.get(
        patokan.indikator_id, ()
    )
    renstra = bahan.renstra.get(patokan.indikator_id)
    return BarisCapaian(
        nomor=nomor,
        kode=patokan.indikator.kode,
        indikator=versi.nama if versi else patokan.indikator.nama,
        jenis=sebut_jenis(patokan.penempatan.jenis, bahan.pengukuran.opd.istilah_ikk),
        satuan=versi.satuan if versi else "",
        unit=", ".join(unit),
        # Asking the enumeration, not get_…_display, which walks all choices for every row.
        arah=VersiIndikator.Arah(versi.arah).label if versi else "",
        metode=VersiIndikator.Metode(versi.metode).label if versi else "",
        target_periode=sel_nilai(hasil.target_periode, desimal, hasil.target_periode_teks),
        target_tahun=sel_nilai(hasil.target_tahun, desimal, hasil.target_tahun_teks),
        realisasi=_sel_realisasi(hasil, desimal),
        capaian_periode=Sel.angka(hasil.capaian_periode),
        capaian_tahun=Sel.angka(hasil.capaian_tahun),
        predikat=predikat(next((satu for satu in bahan.skala.kelas if satu.label == hasil.predikat), None)),
        status=hasil.status,
        sebab=hasil.sebab_kalimat,
        penjelasan=_penjelasan(hasil),
        catatan=(*(satu["kalimat"] for satu in hasil.catatan), *_putus_dalam_tahun(hasil, bahan)),
        bukti=len({b.pk for r in hasil.rincian for b in bahan.bukti.get(r["realisasi"], ())}),
        analisis=hasil.analisis,
        upaya=hasil.upaya,
        **{nama: getattr(hasil, nama) or teks[nama] for nama in TEKS_UNIT},
        riwayat=_riwayat(hasil, bahan),
        target_renstra=sel_nilai(renstra.nilai, desimal, renstra.tingkat) if renstra else KOSONG,
        kemajuan_renstra=_kemajuan(hasil, renstra),
        angka_latihan=hasil.angka_latihan or bool(target and target.angka_latihan),
        url=alamat("hasil_lihat", hasil.pk),
        pembanding=_pembanding(hasil, bahan),
        tanpa_standar=patokan.indikator.tanpa_standar_nasional,
        putus_renstra=_putus_renstra(hasil, bahan, renstra),
    )


def sebut_jenis(jenis: str, istilah_ikk: str) -> str:
    """The kind of an indicator; IKK is always spelled out, for it means two things."""
    if jenis == PenempatanIndikator.Jenis.IKK:
        return istilah_ikk
    return PenempatanIndikator.Jenis(jenis).label


def _sel_realisasi(hasil: HasilUkur, desimal: int) -> Sel:
    if hasil.realisasi is None and not hasil.tingkat:
        return sel_keadaan(hasil.keadaan, desimal)
    return replace(sel_nilai(hasil.realisasi, desimal, hasil.tingkat), keadaan=hasil.keadaan)


def _penjelasan(hasil: HasilUkur) -> str:
    """The sum with its figures; where several readings make the realisasi, how they do."""
    if hasil.status != HasilUkur.Status.DIHITUNG:
        return ""
    if len(hasil.rincian) > 1 and hasil.penjelasan_realisasi:
        return f"Realisasi {hasil.penjelasan_realisasi}. Capaian {_kalimat(hasil.penjelasan_periode)}"
    return _kalimat(hasil.penjelasan_periode)


def _teks_unit(hasil: HasilUkur, revisi: dict[int, RevisiRealisasi]) -> dict[str, str]:
    """What the units wrote beside the newest figures that were read; it stands until the analysis says more."""
    terakhir = {}
    for satu in hasil.rincian:
        if satu["revisi"] in revisi:
            terakhir[satu["unit"]] = revisi[satu["revisi"]]
    teks = {}
    for nama in TEKS_UNIT:
        ada = [(unit, getattr(satu, nama)) for unit, satu in terakhir.items() if getattr(satu, nama)]
        teks[nama] = "\n".join(isi if len(terakhir) == 1 else f"{unit}: {isi}" for unit, isi in ada)
    return teks


def _kemajuan(hasil: HasilUkur, renstra: TargetRenstra | None) -> Sel:
    """Realisasi against the target of the plan's last year, by the indicator's own formula; per cent."""
    versi = hasil.patokan.versi_indikator
    if renstra is None or versi is None:
        return KOSONG
    return Sel.angka(_capaian(versi, hasil.realisasi, hasil.tingkat, renstra.nilai, renstra.tingkat))


def _capaian(
    versi: VersiIndikator,
    realisasi: Decimal | None,
    tingkat: str,
    target: Decimal | None,
    target_tingkat: str = "",
) -> Decimal | None:
    ordinal = versi.arah == VersiIndikator.Arah.ORDINAL
    return hitung_capaian(
        realisasi=(tingkat or None) if ordinal else realisasi,
        target=(target_tingkat or None) if ordinal else target,
        arah=versi.arah,
        tingkat=tingkat_untuk(tingkat, target_tingkat) if ordinal else (),
    ).nilai


def _riwayat(hasil: HasilUkur, bahan: BahanCapaian) -> tuple[NilaiTahun, ...]:
    """The latest earlier years, oldest first: from published reports, else as measured here.

    The capaian is computed by this indicator's formula; what a report printed stands beside its source.
    """
    versi = hasil.patokan.versi_indikator
    desimal = desimal_versi(versi)
    tahun = {
        satu.pengukuran.periode.tahun: NilaiTahun(
            tahun=satu.pengukuran.periode.tahun,
            target=sel_nilai(satu.target_tahun, desimal, satu.target_tahun_teks),
            realisasi=_sel_realisasi(satu, desimal),
            capaian=Sel.angka(satu.capaian_tahun),
            sumber=f"{satu.pengukuran}, disetujui {sebut_tanggal(satu.pengukuran.disetujui_pada.date())}.",
        )
        for satu in bahan.ukuran_lalu.get(hasil.patokan.indikator_id, ())
    }
    for satu in bahan.riwayat.get(hasil.patokan.indikator_id, ()):
        if satu.realisasi is None and satu.tahun in tahun:
            continue  # only its target was noted down; what was measured stands
        nilai = _capaian(versi, satu.realisasi, "", satu.target) if versi else None
        tahun[satu.tahun] = NilaiTahun(
            tahun=satu.tahun,
            target=sel_nilai(satu.target, desimal),
            realisasi=sel_nilai(satu.realisasi, desimal),
            capaian=Sel.angka(nilai),
            sumber=_sumber_riwayat(satu),
        )
    tampil = [tahun[satu] for satu in sorted(tahun)[-TAHUN_RIWAYAT:]]
    batas = [date(satu.tahun, 12, 31) for satu in tampil] + [bahan.pengukuran.periode.tanggal_selesai]
    return tuple(
        replace(satu, putus=bahan.putus(hasil.patokan.indikator_id, setelah=dari, sampai=sampai))
        for satu, dari, sampai in zip(tampil, batas, batas[1:], strict=False)
    )


def _sumber_riwayat(riwayat: RiwayatNilai) -> str:
    bagian = [riwayat.sumber]
    if riwayat.capaian_tercetak:
        bagian.append(f"Capaian tercetak pada sumber: {riwayat.capaian_tercetak}.")
    if riwayat.angka_latihan:
        bagian.append("Angka latihan.")
    return " ".join(satu for satu in bagian if satu)


def _putus_dalam_tahun(hasil: HasilUkur, bahan: BahanCapaian) -> tuple[str, ...]:
    """A definition that changed after the year's first period was read: what is summed up to now reads both."""
    versi = hasil.patokan.versi_indikator
    if versi is None:
        return ()
    bulan, hari = AKHIR_PERTAMA[versi.frekuensi]
    daftar = bahan.putus(
        hasil.patokan.indikator_id, setelah=date(bahan.pengukuran.periode.tahun, bulan, hari)
    )
    return tuple(f"{satu.kalimat} Periode sebelumnya memakai definisi lama." for satu in daftar)


def _putus_renstra(
    hasil: HasilUkur, bahan: BahanCapaian, renstra: TargetRenstra | None
) -> tuple[PemutusDeret, ...]:
    """The breaks between the plan's first day and the year its last target is for."""
    awal = bahan.awal_renstra.get(hasil.patokan.indikator_id)
    if renstra is None or awal is None:
        return ()
    return bahan.putus(hasil.patokan.indikator_id, setelah=awal, sampai=date(renstra.tahun, 12, 31))


# -- the national standard --------------------------------------------------------------------------


def _pembanding(hasil: HasilUkur, bahan: BahanCapaian) -> tuple[Pembanding, ...]:
    """The national standard of the year, else the newest before it, with the comparison in words."""
    standar = bahan.standar.get(hasil.patokan.indikator_id)
    if standar is None:
        return ()
    desimal = desimal_versi(hasil.patokan.versi_indikator)
    putus = bahan.putus(hasil.patokan.indikator_id, setelah=date(standar.tahun, 12, 31))
    kalimat = (sebut_banding(hasil, standar, bahan.pengukuran.periode), kalimat_pemutus(putus))
    return (
        Pembanding(
            nama="Standar nasional",
            tahun=standar.tahun,
            nilai=sel_nilai(standar.nilai, desimal, standar.tingkat),
            keterangan=" ".join(satu for satu in kalimat if satu),
            sumber=standar.sumber,
        ),
    )


def sebut_banding(hasil: HasilUkur, standar: StandarNasional, periode: Periode) -> str:
    """``1,50 di atas standar, lebih baik.``; why not, where the two cannot be compared."""
    versi = hasil.patokan.versi_indikator
    if versi is None or (hasil.realisasi is None and not hasil.tingkat):
        return "Belum dapat dibandingkan: realisasi belum ada."
    if versi.metode == VersiIndikator.Metode.JUMLAH and not _akhir_tahun(periode):
        return "Dibandingkan pada akhir tahun: realisasinya masih bertambah."
    if versi.arah == VersiIndikator.Arah.ORDINAL:
        return _banding_tingkat(hasil.tingkat, standar.tingkat)
    if hasil.realisasi is None or standar.nilai is None:
        return "Tidak dapat dibandingkan: satu berupa angka, yang lain tingkat."
    # As printed on both sides: 80,004 and 80 read the same.
    selisih = bulatkan(hasil.realisasi, versi.desimal) - bulatkan(standar.nilai, versi.desimal)
    if not selisih:
        return "Sama dengan standar."
    letak = f"{tulis_angka(abs(selisih), versi.desimal)} di {'atas' if selisih > 0 else 'bawah'} standar"
    if versi.arah == VersiIndikator.Arah.RENTANG:
        return f"{letak}."
    baik = (selisih > 0) == (versi.arah == VersiIndikator.Arah.NAIK)
    return f"{letak}, {'lebih baik' if baik else 'belum menyamai'}."


def _banding_tingkat(tingkat: str, standar: str) -> str:
    urutan = (
        {satu.label: satu.skor for satu in tingkat_untuk(tingkat, standar)} if tingkat and standar else {}
    )
    if not urutan:
        return "Tidak dapat dibandingkan: urutan tingkatnya tidak dikenal."
    if urutan[tingkat] == urutan[standar]:
        return "Sama dengan standar."
    return (
        "Di atas standar, lebih baik."
        if urutan[tingkat] > urutan[standar]
        else "Di bawah standar, belum menyamai."
    )


# -- notes below the table --------------------------------------------------------------------------


def catatan_metode(bahan: BahanCapaian, anggaran_belum_lapor: int = 0) -> tuple[str, ...]:
    """The formulas, caps, rounding and rules behind the figures, as they are printed below a table."""
    if bahan.metodologi is None:
        return ()
    m = bahan.metodologi
    dipakai = {satu.patokan.versi_indikator.arah for satu in bahan.hasil if satu.patokan.versi_indikator}
    arah = VersiIndikator.Arah
    catatan = [f"{satu.label}: {RUMUS_TERTULIS[satu.value]}." for satu in arah if satu in dipakai]
    if len(dipakai & {arah.NAIK, arah.TURUN_SELISIH, arah.TURUN_RASIO}):
        catatan.append("R adalah realisasi dan T target, keduanya sampai dengan periode ini.")
    catatan += [
        f"Capaian yang ditampilkan {_batas(m.batas_tampil)}; yang masuk rata-rata {_batas(m.batas_rata_rata)}.",
        "Angka dibulatkan satu kali, setengah ke atas, ke dua desimal; perhitungan memakai angka sebelum "
        f"dibulatkan. Predikat ditetapkan menurut {CARA_POTONG[bahan.cara]}.",
    ]
    if m.ambang_anomali is not None:
        catatan.append(f"Capaian di atas {angka_ringkas(m.ambang_anomali)} % diminta penjelasannya.")
    if m.celah == Celah.KETAT:
        catatan.append("Target semua periode yang jatuh tempo dihitung, juga bila realisasinya belum masuk.")
    else:
        catatan.append("Hanya target periode yang terisi yang dihitung.")
    catatan.append(
        "Rata-rata hanya atas indikator yang dapat dihitung pada satu simpul; jenjang yang berbeda tidak "
        "dirata-ratakan bersama."
    )
    if anggaran_belum_lapor:
        catatan.append(
            f"Realisasi anggaran {anggaran_belum_lapor} program/kegiatan belum diisi atau belum disetujui; "
            "jumlahnya tidak memuatnya."
        )
    return tuple(catatan)


def _batas(nilai: Decimal | None) -> str:
    return "tanpa batas atas" if nilai is None else f"paling tinggi {angka_ringkas(nilai)} %"


def _kalimat(teks: str) -> str:
    """Ends with a full stop."""
    return teks if not teks or teks.endswith(".") else f"{teks}."
