"""The audit trail and its seals are only ever added to."""

from django.db import migrations

from jejak.basisdata import HanyaTambah


class Migration(migrations.Migration):
    dependencies = [("jejak", "0001_initial")]

    operations = [
        HanyaTambah("jejak_catatanjejak", "Jejak audit tidak dapat diubah atau dihapus."),
        HanyaTambah("jejak_segel", "Segel jejak tidak dapat diubah atau dihapus."),
    ]
