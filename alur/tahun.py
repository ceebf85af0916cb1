"""A year set up once: its plan is written, put in force, changed with a reason, and stopped.

What the plan answers of each run is in ``alur.rencana_jawab``, the proposed schedule in ``alur.usulan_tahun``. Runs
open on their day by the daily job (``organisasi.harian``), and at once where the plan is put in force later.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from alur.berkas import periksa_berkas
from alur.buka_jadwal import buka_jatuh_tempo
from alur.giliran import pelaksana_langkah
from alur.models import JadwalTahun, Langkah, Pelaksanaan, Prosedur, RencanaTahun
from alur.syarat_mulai import dapat_ringkas, periksa_tidak_terlalu_jauh
from alur.usulan_tahun import susun_usulan
from jejak.actions import catat
from organisasi import hak
from organisasi.galat import TindakanDitolak
from organisasi.models import OPD, PemangkuJabatan, Pengguna
from organisasi.waktu import hari_ini
from perencanaan.models import Periode

Status = RencanaTahun.Status
HAK_RENCANA = "Hanya Kepala, Sekretaris atau Tim SAKIP yang dapat mengatur rencana tahun."


@dataclass(frozen=True)
class IsiRencana:
    """The order and the program kerja as their forms cleaned them; ``pindaian`` the scan of the signed order."""

    perintah: dict
    diperintah_oleh: PemangkuJabatan
    program_kerja: dict
    pindaian: UploadedFile | None = None


@dataclass(frozen=True)
class BarisJadwal:
    """One run of the schedule as it was typed."""

    jenis: str
    nomor: int
    jalur: str
    buka_pada: date
    batas_waktu: date


@transaction.atomic
def buat_rencana(*, opd: OPD, prosedur: Prosedur, tahun: int, oleh: Pengguna) -> RencanaTahun:
    """A draft with the proposed schedule, without what has run or is over already."""
    hak.periksa(oleh, "alur.mulai", opd, HAK_RENCANA)
    OPD.objects.select_for_update().get(pk=opd.pk)
    if prosedur.sop.opd_id != opd.pk:
        raise TindakanDitolak("SOP ini bukan milik OPD tersebut.")
    ada = RencanaTahun.objects.filter(opd=opd, tahun=tahun, prosedur__jenis=prosedur.jenis)
    if ada.exclude(status=Status.DIHENTIKAN).exists():
        raise TindakanDitolak(
            f"Rencana {prosedur.get_jenis_display()} Tahun {tahun} sudah ada. Buka dari daftar rencana."
        )
    rencana = RencanaTahun.objects.create(opd=opd, prosedur=prosedur, tahun=tahun, dibuat_oleh=oleh)
    tanggal = hari_ini(opd.pemda.zona_waktu)
    berjalan = kunci_berjalan(opd.pk, tahun, prosedur.jenis)
    _tulis_jadwal(
        rencana,
        [
            BarisJadwal(satu.jenis, satu.nomor, satu.jalur, satu.buka_pada, satu.batas_waktu)
            for satu in susun_usulan(opd, prosedur, tahun)
            if satu.batas_waktu >= tanggal and (satu.jenis, satu.nomor) not in berjalan
        ],
    )
    catat(aksi="alur.buat_rencana", objek=rencana, oleh=oleh, baru={"jadwal": _sebut_jadwal(rencana)})
    return rencana


@transaction.atomic
def buat_semua(*, opd: OPD, prosedur: Iterable[Prosedur], tahun: int, oleh: Pengguna) -> list[RencanaTahun]:
    """A draft for each of these procedures, all or none; collecting comes before measuring."""
    urut = sorted(prosedur, key=lambda satu: (not satu.mengumpulkan, satu.pk))
    return [buat_rencana(opd=opd, prosedur=satu, tahun=tahun, oleh=oleh) for satu in urut]


def kunci_berjalan(opd_id: int, tahun: int, jenis: str) -> set[tuple[str, int]]:
    """(kind, number) of the year's periods that have a run of this kind already."""
    return set(
        Pelaksanaan.objects.filter(opd=opd_id, periode__tahun=tahun, prosedur__jenis=jenis)
        .exclude(status=Pelaksanaan.Status.DIBATALKAN)
        .values_list("periode__jenis", "periode__nomor")
    )


