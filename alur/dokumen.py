"""Papers attached to a visit."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from alur.berkas import periksa_berkas
from alur.giliran import kedudukan_di_langkah
from alur.kunjungan import periksa_berjalan
from alur.models import BerkasLangkah, CatatanLangkah, Dokumen
from jejak.actions import catat
from organisasi import hak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import Pengguna


@transaction.atomic
def lampirkan(
    *,
    catatan: CatatanLangkah,
    oleh: Pengguna,
    berkas: UploadedFile,
    judul: str,
    jenis: str = Dokumen.Jenis.OUTPUT,
    memenuhi: BerkasLangkah | None = None,
) -> Dokumen:
    """Attach a paper to a visit. Whoever may do or record the step may attach, also after it closed.

    ``memenuhi`` is the line of the SOP that the paper answers; it says then what kind of paper it is.
    """
    if memenuhi:
        if memenuhi.langkah.prosedur_id != catatan.pelaksanaan.prosedur_id:
            raise TindakanDitolak(
                "Berkas kelengkapan itu bukan dari SOP pelaksanaan ini. Pilih dari daftarnya."
            )
        jenis = memenuhi.arah
    di_langkah = kedudukan_di_langkah(oleh, catatan.langkah)
    if not di_langkah and not hak.boleh(oleh, "alur.catatkan", catatan):
        raise TidakBerhak(
            "Hanya pelaksana langkah ini, Sekretaris atau Tim SAKIP yang dapat melampirkan berkas."
        )
    periksa_berjalan(catatan)
    sah = periksa_berkas(berkas)
    dokumen = Dokumen.objects.create(
        pelaksanaan=catatan.pelaksanaan,
        catatan=catatan,
        jenis=jenis,
        memenuhi=memenuhi,
        judul=judul.strip()[:200] or (memenuhi.nama if memenuhi else sah.nama),
        nama_berkas=sah.nama,
        berkas=berkas,
        tipe=sah.tipe,
        ukuran=sah.ukuran,
        sidik=sah.sidik,
        diunggah_oleh=oleh,
    )
    catat(
        aksi="alur.lampirkan", objek=dokumen, oleh=oleh, baru={"judul": dokumen.judul, "sidik": dokumen.sidik}
    )
    return dokumen
