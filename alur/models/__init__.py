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

__all__ = [
    "SOP",
    "BerkasLangkah",
    "CatatanLangkah",
    "CatatanPerbaikan",
    "Disposisi",
    "Dokumen",
    "IkatanPeran",
    "IsianLangkah",
    "JalurKembali",
    "Langkah",
    "Paraf",
    "Pelaksanaan",
    "PelakuLangkah",
    "Pemberitahuan",
    "Peran",
    "Prosedur",
    "RencanaTindakLanjut",
]
