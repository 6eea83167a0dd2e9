"""Open a PDF as somebody does who trusts it: all objects, all streams unpacked. Played by a test in a process of its own."""

import sys

import pikepdf
from pikepdf.settings import disable_qpdf_default_limits

disable_qpdf_default_limits()
with pikepdf.Pdf.open(sys.argv[1]) as trusted:
    for one in trusted.objects:
        if isinstance(one, pikepdf.Stream):
            one.read_bytes()
