"""One definition, one target version, one budget, one bringer per unit in force on any day; periods never change."""

from django.db import migrations

from jejak.basisdata import HanyaTambah, TidakTumpang

MASA = {"mulai": "tanggal_mulai", "selesai": "tanggal_selesai"}


class Migration(migrations.Migration):
    dependencies = [("perencanaan", "0001_initial")]

    operations = [
        HanyaTambah("perencanaan_periode", "Periode tidak dapat diubah atau dihapus."),
        TidakTumpang(
            tabel="perencanaan_versiindikator",
            kolom=["indikator_id"],
            nama="satu_definisi_berlaku",
            kalimat="Definisi lain indikator ini masih berlaku pada masa itu.",
            **MASA,
        ),
        TidakTumpang(
            tabel="perencanaan_versitarget",
            kolom=["indikator_id", "tahun"],
            nama="satu_versi_target_berlaku",
            kalimat="Target lain indikator ini masih berlaku pada masa itu.",
            **MASA,
        ),
        TidakTumpang(
            tabel="perencanaan_paguanggaran",
            kolom=["simpul_id"],
            nama="satu_pagu_berlaku",
            kalimat="Pagu lain masih berlaku pada masa itu.",
            **MASA,
        ),
        TidakTumpang(
            tabel="perencanaan_penanggungjawabdata",
            kolom=["indikator_id", "unit_id"],
            nama="satu_tanggung_jawab_unit",
            kalimat="Unit ini sudah menjadi penanggung jawab indikator tersebut pada masa itu.",
            **MASA,
        ),
    ]
