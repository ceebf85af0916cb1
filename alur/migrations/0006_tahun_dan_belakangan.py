import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import alur.models.tahun


class Migration(migrations.Migration):
    """How a step came to be recorded, the days of runs recorded afterwards, and what a year's plan remembers."""

    dependencies = [
        ("alur", "0005_rencana_tahun_dan_kabar"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="catatanlangkah",
            name="cara",
            field=models.CharField(
                choices=[
                    ("langkah", "Diselesaikan pada langkahnya"),
                    ("rencana", "Menurut rencana tahun"),
                    ("ringkas", "Lewat jalur ringkas"),
                ],
                default="langkah",
                max_length=10,
                verbose_name="cara dicatat",
            ),
        ),
        migrations.AddField(
            model_name="pelaksanaan",
            name="tanggal_langkah",
            field=models.JSONField(blank=True, default=dict, verbose_name="tanggal sebenarnya tiap langkah"),
        ),
        migrations.RemoveConstraint(model_name="rencanatahun", name="rencana_henti_beralasan"),
        migrations.AddField(
            model_name="rencanatahun",
            name="pindaian",
            field=models.FileField(
                blank=True,
                max_length=200,
                upload_to=alur.models.tahun.letak_pindaian,
                verbose_name="pindaian perintah",
            ),
        ),
        migrations.AddField(
            model_name="rencanatahun",
            name="nama_pindaian",
            field=models.CharField(blank=True, max_length=200, verbose_name="nama berkas pindaian"),
        ),
        migrations.AddField(
            model_name="rencanatahun",
            name="tipe_pindaian",
            field=models.CharField(blank=True, max_length=80, verbose_name="tipe pindaian"),
        ),
        migrations.AddField(
            model_name="rencanatahun",
            name="ukuran_pindaian",
            field=models.PositiveIntegerField(default=0, verbose_name="ukuran pindaian (byte)"),
        ),
        migrations.AddField(
            model_name="rencanatahun",
            name="sidik_pindaian",
            field=models.CharField(blank=True, max_length=64, verbose_name="SHA-256 pindaian"),
        ),
        migrations.AddField(
            model_name="rencanatahun",
            name="dihentikan_pada",
            field=models.DateTimeField(blank=True, null=True, verbose_name="dihentikan pada"),
        ),
        migrations.AddField(
            model_name="rencanatahun",
            name="dihentikan_oleh",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="dihentikan oleh",
            ),
        ),
        migrations.AddField(
            model_name="rencanatahun",
            name="versi",
            field=models.PositiveIntegerField(default=1, verbose_name="versi"),
        ),
        migrations.AddConstraint(
            model_name="rencanatahun",
            constraint=models.CheckConstraint(
                name="rencana_henti_lengkap",
                condition=Q(status="dihentikan", dihentikan_pada__isnull=False, dihentikan_oleh__isnull=False)
                & ~Q(alasan_henti="")
                | ~Q(status="dihentikan") & Q(dihentikan_pada=None, dihentikan_oleh=None),
            ),
        ),
    ]
