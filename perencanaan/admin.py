"""The admin's pages over the plan: the tree, indicators, agreements, targets and budget."""

from copy import copy

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest

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
    SebarisBaca,
    SebarisBertumpuk,
    daftarkan_tumpang,
    kolom_angka,
)
from organisasi.galat import TindakanDitolak
from organisasi.models import OPD
from perencanaan.definisi import sebab_beku, sebab_tidak_dihapus
from perencanaan.models import (
    Indikator,
    JenisBukti,
    PaguAnggaran,
    PemeriksaanSMART,
    PenanggungJawabData,
    PenempatanIndikator,
    Periode,
    PerjanjianKinerja,
    RealisasiAnggaran,
    Renstra,
    RiwayatNilai,
    Simpul,
    StandarNasional,
    TargetPeriode,
    TargetRenstra,
    VersiIndikator,
    VersiTarget,
)
from perencanaan.models.periode import NAMA_BULAN, ROMAWI
from perencanaan.perjanjian import (
    MILIK_PK,
    TARGET_BERTEMU,
    akhiri_target_lama,
    sebab_bertentangan,
    siapkan_target,
)

TARGET_TUMPANG = AturanTumpang(("indikator", "tahun"), TARGET_BERTEMU, kena=lambda versi: not versi.rancangan)
daftarkan_tumpang(VersiTarget, TARGET_TUMPANG)
daftarkan_tumpang(
    VersiIndikator,
    AturanTumpang(
        ("indikator",),
        "Definisi lain indikator ini masih berlaku pada masa itu. Isi dahulu “berlaku sampai” definisi lama.",
    ),
)
daftarkan_tumpang(
    PaguAnggaran,
    AturanTumpang(
        ("simpul",), "Pagu lain masih berlaku pada masa itu. Isi dahulu “berlaku sampai” pagu yang lama."
    ),
)
daftarkan_tumpang(
    PenanggungJawabData,
    AturanTumpang(
        ("indikator", "unit"),
        "Unit ini sudah menjadi penanggung jawab indikator tersebut pada masa itu. "
        "Isi dahulu “berlaku sampai”.",
    ),
)

SUMBER = ("Sumber angka", {"fields": ["sumber", "angka_latihan"], "classes": ["collapse"]})


class AdminPerencanaan(AdminOPD):
    aksi = "perencanaan.kelola"
    aksi_lihat = "perencanaan.lihat"


@admin.register(Periode)
class PeriodeAdmin(AdminBaca):
    """Periods are the same for all offices and never change."""

    aksi = "perencanaan.kelola"
    aksi_lihat = "perencanaan.lihat"
    jalur_opd = None
    list_display = ["nama", "jenis", "tahun", "tanggal_mulai", "tanggal_selesai"]
    list_filter = [SaringTahun, "jenis"]
    ordering = ["-tahun", "tanggal_selesai", "-tanggal_mulai"]
    search_fields = ["tahun"]
    search_help_text = "Cari seperti tertulis: TW I 2026, Maret 2026, Semester II, Tahun 2026."
    fields = ["tahun", "jenis", "nomor", "tanggal_mulai", "tanggal_selesai"]

    @admin.display(description="periode", ordering="tanggal_selesai")
    def nama(self, obj):
        return obj.nama

    def get_search_results(self, request, queryset, search_term):
        """The name of a period is worked out, not stored; so each word is read for what it says."""
        for kata in search_term.lower().split():
            queryset = queryset.filter(_syarat_periode(kata))
        return queryset, False


def _syarat_periode(kata: str) -> models.Q:
    """What one word of ``TW I 2026`` asks for."""
    bulan = [no for no, nama in enumerate(NAMA_BULAN, start=1) if nama.lower().startswith(kata)]
    jenis = "triwulan" if kata == "tw" else kata
    if kata.upper() in ROMAWI:
        return models.Q(nomor=ROMAWI.index(kata.upper()) + 1) & ~models.Q(jenis="bulan")
    if kata.isascii() and kata.isdigit() and len(kata) <= 4:
        return models.Q(tahun=int(kata))
    if jenis in Periode.Jenis.values:
        return models.Q(jenis=jenis)
    return models.Q(jenis="bulan", nomor__in=bulan)


