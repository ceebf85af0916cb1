from django.apps import AppConfig


class PengukuranConfig(AppConfig):
    name = "pengukuran"
    verbose_name = "Pengukuran kinerja"

    def ready(self):
        from alur.forms_isian import FormArsip, FormPengantarLaporan, FormTandaTangan
        from alur.forms_rapat import FormNotulen
        from alur.layar import daftarkan
        from alur.models import Langkah
        from alur.pernyataan import arsipkan
        from alur.rapat import dengan_tindak_lanjut, selesaikan_rapat
        from jejak import sebutan
        from organisasi import hak
        from pengukuran import actions, permissions, syarat
        from pengukuran.kunci import sebab_pengukuran_disetujui
        from pengukuran.pemakaian import pemakaian_patokan
        from pengukuran.putaran import buka_pengukuran
        from pengukuran.tercapai import tercapai_terukur
        from pengumpulan.koreksi import daftarkan_pembuka
        from pengumpulan.kunci import daftarkan_pengunci
        from perencanaan import pemakaian, tercapai

        hak.daftarkan(permissions.HAK)
        sebutan.daftarkan(permissions.SEBUTAN)
        pemakaian.daftarkan(pemakaian_patokan)
        tercapai.daftarkan(tercapai_terukur)
        daftarkan_pengunci(sebab_pengukuran_disetujui)
        daftarkan_pembuka(buka_pengukuran)
        putusan = {"setujui": actions.setujui, "kembalikan": actions.kembalikan}
        # A meeting may be a decision, and send the forms back (SOP 002 step 5).
        daftarkan(
            Langkah.Layar.RAPAT,
            syarat=FormNotulen.syarat,
            isian=FormNotulen,
            selesaikan=selesaikan_rapat,
            setujui=dengan_tindak_lanjut(actions.setujui),
            kembalikan=actions.kembalikan,
        )
        daftarkan(
            Langkah.Layar.METODOLOGI,
            syarat=syarat.syarat_metodologi,
            halaman="langkah_metodologi",
            label_halaman="Periksa metodologi",
            selesaikan=actions.tetapkan_metodologi,
        )
        daftarkan(
            Langkah.Layar.UKUR,
            syarat=syarat.syarat_ukur,
            halaman="langkah_ukur",
            label_halaman="Ukur dan analisis",
            **putusan,
        )
        for nama, label, isian in (
            (Langkah.Layar.REKAP, "Lihat rekapitulasi", None),
            (Langkah.Layar.LAPOR, "Lihat laporan", FormPengantarLaporan),
            (Langkah.Layar.PUTUSAN, "Periksa dan putuskan", None),
            (Langkah.Layar.TERIMA, "Lihat laporan", None),
            (Langkah.Layar.TANDA_TANGAN, "Lihat dokumen", FormTandaTangan),
        ):
            daftarkan(
                nama,
                syarat=syarat.syarat_hasil,
                halaman="langkah_periksa",
                label_halaman=label,
                isian=isian,
                **putusan,
            )
        daftarkan(
            Langkah.Layar.ARSIP,
            syarat=syarat.syarat_arsip,
            halaman="langkah_periksa",
            label_halaman="Lihat berkas",
            isian=FormArsip,
            selesaikan=arsipkan,
        )
