/* The details of a row, fetched when it is opened and shown below it. Without this script, or when the server would
   not give them, the link leads to the row's own page. */
(function () {
  "use strict";
  var F = window.Formulir, d = document;

  F.bukaRincian = function (form) {
    form.querySelectorAll(".baris-tautan > a:first-child").forEach(function (a) { a.setAttribute("aria-expanded", "false"); });
    form.addEventListener("click", function (e) {
      var a = e.target.closest(".baris-tautan > a:first-child"), t, terbuka;
      if (!a || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
      t = a.closest("tbody");
      terbuka = t.querySelector(".rincian-baris");
      e.preventDefault();
      if (terbuka) { terbuka.remove(); a.setAttribute("aria-expanded", "false"); return; }
      if (a.getAttribute("aria-busy")) return;
      a.setAttribute("aria-busy", "true");
      fetch(a.href + "rincian/", { credentials: "same-origin", redirect: "manual" }).then(function (r) {
        if (!r.ok) throw r.status;
        return r.text();
      }).then(function (html) {
        var tr = F.unsur("tr", "rincian-baris"), td = F.unsur("td"), wadah = d.createElement("template");
        td.colSpan = 6;
        wadah.innerHTML = html;
        td.append(wadah.content);
        tr.append(td);
        t.append(tr);
        a.setAttribute("aria-expanded", "true");
      }).catch(function (sebab) {
        /* Without a line the row's own page would not open either, and the form would be gone. */
        if (typeof sebab === "number") location.href = a.href;
        else window.SAKIP.pesan("Sambungan terputus, rincian belum dapat dibuka. Coba lagi setelah tersambung.", "galat");
      }).then(function () { a.removeAttribute("aria-busy"); });
    });
  };
})();
