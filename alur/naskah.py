"""SOPs as files: read one, say what is wrong with it, load it as *naskah* (an SOP without an OPD).

A file is one JSON object, written so that an officer can hold it beside the printed SOP::

    kode, nama, nomor, instansi, tahun      tahun may be null; nomor is empty where none is printed
    keterangan                              the SOP's header as printed (see KETERANGAN); dasar_hukum is the
                                            header's list, dasar_hukum_isi that of its chapter Dasar Hukum,
                                            each {"teks", "catatan"}; kolom_pelaksana are the printed columns
    peran     [{kode, label, ikatan, saran_jenis, lajur}]
              lajur n is the n-th of kolom_pelaksana; several roles may share one
              saran_jenis: kinds separated by commas (see SARAN); "kasubbag:umum" wants the word "umum" in
              the name of the position or unit; alternatives are further entries, the likeliest first
              (empty for a team role: the whole team; always empty for staf)
    prosedur  [{jenis, sumber, langkah}]
    langkah   [{nomor, uraian, pelaksana, pembantu, penerima, disimpulkan, layar, naskah, tindakan,
                kelengkapan, wajib, waktu, output, keterangan, keputusan, lanjut_ke, semua_pelaksana,
                membuka_formulir, menutup_formulir, catatan}]
              pelaksana, pembantu, penerima   role codes; disimpulkan: those the text does not name
              waktu                           null, or {teks as printed, nilai, satuan}
              keputusan                       left out, or {kembali_ke: the default, pilihan: [other steps
                                              allowed], disimpulkan}
              naskah                          the paper it makes, where that is not the usual one of its layar
                                              (Langkah.Naskah)
              wajib                           names out of kelengkapan and output that must be there before the
                                              step closes; the others may follow until the archive
              menutup_formulir                on the step whose approval accepts what the units filled in
              layar                           in a combined procedure a ``rekap`` before ``ukur`` gathers the
                                              data, one after it sums up the measurement
              catatan                         where the text contradicts itself (D-numbers of the register of
                                              discrepancies) and how we read it

Texts stand as printed, discrepancies included; only slips of the pen that change no meaning are mended.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from alur.models import SOP, BerkasLangkah, JalurKembali, Langkah, Pelaksanaan, PelakuLangkah, Peran, Prosedur
from jejak.actions import catat
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import AnggotaTim, Jabatan, Pengguna, UnitKerja

UKURAN_TERBESAR = 512 * 1024
LANGKAH_TERBANYAK = 60
PERAN_TERBANYAK = 40
BUTIR_TERBANYAK = 40
TEKS_TERPANJANG = 3000
BULAT_TERBESAR = 32767  # PositiveSmallIntegerField on PostgreSQL

# The header of the SOP, in print order: True for a list of texts, False for one text.
KETERANGAN = {
    "kolom_pelaksana": True,
    "unit": False,
    "tanggal_pembuatan": False,
    "tanggal_revisi": False,
    "tanggal_efektif": False,
    "tanggal_pengesahan": False,
    "disahkan_oleh": False,
    "keterkaitan": True,
    "peringatan": True,
    "peralatan": True,
    "kualifikasi": True,
    "pencatatan": True,
    "catatan": True,
}
DASAR_HUKUM = ("dasar_hukum", "dasar_hukum_isi")

SARAN = {
    Peran.Ikatan.JABATAN: Jabatan.Jenis.values,
    Peran.Ikatan.UNIT: UnitKerja.Jenis.values,
    Peran.Ikatan.TIM: AnggotaTim.Kedudukan.values,
    Peran.Ikatan.STAF: [],
}
BERKATA = {Peran.Ikatan.JABATAN, Peran.Ikatan.UNIT}

KUNCI_SOP = {"kode", "nama", "nomor", "instansi", "tahun", "keterangan", "peran", "prosedur"}
KUNCI_PERAN = {"kode", "label", "ikatan", "saran_jenis", "lajur"}
KUNCI_PROSEDUR = {"jenis", "sumber", "langkah"}
KUNCI_KEPUTUSAN = {"kembali_ke", "pilihan", "disimpulkan"}
TUGAS = tuple(PelakuLangkah.Tugas.values)
ARAH = tuple(BerkasLangkah.Arah.values)
TANDA = ("semua_pelaksana", "membuka_formulir", "menutup_formulir")
KUNCI_LANGKAH = {
    "nomor",
    "uraian",
    "layar",
    "naskah",
    "wajib",
    "tindakan",
    "waktu",
    "keterangan",
    "keputusan",
    "lanjut_ke",
    "disimpulkan",
    "catatan",
    *TUGAS,
    *ARAH,
    *TANDA,
}
MENGUMPULKAN = {Prosedur.Jenis.PENGUMPULAN, Prosedur.Jenis.GABUNGAN}

POLA_KODE_SOP = re.compile(r"[0-9A-Za-z._-]+")
POLA_KODE_PERAN = re.compile(r"[0-9A-Za-z_-]+")


def urai_saran(saran: str) -> list[tuple[str, str]]:
    """``"kasubbag:umum,kasi"`` as [("kasubbag", "umum"), ("kasi", "")]: kind, and word wanted in the name."""
    hasil = []
    for satu in filter(None, (bagian.strip() for bagian in saran.split(","))):
        jenis, _, kata = satu.partition(":")
        hasil.append((jenis.strip(), kata.strip().lower()))
    return hasil


def baca_naskah(berkas: Path) -> Any:
    """The JSON of a file; refuses with a sentence what cannot be read."""
    try:
        with berkas.open("rb") as terbuka:
            isi = terbuka.read(UKURAN_TERBESAR + 1)
    except OSError as salah:
        raise TindakanDitolak("Berkas tidak dapat dibaca. Periksa letak dan izinnya.") from salah
    if len(isi) > UKURAN_TERBESAR:
        raise TindakanDitolak(f"Berkas terlalu besar: paling besar {UKURAN_TERBESAR // 1024} KB.")
    try:
        return json.loads(isi.decode("utf-8-sig"), object_pairs_hook=_tanpa_kembar)
    except UnicodeDecodeError as salah:
        raise TindakanDitolak("Berkas bukan teks UTF-8. Simpan ulang sebagai UTF-8.") from salah
    except json.JSONDecodeError as salah:
        raise TindakanDitolak(
            f"Berkas bukan JSON yang sah: periksa baris {salah.lineno} kolom {salah.colno}."
        ) from salah
    except (ValueError, RecursionError) as salah:
        raise TindakanDitolak("Berkas bukan JSON yang wajar: angka atau susunannya terlalu besar.") from salah


def _tanpa_kembar(pasangan: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two equal keys JSON would silently keep the last."""
    hasil = {}
    for kunci, nilai in pasangan:
        if kunci in hasil:
            raise TindakanDitolak(
                f"Isian {_sebut(kunci)} tertulis dua kali dalam satu objek. Hapus salah satu."
            )
        hasil[kunci] = nilai
    return hasil


