"""Doer and decider are kept apart; where the SOP or a small office leaves no other, the record is flagged."""

from collections.abc import Callable

from alur.giliran import Pelaku, pelaksana_langkah
from alur.jalur import jalur_kembali
from alur.models import CatatanLangkah
from organisasi.models import AnggotaTim, Pengguna, TimSAKIP
from organisasi.waktu import hari_ini

KEPUTUSAN_LANGKAH = ("setujui", "kembalikan", "batal")
# What apps know of who did the work beside the steps: f(visit) gives {account id: step number}.
_TAMBAHAN: list[Callable[[CatatanLangkah], dict[int, int]]] = []


def daftarkan_pelaku(tambahan: Callable[[CatatanLangkah], dict[int, int]]) -> None:
    """Say who else did what a decision is about, such as handing in a form between two steps."""
    if tambahan not in _TAMBAHAN:
        _TAMBAHAN.append(tambahan)


def pelaku_yang_diputuskan(catatan: CatatanLangkah) -> dict[int, int]:
    """{account id: step number} of all who did what this decision is about.

    That is the work between the earliest step to which the decision may send it back and the decision itself, in
    its latest round: who closed a step, for whom it was recorded, and who gave a paraf. Other decisions on the
    way are not work.
    """
    awal = min((jalur.ke.nomor for jalur in jalur_kembali(catatan.langkah)), default=None)
    if awal is None:
        return {}
    kunjungan = (
        catatan.pelaksanaan.catatan.filter(
            selesai_pada__isnull=False,
            pk__lt=catatan.pk,
            langkah__nomor__gte=awal,
            langkah__nomor__lt=catatan.langkah.nomor,
        )
        .exclude(keputusan__in=KEPUTUSAN_LANGKAH)
        .select_related("langkah", "dicatat_untuk__pegawai")
        .prefetch_related("paraf__dicatat_untuk__pegawai")
        .order_by("pk")
    )
    terakhir = {satu.langkah_id: satu for satu in kunjungan}
    hasil: dict[int, int] = {}
    for satu in terakhir.values():
        untuk = satu.dicatat_untuk and satu.dicatat_untuk.pegawai.pengguna_id
        hasil |= {pk: satu.langkah.nomor for pk in {satu.selesai_oleh_id, untuk} - {None}}
    # After a return to some units only, the others' part is still that of the round before.
    paraf = {(p.peran_id, p.unit_id): (p, satu.langkah.nomor) for satu in kunjungan for p in satu.paraf.all()}
    for p, nomor in paraf.values():
        untuk = p.dicatat_untuk and p.dicatat_untuk.pegawai.pengguna_id
        hasil |= {pk: nomor for pk in {p.oleh_id, untuk} - {None}}
    for tambah in _TAMBAHAN:
        hasil = {**tambah(catatan), **hasil}
    return hasil


def halangan_memutus(
    catatan: CatatanLangkah, pengguna: Pengguna, pelaksana: list[Pelaku] | None = None
) -> tuple[str, bool]:
    """(why this person may not decide here, or ""; must the record be flagged).

    A person who did the work may decide on it only when nobody else with an account can.
    """
    bekerja = pelaku_yang_diputuskan(catatan)
    if pengguna.pk not in bekerja:
        return "", False
    semua = pelaksana_langkah(catatan.langkah) if pelaksana is None else pelaksana
    lain = {str(satu.pegawai) for satu in semua if _dapat_masuk(satu.pegawai, bekerja)}
    if lain:
        return (
            f"Langkah {bekerja[pengguna.pk]} Anda sendiri yang menyelesaikan; keputusannya harus orang lain: "
            f"{', '.join(sorted(lain))}."
        ), True
    return "", True


def halangan_mencatat(
    catatan: CatatanLangkah, pencatat: Pengguna, akun_pejabat: int | None
) -> tuple[str, bool]:
    """The same for one who records a decision for its holder: a paper is no way round the separation."""
    bekerja = pelaku_yang_diputuskan(catatan)
    if pencatat.pk not in bekerja:
        return "", akun_pejabat in bekerja
    tim = TimSAKIP.objects.berlaku_pada(hari_ini()).filter(opd=catatan.pelaksanaan.opd_id)
    anggota = AnggotaTim.objects.filter(tim__in=tim, pegawai__aktif=True).select_related("pegawai__pengguna")
    lain = {str(satu.pegawai) for satu in anggota if _dapat_masuk(satu.pegawai, bekerja)}
    if lain:
        return (
            f"Langkah {bekerja[pencatat.pk]} Anda sendiri yang menyelesaikan; keputusannya harus dicatatkan "
            f"orang lain: {', '.join(sorted(lain))}."
        ), True
    return "", True


def _dapat_masuk(pegawai, bekerja: dict[int, int]) -> bool:
    """Has the person an account in use, and no hand in the work?"""
    akun = pegawai.pengguna
    return bool(akun and akun.is_active and akun.pk not in bekerja)
