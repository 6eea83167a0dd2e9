"""The sheet of sessions: those that teams held in some days, the latest first."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy, gettext_noop

from areas.models import Area
from imports.kinds.activities.exported import code_of, stands
from imports.own_sheets.sheet import Cells, Days, Offer, Sheet
from imports.spreadsheet.columns import ACTIVITIES
from imports.spreadsheet.exported_values import pack
from skills.catalogue import COLUMNS
from teams.models import Activity, Team

_CHUNK = 2_000
_TAUGHT, _NOT = "x", "không"


def _rows(user: Any, place: Area, _villages: Sequence[Area], days: Days) -> Iterator[Cells]:
    """Yield the sessions that the teams of a place held on these days. One query."""
    teams = Team.objects.visible_to(user)
    of_place = teams.of_place(place) if place.is_village else teams.inside(place.path or "")
    held = Activity.objects.visible_to(user).held().between(*days).filter(team__in=of_place)
    for activity in held.select_related("team__area").iterator(_CHUNK):
        said = {**stands(activity), "id": code_of(activity.pk)}
        shown = {name: _TAUGHT if said[name] else None for name in COLUMNS}
        hidden = {"version": activity.version, "given": pack(ACTIVITIES, said)}
        yield {**said, **shown, **hidden}


def _offers(villages: Iterable[Area]) -> list[Offer]:
    return [
        (("village",), [village.full_name for village in villages]),
        (COLUMNS, [_TAUGHT, _NOT]),
    ]


SHEET = Sheet(
    ACTIVITIES,
    title=gettext_lazy("Buổi"),
    file_name="buoi",
    taken=gettext_noop("Tải mẫu có sẵn buổi hướng dẫn"),
    rows=_rows,
    offers=_offers,
    forms={
        "held_on": "day",
        **dict.fromkeys(("people", "persons", "women", "households"), "number"),
    },
    fixed=frozenset({"village"}),
    widths={"village": 20, "place": 20, "title": 30, "note": 30},
    hints=dict.fromkeys(
        COLUMNS, gettext_lazy("Ghi x nếu đã hướng dẫn. Đã ghi nhầm thì ghi không, đừng xóa trống.")
    ),
    frozen=2,
)
