"""The text is moved. SQLite rebuilt the table of definitions, so its rule is set again."""

from django.db import migrations

from jejak.basisdata import TidakTumpang


class Migration(migrations.Migration):
    dependencies = [("perencanaan", "0006_jenis_bukti_dari_teks")]

    operations = [
        migrations.RemoveField("versiindikator", "bukti_lama"),
        TidakTumpang(
            tabel="perencanaan_versiindikator",
            kolom=["indikator_id"],
            mulai="tanggal_mulai",
            selesai="tanggal_selesai",
            nama="satu_definisi_berlaku",
            kalimat="Definisi lain indikator ini masih berlaku pada masa itu.",
            mengganti="",
        ),
    ]
