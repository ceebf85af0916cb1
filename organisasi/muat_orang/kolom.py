"""The columns of the sheet *Pegawai*, once for writing and for reading it."""

from organisasi.lembar.tulis import Kolom

LEMBAR = "Pegawai"
KOLOM = (
    Kolom(
        "kunci",
        "Kunci",
        10,
        "teks",
        keterangan="Tanda pegawai yang sudah tercatat. Jangan diubah; kosongkan untuk pegawai baru.",
        boleh_diisi=False,
        contoh="P-12",
    ),
    Kolom(
        "nama", "Nama", 34, "teks", keterangan="Dengan gelar, seperti pada surat.", contoh="Contoh Nama, S.E."
    ),
    Kolom("nip", "NIP", 22, "teks", keterangan="18 angka, sebagai teks. Boleh kosong.", contoh="(18 angka)"),
    Kolom("pangkat", "Pangkat/golongan", 22, "teks", contoh="Penata (III/c)"),
    Kolom("unit", "Unit kerja", 30, "pilihan", pilihan="Unit kerja", keterangan="Pilih dari daftar."),
    Kolom("aktif", "Aktif", 8, "pilihan", pilihan="Ya/Tidak", keterangan="“Tidak” bila pensiun atau pindah."),
    Kolom(
        "jabatan",
        "Jabatan",
        40,
        "pilihan",
        pilihan="Jabatan",
        keterangan="Jabatan struktural yang dipangku. Untuk jabatan kedua, tulis orangnya di baris lain.",
    ),
    Kolom("sebagai", "Sebagai", 11, "pilihan", pilihan="Sebagai", keterangan="Kosong berarti definitif."),
    Kolom("mulai", "Mulai", 13, "tanggal", keterangan="Tanggal mulai memangku jabatan.", contoh="02/01/2026"),
    Kolom("dasar", "Nomor SK", 26, "teks", keterangan="Nomor SK atau surat perintah; boleh kosong."),
    Kolom(
        "akun",
        "Nama akun",
        20,
        "teks",
        keterangan="Untuk masuk ke aplikasi. Kata sandi pertama dicetak kemudian sebagai lembar masuk.",
        contoh="contoh.nama",
    ),
    Kolom("surel", "Surel", 28, "teks", keterangan="Boleh kosong."),
)
JUDUL = {satu.kunci: satu.judul for satu in KOLOM}
