"""Evidence is added, replaced and withdrawn, never deleted."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from alur.berkas import BerkasSah, periksa_berkas
from jejak.actions import catat
from organisasi.galat import TindakanDitolak
from organisasi.models import Pengguna
from pengumpulan.bukti_boleh import (
    kunci_formulir_bukti,
    periksa_baris_bukti,
    periksa_belum_disetujui,
    periksa_boleh_bukti,
    periksa_menerima_bukti,
)
from pengumpulan.bukti_wajib import jenis_diminta, sama
from pengumpulan.models import BarisFormulir, BuktiDukung, Formulir, Realisasi, UnggahanBertahap

TAUTAN_SAH = URLValidator(schemes=["http", "https"])
SEKALIGUS_TERBANYAK = 20
ISI_SATU = "Isi satu: berkas, tautan, atau tempat penyimpanan."


def lampirkan_bukti(
    *,
    formulir: Formulir,
    baris: Iterable[BarisFormulir],
    oleh: Pengguna,
    judul: str = "",
    berkas: File | None = None,
    tautan: str = "",
    letak: str = "",
    macam: Iterable[str] = (),
) -> BuktiDukung:
    """Attach one piece of evidence (a file, a link or a place) to one or many rows of a unit's form.

    ``macam`` are the kinds it serves, as the rows' definitions name them. Evidence may also be added after the
    hand-in, until the collection is approved: it changes no figure.
    """
    (bukti,) = lampirkan_banyak(
        formulir=formulir,
        baris=baris,
        oleh=oleh,
        judul=judul,
        berkas=[] if berkas is None else [berkas],
        tautan=tautan,
        letak=letak,
        macam=macam,
    )
    return bukti


@transaction.atomic
def lampirkan_banyak(
    *,
    formulir: Formulir,
    baris: Iterable[BarisFormulir],
    oleh: Pengguna,
    judul: str = "",
    berkas: Sequence[File] = (),
    unggahan: Sequence[UnggahanBertahap] = (),
    tautan: str = "",
    letak: str = "",
    macam: Iterable[str] = (),
) -> list[BuktiDukung]:
    """The same for several files at once, sent now or uploaded in pieces before: all of them, or none."""
    periksa_boleh_bukti(formulir.unit, oleh)
    formulir = kunci_formulir_bukti(formulir)
    periksa_menerima_bukti(formulir)
    daftar = periksa_baris_bukti(formulir, baris)
    realisasi = [satu.realisasi_id for satu in daftar]
    kata = susun_macam(macam, realisasi)
    bahan = _siapkan(formulir, oleh, berkas, unggahan, tautan, letak)
    hasil: list[BuktiDukung] = []
    try:
        for isi in bahan:
            # One title names one thing: several files keep their own names.
            satu = _buat(formulir, oleh, judul if len(bahan) == 1 else "", kata, isi)
            hasil.append(satu)
            satu.realisasi.set(realisasi)
            _catat_lampiran(satu, oleh, len(daftar))
        _lepas_unggahan(unggahan)
    except BaseException:
        buang_berkas(hasil)
        raise
    return hasil


@transaction.atomic
def ganti_bukti(
    *,
    bukti: BuktiDukung,
    oleh: Pengguna,
    alasan: str,
    judul: str = "",
    berkas: File | None = None,
    unggahan: UnggahanBertahap | None = None,
    tautan: str = "",
    letak: str = "",
) -> BuktiDukung:
    """Put another piece in its place, for the same rows and kinds; the old one is withdrawn and stays readable.

    Not once a figure that rests on it was approved.
    """
    periksa_boleh_bukti(bukti.unit, oleh)
    alasan = _alasan(alasan, "Tuliskan mengapa bukti ini diganti.")
    # As when withdrawing: the pages that a figure was approved on must keep saying what it rested on.
    periksa_belum_disetujui(bukti, kunci=True)
    bahan = _siapkan(bukti, oleh, [berkas] if berkas else [], [unggahan] if unggahan else [], tautan, letak)
    if len(bahan) != 1:
        raise TindakanDitolak(ISI_SATU)
    (isi,) = bahan
    if isi.get("sidik") and isi["sidik"] == bukti.sidik:
        raise TindakanDitolak("Berkas ini sama dengan yang akan diganti. Pilih berkas yang baru.")
    if not judul.strip() and bukti.judul != bukti.keterangan:
        judul = bukti.judul
    _cabut(bukti, oleh, alasan)
    baru: list[BuktiDukung] = []
    try:
        baru.append(_buat(bukti, oleh, judul, bukti.macam, isi, menggantikan=bukti))
        baru[0].realisasi.set(bukti.realisasi.all())
        catat(
            aksi="pengumpulan.ganti_bukti",
            objek=baru[0],
            oleh=oleh,
            lama={"judul": bukti.judul, "keterangan": bukti.keterangan, "sidik": bukti.sidik},
            baru={"judul": baru[0].judul, "keterangan": baru[0].keterangan, "sidik": baru[0].sidik},
            alasan=alasan,
        )
        _lepas_unggahan([unggahan] if unggahan else [])
    except BaseException:
        buang_berkas(baru)
        raise
    return baru[0]


@transaction.atomic
def cabut_bukti(*, bukti: BuktiDukung, oleh: Pengguna, alasan: str) -> BuktiDukung:
    """Withdraw a piece of evidence, with a reason; it stays readable in the history.

    Not once a figure that rests on it was approved.
    """
    periksa_boleh_bukti(bukti.unit, oleh)
    alasan = _alasan(alasan, "Tuliskan alasan bukti ini dicabut.")
    periksa_belum_disetujui(bukti, kunci=True)
    _cabut(bukti, oleh, alasan)
    catat(aksi="pengumpulan.cabut_bukti", objek=bukti, oleh=oleh, alasan=alasan)
    return bukti


def susun_macam(macam: Iterable[str], realisasi: Iterable[int]) -> str:
    """The kinds, one a line, written as the definitions of these figures write them; others are refused."""
    diminta = {sama(nama): nama for nama in nama_jenis(realisasi)}
    hasil: dict[str, str] = {}
    for satu in macam:
        if not satu.strip():
            continue
        if sama(satu) not in diminta:
            raise TindakanDitolak(
                f"Jenis bukti “{' '.join(satu.split())[:100]}” tidak diminta oleh indikator yang dipilih. "
                "Pilih indikator yang memintanya, atau kosongkan jenisnya."
            )
        hasil[sama(satu)] = diminta[sama(satu)]
    return "\n".join(hasil.values())


def nama_jenis(realisasi: Iterable[int]) -> list[str]:
    """The kinds that the definitions of these figures name, each once, in the order they come."""
    daftar = Realisasi.objects.filter(pk__in=list(realisasi)).select_related("periode")
    per_baris = jenis_diminta(daftar).values()
    hasil: dict[str, str] = {}
    for satu in (satu for jenis in per_baris for satu in jenis):
        hasil.setdefault(sama(satu.nama), " ".join(satu.nama.split()))
    return list(hasil.values())


def buang_berkas(daftar: Iterable[BuktiDukung]) -> None:
    """Take away files whose rows will not stay."""
    for satu in daftar:
        if satu.berkas:
            satu.berkas.storage.delete(satu.berkas.name)


def _alasan(alasan: str, kalimat: str) -> str:
    alasan = alasan.strip()
    if not alasan:
        raise TindakanDitolak(kalimat)
    return alasan


def _siapkan(
    pemilik: Formulir | BuktiDukung,
    oleh: Pengguna,
    berkas: Sequence[File],
    unggahan: Sequence[UnggahanBertahap],
    tautan: str,
    letak: str,
) -> list[dict]:
    """The fields of each piece, all checked before the first is stored."""
    tautan, letak = tautan.strip(), letak.strip()
    if sum((bool(berkas or unggahan), bool(tautan), bool(letak))) != 1:
        raise TindakanDitolak(ISI_SATU)
    if len(berkas) + len(unggahan) > SEKALIGUS_TERBANYAK:
        raise TindakanDitolak(f"Paling banyak {SEKALIGUS_TERBANYAK} berkas sekaligus. Lampirkan bertahap.")
    if tautan:
        try:
            TAUTAN_SAH(tautan)
        except ValidationError as salah:
            raise TindakanDitolak("Tautan harus lengkap, diawali https:// atau http://.") from salah
        return [{"jenis": BuktiDukung.Jenis.TAUTAN, "tautan": tautan}]
    if letak:
        return [{"jenis": BuktiDukung.Jenis.LETAK, "letak": letak[:200]}]
    bahan = [_isi_berkas(satu, _periksa(satu, banyak=len(berkas) > 1)) for satu in berkas]
    for satu in unggahan:
        bahan.append(_isi_unggahan(pemilik, oleh, satu))
    return bahan


def _periksa(berkas: File, *, banyak: bool) -> BerkasSah:
    try:
        return periksa_berkas(berkas)
    except TindakanDitolak as tolak:
        if not banyak:
            raise
        raise TindakanDitolak(f"{berkas.name}: {tolak} Tidak ada yang dilampirkan.") from tolak


def _isi_berkas(berkas: File, sah: BerkasSah) -> dict:
    return {
        "jenis": BuktiDukung.Jenis.BERKAS,
        "berkas": berkas,
        "nama_berkas": sah.nama,
        "tipe": sah.tipe,
        "ukuran": sah.ukuran,
        "sidik": sah.sidik,
    }


def _isi_unggahan(pemilik: Formulir | BuktiDukung, oleh: Pengguna, unggahan: UnggahanBertahap) -> dict:
    """An upload that is complete, this person's own, and meant for that unit."""
    satu = (
        UnggahanBertahap.objects.select_for_update()
        .filter(pk=unggahan.pk, oleh=oleh, selesai_pada__isnull=False)
        .first()
    )
    unit = pemilik.unit_id
    if satu is None or satu.formulir.unit_id != unit or not satu.jalur.exists():
        raise TindakanDitolak("Unggahan ini sudah tidak ada atau belum selesai. Unggah lagi berkasnya.")
    berkas = File(satu.jalur.open("rb"), name=satu.nama_berkas)
    return _isi_berkas(berkas, periksa_berkas(berkas)) | {"ukuran_asal": satu.ukuran_asal}


