"""What every paper has: letterhead, day, whether it stands already, and who confirmed what."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from alur.models import CatatanLangkah, Disposisi, Langkah, Pelaksanaan, Prosedur
from laporan.bentuk import Kop, Naskah, Paraf
from laporan.susunan.orang import sebut_pencatatan
from laporan.susunan.sel import waktu_setempat
from organisasi.models import OPD
from pengukuran.models import Pengukuran
from pengumpulan.models import Pengumpulan

Keputusan = CatatanLangkah.Keputusan
BERES = (Keputusan.SELESAI, Keputusan.SETUJUI)
LATIHAN = "Angka bertanda “angka latihan” dibuat untuk berlatih; bukan angka terbitan."
SAMPAI_KEPALA = (Langkah.Layar.LAPOR, Langkah.Layar.TANDA_TANGAN)


def kop(opd: OPD) -> Kop:
    """The letterhead of an office."""
    kontak = [("Telepon", opd.telepon), ("Surel", opd.email), ("Laman", opd.laman)]
    return Kop(
        pemda=f"Pemerintah {opd.pemda}",
        opd=opd.nama,
        alamat=" ".join(opd.alamat.split()),
        kontak=" · ".join(f"{label} {isi}" for label, isi in kontak if isi),
    )


def buat_naskah(
    opd: OPD,
    judul: str,
    *,
    pelaksanaan: Pelaksanaan | None = None,
    nomor: str = "",
    tanggal: date | None = None,
    draf: bool = True,
    latihan: bool = False,
    keterangan: Iterable[str] = (),
) -> Naskah:
    """The head and foot of a paper; what must be said of the run it belongs to is said at the foot."""
    kaki = [satu for satu in keterangan if satu]
    if latihan:
        kaki.append(LATIHAN)
    if pelaksanaan and pelaksanaan.dicatat_belakangan:
        kaki.append(f"{pelaksanaan} dicatat belakangan.")
    if pelaksanaan and pelaksanaan.status == Pelaksanaan.Status.DIBATALKAN:
        kaki.append(f"{pelaksanaan} dibatalkan: {pelaksanaan.alasan_batal}")
    return Naskah(
        judul=judul,
        kop=kop(opd),
        nomor=nomor,
        tanggal=tanggal,
        tempat=opd.pemda.ibu_kota,
        draf=draf,
        contoh=bool(pelaksanaan and pelaksanaan.contoh),
        keterangan=tuple(kaki),
    )


def masih_draf(
    dasar: CatatanLangkah | Disposisi | Pengumpulan | Pengukuran, *, sampai_kepala: bool = False
) -> bool:
    """Is the paper that rests on this still a draft?

    A step's paper stands once its visit is finished, a disposisi once it is answered, what is made of a collection
    or a measurement once that is approved. ``sampai_kepala``: the report of a measurement stands only when the
    steps after the last decision, reporting to the Kepala and signing, are done too.
    """
    if isinstance(dasar, CatatanLangkah):
        return dasar.terbuka or dasar.keputusan == Keputusan.BATAL
    if isinstance(dasar, Disposisi):
        return not dasar.keputusan
    batal = bool(dasar.pelaksanaan_id and dasar.pelaksanaan.status == Pelaksanaan.Status.DIBATALKAN)
    if dasar.terbuka or batal:
        return True
    return sampai_kepala and dasar.pk not in sudah_sampai_kepala([dasar])


def sudah_sampai_kepala(daftar: Iterable[Pengukuran]) -> set[int]:
    """The keys of approved measurements whose report was received and signed too: three queries for any number."""
    disetujui = [satu for satu in daftar if not satu.terbuka]
    perlu: dict[int, set[int]] = defaultdict(set)
    putusan: dict[int, int] = {}
    langkah = list(
        Langkah.objects.filter(
            prosedur__in={satu.pelaksanaan.prosedur_id for satu in disetujui}
        ).prefetch_related("jalur_kembali")
    )
    for satu in langkah:
        if satu.jalur_kembali.all():
            putusan[satu.prosedur_id] = max(satu.nomor, putusan.get(satu.prosedur_id, 0))
    for satu in langkah:
        if satu.layar in SAMPAI_KEPALA and satu.nomor > putusan.get(satu.prosedur_id, 0):
            perlu[satu.prosedur_id].add(satu.pk)
    beres = list(
        CatatanLangkah.objects.filter(
            pelaksanaan__in=[satu.pelaksanaan_id for satu in disetujui],
            langkah__in=[pk for daftar_pk in perlu.values() for pk in daftar_pk],
            keputusan__in=BERES,
        ).values_list("pelaksanaan", "langkah", "selesai_pada")
    )
    return {
        satu.pk
        for satu in disetujui
        if perlu[satu.pelaksanaan.prosedur_id]
        <= {pk for jalan, pk, pada in beres if jalan == satu.pelaksanaan_id and pada >= satu.disetujui_pada}
    }


def tanggal_setempat(opd: OPD, pada: datetime | None) -> date | None:
    """The day of a moment, on the office's own calendar."""
    return waktu_setempat(opd, pada).date() if pada else None


