"""All addresses: our pages, one's account, the admin."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path, reverse_lazy

from organisasi.masuk import GantiSandi
from organisasi.views_masuk import lembar_masuk

urlpatterns = [
    path("", include("alur.urls")),
    path("", include("organisasi.urls")),
    path("", include("perencanaan.urls")),
    path("", include("pengumpulan.urls")),
    path("", include("pengukuran.urls")),
    path("", include("laporan.urls")),
    path("", include("laporan.urls_dasbor")),
    path("masuk/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("keluar/", auth.LogoutView.as_view(), name="logout"),
    path(
        "sandi/", GantiSandi.as_view(success_url=reverse_lazy("password_change_done")), name="password_change"
    ),
    path("sandi/selesai/", auth.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("admin/organisasi/muatan/", include("organisasi.muatan.urls")),
    path("admin/organisasi/lembar-masuk/", admin.site.admin_view(lembar_masuk), name="lembar_masuk"),
    path("admin/", admin.site.urls),
]
