"""Write what the workbook proposed, in a few statements. The caller's transaction holds all of it.

``susun`` has compared with everything stored; what changed since then shows in the fingerprint, and what must
hold between rows the database keeps.
"""

from datetime import timedelta

from jejak.actions import catat_banyak
from organisasi.models import Pegawai, PemangkuJabatan, Pengguna
from organisasi.muat_orang.pangku import Pangku
from organisasi.muat_orang.susun import Orang

SEKALIGUS = 500
KOLOM_PEGAWAI = ["nama", "nip", "pangkat", "unit", "aktif", "pengguna"]
# Found by ``susun`` itself: checking them again would ask the database once for each person.
SUDAH_DIPERIKSA = ["opd", "unit", "pengguna"]


def terapkan(daftar: list[Orang], *, oleh: Pengguna) -> None:
    """Accounts, then people, then positions: those who leave before those who follow them."""
    berubah = [orang for orang in daftar if orang.baru or orang.ubah or orang.akun]
    _buat_akun([orang for orang in berubah if orang.akun])
    _simpan_pegawai(berubah, oleh)
    pangku = [(orang, satu) for orang in daftar for satu in orang.jabatan]
    _akhiri([satu for _, satu in pangku if satu.berakhir], oleh)
    _mulai(pangku, oleh)


def _buat_akun(daftar: list[Orang]) -> None:
    """Accounts without a way in until their first-login slip is printed (``organisasi.masuk_pertama``)."""
    semua = []
    for orang in daftar:
        nama = orang.ubah.get("nama", orang.pegawai.nama)
        akun = Pengguna(username=orang.akun, nama=nama, email=orang.surel, harus_ganti_sandi=True)
        akun.set_unusable_password()
        akun.clean_fields()
        akun.clean()
        semua.append(akun)
    for orang, akun in zip(daftar, Pengguna.objects.bulk_create(semua, batch_size=SEKALIGUS), strict=True):
        orang.pegawai.pengguna = akun


def _simpan_pegawai(daftar: list[Orang], oleh: Pengguna) -> None:
    semula = [None if o.baru else {nama: getattr(o.pegawai, nama) for nama in o.ubah} or None for o in daftar]
    for orang in daftar:
        for nama, nilai in orang.ubah.items():
            setattr(orang.pegawai, nama, nilai)
        orang.pegawai.clean_fields(exclude=SUDAH_DIPERIKSA)
    Pegawai.objects.bulk_create([o.pegawai for o in daftar if o.baru], batch_size=SEKALIGUS)
    Pegawai.objects.bulk_update(
        [o.pegawai for o in daftar if not o.baru], KOLOM_PEGAWAI, batch_size=SEKALIGUS
    )
    catat_banyak(
        {
            "aksi": "organisasi.muat_pegawai",
            "objek": orang.pegawai,
            "oleh": oleh,
            "lama": lama,
            "baru": {**orang.ubah, **_isi_akun(orang)},
        }
        for orang, lama in zip(daftar, semula, strict=True)
    )


def _isi_akun(orang: Orang) -> dict[str, str]:
    isi = {"akun": orang.akun, "surel": orang.surel}
    return {nama: nilai for nama, nilai in isi.items() if nilai}


def _akhiri(pengganti: list[Pangku], oleh: Pengguna) -> None:
    for satu in pengganti:
        satu.berakhir.tanggal_selesai = satu.mulai - timedelta(days=1)
    lama = [satu.berakhir for satu in pengganti]
    PemangkuJabatan.objects.bulk_update(lama, ["tanggal_selesai"], batch_size=SEKALIGUS)
    catat_banyak(
        {
            "aksi": "organisasi.akhiri_pemangku",
            "objek": satu,
            "oleh": oleh,
            "baru": {"berlaku sampai": satu.tanggal_selesai},
        }
        for satu in lama
    )


def _mulai(daftar: list[tuple[Orang, Pangku]], oleh: Pengguna) -> None:
    semua = PemangkuJabatan.objects.bulk_create(
        (
            PemangkuJabatan(
                jabatan=pangku.jabatan,
                pegawai=orang.pegawai,
                jenis=pangku.jenis,
                tanggal_mulai=pangku.mulai,
                dasar=pangku.dasar,
            )
            for orang, pangku in daftar
        ),
        batch_size=SEKALIGUS,
    )
    catat_banyak(
        {
            "aksi": "organisasi.muat_pemangku",
            "objek": satu,
            "oleh": oleh,
            "baru": {"jabatan": satu.sebutan, "mulai": satu.tanggal_mulai, "dasar": satu.dasar},
        }
        for satu in semua
    )