def periksa_naskah(data: object) -> list[str]:
    """Everything wrong with an SOP, as sentences that name procedure and step; empty when it may load."""
    periksa = _Periksa()
    if not isinstance(data, dict):
        periksa.tolak("Berkas", "isinya harus satu objek SOP, yaitu {…}.")
        return periksa.masalah
    kode = data.get("kode")
    letak = (
        f"SOP {kode}"
        if isinstance(kode, str) and POLA_KODE_SOP.fullmatch(kode) and len(kode) <= 20
        else "SOP"
    )
    periksa.asing(letak, data, KUNCI_SOP)
    if periksa.teks(letak, data, "kode", 20) and letak == "SOP":
        periksa.tolak(letak, "'kode' hanya boleh berisi huruf, angka, titik, garis bawah dan tanda hubung.")
    periksa.teks(letak, data, "nama", 300)
    periksa.teks(letak, data, "nomor", 120, wajib=False)
    periksa.teks(letak, data, "instansi", 200)
    periksa.bulat(letak, data, "tahun", wajib=False)
    kolom = _periksa_keterangan(periksa, letak, data.get("keterangan", {}))
    peran = _periksa_peran(periksa, letak, data, kolom)
    jenis_ada = set()
    for prosedur in periksa.daftar(letak, data, "prosedur", len(Prosedur.Jenis.values)):
        _periksa_prosedur(periksa, letak, prosedur, peran, jenis_ada)
    return periksa.masalah


