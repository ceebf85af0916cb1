"""One definitive holder of a position at a time."""

from django.db import migrations

from jejak.basisdata import TidakTumpang


class Migration(migrations.Migration):
    dependencies = [("organisasi", "0001_initial"), ("jejak", "0001_initial")]

    operations = [
        TidakTumpang(
            tabel="organisasi_pemangkujabatan",
            kolom=["jabatan_id"],
            mulai="tanggal_mulai",
            selesai="tanggal_selesai",
            nama="satu_pemangku_definitif",
            kalimat="Jabatan ini sudah dipangku pejabat definitif lain pada masa itu.",
            syarat="{baris}jenis = 'definitif'",
        ),
    ]
