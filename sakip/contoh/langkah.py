"""What the practice people do at the steps that ask for more than a click: write, fill, hand in, measure.

Everything goes through the actions that everyone uses. Figures come from the office's source; where it has none
the row says so instead of a figure.
"""

from datetime import date

from alur.fase import mengumpulkan
from alur.forms_isian import FormIsian
from alur.jadwal import hitung_jadwal
from alur.layar import isian_langkah
from alur.models import CatatanLangkah, Langkah, Pelaksanaan
from organisasi.models import KodeNomor, Pengguna
from pengukuran.actions import hitung, tulis_analisis
from pengukuran.models import HasilUkur
from pengukuran.putaran import pengukuran_kini
from pengumpulan.actions import (
    buka_entri_langsung,
    catat_realisasi,
    lampirkan_bukti,
    serahkan_formulir,
    tutup_entri_langsung,
)
from pengumpulan.models import BERANGKA, BarisFormulir, Formulir, Keadaan, Pengumpulan
from sakip.contoh.kantor import Kantor

TIDAK_TERCETAK = "Sumber tidak mencetak realisasi pada periode ini (latihan)."
TULISAN = {
    "waktu": "09.00 sampai 10.30",
    "tempat": "Ruang rapat kantor (latihan)",
    "notulis": "Sekretaris tim (latihan)",
    "pembahasan": [
        {"isi": "Jadwal dan batas waktu", "pembicara": "Pimpinan rapat"},
        {"isi": "Indikator yang jatuh tempo dan unit pemegang datanya", "pembicara": ""},
    ],
    "keputusan": [
        {"isi": "Formulir diisi unit masing-masing dengan bukti dukungnya"},
        {"isi": "Yang terlambat dihubungi tim"},
    ],
    "kepada": "Bupati melalui Bagian Organisasi (latihan)",
    "alasan_kurang": "Tidak dikumpulkan pada kantor contoh (latihan).",
    "lokasi": "Lemari arsip perencanaan, map latihan",
    "ringkasan": "Rekapitulasi lengkap; catatan per indikator ada pada lampirannya.",
}


def isian_latihan(catatan: CatatanLangkah, tanggal: date) -> dict | None:
    """What is written at the step: the form's own offer, with practice words where it offers nothing."""
    isian: type[FormIsian] | None = isian_langkah(catatan.langkah)
    if isian is None:
        return None
    isi = dict(isian.bawaan(catatan))
    for nama in isian.base_fields:
        if nama.startswith("tanggal"):
            isi[nama] = tanggal.isoformat()
        elif nama != "uraian" and not isi.get(nama):
            isi[nama] = TULISAN.get(nama, "")
    return _lengkapi_baris(catatan, isi, tanggal)


def _lengkapi_baris(catatan: CatatanLangkah, isi: dict, tanggal: date) -> dict:
    """Rows that people fill in on the day: who came, what was found, the schedule from that day on, the number."""
    if "peserta" in isi:
        isi["peserta"] = [{**satu, "hadir": True} for satu in isi["peserta"] or []]
        isi["tindak_lanjut"] = []
    if "daftar" in isi:
        isi["daftar"] = [
            {**satu, "keadaan": "ada", "letak": satu.get("letak") or "Map latihan"} for satu in isi["daftar"]
        ]
    if "jadwal" in isi:
        isi["jadwal"] = hitung_jadwal(catatan.pelaksanaan, tanggal)
    if "kode_nomor" in isi:
        kode = KodeNomor.objects.filter(opd=catatan.pelaksanaan.opd, aktif=True).first()
        isi["kode_nomor"] = str(kode.pk) if kode else ""
    return isi


def isi_formulir(kantor: Kantor, pelaksanaan: Pelaksanaan, oleh: Pengguna) -> None:
    """Fill the open rows of this person's unit's form."""
    for formulir in _formulir(Pengumpulan.objects.get(pelaksanaan=pelaksanaan)):
        if kantor.pengisi(formulir.unit) == oleh:
            _isi(kantor, formulir)


def serahkan_tanpa_langkah(kantor: Kantor, pelaksanaan: Pelaksanaan) -> None:
    """Fill and hand in where the SOP has no step for it (SOP 002)."""
    if pelaksanaan.prosedur.langkah.filter(layar=Langkah.Layar.PENGISIAN).exists():
        return
    for formulir in _formulir(Pengumpulan.objects.filter(pelaksanaan=pelaksanaan).first()):
        if formulir.dapat_diisi:
            _isi(kantor, formulir)
            serahkan_formulir(formulir=formulir, oleh=kantor.pengisi(formulir.unit))


