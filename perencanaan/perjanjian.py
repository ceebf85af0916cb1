"""Perjanjian Kinerja: what may be done with one, from its draft to its signing and its revisions.

A draft revision holds its targets, with those of their periods, as ``rancangan``: they count nowhere. Signing
switches in one go: what was in force ends the day before, what was agreed begins, and the text is kept as signed.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from jejak.actions import catat
from organisasi.galat import TindakanDitolak
from organisasi.hak import periksa
from organisasi.models import OPD, Jabatan, Pengguna
from organisasi.pejabat import atasan_langsung
from organisasi.waktu import hari_ini
from perencanaan.models import PerjanjianKinerja, TargetPeriode, TargetUnit, VersiTarget
from perencanaan.naskah_pk import (
    NaskahPK,
    baca_baris,
    hitung_sidik,
    indikator_dilepas,
    jabatan_kepala_daerah,
    penempatan_wajib,
    simpan_naskah,
    susun_naskah,
    target_di_luar,
    target_sebelumnya,
    versi_perjanjian,
    versi_sebelum,
)
from perencanaan.sebut import sebut_target, sesuai_arah

Sebab = PerjanjianKinerja.Sebab
Status = PerjanjianKinerja.Status
MILIK_PK = "Target ini milik PK yang sudah ditandatangani; ubah lewat PK Perubahan."
TARGET_BERTEMU = "Target lain indikator ini sudah berlaku pada masa itu. Pilih tanggal mulai sesudahnya."
TIDAK_BOLEH_KELOLA = "Hanya Tim SAKIP dan administrator yang menyiapkan Perjanjian Kinerja."
TIDAK_BOLEH_TANDA = (
    "Hanya Sekretaris, Tim SAKIP, dan administrator yang mencatat penandatanganan Perjanjian Kinerja."
)
SUDAH_TANDA = "Perjanjian Kinerja ini sudah ditandatangani dan tidak dapat diubah. Buat PK Perubahan."
BERUBAH = (
    "Konsep ini sudah diubah orang lain sejak halaman Anda dibuka. Muat ulang, lalu ubah yang masih perlu."
)
SUDAH_ADA = "Perjanjian Kinerja ini baru saja dibuat orang lain. Muat ulang halamannya."
PEJABAT_TANPA_TARGET = (
    "Pergantian pejabat tidak mengubah target. Hapus target pada konsep ini, atau pilih sebab perubahan lain."
)
# What may still be mended on a draft here; its targets have pages of their own.
BUTIR_KONSEP = (
    "nomor",
    "tanggal",
    "tempat",
    "atasan",
    "pihak_kedua_jabatan",
    "pihak_kedua_nama",
    "pihak_kedua_pangkat",
    "pihak_kedua_nip",
)
# What a revision takes over from the version before it.
BUTIR_TETAP = (
    "atasan",
    "tempat",
    "pihak_kedua_jabatan",
    "pihak_kedua_nama",
    "pihak_kedua_pangkat",
    "pihak_kedua_nip",
)


# -- targets beside each other ----------------------------------------------------------------------


def target_bertemu(versi: VersiTarget) -> QuerySet[VersiTarget]:
    """The stored targets of the same indicator and year, no drafts, that share a day with this one."""
    lain = (
        VersiTarget.objects.ditetapkan()
        .filter(Q(tanggal_selesai=None) | Q(tanggal_selesai__gte=versi.tanggal_mulai))
        .filter(indikator=versi.indikator_id, tahun=versi.tahun)
        .exclude(pk=versi.pk)
        .select_related("perjanjian__jabatan")
    )
    return lain.filter(tanggal_mulai__lte=versi.tanggal_selesai) if versi.tanggal_selesai else lain


def sebab_bertentangan(versi: VersiTarget, perjanjian: PerjanjianKinerja | None) -> str:
    """Why a target of this agreement (None: of none) cannot stand beside those stored; empty when it can.

    A draft revision meets nobody: its signing ends what it replaces. A target without an agreement ends only
    one that has none either.
    """
    if None in (versi.indikator_id, versi.tahun, versi.tanggal_mulai):
        return ""
    if perjanjian is not None:
        if perjanjian.sebab == Sebab.PEJABAT:
            return PEJABAT_TANPA_TARGET
        kembar = VersiTarget.objects.filter(perjanjian=perjanjian.pk, indikator=versi.indikator_id)
        if perjanjian.pk and kembar.exclude(pk=versi.pk).exists():
            return "Indikator ini sudah ada pada Perjanjian Kinerja ini."
        if perjanjian.adalah_rancangan:
            return ""
    lain = list(target_bertemu(versi))
    if perjanjian is None:
        if any(satu.dikunci for satu in lain):
            return MILIK_PK
        return "" if all(_digantikan(satu, versi) for satu in lain) else TARGET_BERTEMU
    if not lain:
        return ""
    if lain[0].perjanjian_id:
        return f"Target indikator ini sudah ada pada {lain[0].perjanjian}. Satu indikator punya satu target."
    return (
        "Target indikator ini sudah berlaku tanpa Perjanjian Kinerja. Ubah angkanya di menu Target; saat "
        "ditandatangani, target itu ikut masuk perjanjian ini bila jabatannya penanggung jawab indikator itu."
    )


def siapkan_target(versi: VersiTarget) -> None:
    """Give a target of an agreement the agreement's year and first day; on a draft revision it is a draft too."""
    perjanjian = versi.perjanjian
    versi.rancangan = bool(perjanjian and perjanjian.adalah_rancangan)
    if perjanjian is None:
        return
    versi.tahun = perjanjian.tahun
    if versi.rancangan or versi.tanggal_mulai is None:
        versi.tanggal_mulai, versi.tanggal_selesai = perjanjian.tanggal_berlaku, None


