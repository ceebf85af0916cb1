"""A letter that goes out with its number: the step and the register move together."""

from datetime import date

from django.db import transaction

from alur import actions
from alur.kunci_naskah import kunci_kunjungan
from alur.models import CatatanLangkah, IsianLangkah
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import KodeNomor, NomorNaskah, Pengguna
from organisasi.nomor.actions import beri_nomor, boleh_beri_nomor
from organisasi.waktu import hari_ini


@transaction.atomic
def selesaikan_surat(*, catatan: CatatanLangkah, oleh: Pengguna, **lain) -> CatatanLangkah:
    """Finish a letter's step; where a code was chosen for it, its number is given in the same transaction."""
    hasil = actions.selesaikan(catatan=catatan, oleh=oleh, **lain)
    isian = IsianLangkah.objects.filter(catatan=hasil).first()
    pilihan = (isian.isi.get("kode_nomor") if isian else "") or ""
    kunci = kunci_kunjungan(hasil, "naskah")
    if not pilihan or not hasil.selesai_pada or NomorNaskah.objects.berlaku().filter(kunci=kunci).exists():
        return hasil
    if not boleh_beri_nomor(oleh, hasil.pelaksanaan.opd):
        raise TidakBerhak(
            "Nomor diberikan oleh pejabat yang ditunjuk kantor ini. Pilih “Belum diberi nomor” pada “Nomor dari "
            "register”; nomornya diberikan kemudian oleh pejabat itu pada halaman naskahnya."
        )
    kode = KodeNomor.objects.filter(opd=hasil.opd_id, pk=pilihan).first()
    if kode is None:
        raise TindakanDitolak("Kode nomor itu tidak ada pada register kantor ini. Pilih dari daftar.")
    isi = isian.isi
    tanggal = isi.get("tanggal")
    beri_nomor(
        kode=kode,
        tanggal=date.fromisoformat(tanggal) if tanggal else hari_ini(hasil.pelaksanaan.opd.pemda.zona_waktu),
        perihal=f"{hasil.langkah.get_naskah_display() or 'Surat'} {hasil.pelaksanaan}",
        kepada=isi.get("kepada", ""),
        oleh=oleh,
        kunci=kunci,
    )
    return hasil
