"""A Word template of a province: judged and filled in a process of its own, by what is in it and never by its name."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _

from periodic.documents.rules.archive import timeless
from periodic.documents.rules.placeholders import REQUIRED, Filling
from web.sandbox.rooms import room
from web.sandbox.run import Cage, ask
from web.sandbox.turns import PAGES, Busy, Lane

MAX_BYTES = 2 << 20
# As the process reads and leaves them (`inside/__main__.py`).
CONTEXT, MADE = "context.json", "made.docx"
CAGE = Cage("periodic.documents.rules.inside", memory=280 << 20, seconds=6, written=32 << 20)

_WHY: dict[str, str | Promise] = {
    "kind": _(
        "Tệp này không phải tệp Word (.docx), hoặc bị hỏng. Mở bằng Word, lưu lại dạng .docx."
    ),
    "large": _("Tệp mở ra quá lớn, nên không nhận. Bỏ bớt ảnh rồi tải lại."),
    "locked": _("Tệp có mật khẩu, nên không nhận. Bỏ mật khẩu rồi tải lại."),
    "macros": _("Tệp có mã lệnh (macro), nên không nhận. Lưu lại dạng .docx không có macro."),
    "embedded": _(
        "Tệp có phần nhúng từ chương trình khác, nên không nhận. Bỏ phần nhúng rồi tải lại."
    ),
    "parts": _("Trong tệp có ảnh không đọc được. Dùng ảnh PNG hoặc JPEG."),
    "links": _(
        "Tệp có liên kết ra ngoài, nên không nhận. Bỏ liên kết (chuột phải, Bỏ siêu liên kết) rồi tải lại."
    ),
    "fields": _("Tệp có trường tự động không dùng được. Chỉ giữ trường số trang."),
    "syntax": _("Có ô điền viết chưa đúng, thiếu dấu mở hoặc đóng {{ }}, {% %}."),
    "expression": _(
        "Ô điền chỉ được là tên trong danh sách, vòng lặp của một bảng, hoặc điều kiện của một tên. "
        "Bỏ phần tính toán, dấu gạch đứng và dấu ngoặc."
    ),
    "slow": _("Điền mẫu này mất quá lâu, nên không nhận. Làm mẫu gọn hơn."),
    "broken": _("Không đọc được tệp Word này. Mở bằng Word, lưu lại rồi tải lên lần nữa."),
}
EMPTY = _("Tệp rỗng. Chọn lại tệp.")
TOO_LARGE = _("Tệp lớn hơn 2 MB. Bỏ bớt ảnh rồi tải lại.")
BUSY = _("Máy chủ đang mở tệp của người khác. Chờ khoảng 10 giây rồi làm lại.")
UNKNOWN = _("Không có ô điền: %(names)s. Chép tên từ danh sách.")
MISSING = _("Mẫu thiếu ô điền phải có: %(names)s.")
NO_FIGURE = _("Mẫu chưa có con số nào. Thêm một bảng hoặc một chỉ tiêu trong danh sách.")


class Refused(Exception):
    """A template that is not taken; `reason` says why, and what to do, to whoever sent it."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


def read(upload: IO[bytes]) -> bytes:
    """Return the bytes of an upload. Raises Refused where there are none, or too many."""
    data = upload.read(MAX_BYTES + 1)
    if not data:
        raise Refused(EMPTY)
    if len(data) > MAX_BYTES:
        raise Refused(TOO_LARGE)
    return data


def judge(data: bytes, filling: Filling) -> None:
    """Raise Refused unless a template can be filled, and has what every report must have."""
    must_be_whole(_filled(data, filling, PAGES)[0], filling)


def must_be_whole(found: Iterable[str], filling: Filling) -> None:
    """Raise Refused where placeholders are missing that every report must have."""
    names = set(found)
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise Refused(MISSING % {"names": _listed(missing)})
    if not names & filling.figures:
        raise Refused(NO_FIGURE)


def fill(data: bytes, filling: Filling, lane: Lane = PAGES) -> bytes:
    """Return a template filled with a report; the same report gives the same bytes. Raises Refused."""
    return timeless(_filled(data, filling, lane)[1])


def _filled(data: bytes, filling: Filling, lane: Lane) -> tuple[Sequence[str], bytes]:
    with room() as name:
        folder = Path(name)
        (folder / "file").write_bytes(data)
        (folder / CONTEXT).write_text(json.dumps(asdict(filling)))
        try:
            said = ask(CAGE, folder / "file", folder, lane)
        except Busy as busy:
            raise Refused(BUSY) from busy
        if "refused" in said:
            raise Refused(reason_of(said))
        return said["names"], (folder / MADE).read_bytes()


def reason_of(said: dict[str, Any]) -> str | Promise:
    """Say why a template is not taken, and what to do."""
    why, words = str(said["refused"]), [str(word) for word in said.get("words", ())]
    if why == "unknown":
        return UNKNOWN % {"names": _listed(words)}
    if why in ("memory", "inflated"):
        why = "large"
    reason = _WHY.get(why) or _WHY["broken"]
    if not words or why in ("syntax", "embedded"):
        return reason
    return gettext("%(reason)s Chỗ sai: %(words)s.") % {"reason": reason, "words": _listed(words)}


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
