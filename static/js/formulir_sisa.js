/* On the page that hands a form in: rows typed in this browser that may not have reached the server are named before
   the form closes (their keys: formulir_gudang.js). Opening the form sends them. */
(function () {
  "use strict";
  var tempat = document.querySelector("[data-sisa-isian]"), awal, baris = new Set();
  if (!tempat) return;
  awal = "sakip.formulir." + tempat.dataset.sisaIsian + ".";
  try {
    Object.keys(localStorage).forEach(function (k) { if (k.indexOf(awal) === 0) baris.add(k.slice(awal.length, k.lastIndexOf("."))); });
  } catch (e) { return; /* no storage, nothing waits in it */ }
  tempat.querySelector("[data-banyak]").textContent = baris.size;
  tempat.hidden = !baris.size;
})();
