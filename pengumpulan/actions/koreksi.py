"""Corrections of approved figures: asked for, proposed, decided, called off, and closed by their approval.

What is opened here is handed in, checked and decided as a susulan (``actions.serahkan``, ``periksa``, ``susulan``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from alur.kabar import kabari
from alur.perbaikan import cabut_perbaikan, minta_perbaikan
from jejak.actions import catat
from organisasi import hak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import OPD, PemangkuJabatan, Pengguna
from organisasi.waktu import hari_ini, tanggal_pada
from pengumpulan.actions.bersama import kabari_unit, kunci_banyak, sebut_baris
from pengumpulan.isi import IsiSel
from pengumpulan.koreksi import (
    baris_dapat_dibuka,
    baris_dapat_dikoreksi,
    buka_yang_bergantung,
    dapat_dibatalkan,
    kedudukan_kepala,
    kedudukan_sekretaris,
    pemangku_kepala,
    sebut_butir,
)
from pengumpulan.kunci import sebab_terkunci
from pengumpulan.models import (
    Baris,
    BarisFormulir,
    ButirKoreksi,
    ButirPenyerahan,
    Formulir,
    PermintaanKoreksi,
)
from pengumpulan.tahap import kunjungan_catatan
from perencanaan.models import Periode

Status = PermintaanKoreksi.Status
BERUBAH = (
    "Ada baris yang sudah tidak dapat dipilih: sedang dikoreksi, menunggu putusan, atau bukan bagian periode ini. "
    "Muat ulang halaman, lalu pilih lagi."
)


@dataclass(frozen=True)
class PencatatanPutusan:
    """A decision recorded for its holder: for whom, on the ground of which paper, and of which day."""

    untuk: PemangkuJabatan
    dasar: str
    tanggal: date


# -- while measuring --------------------------------------------------------------------------------


@transaction.atomic
def minta_koreksi(
    *, opd: OPD, periode: Periode, baris: Mapping[int, str], alasan: str, oleh: Pengguna, selaku: str
) -> PermintaanKoreksi:
    """Open approved rows for their units, ``{row: what is wrong}``; everything else stays approved.

    Who may ask, and that the measurement is still open, is checked by whoever measures (``pengukuran.koreksi``).
    """
    if sebab := sebab_terkunci(opd.pk, periode):
        raise TindakanDitolak(sebab)
    pilihan = _periksa_pilihan(baris)
    dapat = _terpilih(baris_dapat_dikoreksi(opd, periode), pilihan)
    permintaan = _buat(opd, periode, PermintaanKoreksi.Asal.PENGUKURAN, alasan, oleh, selaku, dapat, pilihan)
    _buka(permintaan, oleh)
    catat(
        aksi="pengumpulan.minta_koreksi",
        objek=permintaan,
        oleh=oleh,
        baru={"baris": [sebut_baris(satu) for satu in dapat][:50], "selaku": selaku},
        alasan=permintaan.alasan,
    )
    return permintaan


# -- after the measurement was approved --------------------------------------------------------------


@transaction.atomic
def ajukan_pembukaan(
    *, opd: OPD, periode: Periode, baris: Mapping[int, str], alasan: str, oleh: Pengguna
) -> PermintaanKoreksi:
    """Propose to the Kepala that locked rows be opened again, ``{row: what is wrong}`` (empty: the reason)."""
    selaku = kedudukan_sekretaris(opd, oleh)
    if not selaku:
        raise TidakBerhak("Pembukaan kembali diusulkan oleh Sekretaris.")
    alasan = alasan.strip()
    if not alasan:
        raise TindakanDitolak("Tuliskan alasan pembukaan kembali, agar Kepala dapat memutuskannya.")
    if not sebab_terkunci(opd.pk, periode):
        raise TindakanDitolak(
            f"Angka {periode} tidak dikunci: pengukurannya belum disetujui. Minta koreksi dari halaman pengukuran."
        )
    pilihan = _periksa_pilihan({pk: isi.strip() or alasan for pk, isi in baris.items()})
    dapat = _terpilih(baris_dapat_dibuka(opd, periode), pilihan)
    _periksa_formulir_utuh(dapat)
    permintaan = _buat(opd, periode, PermintaanKoreksi.Asal.PEMBUKAAN, alasan, oleh, selaku, dapat, pilihan)
    catat(
        aksi="pengumpulan.ajukan_pembukaan",
        objek=permintaan,
        oleh=oleh,
        baru={"baris": [sebut_baris(satu) for satu in dapat][:50], "selaku": selaku},
        alasan=alasan,
    )
    _kabari_satu_run(
        dapat,
        {satu.pegawai.pengguna_id for satu in pemangku_kepala(opd)},
        f"Pembukaan kembali {periode} diusulkan {selaku}: menunggu putusan Anda.",
    )
    return permintaan


def _periksa_formulir_utuh(dapat: list[BarisFormulir]) -> None:
    """A form that never came in is opened whole: it is handed in whole."""
    terpilih = {satu.pk for satu in dapat}
    for formulir in {satu.formulir_id: satu.formulir for satu in dapat if satu.formulir.dapat_diisi}.values():
        buka = set(formulir.baris.filter(status__in=Baris.BUKA).values_list("pk", flat=True))
        if buka & terpilih and not buka <= terpilih:
            raise TindakanDitolak(
                f"Formulir {formulir.unit} belum pernah masuk: pilih seluruh barisnya, sebab ia diserahkan utuh."
            )


@transaction.atomic
def putuskan_pembukaan(
    *,
    permintaan: PermintaanKoreksi,
    oleh: Pengguna,
    setuju: bool,
    alasan: str = "",
    pencatatan: PencatatanPutusan | None = None,
) -> PermintaanKoreksi:
    """The Kepala opens the rows again, or refuses with a reason; recorded for him where he wrote it on paper."""
    alasan = alasan.strip()
    permintaan = _kunci(permintaan)
    selaku = _selaku_pemutus(permintaan, oleh, pencatatan)
    if permintaan.status != Status.DIAJUKAN:
        siapa = f" oleh {permintaan.diputuskan_oleh}" if permintaan.diputuskan_oleh else ""
        raise TindakanDitolak(
            f"Usulan ini sudah {permintaan.get_status_display().lower()}{siapa}. Muat ulang halaman."
        )
    if not setuju and not alasan:
        raise TindakanDitolak("Tuliskan alasan penolakan, agar Sekretaris tahu apa yang kurang.")
    permintaan.status = Status.DIBUKA if setuju else Status.DITOLAK
    permintaan.diputuskan_pada, permintaan.diputuskan_oleh = timezone.now(), oleh
    permintaan.diputuskan_selaku, permintaan.alasan_putusan = selaku[:250], alasan
    pemutus = pencatatan.untuk.pegawai.pengguna_id if pencatatan else oleh.pk
    permintaan.merangkap = pemutus == permintaan.diajukan_oleh_id
    if pencatatan:
        permintaan.dicatat_untuk = pencatatan.untuk
        permintaan.dasar_pencatatan = pencatatan.dasar.strip()[:200]
        permintaan.tanggal_sebenarnya = pencatatan.tanggal
    permintaan.save()
    if setuju:
        # The runs that measure are held before those that collect, as everywhere.
        buka_yang_bergantung(permintaan, oleh, selaku)
        _buka(permintaan, oleh)
    else:
        permintaan.butir.update(status=ButirKoreksi.Status.DITUTUP)
    baru = {"selaku": selaku, "setuju": setuju}
    if pencatatan:
        baru |= {"dicatat_untuk": str(pencatatan.untuk), "dasar": permintaan.dasar_pencatatan}
    catat(
        aksi="pengumpulan.buka_kembali" if setuju else "pengumpulan.tolak_pembukaan",
        objek=permintaan,
        oleh=oleh,
        baru=baru,
        alasan=alasan,
    )
    kata = "disetujui" if setuju else "ditolak"
    _kabari_satu_run(
        [satu.baris for satu in _butir(permintaan)],
        {permintaan.diajukan_oleh_id} - {oleh.pk},
        f"Pembukaan kembali {permintaan.periode} {kata} {selaku}.",
    )
    return permintaan


def _selaku_pemutus(
    permintaan: PermintaanKoreksi, oleh: Pengguna, pencatatan: PencatatanPutusan | None
) -> str:
    """In which capacity it is decided: one's own, or the Kepala's for whom it is recorded."""
    opd = permintaan.opd
    if pencatatan is None:
        selaku = kedudukan_kepala(opd, oleh)
        if not selaku:
            raise TidakBerhak(f"Pembukaan kembali diputuskan oleh {opd.sebutan_kepala}.")
        return selaku
    hak.periksa(
        oleh, "alur.catatkan", opd, "Hanya Sekretaris atau Tim SAKIP yang dapat mencatatkan putusan Kepala."
    )
    if not pencatatan.dasar.strip():
        raise TindakanDitolak("Tuliskan dasarnya, misalnya nomor Nota Dinas Kepala.")
    zona = opd.pemda.zona_waktu
    if pencatatan.tanggal > hari_ini(zona):
        raise TindakanDitolak("Tanggal sebenarnya tidak boleh di masa depan.")
    diusulkan = tanggal_pada(permintaan.diajukan_pada, zona)
    if pencatatan.tanggal < diusulkan:
        raise TindakanDitolak(
            f"Tanggal sebenarnya tidak boleh sebelum usulannya diajukan ({diusulkan:%d-%m-%Y})."
        )
    if not pemangku_kepala(opd, pencatatan.tanggal).filter(pk=pencatatan.untuk.pk).exists():
        raise TindakanDitolak(
            f"{pencatatan.untuk.pegawai} bukan {opd.sebutan_kepala} pada {pencatatan.tanggal:%d-%m-%Y}. "
            "Pilih pejabat lain atau betulkan tanggalnya."
        )
    if pencatatan.untuk.pegawai.pengguna_id == oleh.pk:
        raise TindakanDitolak("Ini putusan Anda sendiri: putuskan langsung, tidak perlu dicatatkan.")
    return pencatatan.untuk.sebutan


# -- called off, closed -----------------------------------------------------------------------------


@transaction.atomic
def batalkan_koreksi(*, permintaan: PermintaanKoreksi, oleh: Pengguna, alasan: str) -> PermintaanKoreksi:
    """Call off what was asked: rows whose figure the unit has not changed stand approved again as they were.

    What was corrected stays so. A reopening that the Kepala decided is not called off: its rows are handed in.
    """
    alasan = alasan.strip()
    if not alasan:
        raise TindakanDitolak("Tuliskan alasan pembatalan.")
    if not dapat_dibatalkan(permintaan, oleh):
        raise TidakBerhak(
            "Usulan dibatalkan Sekretaris sebelum diputuskan; koreksi oleh yang memintanya atau Tim SAKIP, "
            "selama masih ditunggu."
        )
    kunci_banyak(Formulir.objects.filter(baris__koreksi__in=permintaan.butir.terbuka()))
    permintaan = _kunci(permintaan)
    if not dapat_dibatalkan(permintaan, oleh):
        raise TindakanDitolak(
            f"Permintaan ini sudah {permintaan.get_status_display().lower()}. Muat ulang halaman."
        )
    terbuka = list(_butir(permintaan).filter(status=ButirKoreksi.Status.TERBUKA))
    berubah = [
        satu
        for satu in terbuka
        if not satu.baris.ditunggu or IsiSel.dari(satu.realisasi) != IsiSel.dari(satu.revisi_sebelum)
    ]
    if berubah:
        raise TindakanDitolak(
            f"Unit sudah mengubah atau menyerahkan {sebut_butir(berubah)}. Putuskan susulannya, atau minta unit "
            "mengembalikan angkanya dahulu."
        )
    BarisFormulir.objects.filter(pk__in=[satu.baris_id for satu in terbuka]).update(ditunggu=False)
    cabut_perbaikan([satu.baris.perbaikan_id for satu in terbuka], oleh, alasan)
    permintaan.butir.filter(status__in=[ButirKoreksi.Status.DIAJUKAN, ButirKoreksi.Status.TERBUKA]).update(
        status=ButirKoreksi.Status.DITUTUP
    )
    _tutup(permintaan, Status.DIBATALKAN, oleh, alasan)
    catat(aksi="pengumpulan.batalkan_koreksi", objek=permintaan, oleh=oleh, alasan=alasan)
    for formulir in {satu.baris.formulir_id: satu.baris.formulir for satu in terbuka}.values():
        kabari_unit(formulir, f"Permintaan koreksi {permintaan.periode} dibatalkan: {alasan}", oleh)
    return permintaan


def tutup_butir_dikoreksi(baris: Mapping[int, int], oleh: Pengguna) -> None:
    """These rows (``{row: the reading approved now}``) are corrected; a request without open rows is done."""
    butir = list(ButirKoreksi.objects.terbuka().filter(baris__in=baris))
    if not butir:
        return
    saat = timezone.now()
    for satu in butir:
        satu.status, satu.selesai_pada = ButirKoreksi.Status.SELESAI, saat
        satu.revisi_sesudah_id = baris[satu.baris_id]
    ButirKoreksi.objects.bulk_update(butir, ["status", "selesai_pada", "revisi_sesudah"])
    for pk in sorted({satu.permintaan_id for satu in butir}):
        permintaan = PermintaanKoreksi.objects.select_for_update().get(pk=pk)
        if permintaan.butir.terbuka().exists():
            continue
        _tutup(permintaan, Status.SELESAI, oleh)
        catat(aksi="pengumpulan.selesai_koreksi", objek=permintaan, oleh=oleh)


def _tutup(permintaan: PermintaanKoreksi, status: str, oleh: Pengguna, alasan: str = "") -> None:
    permintaan.status, permintaan.alasan_ditutup = status, alasan
    permintaan.ditutup_pada, permintaan.ditutup_oleh = timezone.now(), oleh
    permintaan.save(update_fields=["status", "alasan_ditutup", "ditutup_pada", "ditutup_oleh"])


# -- parts ------------------------------------------------------------------------------------------


def _kunci(permintaan: PermintaanKoreksi) -> PermintaanKoreksi:
    """The request as it is now, held so that of two who decide the second is told."""
    PermintaanKoreksi.objects.select_for_update().get(pk=permintaan.pk)
    return PermintaanKoreksi.objects.dengan_orang().get(pk=permintaan.pk)


def _periksa_pilihan(baris: Mapping[int, str]) -> dict[int, str]:
    if not baris:
        raise TindakanDitolak("Pilih baris yang harus dikoreksi.")
    pilihan = {pk: isi.strip() for pk, isi in baris.items()}
    if not all(pilihan.values()):
        raise TindakanDitolak("Tuliskan pada setiap baris yang dipilih, apa yang keliru.")
    return pilihan


def _terpilih(dapat, pilihan: Mapping[int, str]) -> list[BarisFormulir]:
    """The chosen rows, with their forms held in one order; refused where one of them may not be chosen now."""
    kunci_banyak(Formulir.objects.filter(baris__in=list(pilihan)))
    daftar = list(dapat.filter(pk__in=list(pilihan)))
    if len(daftar) != len(pilihan):
        raise TindakanDitolak(BERUBAH)
    return daftar


def _buat(opd, periode, asal, alasan, oleh, selaku, baris, pilihan) -> PermintaanKoreksi:
    permintaan = PermintaanKoreksi.objects.create(
        opd=opd,
        periode=periode,
        asal=asal,
        alasan=alasan.strip(),
        # Corrections while measuring open at once; the check that they do holds from the first row on.
        status=Status.DIBUKA if asal == PermintaanKoreksi.Asal.PENGUKURAN else Status.DIAJUKAN,
        diajukan_pada=timezone.now(),
        diajukan_oleh=oleh,
        diajukan_selaku=selaku[:250],
    )
    try:
        with transaction.atomic():
            ButirKoreksi.objects.bulk_create(
                ButirKoreksi(
                    permintaan=permintaan,
                    baris=satu,
                    realisasi_id=satu.realisasi_id,
                    uraian=pilihan[satu.pk],
                    revisi_sebelum_id=_disetujui(satu),
                )
                for satu in baris
            )
    except IntegrityError as salah:
        raise TindakanDitolak(BERUBAH) from salah
    return permintaan


def _disetujui(baris: BarisFormulir) -> int | None:
    """The reading that counts so far; none where the row was never approved."""
    return baris.revisi_id if baris.status == Baris.Status.DISETUJUI else None


def _butir(permintaan: PermintaanKoreksi):
    return permintaan.butir.select_related(
        "revisi_sebelum",
        "realisasi__indikator",
        "realisasi__periode",
        "baris__realisasi__indikator",
        "baris__realisasi__periode",
        "baris__formulir__unit",
        "baris__formulir__pengumpulan__pelaksanaan__periode",
        "baris__formulir__pengumpulan__pelaksanaan__prosedur",
    ).order_by("pk")


def _buka(permintaan: PermintaanKoreksi, oleh: Pengguna) -> None:
    """Open the rows of the request for their units, with the remark that says what is wrong."""
    kunci_banyak(Formulir.objects.filter(baris__koreksi__permintaan=permintaan))
    # Read only now that the forms are held: a susulan beside the decision may have changed what is approved.
    butir = list(_butir(permintaan))
    formulir = {satu.baris.formulir_id: satu.baris.formulir for satu in butir}
    kunjungan = {pk: kunjungan_catatan(satu.pengumpulan.pelaksanaan) for pk, satu in formulir.items()}
    diserahkan = set(
        ButirPenyerahan.objects.menunggu()
        .filter(baris__in=[satu.baris_id for satu in butir])
        .values_list("baris", flat=True)
    )
    for satu in butir:
        baris = satu.baris
        satu.status, satu.revisi_sebelum_id = ButirKoreksi.Status.TERBUKA, _disetujui(baris)
        satu.save(update_fields=["status", "revisi_sebelum"])
        if baris.pk in diserahkan:
            # It lies before its decider already; the request only lets him decide.
            continue
        baris.perbaikan = minta_perbaikan(
            catatan=kunjungan[baris.formulir_id],
            unit_id=baris.formulir.unit_id,
            isi=f"{sebut_baris(baris)}: {satu.uraian}",
            oleh=oleh,
        )
        baris.diperiksa_pada = baris.diperiksa_oleh = None
        baris.ditunggu = baris.status == Baris.Status.DISETUJUI
        baris.save(update_fields=["perbaikan", "ditunggu", "diperiksa_pada", "diperiksa_oleh"])
    for pk, satu in sorted(formulir.items()):
        milik = [b for b in butir if b.baris.formulir_id == pk]
        kode = ", ".join(b.realisasi.indikator.kode for b in milik)
        kabari_unit(
            satu,
            f"{satu.pengumpulan.pelaksanaan}: {kode} dibuka untuk dikoreksi. Perbaiki, jawab catatannya, lalu "
            "serahkan.",
            oleh,
        )


def _kabari_satu_run(baris: list[BarisFormulir], akun: set[int | None], isi: str) -> None:
    """A notice belongs to a run; without one the cards of Tugas Saya tell."""
    pelaksanaan = next((satu.formulir.pengumpulan.pelaksanaan for satu in baris), None)
    if pelaksanaan:
        kabari(pelaksanaan, akun, isi[:300])
