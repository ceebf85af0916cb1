"""Tim SAKIP's check of one unit's rows: accepted one by one or all, or sent back to the unit with a remark each.

No decision step is taken by it and the run stays where it is; what is sent back keeps the recap open.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from alur.kabar import kabari
from alur.perbaikan import minta_perbaikan, tutup_perbaikan
from jejak.actions import catat
from organisasi import hak
from organisasi.galat import TindakanDitolak
from organisasi.models import Pengguna
from pengumpulan.actions.bersama import kabari_unit, kunci_formulir, sebut_baris, tetapkan_status
from pengumpulan.models import Baris, BarisAnggaran, BarisFormulir, ButirPenyerahan, Formulir
from pengumpulan.susulan import pemutus_susulan
from pengumpulan.tahap import belum_direkap, kunjungan_catatan
from perencanaan.models import RealisasiAnggaran

HANYA = "Hanya Tim SAKIP yang dapat memeriksa baris formulir."
BERUBAH = (
    "Ada baris yang berubah sejak halaman ini dibuka: ditarik kembali unitnya, dikembalikan, atau sudah "
    "diputuskan. Muat ulang halaman, lalu periksa lagi."
)


@transaction.atomic
def terima_baris(
    *,
    formulir: Formulir,
    baris: Mapping[int, int],
    oleh: Pengguna,
    anggaran: Mapping[int, int] | None = None,
) -> int:
    """Accept rows that are handed in: ``{row: the reading one saw}`` and ``{line of spending: its version}``.

    How many were newly accepted. Where a row is no longer what one saw, nothing is accepted and one is told. A
    susulan whose rows are all accepted goes on to whoever decides it.
    """
    anggaran = dict(anggaran or {})
    hak.periksa(oleh, "pengumpulan.isikan", formulir, HANYA)
    formulir = kunci_formulir(formulir)
    menunggu = butir_diperiksa(formulir)
    saat = timezone.now()
    per_baris = {satu.baris_id: satu for satu in menunggu if satu.baris_id}
    per_anggaran = {satu.anggaran_id: satu for satu in menunggu if satu.anggaran_id}
    versi = versi_anggaran(formulir, anggaran)
    cocok = all(pk in per_baris and per_baris[pk].revisi_id == dilihat for pk, dilihat in baris.items())
    cocok &= all(pk in per_anggaran and versi.get(pk, 0) == dilihat for pk, dilihat in anggaran.items())
    if not cocok:
        raise TindakanDitolak(BERUBAH)
    baru = [per_baris[pk].baris for pk in baris if per_baris[pk].baris.diperiksa_pada is None]
    baru += [per_anggaran[pk].anggaran for pk in anggaran if per_anggaran[pk].anggaran.diperiksa_pada is None]
    _tandai(baru, oleh, saat)
    tutup_perbaikan([satu.perbaikan_id for satu in baru if satu.perbaikan_id], oleh)
    if baru:
        catat(
            aksi="pengumpulan.terima_baris",
            objek=formulir,
            oleh=oleh,
            baru={"baris": [sebut_baris(satu) for satu in baru][:50]},
        )
    teruskan_susulan(formulir)
    return len(baru)


def butir_diperiksa(formulir: Formulir) -> list[ButirPenyerahan]:
    """The rows that may be accepted or sent back now: handed in and not recapped yet, or in a susulan."""
    semua = (
        ButirPenyerahan.objects.filter(penyerahan__formulir=formulir, lepas=False)
        .select_related(
            "penyerahan",
            "revisi",
            "baris__realisasi__indikator",
            "baris__realisasi__periode",
            "baris__perbaikan",
            "anggaran__simpul",
            "anggaran__perbaikan",
        )
        .order_by("pk")
    )
    susulan = set(
        ButirPenyerahan.objects.menunggu().filter(penyerahan__formulir=formulir).values_list("pk", flat=True)
    )
    sebelum_rekap = belum_direkap(formulir.pengumpulan)
    return [
        satu
        for satu in semua
        if satu.pk in susulan
        or (sebelum_rekap and (satu.baris or satu.anggaran).status == Baris.Status.DISERAHKAN)
    ]


def versi_anggaran(formulir: Formulir, baris: Iterable[int] | None = None) -> dict[int, int]:
    """{line of spending: the version that stands now}."""
    baris = formulir.anggaran.all() if baris is None else formulir.anggaran.filter(pk__in=list(baris))
    simpul = dict(baris.values_list("simpul", "pk"))
    return {
        simpul[s]: versi
        for s, versi in RealisasiAnggaran.objects.filter(
            simpul__in=simpul, periode=formulir.pengumpulan.periode_id
        ).values_list("simpul", "versi")
    }


def _tandai(baris: list[Baris], oleh: Pengguna | None, saat: datetime | None) -> None:
    for model in (BarisFormulir, BarisAnggaran):
        pk = [satu.pk for satu in baris if isinstance(satu, model)]
        model.objects.filter(pk__in=pk).update(diperiksa_pada=saat, diperiksa_oleh=oleh)


def teruskan_susulan(formulir: Formulir) -> None:
    """A susulan that is accepted row by row goes on, and whoever decides it is told."""
    for satu in formulir.penyerahan.susulan_menunggu().filter(diteruskan_pada=None):
        tinggal = satu.butir.filter(lepas=False).select_related(
            "baris__diperiksa_oleh", "anggaran__diperiksa_oleh"
        )
        baris = [butir.baris or butir.anggaran for butir in tinggal]
        if not all(b.diperiksa_pada for b in baris):
            continue
        terakhir = max(baris, key=lambda b: b.diperiksa_pada)
        satu.diteruskan_pada, satu.diteruskan_oleh = terakhir.diperiksa_pada, terakhir.diperiksa_oleh
        satu.save(update_fields=["diteruskan_pada", "diteruskan_oleh"])
        pelaksanaan = formulir.pengumpulan.pelaksanaan
        if pelaksanaan:
            akun = {p.pegawai.pengguna_id for p in pemutus_susulan(formulir.pengumpulan)}
            kabari(pelaksanaan, akun, f"{pelaksanaan}: susulan {formulir.unit} menunggu keputusan Anda.")


@transaction.atomic
def kirim_kembali(
    *,
    formulir: Formulir,
    baris: Mapping[int, str],
    oleh: Pengguna,
    anggaran: Mapping[int, str] | None = None,
) -> int:
    """Send rows back to their unit before the recap, with a remark each; only these open again."""
    anggaran = dict(anggaran or {})
    hak.periksa(oleh, "pengumpulan.isikan", formulir, HANYA)
    if not baris and not anggaran:
        raise TindakanDitolak("Pilih baris yang dikirim kembali.")
    if not all(isi.strip() for isi in (*baris.values(), *anggaran.values())):
        raise TindakanDitolak("Tuliskan pada setiap baris yang dipilih, apa yang harus diperbaiki.")
    formulir = kunci_formulir(formulir)
    menunggu = butir_diperiksa(formulir)
    butir = [s for s in menunggu if s.baris_id in baris or s.anggaran_id in anggaran]
    if len(butir) != len(baris) + len(anggaran):
        raise TindakanDitolak(BERUBAH)
    catatan = {
        satu.pk: baris[satu.baris_id] if satu.baris_id else anggaran[satu.anggaran_id] for satu in butir
    }
    buka_kembali(formulir, butir, catatan, oleh)
    catat(
        aksi="pengumpulan.kirim_kembali",
        objek=formulir,
        oleh=oleh,
        baru={"baris": [sebut_baris(satu.baris or satu.anggaran) for satu in butir][:50]},
    )
    # What is left of a susulan may be accepted whole by now.
    teruskan_susulan(formulir)
    kabari_unit(
        formulir,
        f"{formulir.pengumpulan.pelaksanaan}: {len(butir)} baris formulir {formulir.unit} dikirim kembali oleh "
        "Tim SAKIP. Perbaiki, lalu serahkan lagi.",
        oleh,
    )
    return len(butir)


def buka_kembali(
    formulir: Formulir, butir: list[ButirPenyerahan], catatan: Mapping[int, str], oleh: Pengguna
) -> None:
    """Open these rows for the unit with a remark each (``{butir: text}``), in the visit that is open, if any."""
    kini = kunjungan_catatan(formulir.pengumpulan.pelaksanaan)
    for satu in butir:
        baris = satu.baris or satu.anggaran
        baris.perbaikan = minta_perbaikan(
            catatan=kini,
            unit_id=formulir.unit_id,
            isi=f"{sebut_baris(baris)}: {catatan[satu.pk].strip()}",
            oleh=oleh,
        )
        baris.diperiksa_pada = baris.diperiksa_oleh = None
        kolom = ["perbaikan", "diperiksa_pada", "diperiksa_oleh"]
        if satu.semula == ButirPenyerahan.Semula.MENYUSUL:
            baris.ditunggu = True
            kolom.append("ditunggu")
        else:
            baris.status = Baris.Status.DIKEMBALIKAN
            kolom.append("status")
        baris.save(update_fields=kolom)
    ButirPenyerahan.objects.filter(pk__in=[satu.pk for satu in butir]).update(lepas=True)
    if any(satu.semula != ButirPenyerahan.Semula.MENYUSUL for satu in butir):
        tetapkan_status(formulir)
