"""Laporan Hasil Pengumpulan and Pengukuran: a few true sentences around one of the recaps."""

from collections import defaultdict
from collections.abc import Iterable

from alur.models import Langkah, Pelaksanaan, Prosedur, RencanaTindakLanjut
from laporan.bentuk import LaporanHasil, PenandaTangan, Rekapitulasi, SusunanCapaian
from laporan.susunan.capaian import ada_latihan, baris_semua, susun_capaian
from laporan.susunan.dasar import (
    naskah_pengukuran,
    naskah_pengumpulan,
    paraf_pengukuran,
    paraf_pengumpulan,
    tanggal_setempat,
)
from laporan.susunan.naskah import TERKAIT_CATATAN, baris_teks, isi_catatan, tindak_lanjut
from laporan.susunan.orang import pelaku_catatan, penanda_jenis, tanggal_kantor
from laporan.susunan.rekap import susun_rekapitulasi
from organisasi.models import Jabatan
from pengukuran.models import Pengukuran
from pengumpulan.models import Pengumpulan


def susun_laporan_hasil(pelaksanaan: Pelaksanaan, *, mengukur: bool | None = None) -> LaporanHasil:
    """The report of a run. ``mengukur`` chooses the half of a run that does both; left out, the measurement."""
    if mengukur is None:
        mengukur = pelaksanaan.prosedur.jenis != Prosedur.Jenis.PENGUMPULAN
    if mengukur:
        return _pengukuran(
            # A period that was opened again is reported as it was measured last.
            Pengukuran.objects.select_related("opd__pemda", "periode")
            .filter(pelaksanaan=pelaksanaan)
            .latest("putaran")
        )
    return _pengumpulan(
        Pengumpulan.objects.select_related("opd__pemda", "periode").get(pelaksanaan=pelaksanaan)
    )


def _pengumpulan(pengumpulan: Pengumpulan) -> LaporanHasil:
    pelaksanaan = pengumpulan.pelaksanaan
    rekap = susun_rekapitulasi(pengumpulan)
    baris = [satu for kelompok in rekap.kelompok for satu in kelompok.baris]
    return LaporanHasil(
        naskah=naskah_pengumpulan(
            pengumpulan,
            f"Laporan Hasil Pengumpulan Data Kinerja {rekap.periode}",
            latihan=any(satu.angka_latihan for satu in (*baris, *rekap.anggaran)),
            keterangan=periksa_dasar(pelaksanaan) if pengumpulan.terbuka else (),
        ),
        pengantar=(
            f"Laporan ini memuat hasil pengumpulan data kinerja {pengumpulan.opd.nama} {rekap.periode} menurut "
            f"SOP {pelaksanaan.prosedur.sop.nama}.",
            *_ringkasan(pelaksanaan, sebelum_tutup=True),
        ),
        dasar=dasar_pelaksanaan(pelaksanaan),
        metode=(
            "Setiap unit mengisi indikator yang jatuh tempo pada formulirnya, lalu menyerahkannya.",
            "Yang dimuat adalah isian yang diserahkan unit. Belum diisi, nol, dan tidak dapat diukur dibedakan.",
            "Rasio diisi sebagai pembilang dan penyebut; nilainya dihitung.",
        ),
        kesimpulan=_kesimpulan_rekap(rekap),
        kendala=_pasangan(
            (f"{satu.indikator} ({kelompok.unit})", satu.faktor_penghambat)
            for kelompok in rekap.kelompok
            for satu in kelompok.baris
        ),
        rekomendasi=_pasangan(
            (f"{satu.indikator} ({kelompok.unit})", satu.rencana_perbaikan)
            for kelompok in rekap.kelompok
            for satu in kelompok.baris
        ),
        tindak_lanjut=tindak_lanjut_pelaksanaan([pelaksanaan.pk]),
        rekap=rekap,
        paraf=paraf_pengumpulan(pengumpulan),
        penanda_tangan=_penanda(pelaksanaan, pengumpulan),
    )


