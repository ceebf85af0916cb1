"""The admin's pages over SOPs, with their adoption, and a read-only view of the runs."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from alur.adopsi import angkat, berlakukan, hapus_konsep, sarankan_ikatan, simpan_ikatan
from alur.formulir_adopsi import FormAngkat, FormIkatan
from alur.models import (
    SOP,
    BerkasLangkah,
    CatatanLangkah,
    JalurKembali,
    Langkah,
    Pelaksanaan,
    PelakuLangkah,
    Peran,
    Prosedur,
    RencanaTindakLanjut,
)
from organisasi.admin_dasar import (
    AdminBaca,
    AdminOPD,
    SaringOPD,
    SaringTahun,
    Sebaris,
    SebarisBaca,
    wajib_admin,
)
from organisasi.galat import TindakanDitolak
from organisasi.hak import id_opd_dengan
from organisasi.models import OPD
from organisasi.waktu import hari_ini


class AdminSOP(AdminOPD):
    """Pages over SOPs and what is in them: shipped ones are shown to all, and frozen."""

    aksi = "alur.adopsi"
    aksi_lihat = "alur.lihat"
    tanpa_opd_terlihat = True


class PeranSebaris(Sebaris):
    model = Peran
    fields = ["lajur", "kode", "label", "ikatan", "saran_jenis", "terikat"]
    readonly_fields = ["terikat"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("ikatan_opd__jabatan", "ikatan_opd__unit")

    @admin.display(description="terikat pada", empty_value="belum diikat")
    def terikat(self, obj):
        return ", ".join(ikatan.sasaran for ikatan in obj.ikatan_opd.all()) if obj.pk else None


class ProsedurSebaris(Sebaris):
    model = Prosedur
    fields = ["jenis", "sumber"]
    show_change_link = True


@admin.register(SOP)
class SOPAdmin(AdminSOP):
    list_display = ["nama", "kode", "opd", "versi", "status", "tanggal_mulai", "tanggal_selesai"]
    list_filter = [SaringOPD, "status", SaringTahun]
    list_select_related = ["opd"]
    search_fields = ["kode", "nama", "nomor", "instansi", "opd__nama", "opd__singkatan"]
    ordering = ["opd__nama", "kode", "-versi"]
    fieldsets = [
        (None, {"fields": ["opd", "kode", "nama", "nomor", "tahun", "instansi", "asal"]}),
        ("Masa berlaku", {"fields": ["versi", "status", "tanggal_mulai", "tanggal_selesai"]}),
        ("Kepala SOP", {"fields": ["keterangan"], "classes": ["collapse"]}),
    ]
    # A version's place and force change only through the adoption.
    readonly_fields = ["opd", "kode", "asal", "versi", "status", "tanggal_mulai", "tanggal_selesai"]
    inlines = [PeranSebaris, ProsedurSebaris]

    def has_add_permission(self, request):
        """An SOP comes in by adoption: see ``angkat``."""
        return False

    def get_urls(self):
        bungkus = self.admin_site.admin_view
        return [
            path("angkat/", bungkus(self.angkat), name="alur_sop_angkat"),
            path("<path:object_id>/ikat/", bungkus(self.ikat), name="alur_sop_ikat"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        boleh_angkat = self.has_change_permission(request)
        return super().changelist_view(request, {**(extra_context or {}), "boleh_angkat": boleh_angkat})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        sop = self.get_object(request, unquote(object_id))
        boleh_ikat = sop is not None and self.has_change_permission(request, sop)
        return super().change_view(
            request, object_id, form_url, {**(extra_context or {}), "boleh_ikat": boleh_ikat}
        )

    # -- the adoption ---------------------------------------------------------------------------

    def angkat(self, request: HttpRequest):
        """Choose an SOP and an OPD; a copy is made, its roles bound as far as that can be guessed."""
        daftar_opd = self._opd_mengadopsi(request)
        if not daftar_opd.exists():
            raise Http404("Tidak ada OPD yang dapat mengangkat SOP.")
        form = FormAngkat(
            request.POST or None,
            initial={"naskah": request.GET.get("naskah")},
            daftar_sop=self._sop_diangkat(request),
            daftar_opd=daftar_opd,
        )
        if request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic():
                    sop = angkat(**form.cleaned_data, oleh=request.user)
                    simpan_ikatan(sop=sop, ikatan=sarankan_ikatan(sop), oleh=request.user)
            except TindakanDitolak as tolak:
                form.add_error(None, str(tolak))
            else:
                messages.success(request, f"{sop} dibuat sebagai konsep. Periksa ikatan setiap peran.")
                return HttpResponseRedirect(reverse("admin:alur_sop_ikat", args=[sop.pk]))
        return self._halaman(request, "admin/alur/sop/angkat.html", "Angkat SOP", form=form)

    def ikat(self, request: HttpRequest, object_id: str):
        """Every role on one page; saving and putting in force either happen whole or not at all."""
        sop = self.get_object(request, unquote(object_id))
        if sop is None or sop.opd_id is None:
            raise Http404("Konsep SOP tidak ditemukan.")
        wajib_admin(self, request, sop)
        halaman_sop = reverse("admin:alur_sop_change", args=[sop.pk])
        if sop.dikunci:
            messages.warning(request, f"{sop} sudah berlaku. Angkat sekali lagi untuk membuat versi baru.")
            return HttpResponseRedirect(halaman_sop)
        form = FormIkatan(request.POST or None, sop=sop)
        if request.method == "POST" and form.is_valid():
            mulai = form.cleaned_data["tanggal_mulai"] if "_berlakukan" in request.POST else None
            if "_berlakukan" in request.POST and mulai is None:
                form.add_error("tanggal_mulai", "Isi tanggal mulai berlaku.")
            elif self._simpan(request, sop, form, mulai):
                if mulai is None:
                    return HttpResponseRedirect(request.path)
                return HttpResponseRedirect(halaman_sop)
        return self._halaman(
            request,
            "admin/alur/sop/ikat.html",
            "Ikat peran SOP",
            form=form,
            baris=form.baris(),
            original=sop,
            halaman_sop=halaman_sop,
        )

    def _simpan(self, request, sop: SOP, form: FormIkatan, mulai) -> bool:
        """Save the bindings and, given a first day, put the SOP in force; False: nothing changed."""
        try:
            with transaction.atomic():
                simpan_ikatan(sop=sop, ikatan=form.ikatan(), oleh=request.user)
                if mulai:
                    berlakukan(sop=sop, tanggal_mulai=mulai, oleh=request.user)
        except TindakanDitolak as tolak:
            form.add_error(None, str(tolak))
            return False
        kalimat = f"{sop} berlaku mulai {mulai:%d-%m-%Y}." if mulai else "Ikatan peran disimpan."
        messages.success(request, kalimat)
        return True

    def _opd_mengadopsi(self, request):
        di_mana = id_opd_dengan(request.user, self.aksi)
        semua = OPD.objects.filter(aktif=True).order_by("nama")
        return semua if di_mana is None else semua.filter(pk__in=di_mana)

    def _sop_diangkat(self, request):
        """Shipped SOPs, and the present version of the OPDs' own."""
        terlihat = self.get_queryset(request)
        sendiri = terlihat.berlaku_pada(hari_ini()).filter(opd__in=self._opd_mengadopsi(request))
        return (terlihat.filter(opd=None) | sendiri).order_by("opd__nama", "kode", "-versi")

    def _halaman(self, request, templat: str, judul: str, **isi):
        request.current_app = self.admin_site.name
        konteks = {**self.admin_site.each_context(request), "opts": self.opts, "title": judul, **isi}
        return TemplateResponse(request, templat, konteks)

    # -- throwing a konsep away -----------------------------------------------------------------

    def get_deleted_objects(self, objs, request):
        """What goes with a konsep; its inner references protect each other, not the whole."""
        jumlah = {
            "SOP": len(objs),
            "prosedur": Prosedur.objects.filter(sop__in=objs).count(),
            "langkah": Langkah.objects.filter(prosedur__sop__in=objs).count(),
            "peran": Peran.objects.filter(sop__in=objs).count(),
        }
        return [str(satu) for satu in objs], jumlah, set(), []

    def log_deletions(self, request, queryset):
        # ``hapus_konsep`` writes the entry of the audit trail itself.
        return admin.ModelAdmin.log_deletions(self, request, queryset)

    def delete_model(self, request, obj):
        hapus_konsep(sop=obj, oleh=request.user)


