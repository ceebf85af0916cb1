"""The SOP's own flow table: lanes, symbols and connecting lines, worked out for ``komponen/sop_tabel.html``.

The four symbols are those of the SOPs' legend: terminator (first and last step), proses, dokumen (a step that
hands a paper on) and keputusan. A line leaves sideways and arrives from above; a decision's *Ya* leaves
downward, its *Tidak* goes back on a dashed track of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from django.db.models import Prefetch, prefetch_related_objects

from alur.models import BerkasLangkah, JalurKembali, Langkah, PelakuLangkah, Prosedur


@dataclass
class Sel:
    """One lane of one row; ``garis`` names the segments the template draws."""

    simbol: str | None = None
    peran: str | None = None
    garis: set[str] = field(default_factory=set)
    ya_di: str = ""
    tidak_di: str = ""


@dataclass(frozen=True)
class Lajur:
    """A column of doers, under the names the SOP prints."""

    nomor: int
    label: str


@dataclass(frozen=True)
class Keadaan:
    """What a run knows of a step: its state, and who and when in words."""

    status: str = "belum"
    siapa: str = ""
    kapan: str = ""
    putaran: int = 1


@dataclass(frozen=True)
class Baris:
    """One row of the table."""

    no: int
    uraian: str
    sel: list[Sel]
    kelengkapan: list[str]
    waktu: str
    output: list[str]
    keterangan: str
    catatan: str
    kembali_ke: str
    status: str
    siapa: str
    kapan: str
    putaran: int


@dataclass(frozen=True)
class TabelSOP:
    """Everything the template shows, nothing for it to work out."""

    judul: str
    sumber: str
    lajur: list[Lajur]
    baris: list[Baris]


def susun_tabel(prosedur: Prosedur, keadaan: Mapping[int, Keadaan] | None = None) -> TabelSOP:
    """The table of a procedure, with the state of a run's steps where given ({langkah_id: Keadaan})."""
    langkah = baca_langkah(prosedur)
    lajur = _susun_lajur(prosedur, langkah)
    sel = _susun_sel(langkah, lajur)
    keadaan = keadaan or {}
    return TabelSOP(
        judul=f"Bagan alir {prosedur.get_jenis_display()}",
        sumber=str(prosedur.sop),
        lajur=lajur,
        baris=[_baris(satu, sel[i], keadaan.get(satu.pk, Keadaan())) for i, satu in enumerate(langkah)],
    )


def baca_langkah(prosedur: Prosedur) -> list[Langkah]:
    """A procedure's steps in their order, with doers, papers and ways back: four queries, and none again after."""
    prefetch_related_objects(
        [prosedur],
        Prefetch(
            "langkah",
            Langkah.objects.order_by("nomor").prefetch_related(
                Prefetch("pelaku", PelakuLangkah.objects.select_related("peran")),
                "berkas",
                Prefetch("jalur_kembali", JalurKembali.objects.select_related("ke")),
            ),
        ),
    )
    return list(prosedur.langkah.all())


def _baris(langkah: Langkah, sel: list[Sel], keadaan: Keadaan) -> Baris:
    berkas = list(langkah.berkas.all())
    return Baris(
        no=langkah.nomor,
        uraian=langkah.uraian,
        sel=sel,
        kelengkapan=[b.nama for b in berkas if b.arah == BerkasLangkah.Arah.KELENGKAPAN],
        waktu=langkah.waktu_teks,
        output=[b.nama for b in berkas if b.arah == BerkasLangkah.Arah.OUTPUT],
        keterangan=langkah.keterangan,
        catatan=langkah.catatan_naskah,
        kembali_ke=_sebut_kembali(langkah),
        status=keadaan.status,
        siapa=keadaan.siapa,
        kapan=keadaan.kapan,
        putaran=keadaan.putaran,
    )


def _sebut_kembali(langkah: Langkah) -> str:
    jalur = list(langkah.jalur_kembali.all())
    if not jalur:
        return ""
    bawaan = next((satu for satu in jalur if satu.bawaan), jalur[0])
    pilihan = ", ".join(str(satu.ke.nomor) for satu in jalur if satu is not bawaan)
    return f"Tidak → langkah {bawaan.ke.nomor}" + (f" (pilihan lain: {pilihan})" if pilihan else "")


def _susun_lajur(prosedur: Prosedur, langkah: list[Langkah]) -> list[Lajur]:
    """The printed columns that this procedure uses; roles that share a column share its label."""
    label: dict[int, list[str]] = {}
    kolom = prosedur.sop.keterangan.get("kolom_pelaksana", [])
    terpakai = {pelaku.peran for satu in langkah for pelaku in satu.pelaku.all()}
    for peran in sorted(terpakai, key=lambda p: (p.lajur, p.pk)):
        label.setdefault(peran.lajur, []).append(peran.label)
    hasil = []
    for nomor, sebutan in label.items():
        tercetak = kolom[nomor - 1] if prosedur.sop.opd_id is None and nomor <= len(kolom) else ""
        hasil.append(Lajur(nomor, tercetak or " / ".join(dict.fromkeys(sebutan))))
    return hasil


