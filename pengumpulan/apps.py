from django.apps import AppConfig


class PengumpulanConfig(AppConfig):
    name = "pengumpulan"
    verbose_name = "Pengumpulan data"

    def ready(self):
        from alur.layar import daftarkan, tanpa_syarat
        from alur.models import Langkah
        from alur.pemisahan import daftarkan_pelaku
        from alur.tugas_lain import daftarkan as daftarkan_tugas
        from jejak import sebutan
        from organisasi import hak
        from pengumpulan import permissions, syarat
        from pengumpulan.actions import bagikan, serahkan, siapkan
        from pengumpulan.pemakaian import pemakaian_realisasi
        from pengumpulan.tugas import kartu_formulir
        from perencanaan import pemakaian

        daftarkan_pelaku(syarat.penyerah_formulir)
        daftarkan_tugas(kartu_formulir)
        pemakaian.daftarkan(pemakaian_realisasi)
        hak.daftarkan(permissions.HAK)
        sebutan.daftarkan(permissions.SEBUTAN)
        daftarkan(
            Langkah.Layar.FORMULIR,
            syarat=tanpa_syarat,
            halaman="formulir_siapkan",
            label_halaman="Lihat isi formulir yang akan disiapkan",
            selesaikan=siapkan,
        )
        daftarkan(
            Langkah.Layar.DISTRIBUSI,
            syarat=syarat.syarat_distribusi,
            halaman="langkah_formulir",
            label_halaman="Lihat formulir unit",
            selesaikan=bagikan,
        )
        daftarkan(
            Langkah.Layar.PENGISIAN,
            syarat=syarat.syarat_pengisian,
            halaman="langkah_formulir",
            label_halaman="Isi formulir",
            selesaikan=serahkan,
        )
