"""The evidence that a definition named as text becomes its first kind of evidence."""

from django.db import migrations


def pindahkan(apps, schema_editor):
    VersiIndikator = apps.get_model("perencanaan", "VersiIndikator")
    JenisBukti = apps.get_model("perencanaan", "JenisBukti")
    JenisBukti.objects.bulk_create(
        [
            JenisBukti(versi_id=pk, nama=teks)
            for pk, teks in VersiIndikator.objects.exclude(bukti_lama="").values_list("pk", "bukti_lama")
        ]
    )


def kembalikan(apps, schema_editor):
    for satu in apps.get_model("perencanaan", "JenisBukti").objects.order_by("versi", "urutan", "pk"):
        versi = satu.versi
        versi.bukti_lama = "; ".join(filter(None, [versi.bukti_lama, satu.nama]))[:300]
        versi.save(update_fields=["bukti_lama"])


class Migration(migrations.Migration):
    dependencies = [("perencanaan", "0005_kamus_indikator")]

    operations = [migrations.RunPython(pindahkan, kembalikan)]
