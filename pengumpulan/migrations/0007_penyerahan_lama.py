from django.db import migrations


def catat_penyerahan(apps, schema_editor):
    """Forms that were handed in before hand-ins had rows of their own get one; approved *menyusul* rows wait."""
    Formulir = apps.get_model("pengumpulan", "Formulir")
    BarisFormulir = apps.get_model("pengumpulan", "BarisFormulir")
    BarisAnggaran = apps.get_model("pengumpulan", "BarisAnggaran")
    Penyerahan = apps.get_model("pengumpulan", "Penyerahan")
    Butir = apps.get_model("pengumpulan", "ButirPenyerahan")
    masuk = ["diserahkan", "disetujui"]
    for formulir in Formulir.objects.filter(diserahkan_pada__isnull=False, diserahkan_oleh__isnull=False):
        penyerahan = Penyerahan.objects.create(
            formulir=formulir,
            nomor=1,
            pada=formulir.diserahkan_pada,
            oleh_id=formulir.diserahkan_oleh_id,
            selaku=formulir.diserahkan_selaku,
            untuk_id=formulir.diserahkan_untuk_id,
        )
        baris = BarisFormulir.objects.filter(formulir=formulir, status__in=masuk, revisi__isnull=False)
        anggaran = BarisAnggaran.objects.filter(formulir=formulir, status__in=masuk)
        Butir.objects.bulk_create(
            [
                *(
                    Butir(
                        penyerahan=penyerahan,
                        baris=satu,
                        revisi_id=satu.revisi_id,
                        semula="dikembalikan" if satu.perbaikan_id else "terbuka",
                    )
                    for satu in baris
                ),
                *(
                    Butir(
                        penyerahan=penyerahan,
                        anggaran=satu,
                        semula="dikembalikan" if satu.perbaikan_id else "terbuka",
                    )
                    for satu in anggaran
                ),
            ]
        )
    BarisFormulir.objects.filter(status="disetujui", revisi__keadaan="menyusul").update(ditunggu=True)


def hapus_penyerahan(apps, schema_editor):
    """Back to forms alone, which keep their last hand-in."""
    apps.get_model("pengumpulan", "ButirPenyerahan").objects.all().delete()
    apps.get_model("pengumpulan", "Penyerahan").objects.all().delete()
    apps.get_model("pengumpulan", "BarisFormulir").objects.filter(ditunggu=True).update(ditunggu=False)


class Migration(migrations.Migration):
    dependencies = [("pengumpulan", "0006_penyerahan")]

    operations = [migrations.RunPython(catat_penyerahan, hapus_penyerahan)]
