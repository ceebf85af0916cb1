"""How a person's e-mail choices are kept."""

from django.db import transaction

from alur.forms_kabar import PILIHAN
from alur.models import PilihanKabar
from jejak.actions import catat
from organisasi.models import Pengguna


@transaction.atomic
def simpan_pilihan(*, pengguna: Pengguna, isi: dict) -> PilihanKabar:
    """Keep one's own address and choices; what did not change leaves no audit entry."""
    lama = PilihanKabar.objects.filter(pengguna=pengguna).first() or PilihanKabar(pengguna=pengguna)
    dulu = {"email": pengguna.email} | {nama: getattr(lama, nama) for nama in PILIHAN}
    kini = {"email": isi["email"]} | {nama: isi[nama] for nama in PILIHAN}
    if dulu == kini and lama.pk:
        return lama
    Pengguna.objects.filter(pk=pengguna.pk).update(email=kini["email"])
    pilihan, _ = PilihanKabar.objects.update_or_create(
        pengguna=pengguna, defaults={nama: kini[nama] for nama in PILIHAN}
    )
    pengguna.email = kini["email"]
    catat(aksi="alur.pilihan_kabar", objek=pilihan, oleh=pengguna, lama=dulu, baru=kini)
    return pilihan