def siapkan_data(kantor: Kantor, pelaksanaan: Pelaksanaan) -> None:
    """Enter the period's data directly where the SOP only measures (SOP 004)."""
    ada = Pengumpulan.objects.berlaku().filter(opd=kantor.opd, periode=pelaksanaan.periode)
    if ada.exists():
        return
    tim = pelaksanaan.dimulai_oleh
    pengumpulan = buka_entri_langsung(opd=kantor.opd, periode=pelaksanaan.periode, oleh=tim)
    for formulir in _formulir(pengumpulan):
        _isi(kantor, formulir)
        serahkan_formulir(formulir=formulir, oleh=kantor.pengisi(formulir.unit))
    tutup_entri_langsung(pengumpulan=pengumpulan, oleh=tim)


def _formulir(pengumpulan: Pengumpulan | None) -> list[Formulir]:
    if pengumpulan is None:
        return []
    return list(pengumpulan.formulir.select_related("unit", "pengumpulan__periode", "pengumpulan__opd"))


def _isi(kantor: Kantor, formulir: Formulir) -> None:
    """Say of each open row what the source says, and where its evidence would lie."""
    pengisi = kantor.pengisi(formulir.unit)
    baris = list(
        BarisFormulir.objects.filter(formulir=formulir, status__in=BarisFormulir.BUKA).select_related(
            "realisasi__indikator", "realisasi__unit", "realisasi__periode"
        )
    )
    for satu in baris:
        sel = satu.realisasi
        if sel.keadaan == Keadaan.BELUM_DIISI:
            catat_realisasi(
                indikator=sel.indikator,
                unit=sel.unit,
                periode=sel.periode,
                keadaan=Keadaan.MENYUSUL,
                alasan=TIDAK_TERCETAK,
                sumber=kantor.sumber.ringkas,
                oleh=pengisi,
            )
    berangka = [satu for satu in baris if satu.realisasi.keadaan in BERANGKA]
    if berangka and not berangka[0].realisasi.bukti.exists():
        lampirkan_bukti(
            formulir=formulir,
            baris=berangka,
            oleh=pengisi,
            judul=f"Rekap {formulir.pengumpulan.periode} (latihan)",
            letak=f"Map latihan, lemari {formulir.unit}",
        )


def ukur_dan_analisis(catatan: CatatanLangkah, oleh: Pengguna) -> None:
    """Measure, and write the analyses that the figures ask for."""
    pengukuran = hitung(catatan=catatan, oleh=oleh)
    for hasil in pengukuran.hasil.filter(analisis_wajib=True, analisis="").select_related("pengukuran"):
        tinggi = hasil.capaian_periode >= 100
        tulis_analisis(
            hasil=hasil,
            oleh=pengukuran.pelaksanaan.dimulai_oleh,
            versi_diketahui=hasil.versi,
            analisis="Target terlampaui jauh; ketepatan target perlu ditinjau (latihan)."
            if tinggi
            else "Realisasi belum menyamai target periode (latihan).",
            rencana_perbaikan="Tinjau target pada perubahan perjanjian kinerja (latihan)."
            if tinggi
            else "Percepat pelaksanaan pada periode berikutnya (latihan).",
        )


def baris_dikembalikan(catatan: CatatanLangkah, pilihan: tuple[tuple[str, str], ...]) -> dict:
    """The rows or results that a return names, found by a word of their indicator."""
    hasil: dict[int, str] = {}
    if not pilihan:
        return {}
    data = mengumpulkan(catatan.langkah)
    for kata, isi in pilihan:
        if data:
            daftar = BarisFormulir.objects.filter(
                formulir__pengumpulan__pelaksanaan=catatan.pelaksanaan_id,
                status="diserahkan",
                realisasi__indikator__nama__icontains=kata,
            ).order_by("urutan")
        else:
            daftar = HasilUkur.objects.filter(
                pengukuran=pengukuran_kini(catatan.pelaksanaan_id),
                patokan__indikator__nama__icontains=kata,
            ).order_by("patokan__urutan")
        # A word that fits no row would make a return of something else than was meant.
        hasil[daftar.values_list("pk", flat=True)[0]] = isi
    return {"baris" if data else "hasil": hasil}
