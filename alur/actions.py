"""The one gate through which a run moves.

Every move checks whose turn it is and what is missing, closes the open visit by a conditional update (of two
people at once, one wins and the other is told), opens the next visit, and writes the audit trail, all in one
transaction. A domain action calls the gate inside its own transaction; the gate calls nobody back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from alur.adopsi import kekurangan_ikatan
from alur.berkas import periksa_berkas
from alur.giliran import (
    Pelaku,
    kedudukan,
    kedudukan_di_langkah,
    pelaksana_langkah,
    pemangku_langkah,
    pemangku_peran,
    penerima_disposisi,
    peran_disposisi,
    perlu_disposisi,
    pihak_langkah,
)
from alur.models import (
    CatatanLangkah,
    CatatanPerbaikan,
    Disposisi,
    Dokumen,
    IsianLangkah,
    JalurKembali,
    Langkah,
    Paraf,
    Pelaksanaan,
    Pemberitahuan,
    Prosedur,
    RencanaTindakLanjut,
)
from alur.pemisahan import halangan_memutus, halangan_mencatat
from alur.syarat import kekurangan, pihak_belum
from jejak.actions import catat
from organisasi import hak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.kalender import Kalender
from organisasi.models import OPD, Jabatan, PemangkuJabatan, Pengguna
from organisasi.waktu import hari_ini
from perencanaan.models import Periode

Keputusan = CatatanLangkah.Keputusan
TANPA_PENCATATAN = (("dicatat_untuk", None), ("dasar_pencatatan", ""), ("tanggal_sebenarnya", None))


@dataclass(frozen=True)
class Perbaikan:
    """What must be mended; ``unit`` when one unit alone is meant."""

    isi: str
    unit_id: int | None = None


@dataclass(frozen=True)
class Pencatatan:
    """A step recorded for its holder: for whom, on what ground, and when it really happened."""

    untuk: PemangkuJabatan
    dasar: str
    tanggal: date
    pindaian: UploadedFile | None = None


def batas_waktu_bawaan(*, opd: OPD, periode: Periode) -> date:
    """The OPD's due date for a period: so many working days after it ends."""
    return Kalender(opd).tambah_hari_kerja(periode.tanggal_selesai, opd.batas_hari_kerja)


@transaction.atomic
def mulai(
    *,
    opd: OPD,
    prosedur: Prosedur,
    periode: Periode,
    batas_waktu: date,
    oleh: Pengguna,
    pada: datetime | None = None,
    dicatat_belakangan: bool = False,
    contoh: bool = False,
) -> Pelaksanaan:
    """Start a procedure for a period; its first step opens for whoever the SOP names.

    ``pada`` backdates the start of a run that is recorded afterwards (*dicatat belakangan*) or is practice.
    """
    hak.periksa(
        oleh, "alur.mulai", opd, "Hanya Kepala, Sekretaris atau Tim SAKIP yang dapat memulai pelaksanaan SOP."
    )
    saat = _saat(pada, boleh_mundur=dicatat_belakangan or contoh)
    _periksa_dapat_mulai(opd, prosedur, periode, batas_waktu)
    try:
        with transaction.atomic():
            pelaksanaan = Pelaksanaan.objects.create(
                opd=opd,
                prosedur=prosedur,
                periode=periode,
                batas_waktu=batas_waktu,
                dimulai_pada=saat,
                dimulai_oleh=oleh,
                dicatat_belakangan=dicatat_belakangan,
                contoh=contoh,
            )
    except IntegrityError as salah:
        raise TindakanDitolak(
            f"{prosedur.get_jenis_display()} {periode} sudah pernah dimulai. Buka dari daftar pelaksanaan."
        ) from salah
    pertama = prosedur.langkah.order_by("nomor").first()
    _buka(pelaksanaan, pertama, saat)
    catat(aksi="alur.mulai", objek=pelaksanaan, oleh=oleh, baru={"batas_waktu": batas_waktu})
    return pelaksanaan


@transaction.atomic
def kerjakan(*, catatan: CatatanLangkah, oleh: Pengguna) -> CatatanLangkah:
    """Say that one has begun: from here on the step counts as *dikerjakan*, no longer as *menunggu*."""
    catatan = _terbuka(catatan)
    _periksa_giliran(catatan, oleh, hari_ini(catatan.pelaksanaan.opd.pemda.zona_waktu))
    CatatanLangkah.objects.filter(pk=catatan.pk, selesai_pada=None, dikerjakan_pada=None).update(
        dikerjakan_pada=timezone.now(), dikerjakan_oleh=oleh
    )
    catatan.refresh_from_db()
    return catatan


@transaction.atomic
def selesaikan(
    *,
    catatan: CatatanLangkah,
    oleh: Pengguna,
    uraian: str = "",
    pencatatan: Pencatatan | None = None,
    pada: datetime | None = None,
    isian: dict | None = None,
) -> CatatanLangkah:
    """Finish the open step. Where all parties must finish, this gives the paraf of one's own party first.

    A report to the Kepala is handed up by this and stays open until the disposisi (``terima_disposisi``).
    ``isian`` is what was written at the step (``alur.forms_isian``).
    """
    catatan = _terbuka(catatan)
    if catatan.langkah.jalur_kembali.exists():
        raise TindakanDitolak(
            "Langkah ini sebuah keputusan: pilih Setujui, atau Kembalikan dengan alasannya."
        )
    saat = _saat_langkah(catatan, pada)
    pelaku = _pelaku(catatan, oleh, pencatatan)
    _periksa_belum_diajukan(catatan)
    _tulis_isian(catatan, oleh, isian)
    _periksa_lengkap(catatan, _unit_pelaku(catatan, pelaku))
    if catatan.langkah.semua_pelaksana:
        # What was recorded for whom stands at each party's paraf, not at the visit they share.
        lengkap = _beri_paraf(catatan, oleh, pelaku, saat, uraian.strip(), pencatatan)
        if not lengkap:
            return catatan
        uraian, pencatatan = "", None
    if perlu_disposisi(catatan.langkah):
        _ajukan(catatan, oleh, pelaku, saat, uraian, pencatatan)
        return catatan
    _tutup(catatan, oleh, Keputusan.SELESAI, saat, pelaku, uraian=uraian, pencatatan=pencatatan)
    _lanjut(catatan, oleh, saat)
    return catatan


