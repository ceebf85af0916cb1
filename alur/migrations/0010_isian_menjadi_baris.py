"""Lists that steps kept as lines of text become rows, as the forms keep them now; and back."""

from django.db import migrations

# {field: (columns of a line, the sign between them)}
BARIS = {
    "peserta": (("nama",), ""),
    "pembahasan": (("isi",), ""),
    "keputusan": (("isi",), ""),
    "daftar": (("nama", "letak"), ":"),
}


def jadi_baris(nama: str, teks: str) -> list[dict]:
    """Lines as rows; whoever stood on a list of participants was there, what is said to be there is."""
    kolom, pisah = BARIS[nama]
    hasil = []
    for satu in teks.splitlines():
        if not satu.strip():
            continue
        isi = [bagian.strip() for bagian in (satu.split(pisah, 1) if pisah else [satu])]
        baris = dict(zip(kolom, isi, strict=False))
        if nama == "peserta":
            baris["hadir"] = True
        if nama == "daftar":
            baris["keadaan"] = "ada" if baris.get("letak", "").lower().startswith("ada") else "menyusul"
        hasil.append(baris)
    return hasil


def jadi_teks(nama: str, baris: list[dict]) -> str:
    """Rows as lines."""
    kolom, pisah = BARIS[nama]
    return "\n".join(f"{pisah} ".join(satu.get(k, "") for k in kolom if satu.get(k)) for satu in baris)


def maju(apps, schema_editor):
    _ubah(apps, str, jadi_baris)


def mundur(apps, schema_editor):
    _ubah(apps, list, jadi_teks)


def _ubah(apps, dari, ubah):
    for satu in apps.get_model("alur", "IsianLangkah").objects.iterator():
        baru = {
            nama: ubah(nama, isi) if nama in BARIS and isinstance(isi, dari) else isi
            for nama, isi in satu.isi.items()
        }
        if baru != satu.isi:
            type(satu).objects.filter(pk=satu.pk).update(isi=baru)


def beri_naskah(apps, schema_editor):
    """Steps of SOPs adopted before say what paper they make, as the shipped texts do now."""
    Langkah = apps.get_model("alur", "Langkah")
    for satu in Langkah.objects.filter(layar__in=("surat", "perintah"), naskah=""):
        teks = satu.uraian.lower()
        nama = [b.nama.lower() for b in satu.berkas.all()]
        jenis = ""
        if satu.layar == "perintah":
            if nama and all("disposisi" in n for n in nama):
                jenis = "disposisi"
        elif "undang" in teks or any("undang" in n for n in nama):
            jenis = "undangan"
        elif "pengantar" in teks:
            jenis = "pengantar"
        elif "ganda" in teks:
            jenis = "penggandaan"
        elif any("nota dinas" in n for n in nama):
            jenis = "nota_dinas"
        if jenis:
            Langkah.objects.filter(pk=satu.pk).update(naskah=jenis)


class Migration(migrations.Migration):
    dependencies = [("alur", "0009_telaah_baris")]

    operations = [
        migrations.RunPython(maju, mundur),
        migrations.RunPython(beri_naskah, migrations.RunPython.noop),
    ]
