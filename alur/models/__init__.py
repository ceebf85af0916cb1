"""The flow: SOPs as data, runs of their procedures, and what runs leave behind."""

from alur.models.jalan import (
    CatatanLangkah,
    CatatanPerbaikan,
    Disposisi,
    Dokumen,
    IsianLangkah,
    Paraf,
    Pelaksanaan,
    Pemberitahuan,
    RencanaTindakLanjut,
)
from alur.models.kabar import ArahanBaku, PilihanKabar, RingkasanTerkirim
from alur.models.kelengkapan import PernyataanBerkas
from alur.models.sop import (
    SOP,
    BerkasLangkah,
    IkatanPeran,
    JalurKembali,
    Langkah,
    PelakuLangkah,
    Peran,
    Prosedur,
)
from alur.models.tahun import JadwalTahun, RencanaTahun
from alur.models.telaah import TelaahBaris

__all__ = [
    "SOP",
    "ArahanBaku",
    "BerkasLangkah",
    "CatatanLangkah",
    "CatatanPerbaikan",
    "Disposisi",
    "Dokumen",
    "IkatanPeran",
    "IsianLangkah",
    "JadwalTahun",
    "JalurKembali",
    "Langkah",
    "Paraf",
    "Pelaksanaan",
    "PelakuLangkah",
    "Pemberitahuan",
    "Peran",
    "PernyataanBerkas",
    "PilihanKabar",
    "Prosedur",
    "RencanaTahun",
    "RencanaTindakLanjut",
    "RingkasanTerkirim",
    "TelaahBaris",
]
