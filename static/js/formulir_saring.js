/* Search in the form, and only what is missing or came back: rows are hidden where they stand. What the server has
   already left out (an address with ?cari= or ?saring=) is searched by the server. */
(function () {
  "use strict";
  var F = window.Formulir, d = document;

  F.bukaSaring = function (form, kabar) {
    var alat = d.querySelector("[data-saring]"), kosong = d.querySelector("[data-saring-kosong]"), cari, nanti;
    if (!alat || "disaring" in alat.dataset) return;
    cari = alat.querySelector("[name=cari]");
    alat.querySelector("[data-tanpa-skrip]").hidden = true;
    d.querySelectorAll("[data-perlu-skrip]").forEach(function (el) { el.hidden = false; });

    function saring() {
      var kata = cari.value.toLowerCase().split(/\s+/).filter(Boolean), hanya = alat.querySelector("[name=saring]:checked").value, ada = 0;
      form.querySelectorAll("tbody.baris").forEach(function (t) {
        var nama = t.querySelector("th").textContent.toLowerCase();
        var lolos = kata.every(function (k) { return nama.indexOf(k) >= 0; });
        if (hanya === "belum" && t.hasAttribute("data-terisi") && !t.classList.contains("baris-ubah")) lolos = false;
        if (hanya === "kembali" && !t.classList.contains("baris-balik")) lolos = false;
        t.hidden = !lolos;
        if (lolos) ada += 1;
      });
      /* A heading without rows says nothing. */
      form.querySelectorAll("tbody.kelompok").forEach(function (t) {
        var b = t.nextElementSibling;
        while (b && b.hidden && !b.classList.contains("kelompok")) b = b.nextElementSibling;
        t.hidden = !b || b.classList.contains("kelompok");
      });
      form.querySelectorAll(".papan").forEach(function (p) { p.hidden = !p.querySelector("tbody.baris:not([hidden])"); });
      kosong.hidden = ada > 0;
      return ada;
    }
    function katakan() { kabar.suara(saring() + " baris ditampilkan"); }
    alat.addEventListener("submit", function (e) { e.preventDefault(); katakan(); });
    cari.addEventListener("input", function () { clearTimeout(nanti); nanti = setTimeout(katakan, 200); });
    alat.addEventListener("change", function (e) { if (e.target.type === "radio") katakan(); });
    if (cari.value || alat.querySelector("[name=saring]:checked").value) saring();
  };
})();
