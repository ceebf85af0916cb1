"""``manage.py muat_sop [berkas …]``: load SOP files as naskah; without a file, all that ship."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from alur.naskah import baca_naskah, keadaan_naskah, muat_naskah, periksa_naskah
from organisasi.galat import TindakanDitolak

LETAK_BAWAAN = Path("fixtures") / "sop"
KABAR = {
    "baru": "dimuat",
    "berubah": "diganti dengan isi yang baru",
    "sama": "sudah sama, tidak ada yang diubah",
}


class Command(BaseCommand):
    help = "Memuat naskah SOP dari berkas JSON. Tanpa berkas, semua naskah bawaan dimuat."

    def add_arguments(self, parser):
        parser.add_argument("berkas", nargs="*", help="Berkas JSON; bawaan: semua di fixtures/sop.")

    def handle(self, *args, berkas, **options):
        daftar_berkas = [Path(satu) for satu in berkas]
        if not daftar_berkas:
            daftar_berkas = sorted((settings.AKAR / LETAK_BAWAAN).glob("*.json"))
        if not daftar_berkas:
            raise CommandError("Tidak ada berkas SOP di fixtures/sop. Sebutkan berkasnya.")
        daftar_data = self._baca(daftar_berkas)
        # One bad file, and none is loaded: a half-renewed set of SOPs would puzzle everyone.
        with transaction.atomic():
            for nama, data in daftar_data:
                self._muat(nama, data)
        self.stdout.write(f"Selesai: {len(daftar_data)} SOP diperiksa.")

    def _baca(self, daftar_berkas: list[Path]) -> list[tuple[str, dict]]:
        hasil, masalah, pemilik = [], [], {}
        for berkas in daftar_berkas:
            try:
                data = baca_naskah(berkas)
            except TindakanDitolak as tolak:
                masalah.append(f"{berkas.name}: {tolak}")
                continue
            if salah := periksa_naskah(data):
                masalah += [f"{berkas.name}: {satu}" for satu in salah]
            elif lain := pemilik.get(data["kode"]):
                masalah.append(f"{berkas.name}: kode {data['kode']} sudah dipakai {lain}.")
            else:
                pemilik[data["kode"]] = berkas.name
                hasil.append((berkas.name, data))
        if masalah:
            raise CommandError("\n".join(["Tidak ada SOP yang dimuat. Betulkan lebih dahulu:", *masalah]))
        return hasil

    def _muat(self, nama: str, data: dict) -> None:
        keadaan = keadaan_naskah(data)
        try:
            sop = muat_naskah(data)
        except TindakanDitolak as tolak:
            raise CommandError(f"{nama}: {tolak} Tidak ada SOP yang dimuat.") from tolak
        jumlah = sum(len(satu["langkah"]) for satu in data["prosedur"])
        isi = f"{len(data['prosedur'])} prosedur, {jumlah} langkah"
        self.stdout.write(f"SOP {sop.kode} ({sop.instansi}) {KABAR[keadaan]}: {isi}.")
