"""What the people of an office do on the pages, in their own words: the steps of an SOP, forms, papers.

Everyone is a ``Layar`` of ``conftest``: a window, logged in. Nothing here knows the database but the run's address.
"""

import re
import time
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook
from playwright.sync_api import Locator, expect
from pypdf import PdfReader

from alur.models import Pelaksanaan
from perencanaan.angka import tulis_angka
from tests.panggung import PDF
from tests.peramban.pemeriksa import meluap, pelanggaran

TERSIMPAN = re.compile(r"^Tersimpan \d\d\.\d\d$")
TUNGGU_CETAK = 90  # seconds for a paper, on a machine with other work


def persis(label: str) -> re.Pattern:
    """The label of a field, and no other that merely contains it; obligatory ones carry a star."""
    return re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$")


def rapi(orang) -> None:
    """Nothing on the page hinders anyone, and nothing pushes it sideways."""
    assert pelanggaran(orang.page) == []
    assert meluap(orang.page) == ""


# -- a run and its steps ----------------------------------------------------------------------------


def mulai(orang, prosedur: str, periode: str) -> Pelaksanaan:
    """Start a procedure for a period, as the form offers them."""
    orang.buka("/pelaksanaan/")
    orang.page.get_by_role("link", name=re.compile("Mulai")).first.click()
    pilihan = orang.page.get_by_label(persis("Prosedur")).locator("option")
    pilihan = pilihan.filter(has_text=re.compile(rf"^{prosedur}"))
    orang.page.get_by_label(persis("Prosedur")).select_option(pilihan.get_attribute("value"))
    orang.page.get_by_label(persis("Periode")).select_option(label=periode)
    orang.page.locator("main form").get_by_role("button", name=re.compile("Mulai")).click()
    expect(orang.page.get_by_text("dimulai. Yang mendapat giliran")).to_be_visible()
    return Pelaksanaan.objects.get(pk=int(orang.page.url.rstrip("/").rsplit("/", 1)[1]))


def buka(orang, run: Pelaksanaan) -> Locator:
    """The run page; its banner that says whose turn it is."""
    orang.buka(run.get_absolute_url())
    return orang.page.locator(".giliran")


def giliran(orang, run: Pelaksanaan, nomor: int, putaran: int = 1) -> None:
    """See on the run page that it is one's turn, and at which step."""
    kata = f"Langkah {nomor} dari {run.prosedur.langkah.count()}"
    if putaran > 1:
        kata += f", putaran ke-{putaran}"
    if _terbaca(orang, run, kata):
        return
    spanduk = buka(orang, run)
    expect(spanduk.locator(".giliran-langkah > span")).to_have_text(kata)
    expect(spanduk.get_by_role("heading", name=re.compile("Giliran Anda"))).to_be_visible()


def _terbaca(orang, run: Pelaksanaan, kata: str) -> bool:
    """Does one stand on the run page already, and does its banner say exactly this, and that it is one's turn?"""
    if orang.page.url != orang.alamat + run.get_absolute_url():
        return False
    spanduk = orang.page.locator(".giliran")
    langkah = [satu.strip() for satu in spanduk.locator(".giliran-langkah > span").all_text_contents()]
    return langkah == [kata] and spanduk.get_by_role("heading", name=re.compile("Giliran Anda")).is_visible()


def di_tugas_saya(orang, run: Pelaksanaan) -> None:
    """The run waits among one's own tasks, on the first page."""
    orang.buka("/")
    tugas = orang.page.locator(f"main a[href='{run.get_absolute_url()}']").first
    expect(tugas).to_be_visible()


def bukan_giliran(orang, run: Pelaksanaan) -> None:
    """The run waits for others, and offers no way to finish the step."""
    spanduk = buka(orang, run)
    expect(spanduk.get_by_role("heading", name=re.compile("^Menunggu"))).to_be_visible()
    expect(orang.page.locator("form[action$='/selesaikan/'] .btn-primary")).to_have_count(0)


def halaman_langkah(orang, run: Pelaksanaan, nomor: int, putaran: int = 1) -> None:
    """To the page that the step is done on."""
    giliran(orang, run, nomor, putaran)
    orang.page.locator(".langkah-halaman a").click()


def tulis(form: Locator, isian: dict[str, str | bool]) -> None:
    """Write into the fields of a form by label: type, choose, or (True) tick."""
    for label, isi in isian.items():
        medan = form.get_by_label(persis(label.replace("_", " ")))
        if isi is True:
            medan.check()
        elif medan.evaluate("(el) => el.tagName") == "SELECT":
            medan.select_option(label=isi)
        else:
            medan.fill(isi)