def akhiri_target_lama(versi: VersiTarget, oleh: Pengguna) -> None:
    """The target in force until now ends the day before its successor begins."""
    for lama in target_bertemu(versi):
        if _digantikan(lama, versi):
            _akhiri(lama, versi.tanggal_mulai - timedelta(days=1), oleh)


def _digantikan(lama: VersiTarget, baru: VersiTarget) -> bool:
    """An open-ended target makes way for one that begins later; one with an end, for a revision only."""
    return lama.tanggal_mulai < baru.tanggal_mulai and (lama.tanggal_selesai is None or baru.rancangan)


def _akhiri(lama: VersiTarget, selesai: date, oleh: Pengguna) -> None:
    catat(
        aksi="perencanaan.akhiri_target",
        objek=lama,
        oleh=oleh,
        lama={"berlaku sampai": lama.tanggal_selesai},
        baru={"berlaku sampai": selesai},
    )
    lama.tanggal_selesai = selesai
    lama.save(update_fields=["tanggal_selesai"])


# -- drafts -----------------------------------------------------------------------------------------


@transaction.atomic
def buat_perjanjian(
    *, jabatan: Jabatan, tahun: int, tanggal_berlaku: date, oleh: Pengguna
) -> PerjanjianKinerja:
    """The draft of a position's first agreement of a year, with the targets it answers for that no other has."""
    periksa(oleh, "perencanaan.kelola", jabatan, TIDAK_BOLEH_KELOLA)
    # A target that is signed meanwhile elsewhere is not taken from there.
    OPD.objects.select_for_update().get(pk=jabatan.opd_id)
    if PerjanjianKinerja.objects.filter(opd=jabatan.opd_id, tahun=tahun, jabatan=jabatan).exists():
        raise TindakanDitolak(f"{jabatan} sudah punya Perjanjian Kinerja {tahun}. Buka perjanjian itu.")
    _periksa_tahun(tanggal_berlaku, tahun)
    atasan = atasan_langsung(jabatan)
    perjanjian = PerjanjianKinerja(
        opd_id=jabatan.opd_id,
        tahun=tahun,
        jabatan=jabatan,
        tanggal_berlaku=tanggal_berlaku,
        atasan=atasan,
        pihak_kedua_jabatan="" if atasan else jabatan_kepala_daerah(jabatan.opd),
    )
    lalu = PerjanjianKinerja.objects.filter(jabatan=jabatan).order_by("-tahun", "-perubahan_ke").first()
    if lalu is not None and atasan is None:
        for nama in BUTIR_TETAP[2:]:
            setattr(perjanjian, nama, getattr(lalu, nama) or getattr(perjanjian, nama))
    _simpan_baru(perjanjian)
    _ambil_target_lepas(perjanjian)
    catat(
        aksi="perencanaan.buat_perjanjian",
        objek=perjanjian,
        oleh=oleh,
        baru={"berlaku mulai": tanggal_berlaku, "jumlah target": perjanjian.target.count()},
    )
    return perjanjian


