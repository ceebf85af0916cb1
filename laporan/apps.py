from django.apps import AppConfig


class LaporanConfig(AppConfig):
    name = "laporan"
    verbose_name = "Laporan"

    def ready(self):
        from jejak import sebutan
        from laporan import permissions
        from organisasi import hak

        hak.daftarkan(permissions.HAK)
        sebutan.daftarkan(permissions.SEBUTAN)
