"""What the pages of a measurement show, worked out once: what is pinned, and each result with its texts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from alur.giliran import pelaksana_langkah, penerima_disposisi
from alur.models import CatatanLangkah, CatatanPerbaikan
from alur.tampilan import Status, sebut_tanggal, susun_giliran
from organisasi.models import OPD, Pengguna
from pengukuran.actions import TEKS_ANALISIS
from pengukuran.data import patokan_berlaku
from pengukuran.forms import LABEL_TEKS, FormAnalisis, teks_hasil
from pengukuran.models import HasilUkur, Pengukuran
from pengukuran.putaran import sedang_dibuka_kembali
from pengukuran.rumus import RUMUS_TERTULIS
from pengumpulan.models import Keadaan, RevisiRealisasi
from perencanaan.angka import bulatkan, tulis_angka
from perencanaan.models import (
    PenempatanIndikator,
    Periode,
    TargetPeriode,
    VersiIndikator,
    VersiTarget,
)
from perencanaan.sebut import sebut_target

# Four states that must never look alike: empty, not due, not computable, computed.
STATUS_HASIL = {
    HasilUkur.Status.BELUM_LAPOR: Status("Belum lapor", "circle-dashed", "kuning"),
    HasilUkur.Status.BELUM_WAKTUNYA: Status("Belum waktunya", "hourglass", "abu"),
    HasilUkur.Status.TIDAK_DAPAT_DIHITUNG: Status("Tidak dapat dihitung", "ban", "ungu"),
}
TEKS_UNIT = ("faktor_pendukung", "faktor_penghambat", "rencana_perbaikan")
TANPA_TARGET_PERIODE = (VersiIndikator.Arah.RENTANG, VersiIndikator.Arah.ORDINAL)


# -- the run that a page belongs to ------------------------------------------------------------------


def konteks_langkah(pengguna: Pengguna, catatan: CatatanLangkah, judul: str) -> dict:
    """What a step's page opens with: whose turn the run is now and what is missing.

    ``terbuka`` is the run's present visit. ``kini`` is False for a visit that is over; ``milik_saya`` says that
    this very visit waits for the reader, ``giliran_saya`` that the present one does.
    """
    pelaksanaan = catatan.pelaksanaan
    terbuka = catatan
    if not catatan.terbuka:
        terbuka = (
            pelaksanaan.catatan.filter(selesai_pada=None)
            .select_related("langkah__prosedur", "pelaksanaan__opd__pemda", "pelaksanaan__periode")
            .prefetch_related("disposisi")
            .first()
        )
    pelaksana, disposisi = [], terbuka.disposisi_terbuka if terbuka else None
    if terbuka:
        pelaksana = penerima_disposisi(terbuka.langkah) if disposisi else pelaksana_langkah(terbuka.langkah)
    giliran = susun_giliran(pelaksanaan, terbuka, pengguna, pelaksana)
    kini = bool(terbuka and terbuka.pk == catatan.pk)
    return {
        "judul": judul,
        "sub_judul": f"{pelaksanaan} – {pelaksanaan.opd}",
        "remah": [{"label": str(pelaksanaan), "url": pelaksanaan.get_absolute_url()}, {"label": judul}],
        "pelaksanaan": pelaksanaan,
        "catatan": catatan,
        "giliran": giliran,
        "terbuka": terbuka,
        "giliran_saya": bool(giliran.get("milik_saya")),
        "kini": kini,
        "milik_saya": kini and bool(giliran.get("milik_saya")),
        "disposisi": disposisi if kini else None,
    }


# -- the methodology --------------------------------------------------------------------------------


@dataclass(frozen=True)
class BarisPatokan:
    """One indicator as it is, or will be, pinned; ``peringatan`` says what keeps it from being measured."""

    penempatan: PenempatanIndikator
    definisi: VersiIndikator | None
    sejak: str
    rumus: str
    target: str
    target_dari: str
    peringatan: tuple[str, ...]


def susun_patokan(opd: OPD, periode: Periode, pengukuran: Pengukuran | None) -> list[BarisPatokan]:
    """What holds at the period's end; once the results stand approved, what was pinned."""
    if pengukuran and not pengukuran.terbuka:
        daftar = [
            (satu.penempatan, satu.versi_indikator, satu.versi_target)
            for satu in pengukuran.metodologi.patokan.select_related(
                "penempatan__indikator", "penempatan__simpul", "versi_indikator", "versi_target__perjanjian"
            )
        ]
    else:
        daftar = patokan_berlaku(opd, periode)
    target = {
        satu.pk: satu
        for satu in VersiTarget.objects.filter(pk__in=[t.pk for _, _, t in daftar if t]).select_related(
            "perjanjian"
        )
    }
    terisi = set(
        TargetPeriode.objects.filter(versi__in=target, nilai__isnull=False).values_list("versi", "periode")
    )
    per_jenis = defaultdict(list)
    for satu in Periode.objects.filter(tahun=periode.tahun, tanggal_selesai__lte=periode.tanggal_selesai):
        per_jenis[satu.jenis].append(satu)
    return [
        _patokan(penempatan, versi, target[t.pk] if t else None, terisi, per_jenis, periode)
        for penempatan, versi, t in daftar
    ]


