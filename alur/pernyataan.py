"""Say why a paper is not there, and close the archive over what is missing."""

from collections.abc import Iterable

from django.db import transaction

from alur import actions
from alur.giliran import kedudukan_di_langkah
from alur.kelengkapan import kelengkapan, kurang_arsip
from alur.models import CatatanLangkah, Pelaksanaan, PernyataanBerkas
from jejak.actions import catat
from organisasi import hak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import Pengguna


@transaction.atomic
def nyatakan(
    *, pelaksanaan: Pelaksanaan, berkas: Iterable[int], alasan: str, oleh: Pengguna
) -> list[PernyataanBerkas]:
    """Declare papers (keys of BerkasLangkah) missing or not needed, with one reason."""
    kini = Pelaksanaan.objects.select_for_update(of=("self",)).get(pk=pelaksanaan.pk)
    if kini.status != Pelaksanaan.Status.BERJALAN:
        raise TindakanDitolak("Pelaksanaan ini sudah selesai; kelengkapannya tidak diubah lagi.")
    alasan = alasan.strip()
    if not alasan:
        raise TindakanDitolak("Tuliskan mengapa berkas itu tidak ada atau tidak diperlukan.")
    diminta = set(berkas)
    kurang = [satu for satu in kelengkapan(pelaksanaan) if satu.kurang and satu.pk in diminta]
    if not kurang:
        raise TindakanDitolak(
            "Pilih berkas yang belum ada dari daftarnya. Muat ulang bila daftarnya berubah."
        )
    if not hak.boleh(oleh, "alur.catatkan", pelaksanaan) and not all(
        any(kedudukan_di_langkah(oleh, b.langkah) for b in satu.berkas) for satu in kurang
    ):
        raise TidakBerhak("Hanya pelaksana langkahnya, Sekretaris atau Tim SAKIP yang dapat menyatakan ini.")
    return [_simpan(pelaksanaan, satu.pk, satu.sebutan, alasan, oleh) for satu in kurang]


@transaction.atomic
def arsipkan(*, catatan: CatatanLangkah, oleh: Pengguna, isian: dict | None = None, **lain) -> CatatanLangkah:
    """Finish the archive; what is missing is kept as declared, with the reason given there."""
    kurang = kurang_arsip(catatan)
    hasil = actions.selesaikan(catatan=catatan, oleh=oleh, isian=isian, **lain)
    tertulis = isian if isian is not None else getattr(getattr(hasil, "isian", None), "isi", {})
    alasan = (tertulis.get("alasan_kurang") or "").strip()
    if alasan and hasil.selesai_pada:
        for satu in kurang:
            _simpan(hasil.pelaksanaan, satu.pk, satu.sebutan, alasan, oleh)
    return hasil


def _simpan(
    pelaksanaan: Pelaksanaan, berkas: int, sebutan: str, alasan: str, oleh: Pengguna
) -> PernyataanBerkas:
    satu, baru = PernyataanBerkas.objects.get_or_create(
        pelaksanaan=pelaksanaan, berkas_id=berkas, defaults={"alasan": alasan[:2000], "oleh": oleh}
    )
    if baru:
        catat(
            aksi="alur.nyatakan_berkas",
            objek=pelaksanaan,
            oleh=oleh,
            baru={"berkas": sebutan},
            alasan=alasan,
        )
    return satu
