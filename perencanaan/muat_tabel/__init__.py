"""A table that an office brings as it is: columns are matched on screen, then it is planned like our workbook."""