@transaction.atomic
def setujui(
    *,
    catatan: CatatanLangkah,
    oleh: Pengguna,
    uraian: str = "",
    pencatatan: Pencatatan | None = None,
    pada: datetime | None = None,
    isian: dict | None = None,
) -> CatatanLangkah:
    """Approve at a decision step; answered remarks of its earlier returns are closed by it."""
    catatan = _keputusan(catatan)
    saat = _saat_langkah(catatan, pada)
    pelaku = _pelaku(catatan, oleh, pencatatan)
    _tulis_isian(catatan, oleh, isian)
    _periksa_lengkap(catatan)
    merangkap = _periksa_bukan_pelaksana(catatan, oleh, pencatatan)
    _tutup(
        catatan,
        oleh,
        Keputusan.SETUJUI,
        saat,
        pelaku,
        uraian=uraian,
        pencatatan=pencatatan,
        merangkap=merangkap,
    )
    CatatanPerbaikan.objects.filter(
        catatan__pelaksanaan=catatan.pelaksanaan_id,
        catatan__langkah=catatan.langkah_id,
        status=CatatanPerbaikan.Status.SUDAH,
    ).update(status=CatatanPerbaikan.Status.SELESAI, ditutup_oleh=oleh, ditutup_pada=saat)
    _lanjut(catatan, oleh, saat)
    return catatan


@transaction.atomic
def kembalikan(
    *,
    catatan: CatatanLangkah,
    oleh: Pengguna,
    alasan: str,
    ke: Langkah | None = None,
    perbaikan: Iterable[str | Perbaikan] = (),
    pencatatan: Pencatatan | None = None,
    pada: datetime | None = None,
) -> list[CatatanPerbaikan]:
    """Send the run back *untuk dilengkapi*, with a reason, to an allowed step, with what must be mended.

    ``ke`` is the SOP's default when left out. ``perbaikan`` becomes remarks, returned in their order, that must
    be answered before the step may close again; without any, the reason itself is the remark. Where every
    remark names a unit, the other units' parts stay done.
    """
    catatan = _keputusan(catatan)
    saat = _saat_langkah(catatan, pada)
    alasan = alasan.strip()
    if not alasan:
        raise TindakanDitolak("Tuliskan alasan pengembalian, agar yang memperbaiki tahu apa yang kurang.")
    jalur = list(catatan.langkah.jalur_kembali.select_related("ke"))
    tujuan = _tujuan_kembali(jalur, ke)
    pelaku = _pelaku(catatan, oleh, pencatatan)
    merangkap = _periksa_bukan_pelaksana(catatan, oleh, pencatatan)
    _tutup(
        catatan,
        oleh,
        Keputusan.KEMBALIKAN,
        saat,
        pelaku,
        alasan=alasan,
        dikembalikan_ke=tujuan,
        pencatatan=pencatatan,
        merangkap=merangkap,
    )
    butir = [Perbaikan(satu) if isinstance(satu, str) else satu for satu in perbaikan]
    butir = [satu for satu in butir if satu.isi.strip()] or [Perbaikan(alasan)]
    catatan_perbaikan = CatatanPerbaikan.objects.bulk_create(
        CatatanPerbaikan(catatan=catatan, isi=satu.isi.strip(), unit_id=satu.unit_id) for satu in butir
    )
    _buka(catatan.pelaksanaan, tujuan, saat, kabar="dikembalikan untuk dilengkapi")
    return catatan_perbaikan


@transaction.atomic
def terima_disposisi(
    *,
    disposisi: Disposisi,
    oleh: Pengguna,
    arahan: str = "",
    sifat: str = Disposisi.Sifat.BIASA,
    diteruskan_kepada: Iterable[Jabatan] = (),
    pencatatan: Pencatatan | None = None,
    pada: datetime | None = None,
) -> Disposisi:
    """The Kepala receives the report, with an arahan if he likes; the reporting step closes by it."""
    disposisi, selaku, saat = _buka_disposisi(disposisi, oleh, pencatatan, pada)
    _putuskan(disposisi, Disposisi.Keputusan.DITERIMA, oleh, selaku, saat, arahan.strip(), sifat, pencatatan)
    tujuan = list(diteruskan_kepada)
    if any(satu.opd_id != disposisi.opd_id for satu in tujuan):
        raise TindakanDitolak("Disposisi hanya dapat diteruskan kepada jabatan di OPD ini.")
    disposisi.diteruskan_kepada.set(tujuan)
    catatan = _terbuka(disposisi.catatan)
    _tutup_langkah_laporan(catatan, disposisi, saat)
    _lanjut(catatan, oleh, saat)
    return disposisi


@transaction.atomic
def kembalikan_disposisi(
    *,
    disposisi: Disposisi,
    oleh: Pengguna,
    arahan: str,
    pencatatan: Pencatatan | None = None,
    pada: datetime | None = None,
) -> Disposisi:
    """The Kepala gives the report back to the Sekretaris with what is wrong; the step waits for him again."""
    if not arahan.strip():
        raise TindakanDitolak("Tuliskan apa yang harus diperbaiki sebelum laporan diajukan lagi.")
    disposisi, selaku, saat = _buka_disposisi(disposisi, oleh, pencatatan, pada)
    _putuskan(
        disposisi,
        Disposisi.Keputusan.DIKEMBALIKAN,
        oleh,
        selaku,
        saat,
        arahan.strip(),
        disposisi.sifat,
        pencatatan,
    )
    catatan = disposisi.catatan
    kabari(
        catatan.pelaksanaan,
        {satu.pegawai.pengguna_id for satu in pelaksana_langkah(catatan.langkah)},
        f"{catatan.pelaksanaan}: laporan dikembalikan {selaku}.",
    )
    return disposisi