@dataclass
class _Periksa:
    """Collects sentences. Each reader gives the value when it is right, and None or nothing when not."""

    masalah: list[str] = field(default_factory=list)

    def tolak(self, letak: str, kalimat: str) -> None:
        self.masalah.append(f"{letak}: {kalimat}")

    def objek(self, letak: str, nilai: Any) -> dict | None:
        if isinstance(nilai, dict):
            return nilai
        self.tolak(letak, "harus berupa objek {…}.")
        return None

    def asing(self, letak: str, objek: dict, dikenal: Iterable[str]) -> None:
        for kunci in objek:
            if kunci not in dikenal:
                self.tolak(letak, f"isian {_sebut(kunci)} tidak dikenal. Hapus, atau betulkan ejaannya.")

    def teks(self, letak: str, objek: dict, kunci: str, paling: int, *, wajib: bool = True) -> str | None:
        if kunci not in objek:
            if wajib:
                self.tolak(letak, f"'{kunci}' belum ada.")
            return None
        return self.isi_teks(letak, f"'{kunci}'", objek[kunci], paling, wajib=wajib, berbaris=True)

    def isi_teks(
        self, letak: str, nama: str, nilai: Any, paling: int, *, wajib: bool = True, berbaris: bool = False
    ) -> str | None:
        if not isinstance(nilai, str):
            self.tolak(letak, f"{nama} harus berupa tulisan.")
        elif wajib and not nilai.strip():
            self.tolak(letak, f"{nama} masih kosong.")
        elif len(nilai) > paling:
            self.tolak(letak, f"{nama} terlalu panjang: paling banyak {paling} huruf.")
        elif any(_terlarang(huruf, berbaris) for huruf in nilai):
            self.tolak(letak, f"{nama} memuat huruf kendali atau pindah baris yang tidak dapat disimpan.")
        else:
            return nilai
        return None

    def bulat(self, letak: str, objek: dict, kunci: str, *, wajib: bool = True) -> int | None:
        nilai = objek.get(kunci)
        if nilai is None:
            if wajib:
                self.tolak(letak, f"'{kunci}' belum ada.")
            return None
        # True is an int to Python, not to an officer.
        if not isinstance(nilai, int) or isinstance(nilai, bool) or not 1 <= nilai <= BULAT_TERBESAR:
            self.tolak(letak, f"'{kunci}' harus bilangan bulat 1 sampai {BULAT_TERBESAR}.")
            return None
        return nilai

    def tanda(self, letak: str, objek: dict, kunci: str) -> bool:
        nilai = objek.get(kunci, False)
        if not isinstance(nilai, bool):
            self.tolak(letak, f"'{kunci}' harus true atau false.")
            return False
        return nilai

    def pilihan(self, letak: str, objek: dict, kunci: str, dikenal: list[str]) -> str | None:
        nilai = objek.get(kunci)
        if isinstance(nilai, str) and nilai in dikenal:
            return nilai
        sebab = f"'{kunci}' belum ada" if nilai is None else f"'{kunci}' {_sebut(nilai)} tidak dikenal"
        self.tolak(letak, f"{sebab}. Pilih salah satu: {', '.join(dikenal)}.")
        return None

    def daftar(self, letak: str, objek: dict, kunci: str, paling: int, *, wajib: bool = True) -> list:
        nilai = objek.get(kunci)
        if nilai is None and kunci not in objek and not wajib:
            return []
        if not isinstance(nilai, list):
            self.tolak(letak, f"'{kunci}' harus berupa daftar […].")
        elif wajib and not nilai:
            self.tolak(letak, f"'{kunci}' masih kosong.")
        elif len(nilai) > paling:
            self.tolak(letak, f"'{kunci}' terlalu banyak: paling banyak {paling}.")
        else:
            return nilai
        return []

    def daftar_teks(
        self, letak: str, objek: dict, kunci: str, paling: int, *, wajib: bool = False
    ) -> list[str]:
        """A list of texts, each once."""
        hasil: list[str] = []
        for nilai in self.daftar(letak, objek, kunci, BUTIR_TERBANYAK, wajib=wajib):
            teks = self.isi_teks(letak, f"isi '{kunci}'", nilai, paling)
            if teks in hasil:
                self.tolak(letak, f"isi '{kunci}' {_sebut(teks)} tertulis dua kali.")
            elif teks is not None:
                hasil.append(teks)
        return hasil


def _terlarang(huruf: str, berbaris: bool) -> bool:
    """Control characters and halves of a surrogate pair: PostgreSQL refuses them, and so do we."""
    return (ord(huruf) < 32 and not (berbaris and huruf in "\n\t")) or 0xD800 <= ord(huruf) <= 0xDFFF


def _sebut(nilai: Any) -> str:
    """A value as it may stand in a sentence: short, and printable on any terminal."""
    if isinstance(nilai, int) and not isinstance(nilai, bool):
        return str(nilai) if abs(nilai) <= BULAT_TERBESAR else "yang terlalu besar"
    if not isinstance(nilai, str):
        return "yang bukan tulisan"
    pendek = nilai[:40] + ("…" if len(nilai) > 40 else "")
    return "'" + "".join("?" if _terlarang(huruf, False) else huruf for huruf in pendek) + "'"


def _periksa_keterangan(periksa: _Periksa, letak: str, nilai: Any) -> list[str]:
    """Check the header; gives the printed columns."""
    keterangan = periksa.objek(f"{letak}, keterangan", nilai)
    if keterangan is None:
        return []
    letak = f"{letak}, keterangan"
    periksa.asing(letak, keterangan, {*KETERANGAN, *DASAR_HUKUM})
    kolom = []
    for kunci, berupa_daftar in KETERANGAN.items():
        if not berupa_daftar:
            periksa.teks(letak, keterangan, kunci, TEKS_TERPANJANG, wajib=False)
            continue
        teks = periksa.daftar_teks(letak, keterangan, kunci, TEKS_TERPANJANG)
        if kunci == "kolom_pelaksana":
            kolom = teks
    for kunci in DASAR_HUKUM:
        for ke, butir in enumerate(periksa.daftar(letak, keterangan, kunci, BUTIR_TERBANYAK, wajib=False), 1):
            di = f"{letak}, {kunci} butir {ke}"
            if periksa.objek(di, butir) is not None:
                periksa.asing(di, butir, {"teks", "catatan"})
                periksa.teks(di, butir, "teks", TEKS_TERPANJANG)
                periksa.teks(di, butir, "catatan", TEKS_TERPANJANG, wajib=False)
    return kolom