def selesaikan(orang, run: Pelaksanaan, nomor: int, putaran: int = 1, **isian: str | bool) -> None:
    """Do the step on the run page: write what its form asks for (by label), and press the step's own button."""
    giliran(orang, run, nomor, putaran)
    isi_dan_selesaikan(orang, run, nomor, **isian)


def isi_dan_selesaikan(orang, run: Pelaksanaan, nomor: int, **isian: str | bool) -> None:
    """The same on the page that is open already."""
    form = orang.page.locator("form[action$='/selesaikan/']")
    tulis(form, isian)
    form.get_by_role("button", name=run.prosedur.langkah.get(nomor=nomor).tindakan).click()
    expect(orang.page.get_by_text(re.compile(rf"Langkah {nomor} (selesai|disetujui)\."))).to_be_visible()


def periksa_dan_selesaikan(orang, run: Pelaksanaan, nomor: int, putaran: int = 1, **isian: str) -> None:
    """Read the recap of the step's page, and finish or approve below it."""
    halaman_langkah(orang, run, nomor, putaran)
    expect(orang.page.locator("#putusan")).to_be_visible()
    isi_dan_selesaikan(orang, run, nomor, **isian)


def kembalikan_baris(
    orang, run: Pelaksanaan, nomor: int, baris: dict[str, str], alasan: str, ke: str = ""
) -> None:
    """Mark the named rows (``{kode: remark}``) on the recap, and send them back; ``ke`` chooses the step."""
    halaman_langkah(orang, run, nomor)
    for kode, catatan in baris.items():
        tandai_kembali(orang.page, kode, catatan)
    kirim_kembali(orang.page, alasan, ke)
    expect(orang.page.get_by_text(f"{len(baris)} baris dikembalikan untuk dilengkapi.")).to_be_visible()


def tandai_kembali(page, kode: str, catatan: str, bagian: tuple[str, ...] = ()) -> None:
    """Mark a row to return: on its card, or where it needs no attention on its own page."""
    tautan = page.get_by_role("link", name=f"Kembalikan {kode}", exact=True)
    if not tautan.count():
        buka_lipatan(page)
        tautan = page.get_by_role("link", name=f"Periksa {kode}", exact=True)
    tautan.first.click()
    form = page.locator("form.telaah-form")
    for satu in bagian:
        form.get_by_label(satu, exact=True).check()
    form.get_by_label(persis("Yang harus diperbaiki")).fill(catatan)
    form.get_by_role("button", name=re.compile("^Tandai kembali")).click()
    expect(form).to_have_count(0)
    expect(page.get_by_text(catatan).first).to_be_visible()


def kirim_kembali(page, alasan: str, ke: str = "") -> None:
    """Send back with the marked rows; ``ke`` chooses the step."""
    form = page.locator("#form-kembali")
    form.get_by_label(persis("Alasan pengembalian")).fill(alasan)
    if ke:
        pilihan = form.get_by_label(persis("Kembali ke langkah")).locator("option").filter(has_text=ke)
        form.get_by_label(persis("Kembali ke langkah")).select_option(pilihan.get_attribute("value"))
    form.get_by_role("button", name="Kembalikan").click()


def beri_disposisi(orang, run: Pelaksanaan, arahan: str, kepada: str) -> None:
    """The Kepala receives the report, with a direction, and passes it on."""
    buka(orang, run)
    expect(orang.page.get_by_role("heading", name=re.compile("Giliran Anda"))).to_be_visible()
    form = orang.page.locator("form[action^='/disposisi/'][action$='/putuskan/']")
    form.get_by_label("Diterima", exact=True).check()
    form.get_by_label(persis("Arahan")).fill(arahan)
    form.get_by_label(kepada, exact=True).check()
    form.get_by_role("button", name="Simpan disposisi").click()
    expect(orang.page.get_by_text("Disposisi tersimpan.")).to_be_visible()
    expect(orang.page.locator("main").get_by_text(arahan, exact=True)).to_be_visible()


def buka_lipatan(page) -> None:
    """Unfold the groups of a recap that need no attention, one click each."""
    tertutup = page.locator("main details.lipatan-satu:not([open]) > summary")
    while tertutup.count():
        tertutup.first.click()


# -- forms of the units -----------------------------------------------------------------------------


def buka_formulir(orang, run: Pelaksanaan) -> None:
    """From the run to one's own unit's form."""
    buka(orang, run)
    orang.page.locator(".langkah-halaman a").click()
    expect(orang.page.locator("#isian")).to_be_visible()


