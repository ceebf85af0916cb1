"""What every admin page of SAKIP shares: who may see and change what, the OPD fence, and the audit trail.

Rights come from the tables in ``permissions.py``, not from Django's own permissions. A record of an OPD
that the person may not see is a 404, and stands in no list, filter or choice. What the database refuses
(two holders of one position on one day, say) is refused before, in the form, with a sentence.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import FieldDoesNotExist, PermissionDenied, ValidationError
from django.db import IntegrityError, models
from django.db.models import ProtectedError, Q
from django.forms.models import BaseInlineFormSet, ModelChoiceField
from django.http import Http404, HttpRequest, HttpResponseRedirect

from jejak.actions import catat
from organisasi.galat import TindakanDitolak
from organisasi.hak import boleh, id_opd_dengan
from organisasi.models import OPD, Pengguna
from organisasi.muatan.tautan import tautan_muat

DIRAHASIAKAN = "password"
BERTENTANGAN = (
    "Data ini bertentangan dengan data lain yang sudah tersimpan, jadi belum disimpan. "
    "Periksa tanggal berlaku dan isian yang sama, lalu coba lagi."
)
SUDAH_DIPAKAI = "Data ini sudah dipakai data lain, jadi tidak dapat dihapus."


@dataclass(frozen=True)
class AturanTumpang:
    """Rows with equal ``kolom`` never hold on the same day; the form's copy of the database rule.

    ``kena`` limits the rule to some rows, as ``syarat`` does in the migration.
    """

    kolom: tuple[str, ...]
    kalimat: str
    kena: Callable[[models.Model], bool] = lambda baris: True

    def kunci(self, baris: models.Model) -> tuple | None:
        """What two rows must share to meet; None when the row is incomplete or not meant."""
        isi = tuple(getattr(baris, baris._meta.get_field(kolom).attname) for kolom in self.kolom)
        if baris.tanggal_mulai is None or None in isi or not self.kena(baris):
            return None
        return isi

    def lain(self, baris: models.Model) -> models.QuerySet:
        """Stored rows that could meet this one."""
        sama = {kolom: getattr(baris, baris._meta.get_field(kolom).attname) for kolom in self.kolom}
        return type(baris)._default_manager.filter(**sama).exclude(pk=baris.pk)


def bertemu(satu: models.Model, dua: models.Model) -> bool:
    """Do two dated rows share a day? Both ends count."""
    return satu.tanggal_mulai <= (dua.tanggal_selesai or date.max) and dua.tanggal_mulai <= (
        satu.tanggal_selesai or date.max
    )


_TUMPANG: dict[type[models.Model], AturanTumpang] = {}


def daftarkan_tumpang(model: type[models.Model], aturan: AturanTumpang) -> None:
    """State the rule of a model once, for its own page and for every inline it stands in."""
    _TUMPANG[model] = aturan


class FormOPD(forms.ModelForm):
    """Keeps a choice that stands on the record although the person could not choose it anew."""

    pengguna: Pengguna | None = None  # who types; set by the admin, per request

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            return
        for nama, bidang in self.fields.items():
            kini = self.initial.get(nama)
            if isinstance(bidang, ModelChoiceField) and kini and bidang.queryset.query.where:
                bidang.queryset = bidang.queryset.model._default_manager.filter(
                    Q(pk__in=bidang.queryset.values("pk")) | Q(pk=kini)
                )


class FormBerlaku(FormOPD):
    """For dated records that stand on a page of their own."""

    def validate_unique(self):
        super().validate_unique()
        aturan = _TUMPANG.get(type(self.instance))
        if self.errors or aturan is None or aturan.kunci(self.instance) is None:
            return
        if any(aturan.kunci(lain) and bertemu(lain, self.instance) for lain in aturan.lain(self.instance)):
            self.add_error(None, aturan.kalimat)


class FormsetOPD(BaseInlineFormSet):
    """Compares the rows as typed: what is ended or removed on this page no longer counts.

    ``seopd`` names the relations that must lie in the OPD of the page, also when that is still unsaved.
    """

    seopd: tuple[str, ...] = ()

    def clean(self):
        super().clean()
        if any(self.errors):
            return
        self._periksa_seopd()
        self._periksa_tumpang()

    def form_dipakai(self) -> list[forms.ModelForm]:
        """The rows that will stand once the page is saved."""
        return [
            form
            for form in self.forms
            if (form.has_changed() or form.instance.pk)
            and not (self.can_delete and self._should_delete_form(form))
        ]

    def _periksa_seopd(self) -> None:
        for form in self.form_dipakai():
            for nama in self.seopd:
                tujuan = form.cleaned_data.get(nama)
                if tujuan and tujuan.opd_id != self.instance.opd_id:
                    form.add_error(nama, "Pilih dari OPD yang sama.")

    def _periksa_tumpang(self) -> None:
        aturan = _TUMPANG.get(self.model)
        if aturan is None:
            return
        sudah: list[models.Model] = []
        for form in self.form_dipakai():
            kunci = aturan.kunci(form.instance)
            if kunci is None:
                continue
            if any(aturan.kunci(lain) == kunci and bertemu(lain, form.instance) for lain in sudah):
                raise ValidationError(aturan.kalimat)
            sudah.append(form.instance)


class SaringOPD(admin.SimpleListFilter):
    """Filter by OPD; offers those the person may see, and nothing when there is only one."""

    title = "OPD"
    parameter_name = "opd"

    def lookups(self, request, model_admin):
        self.jalur = model_admin.jalur_opd
        return [(str(opd.pk), str(opd)) for opd in model_admin.opd_terlihat(request).order_by("nama")]

    def has_output(self):
        return len(self.lookup_choices) > 1

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        if self.value() not in {kunci for kunci, _ in self.lookup_choices}:
            return queryset.none()
        return queryset.filter(**{self.jalur: self.value()})


class SaringTahun(admin.SimpleListFilter):
    """Filter by the year at ``jalur_tahun``; offers the years that are there."""

    title = "tahun"
    parameter_name = "tahun"

    def lookups(self, request, model_admin):
        self.jalur = model_admin.jalur_tahun
        tahun = model_admin.get_queryset(request).order_by().values_list(self.jalur, flat=True).distinct()
        return [(str(satu), str(satu)) for satu in sorted(set(tahun) - {None}, reverse=True)]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        if self.value() not in {kunci for kunci, _ in self.lookup_choices}:
            return queryset.none()
        return queryset.filter(**{self.jalur: self.value()})


class _Bersama:
    """Parts that a page and its inlines share."""

    formfield_overrides = {
        models.DateField: {"widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})},
        models.TimeField: {"widget": forms.TimeInput(format="%H:%M", attrs={"type": "time"})},
    }

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if "queryset" not in kwargs:
            kwargs["queryset"] = self.pilihan(db_field, request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def pilihan(self, db_field: models.ForeignKey, request: HttpRequest) -> models.QuerySet:
        """What may be chosen for a relation: only what lies in an OPD where the person may change things."""
        model = db_field.remote_field.model
        tujuan = self.admin_site.get_model_admin(model)
        return tujuan.dapat_dipilih(request, self.aksi_induk)

    def get_fieldsets(self, request, obj=None):
        """Figures of a record one may only read are shown as the office writes them."""
        susunan = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return susunan
        return [
            (judul, {**isi, "fields": angka_terbaca(self.model, isi["fields"])}) for judul, isi in susunan
        ]

    def get_readonly_fields(self, request, obj=None):
        tetap = super().get_readonly_fields(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return tetap
        susunan = self.get_fieldsets(request, obj)
        return [*tetap, *(nama for nama in flatten_fieldsets(susunan) if callable(nama))]


class AdminOPD(_Bersama, admin.ModelAdmin):
    """A page over records of OPDs.

    ``jalur_opd`` leads from the record to its OPD; ``aksi`` is the right to change, ``aksi_lihat`` to look.
    ``tetap`` names the fields that never change once the record exists.
    """

    aksi = "organisasi.kelola"
    aksi_lihat = "organisasi.lihat"
    jalur_opd: str | None = "opd"
    jalur_tahun = "tahun"
    tanpa_opd_terlihat = False  # rows of no OPD (shipped SOPs) are shown to all
    tetap: tuple[str, ...] = ("opd",)
    form = FormBerlaku
    list_per_page = 50
    list_max_show_all = 500
    save_on_top = True
    view_on_site = False
    show_full_result_count = False
    empty_value_display = "–"

    @property
    def aksi_induk(self) -> str:
        return self.aksi

    # -- who may --------------------------------------------------------------------------------

    def has_module_permission(self, request):
        return boleh(request.user, self.aksi_lihat)

    def has_view_permission(self, request, obj=None):
        return boleh(request.user, self.aksi_lihat)

    def has_add_permission(self, request):
        return boleh(request.user, self.aksi)

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return boleh(request.user, self.aksi)
        return self.mengelola(request, obj) and not self.terkunci(obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def mengelola(self, request: HttpRequest, obj: models.Model) -> bool:
        """May the person change records of this record's OPD?"""
        di_mana = id_opd_dengan(request.user, self.aksi)
        return di_mana is None or self.id_opd(obj) in di_mana

    def terkunci(self, obj: models.Model) -> bool:
        """Is the record frozen, whoever asks?"""
        return bool(getattr(obj, "dikunci", False))

    # -- the fence ------------------------------------------------------------------------------

    def get_queryset(self, request):
        semua = super().get_queryset(request)
        if isinstance(self.list_select_related, list | tuple) and self.list_select_related:
            semua = semua.select_related(*self.list_select_related)
        return self.batasi(semua, id_opd_dengan(request.user, self.aksi_lihat), self.tanpa_opd_terlihat)

    def batasi(
        self, semua: models.QuerySet, opd: set[int] | None, tanpa_opd: bool = False
    ) -> models.QuerySet:
        """Only the rows of these OPDs (None: of all)."""
        if opd is None or self.jalur_opd is None:
            return semua
        syarat = Q(**{f"{self.jalur_opd}__in": opd})
        return semua.filter(syarat | Q(**{f"{self.jalur_opd}__isnull": True}) if tanpa_opd else syarat)

    def dapat_dipilih(self, request: HttpRequest, aksi: str) -> models.QuerySet:
        """The rows that another record may point at, by someone who may do ``aksi`` there."""
        return self.batasi(self.get_queryset(request), id_opd_dengan(request.user, aksi))

    def opd_terlihat(self, request: HttpRequest) -> models.QuerySet:
        """The OPDs whose records stand on this page."""
        di_mana = id_opd_dengan(request.user, self.aksi_lihat)
        return OPD.objects.all() if di_mana is None else OPD.objects.filter(pk__in=di_mana)

    def id_opd(self, obj: models.Model) -> int | None:
        """The OPD a record belongs to, along ``jalur_opd``."""
        if self.jalur_opd is None:
            return None
        *jalur, akhir = self.jalur_opd.split("__")
        for langkah in jalur:
            obj = getattr(obj, langkah)
        with suppress(FieldDoesNotExist):
            akhir = obj._meta.get_field(akhir).attname
        return getattr(obj, akhir)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404(f"{opts.verbose_name} tidak ditemukan.")

    # -- the form -------------------------------------------------------------------------------

    def get_form(self, request, obj=None, change=False, **kwargs):
        request.objek_admin = obj
        kelas = super().get_form(request, obj, change=change, **kwargs)
        kelas.pengguna = request.user
        for nama in self.tetap:
            if obj is not None and nama in kelas.base_fields:
                kelas.base_fields[nama].disabled = True
        return kelas

    def get_changeform_initial_data(self, request):
        awal = super().get_changeform_initial_data(request)
        di_mana = id_opd_dengan(request.user, self.aksi)
        if di_mana is not None and len(di_mana) == 1:
            awal.setdefault("opd", next(iter(di_mana)))
        return awal

    def get_actions(self, request):
        """Records are removed one by one, with their consequences on the page."""
        tindakan = super().get_actions(request)
        tindakan.pop("delete_selected", None)
        return tindakan

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The forms see conflicts first; what slips past them (two admins at once) is still a sentence."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (IntegrityError, TindakanDitolak) as galat:
            kalimat = str(galat) if isinstance(galat, TindakanDitolak) else BERTENTANGAN
            self.message_user(request, kalimat, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def changelist_view(self, request, extra_context=None):
        """With the way to loading from Excel, where a loader names this model."""
        tautan = tautan_muat(request, self.opts.label_lower)
        return super().changelist_view(request, {"tautan_muat": tautan, **(extra_context or {})})

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except (ProtectedError, IntegrityError, TindakanDitolak) as galat:
            kalimat = str(galat) if isinstance(galat, TindakanDitolak) else SUDAH_DIPAKAI
            self.message_user(request, kalimat, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def save_formset(self, request, form, formset, change):
        """Removed rows go first, so that what replaces them finds its place free."""
        baris = formset.save(commit=False)
        for satu in formset.deleted_objects:
            # Through the table, so that the row in hand keeps its number for the audit trail.
            type(satu)._default_manager.filter(pk=satu.pk).delete()
        for satu in baris:
            satu.save()
        formset.save_m2m()

    # -- the audit trail ------------------------------------------------------------------------

    def construct_change_message(self, request, form, formsets, add=False):
        request.perubahan_admin = _perubahan(form, add), _perubahan_sebaris(formsets or [])
        return super().construct_change_message(request, form, formsets, add)

    def log_addition(self, request, obj, message):
        self._catat_perubahan(request, obj, "admin.tambah")
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        self._catat_perubahan(request, obj, "admin.ubah")
        return super().log_change(request, obj, message)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            catat(aksi="admin.hapus", objek=obj, oleh=request.user, opd_id=self.id_opd(obj), lama=_isi(obj))
        return super().log_deletions(request, queryset)

    def _catat_perubahan(self, request, obj, aksi: str) -> None:
        (lama, baru), sebaris = getattr(request, "perubahan_admin", (({}, {}), []))
        opd_id = self.id_opd(obj)
        if lama or baru or aksi == "admin.tambah":
            catat(
                aksi=aksi, objek=obj, oleh=request.user, opd_id=opd_id, lama=lama or None, baru=baru or None
            )
        for aksi_baris, baris, sebelum, sesudah in sebaris:
            catat(aksi=aksi_baris, objek=baris, oleh=request.user, opd_id=opd_id, lama=sebelum, baru=sesudah)


class AdminBaca(AdminOPD):
    """A page that only shows: these records change through the application, not here."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class Sebaris(_Bersama, admin.TabularInline):
    """Rows inside a page: whoever may change the page may change them, and no one else."""

    form = FormOPD
    formset = FormsetOPD
    extra = 0
    view_on_site = False
    ramping = True
    seopd: tuple[str, ...] = ()
    objek_induk: models.Model | None = None  # the record whose page this is; an inline lives for one request

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Rows must fit the page: fields are as wide as what is usually typed in them."""
        bidang = super().formfield_for_dbfield(db_field, request, **kwargs)
        if bidang is not None and self.ramping:
            if isinstance(bidang.widget, forms.Textarea):
                bidang.widget.attrs.update({"class": "", "rows": 2, "cols": 28})
            elif type(bidang.widget) in {forms.TextInput, AdminTextInputWidget}:
                lebar = 11 if isinstance(db_field, models.DecimalField) else 18
                bidang.widget.attrs.update({"class": "", "size": lebar})
        return bidang

    def get_formset(self, request, obj=None, **kwargs):
        self.objek_induk = obj
        kelas = super().get_formset(request, obj, **kwargs)
        kelas.seopd = self.seopd
        return kelas

    @property
    def induk(self) -> AdminOPD:
        return self.admin_site.get_model_admin(self.parent_model)

    @property
    def aksi_induk(self) -> str:
        return self.induk.aksi

    def has_view_permission(self, request, obj=None):
        return self.induk.has_view_permission(request, obj)

    def has_add_permission(self, request, obj=None):
        return self._boleh_ubah(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._boleh_ubah(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._boleh_ubah(request, obj)

    def _boleh_ubah(self, request, obj) -> bool:
        if obj is None:
            return self.induk.has_add_permission(request)
        return self.induk.has_change_permission(request, obj)


class SebarisBertumpuk(Sebaris):
    """The same, one below the other, for rows with many fields."""

    template = "admin/edit_inline/stacked.html"
    ramping = False


class SebarisBaca(Sebaris):
    """Rows that are only shown."""

    def get_readonly_fields(self, request, obj=None):
        return flatten_fieldsets(self.get_fieldsets(request, obj))

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def angka_terbaca(model: type[models.Model], nama: Any) -> Any:
    """Field names (also in rows) with each figure replaced by a column that writes it as ``1.234,56``."""
    if isinstance(nama, list | tuple):
        return [angka_terbaca(model, satu) for satu in nama]
    if not isinstance(nama, str):
        return nama
    try:
        bidang = model._meta.get_field(nama)
    except FieldDoesNotExist:
        return nama
    if not isinstance(bidang, models.DecimalField):
        return nama
    return kolom_angka(nama, bidang.verbose_name)


@cache
def kolom_angka(nama: str, judul: str) -> Callable:
    """A list or read-only column that writes the figure at ``nama`` as the form field would.

    Kept, because Django compares columns by identity.
    """

    @admin.display(description=judul, ordering=nama, empty_value="–")
    def kolom(obj):
        nilai = getattr(obj, nama)
        bidang = obj._meta.get_field(nama).formfield()
        return None if nilai is None else bidang.prepare_value(nilai)

    kolom.__name__ = nama
    return kolom


def wajib_admin(model_admin: AdminOPD, request: HttpRequest, obj: models.Model) -> None:
    """403 unless the person may change this record; the record itself comes from ``get_queryset``."""
    if not model_admin.mengelola(request, obj):
        raise PermissionDenied


def _perubahan(form: forms.BaseForm, tambah: bool) -> tuple[dict, dict]:
    """({label: old}, {label: new}) of the fields that changed. What is secret is named, never written."""
    lama: dict[str, Any] = {}
    baru: dict[str, Any] = {}
    for nama in form.changed_data:
        if DIRAHASIAKAN in nama:
            baru["kata sandi"] = "diganti"
            continue
        if nama not in form.cleaned_data:
            continue
        label = _label(form, nama)
        baru[label] = form.cleaned_data[nama]
        if not tambah:
            lama[label] = _nilai_lama(form, nama)
    return lama, baru


def _label(form: forms.BaseForm, nama: str) -> str:
    bidang = form.fields.get(nama)
    return str(bidang.label or nama) if bidang else nama


def _nilai_lama(form: forms.BaseForm, nama: str) -> Any:
    """The value before; a relation as the label of what it pointed at."""
    awal = form.initial.get(nama)
    bidang = form.fields[nama]
    if isinstance(bidang, ModelChoiceField) and awal is not None:
        return bidang.queryset.model._base_manager.filter(pk=awal).first() or awal
    return awal


def _perubahan_sebaris(formsets: Iterable[BaseInlineFormSet]) -> list[tuple]:
    """(action, row, old, new) of every inline row that was added, changed or removed."""
    hasil = []
    for formset in formsets:
        form_baris = {id(form.instance): form for form in formset.forms}
        for baris in formset.new_objects:
            _, baru = _perubahan(form_baris[id(baris)], tambah=True)
            hasil.append(("admin.tambah", baris, None, baru))
        for baris, _ in formset.changed_objects:
            lama, baru = _perubahan(form_baris[id(baris)], tambah=False)
            hasil.append(("admin.ubah", baris, lama, baru))
        hasil.extend(("admin.hapus", baris, _isi(baris), None) for baris in formset.deleted_objects)
    return hasil


def _isi(obj: models.Model) -> dict[str, Any]:
    """A record's own values, for the entry that outlives it."""
    return {
        str(bidang.verbose_name): getattr(obj, bidang.attname)
        for bidang in obj._meta.concrete_fields
        if DIRAHASIAKAN not in bidang.name
    }