@admin.register(Renstra)
class RenstraAdmin(AdminPerencanaan):
    jalur_tahun = "tahun_awal"
    list_display = ["nama", "opd", "tahun_awal", "tahun_akhir", "dasar"]
    list_filter = [SaringOPD, SaringTahun]
    list_select_related = ["opd"]
    search_fields = ["nama", "dasar", "opd__nama", "opd__singkatan"]
    fields = ["opd", "nama", "tahun_awal", "tahun_akhir", "dasar"]


class FormSimpul(FormBerlaku):
    def clean(self):
        isi = super().clean()
        if not isi.get("jenjang"):
            # The parent is judged by the level; without one there is nothing to judge yet.
            isi.pop("induk", None)
        jabatan, opd = isi.get("penanggung_jawab"), isi.get("opd")
        if jabatan and opd and jabatan.opd_id != opd.pk:
            self.add_error("penanggung_jawab", "Jabatan harus dari OPD yang sama.")
        return isi


@admin.register(Simpul)
class SimpulAdmin(AdminPerencanaan):
    form = FormSimpul
    tetap = ("opd", "tahun")
    list_display = ["ringkas", "kode", "jenjang", "tahun", "opd", "penanggung_jawab", "urutan"]
    list_filter = [SaringOPD, SaringTahun, "jenjang"]
    list_select_related = ["opd", "penanggung_jawab"]
    search_fields = ["kode", "uraian", "opd__singkatan"]
    autocomplete_fields = ["induk", "penanggung_jawab"]
    fields = [
        "opd",
        "tahun",
        "jenjang",
        "induk",
        "kode",
        "uraian",
        "penanggung_jawab",
        "faktor_kunci",
        "urutan",
    ]

    @admin.display(description="uraian", ordering="uraian")
    def ringkas(self, obj):
        return obj.uraian[:120]


class _DefinisiBeku:
    """A definition that figures were read with keeps what decides a figure; its texts may still be completed."""

    def clean(self):
        isi = super().clean()
        if self.instance.pk and not self.errors:
            versi = copy(self.instance)
            versi.tanggal_selesai = isi.get("tanggal_selesai")
            for nama, kalimat in sebab_beku(versi, self.changed_data).items():
                self.add_error(nama, kalimat)
        return isi


class FormDefinisi(_DefinisiBeku, FormBerlaku):
    pass


class FormDefinisiSebaris(_DefinisiBeku, FormOPD):
    pass


class FormsetDefinisi(FormsetOPD):
    def clean(self):
        super().clean()
        for form in self.forms:
            dihapus = form.instance.pk and self.can_delete and self._should_delete_form(form)
            if dihapus and (sebab := sebab_tidak_dihapus(form.instance)):
                raise ValidationError(sebab)


class VersiIndikatorSebaris(SebarisBertumpuk):
    model = VersiIndikator
    form = FormDefinisiSebaris
    formset = FormsetDefinisi
    show_change_link = True
    verbose_name = "definisi"
    verbose_name_plural = "definisi (bukti dukung dan SMART: buka tautan “Ubah” pada definisinya)"
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("tanggal_mulai", "tanggal_selesai"),
                    "nama",
                    ("satuan", "desimal"),
                    ("arah", "metode", "frekuensi"),
                    ("label_pembilang", "label_penyebut", "pengali"),
                ]
            },
        ),
        (
            "Uraian definisi",
            {
                "fields": [
                    "definisi_operasional",
                    "alasan_pemilihan",
                    "formulasi",
                    "sumber_data",
                    "cara_pengumpulan",
                    ("pengolah_data", "bulan_tersedia"),
                    "keterkaitan",
                    "dasar_penetapan",
                ],
                "classes": ["collapse"],
            },
        ),
        (
            "Perubahan dari versi sebelumnya",
            {"fields": ["memutus_deret", "alasan_perubahan"], "classes": ["collapse"]},
        ),
    ]


class FormsetPenempatan(FormsetOPD):
    """One place per year; the year is the node's."""

    def clean(self):
        super().clean()
        if any(self.errors):
            return
        tahun = [form.cleaned_data["simpul"].tahun for form in self.form_dipakai()]
        if len(tahun) != len(set(tahun)):
            raise ValidationError("Indikator ini sudah ditempatkan pada tahun tersebut.")


class PenempatanSebaris(Sebaris):
    model = PenempatanIndikator
    formset = FormsetPenempatan
    fields = ["simpul", "jenis", "urutan"]
    autocomplete_fields = ["simpul"]
    seopd = ("simpul",)


class PenanggungJawabSebaris(Sebaris):
    model = PenanggungJawabData
    fields = ["unit", "kontribusi", "tanggal_mulai", "tanggal_selesai"]
    autocomplete_fields = ["unit"]
    seopd = ("unit",)


