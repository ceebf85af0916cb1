"""How a figure is written: one door, so that every change stands as a revision and in the audit trail."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import BigIntegerField, DateField, Exists, IntegerField, Q
from django.utils import timezone

from alur.giliran import Kedudukan, kedudukan
from jejak.actions import catat
from jejak.antre import antre_menulis
from jejak.pertanyaan import Lowong, PertanyaanTetap, PerubahanTetap, TambahanTetap
from organisasi import hak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import Pengguna, UnitKerja
from organisasi.waktu import hari_ini
from pengumpulan.galat import IsianUsang
from pengumpulan.isi import NAMA_ISI, IsiSel, angka_tersimpan, susun_isi
from pengumpulan.kunci import periksa_dapat_diubah
from pengumpulan.models import (
    BERANGKA,
    BarisFormulir,
    Keadaan,
    Pengumpulan,
    Realisasi,
    RevisiRealisasi,
)
from perencanaan.models import Indikator, PenanggungJawabData, Periode, VersiIndikator


def catat_realisasi(
    *,
    indikator: Indikator,
    unit: UnitKerja,
    periode: Periode,
    keadaan: str,
    nilai: Decimal | int | None = None,
    pembilang: Decimal | int | None = None,
    penyebut: Decimal | int | None = None,
    tingkat: str = "",
    alasan: str = "",
    menyusul_pada: date | None = None,
    sumber: str = "",
    faktor_pendukung: str = "",
    faktor_penghambat: str = "",
    rencana_perbaikan: str = "",
    angka_latihan: bool = False,
    oleh: Pengguna,
    versi_diketahui: int | None = None,
    milik: Kedudukan | None = None,
    dibaca: Realisasi | None = None,
) -> Realisasi:
    """Write the figure of one indicator by one unit for one period, and the revision that keeps it.

    Figures are in the indicator's satuan; with ``pembilang`` and ``penyebut`` the value is their ratio times
    the definition's ``pengali``, rounded half up to four decimals. ``menyusul_pada`` is the day a *menyusul* figure
    is promised for; it may not have passed when it is first named. ``versi_diketahui`` is the version the typist
    saw (0: nothing yet): if the cell has moved on since, the change is refused (``IsianUsang``) and says whose
    figure stands there. Writing what already stands there changes nothing and leaves no revision.

    ``milik`` and ``dibaca`` spare reading what the caller has just read: what the person is today, and the cell
    (with its ``indikator``, ``unit`` and ``periode``). A cell read too early is found out when it is written. The
    answer carries the ``definisi`` it was read by.
    """
    _periksa_boleh_isi(indikator, unit, periode, oleh, milik)
    definisi = _periksa_tempat(indikator, unit, periode, keadaan)
    baru = susun_isi(
        definisi,
        IsiSel(
            keadaan=keadaan,
            nilai=angka_tersimpan("Realisasi", nilai),
            pembilang=angka_tersimpan("Pembilang", pembilang),
            penyebut=angka_tersimpan("Penyebut", penyebut),
            tingkat=tingkat.strip(),
            alasan=alasan.strip(),
            menyusul_pada=menyusul_pada,
            sumber=sumber.strip(),
            faktor_pendukung=faktor_pendukung.strip(),
            faktor_penghambat=faktor_penghambat.strip(),
            rencana_perbaikan=rencana_perbaikan.strip(),
            angka_latihan=angka_latihan,
        ),
    )
    # What is read above holds no lock: on SQLite all writers stand in one line, as short as can be.
    with antre_menulis(), transaction.atomic():
        sel = {"indikator": indikator, "unit": unit, "periode": periode}
        realisasi = dibaca or _ambil(sel) or _buat_kosong(sel, oleh)
        realisasi = _tulis(realisasi, baru, oleh, versi_diketahui)
    realisasi.definisi = definisi
    return realisasi


def _tulis(realisasi: Realisasi, baru: IsiSel, oleh: Pengguna, versi_diketahui: int | None) -> Realisasi:
    """The change with its revision and audit entry; another record comes back where somebody else just wrote it."""
    lama = IsiSel.dari(realisasi)
    if baru == lama:
        return realisasi
    if baru.menyusul_pada != lama.menyusul_pada and baru.menyusul_pada and baru.menyusul_pada < hari_ini():
        raise TindakanDitolak("Tanggal menyusul sudah lewat. Pilih hari ini atau sesudahnya.")
    periksa_dapat_diubah(realisasi)
    if versi_diketahui is not None and versi_diketahui != realisasi.versi:
        raise _sudah_berubah(realisasi)
    if not _ganti(realisasi, baru, oleh):
        kini = Realisasi.objects.select_related("indikator", "periode", "diubah_oleh").get(pk=realisasi.pk)
        if IsiSel.dari(kini) == baru:
            return kini
        raise _sudah_berubah(kini)
    kolom = baru.jadi_kolom()
    REVISI.tambah(RevisiRealisasi(realisasi=realisasi, versi=realisasi.versi, oleh=oleh, **kolom))
    catat(
        aksi="pengumpulan.catat_realisasi",
        objek=realisasi,
        oleh=oleh,
        lama=lama.jadi_kolom(),
        baru={**kolom, "versi": realisasi.versi},
        alasan=baru.alasan,
    )
    return realisasi


def _periksa_boleh_isi(
    indikator: Indikator, unit: UnitKerja, periode: Periode, oleh: Pengguna, milik: Kedudukan | None
) -> None:
    """A unit's figure is typed by its own people or those on whose form it stands, or for them by Tim SAKIP."""
    hak.periksa(oleh, "alur.kerjakan", indikator, "Hanya pegawai OPD ini yang dapat mengisi realisasi.")
    milik = (milik or kedudukan(oleh)).unit
    if unit.pk in milik or hak.boleh(oleh, "pengumpulan.isikan", indikator):
        return
    # A Seksi without a form of its own: its figures stand on its Bidang's.
    if not BarisFormulir.objects.filter(
        realisasi__indikator=indikator,
        realisasi__unit=unit,
        realisasi__periode=periode,
        formulir__unit__in=milik,
        formulir__pengumpulan__in=Pengumpulan.objects.berlaku(),
    ).exists():
        raise TidakBerhak(f"Angka ini diisi {unit}. Minta pegawai unit itu, atau Tim SAKIP, mengisinya.")