def _patokan(penempatan, versi, target, terisi, per_jenis, periode: Periode) -> BarisPatokan:
    peringatan = []
    if versi is None:
        peringatan.append("Belum ada definisi yang berlaku: capaiannya tidak dapat dihitung.")
    if target is None:
        peringatan.append("Target belum ditetapkan: capaiannya tidak dapat dihitung.")
    elif target.perjanjian_id and not target.perjanjian.dikunci:
        peringatan.append("Target dari Perjanjian Kinerja yang belum ditandatangani.")
    if versi and target and _memakai_target_periode(versi, periode):
        kosong = [
            satu.nama for satu in per_jenis.get(versi.frekuensi, ()) if (target.pk, satu.pk) not in terisi
        ]
        if kosong:
            peringatan.append(f"Target {', '.join(kosong)} belum diisi.")
    return BarisPatokan(
        penempatan,
        versi,
        sebut_tanggal(versi.tanggal_mulai) if versi else "",
        RUMUS_TERTULIS[versi.arah] if versi else "",
        sebut_target(target) if target else "",
        _target_dari(target) if target else "",
        tuple(peringatan),
    )


def _memakai_target_periode(versi: VersiIndikator, periode: Periode) -> bool:
    """Is the target of single periods asked for? Not where the year's own target counts."""
    akhir_tahun = (periode.tanggal_selesai.month, periode.tanggal_selesai.day) == (12, 31)
    tahunan = VersiIndikator.Metode.TAHUNAN
    return not (akhir_tahun or versi.metode == tahunan or versi.arah in TANPA_TARGET_PERIODE)


def _target_dari(target: VersiTarget) -> str:
    sejak = f"berlaku sejak {sebut_tanggal(target.tanggal_mulai)}"
    if target.perjanjian is None:
        return f"Di luar Perjanjian Kinerja, {sejak}"
    nomor = f" nomor {target.perjanjian.nomor}" if target.perjanjian.nomor else ""
    return f"{target.perjanjian}{nomor}, {sejak}"


# -- results ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class IsianTeks:
    """One text of a result: what stands in its box, where that comes from, what is stored meanwhile."""

    nama: str
    label: str
    isi: str
    wajib: bool = False
    dari_unit: bool = False
    tersimpan: str = ""  # what someone else stored while this was typed


@dataclass(frozen=True)
class BarisUkur:
    """One result on the page where it is analysed."""

    hasil: HasilUkur
    indikator: str
    satuan: str
    unit: str
    target_periode: str
    target_tahun: str
    realisasi: str
    capaian_periode: str
    capaian_tahun: str
    status: Status
    catatan: tuple[str, ...]
    teks: tuple[IsianTeks, ...]
    perbaikan: CatatanPerbaikan | None
    kurang: bool  # an obligatory analysis is missing
    boleh_tulis: bool
    boleh_jawab: bool
    jawaban: str
    galat: tuple[str, ...]
    versi: int

    @property
    def buka(self) -> bool:
        """Is the form to be open at once?"""
        return bool(self.galat) or (self.boleh_tulis and (self.kurang or self.dikembalikan))

    @property
    def dikembalikan(self) -> bool:
        """Did the row come back, and does its remark still wait?"""
        return self.boleh_jawab and self.perbaikan.status == CatatanPerbaikan.Status.BELUM

    @property
    def ada_teks(self) -> bool:
        """Is anything written?"""
        return any(satu.isi for satu in self.teks)


@dataclass(frozen=True)
class KelompokUkur:
    """Results that ask for the same thing."""

    kode: str
    judul: str
    keterangan: str
    ikon: str
    baris: tuple[BarisUkur, ...]


