/* A column, or numerator and denominator side by side, copied from Excel and pasted into consecutive rows. What does
   not fit is refused and named, the rest goes in; one press takes the whole paste back. */
(function () {
  "use strict";
  var F = window.Formulir, d = document, DISEBUT = 12;

  /* The cells of what was copied; Excel ends the last line too. Quotes stand around cells with line breaks only. */
  function sel(teks) {
    return teks.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map(function (baris) {
      return baris.split("\t").map(function (satu) { return satu.trim(); });
    });
  }

  F.bukaTempel = function (form, semua, papan, kabar, ubah) {
    function namaBidang(el) { return el.name.slice(el.name.indexOf("-") + 1); }

    /* {nama: teks} to put into a row, or a sentence why not. */
    function cocok(baris, isi, asal) {
      var b = baris.bidang, lebih, pilihan;
      if (b.pembilang) {
        if (isi.length === 1 && asal === "penyebut") return { penyebut: isi[0] };
        if (isi.length === 1 && asal !== "pembilang") return "diisi pembilang dan penyebut, bukan hasilnya";
        if (asal === "penyebut") return "kolom kedua tidak muat di sebelah penyebut";
        lebih = isi.slice(2);
        if (lebih.some(Boolean)) return "kolom ketiga tidak muat";
        return isi.length === 1 ? { pembilang: isi[0] } : { pembilang: isi[0], penyebut: isi[1] };
      }
      if (asal === "penyebut") return "tidak mempunyai penyebut";
      if (isi.slice(1).some(Boolean)) return "hanya satu angka, kolom kedua tidak muat";
      if (b.tingkat) {
        if (b.tingkat.tagName !== "SELECT") return { tingkat: isi[0] };
        pilihan = Array.from(b.tingkat.options).find(function (o) { return o.value && o.value.toLowerCase() === isi[0].toLowerCase(); });
        return pilihan ? { tingkat: pilihan.value } : isi[0] ? "“" + isi[0] + "” bukan salah satu tingkatnya" : {};
      }
      return { nilai: isi[0] };
    }

    function tempel(el, data) {
      var daftar = papan.tampak(), letak = daftar.indexOf(el.closest("tbody")), asal = namaBidang(el), tabel = el.closest("table");
      var tersimpan = [], ditolak = [], jumlah = 0;
      daftar = daftar.slice(letak).filter(function (t) { return t.closest("table") === tabel; });
      data.forEach(function (isi, n) {
        var t = daftar[n], baris, hasil, galat, nama, kode, lama;
        if (!isi.some(Boolean)) return; /* an empty cell leaves its row alone */
        if (!t) { ditolak.push("Baris ke-" + (n + 1) + " (" + isi.filter(Boolean).join(" / ") + ") melewati akhir formulir."); return; }
        baris = semua.get(t.id);
        kode = (t.querySelector(".kode") || t.querySelector("th")).textContent.trim();
        if (!baris) { ditolak.push(kode + ": barisnya tertutup."); return; }
        hasil = cocok(baris, isi, asal);
        if (typeof hasil === "string") { ditolak.push(kode + ": " + hasil + "."); return; }
        for (nama in hasil) if (nama !== "tingkat" && !galat) galat = F.angka.salah(hasil[nama]);
        if (galat) { ditolak.push(kode + ": " + galat); return; }
        for (nama in hasil) if (!hasil[nama]) delete hasil[nama];
        lama = {};
        for (nama in hasil) lama[nama] = baris.bidang[nama].value;
        if (baris.bidang.keadaan && baris.bidang.keadaan.value !== "angka" && baris.bidang.keadaan.value !== "sementara") {
          lama.keadaan = baris.bidang.keadaan.value;
          hasil.keadaan = "angka";
        }
        tersimpan.push({ baris: baris, lama: lama, baru: hasil });
        baris.pasang(hasil);
        ubah(baris, null, true);
        jumlah += 1;
      });
      lapor(jumlah, ditolak, tersimpan);
    }

    function lapor(jumlah, ditolak, tersimpan) {
      var teks = jumlah + " baris ditempel" + (ditolak.length ? ", " + ditolak.length + " ditolak:" : "."), isi = F.unsur("div", "tempel-hasil"), daftar, b;
      if (ditolak.length) {
        daftar = F.unsur("ul");
        ditolak.slice(0, DISEBUT).forEach(function (kalimat) { daftar.append(F.unsur("li", "", kalimat)); });
        if (ditolak.length > DISEBUT) daftar.append(F.unsur("li", "", "dan " + (ditolak.length - DISEBUT) + " lagi."));
        isi.append(daftar);
      }
      if (tersimpan.length) {
        b = F.unsur("button", "btn btn-sm btn-biasa", "Batalkan tempel");
        b.type = "button";
        b.addEventListener("click", function () {
          tersimpan.forEach(function (satu) {
            /* Only what still stands as pasted goes back; a figure corrected since is the person's own. */
            var utuh = Object.keys(satu.baru).every(function (nama) { return F.angka.kanon(satu.baris.bidang[nama].value) === F.angka.kanon(satu.baru[nama]); });
            if (!utuh) return;
            satu.baris.pasang(satu.lama);
            ubah(satu.baris, null, true);
          });
          kabar.notis("tempel", "");
          kabar.suara("Tempel dibatalkan");
        });
        isi.append(b);
      }
      kabar.notis("tempel", teks, isi);
      d.querySelector("[data-notis='tempel']").scrollIntoView({ block: "nearest" });
    }

    form.addEventListener("paste", function (e) {
      var el = e.target, teks, data;
      if (!el.name || !el.closest("[data-baris]") || ["nilai", "pembilang", "penyebut", "tingkat"].indexOf(namaBidang(el)) < 0) return;
      teks = (e.clipboardData || window.clipboardData).getData("text");
      data = sel(teks);
      if (data.length < 2 && data[0].length < 2) {
        /* One cell: as typed, without the spaces and the line end that Excel adds. */
        if (teks === teks.trim() || el.tagName !== "INPUT") return;
        e.preventDefault();
        el.setRangeText(teks.trim(), el.selectionStart, el.selectionEnd, "end");
        el.dispatchEvent(new Event("input", { bubbles: true }));
        return;
      }
      e.preventDefault();
      tempel(el, data);
    });
    /* A select takes no paste of its own; the document's then goes to it. */
  };
})();
