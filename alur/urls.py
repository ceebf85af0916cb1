"""Addresses of the flow."""

from django.urls import path

from alur import (
    views,
    views_arahan,
    views_disposisi,
    views_kabar,
    views_kelengkapan,
    views_lampau,
    views_langkah,
    views_pelaksanaan,
    views_ringkas,
    views_sop,
    views_tahun,
    views_tindak_lanjut,
    views_waktu,
)

urlpatterns = [
    path("", views.tugas_saya, name="beranda"),
    path("cari/", views.cari, name="cari"),
    path("pelaksanaan/", views_pelaksanaan.pelaksanaan_daftar, name="pelaksanaan_daftar"),
    path("pelaksanaan/mulai/", views_pelaksanaan.pelaksanaan_mulai, name="pelaksanaan_mulai"),
    path("pelaksanaan/lampau/", views_lampau.pelaksanaan_lampau, name="pelaksanaan_lampau"),
    path("pelaksanaan/rencana/", views_tahun.rencana_tahun_buat, name="rencana_tahun_buat"),
    path("pelaksanaan/rencana/<int:pk>/", views_tahun.rencana_tahun_lihat, name="rencana_tahun_lihat"),
    path("pelaksanaan/rencana/<int:pk>/ubah/", views_tahun.rencana_tahun_ubah, name="rencana_tahun_ubah"),
    path(
        "pelaksanaan/rencana/<int:pk>/hentikan/",
        views_tahun.rencana_tahun_hentikan,
        name="rencana_tahun_hentikan",
    ),
    path("pelaksanaan/rencana/<int:pk>/buka/", views_tahun.rencana_tahun_buka, name="rencana_tahun_buka"),
    path(
        "pelaksanaan/rencana/<int:pk>/pindaian/",
        views_tahun.rencana_tahun_pindaian,
        name="rencana_tahun_pindaian",
    ),
    path("pelaksanaan/<int:pk>/ringkas/", views_ringkas.pelaksanaan_ringkas, name="pelaksanaan_ringkas"),
    path("pelaksanaan/<int:pk>/", views_pelaksanaan.pelaksanaan_lihat, name="pelaksanaan_lihat"),
    path(
        "pelaksanaan/<int:pk>/batalkan/", views_pelaksanaan.pelaksanaan_batalkan, name="pelaksanaan_batalkan"
    ),
    path(
        "pelaksanaan/<int:pk>/kelengkapan/lampirkan/",
        views_kelengkapan.kelengkapan_lampirkan,
        name="kelengkapan_lampirkan",
    ),
    path(
        "pelaksanaan/<int:pk>/kelengkapan/nyatakan/",
        views_kelengkapan.kelengkapan_nyatakan,
        name="kelengkapan_nyatakan",
    ),
    path("pelaksanaan/<int:pk>/waktu/", views_waktu.pelaksanaan_waktu, name="pelaksanaan_waktu"),
    path("waktu/", views_waktu.waktu_daftar, name="waktu_daftar"),
    path("langkah/<int:pk>/kerjakan/", views_langkah.langkah_kerjakan, name="langkah_kerjakan"),
    path("langkah/<int:pk>/selesaikan/", views_langkah.langkah_selesaikan, name="langkah_selesaikan"),
    path("langkah/<int:pk>/isian/", views_langkah.langkah_isian, name="langkah_isian"),
    path("langkah/<int:pk>/kembalikan/", views_langkah.langkah_kembalikan, name="langkah_kembalikan"),
    path("langkah/<int:pk>/catatkan/", views_langkah.langkah_catatkan, name="langkah_catatkan"),
    path("langkah/<int:pk>/lampirkan/", views_langkah.langkah_lampirkan, name="langkah_lampirkan"),
    path("langkah/<int:pk>/tindak-lanjut/", views_langkah.tindak_lanjut_catat, name="tindak_lanjut_catat"),
    path("disposisi/<int:pk>/putuskan/", views_disposisi.disposisi_putuskan, name="disposisi_putuskan"),
    path("disposisi/<int:pk>/catatkan/", views_disposisi.disposisi_catatkan, name="disposisi_catatkan"),
    path(
        "tindak-lanjut/<int:pk>/selesai/", views_langkah.tindak_lanjut_selesai, name="tindak_lanjut_selesai"
    ),
    path("tindak-lanjut/", views_tindak_lanjut.tindak_lanjut_daftar, name="tindak_lanjut_daftar"),
    path("kalimat-baku/", views_arahan.arahan_baku, name="arahan_baku"),
    path("kalimat-baku/<int:pk>/hapus/", views_arahan.arahan_baku_hapus, name="arahan_baku_hapus"),
    path("perbaikan/<int:pk>/jawab/", views_langkah.perbaikan_jawab, name="perbaikan_jawab"),
    path("dokumen/<int:pk>/", views_pelaksanaan.dokumen_unduh, name="dokumen_unduh"),
    path("sop/", views_sop.sop_daftar, name="sop_daftar"),
    path("sop/<int:pk>/", views_sop.sop_lihat, name="sop_lihat"),
    path("pemberitahuan/", views.pemberitahuan_daftar, name="pemberitahuan"),
    path("pemberitahuan/baca/", views.pemberitahuan_baca, name="pemberitahuan_baca"),
    path("pemberitahuan/pilihan/", views_kabar.pilihan_kabar, name="pilihan_kabar"),
    path("pemberitahuan/percobaan/", views_kabar.surel_percobaan, name="surel_percobaan"),
]
