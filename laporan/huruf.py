"""The width of Plus Jakarta Sans, to break lines by where no engine lays text out: our SVG. Pure."""

from functools import lru_cache

# Advance widths of Plus Jakarta Sans, thousandths of the size; digits as wide as the tabular ones at least.
_HURUF = "".join(map(chr, range(32, 127))) + "–—‘’“”…·•×éè"
_LEBAR_BIASA = (
    "170 282 395 790 646 974 734 245 295 295 479 606 270 498 286 429 732 600 600 609 630 616 600 600 628 600 286 "
    "306 606 606 606 499 929 652 693 781 742 612 581 821 736 256 383 654 531 836 736 878 643 878 641 646 512 700 "
    "652 984 597 623 584 315 429 315 606 598 352 572 667 600 667 615 393 662 573 229 229 548 229 908 573 655 667 "
    "667 338 509 388 573 517 797 487 536 449 317 300 317 606 568 898 270 270 420 420 686 286 536 606 615 615"
)
_LEBAR_TEBAL = (
    "178 371 498 915 647 1046 793 311 379 379 540 660 357 600 378 506 708 600 600 611 654 615 602 600 632 602 378 "
    "398 660 660 660 583 927 712 691 774 740 595 586 808 733 279 393 679 543 893 741 878 648 878 661 647 542 718 "
    "697 1020 661 660 571 416 506 416 660 663 381 580 672 608 672 612 406 652 593 252 252 577 252 924 593 652 672 "
    "672 374 514 413 593 566 883 558 586 481 398 395 398 660 655 985 357 357 560 560 778 378 658 660 612 612"
)
LEBAR_HURUF = {
    tebal: dict(zip(_HURUF, map(int, daftar.split()), strict=True))
    for tebal, daftar in ((False, _LEBAR_BIASA), (True, _LEBAR_TEBAL))
}
TERLEBAR = 1050  # of letters the table does not have


def panjang(teks: str, ukuran: float, tebal: bool = False) -> float:
    """Width in px by the typeface's own table; letters that it lacks count as the widest."""
    tabel = LEBAR_HURUF[tebal]
    return sum(tabel.get(huruf, TERLEBAR) for huruf in teks) * ukuran / 1000


@lru_cache(maxsize=20_000)
def bungkus(teks: str, lebar: float, ukuran: float, tebal: bool, terbanyak: int) -> tuple[str, ...]:
    """Lines of at most ``lebar`` px; more than ``terbanyak`` are cut with an ellipsis (the list has it all)."""
    baris: list[str] = []
    kini = ""
    for kata in teks.split():
        calon = f"{kini} {kata}" if kini else kata
        if panjang(calon, ukuran, tebal) <= lebar:
            kini = calon
            continue
        if kini:
            baris.append(kini)
        while kata and panjang(kata, ukuran, tebal) > lebar:
            muat = _muat(kata, lebar, ukuran, tebal)
            baris.append(kata[:muat])
            kata = kata[muat:]
        kini = kata
    if kini:
        baris.append(kini)
    if len(baris) > terbanyak:
        # What follows is longer than the line also where that line is not full.
        akhir = f"{baris[terbanyak - 1]} {baris[terbanyak]}"
        baris = [*baris[: terbanyak - 1], potong(akhir, lebar, ukuran, tebal)]
    return tuple(baris)


def _muat(teks: str, lebar: float, ukuran: float, tebal: bool) -> int:
    """How many letters fit; one at least, so that breaking ends."""
    tabel, terpakai = LEBAR_HURUF[tebal], 0
    for jumlah, huruf in enumerate(teks):
        terpakai += tabel.get(huruf, TERLEBAR)
        if terpakai * ukuran / 1000 > lebar:
            return max(jumlah, 1)
    return len(teks)


def potong(teks: str, lebar: float, ukuran: float, tebal: bool = False) -> str:
    """One line, cut with an ellipsis where it is longer."""
    if _muat(teks, lebar, ukuran, tebal) == len(teks):
        return teks
    return f"{teks[: _muat(teks, lebar - panjang('…', ukuran, tebal), ukuran, tebal)].rstrip()}…"
