/* The form saves itself: a row goes to the server when one leaves it, and says what became of it. Without this
   script the page is an ordinary form with its buttons.
   A row is a <tbody data-baris>; its state is the .simpan-keadaan that the server draws (also as the answer here).
   Plain fetch, not htmx: the fields must stay as they are while one types, and a row leaves with the page (keepalive). */
(function () {
  "use strict";
  var d = document, form = d.querySelector("[data-formulir]");
  if (!form || !window.fetch || !window.FormData || !form.querySelector("[data-baris]")) return;
  var LAMBAT = 1500, TERLAMA = 30000;
  form.classList.add("simpan-sendiri");

  function isian(baris) { return Array.from(baris.querySelectorAll("input:not([type=hidden]), select, textarea")); }
  function keadaan(baris) { return baris.querySelector(".simpan-keadaan"); }
  function kata(baris, kelas, teks) {
    var k = keadaan(baris);
    k.className = "simpan-keadaan " + kelas;
    k.textContent = teks;
  }
  function gagal(baris, teks) { baris.classList.add("baris-gagal"); kata(baris, "simpan-gagal", teks); }

  /* one row to the server ----------------------------------------------------------------------- */
  function kirim(baris, pergi) {
    clearTimeout(baris._nanti);
    if (baris._jalan) { baris._lagi = true; return; }
    if (!baris.classList.contains("baris-ubah")) return;
    var data = new FormData(), putus = new AbortController(), jam;
    data.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    baris.querySelectorAll("[name]").forEach(function (el) { if (el.tagName !== "BUTTON") data.append(el.name, el.value); });
    baris._jalan = true;
    baris.classList.remove("baris-ubah", "baris-gagal");
    kata(baris, "simpan-jalan", "Menyimpan");
    jam = setTimeout(function () { putus.abort(); }, TERLAMA);
    fetch(form.action, { method: "POST", body: data, headers: { "HX-Request": "true" }, credentials: "same-origin", redirect: "manual", keepalive: !!pergi, signal: putus.signal })
      .then(function (r) {
        if (r.ok || r.status === 422) return r.text().then(function (teks) { terima(baris, teks, r.ok); });
        throw r.type === "opaqueredirect" ? 403 : r.status;
      })
      .catch(function (salah) {
        baris.classList.add("baris-ubah");
        if (salah === 403) gagal(baris, "Gagal: sesi berakhir atau Anda tidak berhak. Muat ulang halaman.");
        else if (typeof salah === "number") gagal(baris, "Gagal: kendala di server (" + salah + "). Coba lagi.");
        else gagal(baris, "Gagal: sambungan terputus. Dicoba lagi bila tersambung.");
      })
      .then(function () {
        clearTimeout(jam);
        baris._jalan = false;
        if (baris._lagi) { baris._lagi = false; kirim(baris); }
        hitung();
      });
  }
  function terima(baris, teks, ok) {
    var wadah = d.createElement("template"), baru, versi, semula, hasil;
    wadah.innerHTML = teks;
    baru = wadah.content.querySelector(".simpan-keadaan");
    if (!baru) { gagal(baris, "Gagal: jawaban server tidak terbaca. Muat ulang halaman."); return; }
    keadaan(baris).replaceWith(baru);
    if (!ok) baris.classList.add("baris-gagal");
    versi = baris.querySelector("[name$='-versi']");
    semula = baris.querySelector("[name$='-semula']");
    hasil = baris.querySelector("output");
    versi.value = baru.dataset.versi;
    if (semula) semula.value = baru.dataset.semula;
    if (hasil && ok) hasil.textContent = baru.dataset.hasil || "…";
  }
  function hitung() {
    var p = form.querySelector("[data-hitung]"), jumlah, terisi, tebal, redup;
    if (!p) return;
    jumlah = Number(p.dataset.jumlah);
    terisi = form.querySelectorAll("[data-terisi='1']").length;
    tebal = d.createElement("strong"); tebal.textContent = terisi;
    redup = d.createElement("span"); redup.className = "redup"; redup.textContent = ", " + (jumlah - terisi) + " belum";
    p.replaceChildren(tebal, " dari " + jumlah + " terisi", redup);
  }

  /* when ------------------------------------------------------------------------------------------ */
  function baris(el) { return el.closest && el.closest("[data-baris]"); }
  function belumSelesai(b) {
    /* half a ratio, or a state without its reason: the person is still at it */
    var kosong = function (ujung) { var el = b.querySelector("[name$='-" + ujung + "']"); return el && !el.value.trim(); };
    var k = b.querySelector("[name$='-keadaan']");
    return kosong("pembilang") !== kosong("penyebut") || (k && k.value !== "angka" && kosong("alasan"));
  }
  function tandai(b) {
    if (!b.classList.contains("baris-ubah")) { b.classList.add("baris-ubah"); kata(b, "", "Belum disimpan"); }
    clearTimeout(b._nanti);
    b._nanti = setTimeout(function () { if (!belumSelesai(b)) kirim(b); }, LAMBAT);
  }
  form.addEventListener("input", function (e) {
    if (baris(e.target)) tandai(baris(e.target));
  });
  /* Typed or chosen while this script was still on its way. Browsers refill no autocomplete=off from an older visit. */
  function diubah(el) {
    if (el.tagName !== "SELECT") return el.value !== el.defaultValue;
    return el.selectedIndex !== Math.max(0, Array.from(el.options).findIndex(function (o) { return o.defaultSelected; }));
  }
  form.querySelectorAll("[data-baris]").forEach(function (b) {
    if (Array.from(b.querySelectorAll("[autocomplete=off]")).some(diubah)) tandai(b);
  });
  form.addEventListener("change", function (e) {
    var b = baris(e.target), alasan;
    if (!b || !/-keadaan$/.test(e.target.name)) return;
    alasan = b.querySelector("[name$='-alasan']");
    if (e.target.value !== "angka" && !alasan.value.trim()) alasan.focus();
  });
  form.addEventListener("focusout", function (e) {
    var b = baris(e.target);
    if (b && !b.contains(e.relatedTarget)) kirim(b);
  });
  form.addEventListener("click", function (e) {
    var tombol = e.target.closest("button[name=baris]");
    if (!tombol) return;
    e.preventDefault();
    baris(tombol).classList.add("baris-ubah");
    kirim(baris(tombol));
  });
  function semua(pergi) { form.querySelectorAll(".baris-ubah").forEach(function (b) { kirim(b, pergi); }); }
  window.addEventListener("online", function () { semua(false); });
  window.addEventListener("pagehide", function () { semua(true); });
  d.addEventListener("visibilitychange", function () { if (d.visibilityState === "hidden") semua(true); });
  /* Save all sends the whole page: rows must not race it. */
  form.addEventListener("submit", function () {
    form.querySelectorAll("[data-baris]").forEach(function (b) { clearTimeout(b._nanti); b.classList.remove("baris-ubah"); });
  });
  window.addEventListener("beforeunload", function (e) {
    if (form.dataset.terkirim || !form.querySelector(".baris-ubah.baris-gagal")) return;
    e.preventDefault();
    e.returnValue = "";
  });

  /* like a spreadsheet: Enter and arrows go down and up the column ------------------------------------- */
  form.addEventListener("keydown", function (e) {
    var el = e.target, arah, ujung, kolom, ke;
    if (el.tagName !== "INPUT" || e.altKey || e.ctrlKey || e.metaKey) return;
    if (e.key === "Enter") arah = e.shiftKey ? -1 : 1;
    else if (e.key === "ArrowDown") arah = 1;
    else if (e.key === "ArrowUp") arah = -1;
    else return;
    e.preventDefault();
    ujung = /-penyebut$/.test(el.name) && arah < 0 || /-pembilang$/.test(el.name) && arah > 0;
    kolom = Array.from(form.querySelectorAll("[data-baris] .sel-isi input, [data-baris] .sel-isi select"));
    if (!ujung) kolom = kolom.filter(function (x) { return x === el || baris(x) !== baris(el); });
    ke = kolom[kolom.indexOf(el) + arah];
    if (ke) { ke.focus(); if (ke.select) ke.select(); }
    else kirim(baris(el));
  });
})();
