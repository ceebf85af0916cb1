"""The Kepala's disposisi on a report: handed up by the gate, then received or given back.

A report stays open at its reporting step until it is received; that closes the step, and the run moves on.
"""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from alur.gerak import lanjutkan, tutup_langkah
from alur.giliran import Pelaku, pelaksana_langkah, pemangku_peran, penerima_disposisi, peran_disposisi
from alur.kabar import kabari
from alur.kunjungan import kunjungan_terbuka, saat_langkah
from alur.models import CatatanLangkah, Disposisi, Pelaksanaan, RencanaTindakLanjut
from alur.pencatatan import (
    TANPA_PENCATATAN,
    Pencatatan,
    isi_pencatatan,
    periksa_pencatatan,
    simpan_pindaian,
)
from alur.tindak_lanjut import ButirTindakLanjut, akun_pemangku, lahirkan
from jejak.actions import catat
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import Jabatan, PemangkuJabatan, Pengguna
from organisasi.waktu import hari_ini


def ajukan(
    catatan: CatatanLangkah,
    oleh: Pengguna,
    pelaku: list[Pelaku],
    saat: datetime,
    uraian: str,
    pencatatan: Pencatatan | None,
) -> None:
    """Lay the report before the Kepala; of two at once the database lets one through."""
    selaku = ", ".join(dict.fromkeys(satu.selaku for satu in pelaku))[:250]
    Disposisi.objects.create(
        catatan=catatan,
        diajukan_pada=saat,
        diajukan_oleh=oleh,
        diajukan_selaku=selaku,
        uraian=uraian.strip(),
    )
    CatatanLangkah.objects.filter(pk=catatan.pk, dikerjakan_pada=None).update(
        dikerjakan_pada=saat, dikerjakan_oleh=oleh
    )
    # Handed up anew after a return, the visit says for whom this time, or that it was one's own.
    CatatanLangkah.objects.filter(pk=catatan.pk).update(
        **(isi_pencatatan(pencatatan) or dict(TANPA_PENCATATAN))
    )
    simpan_pindaian(catatan, oleh, pencatatan)
    catat(
        aksi="alur.ajukan",
        objek=catatan.pelaksanaan,
        oleh=oleh,
        baru={"langkah": catatan.langkah.nomor, "selaku": selaku, **isi_pencatatan(pencatatan)},
    )
    kabari(
        catatan.pelaksanaan,
        {satu.pegawai.pengguna_id for satu in penerima_disposisi(catatan.langkah)},
        f"{catatan.pelaksanaan}: laporan menunggu disposisi Anda.",
    )


@transaction.atomic
def terima_disposisi(
    *,
    disposisi: Disposisi,
    oleh: Pengguna,
    arahan: str = "",
    sifat: str = Disposisi.Sifat.BIASA,
    diteruskan_kepada: Iterable[Jabatan] = (),
    tindak_lanjut: Iterable[ButirTindakLanjut] = (),
    pencatatan: Pencatatan | None = None,
    pada: datetime | None = None,
) -> Disposisi:
    """The Kepala receives the report, with an arahan if he likes; the reporting step closes by it.

    ``tindak_lanjut`` is what the arahan asks of those it is passed on to: born here or not at all.
    """
    disposisi, selaku, saat = _buka_disposisi(disposisi, oleh, pencatatan, pada)
    _putuskan(disposisi, Disposisi.Keputusan.DITERIMA, oleh, selaku, saat, arahan.strip(), sifat, pencatatan)
    tujuan = list(diteruskan_kepada)
    if any(satu.opd_id != disposisi.opd_id for satu in tujuan):
        raise TindakanDitolak("Disposisi hanya dapat diteruskan kepada jabatan di OPD ini.")
    disposisi.diteruskan_kepada.set(tujuan)
    catatan = kunjungan_terbuka(disposisi.catatan)
    _lahirkan(catatan, disposisi, oleh, tujuan, list(tindak_lanjut), pencatatan, saat)
    _tutup_langkah_laporan(catatan, disposisi, saat)
    lanjutkan(catatan, oleh, saat)
    return disposisi


def _lahirkan(
    catatan: CatatanLangkah,
    disposisi: Disposisi,
    oleh: Pengguna,
    tujuan: list[Jabatan],
    butir: list[ButirTindakLanjut],
    pencatatan: Pencatatan | None,
    saat: datetime,
) -> None:
    """The follow-ups of an arahan, each with one of those it is passed on to; the others are told of the arahan."""
    if lain := [satu.penanggung_jawab for satu in butir if satu.penanggung_jawab not in tujuan]:
        raise TindakanDitolak(
            f"Teruskan juga disposisi kepada {lain[0]}, yang diberi tindak lanjut, atau pilih jabatan lain."
        )
    zona = catatan.pelaksanaan.opd.pemda.zona_waktu
    sejak = pencatatan.tanggal if pencatatan else saat.astimezone(ZoneInfo(zona)).date()
    lahirkan(catatan, oleh, RencanaTindakLanjut.Asal.DISPOSISI, butir, sejak)
    tanpa_tugas = {satu.pk for satu in tujuan} - {satu.penanggung_jawab.pk for satu in butir}
    akun = akun_pemangku(tanpa_tugas, hari_ini(zona))
    kabari(
        catatan.pelaksanaan,
        {pk for milik in akun.values() for pk in milik} - {oleh.pk},
        f"{catatan.pelaksanaan}: disposisi {disposisi.diputuskan_selaku} diteruskan kepada Anda."[:300],
    )


