"""The loader of a stranger's table: which headings, which column is what, then the same plan as our workbook."""

from collections.abc import Collection, Mapping

from organisasi.galat import TindakanDitolak
from organisasi.lembar.baca import Buku
from organisasi.models import OPD, Muatan, PadananKolom
from organisasi.muatan.usulan import Lapor, Pilihan, Rencana, Tanya
from perencanaan.models import Simpul
from perencanaan.muat_pk.angka_kolom import PAGU, TARGET
from perencanaan.muat_pk.buku import urut_pohon
from perencanaan.muat_pk.isian import Isi, rapikan
from perencanaan.muat_pk.keadaan import Keadaan, baca_keadaan
from perencanaan.muat_pk.susun import susun_rencana
from perencanaan.muat_pk.susun_pohon import kunci_simpul
from perencanaan.muat_tabel.baca import PembacaTabel, Tabel
from perencanaan.muat_tabel.bidang import (
    ABAIKAN,
    KONDISI_AWAL,
    NAMA,
    POLA_TAHUN,
    berlipat,
    bidang_ganda,
    sebut_bidang,
    semua_bidang,
    tahun_lain,
    usul_bidang,
)
from perencanaan.muat_tabel.kepala import Kepala, calon_kepala, cari_kepala

JUDUL, KOLOM, GANDA, LETAK = "judul", "kolom", "ganda", "letak"
SATU, TOLAK = "satu", "tolak"
PILIHAN_LETAK_TERBANYAK = 500
CONTOH_ISI = 3
CONTOH_TERPANJANG = 60


