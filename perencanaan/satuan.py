"""What a satuan says about its figures."""

SATUAN_PERSEN = frozenset({"%", "persen", "persentase", "prosentase", "pct", "percent", "persen (%)"})


def adalah_persen(satuan: str) -> bool:
    """Is this satuan a percentage, whose values may neither be added nor averaged across units?"""
    return satuan.strip().casefold() in SATUAN_PERSEN