class LangkahSebaris(Sebaris):
    model = Langkah
    fk_name = "prosedur"
    fields = ["nomor", "uraian", "layar", "waktu_nilai", "waktu_satuan"]
    show_change_link = True


@admin.register(Prosedur)
class ProsedurAdmin(AdminSOP):
    jalur_opd = "sop__opd"
    jalur_tahun = "sop__tahun"
    list_display = ["jenis", "sop", "sumber"]
    list_filter = [SaringOPD, "jenis", "sop__status"]
    list_select_related = ["sop__opd"]
    search_fields = ["sop__kode", "sop__nama", "sop__opd__singkatan"]
    fields = ["sop", "jenis", "sumber"]
    readonly_fields = ["sop"]
    inlines = [LangkahSebaris]

    def has_add_permission(self, request):
        """Procedures are added on the page of their konsep."""
        return False

    def terkunci(self, obj):
        return obj.sop.dikunci


class PelakuSebaris(Sebaris):
    model = PelakuLangkah
    fields = ["peran", "tugas", "disimpulkan"]

    def pilihan(self, db_field, request):
        return Peran.objects.filter(sop=self.objek_induk.prosedur.sop_id)


class BerkasSebaris(Sebaris):
    model = BerkasLangkah
    fields = ["arah", "nama", "boleh_menyusul", "urutan"]


