"""Figures of a whole table, read column by column; what the writing does not decide becomes a question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from organisasi.muatan.usulan import Pilihan, Tanya
from perencanaan.angka import NilaiField, RupiahField
from perencanaan.baca_target import Bacaan, IsiSel, PilihanDesimal, PilihanPersen, baca_kolom
from perencanaan.models.periode import NAMA_BULAN, ROMAWI
from perencanaan.muat_pk.isian import Baris

PAGU = "pagu"
TARGET = "target"
# What an earlier year reached: ``awal-2024``.
AWAL = "awal"


def judul_angka(kunci: str) -> str:
    """A column of figures as people call it: ``Target Maret``, ``Target TW II``, ``Renstra 2027``."""
    jenis, _, nomor = kunci.partition("-")
    if jenis == "bulan":
        return f"Target {NAMA_BULAN[int(nomor) - 1]}"
    if jenis in {"triwulan", "semester"}:
        sebutan = "TW" if jenis == "triwulan" else "Semester"
        return f"Target {sebutan} {ROMAWI[int(nomor) - 1]}"
    if jenis == "renstra":
        return f"Renstra {nomor}"
    if jenis == AWAL:
        return f"Kondisi awal {nomor}"
    return "Pagu (Rp)" if kunci == PAGU else "Target tahun"


@dataclass
class AngkaTerbaca:
    """Readings by row and column key; ``tanya`` is what has to be answered first."""

    isi: dict[tuple[int, str], Bacaan] = field(default_factory=dict)
    tanya: list[Tanya] = field(default_factory=list)

    def milik(self, baris: Baris) -> dict[str, Bacaan]:
        """The row's figures, in the order of its columns."""
        return {kunci: self.isi[id(baris), kunci] for kunci in baris.angka}


def baca_angka_tabel(
    daftar: Sequence[Baris], satuan: Mapping[int, str], jawaban: Mapping[str, str], pengenal: str = ""
) -> AngkaTerbaca:
    """Read all figures of these rows; ``satuan`` is {id(row): its satuan}, ``pengenal`` tells tables apart."""
    hasil = AngkaTerbaca()
    kolom: dict[str, list[Baris]] = {}
    for baris in daftar:
        for kunci in baris.angka:
            kolom.setdefault(kunci, []).append(baris)
    for kunci, milik in kolom.items():
        sel = [
            IsiSel(baris.angka[kunci].nilai, baris.angka[kunci].format or "", satuan.get(id(baris), ""))
            for baris in milik
        ]
        nama = f"{pengenal}{kunci}"
        terbaca = baca_kolom(
            sel,
            satuan="Rp" if kunci == PAGU else "",
            pembacaan=_jawaban(PilihanDesimal, jawaban.get(f"desimal:{nama}")),
            persen=_jawaban(PilihanPersen, jawaban.get(f"persen:{nama}")),
            bidang=RupiahField if kunci == PAGU else NilaiField,
        )
        letak = f"Kolom {judul_angka(kunci)} (mulai {milik[0].angka[kunci].alamat})"
        if terbaca.perlu_pilihan:
            hasil.tanya.append(
                Tanya(
                    f"desimal:{nama}",
                    f"{letak}: {terbaca.kalimat}",
                    tuple(Pilihan(satu.pembacaan, satu.label, satu.contoh()) for satu in terbaca.pilihan),
                    terbaca.saran or "",
                )
            )
        if terbaca.perlu_persen:
            hasil.tanya.append(
                Tanya(
                    f"persen:{nama}",
                    f"{letak}: {terbaca.kalimat}",
                    tuple(
                        Pilihan(satu.pembacaan, satu.label, satu.contoh()) for satu in terbaca.pilihan_persen
                    ),
                )
            )
        for baris, bacaan in zip(milik, terbaca.bacaan, strict=True):
            hasil.isi[id(baris), kunci] = bacaan
    return hasil


def _jawaban(pilihan, jawab: str | None):
    """An answer as its choice; None while there is none, or when it is none of the choices."""
    return pilihan(jawab) if jawab in list(pilihan) else None
