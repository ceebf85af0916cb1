"""The accounts worth knowing, for the table that the command prints."""

from sakip.contoh.sumber import baca_kantor

SEBAGAI_JABATAN = {
    "kepala": "Kepala",
    "sekretaris": "Sekretaris",
    "kasubbag": "Kasubbag",
    "kepala_bidang": "Kepala Bidang",
    "kasi": "Kasi",
}


def daftar_akun() -> list[tuple[str, str, str]]:
    """(role, username, office): of each office the first person of every role, in the order of the file."""
    isi = baca_kantor()
    hasil = [("Pengelola aplikasi", isi["superuser"]["akun"], "semua")]
    for pemda in isi["pemda"]:
        nama = f"{pemda['jenis'].title()} {pemda['nama']}"
        hasil.append(("Admin Pemda", pemda["admin"]["akun"], nama))
        hasil += [("Pembaca (pengawas)", satu["akun"], nama) for satu in pemda["pengawas"]]
    for opd in isi["opd"]:
        akun = {f"Plt. {satu['sebagai']}": satu["akun"] for satu in opd.get("plt", [])}
        for orang in opd["orang"]:
            akun.setdefault(sebagai(orang), f"{orang['akun']}.{opd['kunci']}")
        akun["Admin OPD"] = opd["admin"]["akun"]
        hasil += [(peran, nama, opd["singkatan"]) for peran, nama in akun.items()]
    return hasil


def sebagai(orang: dict) -> str:
    """What someone is in the flow, most telling first."""
    jabatan = SEBAGAI_JABATAN.get(orang.get("jabatan", {}).get("jenis", ""))
    return jabatan or ("Tim SAKIP" if "tim" in orang else "Staf")