class TargetRenstraSebaris(Sebaris):
    model = TargetRenstra
    fields = ["tahun", "nilai", "tingkat", "sumber", "angka_latihan"]
    classes = ["collapse"]


class RiwayatSebaris(Sebaris):
    model = RiwayatNilai
    fields = ["tahun", "target", "realisasi", "capaian_tercetak", "sumber", "angka_latihan"]
    classes = ["collapse"]


class StandarNasionalSebaris(Sebaris):
    model = StandarNasional
    fields = ["tahun", "nilai", "tingkat", "sumber"]
    classes = ["collapse"]


class JenisBuktiSebaris(Sebaris):
    model = JenisBukti
    fields = ["nama", "wajib", "urutan"]


class PemeriksaanSMARTSebaris(SebarisBaca):
    """Shown only: who checked and when comes with the page of the sheet."""

    model = PemeriksaanSMART
    fields = [*PemeriksaanSMART.BUTIR, "catatan", "oleh", "pada"]


@admin.register(VersiIndikator)
class VersiIndikatorAdmin(AdminPerencanaan):
    form = FormDefinisi
    jalur_opd = "indikator__opd"
    tetap = ("indikator",)
    list_display = ["nama", "opd", "satuan", "tanggal_mulai", "tanggal_selesai", "memutus_deret"]
    list_filter = [SaringOPD, "memutus_deret", "arah", "metode"]
    list_select_related = ["indikator__opd"]
    search_fields = ["nama", "indikator__kode", "indikator__nama", "indikator__opd__singkatan"]
    autocomplete_fields = ["indikator"]
    fieldsets = [(None, {"fields": ["indikator"]}), *VersiIndikatorSebaris.fieldsets]
    inlines = [JenisBuktiSebaris, PemeriksaanSMARTSebaris]

    @admin.display(description="OPD", ordering="indikator__opd__nama")
    def opd(self, obj):
        return obj.indikator.opd

    def delete_model(self, request, obj):
        if sebab := sebab_tidak_dihapus(obj):
            raise TindakanDitolak(sebab)
        super().delete_model(request, obj)


@admin.register(Indikator)
class IndikatorAdmin(AdminPerencanaan):
    jalur_tahun = "penempatan__tahun"
    list_display = ["kode", "nama", "opd", "aktif"]
    list_display_links = ["kode", "nama"]
    list_filter = [SaringOPD, SaringTahun, "aktif"]
    list_select_related = ["opd"]
    search_fields = ["kode", "nama", "opd__singkatan"]
    fieldsets = [
        (None, {"fields": ["opd", "kode", "nama", "aktif", "tanpa_standar_nasional"]}),
        ("Kantor contoh", {"fields": ["sumber"], "classes": ["collapse"]}),
    ]
    inlines = [
        VersiIndikatorSebaris,
        PenempatanSebaris,
        PenanggungJawabSebaris,
        TargetRenstraSebaris,
        RiwayatSebaris,
        StandarNasionalSebaris,
    ]


class FormsetTarget(FormsetOPD):
    """Targets of an agreement: year and first day are the agreement's own."""

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.instance.perjanjian = self.instance
        form.instance.tanggal_mulai = self.instance.tanggal_berlaku
        siapkan_target(form.instance)
        return form

    def clean(self):
        super().clean()
        if any(self.errors) or self.instance.tanggal_berlaku is None or self.instance.tahun is None:
            return
        sudah = set()
        for form in self.form_dipakai():
            sebab = sebab_bertentangan(form.instance, self.instance)
            if form.instance.indikator_id in sudah:
                sebab = "Indikator ini sudah ada pada Perjanjian Kinerja ini."
            sudah.add(form.instance.indikator_id)
            if sebab:
                form.add_error(None, sebab)


class TargetSebaris(Sebaris):
    model = VersiTarget
    formset = FormsetTarget
    fields = ["indikator", "nilai", "batas_bawah", "batas_atas", "tingkat"]
    autocomplete_fields = ["indikator"]
    seopd = ("indikator",)
    show_change_link = True
    verbose_name_plural = "target (per triwulan atau bulan: buka tautan “Ubah” pada barisnya)"


