"""What each request knows of the office: the OPD one works in, and a first password that must be changed."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import BigIntegerField
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jejak.pertanyaan import Lowong, PertanyaanTetap
from organisasi import pemicu_harian
from organisasi.hak import id_opd_terlihat
from organisasi.models import OPD

KUNCI_SESI = "opd_aktif"
SATU_OPD = PertanyaanTetap(
    lambda: OPD.objects.filter(aktif=True, pk=Lowong("opd", BigIntegerField())).select_related("pemda")
)


def _opd_aktif(terlihat: set[int] | None) -> list[OPD]:
    """Those of the OPDs (``None``: of all) that are not closed; most people see a single one."""
    if terlihat is not None and len(terlihat) == 1:
        return SATU_OPD.tanya(opd=next(iter(terlihat)))
    semua = OPD.objects.filter(aktif=True).select_related("pemda").order_by("nama")
    return list(semua if terlihat is None else semua.filter(pk__in=terlihat))


class OPDAktif:
    """Put ``request.opd`` (the OPD one works in, or None) and ``request.daftar_opd`` in place.

    The choice lives in the session but counts only while the person may still see that OPD. The time zone
    of its Pemda becomes the one of this request.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest):
        request.opd, request.daftar_opd = None, []
        if request.user.is_authenticated:
            request.daftar_opd = _opd_aktif(id_opd_terlihat(request.user))
            terpilih = request.session.get(KUNCI_SESI)
            pilihan = (opd for opd in request.daftar_opd if opd.pk == terpilih)
            request.opd = next(pilihan, None) or self._opd_sendiri(request)
        if request.opd is None:
            return self.get_response(request)
        with timezone.override(ZoneInfo(request.opd.pemda.zona_waktu)):
            return self.get_response(request)

    @staticmethod
    def _opd_sendiri(request: HttpRequest) -> OPD | None:
        """The OPD where one is employed, else the first one can see."""
        if len(request.daftar_opd) < 2:
            return next(iter(request.daftar_opd), None)
        pegawai = getattr(request.user, "pegawai", None)
        for opd in request.daftar_opd:
            if pegawai and opd.pk == pegawai.opd_id:
                return opd
        return request.daftar_opd[0] if request.daftar_opd else None


class GantiSandiAwal:
    """Until a handed-out password is changed, only the page that changes it (and the way out) opens."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest):
        if request.user.is_authenticated and request.user.harus_ganti_sandi:
            terbuka = {reverse("password_change"), reverse("logout")}
            if request.path not in terbuka:
                return redirect("password_change")
        return self.get_response(request)


class PemicuHarian:
    """The first request of a day sets the daily jobs going, beside itself: it neither waits nor fails for them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest):
        if settings.HARIAN_OTOMATIS:
            pemicu_harian.picu()
        return self.get_response(request)
