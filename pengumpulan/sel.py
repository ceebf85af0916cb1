"""One cell of a form as a page that saves itself needs it: read whole in one query, told back in a few words."""

from datetime import date
from decimal import Decimal
from textwrap import shorten

from django.db.models import BigIntegerField

from alur.giliran import Kedudukan
from alur.tampilan import sebut_waktu
from jejak.pertanyaan import Lowong, PertanyaanTetap
from organisasi import hak
from organisasi.galat import TidakBerhak
from organisasi.models import Pengguna
from organisasi.waktu import hari_ini
from pengumpulan.galat import IsianUsang
from pengumpulan.isi import IsiSel
from pengumpulan.models import BarisAnggaran, BarisFormulir, Formulir, Keadaan, Realisasi
from pengumpulan.mutu import tanda_isi
from perencanaan.anggaran import Belanja, pilih_belanja
from perencanaan.angka import tulis_angka
from perencanaan.models import RealisasiAnggaran, VersiIndikator

# Of a colleague's content beside one's own: more stands on the row's page.
TERPANJANG = 300
NOMOR_TERBESAR = BigIntegerField.MAX_BIGINT
PK = {
    "pk": Lowong("pk", BigIntegerField()),
    "formulir": Lowong("formulir", BigIntegerField()),
}
FORMULIR = tuple(
    f"formulir__{nama}"
    for nama in ("unit", "pengumpulan__opd__pemda", "pengumpulan__pelaksanaan", "pengumpulan__periode")
)
REALISASI = ("realisasi__indikator", "realisasi__unit", "realisasi__periode", "realisasi__diubah_oleh")

BARIS_ANGKA = PertanyaanTetap(
    lambda: BarisFormulir.objects.filter(**PK).select_related(*FORMULIR, *REALISASI).order_by()
)
BARIS_ANGGARAN = PertanyaanTetap(
    lambda: BarisAnggaran.objects.filter(**PK).select_related(*FORMULIR, "simpul").order_by()
)


def baca_baris(
    formulir: int, jenis: str, pk: int, pengguna: Pengguna
) -> BarisFormulir | BarisAnggaran | None:
    """That row of that form (``jenis`` b: a figure, a: spending); ``None`` also where it is another OPD's."""
    if formulir > NOMOR_TERBESAR:
        return None
    baris = (BARIS_ANGKA if jenis == "b" else BARIS_ANGGARAN).satu(pk=pk, formulir=formulir)
    if baris is None:
        return None
    terlihat = hak.id_opd_terlihat(pengguna)
    return baris if terlihat is None or baris.opd_id in terlihat else None


def periksa_boleh_mengisi(formulir: Formulir, oleh: Pengguna, milik: Kedudukan) -> None:
    """Refuse who is neither of the unit nor of the team that may type for it."""
    hak.periksa(oleh, "alur.kerjakan", formulir, "Hanya pegawai OPD ini yang dapat mengisi formulir.")
    if formulir.unit_id not in milik.unit and not hak.boleh(oleh, "pengumpulan.isikan", formulir):
        raise TidakBerhak(
            f"Formulir ini milik {formulir.unit}. Minta pegawai unit itu, atau Tim SAKIP, mengisinya."
        )


def adalah_latihan(formulir: Formulir) -> bool:
    """Is what is typed here practice? So it is in a practice office and in a practice run."""
    pelaksanaan = formulir.pengumpulan.pelaksanaan
    return bool(formulir.pengumpulan.opd.sumber or (pelaksanaan and pelaksanaan.contoh))


def sebut_realisasi(realisasi: Realisasi) -> dict:
    """What stands there now, for the boxes of the page and in words: ``89,09 %``."""
    isi = IsiSel.dari(realisasi)
    definisi = definisi_dari(realisasi)
    satuan = definisi.satuan if definisi and isi.nilai is not None else ""
    return {
        "versi": realisasi.versi,
        "terisi": isi.keadaan != Keadaan.BELUM_DIISI,
        "isi": isi.kotak(),
        "hasil": tulis_angka(isi.nilai) if isi.pembilang is not None else "",
        "teks": isi.kata(satuan),
        # Only what the row itself shows; what earlier periods and targets say of it, the row's details tell.
        "peringatan": [
            tanda.kalimat for tanda in tanda_isi(realisasi, definisi, hari_ini()) if tanda.perhatian
        ],
    }


def definisi_dari(realisasi: Realisasi) -> VersiIndikator | None:
    """The definition in force at the end of the figure's period; where the save has just read it, that one."""
    if hasattr(realisasi, "definisi"):
        return realisasi.definisi
    return realisasi.indikator.versi.berlaku_pada(realisasi.periode.tanggal_selesai).first()


def sebut_anggaran(kini: RealisasiAnggaran | None, baris: BarisAnggaran) -> dict:
    """The same for spending; ``hasil`` is what the node spent up to the end of the period, in rupiah."""
    nilai = tulis_angka(kini.nilai) if kini else ""
    return {
        "versi": kini.versi if kini else 0,
        "terisi": kini is not None,
        "isi": {"nilai": nilai, "semula": nilai},
        "hasil": tulis_angka(
            belanja_sampai(baris.simpul_id, baris.formulir.pengumpulan.periode.tanggal_selesai)
        ),
        "teks": f"Rp{nilai}" if nilai else Keadaan.BELUM_DIISI.label,
        "peringatan": [],
    }


def belanja_sampai(simpul: int, sampai: date) -> Decimal | None:
    """What a node spent in its year up to that day, in rupiah; ``None`` where nothing is recorded."""
    daftar = RealisasiAnggaran.objects.filter(simpul=simpul).values_list(
        "periode__tanggal_mulai", "periode__tanggal_selesai", "nilai"
    )
    dipakai = pilih_belanja((Belanja(*satu) for satu in daftar), sampai)
    return sum((satu.nilai for satu in dipakai), Decimal(0)) if dipakai else None


def sebut_bentrok(usang: IsianUsang) -> dict:
    """What a colleague wrote in between: whose, when, and the content to choose from."""
    kini = usang.kini
    if isinstance(kini, Realisasi):
        isi = IsiSel.dari(kini)
        kotak, teks = isi.kotak(), shorten(isi.uraian(), TERPANJANG, placeholder="…")
    else:
        teks = tulis_angka(kini.nilai)
        kotak = {"nilai": teks, "semula": teks}
    return {
        "versi": kini.versi,
        "oleh": str(kini.diubah_oleh or "Rekan Anda"),
        "pada": sebut_waktu(kini.diubah_pada),
        "teks": teks,
        "isi": kotak,
    }