def _periksa_peran(periksa: _Periksa, letak: str, data: dict, kolom: list[str]) -> set[str]:
    """Check the roles; gives their codes."""
    ada: set[str] = set()
    for ke, nilai in enumerate(periksa.daftar(letak, data, "peran", PERAN_TERBANYAK), 1):
        di = f"{letak}, peran ke-{ke}"
        peran = periksa.objek(di, nilai)
        if peran is None:
            continue
        periksa.asing(di, peran, KUNCI_PERAN)
        kode = periksa.teks(di, peran, "kode", 60)
        if kode is not None:
            if not POLA_KODE_PERAN.fullmatch(kode):
                periksa.tolak(di, "'kode' hanya boleh berisi huruf, angka, garis bawah dan tanda hubung.")
            elif kode in ada:
                periksa.tolak(di, f"kode {_sebut(kode)} sudah dipakai peran lain.")
            ada.add(kode)
            di = f"{letak}, peran {_sebut(kode)}"
        periksa.teks(di, peran, "label", 120)
        ikatan = periksa.pilihan(di, peran, "ikatan", Peran.Ikatan.values)
        saran = periksa.teks(di, peran, "saran_jenis", 120, wajib=False)
        if ikatan and saran:
            _periksa_saran(periksa, di, Peran.Ikatan(ikatan), saran)
        lajur = periksa.bulat(di, peran, "lajur")
        if lajur and kolom and lajur > len(kolom):
            periksa.tolak(di, f"'lajur' {lajur} tidak ada: kolom_pelaksana hanya {len(kolom)}.")
    return ada


def _periksa_saran(periksa: _Periksa, letak: str, ikatan: Peran.Ikatan, saran: str) -> None:
    dikenal = SARAN[ikatan]
    for jenis, kata in urai_saran(saran):
        if jenis not in dikenal:
            pilihan = f"Pilih: {', '.join(dikenal)}." if dikenal else "Kosongkan untuk ikatan ini."
            periksa.tolak(
                letak, f"saran_jenis {_sebut(jenis)} tidak dikenal untuk ikatan {ikatan}. {pilihan}"
            )
        elif kata and ikatan not in BERKATA:
            periksa.tolak(letak, f"saran_jenis untuk ikatan {ikatan} tidak memakai kata setelah titik dua.")


def _periksa_prosedur(
    periksa: _Periksa, letak: str, nilai: Any, peran: set[str], jenis_ada: set[str]
) -> None:
    prosedur = periksa.objek(f"{letak}, prosedur", nilai)
    if prosedur is None:
        return
    letak_jenis = prosedur.get("jenis")
    dikenal = isinstance(letak_jenis, str) and letak_jenis in Prosedur.Jenis.values
    letak = f"{letak}, prosedur {letak_jenis}" if dikenal else f"{letak}, prosedur"
    periksa.asing(letak, prosedur, KUNCI_PROSEDUR)
    jenis = periksa.pilihan(letak, prosedur, "jenis", Prosedur.Jenis.values)
    if jenis in jenis_ada:
        periksa.tolak(letak, "tertulis dua kali; satu SOP memuat tiap jenis prosedur satu kali.")
    elif jenis:
        jenis_ada.add(jenis)
    periksa.teks(letak, prosedur, "sumber", 300, wajib=False)
    if prosedur.get("langkah") == []:
        periksa.tolak(letak, "belum mempunyai langkah.")
        return
    daftar = periksa.daftar(letak, prosedur, "langkah", LANGKAH_TERBANYAK)
    langkah = [satu for satu in daftar if isinstance(satu, dict)]
    for ke, satu in enumerate(daftar, 1):
        nomor = satu.get("nomor") if isinstance(satu, dict) else None
        sah = isinstance(nomor, int) and not isinstance(nomor, bool) and 1 <= nomor <= BULAT_TERBESAR
        _periksa_langkah(
            periksa, f"{letak}, langkah {nomor}" if sah else f"{letak}, langkah ke-{ke}", satu, peran
        )
    if not daftar or len(langkah) < len(daftar):
        return
    if [satu.get("nomor") for satu in langkah] != list(range(1, len(langkah) + 1)):
        periksa.tolak(
            letak, f"nomor langkah harus berurutan 1 sampai {len(langkah)}, tanpa lompat atau kembar."
        )
        return
    if _periksa_tujuan(periksa, letak, langkah):
        _periksa_jalan(periksa, letak, langkah)
    if jenis:
        _periksa_formulir(periksa, letak, jenis, langkah)


