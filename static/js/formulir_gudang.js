/* What was typed and is not with the server yet, kept in localStorage: it outlives a lost line, a closed browser and
   an ended session. One key per person, form, row and tab, so that two tabs never overwrite each other and nobody
   reads what another person typed on the same computer.

   An entry: {kunci: "b12", isi: {nilai: "1,5"}, versi: 3, pada: ms, n: how often it changed, pernah: [contents that
   were sent and whose answer may have been lost]}. Where the browser has no room or no storage, entries live in
   memory alone and F.gudang.aman is false: the page then says so. */
(function () {
  "use strict";
  var F = window.Formulir, AWAL = "sakip.formulir.", KABAR = "sakip.kabar.", DETAK = "sakip.tab.";
  var SELANG = 2000, MATI = 5000, USANG = 180 * 24 * 3600 * 1000;

  F.bukaGudang = function (pengguna, formulir) {
    var tab = Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
    var milik = AWAL + pengguna + "." + formulir + ".", kabar = KABAR + pengguna + "." + formulir;
    var sisa = "sakip.sisa." + pengguna + "." + formulir + ".";
    var ingatan = new Map(), gudang = { aman: true, tab: tab };

    function baca(kunci) {
      try {
        var isi = JSON.parse(localStorage.getItem(kunci));
        if (isi && typeof isi.kunci === "string" && isi.isi && typeof isi.isi === "object") return isi;
      } catch (e) { /* unreadable: fall through, it is of no use to anyone */ }
      try { localStorage.removeItem(kunci); } catch (e) { /* no storage at all */ }
      return null;
    }
    function daftarKunci() {
      try { return Object.keys(localStorage).filter(function (k) { return k.indexOf(milik) === 0; }); } catch (e) { return []; }
    }
    function tabDari(kunci) { return kunci.slice(kunci.lastIndexOf(".") + 1); }
    function hidup(lain) {
      try { return Date.now() - Number(localStorage.getItem(DETAK + lain) || 0) < MATI; } catch (e) { return false; }
    }
    function berdetak() {
      if (!ingatan.size) return;
      try { localStorage.setItem(DETAK + tab, String(Date.now())); } catch (e) { /* quota: said by simpan */ }
    }

    gudang.simpan = function (entri) {
      ingatan.set(entri.kunci, entri);
      try {
        localStorage.setItem(milik + entri.kunci + "." + tab, JSON.stringify(entri));
        berdetak();
        gudang.aman = true;
      } catch (e) { gudang.aman = false; }
    };
    gudang.buang = function (kunci) {
      ingatan.delete(kunci);
      try {
        localStorage.removeItem(milik + kunci + "." + tab);
        if (!ingatan.size) localStorage.removeItem(DETAK + tab);
      } catch (e) { /* nothing was there */ }
      if (!ingatan.size) gudang.aman = true;
    };
    gudang.ambil = function (kunci) { return ingatan.get(kunci); };

    /* Entries of tabs that are gone become this tab's own, of the rows it cares for (mau); oldest first. Those of a
       living tab stay with it. */
    gudang.warisan = function (mau) {
      var hasil = [];
      daftarKunci().forEach(function (kunci) {
        var entri;
        if (tabDari(kunci) === tab || hidup(tabDari(kunci))) return;
        entri = baca(kunci);
        if (!entri || !mau(entri.kunci)) return;
        try { localStorage.removeItem(kunci); } catch (e) { return; }
        if (Date.now() - entri.pada < USANG) hasil.push(entri);
      });
      return hasil.sort(function (a, b) { return a.pada - b.pada; });
    };
    /* What can be sent no more, kept until the person has copied it. */
    function kunciSisa(entri) { return sisa + entri.kunci + "." + entri.pada; }
    gudang.sisihkan = function (entri) {
      try { localStorage.setItem(kunciSisa(entri), JSON.stringify(entri)); } catch (e) { /* it stands on the page */ }
    };
    gudang.sisa = function () {
      try {
        return Object.keys(localStorage).filter(function (k) { return k.indexOf(sisa) === 0; }).map(baca).filter(Boolean);
      } catch (e) { return []; }
    };
    /* Those the person has copied; another tab may have put more aside meanwhile. */
    gudang.buangSisa = function (daftar) {
      try { daftar.forEach(function (entri) { localStorage.removeItem(kunciSisa(entri)); }); } catch (e) { /* nothing was there */ }
    };

    /* Other tabs of the same person on the same form hear what was saved, and show it. */
    gudang.kabarkan = function (isi) {
      try { localStorage.setItem(kabar, JSON.stringify(Object.assign({ tab: tab, pada: Date.now() }, isi))); } catch (e) { /* they will meet it as a stale edit */ }
    };
    gudang.dengar = function (terima) {
      window.addEventListener("storage", function (e) {
        var isi;
        if (e.key !== kabar || !e.newValue) return;
        try { isi = JSON.parse(e.newValue); } catch (salah) { return; }
        if (isi && isi.tab !== tab) terima(isi);
      });
    };

    setInterval(berdetak, SELANG);
    window.addEventListener("pagehide", function () { try { localStorage.removeItem(DETAK + tab); } catch (e) { /* gone anyway */ } });
    window.addEventListener("pageshow", function (e) { if (e.persisted) berdetak(); });
    return gudang;
  };
})();
