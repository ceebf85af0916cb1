"""Adopts an SOP for each practice office and makes runs: finished, in the middle, returned, late.

Runs go through the same gate as everyone's. They are practice (``contoh``), and are recorded afterwards with
times on working days as such a run would have taken; what the audit trail says of them has today's time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from alur import tindakan
from alur.actions import mulai
from alur.adopsi import Sasaran, angkat, berlakukan, sarankan_ikatan, simpan_ikatan
from alur.disposisi import terima_disposisi
from alur.fase import mengumpulkan
from alur.giliran import Pelaku, pelaksana_langkah, penerima_disposisi
from alur.models import (
    SOP,
    CatatanLangkah,
    CatatanPerbaikan,
    Langkah,
    Pelaksanaan,
    Pemberitahuan,
    Prosedur,
)
from alur.naskah import baca_naskah, muat_naskah
from alur.pencatatan import Pencatatan, dapat_dicatatkan
from alur.perbaikan import tindaklanjuti
from alur.syarat import perbaikan_untuk, pihak_belum
from alur.syarat_mulai import batas_waktu_bawaan
from organisasi.kalender import Kalender
from organisasi.models import Pengguna
from organisasi.waktu import hari_ini
from perencanaan.models import Periode
from sakip.contoh.kantor import AWAL_JABATAN, Kantor
from sakip.contoh.kinerja import bulan_selesai
from sakip.contoh.langkah import (
    baris_dikembalikan,
    isi_formulir,
    isian_latihan,
    serahkan_tanpa_langkah,
    siapkan_data,
    ukur_dan_analisis,
)
from sakip.contoh.sumber import FOLDER

Jenis, TRIWULAN, TAHUN = Prosedur.Jenis, Periode.Jenis.TRIWULAN, Periode.Jenis.TAHUN

URAIAN = {
    Langkah.Layar.PERINTAH: "Laksanakan sesuai SOP dan batas waktunya.",
    Langkah.Layar.RAPAT: "Arahan disampaikan; pembagian tugas disepakati.",
    Langkah.Layar.PUTUSAN: "Lengkap dan dapat digunakan sebagai bahan Laporan Kinerja.",
}
MENIT_TANPA_BAKU = 45
MENIT_TERBANYAK = 300


@dataclass(frozen=True)
class Kembali:
    """A return: at which step, why, what to mend, and how it was answered (None: it still waits).

    ``baris`` names rows of the forms, or results, by a word of their indicator: {word: what is wrong}.
    """

    langkah: int
    alasan: str
    jawaban: str | None
    perbaikan: tuple[str, ...] = ()
    baris: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Jalan:
    """A run to make. ``mulai`` and ``batas`` are days; a run without ``berhenti`` is walked to its end.

    ``berhenti`` is the step that stays open; ``paraf`` of its parties have done their part already.
    """

    jenis: str
    periode: tuple[int, str, int]
    mulai: date
    batas: date | None = None
    berhenti: int | None = None
    paraf: int = 0
    kembali: tuple[Kembali, ...] = ()
    perintah_dicatatkan: str = ""


def bangun_pelaksanaan(daftar: list[Kantor]) -> None:
    """Adopt the SOP of each office, then make its runs."""
    naskah = {}
    for berkas in sorted((FOLDER.parent / "sop").glob("*.json")):
        sop = muat_naskah(baca_naskah(berkas))
        naskah[sop.kode] = sop
    for kantor in daftar:
        sop = _adopsi(kantor, naskah[kantor.isi["sop"]])
        waktu = Waktu(kantor)
        for jalan in JALAN[kantor.kunci](waktu):
            # On a computer whose clock is behind, what has not happened yet is left out.
            if max(jalan.mulai, periode_jalan(jalan).tanggal_mulai) <= waktu.hari_ini:
                Pejalan(kantor, sop, waktu).jalankan(jalan)


def periode_jalan(jalan: Jalan) -> Periode:
    """The period the run is for."""
    tahun, jenis, nomor = jalan.periode
    return Periode.objects.tahun_lengkap(tahun).get(jenis=jenis, nomor=nomor)


def _adopsi(kantor: Kantor, naskah: SOP) -> SOP:
    admin = Pengguna.objects.get(username=kantor.isi["admin"]["akun"])
    sop = angkat(naskah=naskah, opd=kantor.opd, oleh=admin)
    # A role that stands for several positions only receives here; it may be all employees.
    ikatan = {
        peran: sasaran or [Sasaran(semua_pegawai=True)] for peran, sasaran in sarankan_ikatan(sop).items()
    }
    simpan_ikatan(sop=sop, ikatan=ikatan, oleh=admin)
    return berlakukan(sop=sop, tanggal_mulai=AWAL_JABATAN, oleh=admin)


class Waktu:
    """Days and hours of one office: nothing of a practice run lies in the future or on a day off."""

    def __init__(self, kantor: Kantor):
        self.kalender = Kalender(kantor.opd)
        self.zona = ZoneInfo(kantor.opd.pemda.zona_waktu)
        self.hari_ini = hari_ini(kantor.opd.pemda.zona_waktu)
        self.kini = timezone.now()

    def lalu(self, jumlah: int) -> date:
        """The working day that lies so many working days before today."""
        hari = self.hari_ini
        while jumlah:
            hari -= timedelta(days=1)
            jumlah -= self.kalender.adalah_hari_kerja(hari)
        return hari

    def nanti(self, jumlah: int) -> date:
        """The working day so many working days from today."""
        return self.kalender.tambah_hari_kerja(self.hari_ini, jumlah)

    def pagi(self, hari: date) -> datetime:
        """Ten past eight on that day, or on the first working day after it."""
        while not self.kalender.adalah_hari_kerja(hari):
            hari += timedelta(days=1)
        return datetime.combine(hari, time(8, 10), tzinfo=self.zona)

    def sesudah(self, saat: datetime, menit: int) -> datetime:
        """So many minutes of work later; what does not fit before half past three is done next morning."""
        hasil = saat + timedelta(minutes=menit)
        if hasil.date() > saat.date() or hasil.time() > time(15, 30):
            hasil = self.pagi(saat.date() + timedelta(days=1)) + timedelta(minutes=menit % 90)
        return min(hasil, self.kini)


class Pejalan:
    """Walks one office's runs, each step by someone whose turn it is."""

    def __init__(self, kantor: Kantor, sop: SOP, waktu: Waktu):
        self.kantor = kantor
        self.sop = sop
        self.waktu = waktu

    def jalankan(self, jalan: Jalan) -> Pelaksanaan:
        """Make the run and walk it as far as it goes."""
        periode = periode_jalan(jalan)
        self.saat = self.waktu.pagi(min(jalan.mulai, self.waktu.lalu(1)))
        pelaksanaan = mulai(
            opd=self.kantor.opd,
            prosedur=self.sop.prosedur.get(jenis=jalan.jenis),
            periode=periode,
            batas_waktu=jalan.batas or batas_waktu_bawaan(opd=self.kantor.opd, periode=periode),
            oleh=self._pemulai(),
            pada=self.saat,
            dicatat_belakangan=True,
            contoh=True,
        )
        sisa_kembali = list(jalan.kembali)
        while catatan := pelaksanaan.catatan.filter(selesai_pada=None).select_related("langkah").first():
            self._jawab(catatan, jalan)
            if catatan.langkah.nomor == jalan.berhenti and not sisa_kembali:
                self._siapkan_langkah(catatan)
                for urutan, oleh in enumerate(self._para_pelaku(catatan)[: jalan.paraf]):
                    self._selesai(catatan, oleh, urutan)
                break
            self._siapkan_langkah(catatan)
            if sisa_kembali and catatan.langkah.nomor == sisa_kembali[0].langkah:
                self._kembalikan(catatan, sisa_kembali.pop(0))
            else:
                self._maju(catatan, jalan)
        self._rapikan_kabar(pelaksanaan)
        return pelaksanaan

    def _pemulai(self) -> Pengguna:
        """The first of the team, who starts runs."""
        return next(self.kantor.akun[satu["akun"]] for satu in self.kantor.isi["orang"] if "tim" in satu)

    def _maju(self, catatan: CatatanLangkah, jalan: Jalan) -> None:
        if jalan.perintah_dicatatkan and catatan.langkah.nomor == 1:
            self._catatkan_perintah(catatan, jalan.perintah_dicatatkan)
            return
        for urutan, oleh in enumerate(self._para_pelaku(catatan)):
            self._selesai(catatan, oleh, urutan)

    def _siapkan_langkah(self, catatan: CatatanLangkah) -> None:
        """What must have happened beside the run before this step: forms handed in, data there to measure."""
        langkah = catatan.langkah
        if langkah.layar == Langkah.Layar.UKUR and not mengumpulkan(langkah):
            siapkan_data(self.kantor, catatan.pelaksanaan)
            ukur_dan_analisis(catatan, self._para_pelaku(catatan)[0])
        elif mengumpulkan(langkah):
            serahkan_tanpa_langkah(self.kantor, catatan.pelaksanaan)

    def _selesai(self, catatan: CatatanLangkah, oleh: Pengguna, urutan: int = 0) -> None:
        if catatan.langkah.layar == Langkah.Layar.PENGISIAN:
            isi_formulir(self.kantor, catatan.pelaksanaan, oleh)
        adalah_keputusan = catatan.langkah.jalur_kembali.exists()
        lakukan = tindakan.setujui if adalah_keputusan else tindakan.selesaikan
        layar = Langkah.Layar.PUTUSAN if adalah_keputusan else catatan.langkah.layar
        # Parties work side by side: those after the first are done a little later than it.
        pada = self.saat = (
            self.waktu.sesudah(self.saat, 15 + 10 * urutan) if urutan else self._kerjakan(catatan, oleh)
        )
        lakukan(
            catatan=catatan,
            oleh=oleh,
            uraian=URAIAN.get(layar, ""),
            pada=pada,
            isian=isian_latihan(catatan, pada.astimezone(self.waktu.zona).date()),
        )
        if disposisi := catatan.disposisi.filter(keputusan="").first():
            self.saat = self.waktu.sesudah(self.saat, MENIT_TANPA_BAKU)
            terima_disposisi(
                disposisi=disposisi,
                oleh=penerima_disposisi(catatan.langkah)[0].pegawai.pengguna,
                arahan="Gunakan hasilnya pada rapat evaluasi berikutnya; jaga batas waktunya.",
                pada=self.saat,
            )

    def _kembalikan(self, catatan: CatatanLangkah, kembali: Kembali) -> None:
        oleh = self._para_pelaku(catatan)[0]
        pada = self._kerjakan(catatan, oleh)
        tindakan.kembalikan(
            catatan=catatan,
            oleh=oleh,
            alasan=kembali.alasan,
            perbaikan=kembali.perbaikan,
            pada=pada,
            **baris_dikembalikan(catatan, kembali.baris),
        )

    def _catatkan_perintah(self, catatan: CatatanLangkah, dasar: str) -> None:
        """The Kepala seldom logs in: the Sekretaris records the order with its Nota Dinas."""
        pada = self._kerjakan(catatan, self.kantor.akun["sekretaris"])
        tanggal = pada.astimezone(self.waktu.zona).date()
        tindakan.selesaikan(
            catatan=catatan,
            oleh=self.kantor.akun["sekretaris"],
            uraian=URAIAN[Langkah.Layar.PERINTAH],
            isian=isian_latihan(catatan, tanggal),
            pencatatan=Pencatatan(
                untuk=next(satu for satu in dapat_dicatatkan(catatan=catatan) if satu.berlaku_pada(tanggal)),
                dasar=dasar,
                tanggal=tanggal,
            ),
            pada=pada,
        )

    def _jawab(self, catatan: CatatanLangkah, jalan: Jalan) -> None:
        """Answer what came back with a return, in the words the run gives."""
        belum = perbaikan_untuk(catatan).filter(status=CatatanPerbaikan.Status.BELUM)
        for perbaikan in belum.select_related("catatan__langkah"):
            kembali = next(
                satu
                for satu in jalan.kembali
                if satu.langkah == perbaikan.catatan.langkah.nomor and satu.alasan == perbaikan.catatan.alasan
            )
            if kembali.jawaban is None:
                continue
            self.saat = self.waktu.sesudah(self.saat, MENIT_TANPA_BAKU)
            oleh = self._para_pelaku(catatan)[0]
            if perbaikan.unit and catatan.langkah.layar == Langkah.Layar.PENGISIAN:
                oleh = self.kantor.pengisi(perbaikan.unit)
            tindaklanjuti(perbaikan=perbaikan, oleh=oleh, jawaban=kembali.jawaban)
            CatatanPerbaikan.objects.filter(pk=perbaikan.pk).update(dijawab_pada=self.saat)

    def _para_pelaku(self, catatan: CatatanLangkah) -> list[Pengguna]:
        """Who does the step: one for each party where all must, otherwise one; the team takes turns.

        Whoever did the step before leaves it to another, where there is one.
        """
        sebelum = catatan.pelaksanaan.catatan.filter(pk__lt=catatan.pk).order_by("-pk").first()
        pihak: dict[tuple, list[Pelaku]] = {}
        belum = None
        if catatan.langkah.semua_pelaksana:
            belum = {(satu.peran_id, satu.unit_id) for satu in pihak_belum(catatan)}
        for satu in pelaksana_langkah(catatan.langkah):
            if belum is not None and (satu.peran.pk, satu.unit and satu.unit.pk) not in belum:
                continue
            pihak.setdefault((satu.peran.lajur, satu.unit.urutan if satu.unit else 0), []).append(satu)
        hasil = []
        for _, daftar in sorted(pihak.items()):
            unit = daftar[0].unit
            akun = [satu.pegawai.pengguna for satu in daftar]
            if catatan.langkah.jalur_kembali.exists():
                akun = [satu for satu in akun if satu.pk != sebelum.selesai_oleh_id] or akun
            pengisi = self.kantor.pengisi(unit) if unit else None
            hasil.append(pengisi if pengisi in akun else akun[catatan.langkah.nomor % len(akun)])
        return hasil if catatan.langkah.semua_pelaksana else hasil[:1]

    def _kerjakan(self, catatan: CatatanLangkah, oleh: Pengguna) -> datetime:
        """Let the step wait, then take about its standard time; when it is done."""
        baku = min(catatan.langkah.menit_baku() or MENIT_TANPA_BAKU, MENIT_TERBANYAK)
        dikerjakan = self.waktu.sesudah(self.saat, 20 + 35 * (catatan.langkah.nomor % 4))
        self.saat = self.waktu.sesudah(dikerjakan, baku)
        # ``kerjakan`` knows no backdating, so the begin of practice work is written here.
        CatatanLangkah.objects.filter(pk=catatan.pk, dikerjakan_pada=None).update(
            dikerjakan_pada=dikerjakan, dikerjakan_oleh=oleh
        )
        return self.saat

    def _rapikan_kabar(self, pelaksanaan: Pelaksanaan) -> None:
        """Only what waits now is news: notices of steps already done are read."""
        kabar = Pemberitahuan.objects.filter(pelaksanaan=pelaksanaan)
        kini = pelaksanaan.catatan.filter(selesai_pada=None).first()
        if kini:
            kabar.update(dibuat_pada=kini.dibuka_pada)
            kabar = kabar.exclude(isi__contains=f"langkah {kini.langkah.nomor} ")
        kabar.update(dibuat_pada=self.saat, dibaca_pada=self.saat)