KELOMPOK = (
    (
        "kembali",
        "Dikembalikan",
        "Perbaiki, lalu jawab catatannya. Baris lain sudah diterima.",
        "arrow-back-up",
    ),
    ("analisis", "Wajib dianalisis", "Di luar target: tulis penyebab dan rencana perbaikan.", "pencil"),
    ("tidak", "Tidak dapat dihitung", "Periksa sebabnya; capaiannya tidak ikut rata-rata.", "ban"),
    ("lapor", "Belum lapor", "Angkanya belum masuk atau menyusul.", "circle-dashed"),
    ("sudah", "Di luar target, sudah dianalisis", "", "circle-check"),
    ("bawah", "Di bawah target", "Analisisnya tidak wajib.", "trending-down"),
    ("lain", "Sesuai target", "", "check"),
    ("waktu", "Belum waktunya", "Tidak diukur pada periode ini.", "hourglass"),
)


@dataclass
class Ditolak:
    """What was typed for one result and refused."""

    form: FormAnalisis
    galat: tuple[str, ...] = field(default_factory=tuple)


def baca_hasil(pengukuran: Pengukuran) -> list[HasilUkur]:
    """The results with everything a row shows, in the order of the tree; a flat number of queries."""
    return list(
        HasilUkur.objects.filter(pengukuran=pengukuran)
        .select_related(
            "patokan__indikator",
            "patokan__penempatan",
            "patokan__versi_indikator",
            "perbaikan__dijawab_oleh",
            "perbaikan__catatan",
        )
        .order_by("patokan__urutan", "pk")
    )


def catatan_bersama(hasil: Iterable[HasilUkur]) -> list[tuple[CatatanPerbaikan, int]]:
    """Remarks that came back for several results at once, with how many: they stand above the rows."""
    jumlah: dict[int, list[HasilUkur]] = defaultdict(list)
    for satu in hasil:
        if satu.perbaikan_id and satu.periksa == HasilUkur.Periksa.DIKEMBALIKAN:
            jumlah[satu.perbaikan_id].append(satu)
    return [(daftar[0].perbaikan, len(daftar)) for daftar in jumlah.values() if len(daftar) > 1]


def susun_hasil(
    daftar: list[HasilUkur],
    *,
    boleh_tulis: bool,
    jawab: set[int],
    ditolak: dict[int, Ditolak] | None = None,
) -> list[KelompokUkur]:
    """The results in groups, what asks for work first. ``jawab`` are the remarks this person may answer now."""
    bersama = {satu.pk for satu, _ in catatan_bersama(daftar)}
    teks_unit = _teks_unit(daftar)
    per_kelompok: dict[str, list[BarisUkur]] = defaultdict(list)
    for satu in daftar:
        perbaikan = satu.perbaikan if satu.perbaikan_id and satu.perbaikan_id not in bersama else None
        baris = _baris(
            satu,
            perbaikan,
            teks_unit.get(satu.pk, {}),
            boleh_tulis=boleh_tulis and satu.periksa != HasilUkur.Periksa.DITERIMA,
            boleh_jawab=bool(perbaikan and perbaikan.pk in jawab),
            ditolak=(ditolak or {}).get(satu.pk),
        )
        per_kelompok[_kelompok(satu, baris)].append(baris)
    return [
        KelompokUkur(kode, judul, keterangan, ikon, tuple(per_kelompok[kode]))
        for kode, judul, keterangan, ikon in KELOMPOK
        if per_kelompok[kode]
    ]


def _kelompok(hasil: HasilUkur, baris: BarisUkur) -> str:
    if baris.perbaikan and hasil.periksa == HasilUkur.Periksa.DIKEMBALIKAN:
        return "kembali"
    if baris.kurang:
        return "analisis"
    if hasil.analisis_wajib:
        return "sudah"
    if hasil.capaian_periode is not None and hasil.capaian_periode < 100:
        return "bawah"
    return {
        HasilUkur.Status.TIDAK_DAPAT_DIHITUNG: "tidak",
        HasilUkur.Status.BELUM_LAPOR: "lapor",
        HasilUkur.Status.BELUM_WAKTUNYA: "waktu",
    }.get(hasil.status, "lain")


