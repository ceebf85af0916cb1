"""The indicator sheet: kinds of evidence, SMART self-check, national standard, who processes and when."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import perencanaan.angka


class Migration(migrations.Migration):
    dependencies = [
        ("organisasi", "__first__"),
        ("perencanaan", "0004_sumber_target_periode"),
    ]

    operations = [
        migrations.RenameField(
            model_name="versiindikator",
            old_name="jenis_bukti",
            new_name="bukti_lama",
        ),
        migrations.AddField(
            model_name="versiindikator",
            name="bulan_tersedia",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="1–12; kosong bila tersedia sepanjang tahun.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(12),
                ],
                verbose_name="bulan data tersedia",
            ),
        ),
        migrations.AddField(
            model_name="versiindikator",
            name="dasar_penetapan",
            field=models.CharField(
                blank=True,
                help_text="Nomor dan tanggal Keputusan Kepala (IKU).",
                max_length=200,
                verbose_name="ditetapkan dengan",
            ),
        ),
        migrations.AddField(
            model_name="versiindikator",
            name="keterkaitan",
            field=models.CharField(
                blank=True,
                help_text="RPJMD, TPB/SDGs, SPM, IKK LPPD, …",
                max_length=300,
                verbose_name="keterkaitan",
            ),
        ),
        migrations.AddField(
            model_name="versiindikator",
            name="pengolah_data",
            field=models.CharField(blank=True, max_length=200, verbose_name="pengolah data"),
        ),
        migrations.CreateModel(
            name="JenisBukti",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nama", models.CharField(max_length=300, verbose_name="bukti dukung")),
                ("wajib", models.BooleanField(default=True, verbose_name="wajib")),
                ("urutan", models.PositiveSmallIntegerField(default=0, verbose_name="urutan")),
                (
                    "versi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="jenis_bukti",
                        to="perencanaan.versiindikator",
                        verbose_name="definisi",
                    ),
                ),
            ],
            options={
                "verbose_name": "jenis bukti dukung",
                "verbose_name_plural": "jenis bukti dukung",
                "ordering": ["versi", "urutan", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("versi", "nama"),
                        name="satu_jenis_bukti_per_definisi",
                        violation_error_message="Jenis bukti ini sudah ada.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PemeriksaanSMART",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "spesifik",
                    models.BooleanField(verbose_name="spesifik: jelas apa yang diukur dan milik siapa"),
                ),
                ("terukur", models.BooleanField(verbose_name="terukur: ada satuan, rumus dan sumber data")),
                (
                    "dapat_dicapai",
                    models.BooleanField(verbose_name="dapat dicapai dengan sumber daya yang ada"),
                ),
                (
                    "relevan",
                    models.BooleanField(verbose_name="relevan: menggambarkan hasil sasaran/programnya"),
                ),
                (
                    "berjangka_waktu",
                    models.BooleanField(
                        verbose_name="berjangka waktu: ada periode dan waktu datanya tersedia"
                    ),
                ),
                (
                    "catatan",
                    models.TextField(
                        blank=True, help_text="Wajib bila ada yang belum terpenuhi.", verbose_name="catatan"
                    ),
                ),
                ("pada", models.DateTimeField(verbose_name="diperiksa pada")),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diperiksa oleh",
                    ),
                ),
                (
                    "versi",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="smart",
                        to="perencanaan.versiindikator",
                        verbose_name="definisi",
                    ),
                ),
            ],
            options={
                "verbose_name": "pemeriksaan SMART",
                "verbose_name_plural": "pemeriksaan SMART",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("berjangka_waktu", True),
                                ("dapat_dicapai", True),
                                ("relevan", True),
                                ("spesifik", True),
                                ("terukur", True),
                            ),
                            models.Q(("catatan", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="smart_kurang_bercatatan",
                        violation_error_message="Tuliskan catatan untuk butir yang belum terpenuhi.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StandarNasional",
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
                ("nilai", perencanaan.angka.NilaiField(blank=True, null=True, verbose_name="nilai")),
                ("tingkat", models.CharField(blank=True, max_length=60, verbose_name="tingkat/predikat")),
                (
                    "sumber",
                    models.CharField(
                        help_text="Dokumen, instansi dan tahunnya.", max_length=300, verbose_name="sumber"
                    ),
                ),
                (
                    "indikator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standar_nasional",
                        to="perencanaan.indikator",
                        verbose_name="indikator",
                    ),
                ),
            ],
            options={
                "verbose_name": "standar nasional",
                "verbose_name_plural": "standar nasional",
                "ordering": ["indikator", "-tahun"],
                "constraints": [
                    models.UniqueConstraint(fields=("indikator", "tahun"), name="satu_standar_per_tahun"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("nilai__isnull", False),
                                models.Q(("tingkat", ""), _negated=True),
                                _connector="OR",
                            ),
                            models.Q(("sumber", ""), _negated=True),
                        ),
                        name="standar_berisi_dan_bersumber",
                        violation_error_message="Isi nilai atau tingkatnya, dan sebut sumbernya.",
                    ),
                ],
            },
        ),
    ]
