"""How spending is written: per node and period, with the audit trail as its history."""

from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from alur.giliran import Kedudukan, kedudukan
from jejak.actions import catat
from jejak.antre import antre_menulis
from organisasi import hak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import Pengguna
from pengumpulan.galat import IsianUsang
from pengumpulan.kunci import periksa_anggaran_terbuka
from pengumpulan.models import BarisAnggaran, Formulir
from perencanaan.angka import tulis_angka
from perencanaan.models import RealisasiAnggaran


@antre_menulis()
@transaction.atomic
def catat_anggaran(
    *,
    baris: BarisAnggaran,
    nilai: Decimal,
    oleh: Pengguna,
    versi_diketahui: int | None = None,
    angka_latihan: bool = False,
    sumber: str = "",
    milik: Kedudukan | None = None,
) -> RealisasiAnggaran:
    """Write what the node spent within the collection's period, in rupiah (not cumulative).

    ``versi_diketahui`` is the version the typist saw (0: nothing yet). Writing what stands there changes nothing.
    ``milik`` spares asking what the person is today, where that has just been read.
    """
    Formulir.objects.select_for_update().get(pk=baris.formulir_id)
    baris = BarisAnggaran.objects.select_related(
        "formulir__unit", "formulir__pengumpulan__periode", "simpul"
    ).get(pk=baris.pk)
    formulir = baris.formulir
    hak.periksa(
        oleh, "alur.kerjakan", formulir, "Hanya pegawai OPD ini yang dapat mengisi realisasi anggaran."
    )
    milik = milik or kedudukan(oleh)
    if formulir.unit_id not in milik.unit and not hak.boleh(oleh, "pengumpulan.isikan", formulir):
        raise TidakBerhak(
            f"Angka ini diisi {formulir.unit}. Minta pegawai unit itu, atau Tim SAKIP, mengisinya."
        )
    if nilai < 0:
        raise TindakanDitolak("Realisasi anggaran tidak boleh negatif.")
    periode = formulir.pengumpulan.periode
    lama = RealisasiAnggaran.objects.filter(simpul=baris.simpul, periode=periode).first()
    if lama and lama.nilai == nilai:
        return lama
    periksa_anggaran_terbuka(baris)
    if lama is None and versi_diketahui:
        raise TindakanDitolak("Angka ini sudah tidak ada. Muat ulang halaman, lalu isi lagi.")
    if lama and versi_diketahui is not None and versi_diketahui != lama.versi:
        raise _sudah_berubah(lama)
    if lama is None:
        try:
            with transaction.atomic():
                baru = RealisasiAnggaran.objects.create(
                    simpul=baris.simpul,
                    periode=periode,
                    nilai=nilai,
                    versi=1,
                    diubah_oleh=oleh,
                    angka_latihan=angka_latihan,
                    sumber=sumber,
                )
        except IntegrityError as salah:
            raise _sudah_berubah(
                RealisasiAnggaran.objects.get(simpul=baris.simpul, periode=periode)
            ) from salah
    else:
        berubah = RealisasiAnggaran.objects.filter(pk=lama.pk, versi=lama.versi).update(
            nilai=nilai,
            versi=lama.versi + 1,
            diubah_oleh=oleh,
            diubah_pada=timezone.now(),
            angka_latihan=angka_latihan,
            sumber=sumber,
        )
        if not berubah:
            raise _sudah_berubah(RealisasiAnggaran.objects.get(pk=lama.pk))
        baru = RealisasiAnggaran.objects.get(pk=lama.pk)
    catat(
        aksi="pengumpulan.catat_anggaran",
        objek=baru,
        oleh=oleh,
        lama={"nilai": lama.nilai} if lama else None,
        baru={"nilai": nilai, "versi": baru.versi},
    )
    return baru


def _sudah_berubah(kini: RealisasiAnggaran) -> IsianUsang:
    return IsianUsang(
        f"{kini.diubah_oleh or 'Rekan Anda'} sudah mengubah angka ini menjadi {tulis_angka(kini.nilai)}. "
        "Simpan sekali lagi bila angka Anda yang benar.",
        kini,
    )
