"""An agreement names its second party, why it was revised, and keeps its text as signed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisasi", "0003_muatan"),
        ("organisasi", "__first__"),
        ("perencanaan", "0007_bukti_lama_dihapus"),
    ]

    operations = [
        migrations.AddField(
            model_name="perjanjiankinerja",
            name="atasan",
            field=models.ForeignKey(
                blank=True,
                help_text="Atasan langsung. Kosongkan untuk Kepala OPD, lalu isi pihak kedua di bawah.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisasi.jabatan",
                verbose_name="pihak kedua (jabatan di OPD)",
            ),
        ),
        migrations.AddField(
            model_name="perjanjiankinerja",
            name="dicatat_oleh",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="penandatanganan dicatat oleh",
            ),
        ),
        migrations.AddField(
            model_name="perjanjiankinerja",
            name="dicatat_pada",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="dicatat pada"),
        ),
        migrations.AddField(
            model_name="perjanjiankinerja",
            name="naskah",
            field=models.JSONField(
                blank=True, editable=False, null=True, verbose_name="naskah saat ditandatangani"
            ),
        ),
        migrations.AddField(
            model_name="perjanjiankinerja",
            name="pihak_kedua_jabatan",
            field=models.CharField(
                blank=True,
                help_text="Di luar OPD, misalnya Bupati Boyolali.",
                max_length=200,
                verbose_name="jabatan pihak kedua",
            ),
        ),
        migrations.AddField(
            model_name="perjanjiankinerja",
            name="pihak_kedua_nama",
            field=models.CharField(blank=True, max_length=150, verbose_name="nama pihak kedua"),
        ),
        migrations.AddField(
            model_name="perjanjiankinerja",
            name="pihak_kedua_nip",
            field=models.CharField(blank=True, max_length=25, verbose_name="NIP pihak kedua"),
        ),
        migrations.AddField(
            model_name="perjanjiankinerja",
            name="pihak_kedua_pangkat",
            field=models.CharField(blank=True, max_length=60, verbose_name="pangkat pihak kedua"),
        ),
        migrations.AddField(
            model_name="perjanjiankinerja",
            name="sebab",
            field=models.CharField(
                blank=True,
                choices=[
                    ("pejabat", "Pergantian pejabat (target tetap)"),
                    ("strategi", "Perubahan strategi: program, kegiatan atau anggaran"),
                    ("prioritas", "Perubahan prioritas atau asumsi"),
                ],
                max_length=10,
                verbose_name="sebab perubahan",
            ),
        ),
        migrations.AddField(
            model_name="perjanjiankinerja",
            name="sidik",
            field=models.CharField(
                blank=True, editable=False, max_length=64, verbose_name="sidik naskah (SHA-256)"
            ),
        ),
        migrations.AddField(
            model_name="perjanjiankinerja",
            name="tempat",
            field=models.CharField(
                blank=True,
                help_text="Kosong: ibu kota daerah.",
                max_length=120,
                verbose_name="tempat ditandatangani",
            ),
        ),
        migrations.AddConstraint(
            model_name="perjanjiankinerja",
            constraint=models.CheckConstraint(
                condition=models.Q(("sebab", ""), ("perubahan_ke__gt", 0), _connector="OR"),
                name="sebab_hanya_pada_perubahan",
                violation_error_message="Sebab perubahan hanya untuk PK Perubahan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="perjanjiankinerja",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("naskah__isnull", True), ("sidik", "")),
                    models.Q(("naskah__isnull", False), models.Q(("sidik", ""), _negated=True)),
                    _connector="OR",
                ),
                name="naskah_pk_bersidik",
            ),
        ),
    ]
