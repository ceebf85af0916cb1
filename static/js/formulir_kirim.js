/* One row, one small request; what the answer means, in one word:
   tersimpan, bentrok, ditolak, hilang (no such row any more), sesi (not logged in), orang_lain (somebody else logged in
   on this browser: nothing of ours may be sent now), putus (no line, or the server is not well). */
(function () {
  "use strict";
  var F = window.Formulir, TERLAMA = 20000;

  F.bukaKirim = function (form) {
    var token = form.querySelector("[name=csrfmiddlewaretoken]").value, saya = Number(form.dataset.pengguna);

    function badan(baris, isi, versi) {
      var data = new URLSearchParams(), nama;
      data.append("csrfmiddlewaretoken", token);
      /* An answer has no number: what stood there is known by its words. */
      if (baris.jawaban) { data.append(baris.kunci, isi.jawaban); data.append(baris.kunci + "-semula", versi); return data; }
      for (nama in isi) data.append(baris.kunci + "-" + nama, isi[nama]);
      data.append(baris.kunci + "-versi", versi);
      if (baris.tersembunyi("semula")) data.append(baris.kunci + "-semula", baris.dasar.nilai || "");
      return data;
    }
    function baca(r) {
      if (r.type === "opaqueredirect") return { jenis: "sesi", data: {} };
      return r.json().catch(function () { return null; }).then(function (data) {
        var kalimat = data && data.galat ? data.galat.join(" ") : "";
        if (!data) return { jenis: r.status === 404 ? "hilang" : "putus", kalimat: "kendala di server (" + r.status + ")", data: {} };
        if (r.status === 200) return { jenis: "tersimpan", data: data };
        if (r.status === 409 && data.bentrok) return { jenis: "bentrok", data: data };
        if (r.status === 401) return { jenis: "sesi", data: data };
        if (r.status === 403 && "token" in data) return { jenis: "token", data: data, kalimat: kalimat };
        if (r.status === 404) return { jenis: "hilang", data: data, kalimat: kalimat };
        if (r.status === 429 || r.status >= 500) return { jenis: "putus", data: data, kalimat: kalimat };
        return { jenis: "ditolak", data: data, kalimat: kalimat };
      });
    }
    function satuKali(baris, isi, versi, pergi) {
      var putus = new AbortController(), jam = setTimeout(function () { putus.abort(); }, TERLAMA);
      return fetch(baris.jawaban ? form.dataset.jawab : form.dataset.sel, {
        method: "POST", body: badan(baris, isi, versi), credentials: "same-origin", redirect: "manual",
        headers: { "Accept": "application/json" }, keepalive: !!pergi, signal: putus.signal
      }).then(baca).catch(function () {
        return { jenis: "putus", kalimat: "sambungan terputus", data: {} };
      }).then(function (hasil) { clearTimeout(jam); return hasil; });
    }

    return function kirim(baris, isi, versi, pergi, kedua) {
      return satuKali(baris, isi, versi, pergi).then(function (hasil) {
        if (hasil.jenis !== "token") return hasil;
        /* The page's token is old: someone logged in since. A new one is taken only if it is still the same person. */
        if (!hasil.data.pengguna) return { jenis: "sesi", data: hasil.data };
        if (hasil.data.pengguna !== saya) return { jenis: "orang_lain", data: hasil.data };
        if (kedua) return { jenis: "ditolak", kalimat: hasil.kalimat, data: hasil.data };
        token = hasil.data.token;
        form.querySelector("[name=csrfmiddlewaretoken]").value = token;
        return kirim(baris, isi, versi, pergi, true);
      });
    };
  };
})();
