"""Whose turn a form is, the way to hand it in or take it back, and what became of each hand-in."""

from dataclasses import dataclass

from django.urls import reverse

from alur.models import Pelaksanaan
from alur.tampilan import sebut_batas, sebut_tanggal, sebut_waktu
from organisasi.kalender import Kalender
from organisasi.waktu import hari_ini
from pengumpulan import models
from pengumpulan.actions.serahkan import dapat_ditarik, kekurangan_formulir
from pengumpulan.kunci import sebab_formulir_terkunci
from pengumpulan.models import Formulir
from pengumpulan.tahap import akan_susulan, menunggu_pengisian
from pengumpulan.tampilan.daftar import batas_pengumpulan
from pengumpulan.tampilan.sebutan import sebut_penyerahan, sebut_persetujuan
from pengumpulan.tampilan.wenang import Kewenangan


def susun_giliran_formulir(formulir: Formulir, wenang: Kewenangan) -> dict:
    """The banner of a form (``komponen/giliran.html``); the same list guards the hand-in."""
    pengumpulan = formulir.pengumpulan
    pelaksanaan = pengumpulan.pelaksanaan
    if pelaksanaan and pelaksanaan.status == Pelaksanaan.Status.DIBATALKAN:
        return {"siapa": "Pengumpulan ini dibatalkan", "selesai": True, "uraian": pelaksanaan.alasan_batal}
    if susulan := _giliran_susulan(formulir, wenang):
        return susulan
    if formulir.status == Formulir.Status.DISETUJUI or not pengumpulan.terbuka:
        return {
            "siapa": "Sudah disetujui dan dikunci",
            "selesai": True,
            "uraian": sebut_persetujuan(pengumpulan),
        }
    if formulir.status == Formulir.Status.DISERAHKAN:
        return {
            "siapa": "Sudah diserahkan, menunggu diperiksa",
            "selesai": True,
            "uraian": sebut_penyerahan(formulir),
        }
    kembali = formulir.status == Formulir.Status.DIKEMBALIKAN
    uraian = (
        "Perbaiki baris yang dikembalikan, tulis apa yang diperbaiki, lalu serahkan lagi."
        if kembali
        else "Isi setiap baris, lalu serahkan formulir."
    )
    if formulir.status == Formulir.Status.DISIAPKAN:
        uraian = "Formulir belum dibagikan; isinya dapat dilihat, belum dapat diisi."
    return _giliran_unit(formulir, wenang, uraian)


def _giliran_susulan(formulir: Formulir, wenang: Kewenangan) -> dict | None:
    """The banner of what comes after the run went on; none while the form goes with its run."""
    menunggu = formulir.penyerahan.susulan_menunggu().order_by("nomor").first()
    dikoreksi = models.ButirKoreksi.objects.terbuka().filter(baris__formulir=formulir, baris__ditunggu=True)
    jumlah_dikoreksi = dikoreksi.count()
    if menunggu and not formulir.dapat_diisi and not jumlah_dikoreksi:
        return {
            "siapa": "Susulan sudah diserahkan, menunggu "
            + ("keputusan" if menunggu.diteruskan_pada else "diperiksa Tim SAKIP"),
            "selesai": True,
            "uraian": f"{menunggu.penyerah}, {sebut_waktu(menunggu.pada)}",
        }
    if not akan_susulan(formulir):
        return None
    ditunggu = formulir.baris.filter(ditunggu=True).count()
    if not (ditunggu or formulir.dapat_diisi):
        return None
    if sebab := sebab_formulir_terkunci(formulir):
        return {"siapa": "Periode ini dikunci", "selesai": True, "uraian": sebab}
    uraian = (
        f"Pelaksanaan berlanjut tanpa formulir ini ({formulir.alasan_dilewati.rstrip('.')}). Isi setiap baris, "
        "lalu serahkan sebagai susulan."
        if formulir.dapat_diisi
        else f"{ditunggu} baris disetujui sebagai menyusul. Isi angkanya begitu ada, lalu serahkan sebagai "
        "susulan."
    )
    if jumlah_dikoreksi:
        uraian = (
            f"{jumlah_dikoreksi} baris diminta dikoreksi; yang lain tetap disetujui. "
            "Perbaiki, jawab catatan, lalu serahkan."
        )
    return _giliran_unit(formulir, wenang, uraian, unit=True)


