"""Lock a paper, print it anew with its number, attach its signed scan, and find it by its Kode verifikasi.

The content is settled when it is locked; the PDF is made by the queue (``laporan.antrean``) and its bytes are taken
over once, by whoever looks first. Nothing here changes a locked version.
"""

import hashlib
from dataclasses import dataclass, replace

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from alur.dokumen import lampirkan
from alur.models import BerkasLangkah, CatatanLangkah, Dokumen, Pelaksanaan
from jejak.actions import catat
from laporan import antrean
from laporan.beku import bekukan, cairkan, sidik_isi
from laporan.cetak import jadikan_html
from laporan.models import Cetakan, NaskahFinal, PindaianNaskah, RendisiNaskah
from laporan.susunan.naskah import nomor_naskah
from organisasi import hak
from organisasi.galat import TindakanDitolak
from organisasi.models import NomorNaskah, Pengguna
from organisasi.nomor.actions import beri_nomor

SALINAN = "Salinan Word dari naskah terkunci; yang berlaku adalah PDF dengan kode verifikasi yang sama."


@dataclass(frozen=True)
class Sumber:
    """A paper that can be locked: what it is, the shape it has now, and where it belongs."""

    kunci: str
    judul: str
    jenis: str
    nama_berkas: str
    bentuk: object
    pelaksanaan: Pelaksanaan


def kunci_naskah(*, sumber: Sumber, oleh: Pengguna, alamat: str, alasan: str = "") -> NaskahFinal:
    """Lock what the paper says now. A changed one is the next version, with the reason; the same is refused."""
    pelaksanaan = sumber.pelaksanaan
    hak.periksa(oleh, "laporan.kunci", pelaksanaan, "Naskah dikunci oleh pejabat, Sekretaris atau Tim SAKIP.")
    if pelaksanaan.status == Pelaksanaan.Status.DIBATALKAN:
        raise TindakanDitolak("Pelaksanaan ini dibatalkan; naskahnya tidak dikunci.")
    if sumber.bentuk.naskah.draf:
        raise TindakanDitolak(
            "Naskah ini masih draf: selesaikan dahulu langkah atau keputusan yang mengesahkannya."
        )
    sidik = sidik_isi(sumber.bentuk)
    alasan = alasan.strip()
    with transaction.atomic():
        # One locker at a time per run, so that of two at once the second is told.
        Pelaksanaan.objects.select_for_update(of=("self",)).get(pk=pelaksanaan.pk)
        lama = NaskahFinal.objects.terakhir().filter(kunci=sumber.kunci).first()
        if lama and lama.sidik_isi == sidik:
            raise TindakanDitolak(
                f"Naskah ini sudah terkunci dengan kode {lama.kode_tampil} dan isinya tidak berubah."
            )
        if lama and not alasan:
            raise TindakanDitolak("Tuliskan mengapa naskah yang sudah terkunci diganti.")
        try:
            naskah = NaskahFinal.objects.create(
                opd=pelaksanaan.opd,
                pelaksanaan=pelaksanaan,
                kunci=sumber.kunci,
                judul=sumber.judul[:300],
                versi=lama.versi + 1 if lama else 1,
                tanggal=sumber.bentuk.naskah.tanggal,
                bentuk=type(sumber.bentuk).__name__,
                isi=bekukan(sumber.bentuk),
                sidik_isi=sidik,
                menggantikan=lama,
                alasan=alasan if lama else "",
                dikunci_oleh=oleh,
            )
        except IntegrityError as salah:
            raise TindakanDitolak("Naskah ini baru saja dikunci orang lain. Muat ulang halaman.") from salah
        _terbitkan(naskah, oleh, sumber.bentuk.naskah.nomor, alamat, sumber.jenis, sumber.nama_berkas)
        catat(
            aksi="laporan.kunci_naskah",
            objek=naskah,
            oleh=oleh,
            baru={"versi": naskah.versi, "sidik_isi": sidik},
            alasan=naskah.alasan,
        )
    return naskah


def nomor_berubah(kunci: str, oleh: Pengguna, alamat: str = "") -> RendisiNaskah | None:
    """A number was given or voided: a locked paper is printed anew, with the same content."""
    naskah = NaskahFinal.objects.terakhir().filter(kunci=kunci).first()
    if naskah is None:
        return None
    nomor = nomor_naskah(kunci)
    lama = naskah.rendisi.order_by("-urutan").select_related("cetakan").first()
    if lama and lama.nomor == nomor:
        return lama
    return _terbitkan(
        naskah,
        oleh,
        nomor,
        alamat or _alamat_lama(naskah, lama),
        lama.cetakan.jenis,
        lama.cetakan.nama_berkas,
    )


