"""The admin site: our name, the order in which an admin works, and what each OPD still lacks."""

from dataclasses import dataclass

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.shortcuts import redirect
from django.urls import reverse

AKSI_ADMIN = ("organisasi.kelola", "perencanaan.kelola", "alur.adopsi")

# (heading, models in the order of the work); models of apps not named here follow at the end.
URUTAN = (
    (
        "1. Organisasi",
        (
            "organisasi.pemerintahdaerah",
            "organisasi.opd",
            "organisasi.unitkerja",
            "organisasi.jabatan",
            "organisasi.pegawai",
            "organisasi.pemangkujabatan",
            "organisasi.pengguna",
            "organisasi.penugasan",
            "organisasi.timsakip",
            "organisasi.harilibur",
            "organisasi.jamkerja",
        ),
    ),
    ("2. SOP", ("alur.sop", "alur.prosedur", "alur.langkah")),
    (
        "3. Indikator dan target",
        (
            "organisasi.muatan",
            "perencanaan.renstra",
            "perencanaan.simpul",
            "perencanaan.indikator",
            "perencanaan.versiindikator",
            "perencanaan.perjanjiankinerja",
            "perencanaan.versitarget",
            "perencanaan.periode",
        ),
    ),
    ("4. Anggaran", ("perencanaan.paguanggaran", "perencanaan.realisasianggaran")),
    (
        "5. Jejak",
        (
            "alur.pelaksanaan",
            "alur.catatanlangkah",
            "alur.rencanatindaklanjut",
            "pengumpulan.realisasi",
            "jejak.catatanjejak",
        ),
    ),
)


@dataclass(frozen=True)
class LangkahBerikut:
    """The next thing an OPD lacks before it can work, and the page where it is added."""

    opd: str
    kalimat: str
    alamat: str


class KonfigurasiAdmin(AdminConfig):
    default_site = "sakip.admin_situs.SitusAdmin"


class PilihanOtomatis(AutocompleteJsonView):
    """Choices name their OPD where the person sees more than one."""

    def serialize_result(self, obj, to_field_name):
        hasil = super().serialize_result(obj, to_field_name)
        opd = getattr(obj, "opd", None)
        if opd is not None and len(getattr(self.request, "daftar_opd", ())) > 1:
            hasil["text"] = f"{hasil['text']} ({opd})"
        return hasil


class SitusAdmin(AdminSite):
    site_header = "Administrasi SAKIP"
    site_title = "SAKIP"
    index_title = "Urutan kerja admin"

    def has_permission(self, request):
        """Active staff with any right that is exercised here. The pages ask for their own right again."""
        from organisasi.hak import boleh

        pengguna = request.user
        if not (pengguna.is_active and pengguna.is_staff):
            return False
        return pengguna.is_superuser or any(boleh(pengguna, aksi) for aksi in AKSI_ADMIN)

    def autocomplete_view(self, request):
        return PilihanOtomatis.as_view(admin_site=self)(request)

    def password_change(self, request, extra_context=None):
        """There is one page for one's own password: the one that leaves a trace (``organisasi.masuk``)."""
        return redirect("password_change")

    def get_app_list(self, request, app_label=None):
        """The models under the headings of the work; one app's own page keeps Django's list."""
        if app_label is not None:
            return super().get_app_list(request, app_label)
        per_app = self._build_app_dict(request)
        model = {
            f"{app['app_label']}.{satu['object_name'].lower()}": satu
            for app in per_app.values()
            for satu in app["models"]
        }
        hasil = []
        for no, (judul, daftar) in enumerate(URUTAN, start=1):
            isi = [model.pop(nama) for nama in daftar if nama in model]
            if isi:
                hasil.append(_kelompok(judul, f"urutan-{no}", isi))
        for app in sorted(per_app.values(), key=lambda app: app["name"].lower()):
            isi = [
                satu for satu in app["models"] if f"{app['app_label']}.{satu['object_name'].lower()}" in model
            ]
            if isi:
                hasil.append(_kelompok(str(app["name"]), app["app_label"], isi))
        return hasil

    def index(self, request, extra_context=None):
        return super().index(
            request, {**(extra_context or {}), "langkah_berikut": langkah_berikut(request.user)}
        )


