"""Whether something else is hidden in a file, that another program than a viewer would find."""

import zipfile
from io import BytesIO

# What has no business in a picture or a scan: pages and programs for a browser, a server, a PC.
_FOREIGN = (b"<html", b"<script", b"<!doctype", b"<?php", b"<iframe", b"javascript:")
_PACKED = (
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x7fELF\x01\x01\x01",
    b"\x7fELF\x02\x01\x01",
    b"This program cannot be run in DOS",
)
_HEAD = 2048
_END_OF_PNG = b"IEND\xaeB`\x82"


def is_mixed(data: bytes, kind: str) -> bool:
    """Say whether a picture or a PDF is something else as well."""
    low = data.lower()
    if any(word in low for word in _FOREIGN) or any(sign in data for sign in _PACKED):
        return True
    if kind != "pdf" and b"%PDF-" in data[:_HEAD]:
        return True
    if kind == "png" and not data.endswith(_END_OF_PNG):
        return True
    return zipfile.is_zipfile(BytesIO(data))
