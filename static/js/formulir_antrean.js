/* The queue: rows that were changed wait here until the server has them. A row goes when one leaves it or pauses; what
   fails for want of a line is tried again by itself, ever more seldom, and at once when the line or the person is
   back. Three requests at a time, never two for one row. */
(function () {
  "use strict";
  var F = window.Formulir, SEKALIGUS = 3, JEDA = [2, 4, 8, 15, 30, 60], PERNAH = 4;

  function pukul() {
    var kini = new Date();
    return String(kini.getHours()).padStart(2, "0") + "." + String(kini.getMinutes()).padStart(2, "0");
  }

  /* semua: Map of kunci -> Baris; gudang, kirim: see their files; kabar: tells the page (formulir_kabar.js). */
  /* utuh: the page shows the whole form. What waits for a row that this page leaves out stays for one that shows it. */
  F.bukaAntrean = function (semua, gudang, kirim, kabar, utuh) {
    var jalan = 0, gagal = 0, jam = 0, henti = "", tersimpanPada = "", tunggu = [], pernahWaris = false;
    var antrean = {};

    function entri(baris) { return gudang.ambil(baris.kunci); }
    /* mau: the person has left the row or paused; what is still being typed does not go with the others. */
    function siap(baris) { return entri(baris) && baris.mau && !baris.sedang && baris.keadaan !== "bentrok" && baris.keadaan !== "gagal" && !baris.kurang(); }

    function gambar() {
      var banyak = 0, belum = 0, bentrok = 0;
      semua.forEach(function (b) {
        if (!entri(b)) return;
        if (b.keadaan === "bentrok") bentrok += 1;
        else if (b.keadaan === "gagal" || b.kurang()) belum += 1;
        else banyak += 1;
      });
      kabar.antrean({ menunggu: banyak, belum: belum, bentrok: bentrok, jalan: jalan, henti: henti, pada: tersimpanPada, aman: gudang.aman });
      if (!jalan && !banyak) tunggu.splice(0).forEach(function (lanjut) { lanjut(); });
      if (henti) tunggu.splice(0).forEach(function (lanjut) { lanjut(); });
    }

    /* The row as it is now becomes its entry, or leaves the queue where it is again as the server knows it. */
    antrean.catat = function (baris, versi) {
      var lama = entri(baris);
      if (!baris.berubah() && !baris.sedang && baris.keadaan !== "bentrok") {
        if (lama) gudang.buang(baris.kunci);
        if (lama || baris.keadaan) baris.tampilkan("awal", baris.el.hasAttribute("data-terisi") ? "Terisi" : "Belum diisi");
        gambar();
        return;
      }
      gudang.simpan({
        kunci: baris.kunci, kode: baris.kode, isi: baris.isi(), versi: versi === undefined ? lama ? lama.versi : baris.versi : versi,
        pada: Date.now(), n: lama ? lama.n + 1 : 1, pernah: lama ? lama.pernah : []
      });
      baris.mau = false;
      if (baris.keadaan !== "bentrok" && !baris.sedang) baris.tampilkan("ubah", "Belum disimpan");
      gambar();
    };

    antrean.kirim = function (baris, pergi) {
      var e = entri(baris), kurang;
      clearTimeout(baris.nanti);
      if (!e || baris.keadaan === "bentrok") return;
      if (baris.sedang) { baris.lagi = true; return; }
      /* What the server refused as it is needs no second asking. */
      if (baris.ditolak && baris.ditolak === baris.kanon(baris.isi())) return;
      baris.mau = true;
      kurang = baris.kurang();
      if (kurang) { baris.tampilkan("gagal", "Belum disimpan" + (baris.tandaiBidang() ? "" : ": " + kurang)); gambar(); return; }
      if (henti && !pergi) { baris.tampilkan("tunggu", "Menunggu dikirim"); gambar(); return; }
      if (baris.keadaan === "gagal") baris.tampilkan("ubah", "Belum disimpan");
      if (jalan >= SEKALIGUS && !pergi) return;
      mulai(baris, e, pergi);
    };

    function mulai(baris, e, pergi) {
      var isi = e.isi, n = e.n;
      jalan += 1;
      baris.sedang = true;
      baris.ditolak = "";
      baris.tampilkan("jalan", "Menyimpan");
      e.pernah = e.pernah.concat(baris.kanon(isi)).slice(-PERNAH);
      gudang.simpan(e);
      gambar();
      kirim(baris, isi, e.versi, pergi).then(function (hasil) {
        jalan -= 1;
        baris.sedang = false;
        if (hasil.jenis !== "putus" && hasil.jenis !== "sesi" && hasil.jenis !== "orang_lain") { gagal = 0; henti = ""; }
        tangani[hasil.jenis](baris, hasil, isi, n);
        if (baris.lagi) { baris.lagi = false; antrean.kirim(baris); }
        if (!henti) lanjutkan();
        gambar();
      });
    }

    var tangani = {
      tersimpan: function (baris, hasil, isi, n) {
        var e = entri(baris), lanjut = e && e.n !== n;
        baris.terima(hasil.data, isi);
        tersimpanPada = pukul();
        gudang.kabarkan({ kunci: baris.kunci, jawab: hasil.data, kanon: baris.kanon(isi) });
        if (lanjut && baris.kanon(baris.isi()) !== baris.kanon(hasil.data.isi)) {
          e.versi = hasil.data.versi;
          gudang.simpan(e);
          baris.tampilkan("ubah", "Belum disimpan");
          return;
        }
        gudang.buang(baris.kunci);
        baris.tampilkan("ya", "Tersimpan " + tersimpanPada);
        kabar.suara(baris.kode + " tersimpan " + tersimpanPada);
      },
      bentrok: function (baris, hasil) {
        var e = entri(baris), b = hasil.data.bentrok;
        /* What stands there is what we sent ourselves before the answer got lost, or from another tab: go on from it. */
        if (e.pernah.slice(0, -1).indexOf(baris.kanon(b.isi)) >= 0) {
          e.versi = b.versi;
          gudang.simpan(e);
          baris.versi = b.versi;
          baris.tampilkan("ubah", "Belum disimpan");
          return;
        }
        baris.bentrok(b, function (saya) {
          baris.selesaiBentrok();
          baris.tampilkan("ubah", "Belum disimpan");
          if (saya) { baris.dasarkan(b); antrean.catat(baris, b.versi); antrean.kirim(baris); }
          else {
            gudang.buang(baris.kunci);
            baris.terima({ versi: b.versi, isi: b.isi, terisi: b.isi.keadaan !== "belum_diisi" }, null);
            baris.pasang(b.isi);
            baris.tampilkan("ya", "Memakai yang tersimpan");
            gambar();
          }
        });
        kabar.suara("Bentrok pada " + baris.kode + ": " + b.oleh + " lebih dahulu mengubahnya menjadi " + b.teks);
      },
      ditolak: function (baris, hasil, isi) {
        baris.ditolak = baris.kanon(isi);
        baris.tampilkan("gagal", "Gagal: " + (hasil.kalimat || "ditolak server. Muat ulang halaman."));
        kabar.suara(baris.kode + " gagal disimpan. " + hasil.kalimat);
      },
      hilang: function (baris, hasil) {
        baris.tampilkan("gagal", "Gagal: " + (hasil.kalimat || "baris ini tidak ada lagi. Muat ulang halaman."));
      },
      sesi: function (baris, hasil) { berhenti("sesi", hasil.data); },
      orang_lain: function (baris, hasil) { berhenti("orang_lain", hasil.data); },
      putus: function (baris, hasil) { berhenti("putus", hasil); }
    };

    function berhenti(sebab, data) {
      if (henti !== sebab) kabar.henti(sebab, data);
      henti = sebab;
      semua.forEach(function (b) { if (entri(b) && !b.sedang && b.keadaan !== "bentrok" && b.keadaan !== "gagal") b.tampilkan("tunggu", sebab === "putus" ? "Gagal: " + (data.kalimat || "sambungan terputus") + ". Menunggu dikirim." : "Menunggu dikirim"); });
      clearTimeout(jam);
      if (sebab === "orang_lain") return;
      jam = setTimeout(antrean.coba, JEDA[Math.min(gagal, JEDA.length - 1)] * 1000 * (0.8 + Math.random() * 0.4));
      gagal += 1;
    }
    /* One row tries whether the way is free again; the others follow when it got through. */
    antrean.coba = function () {
      var pertama;
      clearTimeout(jam);
      if (!henti) { lanjutkan(); return; }
      if (jalan) return;
      semua.forEach(function (b) { if (!pertama && siap(b)) pertama = b; });
      if (pertama) mulai(pertama, entri(pertama));
      else { henti = ""; kabar.henti("", {}); gambar(); }
    };
    function lanjutkan() {
      kabar.henti("", {});
      semua.forEach(function (b) { if (jalan < SEKALIGUS && siap(b)) mulai(b, entri(b)); });
    }

    /* All that can go, goes; then() when nothing is on its way any more, whether it got through or not. */
    antrean.semuanya = function () {
      semua.forEach(function (b) { if (entri(b)) { b.ditolak = ""; antrean.kirim(b); } });
      return new Promise(function (lanjut) { tunggu.push(lanjut); gambar(); });
    };
    antrean.pergi = function () { if (henti !== "orang_lain") semua.forEach(function (b) { if (entri(b) && b.keadaan !== "gagal" && !b.kurang()) antrean.kirim(b, true); }); };
    antrean.bersih = function () {
      var bersih = true;
      semua.forEach(function (b) { if (entri(b)) bersih = false; });
      return bersih;
    };

    /* What earlier tabs left behind: put into its row and sent with the version that was seen then. */
    antrean.warisi = function () {
      var daftar = gudang.warisan(function (kunci) { return utuh || semua.has(kunci); }), terpasang = [];
      if (pernahWaris && !daftar.length) return;
      pernahWaris = true;
      /* Newest first: of two things typed into one row the newer stands in it, the older is shown to be copied. */
      daftar.reverse().forEach(function (e) {
        var baris = semua.get(e.kunci), isi;
        if (!baris) { gudang.sisihkan(e); return; }
        if (e.isi.alasan) baris.lengkapiKeterangan();
        baris.aturKeterangan();
        isi = baris.kanon(e.isi);
        /* What the server has already needs no sending, and never goes over what is being typed here. */
        if (isi === baris.kanon(baris.dasar)) return;
        if (baris.berubah()) { if (isi !== baris.kanon(baris.isi())) gudang.sisihkan(e); return; }
        baris.pasang(e.isi);
        e.pernah = Array.isArray(e.pernah) ? e.pernah : [];
        gudang.simpan(e);
        baris.tampilkan("ubah", "Belum disimpan");
        terpasang.push(baris);
      });
      /* These alone: what is being typed here goes when one leaves it. */
      terpasang.forEach(function (b) { antrean.kirim(b); });
      if (terpasang.length) kabar.suara(terpasang.length + " baris dari sebelumnya sedang dikirim");
      kabar.tersisa(gudang.sisa(), gudang.buangSisa);
      gambar();
    };
    /* Another tab saved a row: show it here too, unless one is typing in it. */
    gudang.dengar(function (isi) {
      var baris = semua.get(isi.kunci), e = baris && entri(baris);
      if (!baris || baris.sedang) return;
      if (!e && !baris.berubah()) { baris.terima(isi.jawab, null); baris.pasang(isi.jawab.isi); baris.tampilkan("ya", "Tersimpan " + pukul()); return; }
      if (e && e.pernah.indexOf(isi.kanon) >= 0) { e.versi = isi.jawab.versi; gudang.simpan(e); }
    });

    window.addEventListener("online", antrean.coba);
    window.addEventListener("focus", antrean.coba);
    document.addEventListener("visibilitychange", function () {
      if (document.visibilityState === "hidden") antrean.pergi(); else antrean.coba();
    });
    window.addEventListener("pagehide", antrean.pergi);
    window.addEventListener("beforeunload", function (e) {
      /* Kept entries need no warning; only where the browser could not keep them would they be lost. */
      if (gudang.aman || antrean.bersih()) return;
      e.preventDefault();
      e.returnValue = "";
    });
    return antrean;
  };
})();
