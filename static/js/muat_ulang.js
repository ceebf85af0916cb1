/* Halaman yang menunggu pekerjaan: data-muat-ulang menyebut berapa detik sekali diperiksa.
   Isinya diganti di tempat, jadi gulir dan fokus tetap; baru dimuat ulang setelah tidak ada yang ditunggu.
   Tanpa JavaScript, <noscript> di kepala halaman yang memuatnya ulang. */
(function () {
  "use strict";
  var tempat = document.querySelector("[data-muat-ulang]");
  if (!tempat) return;

  function jadwal() { setTimeout(periksa, tempat.dataset.muatUlang * 1000); }

  function terima(teks) {
    var baru = new DOMParser().parseFromString(teks, "text/html").querySelector("[data-muat-ulang]");
    if (!baru) { location.reload(); return; }
    tempat.dataset.muatUlang = baru.dataset.muatUlang;
    if (!tempat.contains(document.activeElement)) tempat.innerHTML = baru.innerHTML;
    jadwal();
  }

  function periksa() {
    fetch(location.href, { cache: "no-store" })
      .then(function (jawab) { return jawab.text(); })
      .then(terima)
      .catch(jadwal);
  }

  jadwal();
})();
