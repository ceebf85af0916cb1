from django.apps import AppConfig


class AlurConfig(AppConfig):
    name = "alur"
    verbose_name = "Alur SOP"

    def ready(self):
        from alur import (
            buka_jadwal,
            calon_kabar,
            checks,  # noqa: F401 (registers itself)
            ringkasan,
            surel,
            tugas_lain,
            tugas_tahun,
        )
        from alur.forms_isian import FormDokumen, FormPerintah, FormRencana
        from alur.forms_surat import FormSurat
        from alur.layar import daftarkan
        from alur.models import Langkah
        from alur.permissions import HAK, SEBUTAN
        from alur.surat import selesaikan_surat
        from jejak import sebutan
        from organisasi import hak, harian

        ringkasan.daftarkan(calon_kabar.calon_langkah)
        ringkasan.daftarkan(calon_kabar.calon_tindak_lanjut)
        # Before the mail, which tells of what opened.
        harian.daftarkan("Membuka pelaksanaan menurut rencana tahun", buka_jadwal.buka_harian)
        tugas_lain.daftarkan(tugas_tahun.kartu_tahun)
        harian.daftarkan("Surel ringkasan", surel.ringkasan_harian)
        hak.daftarkan(HAK)
        sebutan.daftarkan(SEBUTAN)
        for nama, isian in {
            Langkah.Layar.PERINTAH: FormPerintah,
            Langkah.Layar.RENCANA: FormRencana,
            Langkah.Layar.DOKUMEN: FormDokumen,
        }.items():
            daftarkan(nama, syarat=isian.syarat, isian=isian)
        daftarkan(Langkah.Layar.SURAT, syarat=FormSurat.syarat, isian=FormSurat, selesaikan=selesaikan_surat)
