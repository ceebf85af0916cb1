"""What a page does wrong to people: what axe finds on it, and what pushes it sideways."""

from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe

BERAT = {"serious", "critical"}
# Without preloading: axe would write the sheets that the admin's own import as inline styles, against the CSP.
AXE = {"resultTypes": ["violations"], "rules": {}, "preload": False}


def pelanggaran(page) -> list[str]:
    """What axe finds that hinders people, with the first place."""
    # Half a megabyte of script is read once a page, not again for each width.
    terpasang = page.evaluate("typeof axe === 'object'")
    hasil = Axe("0" if terpasang else AXE_SCRIPT).run(page, options=AXE).response["violations"]
    return [
        f"{page.url} {satu['id']}: {satu['nodes'][0]['target']} {satu['nodes'][0]['html'][:160]}"
        for satu in hasil
        if satu["impact"] in BERAT
    ]


def meluap(page) -> str:
    """The widest thing that pushes the page sideways; empty when nothing does."""
    return page.evaluate(
        """() => {
            const lebar = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= lebar) return "";
            const luar = [...document.querySelectorAll("body *")]
                .filter((el) => el.getBoundingClientRect().right > lebar + 1);
            return location.pathname + ": " + (luar[0] ? luar[0].outerHTML.slice(0, 160) : "badan halaman");
        }"""
    )