def naskah_pengumpulan(pengumpulan: Pengumpulan, judul: str, *, latihan: bool = False, **lain) -> Naskah:
    """Head and foot of a paper made of a collection; dated when it was approved."""
    return buat_naskah(
        pengumpulan.opd,
        judul,
        pelaksanaan=pengumpulan.pelaksanaan,
        tanggal=tanggal_setempat(pengumpulan.opd, pengumpulan.disetujui_pada),
        draf=masih_draf(pengumpulan),
        latihan=latihan,
        **lain,
    )


def naskah_pengukuran(
    pengukuran: Pengukuran, judul: str, *, latihan: bool = False, sampai_kepala: bool = False, **lain
) -> Naskah:
    """Head and foot of a paper made of a measurement; dated when it was approved."""
    return buat_naskah(
        pengukuran.opd,
        judul,
        pelaksanaan=pengukuran.pelaksanaan,
        tanggal=tanggal_setempat(pengukuran.opd, pengukuran.disetujui_pada),
        draf=masih_draf(pengukuran, sampai_kepala=sampai_kepala),
        latihan=latihan,
        **lain,
    )


# -- approvals --------------------------------------------------------------------------------------


def paraf_pengumpulan(pengumpulan: Pengumpulan) -> tuple[Paraf, ...]:
    """Who approved the data; of a direct entry, who took it in."""
    if pengumpulan.pelaksanaan_id:
        return _paraf(pengumpulan.pelaksanaan, pengumpulan=True)
    if pengumpulan.terbuka:
        return ()
    return (
        Paraf(
            "Data diterima",
            str(pengumpulan.disetujui_oleh),
            pengumpulan.disetujui_selaku,
            pengumpulan.disetujui_pada,
            "Entri data langsung, tanpa pelaksanaan SOP.",
        ),
    )


def paraf_pengukuran(pengukuran: Pengukuran) -> tuple[Paraf, ...]:
    """Who approved the measurement, signed it, and received its report."""
    return _paraf(pengukuran.pelaksanaan, pengumpulan=False)


def _paraf(pelaksanaan: Pelaksanaan, *, pengumpulan: bool) -> tuple[Paraf, ...]:
    """Decisions, signatures and disposisi of one half of a run that still hold, in their order."""
    catatan = list(
        pelaksanaan.catatan.filter(selesai_pada__isnull=False)
        .select_related("langkah", "selesai_oleh", "dikembalikan_ke", *_UNTUK)
        .order_by("pk")
    )
    penutup = _nomor_penutup(pelaksanaan)
    hasil: list[tuple[datetime, Paraf]] = []
    for urut, satu in enumerate(catatan):
        if (satu.langkah.nomor <= penutup) != pengumpulan:
            continue
        if any(
            lain.dikembalikan_ke and lain.dikembalikan_ke.nomor <= satu.langkah.nomor
            for lain in catatan[urut + 1 :]
        ):
            continue  # sent back since: it is decided anew
        apa = ""
        if satu.keputusan == Keputusan.SETUJUI:
            apa = "Data disetujui" if pengumpulan else "Hasil pengukuran disetujui"
        elif satu.keputusan == Keputusan.SELESAI and satu.langkah.layar == Langkah.Layar.TANDA_TANGAN:
            apa = "Penandatanganan dicatat"
        if apa:
            hasil.append((satu.selesai_pada, _satu_paraf(apa, satu, satu.selesai_oleh, satu.selaku)))
    disposisi = (
        Disposisi.objects.filter(catatan__pelaksanaan=pelaksanaan)
        .exclude(keputusan="")
        .select_related("catatan__langkah", "diputuskan_oleh", *_UNTUK)
    )
    for satu in disposisi:
        if (satu.catatan.langkah.nomor <= penutup) == pengumpulan:
            apa = f"Laporan {satu.get_keputusan_display().lower()}"
            hasil.append(
                (
                    satu.diputuskan_pada,
                    _satu_paraf(apa, satu, satu.diputuskan_oleh, satu.diputuskan_selaku),
                )
            )
    return tuple(paraf for _, paraf in sorted(hasil, key=lambda satu: satu[0]))


_UNTUK = ("dicatat_untuk__pegawai", "dicatat_untuk__jabatan")


def _nomor_penutup(pelaksanaan: Pelaksanaan) -> int:
    """The last step of the collecting half; 0 where a run only measures, beyond all where it only collects."""
    jenis = pelaksanaan.prosedur.jenis
    if jenis == Prosedur.Jenis.PENGUKURAN:
        return 0
    if jenis == Prosedur.Jenis.PENGUMPULAN:
        return 10**6
    penutup = pelaksanaan.prosedur.langkah.filter(menutup_formulir=True).values_list("nomor", flat=True)
    return max(penutup, default=0)


def _satu_paraf(apa: str, satu: CatatanLangkah | Disposisi, oleh, selaku: str) -> Paraf:
    pada = satu.selesai_pada if isinstance(satu, CatatanLangkah) else satu.diputuskan_pada
    keterangan = [sebut_pencatatan(satu, oleh)]
    if getattr(satu, "merangkap", False):
        keterangan.append("Pelaksana dan pemutus orang yang sama.")
    siapa = satu.dicatat_untuk.pegawai.nama if satu.dicatat_untuk_id else str(oleh)
    if satu.dicatat_untuk_id:
        selaku = satu.dicatat_untuk.sebutan
    return Paraf(apa, siapa, selaku, pada, " ".join(k for k in keterangan if k))
