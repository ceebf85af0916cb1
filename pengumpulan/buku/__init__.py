"""A unit's form as an Excel workbook: taken along, filled without a line, brought back, looked at, applied.

``bahan`` reads what the form says now, ``tulis`` makes the workbook, ``baca`` reads an upload in a bounded way,
``ketikan`` turns the cells of one row into values, ``usulan`` sets them against what stands in the form, and
``actions`` keeps the upload for a day and applies all of it as one action. The workbook carries a signed key
(``bentuk``) that says whose form it is and at which version each row was taken along.
"""