@transaction.atomic
def simpan_isian(*, catatan: CatatanLangkah, oleh: Pengguna, isian: dict) -> IsianLangkah:
    """Keep what was written at a step without finishing it: by its doers, or by whoever may record it."""
    catatan = _terbuka(catatan)
    if not kedudukan_di_langkah(oleh, catatan.langkah) and not hak.boleh(oleh, "alur.catatkan", catatan):
        raise TidakBerhak(
            "Hanya pelaksana langkah ini, Sekretaris atau Tim SAKIP yang dapat menulis di sini."
        )
    return _tulis_isian(catatan, oleh, isian)


@transaction.atomic
def tindaklanjuti(*, perbaikan: CatatanPerbaikan, oleh: Pengguna, jawaban: str) -> CatatanPerbaikan:
    """Answer a remark: what was done about it. The remark stays, and the decider closes it by approving.

    By whoever does the step it was sent back to; a remark that names a unit also by that unit's people, for their
    form may be open again while the step itself is someone else's (SOP 002 step 3), or has closed already (a unit
    without a role in the SOP).
    """
    jawaban = jawaban.strip()
    if not jawaban:
        raise TindakanDitolak("Tuliskan apa yang sudah diperbaiki.")
    Pelaksanaan.objects.select_for_update().get(pk=perbaikan.catatan.pelaksanaan_id)
    perbaikan = CatatanPerbaikan.objects.select_related("catatan").get(pk=perbaikan.pk)
    terbuka = (
        CatatanLangkah.objects.filter(pelaksanaan=perbaikan.catatan.pelaksanaan_id, selesai_pada=None)
        .select_related("langkah", "pelaksanaan__opd__pemda")
        .first()
    )
    di_tujuan = terbuka is not None and terbuka.langkah_id == perbaikan.catatan.dikembalikan_ke_id
    milik_unit = perbaikan.unit_id is not None and perbaikan.status == CatatanPerbaikan.Status.BELUM
    if (
        terbuka is None
        or perbaikan.status == CatatanPerbaikan.Status.SELESAI
        or not (di_tujuan or milik_unit)
    ):
        raise TindakanDitolak("Catatan perbaikan ini tidak lagi menunggu tindak lanjut. Muat ulang halaman.")
    tanggal = hari_ini(terbuka.pelaksanaan.opd.pemda.zona_waktu)
    orang_unit = perbaikan.unit_id in kedudukan(oleh, tanggal).unit
    if not (orang_unit and hak.boleh(oleh, "alur.kerjakan", terbuka)):
        if not di_tujuan:
            raise TidakBerhak(f"Catatan perbaikan ini ditindaklanjuti {perbaikan.unit}.")
        _periksa_giliran(terbuka, oleh, tanggal)
    perbaikan.jawaban = jawaban
    perbaikan.status = CatatanPerbaikan.Status.SUDAH
    perbaikan.dijawab_oleh = oleh
    perbaikan.dijawab_pada = timezone.now()
    perbaikan.save(update_fields=["jawaban", "status", "dijawab_oleh", "dijawab_pada"])
    catat(aksi="alur.tindaklanjuti", objek=perbaikan, oleh=oleh, baru={"tindak_lanjut": jawaban})
    return perbaikan


@transaction.atomic
def batalkan(*, pelaksanaan: Pelaksanaan, oleh: Pengguna, alasan: str) -> Pelaksanaan:
    """Call a run off, with a reason. What was recorded stays readable; the period may be started anew."""
    hak.periksa(oleh, "alur.batalkan", pelaksanaan, "Hanya Kepala atau Sekretaris yang dapat membatalkan.")
    alasan = alasan.strip()
    if not alasan:
        raise TindakanDitolak("Tuliskan alasan pembatalan.")
    kini = Pelaksanaan.objects.select_for_update().get(pk=pelaksanaan.pk)
    berjalan = kini.status == Pelaksanaan.Status.BERJALAN
    if berjalan and (data_disetujui(pelaksanaan) or sudah_disetujui(pelaksanaan)):
        # What was approved is read by others by now; a cancellation would take it away under them.
        raise TindakanDitolak(
            f"{pelaksanaan} sudah disetujui dan tidak dapat dibatalkan. Selesaikan sampai diarsipkan."
        )
    saat = timezone.now()
    berubah = Pelaksanaan.objects.filter(pk=pelaksanaan.pk, status=Pelaksanaan.Status.BERJALAN).update(
        status=Pelaksanaan.Status.DIBATALKAN, selesai_pada=saat, alasan_batal=alasan
    )
    if not berubah:
        raise TindakanDitolak("Pelaksanaan ini sudah selesai atau sudah dibatalkan.")
    CatatanLangkah.objects.filter(pelaksanaan=pelaksanaan, selesai_pada=None).update(
        selesai_pada=saat, selesai_oleh=oleh, keputusan=Keputusan.BATAL, alasan=alasan
    )
    catat(aksi="alur.batalkan", objek=pelaksanaan, oleh=oleh, alasan=alasan)
    pelaksanaan.refresh_from_db()
    return pelaksanaan


@transaction.atomic
def lampirkan(
    *,
    catatan: CatatanLangkah,
    oleh: Pengguna,
    berkas: UploadedFile,
    judul: str,
    jenis: str = Dokumen.Jenis.OUTPUT,
) -> Dokumen:
    """Attach a paper to a visit. Whoever may do or record the step may attach, also after it closed."""
    di_langkah = kedudukan_di_langkah(oleh, catatan.langkah)
    if not di_langkah and not hak.boleh(oleh, "alur.catatkan", catatan):
        raise TidakBerhak(
            "Hanya pelaksana langkah ini, Sekretaris atau Tim SAKIP yang dapat melampirkan berkas."
        )
    _periksa_berjalan(catatan)
    sah = periksa_berkas(berkas)
    dokumen = Dokumen.objects.create(
        pelaksanaan=catatan.pelaksanaan,
        catatan=catatan,
        jenis=jenis,
        judul=judul.strip()[:200] or sah.nama,
        nama_berkas=sah.nama,
        berkas=berkas,
        tipe=sah.tipe,
        ukuran=sah.ukuran,
        sidik=sah.sidik,
        diunggah_oleh=oleh,
    )
    catat(
        aksi="alur.lampirkan", objek=dokumen, oleh=oleh, baru={"judul": dokumen.judul, "sidik": dokumen.sidik}
    )
    return dokumen