@transaction.atomic
def buat_perubahan(
    *, perjanjian: PerjanjianKinerja, sebab: str, alasan: str, tanggal_berlaku: date, oleh: Pengguna
) -> PerjanjianKinerja:
    """The draft of the next version. It begins with the targets in force, those of their periods and units.

    Where only the official changes there are none: the targets that stand go on as they are.
    """
    periksa(oleh, "perencanaan.kelola", perjanjian, TIDAK_BOLEH_KELOLA)
    terakhir = versi_perjanjian(perjanjian).last()
    if not terakhir.dikunci:
        raise TindakanDitolak(
            f"{terakhir} masih konsep. Tandatangani atau batalkan dahulu sebelum membuat perubahan."
        )
    if terakhir.pk != perjanjian.pk:
        raise TindakanDitolak(f"Perubahan dibuat dari versi terakhir, yaitu {terakhir}.")
    if sebab not in Sebab.values:
        raise TindakanDitolak("Pilih sebab perubahan.")
    if not alasan.strip():
        raise TindakanDitolak("Tulis alasan perubahan.")
    _periksa_tahun(tanggal_berlaku, perjanjian.tahun)
    if tanggal_berlaku <= perjanjian.tanggal_berlaku:
        raise TindakanDitolak(
            "Perubahan berlaku sesudah versi yang diubahnya: pilih tanggal setelah "
            f"{date_format(perjanjian.tanggal_berlaku, 'j F Y')}."
        )
    baru = PerjanjianKinerja(
        opd_id=perjanjian.opd_id,
        tahun=perjanjian.tahun,
        jabatan=perjanjian.jabatan,
        perubahan_ke=perjanjian.perubahan_ke + 1,
        sebab=sebab,
        alasan=alasan.strip(),
        tanggal_berlaku=tanggal_berlaku,
        **{nama: getattr(perjanjian, nama) for nama in BUTIR_TETAP},
    )
    _simpan_baru(baru)
    if sebab != Sebab.PEJABAT:
        for lama in target_sebelumnya(baru).prefetch_related("periode", "bagian_unit"):
            _salin_target(lama, baru)
    catat(
        aksi="perencanaan.buat_perubahan",
        objek=baru,
        oleh=oleh,
        baru={
            "sebab": baru.get_sebab_display(),
            "berlaku mulai": tanggal_berlaku,
            "jumlah target": baru.target.count(),
        },
        alasan=baru.alasan,
    )
    return baru


def penanda_konsep(perjanjian: PerjanjianKinerja) -> str:
    """What tells a page that the draft was changed meanwhile: a hash over all that is filled in there."""
    isi = {nama: str(getattr(perjanjian, perjanjian._meta.get_field(nama).attname)) for nama in BUTIR_KONSEP}
    return hitung_sidik(isi)[:32]


