"""What is written at a step, kept before and with its finishing. The forms are in ``alur.forms_isian``."""

from django.db import transaction

from alur.giliran import kedudukan_di_langkah
from alur.kunjungan import kunjungan_terbuka
from alur.models import CatatanLangkah, IsianLangkah
from jejak.actions import catat
from organisasi import hak
from organisasi.galat import TidakBerhak
from organisasi.models import Pengguna


@transaction.atomic
def simpan_isian(*, catatan: CatatanLangkah, oleh: Pengguna, isian: dict) -> IsianLangkah:
    """Keep what was written at a step without finishing it: by its doers, or by whoever may record it."""
    catatan = kunjungan_terbuka(catatan)
    if not kedudukan_di_langkah(oleh, catatan.langkah) and not hak.boleh(oleh, "alur.catatkan", catatan):
        raise TidakBerhak(
            "Hanya pelaksana langkah ini, Sekretaris atau Tim SAKIP yang dapat menulis di sini."
        )
    return tulis_isian(catatan, oleh, isian)


def tulis_isian(catatan: CatatanLangkah, oleh: Pengguna, isian: dict | None) -> IsianLangkah | None:
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
