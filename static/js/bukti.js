/* The evidence pages: chosen files leave at once and in pieces, while the rows are still being ticked. Without this
   script they are ordinary forms whose files go with the rest. */
(function () {
  "use strict";
  var d = document, B = window.SAKIPBukti || {};

  /* which rows, which kinds ---------------------------------------------------------------------- */
  function siapkanPilihan(wadah) {
    var butir = Array.from(wadah.querySelectorAll("label")), cari;
    if (butir.length < 10) return;
    cari = d.createElement("input");
    cari.type = "search";
    cari.className = "form-control saring-pilihan";
    cari.placeholder = "Saring indikator";
    cari.setAttribute("aria-label", "Saring daftar indikator");
    wadah.before(cari);
    cari.addEventListener("input", function () {
      var kata = cari.value.toLowerCase().split(/\s+/);
      butir.forEach(function (el) {
        var teks = el.textContent.toLowerCase();
        el.hidden = !el.querySelector("input").checked && !kata.every(function (k) { return teks.includes(k); });
      });
    });
    cari.addEventListener("keydown", function (e) { if (e.key === "Enter") e.preventDefault(); });
  }
  /* only kinds that a ticked row asks for; all while none is ticked */
  function cocokkanJenis() {
    var dipilih = Array.from(d.querySelectorAll("[data-pilih-baris] input:checked")).map(function (el) { return el.value; });
    d.querySelectorAll("[data-pilih-jenis] [data-baris]").forEach(function (el) {
      var baris = el.dataset.baris.split(" "), kotak = el.querySelector("input");
      el.hidden = !kotak.checked && dipilih.length > 0 && !dipilih.some(function (pk) { return baris.includes(pk); });
    });
    d.querySelectorAll("[data-pilih-jenis]").forEach(function (el) { el.closest("fieldset").hidden = !el.querySelector("label:not([hidden])"); });
  }
  d.querySelectorAll("[data-pilih-baris]").forEach(siapkanPilihan);
  d.addEventListener("change", function (e) { if (e.target.closest("[data-pilih-baris]")) cocokkanJenis(); });
  cocokkanJenis();

  /* files ------------------------------------------------------------------------------------------ */
  var form = d.querySelector("form[data-unggah]");
  if (!form || !B.unggah || !B.sidik || !window.FormData || !Blob.prototype.arrayBuffer) return;
  var pilih = form.querySelector("input[type=file][name=berkas]"), kamera = form.querySelector("#id_kamera");
  var daftar = form.querySelector("[data-unggahan]"), kabar = form.querySelector("[data-kabar-unggah]");
  var jalan = 0, nantiKirim = null, antre = Promise.resolve();
  var ruang = form.dataset.orang + "|" + form.dataset.unggah, satuSaja = "satu" in form.dataset;

  function csrf() { return form.querySelector("[name=csrfmiddlewaretoken]").value; }
  function gantiCsrf(token) { form.querySelector("[name=csrfmiddlewaretoken]").value = token; }
  function sebut(byte) {
    return byte < 1024 * 1024 ? Math.max(1, Math.round(byte / 1024)) + " KB" : (byte / 1048576).toFixed(1).replace(".", ",") + " MB";
  }
  function unsur(nama, kelas, teks) {
    var el = d.createElement(nama);
    if (kelas) el.className = kelas;
    if (teks) el.textContent = teks;
    return el;
  }
  function gambar(nama) {
    var li = unsur("li"), teks = unsur("span"), keadaan = unsur("span", "kecil", "Menyiapkan"), batang = unsur("progress");
    var batal = unsur("button", "btn btn-sm btn-biasa", "Batalkan");
    batal.type = "button";
    batal.append(unsur("span", "visually-hidden", " " + nama));
    batang.max = 100;
    batang.value = 0;
    batang.setAttribute("aria-label", "Kemajuan " + nama);
    teks.append(nama, " ", keadaan);
    li.append(teks, batang, batal);
    daftar.append(li);
    return { li: li, keadaan: keadaan, batang: batang, batal: batal };
  }

  function proses(berkas, nama, asal) {
    var g = gambar(nama), tugas = { url: form.dataset.unggah, orang: form.dataset.orang, nama: nama, asal: asal, csrf: csrf, gantiCsrf: gantiCsrf }, kunci = null;
    tugas.keadaan = function (kata) { if (g.keadaan.textContent.indexOf(kata) !== 0) g.keadaan.textContent = kata; };
    tugas.maju = function (byte) {
      g.batang.value = Math.floor(byte * 100 / tugas.isi.size);
      g.keadaan.textContent = "Mengunggah " + sebut(byte) + " dari " + sebut(tugas.isi.size) + kecil();
    };
    function kecil() { return tugas.asal ? ", diperkecil dari " + sebut(tugas.asal) : ""; }
    g.batal.addEventListener("click", function () {
      tugas.batal = true;
      if (tugas.putus) tugas.putus();
      if (kunci) B.simpanan.hapus(kunci);
      if (tugas.jawab) {
        var data = new FormData();
        data.append("csrfmiddlewaretoken", csrf());
        fetch(tugas.jawab.batal, { method: "POST", body: data, credentials: "same-origin", redirect: "manual" }).catch(function () { /* a day clears it away */ });
      }
      g.li.remove();
      kabar.textContent = nama + " dibatalkan.";
      pilih.focus();
    });
    function coba() {
      g.li.className = "";
      return B.unggah(tugas).then(function (jawab) {
        if (tugas.batal) return;
        var kotak = unsur("input");
        kotak.type = "hidden"; kotak.name = "unggahan"; kotak.value = jawab.id;
        g.li.append(kotak);
        g.li.classList.add("unggahan-jadi");
        g.batang.remove();
        g.keadaan.textContent = sebut(tugas.isi.size) + kecil() + ". Sudah diunggah, tinggal dilampirkan." + kembar(jawab.kembar);
        kabar.textContent = nama + " sudah diunggah.";
        if (kunci) B.simpanan.hapus(kunci);
      }).catch(function (salah) {
        if (tugas.batal) return;
        nantiKirim = null;
        g.li.classList.add("unggahan-gagal");
        g.keadaan.textContent = (salah && salah.kalimat) || "Berkas ini tidak dapat dibaca. Pilih lagi berkasnya.";
        kabar.textContent = nama + ": " + g.keadaan.textContent;
        if (salah && salah.ulang) {
          var lagi = unsur("button", "btn btn-sm btn-biasa", "Coba lagi");
          lagi.type = "button";
          lagi.addEventListener("click", function () { lagi.remove(); jalan++; coba().then(selesai); });
          g.batal.before(lagi);
        } else if (kunci) B.simpanan.hapus(kunci);
      });
    }
    function kembar(ada) {
      return ada && ada.length ? " Berkas yang sama sudah ada: “" + ada[0].judul + "”" + (ada[0].periode ? " (" + ada[0].periode + ")" : "") + "." : "";
    }
    return (asal === undefined ? B.perkecil(berkas) : Promise.resolve({ isi: berkas, asal: asal })).then(function (hasil) {
      tugas.isi = hasil.isi;
      tugas.asal = hasil.asal;
      /* before its megabytes are read and hashed */
      if (tugas.isi.size > +form.dataset.terbesar) throw { kalimat: "Berkas terlalu besar: " + sebut(tugas.isi.size) + ", paling besar " + Math.floor(form.dataset.terbesar / 1048576) + " MB." };
      return B.sidik(tugas.isi);
    }).then(function (sidik) {
      tugas.sidik = sidik;
      kunci = ruang + "|" + sidik;
      /* the same file begun before a reload: its line of the server gives way to this one */
      return B.simpanan.simpan({ kunci: kunci, ruang: ruang, nama: nama, isi: tugas.isi, asal: tugas.asal });
    }).then(function () {
      if (tugas.batal) { B.simpanan.hapus(kunci); return undefined; }
      return coba().then(function () { gantikanBaris(tugas, g.li); });
    }, function (salah) {
      nantiKirim = null;
      g.li.classList.add("unggahan-gagal");
      g.keadaan.textContent = (salah && salah.kalimat) || "Berkas ini tidak dapat dibaca. Pilih lagi berkasnya.";
      kabar.textContent = nama + ": " + g.keadaan.textContent;
    });
  }
  function selesai() { jalan--; lanjutkanKirim(); }
  function antrekan(isi, nama, asal) {
    jalan++;
    antre = antre.then(function () { return proses(isi, nama, asal); }).then(selesai);
  }
  function gantikanBaris(tugas, li) {
    if (!tugas.jawab) return;
    daftar.querySelectorAll("[data-id='" + tugas.jawab.id + "']").forEach(function (el) { if (el !== li) el.remove(); });
    daftar.querySelectorAll("input[type=hidden][value='" + tugas.jawab.id + "']").forEach(function (el) {
      if (el.closest("li") !== li) el.closest("li").remove();
    });
  }
  function ambil(isian) {
    var berkas = Array.from(isian.files);
    if (satuSaja && berkas.length) { berkas = berkas.slice(0, 1); daftar.querySelectorAll("li button").forEach(function (b) { if (b.type === "button") b.click(); }); }
    isian.value = "";
    /* one after another: a slow line carries one file better than five */
    berkas.forEach(function (satu) { antrekan(satu, satu.name); });
  }
  pilih.addEventListener("change", function () { ambil(pilih); });
  kamera.addEventListener("change", function () { ambil(kamera); });
  if (window.matchMedia("(pointer: coarse)").matches) form.querySelector("[data-kamera]").hidden = false;
  form.querySelector("[data-petunjuk-foto]").hidden = false;

  /* Sending waits for files that are still on their way. */
  function lanjutkanKirim() {
    if (jalan || !nantiKirim) return;
    var tombol = nantiKirim;
    nantiKirim = null;
    form.requestSubmit(tombol.form === form ? tombol : undefined);
  }
  form.addEventListener("submit", function (e) {
    if (e.submitter && e.submitter.hasAttribute("data-batal")) return;
    if (!jalan) return;
    e.preventDefault();
    nantiKirim = e.submitter || form.querySelector("button[type=submit]");
    kabar.textContent = "Masih mengunggah. Bukti dilampirkan begitu selesai.";
    kabar.classList.remove("visually-hidden");
  });
  window.addEventListener("beforeunload", function (e) {
    if (!jalan || form.dataset.terkirim) return;
    e.preventDefault();
    e.returnValue = "";
  });

  /* What a reload cut off goes on by itself. */
  B.simpanan.semua(ruang).then(function (ada) {
    ada.forEach(function (satu) { antrekan(satu.isi, satu.nama, satu.asal); });
  });
})();