class AdminBertanda(AdminPerencanaan):
    """Records that a signature freezes: nobody signs between our reading and our writing."""

    def get_object(self, request, object_id, from_field=None):
        obj = super().get_object(request, object_id, from_field)
        if obj is None or request.method != "POST" or not transaction.get_connection().in_atomic_block:
            return obj
        OPD.objects.select_for_update().get(pk=self.id_opd(obj))
        return super().get_object(request, object_id, from_field)


@admin.register(PerjanjianKinerja)
class PerjanjianKinerjaAdmin(AdminBertanda):
    tetap = ("opd", "tahun", "jabatan", "perubahan_ke")
    list_display = ["__str__", "opd", "tahun", "perubahan_ke", "nomor", "tanggal", "status"]
    list_filter = [SaringOPD, SaringTahun, "status"]
    list_select_related = ["opd", "jabatan"]
    search_fields = ["nomor", "jabatan__nama", "opd__nama", "opd__singkatan"]
    date_hierarchy = "tanggal_berlaku"
    autocomplete_fields = ["jabatan", "atasan"]
    readonly_fields = ["status", "nomor", "tanggal"]
    inlines = [TargetSebaris]
    fieldsets = [
        (
            None,
            {"fields": ["opd", "tahun", "jabatan", "perubahan_ke", "sebab", "alasan", "tanggal_berlaku"]},
        ),
        (
            "Pihak kedua",
            {
                "fields": [
                    "atasan",
                    "pihak_kedua_jabatan",
                    "pihak_kedua_nama",
                    ("pihak_kedua_pangkat", "pihak_kedua_nip"),
                    "tempat",
                ]
            },
        ),
        (
            "Penandatanganan",
            {
                "fields": ["status", "nomor", "tanggal"],
                "description": "Dicatat di halaman Perjanjian Kinerja, setelah isinya diperiksa di sana. Target PK "
                "Perubahan yang masih konsep, juga target per triwulan atau bulannya, belum berlaku; saat "
                "ditandatangani target lama berakhir sehari sebelum tanggal berlakunya. Sesudah itu "
                "perjanjian dan targetnya tidak dapat diubah lagi; perubahan dibuat sebagai PK Perubahan.",
            },
        ),
        ("Kantor contoh", {"fields": ["sumber"], "classes": ["collapse"]}),
    ]

    def dapat_dipilih(self, request, aksi):
        """A target may be put into a draft only."""
        return super().dapat_dipilih(request, aksi).filter(status=PerjanjianKinerja.Status.KONSEP)

    def save_formset(self, request, form, formset, change):
        for form_baris in formset.form_dipakai():
            target = form_baris.instance
            # A first day moved on the agreement moves its targets along.
            if target.pk and not form_baris.has_changed():
                target.save(update_fields=["tahun", "tanggal_mulai", "rancangan"])
        super().save_formset(request, form, formset, change)
        Periode.objects.tahun_lengkap(form.instance.tahun)


class TargetPeriodeSebaris(Sebaris):
    model = TargetPeriode
    fields = ["periode", "nilai"]

    def pilihan(self, db_field, request):
        if db_field.name == "periode" and self.objek_induk:
            return Periode.objects.filter(tahun=self.objek_induk.tahun)
        return super().pilihan(db_field, request)

    def get_extra(self, request, obj=None, **kwargs):
        return len(periode_belum_bertarget(obj)) if obj and self._boleh_ubah(request, obj) else 0


def periode_belum_bertarget(versi: VersiTarget) -> list[Periode]:
    """The periods in which the indicator is measured and for which this version has no target yet."""
    definisi = versi.indikator.versi.berlaku_pada(versi.tanggal_mulai).first()
    if definisi is None or definisi.frekuensi == VersiIndikator.Frekuensi.TAHUN:
        return []
    periode = Periode.objects.filter(tahun=versi.tahun, jenis=definisi.frekuensi)
    return list(periode.exclude(pk__in=versi.periode.values("periode")))


class FormVersiTarget(FormBerlaku):
    def validate_unique(self):
        # The open-ended predecessor is ended on saving, if it may be; other conflicts are refused.
        super(FormBerlaku, self).validate_unique()
        if self.errors:
            return
        siapkan_target(self.instance)
        if sebab := sebab_bertentangan(self.instance, self.instance.perjanjian):
            self.add_error(None, sebab)


