"""Addresses of loading; they stand inside the admin and ask for its login."""

from django.contrib import admin
from django.urls import path

from organisasi.muatan import views

_dalam_admin = admin.site.admin_view

urlpatterns = [
    path("mulai/", _dalam_admin(views.muatan_mulai), name="muatan_mulai"),
    path("templat/", _dalam_admin(views.muatan_templat), name="muatan_templat"),
    path("<int:pk>/", _dalam_admin(views.muatan_lihat), name="muatan_lihat"),
    path("<int:pk>/unduh/", _dalam_admin(views.muatan_unduh), name="muatan_unduh"),
    path("<int:pk>/jawab/", _dalam_admin(views.muatan_jawab), name="muatan_jawab"),
    path("<int:pk>/terapkan/", _dalam_admin(views.muatan_terapkan), name="muatan_terapkan"),
    path("<int:pk>/batalkan/", _dalam_admin(views.muatan_batalkan), name="muatan_batalkan"),
]