@transaction.atomic
def catat_tindak_lanjut(
    *,
    catatan: CatatanLangkah,
    oleh: Pengguna,
    asal: str,
    uraian: str,
    penanggung_jawab: Jabatan,
    tenggat: date,
) -> RencanaTindakLanjut:
    """A follow-up born at a step: what, by which position, until when."""
    if not kedudukan_di_langkah(oleh, catatan.langkah) and not hak.boleh(oleh, "alur.catatkan", catatan):
        raise TidakBerhak(
            "Hanya pelaksana langkah ini, Sekretaris atau Tim SAKIP yang dapat mencatat tindak lanjut."
        )
    _periksa_berjalan(catatan)
    uraian = uraian.strip()
    if not uraian:
        raise TindakanDitolak("Tuliskan apa yang harus dilakukan.")
    if penanggung_jawab.opd_id != catatan.opd_id:
        raise TindakanDitolak("Penanggung jawab harus jabatan di OPD ini.")
    if tenggat < hari_ini(catatan.pelaksanaan.opd.pemda.zona_waktu):
        raise TindakanDitolak("Tenggat tidak boleh di masa lalu.")
    tindak_lanjut = RencanaTindakLanjut.objects.create(
        opd_id=catatan.opd_id,
        catatan=catatan,
        asal=asal,
        uraian=uraian,
        penanggung_jawab=penanggung_jawab,
        tenggat=tenggat,
        dibuat_oleh=oleh,
    )
    catat(
        aksi="alur.catat_tindak_lanjut",
        objek=tindak_lanjut,
        oleh=oleh,
        baru={"penanggung_jawab": penanggung_jawab, "tenggat": tenggat},
    )
    return tindak_lanjut


@transaction.atomic
def selesaikan_tindak_lanjut(
    *, tindak_lanjut: RencanaTindakLanjut, oleh: Pengguna, hasil: str
) -> RencanaTindakLanjut:
    """Close a follow-up with its result: by the holder of the position, or recorded by Sekretaris or Tim SAKIP."""
    if not dapat_diselesaikan([tindak_lanjut], oleh):
        raise TidakBerhak(f"Tindak lanjut ini tugas {tindak_lanjut.penanggung_jawab}.")
    hasil = hasil.strip()
    if not hasil:
        raise TindakanDitolak("Tuliskan hasilnya.")
    saat = timezone.now()
    if not RencanaTindakLanjut.objects.filter(
        pk=tindak_lanjut.pk, status=RencanaTindakLanjut.Status.TERBUKA
    ).update(status=RencanaTindakLanjut.Status.SELESAI, hasil=hasil, diselesaikan_pada=saat):
        raise TindakanDitolak("Tindak lanjut ini sudah selesai. Muat ulang halaman.")
    tindak_lanjut.refresh_from_db()
    catat(aksi="alur.selesaikan_tindak_lanjut", objek=tindak_lanjut, oleh=oleh, baru={"hasil": hasil})
    return tindak_lanjut


def dapat_diselesaikan(daftar: list[RencanaTindakLanjut], pengguna: Pengguna) -> list[RencanaTindakLanjut]:
    """Which of these follow-ups the person may close: those of positions held today, or all as recorder."""
    jabatan = kedudukan(pengguna).jabatan if daftar else {}
    return [
        satu
        for satu in daftar
        if satu.penanggung_jawab_id in jabatan or hak.boleh(pengguna, "alur.catatkan", satu)
    ]


def dapat_dicatatkan(*, catatan: CatatanLangkah) -> list[PemangkuJabatan]:
    """The holders for whom this step may be recorded: of its doers' positions, on any day since the period began.

    Whoever holds the position no more may still have done the step while he did; the gate checks the day.
    """
    pemangku = pemangku_langkah(
        catatan.langkah,
        catatan.pelaksanaan.periode.tanggal_mulai,
        hari_ini(catatan.pelaksanaan.opd.pemda.zona_waktu),
    )
    return list(pemangku)


def pemangku_disposisi(*, catatan: CatatanLangkah) -> list[PemangkuJabatan]:
    """The holders for whom the disposisi of this report may be recorded."""
    peran = peran_disposisi(catatan.langkah)
    if peran is None:
        return []
    return list(
        pemangku_peran(
            [peran.pk],
            catatan.pelaksanaan.periode.tanggal_mulai,
            hari_ini(catatan.pelaksanaan.opd.pemda.zona_waktu),
        )
    )


def _periksa_dapat_mulai(opd: OPD, prosedur: Prosedur, periode: Periode, batas_waktu: date) -> None:
    tanggal = hari_ini(opd.pemda.zona_waktu)
    sop = prosedur.sop
    if sop.opd_id != opd.pk:
        raise TindakanDitolak("SOP ini bukan milik OPD tersebut.")
    if sop.status != sop.Status.BERLAKU or not (
        sop.tanggal_mulai <= tanggal and (sop.tanggal_selesai is None or tanggal <= sop.tanggal_selesai)
    ):
        raise TindakanDitolak("SOP ini tidak sedang berlaku. Minta admin memberlakukannya lebih dahulu.")
    if periode.tanggal_mulai > tanggal:
        raise TindakanDitolak(f"{periode} belum dimulai. Pilih periode yang sudah berjalan.")
    if batas_waktu < periode.tanggal_mulai:
        raise TindakanDitolak("Batas waktu tidak boleh sebelum periode dimulai.")
    if kurang := kekurangan_ikatan(sop, tanggal):
        raise TindakanDitolak("SOP belum dapat dijalankan. " + " ".join(kurang))
    _periksa_sop_lain(opd, prosedur, periode)
    if prosedur.jenis == Prosedur.Jenis.PENGUKURAN:
        _periksa_data_terkumpul(opd, sop, periode)


