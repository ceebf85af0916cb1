"""Who signs: the holder of the position on the paper's day, as papers print him or her."""

from dataclasses import dataclass
from datetime import date

from alur.giliran import pelaksana_langkah, pemangku_langkah
from alur.models import CatatanLangkah
from laporan.bentuk import PenandaTangan
from laporan.susunan.sel import sebut_tanggal, waktu_setempat
from organisasi.models import OPD, Jabatan, Pegawai, PemangkuJabatan, Pengguna
from organisasi.pejabat import pemangku_jenis
from organisasi.waktu import hari_ini


@dataclass(frozen=True)
class Pelaku:
    """Who did a step, or whose turn it is: as the one it is from, as the one who signs, and how it was recorded."""

    nama: str
    selaku: str
    penanda: PenandaTangan
    tanggal: date
    dicatat: str = ""  # "Dicatat oleh … atas dasar …"; empty: done by themselves


def tanggal_kantor(opd: OPD) -> date:
    """Today, on the office's own calendar."""
    return hari_ini(opd.pemda.zona_waktu)


def penanda_pemangku(pemangku: PemangkuJabatan) -> PenandaTangan:
    """The signature block of a holder; what the office has not filled in stays open."""
    return penanda_pegawai(pemangku.pegawai, pemangku.sebutan)


def penanda_pegawai(pegawai: Pegawai, sebutan: str) -> PenandaTangan:
    """The signature block of an employee under that title."""
    return PenandaTangan(sebutan, pegawai.nama, pegawai.pangkat, pegawai.nip)


def penanda_jenis(opd: OPD, jenis: str, tanggal: date) -> PenandaTangan:
    """The block of the position of that kind; dotted lines where nobody holds it."""
    if pemangku := pemangku_jenis(opd, jenis, tanggal):
        return penanda_pemangku(pemangku)
    jabatan = Jabatan.objects.filter(opd=opd, jenis=jenis, aktif=True).first()
    sebutan = jabatan.nama if jabatan else Jabatan.Jenis(jenis).label
    if not jabatan and jenis == Jabatan.Jenis.KEPALA:
        sebutan = opd.sebutan_kepala
    return PenandaTangan(sebutan)


def pelaku_catatan(catatan: CatatanLangkah) -> Pelaku:
    """Who did the step of this visit: whom it was recorded for, else who did it, else whose turn it is."""
    opd = catatan.pelaksanaan.opd
    if untuk := catatan.dicatat_untuk:
        return Pelaku(
            untuk.pegawai.nama,
            untuk.sebutan,
            penanda_pemangku(untuk),
            catatan.tanggal_sebenarnya,
            sebut_pencatatan(catatan, catatan.selesai_oleh or catatan.dikerjakan_oleh),
        )
    if catatan.selesai_pada:
        tanggal = waktu_setempat(opd, catatan.selesai_pada).date()
        return _yang_menyelesaikan(catatan, catatan.selesai_oleh, tanggal)
    tanggal = tanggal_kantor(opd)
    giliran = pelaksana_langkah(catatan.langkah, tanggal)
    berjabatan = next((satu for satu in giliran if satu.pemangku), None)
    if berjabatan:
        return Pelaku(
            berjabatan.pegawai.nama, berjabatan.selaku, penanda_pemangku(berjabatan.pemangku), tanggal
        )
    sebutan = ", ".join(dict.fromkeys(satu.peran.label for satu in giliran)) or "Pelaksana"
    return Pelaku("", sebutan, PenandaTangan(sebutan), tanggal)


def pejabat_naskah(catatan: CatatanLangkah, tanggal: date | None) -> Pelaku:
    """Who signs the paper of a visit: the holder of the step's position on the paper's day.

    Whoever did the step signs if they held it on that day; else the Plt/Plh of that day goes before the holder.
    Recorded for someone: that one. A step of team or staff, without a position: who did it.
    """
    pelaku = pelaku_catatan(catatan)
    if catatan.dicatat_untuk_id or tanggal is None or tanggal == pelaku.tanggal:
        return pelaku
    pemangku = list(pemangku_langkah(catatan.langkah, tanggal, tanggal))
    if not pemangku:
        return pelaku
    oleh = catatan.selesai_oleh_id
    sendiri = [satu for satu in pemangku if oleh and satu.pegawai.pengguna_id == oleh]
    bertindak = [satu for satu in pemangku if satu.jenis != PemangkuJabatan.Jenis.DEFINITIF]
    satu = [*sendiri, *bertindak, *pemangku][0]
    return Pelaku(satu.pegawai.nama, satu.sebutan, penanda_pemangku(satu), tanggal, pelaku.dicatat)


def _yang_menyelesaikan(catatan: CatatanLangkah, oleh: Pengguna, tanggal: date) -> Pelaku:
    pemangku = pemangku_langkah(catatan.langkah, tanggal, tanggal).filter(pegawai__pengguna=oleh).first()
    if pemangku:
        return Pelaku(pemangku.pegawai.nama, pemangku.sebutan, penanda_pemangku(pemangku), tanggal)
    pegawai = Pegawai.objects.filter(pengguna=oleh).first()
    selaku = catatan.selaku or "Pelaksana"
    penanda = penanda_pegawai(pegawai, selaku) if pegawai else PenandaTangan(selaku, str(oleh))
    return Pelaku(str(pegawai or oleh), selaku, penanda, tanggal)


def sebut_pencatatan(catatan, oleh: Pengguna | None) -> str:
    """How a step, a paraf or a disposisi was recorded for its holder; empty when it was not."""
    if not catatan.dicatat_untuk_id:
        return ""
    return (
        f"Dicatat oleh {oleh} untuk {catatan.dicatat_untuk.pegawai.nama} ({catatan.dicatat_untuk.sebutan}) "
        f"atas dasar {catatan.dasar_pencatatan}; terjadi {sebut_tanggal(catatan.tanggal_sebenarnya)}."
    )
