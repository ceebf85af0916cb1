"""Revisions of a figure are never updated."""

from django.db import migrations

from jejak.basisdata import HanyaTambah


class Migration(migrations.Migration):
    dependencies = [("pengumpulan", "0001_initial")]

    operations = [
        HanyaTambah("pengumpulan_revisirealisasi", "Revisi realisasi tidak dapat diubah atau dihapus."),
    ]
