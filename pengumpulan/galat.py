"""Refusals that carry more than a sentence."""

from organisasi.galat import TindakanDitolak


class IsianUsang(TindakanDitolak):
    """Refused because somebody wrote in between; ``kini`` is the record as it stands now."""

    def __init__(self, kalimat: str, kini):
        super().__init__(kalimat)
        self.kini = kini


class IsianKeliru(TindakanDitolak):
    """Refused because what was typed cannot be read; one sentence for each mistake in ``daftar``."""

    status_http = 422

    def __init__(self, daftar: list[str]):
        super().__init__(" ".join(daftar))
        self.daftar = daftar
