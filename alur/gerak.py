"""The parts of every move: close the visit, open the next one, or end the run.

For the gate (``alur.actions``, and ``alur.disposisi`` for the Kepala's answer), which checks first, holds the
run's lock and has the transaction. Nothing else calls them.
"""

from datetime import datetime

from alur.giliran import Pelaku, pelaksana_langkah
from alur.kabar import kabari
from alur.kunjungan import sudah_ditutup
from alur.models import CatatanLangkah, Langkah, Pelaksanaan
from alur.pencatatan import Pencatatan, isi_pencatatan, simpan_pindaian
from jejak.actions import catat
from organisasi.models import Pengguna


def buka_langkah(
    pelaksanaan: Pelaksanaan, langkah: Langkah, saat: datetime, kabar: str = "menunggu Anda"
) -> None:
    """Open a new visit and tell those whose turn it is."""
    putaran = pelaksanaan.catatan.filter(langkah=langkah).count() + 1
    CatatanLangkah.objects.create(pelaksanaan=pelaksanaan, langkah=langkah, putaran=putaran, dibuka_pada=saat)
    penerima = {satu.pegawai.pengguna_id for satu in pelaksana_langkah(langkah)}
    kabari(pelaksanaan, penerima, f"{pelaksanaan}: langkah {langkah.nomor} {kabar}.")


def tutup_langkah(
    catatan: CatatanLangkah,
    oleh: Pengguna,
    keputusan: str,
    saat: datetime,
    pelaku: list[Pelaku],
    *,
    uraian: str = "",
    alasan: str = "",
    dikembalikan_ke: Langkah | None = None,
    pencatatan: Pencatatan | None = None,
    merangkap: bool = False,
    selaku: str = "",
) -> None:
    """Close the visit if it is still open; of two at once the second is told who was first."""
    isi = {
        "selesai_pada": saat,
        "selesai_oleh": oleh,
        "keputusan": keputusan,
        "selaku": (selaku or ", ".join(dict.fromkeys(satu.selaku for satu in pelaku)))[:250],
        "uraian": uraian.strip(),
        "alasan": alasan,
        "dikembalikan_ke": dikembalikan_ke,
        "merangkap": merangkap,
    }
    isi |= isi_pencatatan(pencatatan)
    if not catatan.dikerjakan_pada:
        isi |= {"dikerjakan_pada": saat, "dikerjakan_oleh": oleh}
    if not CatatanLangkah.objects.filter(pk=catatan.pk, selesai_pada=None).update(**isi):
        raise sudah_ditutup(
            CatatanLangkah.objects.select_related("langkah", "selesai_oleh").get(pk=catatan.pk)
        )
    for nama, nilai in isi.items():
        setattr(catatan, nama, nilai)
    simpan_pindaian(catatan, oleh, pencatatan)
    baru = {"langkah": catatan.langkah.nomor, "putaran": catatan.putaran, "selaku": isi["selaku"]}
    if pencatatan:
        baru["dicatat_untuk"] = pencatatan.untuk
    if dikembalikan_ke:
        baru["dikembalikan_ke"] = dikembalikan_ke.nomor
    catat(aksi=f"alur.{keputusan}", objek=catatan.pelaksanaan, oleh=oleh, baru=baru, alasan=alasan)


def lanjutkan(catatan: CatatanLangkah, oleh: Pengguna, saat: datetime) -> None:
    """Open the step that follows, or end the run after the last."""
    langkah = catatan.langkah
    berikut = langkah.lanjut_ke or langkah.prosedur.langkah.filter(nomor__gt=langkah.nomor).first()
    if berikut:
        buka_langkah(catatan.pelaksanaan, berikut, saat)
        return
    Pelaksanaan.objects.filter(pk=catatan.pelaksanaan_id).update(
        status=Pelaksanaan.Status.SELESAI, selesai_pada=saat
    )
    catat(aksi="alur.selesai_semua", objek=catatan.pelaksanaan, oleh=oleh)
    terlibat = set(
        catatan.pelaksanaan.catatan.exclude(selesai_oleh=None).values_list("selesai_oleh_id", flat=True)
    ) | {catatan.pelaksanaan.dimulai_oleh_id}
    kabari(catatan.pelaksanaan, terlibat - {oleh.pk}, f"{catatan.pelaksanaan} selesai dan diarsipkan.")