def _pengukuran(pengukuran: Pengukuran) -> LaporanHasil:
    pelaksanaan = pengukuran.pelaksanaan
    susunan = susun_capaian(pengukuran)
    baris = baris_semua(susunan)
    return LaporanHasil(
        naskah=naskah_pengukuran(
            pengukuran,
            f"Laporan Hasil Pengukuran Kinerja {susunan.periode}",
            latihan=ada_latihan(susunan),
            keterangan=periksa_dasar(pelaksanaan) if pengukuran.terbuka else (),
        ),
        pengantar=(
            f"Laporan ini memuat hasil pengukuran kinerja {susunan.opd} sampai dengan {susunan.periode} menurut "
            f"SOP {pelaksanaan.prosedur.sop.nama}.",
            *_ringkasan(pelaksanaan, sebelum_tutup=False),
        ),
        dasar=dasar_pelaksanaan(pelaksanaan),
        metode=("Yang diukur hanya data yang sudah disetujui.", *susunan.catatan_metode),
        kesimpulan=kesimpulan_capaian(susunan),
        kendala=_pasangan((satu.indikator, satu.faktor_penghambat) for satu in baris),
        rekomendasi=_pasangan((satu.indikator, satu.rencana_perbaikan) for satu in baris),
        tindak_lanjut=tindak_lanjut_pelaksanaan([pelaksanaan.pk]),
        capaian=susunan,
        paraf=paraf_pengukuran(pengukuran),
        penanda_tangan=_penanda(pelaksanaan, pengukuran),
    )


def _ringkasan(pelaksanaan: Pelaksanaan, *, sebelum_tutup: bool) -> tuple[str, ...]:
    """What was written at the newest reporting step of that half; empty where nothing was."""
    catatan = pelaksanaan.catatan.filter(langkah__layar=Langkah.Layar.LAPOR)
    if pelaksanaan.prosedur.jenis == Prosedur.Jenis.GABUNGAN:
        penutup = pelaksanaan.prosedur.langkah.filter(menutup_formulir=True).values("nomor")
        beda = {"langkah__nomor__lte": penutup} if sebelum_tutup else {"langkah__nomor__gt": penutup}
        catatan = catatan.filter(**beda)
    for satu in catatan.select_related("isian").order_by("-pk"):
        if teks := baris_teks(isi_catatan(satu).get("ringkasan")):
            return teks
    return ()


def dasar_pelaksanaan(pelaksanaan: Pelaksanaan) -> tuple[str, ...]:
    """The legal grounds that the office's SOP prints, and the order of this run."""
    dasar = [satu["teks"] for satu in _dasar_hukum(pelaksanaan)]
    perintah = (
        pelaksanaan.catatan.filter(langkah__layar=Langkah.Layar.PERINTAH, isian__isnull=False)
        .select_related(*TERKAIT_CATATAN)
        .order_by("-pk")
        .first()
    )
    if perintah:
        isi = isi_catatan(perintah)
        nomor = f"nomor {isi['nomor']} " if isi.get("nomor") else ""
        dasar.append(f"Nota Dinas {pelaku_catatan(perintah).selaku} {nomor}hal {isi.get('hal', '')}")
    return tuple(dasar)


def _dasar_hukum(pelaksanaan: Pelaksanaan) -> list[dict]:
    keterangan = pelaksanaan.prosedur.sop.keterangan
    return keterangan.get("dasar_hukum_isi") or keterangan.get("dasar_hukum") or []


def periksa_dasar(pelaksanaan: Pelaksanaan) -> list[str]:
    """What is known to be wrong with the grounds as the SOP prints them; for drafts."""
    return [
        f"Periksa dasar “{satu['teks'][:90]}…”: {satu['catatan']}"
        for satu in _dasar_hukum(pelaksanaan)
        if satu.get("catatan")
    ]


