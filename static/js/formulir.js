/* The form as a grid that saves itself: puts the parts together (formulir_*.js) and says when a row is to be saved.
   Without scripts the page is an ordinary form with its button; long ones then come in sheets of fifty rows. */
(function () {
  "use strict";
  var F = window.Formulir, d = document, form = d.querySelector("[data-formulir]"), LAMBAT = 1500, WARISAN = 2500, kunjungan;
  if (!form || !window.fetch || !window.BigInt) return;
  /* Come back to by the browser's own button and drawn from its memory: as it was loaded, not as it was left. */
  kunjungan = performance.getEntriesByType("navigation")[0];
  if (kunjungan && kunjungan.type === "back_forward" && !kunjungan.transferSize && navigator.onLine) { location.reload(); return; }

  var semua = new Map(), gudang = F.bukaGudang(form.dataset.pengguna, form.dataset.formulir), kabar = F.bukaKabar(form), antrean, utuh;
  form.querySelectorAll("[data-baris], [data-jawab].baris-kembali").forEach(function (el) {
    var b = new F.Baris(el);
    if (!semua.has(b.kunci)) semua.set(b.kunci, b);
  });
  /* Does the page leave rows out, as a sheet of fifty or what the server searched for? */
  utuh = !d.querySelector("[name=lembar], [data-disaring]");
  F.bukaRincian(form);
  F.bukaSaring(form, kabar);
  if (!form.querySelector("[name=csrfmiddlewaretoken]")) {
    /* Nothing can be filled here; what an earlier visit left unsent is shown. */
    gudang.warisan(function () { return utuh; }).forEach(gudang.sisihkan);
    kabar.tersisa(gudang.sisa(), gudang.buangSisa);
    return;
  }
  form.classList.add("simpan-sendiri");
  antrean = F.bukaAntrean(semua, gudang, F.bukaKirim(form), kabar, utuh);
  kabar.coba = antrean.coba;

  function dari(el) {
    var t = el.closest && (el.closest("[data-jawab].baris-kembali") || el.closest("[data-baris]"));
    return t && semua.get(t.dataset.jawab || t.id);
  }
  /* A row was changed: by typing (el), or by a paste (langsung) that needs no waiting. */
  function ubah(baris, el, langsung) {
    var k = baris.bidang.keadaan, nama = el && el.name.slice(el.name.indexOf("-") + 1);
    /* A figure typed where none was to be had: the state follows, as one would choose it next. */
    if (k && ["menyusul", "belum_waktunya", "tidak_dapat_diukur"].indexOf(k.value) >= 0 && ["nilai", "pembilang", "tingkat"].indexOf(nama) >= 0 && el.value.trim()) k.value = "angka";
    baris.hitungRasio();
    baris.aturKeterangan();
    antrean.catat(baris);
    clearTimeout(baris.nanti);
    clearTimeout(baris.periksa);
    if (langsung) { baris.tandaiBidang(); antrean.kirim(baris); return; }
    baris.periksa = setTimeout(function () { baris.tandaiBidang(); }, LAMBAT / 2);
    /* Half a ratio, or a state without its reason: the person is still at it. */
    baris.nanti = setTimeout(function () { if (!baris.kurang()) antrean.kirim(baris); }, LAMBAT);
  }

  var papan = F.bukaPapan(form, semua, ubah);
  F.bukaTempel(form, semua, papan, kabar, ubah);

  form.addEventListener("input", function (e) { var b = dari(e.target); if (b && e.target.name) ubah(b, e.target); });
  form.addEventListener("change", function (e) {
    var b = dari(e.target), alasan;
    if (!b || !e.target.name) return;
    b.tandaiBidang();
    if (!/-keadaan$/.test(e.target.name)) return;
    alasan = b.bidang.alasan;
    if (e.target.value !== "angka" && alasan && !alasan.value.trim()) alasan.focus();
  });
  form.addEventListener("focusout", function (e) {
    var b = dari(e.target);
    if (!b) return;
    b.gema();
    if (!b.el.contains(e.relatedTarget) || dari(e.relatedTarget) !== b) antrean.kirim(b);
  });
  form.addEventListener("submit", function (e) {
    e.preventDefault();
    antrean.semuanya().then(function () {
      var pertama;
      semua.forEach(function (b) { if (!pertama && (b.keadaan === "gagal" || b.keadaan === "bentrok")) pertama = b; });
      if (pertama) { pertama.el.scrollIntoView({ block: "center" }); kabar.suara(pertama.kode + ": " + pertama.kata.textContent); }
    });
  });
  /* Handing in closes the rows: what was typed goes first, and what cannot go is named. */
  function dahulukan(e, lanjut) {
    e.preventDefault();
    e.stopPropagation();
    antrean.semuanya().then(function () {
      if (antrean.bersih()) { lanjut(); return; }
      window.SAKIP.pesan("Masih ada isian yang belum tersimpan. Selesaikan dahulu baris yang bertanda, lalu tekan lagi.", "galat");
    });
  }
  d.addEventListener("submit", function (e) {
    var lain = e.target;
    if (lain === form || lain.method === "get" || !lain.closest("main") || antrean.bersih()) return;
    dahulukan(e, function () { lain.requestSubmit(e.submitter || undefined); });
  }, true);
  d.addEventListener("click", function (e) {
    var a = e.target.closest && e.target.closest("a[data-serah]");
    if (!a || e.ctrlKey || e.metaKey || e.shiftKey || e.button || antrean.bersih()) return;
    dahulukan(e, function () { location.href = a.href; });
  }, true);

  /* Typed or chosen while these scripts were still on their way; the form refills nothing from an older visit. */
  semua.forEach(function (b) { if (b.berubah()) ubah(b, null); });
  antrean.warisi();
  setInterval(antrean.warisi, WARISAN);
})();
