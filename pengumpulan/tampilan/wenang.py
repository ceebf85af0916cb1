"""What one person may do with a form today, read once for a page."""

from dataclasses import dataclass

from alur.giliran import Kedudukan, peran_pelaksana
from alur.models import CatatanLangkah, CatatanPerbaikan
from organisasi.hak import boleh
from organisasi.models import Pengguna, UnitKerja
from pengumpulan.kunci import formulir_terbuka
from pengumpulan.models import Formulir
from pengumpulan.tahap import kunjungan_kini


@dataclass(frozen=True)
class Kewenangan:
    """What this person may do with a form today."""

    orang_unit: bool
    tim: bool
    mengisi: bool  # something of the form is with the unit, and the person of it or of the team
    terbuka: CatatanLangkah | None  # the run's present
    giliran: tuple[
        UnitKerja | None, ...
    ]  # for which units that present is this person's turn; None: for no unit
    unit: frozenset[int]

    def boleh_jawab(self, perbaikan: CatatanPerbaikan | None) -> bool:
        """May the person answer this remark now? As ``alur.perbaikan.tindaklanjuti`` decides it."""
        if perbaikan is None or not self.mengisi or perbaikan.status == CatatanPerbaikan.Status.SELESAI:
            return False
        if perbaikan.catatan is None or not perbaikan.dari_keputusan:
            # Asked for beside the steps: answered by whoever may mend the row.
            return True
        return bool(
            self.terbuka
            and perbaikan.catatan.dikembalikan_ke_id == self.terbuka.langkah_id
            and (self.giliran or perbaikan.unit_id in self.unit)
        )


def kewenangan(formulir: Formulir, pengguna: Pengguna, milik: Kedudukan) -> Kewenangan:
    """Read once for a page."""
    pengumpulan = formulir.pengumpulan
    pelaksanaan = pengumpulan.pelaksanaan
    orang_unit = formulir.unit_id in milik.unit and boleh(pengguna, "alur.kerjakan", formulir)
    tim = boleh(pengguna, "pengumpulan.isikan", formulir)
    terbuka = kunjungan_kini(pelaksanaan)
    mengisi = (orang_unit or tim) and formulir_terbuka(formulir)
    giliran: tuple = ()
    if mengisi and terbuka:
        peran = {satu.pk for satu in peran_pelaksana(terbuka.langkah)}
        giliran = tuple(satu.unit for satu in milik.ikatan if satu.peran_id in peran)
    return Kewenangan(orang_unit, tim, mengisi, terbuka, giliran, frozenset(milik.unit))