def _periksa_sop_lain(opd: OPD, prosedur: Prosedur, periode: Periode) -> None:
    """A period run under the SOP before this one is not run again under this one.

    Within one version the database keeps it (``satu_pelaksanaan_per_periode``).
    """
    jenis = {prosedur.jenis, Prosedur.Jenis.GABUNGAN}
    if prosedur.jenis == Prosedur.Jenis.GABUNGAN:
        jenis = set(Prosedur.Jenis.values)
    lain = Pelaksanaan.objects.filter(opd=opd, periode=periode, prosedur__jenis__in=jenis)
    if lain.exclude(prosedur=prosedur).exclude(status=Pelaksanaan.Status.DIBATALKAN).exists():
        raise TindakanDitolak(
            f"{prosedur.get_jenis_display()} {periode} sudah pernah dimulai menurut SOP sebelumnya. "
            "Buka dari daftar pelaksanaan."
        )


def _periksa_data_terkumpul(opd: OPD, sop, periode: Periode) -> None:
    """Measurement follows collection (SOP register D15), where the SOP itself collects."""
    if not sop.prosedur.filter(jenis=Prosedur.Jenis.PENGUMPULAN).exists():
        return
    pengumpulan = (
        Pelaksanaan.objects.filter(
            opd=opd,
            periode=periode,
            prosedur__jenis__in=[Prosedur.Jenis.PENGUMPULAN, Prosedur.Jenis.GABUNGAN],
        )
        .exclude(status=Pelaksanaan.Status.DIBATALKAN)
        .first()
    )
    if pengumpulan is None or not sudah_disetujui(pengumpulan):
        raise TindakanDitolak(
            f"Pengumpulan data {periode} belum disetujui. Pengukuran dimulai setelah Sekretaris menyetujuinya."
        )


def data_disetujui(pelaksanaan: Pelaksanaan) -> bool:
    """Has the step that closes the forms approved them, with no return after it?"""
    putusan = (
        pelaksanaan.catatan.filter(langkah__menutup_formulir=True, selesai_pada__isnull=False)
        .order_by("-pk")
        .first()
    )
    return putusan is not None and putusan.keputusan == Keputusan.SETUJUI


def sudah_disetujui(pelaksanaan: Pelaksanaan) -> bool:
    """Has the last decision step of the run approved, with no return after it?"""
    terakhir = pelaksanaan.prosedur.langkah.filter(jalur_kembali__isnull=False).aggregate(no=Max("nomor"))[
        "no"
    ]
    putusan = (
        pelaksanaan.catatan.filter(langkah__nomor=terakhir, selesai_pada__isnull=False)
        .order_by("-pk")
        .first()
    )
    return putusan is not None and putusan.keputusan == Keputusan.SETUJUI


def _terbuka(catatan: CatatanLangkah) -> CatatanLangkah:
    """The visit as it is now, or a refusal that says who was first.

    The run's row stays locked until the move is whole, so that two parties who finish at once, or a
    cancellation beside an approval, follow one another (SQLite writes one at a time anyway).
    """
    Pelaksanaan.objects.select_for_update().get(pk=catatan.pelaksanaan_id)
    kini = CatatanLangkah.objects.select_related(
        "langkah__prosedur", "pelaksanaan__opd__pemda", "pelaksanaan__periode", "selesai_oleh"
    ).get(pk=catatan.pk)
    if kini.terbuka:
        return kini
    raise _sudah_ditutup(kini)


def _sudah_ditutup(catatan: CatatanLangkah) -> TindakanDitolak:
    siapa = catatan.selaku or str(catatan.selesai_oleh)
    kapan = timezone.localtime(catatan.selesai_pada)
    return TindakanDitolak(
        f"Langkah {catatan.langkah.nomor} sudah {catatan.get_keputusan_display().lower()} oleh {siapa} pada "
        f"{kapan:%d-%m-%Y} pukul {kapan:%H.%M}. Muat ulang halaman untuk melihat langkah yang sekarang."
    )


def _keputusan(catatan: CatatanLangkah) -> CatatanLangkah:
    catatan = _terbuka(catatan)
    if not catatan.langkah.jalur_kembali.exists():
        raise TindakanDitolak(
            "Langkah ini bukan keputusan: tidak ada yang disetujui atau dikembalikan di sini."
        )
    return catatan


def _periksa_giliran(catatan: CatatanLangkah, oleh: Pengguna, tanggal: date) -> list[Pelaku]:
    pelaku = kedudukan_di_langkah(oleh, catatan.langkah, tanggal)
    if not pelaku:
        giliran = ", ".join(dict.fromkeys(pihak.sebutan for pihak in pihak_langkah(catatan.langkah)))
        raise TidakBerhak(
            f"Langkah {catatan.langkah.nomor} bukan giliran Anda. Yang mengerjakannya: {giliran}."
        )
    return pelaku


def _pelaku(catatan: CatatanLangkah, oleh: Pengguna, pencatatan: Pencatatan | None) -> list[Pelaku]:
    """In which capacities the step is done: one's own, or the holder's for whom it is recorded."""
    tanggal = hari_ini(catatan.pelaksanaan.opd.pemda.zona_waktu)
    if pencatatan is None:
        return _periksa_giliran(catatan, oleh, tanggal)
    _periksa_pencatatan(catatan, oleh, pencatatan, tanggal)
    cocok = [
        satu
        for satu in pelaksana_langkah(catatan.langkah, pencatatan.tanggal)
        if satu.pemangku and satu.pemangku.pk == pencatatan.untuk.pk
    ]
    if not cocok:
        raise TindakanDitolak(
            f"{pencatatan.untuk.pegawai} bukan pelaksana langkah ini pada {pencatatan.tanggal:%d-%m-%Y}. "
            "Pilih pejabat lain atau betulkan tanggalnya."
        )
    return cocok


