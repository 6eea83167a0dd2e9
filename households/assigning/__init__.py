"""Households of which no village is known ("Chưa phân thôn") are assigned to villages."""
