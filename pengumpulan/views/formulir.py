"""One unit's form: read, filled row by row or all at once, received, handed in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from alur.giliran import kedudukan_di
from organisasi.galat import TindakanDitolak
from pengumpulan.actions import serahkan_formulir, terima_formulir
from pengumpulan.actions.formulir import periksa_orang_unit
from pengumpulan.models import BarisFormulir, Formulir, Keadaan, Pengumpulan
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
    STATUS_FORMULIR,
    Kewenangan,
    boleh_bukti,
    bukti_dari,
    kelompokkan,
    kewenangan,
    sebut_penyerahan,
    susun_anggaran,
    susun_baris,
    susun_bukti,
    susun_giliran_formulir,
    susun_penyerahan,
)


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
        ),
        pk=pk,
    )


def _latihan(formulir: Formulir) -> bool:
    """Is what is typed here practice? So it is in a practice office and in a practice run."""
    pelaksanaan = formulir.pengumpulan.pelaksanaan
    return bool(formulir.pengumpulan.opd.sumber or (pelaksanaan and pelaksanaan.contoh))


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
    baris = susun_baris(formulir, wenang, hasil)
    anggaran = susun_anggaran(formulir, wenang, hasil)
    per_perbaikan: dict[int, list] = {}
    for satu in (*baris, *anggaran):
        if satu.perbaikan and satu.baris.status == "dikembalikan":
            per_perbaikan.setdefault(satu.perbaikan.pk, []).append(satu)
    # A return of everything is one remark for many rows: it stands once, above them.
    bersama = []
    for daftar in per_perbaikan.values():
        if len(daftar) < 2:
            continue
        perbaikan = daftar[0].perbaikan
        jawab = (hasil or {}).get(f"jawab{perbaikan.pk}", Hasil())
        bersama.append(
            {
                "perbaikan": perbaikan,
                "jumlah": len(daftar),
                "boleh_jawab": daftar[0].boleh_jawab,
                "jawaban": jawab.ketikan["jawaban"] if jawab.galat else perbaikan.jawaban,
                "galat": jawab.galat,
            }
        )
    terbuka = sum(satu.terbuka for satu in baris)
    konteks = {
        "judul": f"Formulir {formulir.unit}",
        "remah": remah_formulir(formulir),
        "formulir": formulir,
        "pengumpulan": formulir.pengumpulan,
        "status": STATUS_FORMULIR[formulir.status],
        "giliran": susun_giliran_formulir(formulir, wenang),
        "galat": galat,
        "kelompok": kelompokkan(baris, formulir.pengumpulan.periode.tahun),
        "anggaran": anggaran,
        "umum": {satu["perbaikan"].pk for satu in bersama},
        "bersama": bersama,
        "pilihan_keadaan": PILIHAN_KEADAAN,
        "mengisi": wenang.mengisi,
        "atas_nama": wenang.mengisi and not wenang.orang_unit,
        "ada_terbuka": terbuka or any(satu.terbuka for satu in anggaran),
        "jumlah": len(baris),
        "terisi": sum(satu.terisi for satu in baris),
        "belum": sum(not satu.terisi for satu in baris),
        "boleh_bukti": formulir.status != Formulir.Status.DISIAPKAN
        and formulir.pengumpulan.terbuka
        and (wenang.orang_unit or wenang.tim),
        "boleh_terima": formulir.diterima_pada is None and wenang.orang_unit and formulir.dapat_diisi,
        "diserahkan": sebut_penyerahan(formulir),
        "penyerahan": susun_penyerahan(formulir, wenang),
    }
    return render(request, "pengumpulan/formulir_isi.html", konteks, status=status)


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


@require_POST
def formulir_simpan(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what was touched on the page: every row by itself, so that one refusal never holds up another.

    A script sends one row at a time and gets back that row's state alone; without it the page is sent whole.
    """
    formulir = formulir_atau_404(request, pk)
    periksa_orang_unit(formulir, request.user)
    hasil = _simpan(formulir, request)
    if request.headers.get("HX-Request"):
        return _sebaris(request, formulir, hasil)
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
    jangkar = request.POST.get("baris", "")
    jangkar = f"#{jangkar}" if jangkar[1:].isdigit() else ""
    return redirect(formulir.get_absolute_url() + jangkar)


def _simpan(formulir: Formulir, request: HttpRequest) -> dict[str, Hasil]:
    """{prefix of the row: what became of it} for the rows that the page sent."""
    latihan, oleh, data = _latihan(formulir), request.user, request.POST
    hasil: dict[str, Hasil] = {}
    jawaban: dict[int, tuple] = {}
    baris = formulir.baris.select_related(
        "realisasi__indikator", "realisasi__periode", "realisasi__unit", "perbaikan"
    )
    for satu in baris:
        if ada_ketikan(satu, data):
            hasil[awalan(satu)] = simpan_baris(satu, data, oleh=oleh, latihan=latihan)
        if satu.perbaikan:
            jawaban.setdefault(satu.perbaikan_id, (satu.perbaikan, []))[1].append(awalan(satu))
    for satu in formulir.anggaran.select_related("perbaikan", "simpul"):
        if ada_ketikan(satu, data):
            hasil[awalan(satu)] = simpan_anggaran(satu, data, oleh=oleh, latihan=latihan)
        if satu.perbaikan:
            jawaban.setdefault(satu.perbaikan_id, (satu.perbaikan, []))[1].append(awalan(satu))
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


