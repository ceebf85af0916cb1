"""Sentences an office's deciders use again and again: kept, picked, counted when used, removed."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from alur.models import ArahanBaku
from jejak.actions import catat
from organisasi import hak
from organisasi.galat import TindakanDitolak
from organisasi.models import OPD, Pengguna

TERPANJANG = ArahanBaku._meta.get_field("isi").max_length
# As many as a thumb finds its way through; the most used come first.
DITAWARKAN = 8
# What any office may begin with, below its own sentences.
BAWAAN = {
    ArahanBaku.Guna.KEMBALIKAN: (
        "Cocokkan angka dengan bukti dukungnya.",
        "Lengkapi bukti dukung.",
        "Jelaskan mengapa berubah jauh dari periode lalu.",
        "Tuliskan kendala dan rencana perbaikannya.",
    ),
    ArahanBaku.Guna.ARAHAN: (
        "Untuk diketahui dan ditindaklanjuti.",
        "Percepat indikator yang belum mencapai target.",
        "Bahas pada rapat berikutnya.",
    ),
}


def tawarkan(opd: OPD, guna: str) -> list[str]:
    """The sentences to pick from: the office's own, the most used first, then the ones to begin with."""
    daftar = ArahanBaku.objects.filter(opd=opd, guna=guna).order_by("-dipakai", "isi")
    milik = list(daftar.values_list("isi", flat=True)[:DITAWARKAN])
    return list(dict.fromkeys([*milik, *BAWAAN[guna]]))[:DITAWARKAN]


def gabungkan(dipilih: Iterable[str], tulisan: str) -> str:
    """The picked sentences, then what was typed; a sentence that stands there already is not said twice."""
    tulisan = tulisan.strip()
    baku = [satu for satu in dipilih if satu not in tulisan]
    return "\n".join([*baku, tulisan] if tulisan else baku)


@transaction.atomic
def simpan_arahan(*, opd: OPD, guna: str, isi: str, oleh: Pengguna) -> ArahanBaku:
    """Keep a sentence for the next time; one that is there already stays the one it is."""
    hak.periksa(
        oleh, "alur.arahan_baku", opd, "Hanya Kepala, Sekretaris atau Tim SAKIP yang menyimpan arahan baku."
    )
    isi = " ".join(isi.split())
    if not isi:
        raise TindakanDitolak("Tuliskan kalimatnya.")
    if len(isi) > TERPANJANG:
        raise TindakanDitolak(f"Kalimat baku paling panjang {TERPANJANG} huruf; ini {len(isi)} huruf.")
    if guna not in ArahanBaku.Guna.values:
        raise TindakanDitolak("Pilih kegunaan kalimat ini dari daftar.")
    arahan, baru = ArahanBaku.objects.get_or_create(
        opd=opd, guna=guna, isi=isi, defaults={"dibuat_oleh": oleh}
    )
    if baru:
        catat(aksi="alur.simpan_arahan", objek=arahan, oleh=oleh, baru={"guna": guna, "isi": isi})
    return arahan


def hitung_pakai(opd: OPD, guna: str, dipilih: Iterable[str]) -> None:
    """Count one use of each of these sentences of the office."""
    ArahanBaku.objects.filter(opd=opd, guna=guna, isi__in=list(dipilih)).update(dipakai=F("dipakai") + 1)


@transaction.atomic
def hapus_arahan(*, arahan: ArahanBaku, oleh: Pengguna) -> None:
    """Take a sentence off the list; what was written with it stays as it was written."""
    hak.periksa(
        oleh,
        "alur.arahan_baku",
        arahan,
        "Hanya Kepala, Sekretaris atau Tim SAKIP yang menghapus arahan baku.",
    )
    catat(
        aksi="alur.hapus_arahan",
        objek=arahan,
        oleh=oleh,
        lama={"guna": arahan.guna, "isi": arahan.isi, "dipakai": arahan.dipakai},
    )
    arahan.delete()