def _periksa_pencatatan(
    catatan: CatatanLangkah, oleh: Pengguna, pencatatan: Pencatatan, tanggal: date
) -> None:
    """May this be recorded for its holder: by this person, on a ground, for a day that can be?"""
    hak.periksa(
        oleh,
        "alur.catatkan",
        catatan,
        "Hanya Sekretaris atau Tim SAKIP yang dapat mencatatkan langkah orang lain.",
    )
    if not pencatatan.dasar.strip():
        raise TindakanDitolak("Tuliskan dasar pencatatan, misalnya nomor Nota Dinas.")
    if pencatatan.tanggal > tanggal:
        raise TindakanDitolak("Tanggal sebenarnya tidak boleh di masa depan.")
    awal_tahun = date(catatan.pelaksanaan.periode.tahun, 1, 1)
    if pencatatan.tanggal < awal_tahun:
        raise TindakanDitolak(f"Tanggal sebenarnya tidak boleh sebelum {awal_tahun:%d-%m-%Y}.")
    if pencatatan.untuk.pegawai.pengguna_id == oleh.pk:
        raise TindakanDitolak("Ini giliran Anda sendiri: selesaikan langsung, tidak perlu dicatatkan.")


def _periksa_berjalan(catatan: CatatanLangkah) -> None:
    """What is archived or called off takes nothing more in. The status is read anew, under the run's lock."""
    pelaksanaan = Pelaksanaan.objects.select_for_update().get(pk=catatan.pelaksanaan_id)
    if pelaksanaan.status != Pelaksanaan.Status.BERJALAN:
        raise TindakanDitolak(
            f"{pelaksanaan} sudah {pelaksanaan.get_status_display().lower()}: tidak ada yang ditambahkan lagi."
        )


def _periksa_lengkap(catatan: CatatanLangkah, unit: frozenset[int] | None = None) -> None:
    if kurang := kekurangan(catatan, unit):
        raise TindakanDitolak(" ".join(kurang))


def _unit_pelaku(catatan: CatatanLangkah, pelaku: list[Pelaku]) -> frozenset[int] | None:
    """The units one finishes for, where each party finishes its own part; None: the whole step."""
    if not catatan.langkah.semua_pelaksana:
        return None
    unit = frozenset(satu.unit.pk for satu in pelaku if satu.unit)
    return unit or None


def _periksa_belum_diajukan(catatan: CatatanLangkah) -> None:
    if Disposisi.objects.filter(catatan=catatan, keputusan="").exists():
        raise TindakanDitolak("Laporan sudah diajukan dan menunggu disposisi Kepala.")


def _tulis_isian(catatan: CatatanLangkah, oleh: Pengguna, isian: dict | None) -> IsianLangkah | None:
    """Store what was written, with the audit entry that keeps what stood there before."""
    if isian is None:
        return None
    lama = IsianLangkah.objects.filter(catatan=catatan).first()
    if lama and lama.isi == isian:
        return lama
    baru, _ = IsianLangkah.objects.update_or_create(
        catatan=catatan, defaults={"isi": isian, "diubah_oleh": oleh}
    )
    # The visit may have read its isian before; it must see what stands there now.
    catatan.isian = baru
    catat(
        aksi="alur.isian",
        objek=catatan.pelaksanaan,
        oleh=oleh,
        lama=lama.isi if lama else None,
        baru={"langkah": catatan.langkah.nomor, **isian},
    )
    return baru


def _ajukan(
    catatan: CatatanLangkah,
    oleh: Pengguna,
    pelaku: list[Pelaku],
    saat: datetime,
    uraian: str,
    pencatatan: Pencatatan | None,
) -> None:
    """Lay the report before the Kepala; of two at once the database lets one through."""
    selaku = ", ".join(dict.fromkeys(satu.selaku for satu in pelaku))[:250]
    Disposisi.objects.create(
        catatan=catatan,
        diajukan_pada=saat,
        diajukan_oleh=oleh,
        diajukan_selaku=selaku,
        uraian=uraian.strip(),
    )
    CatatanLangkah.objects.filter(pk=catatan.pk, dikerjakan_pada=None).update(
        dikerjakan_pada=saat, dikerjakan_oleh=oleh
    )
    # Handed up anew after a return, the visit says for whom this time, or that it was one's own.
    CatatanLangkah.objects.filter(pk=catatan.pk).update(
        **(_isi_pencatatan(pencatatan) or dict(TANPA_PENCATATAN))
    )
    _simpan_pindaian(catatan, oleh, pencatatan)
    catat(
        aksi="alur.ajukan",
        objek=catatan.pelaksanaan,
        oleh=oleh,
        baru={"langkah": catatan.langkah.nomor, "selaku": selaku, **_isi_pencatatan(pencatatan)},
    )
    kabari(
        catatan.pelaksanaan,
        {satu.pegawai.pengguna_id for satu in penerima_disposisi(catatan.langkah)},
        f"{catatan.pelaksanaan}: laporan menunggu disposisi Anda.",
    )


