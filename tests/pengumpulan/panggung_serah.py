"""A run whose forms are out, and the people who fill, hand in, check and decide them, by the real actions."""

from datetime import date
from decimal import Decimal

from alur import tindakan
from alur.models import Pelaksanaan
from alur.perbaikan import tindaklanjuti
from organisasi.models import Pengguna
from pengumpulan.actions import catat_realisasi, serahkan, serahkan_formulir, setujui_susulan, terima_baris
from pengumpulan.actions.periksa import butir_diperiksa
from pengumpulan.models import BarisFormulir, Formulir, Penyerahan
from tests.alur.penjalan import terbuka
from tests.pabrik import Kantor
from tests.pengumpulan import meja
from tests.potret import bangun

BATAS = date(2026, 1, 15)  # the batas waktu that meja.mulai gives; long over


def kantor_berindikator(kantor: Kantor) -> Kantor:
    """Two indicators of Bidang Satu, one of each other unit."""
    meja.indikator(kantor, "IK-1", kantor.bidang_satu, target=100)
    meja.indikator(kantor, "IK-2", kantor.bidang_satu)
    meja.indikator(kantor, "IK-3", kantor.bidang_dua)
    meja.indikator(kantor, "IK-4", kantor.sekretariat)
    return kantor


def run_pengisian(kantor: Kantor) -> Pelaksanaan:
    """SOP 000 at its filling step."""
    return bangun("serah.run_pengisian", _run_pengisian, kantor)


def _run_pengisian(kantor: Kantor) -> Pelaksanaan:
    run = meja.mulai(kantor_berindikator(kantor))
    meja.sampai(run, 7)
    return run


def ketik(form: Formulir, kode: str, oleh: Pengguna, nilai: int = 5, **isi) -> None:
    """Type one row; ``keadaan`` and ``alasan`` instead of a figure."""
    ketik_baris(meja.baris(form, kode), oleh, nilai, **isi)


def ketik_baris(baris: BarisFormulir, oleh: Pengguna, nilai: int = 5, **isi) -> None:
    """The same for a row in hand."""
    r = baris.realisasi
    if isi.get("keadaan", "angka") == "angka":
        isi |= {"keadaan": "angka", "nilai": Decimal(nilai)}
    catat_realisasi(indikator=r.indikator, unit=r.unit, periode=r.periode, oleh=oleh, **isi)


def jawab(form: Formulir, kode: str, oleh: Pengguna, jawaban: str = "Sudah diperbaiki") -> None:
    """Say what was mended in a row that came back."""
    tindaklanjuti(perbaikan=meja.baris(form, kode).perbaikan, oleh=oleh, jawaban=jawaban)


def isi_penuh(form: Formulir, oleh: Pengguna, nilai: int = 5) -> None:
    """Type a figure into every row that is with the unit and says nothing yet."""
    for satu in form.baris.select_related("realisasi__indikator", "realisasi__unit", "realisasi__periode"):
        if satu.dapat_diisi and satu.realisasi.keadaan == "belum_diisi":
            ketik_baris(satu, oleh, nilai)


def serah(run: Pelaksanaan, unit, oleh: Pengguna, nilai: int = 5) -> Formulir:
    """Fill the unit's form and hand it in: at the filling step, or by itself after it."""
    return bangun("serah.serah", _serah, run, unit, oleh, nilai)


def _serah(run: Pelaksanaan, unit, oleh: Pengguna, nilai: int) -> Formulir:
    form = meja.formulir(run, unit)
    isi_penuh(form, oleh, nilai)
    if terbuka(run).langkah.layar == "pengisian":
        serahkan(catatan=terbuka(run), oleh=oleh)
    else:
        serahkan_formulir(formulir=form, oleh=oleh)
    form.refresh_from_db()
    return form


def semua_serah(kantor: Kantor, run: Pelaksanaan) -> None:
    """Every unit by its head: the filling step closes."""
    bangun("serah.semua_serah", _semua_serah, kantor, run)


def _semua_serah(kantor: Kantor, run: Pelaksanaan) -> None:
    serah(run, kantor.sekretariat, kantor.kasubbag)
    serah(run, kantor.bidang_satu, kantor.kabid_satu)
    serah(run, kantor.bidang_dua, kantor.kabid_dua)


def terima_semua(form: Formulir, oleh: Pengguna) -> int:
    """Tim SAKIP accepts whatever of the form may be accepted."""
    butir = butir_diperiksa(Formulir.objects.get(pk=form.pk))
    return terima_baris(
        formulir=form, baris={b.baris_id: b.revisi_id for b in butir if b.baris_id}, oleh=oleh
    )


def setujui_sampai(run: Pelaksanaan, kantor: Kantor) -> None:
    """Recap, report, and the Sekretaris approves the collection (step 10)."""
    bangun("serah.setujui_sampai", _setujui_sampai, run, kantor)


def _setujui_sampai(run: Pelaksanaan, kantor: Kantor) -> None:
    meja.sampai(run, 10)
    tindakan.setujui(catatan=terbuka(run), oleh=kantor.sekretaris)


def putuskan(form: Formulir, kantor: Kantor) -> Penyerahan:
    """The form's susulan is checked by Tim SAKIP and approved by the Sekretaris."""
    terima_semua(form, kantor.ketua_tim)
    susulan = form.penyerahan.susulan_menunggu().get()
    return setujui_susulan(penyerahan=susulan, oleh=kantor.sekretaris)