def _baris(hasil, perbaikan, dari_unit, *, boleh_tulis, boleh_jawab, ditolak) -> BarisUkur:
    versi = hasil.patokan.versi_indikator
    desimal = versi.desimal if versi else 2
    return BarisUkur(
        hasil=hasil,
        indikator=versi.nama if versi else hasil.patokan.indikator.nama,
        satuan=versi.satuan if versi else "",
        unit=", ".join(dict.fromkeys(satu["unit"] for satu in hasil.rincian)),
        target_periode=_angka(hasil.target_periode, desimal) or hasil.target_periode_teks or "–",
        target_tahun=_angka(hasil.target_tahun, desimal) or hasil.target_tahun_teks or "–",
        realisasi=_angka(hasil.realisasi, desimal) or hasil.tingkat or Keadaan(hasil.keadaan).label,
        capaian_periode=tulis_angka(hasil.capaian_periode, 2) or "–",
        capaian_tahun=tulis_angka(hasil.capaian_tahun, 2) or "–",
        status=STATUS_HASIL.get(hasil.status) or Status(hasil.predikat, hasil.ikon, hasil.warna),
        catatan=tuple(satu["kalimat"] for satu in hasil.catatan),
        teks=_teks(hasil, dari_unit, ditolak),
        perbaikan=perbaikan,
        kurang=analisis_kurang(hasil),
        boleh_tulis=boleh_tulis,
        boleh_jawab=boleh_jawab,
        jawaban=ditolak.form["jawaban"].value() or "" if ditolak else perbaikan.jawaban if perbaikan else "",
        galat=ditolak.galat if ditolak else (),
        versi=hasil.versi,
    )


def analisis_kurang(hasil: HasilUkur) -> bool:
    """Is an obligatory analysis missing? The same that ``pengukuran.syarat`` asks for."""
    rencana = hasil.capaian_periode is not None and hasil.capaian_periode < 100
    return hasil.analisis_wajib and (not hasil.analisis or (rencana and not hasil.rencana_perbaikan))


def _teks(hasil: HasilUkur, dari_unit: dict[str, str], ditolak: Ditolak | None) -> tuple[IsianTeks, ...]:
    """What stands in the boxes: what was refused, else what is stored, else what the unit wrote."""
    tersimpan = teks_hasil(hasil)
    wajib = {"analisis", "rencana_perbaikan"} if hasil.analisis_wajib else set()
    if hasil.capaian_periode is None or hasil.capaian_periode >= 100:
        wajib.discard("rencana_perbaikan")
    isian = []
    for nama in TEKS_ANALISIS:
        if ditolak:
            diketik = ditolak.form[nama].value() or ""
            lain = tersimpan[nama] if tersimpan[nama] != diketik.replace("\r\n", "\n").strip() else ""
            isian.append(IsianTeks(nama, LABEL_TEKS[nama], diketik, nama in wajib, tersimpan=lain))
            continue
        usul = "" if tersimpan[nama] else dari_unit.get(nama, "")
        isian.append(
            IsianTeks(nama, LABEL_TEKS[nama], tersimpan[nama] or usul, nama in wajib, dari_unit=bool(usul))
        )
    return tuple(isian)


def _teks_unit(daftar: list[HasilUkur]) -> dict[int, dict[str, str]]:
    """{result: what its units wrote beside the newest figures that were read}."""
    pk = {satu["revisi"] for hasil in daftar for satu in hasil.rincian if satu["revisi"]}
    revisi = RevisiRealisasi.objects.only(*TEKS_UNIT).in_bulk(pk)
    hasil: dict[int, dict[str, str]] = {}
    for ukur in daftar:
        terakhir = {r["unit"]: revisi[r["revisi"]] for r in ukur.rincian if r["revisi"] in revisi}
        hasil[ukur.pk] = {
            nama: "\n".join(
                teks if len(terakhir) == 1 else f"{unit}: {teks}"
                for unit, satu in terakhir.items()
                if (teks := getattr(satu, nama))
            )
            for nama in TEKS_UNIT
        }
    return hasil


def _angka(nilai, desimal: int) -> str:
    """The digits that are there, at most ``desimal``; as papers print them."""
    return "" if nilai is None else tulis_angka(bulatkan(nilai, desimal))


# -- one measurement in a line ----------------------------------------------------------------------


def status_pengukuran(pengukuran: Pengukuran) -> Status:
    """Not computed, a draft, approved, or approved and being measured anew."""
    if pengukuran.dihitung_pada is None:
        return Status("Belum dihitung", "circle-dashed", "abu")
    if pengukuran.terbuka:
        return Status("Belum disetujui", "pencil", "kuning")
    if sedang_dibuka_kembali(pengukuran):
        return Status("Dibuka kembali, angka lama berlaku sampai disetujui lagi", "history", "kuning")
    return Status("Disetujui", "circle-check", "hijau")