def _buka_disposisi(
    disposisi: Disposisi, oleh: Pengguna, pencatatan: Pencatatan | None, pada: datetime | None
) -> tuple[Disposisi, str, datetime]:
    """The disposisi as it is now, under the run's lock; in which capacity it is answered; when."""
    Pelaksanaan.objects.select_for_update().get(pk=disposisi.catatan.pelaksanaan_id)
    disposisi = Disposisi.objects.select_related(
        "catatan__langkah__prosedur", "catatan__pelaksanaan__opd__pemda", "catatan__pelaksanaan__periode"
    ).get(pk=disposisi.pk)
    catatan = disposisi.catatan
    if disposisi.keputusan or not catatan.terbuka:
        raise TindakanDitolak(
            f"Disposisi ini sudah {disposisi.get_keputusan_display().lower() or 'ditutup'}. Muat ulang halaman."
        )
    tanggal = hari_ini(catatan.pelaksanaan.opd.pemda.zona_waktu)
    saat = _saat_langkah(catatan, pada)
    if pencatatan is None:
        milik = [
            satu
            for satu in penerima_disposisi(catatan.langkah, tanggal)
            if satu.pegawai.pengguna_id == oleh.pk and oleh.is_active
        ]
        if not milik:
            raise TidakBerhak(
                "Disposisi ini menunggu Kepala. Sekretaris atau Tim SAKIP dapat mencatatkannya."
            )
        return disposisi, milik[0].selaku, saat
    _periksa_pencatatan(catatan, oleh, pencatatan, tanggal)
    cocok = [
        satu
        for satu in penerima_disposisi(catatan.langkah, pencatatan.tanggal)
        if satu.pemangku and satu.pemangku.pk == pencatatan.untuk.pk
    ]
    if not cocok:
        raise TindakanDitolak(
            f"{pencatatan.untuk.pegawai} tidak menerima laporan ini pada {pencatatan.tanggal:%d-%m-%Y}. "
            "Pilih pejabat lain atau betulkan tanggalnya."
        )
    return disposisi, cocok[0].selaku, saat


def _putuskan(
    disposisi: Disposisi,
    keputusan: str,
    oleh: Pengguna,
    selaku: str,
    saat: datetime,
    arahan: str,
    sifat: str,
    pencatatan: Pencatatan | None,
) -> None:
    isi = {
        "keputusan": keputusan,
        "arahan": arahan,
        "sifat": sifat,
        "diputuskan_pada": saat,
        "diputuskan_oleh": oleh,
        "diputuskan_selaku": selaku[:250],
        **_isi_pencatatan(pencatatan),
    }
    for nama, nilai in isi.items():
        setattr(disposisi, nama, nilai)
    disposisi.save(update_fields=list(isi))
    _simpan_pindaian(disposisi.catatan, oleh, pencatatan)
    catat(
        aksi=f"alur.disposisi_{keputusan}",
        objek=disposisi.catatan.pelaksanaan,
        oleh=oleh,
        baru={"langkah": disposisi.catatan.langkah.nomor, "selaku": selaku, **_isi_pencatatan(pencatatan)},
        alasan=arahan,
    )


def _tutup_langkah_laporan(catatan: CatatanLangkah, disposisi: Disposisi, saat: datetime) -> None:
    """Close the reporting visit in the name of whoever reported; the Kepala's answer stands at the disposisi."""
    pelaku = [
        satu
        for satu in pelaksana_langkah(catatan.langkah)
        if satu.pegawai.pengguna_id == disposisi.diajukan_oleh_id
    ]
    _tutup(
        catatan,
        disposisi.diajukan_oleh,
        Keputusan.SELESAI,
        saat,
        pelaku,
        uraian=disposisi.uraian,
        selaku=disposisi.diajukan_selaku,
    )


def _periksa_bukan_pelaksana(catatan: CatatanLangkah, oleh: Pengguna, pencatatan: Pencatatan | None) -> bool:
    """Refuse a decision on one's own work while someone else can take it; True: allowed, but flagged."""
    if pencatatan:
        sebab, merangkap = halangan_mencatat(catatan, oleh, pencatatan.untuk.pegawai.pengguna_id)
    else:
        sebab, merangkap = halangan_memutus(catatan, oleh)
    if sebab:
        raise TindakanDitolak(sebab)
    return merangkap


def _tujuan_kembali(jalur: list[JalurKembali], ke: Langkah | None) -> Langkah:
    if ke is None:
        return next((satu.ke for satu in jalur if satu.bawaan), jalur[0].ke)
    if ke.pk not in {satu.ke_id for satu in jalur}:
        pilihan = ", ".join(str(satu.ke.nomor) for satu in jalur)
        raise TindakanDitolak(f"SOP ini hanya membolehkan kembali ke langkah {pilihan}.")
    return ke


def _beri_paraf(
    catatan: CatatanLangkah,
    oleh: Pengguna,
    pelaku: list[Pelaku],
    saat: datetime,
    uraian: str,
    pencatatan: Pencatatan | None,
) -> bool:
    """Give the paraf of one's own parties, or of the holder for whom it is recorded; True once none is missing."""
    belum = {(pihak.peran_id, pihak.unit_id) for pihak in pihak_belum(catatan)}
    milik = {(satu.peran.pk, satu.unit.pk if satu.unit else None): satu for satu in pelaku}
    sekarang = belum & set(milik)
    if not sekarang:
        raise TindakanDitolak(
            "Bagian Anda pada langkah ini sudah selesai. Menunggu: "
            + ", ".join(pihak.sebutan for pihak in pihak_belum(catatan))
            + "."
        )
    try:
        with transaction.atomic():
            for kunci in sekarang:
                Paraf.objects.create(
                    catatan=catatan,
                    peran_id=kunci[0],
                    unit_id=kunci[1],
                    oleh=oleh,
                    selaku=milik[kunci].selaku,
                    pada=saat,
                    uraian=uraian,
                    **_isi_pencatatan(pencatatan),
                )
                catat(
                    aksi="alur.paraf",
                    objek=catatan.pelaksanaan,
                    oleh=oleh,
                    baru={
                        "langkah": catatan.langkah.nomor,
                        "pihak": milik[kunci].selaku,
                        **_isi_pencatatan(pencatatan),
                    },
                )
    except IntegrityError as salah:
        raise TindakanDitolak("Rekan Anda baru saja menyelesaikan bagian ini. Muat ulang halaman.") from salah
    _simpan_pindaian(catatan, oleh, pencatatan)
    CatatanLangkah.objects.filter(pk=catatan.pk, dikerjakan_pada=None).update(
        dikerjakan_pada=saat, dikerjakan_oleh=oleh
    )
    catatan.refresh_from_db(fields=["dikerjakan_pada", "dikerjakan_oleh"])
    return not belum - sekarang