def _jalan_bappeda(waktu: Waktu) -> list[Jalan]:
    """2025, quarter by quarter: two finished, one of them after a return, one at its decision, one late."""
    kembali = Kembali(
        langkah=10,
        alasan="Beberapa realisasi TW II belum disertai penjelasan. Lengkapi lalu ajukan kembali.",
        baris=(
            ("konsultasi publik", "Jelaskan mengapa baru sebagian terealisasi pada TW II."),
            ("musrenbang", "Sebutkan berita acara Musrenbang yang menjadi dasarnya."),
        ),
        jawaban="Sudah diperiksa kembali dan dijelaskan pada rekapitulasi.",
    )
    return [
        Jalan(Jenis.PENGUMPULAN, (2025, TRIWULAN, 1), date(2025, 4, 8), date(2025, 4, 15)),
        Jalan(Jenis.PENGUKURAN, (2025, TRIWULAN, 1), date(2025, 4, 21), date(2025, 4, 30)),
        Jalan(
            Jenis.PENGUMPULAN, (2025, TRIWULAN, 2), date(2025, 7, 1), date(2025, 7, 15), kembali=(kembali,)
        ),
        Jalan(Jenis.PENGUKURAN, (2025, TRIWULAN, 2), date(2025, 7, 16), date(2025, 7, 25)),
        Jalan(Jenis.PENGUMPULAN, (2025, TRIWULAN, 3), waktu.lalu(9), waktu.nanti(2), berhenti=10),
        Jalan(Jenis.PENGUMPULAN, (2025, TRIWULAN, 4), waktu.lalu(12), waktu.lalu(3), berhenti=7, paraf=3),
    ]