def _giliran_unit(formulir: Formulir, wenang: Kewenangan, uraian: str, unit: bool = False) -> dict:
    pengumpulan = formulir.pengumpulan
    kalender = Kalender(pengumpulan.opd)
    tanggal = hari_ini(pengumpulan.opd.pemda.zona_waktu)
    batas = batas_pengumpulan(pengumpulan, kalender)
    return {
        "siapa": str(formulir.unit) if unit or formulir.dapat_diisi else "formulir dibagikan",
        "milik_saya": wenang.mengisi and wenang.orang_unit,
        "uraian": uraian,
        "sejak": sebut_waktu(formulir.dibagikan_pada) if formulir.dibagikan_pada else "",
        "batas_waktu": sebut_batas(kalender, batas, tanggal),
        "terlambat": batas < tanggal,
        "kekurangan": kekurangan_formulir(formulir),
    }


@dataclass(frozen=True)
class Penyerahan:
    """What ``_serah.html`` shows: the way to hand in or why there is none, the way to take back, the history."""

    url: str = ""
    label: str = ""
    keterangan: str = ""
    dilewati: str = ""
    url_tarik: str = ""
    riwayat: tuple[dict, ...] = ()


def susun_penyerahan(formulir: Formulir, wenang: Kewenangan) -> Penyerahan | None:
    """The hand-in of a form: for who may hand it in or take it back; its history for every reader."""
    riwayat = tuple(susun_riwayat_penyerahan(formulir))
    dilewati = sebut_dilewati(formulir)
    boleh = wenang.orang_unit or wenang.tim
    url, label, keterangan = _jalan(formulir) if wenang.mengisi else ("", "", "")
    tarik = (
        reverse("formulir_tarik", args=[formulir.pk])
        if boleh and riwayat and dapat_ditarik(formulir)[0]
        else ""
    )
    if not (url or keterangan or tarik or riwayat or dilewati):
        return None
    return Penyerahan(url, label, keterangan, dilewati, tarik, riwayat)


def _jalan(formulir: Formulir) -> tuple[str, str, str]:
    if menunggu_pengisian(formulir):
        return "", "", "Formulir diserahkan pada langkah pengisian, yang sekarang belum dibuka."
    susulan = akan_susulan(formulir)
    return (
        reverse("formulir_serahkan", args=[formulir.pk]),
        "Periksa, lalu serahkan susulan" if susulan else "Periksa, lalu serahkan",
        "Lihat sekali lagi sebelum diserahkan. Setelah diserahkan, baris tertutup; selama belum direkap, formulir "
        "masih dapat ditarik kembali."
        if not susulan
        else "Susulan diperiksa Tim SAKIP, lalu diputuskan sendiri tanpa mengulang pelaksanaan.",
    )


def sebut_dilewati(formulir: Formulir) -> str:
    """That the run goes on without the form, who said so and why; empty where it does not."""
    if not formulir.dilewati:
        return ""
    return (
        f"Dilewati oleh {formulir.dilewati_oleh}, {sebut_tanggal(formulir.dilewati_pada)}: "
        f"{formulir.alasan_dilewati}"
    )


def susun_riwayat_penyerahan(formulir: Formulir) -> list[dict]:
    """Each hand-in, newest first: by whom and for whom, and what became of it."""
    return [
        {
            "judul": f"{satu.get_macam_display()} ke-{satu.nomor}",
            "siapa": f"{satu.penyerah}, {sebut_waktu(satu.pada)}",
            "bukan_pejabat": bool(satu.untuk_id or satu.jabatan_kosong),
            "nasib": _nasib(satu),
        }
        for satu in formulir.penyerahan.dengan_orang().order_by("-nomor")
    ]


def _nasib(satu: models.Penyerahan) -> str:
    if satu.ditarik_pada:
        return f"Ditarik kembali {satu.ditarik_oleh}, {sebut_waktu(satu.ditarik_pada)}: {satu.alasan_ditarik}"
    if satu.keputusan:
        alasan = f": {satu.alasan}" if satu.alasan else ""
        return (
            f"{satu.get_keputusan_display()} {satu.diputuskan_oleh}, {satu.diputuskan_selaku}, "
            f"{sebut_waktu(satu.diputuskan_pada)}{alasan}"
        )
    if satu.diteruskan_pada:
        return f"Diperiksa {satu.diteruskan_oleh}, {sebut_waktu(satu.diteruskan_pada)}; menunggu keputusan"
    return "Menunggu diperiksa Tim SAKIP" if satu.macam == satu.Macam.SUSULAN else ""
