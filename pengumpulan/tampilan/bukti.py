"""Evidence in lists, as the pages of evidence show it too."""

from pengumpulan.bukti_tampil import boleh_bukti, bukti_dari, susun_bukti

__all__ = ["boleh_bukti", "bukti_dari", "susun_bukti"]
