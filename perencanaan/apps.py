from django.apps import AppConfig


class PerencanaanConfig(AppConfig):
    name = "perencanaan"
    verbose_name = "Perencanaan kinerja"

    def ready(self):
        from jejak import sebutan
        from organisasi import hak
        from perencanaan import permissions

        hak.daftarkan(permissions.HAK)
        sebutan.daftarkan(permissions.SEBUTAN)
