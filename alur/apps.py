from django.apps import AppConfig


class AlurConfig(AppConfig):
    name = "alur"
    verbose_name = "Alur SOP"

    def ready(self):
        from alur import checks  # noqa: F401 (registers itself)
        from alur.layar import daftarkan, tanpa_syarat
        from alur.models import Langkah
        from alur.permissions import HAK, SEBUTAN
        from jejak import sebutan
        from organisasi import hak

        hak.daftarkan(HAK)
        sebutan.daftarkan(SEBUTAN)
        for nama in Langkah.Layar.values:
            daftarkan(nama, syarat=tanpa_syarat)
