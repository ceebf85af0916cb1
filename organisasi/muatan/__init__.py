"""Loading workbooks: uploaded, read, shown row by row, then applied whole or not at all.

How to write a loader (``usulan.Pemuat``; a whole small one is ``tests/organisasi/pemuat_uji.py``):

1. A class with ``jenis`` (stable, at most 20 letters), ``label``, ``uraian``, ``aksi`` (the right, at the OPD),
   ``pakai_tahun``, ``model_admin`` (admin lists that link here) and ``punya_buku_kerja``.
2. Register one instance in your ``AppConfig.ready``: ``organisasi.muatan.daftar.daftarkan(PemuatPK())``.
3. ``susun`` reads ``buku`` against the database and writes nothing. One ``Usulan`` per row of the file, also for
   rows that stay as they are: the counts, the fingerprint and "Tidak ada yang berubah" rest on them.
4. State every difference as text with ``ubah(kolom, lama, baru)``; for a new row set ``tindakan`` to TAMBAH and
   give each field with an empty ``lama``. Two readings of the same data give the same texts in the same order.
5. ``tolak(sel, kalimat)`` for what is wrong in a cell, each reason; ``ingatkan`` for a warning.
   ``TindakanDitolak`` refuses the whole file: another OPD's, another year's, a missing sheet.
6. What the file does not say is a ``Tanya``; return only questions, and find the answer in ``muatan.jawaban``
   the next time. Remember a match (``PadananKolom``) in ``terapkan``, never in ``susun``.
7. ``Rencana.terapkan(oleh)`` writes everything, in bulk and with its audit entries, in the caller's transaction;
   whatever it raises undoes all of it. It runs while the OPD is locked: fetch and compare in ``susun``.
8. Call ``lapor(done, all)`` per row; it is cheap. A process of its own does the work, with 300 MB and 180 s.
9. In tests the fixture ``muatan_sebaris`` runs that process inline.
"""
