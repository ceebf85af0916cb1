"""Walks runs of any SOP: an office that has every position the SOP asks for, and people who do their steps."""

from datetime import date
from pathlib import Path

from alur import actions
from alur.adopsi import Sasaran, angkat, berlakukan, sarankan_ikatan, simpan_ikatan
from alur.disposisi import terima_disposisi
from alur.giliran import pelaksana_langkah, penerima_disposisi
from alur.models import SOP, CatatanLangkah, CatatanPerbaikan, Langkah, Pelaksanaan, Peran, Prosedur
from alur.naskah import baca_naskah, muat_naskah
from alur.perbaikan import tindaklanjuti
from alur.syarat import perbaikan_untuk, pihak_belum
from organisasi.models import Jabatan, Pegawai, PemangkuJabatan, Pengguna, UnitKerja
from perencanaan.models import Periode
from sakip.pengaturan import AKAR
from tests.pabrik import AWAL, Kantor, buat_akun
from tests.potret import bangun

FOLDER_SOP = AKAR / "fixtures" / "sop"
TAHUN = 2025
BATAS = date(2026, 1, 15)
TERBANYAK = 300  # moves; a walk that needs more goes in circles


def berkas_sop() -> list[Path]:
    """The SOPs that ship; a new one is found by itself."""
    return sorted(FOLDER_SOP.glob("*.json"))


def periode(jenis="triwulan", nomor=1, tahun=TAHUN) -> Periode:
    return Periode.objects.tahun_lengkap(tahun).get(jenis=jenis, nomor=nomor)


def terbuka(pelaksanaan: Pelaksanaan) -> CatatanLangkah:
    """The present of a run."""
    return pelaksanaan.catatan.select_related("langkah").get(selesai_pada=None)


def buat_pejabat(kantor: Kantor, nama: str, jenis: str, unit: UnitKerja | None = None) -> Jabatan:
    """A position with a definitive holder who has an account."""
    akun = buat_pegawai(kantor, nama, unit)
    jabatan = Jabatan.objects.create(
        opd=kantor.opd, unit=unit, jenis=jenis, nama=f"{nama} {kantor.opd.singkatan}"
    )
    PemangkuJabatan.objects.create(jabatan=jabatan, pegawai=akun.pegawai, tanggal_mulai=AWAL)
    return jabatan


def buat_pegawai(kantor: Kantor, nama: str, unit: UnitKerja | None = None) -> Pengguna:
    akun = buat_akun(f"{nama} {kantor.opd.singkatan}")
    Pegawai.objects.create(opd=kantor.opd, unit=unit, nama=akun.nama, pengguna=akun)
    return akun


def _lengkapi(kantor: Kantor, peran: Peran) -> list[Sasaran]:
    """Give the office what a role asks for and it does not have."""
    jenis, _, kata = peran.saran_jenis.split(",")[0].partition(":")
    if peran.ikatan == Peran.Ikatan.JABATAN:
        jabatan = buat_pejabat(kantor, f"{jenis} {kata}".title(), jenis, kantor.sekretariat)
        return [Sasaran(jabatan_id=jabatan.pk)]
    unit = UnitKerja.objects.create(opd=kantor.opd, nama=f"{jenis} Contoh".title(), jenis=jenis, urutan=9)
    buat_pegawai(kantor, f"Staf {unit.nama}", unit)
    return [Sasaran(unit_id=unit.pk)]


def adopsi(kantor: Kantor, berkas: Path) -> SOP:
    """Load an SOP and put it in force at the office, which gets the positions that it lacks."""
    return bangun("adopsi", _adopsi, kantor, berkas)


def _adopsi(kantor: Kantor, berkas: Path) -> SOP:
    sop = angkat(naskah=muat_naskah(baca_naskah(berkas)), opd=kantor.opd, oleh=kantor.admin)
    peran = {satu.pk: satu for satu in sop.peran.all()}
    ikatan = {pk: saran or _lengkapi(kantor, peran[pk]) for pk, saran in sarankan_ikatan(sop).items()}
    simpan_ikatan(sop=sop, ikatan=ikatan, oleh=kantor.admin)
    return berlakukan(sop=sop, tanggal_mulai=AWAL, oleh=kantor.admin)


def adopsi_kode(kantor: Kantor, kode: str) -> SOP:
    return adopsi(kantor, FOLDER_SOP / f"{kode}.json")


def mulai(kantor: Kantor, prosedur: Prosedur, per: Periode | None = None, **lain) -> Pelaksanaan:
    """Start a run for TW I, after the collection that a measurement rests on."""
    return bangun("mulai", _mulai, kantor, prosedur, per or periode(), lain)


