from django.apps import AppConfig


class PerencanaanConfig(AppConfig):
    name = "perencanaan"
    verbose_name = "Perencanaan kinerja"

    def ready(self):
        from jejak import sebutan
        from organisasi import hak
        from organisasi.muatan import daftar
        from perencanaan import permissions
        from perencanaan.muat_pk.pemuat import PemuatPK
        from perencanaan.muat_tabel.pemuat import PemuatTabel

        hak.daftarkan(permissions.HAK)
        sebutan.daftarkan(permissions.SEBUTAN)
        daftar.daftarkan(PemuatPK())
        daftar.daftarkan(PemuatTabel())
