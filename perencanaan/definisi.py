"""Changes of definitions: a new dated one, completing its texts, the SMART self-check, the national standard.

A definition that figures were read with keeps what decides a figure; a change of that is a new definition.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from jejak.actions import catat
from organisasi.galat import TindakanDitolak
from organisasi.hak import periksa
from organisasi.models import Pengguna
from perencanaan.kamus import PENENTU_ANGKA, URAIAN, sebut_bukti
from perencanaan.models import Indikator, JenisBukti, PemeriksaanSMART, StandarNasional, VersiIndikator
from perencanaan.pemakaian import Pemakaian, pemakaian

HANYA_PENGELOLA = "Hanya Tim SAKIP dan admin yang mengubah kamus indikator."
BERUBAH = (
    "Definisi ini sudah diubah orang lain sejak halaman Anda dibuka. Muat ulang, lalu ubah yang masih perlu."
)
# (name, obligatory) of the kinds of evidence, in their order.
Bukti = Sequence[tuple[str, bool]]


def pemakaian_versi(versi: VersiIndikator) -> Pemakaian | None:
    """The latest figure that was read with this definition."""
    return pemakaian([versi]).get(versi.pk)


def sebab_beku(versi: VersiIndikator, berubah: Iterable[str]) -> dict[str, str]:
    """{field: why it may not change}: of a definition in use what decides a figure, and an end before its last use.

    ``versi`` holds the new values; ``berubah`` names the fields that differ from what is stored.
    """
    berubah = [nama for nama in berubah if nama in PENENTU_ANGKA or nama == "tanggal_selesai"]
    # As stored: with the new dates it might seem that nothing was read.
    dipakai = pemakaian_versi(VersiIndikator.objects.get(pk=versi.pk)) if berubah else None
    if dipakai is None:
        return {}
    beku = {
        nama: " ".join(
            satu
            for satu in (
                f"Sudah dipakai membaca {dipakai.apa}. Biarkan isian ini dan buat versi baru definisi.",
                dipakai.jalan,
            )
            if satu
        )
        for nama in berubah
        if nama in PENENTU_ANGKA
    }
    if "tanggal_selesai" in berubah and versi.tanggal_selesai and versi.tanggal_selesai < dipakai.sampai:
        beku["tanggal_selesai"] = (
            f"Sudah dipakai membaca {dipakai.apa}; paling cepat berakhir {_tanggal(dipakai.sampai)}."
        )
    return beku


def sebab_tidak_dihapus(versi: VersiIndikator) -> str:
    """Why a definition may not be removed; empty where nothing was read with it."""
    dipakai = pemakaian_versi(versi)
    if dipakai is None:
        return ""
    return (
        f"Definisi yang berlaku sejak {_tanggal(versi.tanggal_mulai)} sudah dipakai membaca {dipakai.apa}, "
        "jadi tidak dapat dihapus. Buat versi baru definisi bila isinya berubah."
    )


def penanda_definisi(versi: VersiIndikator | None) -> str:
    """What tells a page that the definition was changed meanwhile; empty where there is none yet."""
    if versi is None:
        return ""
    isi = [
        str(versi.pk),
        *(f"{nama}={getattr(versi, nama)}" for nama in (*PENENTU_ANGKA, *URAIAN)),
        sebut_bukti(versi.jenis_bukti.order_by("urutan", "pk")),
    ]
    return hashlib.sha256("\n".join(isi).encode()).hexdigest()[:32]


def _periksa_penanda(versi: VersiIndikator | None, penanda: str | None) -> None:
    """``None`` where no page was open."""
    if penanda is not None and penanda != penanda_definisi(versi):
        raise TindakanDitolak(BERUBAH)


@transaction.atomic
def buat_versi(
    *,
    indikator: Indikator,
    mulai: date,
    perubahan: Mapping[str, Any],
    memutus_deret: bool,
    alasan: str,
    oleh: Pengguna,
    bukti: Bukti | None = None,
    penanda_lama: str | None = None,
) -> VersiIndikator:
    """A new definition from a day on. What ``perubahan`` does not name is the predecessor's, evidence kinds too.

    The predecessor ends the day before. The SMART self-check is of one definition and is done anew.
    """
    periksa(oleh, "perencanaan.kelola", indikator, HANYA_PENGELOLA)
    Indikator.objects.select_for_update().get(pk=indikator.pk)
    lama = indikator.versi.order_by("-tanggal_mulai").first()
    _periksa_penanda(lama, penanda_lama)
    alasan = alasan.strip()
    if lama is not None:
        _periksa_mulai(lama, mulai, "Definisi sekarang")
        if not alasan:
            raise TindakanDitolak("Tuliskan alasan perubahan definisi.")
    baru = VersiIndikator(indikator=indikator)
    for nama in (*PENENTU_ANGKA, *URAIAN):
        if lama is not None:
            setattr(baru, nama, getattr(lama, nama))
        if nama in perubahan:
            setattr(baru, nama, perubahan[nama])
    baru.tanggal_mulai, baru.tanggal_selesai = mulai, None
    baru.memutus_deret, baru.alasan_perubahan = memutus_deret and lama is not None, alasan if lama else ""
    bukti_lama = [(satu.nama, satu.wajib) for satu in lama.jenis_bukti.all()] if lama else []
    bukti_baru = bukti_lama if bukti is None else list(bukti)
    beda = _beda(lama, baru) if lama else {}
    if lama is not None and not beda and bukti_baru == bukti_lama:
        raise TindakanDitolak(
            "Tidak ada isian yang berbeda dari definisi sekarang, jadi versi baru tidak dibuat."
        )
    if lama is not None and (lama.tanggal_selesai is None or lama.tanggal_selesai >= mulai):
        lama.tanggal_selesai = mulai - timedelta(days=1)
        lama.save(update_fields=["tanggal_selesai"])
    _simpan(baru)
    _tulis_bukti(baru, bukti_baru)
    catat(
        aksi="perencanaan.buat_definisi",
        objek=baru,
        oleh=oleh,
        lama={nama: isi[0] for nama, isi in beda.items()} or None,
        baru={
            "berlaku mulai": mulai,
            "memutus deret": baru.memutus_deret,
            **{nama: isi[1] for nama, isi in beda.items()},
        },
        alasan=baru.alasan_perubahan,
    )
    return baru


def _periksa_mulai(lama: VersiIndikator, mulai: date, sebutan: str) -> None:
    """A definition may be followed by the next from ``mulai`` on."""
    if mulai <= lama.tanggal_mulai:
        raise TindakanDitolak(
            f"Sudah ada definisi yang berlaku mulai {_tanggal(lama.tanggal_mulai)}. "
            "Pilih tanggal mulai sesudahnya."
        )
    dipakai = pemakaian_versi(lama)
    if dipakai and mulai <= dipakai.sampai:
        raise TindakanDitolak(
            f"{sebutan} sudah dipakai membaca {dipakai.apa}. Versi baru mulai paling cepat "
            f"{_tanggal(dipakai.sampai + timedelta(days=1))}."
        )


def _pendahulu_bergeser(versi: VersiIndikator, mulai: date) -> VersiIndikator | None:
    """The definition before, unsaved, with the end it gets when ``versi`` begins on ``mulai``: no overlap, no hole.

    ``None`` where none goes before, or its end stays.
    """
    lalu = (
        VersiIndikator.objects.filter(indikator=versi.indikator_id, tanggal_mulai__lt=versi.tanggal_mulai)
        .order_by("-tanggal_mulai")
        .first()
    )
    if lalu is None:
        return None
    _periksa_mulai(lalu, mulai, "Definisi sebelumnya")
    bersambung = lalu.tanggal_selesai == versi.tanggal_mulai - timedelta(days=1)
    if not bersambung and lalu.tanggal_selesai < mulai:
        return None
    lalu.tanggal_selesai = mulai - timedelta(days=1)
    return lalu


@transaction.atomic
def lengkapi_definisi(
    *,
    versi: VersiIndikator,
    perubahan: Mapping[str, Any],
    oleh: Pengguna,
    bukti: Bukti | None = None,
    penanda_lama: str | None = None,
) -> VersiIndikator:
    """Complete or mend a definition. Once figures were read with it, only the fields that describe."""
    periksa(oleh, "perencanaan.kelola", versi, HANYA_PENGELOLA)
    tersimpan = VersiIndikator.objects.select_for_update().select_related("indikator").get(pk=versi.pk)
    _periksa_penanda(tersimpan, penanda_lama)
    baru = VersiIndikator.objects.select_related("indikator").get(pk=versi.pk)
    for nama, isi in perubahan.items():
        if nama not in PENENTU_ANGKA and nama not in URAIAN:
            raise ValueError(f"{nama} tidak dilengkapi di sini.")
        setattr(baru, nama, isi)
    beda = _beda(tersimpan, baru, tanggal_mulai=True)
    if beku := sebab_beku(baru, (nama for nama in perubahan if _berubah(tersimpan, baru, nama))):
        nama, kalimat = next(iter(beku.items()))
        raise TindakanDitolak(f"{_label(nama).capitalize()}: {kalimat}")
    bukti_lama = list(tersimpan.jenis_bukti.all())
    ganti_bukti = bukti is not None and list(bukti) != [(satu.nama, satu.wajib) for satu in bukti_lama]
    if not beda and not ganti_bukti:
        return tersimpan
    mundur = baru.tanggal_mulai < tersimpan.tanggal_mulai
    lalu = None
    if baru.tanggal_mulai != tersimpan.tanggal_mulai:
        lalu = _pendahulu_bergeser(tersimpan, baru.tanggal_mulai)
    # Whichever gives way goes first, for no day has two definitions.
    if lalu and mundur:
        lalu.save(update_fields=["tanggal_selesai"])
    _simpan(baru)
    if lalu and not mundur:
        lalu.save(update_fields=["tanggal_selesai"])
    lama, kini = {n: i[0] for n, i in beda.items()}, {n: i[1] for n, i in beda.items()}
    if ganti_bukti:
        lama["bukti dukung"] = sebut_bukti(bukti_lama)
        kini["bukti dukung"] = sebut_bukti(_tulis_bukti(baru, bukti))
    catat(aksi="perencanaan.lengkapi_definisi", objek=baru, oleh=oleh, lama=lama, baru=kini)
    return baru


@transaction.atomic
def periksa_smart(
    *, versi: VersiIndikator, butir: Mapping[str, bool], catatan: str, oleh: Pengguna
) -> PemeriksaanSMART:
    """The self-check of a definition: one record, done over when the definition was mended. All five are judged."""
    periksa(oleh, "perencanaan.kelola", versi, HANYA_PENGELOLA)
    belum = [nama for nama in PemeriksaanSMART.BUTIR if butir.get(nama) is None]
    if belum:
        raise TindakanDitolak("Jawab kelima butir SMART: terpenuhi atau belum.")
    catatan = catatan.strip()
    if not catatan and not all(butir[nama] for nama in PemeriksaanSMART.BUTIR):
        raise TindakanDitolak("Tuliskan catatan: apa yang belum terpenuhi dan rencana memperbaikinya.")
    dulu = PemeriksaanSMART.objects.select_for_update().filter(versi=versi).first()
    nilai = {nama: bool(butir[nama]) for nama in PemeriksaanSMART.BUTIR} | {"catatan": catatan}
    lama = {nama: getattr(dulu, nama) for nama in nilai} if dulu else None
    hasil, _ = PemeriksaanSMART.objects.update_or_create(
        versi=versi, defaults={**nilai, "oleh": oleh, "pada": timezone.now()}
    )
    catat(aksi="perencanaan.periksa_smart", objek=versi, oleh=oleh, lama=lama, baru=nilai)
    return hasil


@transaction.atomic
def catat_standar(
    *, indikator: Indikator, tahun: int, nilai: Decimal | None, tingkat: str, sumber: str, oleh: Pengguna
) -> StandarNasional:
    """What the nation prescribes or reached in a year, with its source; the same year again replaces it."""
    periksa(oleh, "perencanaan.kelola", indikator, HANYA_PENGELOLA)
    tingkat, sumber = tingkat.strip(), sumber.strip()
    if nilai is None and not tingkat:
        raise TindakanDitolak("Isi nilai standar, atau tingkatnya.")
    if not sumber:
        raise TindakanDitolak("Sebutkan sumber standar nasional: dokumen, instansi dan tahunnya.")
    dulu = StandarNasional.objects.select_for_update().filter(indikator=indikator, tahun=tahun).first()
    isi = {"nilai": nilai, "tingkat": tingkat, "sumber": sumber}
    lama = {nama: getattr(dulu, nama) for nama in isi} if dulu else None
    standar, _ = StandarNasional.objects.update_or_create(indikator=indikator, tahun=tahun, defaults=isi)
    _nyatakan(indikator, tanpa=False)
    catat(aksi="perencanaan.catat_standar", objek=standar, oleh=oleh, lama=lama, baru={"tahun": tahun, **isi})
    return standar


@transaction.atomic
def nyatakan_tanpa_standar(*, indikator: Indikator, oleh: Pengguna) -> Indikator:
    """The office states that there is no national standard: not the same as leaving it blank."""
    periksa(oleh, "perencanaan.kelola", indikator, HANYA_PENGELOLA)
    if indikator.standar_nasional.exists():
        raise TindakanDitolak("Indikator ini sudah mempunyai standar nasional yang tercatat.")
    _nyatakan(indikator, tanpa=True)
    catat(aksi="perencanaan.tanpa_standar", objek=indikator, oleh=oleh)
    return indikator


def _nyatakan(indikator: Indikator, *, tanpa: bool) -> None:
    indikator.tanpa_standar_nasional = tanpa
    indikator.save(update_fields=["tanpa_standar_nasional"])


def _simpan(versi: VersiIndikator) -> None:
    """Save, with what the model refuses as a sentence."""
    try:
        versi.full_clean()
    except ValidationError as salah:
        raise TindakanDitolak(" ".join(salah.messages)) from salah
    versi.save()


def _tulis_bukti(versi: VersiIndikator, bukti: Bukti) -> list[JenisBukti]:
    """The kinds of evidence, as named; a name twice is one."""
    versi.jenis_bukti.all().delete()
    unik: dict[str, bool] = {}
    for nama, wajib in bukti:
        unik.setdefault(nama, wajib)
    return JenisBukti.objects.bulk_create(
        JenisBukti(versi=versi, nama=nama, wajib=wajib, urutan=urutan)
        for urutan, (nama, wajib) in enumerate(unik.items(), start=1)
    )


def _beda(
    lama: VersiIndikator, baru: VersiIndikator, *, tanggal_mulai: bool = False
) -> dict[str, tuple[Any, Any]]:
    """{label: (old, new)} of the fields that differ."""
    return {
        _label(nama): (getattr(lama, nama), getattr(baru, nama))
        for nama in (*PENENTU_ANGKA, *URAIAN)
        if (nama != "tanggal_mulai" or tanggal_mulai) and _berubah(lama, baru, nama)
    }


def _berubah(lama: VersiIndikator, baru: VersiIndikator, nama: str) -> bool:
    return getattr(lama, nama) != getattr(baru, nama)


def _label(nama: str) -> str:
    return str(VersiIndikator._meta.get_field(nama).verbose_name)


def _tanggal(tanggal: date) -> str:
    return date_format(tanggal, "j F Y")