def buka_formulir_sendiri(orang, periode: str) -> None:
    """Where the SOP has no step for filling: from the data to the period's forms, and there to one's own."""
    orang.buka("/realisasi/")
    orang.page.get_by_role("link", name=f"Formulir {periode}").click()
    orang.page.locator("tr").filter(has_text="(unit Anda)").get_by_role("link").first.click()
    expect(orang.page.locator("#isian")).to_be_visible()


def terima_formulir(orang) -> None:
    """Say that the form arrived."""
    orang.page.get_by_role("button", name="Formulir sudah kami terima").click()
    expect(orang.page.get_by_text(re.compile("^Diterima "))).to_be_visible()


def baris_formulir(orang, kode: str, periode: str = "") -> Locator:
    """The row of an indicator on the form; of several periods the named one."""
    baris = orang.page.locator("tbody.baris").filter(
        has=orang.page.get_by_text(kode, exact=True).and_(orang.page.locator(".kode"))
    )
    return baris.filter(has_text=periode) if periode else baris


def ketik(
    orang, kode: str, nilai: str = "", periode: str = "", pecahan: tuple[str, str] | None = None
) -> None:
    """Type a figure, a level or a ratio's two parts, and leave the row: it saves itself."""
    baris = baris_formulir(orang, kode, periode)
    if pecahan:
        baris.locator("[name$='-pembilang']").fill(pecahan[0])
        baris.locator("[name$='-penyebut']").fill(pecahan[1])
    elif baris.locator("[name$='-tingkat']").count():
        baris.locator("[name$='-tingkat']").select_option(nilai)
    else:
        baris.locator("[name$='-nilai']").fill(nilai)
    _tersimpan(baris)


def ketik_di_sambungan_lambat(orang, kode: str, nilai: str) -> None:
    """Reload the form and type, or choose, before its script has arrived: the row saves itself all the same."""
    tertahan = []

    def tahan(route):
        tertahan.append(route)

    orang.page.route("**/js/formulir.js", tahan)
    orang.page.reload(wait_until="commit")
    baris = baris_formulir(orang, kode)
    if baris.locator("[name$='-tingkat']").count():
        baris.locator("[name$='-tingkat']").select_option(nilai)
    else:
        baris.locator("[name$='-nilai']").fill(nilai)
    expect(baris.locator(".sel-simpan .simpan-keadaan")).to_have_text("Belum diisi")
    tertahan[0].continue_()
    orang.page.unroute("**/js/formulir.js", tahan)
    expect(baris.locator(".sel-simpan .simpan-keadaan")).to_have_text(TERSIMPAN)


def beri_keadaan(orang, kode: str, keadaan: str, alasan: str) -> None:
    """Say why there is no figure."""
    baris = baris_formulir(orang, kode)
    baris.get_by_label(f"Keadaan {kode}", exact=True).select_option(label=keadaan)
    baris.get_by_label(f"Alasan {kode}", exact=True).fill(alasan)
    _tersimpan(baris)


def ketik_anggaran(orang, kode: str, rupiah: str) -> None:
    """What a program or (sub) kegiatan spent in the period."""
    baris = baris_formulir(orang, kode)
    baris.get_by_label(f"Realisasi anggaran {kode}", exact=True).fill(rupiah)
    _tersimpan(baris)


def _tersimpan(baris: Locator, letak: str = ".sel-simpan") -> None:
    """Leave the row, as one does, and wait until it says that it is stored."""
    baris.page.locator("h1").click()
    expect(baris.locator(f"{letak} .simpan-keadaan")).to_have_text(TERSIMPAN)


def tulis_rincian(orang, kode: str, **tulisan: str) -> None:
    """The factors beside a figure, on the row's own page; back to the form."""
    baris_formulir(orang, kode).get_by_role("link", name=f"Rincian {kode}").click()
    orang.page.get_by_role("link", name=f"Tulis faktor, kendala, dan rencana {kode}").click()
    for label, teks in tulisan.items():
        orang.page.get_by_label(persis(label.replace("_", " "))).fill(teks)
    orang.page.get_by_role("button", name="Simpan", exact=True).click()
    expect(orang.page.locator(".pesan")).to_contain_text("Tersimpan")
    orang.page.get_by_role("link", name="Kembali ke formulir").click()


