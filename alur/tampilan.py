"""What the pages of a run show, worked out once: whose turn, what is missing, states of steps, history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from alur.giliran import Pelaku, pihak_langkah
from alur.models import CatatanLangkah, Disposisi, Paraf, Pelaksanaan, RencanaTindakLanjut
from alur.pemisahan import halangan_memutus
from alur.syarat import kekurangan, pihak_belum
from alur.tabel import Keadaan
from organisasi.kalender import Kalender
from organisasi.models import PemangkuJabatan, Pengguna
from organisasi.waktu import hari_ini

Keputusan = CatatanLangkah.Keputusan
TANDA = {
    Keputusan.SELESAI: ("check", "hijau"),
    Keputusan.SETUJUI: ("circle-check", "hijau"),
    Keputusan.KEMBALIKAN: ("arrow-back-up", "kuning"),
    Keputusan.BATAL: ("ban", "merah"),
}


@dataclass(frozen=True)
class Status:
    """A status chip: label, icon and colour together, never colour alone."""

    label: str
    ikon: str
    warna: str


def sebut_tanggal(tanggal: date) -> str:
    """``5 Maret 2026``."""
    return date_format(tanggal, "j F Y")


def sebut_waktu(saat) -> str:
    """``5 Maret 2026 pukul 09.30`` in the office's time zone."""
    return date_format(timezone.localtime(saat), "j F Y \\p\\u\\k\\u\\l H.i")


def sebut_saat(catatan: CatatanLangkah, saat) -> str:
    """The same of a moment in a run; only the day where it was recorded afterwards, for the hour is not known."""
    if catatan.pelaksanaan.tanpa_waktu:
        return sebut_tanggal(timezone.localtime(saat).date())
    return sebut_waktu(saat)


def sebut_batas(kalender: Kalender, batas: date, tanggal: date) -> str:
    """``13 Maret 2026, tinggal 2 hari kerja``, or by how many it has passed."""
    selisih = kalender.selisih_hari_kerja(tanggal, batas)
    if batas < tanggal:
        sisa = f"lewat {-selisih} hari kerja" if selisih else "baru saja lewat"
    elif batas == tanggal:
        sisa = "hari ini"
    else:
        sisa = f"tinggal {selisih} hari kerja" if selisih else "tidak ada hari kerja lagi sesudah hari ini"
    return f"{sebut_tanggal(batas)}, {sisa}"


def adalah_terlambat(pelaksanaan: Pelaksanaan, tanggal: date) -> bool:
    """Has its day passed? Nobody is late with what is recorded afterwards."""
    return pelaksanaan.batas_waktu < tanggal and not pelaksanaan.tanpa_waktu


def sebut_batas_run(kalender: Kalender, pelaksanaan: Pelaksanaan, tanggal: date) -> str:
    """The run's batas waktu with what is left of it; the day alone where it was recorded afterwards."""
    if pelaksanaan.tanpa_waktu:
        return f"{sebut_tanggal(pelaksanaan.batas_waktu)}, dicatat belakangan"
    return sebut_batas(kalender, pelaksanaan.batas_waktu, tanggal)


def status_pelaksanaan(pelaksanaan: Pelaksanaan, tanggal: date) -> Status:
    """Under way, late, done or called off."""
    if pelaksanaan.status == Pelaksanaan.Status.SELESAI:
        return Status("Selesai", "circle-check", "hijau")
    if pelaksanaan.status == Pelaksanaan.Status.DIBATALKAN:
        return Status("Dibatalkan", "ban", "abu")
    if pelaksanaan.tanpa_waktu:
        return Status("Dicatat belakangan", "history", "biru")
    if pelaksanaan.batas_waktu < tanggal:
        return Status("Terlambat", "clock-exclamation", "merah")
    return Status("Berjalan", "player-play", "biru")


