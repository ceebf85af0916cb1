"""Numbers and locked papers on the stage of page tests, with what a person would send to their pages."""

from dataclasses import dataclass
from datetime import date

from alur.kunci_naskah import kunci_kunjungan
from alur.models import BerkasLangkah, IsianLangkah, Pelaksanaan
from laporan.final import Sumber, kunci_naskah
from laporan.models import NaskahFinal
from laporan.susunan import susun_notulen
from organisasi.models import KodeNomor, NomorNaskah
from organisasi.nomor.actions import beri_nomor
from tests.panggung import TAHUN, Panggung
from tests.potret import bangun

ALAMAT = "http://contoh.invalid/verifikasi/"
NOTULEN = {
    "tanggal": f"{TAHUN}-05-05",
    "tempat": "Ruang rapat",
    "peserta": "Sekretaris",
    "keputusan": "Diisi",
}


@dataclass(frozen=True)
class NaskahPanggung:
    """``pelaksanaan`` goes on: its step 1 has an order to lock, the minutes of step 2 are locked."""

    pelaksanaan: Pelaksanaan
    kode: KodeNomor
    nomor: NomorNaskah
    final: NaskahFinal
    berkas: BerkasLangkah


def naskah_panggung(panggung: Panggung) -> NaskahPanggung:
    """Made once per stage."""
    if not hasattr(panggung, "_naskah"):
        panggung._naskah = bangun("panggung_naskah", _buat, panggung)
    return panggung._naskah


def _buat(panggung: Panggung) -> NaskahPanggung:
    jalan, kantor = panggung.putusan, panggung.kantor
    perintah, rapat = jalan.catatan.get(langkah__nomor=1), jalan.catatan.get(langkah__nomor=2)
    for catatan, isi in (
        (perintah, {"hal": "Perintah", "isi_perintah": "Laksanakan.", "tanggal": f"{TAHUN}-05-05"}),
        (rapat, NOTULEN),
    ):
        IsianLangkah.objects.create(catatan=catatan, isi=isi, diubah_oleh=kantor.sekretaris)
    kode = KodeNomor.objects.create(
        opd=kantor.opd, kode="000.8.6", nama="Kinerja", pola="{kode}/{nomor}/CONTOH/{tahun}"
    )
    nomor = beri_nomor(
        kode=kode, tanggal=date(TAHUN, 5, 5), perihal="Surat di luar aplikasi", oleh=kantor.sekretaris
    )
    final = kunci_naskah(
        sumber=Sumber(
            kunci_kunjungan(rapat, "naskah"),
            "Notulen",
            "langkah-2",
            "Notulen.pdf",
            susun_notulen(rapat),
            jalan,
        ),
        oleh=kantor.sekretaris,
        alamat=ALAMAT,
    )
    berkas = BerkasLangkah.objects.get(langkah__prosedur=jalan.prosedur, nama="Formulir terisi")
    return NaskahPanggung(jalan, kode, nomor, final, berkas)


def objek_naskah(panggung: Panggung) -> dict:
    """{URL name: the record it is visited with}."""
    naskah = naskah_panggung(panggung)
    return {
        "naskah_lihat": naskah.pelaksanaan,
        "naskah_kunci": naskah.pelaksanaan,
        "naskah_nomor": naskah.pelaksanaan,
        "naskah_pindaian": naskah.pelaksanaan,
        "rendisi_unduh": naskah.final.rendisi.get(),
        "nomor_batalkan": naskah.nomor,
        "kelengkapan_lampirkan": naskah.pelaksanaan,
        "kelengkapan_nyatakan": naskah.pelaksanaan,
    }


def isian_naskah(panggung: Panggung) -> dict[str, dict]:
    """{URL name: what a person would send}."""
    naskah = naskah_panggung(panggung)
    return {
        "naskah_kunci": {"alasan": ""},
        "naskah_nomor": {"kode": naskah.kode.pk},
        "nomor_beri": {"kode": naskah.kode.pk, "tanggal": f"{TAHUN}-05-06", "perihal": "Surat kedua"},
        "nomor_batalkan": {"alasan": "Salah ketik"},
        "nomor_atur": {
            "kode-0-kode": "000.8.6",
            "kode-0-nama": "Kinerja dan pelaporan",
            "kode-0-pola": "{kode}/{nomor}/CONTOH/{tahun}",
            "kode-0-digit": "3",
            "kode-0-aktif": "on",
        },
        "kelengkapan_lampirkan": {"kelengkapan-memenuhi": naskah.berkas.pk, "kelengkapan-judul": "Pindaian"},
        "kelengkapan_nyatakan": {
            "nyatakan-daftar": [naskah.berkas.pk],
            "nyatakan-alasan": "Tidak dipakai kantor ini",
        },
    }
