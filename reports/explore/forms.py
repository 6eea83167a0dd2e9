"""What can be asked of the page of figures: its lists of choices, in the order they are drawn."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from areas.kinds import Level
from figures.indicators import EVERY
from figures.months import finished
from reports.explore.queries.question import (
    MEASURES,
    OWNS,
    STATES,
    STEPS,
    Question,
    kinds_of,
    levels_of,
)

# How many months back a table may begin.
OFFERED = 24


class Choices(NamedTuple):
    """A list to choose from: its id, its word in the address, its label, the options, which is chosen."""

    key: str
    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


def choices_of(question: Question, day: date) -> list[Choices]:
    """Return the lists of choices for a question; one that offers no choice here is left out."""
    levels = levels_of(question.area, day)
    found = [
        _list(
            "f-i",
            _("Chỉ số"),
            ((one.key, one.name) for one in EVERY.values()),
            question.indicator.key,
        ),
        _list("f-m", _("Tính bằng"), MEASURES.items(), question.measure),
    ]
    if len(levels) > 1:
        found.append(_list("f-l", _("Cấp"), _named(levels), question.level.value))
    if kinds := kinds_of(question.area, question.level, day):
        kind = [("", _("Mọi loại")), *_named(kinds)]
        found.append(_list("f-k", _("Loại đơn vị"), kind, question.kind))
    if question.level == Level.VILLAGE:
        state = [("", _("Mọi tình trạng")), *_named(STATES)]
        found.append(_list("f-s", _("Tổ"), state, question.state))
    if question.area.level != Level.COUNTRY:
        owns = [("", _("Mọi hộ")), *((key, words) for key, (*_one, words) in OWNS.items())]
        found.append(_list("f-h", _("Hộ đạt, trong các hộ"), owns, question.owns))
    months = [(f"{one:%Y-%m}", f"{one:%m/%Y}") for one in finished(day, OFFERED)[::-1]]
    found.append(_list("f-a", _("Từ tháng"), months, f"{question.months[0]:%Y-%m}"))
    return [*found, _list("f-r", _("Cột"), STEPS.items(), question.step)]


# What the address calls each list.
_NAMES = {
    "f-i": "chi-tieu",
    "f-m": "do",
    "f-l": "cap",
    "f-k": "loai",
    "f-s": "tinh-trang",
    "f-h": "ho-co",
    "f-a": "tu",
    "f-r": "nhip",
}


def _named(members: Iterable[Any]) -> list[tuple[str, str]]:
    return [(str(one.value), str(one.label)) for one in members]


def _list(key: str, label: str, options: Iterable[tuple[Any, Any]], chosen: Any) -> Choices:
    words = [(str(value), str(text)) for value, text in options]
    return Choices(key, _NAMES[key], label, words, str(chosen))
