"""Registers the loader for tests in a process that was started by a test (see ``pengaturan_muatan``)."""

from django.apps import AppConfig


class AplikasiMuatan(AppConfig):
    name = "tests.organisasi"
    label = "muatan_uji"

    def ready(self):
        from organisasi.muatan.daftar import daftarkan
        from tests.organisasi.pemuat_uji import PemuatUji

        daftarkan(PemuatUji())
