"""How the states of forms and rows are shown, and in what words."""

from alur.tampilan import Status, sebut_waktu
from pengumpulan.models import BERANGKA, Formulir, Keadaan, Pengumpulan, Realisasi
from perencanaan.angka import tulis_angka

STATUS_FORMULIR = {
    Formulir.Status.DISIAPKAN: Status("Disiapkan", "circle-dashed", "abu"),
    Formulir.Status.DIBAGIKAN: Status("Sedang diisi", "pencil", "biru"),
    Formulir.Status.DISERAHKAN: Status("Diserahkan", "send", "hijau"),
    Formulir.Status.DIKEMBALIKAN: Status("Dikembalikan", "arrow-back-up", "kuning"),
    Formulir.Status.DISETUJUI: Status("Disetujui", "circle-check", "hijau"),
}
# The run went on without it: with its unit, handed in later, taken in later.
STATUS_DILEWATI = {
    Formulir.Status.DIBAGIKAN: Status("Dilewati, belum masuk", "clock-exclamation", "kuning"),
    Formulir.Status.DIKEMBALIKAN: Status("Susulan dikembalikan", "arrow-back-up", "kuning"),
    Formulir.Status.DISERAHKAN: Status("Susulan menunggu keputusan", "hourglass", "kuning"),
    Formulir.Status.DISETUJUI: Status("Susulan disetujui", "circle-check", "hijau"),
}
STATUS_BARIS = {
    "terbuka": Status("Belum diserahkan", "pencil", "biru"),
    "diserahkan": Status("Diserahkan", "send", "hijau"),
    "susulan": Status("Diserahkan susulan", "send", "hijau"),
    "dikembalikan": Status("Dikembalikan", "arrow-back-up", "kuning"),
    "disetujui": Status("Disetujui", "circle-check", "hijau"),
}
PILIHAN_KEADAAN = [
    (satu.value, satu.label) for satu in Keadaan if satu not in {Keadaan.BELUM_DIISI, Keadaan.SEMENTARA}
]
PILIHAN_KEADAAN.insert(1, (Keadaan.SEMENTARA.value, Keadaan.SEMENTARA.label))


def status_formulir(formulir: Formulir) -> Status:
    """How the form stands, also where the run went on without it."""
    if formulir.dilewati and formulir.status in STATUS_DILEWATI:
        return STATUS_DILEWATI[formulir.status]
    return STATUS_FORMULIR[formulir.status]


def sebut_penyerahan(formulir: Formulir) -> str:
    """``Staf Satu, Bidang Satu, untuk Budi (Kepala Bidang Satu), 5 Maret 2026 pukul 09.30``; empty before it."""
    if not formulir.diserahkan_pada:
        return ""
    return f"{formulir.penyerah}, {sebut_waktu(formulir.diserahkan_pada)}"


def sebut_persetujuan(pengumpulan: Pengumpulan) -> str:
    """Who approved the collection and when; empty while nobody did."""
    if not pengumpulan.disetujui_pada:
        return ""
    siapa = ", ".join(
        dict.fromkeys(
            satu for satu in (str(pengumpulan.disetujui_oleh), pengumpulan.disetujui_selaku) if satu
        )
    )
    return f"{siapa}, {sebut_waktu(pengumpulan.disetujui_pada)}"


def sebut_pada(siapa, saat) -> str:
    return f"{siapa}, {sebut_waktu(saat)}" if saat else ""


def sebut_isi(realisasi: Realisasi) -> str:
    """The figure, or the state in words; blank, nol and not measurable stay three things."""
    if realisasi.keadaan not in BERANGKA:
        return realisasi.get_keadaan_display()
    angka = tulis_angka(realisasi.nilai) or realisasi.tingkat
    return f"{angka} (sementara)" if realisasi.keadaan == Keadaan.SEMENTARA else angka