def susun_giliran(
    pelaksanaan: Pelaksanaan, terbuka: CatatanLangkah | None, pengguna: Pengguna, pelaksana: list[Pelaku]
) -> dict:
    """The banner that opens every page of a run; the same lists guard the action.

    ``pelaksana`` are the people who may do the open step (``alur.giliran.pelaksana_langkah``).
    """
    if terbuka is None:
        kata = "Selesai dan diarsipkan" if pelaksanaan.status == "selesai" else "Dibatalkan"
        selesai = pelaksanaan.selesai_pada and sebut_waktu(pelaksanaan.selesai_pada)
        return {"siapa": kata, "selesai": True, "uraian": pelaksanaan.alasan_batal, "sejak": selesai}
    kalender = Kalender(pelaksanaan.opd)
    tanggal = hari_ini(pelaksanaan.opd.pemda.zona_waktu)
    langkah = terbuka.langkah
    disposisi = terbuka.disposisi_terbuka
    if disposisi:
        return _giliran_disposisi(pelaksanaan, terbuka, disposisi, pengguna, pelaksana, kalender, tanggal)
    pihak = pihak_belum(terbuka) if langkah.semua_pelaksana else pihak_langkah(langkah)
    milik = [satu for satu in pelaksana if satu.pegawai.pengguna_id == pengguna.pk]
    if langkah.semua_pelaksana:
        belum = {(satu.peran_id, satu.unit_id) for satu in pihak}
        milik = [p for p in milik if (p.peran.pk, p.unit.pk if p.unit else None) in belum]
    sejak_tanggal = timezone.localtime(terbuka.dibuka_pada, kalender.zona).date()
    lama = kalender.selisih_hari_kerja(sejak_tanggal, tanggal)
    sebutan = [satu.selaku for satu in milik] or [satu.sebutan for satu in pihak]
    return {
        "siapa": ", ".join(dict.fromkeys(sebutan)),
        "milik_saya": bool(milik),
        "langkah": langkah.nomor,
        "jumlah_langkah": langkah.prosedur.langkah.count(),
        "uraian": langkah.uraian,
        "putaran": terbuka.putaran,
        "sejak": f"{sebut_waktu(terbuka.dibuka_pada)}" + (f" ({lama} hari kerja)" if lama > 0 else ""),
        "batas_waktu": sebut_batas_run(kalender, pelaksanaan, tanggal),
        "terlambat": adalah_terlambat(pelaksanaan, tanggal),
        "kekurangan": [
            *kekurangan(terbuka, _unit_milik(langkah, milik)),
            *_belum_selesai(langkah, pihak, milik),
            *_halangan(terbuka, pengguna, pelaksana, bool(milik)),
        ],
    }


def _unit_milik(langkah, milik: list[Pelaku]) -> frozenset[int] | None:
    """The reader's own units at a step where each finishes its own part; None: all of them."""
    unit = frozenset(satu.unit.pk for satu in milik if satu.unit)
    return unit if langkah.semua_pelaksana and unit else None


def _giliran_disposisi(
    pelaksanaan, terbuka, disposisi, pengguna, pelaksana, kalender: Kalender, tanggal: date
) -> dict:
    """The same, while a report waits for the Kepala (``pelaksana`` are those who may answer it)."""
    milik = [satu for satu in pelaksana if satu.pegawai.pengguna_id == pengguna.pk]
    sejak = timezone.localtime(disposisi.diajukan_pada, kalender.zona).date()
    lama = kalender.selisih_hari_kerja(sejak, tanggal)
    sebutan = [satu.selaku for satu in milik or pelaksana] or [pelaksanaan.opd.sebutan_kepala]
    return {
        "siapa": ", ".join(dict.fromkeys(sebutan)),
        "milik_saya": bool(milik),
        "langkah": terbuka.langkah.nomor,
        "jumlah_langkah": terbuka.langkah.prosedur.langkah.count(),
        "uraian": "Laporan menunggu disposisi: diterima dengan arahan, atau dikembalikan kepada Sekretaris.",
        "putaran": terbuka.putaran,
        "sejak": f"{sebut_waktu(disposisi.diajukan_pada)}" + (f" ({lama} hari kerja)" if lama > 0 else ""),
        "batas_waktu": sebut_batas_run(kalender, pelaksanaan, tanggal),
        "terlambat": adalah_terlambat(pelaksanaan, tanggal),
        "kekurangan": []
        if pelaksana
        else [
            "Hari ini belum ada yang memangku jabatan Kepala. Minta admin mencatat pemangku atau Plt./Plh."
        ],
    }


def sebut_disposisi(disposisi: Disposisi) -> dict:
    """One report to the Kepala and its answer, in words."""
    oleh = ""
    if disposisi.keputusan:
        oleh = f"{disposisi.diputuskan_selaku} ({disposisi.diputuskan_oleh})"
        if disposisi.dicatat_untuk:
            oleh = (
                f"{disposisi.dicatat_untuk}, dicatat oleh {disposisi.diputuskan_oleh} atas dasar "
                f"{disposisi.dasar_pencatatan}, {sebut_tanggal(disposisi.tanggal_sebenarnya)}"
            )
    return {
        "pk": disposisi.pk,
        "diajukan": f"{disposisi.diajukan_oleh} ({disposisi.diajukan_selaku}), "
        f"{sebut_waktu(disposisi.diajukan_pada)}",
        "uraian": disposisi.uraian,
        "keputusan": disposisi.get_keputusan_display() or "Menunggu disposisi",
        "terjawab": bool(disposisi.keputusan),
        "kembali": disposisi.keputusan == Disposisi.Keputusan.DIKEMBALIKAN,
        "sifat": disposisi.get_sifat_display(),
        "arahan": disposisi.arahan,
        "oleh": oleh,
        "pada": sebut_waktu(disposisi.diputuskan_pada) if disposisi.diputuskan_pada else "",
        "kepada": [str(satu) for satu in disposisi.diteruskan_kepada.all()],
    }


