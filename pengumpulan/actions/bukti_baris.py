"""Which rows a piece of evidence stands for, and as which kinds: added to, taken from, named."""

from collections.abc import Iterable

from django.db import transaction

from jejak.actions import catat
from organisasi.galat import TindakanDitolak
from organisasi.models import Pengguna
from pengumpulan.actions.bukti import nama_jenis, susun_macam
from pengumpulan.bukti_boleh import (
    kunci_formulir_bukti,
    periksa_baris_bukti,
    periksa_belum_disetujui,
    periksa_boleh_bukti,
    periksa_menerima_bukti,
    tetap,
)
from pengumpulan.bukti_wajib import sama
from pengumpulan.models import Baris, BarisFormulir, BuktiDukung, Formulir, Realisasi


@transaction.atomic
def pakai_bukti(
    *,
    bukti: BuktiDukung,
    formulir: Formulir,
    baris: Iterable[BarisFormulir],
    oleh: Pengguna,
    macam: Iterable[str] = (),
) -> BuktiDukung:
    """Let a piece that the unit has already (from this or an earlier period) stand for further rows of a form.

    ``macam`` are kinds it serves besides those it is known for.
    """
    periksa_boleh_bukti(formulir.unit, oleh)
    formulir = kunci_formulir_bukti(formulir)
    periksa_menerima_bukti(formulir)
    bukti = _kunci(bukti)
    if bukti.unit_id != formulir.unit_id:
        raise TindakanDitolak(f"Bukti ini milik {bukti.unit}. Unggah berkas unit Anda sendiri.")
    daftar = periksa_baris_bukti(formulir, baris)
    lama = set(bukti.realisasi.values_list("pk", flat=True))
    baru = [satu.realisasi_id for satu in daftar if satu.realisasi_id not in lama]
    kata = _gabung(bukti.macam, susun_macam(macam, [satu.realisasi_id for satu in daftar]))
    if not baru and kata == bukti.macam:
        raise TindakanDitolak(
            f"Bukti “{bukti.judul}” sudah dipakai untuk indikator yang dipilih. Pilih indikator lain, atau jangan "
            "pilih bukti itu."
        )
    bukti.realisasi.add(*baru)
    _tulis_macam(bukti, kata)
    catat(
        aksi="pengumpulan.pakai_bukti",
        objek=bukti,
        oleh=oleh,
        lama={"baris": len(lama)},
        baru={"baris": len(lama) + len(baru), "jenis": bukti.macam},
    )
    return bukti


@transaction.atomic
def lepas_bukti(*, bukti: BuktiDukung, realisasi: Realisasi, oleh: Pengguna, alasan: str) -> BuktiDukung:
    """Take a piece from one row, with a reason for the audit trail; from its last row it is withdrawn instead."""
    periksa_boleh_bukti(bukti.unit, oleh)
    alasan = alasan.strip()
    if not alasan:
        raise TindakanDitolak("Tuliskan mengapa bukti ini dilepas dari indikatornya.")
    pk = BarisFormulir.objects.filter(realisasi=realisasi).values("formulir")
    list(Formulir.objects.select_for_update().filter(pk__in=pk).order_by("pk"))
    bukti = _kunci(bukti)
    if realisasi.baris.filter(status=Baris.Status.DISETUJUI, ditunggu=False).exists():
        raise TindakanDitolak("Angka indikator ini sudah disetujui; buktinya tidak dapat dilepas.")
    dipakai = set(bukti.realisasi.values_list("pk", flat=True))
    if realisasi.pk not in dipakai:
        raise TindakanDitolak("Bukti ini tidak lagi dipakai untuk indikator itu. Muat ulang halaman.")
    if len(dipakai) == 1:
        raise TindakanDitolak("Ini satu-satunya indikator bukti ini. Cabut buktinya bila tidak dipakai lagi.")
    bukti.realisasi.remove(realisasi)
    catat(
        aksi="pengumpulan.lepas_bukti", objek=bukti, oleh=oleh, lama={"baris": str(realisasi)}, alasan=alasan
    )
    return bukti


@transaction.atomic
def tetapkan_jenis(*, bukti: BuktiDukung, macam: Iterable[str], oleh: Pengguna) -> BuktiDukung:
    """Say which kinds it serves. Once an approved figure rests on it, kinds are only added."""
    periksa_boleh_bukti(bukti.unit, oleh)
    bukti = _kunci(bukti)
    kata = susun_macam(macam, bukti.realisasi.values_list("pk", flat=True))
    hilang = {sama(satu) for satu in bukti.daftar_macam} - {sama(satu) for satu in kata.splitlines()}
    if hilang and tetap(bukti):
        periksa_belum_disetujui(bukti)
    lama = bukti.macam
    if kata == lama:
        return bukti
    _tulis_macam(bukti, kata)
    catat(aksi="pengumpulan.jenis_bukti", objek=bukti, oleh=oleh, lama={"jenis": lama}, baru={"jenis": kata})
    return bukti


def jenis_ditawarkan(bukti: BuktiDukung) -> list[tuple[str, bool]]:
    """[(kind its rows ask for, does it serve it)]."""
    dilayani = {sama(satu) for satu in bukti.daftar_macam}
    nama = nama_jenis(bukti.realisasi.values_list("pk", flat=True))
    return [(satu, sama(satu) in dilayani) for satu in nama]


def _kunci(bukti: BuktiDukung) -> BuktiDukung:
    """The piece as it stands now, held; refused where it was withdrawn."""
    kini = BuktiDukung.objects.select_for_update().get(pk=bukti.pk)
    if kini.dicabut_pada is not None:
        raise TindakanDitolak("Bukti ini sudah dicabut atau diganti. Muat ulang halaman.")
    return kini


def _gabung(lama: str, tambahan: str) -> str:
    ada = {sama(satu) for satu in lama.splitlines()}
    return "\n".join([*lama.splitlines(), *(satu for satu in tambahan.splitlines() if sama(satu) not in ada)])


def _tulis_macam(bukti: BuktiDukung, kata: str) -> None:
    if kata != bukti.macam:
        bukti.macam = kata
        bukti.save(update_fields=["macam"])
