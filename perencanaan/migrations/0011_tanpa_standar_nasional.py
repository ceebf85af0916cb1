"""That there is no national standard for an indicator is said, not left blank."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("perencanaan", "0010_kaitan_dan_tinjauan")]

    operations = [
        migrations.AddField(
            model_name="indikator",
            name="tanpa_standar_nasional",
            field=models.BooleanField(
                default=False,
                help_text="Dinyatakan kantor; berbeda dari standar yang belum diisi.",
                verbose_name="tidak ada standar nasional",
            ),
        ),
    ]
