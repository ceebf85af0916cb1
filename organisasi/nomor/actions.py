"""Give a number, write down one given outside, void one. Of two people at once each gets a number of its own.

What carries numbers says so in ``AppConfig.ready`` (``daftarkan_pemakai``) and is told, inside the transaction,
when one of its numbers is voided.
"""

from collections.abc import Callable
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils import timezone

from jejak.actions import catat
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.hak import boleh
from organisasi.models import OPD, KodeNomor, NomorNaskah, PemangkuJabatan, PemberiNomor, Pengguna
from organisasi.waktu import hari_ini

Asal, Status = NomorNaskah.Asal, NomorNaskah.Status
TIDAK_BERHAK = "Nomor diberikan oleh pejabat yang ditunjuk kantor ini. Lihat Register nomor."
# Years of a paper that are no slip of the pen.
TAHUN_PERTAMA, TAHUN_KE_DEPAN = 2000, 2
_PEMAKAI: list[Callable[[NomorNaskah, Pengguna], None]] = []


def daftarkan_pemakai(fungsi: Callable[[NomorNaskah, Pengguna], None]) -> None:
    """Say who must know when a number of a paper is voided."""
    if fungsi not in _PEMAKAI:
        _PEMAKAI.append(fungsi)


def boleh_beri_nomor(pengguna: Pengguna, opd: OPD) -> bool:
    """May this person give numbers? Holders of the positions the office named; without any, by the rights table."""
    jabatan = list(PemberiNomor.objects.filter(opd=opd).values_list("jabatan", flat=True))
    if not jabatan:
        return boleh(pengguna, "organisasi.beri_nomor", opd)
    return (
        PemangkuJabatan.objects.berlaku_pada(hari_ini(opd.pemda.zona_waktu))
        .filter(pegawai__pengguna=pengguna, pegawai__aktif=True, jabatan__in=jabatan)
        .exists()
    )


def nomor_berikut(kode: KodeNomor, tahun: int) -> int:
    """The number after the highest of that year, voided ones counted.

    Not after one from outside that was written down by mistake and voided: 1200 for 12 must not make the next 1201.
    """
    ada, salah_tulis = kode.nomor.filter(tahun=tahun), Q(status=Status.BATAL, asal=Asal.LUAR)
    berikut = (ada.exclude(salah_tulis).aggregate(n=Max("urutan"))["n"] or 0) + 1
    terpakai = set(ada.filter(salah_tulis, urutan__gte=berikut).values_list("urutan", flat=True))
    while berikut in terpakai:
        berikut += 1
    return berikut


@transaction.atomic
def beri_nomor(
    *,
    kode: KodeNomor,
    tanggal: date,
    perihal: str,
    oleh: Pengguna,
    kunci: str = "",
    kepada: str = "",
    urutan: int | None = None,
) -> NomorNaskah:
    """Give the next number of a code; without ``kunci`` it is written down for a paper outside the system.

    ``urutan`` writes down a number that the paper outside has already; one that is taken is refused.
    """
    if not boleh_beri_nomor(oleh, kode.opd):
        raise TidakBerhak(TIDAK_BERHAK)
    # One giver at a time per code; a second one waits here and then counts on.
    kode = KodeNomor.objects.select_for_update(of=("self",)).select_related("opd__pemda").get(pk=kode.pk)
    if not kode.aktif:
        raise TindakanDitolak("Kode ini sudah tidak dipakai. Pilih kode lain.")
    perihal = perihal.strip()[:300]
    if not perihal:
        raise TindakanDitolak("Tuliskan perihal naskah yang diberi nomor.")
    if urutan is not None and kunci:
        raise TindakanDitolak("Nomor urut hanya ditulis sendiri untuk naskah di luar aplikasi.")
    if kunci and (sudah := NomorNaskah.objects.berlaku().filter(kunci=kunci).first()):
        raise TindakanDitolak(f"Naskah ini sudah bernomor {sudah.nomor}. Batalkan dahulu nomor itu.")
    tahun = tanggal.year
    if not TAHUN_PERTAMA <= tahun <= hari_ini(kode.opd.pemda.zona_waktu).year + TAHUN_KE_DEPAN:
        raise TindakanDitolak(f"Periksa tahun pada tanggal naskah: {tanggal:%d-%m-%Y}.")
    pilih = urutan or nomor_berikut(kode, tahun)
    try:
        with transaction.atomic():
            nomor = NomorNaskah.objects.create(
                opd=kode.opd,
                kode=kode,
                tahun=tahun,
                urutan=pilih,
                nomor=kode.tulis(pilih, tahun, tanggal.month),
                tanggal=tanggal,
                perihal=perihal,
                kepada=kepada.strip()[:300],
                asal=Asal.APLIKASI if kunci else Asal.LUAR,
                kunci=kunci,
                diberi_oleh=oleh,
            )
    except IntegrityError as salah:
        teks = kode.tulis(pilih, tahun, tanggal.month)
        raise TindakanDitolak(_sebut_bentrok(kode, tahun, pilih, teks, kunci)) from salah
    catat(
        aksi="organisasi.beri_nomor",
        objek=nomor,
        oleh=oleh,
        baru={"nomor": nomor.nomor, "perihal": perihal, "naskah": kunci or "di luar aplikasi"},
    )
    return nomor


