from django.apps import AppConfig


class LaporanConfig(AppConfig):
    name = "laporan"
    verbose_name = "Laporan"

    def ready(self):
        from alur import kelengkapan
        from jejak import sebutan
        from laporan import permissions
        from laporan.final import nomor_dibatalkan
        from laporan.kelengkapan import dibuat_aplikasi
        from laporan.putaran import teruskan_bagian
        from organisasi import hak
        from organisasi.nomor import actions as nomor
        from pengukuran.putaran import daftarkan_penerus

        daftarkan_penerus(teruskan_bagian)
        kelengkapan.daftarkan_pembuat(dibuat_aplikasi)
        nomor.daftarkan_pemakai(nomor_dibatalkan)
        hak.daftarkan(permissions.HAK)
        sebutan.daftarkan(permissions.SEBUTAN)
