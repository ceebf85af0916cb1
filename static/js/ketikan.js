/* What is typed at length outlives a lost line, a closed browser and an ended session, on every form with a text of
   more than a line that is sent by a button. It waits in localStorage, by person and by where the form is sent, and
   goes when the server has it. The grid of a unit's form keeps its own (formulir_gudang.js) and is left alone.

   Reopened, a form whose stored content is still what it was gets the typing back in its boxes; one that was changed
   meanwhile only offers it, for the newer words may be a colleague's. */
(function () {
  "use strict";
  var d = document, orang = d.body.dataset.orang, AWAL = "sakip.ketikan.", KIRIM = "sakip.ketikan-terkirim";
  var USANG = 30 * 24 * 3600 * 1000, JEDA = 300, BARIS_TERBANYAK = 60;

  function baca(tempat, kunci) { try { return JSON.parse(tempat.getItem(kunci)); } catch (e) { return null; } }
  function tulis(tempat, kunci, isi) { try { tempat.setItem(kunci, JSON.stringify(isi)); } catch (e) { /* no room: it stands on the page */ } }
  function buang(tempat, kunci) { try { tempat.removeItem(kunci); } catch (e) { /* nothing was there */ } }

  /* Did the server take what was sent? It answers an accepted form by leading to another page, without a refusal. */
  function terkirim() {
    var kirim = baca(sessionStorage, KIRIM), jalan = performance.getEntriesByType("navigation")[0];
    buang(sessionStorage, KIRIM);
    if (kirim && orang && jalan && jalan.redirectCount > 0 && jalan.type === "navigate" && !d.querySelector("#pesan .pesan-galat")) buang(localStorage, kirim);
  }
  function bersihkan() {
    try {
      Object.keys(localStorage).forEach(function (kunci) {
        var isi;
        if (kunci.indexOf(AWAL) !== 0) return;
        isi = baca(localStorage, kunci);
        if (!isi || !isi.isi || Date.now() - isi.pada > USANG) buang(localStorage, kunci);
      });
    } catch (e) { /* no storage at all */ }
  }

  /* the fields of a form, as {name: value}; a box to tick by its value -------------------------------------- */
  function medan(form) {
    return Array.from(form.elements).filter(function (el) {
      return el.name && /^(textarea|select|input)$/i.test(el.tagName) && ["hidden", "password", "file", "submit", "button", "image", "reset"].indexOf(el.type) < 0;
    });
  }
  function centang(el) { return el.type === "checkbox" || el.type === "radio"; }
  function nama(el) { return centang(el) ? el.name + "=" + el.value : el.name; }
  function pilihan(el, sifat) { return Array.from(el.options).filter(function (o) { return o[sifat]; }).map(function (o) { return o.value; }); }
  function semula(el) {
    var dipilih;
    if (centang(el)) return el.defaultChecked ? "1" : "";
    if (el.tagName !== "SELECT") return el.defaultValue;
    dipilih = pilihan(el, "defaultSelected");
    if (!dipilih.length && !el.multiple && el.options.length) dipilih = [el.options[0].value];
    return dipilih.join("\n");
  }
  function kini(el) {
    if (centang(el)) return el.checked ? "1" : "";
    return el.tagName === "SELECT" ? pilihan(el, "selected").join("\n") : el.value;
  }
  function isikan(el, nilai) {
    if (centang(el)) el.checked = nilai === "1";
    else if (el.tagName === "SELECT") Array.from(el.options).forEach(function (o) { o.selected = nilai.split("\n").indexOf(o.value) >= 0; });
    else el.value = nilai;
    el.dispatchEvent(new Event("input", { bubbles: true }));
    el.dispatchEvent(new Event("change", { bubbles: true }));
  }
  function kumpul(form, nilai) {
    var hasil = {};
    medan(form).forEach(function (el) { hasil[nama(el)] = nilai(el); });
    return hasil;
  }
  function sama(a, b) { return Object.keys(a).every(function (k) { return (a[k] || "") === (b[k] || ""); }); }
  /* What differs from what it began with: that alone is somebody's typing. */
  function ubahan(simpanan) {
    var hasil = {};
    Object.keys(simpanan.isi).forEach(function (k) { if (simpanan.isi[k] !== (simpanan.semula[k] || "")) hasil[k] = simpanan.isi[k]; });
    return hasil;
  }

  function tujuan(form) { return new URL(form.getAttribute("action") || "", location.href).pathname; }

  /* one form ------------------------------------------------------------------------------------------------ */
  function tambahBaris(form, ubah) {
    form.querySelectorAll("[data-baris-siap]").forEach(function (kotak) {
      var awal = kotak.dataset.baris + "-", tombol = kotak.querySelector("[data-baris-tambah]"), perlu = 0;
      Object.keys(ubah).forEach(function (k) {
        var nomor = k.indexOf(awal) === 0 && /^\d+-/.test(k.slice(awal.length)) ? parseInt(k.slice(awal.length), 10) + 1 : 0;
        if (ubah[k] && nomor > perlu) perlu = nomor;
      });
      while (tombol && kotak.querySelectorAll("[data-baris-satu]").length < Math.min(perlu, BARIS_TERBANYAK)) tombol.click();
    });
  }
  function kembalikan(form, ubah) {
    tambahBaris(form, ubah);
    medan(form).forEach(function (el) {
      if (!(nama(el) in ubah) || kini(el) === ubah[nama(el)]) return;
      isikan(el, ubah[nama(el)]);
      for (var lipat = el.closest("details"); lipat; lipat = lipat.parentElement.closest("details")) lipat.open = true;
    });
  }
  function tombol(teks, lakukan) {
    var b = d.createElement("button");
    b.type = "button";
    b.className = "btn btn-sm btn-biasa";
    b.textContent = teks;
    b.addEventListener("click", lakukan);
    return b;
  }
  function beritahu(form, simpanan, teks, daftar) {
    var kotak = d.createElement("div"), kalimat = d.createElement("p"), saat = new Date(simpanan.pada);
    kotak.className = "ketikan-sisa";
    kotak.setAttribute("role", "status");
    kalimat.textContent = teks.replace("{saat}", saat.toLocaleDateString("id-ID", { day: "numeric", month: "long" }) + " pukul " + saat.toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" }));
    kotak.append(kalimat);
    daftar.forEach(function (b) { kotak.append(b); });
    (form.querySelector(":scope > .card-body") || form).prepend(kotak);
    return kotak;
  }
  function siapkan(form) {
    var kunci, dasar, simpanan, ubah, pewaktu, kotak, kembali = false;
    if (form.hasAttribute("data-ketikan") || form.hasAttribute("data-formulir") || !form.querySelector("textarea:not([readonly])")) return;
    form.setAttribute("data-ketikan", "");
    kunci = AWAL + orang + "." + tujuan(form) + "." + Array.from(d.querySelectorAll("form[method=post]")).filter(function (f) { return tujuan(f) === tujuan(form); }).indexOf(form);
    dasar = kumpul(form, semula);

    function simpan() {
      var isi = kumpul(form, kini), baru = { semula: dasar, isi: isi, pada: Date.now() };
      clearTimeout(pewaktu);
      pewaktu = 0;
      if (Object.keys(ubahan(baru)).some(function (k) { return isi[k] && isi[k] !== "1"; })) tulis(localStorage, kunci, baru);
      else buang(localStorage, kunci);
    }
    function hapus() {
      clearTimeout(pewaktu);
      pewaktu = 0;
      buang(localStorage, kunci);
      if (kotak) kotak.remove();
    }
    form.addEventListener("input", function () { if (!kembali) { clearTimeout(pewaktu); pewaktu = setTimeout(simpan, JEDA); } });
    form.addEventListener("submit", function () { simpan(); tulis(sessionStorage, KIRIM, kunci); });
    form.addEventListener("htmx:afterRequest", function (e) {
      if (e.target === form && e.detail.successful) { hapus(); buang(sessionStorage, KIRIM); }
    });
    window.addEventListener("pagehide", function () { if (pewaktu) simpan(); });

    simpanan = baca(localStorage, kunci);
    if (!simpanan || !simpanan.isi || !simpanan.semula) return;
    ubah = ubahan(simpanan);
    if (sama(ubah, dasar)) {
      /* The server has it; or this is a refused form that came back with it, and still waits to be sent. */
      if (form.querySelector(".is-invalid, .invalid-feedback, [role=alert]") || d.querySelector("#pesan .pesan-galat")) dasar = simpanan.semula;
      else buang(localStorage, kunci);
      return;
    }
    function pakai() { kembali = true; kembalikan(form, ubah); kembali = false; }
    if (sama(simpanan.semula, dasar)) {
      pakai();
      kotak = beritahu(form, simpanan, "Ketikan Anda {saat} belum tersimpan dan sudah dikembalikan ke kotaknya. Periksa, lalu simpan.", [
        tombol("Buang ketikan itu", function () { form.reset(); hapus(); })
      ]);
    } else {
      kotak = beritahu(form, simpanan, "Ada ketikan Anda {saat} yang belum tersimpan. Isi halaman ini sudah berubah sejak itu.", [
        tombol("Pakai ketikan itu", function () { pakai(); kotak.remove(); simpan(); }), tombol("Buang", hapus)
      ]);
    }
  }

  terkirim();
  if (!orang) return;
  bersihkan();
  d.querySelectorAll("form[method=post]").forEach(siapkan);
  d.addEventListener("htmx:load", function (e) {
    if (e.target.matches("form[method=post]")) siapkan(e.target);
    e.target.querySelectorAll("form[method=post]").forEach(siapkan);
  });
})();