def _periksa_langkah(periksa: _Periksa, letak: str, nilai: Any, peran: set[str]) -> None:
    langkah = periksa.objek(letak, nilai)
    if langkah is None:
        return
    periksa.asing(letak, langkah, KUNCI_LANGKAH)
    periksa.bulat(letak, langkah, "nomor")
    periksa.teks(letak, langkah, "uraian", TEKS_TERPANJANG)
    periksa.teks(letak, langkah, "tindakan", 60)
    periksa.teks(letak, langkah, "keterangan", TEKS_TERPANJANG, wajib=False)
    layar = periksa.pilihan(letak, langkah, "layar", Langkah.Layar.values)
    if langkah.get("naskah", "") != "":
        periksa.pilihan(letak, langkah, "naskah", Langkah.Naskah.values)
    wajib = periksa.daftar_teks(letak, langkah, "wajib", 200)
    semua = [periksa.tanda(letak, langkah, kunci) for kunci in TANDA][TANDA.index("semua_pelaksana")]
    periksa.daftar_teks(letak, langkah, "catatan", TEKS_TERPANJANG)
    disebut = {nama for arah in ARAH for nama in periksa.daftar_teks(letak, langkah, arah, 200)}
    for nama in sorted(set(wajib) - disebut):
        periksa.tolak(
            letak, f"'wajib' menyebut {nama!r}, yang tidak ada pada kelengkapan dan output langkah ini."
        )
    _periksa_pelaku(periksa, letak, langkah, peran)
    _periksa_waktu(periksa, letak, langkah.get("waktu"))
    keputusan = langkah.get("keputusan")
    if keputusan is None:
        if layar == Langkah.Layar.PUTUSAN:
            periksa.tolak(letak, "keputusan tanpa 'kembali_ke': sebutkan ke langkah mana boleh dikembalikan.")
        return
    if semua:
        periksa.tolak(letak, "keputusan diambil satu pihak; 'semua_pelaksana' harus false.")
    _periksa_keputusan(periksa, letak, keputusan)


def _periksa_pelaku(periksa: _Periksa, letak: str, langkah: dict, peran: set[str]) -> None:
    disebut = set()
    for tugas in TUGAS:
        if tugas == "pelaksana" and langkah.get(tugas) in (None, []):
            periksa.tolak(letak, "belum mempunyai pelaksana.")
            continue
        kode = periksa.daftar_teks(letak, langkah, tugas, 60)
        disebut.update(kode)
        for satu in kode:
            if satu not in peran:
                periksa.tolak(letak, f"{tugas} {_sebut(satu)} tidak ada dalam daftar peran.")
    for satu in periksa.daftar_teks(letak, langkah, "disimpulkan", 60):
        if satu not in disebut:
            periksa.tolak(letak, f"'disimpulkan' menyebut {_sebut(satu)}, yang bukan pelaku langkah ini.")


def _periksa_waktu(periksa: _Periksa, letak: str, nilai: Any) -> None:
    if nilai is None:
        return
    waktu = periksa.objek(f"{letak}, waktu", nilai)
    if waktu is None:
        return
    letak = f"{letak}, waktu"
    periksa.asing(letak, waktu, {"teks", "nilai", "satuan"})
    periksa.teks(letak, waktu, "teks", 40)
    periksa.bulat(letak, waktu, "nilai")
    periksa.pilihan(letak, waktu, "satuan", Langkah.SatuanWaktu.values)


def _periksa_keputusan(periksa: _Periksa, letak: str, nilai: Any) -> None:
    keputusan = periksa.objek(f"{letak}, keputusan", nilai)
    if keputusan is None:
        return
    letak = f"{letak}, keputusan"
    periksa.asing(letak, keputusan, KUNCI_KEPUTUSAN)
    periksa.tanda(letak, keputusan, "disimpulkan")
    if keputusan.get("kembali_ke") is None:
        periksa.tolak(letak, "tanpa 'kembali_ke': sebutkan ke langkah mana boleh dikembalikan.")
    else:
        periksa.bulat(letak, keputusan, "kembali_ke")
    sudah = [keputusan.get("kembali_ke")]
    for ke in periksa.daftar(letak, keputusan, "pilihan", LANGKAH_TERBANYAK, wajib=False):
        if not isinstance(ke, int) or isinstance(ke, bool):
            periksa.tolak(letak, "'pilihan' harus berisi nomor langkah.")
        elif ke in sudah:
            periksa.tolak(letak, f"tujuan kembali langkah {_sebut(ke)} tertulis dua kali.")
        sudah.append(ke)


