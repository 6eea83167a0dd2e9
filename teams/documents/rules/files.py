"""Files that come from people: checked by what is in them, never by name or by what a browser says.

Only PDF, JPEG and PNG; of a session, only a picture. What is kept was made anew inside the sandbox: of a
picture the picture, of a PDF its pages. A signed PDF is kept to the byte, if it does nothing but be read.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.core.files.uploadhandler import FileUploadHandler
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from teams.models import FileKind
from web.sandbox.rooms import room
from web.sandbox.run import Cage, ask
from web.sandbox.turns import PAGES, Busy

MAX_BYTES = 10 * 1024 * 1024
CAGE = Cage("teams.documents.rules.inside", memory=280 << 20, seconds=4, written=2 * MAX_BYTES)
_MAGIC = {
    b"%PDF-": FileKind.PDF,
    b"\xff\xd8\xff": FileKind.JPEG,
    b"\x89PNG\r\n\x1a\n": FileKind.PNG,
}

EMPTY = _("Tệp rỗng. Chọn lại tệp.")
TOO_MANY_PIXELS = _("Ảnh quá lớn (hơn 50 triệu điểm ảnh). Chụp lại ở cỡ nhỏ hơn.")
ACTIVE = _(
    "Tệp PDF có mã lệnh, tệp đính kèm hoặc phần tự chạy, nên không nhận. "
    "Chụp ảnh trang giấy, hoặc in ra PDF mới rồi gửi lại."
)
LOCKED = _("Tệp PDF có mật khẩu, nên không nhận. Bỏ mật khẩu, hoặc chụp ảnh trang giấy rồi gửi.")
HEAVY = _(
    "Tệp PDF mở ra quá lớn hoặc quá phức tạp, nên không nhận. "
    "Chụp ảnh trang giấy, hoặc in ra PDF mới rồi gửi lại."
)
BUSY = _("Máy chủ đang kiểm tra tệp của người khác. Chờ khoảng 10 giây, chọn lại tệp rồi gửi lại.")


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


# Why the sandbox refuses a file; what is not here depends on the use.
_WHY = {
    "active": ACTIVE,
    "locked": LOCKED,
    "heavy": HEAVY,
    "pixels": TOO_MANY_PIXELS,
}
# How it ends when a file takes too much: a picture is too large then, a PDF too heavy.
_TOO_MUCH = {"memory", "slow"}


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
    if kind is None or kind not in use.kinds:
        raise Refused(use.wrong_type)
    return _judged(data, kind, use)


def _judged(data: bytes, kind: FileKind, use: Use) -> Checked:
    """Have a file judged in the sandbox; return what it left to be kept."""
    with room() as name:
        folder = Path(name)
        (folder / "file").write_bytes(data)
        try:
            said = ask(CAGE, folder / "file", folder, PAGES, kind.value, use.side)
        except Busy as busy:
            raise Refused(BUSY) from busy
        if "refused" in said:
            raise Refused(_reason(said["refused"], kind, use))
        kept = (folder / "kept").read_bytes() if said["anew"] else data
    if len(kept) > MAX_BYTES:
        raise Refused(use.too_large)
    return Checked(kind, kept)


def _reason(why: str, kind: FileKind, use: Use) -> str | Promise:
    """Say why a file is not kept, and what to do."""
    if why in _TOO_MUCH:
        why = "heavy" if kind == FileKind.PDF else "pixels"
    if why == "inflated":
        return use.too_large
    return _WHY.get(why) or (use.mixed if why == "mixed" else use.broken)