def _mulai(kantor: Kantor, prosedur: Prosedur, per: Periode, lain: dict) -> Pelaksanaan:
    pengumpulan = prosedur.sop.prosedur.filter(jenis=Prosedur.Jenis.PENGUMPULAN).first()
    if prosedur.jenis == Prosedur.Jenis.PENGUKURAN and pengumpulan:
        selesaikan_semua(mulai(kantor, pengumpulan, per))
    return actions.mulai(
        opd=kantor.opd,
        prosedur=prosedur,
        periode=per,
        batas_waktu=BATAS,
        **{"oleh": kantor.sekretaris, **lain},
    )


def para_pelaku(catatan: CatatanLangkah) -> list[Pengguna]:
    """Who does the step now: where all must, one for each party still missing, else one.

    A decider has no hand in the work, where there is such a one.
    """
    orang = [
        satu
        for satu in pelaksana_langkah(catatan.langkah)
        if satu.pegawai.pengguna and satu.pegawai.pengguna.is_active
    ]
    if catatan.langkah.semua_pelaksana:
        return [
            next(
                satu.pegawai.pengguna
                for satu in orang
                if (satu.peran.pk, satu.unit and satu.unit.pk) == (pihak.peran_id, pihak.unit_id)
            )
            for pihak in pihak_belum(catatan)
        ]
    akun = [satu.pegawai.pengguna for satu in orang]
    bekerja = pekerja(catatan)
    return ([satu for satu in akun if satu.pk not in bekerja] or akun)[:1]


def pekerja(catatan: CatatanLangkah) -> set[int]:
    """Accounts of those whose work a decision is about: from its earliest return step on, other decisions aside."""
    kembali = [jalur.ke.nomor for jalur in catatan.langkah.jalur_kembali.all()]
    if not kembali:
        return set()
    terakhir, paraf = {}, {}
    for satu in catatan.pelaksanaan.catatan.filter(pk__lt=catatan.pk).order_by("pk"):
        if min(kembali) <= satu.langkah.nomor < catatan.langkah.nomor:
            # A party that need not act again after a return did its part in the round before.
            paraf |= {(p.peran_id, p.unit_id): p.oleh_id for p in satu.paraf.all()}
            if satu.keputusan == "selesai":
                terakhir[satu.langkah_id] = satu.selesai_oleh_id
    return {*terakhir.values(), *paraf.values()}


def adalah_keputusan(langkah: Langkah) -> bool:
    return langkah.jalur_kembali.exists()


def jawab_perbaikan(catatan: CatatanLangkah) -> int:
    """Answer every remark that waits at this visit; how many there were."""
    belum = list(perbaikan_untuk(catatan).filter(status=CatatanPerbaikan.Status.BELUM))
    for satu in belum:
        tindaklanjuti(perbaikan=satu, oleh=para_pelaku(catatan)[0], jawaban="Sudah dilengkapi.")
    return len(belum)


def maju(pelaksanaan: Pelaksanaan) -> CatatanLangkah:
    """Finish or approve the open step by those whose turn it is; the closed visit."""
    catatan = terbuka(pelaksanaan)
    if catatan.disposisi_terbuka:
        terima_bila_diajukan(catatan)
        catatan.refresh_from_db()
        return catatan
    jawab_perbaikan(catatan)
    tindakan = actions.setujui if adalah_keputusan(catatan.langkah) else actions.selesaikan
    for oleh in para_pelaku(catatan):
        tindakan(catatan=catatan, oleh=oleh)
    terima_bila_diajukan(catatan)
    catatan.refresh_from_db()
    return catatan


def terima_bila_diajukan(catatan: CatatanLangkah) -> None:
    """A report that was handed up is received by the Kepala."""
    disposisi = catatan.disposisi.filter(keputusan="").first()
    if disposisi:
        kepala = penerima_disposisi(catatan.langkah)[0].pegawai.pengguna
        terima_disposisi(disposisi=disposisi, oleh=kepala, arahan="Lanjutkan.")


def sampai(pelaksanaan: Pelaksanaan, nomor: int) -> CatatanLangkah:
    """Walk until that step is open."""
    return bangun(f"sampai {nomor}", _sampai, pelaksanaan, nomor)


def _sampai(pelaksanaan: Pelaksanaan, nomor: int) -> CatatanLangkah:
    for _ in range(TERBANYAK):
        catatan = terbuka(pelaksanaan)
        if catatan.langkah.nomor == nomor:
            return catatan
        maju(pelaksanaan)
    raise AssertionError(f"Langkah {nomor} tidak pernah terbuka.")


def selesaikan_semua(pelaksanaan: Pelaksanaan) -> Pelaksanaan:
    """Walk to the end."""
    for _ in range(TERBANYAK):
        if not pelaksanaan.catatan.filter(selesai_pada=None).exists():
            pelaksanaan.refresh_from_db()
            return pelaksanaan
        maju(pelaksanaan)
    raise AssertionError("Pelaksanaan tidak pernah berakhir.")