def _kelompok(judul: str, label: str, isi: list[dict]) -> dict:
    return {
        "name": judul,
        "app_label": label,
        "app_url": reverse("admin:index"),
        "has_module_perms": True,
        "models": isi,
    }


def langkah_berikut(pengguna) -> list[LangkahBerikut]:
    """For each active OPD the person administers: the first thing it lacks, in the order of the work.

    Ten queries, whatever the number of OPDs.
    """
    from organisasi.hak import id_opd_dengan
    from organisasi.models import OPD

    di_mana = id_opd_dengan(pengguna, "organisasi.kelola")
    daftar_opd = OPD.objects.filter(aktif=True).order_by("nama")
    if di_mana is not None:
        daftar_opd = daftar_opd.filter(pk__in=di_mana)
    daftar_opd = list(daftar_opd)
    if not daftar_opd:
        return []
    syarat = [(set(lengkap), kalimat, menu) for lengkap, kalimat, menu in _urutan_kelengkapan()]
    hasil = []
    for opd in daftar_opd:
        kurang = ((kalimat, menu) for lengkap, kalimat, menu in syarat if opd.pk not in lengkap)
        if pertama := next(kurang, None):
            kalimat, menu = pertama
            alamat = f"{reverse(f'admin:{menu}_changelist')}?opd={opd.pk}"
            hasil.append(LangkahBerikut(str(opd), kalimat.format(tim=opd.sebutan_tim), alamat))
    return hasil


def _urutan_kelengkapan():
    """(ids of the OPDs that have it, what to say to the others, the model to add it to), in working order."""
    from alur.models import SOP
    from organisasi.models import AnggotaTim, Jabatan, Pegawai, PemangkuJabatan, TimSAKIP, UnitKerja
    from organisasi.waktu import hari_ini
    from perencanaan.models import Indikator, PerjanjianKinerja

    tanggal = hari_ini()
    jabatan = Jabatan.objects.filter(aktif=True)
    dipangku = PemangkuJabatan.objects.berlaku_pada(tanggal).filter(pegawai__aktif=True)
    tim = TimSAKIP.objects.berlaku_pada(tanggal)

    def opd(queryset, jalur="opd"):
        return queryset.order_by().values_list(jalur, flat=True).distinct()

    return [
        (opd(UnitKerja.objects.filter(aktif=True)), "Belum memiliki unit kerja.", "organisasi_unitkerja"),
        (opd(jabatan.filter(jenis="kepala")), "Belum memiliki jabatan Kepala OPD.", "organisasi_jabatan"),
        (opd(jabatan.filter(jenis="sekretaris")), "Belum memiliki jabatan Sekretaris.", "organisasi_jabatan"),
        (opd(Pegawai.objects.filter(aktif=True)), "Belum memiliki pegawai.", "organisasi_pegawai"),
        (
            opd(dipangku.filter(jabatan__jenis="kepala"), "jabatan__opd"),
            "Jabatan Kepala OPD belum dipangku siapa pun.",
            "organisasi_pemangkujabatan",
        ),
        (
            opd(dipangku.filter(jabatan__jenis="sekretaris"), "jabatan__opd"),
            "Jabatan Sekretaris belum dipangku siapa pun.",
            "organisasi_pemangkujabatan",
        ),
        (
            opd(AnggotaTim.objects.filter(tim__in=tim), "tim__opd"),
            "Belum memiliki {tim} yang berlaku beserta anggotanya.",
            "organisasi_timsakip",
        ),
        (opd(SOP.objects.berlaku_pada(tanggal)), "Belum memberlakukan SOP. Angkat SOP.", "alur_sop"),
        (opd(Indikator.objects.filter(aktif=True)), "Belum memiliki indikator.", "perencanaan_indikator"),
        (
            opd(PerjanjianKinerja.objects.filter(tahun=tanggal.year, status="ditandatangani")),
            f"Belum memiliki Perjanjian Kinerja {tanggal.year} yang ditandatangani.",
            "perencanaan_perjanjiankinerja",
        ),
    ]
