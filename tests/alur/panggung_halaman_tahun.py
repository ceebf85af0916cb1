"""On the stage of page tests: a draft plan, a run on the jalur ringkas, and what people would send there."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from alur import actions, tahun
from alur.models import Pelaksanaan, RencanaTahun
from organisasi.waktu import hari_ini
from perencanaan.models import Periode
from tests.panggung import PDF, TAHUN, Panggung
from tests.potret import bangun

# A year that the form offers; nothing of it is due on the stage.
TAHUN_RENCANA = hari_ini().year + 1
PERINTAH = {
    "hal": "Pengumpulan data setahun",
    "isi_perintah": "Laksanakan.",
    "nomor": "050/1",
    "tanggal": f"{TAHUN}-12-05",
}
PROGRAM = {"tujuan": "Data lengkap", "ruang_lingkup": "Semua indikator"}


def objek_tahun(panggung: Panggung) -> dict:
    """{URL name: the record it is visited with}, made once per stage by the real actions."""
    if not hasattr(panggung, "_tahun"):
        panggung._tahun = bangun("panggung_halaman_tahun", _buat, panggung)
    rencana, berlaku, run = panggung._tahun
    return {
        "pelaksanaan_ringkas": run,
        "rencana_tahun_buka": berlaku,
        **dict.fromkeys(
            (
                "rencana_tahun_lihat",
                "rencana_tahun_ubah",
                "rencana_tahun_hentikan",
                "rencana_tahun_pindaian",
            ),
            rencana,
        ),
    }


def _buat(panggung: Panggung):
    kantor = panggung.kantor
    rencana = _rencana(panggung, TAHUN_RENCANA, "triwulan", 1, date(TAHUN_RENCANA, 4, 1))
    berlaku = _rencana(panggung, TAHUN, "bulan", 10, date(TAHUN_RENCANA, 12, 31))
    berlaku = tahun.tetapkan(rencana=berlaku, versi=berlaku.versi, oleh=kantor.sekretaris)
    # Its day came while nobody looked.
    berlaku.jadwal.update(buka_pada=date(TAHUN, 11, 3))
    run = actions.mulai(
        opd=kantor.opd,
        prosedur=panggung.prosedur,
        periode=Periode.objects.tahun_lengkap(TAHUN).get(jenis="bulan", nomor=11),
        batas_waktu=date(TAHUN + 1, 1, 15),
        oleh=kantor.sekretaris,
        jalur=Pelaksanaan.Jalur.RINGKAS,
    )
    return rencana, berlaku, run


def _rencana(panggung: Panggung, tahun_: int, jenis: str, nomor: int, buka: date) -> RencanaTahun:
    """A draft with one run."""
    kantor = panggung.kantor
    rencana = tahun.buat_rencana(
        opd=kantor.opd, prosedur=panggung.prosedur, tahun=tahun_, oleh=kantor.sekretaris
    )
    return tahun.simpan_rencana(
        rencana=rencana,
        versi=rencana.versi,
        oleh=kantor.sekretaris,
        isi=tahun.IsiRencana(
            PERINTAH,
            kantor.kepala.pegawai.jabatan_dipangku.get(),
            PROGRAM,
            SimpleUploadedFile("nota.pdf", PDF),
        ),
        jadwal=[tahun.BarisJadwal(jenis, nomor, "penuh", buka, buka)],
    )


def isian_tahun(panggung: Panggung) -> dict[str, dict]:
    """{URL name: what a person would send}."""
    kantor = panggung.kantor
    kepala = kantor.kepala.pegawai.jabatan_dipangku.get().pk
    sekretaris = kantor.sekretaris.pegawai.jabatan_dipangku.get().pk
    rencana = objek_tahun(panggung)["rencana_tahun_ubah"]
    return {
        "pelaksanaan_lampau": {
            "tahun": TAHUN,
            "triwulan-1-pakai": "on",
            "triwulan-1-mulai": f"{TAHUN}-04-03",
        },
        "pelaksanaan_ringkas": {
            "dasar": "Nota Dinas 1",
            "l1-untuk": kepala,
            "l1-tanggal": f"{TAHUN}-12-01",
            "l2-untuk": sekretaris,
            "l2-tanggal": f"{TAHUN}-12-01",
            "isi1-hal": "Pengumpulan data",
            "isi1-isi_perintah": "Laksanakan.",
            "isi1-tanggal": f"{TAHUN}-12-01",
            "arahan2-rapat": "tanpa",
            "arahan2-arahan": "Kumpulkan.",
        },
        "rencana_tahun_buat": {"prosedur": panggung.prosedur.pk, "tahun": hari_ini().year},
        "rencana_tahun_ubah": {
            "versi": rencana.versi,
            "perintah-diperintah_oleh": kepala,
            **{f"perintah-{nama}": nilai for nama, nilai in PERINTAH.items()},
            **{f"program-{nama}": nilai for nama, nilai in PROGRAM.items()},
            "triwulan-2-pakai": "on",
            "triwulan-2-jalur": "penuh",
            "triwulan-2-buka_pada": f"{TAHUN_RENCANA}-07-01",
            "triwulan-2-batas_waktu": f"{TAHUN_RENCANA}-07-10",
        },
        "rencana_tahun_hentikan": {"henti-alasan": "Salah tahun"},
    }
