"""A small loader for tests of the engine: units of an OPD from a sheet with the columns Nama and Singkatan.

Some texts in the column Singkatan misbehave on purpose: see ``ULAH``.
"""

import time
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from jejak.actions import catat
from organisasi.galat import TindakanDitolak
from organisasi.models import UnitKerja
from organisasi.muatan.usulan import Pilihan, Rencana, Selisih, Tanya, Tindakan, Usulan

TIDUR, BOROS, TIDUR_TERAP = "TIDUR", "BOROS", "TIDUR-TERAP"
# What each text makes the loader do: refuse the row, warn, refuse the file, fail or wait while it works.
ULAH = {"TOLAK", "INGAT", "LAIN", "MELEDAK", "CATAT", TIDUR, BOROS, TIDUR_TERAP}


class PemuatUji:
    jenis = "uji"
    label = "Unit kerja"
    uraian = "Nama dan singkatan unit kerja."
    aksi = "organisasi.kelola"
    pakai_tahun = True
    model_admin = ("organisasi.unitkerja",)
    punya_buku_kerja = True

    def buku_kerja(self, *, opd, tahun):
        daftar = opd.unit.order_by("nama").values_list("nama", "singkatan")
        return buku([*daftar], kepala=("Nama", "Singkatan", str(tahun)))

    def susun(self, *, muatan, buku, lapor):
        kepala, *baris = buku.lembar[0].baris
        if kepala[0].nilai == "Tanya" and "huruf" not in muatan.jawaban:
            return Rencana(tanya=[tanya_huruf()])
        besar = muatan.jawaban.get("huruf") == "besar"
        ada = {unit.nama: unit for unit in UnitKerja.objects.filter(opd=muatan.opd)}
        usulan, isi = [], []
        for nomor, sel in enumerate(baris, start=1):
            lapor(nomor, len(baris))
            nama = str(sel[0].nilai).upper() if besar else str(sel[0].nilai)
            singkatan = str(sel[1].nilai or "")
            satu = Usulan(buku.lembar[0].nama, nomor + 1, nama)
            self._berulah(satu, sel[1].alamat, singkatan)
            if (unit := ada.get(nama)) is not None:
                satu.ubah("Singkatan", unit.singkatan, singkatan)
            elif satu.tindakan != Tindakan.TOLAK:
                satu.tindakan = Tindakan.TAMBAH
                satu.selisih = [Selisih("Nama", "", nama), Selisih("Singkatan", "", singkatan)]
            usulan.append(satu)
            isi.append((unit, nama, singkatan, satu.tindakan))
        return Rencana(usulan=usulan, terapkan=lambda oleh: terapkan(muatan, isi, oleh))

    @staticmethod
    def _berulah(satu, alamat, singkatan):
        if singkatan == "TOLAK":
            satu.tolak(alamat, "Singkatan ini tidak boleh dipakai.")
        elif singkatan == "INGAT":
            satu.ingatkan(alamat, "Singkatan ini jarang dipakai.")
        elif singkatan == "LAIN":
            raise TindakanDitolak("Berkas ini milik OPD lain. Unduh buku kerja untuk OPD ini.")
        elif singkatan == TIDUR:
            time.sleep(600)
        elif singkatan == BOROS:
            bytearray(400 * 1024 * 1024)


def terapkan(muatan, isi, oleh):
    """One row after the other, so that a failure in the middle has something before it."""
    for unit, nama, singkatan, tindakan in isi:
        if singkatan == "MELEDAK":
            raise TindakanDitolak("Baris ini gagal ditulis.")
        if singkatan == TIDUR_TERAP:
            time.sleep(600)
        if tindakan == Tindakan.TAMBAH:
            unit = UnitKerja.objects.create(
                opd=muatan.opd, nama=nama, singkatan=singkatan, jenis=UnitKerja.Jenis.SEKSI
            )
            catat(aksi="admin.tambah", objek=unit, oleh=oleh)
        elif tindakan == Tindakan.UBAH:
            unit.singkatan = singkatan
            unit.save(update_fields=["singkatan"])


def tanya_huruf() -> Tanya:
    return Tanya(
        "huruf",
        "Bagaimana nama unit ditulis?",
        (
            Pilihan("besar", "Huruf besar", ("SEKSI SATU",)),
            Pilihan("asli", "Seperti tertulis", ("Seksi Satu",)),
        ),
        usul="asli",
    )


def buku(baris, kepala=("Nama", "Singkatan")) -> bytes:
    """A workbook with these (nama, singkatan)."""
    kerja = Workbook()
    kerja.active.title = "Unit"
    for satu in (kepala, *baris):
        kerja.active.append(list(satu))
    keluar = BytesIO()
    kerja.save(keluar)
    return keluar.getvalue()


def berkas(baris, kepala=("Nama", "Singkatan"), nama="unit.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, buku(baris, kepala))


def seksi(jumlah: int, mulai: int = 1) -> list[tuple[str, str]]:
    """So many plain rows."""
    return [(f"Seksi {nomor}", f"S{nomor}") for nomor in range(mulai, mulai + jumlah)]