@transaction.atomic
def simpan_rencana(
    *,
    rencana: RencanaTahun,
    versi: int,
    oleh: Pengguna,
    isi: IsiRencana,
    jadwal: Iterable[BarisJadwal],
    tetapkan_juga: bool = False,
) -> RencanaTahun:
    """Write the draft: order, program kerja and schedule. ``versi`` is the save one has read.

    ``tetapkan_juga``: and put it in force, all or nothing.
    """
    rencana = _kunci(rencana, versi, oleh)
    if rencana.status != Status.KONSEP:
        raise TindakanDitolak("Rencana ini sudah berlaku: yang dapat diubah hanya jadwal yang belum dibuka.")
    periksa_perintah(rencana, isi.perintah, isi.diperintah_oleh, oleh)
    rencana.perintah, rencana.program_kerja = isi.perintah, isi.program_kerja
    rencana.diperintah_oleh = isi.diperintah_oleh
    if isi.pindaian:
        sah = periksa_berkas(isi.pindaian)
        rencana.pindaian, rencana.nama_pindaian = isi.pindaian, sah.nama
        rencana.tipe_pindaian, rencana.ukuran_pindaian = sah.tipe, sah.ukuran
        rencana.sidik_pindaian = sah.sidik
    _tulis_jadwal(rencana, jadwal)
    _naikkan(rencana)
    rencana.save()
    catat(
        aksi="alur.simpan_rencana",
        objek=rencana,
        oleh=oleh,
        baru={
            "perintah": rencana.perintah,
            "diperintah_oleh": rencana.diperintah_oleh,
            "program_kerja": rencana.program_kerja,
            "pindaian": rencana.sidik_pindaian,
            "jadwal": _sebut_jadwal(rencana),
        },
    )
    if tetapkan_juga:
        return tetapkan(rencana=rencana, versi=rencana.versi, oleh=oleh)
    return rencana


def tetapkan(*, rencana: RencanaTahun, versi: int, oleh: Pengguna) -> RencanaTahun:
    """Put the plan in force; what is due already opens now."""
    with transaction.atomic():
        rencana = _kunci(rencana, versi, oleh)
        if rencana.status != Status.KONSEP:
            raise TindakanDitolak("Rencana ini sudah berlaku.")
        if not rencana.perintah or not rencana.program_kerja or rencana.diperintah_oleh is None:
            raise TindakanDitolak("Isi dan simpan dahulu perintah dan program kerjanya.")
        periksa_perintah(rencana, rencana.perintah, rencana.diperintah_oleh, oleh)
        if not rencana.jadwal.exists():
            raise TindakanDitolak("Belum ada jadwal yang dicentang. Centang paling sedikit satu periode.")
        rencana.status = Status.BERLAKU
        rencana.ditetapkan_oleh, rencana.ditetapkan_pada = oleh, timezone.now()
        _naikkan(rencana)
        rencana.save()
        catat(
            aksi="alur.tetapkan_rencana",
            objek=rencana,
            oleh=oleh,
            baru={"perintah": rencana.perintah, "jadwal": _sebut_jadwal(rencana)},
        )
    buka_jatuh_tempo(rencana=rencana)
    return rencana


def ubah_jadwal(
    *, rencana: RencanaTahun, versi: int, oleh: Pengguna, jadwal: Iterable[BarisJadwal], alasan: str
) -> RencanaTahun:
    """Change what is not open yet of a plan in force, with a reason; what is due by it opens now."""
    with transaction.atomic():
        rencana = _kunci(rencana, versi, oleh)
        if rencana.status != Status.BERLAKU:
            raise TindakanDitolak("Rencana ini tidak sedang berlaku.")
        if not alasan.strip():
            raise TindakanDitolak("Tuliskan alasan perubahan jadwal.")
        lama = _sebut_jadwal(rencana)
        _tulis_jadwal(rencana, jadwal)
        baru = _sebut_jadwal(rencana)
        if baru == lama:
            raise TindakanDitolak("Tidak ada jadwal yang berubah.")
        _naikkan(rencana)
        rencana.save(update_fields=["versi"])
        catat(
            aksi="alur.ubah_jadwal",
            objek=rencana,
            oleh=oleh,
            lama={"jadwal": lama},
            baru={"jadwal": baru},
            alasan=alasan.strip(),
        )
    buka_jatuh_tempo(rencana=rencana)
    return rencana


@transaction.atomic
def hentikan(*, rencana: RencanaTahun, versi: int, oleh: Pengguna, alasan: str) -> RencanaTahun:
    """Open nothing more by this plan, with a reason. What was opened goes on."""
    rencana = _kunci(rencana, versi, oleh)
    if not alasan.strip():
        raise TindakanDitolak("Tuliskan alasan menghentikan rencana.")
    lama = rencana.get_status_display()
    rencana.status, rencana.alasan_henti = Status.DIHENTIKAN, alasan.strip()
    rencana.dihentikan_oleh, rencana.dihentikan_pada = oleh, timezone.now()
    _naikkan(rencana)
    rencana.save()
    catat(
        aksi="alur.hentikan_rencana", objek=rencana, oleh=oleh, lama={"status": lama}, alasan=alasan.strip()
    )
    return rencana