def ubah_konsep(
    *, perjanjian: PerjanjianKinerja, isi: dict[str, Any], oleh: Pengguna, penanda_lama: str | None = None
) -> PerjanjianKinerja:
    """Fill in a draft: its number, day, place and second party ({field of BUTIR_KONSEP: value}).

    With ``penanda_lama`` only while the draft is as it was when that was read.
    """
    periksa(oleh, "perencanaan.kelola", perjanjian, TIDAK_BOLEH_KELOLA)
    with transaction.atomic():
        perjanjian = _kunci_konsep(perjanjian)
        if penanda_lama is not None and penanda_lama != penanda_konsep(perjanjian):
            raise TindakanDitolak(BERUBAH)
        lama, baru = {}, {}
        for nama in BUTIR_KONSEP:
            if nama in isi and isi[nama] != getattr(perjanjian, nama):
                label = str(perjanjian._meta.get_field(nama).verbose_name)
                lama[label], baru[label] = getattr(perjanjian, nama), isi[nama]
                setattr(perjanjian, nama, isi[nama])
        if perjanjian.atasan_id and (
            perjanjian.atasan_id == perjanjian.jabatan_id or perjanjian.atasan.opd_id != perjanjian.opd_id
        ):
            raise TindakanDitolak("Pihak Kedua adalah atasan di OPD yang sama, bukan Pihak Pertama sendiri.")
        if baru:
            perjanjian.save()
            catat(aksi="perencanaan.ubah_konsep", objek=perjanjian, oleh=oleh, lama=lama, baru=baru)
    return perjanjian


@transaction.atomic
def batalkan_konsep(*, perjanjian: PerjanjianKinerja, oleh: Pengguna) -> None:
    """Throw a draft away. The targets of a revision go with it; those of a first agreement are in force and stay,
    without an agreement."""
    periksa(oleh, "perencanaan.kelola", perjanjian, TIDAK_BOLEH_KELOLA)
    perjanjian = _kunci_konsep(perjanjian)
    target = VersiTarget.objects.filter(perjanjian=perjanjian)
    lama = {
        "berlaku mulai": perjanjian.tanggal_berlaku,
        "alasan perubahan": perjanjian.alasan,
        "rancangan target": [str(satu) for satu in target.filter(rancangan=True)],
    }
    catat(aksi="perencanaan.batalkan_konsep", objek=perjanjian, oleh=oleh, lama=lama)
    target.filter(rancangan=True).delete()
    target.update(perjanjian=None)
    perjanjian.delete()


def _kunci_konsep(perjanjian: PerjanjianKinerja) -> PerjanjianKinerja:
    """The draft, read anew and held until the end of the transaction; the OPD before it, as whoever changes
    targets or loads a workbook does, so that what is signed is what stands."""
    OPD.objects.select_for_update().get(pk=perjanjian.opd_id)
    kini = (
        PerjanjianKinerja.objects.select_for_update(of=("self",))
        .select_related("opd__pemda", "jabatan")
        .filter(pk=perjanjian.pk)
        .first()
    )
    if kini is None:
        raise TindakanDitolak("Konsep Perjanjian Kinerja ini sudah dibatalkan.")
    if kini.dikunci:
        raise TindakanDitolak(SUDAH_TANDA)
    return kini


def _periksa_tahun(tanggal_berlaku: date, tahun: int) -> None:
    if tanggal_berlaku.year != tahun:
        raise TindakanDitolak(f"Perjanjian Kinerja {tahun} berlaku mulai suatu hari pada tahun {tahun}.")


def _simpan_baru(perjanjian: PerjanjianKinerja) -> None:
    try:
        with transaction.atomic():
            perjanjian.save()
    except IntegrityError as galat:
        raise TindakanDitolak(SUDAH_ADA) from galat


def _salin_target(lama: VersiTarget, ke: PerjanjianKinerja) -> VersiTarget:
    """A copy as draft of the revision, with its periods and the parts of units; kept warnings are asked anew."""
    baru = VersiTarget.objects.create(
        indikator=lama.indikator,
        tahun=lama.tahun,
        perjanjian=ke,
        nilai=lama.nilai,
        batas_bawah=lama.batas_bawah,
        batas_atas=lama.batas_atas,
        tingkat=lama.tingkat,
        sumber=lama.sumber,
        angka_latihan=lama.angka_latihan,
        tanggal_mulai=ke.tanggal_berlaku,
        rancangan=True,
    )
    TargetPeriode.objects.bulk_create(
        TargetPeriode(
            versi=baru,
            periode_id=satu.periode_id,
            nilai=satu.nilai,
            sumber=satu.sumber,
            angka_latihan=satu.angka_latihan,
        )
        for satu in lama.periode.all()
    )
    TargetUnit.objects.bulk_create(
        TargetUnit(versi=baru, unit_id=satu.unit_id, nilai=satu.nilai) for satu in lama.bagian_unit.all()
    )
    return baru


