from tests.test_hak_akses import *
from tests.test_hak_akses import pytestmark
import collections

ADMINP = {n: p for n, p in SEMUA_ALAMAT.items() if p.startswith("admin/")}


def test_x(orang, panggung, kantor, panggung_asing, kantor_lain):
    isi = isi_kantor(kantor, 1) | {PemerintahDaerah: kantor.pemda, Periode: Periode.objects.first()}
    out = collections.defaultdict(dict)
    for siapa in ("anonim", "kepala", "admin", "admin_pemda", "super"):
        p = Pengunjung(orang.get(siapa))
        for nama, pola in ADMINP.items():
            m = re.match(r"admin/(\w+)/(\w+)/", pola)
            model = None
            if m:
                try:
                    model = apps.get_model(m[1], m[2])
                except LookupError:
                    pass
            pk = isi[model].pk if model in isi else 1
            al = "/" + re.sub(r"<[^>]*>", str(pk), pola).replace(
                "^(?P<app_label>organisasi|jejak|perencanaan|alur|pengumpulan|axes)/$", "alur/"
            )
            if "(?P" in al:
                al = "/admin/tiada/"
            if pola == "admin/^(?P<app_label>organisasi|jejak|perencanaan|alur|pengumpulan|axes)/$":
                al = "/admin/alur/"
            out[nama][siapa] = tuple(p.coba(mt, al).status_code for mt in ("get", "post"))
    g = collections.defaultdict(list)
    for n, d in out.items():
        g[str(d)].append(n)
    for k, v in sorted(g.items()):
        print(k, "\n     ", *v)
