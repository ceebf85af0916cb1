"""The admin's pages over the organisation, and over the audit trail.

The audit trail stands here because ``jejak``, which all apps build on, knows no OPD and no rights.
"""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, BaseUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html

from jejak.models import CatatanJejak
from organisasi.admin_dasar import (
    AdminBaca,
    AdminOPD,
    AturanTumpang,
    FormBerlaku,
    FormOPD,
    FormsetOPD,
    SaringOPD,
    SaringTahun,
    Sebaris,
    daftarkan_tumpang,
)
from organisasi.akun import bertaut_di_luar, pegawai_bertaut_di_luar
from organisasi.hak import (
    adalah_admin_pemda,
    id_opd_dengan,
    id_opd_terlihat,
    id_pemda_dikelola,
    lupakan_peran,
)
from organisasi.models import (
    OPD,
    AnggotaTim,
    HariLibur,
    Jabatan,
    JamKerja,
    Muatan,
    Pegawai,
    PemangkuJabatan,
    PemerintahDaerah,
    Pengguna,
    Penugasan,
    TimSAKIP,
    UnitKerja,
)
from organisasi.muatan import antrean
from organisasi.muatan.daftar import pemuat
from organisasi.muatan.permissions import muatan_untuk, pemuat_untuk
from organisasi.waktu import hari_ini

# Rights follow from positions and given roles; Django's groups would be a second, silent table.
admin.site.unregister(Group)

daftarkan_tumpang(
    PemangkuJabatan,
    AturanTumpang(
        ("jabatan",),
        "Jabatan ini sudah dipangku pejabat definitif lain pada masa itu. Isi dahulu tanggal selesainya, "
        "atau pilih Plt./Plh.",
        kena=lambda pemangku: pemangku.jenis == PemangkuJabatan.Jenis.DEFINITIF,
    ),
)


@admin.register(PemerintahDaerah)
class PemerintahDaerahAdmin(AdminOPD):
    jalur_opd = None
    tetap = ()
    list_display = ["nama", "jenis", "kode_wilayah", "ibu_kota", "zona_waktu", "jumlah_opd"]
    search_fields = ["nama", "kode_wilayah"]
    ordering = ["nama"]
    fields = ["jenis", "nama", "kode_wilayah", "ibu_kota", "zona_waktu"]

    def get_queryset(self, request):
        semua = super().get_queryset(request).annotate(banyak_opd=Count("opd", distinct=True))
        terlihat = id_opd_terlihat(request.user)
        if terlihat is None:
            return semua
        dari_opd = OPD.objects.filter(pk__in=terlihat).values("pemda")
        return semua.filter(Q(pk__in=dari_opd) | Q(pk__in=id_pemda_dikelola(request.user)))

    def dapat_dipilih(self, request, aksi):
        dikelola = id_pemda_dikelola(request.user)
        semua = PemerintahDaerah.objects.all()
        return semua if dikelola is None else semua.filter(pk__in=dikelola)

    def has_add_permission(self, request):
        return request.user.is_active and request.user.is_superuser

    def mengelola(self, request, obj):
        dikelola = id_pemda_dikelola(request.user)
        return dikelola is None or obj.pk in dikelola

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return adalah_admin_pemda(request.user)
        return super().has_change_permission(request, obj)

    @admin.display(description="jumlah OPD", ordering="banyak_opd")
    def jumlah_opd(self, obj):
        return obj.banyak_opd


class UnitSebaris(Sebaris):
    model = UnitKerja
    fk_name = "opd"
    fields = ["nama", "jenis", "induk", "singkatan", "urutan", "aktif"]
    autocomplete_fields = ["induk"]
    seopd = ("induk",)
    show_change_link = True


