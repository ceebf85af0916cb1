"""Letters and other papers of single steps: made of what was written there, signed by whoever did the step."""

from datetime import date

from alur.models import (
    CatatanLangkah,
    Disposisi,
    IkatanPeran,
    IsianLangkah,
    Langkah,
    Pelaksanaan,
    PelakuLangkah,
    RencanaTindakLanjut,
)
from laporan.bentuk import (
    BarisJadwal,
    LembarDisposisi,
    NotaDinas,
    Notulen,
    PenandaTangan,
    ProgramKerja,
    TindakLanjut,
)
from laporan.susunan.dasar import buat_naskah, masih_draf, tanggal_setempat
from laporan.susunan.orang import pelaku_catatan, sebut_pencatatan
from laporan.susunan.sel import sebut_periode, sebut_tanggal
from organisasi.models import Jabatan

# Units named one by one up to here; more go under the role's own label.
UNIT_DISEBUT = 4
DITERUSKAN = (
    Jabatan.Jenis.SEKRETARIS,
    Jabatan.Jenis.KEPALA_BIDANG,
    Jabatan.Jenis.KASUBBAG,
    Jabatan.Jenis.KASI,
)


def baris_teks(teks: str | None) -> tuple[str, ...]:
    """One thing per line, without empty lines."""
    return tuple(satu.strip() for satu in (teks or "").splitlines() if satu.strip())


def isi_catatan(catatan: CatatanLangkah) -> dict:
    """What was written at the visit; empty where nothing was."""
    try:
        return catatan.isian.isi
    except IsianLangkah.DoesNotExist:
        return {}


def tanggal_isian(catatan: CatatanLangkah) -> date | None:
    """The paper's day: as written, else the day the step really happened or was finished."""
    if tertulis := isi_catatan(catatan).get("tanggal"):
        return date.fromisoformat(tertulis)
    return catatan.tanggal_sebenarnya or tanggal_setempat(catatan.pelaksanaan.opd, catatan.selesai_pada)


def tindak_lanjut(daftar) -> tuple[TindakLanjut, ...]:
    """Follow-ups as papers list them."""
    return tuple(
        TindakLanjut(
            satu.uraian, satu.penanggung_jawab.nama, satu.tenggat, satu.get_status_display(), satu.hasil
        )
        for satu in daftar.select_related("penanggung_jawab").order_by("tenggat", "pk")
    )


def sebut_peran(langkah: Langkah, tugas: str) -> str:
    """Who has that part in a step, by the names of the office's own positions and units."""
    nama = []
    pelaku = (
        langkah.pelaku.filter(tugas=tugas).select_related("peran__sop__opd").order_by("peran__lajur", "pk")
    )
    ikatan: dict[int, list[IkatanPeran]] = {}
    for satu in IkatanPeran.objects.filter(peran__in=[p.peran_id for p in pelaku]).select_related(
        "jabatan", "unit"
    ):
        ikatan.setdefault(satu.peran_id, []).append(satu)
    for satu in pelaku:
        terikat = ikatan.get(satu.peran_id, [])
        opd = satu.peran.sop.opd
        if any(i.semua_anggota for i in terikat):
            nama.append(opd.sebutan_tim)
        elif terikat and len(terikat) <= UNIT_DISEBUT and all(i.jabatan_id or i.unit_id for i in terikat):
            nama += [i.sasaran for i in terikat]
        else:
            nama.append(satu.peran.label)
    return ", ".join(dict.fromkeys(nama))


def susun_nota_dinas(catatan: CatatanLangkah) -> NotaDinas:
    """An order (layar perintah) or a letter (layar surat), as it was written at the step."""
    isi, pelaku = isi_catatan(catatan), pelaku_catatan(catatan)
    surat = catatan.langkah.layar == Langkah.Layar.SURAT
    return NotaDinas(
        naskah=_naskah(catatan, "Surat" if surat else "Nota Dinas", pelaku.dicatat),
        kepada=isi.get("kepada") or sebut_peran(catatan.langkah, PelakuLangkah.Tugas.PENERIMA),
        dari=pelaku.selaku,
        hal=isi.get("hal", ""),
        isi=baris_teks(isi.get("isi_surat") or isi.get("isi_perintah")),
        lampiran=isi.get("lampiran") or "-",
        tembusan=baris_teks(isi.get("tembusan")),
        penanda_tangan=pelaku.penanda,
    )