def _buat(
    pemilik: Formulir | BuktiDukung, oleh: Pengguna, judul: str, macam: str, isi: dict, **lain
) -> BuktiDukung:
    nama = isi.get("nama_berkas") or isi.get("tautan") or isi.get("letak") or ""
    try:
        return BuktiDukung.objects.create(
            opd_id=pemilik.opd_id,
            unit_id=pemilik.unit_id,
            judul=judul.strip()[:200] or nama[:200],
            macam=macam,
            diunggah_oleh=oleh,
            **isi,
            **lain,
        )
    finally:
        if isi.get("berkas"):
            isi["berkas"].close()


def _lepas_unggahan(unggahan: Iterable[UnggahanBertahap]) -> None:
    """What was attached is no longer on its way; its working file goes once that is certain."""
    for satu in unggahan:
        jalur = satu.jalur
        UnggahanBertahap.objects.filter(pk=satu.pk).delete()
        transaction.on_commit(lambda jalur=jalur: jalur.unlink(missing_ok=True))


def _catat_lampiran(bukti: BuktiDukung, oleh: Pengguna, jumlah_baris: int) -> None:
    catat(
        aksi="pengumpulan.lampirkan_bukti",
        objek=bukti,
        oleh=oleh,
        baru={
            "judul": bukti.judul,
            "keterangan": bukti.keterangan,
            "jenis": bukti.macam,
            "sidik": bukti.sidik,
            "baris": jumlah_baris,
        },
    )


def _cabut(bukti: BuktiDukung, oleh: Pengguna, alasan: str) -> None:
    if not BuktiDukung.objects.filter(pk=bukti.pk, dicabut_pada=None).update(
        dicabut_pada=timezone.now(), dicabut_oleh=oleh, alasan_cabut=alasan
    ):
        raise TindakanDitolak("Bukti ini sudah dicabut atau diganti. Muat ulang halaman.")
    bukti.refresh_from_db()
