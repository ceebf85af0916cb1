/* What the page says about saving: the footer's count and queue, the notices above the grid, and, politely, the
   screen reader's line. */
(function () {
  "use strict";
  var F = window.Formulir, d = document, JEDA_SUARA = 700;

  F.bukaKabar = function (form) {
    var tempat = d.querySelector("[data-kabar]"), kaki = form.querySelector("[data-antrean]"), hitungan = form.querySelector("[data-hitung]");
    /* Not where the page shows a part of the form: the server counted the whole. */
    var saring = d.querySelector("[name=lembar], [data-disaring]") ? null : d.querySelector("[data-banyak=belum]");
    var garis = d.querySelector("[data-suara]"), jamSuara = 0, kataSuara = [], kabar = { coba: function () {} };
    var awal = form.querySelectorAll("[data-terisi].baris").length;

    kabar.suara = function (teks) {
      kataSuara.push(teks);
      clearTimeout(jamSuara);
      jamSuara = setTimeout(function () {
        garis.textContent = kataSuara.length > 3 ? kataSuara.length + " kabar; terakhir: " + kataSuara.pop() : kataSuara.join(". ");
        kataSuara = [];
      }, JEDA_SUARA);
    };

    kabar.hitung = function () {
      var kini, jumlah, terisi, tebal, redup;
      if (!hitungan) return;
      kini = form.querySelectorAll("[data-terisi].baris").length;
      jumlah = Number(hitungan.dataset.jumlah);
      terisi = Number(hitungan.dataset.terisi) + kini - awal;
      tebal = F.unsur("strong", "", String(terisi));
      redup = F.unsur("span", "redup", ", " + (jumlah - terisi) + " belum");
      hitungan.replaceChildren(tebal, " dari " + jumlah + " terisi", redup);
      if (saring) saring.textContent = "(" + form.querySelectorAll("table:not(.tabel-anggaran) > tbody.baris:not([data-terisi])").length + ")";
    };

    function tombol(teks, lakukan) {
      var b = F.unsur("button", "btn btn-sm btn-biasa", teks);
      b.type = "button";
      b.addEventListener("click", lakukan);
      return b;
    }
    kabar.antrean = function (k) {
      var kata = [];
      kabar.hitung();
      if (!kaki) return;
      if (k.menunggu) kata.push(k.menunggu + (k.henti ? " baris menunggu dikirim" : " baris sedang disimpan"));
      if (k.belum) kata.push(k.belum + " baris belum dapat disimpan");
      if (k.bentrok) kata.push(k.bentrok + " baris bentrok");
      if (!kata.length && k.pada) kata.push("Semua tersimpan " + k.pada);
      kaki.hidden = !kata.length;
      kaki.className = "antrean" + (k.henti || k.belum || k.bentrok ? " antrean-tunggu" : "");
      kaki.replaceChildren(kata.join(", "));
      if (k.henti && k.menunggu && k.henti !== "orang_lain") kaki.append(" ", tombol("Kirim sekarang", function () { kabar.coba(); }));
      notis("aman", k.aman ? "" : "Peramban ini tidak dapat menyimpan cadangan isian. Jangan tutup halaman sebelum semua tersimpan.");
    };

    function notis(nama, teks, isi) {
      var lama = tempat.querySelector("[data-notis='" + nama + "']"), kotak;
      if (lama && teks && !isi && lama.dataset.teks === teks) return;
      if (lama) lama.remove();
      if (teks) {
        kotak = F.unsur("div", "pesan-butir pesan-peringatan");
        kotak.dataset.notis = nama;
        kotak.dataset.teks = teks;
        kotak.setAttribute("role", "alert");
        kotak.append(F.unsur("div", "pesan-teks", teks));
        if (isi) kotak.append(isi);
        tempat.append(kotak);
      }
      tempat.hidden = !tempat.children.length;
    }
    kabar.notis = notis;

    /* Why the queue stands still. Typed entries stay where they are, whatever the reason. */
    kabar.henti = function (sebab, data) {
      var tautan, kelompok;
      if (sebab === "sesi") {
        kelompok = F.unsur("span", "bentrok-tombol");
        tautan = F.unsur("a", "btn btn-sm btn-biasa", "Masuk lagi");
        tautan.href = data.masuk || "/masuk/?next=" + encodeURIComponent(location.pathname);
        kelompok.append(tautan, tombol("Coba lagi", function () { kabar.coba(); }));
        notis("henti", "Sesi Anda berakhir. Isian yang belum terkirim tetap tersimpan di peramban ini dan dikirim setelah Anda masuk lagi.", kelompok);
      } else if (sebab === "orang_lain") {
        notis("henti", "Orang lain sudah masuk di peramban ini. Isian Anda tidak dikirim atas namanya; isian itu menunggu di peramban ini sampai Anda masuk lagi.");
      } else notis("henti", "");
      if (sebab === "putus") kabar.suara("Sambungan terputus. Isian menunggu dikirim.");
    };

    /* Entries whose row is closed or gone: shown to be copied, never sent again. */
    kabar.tersisa = function (daftar, buang) {
      var isi = F.unsur("div", "tersisa"), daftarEl = F.unsur("ul");
      if (!daftar.length) return;
      daftar.forEach(function (e) {
        var butir = F.unsur("li"), kata = Object.keys(e.isi).filter(function (n) { return e.isi[n] && n !== "keadaan"; }).map(function (n) { return e.isi[n]; }).join(" / ");
        butir.append(F.unsur("strong", "", e.kode || e.kunci), " ", F.unsur("code", "", kata || e.isi.keadaan || "kosong"), " ", F.unsur("span", "redup", new Date(e.pada).toLocaleString("id-ID", { dateStyle: "long", timeStyle: "short" })));
        daftarEl.append(butir);
      });
      isi.append(daftarEl, tombol("Sudah saya salin, buang", function () { buang(daftar); notis("tersisa", ""); }));
      notis("tersisa", "Isian berikut belum terkirim, sedangkan barisnya sudah tertutup atau berisi ketikan yang lebih baru. Salin bila masih diperlukan.", isi);
    };
    return kabar;
  };
})();
