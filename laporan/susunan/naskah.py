"""Letters and other papers of single steps: made of what was written there, signed by whoever did the step."""

from datetime import date

from alur.isian_baris import baca_baris, tanggal_baris
from alur.jadwal import sebut_pelaksana
from alur.kunci_naskah import kunci_kunjungan, kunci_pelaksanaan
from alur.models import (
    BerkasLangkah,
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
from laporan.susunan.orang import pejabat_naskah, pelaku_catatan, sebut_pencatatan
from laporan.susunan.sel import sebut_periode, sebut_tanggal
from organisasi.models import Jabatan, NomorNaskah

# Units named one by one up to here; more go under the role's own label.
UNIT_DISEBUT = 4
TANPA_NOMOR = "(belum diberi nomor)"
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


def judul_surat(langkah: Langkah) -> str:
    """What the paper of an order or a letter is called: as the SOP says, else by its layar."""
    return langkah.get_naskah_display() or ("Surat" if langkah.layar == Langkah.Layar.SURAT else "Nota Dinas")


def susun_nota_dinas(catatan: CatatanLangkah) -> NotaDinas:
    """An order (layar perintah) or a letter (layar surat), as it was written at the step."""
    isi = isi_catatan(catatan)
    pejabat = pejabat_naskah(catatan, tanggal_isian(catatan))
    return NotaDinas(
        naskah=naskah_kunjungan(catatan, judul_surat(catatan.langkah)),
        kepada=isi.get("kepada") or sebut_peran(catatan.langkah, PelakuLangkah.Tugas.PENERIMA),
        dari=pejabat.selaku,
        hal=isi.get("hal", ""),
        isi=baris_teks(isi.get("isi_surat") or isi.get("isi_perintah")),
        lampiran=isi.get("lampiran") or "-",
        tembusan=baris_teks(isi.get("tembusan")),
        penanda_tangan=pejabat.penanda,
    )


def susun_notulen(catatan: CatatanLangkah) -> Notulen:
    """Minutes of a meeting (layar rapat): those who came, what was said by whom, what was decided and follows."""
    isi = isi_catatan(catatan)
    tanggal = tanggal_isian(catatan)
    pejabat = pejabat_naskah(catatan, tanggal)
    waktu = [sebut_tanggal(tanggal)]
    if isi.get("waktu"):
        waktu.append(f"pukul {isi['waktu']}")
    pimpinan = f"{pejabat.nama} ({pejabat.selaku})" if pejabat.nama else pejabat.selaku
    peserta = baca_baris(isi.get("peserta"), ("nama",))
    return Notulen(
        naskah=naskah_kunjungan(catatan, "Notulen Rapat"),
        acara=isi.get("acara") or f"Rapat {catatan.pelaksanaan}",
        waktu=", ".join(satu for satu in waktu if satu),
        tempat_rapat=isi.get("tempat", ""),
        pimpinan=pimpinan,
        notulis=isi.get("notulis", ""),
        # Lines of text, as older minutes had them, named those who were there.
        peserta=tuple(_sebut_orang(satu) for satu in peserta if satu.get("hadir", True)),
        pembahasan=tuple(
            f"{satu['pembicara']}: {satu.get('isi', '')}" if satu.get("pembicara") else satu.get("isi", "")
            for satu in baca_baris(isi.get("pembahasan"), ("isi",))
        ),
        keputusan=tuple(satu.get("isi", "") for satu in baca_baris(isi.get("keputusan"), ("isi",))),
        tindak_lanjut=_tindak_lanjut_rapat(catatan, isi),
        penanda_tangan=(pejabat.penanda, PenandaTangan("Notulis", isi.get("notulis", ""))),
        undangan=_sebut_undangan(catatan, isi),
        tidak_hadir=tuple(_sebut_orang(satu) for satu in peserta if not satu.get("hadir", True)),
    )


def _sebut_orang(satu: dict) -> str:
    return f"{satu.get('nama', '')} ({satu['jabatan']})" if satu.get("jabatan") else satu.get("nama", "")


def _tindak_lanjut_rapat(catatan: CatatanLangkah, isi: dict) -> tuple[TindakLanjut, ...]:
    """What the meeting set, as it was set: how it went on stands elsewhere. Before the step closed, its rows."""
    lahir = RencanaTindakLanjut.objects.filter(catatan=catatan, asal=RencanaTindakLanjut.Asal.NOTULEN)
    hasil = [
        TindakLanjut(satu.uraian, satu.penanggung_jawab.nama, satu.tenggat)
        for satu in lahir.select_related("penanggung_jawab").order_by("tenggat", "pk")
    ]
    baris = baca_baris(isi.get("tindak_lanjut"), ("uraian",)) if catatan.terbuka else []
    if baris:
        nama = {str(pk): n for pk, n in Jabatan.objects.filter(opd=catatan.opd_id).values_list("pk", "nama")}
        hasil += [
            TindakLanjut(satu.get("uraian", ""), nama.get(str(satu.get("siapa")), "belum dipilih"), hari)
            for satu in baris
            if (hari := tanggal_baris(satu.get("tenggat")))
        ]
    return tuple(hasil)


def _sebut_undangan(catatan: CatatanLangkah, isi: dict) -> str:
    """With which letter the meeting was called, where one was written."""
    asal, tanggal = catatan, tanggal_baris(isi.get("tanggal_undangan"))
    kunci = kunci_kunjungan(catatan, "undangan")
    undangan = (
        catatan.pelaksanaan.catatan.filter(
            langkah__naskah=Langkah.Naskah.UNDANGAN, langkah__nomor__lt=catatan.langkah.nomor
        )
        .select_related("isian")
        .order_by("-pk")
        .first()
    )
    if undangan:
        asal, kunci = undangan, kunci_kunjungan(undangan, "naskah")
        tanggal = tanggal_baris(isi_catatan(asal).get("tanggal"))
    if tanggal is None:
        return ""
    return (
        f"Berdasarkan undangan nomor {nomor_naskah(kunci) or TANPA_NOMOR} tanggal {sebut_tanggal(tanggal)}."
    )


def susun_program_kerja(pelaksanaan: Pelaksanaan) -> ProgramKerja:
    """The plan of a run, as it was written at its planning step; with the documents its SOP asks for."""
    rencana = catatan_terakhir(pelaksanaan, Langkah.Layar.RENCANA)
    isi = isi_catatan(rencana) if rencana else {}
    tanggal = tanggal_isian(rencana) if rencana else None
    pelaku = pelaku_catatan(rencana) if rencana else None
    pejabat = pejabat_naskah(rencana, tanggal) if rencana else None
    judul = f"Program Kerja {pelaksanaan.prosedur.get_jenis_display()} {sebut_periode(pelaksanaan.periode)}"
    keterangan = [pelaku.dicatat] if pelaku else []
    keterangan.append(f"Batas waktu seluruh kegiatan: {sebut_tanggal(pelaksanaan.batas_waktu)}.")
    dokumen = BerkasLangkah.objects.filter(
        langkah__prosedur=pelaksanaan.prosedur_id,
        langkah__layar=Langkah.Layar.DOKUMEN,
        arah=BerkasLangkah.Arah.KELENGKAPAN,
    ).order_by("langkah__nomor", "urutan")
    return ProgramKerja(
        naskah=buat_naskah(
            pelaksanaan.opd,
            judul,
            pelaksanaan=pelaksanaan,
            nomor=nomor_naskah(kunci_pelaksanaan(pelaksanaan, "program-kerja")),
            tanggal=tanggal,
            draf=rencana is None or masih_draf(rencana),
            keterangan=keterangan,
        ),
        tujuan=baris_teks(isi.get("tujuan")),
        ruang_lingkup=baris_teks(isi.get("ruang_lingkup")),
        jadwal=_jadwal(pelaksanaan, isi),
        dokumen=tuple(dokumen.values_list("nama", flat=True)),
        penanda_tangan=pejabat.penanda if pejabat else None,
        personil=baris_teks(isi.get("personil")),
    )


def _jadwal(pelaksanaan: Pelaksanaan, isi: dict) -> tuple[BarisJadwal, ...]:
    """The schedule that was set; of plans written before there was one, the SOP's steps without days."""
    if baris := baca_baris(isi.get("jadwal"), ("uraian",)):
        return tuple(
            BarisJadwal(
                nomor=satu.get("langkah", ""),
                uraian=satu.get("uraian", ""),
                pelaksana=satu.get("pelaksana", ""),
                mulai=tanggal_baris(satu.get("mulai")),
                selesai=tanggal_baris(satu.get("selesai")),
                keterangan=satu.get("keterangan", ""),
            )
            for satu in baris
        )
    langkah = pelaksanaan.prosedur.langkah.prefetch_related("pelaku__peran").order_by("nomor")
    return tuple(
        BarisJadwal(
            nomor=str(satu.nomor),
            uraian=satu.uraian,
            pelaksana=sebut_pelaksana(satu),
            mulai=None,
            selesai=None,
            keterangan=f"Waktu baku {satu.waktu_teks}" if satu.waktu_teks else "",
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


def nomor_naskah(kunci: str) -> str:
    """The number a paper has in the register; empty where it has none."""
    return NomorNaskah.objects.berlaku().filter(kunci=kunci).values_list("nomor", flat=True).first() or ""


def naskah_kunjungan(
    catatan: CatatanLangkah,
    judul: str,
    *,
    jenis: str = "naskah",
    tanggal: date | None = None,
    draf: bool | None = None,
):
    """Head and foot of a paper of one visit; before the register its number stood among what was written."""
    return buat_naskah(
        catatan.pelaksanaan.opd,
        judul,
        pelaksanaan=catatan.pelaksanaan,
        nomor=nomor_naskah(kunci_kunjungan(catatan, jenis))
        or (isi_catatan(catatan).get("nomor", "") if jenis == "naskah" else ""),
        tanggal=tanggal or tanggal_isian(catatan),
        draf=masih_draf(catatan) if draf is None else draf,
        keterangan=[pelaku_catatan(catatan).dicatat, *_dicatat_per_pihak(catatan)],
    )


def _dicatat_per_pihak(catatan: CatatanLangkah) -> list[str]:
    """At a step of several parties each party's part may have been recorded for it."""
    paraf = catatan.paraf.filter(dicatat_untuk__isnull=False)
    return [
        sebut_pencatatan(satu, satu.oleh)
        for satu in paraf.select_related("oleh", "dicatat_untuk__pegawai", "dicatat_untuk__jabatan")
    ]


def catatan_terakhir(pelaksanaan: Pelaksanaan, layar: str) -> CatatanLangkah | None:
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
