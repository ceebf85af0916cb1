"""Write what the workbook proposed. The caller's transaction holds all of it."""

from datetime import timedelta

from jejak.actions import catat
from organisasi.models import PemangkuJabatan, Pengguna
from organisasi.muat_orang.pangku import Pangku
from organisasi.muat_orang.susun import Orang


def terapkan(daftar: list[Orang], *, oleh: Pengguna) -> None:
    """People first, then the positions: someone may take over from a person of a later row."""
    for orang in daftar:
        _simpan_pegawai(orang, oleh)
    for orang in daftar:
        for pangku in orang.jabatan:
            _pangku(orang, pangku, oleh)


def _simpan_pegawai(orang: Orang, oleh: Pengguna) -> None:
    pegawai = orang.pegawai
    lama = {} if orang.baru else {nama: getattr(pegawai, nama) for nama in orang.ubah}
    for nama, nilai in orang.ubah.items():
        setattr(pegawai, nama, nilai)
    if orang.akun:
        pegawai.pengguna = _buat_akun(orang, oleh)
    if not (orang.baru or orang.ubah or orang.akun):
        return
    pegawai.full_clean()
    pegawai.save()
    catat(
        aksi="organisasi.muat_pegawai",
        objek=pegawai,
        oleh=oleh,
        lama=lama or None,
        baru={**orang.ubah, **({"akun": orang.akun} if orang.akun else {})},
    )


def _buat_akun(orang: Orang, oleh: Pengguna) -> Pengguna:
    """An account without a way in until its first-login slip is printed (``organisasi.masuk_pertama``)."""
    akun = Pengguna(username=orang.akun, nama=orang.pegawai.nama, email=orang.surel, harus_ganti_sandi=True)
    akun.set_unusable_password()
    akun.full_clean()
    akun.save()
    return akun


def _pangku(orang: Orang, pangku: Pangku, oleh: Pengguna) -> None:
    if pangku.berakhir is not None:
        lama = pangku.berakhir
        lama.tanggal_selesai = pangku.mulai - timedelta(days=1)
        lama.save(update_fields=["tanggal_selesai"])
        catat(
            aksi="organisasi.akhiri_pemangku",
            objek=lama,
            oleh=oleh,
            baru={"berlaku sampai": lama.tanggal_selesai},
        )
    baru = PemangkuJabatan(
        jabatan=pangku.jabatan,
        pegawai=orang.pegawai,
        jenis=pangku.jenis,
        tanggal_mulai=pangku.mulai,
        dasar=pangku.dasar,
    )
    baru.full_clean()
    baru.save()
    catat(
        aksi="organisasi.muat_pemangku",
        objek=baru,
        oleh=oleh,
        baru={"jabatan": baru.sebutan, "mulai": baru.tanggal_mulai, "dasar": baru.dasar},
    )