class JalurKembaliSebaris(Sebaris):
    model = JalurKembali
    fk_name = "langkah"
    fields = ["ke", "bawaan", "disimpulkan"]

    def pilihan(self, db_field, request):
        return Langkah.objects.filter(prosedur=self.objek_induk.prosedur_id).exclude(pk=self.objek_induk.pk)


@admin.register(Langkah)
class LangkahAdmin(AdminSOP):
    jalur_opd = "prosedur__sop__opd"
    jalur_tahun = "prosedur__sop__tahun"
    list_display = ["nomor", "ringkas", "layar", "prosedur"]
    list_display_links = ["nomor", "ringkas"]
    list_filter = [SaringOPD, "prosedur__jenis", "layar"]
    list_select_related = ["prosedur__sop__opd"]
    search_fields = ["uraian", "prosedur__sop__kode", "prosedur__sop__opd__singkatan"]
    ordering = ["prosedur", "nomor"]
    fieldsets = [
        (None, {"fields": ["prosedur", "nomor", "uraian", "tindakan", "layar"]}),
        (
            "Waktu baku",
            {
                "fields": ["waktu_teks", ("waktu_nilai", "waktu_satuan")],
                "description": "Dikosongkan bila SOP tidak menyebutnya.",
            },
        ),
        (
            "Jalan langkah",
            {"fields": ["semua_pelaksana", "membuka_formulir", "menutup_formulir", "lanjut_ke"]},
        ),
        ("Catatan", {"fields": ["keterangan", "catatan_naskah"]}),
    ]
    readonly_fields = ["prosedur"]
    inlines = [PelakuSebaris, BerkasSebaris, JalurKembaliSebaris]

    def has_add_permission(self, request):
        """Steps are added on the page of their procedure."""
        return False

    def terkunci(self, obj):
        return obj.prosedur.sop.dikunci

    def pilihan(self, db_field, request):
        return Langkah.objects.filter(prosedur=request.objek_admin.prosedur_id).exclude(
            pk=request.objek_admin.pk
        )

    @admin.display(description="uraian", ordering="uraian")
    def ringkas(self, obj):
        return obj.uraian[:120]


