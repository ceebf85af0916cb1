"""System checks: every layar has exactly one owner."""

from django.core.checks import Error, register


@register()
def periksa_layar(app_configs, **kwargs):
    """A layar without an owner could never be finished; one with two would have two truths."""
    from alur.layar import pendaftar
    from alur.models import Langkah

    salah = []
    for nama in Langkah.Layar.values:
        jumlah = len(pendaftar(nama))
        if jumlah != 1:
            salah.append(
                Error(
                    f"Layar {nama!r} didaftarkan {jumlah} kali; harus tepat sekali.",
                    hint="Panggil alur.layar.daftarkan di AppConfig.ready aplikasi pemiliknya.",
                    id="alur.E001",
                )
            )
    return salah
