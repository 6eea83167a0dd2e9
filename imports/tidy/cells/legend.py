"""What a file says of its own marks: "x: biết; o: chưa biết", "1 - chưa biết", "Đánh dấu x nếu biết"."""

import re
from collections.abc import Iterable, Set

from areas.names import clean
from imports.tidy.cells.marks import key_of, phrase

_PARTS = re.compile(
    r"[;\n•|]|\((?=\S{1,3}\s*[:=])|\.\s|\.$|,\s*(?=\S{1,3}\s*(?:[:=–(-]|nếu\b|là\b)|\()"
)
_LEAD = re.compile(
    r"^(?:ghi chú|chú thích|chú ý|lưu ý|quy ước|ký hiệu|kí hiệu|(?:bảng )?mã(?: số| h(?:óa|o\u00e1)| trả lời)?|trong đó|cách ghi|hướng dẫn|mức độ|thang điểm|thang đo|cách tính|\(?\*\)?)\s*[:.]\s*"
)
_WRITE = r"(?:(?:đánh|ghi|điền|tích|dấu|số|chữ|mức|là|vào ô|cột|và|ô)\s+)*"
_BETWEEN = (
    r"\s*(?:[:=→]|[–-](?=\s)|là|nếu|nghĩa là|tức là|cho người|đối với người|vào ô|vào cột|\))\s*"
)
_LATER = r"\s*(?:[:=→(]|\s[–-]\s|\s(?:là|thì|ghi|đánh|điền|tích)\s)\s*"
_QUOTES = "\"'“”‘’«»()[] "


def means(texts: Iterable[str], marks: Set[str]) -> dict[str, tuple[str, str]]:
    """Return what texts beside a table say of the marks in it, and which text; what is told in two ways is not told."""
    told = dict[str, dict[str, str]]()
    for text in texts:
        for part in _parts(text):
            for mark in marks:
                if mark in part and (meaning := _said(part, mark)):
                    told.setdefault(mark, {}).setdefault(meaning, text)
    return {mark: next(iter(one.items())) for mark, one in told.items() if len(one) == 1}


def _parts(text: str) -> list[str]:
    lines = (clean(one) for one in text.replace("\\n", "\n").split("\n"))
    found = []
    for line in lines:
        low = _LEAD.sub("", line.casefold())
        found += [_unclosed(part.strip()) for part in _PARTS.split(low)]
    return [part for part in found if 2 < len(part) < 120]


def _unclosed(part: str) -> str:
    """Return a part without the bracket that was opened before it."""
    return part[:-1] if part.endswith(")") and part.count(")") > part.count("(") else part


def _said(part: str, mark: str) -> str | None:
    quoted = rf"[\"'“‘(\[]*{re.escape(mark)}[\"'”’)\]]*"
    bracketed = rf"[(\[]{re.escape(mark)}[)\]]"
    if match := (
        re.fullmatch(rf"{_WRITE}{quoted}{_BETWEEN}(.+)", part)
        or re.fullmatch(rf"{bracketed}\s*(.+)", part)
        or re.fullmatch(rf"{re.escape(mark)}\s*\((.+)\)", part)
    ):
        return phrase(key_of(match[1].strip(_QUOTES)), in_legend=True)
    if match := re.fullmatch(rf"(.+?){_LATER}{_WRITE}{quoted}", part):
        return phrase(
            key_of(re.sub(r"^(?:nếu|người|ai)\s+", "", match[1]).strip(_QUOTES)), in_legend=True
        )
    return None
