/* The keyboard of a spreadsheet. Up, down, Enter and Shift+Enter stay in the column, left and right leave a field at
   its ends (or when all of it is selected, as it is when one arrives by keyboard), Ctrl+Home and Ctrl+End go to the
   first and last row, Esc brings back what stood there. Tab is the browser's own: the next field, then the row's links.
   Selects keep their arrow keys, text areas all but Ctrl and Esc. */
(function () {
  "use strict";
  var F = window.Formulir, KOLOM = { nilai: 0, tingkat: 0, pembilang: 0, penyebut: 1, keadaan: 2, alasan: 3, menyusul_pada: 4 };

  F.bukaPapan = function (form, semua, ubah) {
    function barisDari(el) { var t = el.closest("[data-baris]"); return t && semua.get(t.id); }
    function namaBidang(el) { return el.name.slice(el.name.indexOf("-") + 1); }
    function tampak() {
      return Array.from(form.querySelectorAll("[data-baris]")).filter(function (t) { return !t.hidden; }).map(function (t) { return semua.get(t.id); });
    }
    function pada(baris, kolom) {
      var b = baris.bidang;
      return (kolom === 1 && b.penyebut) || (kolom === 2 && b.keadaan) || b.pembilang || b.tingkat || b.nilai;
    }
    function ke(el) {
      if (!el) return false;
      el.focus();
      if (el.select && el.type !== "date") el.select();
      return true;
    }
    function tegak(el, arah) {
      var daftar = tampak(), letak = daftar.indexOf(barisDari(el)), tujuan = daftar[letak + arah];
      return ke(tujuan && pada(tujuan, KOLOM[namaBidang(el)]));
    }
    function ujung(el, akhir) {
      var daftar = tampak();
      return ke(daftar.length && pada(daftar[akhir ? daftar.length - 1 : 0], KOLOM[namaBidang(el)]));
    }
    function datar(el, arah) {
      var b = barisDari(el).bidang;
      var urut = ["nilai", "tingkat", "pembilang", "penyebut", "keadaan", "alasan", "menyusul_pada"].map(function (n) { return b[n]; }).filter(function (x) { return x && x.offsetParent; });
      return ke(urut[urut.indexOf(el) + arah]);
    }
    function diTepi(el, arah) {
      var awal = el.selectionStart, akhir = el.selectionEnd, panjang = el.value.length;
      if (awal === 0 && akhir === panjang) return true;
      return awal === akhir && (arah < 0 ? awal === 0 : akhir === panjang);
    }
    function kembalikan(el) {
      var baris = barisDari(el), dasar = baris.dasar[namaBidang(el)] || "";
      var semula = el.dataset.semula !== undefined && el.value !== el.dataset.semula ? el.dataset.semula : dasar;
      if (el.value === semula) return;
      el.value = semula;
      if (el.select) el.select();
      ubah(baris, el);
    }

    form.addEventListener("focusin", function (e) {
      if (e.target.name && barisDari(e.target)) e.target.dataset.semula = e.target.value;
    });
    form.addEventListener("keydown", function (e) {
      var el = e.target, satu = el.tagName === "INPUT" && el.type !== "date" && el.type !== "radio", lanjut = false;
      if (!el.name || !el.closest("[data-baris]") || !(namaBidang(el) in KOLOM) || e.isComposing) return;
      if (e.key === "Escape") { kembalikan(el); return; }
      if (e.ctrlKey && !e.altKey && (e.key === "Home" || e.key === "End")) { if (ujung(el, e.key === "End")) e.preventDefault(); return; }
      if (e.altKey || e.ctrlKey || e.metaKey) return;
      if (e.key === "Enter" && el.tagName !== "TEXTAREA") {
        e.preventDefault();
        if (!tegak(el, e.shiftKey ? -1 : 1)) el.blur();
        return;
      }
      if (!satu) return;
      if (e.key === "ArrowDown") lanjut = tegak(el, 1);
      else if (e.key === "ArrowUp") lanjut = tegak(el, -1);
      else if (e.key === "ArrowLeft" && !e.shiftKey && diTepi(el, -1)) lanjut = datar(el, -1);
      else if (e.key === "ArrowRight" && !e.shiftKey && diTepi(el, 1)) lanjut = datar(el, 1);
      else if (e.key === "F2") { el.setSelectionRange(el.value.length, el.value.length); lanjut = true; }
      if (lanjut) e.preventDefault();
    });
    return { tampak: function () { return Array.from(form.querySelectorAll("tbody.baris")).filter(function (t) { return !t.hidden; }); } };
  };
})();