class CatatanSebaris(SebarisBaca):
    model = CatatanLangkah
    fk_name = "pelaksanaan"
    fields = ["langkah", "putaran", "dibuka_pada", "selesai_pada", "selesai_oleh", "keputusan", "alasan"]
    ordering = ["id"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("langkah", "selesai_oleh", "pelaksanaan")


class AdminJalan(AdminBaca):
    """Runs move only through the application."""

    aksi = "alur.lihat"
    aksi_lihat = "alur.lihat"


@admin.register(Pelaksanaan)
class PelaksanaanAdmin(AdminJalan):
    jalur_tahun = "periode__tahun"
    list_display = ["__str__", "opd", "status", "batas_waktu", "dimulai_pada", "dimulai_oleh", "selesai_pada"]
    list_filter = [SaringOPD, SaringTahun, "status", "prosedur__jenis"]
    list_select_related = ["opd", "periode", "prosedur__sop__opd", "dimulai_oleh"]
    search_fields = ["opd__nama", "opd__singkatan", "prosedur__sop__kode"]
    date_hierarchy = "batas_waktu"
    fields = [
        "opd",
        "prosedur",
        "periode",
        "batas_waktu",
        "status",
        "dimulai_pada",
        "dimulai_oleh",
        "selesai_pada",
        "alasan_batal",
        "dicatat_belakangan",
        "contoh",
    ]
    inlines = [CatatanSebaris]


@admin.register(CatatanLangkah)
class CatatanLangkahAdmin(AdminJalan):
    jalur_opd = "pelaksanaan__opd"
    jalur_tahun = "pelaksanaan__periode__tahun"
    list_display = ["pelaksanaan", "langkah", "putaran", "opd", "keputusan", "selesai_oleh", "selesai_pada"]
    list_display_links = ["pelaksanaan", "langkah"]
    list_filter = [SaringOPD, SaringTahun, "keputusan"]
    list_select_related = [
        "pelaksanaan__opd",
        "pelaksanaan__periode",
        "pelaksanaan__prosedur",
        "langkah",
        "selesai_oleh",
    ]
    search_fields = ["langkah__uraian", "pelaksanaan__opd__singkatan", "alasan"]
    ordering = ["-id"]
    fields = [
        "pelaksanaan",
        "langkah",
        "putaran",
        "dibuka_pada",
        "dikerjakan_pada",
        "dikerjakan_oleh",
        "selesai_pada",
        "selesai_oleh",
        "selaku",
        "keputusan",
        "uraian",
        "alasan",
        "dikembalikan_ke",
        "dicatat_untuk",
        "dasar_pencatatan",
        "tanggal_sebenarnya",
        "merangkap",
    ]

    @admin.display(description="OPD", ordering="pelaksanaan__opd__nama")
    def opd(self, obj):
        return obj.pelaksanaan.opd


@admin.register(RencanaTindakLanjut)
class RencanaTindakLanjutAdmin(AdminJalan):
    jalur_tahun = "tenggat__year"
    list_display = ["__str__", "opd", "asal", "penanggung_jawab", "tenggat", "status"]
    list_filter = [SaringOPD, SaringTahun, "status", "asal"]
    list_select_related = ["opd", "penanggung_jawab"]
    search_fields = ["uraian", "penanggung_jawab__nama", "opd__singkatan"]
    date_hierarchy = "tenggat"
    fields = [
        "opd",
        "asal",
        "uraian",
        "penanggung_jawab",
        "tenggat",
        "status",
        "hasil",
        "dibuat_oleh",
        "dibuat_pada",
        "diselesaikan_pada",
    ]
