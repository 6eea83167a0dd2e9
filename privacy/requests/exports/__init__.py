"""The extract of one person as a PDF and as a workbook."""
