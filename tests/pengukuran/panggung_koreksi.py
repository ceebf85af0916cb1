"""An office that measures, and what its people do when a figure turns out to be wrong."""

from decimal import Decimal

from alur.models import CatatanLangkah
from alur.perbaikan import tindaklanjuti
from organisasi.models import Pengguna
from pengukuran.koreksi import minta_koreksi
from pengukuran.models import Pengukuran
from pengumpulan.actions import ajukan_pembukaan, catat_realisasi, serahkan_formulir, setujui_susulan
from pengumpulan.models import BarisFormulir, ButirKoreksi, Formulir, Penyerahan, PermintaanKoreksi
from tests.alur.penjalan import terbuka
from tests.panggung_kinerja import PanggungKinerja
from tests.pengumpulan.panggung_serah import terima_semua


class PanggungKoreksi(PanggungKinerja):
    """TW I of SOP 000; ``ukur(5)`` stands at the measuring step, ``ukur(9)`` is approved, ``ukur(11)`` finished."""

    def baris(self, kode: str) -> BarisFormulir:
        """The row of an indicator (of Bidang Satu, where two units bring it), as it is now."""
        return (
            BarisFormulir.objects.filter(realisasi__indikator__kode=kode)
            .select_related("formulir__unit", "realisasi", "revisi", "perbaikan")
            .order_by("formulir__unit__urutan")
            .first()
        )

    def minta(self, *kode: str, oleh: Pengguna | None = None, isi: str = "Salah satuan") -> PermintaanKoreksi:
        """Ask for corrections at the open step of the measurement."""
        (satu,) = minta_koreksi(
            catatan=self.catatan(),
            baris={self.baris(k).pk: isi for k in kode},
            oleh=oleh or self.kantor.ketua_tim,
        )
        return satu

    def usulkan(self, *kode: str, alasan: str = "Rekon dengan pusat") -> PermintaanKoreksi:
        """The Sekretaris proposes to open rows of the locked period again."""
        return ajukan_pembukaan(
            opd=self.opd,
            periode=self.tw,
            baris={self.baris(k).pk: "" for k in kode},
            alasan=alasan,
            oleh=self.kantor.sekretaris,
        )

    def catatan(self) -> CatatanLangkah:
        """Where the measurement stands."""
        return terbuka(self.pengukuran_jalan)

    def ketik(self, kode: str, nilai, oleh: Pengguna | None = None, **isi) -> None:
        """The unit types the figure."""
        r = self.baris(kode).realisasi
        angka = {} if nilai is None else {"keadaan": "angka", "nilai": Decimal(nilai)}
        catat_realisasi(
            indikator=r.indikator,
            unit=r.unit,
            periode=r.periode,
            oleh=oleh or self.staf(kode),
            **angka,
            **isi,
        )

    def staf(self, kode: str) -> Pengguna:
        """Who fills the row."""
        satu = self.baris(kode).formulir.unit_id == self.kantor.bidang_satu.pk
        return self.kantor.staf_satu if satu else self.kantor.staf_dua

    def jawab(self, kode: str) -> None:
        """The unit says what it mended."""
        tindaklanjuti(perbaikan=self.baris(kode).perbaikan, oleh=self.staf(kode), jawaban="Dihitung ulang")

    def serahkan(self, kode: str) -> Penyerahan:
        """The form of that row goes in, with what is open of it."""
        formulir = Formulir.objects.get(pk=self.baris(kode).formulir_id)
        return serahkan_formulir(formulir=formulir, oleh=self.staf(kode))

    def koreksi(self, kode: str, nilai) -> Penyerahan:
        """Typed, answered, handed in, checked and approved."""
        self.ketik(kode, nilai)
        self.jawab(kode)
        penyerahan = self.serahkan(kode)
        terima_semua(penyerahan.formulir, self.kantor.ketua_tim)
        return setujui_susulan(penyerahan=penyerahan, oleh=self.kantor.sekretaris)

    def butir(self, kode: str) -> ButirKoreksi:
        """The newest request's row of that indicator."""
        return ButirKoreksi.objects.filter(realisasi__indikator__kode=kode).latest("pk")

    def putaran(self) -> list[Pengukuran]:
        """All rounds of the measurement, first to last."""
        return list(Pengukuran.objects.filter(pelaksanaan=self.pengukuran_jalan).order_by("putaran"))