def susun_notulen(catatan: CatatanLangkah) -> Notulen:
    """Minutes of a meeting (layar rapat)."""
    isi, pelaku = isi_catatan(catatan), pelaku_catatan(catatan)
    tanggal = tanggal_isian(catatan)
    waktu = [sebut_tanggal(tanggal)]
    if isi.get("waktu"):
        waktu.append(f"pukul {isi['waktu']}")
    pimpinan = f"{pelaku.nama} ({pelaku.selaku})" if pelaku.nama else pelaku.selaku
    return Notulen(
        naskah=_naskah(catatan, "Notulen Rapat", pelaku.dicatat),
        acara=isi.get("acara") or f"Rapat {catatan.pelaksanaan}",
        waktu=", ".join(satu for satu in waktu if satu),
        tempat_rapat=isi.get("tempat", ""),
        pimpinan=pimpinan,
        notulis=isi.get("notulis", ""),
        peserta=baris_teks(isi.get("peserta")),
        pembahasan=baris_teks(isi.get("pembahasan")),
        keputusan=baris_teks(isi.get("keputusan")),
        tindak_lanjut=tindak_lanjut(
            RencanaTindakLanjut.objects.filter(catatan=catatan, asal=RencanaTindakLanjut.Asal.NOTULEN)
        ),
        penanda_tangan=(pelaku.penanda, PenandaTangan("Notulis", isi.get("notulis", ""))),
    )


def susun_program_kerja(pelaksanaan: Pelaksanaan) -> ProgramKerja:
    """The plan of a run: what was written at its planning step, the SOP's own steps as schedule, the documents."""
    rencana = _catatan_terakhir(pelaksanaan, Langkah.Layar.RENCANA)
    dokumen = _catatan_terakhir(pelaksanaan, Langkah.Layar.DOKUMEN)
    isi = isi_catatan(rencana) if rencana else {}
    pelaku = pelaku_catatan(rencana) if rencana else None
    judul = f"Program Kerja {pelaksanaan.prosedur.get_jenis_display()} {sebut_periode(pelaksanaan.periode)}"
    keterangan = [pelaku.dicatat] if pelaku else []
    if personil := baris_teks(isi.get("personil")):
        keterangan.append(f"Pembagian tugas: {'; '.join(personil)}.")
    keterangan.append(f"Batas waktu seluruh kegiatan: {sebut_tanggal(pelaksanaan.batas_waktu)}.")
    return ProgramKerja(
        naskah=buat_naskah(
            pelaksanaan.opd,
            judul,
            pelaksanaan=pelaksanaan,
            tanggal=tanggal_isian(rencana) if rencana else None,
            draf=rencana is None or masih_draf(rencana),
            keterangan=keterangan,
        ),
        tujuan=baris_teks(isi.get("tujuan")),
        ruang_lingkup=baris_teks(isi.get("ruang_lingkup")),
        jadwal=_jadwal(pelaksanaan),
        dokumen=tuple(
            (nama.strip(), letak.strip())
            for nama, _, letak in (
                satu.partition(":")
                for satu in baris_teks(isi_catatan(dokumen).get("daftar") if dokumen else "")
            )
        ),
        penanda_tangan=pelaku.penanda if pelaku else None,
    )


def _jadwal(pelaksanaan: Pelaksanaan) -> tuple[BarisJadwal, ...]:
    """The steps of the SOP with their doers and its standard times, as printed there."""
    langkah = pelaksanaan.prosedur.langkah.prefetch_related("pelaku__peran").order_by("nomor")
    return tuple(
        BarisJadwal(
            nomor=satu.nomor,
            uraian=satu.uraian,
            pelaksana=", ".join(
                pelaku.peran.label
                for pelaku in sorted(satu.pelaku.all(), key=lambda p: p.peran.lajur)
                if pelaku.tugas == PelakuLangkah.Tugas.PELAKSANA
            ),
            waktu=satu.waktu_teks or "tidak disebut SOP",
            keterangan=satu.keterangan,
        )
        for satu in langkah
    )


