"""One unit's form as a grid: read, saved as a whole page, received, handed in.

A single row saves itself at ``views/sel.py``; its own page and its details are in ``views/baris.py``.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from alur.giliran import kedudukan_di
from organisasi.galat import TindakanDitolak
from organisasi.tahan_ketikan import tahan_ketikan
from pengumpulan.actions import terima_formulir
from pengumpulan.actions.bersama import periksa_orang_unit
from pengumpulan.bukti_boleh import menerima_bukti
from pengumpulan.models import Formulir, Pengumpulan
from pengumpulan.sel import adalah_latihan
from pengumpulan.simpan import (
    Hasil,
    ada_ketikan,
    awalan,
    simpan_anggaran,
    simpan_baris,
    simpan_jawaban,
)
from pengumpulan.tampilan import (
    PILIHAN_KEADAAN,
    Kewenangan,
    kelompokkan,
    kewenangan,
    sebut_penyerahan,
    status_formulir,
    susun_anggaran,
    susun_baris,
    susun_giliran_formulir,
    susun_penyerahan,
)
from pengumpulan.tampilan.lembar import Pilihan, susun_lembar

# Where a stale row came back without JavaScript: keep what stands there instead of what was typed.
PAKAI_TERSIMPAN = "tersimpan"
# One duty each, in the order they need each other (static/js/formulir_*.js say more).
SKRIP = ("angka", "gudang", "baris", "kirim", "antrean", "kabar", "papan", "tempel", "saring", "rincian", "")
# What the template of a row's reason is named by, for the script to copy.
CONTOH_BARIS = {"nama": "NAMA", "kode": "KODE", "isi": {"alasan": "", "menyusul_pada": ""}}


def formulir_atau_404(request: HttpRequest, pk: int) -> Formulir:
    """A form of an OPD this person may see."""
    return get_object_or_404(
        Formulir.objects.filter(pengumpulan__in=Pengumpulan.objects.untuk(request.user)).select_related(
            "unit",
            "pengumpulan__periode",
            "pengumpulan__opd__pemda",
            "pengumpulan__disetujui_oleh",
            "pengumpulan__pelaksanaan__prosedur",
            "pengumpulan__pelaksanaan__periode",
            "dibagikan_oleh",
            "diterima_oleh",
            "diserahkan_oleh",
            "diserahkan_untuk__pegawai",
            "diserahkan_untuk__jabatan",
            "dilewati_oleh",
        ),
        pk=pk,
    )


@require_safe
def formulir_isi(request: HttpRequest, pk: int) -> HttpResponse:
    """The form: whose turn and what is missing, the rows, the way to hand in."""
    formulir = formulir_atau_404(request, pk)
    return _halaman(request, formulir, kewenangan(formulir, request.user, kedudukan_di(request)))


def _halaman(
    request: HttpRequest,
    formulir: Formulir,
    wenang: Kewenangan,
    hasil: dict[str, Hasil] | None = None,
    galat: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page; refused rows come back with what was typed in them."""
    semua = susun_baris(formulir, wenang, hasil)
    kelompok = kelompokkan(semua, formulir.pengumpulan.periode.tahun)
    urut = [satu for _, daftar in kelompok for satu in daftar]
    pilihan = Pilihan.dari(request.POST if request.method == "POST" else request.GET)
    lembar = susun_lembar(urut, pilihan)
    tampil = {satu.nama for satu in lembar.baris}
    kelompok = [
        (judul, isi) for judul, daftar in kelompok if (isi := [b for b in daftar if b.nama in tampil])
    ]
    # Spending stands below the last of the rows; who searches for an indicator means the rows.
    anggaran = susun_anggaran(formulir, wenang, hasil)
    jumlah_anggaran = len(anggaran)
    anggaran_terisi = sum(bool(satu.semula) for satu in anggaran)
    dipilih = anggaran if lembar.terakhir and not lembar.pilihan.disaring else []
    bersama = _perbaikan_bersama([*semua, *anggaran], hasil)
    terisi = sum(satu.terisi for satu in semua)
    kembali = sum(satu.dikembalikan for satu in semua)
    konteks = {
        "judul": f"Formulir {formulir.unit}",
        "remah": remah_formulir(formulir),
        "formulir": formulir,
        "pengumpulan": formulir.pengumpulan,
        "status": status_formulir(formulir),
        "giliran": susun_giliran_formulir(formulir, wenang),
        "galat": galat,
        "lembar": lembar,
        "kelompok": kelompok,
        "anggaran": dipilih,
        "umum": {satu["perbaikan"].pk for satu in bersama},
        "bersama": bersama,
        "pilihan_keadaan": PILIHAN_KEADAAN,
        "mengisi": wenang.mengisi,
        "atas_nama": wenang.mengisi and not wenang.orang_unit,
        "ada_terbuka": any(satu.terbuka for satu in (*lembar.baris, *dipilih)),
        "jumlah": len(semua) + jumlah_anggaran,
        "jumlah_indikator": len(semua),
        "terisi": terisi + anggaran_terisi,
        "belum": len(semua) + jumlah_anggaran - terisi - anggaran_terisi,
        "boleh_bukti": (wenang.orang_unit or wenang.tim) and menerima_bukti(formulir),
        "boleh_terima": formulir.diterima_pada is None and wenang.orang_unit and formulir.dapat_diisi,
        "diserahkan": sebut_penyerahan(formulir),
        "penyerahan": susun_penyerahan(formulir, wenang),
        "contoh_baris": CONTOH_BARIS,
        "skrip": [static(f"js/formulir{'_' if nama else ''}{nama}.js") for nama in SKRIP],
        "daftar_saring": [
            ("", "Semua", len(semua)),
            (Pilihan.BELUM, "Hanya yang belum", len(semua) - terisi),
            *([(Pilihan.KEMBALI, "Hanya yang dikembalikan", kembali)] if kembali else []),
        ],
    }
    return render(request, "pengumpulan/formulir_isi.html", konteks, status=status)


