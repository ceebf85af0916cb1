"""What is planned: tree, indicators, targets, agreements, budget. Where to look:

| about | reads and rules | changes | pages |
| --- | --- | --- | --- |
| tree | ``pohon`` | ``kaitan`` (crosscutting), admin | ``laporan.views_pohon`` (it shows capaian) |
| kamus | ``kamus``, ``deret``, ``pemakaian`` | ``definisi`` | ``views``, ``views_kamus`` |
| targets | ``rencana_aksi``, ``periksa_target``, ``sebaran`` | ``target_actions`` | ``views_target`` |
| Perjanjian Kinerja | ``naskah_pk``, ``banding_pk`` | ``perjanjian`` | ``views_perjanjian`` |
| a new year | ``tinjauan``, ``tercapai`` | ``gulir``, ``tinjauan`` | ``views_tahun`` |
| from Excel | ``baca_target`` | ``muat_pk``, ``muat_tabel`` | ``organisasi.muatan`` |
| budget | ``anggaran`` | admin | – |
"""
