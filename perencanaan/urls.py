"""Addresses of the plan."""

from django.urls import path

from perencanaan import views

urlpatterns = [
    path("indikator/", views.indikator_daftar, name="indikator_daftar"),
    path("indikator/<int:pk>/", views.indikator_lihat, name="indikator_lihat"),
]
