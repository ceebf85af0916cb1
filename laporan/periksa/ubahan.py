"""What changed since a row was last sent back: old and new in sentences, out of revisions and the audit trail."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from alur.models import CatatanPerbaikan, Pelaksanaan
from jejak.models import CatatanJejak
from laporan.periksa.kelompok import TEKS_REKAP
from laporan.susunan.sel import sel_isian
from pengukuran.models import HasilUkur, Pengukuran
from pengumpulan.actions import IsiSel
from pengumpulan.bacaan import bacaan
from pengumpulan.models import BERANGKA, BarisAnggaran, BarisFormulir, Pengumpulan, RevisiRealisasi
from perencanaan.angka import tulis_angka
from perencanaan.models import RealisasiAnggaran

UBAH_TEKS = {"analisis": "Analisis", "upaya": "Upaya", **dict(TEKS_REKAP)}


def _saat_kembali(pelaksanaan: Pelaksanaan | None) -> dict[tuple[int, int], tuple[int, datetime]]:
    """{(step, round) of a decision: (audit entry, moment) of its return}.

    Asked of the audit trail, whose moments are real also where a run is recorded afterwards.
    """
    if pelaksanaan is None:
        return {}
    entri = CatatanJejak.objects.filter(
        objek_jenis=pelaksanaan._meta.label_lower, objek_id=pelaksanaan.pk, aksi="alur.kembalikan"
    )
    return {(satu.baru["langkah"], satu.baru["putaran"]): (satu.pk, satu.waktu) for satu in entri}


def _kunci_putusan(perbaikan: CatatanPerbaikan) -> tuple[int, int]:
    return perbaikan.catatan.langkah.nomor, perbaikan.catatan.putaran


def _saat(
    perbaikan: CatatanPerbaikan, saat: Mapping[tuple[int, int], tuple[int, datetime]]
) -> datetime | None:
    """When the row was sent back: with a decision, or by Tim SAKIP beside the steps."""
    if not perbaikan.dari_keputusan:
        return perbaikan.dibuat_pada
    return saat.get(_kunci_putusan(perbaikan), (0, None))[1]


def ubahan_rekap(pengumpulan: Pengumpulan, baris: list[BarisFormulir]) -> dict[int, tuple[str, ...]]:
    """{row: what it said when it was last sent back, against what it says now}."""
    kembali = [satu for satu in baris if satu.perbaikan_id]
    if not kembali:
        return {}
    saat = _saat_kembali(pengumpulan.pelaksanaan)
    revisi = defaultdict(list)
    for satu in RevisiRealisasi.objects.filter(realisasi__in=[b.realisasi_id for b in kembali]).order_by(
        "versi"
    ):
        revisi[satu.realisasi_id].append(satu)
    hasil = {}
    for satu in kembali:
        dikembalikan = _saat(satu.perbaikan, saat)
        if dikembalikan is None:
            continue
        dulu = [r for r in revisi[satu.realisasi_id] if r.pada <= dikembalikan]
        kini = bacaan(satu)
        if dulu and IsiSel.dari(dulu[-1]) != IsiSel.dari(kini):
            hasil[satu.pk] = _beda(dulu[-1], kini)
    return hasil


def _beda(dulu: RevisiRealisasi, kini) -> tuple[str, ...]:
    """Old and new in sentences; of texts only that they were rewritten, with what stood there."""
    lama, baru = IsiSel.dari(dulu), IsiSel.dari(kini)
    kalimat = []
    if sel_isian(dulu, 4).teks != sel_isian(kini, 4).teks:
        kalimat.append(f"Realisasi {_kata(dulu)} menjadi {_kata(kini)}.")
    elif (lama.pembilang, lama.penyebut) != (baru.pembilang, baru.penyebut):
        kalimat.append(
            f"Pembilang/penyebut {_bagian(lama)} menjadi {_bagian(baru)}; nilainya tetap {_kata(kini)}."
        )
    for nama, label in (("alasan", "Alasan"), ("sumber", "Sumber"), *TEKS_REKAP):
        if getattr(lama, nama) != getattr(baru, nama):
            kalimat.append(f"{label} ditulis ulang; sebelumnya: {getattr(lama, nama) or 'kosong'}")
    return tuple(kalimat) or ("Isian ditandai ulang.",)


def _kata(isian) -> str:
    return sel_isian(isian, 4).teks.lower() if isian.keadaan not in BERANGKA else sel_isian(isian, 4).teks


def _bagian(isi: IsiSel) -> str:
    return f"{tulis_angka(isi.pembilang) or '–'} / {tulis_angka(isi.penyebut) or '–'}"


def ubahan_anggaran(
    pengumpulan: Pengumpulan, baris: list[BarisAnggaran], kini: Mapping[int, RealisasiAnggaran]
) -> dict[int, tuple[str, ...]]:
    """{row: the amount of this period when it was last sent back, against what it is now}; out of the audit trail.

    ``kini`` are the amounts of this period by node.
    """
    kembali = [satu for satu in baris if satu.perbaikan_id and satu.simpul_id in kini]
    if not kembali:
        return {}
    saat = _saat_kembali(pengumpulan.pelaksanaan)
    ditulis = defaultdict(list)
    for satu in CatatanJejak.objects.filter(
        objek_jenis=RealisasiAnggaran._meta.label_lower,
        objek_id__in=[kini[b.simpul_id].pk for b in kembali],
        aksi="pengumpulan.catat_anggaran",
    ).order_by("pk"):
        ditulis[satu.objek_id].append(satu)
    hasil = {}
    for satu in kembali:
        dikembalikan, isi = _saat(satu.perbaikan, saat), kini[satu.simpul_id]
        sesudah = [e for e in ditulis[isi.pk] if dikembalikan and e.waktu > dikembalikan]
        if not sesudah:
            continue
        # The first entry after the return holds what stood there at the return.
        dulu = _desimal((sesudah[0].lama or {}).get("nilai"))
        if dulu != isi.nilai:
            kata = f"Rp{tulis_angka(dulu)}" if dulu is not None else "Belum diisi"
            hasil[satu.pk] = (f"Realisasi periode ini {kata} menjadi Rp{tulis_angka(isi.nilai)}.",)
    return hasil


def ubahan_hasil(
    pengukuran: Pengukuran, daftar: list[HasilUkur], perbaikan: Mapping[int, CatatanPerbaikan]
) -> dict[int, tuple[str, ...]]:
    """{result: what it said when it was last sent back, against what it says now}; out of the audit trail."""
    if not perbaikan:
        return {}
    saat = _saat_kembali(pengukuran.pelaksanaan)
    mulai = {}
    for satu in daftar:
        if satu.perbaikan_id:
            kunci = _kunci_putusan(perbaikan[satu.perbaikan_id])
            if kunci in saat:
                mulai[satu.pk] = saat[kunci][0]
    lama: dict[int, dict] = defaultdict(dict)
    entri = CatatanJejak.objects.filter(
        objek_jenis=HasilUkur._meta.label_lower,
        objek_id__in=mulai,
        pk__gt=min(mulai.values(), default=0),
        aksi__in=["pengukuran.ukur_ulang", "pengukuran.tulis_analisis"],
    ).order_by("pk")
    for satu in entri:
        if satu.pk > mulai[satu.objek_id]:
            for nama, nilai in (satu.lama or {}).items():
                # The first entry after the return holds what stood there at the return.
                lama[satu.objek_id].setdefault(nama, nilai)
    return {satu.pk: beda for satu in daftar if (beda := _beda_hasil(satu, lama.get(satu.pk, {})))}


def _beda_hasil(hasil: HasilUkur, lama: Mapping) -> tuple[str, ...]:
    kalimat = []
    for nama, kolom, label in (
        ("realisasi", "realisasi", "Realisasi"),
        ("capaian", "capaian_periode", "Capaian"),
    ):
        kini = getattr(hasil, kolom)
        if nama in lama and _desimal(lama[nama]) != kini:
            desimal = 2 if nama == "capaian" else None
            kalimat.append(
                f"{label} {tulis_angka(_desimal(lama[nama]), desimal) or '–'} menjadi "
                f"{tulis_angka(kini, desimal) or '–'}."
            )
    for nama, label in UBAH_TEKS.items():
        if nama in lama and lama[nama] != getattr(hasil, nama):
            kalimat.append(f"{label} ditulis ulang; sebelumnya: {lama[nama] or 'kosong'}")
    return tuple(kalimat)


def _desimal(teks: str | None) -> Decimal | None:
    return None if teks is None else Decimal(teks)
