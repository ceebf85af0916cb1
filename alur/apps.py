from django.apps import AppConfig


class AlurConfig(AppConfig):
    name = "alur"
    verbose_name = "Alur SOP"

    def ready(self):
        from alur import checks  # noqa: F401 (registers itself)
        from alur.forms_isian import FormDokumen, FormPerintah, FormRencana, FormSurat
        from alur.layar import daftarkan
        from alur.models import Langkah
        from alur.permissions import HAK, SEBUTAN
        from jejak import sebutan
        from organisasi import hak

        hak.daftarkan(HAK)
        sebutan.daftarkan(SEBUTAN)
        for nama, isian in {
            Langkah.Layar.PERINTAH: FormPerintah,
            Langkah.Layar.RENCANA: FormRencana,
            Langkah.Layar.DOKUMEN: FormDokumen,
            Langkah.Layar.SURAT: FormSurat,
        }.items():
            daftarkan(nama, syarat=isian.syarat, isian=isian)
