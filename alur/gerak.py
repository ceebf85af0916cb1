"""The parts of every move: close the visit, open the next one, or end the run.

For the gate (``alur.actions``, and ``alur.disposisi`` for the Kepala's answer), which checks first, holds the
run's lock and has the transaction. Nothing else calls them.
"""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from alur.giliran import Pelaku, pelaksana_langkah
from alur.isian import tulis_isian
from alur.kabar import kabari
from alur.kunjungan import sudah_ditutup
from alur.models import CatatanLangkah, Dokumen, JadwalTahun, Langkah, Pelaksanaan, Prosedur
from alur.pencatatan import Pencatatan, isi_pencatatan, simpan_pindaian
from alur.rencana_jawab import Jawaban, jawaban_rencana
from jejak.actions import catat
from organisasi.galat import TindakanDitolak
from organisasi.models import OPD, Pengguna
from perencanaan.models import Periode

Cara = CatatanLangkah.Cara


def buka_pelaksanaan(
    *,
    opd: OPD,
    prosedur: Prosedur,
    periode: Periode,
    batas_waktu: date,
    oleh: Pengguna,
    saat: datetime,
    jadwal: JadwalTahun | None = None,
    **sifat,
) -> Pelaksanaan:
    """Make the run, under the row of the year's plan if one opens it, and open its first step."""
    try:
        with transaction.atomic():
            pelaksanaan = Pelaksanaan.objects.create(
                opd=opd,
                prosedur=prosedur,
                periode=periode,
                batas_waktu=batas_waktu,
                dimulai_pada=saat,
                dimulai_oleh=oleh,
                **sifat,
            )
    except IntegrityError as salah:
        raise TindakanDitolak(
            f"{prosedur.get_jenis_display()} {periode} sudah pernah dimulai. Buka dari daftar pelaksanaan."
        ) from salah
    baru = {"batas_waktu": batas_waktu}
    if jadwal:
        jadwal.pelaksanaan, jadwal.kendala = pelaksanaan, ""
        jadwal.save(update_fields=["pelaksanaan", "kendala"])
        baru["menurut"] = jadwal.rencana.nama
    # Before the steps, so that the trail reads in the order in which it happened.
    catat(aksi="alur.mulai", objek=pelaksanaan, oleh=oleh, baru=baru)
    buka_langkah(pelaksanaan, prosedur.langkah.order_by("nomor").first(), saat)
    return pelaksanaan


def buka_langkah(
    pelaksanaan: Pelaksanaan, langkah: Langkah, saat: datetime, kabar: str = "menunggu Anda"
) -> None:
    """Open a new visit and tell those whose turn it is; one that the year's plan answers closes at once."""
    putaran = pelaksanaan.catatan.filter(langkah=langkah).count() + 1
    catatan = CatatanLangkah.objects.create(
        pelaksanaan=pelaksanaan, langkah=langkah, putaran=putaran, dibuka_pada=saat
    )
    if jawaban := jawaban_rencana(catatan):
        _jawab_menurut_rencana(catatan, jawaban, saat)
        return
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
    cara: str = Cara.LANGKAH,
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
        "cara": cara,
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
    if cara != Cara.LANGKAH:
        baru["cara"] = Cara(cara).label
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


def _jawab_menurut_rencana(catatan: CatatanLangkah, jawaban: Jawaban, saat: datetime) -> None:
    """Close the visit as the plan says, with its paper and the scan of the order, and go on."""
    tulis_isian(catatan, jawaban.oleh, jawaban.isian)
    tutup_langkah(
        catatan,
        jawaban.oleh,
        CatatanLangkah.Keputusan.SELESAI,
        saat,
        jawaban.pelaku,
        uraian=jawaban.uraian,
        pencatatan=jawaban.pencatatan,
        cara=Cara.RENCANA,
    )
    rencana = jawaban.rencana
    if catatan.langkah.layar == Langkah.Layar.PERINTAH and rencana.pindaian:
        # The year's one paper, shown by each run; nothing is copied.
        Dokumen.objects.create(
            pelaksanaan=catatan.pelaksanaan,
            catatan=catatan,
            jenis=Dokumen.Jenis.DASAR,
            judul=rencana.perintah["hal"][:200],
            nama_berkas=rencana.nama_pindaian,
            berkas=rencana.pindaian.name,
            tipe=rencana.tipe_pindaian,
            ukuran=rencana.ukuran_pindaian,
            sidik=rencana.sidik_pindaian,
            diunggah_oleh=jawaban.oleh,
        )
    lanjutkan(catatan, jawaban.oleh, saat)