def _sebaris(request: HttpRequest, formulir: Formulir, hasil: dict[str, Hasil]) -> HttpResponse:
    """The state of the one row that a script sent. 422 where something was refused."""
    if len(hasil) != 1:
        return HttpResponse("Kirim satu baris.", status=422, content_type="text/plain; charset=utf-8")
    nama, satu = next(iter(hasil.items()))
    wenang = kewenangan(formulir, request.user, kedudukan_di(request))
    daftar = (
        susun_anggaran(formulir, wenang, hasil)
        if nama.startswith("a")
        else susun_baris(formulir, wenang, hasil, pk=int(nama[1:]))
    )
    tampil = next(buah for buah in daftar if buah.nama == nama)
    return render(
        request,
        "pengumpulan/_keadaan_simpan.html",
        {"b": tampil, "baru_tersimpan": satu.tersimpan, "rupiah": nama.startswith("a")},
        status=422 if satu.galat else 200,
    )


@require_POST
def formulir_terima(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm that the form arrived (Bukti Tanda Terima)."""
    return _lakukan(
        request,
        formulir_atau_404(request, pk),
        lambda formulir: terima_formulir(formulir=formulir, oleh=request.user),
        "Tanda terima formulir tercatat.",
    )


@require_POST
def formulir_serahkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in where no step of the SOP asks for it."""
    return _lakukan(
        request,
        formulir_atau_404(request, pk),
        lambda formulir: serahkan_formulir(formulir=formulir, oleh=request.user),
        "Formulir diserahkan kepada Tim SAKIP.",
    )


def _lakukan(request: HttpRequest, formulir: Formulir, lakukan, berhasil: str) -> HttpResponse:
    try:
        lakukan(formulir)
    except TindakanDitolak as tolak:
        wenang = kewenangan(formulir, request.user, kedudukan_di(request))
        return _halaman(request, formulir, wenang, galat=str(tolak), status=tolak.status_http)
    messages.success(request, berhasil)
    return redirect(formulir)


def baris_isi(request: HttpRequest, pk: int) -> HttpResponse:
    """One row with all there is about it: definition, figure, causes and plans, evidence, the way to the next."""
    baris = get_object_or_404(
        BarisFormulir.objects.filter(
            formulir__pengumpulan__in=Pengumpulan.objects.untuk(request.user)
        ).select_related("realisasi__indikator", "realisasi__periode", "realisasi__unit", "perbaikan"),
        pk=pk,
    )
    formulir = formulir_atau_404(request, baris.formulir_id)
    hasil, status = {}, 200
    if request.method == "POST":
        periksa_orang_unit(formulir, request.user)
        satu = simpan_baris(baris, request.POST, oleh=request.user, latihan=_latihan(formulir), lengkap=True)
        if baris.perbaikan:
            jawab = simpan_jawaban(baris.perbaikan, request.POST, oleh=request.user)
            satu.ketikan["jawaban"] = jawab.ketikan["jawaban"]
            satu.tersimpan |= jawab.tersimpan
            satu.galat += jawab.galat
        if not satu.galat:
            messages.success(request, "Tersimpan." if satu.tersimpan else "Tidak ada yang berubah.")
            if "lanjut" in request.POST and (berikut := _tetangga(baris)[1]):
                return redirect("baris_isi", berikut)
            return redirect("baris_isi", baris.pk)
        hasil, status = {awalan(baris): satu}, 422
    milik = kedudukan_di(request)
    wenang = kewenangan(formulir, request.user, milik)
    tampil = susun_baris(formulir, wenang, hasil, pk=baris.pk)[0]
    sebelum, berikut = _tetangga(baris)
    bukti = susun_bukti(bukti_dari([baris.realisasi_id]), request.user, milik)
    return render(
        request,
        "pengumpulan/baris_isi.html",
        {
            "judul": tampil.realisasi.indikator.nama,
            "sub_judul": f"{tampil.realisasi.indikator.kode} · {formulir.unit} · {tampil.realisasi.periode}",
            "remah": remah_formulir(formulir, tampil.realisasi.indikator.kode),
            "formulir": formulir,
            "b": tampil,
            "pilihan_keadaan": PILIHAN_KEADAAN,
            "keadaan_angka": Keadaan.ANGKA,
            "bagian": tampil.definisi and tampil.definisi.label_pembilang and tampil.definisi.label_penyebut,
            "tulisan": [
                ("sumber", "Sumber angka", tampil.isi["sumber"]),
                ("faktor_pendukung", "Faktor pendukung", tampil.isi["faktor_pendukung"]),
                ("faktor_penghambat", "Kendala", tampil.isi["faktor_penghambat"]),
                ("rencana_perbaikan", "Rencana perbaikan", tampil.isi["rencana_perbaikan"]),
            ],
            "sebelum": sebelum,
            "berikut": berikut,
            "daftar_bukti": bukti,
            "boleh_bukti": formulir.status != Formulir.Status.DISIAPKAN
            and formulir.pengumpulan.terbuka
            and boleh_bukti(formulir, request.user, milik),
        },
        status=status,
    )


def _tetangga(baris: BarisFormulir) -> tuple[int | None, int | None]:
    """The rows before and after, in the form's order."""
    urut = list(BarisFormulir.objects.filter(formulir=baris.formulir_id).values_list("pk", flat=True))
    letak = urut.index(baris.pk)
    return (urut[letak - 1] if letak else None, urut[letak + 1] if letak + 1 < len(urut) else None)
