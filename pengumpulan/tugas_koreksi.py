"""What Tugas Saya shows the Kepala of reopenings that wait for a decision."""

from django.http import HttpRequest

from alur.tampilan import sebut_waktu
from organisasi.hak import id_opd_dengan
from pengumpulan.models import PermintaanKoreksi
from pengumpulan.tampilan.koreksi import STATUS_KOREKSI, susun_daftar_koreksi

KARTU_TERBANYAK = 10


def kartu_koreksi(request: HttpRequest) -> list[dict]:
    """One card for each proposal that this person decides; two queries, none for whoever decides nothing."""
    opd = id_opd_dengan(request.user, "pengumpulan.putuskan_pembukaan")
    if not opd:
        return []
    daftar = (
        PermintaanKoreksi.objects.filter(opd__in=opd, status=PermintaanKoreksi.Status.DIAJUKAN)
        .dengan_orang()
        .order_by("pk")[:KARTU_TERBANYAK]
    )
    return [
        {
            "judul": f"{satu.permintaan} – {satu.permintaan.opd}",
            "keterangan": f"{satu.baris}. Diusulkan {satu.permintaan.diajukan_oleh}, "
            f"{sebut_waktu(satu.permintaan.diajukan_pada)}: {satu.permintaan.alasan[:120]}",
            "url": satu.permintaan.get_absolute_url(),
            "label_tombol": "Putuskan pembukaan",
            "ikon": "gavel",
            "status": STATUS_KOREKSI[satu.permintaan.status],
        }
        for satu in susun_daftar_koreksi(daftar)
    ]