def _ambil_target_lepas(perjanjian: PerjanjianKinerja) -> None:
    """Targets in force without an agreement, of indicators that the position answers for, become part of it."""
    wajib = set(penempatan_wajib(perjanjian).values_list("indikator", flat=True))
    sendiri = set(perjanjian.target.values_list("indikator", flat=True))
    for pk, satu in target_di_luar(perjanjian).items():
        if pk in wajib - sendiri and satu.perjanjian_id is None:
            satu.perjanjian = perjanjian
            satu.save(update_fields=["perjanjian"])


# -- signing ----------------------------------------------------------------------------------------


def kekurangan(perjanjian: PerjanjianKinerja, naskah: NaskahPK, *, lepas: bool = False) -> list[str]:
    """What stands in the way of signing the draft as ``naskah`` has it, in sentences. Reads only.

    ``lepas``: it is known that the revision lets go of indicators that were agreed before.
    """
    hasil = [
        *_kurang_urutan(perjanjian),
        *_kurang_baris(perjanjian, naskah),
        *_kurang_pihak(perjanjian, naskah),
    ]
    return hasil if lepas else hasil + kurang_pelepasan(perjanjian)


def kurang_pelepasan(perjanjian: PerjanjianKinerja) -> list[str]:
    """That a revision lets go of indicators is to be stated when it is signed."""
    nama = "; ".join(satu.indikator.nama for satu in indikator_dilepas(perjanjian))
    if not nama:
        return []
    return [
        f"Sudah diperjanjikan tetapi tidak ada pada konsep ini: {nama}. Tambahkan targetnya, atau nyatakan "
        "pada penandatanganan bahwa indikator itu dilepas."
    ]


def _kurang_urutan(perjanjian: PerjanjianKinerja) -> list[str]:
    if perjanjian.tanggal_berlaku.year != perjanjian.tahun:
        return [
            f"Perjanjian Kinerja {perjanjian.tahun} berlaku mulai suatu hari pada tahun {perjanjian.tahun}."
        ]
    lama = versi_sebelum(perjanjian)
    if perjanjian.perubahan_ke and (lama is None or not lama.dikunci):
        return [
            "Tandatangani dahulu versi sebelumnya; perubahan mengubah perjanjian yang sudah ditandatangani."
        ]
    if lama is not None and perjanjian.tanggal_berlaku <= lama.tanggal_berlaku:
        return [
            "Tanggal berlaku perubahan harus sesudah tanggal berlaku versi sebelumnya, "
            f"{date_format(lama.tanggal_berlaku, 'j F Y')}."
        ]
    return []


def _kurang_baris(perjanjian: PerjanjianKinerja, naskah: NaskahPK) -> list[str]:
    if not naskah.baris:
        return [
            "Belum ada satu pun indikator. Tetapkan penanggung jawab pada pohon kinerja, atau isi target "
            "pada perjanjian ini."
        ]
    hasil = []
    if perjanjian.sebab == Sebab.PEJABAT and perjanjian.target.exists():
        hasil.append(PEJABAT_TANPA_TARGET)
    if kosong := [satu.indikator for satu in naskah.baris if not satu.target]:
        hasil.append(f"Target belum ditetapkan: {'; '.join(kosong)}.")
    return (
        hasil + _kurang_bentuk(perjanjian) + _kurang_tempat(perjanjian) + _kurang_susulan(perjanjian, naskah)
    )