class PemuatTabel:
    """A table of indicators, targets and budgets as an office already has it."""

    jenis = "tabel"
    label = "Tabel lain"
    uraian = (
        "Tabel indikator, target, dan anggaran dalam bentuk apa pun: kolomnya dipadankan di layar, dan padanannya "
        "diingat untuk berikutnya."
    )
    aksi = "perencanaan.kelola"
    pakai_tahun = True
    model_admin = ("perencanaan.perjanjiankinerja", "perencanaan.indikator", "perencanaan.simpul")
    punya_buku_kerja = False

    def buku_kerja(self, *, opd: OPD, tahun: int | None) -> bytes | None:
        """None: people bring their own."""
        return None

    def susun(self, *, muatan: Muatan, buku: Buku, lapor: Lapor) -> Rencana:
        """Ask for the headings if they are doubtful, for each column, for what the rows leave open; then plan."""
        jawaban = muatan.jawaban
        kepala = self._kepala(buku, jawaban)
        if isinstance(kepala, Tanya):
            return Rencana(tanya=[kepala])
        keadaan = baca_keadaan(muatan.opd, muatan.tahun)
        awalan = f"{KOLOM}:{kepala.baris}:"
        padanan = {
            kunci[len(awalan) :]: nilai for kunci, nilai in jawaban.items() if kunci.startswith(awalan)
        }
        if not padanan:
            usul = usul_bidang(kepala.judul, muatan.tahun) | padanan_tersimpan(
                muatan.opd, kepala, muatan.tahun
            )
            return Rencana(tanya=self._tanya_kolom(muatan, kepala, keadaan, usul))
        if salah := self._salah_padan(kepala, padanan, muatan.tahun):
            return Rencana(tanya=self._tanya_kolom(muatan, kepala, keadaan, padanan, *salah))
        tabel = PembacaTabel(kepala, padanan).baca()
        if tanya := self._tanya_baris(tabel, keadaan, jawaban):
            return Rencana(tanya=tanya)
        self._pakai_jawaban(tabel, jawaban)
        rencana = susun_rencana(
            keadaan=keadaan,
            pohon=tabel.pohon,
            indikator=tabel.indikator,
            jawaban=jawaban,
            lapor=lapor,
            tabel_kami=False,
            sesudah=lambda: ingat_padanan(muatan.opd, kepala, padanan),
        )
        if not rencana.tanya:
            rencana.usulan.extend(tabel.dilewati)
        return rencana

    # -- which headings -------------------------------------------------------------------------------

    def _kepala(self, buku: Buku, jawaban: Mapping[str, str]) -> Kepala | Tanya:
        """The headings of the table, or the question which they are."""
        dikenal = cari_kepala(buku)
        daftar = dikenal or calon_kepala(buku)
        if not daftar:
            raise TindakanDitolak(
                "Tidak ditemukan tabel dalam berkas ini. Pastikan ada baris judul kolom, antara lain "
                "Indikator dan Target."
            )
        if terpilih := next((satu for satu in daftar if satu.kunci == jawaban.get(JUDUL)), None):
            return terpilih
        if len(dikenal) == 1:
            return dikenal[0]
        return Tanya(
            JUDUL,
            "Baris mana judul kolom tabel yang akan dimuat?",
            tuple(
                Pilihan(
                    satu.kunci,
                    f"Lembar {satu.lembar.nama}, baris {satu.baris}",
                    tuple(judul.teks for judul in satu.judul if judul.teks)[:8],
                )
                for satu in daftar
            ),
            daftar[0].kunci if dikenal else "",
        )

    # -- which column is what --------------------------------------------------------------------------

    def _tanya_kolom(
        self,
        muatan: Muatan,
        kepala: Kepala,
        keadaan: Keadaan,
        usul: Mapping[str, str],
        sebab: str = "",
        hanya: Collection[str] = (),
    ) -> list[Tanya]:
        """A question per column, with what it holds; ``hanya``: of these fields alone, again for ``sebab``."""
        tahun = {int(satu) for judul in kepala.judul for satu in POLA_TAHUN.findall(judul.teks)}
        pilihan = tuple(
            Pilihan(satu, sebut_bidang(satu, muatan.tahun))
            for satu in semua_bidang(
                {*tahun, *keadaan.tahun_renstra, muatan.tahun},
                {*(satu for satu in tahun if satu < muatan.tahun), *_tahun_lalu(muatan.tahun)},
            )
        )
        hasil = []
        for ke, judul in enumerate(kepala.judul):
            contoh = self._contoh(kepala, ke)
            bidang = usul.get(judul.huruf, ABAIKAN)
            if not (judul.teks or contoh) or (hanya and bidang not in hanya):
                continue
            isi = f"Isinya antara lain: {'; '.join(contoh)}." if contoh else "Kolom ini kosong."
            kalimat = f"Kolom {judul.huruf} “{judul.teks or 'tanpa judul'}” adalah apa? {isi}"
            kunci = f"{KOLOM}:{kepala.baris}:{judul.huruf}"
            hasil.append(Tanya(kunci, f"{sebab} {kalimat}".strip(), pilihan, bidang))
        return hasil

    def _contoh(self, kepala: Kepala, kolom: int) -> list[str]:
        hasil: list[str] = []
        for isi in kepala.lembar.baris[kepala.data - 1 :]:
            nilai = isi[kolom].nilai
            teks = rapikan(str(nilai)) if nilai is not None else ""
            if teks and teks[:CONTOH_TERPANJANG] not in hasil:
                hasil.append(teks[:CONTOH_TERPANJANG])
            if len(hasil) == CONTOH_ISI:
                break
        return hasil

    def _salah_padan(
        self, kepala: Kepala, padanan: Mapping[str, str], tahun: int
    ) -> tuple[str, Collection[str]] | None:
        """(what is wrong with the match, which fields to ask about again); None when it can be read by."""
        if NAMA not in padanan.values():
            return "Belum ada kolom Indikator.", ()
        for judul in kepala.judul:
            if padanan.get(judul.huruf) == PAGU and (lipatan := berlipat(judul)):
                return (
                    f"Judul kolom {judul.huruf} menyebut “{lipatan}”, jadi angkanya bukan rupiah lengkap. Abaikan "
                    "kolom ini, atau tulis rupiah lengkap di Excel, ganti judulnya, lalu unggah lagi.",
                    {PAGU},
                )
            if padanan.get(judul.huruf) == TARGET and tahun_lain(judul, tahun):
                return (
                    f"Judul kolom {judul.huruf} menyebut tahun lain, sedangkan yang dimuat target {tahun}. Pilih "
                    "Renstra tahunnya, atau abaikan.",
                    {TARGET},
                )
        if ganda := bidang_ganda(padanan):
            nama = ", ".join(sebut_bidang(satu, tahun) for satu in ganda)
            return f"Dipilih untuk lebih dari satu kolom: {nama}.", ganda
        return None

    # -- what the rows leave open ----------------------------------------------------------------------

    def _tanya_baris(self, tabel: Tabel, keadaan: Keadaan, jawaban: Mapping[str, str]) -> list[Tanya]:
        hasil = []
        if tabel.ganda and GANDA not in jawaban:
            contoh = tuple(f"{satu.sel}: {satu.teks[:160]}" for satu in tabel.ganda[:5])
            hasil.append(
                Tanya(
                    GANDA,
                    f"{len(tabel.ganda)} sel tampaknya memuat dua indikator. Bagaimana dimuat?",
                    (
                        Pilihan(SATU, "Sebagai satu indikator, seperti tertulis", contoh),
                        Pilihan(TOLAK, "Tolak barisnya; saya pisahkan dahulu di Excel", contoh),
                    ),
                )
            )
        for jenjang in sorted(tabel.tanpa_letak):
            if f"{LETAK}:{jenjang}" not in jawaban:
                hasil.append(self._tanya_letak(jenjang, keadaan))
        return hasil

    def _tanya_letak(self, jenjang: str, keadaan: Keadaan) -> Tanya:
        simpul = [satu for satu in urut_pohon(keadaan) if not jenjang or satu.jenjang == jenjang]
        apa = str(Simpul.Jenjang(jenjang).label).lower() if jenjang else "sasaran, program, atau kegiatan"
        if not simpul:
            raise TindakanDitolak(
                f"Tabel ini tidak menyebut {apa} indikatornya, dan pohon kinerja {keadaan.tahun} "
                "belum memilikinya. "
                "Isi pohonnya dahulu, atau tambahkan kolomnya pada tabel."
            )
        return Tanya(
            f"{LETAK}:{jenjang}",
            f"Ada indikator yang {apa}nya tidak tertulis. Letakkan di mana?",
            tuple(
                Pilihan(kunci_simpul(satu), f"{satu.get_jenjang_display()}: {satu.uraian[:160]}")
                for satu in simpul[:PILIHAN_LETAK_TERBANYAK]
            ),
            kunci_simpul(simpul[0]) if len(simpul) == 1 else "",
        )

    def _pakai_jawaban(self, tabel: Tabel, jawaban: Mapping[str, str]) -> None:
        ganda = {satu.sel for satu in tabel.ganda}
        for baris in tabel.indikator:
            nama = baris[NAMA]
            if nama.sel in ganda:
                if jawaban[GANDA] == TOLAK:
                    baris.usulan.tolak(nama.sel, "Sel ini memuat dua indikator. Pisahkan menjadi dua baris.")
                else:
                    baris.usulan.ingatkan(
                        nama.sel, "Dua indikator dalam satu sel, dimuat sebagai satu seperti tertulis."
                    )
            if nama.teks and "letak" not in baris.isi:
                baris.isi["letak"] = Isi(nama.sel, jawaban.get(f"{LETAK}:{baris['jenjang'].teks}", ""))