def _halangan(
    terbuka: CatatanLangkah, pengguna: Pengguna, pelaksana: list[Pelaku], milik_saya: bool
) -> list[str]:
    """Why it cannot go on although nothing is missing: nobody holds the role, or one did the work oneself."""
    if not pelaksana:
        peran = ", ".join(dict.fromkeys(satu.sebutan for satu in pihak_langkah(terbuka.langkah)))
        return [
            f"Hari ini belum ada yang memegang peran {peran}. Minta admin mengisi pemangku jabatan atau anggota "
            "timnya, atau mencatat Plt./Plh."
        ]
    sebab = halangan_memutus(terbuka, pengguna, pelaksana)[0] if milik_saya else ""
    return [sebab] if sebab else []


def _belum_selesai(langkah, pihak, milik) -> list[str]:
    """At a step that all must finish: the others who have not."""
    if not langkah.semua_pelaksana:
        return []
    saya = {(satu.peran.pk, satu.unit.pk if satu.unit else None) for satu in milik}
    return [
        f"{satu.sebutan} belum menyelesaikan bagiannya."
        for satu in pihak
        if (satu.peran_id, satu.unit_id) not in saya
    ]


def keadaan_langkah(catatan: list[CatatanLangkah]) -> dict[int, Keadaan]:
    """{langkah_id: state} from a run's visits, the latest visit of each step deciding."""
    hasil = {}
    for satu in catatan:
        if satu.terbuka:
            hasil[satu.langkah_id] = Keadaan(
                "berjalan", "", f"sejak {sebut_saat(satu, satu.dibuka_pada)}", satu.putaran
            )
            continue
        status = {Keputusan.KEMBALIKAN: "kembali", Keputusan.BATAL: "dilewati"}.get(satu.keputusan, "selesai")
        hasil[satu.langkah_id] = Keadaan(
            status, sebut_pelaku(satu), sebut_saat(satu, satu.selesai_pada), satu.putaran
        )
    _batalkan_yang_terulang(catatan, hasil)
    return hasil


def _batalkan_yang_terulang(catatan: list[CatatanLangkah], hasil: dict[int, Keadaan]) -> None:
    """After a return the steps beyond the open one are to be done again: they are no longer done."""
    terbuka = next((satu for satu in catatan if satu.terbuka), None)
    if terbuka is None:
        return
    for satu in catatan:
        lama = hasil[satu.langkah_id]
        if satu.langkah.nomor > terbuka.langkah.nomor and lama.status == "selesai":
            hasil[satu.langkah_id] = Keadaan("belum", "", "", lama.putaran)


def sebut_pelaku(catatan: CatatanLangkah) -> str:
    """Who did it, as what; for whom it was recorded; at a step of several parties, all of them."""
    if paraf := list(catatan.paraf.all()):
        return "; ".join(_sebut_orang(satu.oleh, satu.selaku, satu.dicatat_untuk) for satu in paraf)
    return _sebut_orang(catatan.selesai_oleh, catatan.selaku, catatan.dicatat_untuk)


def sebut_paraf(paraf: Paraf) -> str:
    """One party's paraf with its moment, ground and remark."""
    kalimat = f"{_sebut_orang(paraf.oleh, paraf.selaku, paraf.dicatat_untuk)}, {sebut_waktu(paraf.pada)}"
    return ". ".join([kalimat, *_sebut_dasar(paraf), *([paraf.uraian] if paraf.uraian else [])])


def sebut_paraf_ditarik(paraf: Paraf) -> str:
    """A paraf that was taken back: whose, when and why."""
    return (
        f"{_sebut_orang(paraf.oleh, paraf.selaku, paraf.dicatat_untuk)}, {sebut_waktu(paraf.pada)}; ditarik "
        f"kembali oleh {paraf.ditarik_oleh}, {sebut_waktu(paraf.ditarik_pada)}: {paraf.alasan_ditarik}"
    )