INDIKATOR = Lowong("indikator", BigIntegerField())
PENANGGUNG_JAWAB = PenanggungJawabData.objects.filter(
    Q(tanggal_selesai=None) | Q(tanggal_selesai__gte=Lowong("mulai", DateField())),
    indikator=INDIKATOR,
    unit=Lowong("unit", BigIntegerField()),
    tanggal_mulai__lte=Lowong("selesai", DateField()),
)
ADA_PENANGGUNG_JAWAB = PertanyaanTetap(lambda: PENANGGUNG_JAWAB.order_by().values_list("pk")[:1])
DEFINISI = PertanyaanTetap(
    lambda: (
        VersiIndikator.objects.berlaku_pada(Lowong("selesai", DateField()))
        .filter(indikator=INDIKATOR)
        .annotate(ada_penanggung_jawab=Exists(PENANGGUNG_JAWAB))[:1]
    )
)


def _periksa_tempat(
    indikator: Indikator, unit: UnitKerja, periode: Periode, keadaan: str
) -> VersiIndikator | None:
    """Is it this unit's cell, and does the cell belong to this kind of period? Returns the definition."""
    if keadaan not in Keadaan.values:
        raise TindakanDitolak("Pilih keadaan yang tersedia: angka, menyusul, belum waktunya, dan seterusnya.")
    tempat = {
        "indikator": indikator.pk,
        "unit": unit.pk,
        "mulai": periode.tanggal_mulai,
        "selesai": periode.tanggal_selesai,
    }
    definisi = DEFINISI.satu(**tempat)
    if not (definisi.ada_penanggung_jawab if definisi else ADA_PENANGGUNG_JAWAB.tanya(**tempat)):
        raise TindakanDitolak(
            f"{unit} bukan penanggung jawab data {indikator.kode} pada {periode}. "
            "Periksa penanggung jawab data di Perencanaan."
        )
    if keadaan not in BERANGKA:
        return definisi
    if definisi is None:
        raise TindakanDitolak(
            f"{indikator.kode} belum memiliki definisi yang berlaku pada akhir {periode}. "
            "Minta Tim SAKIP melengkapinya."
        )
    if definisi.frekuensi != periode.jenis:
        raise TindakanDitolak(
            f"{indikator.kode} diukur {definisi.get_frekuensi_display().lower()}; "
            f"angkanya tidak diisi pada {periode}."
        )
    return definisi


def _ambil(sel: dict) -> Realisasi | None:
    return Realisasi.objects.select_related("indikator", "periode", "diubah_oleh").filter(**sel).first()


def _buat_kosong(sel: dict, oleh: Pengguna) -> Realisasi:
    """The cell at version 0: blank, without a revision. Of two at once, both get the one row."""
    try:
        with transaction.atomic():
            return Realisasi.objects.create(**sel, diubah_oleh=oleh)
    except IntegrityError:
        return _ambil(sel)


REVISI = TambahanTetap(RevisiRealisasi)
GANTI = PerubahanTetap(
    lambda: Realisasi.objects.filter(
        pk=Lowong("pk", BigIntegerField()), versi=Lowong("versi_dibaca", IntegerField())
    ),
    (*NAMA_ISI, "versi", "diubah_pada", "diubah_oleh"),
)


def _ganti(realisasi: Realisasi, isi: IsiSel, oleh: Pengguna) -> bool:
    """Write the content if the cell is still at the version we read; of two at once only one does."""
    lanjut = {**isi.jadi_kolom(), "versi": realisasi.versi + 1, "diubah_pada": timezone.now()}
    if not GANTI.ubah(pk=realisasi.pk, versi_dibaca=realisasi.versi, diubah_oleh=oleh.pk, **lanjut):
        return False
    for nama, satu in lanjut.items():
        setattr(realisasi, nama, satu)
    realisasi.diubah_oleh = oleh
    return True


def _sudah_berubah(kini: Realisasi) -> IsianUsang:
    saat = timezone.localtime(kini.diubah_pada)
    return IsianUsang(
        f"{kini.diubah_oleh} sudah mengubah isian ini menjadi {IsiSel.dari(kini).uraian()} pada "
        f"{saat:%d-%m-%Y} pukul {saat:%H.%M}. Simpan sekali lagi bila isian Anda yang benar.",
        kini,
    )
