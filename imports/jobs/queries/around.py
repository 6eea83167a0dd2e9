"""What was read from around the tables of a file, with where that stands: villages of titles, meanings of a legend."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from imports.jobs.queries.fields import field_words
from imports.jobs.queries.questions import Words
from imports.models import Import


def around_of(source: Import, villages: Iterable[Any]) -> list[str]:
    """Say what rows have from around them, what the file explains itself, and what cannot be seen in such a file."""
    words, layout = Words(source, villages), source.layout
    said = [_inferred(words, one) for one in layout.get("inferred", [])]
    said += _undated(source) + _of_homes(layout)
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


def _of_homes(layout: Mapping[str, Any]) -> list[str]:
    """Say for whom answers are written under a heading that asks of the whole household."""
    found = dict.fromkeys(one.get("of_homes", "") for one in layout.get("tables", ()))
    words = _("“%(text)s” hỏi chung cả hộ, không ghi ai biết: câu trả lời ghi cho chủ hộ.")
    return [words % {"text": text} for text in found if text]


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


def _undated(source: Import) -> list[str]:
    """Say of which day figures are where nobody says it, and which one the file mentions."""
    undated = source.layout.get("undated")
    if not undated:
        return []
    if source.day:
        return [
            _("Tệp không ghi ngày của số liệu: lấy ngày %(day)s đã chọn.")
            % {"day": date_format(source.day)}
        ]
    read_on = date.fromisoformat(undated["day"])
    told = {"day": date_format(read_on)}
    words = _("Tệp không ghi ngày của số liệu: tính từ hôm nay, %(day)s.")
    if read_on != timezone.localdate():
        words = _("Tệp không ghi ngày của số liệu: tính từ ngày đọc tệp, %(day)s.")
    if source.likely_day is None:
        return [words % told]
    likely = _("Tệp có nhắc đến ngày %(day)s: nếu số liệu của ngày đó thì chọn ở ô ngày.")
    return [f"{words % told} {likely % {'day': date_format(source.likely_day)}}"]


def day_in_words(source: Import) -> str:
    """Say what the day is of which rows say none, by the kinds of rows."""
    said = []
    if "teams" in source.kinds:
        said.append(_("Ngày ký quyết định của tổ lập mới, ngày vào tổ của người mới."))
    if source.layout.get("undated"):
        said.append(_("Ngày mà số hộ, số thôn trong tệp được tính đến."))
    return " ".join([*said, _("Dòng có ghi ngày thì theo ngày đã ghi.")])


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