@transaction.atomic
def beri_nomor_naskah(*, kunci: str, oleh: Pengguna, alamat: str, **nomor) -> NomorNaskah:
    """Give a paper its number (keywords of ``beri_nomor``); a locked one is printed anew with it, or neither."""
    hasil = beri_nomor(kunci=kunci, oleh=oleh, **nomor)
    nomor_berubah(kunci, oleh, alamat)
    return hasil


def nomor_dibatalkan(nomor: NomorNaskah, oleh: Pengguna) -> None:
    """For the register: its number of a locked paper was voided."""
    if nomor.kunci:
        nomor_berubah(nomor.kunci, oleh)


@transaction.atomic
def _terbitkan(
    naskah: NaskahFinal, oleh: Pengguna, nomor: str, alamat: str, jenis: str, nama_berkas: str
) -> RendisiNaskah:
    """Settle the text of a printing, and have it printed."""
    urutan = naskah.rendisi.count() + 1
    bentuk = bentuk_final(naskah, nomor, alamat)
    cetakan = antrean.minta(
        bentuk=bentuk,
        opd=naskah.opd,
        jenis=jenis[:40],
        judul=f"{naskah.judul} (terkunci)"[:300],
        nama_berkas=nama_berkas,
        oleh=oleh,
    )
    return RendisiNaskah.objects.create(
        naskah=naskah,
        urutan=urutan,
        nomor=nomor,
        html=jadikan_html(bentuk),
        cetakan=cetakan,
        dibuat_oleh=oleh,
    )


def bentuk_final(naskah: NaskahFinal, nomor: str, alamat: str):
    """The locked content as it is printed: with its code, its number, and what it replaces."""
    bentuk = cairkan(naskah.bentuk, naskah.isi)
    keterangan = bentuk.naskah.keterangan
    if lama := naskah.menggantikan:
        keterangan = (
            *keterangan,
            f"Versi {naskah.versi}, menggantikan versi {lama.versi} (kode verifikasi {lama.kode_tampil}): "
            f"{naskah.alasan}",
        )
    kepala = replace(
        bentuk.naskah, draf=False, nomor=nomor, kode=naskah.kode_tampil, alamat=alamat, keterangan=keterangan
    )
    return replace(bentuk, naskah=kepala)


def bentuk_word(naskah: NaskahFinal, nomor: str, alamat: str):
    """The same for a Word file, which says that it is a copy."""
    bentuk = bentuk_final(naskah, nomor, alamat)
    kepala = replace(bentuk.naskah, keterangan=(*bentuk.naskah.keterangan, SALINAN))
    return replace(bentuk, naskah=kepala)


def lengkapi(rendisi: RendisiNaskah) -> RendisiNaskah:
    """Take over the PDF once it is printed: its bytes and hash are settled from then on."""
    if rendisi.sidik:
        return rendisi
    cetakan = antrean.periksa(rendisi.cetakan)
    if cetakan.status != Cetakan.Status.SELESAI or not cetakan.ada_berkas:
        return rendisi
    with cetakan.berkas.open("rb") as isi:
        sidik = hashlib.file_digest(isi, "sha256").hexdigest()
        with transaction.atomic():
            kini = (
                RendisiNaskah.objects.select_for_update(of=("self",))
                .select_related("naskah")
                .get(pk=rendisi.pk)
            )
            if not kini.sidik:
                isi.seek(0)
                kini.berkas.save(cetakan.nama_berkas, File(isi), save=False)
                kini.sidik, kini.ukuran = sidik, cetakan.ukuran
                kini.save(update_fields=["berkas", "sidik", "ukuran"])
    rendisi.refresh_from_db()
    return rendisi


def lampirkan_pindaian(
    *,
    naskah: NaskahFinal,
    catatan: CatatanLangkah,
    berkas: UploadedFile,
    oleh: Pengguna,
    memenuhi: BerkasLangkah | None = None,
) -> PindaianNaskah:
    """Attach the scan of the signed copy to the locked paper and to its step."""
    with transaction.atomic():
        dokumen = lampirkan(
            catatan=catatan,
            oleh=oleh,
            berkas=berkas,
            judul=f"{naskah.judul} bertanda tangan"[:200],
            jenis=Dokumen.Jenis.OUTPUT,
            memenuhi=memenuhi,
        )
        return PindaianNaskah.objects.create(naskah=naskah, dokumen=dokumen)


def _alamat_lama(naskah: NaskahFinal, lama: RendisiNaskah | None) -> str:
    """The address that the earlier printing names; it is not asked again who voids a number."""
    tanda = ", diperiksa di "
    if lama is None or tanda not in lama.html:
        return ""
    return lama.html.split(tanda, 1)[1].split(". Kode verifikasi dokumen", 1)[0]
