"""Files that come from people: checked by what is in them, never by name or by what a browser says.

Only PDF, JPEG and PNG; of a session, only a picture. A picture is drawn anew, so that nothing but
the picture is kept; a PDF is kept as it is, and refused when it could do anything but be read.
"""

import warnings
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from django.core.files.uploadhandler import FileUploadHandler
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from teams.documents.rules.pdf import looks_safe
from teams.models import FileKind

MAX_BYTES = 10 * 1024 * 1024
# The most a page of A4 takes at 600 dots an inch is 35 million.
MAX_PIXELS = 50_000_000
_MAGIC = {
    b"%PDF-": FileKind.PDF,
    b"\xff\xd8\xff": FileKind.JPEG,
    b"\x89PNG\r\n\x1a\n": FileKind.PNG,
}
# What has no business in a picture or a scan: pages and programs for a browser, a server, a PC.
_FOREIGN = (b"<html", b"<script", b"<!doctype", b"<?php", b"<iframe", b"javascript:")
_PACKED = (
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x7fELF\x01\x01\x01",
    b"\x7fELF\x02\x01\x01",
    b"This program cannot be run in DOS",
)

EMPTY = _("Tệp rỗng. Chọn lại tệp.")
TOO_MANY_PIXELS = _("Ảnh quá lớn (hơn 50 triệu điểm ảnh). Chụp lại ở cỡ nhỏ hơn.")
ACTIVE = _("Tệp PDF có mã lệnh, tệp đính kèm hoặc mật khẩu, nên không nhận. In ra rồi quét lại.")


class Refused(Exception):
    """A file that is not kept; `reason` says why, and what to do, to whoever sent it."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True)
class Use:
    """What a file is for: the kinds that will do, how large a picture is kept, what refusals say.

    A kept picture is at most `side` wide or high: A4 at 340 dots an inch; faces of a session on a screen.
    """

    kinds: frozenset[FileKind]
    side: int
    too_large: str | Promise
    wrong_type: str | Promise
    broken: str | Promise
    mixed: str | Promise


SCAN = Use(
    frozenset(FileKind),
    side=4000,
    too_large=_("Tệp lớn hơn 10 MB. Chụp hoặc quét lại ở độ phân giải thấp hơn."),
    wrong_type=_("Tệp này không phải PDF, JPEG hay PNG. Quét hoặc chụp lại."),
    broken=_("Tệp bị hỏng, không đọc được. Quét hoặc chụp lại."),
    mixed=_("Trong tệp có lẫn thứ khác ngoài trang giấy, nên không nhận. Quét hoặc chụp lại."),
)
PHOTO = Use(
    frozenset({FileKind.JPEG, FileKind.PNG}),
    side=1600,
    too_large=_(
        "Ảnh lớn hơn 10 MB. Mở ảnh trong điện thoại, cắt bớt hoặc lưu cỡ nhỏ hơn rồi chọn lại; "
        "hoặc đặt máy ảnh ở cỡ nhỏ rồi chụp lại."
    ),
    wrong_type=_("Tệp này không phải ảnh JPEG hay PNG. Chọn ảnh khác."),
    broken=_("Ảnh bị hỏng, không đọc được. Chọn ảnh khác."),
    mixed=_("Trong tệp có lẫn thứ khác ngoài ảnh, nên không nhận. Chọn ảnh khác."),
)


@dataclass(frozen=True)
class Checked:
    """What may be kept: its kind by content, and its bytes."""

    kind: FileKind
    data: bytes


class UpToLimit(FileUploadHandler):
    """Let no upload fill the disk: what comes after the limit is dropped as it arrives."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass on what comes before the limit, and enough to see that it was passed."""
        return raw_data if start <= MAX_BYTES else None

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""


def check(upload: IO[bytes], use: Use = SCAN) -> Checked:
    """Return what may be kept of an upload. Raises Refused with words for the sender."""
    data = upload.read(MAX_BYTES + 1)
    if not data:
        raise Refused(EMPTY)
    if len(data) > MAX_BYTES:
        raise Refused(use.too_large)
    kind = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
    if kind not in use.kinds:
        raise Refused(use.wrong_type)
    if _is_mixed(data, kind):
        raise Refused(use.mixed)
    if kind != FileKind.PDF:
        return _redrawn(data, kind, use)
    if (safe := looks_safe(data)) is None:
        raise Refused(use.broken)
    if not safe:
        raise Refused(ACTIVE)
    return Checked(kind, data)


def _is_mixed(data: bytes, kind: FileKind) -> bool:
    """Say whether something else is hidden in it, that another program would find."""
    low = data.lower()
    if any(word in low for word in _FOREIGN) or any(sign in data for sign in _PACKED):
        return True
    if kind != FileKind.PDF and b"%PDF-" in data[:2048]:
        return True
    if kind == FileKind.PNG and not data.endswith(b"IEND\xaeB`\x82"):
        return True
    return zipfile.is_zipfile(BytesIO(data))


def _redrawn(data: bytes, kind: FileKind, use: Use) -> Checked:
    """Draw a picture anew: upright, flat, without place, device or anything behind its end."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # A camera's careless notes are no reason to refuse.
            picture = _opened(data, kind, use)
            drawn = BytesIO()
            ways = {"quality": 88} if kind == FileKind.JPEG else {"optimize": True}
            picture.save(drawn, kind.value, **ways)
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise Refused(TOO_MANY_PIXELS) from error
    except Exception as error:  # A decoder fed with hostile bytes may raise anything.
        raise Refused(use.broken) from error
    if drawn.tell() > MAX_BYTES:
        raise Refused(use.too_large)
    return Checked(kind, drawn.getvalue())


def _opened(data: bytes, kind: FileKind, use: Use) -> Image.Image:
    picture: Any = Image.open(BytesIO(data), formats=[kind.value.upper()])
    if picture.width * picture.height > MAX_PIXELS:
        raise Refused(TOO_MANY_PIXELS)
    if getattr(picture, "n_frames", 1) > 1 and kind == FileKind.PNG:
        raise Refused(use.mixed)
    picture.draft("RGB", (use.side, use.side))
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright.convert("RGBA"))
    flat = upright if upright.mode == "L" else upright.convert("RGB")
    flat.thumbnail((use.side, use.side))
    flat.info = {}
    return flat
