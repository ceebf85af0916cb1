"""Addresses of the pages on which a measurement is made."""

from django.urls import path

from pengukuran import views, views_koreksi

urlpatterns = [
    path("langkah/<int:pk>/metodologi/", views.langkah_metodologi, name="langkah_metodologi"),
    path("langkah/<int:pk>/ukur/", views.langkah_ukur, name="langkah_ukur"),
    path("langkah/<int:pk>/ukur/hitung/", views.ukur_hitung, name="ukur_hitung"),
    path("langkah/<int:pk>/koreksi/", views_koreksi.koreksi_minta, name="koreksi_minta"),
    path("hasil/<int:pk>/analisis/", views.hasil_tulis, name="hasil_tulis"),
]