def periksa_perintah(
    rencana: RencanaTahun, perintah: dict, pemangku: PemangkuJabatan, oleh: Pengguna
) -> None:
    """The order was given by one who orders in this SOP and held the position that day; no day to come."""
    tanggal = date.fromisoformat(perintah["tanggal"])
    if tanggal > hari_ini(rencana.opd.pemda.zona_waktu):
        raise TindakanDitolak("Tanggal Nota Dinas tidak boleh di masa depan.")
    langkah = rencana.prosedur.langkah.filter(layar=Langkah.Layar.PERINTAH)
    yang_memerintah = {
        pelaku.pemangku.pk
        for satu in langkah
        for pelaku in pelaksana_langkah(satu, tanggal)
        if pelaku.pemangku
    }
    if pemangku.pk not in yang_memerintah:
        raise TindakanDitolak(
            f"{pemangku.pegawai} bukan yang memerintahkan menurut SOP ini pada {tanggal:%d-%m-%Y}. Pilih pejabat "
            "lain atau betulkan tanggalnya."
        )
    if pemangku.pegawai.pengguna_id != oleh.pk:
        hak.periksa(
            oleh,
            "alur.catatkan",
            rencana,
            "Hanya Sekretaris atau Tim SAKIP yang dapat mencatatkan perintah pejabat lain.",
        )


def _kunci(rencana: RencanaTahun, versi: int, oleh: Pengguna) -> RencanaTahun:
    """The plan as it is now, locked; a refusal to those who may not, or who read an older one."""
    hak.periksa(oleh, "alur.mulai", rencana, HAK_RENCANA)
    kini = (
        RencanaTahun.objects.select_for_update(of=("self",))
        .select_related("opd__pemda", "prosedur__sop", "diperintah_oleh__pegawai", "diperintah_oleh__jabatan")
        .get(pk=rencana.pk)
    )
    if kini.status == Status.DIHENTIKAN:
        raise TindakanDitolak(f"Rencana ini sudah dihentikan: {kini.alasan_henti}")
    if kini.versi != versi:
        raise TindakanDitolak(
            "Rencana ini baru saja diubah orang lain. Yang Anda isi masih tampil; bandingkan dengan yang tersimpan "
            "di halaman rencana, lalu simpan lagi."
        )
    return kini


def _naikkan(rencana: RencanaTahun) -> None:
    rencana.versi += 1


def _tulis_jadwal(rencana: RencanaTahun, jadwal: Iterable[BarisJadwal]) -> None:
    """Make the schedule what was typed. Rows whose run is open stay, and those called off unless they are typed."""
    periode = {(satu.jenis, satu.nomor): satu for satu in Periode.objects.tahun_lengkap(rencana.tahun)}
    # Locked: a row whose run the daily job opens beside this must not be written back as still to open.
    ada = {
        (satu.periode.jenis, satu.periode.nomor): satu
        for satu in rencana.jadwal.select_for_update(of=("self",)).select_related("periode", "pelaksanaan")
    }
    ringkas, tanggal = dapat_ringkas(rencana.prosedur), hari_ini(rencana.opd.pemda.zona_waktu)
    tetap = {kunci for kunci, satu in ada.items() if satu.pelaksanaan_id and not satu.dibatalkan}
    dipakai = set(tetap)
    for baris in jadwal:
        kunci = (baris.jenis, baris.nomor)
        if kunci in tetap:
            continue
        _periksa_baris(periode[kunci], baris, ringkas)
        periksa_tidak_terlalu_jauh(periode[kunci], baris.batas_waktu, tanggal)
        satu = ada.get(kunci) or JadwalTahun(rencana=rencana, periode=periode[kunci])
        if (satu.buka_pada, satu.batas_waktu) != (baris.buka_pada, baris.batas_waktu):
            satu.kendala = ""
        if satu.dibatalkan:
            # Its run was called off: scheduled once more, the period opens anew.
            satu.pelaksanaan, satu.kendala = None, ""
        satu.jalur, satu.buka_pada, satu.batas_waktu = baris.jalur, baris.buka_pada, baris.batas_waktu
        satu.save()
        dipakai.add(kunci)
    hilang = [satu.pk for kunci, satu in ada.items() if kunci not in dipakai and not satu.dibatalkan]
    rencana.jadwal.filter(pk__in=hilang).delete()


def _periksa_baris(periode: Periode, baris: BarisJadwal, ringkas: bool) -> None:
    if baris.batas_waktu < baris.buka_pada:
        raise TindakanDitolak(f"{periode}: batas waktu tidak boleh sebelum tanggal dibuka.")
    if baris.buka_pada < periode.tanggal_mulai:
        raise TindakanDitolak(f"{periode}: tidak dapat dibuka sebelum periodenya dimulai.")
    if baris.jalur == Pelaksanaan.Jalur.RINGKAS and not ringkas:
        raise TindakanDitolak(
            "Prosedur ini tidak membagikan formulir unit, jadi tidak memiliki jalur ringkas."
        )


def _sebut_jadwal(rencana: RencanaTahun) -> list[str]:
    """The schedule as the trail keeps it."""
    return [
        f"{satu.periode}: {satu.get_jalur_display()}, dibuka {satu.buka_pada.isoformat()}, "
        f"batas {satu.batas_waktu.isoformat()}{' (dibatalkan)' if satu.dibatalkan else ''}"
        for satu in rencana.jadwal.select_related("periode", "pelaksanaan").order_by("buka_pada", "pk")
    ]
