"""Looking through the rows of a decision: accepted one by one or all that is in order at once, or marked to return.

The look survives a reload and is the same for whoever else may decide. A return takes the rows that are marked;
an approval waits until none is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from alur import tindakan
from alur.jalur import jalur_kembali
from alur.kunjungan import kunjungan_terbuka, periksa_giliran
from alur.models import CatatanLangkah, CatatanPerbaikan, TelaahBaris
from alur.perbaikan import Temuan
from jejak.actions import catat
from organisasi.galat import TindakanDitolak
from organisasi.models import Pengguna
from organisasi.waktu import hari_ini

Putusan = TelaahBaris.Putusan
KATA = {Putusan.TERIMA: "diterima", Putusan.KEMBALIKAN: "ditandai untuk dikembalikan"}


@dataclass(frozen=True)
class ButirTelaah:
    """One row as it was looked at: its kind, its key and the reading."""

    jenis: str
    objek_id: int
    versi: int


def baca_telaah(catatan: CatatanLangkah) -> dict[tuple[str, int], TelaahBaris]:
    """{(kind, row): the look that stands}; one query.

    What was accepted at an earlier visit to this step stays accepted; a mark to return was used up by its return.
    Whether it is still the same reading, ``berlaku`` says.
    """
    hasil = {}
    for satu in (
        TelaahBaris.objects.filter(
            catatan__pelaksanaan=catatan.pelaksanaan_id, catatan__langkah=catatan.langkah_id
        )
        .select_related("oleh")
        .order_by("pk")
    ):
        if satu.catatan_id == catatan.pk or satu.putusan == Putusan.TERIMA:
            hasil[satu.jenis, satu.objek_id] = satu
        else:
            hasil.pop((satu.jenis, satu.objek_id), None)
    return hasil


def berlaku(
    telaah: Mapping[tuple[str, int], TelaahBaris], jenis: str, objek_id: int, versi: int
) -> TelaahBaris | None:
    """The look at that reading of the row, if there is one.

    A mark to return stands until it is taken back, whatever the row says by now: the decision counts it.
    """
    satu = telaah.get((jenis, objek_id))
    return satu if satu and (satu.kembali or satu.versi == versi) else None


@transaction.atomic
def terima_semua(*, catatan: CatatanLangkah, oleh: Pengguna, butir: Iterable[ButirTelaah]) -> int:
    """Accept all these rows at once (*Setujui semua yang wajar*); what was looked at already stays as it is."""
    catatan = _boleh_menelaah(catatan, oleh)
    ada = baca_telaah(catatan)
    saat = timezone.now()
    baru = [
        TelaahBaris(
            catatan=catatan,
            jenis=satu.jenis,
            objek_id=satu.objek_id,
            versi=satu.versi,
            putusan=Putusan.TERIMA,
            oleh=oleh,
            pada=saat,
        )
        for satu in butir
        if berlaku(ada, satu.jenis, satu.objek_id, satu.versi) is None
    ]
    TelaahBaris.objects.filter(
        catatan=catatan, pk__in=[s.pk for b in baru if (s := ada.get((b.jenis, b.objek_id)))]
    ).delete()
    TelaahBaris.objects.bulk_create(baru)
    if baru:
        catat(
            aksi="alur.terima_semua",
            objek=catatan.pelaksanaan,
            oleh=oleh,
            baru={"langkah": catatan.langkah.nomor, "putaran": catatan.putaran, "baris": len(baru)},
        )
    return len(baru)


@transaction.atomic
def telaah(
    *,
    catatan: CatatanLangkah,
    oleh: Pengguna,
    butir: ButirTelaah,
    putusan: str,
    bagian: Iterable[str] = (),
    isi: str = "",
    sebutan: str = "",
    semula: str | None = None,
) -> TelaahBaris | None:
    """Say of one row that it is accepted or will be returned; ``putusan`` ``""`` takes the look back.

    ``bagian`` are codes of ``CatatanPerbaikan.Bagian``, ``sebutan`` names the row for the audit trail. ``semula``
    is what stood on the page: when another decider has looked meanwhile the second is told.
    """
    catatan = _boleh_menelaah(catatan, oleh)
    kini = TelaahBaris.objects.filter(
        catatan=catatan, jenis=butir.jenis, objek_id=butir.objek_id
    ).select_related("oleh")
    lama = kini.first()
    if semula is not None and lama and lama.putusan != semula and lama.oleh_id != oleh.pk:
        raise TindakanDitolak(
            f"Baris ini baru saja {KATA[lama.putusan]} oleh {lama.oleh}. Muat ulang halaman."
        )
    if not putusan:
        kini.delete()
        return None
    bagian = [satu for satu in CatatanPerbaikan.Bagian.values if satu in set(bagian)]
    isi = isi.strip()
    if putusan == Putusan.KEMBALIKAN and not isi:
        raise TindakanDitolak("Pilih atau tuliskan apa yang harus diperbaiki pada baris ini.")
    terima = putusan == Putusan.TERIMA
    satu, _ = TelaahBaris.objects.update_or_create(
        catatan=catatan,
        jenis=butir.jenis,
        objek_id=butir.objek_id,
        defaults={
            "versi": butir.versi,
            "putusan": putusan,
            "bagian": "" if terima else ",".join(bagian),
            "isi": "" if terima else isi,
            "oleh": oleh,
            "pada": timezone.now(),
        },
    )
    catat(
        aksi="alur.telaah",
        objek=catatan.pelaksanaan,
        oleh=oleh,
        baru={
            "langkah": catatan.langkah.nomor,
            "putaran": catatan.putaran,
            "baris": sebutan[:200],
            "putusan": Putusan(putusan).label,
            "bagian": satu.bagian,
        },
        alasan=satu.isi,
    )
    return satu


def _boleh_menelaah(catatan: CatatanLangkah, oleh: Pengguna) -> CatatanLangkah:
    """The open visit under the run's lock; only a decision, only by whose turn it is."""
    catatan = kunjungan_terbuka(catatan)
    if not jalur_kembali(catatan.langkah):
        raise TindakanDitolak("Langkah ini bukan keputusan: tidak ada baris yang diterima atau dikembalikan.")
    periksa_giliran(catatan, oleh, hari_ini(catatan.pelaksanaan.opd.pemda.zona_waktu))
    return catatan


def ditandai_kembali(catatan: CatatanLangkah) -> list[TelaahBaris]:
    """The rows marked to return at this visit."""
    return list(TelaahBaris.objects.filter(catatan=catatan, putusan=Putusan.KEMBALIKAN).order_by("pk"))


@transaction.atomic
def kembalikan(*, catatan: CatatanLangkah, oleh: Pengguna, **lain) -> list[CatatanPerbaikan]:
    """Send back with the rows that are marked (keywords of ``alur.tindakan.kembalikan``); only these reopen.

    Rows named by the caller besides (``baris``, ``anggaran``, ``hasil``) go with them.
    """
    for satu in ditandai_kembali(catatan):
        temuan = Temuan(satu.isi, tuple(satu.bagian.split(",")) if satu.bagian else ())
        lain[satu.jenis] = {satu.objek_id: temuan} | dict(lain.get(satu.jenis) or {})
    return tindakan.kembalikan(catatan=catatan, oleh=oleh, **lain)
