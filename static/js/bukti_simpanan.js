/* Files on their way are kept in the browser (IndexedDB), so that a reload or a closed tab does not lose a photo that
   was taken for it. Kept for the person and the form they were meant for, and taken away once sent, or after a day. */
(function () {
  "use strict";
  var NAMA = "sakip-bukti", LACI = "berkas", UMUR = 24 * 3600 * 1000;
  function buka() {
    return new Promise(function (jadi, gagal) {
      if (!window.indexedDB) { gagal(new Error("tanpa IndexedDB")); return; }
      var minta = indexedDB.open(NAMA, 1);
      minta.onupgradeneeded = function () { minta.result.createObjectStore(LACI, { keyPath: "kunci" }); };
      minta.onsuccess = function () { jadi(minta.result); };
      minta.onerror = function () { gagal(minta.error); };
    });
  }
  function kerjakan(cara, kerja) {
    return buka().then(function (basis) {
      return new Promise(function (jadi, gagal) {
        var t = basis.transaction(LACI, cara), minta = kerja(t.objectStore(LACI));
        t.oncomplete = function () { basis.close(); jadi(minta && minta.result); };
        t.onabort = t.onerror = function () { basis.close(); gagal(t.error); };
      });
    });
  }
  function diam() { return null; }
  window.SAKIPBukti = window.SAKIPBukti || {};
  window.SAKIPBukti.simpanan = {
    /* {kunci, ruang, nama, isi, asal}; a browser that cannot keep it goes on without */
    simpan: function (satu) {
      satu.pada = Date.now();
      return kerjakan("readwrite", function (laci) { return laci.put(satu); }).catch(diam);
    },
    hapus: function (kunci) {
      return kerjakan("readwrite", function (laci) { return laci.delete(kunci); }).catch(diam);
    },
    semua: function (ruang) {
      return kerjakan("readwrite", function (laci) {
        var hasil = { result: [] };
        laci.openCursor().onsuccess = function (e) {
          var kursor = e.target.result;
          if (!kursor) return;
          if (Date.now() - kursor.value.pada > UMUR) kursor.delete();
          else if (kursor.value.ruang === ruang) hasil.result.push(kursor.value);
          kursor.continue();
        };
        return hasil;
      }).catch(function () { return []; });
    }
  };
})();
