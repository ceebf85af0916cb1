"""Sending the digests: one letter per person and day, taken before it is sent, so that none goes twice."""

import logging
import smtplib
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format

from alur.models import PilihanKabar, RingkasanTerkirim
from alur.ringkasan import BAWAHAN, PADA_HARI, SEBELUM, SESUDAH, Butir, susun_butir
from alur.tampilan import sebut_batas
from organisasi.galat import TindakanDitolak
from organisasi.kalender import Kalender
from organisasi.models import OPD, PemerintahDaerah, Pengguna
from organisasi.waktu import hari_ini

JUDUL = {
    SESUDAH: "Sudah lewat batas waktu",
    PADA_HARI: "Batas waktunya hari ini",
    SEBELUM: "Segera jatuh tempo",
    BAWAHAN: "Terlambat di lingkungan Anda",
}
BELUM_DIATUR = (
    "Pengiriman surel belum diatur. Minta admin mengisi EMAIL_URL, EMAIL_DARI dan ALAMAT_SITUS di pengaturan."
)
ALAMAT_DITOLAK = "Server surel menolak alamat penerima. Periksa alamatnya."
TAK_TERSUSUN = "Suratnya tidak dapat disusun. Sampaikan kepada admin; sebabnya ada di catatan server."
# After so many letters in a row that the server would not take, the rest waits for the next try.
GAGAL_BERUNTUN = 3
# What the address itself is to blame for: no letter to it goes through, however often it is tried.
GALAT_ALAMAT = (smtplib.SMTPRecipientsRefused, ValueError)
# What a mail server, the line to it or an address may raise.
GALAT_KIRIM = (smtplib.SMTPException, OSError, *GALAT_ALAMAT)
log = logging.getLogger(__name__)
Status = RingkasanTerkirim.Status


@dataclass
class Kiriman:
    """What came of a round of letters."""

    terkirim: int = 0
    gagal: int = 0
    ditolak: int = 0  # addresses that the server does not know; nothing to try again
    terhenti: bool = False  # the server took none; what is left waits for the next round

    @property
    def kalimat(self) -> str:
        """``12 surel ringkasan terkirim, 1 alamat ditolak.``; empty where nothing was to send."""
        bagian = [f"{self.terkirim} surel ringkasan terkirim"] if self.terkirim or self.ditolak else []
        if self.ditolak:
            bagian.append(f"{self.ditolak} alamat ditolak: minta orangnya memeriksa alamat surelnya")
        return ", ".join(bagian) + "." if bagian else ""


def surel_diatur() -> bool:
    """Is there a mail server, a sender and an address for the links?"""
    return bool(settings.SUREL_DIATUR)


def tulis_surat(pengguna: Pengguna, butir: list[Butir], kalender: Kalender, hari: date) -> EmailMessage:
    """The letter: plain text, links in full, how to have fewer of them."""
    bagian = [
        {
            "judul": judul,
            "butir": [
                {
                    "judul": satu.calon.judul,
                    "keterangan": satu.calon.keterangan,
                    "batas": sebut_batas(kalender, satu.calon.batas, hari),
                    "url": settings.ALAMAT_SITUS + satu.calon.url,
                }
                for satu in butir
                if satu.golongan == golongan
            ],
        }
        for golongan, judul in JUDUL.items()
    ]
    with translation.override("id"):
        teks = render_to_string(
            "alur/surel_ringkasan.txt",
            {
                "nama": pengguna.nama,
                "hari": date_format(hari, "j F Y"),
                "bagian": [satu for satu in bagian if satu["butir"]],
                "alamat": settings.ALAMAT_SITUS,
            },
        )
    return EmailMessage(
        subject=f"SAKIP: {len(butir)} hal untuk Anda, {date_format(hari, 'j F Y')}",
        body=teks,
        to=[pengguna.email],
        headers={"Auto-Submitted": "auto-generated"},
    )


def ringkasan_harian(pemda: PemerintahDaerah, tanggal: date) -> str | None:
    """The daily job: a sentence of what went out; refused, and so tried again, where a letter failed."""
    if not surel_diatur():
        return None
    hasil = kirim_ringkasan(tanggal, pemda)
    if hasil.gagal:
        raise TindakanDitolak(
            f"{hasil.terkirim} surel ringkasan terkirim, {hasil.gagal} gagal. Periksa pengaturan surel dan "
            "catatan server."
        )
    return hasil.kalimat or None


def kirim_ringkasan(hari: date | None = None, pemda: PemerintahDaerah | None = None) -> Kiriman:
    """Write to everyone who has something today; again on the same day only to those whom it did not reach.

    ``hari`` is each office's own today when left out, ``pemda`` all of them. Nothing happens without a mail server,
    or on an office's day off.
    """
    hasil = Kiriman()
    if not surel_diatur():
        return hasil
    beruntun = 0
    # Opened by the first letter: on a day without any the server is left alone.
    sambungan = get_connection()
    try:
        kantor = OPD.objects.filter(aktif=True, **({"pemda": pemda} if pemda else {}))
        for opd in kantor.select_related("pemda"):
            hari_opd = hari or hari_ini(opd.pemda.zona_waktu)
            kalender = Kalender(opd)
            if not kalender.adalah_hari_kerja(hari_opd):
                continue
            for pengguna in _penerima(opd, hari_opd):
                galat = _surati(pengguna, opd, kalender, hari_opd, sambungan)
                if galat is None:
                    continue
                if not galat:
                    hasil.terkirim, beruntun = hasil.terkirim + 1, 0
                elif galat == ALAMAT_DITOLAK:
                    hasil.ditolak += 1
                else:
                    hasil.gagal, beruntun = hasil.gagal + 1, beruntun + (galat != TAK_TERSUSUN)
                if beruntun >= GAGAL_BERUNTUN:
                    hasil.terhenti = True
                    return hasil
    finally:
        _putuskan(sambungan)
    return hasil


