"""Pages of a year's tree: picture and list, its paper on A3, and the crosscutting links."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from laporan import antrean
from laporan.gambar_pohon import gambar
from laporan.susunan.pohon import (
    baca_capaian_pohon,
    pengukuran_disetujui,
    ringkasan,
    susun_kaitan,
    susun_pohon,
    susun_simpul,
)
from laporan.tampilan_pohon import kunci_saringan, nama_saringan, pilihan_simpul, susun_halaman
from laporan.tata_pohon import susun_lembar
from laporan.views_cetakan import jawab
from laporan.views_dasbor import pengukuran_terpilih
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.hak import boleh
from organisasi.models import OPD
from organisasi.terima import baca_bulat
from organisasi.views import kata_cari, opd_atau_404
from organisasi.waktu import hari_ini
from perencanaan.kaitan import HANYA_PENGELOLA, hapus_kaitan, tambah_kaitan
from perencanaan.models import KaitanSilang, Simpul
from perencanaan.pohon import baca_pohon, periksa_pohon
from perencanaan.tahun import tahun_aktif

PILIH_SIMPUL = "Pilih kedua simpul dari pohon kinerja OPD ini."


@require_safe
def pohon_lihat(request: HttpRequest) -> HttpResponse:
    """The tree of the year one works in, with the approved results of the newest or the chosen period."""
    opd = opd_atau_404(request, "laporan.lihat")
    tahun, hari = tahun_aktif(request), hari_ini(opd.pemda.zona_waktu)
    setahun = pengukuran_disetujui(opd, tahun)
    capaian = baca_capaian_pohon(pengukuran_terpilih(setahun, kata_cari(request, "periode")))
    pohon = baca_pohon(opd, tahun, hari)
    tanda = periksa_pohon(pohon)
    kelola = boleh(request.user, "perencanaan.kelola", opd)
    saring = kunci_saringan(kata_cari(request, "tanda"))
    lembar = susun_lembar(susun_simpul(pohon, tanda, capaian), susun_kaitan(pohon))
    tampil = _nomor(kata_cari(request, "lembar"), len(lembar))
    kaitan = kata_cari(request, "kaitan") if kelola else ""
    return render(
        request,
        "laporan/pohon_lihat.html",
        {
            "judul": f"Pohon kinerja {tahun}",
            "sub_judul": opd.nama,
            "tahun": tahun,
            "setahun": setahun,
            "capaian": capaian,
            "halaman": susun_halaman(
                pohon, tanda, capaian, saring=saring, lewat_admin=kelola and request.user.is_staff
            ),
            "ringkasan": ringkasan(pohon, tanda),
            "saring": saring,
            "nama_saring": nama_saringan(saring),
            "lembar": lembar,
            "lembar_tampil": lembar[tampil - 1] if lembar else None,
            "gambar": gambar(lembar[tampil - 1], f"Pohon kinerja {tahun} {opd.nama}") if lembar else "",
            "kelola": kelola,
            "lewat_admin": kelola and request.user.is_staff,
            "kaitan_dari": kaitan,
            "pilihan_simpul": list(pilihan_simpul(pohon)) if kaitan else [],
        },
    )


@require_POST
def pohon_cetak(request: HttpRequest) -> HttpResponse:
    """Have the tree printed on A3, with the results of the period that the page shows."""
    opd = opd_atau_404(request, "laporan.lihat")
    tahun, hari = tahun_aktif(request), hari_ini(opd.pemda.zona_waktu)
    periode = request.POST.get("periode", "").replace("\x00", "")
    capaian = baca_capaian_pohon(pengukuran_terpilih(pengukuran_disetujui(opd, tahun), periode))
    pohon = baca_pohon(opd, tahun, hari)
    if not pohon.akar:
        messages.error(request, f"Pohon kinerja tahun {tahun} belum diisi, jadi belum dapat dicetak.")
        return redirect("pohon_lihat")
    cetakan = antrean.minta(
        bentuk=susun_pohon(pohon, periksa_pohon(pohon), capaian, opd=opd, hari=hari),
        opd=opd,
        jenis="pohon-kinerja",
        judul=f"Pohon Kinerja {tahun} (A3)",
        nama_berkas=f"Pohon_Kinerja_{tahun}.pdf",
        oleh=request.user,
    )
    return jawab(request, cetakan)


@require_POST
def kaitan_tambah(request: HttpRequest) -> HttpResponse:
    """Tie two nodes of the year's tree together."""
    opd = opd_atau_404(request, "perencanaan.lihat")
    if not boleh(request.user, "perencanaan.kelola", opd):
        raise TidakBerhak(HANYA_PENGELOLA)
    simpul = Simpul.objects.filter(opd=opd, tahun=tahun_aktif(request))
    try:
        dari, ke = (_simpul(simpul, request.POST.get(nama, "")) for nama in ("dari", "ke"))
        tambah_kaitan(
            dari=dari,
            ke=ke,
            keterangan=request.POST.get("keterangan", "").replace("\x00", ""),
            oleh=request.user,
        )
    except TindakanDitolak as tolak:
        messages.error(request, str(tolak))
    else:
        messages.success(request, "Kaitan silang ditambahkan.")
    return redirect(f"{reverse('pohon_lihat')}#kaitan")


@require_POST
def kaitan_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a link away."""
    kaitan = get_object_or_404(
        KaitanSilang.objects.filter(dari__opd__in=OPD.objects.untuk(request.user)).select_related(
            "dari", "ke"
        ),
        pk=pk,
    )
    if not boleh(request.user, "perencanaan.kelola", kaitan):
        raise TidakBerhak(HANYA_PENGELOLA)
    try:
        hapus_kaitan(kaitan=kaitan, oleh=request.user)
    except TindakanDitolak as tolak:
        messages.error(request, str(tolak))
    else:
        messages.success(request, "Kaitan silang dihapus.")
    return redirect(f"{reverse('pohon_lihat')}#kaitan")


def _simpul(pilihan, kata: str) -> Simpul:
    """The node of that key; what is not of this tree is answered like what does not exist."""
    if (pk := baca_bulat(kata)) and (satu := pilihan.filter(pk=pk).first()):
        return satu
    raise TindakanDitolak(PILIH_SIMPUL)


def _nomor(kata: str, banyak: int) -> int:
    """The sheet asked for; the first where there is no such sheet."""
    nomor = baca_bulat(kata, digit=4) or 1
    return nomor if nomor <= banyak else 1
