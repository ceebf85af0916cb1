from django.apps import AppConfig


class PengumpulanConfig(AppConfig):
    name = "pengumpulan"
    verbose_name = "Pengumpulan data"

    def ready(self):
        from alur import ringkasan
        from alur.layar import daftarkan, tanpa_syarat
        from alur.models import Langkah
        from alur.mulai_unit import daftarkan as daftarkan_mulai
        from alur.pemisahan import daftarkan_pelaku
        from alur.pengecualian import daftarkan as daftarkan_pengecuali
        from alur.perbaikan import daftarkan_penjawab
        from alur.tugas_lain import daftarkan as daftarkan_tugas
        from jejak import sebutan
        from organisasi import hak, harian
        from pengumpulan import calon_kabar, permissions, syarat, tahap
        from pengumpulan.actions import bagikan, serahkan, siapkan
        from pengumpulan.actions.unggahan import bersihkan_unggahan_harian
        from pengumpulan.buku.actions import bersihkan_harian
        from pengumpulan.jawaban import boleh_jawab_baris
        from pengumpulan.mulai_unit import formulir_diterima
        from pengumpulan.pemakaian import pemakaian_realisasi
        from pengumpulan.tugas import kartu_formulir
        from pengumpulan.tugas_koreksi import kartu_koreksi
        from perencanaan import pemakaian

        daftarkan_pelaku(syarat.penyerah_formulir)
        daftarkan_pengecuali(tahap.unit_dilewati)
        daftarkan_mulai(formulir_diterima)
        daftarkan_penjawab(boleh_jawab_baris)
        daftarkan_tugas(kartu_koreksi)
        daftarkan_tugas(kartu_formulir)
        for pembuat in (
            calon_kabar.calon_formulir,
            calon_kabar.calon_menyusul,
            calon_kabar.calon_koreksi,
            calon_kabar.calon_unit_terlambat,
        ):
            ringkasan.daftarkan(pembuat)
        harian.daftarkan("Menghapus unggahan formulir Excel", bersihkan_harian)
        harian.daftarkan("Menghapus unggahan bukti yang tertinggal", bersihkan_unggahan_harian)
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
