from django.apps import AppConfig


class OrganisasiConfig(AppConfig):
    name = "organisasi"
    verbose_name = "Organisasi"

    def ready(self):
        from jejak import sebutan
        from organisasi import hak, permissions

        hak.daftarkan(permissions.HAK)
        sebutan.daftarkan(permissions.SEBUTAN)
