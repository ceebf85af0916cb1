"""Who decides what came after the run had gone on."""

from datetime import date

from django.db.models import QuerySet

from alur.giliran import Pelaku, pelaksana_langkah, pemangku_langkah
from alur.models import Langkah
from organisasi.hak import boleh
from organisasi.models import AnggotaTim, PemangkuJabatan, Pengguna, TimSAKIP
from organisasi.waktu import hari_ini, tanggal_pada
from pengumpulan.models import Pengumpulan, Penyerahan


def pemutus_susulan(pengumpulan: Pengumpulan, tanggal: date | None = None) -> list[Pelaku]:
    """The people who may decide it today: those of the step that decides the collection (SOP 000 step A10).

    Without a run nobody is named: Tim SAKIP, who closes a direct entry, takes its susulan in as well.
    """
    langkah = _langkah_pemutus(pengumpulan)
    return pelaksana_langkah(langkah, tanggal) if langkah else []


def pemangku_pemutus_sejak(penyerahan: Penyerahan) -> QuerySet[PemangkuJabatan]:
    """Holders of the deciding positions on any day since it was handed in: for whom a decision may be recorded."""
    pengumpulan = penyerahan.formulir.pengumpulan
    langkah = _langkah_pemutus(pengumpulan)
    if langkah is None:
        return PemangkuJabatan.objects.none()
    zona = pengumpulan.opd.pemda.zona_waktu
    return pemangku_langkah(langkah, tanggal_pada(penyerahan.pada, zona), hari_ini(zona))


def _langkah_pemutus(pengumpulan: Pengumpulan) -> Langkah | None:
    if pengumpulan.pelaksanaan is None:
        return None
    return pengumpulan.pelaksanaan.prosedur.langkah.filter(menutup_formulir=True).first()


def kedudukan_pemutus(pengumpulan: Pengumpulan, pengguna: Pengguna) -> str:
    """In which capacity this person may decide a susulan of the collection; empty when it is not theirs."""
    if pengumpulan.pelaksanaan is None:
        return pengumpulan.opd.sebutan_tim if boleh(pengguna, "pengumpulan.isikan", pengumpulan) else ""
    if not pengguna.is_active:
        return ""
    milik = [p.selaku for p in pemutus_susulan(pengumpulan) if p.pegawai.pengguna_id == pengguna.pk]
    return ", ".join(dict.fromkeys(milik))


def halangan_memutus_susulan(
    penyerahan: Penyerahan, pengguna: Pengguna, *, mencatat: bool = False
) -> tuple[str, bool]:
    """(why this person may not decide it, or ""; must the record be flagged): doer and decider are kept apart.

    ``mencatat``: the same for one who records the decision; a paper is no way round the separation.
    """
    bekerja = {penyerahan.oleh_id, penyerahan.diteruskan_oleh_id}
    if pengguna.pk not in bekerja:
        return "", False
    pengumpulan = penyerahan.formulir.pengumpulan
    if pengumpulan.pelaksanaan is None or mencatat:
        tim = TimSAKIP.objects.berlaku_pada(hari_ini(pengumpulan.opd.pemda.zona_waktu)).filter(
            opd=pengumpulan.opd_id
        )
        orang = [
            satu.pegawai
            for satu in AnggotaTim.objects.filter(tim__in=tim, pegawai__aktif=True).select_related(
                "pegawai__pengguna"
            )
        ]
    else:
        orang = [satu.pegawai for satu in pemutus_susulan(pengumpulan)]
    lain = sorted(
        {
            str(satu)
            for satu in orang
            if satu.pengguna and satu.pengguna.is_active and satu.pengguna_id not in bekerja
        }
    )
    if lain:
        return (
            f"Susulan ini Anda sendiri yang menyerahkan atau memeriksa; keputusannya harus orang lain: "
            f"{', '.join(lain)}."
        ), True
    return "", True