def _surati(pengguna: Pengguna, opd: OPD, kalender: Kalender, hari: date, sambungan) -> str | None:
    """One person's letter: ``None`` where there is none to write, empty where it went, else why not."""
    try:
        butir = susun_butir(pengguna, opd, kalender, hari)
        if not butir or (kiriman := _ambil(pengguna, hari, len(butir))) is None:
            return None
        surat = tulis_surat(pengguna, butir, kalender, hari)
    except Exception:  # one person's data keeps no letter from the others
        log.exception("Ringkasan untuk %s tidak tersusun", pengguna.pk)
        RingkasanTerkirim.objects.filter(pengguna=pengguna, tanggal=hari, status=Status.DISIAPKAN).update(
            status=Status.GAGAL, galat=TAK_TERSUSUN
        )
        return TAK_TERSUSUN
    surat.connection = sambungan
    return _kirim(surat, kiriman)


def kirim_percobaan(pengguna: Pengguna) -> None:
    """A short letter to oneself, to see that it arrives; refused with what to do where it cannot go."""
    if not surel_diatur():
        raise TindakanDitolak(BELUM_DIATUR)
    if not pengguna.email:
        raise TindakanDitolak("Isi dan simpan alamat surel Anda lebih dahulu.")
    surat = EmailMessage(
        subject="SAKIP: surel percobaan",
        body=f"Surel ini dikirim dari {settings.ALAMAT_SITUS}/ atas permintaan {pengguna.nama}.\n",
        to=[pengguna.email],
    )
    try:
        surat.send()
    except GALAT_KIRIM as salah:
        log.warning("Surel percobaan gagal: %s", salah)
        raise TindakanDitolak(f"Surel percobaan tidak terkirim. {_sebab(salah)}") from salah


def _penerima(opd: OPD, hari: date):
    """Who may get a letter: active people of the office with an address, who have not said no, nor had today's."""
    tanpa = PilihanKabar.objects.filter(surel=False).values("pengguna")
    sudah = RingkasanTerkirim.objects.filter(tanggal=hari).exclude(status=Status.GAGAL).values("pengguna")
    return (
        Pengguna.objects.filter(is_active=True, pegawai__opd=opd, pegawai__aktif=True)
        .exclude(email="")
        .exclude(pk__in=tanpa)
        .exclude(pk__in=sudah)
        .select_related("pilihan_kabar")
        .order_by("pk")
    )


def _ambil(pengguna: Pengguna, hari: date, butir: int) -> RingkasanTerkirim | None:
    """Take today's letter of this person; None where it went already or another process has it."""
    try:
        with transaction.atomic():
            return RingkasanTerkirim.objects.create(pengguna=pengguna, tanggal=hari, butir=butir)
    except IntegrityError:
        ulang = RingkasanTerkirim.objects.filter(pengguna=pengguna, tanggal=hari, status=Status.GAGAL)
        if ulang.update(status=Status.DISIAPKAN, butir=butir, galat=""):
            return RingkasanTerkirim.objects.get(pengguna=pengguna, tanggal=hari)
        return None


def _kirim(surat: EmailMessage, kiriman: RingkasanTerkirim) -> str:
    """Send it; empty where it went, else why not."""
    try:
        surat.connection.open()
        surat.send()
    except GALAT_KIRIM as salah:
        log.warning("Ringkasan untuk %s gagal: %s", kiriman.pengguna_id, salah)
        kiriman.status, kiriman.galat = Status.GAGAL, _sebab(salah)
        # A line that broke stays broken: the next letter opens one of its own.
        _putuskan(surat.connection)
    else:
        kiriman.status = Status.TERKIRIM
    kiriman.save(update_fields=["status", "galat", "pada"])
    return kiriman.galat


def _putuskan(sambungan) -> None:
    """Close the line; what the server says to that changes nothing of what it took."""
    with suppress(smtplib.SMTPException, OSError):
        sambungan.close()


def _sebab(salah: Exception) -> str:
    """What went wrong, as something that can be mended; no words of the mail server, which may name accounts."""
    if isinstance(salah, smtplib.SMTPAuthenticationError):
        return "Server surel menolak nama atau sandinya. Periksa EMAIL_URL."
    if isinstance(salah, GALAT_ALAMAT):
        return ALAMAT_DITOLAK
    if isinstance(salah, smtplib.SMTPSenderRefused):
        return "Server surel menolak pengirimnya. Periksa EMAIL_DARI."
    if isinstance(salah, smtplib.SMTPException):
        return "Server surel tidak menerima suratnya. Coba lagi, atau periksa pengaturannya."
    return "Server surel tidak dapat dihubungi. Periksa sambungan dan EMAIL_URL."
