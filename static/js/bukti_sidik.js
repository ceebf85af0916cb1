/* SHA-256 of a file (FIPS 180-4), as hex. The browser's own works on https only, and an office's server may speak http. */
(function () {
  "use strict";
  var K = [], H = [], prima = 2;
  function pecahan(x) { return ((x - Math.floor(x)) * 4294967296) | 0; }
  function adalahPrima(n) { for (var i = 2; i * i <= n; i++) if (n % i === 0) return false; return true; }
  for (; K.length < 64; prima++) {
    if (!adalahPrima(prima)) continue;
    if (H.length < 8) H.push(pecahan(Math.sqrt(prima)));
    K.push(pecahan(Math.cbrt(prima)));
  }
  function putar(x, n) { return (x >>> n) | (x << (32 - n)); }
  function hitung(byte) {
    var panjang = byte.length, isi = new Uint8Array(((panjang + 72) >> 6) << 6), dv = new DataView(isi.buffer);
    var h = Int32Array.from(H), w = new Int32Array(64), awal, i, a, b, c, d, e, f, g, x, s, t;
    isi.set(byte);
    isi[panjang] = 128;
    dv.setUint32(isi.length - 8, Math.floor(panjang / 536870912));
    dv.setUint32(isi.length - 4, (panjang << 3) >>> 0);
    for (awal = 0; awal < isi.length; awal += 64) {
      for (i = 0; i < 16; i++) w[i] = dv.getInt32(awal + i * 4);
      for (; i < 64; i++) {
        s = w[i - 15]; t = w[i - 2];
        w[i] = w[i - 16] + (putar(s, 7) ^ putar(s, 18) ^ (s >>> 3)) + w[i - 7] + (putar(t, 17) ^ putar(t, 19) ^ (t >>> 10));
      }
      a = h[0]; b = h[1]; c = h[2]; d = h[3]; e = h[4]; f = h[5]; g = h[6]; x = h[7];
      for (i = 0; i < 64; i++) {
        s = (x + (putar(e, 6) ^ putar(e, 11) ^ putar(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
        t = ((putar(a, 2) ^ putar(a, 13) ^ putar(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        x = g; g = f; f = e; e = (d + s) | 0; d = c; c = b; b = a; a = (s + t) | 0;
      }
      h[0] += a; h[1] += b; h[2] += c; h[3] += d; h[4] += e; h[5] += f; h[6] += g; h[7] += x;
    }
    return Array.from(h, function (n) { return (n >>> 0).toString(16).padStart(8, "0"); }).join("");
  }
  function hex(penyangga) {
    return Array.from(new Uint8Array(penyangga), function (n) { return n.toString(16).padStart(2, "0"); }).join("");
  }
  window.SAKIPBukti = window.SAKIPBukti || {};
  /* a promise of the hex; ``biasa`` forces our own arithmetic */
  window.SAKIPBukti.sidik = function (blob, biasa) {
    return blob.arrayBuffer().then(function (penyangga) {
      if (!biasa && window.crypto && crypto.subtle) return crypto.subtle.digest("SHA-256", penyangga).then(hex);
      return hitung(new Uint8Array(penyangga));
    });
  };
})();
