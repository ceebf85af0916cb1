"""All follow-ups of an office: what is open, late or done, where it was born, and the result to write down."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alur.models import RencanaTindakLanjut
from alur.tampilan import Status, sebut_tanggal, sebut_waktu
from alur.tindak_lanjut import dapat_diselesaikan
from organisasi.views import kata_cari, opd_atau_404
from organisasi.waktu import hari_ini

BUTIR_PER_HALAMAN = 30
TERBUKA, TERLAMBAT, SELESAI, SEMUA = "terbuka", "terlambat", "selesai", "semua"
KEADAAN = ((TERBUKA, "Belum selesai"), (TERLAMBAT, "Terlambat"), (SELESAI, "Selesai"), (SEMUA, "Semua"))


@require_safe
def tindak_lanjut_daftar(request: HttpRequest) -> HttpResponse:
    """The follow-ups of the OPD one works in, nearest tenggat first."""
    opd = opd_atau_404(request, "alur.lihat")
    tanggal = hari_ini(opd.pemda.zona_waktu)
    saring = {
        TERBUKA: Q(status=RencanaTindakLanjut.Status.TERBUKA),
        TERLAMBAT: Q(status=RencanaTindakLanjut.Status.TERBUKA, tenggat__lt=tanggal),
        SELESAI: Q(status=RencanaTindakLanjut.Status.SELESAI),
        SEMUA: Q(),
    }
    keadaan = request.GET.get("keadaan")
    keadaan = keadaan if keadaan in saring else TERBUKA
    asal = kata_cari(request, "asal")
    semua = RencanaTindakLanjut.objects.filter(opd=opd)
    if asal in RencanaTindakLanjut.Asal.values:
        semua = semua.filter(asal=asal)
    jumlah = semua.aggregate(**{nama: Count("pk", filter=q) for nama, q in saring.items() if nama != SEMUA})
    jumlah[SEMUA] = jumlah[TERBUKA] + jumlah[SELESAI]
    urutan = ("-diselesaikan_pada",) if keadaan == SELESAI else ("status", "tenggat", "pk")
    daftar = (
        semua.filter(saring[keadaan])
        .select_related(
            "penanggung_jawab",
            "diselesaikan_oleh",
            "dibuat_oleh",
            "catatan__langkah",
            "catatan__pelaksanaan__periode",
            "catatan__pelaksanaan__prosedur",
        )
        .order_by(*urutan)
    )
    halaman = Paginator(daftar, BUTIR_PER_HALAMAN).get_page(request.GET.get("page"))
    terbuka = [satu for satu in halaman if satu.status == RencanaTindakLanjut.Status.TERBUKA]
    boleh_tutup = {satu.pk for satu in dapat_diselesaikan(terbuka, request.user) if satu.catatan_id}
    return render(
        request,
        "alur/tindak_lanjut_daftar.html",
        {
            "judul": "Tindak lanjut",
            "sub_judul": f"Yang lahir dari rapat, disposisi dan pengukuran {opd}",
            "remah": [{"label": "Tugas Saya", "url": "/"}, {"label": "Tindak lanjut"}],
            "halaman": halaman,
            "baris": [_susun(satu, tanggal, satu.pk in boleh_tutup) for satu in halaman],
            "keadaan": keadaan,
            "saringan": [(nama, label, jumlah[nama]) for nama, label in KEADAAN],
            "asal": asal,
            "pilihan_asal": RencanaTindakLanjut.Asal.choices,
        },
    )


def _susun(satu: RencanaTindakLanjut, tanggal, boleh_tutup: bool) -> dict:
    if satu.status == RencanaTindakLanjut.Status.SELESAI:
        status = Status("Selesai", "circle-check", "hijau")
    elif satu.tenggat < tanggal:
        status = Status(f"Terlambat {(tanggal - satu.tenggat).days} hari", "clock-exclamation", "merah")
    else:
        status = Status("Belum selesai", "flag", "biru")
    catatan = satu.catatan
    return {
        "tindak_lanjut": satu,
        "status": status,
        "tenggat": sebut_tanggal(satu.tenggat),
        "lahir": f"{satu.get_asal_display()}, {catatan.pelaksanaan}, langkah {catatan.langkah.nomor}"
        if catatan
        else satu.get_asal_display(),
        "url": f"{catatan.pelaksanaan.get_absolute_url()}#tindak-lanjut" if catatan else "",
        "ditutup": f"{satu.diselesaikan_oleh or 'tanpa nama'}, {sebut_waktu(satu.diselesaikan_pada)}"
        if satu.diselesaikan_pada
        else "",
        "boleh_tutup": boleh_tutup,
    }