def _kurang_bentuk(perjanjian: PerjanjianKinerja) -> list[str]:
    """The targets that would be printed in one form while the measurement asks for another and finds none."""
    return [
        f"{satu.definisi.nama}: target “{sebut_target(satu.target)}” tidak sesuai arah indikatornya "
        f"({satu.definisi.get_arah_display()}). Ubah targetnya, atau arahnya di kamus."
        for satu in baca_baris(perjanjian)
        if satu.target and satu.definisi and not satu.target.dikunci
        if not sesuai_arah(satu.target, satu.definisi.arah)
    ]


def _kurang_susulan(perjanjian: PerjanjianKinerja, naskah: NaskahPK) -> list[str]:
    """Targets without an agreement that would later in the year take the place of what is agreed now."""
    susulan = (
        VersiTarget.objects.ditetapkan()
        .filter(perjanjian=None, tahun=perjanjian.tahun, tanggal_mulai__gt=perjanjian.tanggal_berlaku)
        .filter(indikator__in=[satu.kunci for satu in naskah.baris])
        .exclude(indikator__in=perjanjian.target.filter(rancangan=True).values("indikator"))
        .select_related("indikator")
    )
    return [
        f"{satu.indikator.nama}: ada target tanpa Perjanjian Kinerja yang baru berlaku mulai "
        f"{date_format(satu.tanggal_mulai, 'j F Y')}, jadi angkanya bukan yang diperjanjikan. Hapus target itu; "
        "perubahan di tengah tahun lewat PK Perubahan."
        for satu in susulan
    ]


def _kurang_tempat(perjanjian: PerjanjianKinerja) -> list[str]:
    """The draft targets that cannot take the place of what is in force, each with the reason."""
    rancangan = list(perjanjian.target.filter(rancangan=True).select_related("indikator"))
    berlaku = (
        VersiTarget.objects.ditetapkan()
        .filter(Q(tanggal_selesai=None) | Q(tanggal_selesai__gte=perjanjian.tanggal_berlaku))
        .filter(indikator__in=[satu.indikator_id for satu in rancangan], tahun=perjanjian.tahun)
        .select_related("perjanjian__jabatan")
    )
    per_indikator: dict[int, list[VersiTarget]] = {}
    for lama in berlaku:
        per_indikator.setdefault(lama.indikator_id, []).append(lama)
    hasil = []
    for satu in rancangan:
        satu.tanggal_mulai = perjanjian.tanggal_berlaku
        for lama in per_indikator.get(satu.indikator_id, ()):
            if lama.perjanjian_id and lama.perjanjian.jabatan_id != perjanjian.jabatan_id:
                alasan = (
                    f"targetnya milik {lama.perjanjian}. Ubah di sana, lalu hapus barisnya dari konsep ini."
                )
            elif not _digantikan(lama, satu):
                mulai = date_format(lama.tanggal_mulai, "j F Y")
                alasan = f"sudah ada target yang berlaku mulai {mulai}. Pilih tanggal berlaku sesudahnya."
            else:
                continue
            hasil.append(f"{satu.indikator.nama}: {alasan}")
    return hasil


def _kurang_pihak(perjanjian: PerjanjianKinerja, naskah: NaskahPK) -> list[str]:
    hasil = []
    saat = f" pada {date_format(naskah.tanggal, 'j F Y')}" if naskah.tanggal else ""
    belum = "Catat pemangkunya, definitif atau Plt./Plh., di Pengaturan."
    if not naskah.pertama.nama:
        hasil.append(f"Belum ada pemangku {perjanjian.jabatan}{saat}. {belum}")
    if naskah.kedua.nama and naskah.kedua.jabatan:
        return hasil
    if perjanjian.atasan_id:
        hasil.append(f"Belum ada pemangku {perjanjian.atasan}{saat}. {belum}")
    else:
        hasil.append("Isi jabatan dan nama Pihak Kedua.")
    return hasil


