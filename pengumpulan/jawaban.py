"""Who may answer a remark about a row: whoever may mend the row, while it is open (``alur.perbaikan``)."""

from alur.giliran import kedudukan
from alur.models import CatatanPerbaikan
from organisasi.hak import boleh
from organisasi.models import Pengguna
from pengumpulan.kunci import formulir_terbuka
from pengumpulan.models import BarisAnggaran, BarisFormulir, Formulir


def boleh_jawab_baris(perbaikan: CatatanPerbaikan, oleh: Pengguna) -> bool:
    """Does the remark stand at an open row of a form that this person may fill?

    A remark that names no unit waits for whoever does the step, and is not answered here.
    """
    if perbaikan.unit_id is None:
        return False
    formulir = Formulir.objects.select_related("pengumpulan__pelaksanaan", "pengumpulan__periode")
    for model in (BarisFormulir, BarisAnggaran):
        for satu in model.objects.filter(perbaikan=perbaikan).order_by("-pk"):
            if not satu.dapat_diisi:
                continue
            milik = formulir.get(pk=satu.formulir_id)
            orang_unit = milik.unit_id in kedudukan(oleh).unit and boleh(oleh, "alur.kerjakan", milik)
            if (orang_unit or boleh(oleh, "pengumpulan.isikan", milik)) and formulir_terbuka(milik):
                return True
    return False
