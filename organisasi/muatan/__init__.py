"""Loading workbooks: uploaded, read, shown row by row, then applied whole or not at all."""