def _sebut_bentrok(kode: KodeNomor, tahun: int, urutan: int, teks: str, kunci: str) -> str:
    """Why the database refused a number."""
    if kunci and (sudah := NomorNaskah.objects.berlaku().filter(kunci=kunci).first()):
        return f"Naskah ini baru saja diberi nomor {sudah.nomor}. Muat ulang halaman."
    if not kode.nomor.filter(tahun=tahun, urutan=urutan).exists():
        return (
            f"Nomor {teks} sudah dipakai kode lain: polanya sama. Bedakan dahulu pola itu di Register nomor."
        )
    return f"Nomor {teks} sudah ada di register tahun {tahun}. Muat ulang halaman untuk melihat nomor berikutnya."


@transaction.atomic
def batalkan_nomor(*, nomor: NomorNaskah, oleh: Pengguna, alasan: str) -> NomorNaskah:
    """Void a number, with a reason. It is never given again; its paper is without a number from here on."""
    if not boleh_beri_nomor(oleh, nomor.opd):
        raise TidakBerhak(TIDAK_BERHAK)
    alasan = alasan.strip()
    if not alasan:
        raise TindakanDitolak("Tuliskan mengapa nomor ini dibatalkan.")
    berubah = NomorNaskah.objects.filter(pk=nomor.pk, status=Status.BERLAKU).update(
        status=Status.BATAL, alasan_batal=alasan, dibatalkan_oleh=oleh, dibatalkan_pada=timezone.now()
    )
    if not berubah:
        raise TindakanDitolak("Nomor ini sudah dibatalkan. Muat ulang halaman.")
    nomor.refresh_from_db()
    catat(
        aksi="organisasi.batalkan_nomor", objek=nomor, oleh=oleh, lama={"nomor": nomor.nomor}, alasan=alasan
    )
    for pemakai in _PEMAKAI:
        pemakai(nomor, oleh)
    return nomor


@transaction.atomic
def simpan_kode(*, kode: KodeNomor, oleh: Pengguna) -> KodeNomor:
    """Keep a code with its pattern. Numbers given already stay as they were written."""
    if not boleh(oleh, "organisasi.atur_nomor", kode.opd):
        raise TidakBerhak("Hanya Sekretaris dan admin yang mengatur kode dan pola nomor.")
    lama = KodeNomor.objects.filter(pk=kode.pk).values("kode", "nama", "pola", "digit", "aktif").first()
    baru = {"kode": kode.kode, "nama": kode.nama, "pola": kode.pola, "digit": kode.digit, "aktif": kode.aktif}
    if lama == baru:
        return kode
    if lama and lama["kode"] != kode.kode and kode.nomor.exists():
        raise TindakanDitolak("Kode yang sudah memberi nomor tidak dapat diganti. Tambahkan kode baru.")
    kode.save()
    catat(aksi="organisasi.atur_nomor", objek=kode, oleh=oleh, lama=lama, baru=baru)
    return kode


@transaction.atomic
def tetapkan_pemberi(*, opd: OPD, jabatan: list, oleh: Pengguna) -> None:
    """Name the positions that give numbers; none: those of the rights table."""
    if not boleh(oleh, "organisasi.atur_nomor", opd):
        raise TidakBerhak("Hanya Sekretaris dan admin yang menunjuk pemberi nomor.")
    if any(satu.opd_id != opd.pk for satu in jabatan):
        raise TindakanDitolak("Pemberi nomor harus jabatan di OPD ini.")
    lama = list(PemberiNomor.objects.filter(opd=opd).select_related("jabatan"))
    if {satu.jabatan_id for satu in lama} == {satu.pk for satu in jabatan}:
        return
    PemberiNomor.objects.filter(opd=opd).delete()
    PemberiNomor.objects.bulk_create(PemberiNomor(opd=opd, jabatan=satu) for satu in jabatan)
    catat(
        aksi="organisasi.tunjuk_pemberi_nomor",
        objek=opd,
        oleh=oleh,
        lama={"jabatan": [str(satu) for satu in lama]},
        baru={"jabatan": [str(satu) for satu in jabatan]},
    )
