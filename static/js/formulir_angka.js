/* Numbers as the office writes them, read as strictly as the server does (perencanaan/angka.py): 1.234,56.
   Only to say at once what is wrong and to show a ratio while it is typed; what is stored the server works out. */
(function () {
  "use strict";
  var F = window.Formulir = window.Formulir || {};
  var POLA = /^-?([1-9]\d{0,2}(\.\d{3})+|0|[1-9]\d*)(,\d+)?$/, TITIK_DESIMAL = /^-?\d+\.\d+$/;
  var PECAHAN = 4;

  function bersih(teks) { return teks.trim().replace("\u2212", "-"); }

  /* What is wrong with the text, in a sentence that says what to do; empty where it can be read or is empty. */
  function salah(teks) {
    var b = bersih(teks);
    if (!b || POLA.test(b)) return "";
    if (TITIK_DESIMAL.test(b)) return "Tulis desimal dengan koma: " + b.replace(".", ",") + ", bukan " + b + ".";
    return "“" + teks.trim() + "” bukan angka. Tulis seperti 1.234,56 tanpa satuan.";
  }

  /* {n, d}: the value is n / 10^d, exactly. null where there is none. */
  function baca(teks) {
    var b = bersih(teks), koma;
    if (!POLA.test(b)) return null;
    b = b.replace(/\./g, "");
    koma = b.indexOf(",");
    return { n: BigInt(b.replace(",", "")), d: koma < 0 ? 0 : b.length - koma - 1 };
  }

  /* Two texts of one number are the same text here: 1234 and 1.234,00. Others stay as they are. */
  function kanon(teks) {
    var a = baca(teks);
    if (!a) return teks.trim();
    while (a.d > 0 && a.n % 10n === 0n) { a.n /= 10n; a.d -= 1; }
    return a.n + "e-" + a.d;
  }

  function tulis(n, d) {
    var negatif = n < 0n, s = (negatif ? -n : n).toString().padStart(d + 1, "0");
    var bulat = s.slice(0, s.length - d), pecah = d ? s.slice(-d).replace(/0+$/, "") : "";
    bulat = bulat.replace(/\B(?=(\d{3})+$)/g, ".");
    return (negatif ? "-" : "") + bulat + (pecah ? "," + pecah : "");
  }

  /* pembilang / penyebut × kali, rounded half up to four decimals as the server rounds it; empty where it cannot be. */
  function rasio(pembilang, penyebut, kali) {
    var p = baca(pembilang), q = baca(penyebut), k = baca(kali || "100"), atas, bawah, negatif, hasil;
    if (!p || !q || !k || q.n === 0n) return "";
    atas = p.n * k.n * 10n ** BigInt(PECAHAN + q.d);
    bawah = q.n * 10n ** BigInt(p.d + k.d);
    negatif = (atas < 0n) !== (bawah < 0n);
    if (atas < 0n) atas = -atas;
    if (bawah < 0n) bawah = -bawah;
    hasil = (2n * atas + bawah) / (2n * bawah);
    return tulis(negatif ? -hasil : hasil, PECAHAN);
  }

  F.angka = { salah: salah, kanon: kanon, rasio: rasio };
})();
