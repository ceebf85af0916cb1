"""``manage.py harian``: do the day's jobs that are not done yet. For cron or a timer; may be called at any time."""

from django.core.management.base import BaseCommand, CommandError

from organisasi import harian


class Command(BaseCommand):
    help = "Mengerjakan pekerjaan harian yang belum selesai hari ini (boleh dipanggil berkali-kali)."

    def handle(self, *args, **options):
        gagal = harian.jalankan()
        for satu in gagal:
            self.stderr.write(f"{satu.nama} ({satu.pemda}): {satu.galat}")
        if gagal:
            raise CommandError(
                f"{len(gagal)} pekerjaan harian gagal. Yang gagal dicoba lagi pada panggilan berikut."
            )
        self.stdout.write("Pekerjaan harian selesai.")