@transaction.atomic
def kembalikan_disposisi(
    *,
    disposisi: Disposisi,
    oleh: Pengguna,
    arahan: str,
    pencatatan: Pencatatan | None = None,
    pada: datetime | None = None,
) -> Disposisi:
    """The Kepala gives the report back to the Sekretaris with what is wrong; the step waits for him again."""
    if not arahan.strip():
        raise TindakanDitolak("Tuliskan apa yang harus diperbaiki sebelum laporan diajukan lagi.")
    disposisi, selaku, saat = _buka_disposisi(disposisi, oleh, pencatatan, pada)
    _putuskan(
        disposisi,
        Disposisi.Keputusan.DIKEMBALIKAN,
        oleh,
        selaku,
        saat,
        arahan.strip(),
        disposisi.sifat,
        pencatatan,
    )
    catatan = disposisi.catatan
    kabari(
        catatan.pelaksanaan,
        {satu.pegawai.pengguna_id for satu in pelaksana_langkah(catatan.langkah)},
        f"{catatan.pelaksanaan}: laporan dikembalikan {selaku}.",
    )
    return disposisi


def pemangku_disposisi(*, catatan: CatatanLangkah) -> list[PemangkuJabatan]:
    """The holders for whom the disposisi of this report may be recorded."""
    peran = peran_disposisi(catatan.langkah)
    if peran is None:
        return []
    return list(
        pemangku_peran(
            [peran.pk],
            catatan.pelaksanaan.periode.tanggal_mulai,
            hari_ini(catatan.pelaksanaan.opd.pemda.zona_waktu),
        )
    )


def periksa_belum_diajukan(catatan: CatatanLangkah) -> None:
    if Disposisi.objects.filter(catatan=catatan, keputusan="").exists():
        raise TindakanDitolak("Laporan sudah diajukan dan menunggu disposisi Kepala.")


def _buka_disposisi(
    disposisi: Disposisi, oleh: Pengguna, pencatatan: Pencatatan | None, pada: datetime | None
) -> tuple[Disposisi, str, datetime]:
    """The disposisi as it is now, under the run's lock; in which capacity it is answered; when."""
    Pelaksanaan.objects.select_for_update().get(pk=disposisi.catatan.pelaksanaan_id)
    disposisi = Disposisi.objects.select_related(
        "catatan__langkah__prosedur", "catatan__pelaksanaan__opd__pemda", "catatan__pelaksanaan__periode"
    ).get(pk=disposisi.pk)
    catatan = disposisi.catatan
    if disposisi.keputusan or not catatan.terbuka:
        raise TindakanDitolak(
            f"Disposisi ini sudah {disposisi.get_keputusan_display().lower() or 'ditutup'}. Muat ulang halaman."
        )
    tanggal = hari_ini(catatan.pelaksanaan.opd.pemda.zona_waktu)
    saat = saat_langkah(catatan, pada)
    if pencatatan is None:
        milik = [
            satu
            for satu in penerima_disposisi(catatan.langkah, tanggal)
            if satu.pegawai.pengguna_id == oleh.pk and oleh.is_active
        ]
        if not milik:
            raise TidakBerhak(
                "Disposisi ini menunggu Kepala. Sekretaris atau Tim SAKIP dapat mencatatkannya."
            )
        return disposisi, milik[0].selaku, saat
    periksa_pencatatan(catatan, oleh, pencatatan, tanggal)
    cocok = [
        satu
        for satu in penerima_disposisi(catatan.langkah, pencatatan.tanggal)
        if satu.pemangku and satu.pemangku.pk == pencatatan.untuk.pk
    ]
    if not cocok:
        raise TindakanDitolak(
            f"{pencatatan.untuk.pegawai} tidak menerima laporan ini pada {pencatatan.tanggal:%d-%m-%Y}. "
            "Pilih pejabat lain atau betulkan tanggalnya."
        )
    return disposisi, cocok[0].selaku, saat


def _putuskan(
    disposisi: Disposisi,
    keputusan: str,
    oleh: Pengguna,
    selaku: str,
    saat: datetime,
    arahan: str,
    sifat: str,
    pencatatan: Pencatatan | None,
) -> None:
    isi = {
        "keputusan": keputusan,
        "arahan": arahan,
        "sifat": sifat,
        "diputuskan_pada": saat,
        "diputuskan_oleh": oleh,
        "diputuskan_selaku": selaku[:250],
        **isi_pencatatan(pencatatan),
    }
    for nama, nilai in isi.items():
        setattr(disposisi, nama, nilai)
    disposisi.save(update_fields=list(isi))
    simpan_pindaian(disposisi.catatan, oleh, pencatatan)
    catat(
        aksi=f"alur.disposisi_{keputusan}",
        objek=disposisi.catatan.pelaksanaan,
        oleh=oleh,
        baru={"langkah": disposisi.catatan.langkah.nomor, "selaku": selaku, **isi_pencatatan(pencatatan)},
        alasan=arahan,
    )


def _tutup_langkah_laporan(catatan: CatatanLangkah, disposisi: Disposisi, saat: datetime) -> None:
    """Close the reporting visit in the name of whoever reported; the Kepala's answer stands at the disposisi."""
    pelaku = [
        satu
        for satu in pelaksana_langkah(catatan.langkah)
        if satu.pegawai.pengguna_id == disposisi.diajukan_oleh_id
    ]
    tutup_langkah(
        catatan,
        disposisi.diajukan_oleh,
        CatatanLangkah.Keputusan.SELESAI,
        saat,
        pelaku,
        uraian=disposisi.uraian,
        selaku=disposisi.diajukan_selaku,
    )