def _jalan_disnaker(waktu: Waktu) -> list[Jalan]:
    """The two reviewers of SOP 004: one return answered, the other just come back."""
    return [
        Jalan(
            Jenis.PENGUKURAN,
            (2014, TAHUN, 1),
            waktu.lalu(12),
            waktu.nanti(4),
            berhenti=8,
            kembali=(
                Kembali(
                    10,
                    "Rekapitulasi belum memuat pembanding tahun 2013.",
                    "Realisasi 2013 sudah ditambahkan pada rekapitulasi.",
                    ("Tambahkan realisasi 2013 pada setiap indikator.",),
                ),
                Kembali(
                    11,
                    "Penempatan pencari kerja jauh di atas target tanpa penjelasan.",
                    None,
                    baris=(("ditempatkan", "Jelaskan mengapa realisasinya jauh di atas target."),),
                ),
            ),
        )
    ]


def _jalan_kecamatan(waktu: Waktu) -> list[Jalan]:
    """SOP 002, fourteen steps in one run: returned at the meeting, now before the Camat."""
    return [
        Jalan(
            Jenis.GABUNGAN,
            (2017, TAHUN, 1),
            waktu.lalu(8),
            waktu.nanti(1),
            berhenti=11,
            kembali=(
                Kembali(
                    5,
                    "Data Seksi Pelayanan Umum belum sesuai register.",
                    "Jumlah sudah disamakan dengan register.",
                    ("Samakan jumlah penduduk pendatang dengan register.",),
                ),
            ),
        )
    ]


