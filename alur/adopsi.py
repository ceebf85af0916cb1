"""An OPD adopts an SOP: takes a copy of it, binds its roles to its own people, puts it in force from a day.

The copy stays a *konsep* that may be edited until it is in force; from then on a change is a new version.
Bindings travel as ``Sasaran`` (one thing a role is bound to), in ``{peran_id: [Sasaran, …]}``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.db.models import Max, Q

from alur.giliran import Pelaku, pelaku_peran
from alur.models import (
    SOP,
    BerkasLangkah,
    IkatanPeran,
    JalurKembali,
    Langkah,
    Pelaksanaan,
    PelakuLangkah,
    Peran,
    Prosedur,
)
from alur.naskah import lepas_rujukan, naskah_dari, periksa_naskah, urai_saran
from jejak.actions import catat
from organisasi.galat import TindakanDitolak
from organisasi.hak import periksa
from organisasi.models import OPD, AnggotaTim, Jabatan, Pengguna, TimSAKIP, UnitKerja
from organisasi.waktu import hari_ini

TAK_BERHAK = "Hanya admin OPD ini yang dapat mengangkat dan mengikat SOP-nya."
TERKUNCI = "SOP yang sudah berlaku tidak diubah. Angkat SOP itu sekali lagi untuk membuat versi baru."


@dataclass(frozen=True)
class Sasaran:
    """One thing a role is bound to: exactly one of the five is set."""

    jabatan_id: int | None = None
    unit_id: int | None = None
    kedudukan: str = ""
    semua_anggota: bool = False
    semua_pegawai: bool = False

    @property
    def kode(self) -> str:
        """As a form sends it: ``jabatan:12``, ``unit:3``, ``kedudukan:ketua``, ``anggota``, ``pegawai``."""
        if self.jabatan_id:
            return f"jabatan:{self.jabatan_id}"
        if self.unit_id:
            return f"unit:{self.unit_id}"
        if self.kedudukan:
            return f"kedudukan:{self.kedudukan}"
        return "anggota" if self.semua_anggota else "pegawai"

    @classmethod
    def dari_kode(cls, kode: str) -> "Sasaran":
        """Read ``kode`` back; ValueError when it is none of ours."""
        jenis, _, isi = kode.partition(":")
        if jenis in {"jabatan", "unit"}:
            return cls(**{f"{jenis}_id": int(isi)})
        if jenis == "kedudukan" and isi in AnggotaTim.Kedudukan.values:
            return cls(kedudukan=isi)
        if kode in {"anggota", "pegawai"}:
            return cls(**{f"semua_{kode}": True})
        raise ValueError(f"Ikatan {kode} tidak dikenal.")

    @classmethod
    def dari_ikatan(cls, ikatan: IkatanPeran) -> "Sasaran":
        """What a stored binding is bound to."""
        return cls(
            ikatan.jabatan_id,
            ikatan.unit_id,
            ikatan.kedudukan,
            ikatan.semua_anggota,
            ikatan.semua_pegawai,
        )


Ikatan = Mapping[int, Sequence[Sasaran]]


@transaction.atomic
def angkat(*, naskah: SOP, opd: OPD, oleh: Pengguna) -> SOP:
    """Copy a shipped SOP, or the OPD's own version in force, into a konsep of that OPD; the copy.

    Roles take the words of the OPD (Camat, Kepala Badan, the name of its team); steps stay as printed.
    """
    periksa(oleh, "alur.adopsi", opd, TAK_BERHAK)
    # One adoption at a time per OPD: the next one sees this konsep.
    opd = OPD.objects.select_for_update().get(pk=opd.pk)
    if naskah.opd_id not in {None, opd.pk}:
        raise TindakanDitolak("Pilih naskah SOP, atau SOP milik OPD ini sendiri.")
    if naskah.status == SOP.Status.KONSEP:
        raise TindakanDitolak("SOP ini masih konsep. Ubah konsep itu, tidak perlu diangkat lagi.")
    versi_lain = SOP.objects.filter(opd=opd, kode=naskah.kode)
    if konsep := versi_lain.filter(status=SOP.Status.KONSEP).first():
        raise TindakanDitolak(
            f"{opd} sudah memiliki konsep SOP {naskah.kode} (versi {konsep.versi}). "
            "Selesaikan atau hapus konsep itu lebih dahulu."
        )
    salinan = SOP.objects.create(
        opd=opd,
        asal=naskah,
        kode=naskah.kode,
        nama=naskah.nama,
        # A shipped number belongs to the office it came from; this one gives its own.
        nomor=naskah.nomor if naskah.opd_id else "",
        instansi=naskah.instansi,
        tahun=naskah.tahun,
        versi=(versi_lain.aggregate(n=Max("versi"))["n"] or 0) + 1,
        keterangan=naskah.keterangan,
        status=SOP.Status.KONSEP,
    )
    peran = _salin_peran(naskah, salinan, opd)
    langkah = _salin_langkah(naskah, salinan)
    _salin_isi_langkah(naskah, langkah, peran)
    catat(aksi="alur.angkat", objek=salinan, oleh=oleh, baru={"dari": naskah, "versi": salinan.versi})
    return salinan


def sarankan_ikatan(sop: SOP) -> dict[int, list[Sasaran]]:
    """{peran_id: bindings} to begin with: those of the version before, else what ``saran_jenis`` points at.

    Where a role must do a step and several positions fit, none is suggested: choosing is the admin's.
    """
    aktif = peran_aktif(sop)
    sebelum = _ikatan_versi_sebelumnya(sop)
    jabatan = list(Jabatan.objects.filter(opd=sop.opd_id, aktif=True))
    unit = list(UnitKerja.objects.filter(opd=sop.opd_id, aktif=True))
    hasil = {}
    for peran in sop.peran.all():
        pelaksana, lama = peran.pk in aktif, sebelum.get(peran.kode, [])
        # A newer naskah may bind the role to another kind of thing, or give it a step to do.
        terpakai = lama and _cocok_dengan(peran, lama, pelaksana=pelaksana)
        hasil[peran.pk] = lama if terpakai else _saran(peran, jabatan, unit, pelaksana=pelaksana)
    return hasil


def ikatan_tersimpan(sop: SOP) -> dict[int, list[Sasaran]]:
    """{peran_id: bindings} as stored; a role without any is left out."""
    hasil: dict[int, list[Sasaran]] = {}
    for ikatan in IkatanPeran.objects.filter(peran__sop=sop):
        hasil.setdefault(ikatan.peran_id, []).append(Sasaran.dari_ikatan(ikatan))
    return hasil


@transaction.atomic
def simpan_ikatan(*, sop: SOP, ikatan: Ikatan, oleh: Pengguna) -> None:
    """Bind the roles of a konsep; ``ikatan`` is the whole of it, a role left out is bound to nothing."""
    periksa(oleh, "alur.adopsi", sop, TAK_BERHAK)
    sop = _kunci_konsep(sop)
    daftar_peran = {peran.pk: peran for peran in sop.peran.all()}
    if asing := set(ikatan) - set(daftar_peran):
        raise TindakanDitolak(f"Peran nomor {min(asing)} bukan bagian SOP ini. Muat ulang halaman.")
    sah = _periksa_milik_opd(sop, ikatan)
    aktif = peran_aktif(sop)
    for peran_id, sasaran in ikatan.items():
        _periksa_cocok(daftar_peran[peran_id], sasaran, pelaksana=peran_id in aktif)
    lama = _ikatan_dalam_kata(sop)
    IkatanPeran.objects.filter(peran__sop=sop).delete()
    for peran_id, sasaran in ikatan.items():
        for satu in dict.fromkeys(sasaran):
            IkatanPeran.objects.create(
                peran=daftar_peran[peran_id],
                jabatan=sah.get(("jabatan", satu.jabatan_id)),
                unit=sah.get(("unit", satu.unit_id)),
                kedudukan=satu.kedudukan,
                semua_anggota=satu.semua_anggota,
                semua_pegawai=satu.semua_pegawai,
            )
    baru = _ikatan_dalam_kata(sop)
    if lama != baru:
        catat(aksi="alur.ikat", objek=sop, oleh=oleh, lama=lama, baru=baru)


def kekurangan_ikatan(sop: SOP, tanggal: date) -> list[str]:
    """Sentences on every role that has no one to act on that day, and where to mend it; empty when all have."""
    return [kalimat for daftar in kekurangan_per_peran(sop, tanggal).values() for kalimat in daftar]


def kekurangan_per_peran(sop: SOP, tanggal: date) -> dict[int, list[str]]:
    """{peran_id: sentences} for the roles that have no one to act on that day, in the order of their lanes."""
    daftar_peran = list(
        sop.peran.prefetch_related(
            models.Prefetch("ikatan_opd", IkatanPeran.objects.select_related("jabatan", "unit"))
        )
    )
    orang = pelaku_peran(daftar_peran, tanggal)
    aktif = peran_aktif(sop)
    akun = {satu.pegawai.pengguna_id for daftar in orang.values() for satu in daftar} - {None}
    akun_aktif = set(Pengguna.objects.filter(pk__in=akun, is_active=True).values_list("pk", flat=True))
    hasil = {}
    for peran in daftar_peran:
        pelaksana = peran.pk in aktif
        kalimat = _kekurangan_peran(peran, sop, orang[peran.pk], tanggal, pelaksana=pelaksana)
        if pelaksana and not kalimat:
            kalimat = _kekurangan_akun(peran, sop, orang[peran.pk], akun_aktif)
        if kalimat:
            hasil[peran.pk] = kalimat
    return hasil


def kekurangan_susunan(sop: SOP) -> list[str]:
    """Sentences on what the text of a konsep still lacks: steps without a doer, ways that lead outside, and
    all that would keep a naskah from loading (a loop without end, a decision without a way back, …).
    """
    hasil = []
    daftar_prosedur = sop.prosedur.prefetch_related("langkah__pelaku", "langkah__jalur_kembali__ke")
    for prosedur in daftar_prosedur:
        nama = prosedur.get_jenis_display()
        langkah = list(prosedur.langkah.all())
        milik = {satu.pk for satu in langkah}
        if not langkah:
            hasil.append(f"Prosedur {nama} belum berisi langkah.")
        for satu in langkah:
            tugas = {pelaku.tugas for pelaku in satu.pelaku.all()}
            if PelakuLangkah.Tugas.PELAKSANA not in tugas:
                hasil.append(f"{nama} langkah {satu.nomor} belum memiliki pelaksana.")
            tujuan = {jalur.ke_id for jalur in satu.jalur_kembali.all()} | {satu.lanjut_ke_id} - {None}
            if tujuan - milik:
                hasil.append(f"{nama} langkah {satu.nomor} menuju langkah dari prosedur lain.")
    if not daftar_prosedur:
        hasil.append("SOP ini belum berisi prosedur.")
    return hasil or periksa_naskah(_susunan_jalan(sop))


@transaction.atomic
def berlakukan(*, sop: SOP, tanggal_mulai: date, oleh: Pengguna) -> SOP:
    """Put a konsep in force from a day; what did its work until then ends the day before."""
    periksa(oleh, "alur.adopsi", sop, TAK_BERHAK)
    sop = _kunci_konsep(sop)
    # A day in the past is for backfilled periods; the people asked for are those of today.
    tanggal = max(tanggal_mulai, hari_ini(sop.opd.pemda.zona_waktu))
    if kurang := kekurangan_susunan(sop) + kekurangan_ikatan(sop, tanggal):
        raise TindakanDitolak("SOP belum dapat diberlakukan. " + " ".join(kurang))
    for lama in _versi_berlaku(sop, tanggal_mulai):
        _akhiri(lama, tanggal_mulai, oleh)
    sop.status = SOP.Status.BERLAKU
    sop.tanggal_mulai = tanggal_mulai
    sop.tanggal_selesai = None
    sop.save(update_fields=["status", "tanggal_mulai", "tanggal_selesai"])
    catat(
        aksi="alur.berlakukan",
        objek=sop,
        oleh=oleh,
        lama={"status": SOP.Status.KONSEP.value},
        baru={"status": SOP.Status.BERLAKU.value, "berlaku mulai": tanggal_mulai},
    )
    return sop


@transaction.atomic
def hapus_konsep(*, sop: SOP, oleh: Pengguna) -> None:
    """Throw a konsep away with all that is in it, so that the SOP can be adopted afresh."""
    periksa(oleh, "alur.adopsi", sop, TAK_BERHAK)
    sop = _kunci_konsep(sop)
    catat(aksi="alur.hapus_konsep", objek=sop, oleh=oleh, lama={"versi": sop.versi, "dari": sop.asal})
    lepas_rujukan(sop)
    sop.delete()


def peran_aktif(sop: SOP) -> set[int]:
    """The roles that must do a step; the others only help or receive."""
    pelaksana = PelakuLangkah.objects.filter(peran__sop=sop, tugas=PelakuLangkah.Tugas.PELAKSANA)
    return set(pelaksana.values_list("peran_id", flat=True))


def _susunan_jalan(sop: SOP) -> dict:
    """The konsep as a naskah, without what an office may write as it likes because no run depends on it."""
    isi = naskah_dari(sop)
    isi |= {"nomor": "", "instansi": sop.instansi or str(sop.opd), "keterangan": {}}
    isi["peran"] = [{**satu, "saran_jenis": ""} for satu in isi["peran"]]
    for prosedur in isi["prosedur"]:
        for langkah in prosedur["langkah"]:
            # A browser sends the line breaks of what was typed as \r\n.
            tulisan = {nama: langkah[nama].replace("\r", "") for nama in ("uraian", "keterangan")}
            langkah |= tulisan | {"waktu": None, "catatan": []}
    return isi


def _kunci_konsep(sop: SOP) -> SOP:
    """The konsep as it is now, held until the transaction ends."""
    sop = SOP.objects.select_for_update(of=("self",)).select_related("opd__pemda", "asal").get(pk=sop.pk)
    if sop.dikunci:
        raise TindakanDitolak(TERKUNCI)
    return sop


def _salin_peran(naskah: SOP, salinan: SOP, opd: OPD) -> dict[int, Peran]:
    """{id of the source's role: the new role}."""
    asal = list(naskah.peran.all())
    # The office's own labels are kept when it makes a new version of its own SOP.
    baru = [
        _tiru(peran, sop=salinan, label=peran.label if naskah.opd_id else _sebutan(peran, opd))
        for peran in asal
    ]
    Peran.objects.bulk_create(baru)
    return {lama.pk: satu for lama, satu in zip(asal, baru, strict=True)}


def _sebutan(peran: Peran, opd: OPD) -> str:
    """The role's label in the words of the OPD; other labels stay as printed."""
    jenis = {jenis for jenis, _ in urai_saran(peran.saran_jenis)}
    if peran.ikatan == Peran.Ikatan.JABATAN and jenis == {Jabatan.Jenis.KEPALA.value}:
        return opd.sebutan_kepala
    if peran.ikatan == Peran.Ikatan.TIM and not jenis & set(AnggotaTim.Kedudukan.values):
        return opd.sebutan_tim
    return peran.label


def _salin_langkah(naskah: SOP, salinan: SOP) -> dict[int, Langkah]:
    """Copy procedures and steps; {id of the source's step: the new step}."""
    hasil: dict[int, Langkah] = {}
    for prosedur in naskah.prosedur.all():
        prosedur_baru = _tiru(prosedur, sop=salinan)
        prosedur_baru.save()
        asal = list(prosedur.langkah.all())
        baru = [_tiru(langkah, prosedur=prosedur_baru, lanjut_ke=None) for langkah in asal]
        Langkah.objects.bulk_create(baru)
        hasil |= {lama.pk: satu for lama, satu in zip(asal, baru, strict=True)}
        for lama in asal:
            if lama.lanjut_ke_id:
                hasil[lama.pk].lanjut_ke = hasil[lama.lanjut_ke_id]
                hasil[lama.pk].save(update_fields=["lanjut_ke"])
    return hasil


def _salin_isi_langkah(naskah: SOP, langkah: dict[int, Langkah], peran: dict[int, Peran]) -> None:
    """Copy doers, papers and ways back."""
    dalam = {"langkah__prosedur__sop": naskah}
    PelakuLangkah.objects.bulk_create(
        _tiru(satu, langkah=langkah[satu.langkah_id], peran=peran[satu.peran_id])
        for satu in PelakuLangkah.objects.filter(**dalam).order_by("pk")
    )
    BerkasLangkah.objects.bulk_create(
        _tiru(satu, langkah=langkah[satu.langkah_id])
        for satu in BerkasLangkah.objects.filter(**dalam).order_by("pk")
    )
    JalurKembali.objects.bulk_create(
        _tiru(satu, langkah=langkah[satu.langkah_id], ke=langkah[satu.ke_id])
        for satu in JalurKembali.objects.filter(**dalam).order_by("pk")
    )


def _tiru(asal: models.Model, **ganti) -> models.Model:
    """An unsaved copy of a record, with some fields replaced."""
    isi = {
        bidang.name: getattr(asal, bidang.name)
        for bidang in asal._meta.concrete_fields
        if not bidang.primary_key and bidang.name not in ganti
    }
    return type(asal)(**isi, **ganti)


def _saran(peran: Peran, jabatan: list[Jabatan], unit: list[UnitKerja], *, pelaksana: bool) -> list[Sasaran]:
    """Bindings that ``saran_jenis`` points at; empty where nothing fits or where one must choose."""
    saran = urai_saran(peran.saran_jenis)
    if peran.ikatan == Peran.Ikatan.STAF:
        return [Sasaran(semua_pegawai=True)]
    if peran.ikatan == Peran.Ikatan.TIM:
        kedudukan = [jenis for jenis, _ in saran if jenis in AnggotaTim.Kedudukan.values]
        return [Sasaran(kedudukan=satu) for satu in kedudukan] or [Sasaran(semua_anggota=True)]
    if peran.ikatan == Peran.Ikatan.UNIT:
        return [Sasaran(unit_id=satu.pk) for satu in unit if any(_cocok(satu, *s) for s in saran)]
    if not pelaksana:
        return [Sasaran(jabatan_id=satu.pk) for satu in jabatan if any(_cocok(satu, *s) for s in saran)]
    for satu_saran in saran:
        cocok = [satu for satu in jabatan if _cocok(satu, *satu_saran)]
        if cocok:
            return [Sasaran(jabatan_id=cocok[0].pk)] if len(cocok) == 1 else []
    return []


def _cocok(objek: Jabatan | UnitKerja, jenis: str, kata: str) -> bool:
    return objek.jenis == jenis and kata in objek.nama.lower()


def _ikatan_versi_sebelumnya(sop: SOP) -> dict[str, list[Sasaran]]:
    """{role code: bindings} of the newest earlier version, without positions and units no longer in use."""
    sebelum = (
        SOP.objects.filter(opd=sop.opd_id, kode=sop.kode, versi__lt=sop.versi).order_by("-versi").first()
    )
    hasil: dict[str, list[Sasaran]] = {}
    if sebelum is None:
        return hasil
    dipakai = IkatanPeran.objects.filter(
        Q(jabatan=None) | Q(jabatan__aktif=True), Q(unit=None) | Q(unit__aktif=True), peran__sop=sebelum
    )
    for ikatan in dipakai.select_related("peran"):
        hasil.setdefault(ikatan.peran.kode, []).append(Sasaran.dari_ikatan(ikatan))
    return hasil


def _periksa_milik_opd(sop: SOP, ikatan: Ikatan) -> dict[tuple[str, int], Jabatan | UnitKerja]:
    """{(kind, id): record} of all positions and units bound; refuses those of another OPD."""
    hasil: dict[tuple[str, int], Jabatan | UnitKerja] = {}
    for jenis, model in (("jabatan", Jabatan), ("unit", UnitKerja)):
        diminta = {getattr(s, f"{jenis}_id") for daftar in ikatan.values() for s in daftar} - {None}
        ada = {satu.pk: satu for satu in model.objects.filter(opd=sop.opd_id, aktif=True, pk__in=diminta)}
        if diminta - set(ada):
            raise TindakanDitolak(
                f"Ada {model._meta.verbose_name} yang tidak dikenal di {sop.opd}, atau sudah tidak aktif. "
                "Muat ulang halaman dan pilih kembali."
            )
        hasil |= {(jenis, pk): satu for pk, satu in ada.items()}
    return hasil


def _periksa_cocok(peran: Peran, sasaran: Sequence[Sasaran], *, pelaksana: bool) -> None:
    """Refuse a binding of the wrong kind. A role that never does a step may be several positions (*Pejabat
    Eselon III dan IV*), or all employees instead.
    """
    for satu in sasaran:
        if satu.semua_pegawai and (peran.ikatan == Peran.Ikatan.STAF or not pelaksana):
            continue
        cocok = {
            Peran.Ikatan.JABATAN: satu.jabatan_id is not None,
            Peran.Ikatan.UNIT: satu.unit_id is not None,
            Peran.Ikatan.TIM: bool(satu.kedudukan) or satu.semua_anggota,
            Peran.Ikatan.STAF: False,
        }
        if not cocok[peran.ikatan]:
            raise TindakanDitolak(f"Peran {peran} harus diikat pada: {peran.get_ikatan_display().lower()}.")
    if peran.ikatan == Peran.Ikatan.JABATAN and pelaksana and len(set(sasaran)) > 1:
        raise TindakanDitolak(f"Peran {peran} hanya dapat diikat pada satu jabatan.")


def _cocok_dengan(peran: Peran, sasaran: Sequence[Sasaran], *, pelaksana: bool) -> bool:
    try:
        _periksa_cocok(peran, sasaran, pelaksana=pelaksana)
    except TindakanDitolak:
        return False
    return True


def _ikatan_dalam_kata(sop: SOP) -> dict[str, str]:
    """{role: what it is bound to} for the audit trail."""
    hasil: dict[str, list[str]] = {}
    semua = IkatanPeran.objects.filter(peran__sop=sop).select_related("peran", "jabatan", "unit")
    for ikatan in semua:
        hasil.setdefault(ikatan.peran.kode, []).append(ikatan.sasaran)
    return {kode: "; ".join(sorted(daftar)) for kode, daftar in hasil.items()}


def _kekurangan_peran(
    peran: Peran, sop: SOP, orang: list[Pelaku], tanggal: date, *, pelaksana: bool
) -> list[str]:
    ikatan = list(peran.ikatan_opd.all())
    if not ikatan:
        return [_kalimat_belum_diikat(peran, sop)]
    if orang and not pelaksana:
        # Who only helps or receives need not be complete; each unit that must fill a form does.
        return []
    dipangku = {satu.pemangku.jabatan_id for satu in orang if satu.pemangku}
    berpegawai = {satu.unit.pk for satu in orang if satu.unit}
    awal = f"Peran {peran} belum ada orangnya:"
    hasil = []
    for satu in ikatan:
        if satu.jabatan_id and satu.jabatan_id not in dipangku:
            hasil.append(
                f"{awal} jabatan {satu.jabatan} belum dipangku siapa pun pada {tanggal:%d-%m-%Y}. "
                "Isi pemangkunya di menu Pemangku Jabatan."
            )
        elif satu.unit_id and satu.unit_id not in berpegawai:
            hasil.append(
                f"{awal} {satu.unit} belum memiliki pegawai aktif. Isi unit kerja pegawainya di menu Pegawai."
            )
    if not orang and not hasil:
        hasil.append(f"{awal} {_kalimat_tanpa_tim(ikatan[0], sop, tanggal)}")
    return hasil


def _kekurangan_akun(peran: Peran, sop: SOP, orang: list[Pelaku], akun_aktif: set[int]) -> list[str]:
    """Sentences on who must do a step and cannot log in. What a position does may be recorded by another;
    what a unit, the team or the staff does may not, so of each at least one needs an account.
    """
    pihak = {satu.unit.pk: f"pegawai {satu.unit.nama}" for satu in orang if satu.unit}
    if any(satu.unit is None and satu.pemangku is None for satu in orang):
        staf = peran.ikatan == Peran.Ikatan.STAF
        pihak[None] = "seluruh pegawai" if staf else f"anggota {sop.opd.sebutan_tim}"
    dapat_masuk = {
        satu.unit.pk if satu.unit else None for satu in orang if satu.pegawai.pengguna_id in akun_aktif
    }
    return [
        f"Peran {peran}: di antara {nama} belum ada yang mempunyai akun aktif. "
        "Hubungkan pegawainya dengan akun di menu Pegawai."
        for unit_id, nama in pihak.items()
        if unit_id not in dapat_masuk
    ]


def _kalimat_tanpa_tim(ikatan: IkatanPeran, sop: SOP, tanggal: date) -> str:
    opd = sop.opd
    if ikatan.semua_pegawai:
        return f"{opd} belum memiliki pegawai aktif. Isi di menu Pegawai."
    if not TimSAKIP.objects.berlaku_pada(tanggal).filter(opd=opd).exists():
        return (
            f"{opd} belum memiliki {opd.sebutan_tim} yang berlaku pada {tanggal:%d-%m-%Y}. "
            "Isi SK dan anggotanya di menu Tim SAKIP."
        )
    if ikatan.semua_anggota:
        return f"{opd.sebutan_tim} belum memiliki anggota. Isi di menu Tim SAKIP."
    return (
        f"{opd.sebutan_tim} belum memiliki {ikatan.get_kedudukan_display().lower()}. "
        "Isi anggotanya di menu Tim SAKIP."
    )


def _kalimat_belum_diikat(peran: Peran, sop: SOP) -> str:
    """What to bind an unbound role to, or what the OPD must first have."""
    tempat = {Peran.Ikatan.JABATAN: (Jabatan, "Jabatan"), Peran.Ikatan.UNIT: (UnitKerja, "Unit Kerja")}
    if peran.ikatan in tempat:
        model, menu = tempat[peran.ikatan]
        label = dict(model.Jenis.choices)
        diminta = [(jenis, kata) for jenis, kata in urai_saran(peran.saran_jenis) if jenis in label]
        ada = list(model.objects.filter(opd=sop.opd_id, aktif=True))
        if diminta and not any(_cocok(satu, *s) for satu in ada for s in diminta):
            sebut = " atau ".join(f"{label[jenis]} {kata.title()}".strip() for jenis, kata in diminta)
            return (
                f"Peran {peran} belum ada orangnya: {sop.opd} belum memiliki "
                f"{model._meta.verbose_name} {sebut}. Tambahkan di menu {menu}, atau ikat pada yang lain."
            )
    return f"Peran {peran} belum diikat. Pilih: {peran.get_ikatan_display().lower()}."


def _versi_berlaku(sop: SOP, tanggal: date) -> models.QuerySet[SOP]:
    """SOPs of the OPD that do the same work and would still be in force on that day or later.

    An earlier version, or another SOP whose procedure this one replaces (a combined procedure replaces both
    collection and measurement): of two in force nobody would know which one counts.
    """
    jenis = set(sop.prosedur.values_list("jenis", flat=True))
    sama = Prosedur.objects.filter(sop__opd=sop.opd_id)
    if Prosedur.Jenis.GABUNGAN not in jenis:
        sama = sama.filter(jenis__in=jenis | {Prosedur.Jenis.GABUNGAN})
    return SOP.objects.select_for_update(of=("self",)).filter(
        Q(tanggal_selesai=None) | Q(tanggal_selesai__gte=tanggal),
        pk__in=sama.values("sop"),
        status=SOP.Status.BERLAKU,
    )


def _akhiri(lama: SOP, tanggal_mulai: date, oleh: Pengguna) -> None:
    if lama.tanggal_mulai >= tanggal_mulai:
        raise TindakanDitolak(
            f"{lama} berlaku sejak {lama.tanggal_mulai:%d-%m-%Y}. Pilih tanggal sesudahnya."
        )
    terakhir = Pelaksanaan.objects.filter(prosedur__sop=lama).aggregate(saat=Max("dimulai_pada"))["saat"]
    if terakhir:
        dijalankan = terakhir.astimezone(ZoneInfo(lama.opd.pemda.zona_waktu)).date()
        if dijalankan >= tanggal_mulai:
            raise TindakanDitolak(
                f"{lama} masih dipakai untuk pelaksanaan yang dimulai {dijalankan:%d-%m-%Y}. "
                "Pilih tanggal sesudahnya."
            )
    selesai = tanggal_mulai - timedelta(days=1)
    catat(
        aksi="alur.akhiri_versi",
        objek=lama,
        oleh=oleh,
        lama={"berlaku sampai": lama.tanggal_selesai},
        baru={"berlaku sampai": selesai},
    )
    lama.tanggal_selesai = selesai
    lama.save(update_fields=["tanggal_selesai"])
