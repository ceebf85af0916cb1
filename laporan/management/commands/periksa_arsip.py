"""``manage.py periksa_arsip BERKAS.zip``: is the archive whole, and is it ours?"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from laporan.arsip.periksa import periksa_arsip


class Command(BaseCommand):
    """Check archives; ends with an error when one is not whole."""

    help = "Periksa keutuhan arsip periode (ZIP)."

    def add_arguments(self, parser):
        parser.add_argument("berkas", nargs="+", type=Path)

    def handle(self, *args, berkas, **lain):
        rusak = 0
        for jalur in berkas:
            hasil = periksa_arsip(jalur)
            if hasil.judul:
                self.stdout.write(f"{jalur.name}: {hasil.judul}, {hasil.opd}, dibuat {hasil.dibuat}.")
            if hasil.utuh:
                self.stdout.write(f"  Utuh: {hasil.jumlah} berkas sama dengan saat diarsipkan.")
                self.stdout.write(
                    "  Segel cocok: dibuat oleh pemasangan SAKIP ini."
                    if hasil.segel
                    else "  Segel tidak dapat dipastikan: dibuat oleh pemasangan lain, atau segelnya diubah."
                )
                for satu in hasil.catatan:
                    self.stdout.write(f"  Saat diarsipkan: {satu}")
                continue
            rusak += 1
            self.stdout.write("  TIDAK UTUH:")
            for satu in hasil.masalah:
                self.stdout.write(f"  - {satu}")
        if rusak:
            raise CommandError(f"{rusak} arsip tidak utuh.")
