"""The audit trail: who did what, when, from what to what, and why. Rows are only ever added."""

from django.db import models


class CatatanJejak(models.Model):
    """One audited act.

    People, OPD and objects stand here as identifiers with the label they had at that moment, not as
    foreign keys: an entry must outlive, and never be changed by, what it speaks of.
    """

    waktu = models.DateTimeField("waktu", auto_now_add=True)
    opd_id = models.BigIntegerField("OPD", null=True, blank=True)
    pelaku_id = models.BigIntegerField("id pelaku", null=True, blank=True)
    pelaku = models.CharField("pelaku", max_length=200, blank=True)
    aksi = models.CharField("aksi", max_length=60)
    objek_jenis = models.CharField("jenis objek", max_length=60, blank=True)
    objek_id = models.BigIntegerField("id objek", null=True, blank=True)
    objek = models.CharField("objek", max_length=300, blank=True)
    lama = models.JSONField("nilai lama", null=True, blank=True)
    baru = models.JSONField("nilai baru", null=True, blank=True)
    alasan = models.TextField("alasan", blank=True)
    alamat = models.GenericIPAddressField("alamat jaringan", null=True, blank=True)

    class Meta:
        verbose_name = "catatan jejak"
        verbose_name_plural = "jejak audit"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["opd_id", "-id"], name="jejak_per_opd"),
            models.Index(fields=["objek_jenis", "objek_id", "-id"], name="jejak_per_objek"),
        ]

    def __str__(self):
        return f"{self.waktu:%Y-%m-%d %H:%M} {self.pelaku}: {self.aksi} {self.objek}"


class Segel(models.Model):
    """The seal of one audit entry: a keyed hash over the entry and the seal before it.

    Seals form one chain per OPD (``opd_id`` 0 is the Pemda's own chain). They are made outside the hot
    path by ``jejak.segel.segel_semua``; an edited, removed or reordered entry breaks the chain from there on.
    """

    catatan = models.OneToOneField(CatatanJejak, on_delete=models.PROTECT, related_name="segel")
    rantai = models.BigIntegerField("rantai (id OPD, 0 = Pemda)")
    nomor = models.PositiveIntegerField("nomor")
    nilai = models.CharField("segel", max_length=64)

    class Meta:
        verbose_name = "segel jejak"
        verbose_name_plural = "segel jejak"
        ordering = ["rantai", "nomor"]
        constraints = [
            models.UniqueConstraint(fields=["rantai", "nomor"], name="satu_segel_per_nomor_rantai"),
        ]

    def __str__(self):
        return f"Rantai {self.rantai} no. {self.nomor}"
