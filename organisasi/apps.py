from django.apps import AppConfig


class OrganisasiConfig(AppConfig):
    name = "organisasi"
    verbose_name = "Organisasi"

    def ready(self):
        from jejak import sebutan
        from organisasi import hak, permissions
        from organisasi.muat_orang import PemuatOrang
        from organisasi.muatan import daftar

        hak.daftarkan(permissions.HAK)
        sebutan.daftarkan(permissions.SEBUTAN)
        daftar.daftarkan(PemuatOrang())