def _tujuan_kembali(langkah: dict) -> list[int]:
    """The return targets that are numbers; whatever else stands there has been refused by then."""
    keputusan = langkah.get("keputusan")
    if not isinstance(keputusan, dict):
        return []
    pilihan = keputusan.get("pilihan")
    semua = [keputusan.get("kembali_ke"), *(pilihan if isinstance(pilihan, list) else [])]
    return [ke for ke in semua if isinstance(ke, int) and not isinstance(ke, bool)]


def _periksa_tujuan(periksa: _Periksa, letak: str, langkah: list[dict]) -> bool:
    """Do return targets and lanjut_ke point to steps that exist, returns to earlier ones?"""
    semula = len(periksa.masalah)
    for nomor, satu in enumerate(langkah, 1):
        di = f"{letak}, langkah {nomor}"
        for ke in _tujuan_kembali(satu):
            if not 1 <= ke <= len(langkah):
                periksa.tolak(di, f"tujuan kembali langkah {_sebut(ke)} tidak ada.")
            elif ke >= nomor:
                periksa.tolak(di, f"tujuan kembali langkah {ke} bukan langkah sebelumnya.")
        lanjut = periksa.bulat(di, satu, "lanjut_ke", wajib=False)
        if lanjut is not None and lanjut > len(langkah):
            periksa.tolak(di, f"'lanjut_ke' langkah {lanjut} tidak ada.")
    return len(periksa.masalah) == semula


def _periksa_jalan(periksa: _Periksa, letak: str, langkah: list[dict]) -> None:
    """With every decision approved each step must come to the end; and each step must be reachable at all."""
    akhir = len(langkah) + 1
    lanjut = {nomor: satu.get("lanjut_ke") or nomor + 1 for nomor, satu in enumerate(langkah, 1)}
    sampai = {akhir}
    for nomor in lanjut:
        dilalui = []
        while nomor not in sampai and nomor not in dilalui:
            dilalui.append(nomor)
            nomor = lanjut[nomor]
        if nomor in sampai:
            sampai.update(dilalui)
    if berputar := sorted(set(lanjut) - sampai):
        periksa.tolak(
            letak,
            f"langkah {_urut(berputar)} berputar tanpa akhir. Betulkan 'lanjut_ke' agar prosedur berakhir.",
        )
    tercapai, antre = set(), [1]
    while antre:
        nomor = antre.pop()
        if nomor in tercapai or nomor == akhir:
            continue
        tercapai.add(nomor)
        antre += [lanjut[nomor], *_tujuan_kembali(langkah[nomor - 1])]
    if terlewat := sorted(set(lanjut) - tercapai):
        periksa.tolak(letak, f"langkah {_urut(terlewat)} tidak pernah dicapai. Betulkan 'lanjut_ke'.")


def _urut(daftar_nomor: list[int]) -> str:
    return ", ".join(str(nomor) for nomor in daftar_nomor)


def _periksa_formulir(periksa: _Periksa, letak: str, jenis: str, langkah: list[dict]) -> None:
    """Who collects opens the unit forms and later closes them; who only measures does neither."""
    membuka = [nomor for nomor, satu in enumerate(langkah, 1) if satu.get("membuka_formulir") is True]
    menutup = [nomor for nomor, satu in enumerate(langkah, 1) if satu.get("menutup_formulir") is True]
    if jenis not in MENGUMPULKAN:
        if membuka or menutup:
            periksa.tolak(letak, "pengukuran tidak membuka atau menutup formulir unit.")
        return
    if not membuka or not menutup:
        periksa.tolak(letak, "harus ada langkah yang membuka formulir unit dan langkah yang menutupnya.")
    elif max(membuka) >= min(menutup):
        periksa.tolak(letak, "formulir unit harus dibuka lebih dahulu, baru ditutup di langkah kemudian.")


def rapikan(data: dict) -> dict[str, Any]:
    """A checked SOP with every optional field spelled out, so that two can be compared."""
    keterangan = data.get("keterangan", {})
    kepala: dict[str, Any] = {
        kunci: list(keterangan.get(kunci, [])) if berupa_daftar else keterangan.get(kunci, "")
        for kunci, berupa_daftar in KETERANGAN.items()
    }
    for kunci in DASAR_HUKUM:
        kepala[kunci] = [
            {"teks": butir["teks"], "catatan": butir.get("catatan", "")}
            for butir in keterangan.get(kunci, [])
        ]
    return {
        "kode": data["kode"],
        "nama": data["nama"],
        "nomor": data.get("nomor", ""),
        "instansi": data["instansi"],
        "tahun": data.get("tahun"),
        "keterangan": kepala,
        "peran": [{**satu, "saran_jenis": satu.get("saran_jenis", "")} for satu in data["peran"]],
        "prosedur": [
            {
                "jenis": satu["jenis"],
                "sumber": satu.get("sumber", ""),
                "langkah": [_rapikan_langkah(langkah) for langkah in satu["langkah"]],
            }
            for satu in data["prosedur"]
        ],
    }


