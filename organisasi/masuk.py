"""One's own password."""

from django.contrib.auth.views import PasswordChangeView

from jejak.actions import catat


class GantiSandi(PasswordChangeView):
    """Change one's password; a handed-out first password no longer binds after it."""

    def form_valid(self, form):
        pengguna = form.user
        if pengguna.harus_ganti_sandi:
            pengguna.harus_ganti_sandi = False
            pengguna.save(update_fields=["harus_ganti_sandi"])
        catat(aksi="organisasi.ganti_sandi", objek=pengguna, oleh=pengguna)
        return super().form_valid(form)
