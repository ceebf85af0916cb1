"""Evidence is added and withdrawn, never deleted."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from alur.berkas import periksa_berkas
from alur.giliran import kedudukan
from jejak.actions import catat
from organisasi import hak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import Pengguna, UnitKerja
from pengumpulan.models import BarisFormulir, BuktiDukung, Formulir

TAUTAN_SAH = URLValidator(schemes=["http", "https"])


def _periksa_boleh(unit: UnitKerja, oleh: Pengguna) -> None:
    hak.periksa(oleh, "alur.kerjakan", unit, "Hanya pegawai OPD ini yang dapat melampirkan bukti dukung.")
    if unit.pk not in kedudukan(oleh).unit and not hak.boleh(oleh, "pengumpulan.isikan", unit):
        raise TidakBerhak(f"Bukti dukung ini milik {unit}. Minta pegawai unit itu, atau Tim SAKIP.")


@transaction.atomic
def lampirkan_bukti(
    *,
    formulir: Formulir,
    baris: Iterable[BarisFormulir],
    oleh: Pengguna,
    judul: str = "",
    berkas: UploadedFile | None = None,
    tautan: str = "",
    letak: str = "",
) -> BuktiDukung:
    """Attach one piece of evidence (a file, a link or a place) to one or many rows of a unit's form.

    Evidence may also be added after the hand-in, until the collection is approved: it changes no figure.
    """
    _periksa_boleh(formulir.unit, oleh)
    Formulir.objects.select_for_update().get(pk=formulir.pk)
    formulir = Formulir.objects.select_related("unit", "pengumpulan").get(pk=formulir.pk)
    if formulir.status == Formulir.Status.DISIAPKAN or not formulir.pengumpulan.terbuka:
        raise TindakanDitolak("Formulir ini sedang tidak dapat diisi; bukti tidak dapat ditambahkan.")
    daftar = list(baris)
    if not daftar or any(satu.formulir_id != formulir.pk for satu in daftar):
        raise TindakanDitolak("Pilih paling sedikit satu indikator pada formulir ini.")
    tautan, letak = tautan.strip(), letak.strip()
    if sum((berkas is not None, bool(tautan), bool(letak))) != 1:
        raise TindakanDitolak("Isi satu: berkas, tautan, atau tempat penyimpanan.")
    isi: dict = {}
    if berkas is not None:
        sah = periksa_berkas(berkas)
        isi = {
            "jenis": BuktiDukung.Jenis.BERKAS,
            "berkas": berkas,
            "nama_berkas": sah.nama,
            "tipe": sah.tipe,
            "ukuran": sah.ukuran,
            "sidik": sah.sidik,
        }
    elif tautan:
        try:
            TAUTAN_SAH(tautan)
        except ValidationError as salah:
            raise TindakanDitolak("Tautan harus lengkap, diawali https:// atau http://.") from salah
        isi = {"jenis": BuktiDukung.Jenis.TAUTAN, "tautan": tautan}
    else:
        isi = {"jenis": BuktiDukung.Jenis.LETAK, "letak": letak[:200]}
    bukti = BuktiDukung.objects.create(
        opd_id=formulir.pengumpulan.opd_id,
        unit=formulir.unit,
        judul=judul.strip()[:200] or isi.get("nama_berkas") or tautan[:200] or letak[:200],
        diunggah_oleh=oleh,
        **isi,
    )
    bukti.realisasi.set([satu.realisasi_id for satu in daftar])
    catat(
        aksi="pengumpulan.lampirkan_bukti",
        objek=bukti,
        oleh=oleh,
        baru={
            "judul": bukti.judul,
            "keterangan": bukti.keterangan,
            "sidik": bukti.sidik,
            "baris": len(daftar),
        },
    )
    return bukti


@transaction.atomic
def cabut_bukti(*, bukti: BuktiDukung, oleh: Pengguna, alasan: str) -> BuktiDukung:
    """Withdraw a piece of evidence, with a reason; it stays readable in the history.

    Not once a figure that rests on it was approved.
    """
    _periksa_boleh(bukti.unit, oleh)
    alasan = alasan.strip()
    if not alasan:
        raise TindakanDitolak("Tuliskan alasan bukti ini dicabut.")
    if BarisFormulir.objects.filter(realisasi__in=bukti.realisasi.all(), status="disetujui").exists():
        raise TindakanDitolak("Bukti ini mendukung angka yang sudah disetujui dan tidak dapat dicabut.")
    if not BuktiDukung.objects.filter(pk=bukti.pk, dicabut_pada=None).update(
        dicabut_pada=timezone.now(), dicabut_oleh=oleh, alasan_cabut=alasan
    ):
        raise TindakanDitolak("Bukti ini sudah dicabut. Muat ulang halaman.")
    bukti.refresh_from_db()
    catat(aksi="pengumpulan.cabut_bukti", objek=bukti, oleh=oleh, alasan=alasan)
    return bukti
