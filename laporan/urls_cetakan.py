"""Addresses of papers that are being printed."""

from django.urls import path

from laporan import views_cetakan as views

urlpatterns = [
    path("cetakan/<int:pk>/", views.cetakan_lihat, name="cetakan_lihat"),
    path("cetakan/<int:pk>/unduh/", views.cetakan_unduh, name="cetakan_unduh"),
    path("cetakan/<int:pk>/ulang/", views.cetakan_ulang, name="cetakan_ulang"),
]
