from django.apps import AppConfig


class PengumpulanConfig(AppConfig):
    name = "pengumpulan"
    verbose_name = "Pengumpulan data"

    def ready(self):
        from jejak import sebutan
        from organisasi import hak
        from pengumpulan import permissions

        hak.daftarkan(permissions.HAK)
        sebutan.daftarkan(permissions.SEBUTAN)
