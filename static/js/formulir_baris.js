/* One row of the form as the page has it: its fields, what the server last said of it, and how its state is shown.
   A row is a <tbody data-baris>; the answer to a remark (data-jawab) is treated the same way, with one field.
   Nothing is sent from here. */
(function () {
  "use strict";
  var F = window.Formulir, d = document;
  var ANGKA = ["nilai", "pembilang", "penyebut"], BIDANG = ANGKA.concat("tingkat", "keadaan", "alasan", "menyusul_pada");
  var TANPA_ANGKA = ["menyusul", "belum_waktunya", "tidak_dapat_diukur"];

  function unsur(nama, kelas, teks) {
    var el = d.createElement(nama);
    if (kelas) el.className = kelas;
    if (teks) el.textContent = teks;
    return el;
  }
  F.unsur = unsur;

  function bawaan(el) {
    if (el.tagName !== "SELECT") return el.defaultValue;
    var o = Array.from(el.options).find(function (satu) { return satu.defaultSelected; });
    return (o || el.options[0] || { value: "" }).value;
  }

  function Baris(el) {
    this.el = el;
    this.jawaban = "jawab" in el.dataset;
    this.kunci = this.jawaban ? el.dataset.jawab : el.id;
    this.kata = this.jawaban ? el.querySelector(".simpan-keadaan") : el.querySelector(".sel-simpan .simpan-keadaan");
    this.kode = this.jawaban ? "Jawaban" : (el.querySelector(".kode") || el.querySelector("th")).textContent.trim();
    this.dasar = {};
    this.bidang = {};
    this.lengkapiKeadaan();
    this.kenali();
    this.aturKeterangan();
  }

  /* Fields by their short names; called again when fields were added. */
  Baris.prototype.kenali = function () {
    var diri = this;
    (this.jawaban ? ["jawaban"] : BIDANG).forEach(function (nama) {
      var el = diri.el.querySelector("[name='" + (diri.jawaban ? diri.kunci : diri.kunci + "-" + nama) + "']");
      if (!el || diri.bidang[nama] === el) return;
      diri.bidang[nama] = el;
      if (!(nama in diri.dasar)) diri.dasar[nama] = bawaan(el);
      if (el.tagName === "INPUT" && el.type === "text") el.enterKeyHint = "next";
    });
  };
  Baris.prototype.tersembunyi = function (nama) { return this.el.querySelector("[name='" + this.kunci + "-" + nama + "']"); };
  Object.defineProperty(Baris.prototype, "versi", {
    get: function () { var el = this.tersembunyi("versi"); return this.jawaban ? this.dasar.jawaban : el ? Number(el.value) : 0; },
    set: function (nilai) { var el = this.tersembunyi("versi"); if (el) el.value = nilai; }
  });

  Baris.prototype.isi = function () {
    var hasil = {}, nama;
    /* Spaces alone in a figure's box are an empty box. */
    for (nama in this.bidang) hasil[nama] = ANGKA.indexOf(nama) < 0 ? this.bidang[nama].value : this.bidang[nama].value.trim();
    return hasil;
  };
  Baris.prototype.berubah = function () {
    return this.kanon(this.isi()) !== this.kanon(this.dasar);
  };
  /* What two contents have to agree in to be the same; a number however it is written. */
  Baris.prototype.kanon = function (isi) {
    var hasil = [], nama;
    for (nama in this.bidang) {
      var teks = (nama in isi ? isi[nama] : this.dasar[nama]) || "";
      if (nama === "keadaan" && teks === "belum_diisi") teks = "angka";
      hasil.push(ANGKA.indexOf(nama) < 0 ? teks.trim() : F.angka.kanon(teks));
    }
    return JSON.stringify(hasil);
  };

  /* Put a content into the fields, adding those that a lean row lacks. */
  Baris.prototype.pasang = function (isi) {
    var nama, teks, el;
    if ((isi.keadaan && isi.keadaan !== "angka" && isi.keadaan !== "belum_diisi") || isi.alasan) this.lengkapiKeterangan();
    for (nama in isi) {
      el = this.bidang[nama];
      if (!el) continue;
      teks = isi[nama] || "";
      if (nama === "keadaan" && (teks === "belum_diisi" || !teks)) teks = "angka";
      if (el.tagName === "SELECT" && !Array.from(el.options).some(function (o) { return o.value === teks; })) el.add(new Option(teks, teks));
      el.value = teks;
    }
    this.hitungRasio();
    this.aturKeterangan();
    this.tandaiBidang();
  };
  /* The server's word becomes what the row is compared with. Fields touched since it was asked stay as they are. */
  Baris.prototype.terima = function (jawab, dikirim) {
    var nama, el, teks, keluaran;
    this.versi = jawab.versi;
    for (nama in jawab.isi) {
      if (nama === "semula") { el = this.tersembunyi("semula"); if (el) el.value = jawab.isi.semula || ""; continue; }
      el = this.bidang[nama];
      teks = jawab.isi[nama] || "";
      if (nama === "keadaan" && teks === "belum_diisi") teks = "angka";
      this.dasar[nama] = teks;
      if (!el) continue;
      if (dikirim && el.value !== dikirim[nama]) continue;
      /* Not under the cursor: the figure is drawn anew when one leaves it. */
      if (el === d.activeElement && el.tagName !== "SELECT") continue;
      el.value = teks;
    }
    if ("terisi" in jawab) this.el.toggleAttribute("data-terisi", jawab.terisi);
    keluaran = this.el.querySelector("output");
    if (keluaran && "hasil" in jawab) keluaran.textContent = jawab.hasil || (this.bidang.pembilang ? "…" : "–");
    this.peringatkan(jawab.peringatan || []);
    this.aturKeterangan();
  };
  /* Chosen over what stands there: from now on it is compared with that, not with what the page once showed. */
  Baris.prototype.dasarkan = function (b) {
    this.versi = b.versi;
    for (var nama in b.isi) this.dasar[nama] = nama === "keadaan" && b.isi[nama] === "belum_diisi" ? "angka" : b.isi[nama] || "";
  };
  /* After leaving a field: its figure the Indonesian way, if nothing else was typed into it meanwhile. */
  Baris.prototype.gema = function () {
    for (var nama in this.bidang) {
      var el = this.bidang[nama], teks = this.dasar[nama] || "";
      if (ANGKA.indexOf(nama) >= 0 && el !== d.activeElement && el.value !== teks && F.angka.kanon(el.value) === F.angka.kanon(teks)) el.value = teks;
    }
  };

  /* A lean row brings the chosen state alone; the others come from the page's template. */
  Baris.prototype.lengkapiKeadaan = function () {
    var el = this.el.querySelector("[name='" + this.kunci + "-keadaan']"), contoh = d.querySelector("template[data-keadaan]"), dipilih;
    if (!el || !contoh) return;
    dipilih = el.value;
    el.replaceChildren.apply(el, Array.from(contoh.content.querySelectorAll("option"), function (o) {
      return new Option(o.textContent, o.value, o.value === dipilih, o.value === dipilih);
    }));
  };
  Baris.prototype.lengkapiKeterangan = function () {
    var contoh = d.querySelector("template[data-keterangan]"), salinan, diri = this;
    if (this.jawaban || !this.bidang.keadaan || this.bidang.alasan || !contoh) return;
    salinan = contoh.content.cloneNode(true);
    salinan.querySelectorAll("[name]").forEach(function (el) {
      el.name = el.name.replace("NAMA", diri.kunci);
      el.setAttribute("aria-label", el.getAttribute("aria-label").replace("KODE", diri.kode));
    });
    this.bidang.keadaan.after(salinan);
    this.kenali();
  };
  Baris.prototype.aturKeterangan = function () {
    var k = this.bidang.keadaan, berketerangan;
    if (!k) return;
    berketerangan = k.value !== "angka";
    if (berketerangan) this.lengkapiKeterangan();
    if (this.bidang.alasan) this.bidang.alasan.hidden = !berketerangan && !this.bidang.alasan.value;
    if (this.bidang.menyusul_pada) this.bidang.menyusul_pada.parentElement.hidden = k.value !== "menyusul";
  };
  Baris.prototype.hitungRasio = function () {
    var keluaran = this.el.querySelector("output");
    if (!keluaran || !this.bidang.pembilang) return;
    keluaran.textContent = F.angka.rasio(this.bidang.pembilang.value, this.bidang.penyebut.value, keluaran.dataset.kali) || "…";
  };

  /* What keeps the row from being sent, in a sentence; empty when nothing does. */
  Baris.prototype.kurang = function () {
    var b = this.bidang, diri = this, galat = "", k = b.keadaan ? b.keadaan.value : "angka", ada, kosong;
    ANGKA.forEach(function (nama) { if (b[nama] && !galat) galat = F.angka.salah(b[nama].value); });
    if (galat) return galat;
    kosong = function (nama) { return !b[nama] || !b[nama].value.trim(); };
    if (b.pembilang && kosong("pembilang") !== kosong("penyebut")) return kosong("penyebut") ? "Isi juga penyebutnya." : "Isi juga pembilangnya.";
    ada = !(kosong("nilai") && kosong("pembilang") && kosong("tingkat"));
    if (b.keadaan && TANPA_ANGKA.indexOf(k) >= 0 && ada) return "Kosongkan angkanya, atau pilih keadaan Angka.";
    if (k === "sementara" && !ada) return "Isi angka sementaranya.";
    if (k !== "angka" && kosong("alasan")) return "Tulis alasannya.";
    if (diri.jawaban && kosong("jawaban") && diri.dasar.jawaban) return "Jawaban tidak dapat dikosongkan.";
    return "";
  };
  /* Unreadable numbers say so in their cell. */
  Baris.prototype.tandaiBidang = function () {
    var diri = this, sel, pesan = "";
    if (this.jawaban) return "";
    ANGKA.forEach(function (nama) {
      var el = diri.bidang[nama], galat;
      if (!el) return;
      galat = F.angka.salah(el.value);
      if (galat) el.setAttribute("aria-invalid", "true"); else el.removeAttribute("aria-invalid");
      if (galat) el.setAttribute("aria-describedby", diri.kunci + "-galat"); else el.removeAttribute("aria-describedby");
      pesan = pesan || galat;
    });
    sel = this.el.querySelector(".sel-galat");
    if (!pesan) { if (sel) sel.remove(); return ""; }
    if (!sel) {
      sel = unsur("small", "sel-galat");
      sel.id = this.kunci + "-galat";
      this.el.querySelector(".sel-isi").append(sel);
    }
    sel.textContent = pesan;
    return pesan;
  };
  Baris.prototype.peringatkan = function (daftar) {
    var tempat = this.el.querySelector(".sel-isi"), lama = tempat && tempat.querySelector(".peringatan");
    if (lama) lama.remove();
    if (tempat && daftar.length) tempat.append(unsur("small", "peringatan", daftar.join(" ")));
  };

  /* Saved, saving, waiting, failed: in words, with a mark before them (formulir.css). */
  Baris.prototype.tampilkan = function (jenis, teks) {
    var kelas = { ya: "simpan-ya", jalan: "simpan-jalan", gagal: "simpan-gagal", bentrok: "simpan-gagal", tunggu: "simpan-tunggu" }[jenis];
    this.keadaan = jenis;
    this.kata.className = "simpan-keadaan" + (kelas ? " " + kelas : "");
    this.kata.textContent = teks;
    this.el.classList.toggle("baris-ubah", jenis !== "ya" && jenis !== "awal");
    this.el.classList.toggle("baris-gagal", jenis === "gagal" || jenis === "bentrok");
  };
  Baris.prototype.sebutIsi = function (isi) {
    var k = this.bidang.keadaan, label;
    isi = isi || this.isi();
    if (this.jawaban) return isi.jawaban;
    if (isi.pembilang || isi.penyebut) return (isi.pembilang || "…") + " / " + (isi.penyebut || "…");
    if (isi.nilai || isi.tingkat) return isi.nilai || isi.tingkat;
    label = k && Array.from(k.options).find(function (o) { return o.value === isi.keadaan; });
    return label && isi.keadaan !== "angka" ? label.textContent + (isi.alasan ? ": " + isi.alasan : "") : "kosong";
  };

  /* Somebody was faster: both contents, and two buttons. */
  Baris.prototype.bentrok = function (b, pilih) {
    var kotak = unsur("div", "bentrok"), saya, mereka, tombol, tr, td;
    this.selesaiBentrok();
    this.tampilkan("bentrok", "Bentrok");
    kotak.setAttribute("role", "group");
    kotak.setAttribute("aria-label", "Bentrok " + this.kode);
    kotak.append(unsur("p", "", b.oleh + " sudah mengubah isian ini menjadi " + b.teks + " pada " + b.pada + ". Ketikan Anda: " + this.sebutIsi() + "."));
    saya = unsur("button", "btn btn-sm btn-biasa", "Pakai ketikan saya (" + this.sebutIsi() + ")");
    mereka = unsur("button", "btn btn-sm btn-biasa", "Pakai yang tersimpan (" + b.teks + ")");
    saya.type = mereka.type = "button";
    saya.addEventListener("click", function () { pilih(true); });
    mereka.addEventListener("click", function () { pilih(false); });
    tombol = unsur("span", "bentrok-tombol");
    tombol.append(saya, mereka);
    kotak.append(tombol);
    if (this.jawaban) { kotak.classList.add("bentrok-baris"); this.el.append(kotak); return; }
    tr = unsur("tr", "bentrok-baris");
    td = unsur("td");
    td.colSpan = 6;
    td.append(kotak);
    tr.append(td);
    this.el.querySelector("tr").after(tr);
  };
  Baris.prototype.selesaiBentrok = function () {
    var lama = this.el.querySelector(":scope > .bentrok-baris"); /* a remark inside the row has its own */
    if (lama) lama.remove();
  };

  F.Baris = Baris;
})();
