"""Targets of an unsigned revision stand apart; warnings kept with a reason; parts of units."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import perencanaan.angka
from jejak.basisdata import TidakTumpang


class Migration(migrations.Migration):
    dependencies = [
        ("organisasi", "0003_muatan"),
        ("organisasi", "__first__"),
        ("perencanaan", "0008_naskah_perjanjian"),
    ]

    operations = [
        migrations.CreateModel(
            name="CatatanTarget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kode", models.CharField(max_length=40, verbose_name="peringatan")),
                ("alasan", models.TextField(verbose_name="alasan dipertahankan")),
                ("pada", models.DateTimeField(verbose_name="pada")),
            ],
            options={
                "verbose_name": "peringatan yang dipertahankan",
                "verbose_name_plural": "peringatan yang dipertahankan",
                "ordering": ["versi", "kode"],
            },
        ),
        migrations.CreateModel(
            name="TargetUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nilai", perencanaan.angka.NilaiField(verbose_name="bagian target")),
            ],
            options={
                "verbose_name": "bagian target unit",
                "verbose_name_plural": "bagian target unit",
                "ordering": ["versi", "unit__urutan", "unit"],
            },
        ),
        migrations.AddField(
            model_name="versitarget",
            name="rancangan",
            field=models.BooleanField(default=False, editable=False, verbose_name="rancangan"),
        ),
        migrations.AddConstraint(
            model_name="versitarget",
            constraint=models.CheckConstraint(
                condition=models.Q(("rancangan", False), ("perjanjian__isnull", False), _connector="OR"),
                name="rancangan_milik_perjanjian",
            ),
        ),
        migrations.AddField(
            model_name="catatantarget",
            name="oleh",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="oleh",
            ),
        ),
        migrations.AddField(
            model_name="catatantarget",
            name="versi",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="catatan",
                to="perencanaan.versitarget",
                verbose_name="versi target",
            ),
        ),
        migrations.AddField(
            model_name="targetunit",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bagian_target",
                to="organisasi.unitkerja",
                verbose_name="unit kerja",
            ),
        ),
        migrations.AddField(
            model_name="targetunit",
            name="versi",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="bagian_unit",
                to="perencanaan.versitarget",
                verbose_name="versi target",
            ),
        ),
        migrations.AddConstraint(
            model_name="catatantarget",
            constraint=models.UniqueConstraint(fields=("versi", "kode"), name="satu_alasan_per_peringatan"),
        ),
        migrations.AddConstraint(
            model_name="catatantarget",
            constraint=models.CheckConstraint(
                condition=models.Q(("alasan", ""), _negated=True), name="peringatan_dipertahankan_beralasan"
            ),
        ),
        migrations.AddConstraint(
            model_name="targetunit",
            constraint=models.UniqueConstraint(fields=("versi", "unit"), name="satu_bagian_per_unit"),
        ),
        TidakTumpang(
            tabel="perencanaan_versitarget",
            kolom=["indikator_id", "tahun"],
            mulai="tanggal_mulai",
            selesai="tanggal_selesai",
            nama="satu_versi_target_berlaku",
            kalimat="Target lain indikator ini masih berlaku pada masa itu.",
            # A draft stands beside the version in force.
            syarat="NOT {baris}rancangan",
            mengganti="",
        ),
    ]
