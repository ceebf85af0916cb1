"""One's own password."""

from django.contrib.auth.views import PasswordChangeView

from jejak.actions import catat


class GantiSandi(PasswordChangeView):
    """Change one's password; a handed-out first password no longer binds after it."""

    def form_valid(self, form):
        pengguna = form.user
        if pengguna.check_password(form.cleaned_data["new_password1"]):
            form.add_error("new_password1", "Pilih kata sandi yang berbeda dari yang sekarang.")
            return self.form_invalid(form)
        if pengguna.harus_ganti_sandi:
            pengguna.harus_ganti_sandi = False
            pengguna.save(update_fields=["harus_ganti_sandi"])
        catat(aksi="organisasi.ganti_sandi", objek=pengguna, oleh=pengguna)
        return super().form_valid(form)
