"""``manage.py kirim_ringkasan``: the day's letters, as the daily job sends them."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from alur.surel import BELUM_DIATUR, kirim_ringkasan, surel_diatur


class Command(BaseCommand):
    """Send what is due today; run again, it writes only to those whom the first round did not reach."""

    help = "Kirim surel ringkasan hari ini."

    def add_arguments(self, parser):
        parser.add_argument(
            "--tanggal", type=date.fromisoformat, help="Hari yang dimaksud, misalnya 2026-04-10."
        )

    def handle(self, *args, tanggal=None, **lain):
        if not surel_diatur():
            raise CommandError(BELUM_DIATUR)
        hasil = kirim_ringkasan(tanggal)
        self.stdout.write(
            f"{hasil.terkirim} terkirim, {hasil.gagal} gagal, {hasil.ditolak} alamat ditolak server."
        )
        if hasil.terhenti:
            raise CommandError(
                "Server surel tidak menerima surat; sisanya dikirim pada percobaan berikutnya."
            )
