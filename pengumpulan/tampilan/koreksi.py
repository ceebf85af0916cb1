"""Requests for correction as the pages show them: the list, and one with its rows before and after."""

from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Prefetch, Value, When
from django.urls import reverse

from alur.models import CatatanPerbaikan
from alur.tampilan import Status, sebut_tanggal, sebut_waktu
from pengumpulan.models import ButirKoreksi, ButirPenyerahan, PermintaanKoreksi
from pengumpulan.tampilan.sebutan import sebut_isi

STATUS_KOREKSI = {
    PermintaanKoreksi.Status.DIAJUKAN: Status("Menunggu putusan Kepala", "hourglass", "kuning"),
    PermintaanKoreksi.Status.DIBUKA: Status("Dibuka, menunggu koreksi", "pencil", "biru"),
    PermintaanKoreksi.Status.SELESAI: Status("Selesai", "circle-check", "hijau"),
    PermintaanKoreksi.Status.DITOLAK: Status("Ditolak", "ban", "merah"),
    PermintaanKoreksi.Status.DIBATALKAN: Status("Dibatalkan", "circle-dashed", "abu"),
}
STATUS_BUTIR = {
    ButirKoreksi.Status.DIAJUKAN: Status("Diusulkan", "hourglass", "kuning"),
    ButirKoreksi.Status.TERBUKA: Status("Dengan unit", "pencil", "biru"),
    ButirKoreksi.Status.SELESAI: Status("Dikoreksi", "circle-check", "hijau"),
    ButirKoreksi.Status.DITUTUP: Status("Tidak dikoreksi", "circle-dashed", "abu"),
}
DISERAHKAN = Status("Diserahkan, menunggu putusan", "send", "ungu")
SARINGAN = (("", "Semua"), ("berjalan", "Masih berjalan"), ("selesai", "Sudah ditutup"))


def urut_koreksi(daftar):
    """What still waits first, then the newest."""
    return daftar.annotate(
        giliran=Case(
            When(status__in=PermintaanKoreksi.BERJALAN, then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        ),
        jumlah=Count("butir"),
    ).order_by("giliran", "-pk")


@dataclass(frozen=True)
class RingkasKoreksi:
    """One request in the list."""

    permintaan: PermintaanKoreksi
    status: Status
    baris: str
    diajukan: str


def susun_daftar_koreksi(daftar) -> list[RingkasKoreksi]:
    """These requests; two queries for any number."""
    butir = ButirKoreksi.objects.select_related("realisasi__indikator", "baris__formulir__unit").order_by(
        "pk"
    )
    return [
        RingkasKoreksi(
            satu,
            STATUS_KOREKSI[satu.status],
            sebut_baris(satu.butir.all()),
            f"{satu.diajukan_oleh}, {sebut_waktu(satu.diajukan_pada)}",
        )
        for satu in daftar.prefetch_related(Prefetch("butir", butir))
    ]


BARIS_DISEBUT = 4


def sebut_baris(butir) -> str:
    """``IKU-2 (Bidang Dua), IKU-3 (Bidang Satu) dan 2 lainnya``."""
    sebut = [f"{satu.realisasi.indikator.kode} ({satu.baris.formulir.unit})" for satu in butir]
    lain = f" dan {len(sebut) - BARIS_DISEBUT} lainnya" if len(sebut) > BARIS_DISEBUT else ""
    return ", ".join(sebut[:BARIS_DISEBUT]) + lain


@dataclass(frozen=True)
class BarisKoreksi:
    """One row of a request, before and after."""

    kode: str
    judul: str
    unit: str
    uraian: str
    sebelum: str
    sesudah: str
    status: Status
    url: str
    perbaikan: CatatanPerbaikan | None


def susun_baris_koreksi(permintaan: PermintaanKoreksi) -> list[BarisKoreksi]:
    """Its rows; two queries for any number."""
    daftar = list(
        permintaan.butir.select_related(
            "realisasi__indikator",
            "baris__formulir__unit",
            "baris__perbaikan__dijawab_oleh",
            "revisi_sebelum",
            "revisi_sesudah",
        ).order_by("pk")
    )
    diserahkan = set(
        ButirPenyerahan.objects.menunggu()
        .filter(baris__in=[satu.baris_id for satu in daftar])
        .values_list("baris", flat=True)
    )
    return [
        BarisKoreksi(
            satu.realisasi.indikator.kode,
            satu.realisasi.indikator.nama,
            str(satu.baris.formulir.unit),
            satu.uraian,
            sebut_isi(satu.revisi_sebelum) if satu.revisi_sebelum else "belum pernah disetujui",
            sebut_isi(satu.revisi_sesudah) if satu.revisi_sesudah else "–",
            DISERAHKAN
            if satu.status == ButirKoreksi.Status.TERBUKA and satu.baris_id in diserahkan
            else STATUS_BUTIR[satu.status],
            reverse("baris_isi", args=[satu.baris_id]),
            satu.baris.perbaikan if satu.status == ButirKoreksi.Status.TERBUKA else None,
        )
        for satu in daftar
    ]


def riwayat_koreksi(permintaan: PermintaanKoreksi) -> list[tuple[str, str, str]]:
    """(what, who and when, why) of what happened to a request, oldest first."""
    p = permintaan
    apa = "Diusulkan" if p.asal == PermintaanKoreksi.Asal.PEMBUKAAN else "Diminta"
    hasil = [(apa, _siapa(p.diajukan_oleh, p.diajukan_selaku, p.diajukan_pada), p.alasan)]
    if p.diputuskan_pada:
        kata = "Ditolak" if p.status == PermintaanKoreksi.Status.DITOLAK else "Dibuka kembali"
        siapa = _siapa(p.diputuskan_oleh, p.diputuskan_selaku, p.diputuskan_pada)
        if p.dicatat_untuk:
            siapa = (
                f"{p.dicatat_untuk.pegawai} ({p.diputuskan_selaku}), {sebut_tanggal(p.tanggal_sebenarnya)}; "
                f"dicatat {p.diputuskan_oleh}, {sebut_waktu(p.diputuskan_pada)}, atas dasar {p.dasar_pencatatan}"
            )
        hasil.append((kata, siapa, p.alasan_putusan))
    if p.ditutup_pada:
        hasil.append((p.get_status_display(), _siapa(p.ditutup_oleh, "", p.ditutup_pada), p.alasan_ditutup))
    return hasil


def _siapa(oleh, selaku: str, pada) -> str:
    return ", ".join(dict.fromkeys(satu for satu in (str(oleh), selaku, sebut_waktu(pada)) if satu))