def _susun_sel(langkah: list[Langkah], lajur: list[Lajur]) -> list[list[Sel]]:
    tempat = {satu.nomor: i for i, satu in enumerate(lajur)}
    sel = [[Sel() for _ in lajur] for _ in langkah]
    utama = []
    for i, satu in enumerate(langkah):
        utama.append(_isi_simbol(satu, sel[i], tempat, ujung=i in {0, len(langkah) - 1}))
    urut = {satu.pk: i for i, satu in enumerate(langkah)}
    for i, satu in enumerate(langkah):
        _hubungkan_pelaku(sel[i])
        berikut = urut[satu.lanjut_ke_id] if satu.lanjut_ke_id in urut else i + 1
        if berikut == i + 1 and berikut < len(langkah):
            _garis_lanjut(sel, i, utama)
        _garis_kembali(satu, sel, i, utama, urut)
    return sel


def _isi_simbol(langkah: Langkah, sel: list[Sel], tempat: dict[int, int], *, ujung: bool) -> int:
    """Place the symbols of one row; returns the lane that the flow enters and leaves."""
    keputusan = bool(langkah.jalur_kembali.all())
    pelaku = list(langkah.pelaku.all())
    menerima = any(satu.tugas == PelakuLangkah.Tugas.PENERIMA for satu in pelaku)
    simbol = "keputusan" if keputusan else "terminator" if ujung else "proses"
    utama = None
    for satu in sorted(pelaku, key=lambda p: p.tugas != PelakuLangkah.Tugas.PELAKSANA):
        di = tempat[satu.peran.lajur]
        if sel[di].simbol:
            continue
        pelaksana = satu.tugas == PelakuLangkah.Tugas.PELAKSANA
        sel[di].peran = satu.tugas
        sel[di].simbol = (
            simbol if pelaksana else "dokumen" if menerima and satu.tugas == "penerima" else "proses"
        )
        if pelaksana and utama is None:
            utama = di
    return utama or 0


def _hubungkan_pelaku(baris: list[Sel]) -> None:
    """Several doers of one step stand on one line."""
    terisi = [i for i, sel in enumerate(baris) if sel.simbol]
    for kiri, kanan in pairwise(terisi):
        _mendatar(baris, kiri, kanan)


def _mendatar(baris: list[Sel], dari: int, ke: int) -> None:
    kiri, kanan = sorted((dari, ke))
    baris[kiri].garis.add("kanan")
    baris[kanan].garis.add("kiri")
    for i in range(kiri + 1, kanan):
        baris[i].garis.add("datar")


def _garis_lanjut(sel: list[list[Sel]], i: int, utama: list[int]) -> None:
    dari, ke = utama[i], utama[i + 1]
    if dari != ke and sel[i][dari].simbol == "keputusan":
        sel[i][dari].garis.add("bawah")
        sel[i + 1][dari].garis.add("atas")
        _mendatar(sel[i + 1], dari, ke)
        sel[i + 1][ke].garis.add("panah_kiri" if dari < ke else "panah_kanan")
        return
    if dari != ke:
        _mendatar(sel[i], dari, ke)
    sel[i][ke].garis.add("bawah")
    sel[i + 1][ke].garis |= {"atas", "panah_atas"}


def _garis_kembali(
    langkah: Langkah, sel: list[list[Sel]], i: int, utama: list[int], urut: dict[int, int]
) -> None:
    """The dashed way back of a decision, to its default step."""
    jalur = list(langkah.jalur_kembali.all())
    if not jalur:
        return
    bawaan = next((satu for satu in jalur if satu.bawaan), jalur[0])
    tujuan = urut[bawaan.ke_id]
    di, ke = utama[i], utama[tujuan]
    keputusan = sel[i][di]
    keputusan.ya_di, keputusan.tidak_di = "bawah", "kanan"
    if di == ke:
        keputusan.garis.add("balik_keluar")
    else:
        arah = "kanan" if ke > di else "kiri"
        keputusan.garis.add(f"balik_keluar_{arah}")
        for lewat in range(min(di, ke) + 1, max(di, ke)):
            sel[i][lewat].garis.add("balik_datar")
        sel[i][ke].garis.add(f"balik_belok_{arah}")
    for baris in range(tujuan + 1, i):
        sel[baris][ke].garis.add("balik_tegak")
    sel[tujuan][ke].garis.add("balik_masuk")
