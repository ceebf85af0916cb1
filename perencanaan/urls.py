"""Addresses of the plan."""

from django.urls import path

from perencanaan import views, views_kamus, views_perjanjian, views_ringkas, views_tahun, views_target

urlpatterns = [
    path("perencanaan/", views_ringkas.perencanaan_lihat, name="perencanaan_lihat"),
    path("indikator/", views.indikator_daftar, name="indikator_daftar"),
    path("indikator/<int:pk>/target/", views_target.target_baru, name="target_baru"),
    path("rencana-aksi/", views_target.rencana_aksi, name="rencana_aksi"),
    path("target/<int:pk>/", views_target.target_isi, name="target_isi"),
    path("tahun-baru/", views_tahun.tahun_gulir, name="tahun_gulir"),
    path("tahun-baru/tinjauan/", views_tahun.tahun_tinjau, name="tahun_tinjau"),
    path("tahun-baru/tinjauan/catat/", views_tahun.tinjauan_catat, name="tinjauan_catat"),
    path("tahun-baru/tinjauan/hapus/", views_tahun.tinjauan_hapus, name="tinjauan_hapus"),
    path("indikator/<int:pk>/", views.indikator_lihat, name="indikator_lihat"),
    path("indikator/<int:pk>/definisi/", views_kamus.definisi_baru, name="definisi_baru"),
    path("indikator/<int:pk>/standar/", views_kamus.standar_isi, name="standar_isi"),
    path("indikator/definisi/<int:pk>/", views_kamus.definisi_ubah, name="definisi_ubah"),
    path("indikator/definisi/<int:pk>/smart/", views_kamus.kamus_periksa, name="kamus_periksa"),
    path("perjanjian/", views_perjanjian.perjanjian_daftar, name="perjanjian_daftar"),
    path("perjanjian/buat/<int:pk>/", views_perjanjian.perjanjian_buat, name="perjanjian_buat"),
    path("perjanjian/<int:pk>/", views_perjanjian.perjanjian_lihat, name="perjanjian_lihat"),
    path("perjanjian/<int:pk>/ubah/", views_perjanjian.perjanjian_ubah, name="perjanjian_ubah"),
    path(
        "perjanjian/<int:pk>/tandatangani/",
        views_perjanjian.perjanjian_tandatangani,
        name="perjanjian_tandatangani",
    ),
    path(
        "perjanjian/<int:pk>/perubahan/", views_perjanjian.perjanjian_perubahan, name="perjanjian_perubahan"
    ),
    path("perjanjian/<int:pk>/batalkan/", views_perjanjian.perjanjian_batalkan, name="perjanjian_batalkan"),
    path(
        "perjanjian/<int:pk>/banding/<int:lain>/",
        views_perjanjian.perjanjian_bandingkan,
        name="perjanjian_bandingkan",
    ),
]