def lampirkan_bukti(orang, kode: str, judul: str, nama_berkas: str) -> None:
    """A file as evidence of one row; back to the form."""
    baris_formulir(orang, kode).get_by_role("link", name=re.compile("^Bukti")).click()
    page = orang.page
    expect(page.locator("[name=baris]:checked")).to_have_count(1)
    page.get_by_label(persis("Berkas")).set_input_files(
        {"name": nama_berkas, "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_label(persis("Judul bukti")).fill(judul)
    page.get_by_role("button", name="Lampirkan bukti").click()
    expect(page.locator(".bukti .bukti-judul", has_text=judul)).to_be_visible()
    page.get_by_role("link", name="Kembali ke formulir").click()


def jawab_baris(orang, kode: str, jawaban: str) -> None:
    """Say what was mended in a row that came back."""
    baris = baris_formulir(orang, kode)
    baris.get_by_label("Apa yang sudah diperbaiki?").fill(jawaban)
    _tersimpan(baris, ".baris-kembali")


def serahkan(orang) -> None:
    """Look the form over once more, from the form itself, and hand it in."""
    orang.page.get_by_role("link", name=re.compile("^Periksa, lalu serahkan")).click()
    orang.page.locator("main form").get_by_role("button", name=re.compile("^Serahkan")).click()
    expect(orang.page.locator(".pesan")).to_contain_text("diserahkan kepada Tim SAKIP")


# -- measuring --------------------------------------------------------------------------------------


def hitung(orang) -> None:
    """Have the capaian computed, on the measuring page."""
    orang.page.get_by_role("button", name=re.compile("^Hitung")).click()
    expect(orang.page.get_by_text(re.compile(r"Capaian \d+ indikator dihitung"))).to_be_visible()


def tulis_analisis(orang, kode: str, analisis: str, rencana: str = "", jawaban: str = "") -> None:
    """Why the figure is what it is, and what follows; for a result that came back, what was mended."""
    page = orang.page
    hasil = page.locator("li.hasil").filter(
        has=page.get_by_text(kode, exact=True).and_(page.locator(".kode"))
    )
    if not hasil.locator("details.hasil-tulis").evaluate("(el) => el.open"):
        hasil.locator("details.hasil-tulis > summary").click()
    hasil.get_by_label(re.compile("^Analisis")).fill(analisis)
    if rencana:
        hasil.get_by_label(re.compile("^Rencana perbaikan")).fill(rencana)
    if jawaban:
        hasil.get_by_label("Apa yang sudah diperbaiki?").fill(jawaban)
    hasil.get_by_role("button", name=re.compile("^Simpan")).click()
    expect(page.get_by_text(f"Analisis {kode} tersimpan.")).to_be_visible()


# -- papers and figures -----------------------------------------------------------------------------


def unduh(orang, tombol: Locator) -> bytes:
    """Press, and take the file: at once, or from the page that waits for a longer paper."""
    unduhan = []

    def terima(satu):
        unduhan.append(satu)

    orang.page.on("download", terima)
    tombol.click()
    batas = time.monotonic() + TUNGGU_CETAK
    while not unduhan:
        assert time.monotonic() < batas, f"Tidak ada unduhan: {orang.page.url}"
        orang.page.wait_for_timeout(100)
        siap = orang.page.get_by_role("link", name="Unduh PDF")
        if siap.count():
            siap.click()
    orang.page.remove_listener("download", terima)
    return unduhan[0].path().read_bytes()


def unduh_naskah(orang, run: Pelaksanaan, judul: str, jenis: str = "PDF") -> bytes:
    """A paper of the run, as PDF or (``jenis`` Excel) as workbook."""
    orang.buka(f"{run.get_absolute_url()}naskah/")
    peran = "button" if jenis == "PDF" else "link"
    return unduh(orang, orang.page.get_by_role(peran, name=f"{jenis} {judul}", exact=True))


def teks_pdf(isi: bytes) -> str:
    """All text of a PDF, its lines joined."""
    return " ".join(" ".join(satu.extract_text() for satu in PdfReader(BytesIO(isi)).pages).split())


def lembar_xlsx(isi: bytes, nama: str) -> list[dict]:
    """The rows of a sheet as {heading: cell}, from the table's heading on."""
    baris = list(load_workbook(BytesIO(isi))[nama].iter_rows())
    ke = next(n for n, satu in enumerate(baris) if satu[0].value == "No")
    kepala = [sel.value for sel in baris[ke]]
    return [dict(zip(kepala, satu, strict=True)) for satu in baris[ke + 1 :]]


def teks_sel(sel) -> str:
    """A cell as Excel shows it to an Indonesian reader: its number format applied."""
    if sel.value is None or isinstance(sel.value, str):
        return sel.value or ""
    desimal = len(sel.number_format.partition(".")[2])
    return tulis_angka(Decimal(str(sel.value)), desimal)
