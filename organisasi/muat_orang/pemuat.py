"""The loader of people: its workbook, and how a filled one is read."""

from organisasi.galat import TindakanDitolak
from organisasi.lembar.bentuk import Buku
from organisasi.lembar.tulis import BukuTulis
from organisasi.models import OPD, Jabatan, Muatan, Pegawai, PemangkuJabatan, UnitKerja
from organisasi.muat_orang.baca import BarisOrang, baca_orang
from organisasi.muat_orang.keadaan import baca_keadaan
from organisasi.muat_orang.kolom import KOLOM, LEMBAR
from organisasi.muat_orang.susun import susun
from organisasi.muatan.usulan import Lapor, Rencana
from organisasi.waktu import hari_ini

PENGENAL = "OPD: "
PETUNJUK = (
    "Lembar Pegawai memuat pegawai yang sudah tercatat. Ubah yang berubah, tambahkan pegawai baru di bawahnya.",
    "Sel yang dikosongkan tidak mengubah apa pun, dan pegawai yang barisnya dihapus tidak ikut terhapus.",
    "Sesudah diunggah, setiap baris ditampilkan dahulu: apa yang ditambah, diubah, atau ditolak dan sebabnya.",
    "Pejabat definitif baru mengakhiri pejabat lama sehari sebelumnya; pratinjau menyebutkannya.",
    "Akun baru belum dapat dipakai sampai lembar masuk pertamanya dicetak dari halaman Pengguna.",
)


class PemuatOrang:
    """Employees, positions and accounts of one OPD."""

    jenis = "orang"
    label = "Pegawai, jabatan dan akun"
    uraian = "Banyak pegawai sekaligus, dengan jabatan yang dipangku dan akun untuk masuk."
    aksi = "organisasi.kelola"
    pakai_tahun = False
    model_admin = ("organisasi.pegawai", "organisasi.pengguna", "organisasi.pemangkujabatan")

    def buku_kerja(self, *, opd: OPD, tahun: int | None = None) -> bytes:
        """The OPD's people as stored, and room for more."""
        buku = BukuTulis(f"Pegawai {opd.nama}", opd.nama)
        buku.petunjuk(f"Pegawai, jabatan dan akun – {opd.nama}", list(PETUNJUK), KOLOM)
        buku.daftar("Unit kerja", [satu.nama for satu in UnitKerja.objects.filter(opd=opd, aktif=True)])
        buku.daftar("Jabatan", [satu.nama for satu in Jabatan.objects.filter(opd=opd, aktif=True)])
        buku.daftar("Sebagai", [label for _, label in PemangkuJabatan.Jenis.choices])
        buku.daftar("Ya/Tidak", ["Ya", "Tidak"])
        buku.lembar(LEMBAR, f"Pegawai {opd.nama}", [_pengenal(opd)], KOLOM, _baris(opd), beku=2)
        return buku.bytes()

    def susun(self, *, muatan: Muatan, buku: Buku, lapor: Lapor) -> Rencana:
        """Compare the rows with the people stored."""
        _periksa_opd(buku, muatan.opd)
        daftar = baca_orang(buku)
        keadaan = baca_keadaan(
            muatan.opd,
            {baris.nip for baris in daftar if baris.nip},
            _akun(daftar),
        )
        return susun(daftar, keadaan, lapor)


def _pengenal(opd: OPD) -> str:
    """The line that tells whose workbook it is: the short name is unique nowhere, the number is."""
    return f"{PENGENAL}{opd.nama} (nomor {opd.pk})"


def _periksa_opd(buku: Buku, opd: OPD) -> None:
    """Refuse the workbook of another office, or one whose line was taken out."""
    lembar = buku.lembar_bernama(LEMBAR)
    kepala = lembar.baris[:20] if lembar else ()
    tertulis = next(
        (
            sel
            for baris in kepala
            for sel in baris
            if isinstance(sel.nilai, str) and sel.nilai.startswith(PENGENAL)
        ),
        None,
    )
    if lembar and (tertulis is None or tertulis.nilai != _pengenal(opd)):
        milik = tertulis.nilai.removeprefix(PENGENAL) if tertulis else "yang tidak disebut"
        raise TindakanDitolak(
            f"Berkas ini untuk {milik}, bukan untuk {opd.nama}. Unduh berkas untuk {opd.nama}, lalu isi di situ."
        )


def _akun(daftar: list[BarisOrang]) -> set[str]:
    """The usernames the file names, as typed and in small letters."""
    akun = {baris.akun for baris in daftar if baris.akun}
    return akun | {satu.lower() for satu in akun}


def _baris(opd: OPD) -> list[dict]:
    """A row per person, and one more for each further position held today."""
    dipangku: dict[int, list[PemangkuJabatan]] = {}
    for satu in (
        PemangkuJabatan.objects.berlaku_pada(hari_ini())
        .filter(jabatan__opd=opd)
        .select_related("jabatan")
        .order_by("tanggal_mulai", "pk")
    ):
        dipangku.setdefault(satu.pegawai_id, []).append(satu)
    hasil = []
    for pegawai in Pegawai.objects.filter(opd=opd).select_related("unit", "pengguna").order_by("nama"):
        jabatan = dipangku.get(pegawai.pk, [])
        hasil.append(
            {
                "kunci": f"P-{pegawai.pk}",
                "nama": pegawai.nama,
                "nip": pegawai.nip,
                "pangkat": pegawai.pangkat,
                "unit": pegawai.unit.nama if pegawai.unit else "",
                "aktif": "Ya" if pegawai.aktif else "Tidak",
                "akun": pegawai.pengguna.username if pegawai.pengguna else "",
                "surel": pegawai.pengguna.email if pegawai.pengguna else "",
                **_isi_jabatan(jabatan[0] if jabatan else None),
            }
        )
        hasil += [{"kunci": f"P-{pegawai.pk}", **_isi_jabatan(satu)} for satu in jabatan[1:]]
    return hasil


def _isi_jabatan(satu: PemangkuJabatan | None) -> dict:
    if satu is None:
        return {}
    return {
        "jabatan": satu.jabatan.nama,
        "sebagai": satu.get_jenis_display(),
        "mulai": satu.tanggal_mulai,
        "dasar": satu.dasar,
    }
