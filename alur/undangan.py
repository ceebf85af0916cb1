"""Who is called to a meeting: the people whose positions have a part in the step, by name and position."""

from datetime import date

from alur.giliran import Pelaku, pelaku_peran
from alur.models import IsianLangkah, Langkah, PelakuLangkah, Peran
from organisasi.models import Jabatan

# In what a meeting's step says: there was none, an arahan was given without it (``alur.ringkas``).
TANPA_RAPAT = "tanpa_rapat"
# Heads of a unit; where a role stands for a unit, they speak for it.
PEJABAT = (
    Jabatan.Jenis.KEPALA,
    Jabatan.Jenis.SEKRETARIS,
    Jabatan.Jenis.KEPALA_BIDANG,
    Jabatan.Jenis.KASUBBAG,
    Jabatan.Jenis.KASI,
)


def yang_diundang(langkah: Langkah, tanggal: date, *, dengan_pelaksana: bool = True) -> list[dict]:
    """Rows {nama, nip, jabatan} of doers, helpers and receivers of a step on that day, each person once."""
    tugas = {PelakuLangkah.Tugas.PENERIMA, PelakuLangkah.Tugas.PEMBANTU}
    if dengan_pelaksana:
        tugas.add(PelakuLangkah.Tugas.PELAKSANA)
    pelaku = list(langkah.pelaku.filter(tugas__in=tugas).select_related("peran"))
    urutan = {
        PelakuLangkah.Tugas.PELAKSANA: 0,
        PelakuLangkah.Tugas.PENERIMA: 1,
        PelakuLangkah.Tugas.PEMBANTU: 2,
    }
    pelaku.sort(key=lambda satu: (urutan[satu.tugas], satu.peran.lajur, satu.pk))
    # All employees of the office are never called by name.
    peran = [satu.peran for satu in pelaku if satu.peran.ikatan != Peran.Ikatan.STAF]
    per_peran = pelaku_peran(list({satu.pk: satu for satu in peran}.values()), tanggal)
    hasil: dict[int, dict] = {}
    for satu in peran:
        for orang in _juru_bicara(per_peran[satu.pk]):
            hasil.setdefault(
                orang.pegawai.pk,
                {
                    "nama": orang.pegawai.nama,
                    "nip": orang.pegawai.nip,
                    "jabatan": orang.pemangku.sebutan if orang.pemangku else orang.selaku,
                },
            )
    return list(hasil.values())


def _juru_bicara(orang: list[Pelaku]) -> list[Pelaku]:
    """Of a unit its head, or who holds a position there, or else its people; of other roles everyone."""
    hasil, per_unit = [], {}
    for satu in orang:
        if satu.unit is None:
            hasil.append(satu)
        else:
            per_unit.setdefault(satu.unit.pk, []).append(satu)
    for daftar in per_unit.values():
        pejabat = [satu for satu in daftar if satu.pemangku and satu.pemangku.jabatan.jenis in PEJABAT]
        kepala = [satu for satu in pejabat if satu.pemangku.jabatan.unit_id == satu.unit.pk]
        hasil += kepala or pejabat or daftar
    return hasil


def rapat_diadakan(isi: dict) -> bool:
    """Was there a meeting, so that people were called to it?"""
    return not isi.get(TANPA_RAPAT)


def undangan_sebelumnya(catatan) -> dict:
    """What the run's last invitation said, where inviting is a step of its own (SOP 002 step 4)."""
    isian = (
        IsianLangkah.objects.filter(
            catatan__pelaksanaan=catatan.pelaksanaan_id,
            catatan__langkah__naskah=Langkah.Naskah.UNDANGAN,
            catatan__langkah__nomor__lt=catatan.langkah.nomor,
        )
        .order_by("-catatan")
        .first()
    )
    return isian.isi if isian else {}
