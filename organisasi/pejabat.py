"""Who holds a position on a day, and who stands above it."""

from datetime import date

from organisasi.models import OPD, Jabatan, PemangkuJabatan

# How far a position stands below the Kepala.
JARAK = {
    Jabatan.Jenis.KEPALA: 0,
    Jabatan.Jenis.SEKRETARIS: 1,
    Jabatan.Jenis.KEPALA_BIDANG: 1,
    Jabatan.Jenis.KASUBBAG: 2,
    Jabatan.Jenis.KASI: 2,
    Jabatan.Jenis.FUNGSIONAL: 3,
    Jabatan.Jenis.PELAKSANA: 4,
}


def pemangku_jenis(opd: OPD, jenis: str, tanggal: date) -> PemangkuJabatan | None:
    """Who holds the office's position of that kind on that day; who acts for the holder goes before."""
    return _yang_bertindak(
        PemangkuJabatan.objects.berlaku_pada(tanggal)
        .filter(jabatan__opd=opd, jabatan__jenis=jenis, jabatan__aktif=True)
        .select_related("jabatan", "pegawai")
        .order_by("jabatan__urutan", "-tanggal_mulai")
    )


def pemangku_pada(jabatan: Jabatan, tanggal: date) -> PemangkuJabatan | None:
    """Who holds that position on that day; who acts for the holder goes before."""
    return _yang_bertindak(
        PemangkuJabatan.objects.berlaku_pada(tanggal)
        .filter(jabatan=jabatan)
        .select_related("jabatan", "pegawai")
        .order_by("-tanggal_mulai")
    )


def _yang_bertindak(daftar) -> PemangkuJabatan | None:
    """Of those who hold a position together, a Plt/Plh: named for as long as the holder cannot sign."""
    daftar = list(daftar)
    bertindak = [satu for satu in daftar if satu.jenis != PemangkuJabatan.Jenis.DEFINITIF]
    return next(iter([*bertindak, *daftar]), None)


def atasan_langsung(jabatan: Jabatan) -> Jabatan | None:
    """The position right above, by unit and kind: the nearest higher one in its unit or a unit around it, else
    the Kepala. ``None`` for the Kepala, whose superior is outside the OPD."""
    jarak = JARAK[Jabatan.Jenis(jabatan.jenis)]
    if jarak == 0:
        return None
    semua = list(Jabatan.objects.filter(opd=jabatan.opd_id, aktif=True).order_by("urutan", "pk"))
    unit = jabatan.unit
    while unit is not None:
        di_atas = [
            satu for satu in semua if satu.unit_id == unit.pk and JARAK[Jabatan.Jenis(satu.jenis)] < jarak
        ]
        if di_atas:
            return max(di_atas, key=lambda satu: JARAK[Jabatan.Jenis(satu.jenis)])
        unit = unit.induk
    return next((satu for satu in semua if satu.jenis == Jabatan.Jenis.KEPALA), None)