def _sebut_orang(oleh: Pengguna, selaku: str, untuk: PemangkuJabatan | None) -> str:
    if untuk:
        return f"{untuk.pegawai}, {selaku} (dicatat oleh {oleh})"
    return f"{oleh}, {selaku}" if selaku else str(oleh)


def _sebut_dasar(catatan: CatatanLangkah | Paraf) -> list[str]:
    """On what ground, and of which day, a recorded step is; empty for one's own."""
    if not catatan.dicatat_untuk:
        return []
    return [f"Atas dasar {catatan.dasar_pencatatan}, {sebut_tanggal(catatan.tanggal_sebenarnya)}"]


def susun_riwayat(
    catatan: list[CatatanLangkah], ditarik: Mapping[int, list[Paraf]] | None = None
) -> list[dict]:
    """The closed visits, newest first; ``ditarik`` are the parafs taken back at a visit."""
    hasil = []
    for satu in reversed(catatan):
        if satu.terbuka:
            continue
        ikon, warna = TANDA[satu.keputusan]
        apa = f"Langkah {satu.langkah.nomor} {satu.get_keputusan_display().lower()}"
        if satu.dikembalikan_ke:
            apa += f" ke langkah {satu.dikembalikan_ke.nomor}"
        if satu.putaran > 1:
            apa += f" (putaran ke-{satu.putaran})"
        paraf = list(satu.paraf.all())
        tanda = [dasar for tercatat in (satu, *paraf) for dasar in _sebut_dasar(tercatat)]
        tanda += [f"Paraf {sebut_paraf_ditarik(p)}" for p in (ditarik or {}).get(satu.pk, ())]
        if satu.cara != CatatanLangkah.Cara.LANGKAH:
            tanda.append(satu.get_cara_display())
        if satu.merangkap:
            tanda.append("Pelaksana dan pemutus orang yang sama")
        hasil.append(
            {
                "waktu": sebut_saat(satu, satu.selesai_pada),
                "siapa": sebut_pelaku(satu),
                "apa": apa,
                "alasan": satu.alasan or satu.uraian or "; ".join(p.uraian for p in paraf if p.uraian),
                "tanda": "; ".join(tanda),
                "ikon": ikon,
                "warna": warna,
            }
        )
    return hasil


def susun_tugas(daftar: list[CatatanLangkah]) -> list[dict]:
    """Task cards, one per open visit, with the nearest batas waktu first."""
    kalender: dict[int, Kalender] = {}
    hasil = []
    for satu in daftar:
        pelaksanaan = satu.pelaksanaan
        opd = pelaksanaan.opd
        if opd.pk not in kalender:
            kalender[opd.pk] = Kalender(opd)
        tanggal = hari_ini(opd.pemda.zona_waktu)
        hasil.append(
            {
                "judul": f"{pelaksanaan} – {opd}",
                "keterangan": f"Langkah {satu.langkah.nomor}: {satu.langkah.uraian}",
                "batas_waktu": sebut_batas_run(kalender[opd.pk], pelaksanaan, tanggal),
                "terlambat": adalah_terlambat(pelaksanaan, tanggal),
                "url": reverse("pelaksanaan_lihat", args=[pelaksanaan.pk]),
                # A decision is taken on the run page: the card must not promise to approve.
                "label_tombol": _label_tugas(satu),
                "ikon": "arrow-back-up" if satu.putaran > 1 else "clipboard-list",
                "status": Status(f"Putaran ke-{satu.putaran}", "arrow-back-up", "kuning")
                if satu.putaran > 1
                else None,
            }
        )
    return hasil


def _label_tugas(catatan: CatatanLangkah) -> str:
    """What the card's button says: a decision is taken on the page, the card must not promise to approve."""
    if catatan.disposisi_terbuka:
        return "Beri disposisi"
    return "Periksa" if catatan.langkah.jalur_kembali.all() else catatan.langkah.tindakan


def susun_tindak_lanjut(daftar: list[RencanaTindakLanjut]) -> list[dict]:
    """Task cards of follow-ups; each leads to the run where it was born."""
    tanggal = hari_ini()
    return [
        {
            "judul": satu.uraian,
            "keterangan": f"{satu.get_asal_display()}, {satu.catatan.pelaksanaan} – {satu.opd}",
            "batas_waktu": sebut_tanggal(satu.tenggat),
            "terlambat": satu.tenggat < tanggal,
            "url": f"{satu.catatan.pelaksanaan.get_absolute_url()}#tindak-lanjut",
            "label_tombol": "Laporkan hasil",
            "ikon": "flag",
        }
        for satu in daftar
    ]
