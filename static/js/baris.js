/* Rows in forms (komponen/isian_baris.html): add one without leaving the page, and tick all at once.
   Without this the button keeps what was typed and brings three more empty rows. */
(function () {
  "use strict";
  var d = document;

  function ganti(el, nama, nomor) {
    ["name", "aria-label"].forEach(function (sifat) {
      var teks = el.getAttribute(sifat);
      if (!teks) return;
      el.setAttribute(sifat, sifat === "name"
        ? teks.replace(new RegExp("^" + nama + "-\\d+-"), nama + "-" + nomor + "-")
        : teks.replace(/baris \d+$/, "baris " + (nomor + 1)));
    });
  }

  function tambah(kotak) {
    var semua = kotak.querySelectorAll("[data-baris-satu]"), contoh = semua[semua.length - 1];
    var nama = kotak.getAttribute("data-baris"), nomor = semua.length;
    var baru = contoh.cloneNode(true);
    baru.querySelector("[data-baris-nomor]").textContent = nomor + 1;
    baru.querySelectorAll("input, select, textarea").forEach(function (el) {
      ganti(el, nama, nomor);
      if (el.type === "checkbox") el.checked = false; else el.value = "";
    });
    contoh.parentNode.appendChild(baru);
    kotak.querySelector("[data-baris-jumlah]").value = nomor + 1;
    var awal = baru.querySelector("input, select, textarea");
    if (awal) awal.focus();
  }

  function centangSemua(kotak, tombol) {
    var semua = Array.from(kotak.querySelectorAll("[data-baris-satu]")).filter(function (baris) {
      var teks = baris.querySelector("textarea");
      return teks && teks.value.trim();
    }).map(function (baris) { return baris.querySelector("input[type=checkbox]"); });
    var penuh = semua.every(function (el) { return el.checked; });
    semua.forEach(function (el) { el.checked = !penuh; });
    tombol.setAttribute("aria-pressed", String(!penuh));
  }

  function siapkan(akar) {
    akar.querySelectorAll("[data-baris]").forEach(function (kotak) {
      if (kotak.hasAttribute("data-baris-siap")) return;
      kotak.setAttribute("data-baris-siap", "");
      var tempat = kotak.querySelector(".baris-tindakan");
      if (!kotak.querySelector("input[type=checkbox]") || !tempat) return;
      var tombol = d.createElement("button");
      tombol.type = "button";
      tombol.className = "btn btn-biasa btn-sm";
      tombol.textContent = "Centang semua";
      tombol.setAttribute("aria-pressed", "false");
      tombol.addEventListener("click", function () { centangSemua(kotak, tombol); });
      tempat.insertBefore(tombol, tempat.firstChild);
    });
  }

  d.addEventListener("click", function (e) {
    var tombol = e.target.closest("[data-baris-tambah]");
    if (!tombol) return;
    e.preventDefault();
    tambah(tombol.closest("[data-baris]"));
  });
  siapkan(d);
})();
