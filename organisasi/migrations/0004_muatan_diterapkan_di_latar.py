from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisasi", "0003_muatan"),
    ]

    operations = [
        migrations.AlterField(
            model_name="muatan",
            name="status",
            field=models.CharField(
                choices=[
                    ("antre", "Menunggu dibaca"),
                    ("dibaca", "Sedang dibaca"),
                    ("tanya", "Menunggu jawaban"),
                    ("siap", "Siap diterapkan"),
                    ("bermasalah", "Ada baris yang ditolak"),
                    ("diterima", "Menunggu diterapkan"),
                    ("menerapkan", "Sedang diterapkan"),
                    ("ditolak", "Berkas ditolak"),
                    ("diterapkan", "Sudah diterapkan"),
                    ("dibatalkan", "Dibatalkan"),
                ],
                default="antre",
                max_length=12,
                verbose_name="status",
            ),
        ),
    ]