def _rapikan_langkah(langkah: dict) -> dict[str, Any]:
    keputusan = langkah.get("keputusan")
    return {
        "nomor": langkah["nomor"],
        "uraian": langkah["uraian"],
        **{tugas: list(langkah.get(tugas, [])) for tugas in TUGAS},
        "disimpulkan": sorted(langkah.get("disimpulkan", [])),
        "layar": langkah["layar"],
        "naskah": langkah.get("naskah", ""),
        "tindakan": langkah["tindakan"],
        **{arah: list(langkah.get(arah, [])) for arah in ARAH},
        "wajib": sorted(set(langkah.get("wajib", []))),
        "waktu": langkah.get("waktu"),
        "keterangan": langkah.get("keterangan", ""),
        "keputusan": keputusan
        and {
            "kembali_ke": keputusan["kembali_ke"],
            "pilihan": list(keputusan.get("pilihan", [])),
            "disimpulkan": keputusan.get("disimpulkan", False),
        },
        "lanjut_ke": langkah.get("lanjut_ke"),
        **{tanda: langkah.get(tanda, False) for tanda in TANDA},
        "catatan": list(langkah.get("catatan", [])),
    }


def naskah_dari(sop: SOP) -> dict[str, Any]:
    """A stored SOP in the form of its file, as ``rapikan`` gives it."""
    langkah_lengkap = Langkah.objects.select_related("lanjut_ke").prefetch_related(
        "pelaku__peran", "berkas", "jalur_kembali__ke"
    )
    return {
        "kode": sop.kode,
        "nama": sop.nama,
        "nomor": sop.nomor,
        "instansi": sop.instansi,
        "tahun": sop.tahun,
        "keterangan": sop.keterangan,
        "peran": list(sop.peran.order_by("pk").values("kode", "label", "ikatan", "saran_jenis", "lajur")),
        "prosedur": [
            {
                "jenis": satu.jenis,
                "sumber": satu.sumber,
                "langkah": [
                    _langkah_dari(langkah)
                    for langkah in langkah_lengkap.filter(prosedur=satu).order_by("nomor")
                ],
            }
            for satu in sop.prosedur.order_by("pk")
        ],
    }


def _langkah_dari(langkah: Langkah) -> dict[str, Any]:
    pelaku = sorted(langkah.pelaku.all(), key=lambda satu: satu.pk)
    berkas = sorted(langkah.berkas.all(), key=lambda satu: satu.urutan)
    jalur = sorted(langkah.jalur_kembali.all(), key=lambda satu: satu.pk)
    return {
        "nomor": langkah.nomor,
        "uraian": langkah.uraian,
        **{tugas: [satu.peran.kode for satu in pelaku if satu.tugas == tugas] for tugas in TUGAS},
        "disimpulkan": sorted({satu.peran.kode for satu in pelaku if satu.disimpulkan}),
        "layar": langkah.layar,
        "naskah": langkah.naskah,
        "tindakan": langkah.tindakan,
        **{arah: [satu.nama for satu in berkas if satu.arah == arah] for arah in ARAH},
        "wajib": sorted({satu.nama for satu in berkas if not satu.boleh_menyusul}),
        "waktu": langkah.waktu_nilai
        and {"teks": langkah.waktu_teks, "nilai": langkah.waktu_nilai, "satuan": langkah.waktu_satuan},
        "keterangan": langkah.keterangan,
        "keputusan": {
            "kembali_ke": next((satu.ke.nomor for satu in jalur if satu.bawaan), None),
            "pilihan": [satu.ke.nomor for satu in jalur if not satu.bawaan],
            "disimpulkan": any(satu.disimpulkan for satu in jalur),
        }
        if jalur
        else None,
        "lanjut_ke": langkah.lanjut_ke.nomor if langkah.lanjut_ke else None,
        **{tanda: getattr(langkah, tanda) for tanda in TANDA},
        "catatan": langkah.catatan_naskah.split("\n") if langkah.catatan_naskah else [],
    }