@admin.register(VersiTarget)
class VersiTargetAdmin(AdminBertanda):
    form = FormVersiTarget
    jalur_opd = "indikator__opd"
    tetap = ("indikator", "tahun")
    list_display = [
        "indikator",
        "opd",
        "tahun",
        kolom_angka("nilai", "target"),
        "perjanjian",
        "keadaan",
        "tanggal_mulai",
        "tanggal_selesai",
    ]
    list_filter = [SaringOPD, SaringTahun, "rancangan", "angka_latihan"]
    list_select_related = ["indikator__opd", "perjanjian__jabatan"]
    search_fields = ["indikator__kode", "indikator__nama", "indikator__opd__singkatan"]
    autocomplete_fields = ["indikator", "perjanjian"]
    fieldsets = [
        (None, {"fields": ["indikator", "tahun", "perjanjian", "tanggal_mulai", "tanggal_selesai"]}),
        (
            "Target tahun",
            {
                "fields": ["nilai", ("batas_bawah", "batas_atas"), "tingkat"],
                "description": "Isi satu angka, atau batas bawah dan atas, atau tingkat, menurut arah "
                "indikatornya. Target per triwulan atau bulan diisi sesudah disimpan.",
            },
        ),
        SUMBER,
    ]
    inlines = [TargetPeriodeSebaris]

    @admin.display(description="OPD", ordering="indikator__opd__nama")
    def opd(self, obj):
        return obj.indikator.opd

    @admin.display(description="keadaan", ordering="rancangan")
    def keadaan(self, obj):
        if obj.rancangan:
            return "rancangan, belum berlaku"
        return "ditandatangani" if obj.dikunci else None

    def get_inlines(self, request, obj):
        # The periods offered are those of the target's year, known once it is saved.
        return self.inlines if obj else []

    def get_formset_kwargs(self, request, obj, inline, prefix):
        isi = super().get_formset_kwargs(request, obj, inline, prefix)
        if obj.pk and inline.get_extra(request, obj):
            isi["initial"] = [{"periode": satu.pk} for satu in periode_belum_bertarget(obj)]
        return isi

    def save_model(self, request: HttpRequest, obj, form, change):
        OPD.objects.select_for_update().get(pk=obj.opd_id)
        if obj.perjanjian_id and PerjanjianKinerja.objects.get(pk=obj.perjanjian_id).dikunci:
            raise TindakanDitolak(MILIK_PK)
        if not obj.rancangan:
            akhiri_target_lama(obj, request.user)
        super().save_model(request, obj, form, change)
        Periode.objects.tahun_lengkap(obj.tahun)

    def response_add(self, request, obj, post_url_continue=None):
        """After a new target come its periods."""
        if "_addanother" not in request.POST and "_popup" not in request.POST:
            request.POST = request.POST.copy() | {"_continue": "1"}
        return super().response_add(request, obj, post_url_continue)


@admin.register(PaguAnggaran)
class PaguAnggaranAdmin(AdminPerencanaan):
    jalur_opd = "simpul__opd"
    jalur_tahun = "simpul__tahun"
    tetap = ("simpul",)
    list_display = [
        "simpul",
        "opd",
        kolom_angka("nilai", "pagu (Rp)"),
        "dasar",
        "tanggal_mulai",
        "tanggal_selesai",
    ]
    list_filter = [SaringOPD, SaringTahun, "angka_latihan"]
    list_select_related = ["simpul__opd"]
    search_fields = ["simpul__kode", "simpul__uraian", "dasar"]
    autocomplete_fields = ["simpul"]
    fieldsets = [
        (None, {"fields": ["simpul", "nilai", "dasar", "tanggal_mulai", "tanggal_selesai"]}),
        SUMBER,
    ]

    @admin.display(description="OPD", ordering="simpul__opd__nama")
    def opd(self, obj):
        return obj.simpul.opd


@admin.register(RealisasiAnggaran)
class RealisasiAnggaranAdmin(AdminPerencanaan):
    jalur_opd = "simpul__opd"
    jalur_tahun = "periode__tahun"
    tetap = ("simpul", "periode")
    list_display = ["simpul", "opd", "periode", kolom_angka("nilai", "realisasi (Rp)")]
    list_filter = [SaringOPD, SaringTahun, "periode__jenis", "angka_latihan"]
    list_select_related = ["simpul__opd", "periode"]
    search_fields = ["simpul__kode", "simpul__uraian"]
    autocomplete_fields = ["simpul", "periode"]
    fieldsets = [(None, {"fields": ["simpul", "periode", "nilai"]}), SUMBER]

    @admin.display(description="OPD", ordering="simpul__opd__nama")
    def opd(self, obj):
        return obj.simpul.opd