def _jalan_bpbd(waktu: Waktu) -> list[Jalan]:
    """The quarter last over is late, half its units in; the month last over has just begun."""
    tahun = 2026
    bulan = bulan_selesai(tahun, waktu.hari_ini)
    if bulan < 1:
        return []
    hasil = []
    if triwulan := bulan // 3:
        mulai_pada = min(date(tahun, triwulan * 3, 28) + timedelta(days=5), waktu.lalu(6))
        hasil.append(
            Jalan(
                Jenis.PENGUMPULAN,
                (tahun, TRIWULAN, triwulan),
                mulai_pada,
                min(waktu.kalender.tambah_hari_kerja(mulai_pada, 4), waktu.lalu(1)),
                berhenti=7,
                paraf=2,
                perintah_dicatatkan="Nota Dinas latihan (belum bernomor)",
            )
        )
    if bulan % 3:
        hasil.append(
            Jalan(
                Jenis.PENGUMPULAN,
                (tahun, Periode.Jenis.BULAN, bulan),
                waktu.lalu(2),
                waktu.nanti(5),
                berhenti=5,
            )
        )
    return hasil


def _jalan_seberang(waktu: Waktu) -> list[Jalan]:
    """A year collected and measured."""
    return [
        Jalan(Jenis.PENGUMPULAN, (2025, TAHUN, 1), date(2026, 1, 5), date(2026, 1, 19)),
        Jalan(Jenis.PENGUKURAN, (2025, TAHUN, 1), date(2026, 1, 20), date(2026, 2, 6)),
    ]


JALAN: dict[str, Callable[[Waktu], list[Jalan]]] = {
    "bappeda": _jalan_bappeda,
    "disnaker": _jalan_disnaker,
    "kecamatan": _jalan_kecamatan,
    "bpbd": _jalan_bpbd,
    "seberang": _jalan_seberang,
}