@admin.register(OPD)
class OPDAdmin(AdminOPD):
    jalur_opd = "pk"
    tetap = ("pemda",)
    list_display = ["nama", "singkatan", "jenis", "pemda", "sebutan_kepala", "aktif"]
    list_filter = ["jenis", "aktif"]
    list_select_related = ["pemda"]
    search_fields = ["nama", "singkatan", "kode"]
    autocomplete_fields = ["pemda"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    inlines = [UnitSebaris]
    fieldsets = [
        (None, {"fields": ["pemda", "jenis", "nama", "singkatan", "kode", "aktif"]}),
        ("Alamat pada kop surat", {"fields": ["alamat", "telepon", "email", "laman"]}),
        (
            "Istilah dan ukuran",
            {
                "fields": [
                    "sebutan_kepala",
                    "sebutan_tim",
                    "istilah_ikk",
                    "menit_per_hari",
                    "batas_hari_kerja",
                ],
                "description": "Dipakai di layar, surat, dan laporan OPD ini.",
            },
        ),
        ("Kantor contoh", {"fields": ["sumber"], "classes": ["collapse"]}),
    ]

    def has_add_permission(self, request):
        return adalah_admin_pemda(request.user)

    def has_delete_permission(self, request, obj=None):
        if obj is None:
            return adalah_admin_pemda(request.user)
        dikelola = id_pemda_dikelola(request.user)
        return dikelola is None or obj.pemda_id in dikelola

    def log_addition(self, request, obj, message):
        # The new OPD is among those this admin manages from the next question on.
        lupakan_peran(request.user)
        return super().log_addition(request, obj, message)


@admin.register(UnitKerja)
class UnitKerjaAdmin(AdminOPD):
    list_display = ["nama", "jenis", "induk", "opd", "urutan", "aktif"]
    list_filter = [SaringOPD, "jenis", "aktif"]
    list_select_related = ["opd", "induk"]
    search_fields = ["nama", "singkatan", "opd__nama", "opd__singkatan"]
    autocomplete_fields = ["induk"]
    fields = ["opd", "induk", "jenis", "nama", "singkatan", "urutan", "aktif"]


class FormPemangkuSebaris(FormOPD):
    """A holder typed on the position's page.

    ``PemangkuJabatan.clean`` looks for other holders in the database, where one who is ended on this very
    page still holds; the rows as typed are compared by the formset instead.
    """

    def _post_clean(self):
        self.instance.clean = self._periksa_opd
        super()._post_clean()
        del self.instance.clean

    def _periksa_opd(self):
        pemangku = self.instance
        if not (pemangku.pegawai_id and pemangku.jabatan.opd_id):
            return
        definitif = pemangku.jenis == PemangkuJabatan.Jenis.DEFINITIF
        if definitif and pemangku.pegawai.opd_id != pemangku.jabatan.opd_id:
            raise ValidationError(
                {
                    "pegawai": "Pemangku definitif harus pegawai OPD ini. "
                    "Untuk pegawai OPD lain pilih Plt./Plh."
                }
            )


class PemangkuSebaris(Sebaris):
    model = PemangkuJabatan
    form = FormPemangkuSebaris
    fields = ["pegawai", "jenis", "tanggal_mulai", "tanggal_selesai", "dasar"]
    autocomplete_fields = ["pegawai"]


class SaringPemangku(admin.SimpleListFilter):
    """Positions with and without a holder today."""

    title = "pemangku hari ini"
    parameter_name = "pemangku"

    def lookups(self, request, model_admin):
        return [("ada", "Ada pemangku"), ("kosong", "Kosong")]

    def queryset(self, request, queryset):
        dipangku = PemangkuJabatan.objects.berlaku_pada(hari_ini()).values("jabatan")
        if self.value() == "ada":
            return queryset.filter(pk__in=dipangku)
        return queryset.exclude(pk__in=dipangku) if self.value() == "kosong" else queryset


@admin.register(Jabatan)
class JabatanAdmin(AdminOPD):
    list_display = ["nama", "jenis", "unit", "opd", "eselon", "aktif"]
    list_filter = [SaringOPD, "jenis", SaringPemangku, "aktif"]
    list_select_related = ["opd", "unit"]
    search_fields = ["nama", "opd__nama", "opd__singkatan"]
    autocomplete_fields = ["unit"]
    fields = ["opd", "unit", "jenis", "nama", "eselon", "urutan", "aktif"]
    inlines = [PemangkuSebaris]


@admin.register(Pegawai)
class PegawaiAdmin(AdminOPD):
    # An employee moves from one OPD to another; who manages both may say so.
    tetap = ()
    list_display = ["nama", "nip", "pangkat", "unit", "opd", "pengguna", "aktif"]
    list_filter = [SaringOPD, "aktif"]
    list_select_related = ["opd", "unit", "pengguna"]
    search_fields = ["nama", "nip", "opd__nama", "opd__singkatan"]
    autocomplete_fields = ["unit", "pengguna"]
    fieldsets = [
        (None, {"fields": ["opd", "unit", "nama", "nip", "pangkat", "aktif"]}),
        (
            "Akun",
            {
                "fields": ["pengguna"],
                "description": "Boleh dikosongkan. Akun baru dibuat di menu Pengguna, dengan memilih "
                "pegawainya di sana. Akun pegawai yang juga bertugas di OPD lain diurus admin pemerintah "
                "daerah.",
            },
        ),
    ]

    def get_readonly_fields(self, request, obj=None):
        """The account of someone who also acts elsewhere is for those who manage that place too."""
        tetap = super().get_readonly_fields(request, obj)
        di_mana = id_opd_dengan(request.user, self.aksi)
        if obj is None or di_mana is None or not pegawai_bertaut_di_luar(di_mana).filter(pk=obj.pk).exists():
            return tetap
        return [*tetap, "pengguna"]


@admin.register(PemangkuJabatan)
class PemangkuJabatanAdmin(AdminOPD):
    jalur_opd = "jabatan__opd"
    jalur_tahun = "tanggal_mulai__year"
    tetap = ("jabatan",)
    list_display = ["jabatan", "pegawai", "jenis", "tanggal_mulai", "tanggal_selesai", "opd"]
    list_filter = [SaringOPD, SaringTahun, "jenis"]
    list_select_related = ["jabatan__opd", "pegawai"]
    search_fields = ["jabatan__nama", "pegawai__nama", "jabatan__opd__singkatan"]
    date_hierarchy = "tanggal_mulai"
    autocomplete_fields = ["jabatan", "pegawai"]
    fields = ["jabatan", "pegawai", "jenis", "tanggal_mulai", "tanggal_selesai", "dasar"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        kelas = super().get_form(request, obj, change=change, **kwargs)
        if "pegawai" in kelas.base_fields:
            kelas.base_fields[
                "pegawai"
            ].help_text = "Plt./Plh. dari OPD lain dicatat oleh admin pemerintah daerah."
        return kelas

    @admin.display(description="OPD", ordering="jabatan__opd__nama")
    def opd(self, obj):
        return obj.jabatan.opd


class AnggotaSebaris(Sebaris):
    model = AnggotaTim
    fields = ["pegawai", "kedudukan", "unit"]
    autocomplete_fields = ["pegawai", "unit"]
    seopd = ("pegawai", "unit")


@admin.register(TimSAKIP)
class TimSAKIPAdmin(AdminOPD):
    jalur_tahun = "tanggal_mulai__year"
    list_display = ["__str__", "opd", "nomor_sk", "tanggal_mulai", "tanggal_selesai", "jumlah_anggota"]
    list_filter = [SaringOPD, SaringTahun]
    list_select_related = ["opd"]
    search_fields = ["nomor_sk", "opd__nama", "opd__singkatan"]
    ordering = ["opd__nama", "-tanggal_mulai"]
    fields = ["opd", "nomor_sk", "tanggal_sk", "tanggal_mulai", "tanggal_selesai"]
    inlines = [AnggotaSebaris]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(banyak_anggota=Count("anggota"))

    @admin.display(description="anggota", ordering="banyak_anggota")
    def jumlah_anggota(self, obj):
        return obj.banyak_anggota


class FormBerlapis(FormBerlaku):
    """For rows of one OPD, of one Pemda or, for a superuser, of the nation."""

    tanpa_lapisan = False

    def clean(self):
        isi = super().clean()
        lapisan = [isi.get(nama) for nama in ("opd", "pemda") if nama in self.fields]
        if not any(lapisan) and not self.tanpa_lapisan and not self.errors:
            self.add_error("opd" if "opd" in self.fields else None, "Pilih OPD.")
        return isi


class AdminBerlapis(AdminOPD):
    """Rows that stand at an OPD or above it. A layer above one's own is shown at most, never changed."""

    form = FormBerlapis
    nasional = False  # is there a layer above the Pemda?
    tetap = ("opd", "pemda")

    def get_queryset(self, request):
        semua = admin.ModelAdmin.get_queryset(self, request).select_related(*self.list_select_related)
        di_mana = id_opd_dengan(request.user, self.aksi_lihat)
        if di_mana is None:
            return semua
        syarat = Q(opd__in=di_mana) | Q(pemda__in=self._pemda_terlihat(request, di_mana))
        return semua.filter(syarat | Q(opd=None, pemda=None) if self.nasional else syarat)

    def _pemda_terlihat(self, request, di_mana):
        return OPD.objects.filter(pk__in=di_mana).values("pemda")

    def mengelola(self, request, obj):
        if obj.opd_id:
            return super().mengelola(request, obj)
        dikelola = id_pemda_dikelola(request.user)
        return dikelola is None or obj.pemda_id in dikelola

    def get_fieldsets(self, request, obj=None):
        susunan = super().get_fieldsets(request, obj)
        if obj is not None or adalah_admin_pemda(request.user):
            return susunan
        return [
            (judul, {**isi, "fields": [nama for nama in isi["fields"] if nama != "pemda"]})
            for judul, isi in susunan
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        kelas = super().get_form(request, obj, change=change, **kwargs)
        kelas.tanpa_lapisan = self.nasional and request.user.is_superuser
        return kelas


@admin.register(HariLibur)
class HariLiburAdmin(AdminBerlapis):
    nasional = True
    jalur_tahun = "tanggal__year"
    list_display = ["tanggal", "nama", "lapisan", "masuk", "sumber"]
    list_filter = [SaringOPD, SaringTahun, "masuk"]
    list_select_related = ["opd", "pemda"]
    search_fields = ["nama", "sumber"]
    date_hierarchy = "tanggal"
    fields = ["tanggal", "nama", "masuk", "sumber", "pemda", "opd"]

    @admin.display(description="berlaku untuk")
    def lapisan(self, obj):
        return obj.opd or obj.pemda or "Nasional"


@admin.register(JamKerja)
class JamKerjaAdmin(AdminBerlapis):
    nasional = True
    jalur_tahun = "tanggal_mulai__year"
    list_display = ["hari", "jam_masuk", "jam_pulang", "lapisan", "tanggal_mulai", "tanggal_selesai"]
    list_filter = [SaringOPD, SaringTahun, "hari"]
    list_select_related = ["opd", "pemda"]
    fieldsets = [
        (None, {"fields": ["pemda", "opd", "hari", "jam_masuk", "jam_pulang"]}),
        ("Istirahat", {"fields": ["istirahat_mulai", "istirahat_selesai"]}),
        ("Masa berlaku", {"fields": ["tanggal_mulai", "tanggal_selesai"]}),
    ]

    @admin.display(description="berlaku untuk")
    def lapisan(self, obj):
        return obj.opd or obj.pemda or "Nasional"


@admin.register(Penugasan)
class PenugasanAdmin(AdminBerlapis):
    jalur_tahun = "tanggal_mulai__year"
    aksi_lihat = "organisasi.kelola"
    tetap = ("opd", "pemda", "pengguna")
    list_display = ["pengguna", "peran", "opd", "pemda", "tanggal_mulai", "tanggal_selesai"]
    list_filter = [SaringOPD, SaringTahun, "peran"]
    list_select_related = ["pengguna", "opd", "pemda"]
    search_fields = ["pengguna__nama", "pengguna__username"]
    autocomplete_fields = ["pengguna"]
    fieldsets = [
        (
            None,
            {
                "fields": ["pengguna", "peran", "opd", "pemda", "tanggal_mulai", "tanggal_selesai"],
                "description": "Kepala, Sekretaris, pejabat, dan Tim SAKIP tidak perlu penugasan: haknya "
                "mengikuti jabatan dan SK tim. Akun pembaca wajib memiliki tanggal selesai.",
            },
        )
    ]

    def _pemda_terlihat(self, request, di_mana):
        # A grant over the whole Pemda is the business of its own administrators.
        return id_pemda_dikelola(request.user)


class FormPenggunaBaru(FormOPD, BaseUserCreationForm):
    """A new account, for an employee or (with a Penugasan below) for someone from outside."""

    pegawai = forms.ModelChoiceField(
        Pegawai.objects.none(),
        label="Untuk pegawai",
        required=False,
        help_text="Pegawai yang belum memiliki akun. Untuk orang luar kosongkan, lalu isi penugasan.",
    )

    class Meta:
        model = Pengguna
        fields = ["username", "nama", "email", "is_staff", "harus_ganti_sandi"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        di_mana = id_opd_dengan(self.pengguna, "organisasi.kelola")
        tanpa_akun = Pegawai.objects.filter(pengguna=None, aktif=True).select_related("opd")
        if di_mana is not None:
            tanpa_akun = tanpa_akun.filter(opd__in=di_mana).exclude(
                pk__in=pegawai_bertaut_di_luar(di_mana).values("pk")
            )
        self.fields["pegawai"].queryset = tanpa_akun
        self.fields["pegawai"].label_from_instance = lambda satu: f"{satu} ({satu.opd})"

    def clean(self):
        isi = super().clean()
        self.instance.pegawai_dipilih = isi.get("pegawai")
        return isi


class FormPengguna(FormOPD, UserChangeForm):
    class Meta:
        model = Pengguna
        fields = "__all__"


class FormGantiSandi(AdminPasswordChangeForm):
    """A password handed out by an admin is good for one entry: its owner must change it."""

    def __init__(self, user, *args, **kwargs):
        super().__init__(user, *args, **kwargs)
        # An account without a password would have no way in at all here.
        self.fields.pop("usable_password", None)
        self.fields["password1"].required = self.fields["password2"].required = True

    def save(self, commit=True):
        self.user.harus_ganti_sandi = True
        return super().save(commit)


class FormsetPenugasan(FormsetOPD):
    """An account must belong somewhere, or no admin but the superuser would ever see it again."""

    def clean(self):
        super().clean()
        akun = self.instance
        if akun.pk or any(self.errors) or self.pengguna.is_superuser:
            return
        diisi = [form for form in self.forms if form.has_changed() and not self._should_delete_form(form)]
        if not diisi and getattr(akun, "pegawai_dipilih", None) is None:
            raise ValidationError("Pilih pegawai pemilik akun ini, atau beri penugasan di bawah.")


class PenugasanSebaris(Sebaris):
    model = Penugasan
    formset = FormsetPenugasan
    fields = ["peran", "opd", "pemda", "tanggal_mulai", "tanggal_selesai"]

    def get_queryset(self, request):
        semua = super().get_queryset(request).select_related("opd", "pemda")
        di_mana = id_opd_dengan(request.user, "organisasi.kelola")
        if di_mana is None:
            return semua
        return semua.filter(Q(opd__in=di_mana) | Q(pemda__in=id_pemda_dikelola(request.user)))

    def get_formset(self, request, obj=None, **kwargs):
        kelas = super().get_formset(request, obj, **kwargs)
        kelas.pengguna = request.user
        return kelas

    def get_fieldsets(self, request, obj=None):
        susunan = super().get_fieldsets(request, obj)
        if adalah_admin_pemda(request.user):
            return susunan
        return [
            (judul, {**isi, "fields": [nama for nama in isi["fields"] if nama != "pemda"]})
            for judul, isi in susunan
        ]


@admin.register(Pengguna)
class PenggunaAdmin(AdminOPD, UserAdmin):
    """Accounts. An admin sees those tied to the own OPDs and changes those tied to nothing else.

    Whoever sets a password can act as that person; so an account with any tie elsewhere (a Plt at another
    OPD, an administrator of the Pemda) is only shown, and superusers are shown to superusers alone.
    """

    aksi_lihat = "organisasi.kelola"
    jalur_opd = None
    tetap = ()
    form = FormPengguna
    add_form = FormPenggunaBaru
    change_password_form = FormGantiSandi
    list_display = ["nama", "username", "email", "opd_pegawai", "is_staff", "is_active", "last_login"]
    list_filter = ["is_active", "is_staff", "harus_ganti_sandi"]
    list_select_related = ["pegawai__opd"]
    search_fields = ["nama", "username", "email"]
    ordering = ["nama"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    inlines = [PenugasanSebaris]
    fieldsets = [
        (None, {"fields": ["username", "password", "nama", "email"]}),
        (
            "Akses",
            {
                "fields": ["is_active", "is_staff", "harus_ganti_sandi"],
                "description": "“Staf” berarti boleh masuk ke halaman pengaturan ini; yang dapat dilakukan "
                "di dalamnya mengikuti jabatan, tim, dan penugasan.",
            },
        ),
        ("Tanggal", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": ["pegawai", "username", "nama", "email", "password1", "password2"],
                "description": "Kata sandi awal diganti pemiliknya saat pertama masuk.",
            },
        ),
        ("Akses", {"fields": ["is_staff"]}),
    ]

    def get_queryset(self, request):
        semua = super().get_queryset(request)
        di_mana = id_opd_dengan(request.user, self.aksi_lihat)
        if di_mana is None:
            return semua
        tertaut = Q(pegawai__opd__in=di_mana) | Q(
            pk__in=Penugasan.objects.filter(
                Q(opd__in=di_mana) | Q(pemda__in=id_pemda_dikelola(request.user))
            ).values("pengguna")
        )
        return semua.filter(tertaut, is_superuser=False)

    def dapat_dipilih(self, request, aksi):
        """Only accounts that one may also change: linking one would otherwise be a way to it."""
        semua = self.get_queryset(request)
        di_mana = id_opd_dengan(request.user, aksi)
        return semua if di_mana is None else semua.exclude(pk__in=bertaut_di_luar(request.user, di_mana))

    def mengelola(self, request, obj):
        if request.user.is_superuser:
            return True
        di_mana = id_opd_dengan(request.user, self.aksi)
        if obj.is_superuser:
            return False
        return not bertaut_di_luar(request.user, di_mana).filter(pk=obj.pk).exists()

    def has_delete_permission(self, request, obj=None):
        # An account that has ever been used signs entries; it is switched off, not removed.
        if obj is not None and obj.last_login is not None:
            return False
        return super().has_delete_permission(request, obj)

    def id_opd(self, obj):
        pegawai = Pegawai.objects.filter(pengguna=obj).first()
        return pegawai.opd_id if pegawai else None

    def get_fieldsets(self, request, obj=None):
        susunan = super().get_fieldsets(request, obj)
        if not request.user.is_superuser or obj is None:
            return susunan
        return [*susunan, ("Pengelola aplikasi", {"fields": ["is_superuser"]})]

    def user_change_password(self, request, id, form_url=""):
        # The new password and its entry in the audit trail stand or fall together.
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.harus_ganti_sandi = True
        super().save_model(request, obj, form, change)
        pegawai = getattr(obj, "pegawai_dipilih", None)
        if not change and pegawai:
            pegawai.pengguna = obj
            pegawai.save(update_fields=["pengguna"])

    @admin.display(description="OPD", ordering="pegawai__opd__nama")
    def opd_pegawai(self, obj):
        pegawai = getattr(obj, "pegawai", None)
        return pegawai.opd if pegawai else None


@admin.register(Muatan)
class MuatanAdmin(AdminBaca):
    """The uploads there were; each leads to its own page (``organisasi.muatan.views``)."""

    list_display = [
        "tautan",
        "sebutan_jenis",
        "opd",
        "tahun_data",
        "status",
        "diunggah_oleh",
        "diunggah_pada",
    ]
    list_display_links = None
    list_filter = [SaringOPD, SaringTahun, "status"]
    list_select_related = ["opd", "diunggah_oleh"]
    search_fields = ["nama_berkas", "diunggah_oleh__nama"]
    fields = [
        "tautan",
        "sebutan_jenis",
        "opd",
        "tahun_data",
        "status",
        "galat",
        "diunggah_oleh",
        "diunggah_pada",
        "diterapkan_oleh",
        "diterapkan_pada",
        "sidik",
    ]
    readonly_fields = ["tautan", "sebutan_jenis", "tahun_data"]

    def has_module_permission(self, request):
        return bool(pemuat_untuk(request.user))

    def has_view_permission(self, request, obj=None):
        return bool(pemuat_untuk(request.user))

    def get_queryset(self, request):
        return super().get_queryset(request).filter(pk__in=muatan_untuk(request.user).values("pk"))

    def changelist_view(self, request, extra_context=None):
        antrean.jalankan()
        tautan = {"tautan_muat": reverse("muatan_mulai")}
        return super().changelist_view(request, {**tautan, **(extra_context or {})})

    @admin.display(description="berkas", ordering="nama_berkas")
    def tautan(self, obj):
        return format_html('<a href="{}">{}</a>', obj.get_absolute_url(), obj.nama_berkas)

    @admin.display(description="jenis", ordering="jenis")
    def sebutan_jenis(self, obj):
        return pemuat(obj.jenis).label

    @admin.display(description="tahun", ordering="tahun", empty_value="–")
    def tahun_data(self, obj):
        # As text: a year takes no thousands separator.
        return str(obj.tahun) if obj.tahun else None


@admin.register(CatatanJejak)
class CatatanJejakAdmin(AdminBaca):
    """The audit trail: only ever read."""

    aksi_lihat = "organisasi.lihat_jejak"
    jalur_opd = "opd_id"
    jalur_tahun = "waktu__year"
    list_display = ["waktu", "pelaku", "aksi", "objek", "alasan", "alamat"]
    list_filter = [SaringOPD, SaringTahun, "aksi"]
    list_select_related = False
    search_fields = ["pelaku", "objek", "aksi", "alasan"]
    date_hierarchy = "waktu"
    fields = [
        "waktu",
        "pelaku",
        "aksi",
        "objek_jenis",
        "objek",
        "lama",
        "baru",
        "alasan",
        "alamat",
    ]
