"""What was read from around the tables of a file, with where that stands: villages of titles, meanings of a legend."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from imports.jobs.queries.fields import field_words
from imports.jobs.queries.questions import Words
from imports.models import Import


def around_of(source: Import, villages: Iterable[Any]) -> list[str]:
    """Say what rows have from around them, what the file explains itself, and what cannot be seen in such a file."""
    words, layout = Words(source, villages), source.layout
    said = [_inferred(words, one) for one in layout.get("inferred", [])]
    said += [
        _("“%(text)s”: %(meaning)s, theo chú giải của tệp.")
        % {"text": one["subject"], "meaning": words.choice(one["kind"], one["meaning"])}
        for one in layout.get("explained", [])
    ]
    if font := layout.get("typed_for"):
        words_of_font = _("Chữ trong tệp gõ bằng phông cũ %(font)s: đã chuyển sang Unicode.")
        said.append(words_of_font % {"font": font})
    if layout.get("unread"):
        said.append(
            _(
                "Tệp .xls: màu tô và ghi chú của ô không đọc được. Nếu màu có nghĩa, lưu kiểu .xlsx rồi gửi lại."
            )
        )
    return said


def _inferred(words: Words, one: Mapping[str, Any]) -> str:
    told = {
        "field": field_words(one["field"]),
        "value": words.choice(one["field"], one["value"]),
        "where": _where(words, one),
        "n": number_format(one["count"], force_grouping=True),
    }
    if one["field"] == "village":
        return _("%(value)s: lấy từ %(where)s (%(n)s dòng).") % told
    return _("%(field)s: %(value)s, lấy từ %(where)s (%(n)s dòng).") % told


def _where(words: Words, one: Mapping[str, Any]) -> str:
    """Say where a text beside a table stands."""
    if one["origin"] == "file":
        return _("tên tệp")
    sheet = words.sheets.get(str(one["sheet"]), "")
    if one["origin"] == "sheet" or not one["row"]:
        return _("tên trang “%(sheet)s”") % {"sheet": sheet}
    where = _("dòng %(row)s") % {"row": one["row"]}
    several = len(words.sheets) > 1 and sheet
    return _("%(rows)s, trang “%(sheet)s”") % {"rows": where, "sheet": sheet} if several else where
