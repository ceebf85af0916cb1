/* One file to the server in pieces. A lost line waits and goes on where the server says it stands; pieces shrink on a
   bad line and grow on a good one. */
(function () {
  "use strict";
  var AWAL = 128 * 1024, TERKECIL = 32 * 1024, JEDA = [1000, 2000, 4000, 8000, 15000, 30000], TERLAMA = 90000;
  function Tolak(kalimat, ulang) { this.kalimat = kalimat; this.ulang = !!ulang; }
  var SESI = "Sesi Anda berakhir atau halaman ini usang. Masuk lagi di tab lain, lalu tekan Coba lagi.";

  /* The page's token is old after logging in again: a new one is taken only if it is still the same person. */
  function kirim(url, data, tugas, maju) {
    return kirimSekali(url, data, tugas, maju).then(function (j) {
      if (j.status !== 403 || !j.isi.token) return j;
      if (!j.isi.pengguna) throw new Tolak(SESI, true);
      if (String(j.isi.pengguna) !== tugas.orang) throw new Tolak("Orang lain masuk di peramban ini. Masuk lagi sebagai Anda di tab lain, lalu tekan Coba lagi.", true);
      tugas.gantiCsrf(j.isi.token);
      return kirimSekali(url, data, tugas, maju);
    });
  }
  function kirimSekali(url, data, tugas, maju) {
    return new Promise(function (jadi, gagal) {
      var x = new XMLHttpRequest();
      tugas.putus = function () { x.abort(); };
      x.open("POST", url);
      x.timeout = TERLAMA;
      x.setRequestHeader("X-CSRFToken", tugas.csrf());
      x.setRequestHeader("Accept", "application/json");
      if (maju) x.upload.onprogress = function (e) { maju(e.loaded); };
      x.onload = function () {
        var isi = null;
        try { isi = JSON.parse(x.responseText); } catch (salah) { /* a page instead of an answer */ }
        if (x.status >= 500) gagal(null);
        else if (!isi) gagal(new Tolak(x.status === 413 ? "Potongan berkas ditolak server. Hubungi administrator." : SESI, true));
        else if (x.status === 401) gagal(new Tolak(isi.galat || SESI, true));
        else jadi({ status: x.status, isi: isi });
      };
      x.onerror = x.ontimeout = function () { gagal(null); };
      x.onabort = function () { gagal(new Tolak("Dibatalkan.")); };
      x.send(data);
    });
  }
  function tunggu(lama) {
    return new Promise(function (jadi) {
      var jam = setTimeout(selesai, lama);
      function selesai() { clearTimeout(jam); window.removeEventListener("online", selesai); jadi(); }
      window.addEventListener("online", selesai);
    });
  }

  window.SAKIPBukti = window.SAKIPBukti || {};
  /* tugas: {url, orang, nama, isi, asal, sidik, csrf(), gantiCsrf(token), maju(byte), keadaan(kata), batal}; a promise of the server's first
     answer once all is there; rejects with {kalimat, ulang} */
  window.SAKIPBukti.unggah = function (tugas) {
    var besar = AWAL, gagalKe = 0;
    function mulai() {
      var data = new FormData();
      data.append("nama", tugas.nama);
      data.append("ukuran", tugas.isi.size);
      data.append("sidik", tugas.sidik);
      if (tugas.asal) data.append("ukuran_asal", tugas.asal);
      return kirim(tugas.url, data, tugas).then(function (j) {
        if (j.status !== 200) throw new Tolak(j.isi.galat);
        tugas.jawab = j.isi;
        return lanjut(j.isi.diterima, j.isi.selesai);
      });
    }
    function lanjut(dari, selesai) {
      gagalKe = 0;
      tugas.maju(dari);
      if (tugas.batal) throw new Tolak("Dibatalkan.");
      if (selesai) return tugas.jawab;
      var ukuran = Math.min(besar, tugas.jawab.potongan), data = new FormData(), sejak = Date.now();
      data.append("mulai", dari);
      data.append("isi", tugas.isi.slice(dari, dari + ukuran), "bagian");
      tugas.keadaan("Mengunggah");
      return kirim(tugas.jawab.kirim, data, tugas, function (byte) { tugas.maju(Math.min(dari + byte, dari + ukuran, tugas.isi.size)); }).then(function (j) {
        if (j.status === 409 && typeof j.isi.diterima === "number") return lanjut(j.isi.diterima, false);
        if (j.status !== 200) throw new Tolak(j.isi.galat);
        if (Date.now() - sejak < 3000) besar = Math.min(besar * 2, tugas.jawab.potongan);
        return lanjut(j.isi.diterima, j.isi.selesai);
      });
    }
    function coba() {
      return mulai().catch(function (salah) {
        if (salah) throw salah;
        if (tugas.batal) throw new Tolak("Dibatalkan.");
        besar = Math.max(TERKECIL, besar / 2);
        tugas.keadaan("Sambungan terputus, dilanjutkan begitu tersambung");
        return tunggu(JEDA[Math.min(gagalKe++, JEDA.length - 1)]).then(coba);
      });
    }
    return coba();
  };
})();
