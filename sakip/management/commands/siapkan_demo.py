"""Prepare the practice offices and show their accounts."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from organisasi.galat import TindakanDitolak
from sakip.contoh.akun import daftar_akun
from sakip.contoh.kantor import SANDI
from sakip.contoh.siapkan import siapkan_contoh


class Command(BaseCommand):
    help = "Menyiapkan kantor contoh untuk berlatih; dijalankan lagi tidak mengubah apa pun."

    def add_arguments(self, parser):
        parser.add_argument(
            "--paksa",
            action="store_true",
            help="Tetap siapkan walaupun HTTPS=true (bukan untuk kantor sungguhan).",
        )

    def handle(self, *args, paksa: bool, **options):
        if settings.HTTPS and not paksa:
            raise CommandError(
                "HTTPS=true berarti pemasangan untuk dipakai sungguhan, sedangkan akun contoh memakai kata "
                "sandi yang diketahui semua orang. Bila ini memang server latihan, tambahkan --paksa."
            )
        try:
            baru = siapkan_contoh()
        except TindakanDitolak as tolak:
            raise CommandError(str(tolak)) from tolak
        self.stdout.write(
            "Kantor contoh disiapkan." if baru else "Kantor contoh sudah ada; tidak ada yang diubah."
        )
        self.stdout.write("")
        baris = [("Sebagai", "Nama akun", "Kantor"), *daftar_akun()]
        lebar = [max(len(satu[kolom]) for satu in baris) for kolom in range(2)]
        for sebagai, akun, kantor in baris:
            self.stdout.write(f"  {sebagai:<{lebar[0]}}  {akun:<{lebar[1]}}  {kantor}")
        self.stdout.write("")
        self.stdout.write(f"Kata sandi awal semua akun contoh: {SANDI}")
        self.stdout.write("Akun lainnya ada pada daftar Pengguna di halaman admin.")