def _isi_pencatatan(pencatatan: Pencatatan | None) -> dict:
    """The three fields that say a step was recorded for its holder; nothing when it was not."""
    if pencatatan is None:
        return {}
    return {
        "dicatat_untuk": pencatatan.untuk,
        "dasar_pencatatan": pencatatan.dasar.strip()[:200],
        "tanggal_sebenarnya": pencatatan.tanggal,
    }


def _simpan_pindaian(catatan: CatatanLangkah, oleh: Pengguna, pencatatan: Pencatatan | None) -> None:
    """Attach the scan of the paper on whose ground a step was recorded, if there is one."""
    if pencatatan and pencatatan.pindaian:
        lampirkan(
            catatan=catatan,
            oleh=oleh,
            berkas=pencatatan.pindaian,
            judul=pencatatan.dasar,
            jenis=Dokumen.Jenis.DASAR,
        )


def _tutup(
    catatan: CatatanLangkah,
    oleh: Pengguna,
    keputusan: str,
    saat: datetime,
    pelaku: list[Pelaku],
    *,
    uraian: str = "",
    alasan: str = "",
    dikembalikan_ke: Langkah | None = None,
    pencatatan: Pencatatan | None = None,
    merangkap: bool = False,
    selaku: str = "",
) -> None:
    """Close the visit if it is still open; of two at once the second is told who was first."""
    isi = {
        "selesai_pada": saat,
        "selesai_oleh": oleh,
        "keputusan": keputusan,
        "selaku": (selaku or ", ".join(dict.fromkeys(satu.selaku for satu in pelaku)))[:250],
        "uraian": uraian.strip(),
        "alasan": alasan,
        "dikembalikan_ke": dikembalikan_ke,
        "merangkap": merangkap,
    }
    isi |= _isi_pencatatan(pencatatan)
    if not catatan.dikerjakan_pada:
        isi |= {"dikerjakan_pada": saat, "dikerjakan_oleh": oleh}
    if not CatatanLangkah.objects.filter(pk=catatan.pk, selesai_pada=None).update(**isi):
        raise _sudah_ditutup(
            CatatanLangkah.objects.select_related("langkah", "selesai_oleh").get(pk=catatan.pk)
        )
    for nama, nilai in isi.items():
        setattr(catatan, nama, nilai)
    _simpan_pindaian(catatan, oleh, pencatatan)
    baru = {"langkah": catatan.langkah.nomor, "putaran": catatan.putaran, "selaku": isi["selaku"]}
    if pencatatan:
        baru["dicatat_untuk"] = pencatatan.untuk
    if dikembalikan_ke:
        baru["dikembalikan_ke"] = dikembalikan_ke.nomor
    catat(aksi=f"alur.{keputusan}", objek=catatan.pelaksanaan, oleh=oleh, baru=baru, alasan=alasan)


def _lanjut(catatan: CatatanLangkah, oleh: Pengguna, saat: datetime) -> None:
    """Open the step that follows, or end the run after the last."""
    langkah = catatan.langkah
    berikut = langkah.lanjut_ke or langkah.prosedur.langkah.filter(nomor__gt=langkah.nomor).first()
    if berikut:
        _buka(catatan.pelaksanaan, berikut, saat)
        return
    Pelaksanaan.objects.filter(pk=catatan.pelaksanaan_id).update(
        status=Pelaksanaan.Status.SELESAI, selesai_pada=saat
    )
    catat(aksi="alur.selesai_semua", objek=catatan.pelaksanaan, oleh=oleh)
    terlibat = set(
        catatan.pelaksanaan.catatan.exclude(selesai_oleh=None).values_list("selesai_oleh_id", flat=True)
    ) | {catatan.pelaksanaan.dimulai_oleh_id}
    kabari(catatan.pelaksanaan, terlibat - {oleh.pk}, f"{catatan.pelaksanaan} selesai dan diarsipkan.")


def _buka(pelaksanaan: Pelaksanaan, langkah: Langkah, saat: datetime, kabar: str = "menunggu Anda") -> None:
    """Open a new visit and tell those whose turn it is."""
    putaran = pelaksanaan.catatan.filter(langkah=langkah).count() + 1
    CatatanLangkah.objects.create(pelaksanaan=pelaksanaan, langkah=langkah, putaran=putaran, dibuka_pada=saat)
    penerima = {satu.pegawai.pengguna_id for satu in pelaksana_langkah(langkah)}
    kabari(pelaksanaan, penerima, f"{pelaksanaan}: langkah {langkah.nomor} {kabar}.")


def kabari(pelaksanaan: Pelaksanaan, akun: Iterable[int | None], isi: str) -> None:
    """One line for each of these accounts."""
    Pemberitahuan.objects.bulk_create(
        Pemberitahuan(pengguna_id=pk, pelaksanaan=pelaksanaan, isi=isi) for pk in sorted(set(akun) - {None})
    )


def _saat(pada: datetime | None, *, boleh_mundur: bool) -> datetime:
    kini = timezone.now()
    if pada is None:
        return kini
    if not boleh_mundur:
        raise TindakanDitolak("Waktu hanya dapat ditetapkan pada pelaksanaan yang dicatat belakangan.")
    if pada > kini:
        raise TindakanDitolak("Waktu tidak boleh di masa depan.")
    return pada


def _saat_langkah(catatan: CatatanLangkah, pada: datetime | None) -> datetime:
    pelaksanaan = catatan.pelaksanaan
    saat = _saat(pada, boleh_mundur=pelaksanaan.dicatat_belakangan or pelaksanaan.contoh)
    if saat < catatan.dibuka_pada:
        raise TindakanDitolak("Waktu selesai tidak boleh sebelum langkah dibuka.")
    return saat