@transaction.atomic
def muat_naskah(data: object, *, oleh: Pengguna | None = None) -> SOP:
    """Load an SOP as naskah. The same content again changes nothing; changed content replaces the old.

    Copies that OPDs adopted keep their own steps and stay as they are. Without ``oleh`` the one who runs the
    server loads it; on screen only a super admin may, since every OPD sees a naskah.
    """
    if oleh is not None and not oleh.is_superuser:
        raise TidakBerhak("Naskah SOP dipakai semua OPD: hanya super admin yang dapat memuatnya.")
    if masalah := periksa_naskah(data):
        raise TindakanDitolak("\n".join(masalah))
    baru = rapikan(data)
    sop = SOP.objects.naskah().filter(kode=baru["kode"]).order_by().select_for_update().first()
    if sop is not None and naskah_dari(sop) == baru:
        return sop
    diganti = sop is not None
    if diganti:
        _kosongkan(sop)
    else:
        sop = SOP(kode=baru["kode"], status=SOP.Status.NASKAH)
    for nama in ("nama", "nomor", "instansi", "tahun", "keterangan"):
        setattr(sop, nama, baru[nama])
    try:
        with transaction.atomic():
            sop.save()
    except IntegrityError as salah:
        raise TindakanDitolak(
            f"SOP {sop.kode} sedang dimuat orang lain. Tunggu sebentar, lalu ulangi."
        ) from salah
    _isi(sop, baru)
    catat(
        aksi="alur.ganti_naskah" if diganti else "alur.muat_naskah",
        objek=sop,
        oleh=oleh,
        baru={satu["jenis"]: f"{len(satu['langkah'])} langkah" for satu in baru["prosedur"]},
    )
    return sop


def keadaan_naskah(data: dict) -> str:
    """What loading a checked SOP would do: ``baru``, ``berubah`` or ``sama``."""
    sop = SOP.objects.naskah().filter(kode=data["kode"]).first()
    if sop is None:
        return "baru"
    return "sama" if naskah_dari(sop) == rapikan(data) else "berubah"


def _kosongkan(sop: SOP) -> None:
    """Take a naskah's steps and roles away, to write them anew."""
    if Pelaksanaan.objects.filter(prosedur__sop=sop).exists():
        raise TindakanDitolak(
            f"SOP {sop.kode} sudah dijalankan dan tidak dapat diganti. Muat dengan kode lain."
        )
    lepas_rujukan(sop)
    sop.prosedur.all().delete()
    sop.peran.all().delete()


def lepas_rujukan(sop: SOP) -> None:
    """Take away what points at an SOP's steps and roles from within and would protect them from deletion."""
    langkah = Langkah.objects.filter(prosedur__sop=sop)
    JalurKembali.objects.filter(langkah__in=langkah).delete()
    PelakuLangkah.objects.filter(langkah__in=langkah).delete()
    langkah.update(lanjut_ke=None)


def _isi(sop: SOP, baru: dict[str, Any]) -> None:
    """Write roles, procedures and steps of an empty naskah."""
    peran = {}
    for satu in baru["peran"]:
        peran[satu["kode"]] = Peran.objects.create(sop=sop, **satu)
    for satu in baru["prosedur"]:
        prosedur = Prosedur.objects.create(sop=sop, jenis=satu["jenis"], sumber=satu["sumber"])
        langkah = {isi["nomor"]: _buat_langkah(prosedur, isi, peran) for isi in satu["langkah"]}
        for isi in satu["langkah"]:
            _sambung(langkah, isi)


def _buat_langkah(prosedur: Prosedur, isi: dict[str, Any], peran: dict[str, Peran]) -> Langkah:
    waktu = isi["waktu"] or {"teks": "", "nilai": None, "satuan": ""}
    langkah = Langkah.objects.create(
        prosedur=prosedur,
        nomor=isi["nomor"],
        uraian=isi["uraian"],
        tindakan=isi["tindakan"],
        layar=isi["layar"],
        naskah=isi["naskah"],
        waktu_teks=waktu["teks"],
        waktu_nilai=waktu["nilai"],
        waktu_satuan=waktu["satuan"],
        keterangan=isi["keterangan"],
        catatan_naskah="\n".join(isi["catatan"]),
        **{tanda: isi[tanda] for tanda in TANDA},
    )
    PelakuLangkah.objects.bulk_create(
        PelakuLangkah(langkah=langkah, peran=peran[kode], tugas=tugas, disimpulkan=kode in isi["disimpulkan"])
        for tugas in TUGAS
        for kode in isi[tugas]
    )
    BerkasLangkah.objects.bulk_create(
        BerkasLangkah(
            langkah=langkah, arah=arah, nama=nama, urutan=urutan, boleh_menyusul=nama not in isi["wajib"]
        )
        for arah in ARAH
        for urutan, nama in enumerate(isi[arah], 1)
    )
    return langkah


def _sambung(langkah: dict[int, Langkah], isi: dict[str, Any]) -> None:
    """The ways on and back, once all steps exist."""
    asal = langkah[isi["nomor"]]
    if isi["lanjut_ke"]:
        asal.lanjut_ke = langkah[isi["lanjut_ke"]]
        asal.save(update_fields=["lanjut_ke"])
    if keputusan := isi["keputusan"]:
        JalurKembali.objects.bulk_create(
            JalurKembali(
                langkah=asal,
                ke=langkah[ke],
                bawaan=ke == keputusan["kembali_ke"],
                disimpulkan=keputusan["disimpulkan"],
            )
            for ke in [keputusan["kembali_ke"], *keputusan["pilihan"]]
        )
