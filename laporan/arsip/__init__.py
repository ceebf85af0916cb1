"""The archive of a period: one ZIP with its papers, forms, evidence, remarks and approvals, and how to check it.

``butir`` says what a part is; ``naskah``, ``data`` and ``riwayat`` collect the parts of one office and period
(``isi``); ``tulis`` writes them with an index, checksums and a seal; ``periksa`` reads such a file again and trusts
nothing in it.
``antrean`` and ``proses`` make it beside the web server. ``manage.py periksa_arsip`` checks a file from anywhere.
"""