def _perbaikan_bersama(daftar: list, hasil: dict[str, Hasil] | None) -> list[dict]:
    """A return of everything is one remark for many rows: it stands once, above them."""
    per_perbaikan: dict[int, list] = {}
    for satu in daftar:
        if satu.perbaikan and satu.baris.status == "dikembalikan":
            per_perbaikan.setdefault(satu.perbaikan.pk, []).append(satu)
    bersama = []
    for rombongan in per_perbaikan.values():
        if len(rombongan) < 2:
            continue
        perbaikan = rombongan[0].perbaikan
        jawab = (hasil or {}).get(f"jawab{perbaikan.pk}", Hasil())
        bersama.append(
            {
                "perbaikan": perbaikan,
                "jumlah": len(rombongan),
                "boleh_jawab": rombongan[0].boleh_jawab,
                "jawaban": jawab.ketikan["jawaban"] if jawab.galat else perbaikan.jawaban,
                "galat": jawab.galat,
            }
        )
    return bersama


def remah_formulir(formulir: Formulir, *ekor: str) -> list[dict]:
    pengumpulan = formulir.pengumpulan
    pelaksanaan = pengumpulan.pelaksanaan
    awal = (
        {"label": str(pelaksanaan), "url": pelaksanaan.get_absolute_url()}
        if pelaksanaan
        else {"label": "Data realisasi", "url": reverse("realisasi_daftar")}
    )
    return [
        awal,
        {"label": f"Formulir {pengumpulan.periode}", "url": pengumpulan.get_absolute_url()},
        {"label": str(formulir.unit), "url": formulir.get_absolute_url()},
        *({"label": satu} for satu in ekor),
    ]


@tahan_ketikan
@require_POST
def formulir_simpan(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what was touched on the page: every row by itself, so that one refusal never holds up another."""
    formulir = formulir_atau_404(request, pk)
    periksa_orang_unit(formulir, request.user)
    hasil = _simpan(formulir, request)
    tersimpan = sum(satu.tersimpan for satu in hasil.values())
    ditolak = [nama for nama, satu in hasil.items() if satu.galat]
    if ditolak:
        galat = (
            f"{tersimpan} perubahan tersimpan, {len(ditolak)} belum. Baris yang belum bertanda merah; "
            "apa yang Anda ketik masih ada di kotaknya."
        )
        wenang = kewenangan(formulir, request.user, kedudukan_di(request))
        return _halaman(request, formulir, wenang, hasil, galat, status=422)
    if tersimpan:
        messages.success(request, f"{tersimpan} perubahan tersimpan.")
    else:
        messages.info(request, "Tidak ada yang berubah.")
    pilihan = Pilihan.dari(request.POST)
    # Of the rows that are missing those just filled are gone: what follows has moved up to this sheet.
    naik = tersimpan and pilihan.hanya == Pilihan.BELUM
    lanjut = pilihan.nomor + 1 if pilihan.nomor and "lanjut" in request.POST and not naik else None
    return redirect(formulir.get_absolute_url() + pilihan.alamat(lanjut))


def _simpan(formulir: Formulir, request: HttpRequest) -> dict[str, Hasil]:
    """{prefix of the row: what became of it} for the rows that the page sent."""
    latihan, oleh, data = adalah_latihan(formulir), request.user, request.POST
    hasil: dict[str, Hasil] = {}
    jawaban: dict[int, tuple] = {}
    baris = formulir.baris.select_related(
        "realisasi__indikator", "realisasi__periode", "realisasi__unit", "perbaikan"
    )
    anggaran = formulir.anggaran.select_related("perbaikan", "simpul")
    for satu, simpan in (*((b, simpan_baris) for b in baris), *((a, simpan_anggaran) for a in anggaran)):
        nama = awalan(satu)
        if ada_ketikan(satu, data) and data.get(f"{nama}-pilih") != PAKAI_TERSIMPAN:
            hasil[nama] = simpan(satu, data, oleh=oleh, latihan=latihan)
        if satu.perbaikan:
            jawaban.setdefault(satu.perbaikan_id, (satu.perbaikan, []))[1].append(nama)
    for perbaikan, pemilik in jawaban.values():
        if f"jawab{perbaikan.pk}" not in data:
            continue
        jawab = simpan_jawaban(perbaikan, data, oleh=oleh)
        kunci = pemilik[0] if len(pemilik) == 1 else f"jawab{perbaikan.pk}"
        gabung = hasil.setdefault(kunci, Hasil())
        gabung.ketikan["jawaban"] = jawab.ketikan["jawaban"]
        gabung.tersimpan |= jawab.tersimpan
        gabung.galat += jawab.galat
    return hasil


@require_POST
def formulir_terima(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm that the form arrived (Bukti Tanda Terima)."""
    return _lakukan(
        request,
        formulir_atau_404(request, pk),
        lambda formulir: terima_formulir(formulir=formulir, oleh=request.user),
        "Tanda terima formulir tercatat.",
    )


def _lakukan(request: HttpRequest, formulir: Formulir, lakukan, berhasil: str) -> HttpResponse:
    try:
        lakukan(formulir)
    except TindakanDitolak as tolak:
        wenang = kewenangan(formulir, request.user, kedudukan_di(request))
        return _halaman(request, formulir, wenang, galat=str(tolak), status=tolak.status_http)
    messages.success(request, berhasil)
    return redirect(formulir)
