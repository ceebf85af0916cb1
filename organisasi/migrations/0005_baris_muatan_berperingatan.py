from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisasi", "0004_muatan_diterapkan_di_latar"),
    ]

    operations = [
        migrations.AddField(
            model_name="barismuatan",
            name="ada_peringatan",
            field=models.BooleanField(default=False, verbose_name="ada peringatan"),
        ),
    ]
