"""The settings of a process started by a test: the application's own, and the loader for tests."""

from sakip.settings import *  # noqa: F403
from sakip.settings import INSTALLED_APPS as APLIKASI

INSTALLED_APPS = [*APLIKASI, "tests.organisasi.aplikasi_muatan.AplikasiMuatan"]