def susun_disposisi(disposisi: Disposisi) -> LembarDisposisi:
    """Lembar Disposisi of a report to the Kepala (SOP 000 steps A11 and B9), answered or still open."""
    catatan = disposisi.catatan
    pelaksanaan = catatan.pelaksanaan
    opd = pelaksanaan.opd
    dicatat = sebut_pencatatan(disposisi, disposisi.diputuskan_oleh)
    dipilih = {satu.pk: satu for satu in disposisi.diteruskan_kepada.all()}
    ditawarkan = {satu.pk: satu for satu in Jabatan.objects.filter(opd=opd, aktif=True, jenis__in=DITERUSKAN)}
    ringkas = baris_teks(disposisi.uraian) or baris_teks(isi_catatan(catatan).get("ringkasan"))
    tanggal = disposisi.tanggal_sebenarnya or tanggal_setempat(opd, disposisi.diputuskan_pada)
    oleh = ""
    if disposisi.keputusan:
        nama, selaku = disposisi.diputuskan_oleh, disposisi.diputuskan_selaku
        if untuk := disposisi.dicatat_untuk:
            nama, selaku = untuk.pegawai.nama, untuk.sebutan
        oleh = f"{nama} ({selaku})" if selaku else str(nama)
    return LembarDisposisi(
        naskah=buat_naskah(
            opd,
            "Lembar Disposisi",
            pelaksanaan=pelaksanaan,
            tanggal=tanggal,
            draf=masih_draf(disposisi),
        ),
        dari=disposisi.diajukan_selaku or str(disposisi.diajukan_oleh),
        perihal=f"Laporan {pelaksanaan}",
        isi_ringkas=ringkas,
        tanggal_surat=tanggal_setempat(opd, disposisi.diajukan_pada),
        nomor_surat="",
        sifat=disposisi.get_sifat_display(),
        diteruskan_kepada=tuple((satu.nama, pk in dipilih) for pk, satu in (ditawarkan | dipilih).items()),
        arahan=disposisi.arahan,
        keputusan=disposisi.get_keputusan_display(),
        oleh=oleh,
        pada=disposisi.diputuskan_pada,
        dicatat=dicatat,
        tindak_lanjut=tindak_lanjut(
            RencanaTindakLanjut.objects.filter(catatan=catatan, asal=RencanaTindakLanjut.Asal.DISPOSISI)
        ),
    )


def _naskah(catatan: CatatanLangkah, judul: str, dicatat: str):
    return buat_naskah(
        catatan.pelaksanaan.opd,
        judul,
        pelaksanaan=catatan.pelaksanaan,
        nomor=isi_catatan(catatan).get("nomor", ""),
        tanggal=tanggal_isian(catatan),
        draf=masih_draf(catatan),
        keterangan=[dicatat, *_dicatat_per_pihak(catatan)],
    )


def _dicatat_per_pihak(catatan: CatatanLangkah) -> list[str]:
    """At a step of several parties each party's part may have been recorded for it."""
    paraf = catatan.paraf.filter(dicatat_untuk__isnull=False)
    return [
        sebut_pencatatan(satu, satu.oleh)
        for satu in paraf.select_related("oleh", "dicatat_untuk__pegawai", "dicatat_untuk__jabatan")
    ]


def _catatan_terakhir(pelaksanaan: Pelaksanaan, layar: str) -> CatatanLangkah | None:
    """The newest visit to a step of that layar."""
    catatan = (
        pelaksanaan.catatan.filter(langkah__layar=layar)
        .select_related(*TERKAIT_CATATAN)
        .order_by("-pk")
        .first()
    )
    if catatan:
        catatan.pelaksanaan = pelaksanaan
    return catatan


# What the papers of a visit read of it.
TERKAIT_CATATAN = (
    "langkah",
    "isian",
    "selesai_oleh",
    "dikerjakan_oleh",
    "dicatat_untuk__pegawai",
    "dicatat_untuk__jabatan",
    "pelaksanaan__opd__pemda",
    "pelaksanaan__periode",
    "pelaksanaan__prosedur__sop",
)