def tindak_lanjut_pelaksanaan(pelaksanaan: list[int]):
    """Follow-ups born in these runs."""
    return tindak_lanjut(RencanaTindakLanjut.objects.filter(catatan__pelaksanaan__in=pelaksanaan))


def _pasangan(daftar: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The pairs that say something, each once."""
    return tuple(dict.fromkeys((nama, teks) for nama, teks in daftar if teks))


def _penanda(pelaksanaan: Pelaksanaan, hasil: Pengumpulan | Pengukuran) -> PenandaTangan:
    """Whoever does the SOP's signing step; else the Sekretaris, who decides."""
    catatan = (
        pelaksanaan.catatan.filter(langkah__layar=Langkah.Layar.TANDA_TANGAN)
        .select_related(*TERKAIT_CATATAN)
        .order_by("-pk")
        .first()
    )
    if catatan:
        return pelaku_catatan(catatan).penanda
    opd = hasil.opd
    tanggal = tanggal_setempat(opd, hasil.disetujui_pada) or tanggal_kantor(opd)
    return penanda_jenis(opd, Jabatan.Jenis.SEKRETARIS, tanggal)


# -- sentences that hold by construction ------------------------------------------------------------


def _kesimpulan_rekap(rekap: Rekapitulasi) -> tuple[str, ...]:
    jumlah = defaultdict(int, {satu.label: satu.jumlah for satu in rekap.hitungan})
    unit = len(rekap.kelompok)
    kalimat = [
        f"Dari {unit} unit, {jumlah['Formulir diserahkan']} sudah menyerahkan formulirnya.",
        f"Dari {jumlah['Jatuh tempo']} isian yang jatuh tempo, {jumlah['Terisi angka']} berisi angka.",
    ]
    tanpa = [
        f"{jumlah[label]} {label.lower()}"
        for label in ("Menyusul", "Belum waktunya", "Tidak dapat diukur", "Belum diisi")
        if jumlah[label]
    ]
    if tanpa:
        kalimat.append(f"Selebihnya: {', '.join(tanpa)}.")
    if jumlah["Berangka tanpa bukti dukung"]:
        kalimat.append(f"{jumlah['Berangka tanpa bukti dukung']} angka belum disertai bukti dukung.")
    return (" ".join(kalimat),)


def kesimpulan_capaian(susunan: SusunanCapaian) -> tuple[str, ...]:
    """The measurement in a few sentences: how many computed, the mean, the classes, the budget."""
    jumlah = {satu.label: satu.jumlah for satu in susunan.hitungan}
    semua = baris_semua(susunan)
    kalimat = [f"Dari {len(semua)} indikator, {jumlah['Dihitung']} dapat dihitung."]
    tanpa = [
        f"{jumlah[label]} {label.lower()}"
        for label in ("Belum lapor", "Belum waktunya", "Tidak dapat dihitung")
        if jumlah[label]
    ]
    if tanpa:
        kalimat.append(f"Selebihnya: {', '.join(tanpa)}.")
    if susunan.rata_rata.nilai is None:
        kalimat.append(susunan.penjelasan)
    else:
        kalimat.append(f"Rata-rata capaian IKU {susunan.rata_rata} %, predikat {susunan.predikat.label}.")
    hasil = [" ".join(kalimat)]
    kelas = [
        f"{jumlah[satu.predikat.label]} {satu.predikat.label}"
        for satu in susunan.skala
        if jumlah.get(satu.predikat.label)
    ]
    if kelas:
        hasil.append(f"Menurut predikat: {', '.join(kelas)}.")
    if total := susunan.total_anggaran:
        if total.serapan.nilai is None:
            hasil.append("Serapan anggaran belum dapat dihitung.")
        else:
            hasil.append(
                f"Realisasi anggaran Rp {total.realisasi} dari pagu Rp {total.pagu}, serapan {total.serapan} %."
            )
    return tuple(hasil)
