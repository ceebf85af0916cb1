"""Crosscutting links, critical success factors, and the review of a new year."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisasi", "0003_muatan"),
        ("organisasi", "__first__"),
        ("perencanaan", "0009_rancangan_target"),
    ]

    operations = [
        migrations.AddField(
            model_name="simpul",
            name="faktor_kunci",
            field=models.TextField(
                blank=True,
                help_text="Kondisi yang harus terwujud agar hasil ini tercapai (PermenPANRB 89/2021).",
                verbose_name="faktor kunci keberhasilan",
            ),
        ),
        migrations.CreateModel(
            name="KaitanSilang",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("keterangan", models.CharField(blank=True, max_length=300, verbose_name="keterangan")),
                (
                    "dari",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kaitan_keluar",
                        to="perencanaan.simpul",
                        verbose_name="simpul",
                    ),
                ),
                (
                    "ke",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kaitan_masuk",
                        to="perencanaan.simpul",
                        verbose_name="turut mendukung",
                    ),
                ),
            ],
            options={
                "verbose_name": "kaitan silang",
                "verbose_name_plural": "kaitan silang (crosscutting)",
                "ordering": ["dari", "ke"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dari", "ke"),
                        name="satu_kaitan_silang",
                        violation_error_message="Kaitan ini sudah ada.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("dari", models.F("ke")), _negated=True),
                        name="kaitan_silang_bukan_diri_sendiri",
                        violation_error_message="Pilih simpul lain.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TinjauanTahun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tahun",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="tahun",
                    ),
                ),
                ("kunci", models.CharField(max_length=80, verbose_name="butir")),
                ("catatan", models.TextField(verbose_name="catatan")),
                ("pada", models.DateTimeField(verbose_name="ditinjau pada")),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ditinjau oleh",
                    ),
                ),
                (
                    "opd",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tinjauan",
                        to="organisasi.opd",
                        verbose_name="OPD",
                    ),
                ),
            ],
            options={
                "verbose_name": "tinjauan tahun baru",
                "verbose_name_plural": "tinjauan tahun baru",
                "ordering": ["opd", "-tahun", "kunci"],
                "constraints": [
                    models.UniqueConstraint(fields=("opd", "tahun", "kunci"), name="satu_tinjauan_per_butir"),
                    models.CheckConstraint(
                        condition=models.Q(("catatan", ""), _negated=True), name="tinjauan_bercatatan"
                    ),
                ],
            },
        ),
    ]
