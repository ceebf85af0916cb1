"""Agreements on the stage of page tests: one signed, one a complete draft, and a position that has none."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from organisasi.models import Jabatan
from perencanaan.models import Indikator, PerjanjianKinerja, VersiIndikator, VersiTarget
from perencanaan.perjanjian import penanda_konsep, tandatangani
from tests.pabrik import AWAL
from tests.panggung import TAHUN, Panggung

AWAL_TAHUN = date(TAHUN, 1, 2)


@dataclass(frozen=True)
class PerjanjianPanggung:
    """``konsep`` (of Bidang Satu) can be signed, ``resmi`` (of Bidang Dua) is."""

    konsep: PerjanjianKinerja
    resmi: PerjanjianKinerja
    tanpa: Jabatan


def perjanjian_panggung(panggung: Panggung) -> PerjanjianPanggung:
    """Made once per stage."""
    if not hasattr(panggung, "_perjanjian"):
        jabatan = panggung.kantor.jabatan
        konsep, resmi = (_konsep(panggung, jabatan[f"Kepala Bidang {nama}"]) for nama in ("Satu", "Dua"))
        resmi = tandatangani(
            perjanjian=resmi, tanggal=AWAL_TAHUN, nomor="PK/1", oleh=panggung.kantor.ketua_tim
        )
        panggung._perjanjian = PerjanjianPanggung(konsep, resmi, jabatan["Kasubbag Perencanaan"])
    return panggung._perjanjian


def _konsep(panggung: Panggung, jabatan: Jabatan) -> PerjanjianKinerja:
    kantor = panggung.kantor
    pk = PerjanjianKinerja.objects.create(
        opd=kantor.opd,
        tahun=TAHUN,
        jabatan=jabatan,
        atasan=kantor.jabatan["Kepala"],
        tanggal_berlaku=AWAL_TAHUN,
    )
    indikator = Indikator.objects.create(
        opd=kantor.opd, kode=f"PK-{jabatan.pk}", nama=f"Indikator perjanjian {jabatan}"
    )
    VersiIndikator.objects.create(
        indikator=indikator, nama=indikator.nama, satuan="%", metode="nilai_akhir", tanggal_mulai=AWAL
    )
    VersiTarget.objects.create(
        indikator=indikator, tahun=TAHUN, perjanjian=pk, nilai=Decimal("95.5"), tanggal_mulai=AWAL_TAHUN
    )
    return pk


def objek_perjanjian(panggung: Panggung) -> dict[str, PerjanjianKinerja | Jabatan]:
    """{URL name: the record it is visited with}."""
    satu = perjanjian_panggung(panggung)
    konsep = ("lihat", "ubah", "tandatangani", "batalkan", "pdf", "docx")
    return {f"perjanjian_{nama}": satu.konsep for nama in konsep} | {
        "perjanjian_buat": satu.tanpa,
        "perjanjian_perubahan": satu.resmi,
        "perjanjian_bandingkan": satu.resmi,
    }


def isian_perjanjian(panggung: Panggung) -> dict[str, dict]:
    """{URL name: what a person would send}."""
    return {
        "perjanjian_buat": {"tanggal_berlaku": f"{TAHUN}-01-02"},
        "perjanjian_ubah": {
            "penanda": penanda_konsep(perjanjian_panggung(panggung).konsep),
            "atasan": panggung.kantor.jabatan["Sekretaris"].pk,
            "nomor": "PK/2",
            "tempat": "Kota Contoh",
        },
        "perjanjian_tandatangani": {"tanggal": f"{TAHUN}-01-15", "nomor": "PK/2"},
        "perjanjian_perubahan": {
            "sebab": "strategi",
            "alasan": "Penyesuaian DPPA",
            "tanggal_berlaku": f"{TAHUN}-07-01",
        },
    }
