/* Photos are made smaller before they are sent: phones take six megabytes where half of one shows as much.
   The kind of file stays as it is, and so does its name; what does not get clearly smaller goes as it came. */
(function () {
  "use strict";
  var SISI = 2000, MUTU = 0.8, KECIL = 700 * 1024;
  function gambarUlang(gambar, tipe, lebar, tinggi) {
    return new Promise(function (jadi) {
      var kanvas = document.createElement("canvas");
      kanvas.width = lebar;
      kanvas.height = tinggi;
      kanvas.getContext("2d").drawImage(gambar, 0, 0, lebar, tinggi);
      kanvas.toBlob(jadi, tipe, MUTU);
    });
  }
  window.SAKIPBukti = window.SAKIPBukti || {};
  /* a promise of {isi: Blob, asal: bytes before, or null where it was left alone} */
  window.SAKIPBukti.perkecil = function (berkas) {
    var apaAdanya = { isi: berkas, asal: null };
    if (!/^image\/(jpeg|png)$/.test(berkas.type) || !window.createImageBitmap) return Promise.resolve(apaAdanya);
    /* "from-image": as the camera meant it to be held; the new file needs no mark for that */
    return createImageBitmap(berkas, { imageOrientation: "from-image" }).then(function (gambar) {
      var skala = Math.min(1, SISI / Math.max(gambar.width, gambar.height));
      if (skala === 1 && (berkas.type === "image/png" || berkas.size <= KECIL)) return apaAdanya;
      return gambarUlang(gambar, berkas.type, Math.round(gambar.width * skala), Math.round(gambar.height * skala)).then(function (baru) {
        if (gambar.close) gambar.close();
        return baru && baru.type === berkas.type && baru.size < berkas.size * 0.9 ? { isi: baru, asal: berkas.size } : apaAdanya;
      });
    }).catch(function () { return apaAdanya; });
  };
})();
