"""The one planner: rows of the tree and of indicators become proposals, and one function that carries them out."""

from collections.abc import Callable, Mapping, Sequence

from organisasi.muatan.nama import normal
from organisasi.muatan.usulan import Lapor, Pilihan, Rencana, Tanya, Tindakan
from perencanaan.muat_pk.angka_kolom import AngkaTerbaca, baca_angka_tabel
from perencanaan.muat_pk.isian import Baris
from perencanaan.muat_pk.keadaan import Keadaan
from perencanaan.muat_pk.periksa import periksa_terencana
from perencanaan.muat_pk.perubahan import Perubahan
from perencanaan.muat_pk.susun_indikator import BARU, LANJUT, PenyusunIndikator
from perencanaan.muat_pk.susun_pohon import KOREKSI, PERUBAHAN_ANGGARAN, PenyusunPohon
from perencanaan.muat_pk.susun_target import PenyusunTarget
from perencanaan.muat_pk.terapkan import terapkan

CARA_PAGU, NAMA_SAMA = "pagu", "senama"
LAPOR_SETIAP = 50


def susun_rencana(
    *,
    keadaan: Keadaan,
    pohon: Sequence[Baris],
    indikator: Sequence[Baris],
    jawaban: Mapping[str, str],
    lapor: Lapor,
    tabel_kami: bool,
    sesudah: Callable[[], None] | None = None,
) -> Rencana:
    """Compare the rows with what is stored. With open questions there are only those.

    ``tabel_kami``: the workbook was made by us and shows what is stored, so that emptied cells are pointed out.
    ``sesudah`` is called when all has been written.
    """
    daftar_pohon = [satu for satu in pohon if not satu.kosong]
    daftar_indikator = [satu for satu in indikator if not satu.kosong]
    semua = len(daftar_pohon) + len(daftar_indikator)
    lapor(0, semua)
    angka = baca_angka_tabel([*daftar_pohon, *daftar_indikator], _satuan(keadaan, daftar_indikator), jawaban)
    if angka.tanya:
        return Rencana(tanya=angka.tanya)
    perubahan = Perubahan()
    penyusun_pohon = PenyusunPohon(keadaan, perubahan, jawaban.get(CARA_PAGU, ""))
    penyusun_pohon.susun(daftar_pohon, {id(satu): angka.milik(satu) for satu in daftar_pohon})
    lapor(len(daftar_pohon), semua)
    target = PenyusunTarget(keadaan, perubahan, penyusun_pohon)
    penyusun = PenyusunIndikator(
        keadaan, perubahan, penyusun_pohon, target, tabel_kami, jawaban.get(NAMA_SAMA, "")
    )
    _susun_indikator(penyusun, daftar_indikator, angka, lambda ke: lapor(len(daftar_pohon) + ke, semua))
    if penyusun.senama and not jawaban.get(NAMA_SAMA):
        return Rencana(tanya=[_tanya_senama(penyusun.senama)])
    penyusun.selesai()
    target.selesai()
    periksa_terencana(penyusun.terencana, keadaan)
    if penyusun_pohon.pagu_berubah and not jawaban.get(CARA_PAGU) and _dapat_dipilih(keadaan):
        return Rencana(tanya=[_tanya_pagu(penyusun_pohon.pagu_berubah)])
    lapor(semua, semua)

    def tulis(oleh):
        terapkan(perubahan, keadaan, oleh)
        if sesudah is not None:
            sesudah()

    # Of a row without anything to load, what was noted of its cells still has to be seen.
    kosong = [satu.usulan for satu in (*pohon, *indikator) if satu.kosong and satu.usulan.catatan]
    usulan = [*kosong, *(satu.usulan for satu in (*daftar_pohon, *daftar_indikator))]
    return Rencana(
        usulan=usulan, terapkan=None if any(u.tindakan == Tindakan.TOLAK for u in usulan) else tulis
    )


def _susun_indikator(
    penyusun: PenyusunIndikator, daftar: Sequence[Baris], angka: AngkaTerbaca, lapor: Callable[[int], None]
) -> None:
    """Rows with a kode first: so that a new row never takes the place or the kode of one that has its own."""
    for ke, baris in enumerate(sorted(daftar, key=lambda satu: not satu["kode"].teks), start=1):
        penyusun.susun(baris, angka.milik(baris))
        if ke % LAPOR_SETIAP == 0:
            lapor(ke)


def _satuan(keadaan: Keadaan, daftar: Sequence[Baris]) -> dict[int, str]:
    """{id(row): the satuan that its figures are in}: of the row, else as stored for its kode."""
    kode = {normal(satu.kode): satu.pk for satu in keadaan.indikator.values()}
    kode |= {satu.kode: satu.pk for satu in keadaan.indikator.values()}
    hasil = {}
    for baris in daftar:
        satuan = baris["satuan"].teks
        tulisan = baris["kode"].teks
        if not satuan and (pk := kode.get(tulisan) or kode.get(normal(tulisan))):
            versi = keadaan.definisi_tahun(pk)
            satuan = versi.satuan if versi else ""
        hasil[id(baris)] = satuan
    return hasil


def _tanya_senama(senama: Sequence[str]) -> Tanya:
    contoh = tuple(senama[:5])
    return Tanya(
        NAMA_SAMA,
        f"{len(senama)} indikator bernama sama dengan yang tersimpan dari tahun lain dan belum ada di pohon tahun "
        "ini. Apakah itu indikator yang sama?",
        (
            Pilihan(LANJUT, "Ya, indikator yang sama: deret tahunannya berlanjut", contoh),
            Pilihan(BARU, "Bukan: buat indikator baru dengan kode baru", contoh),
        ),
        LANJUT,
    )


def _dapat_dipilih(keadaan: Keadaan) -> bool:
    """A changed budget that holds from today needs a day of the year that is not its first."""
    return keadaan.mulai_ubah > keadaan.awal


def _tanya_pagu(berubah: Sequence[str]) -> Tanya:
    contoh = tuple(berubah[:5])
    return Tanya(
        CARA_PAGU,
        f"Pagu {len(berubah)} program/kegiatan berbeda dari yang tersimpan. Apa sebabnya?",
        (
            Pilihan(KOREKSI, "Koreksi: angka yang tersimpan salah ketik dan diganti", contoh),
            Pilihan(
                PERUBAHAN_ANGGARAN,
                "Perubahan anggaran (DPPA): pagu baru berlaku mulai hari ini, pagu lama tetap tercatat",
                contoh,
            ),
        ),
    )