def peringatan(perjanjian: PerjanjianKinerja, naskah: NaskahPK) -> list[str]:
    """What is worth a look before signing, and stops nobody."""
    hasil = []
    if naskah.pertama.nama and naskah.pertama.nama == naskah.kedua.nama:
        hasil.append(
            "Pihak Pertama dan Pihak Kedua orang yang sama. Pastikan siapa yang menandatangani selaku atasan."
        )
    if tanpa := [satu.uraian for satu in naskah.anggaran if not satu.nilai]:
        hasil.append(f"Anggaran belum dicatat: {'; '.join(tanpa)}.")
    if not naskah.anggaran:
        hasil.append(f"Belum ada {naskah.label_anggaran.lower()} beranggaran untuk jabatan ini.")
    return hasil


def tandatangani(
    *, perjanjian: PerjanjianKinerja, tanggal: date, nomor: str, oleh: Pengguna, lepas: bool = False
) -> PerjanjianKinerja:
    """Record that both parties signed on ``tanggal``; from now on nothing of it changes.

    Keeps the text as signed with its fingerprint. What a revision replaces, and with ``lepas`` what it lets go
    of, ends the day before it begins; a change of official alone leaves every target as it is.
    """
    periksa(oleh, "perencanaan.tandatangani", perjanjian, TIDAK_BOLEH_TANDA)
    with transaction.atomic():
        perjanjian = _kunci_konsep(perjanjian)
        _periksa_tanggal(perjanjian, tanggal)
        perjanjian.nomor, perjanjian.tanggal = nomor.strip(), tanggal
        naskah = susun_naskah(perjanjian, tanggal)
        if kurang := kekurangan(perjanjian, naskah, lepas=lepas):
            raise TindakanDitolak("Belum dapat ditandatangani. " + " ".join(kurang))
        dilepas = indikator_dilepas(perjanjian)
        _berlakukan(perjanjian, dilepas, oleh)
        perjanjian.status = Status.DITANDATANGANI
        # As it was checked: built before the switch, while the draft still knows what it let go of.
        perjanjian.naskah = simpan_naskah(replace(naskah, konsep=False))
        perjanjian.sidik = hitung_sidik(perjanjian.naskah)
        perjanjian.dicatat_oleh, perjanjian.dicatat_pada = oleh, timezone.now()
        perjanjian.save()
        catat(
            aksi="perencanaan.tandatangani",
            objek=perjanjian,
            oleh=oleh,
            lama={"status": Status.KONSEP.label},
            baru={
                "status": Status.DITANDATANGANI.label,
                "nomor": perjanjian.nomor,
                "tanggal": tanggal,
                "dilepas": [satu.indikator.nama for satu in dilepas],
                "sidik": perjanjian.sidik,
            },
        )
    return perjanjian


def _periksa_tanggal(perjanjian: PerjanjianKinerja, tanggal: date) -> None:
    if tanggal > hari_ini(perjanjian.opd.pemda.zona_waktu):
        raise TindakanDitolak("Tanggal penandatanganan belum tiba. Catat sesudah perjanjian ditandatangani.")
    if tanggal.year not in (perjanjian.tahun - 1, perjanjian.tahun, perjanjian.tahun + 1):
        raise TindakanDitolak(f"Periksa tanggalnya: perjanjian ini untuk tahun {perjanjian.tahun}.")
    lama = versi_sebelum(perjanjian)
    if lama is not None and lama.tanggal and tanggal < lama.tanggal:
        raise TindakanDitolak(
            f"Versi sebelumnya ditandatangani {date_format(lama.tanggal, 'j F Y')}; perubahan tidak lebih dahulu."
        )


def _berlakukan(perjanjian: PerjanjianKinerja, dilepas: list[VersiTarget], oleh: Pengguna) -> None:
    """Switch from the targets in force to those agreed now."""
    _ambil_target_lepas(perjanjian)
    sehari_sebelum = perjanjian.tanggal_berlaku - timedelta(days=1)
    for lama in dilepas:
        _akhiri(lama, sehari_sebelum, oleh)
    for satu in perjanjian.target.filter(rancangan=True):
        satu.tanggal_mulai = perjanjian.tanggal_berlaku
        akhiri_target_lama(satu, oleh)
        satu.rancangan = False
        satu.save(update_fields=["rancangan", "tanggal_mulai"])
