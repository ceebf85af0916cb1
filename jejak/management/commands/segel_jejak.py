"""``manage.py segel_jejak``: seal new audit entries, check the chains, print their heads."""

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from jejak.segel import kepala_rantai, periksa_segel, segel_semua


class Command(BaseCommand):
    help = "Menyegel jejak audit yang baru, memeriksa rantainya, dan mencetak segel terakhir tiap OPD."

    def handle(self, *args, **options):
        try:
            jumlah = segel_semua()
        except IntegrityError as salah:
            # Another run took the same numbers first; this one has sealed nothing.
            raise CommandError(
                "Jejak audit sedang disegel proses lain. Tunggu sebentar, lalu jalankan lagi."
            ) from salah
        rusak = periksa_segel()
        for satu in rusak:
            self.stderr.write(f"Rantai {satu.rantai} nomor {satu.nomor}: {satu.sebab}.")
        for rantai, (nomor, nilai) in kepala_rantai().items():
            nama = f"OPD {rantai}" if rantai else "Pemda"
            self.stdout.write(f"{nama}: {nomor} catatan, segel terakhir {nilai}")
        if rusak:
            raise CommandError(
                f"Jejak audit rusak di {len(rusak)} tempat. Bandingkan dengan cadangan terakhir."
            )
        self.stdout.write(f"Selesai: {jumlah} catatan baru disegel, semua rantai utuh.")
