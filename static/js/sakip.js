/* SAKIP: small comforts on pages that already work without JavaScript.
   Menus that close by themselves, one submit per press, questions in a <dialog>, and a plain word when the line drops.
   No inline handlers, no eval; htmx is configured by <meta name="htmx-config"> in dasar.html.

   data-pilih            on <details>: closes on Escape, on a press outside, and when another opens
   data-konfirmasi       on a form, a submit button or an htmx element: the question; also -judul, -label, -bahaya
   data-buka-dialog="id" on a link: opens that <dialog> instead of following the link
   data-tutup-dialog     on a button inside a <dialog>
   data-boleh-ulang      on a form that may be sent again at once (a download)
   data-sandi            around a password field: adds a button that shows it
   data-ubah-kirim       on a select: sends its form when changed (the form keeps its button for no JS) */
(function () {
  "use strict";
  var d = document;

  /* menus ------------------------------------------------------------------------------------ */
  function tutupSemua(kecuali) {
    d.querySelectorAll("details[data-pilih][open]").forEach(function (el) {
      if (el !== kecuali && !el.contains(kecuali)) el.open = false;
    });
  }
  d.addEventListener("click", function (e) {
    tutupSemua(e.target.closest("details[data-pilih]"));
  });
  d.addEventListener("keydown", function (e) {
    if (e.key !== "Escape") return;
    var el = d.querySelector("details[data-pilih][open]");
    if (!el) return;
    el.open = false;
    el.querySelector("summary").focus();
  });

  /* one submit per press ----------------------------------------------------------------------- */
  function lepaskan(form) {
    delete form.dataset.terkirim;
    Array.from(form.elements).forEach(function (b) {
      if (!b.dataset.dikunci) return;
      b.disabled = false;
      b.removeAttribute("aria-busy");
      delete b.dataset.dikunci;
    });
  }
  function kunci(form, tombol) {
    form.dataset.terkirim = "1";
    /* after the browser has collected the form, or the pressed button's own value would be left out */
    setTimeout(function () {
      Array.from(form.elements).forEach(function (b) {
        if (b.type !== "submit" || b.disabled) return;
        b.disabled = true;
        b.dataset.dikunci = "1";
      });
      if (tombol) tombol.setAttribute("aria-busy", "true");
    }, 0);
    /* a reply that does not change the page (a file) must not leave the form dead */
    setTimeout(function () { lepaskan(form); }, 30000);
  }
  function lewatHtmx(el) {
    return !!el && ["get", "post", "put", "patch", "delete"].some(function (k) { return el.hasAttribute("hx-" + k) || el.hasAttribute("data-hx-" + k); });
  }
  d.addEventListener("submit", function (e) {
    var form = e.target, tombol = e.submitter, htmx = lewatHtmx(form) || lewatHtmx(tombol);
    if (e.defaultPrevented || form.method === "dialog") return;
    var tanya = sumberTanya(tombol) || sumberTanya(form);
    if (tanya && !form.dataset.disetujui && !htmx && dialogAda()) {
      e.preventDefault();
      tanyakan(tanya, function () {
        form.dataset.disetujui = "1";
        form.requestSubmit(tombol || undefined);
      });
      return;
    }
    delete form.dataset.disetujui;
    if (form.dataset.terkirim) { e.preventDefault(); return; }
    if (form.method === "post" && !form.hasAttribute("data-boleh-ulang") && !htmx && form.target !== "_blank") kunci(form, tombol);
  });
  window.addEventListener("pageshow", function () {
    d.querySelectorAll("form[data-terkirim]").forEach(lepaskan);
  });

  /* questions ---------------------------------------------------------------------------------- */
  function dialogAda() { return typeof HTMLDialogElement === "function"; }
  function sumberTanya(el) { return el && el.dataset && el.dataset.konfirmasi ? el : null; }
  function unsur(nama, kelas, teks) {
    var el = d.createElement(nama);
    if (kelas) el.className = kelas;
    if (teks) el.textContent = teks;
    return el;
  }
  function tanyakan(sumber, ya) {
    var s = sumber.dataset, asal = d.activeElement;
    var dialog = unsur("dialog", "dialog");
    var judul = unsur("h2", "", s.konfirmasiJudul || "Lanjutkan?");
    var isi = unsur("p", "", s.konfirmasi);
    judul.id = "tanya-judul"; isi.id = "tanya-isi";
    dialog.setAttribute("aria-labelledby", "tanya-judul");
    dialog.setAttribute("aria-describedby", "tanya-isi");
    var batal = unsur("button", "btn btn-biasa", "Batal");
    var lanjut = unsur("button", "btn " + ("konfirmasiBahaya" in s ? "btn-bahaya" : "btn-primary"), s.konfirmasiLabel || (sumber.tagName === "BUTTON" ? sumber.textContent.trim() : "Lanjutkan"));
    batal.type = lanjut.type = "button";
    var baris = unsur("div", "dialog-tindakan");
    baris.append(batal, lanjut);
    dialog.append(judul, isi, baris);
    d.body.append(dialog);
    batal.addEventListener("click", function () { dialog.close(); });
    lanjut.addEventListener("click", function () { dialog.close("ya"); });
    dialog.addEventListener("close", function () {
      dialog.remove();
      if (dialog.returnValue === "ya") ya();
      else if (asal && asal.focus) asal.focus();
    });
    dialog.showModal();
    batal.focus();
  }
  d.addEventListener("htmx:confirm", function (e) {
    var sumber = sumberTanya(e.detail.elt);
    if (!sumber || !dialogAda()) return;
    e.preventDefault();
    tanyakan(sumber, function () { e.detail.issueRequest(true); });
  });
  d.addEventListener("click", function (e) {
    var buka = e.target.closest("[data-buka-dialog]");
    if (buka) {
      var dialog = d.getElementById(buka.dataset.bukaDialog);
      if (dialog && dialog.showModal) { e.preventDefault(); dialog.showModal(); }
      return;
    }
    var tutup = e.target.closest("[data-tutup-dialog]");
    if (tutup) { var isi = tutup.closest("dialog"); if (isi) { e.preventDefault(); isi.close(); } }
  });

  /* selects that send themselves --------------------------------------------------------------- */
  d.addEventListener("change", function (e) {
    if (e.target.matches && e.target.matches("[data-ubah-kirim]")) e.target.form.requestSubmit();
  });

  /* a password that can be looked at ------------------------------------------------------------ */
  var SVG = "http://www.w3.org/2000/svg";
  function ikon(nama) {
    var alamat = d.body.dataset.ikon;
    if (!alamat) return d.createTextNode("");
    var svg = d.createElementNS(SVG, "svg"), use = d.createElementNS(SVG, "use");
    svg.setAttribute("class", "ikon");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", alamat + "#" + nama);
    svg.append(use);
    return svg;
  }
  function siapkanSandi(akar) {
    akar.querySelectorAll("[data-sandi]").forEach(function (kotak) {
      var isian = kotak.querySelector("input");
      if (!isian || kotak.querySelector("button")) return;
      var b = unsur("button", "sandi-lihat");
      b.type = "button";
      function gambar(terlihat) {
        isian.type = terlihat ? "text" : "password";
        b.setAttribute("aria-pressed", terlihat ? "true" : "false");
        b.setAttribute("aria-label", "Tampilkan kata sandi");
        var g = ikon(terlihat ? "eye-off" : "eye");
        b.replaceChildren(g.nodeType === 3 ? d.createTextNode("lihat") : g);
      }
      b.addEventListener("click", function () { gambar(isian.type === "password"); isian.focus(); });
      gambar(false);
      kotak.append(b);
      if (isian.form) isian.form.addEventListener("submit", function () { gambar(false); });
    });
  }

  /* messages ------------------------------------------------------------------------------------ */
  function pesan(teks, jenis) {
    var tempat = d.getElementById("pesan");
    if (!tempat) return;
    var lama = tempat.querySelector("[data-jaringan]");
    if (lama) lama.remove();
    var galat = jenis === "galat";
    var butir = unsur("div", "pesan-butir " + (galat ? "pesan-galat" : "pesan-info"));
    butir.setAttribute("role", galat ? "alert" : "status");
    butir.dataset.jaringan = "1";
    butir.append(ikon(galat ? "wifi-off" : "info-circle"), unsur("div", "pesan-teks", teks));
    tempat.append(butir);
    siapkanPesan(tempat);
    var atas = tempat.getBoundingClientRect();
    if (atas.bottom < 0 || atas.top > window.innerHeight) tempat.scrollIntoView({ block: "center" });
  }
  function siapkanPesan(akar) {
    akar.querySelectorAll(".pesan-butir").forEach(function (butir) {
      if (butir.querySelector(".pesan-tutup") || !butir.closest("#pesan")) return;
      var b = unsur("button", "pesan-tutup");
      b.type = "button";
      b.setAttribute("aria-label", "Tutup pesan");
      b.append(ikon("x"));
      b.addEventListener("click", function () { butir.remove(); });
      butir.append(b);
    });
  }
  d.addEventListener("htmx:sendError", function () { pesan("Belum tersimpan: sambungan terputus. Isian Anda masih ada di layar; periksa jaringan, lalu coba lagi.", "galat"); });
  d.addEventListener("htmx:timeout", function () { pesan("Belum ada jawaban dari server. Isian Anda masih ada di layar; coba lagi sebentar lagi.", "galat"); });
  d.addEventListener("htmx:responseError", function (e) {
    var kode = e.detail.xhr.status;
    if (kode === 401 || kode === 403) pesan("Ditolak: sesi Anda berakhir atau Anda tidak berhak. Muat ulang halaman, masuk lagi bila diminta.", "galat");
    else if (kode === 404) pesan("Data ini tidak ditemukan lagi. Muat ulang halaman untuk melihat keadaan terbaru.", "galat");
    else if (kode === 409) pesan("Orang lain lebih dahulu mengubah data ini. Muat ulang halaman untuk melihat yang terbaru.", "galat");
    else pesan("Belum tersimpan: terjadi kendala di server (" + kode + "). Coba lagi sebentar lagi.", "galat");
  });
  window.SAKIP = { pesan: pesan };

  /* start, and again for every part htmx brings in ---------------------------------------------- */
  function siapkan(akar) { siapkanSandi(akar); siapkanPesan(akar); }
  siapkan(d);
  d.addEventListener("htmx:load", function (e) { siapkan(e.detail.elt); });
})();