def _tahun_lalu(tahun: int) -> range:
    """Years that a baseline can be of where its heading names none."""
    return range(tahun - 6, tahun)


def padanan_tersimpan(opd: OPD, kepala: Kepala, tahun: int) -> dict[str, str]:
    """{letter: field} as the office matched a table of these headings before.

    Not what the year decides: the same “2026” is the target in 2026 and no target in 2027, and a baseline
    whose heading names no year is of another year each time.
    """
    ada = PadananKolom.objects.filter(opd=opd, jenis=PemuatTabel.jenis, sidik_kepala=kepala.sidik).first()
    if ada is None:
        return {}
    return {
        judul.huruf: bidang
        for judul, bidang in zip(kepala.judul, ada.padanan, strict=False)
        if not (bidang == TARGET and tahun_lain(judul, tahun))
        and not (bidang.startswith(f"{KONDISI_AWAL}-") and not POLA_TAHUN.search(judul.teks))
    }


def ingat_padanan(opd: OPD, kepala: Kepala, padanan: Mapping[str, str]) -> None:
    """Keep the match for the next table of these headings, wherever on the sheet that one begins."""
    PadananKolom.objects.update_or_create(
        opd=opd,
        jenis=PemuatTabel.jenis,
        sidik_kepala=kepala.sidik,
        defaults={"padanan": [padanan.get(satu.huruf, ABAIKAN) for satu in kepala.judul]},
    )
