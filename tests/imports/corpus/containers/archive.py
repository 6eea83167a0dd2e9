"""Zip archives that are the same for the same content."""

import io
import zipfile
from collections.abc import Mapping

FIXED = (2026, 1, 5, 8, 0, 0)


def zipped(parts: Mapping[str, str | bytes], first: tuple[str, str] | None = None) -> bytes:
    """Return an archive of texts; a first one is stored without compression."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        if first:
            archive.writestr(zipfile.ZipInfo(first[0], FIXED), first[1])
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    return file.getvalue()
