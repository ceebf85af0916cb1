"""What changes a report: the parts that the office writes itself."""

from collections.abc import Mapping

from django.db import transaction

from jejak.actions import catat
from laporan.models import BagianLaporan
from organisasi import hak
from organisasi.galat import TindakanDitolak
from organisasi.models import Pengguna
from pengukuran.models import Pengukuran

PANJANG_BAGIAN = 20_000


@transaction.atomic
def tulis_bagian(
    *, pengukuran: Pengukuran, isi: Mapping[str, tuple[str, int]], oleh: Pengguna
) -> list[BagianLaporan]:
    """Write parts of the report: {kode: (text, the version the writer saw; 0: nothing yet)}; all of them or none.

    What already stands there is left alone. A part that someone else changed meanwhile is refused by name.
    """
    hak.periksa(
        oleh, "laporan.tulis", pengukuran, "Hanya Tim SAKIP dan Sekretaris yang menulis bagian laporan."
    )
    # One writer at a time, so that of two at once the second is told.
    Pengukuran.objects.select_for_update(of=("self",)).get(pk=pengukuran.pk)
    lama = {
        satu.kode: satu
        for satu in BagianLaporan.objects.filter(pengukuran=pengukuran).select_related("diubah_oleh")
    }
    berubah = []
    for kode, (teks, versi_diketahui) in isi.items():
        if kode not in BagianLaporan.Kode.values:
            raise TindakanDitolak("Bagian laporan tidak dikenal. Muat ulang halaman.")
        teks = "\n".join(baris.rstrip() for baris in teks.replace("\x00", "").splitlines()).strip()
        bagian = lama.get(kode) or BagianLaporan(pengukuran=pengukuran, kode=kode)
        if teks == bagian.isi:
            continue
        if len(teks) > PANJANG_BAGIAN:
            raise TindakanDitolak(
                f"{bagian.get_kode_display()}: paling banyak {PANJANG_BAGIAN:,} huruf.".replace(",", ".")
            )
        if versi_diketahui != bagian.versi:
            raise TindakanDitolak(
                f"{bagian.diubah_oleh if bagian.versi else 'Rekan Anda'} sudah mengubah "
                f"{bagian.get_kode_display()}. Salin tulisan Anda, muat ulang, lalu gabungkan."
            )
        berubah.append(_simpan(bagian, teks, oleh))
    return berubah


def _simpan(bagian: BagianLaporan, teks: str, oleh: Pengguna) -> BagianLaporan:
    semula = {"isi": bagian.isi, "versi": bagian.versi} if bagian.versi else None
    bagian.isi, bagian.diubah_oleh = teks, oleh
    bagian.versi += 1
    bagian.save()
    catat(
        aksi="laporan.tulis_bagian",
        objek=bagian,
        oleh=oleh,
        lama=semula,
        baru={"isi": teks, "versi": bagian.versi},
    )
    return bagian
