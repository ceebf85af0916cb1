"""What the capaian would be by figures that are handed in and not approved yet: an estimate, never stored.

The same reading and the same formula as the measurement (``pengukuran.hitung.ukur``), with the handed-in readings
of one collection put in the place of approved ones.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from organisasi.models import OPD
from pengukuran.data import Bacaan, baca_bahan, patokan_berlaku
from pengukuran.hitung import ukur
from pengukuran.models import Metodologi, PatokanIndikator
from pengumpulan.models import BarisFormulir, Pengumpulan
from perencanaan.models import Periode

KETERANGAN = (
    "Perkiraan capaian dihitung dari angka yang diserahkan, sampai dengan periode ini. Belum diukur dan belum "
    "disetujui."
)


def perkirakan(
    pengumpulan: Pengumpulan, baris: Iterable[BarisFormulir]
) -> dict[int, tuple[Decimal | None, str]]:
    """{indicator: (capaian against the period's target in per cent, why there is none)}; a flat number of queries.

    ``baris`` are the collection's rows with their ``realisasi`` and ``revisi``; those handed in count, the others
    are as missing as they are. Rules are those of the office's last measurement, or the defaults.
    """
    opd, periode = pengumpulan.opd, pengumpulan.periode
    patokan = [
        PatokanIndikator(
            indikator=penempatan.indikator, penempatan=penempatan, versi_indikator=versi, versi_target=target
        )
        for penempatan, versi, target in patokan_berlaku(opd, periode)
    ]
    bahan = baca_bahan(opd, periode, [satu.versi_target_id for satu in patokan if satu.versi_target_id])
    diserahkan = {
        (satu.realisasi.indikator_id, satu.realisasi.unit_id, satu.realisasi.periode_id): Bacaan(
            satu.revisi, satu.realisasi.unit_id, satu.realisasi.periode_id, pengumpulan.pk
        )
        for satu in baris
        if satu.revisi and not satu.dapat_diisi and not satu.belum_masuk
    }
    bahan = replace(bahan, bacaan=bahan.bacaan | diserahkan)
    aturan = _aturan(opd, periode)
    hasil = {}
    for satu in patokan:
        isi = ukur(satu, bahan, aturan, periode).isi
        hasil[satu.indikator_id] = (isi["capaian_periode"], isi.get("sebab_kalimat", ""))
    return hasil


def _aturan(opd: OPD, periode: Periode) -> Metodologi:
    lalu = (
        Metodologi.objects.filter(
            pengukuran__opd=opd, pengukuran__periode__tanggal_selesai__lte=periode.tanggal_selesai
        )
        .order_by("-ditetapkan_pada")
        .first()
    )
    if lalu:
        return lalu
    bawaan = Metodologi()
    # Defaults as the database would give them back: figures as Decimal.
    bawaan.clean_fields(exclude=["pengukuran", "ditetapkan_pada", "ditetapkan_oleh"])
    return bawaan
