"""Why the number of covered households changed: every movement between two days, by its cause."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, Sum
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _

from areas.kinds import Level
from areas.models import Area
from figures.as_of import as_of_one
from figures.figures import Figures
from figures.indicators import COVERED
from figures.places import today_in
from figures.standing import Reading
from households.models import Cause, Movement
from reports.why.queries.waterfall import Part, Why

_SURVEYED = Q(cause=Cause.SURVEYED)
LEARNT = "moi-dat"
_FIRST = Q(cause=Cause.SURVEYED, surveyed=1)


@dataclass(frozen=True)
class Kind:
    """One of the causes: its key in addresses, its words, and its movements."""

    key: str
    label: str | Promise
    rows: Q
    # What is said under the label, with `n` covered, `of` households and `surveyed` of the cause.
    note: str | Promise = ""


KINDS: tuple[Kind, ...] = (
    Kind(
        "khao-sat-lan-dau",
        _("Khảo sát lần đầu, thấy đạt"),
        _FIRST,
        _("Hộ mới khảo sát: %(surveyed)s, đạt ngay: %(n)s"),
    ),
    Kind(
        LEARNT,
        _("Đã khảo sát, nay có người biết đủ năm kỹ năng"),
        _SURVEYED & ~_FIRST & Q(covered__gt=0),
    ),
    Kind(
        "khong-con-dat",
        _("Không còn người biết đủ"),
        _SURVEYED & ~_FIRST & Q(covered__lte=0),
    ),
    Kind("du-tuoi", _("Có người đến tuổi được tính"), Q(cause=Cause.OF_AGE)),
    Kind(
        "chuyen-den",
        _("Hộ vào sổ, chuyển đến, tách ra"),
        Q(cause__in=(Cause.ENTERED, Cause.MOVED_IN, Cause.SPLIT)),
        _("Số hộ thêm: %(of)s, trong đó đạt: %(n)s"),
    ),
    Kind(
        "chuyen-di",
        _("Hộ chuyển đi, không còn, gộp lại"),
        Q(cause__in=(Cause.MOVED_OUT, Cause.ENDED, Cause.MERGED)),
        _("Số hộ bớt: %(of)s, trong đó đạt: %(n)s"),
    ),
    Kind(
        "sua-so",
        _("Sửa số đã ghi"),
        Q(cause=Cause.CORRECTED),
        _("Thêm: %(more)s, bớt: %(fewer)s"),
    ),
    Kind("sap-xep", _("Đơn vị thay đổi"), Q(cause=Cause.UNIT), _("Số hộ: %(of)s")),
)
BY_KEY = {kind.key: kind for kind in KINDS}


def movements(area: Area, since: date, until: date) -> Any:
    """Return what moved in a unit after the first day and up to the second."""
    return _every(area, since).filter(day__gt=since, day__lte=until)


def _every(area: Area, since: date) -> Any:
    """Return the movements of a unit: of a village its own, of what is above those of the villages it has today.

    And of what went into these, so that what went from one to the other is nothing above both.
    """
    if area.level == Level.VILLAGE:
        return Movement.unscoped.filter(village=area)
    return today_in(area, since)(Movement.unscoped.all(), "village")


def reading_of(area: Area) -> Reading:
    """Return by which units an explanation reads: a village is itself, what is above has what it has today."""
    return Reading.THEN if area.level == Level.VILLAGE else Reading.NOW


def figures_on(area: Area, day: date) -> Figures:
    """Return the figures of one end."""
    return as_of_one(area, day, old=False, reading=reading_of(area))


def why_covered(area: Area, since: date, until: date) -> Why:
    """Say why the covered households of a unit became more or fewer between two days.

    Both ends are figures of their days (`figures.as_of`); the parts are what moved in between. The
    first end is added up from its movements: where today's count is astray, the parts do not close.
    """
    start, end = (figures_on(area, day) for day in (since, until))
    found = _summed(area, since, until)
    counted = found["start_n"], found["start_of"] + start.unregistered
    return Why(
        area=area,
        indicator=COVERED,
        since=since,
        until=until,
        start=start.covered_rate.counted(*counted),
        end=end.covered_rate,
        parts=_parts(area, since, until, found),
        whole=_whole(found, end.unregistered - start.unregistered),
        first_day=found["first"],
    )


def _parts(area: Area, since: date, until: date, found: Mapping[str, int]) -> list[Part]:
    parts = [_part(kind, number, found) for number, kind in enumerate(KINDS)]
    return [
        replace(part, note=_where(area, since, until)) if part.key == LEARNT and part.n else part
        for part in parts
    ]


def causes(area: Area, since: date, until: date) -> list[Part]:
    """Return the causes by themselves, without the two ends. One query."""
    found = _summed(area, since, until)
    return [_part(kind, number, found) for number, kind in enumerate(KINDS)]


def _whole(found: Mapping[str, int], declared: int) -> list[tuple[str | Promise, int]]:
    """Say why there are more households, or fewer, by what happened to them."""
    whole: list[tuple[str | Promise, int]] = [
        (cause.label, found[f"of_{cause.value}"]) for cause in Cause
    ]
    whole.append((_("Số hộ khai báo mà chưa có trong sổ"), declared))
    return [(label, n) for label, n in whole if n]


def _summed(area: Area, since: date, until: date) -> dict[str, Any]:
    """Add up the movements of a unit in one pass: up to the first day, between the two by cause."""
    between = Q(day__gt=since, day__lte=until)
    before = Q(day__lte=since)
    sums: dict[str, Any] = {
        "start_n": Sum("covered", filter=before),
        "start_of": Sum("households", filter=before),
    }
    for number, kind in enumerate(KINDS):
        rows = between & kind.rows
        sums[f"n_{number}"] = Sum("covered", filter=rows)
        sums[f"households_{number}"] = Sum("households", filter=rows)
        sums[f"surveyed_{number}"] = Sum("surveyed", filter=rows)
        sums[f"more_{number}"] = Count("pk", filter=rows & Q(covered__gt=0))
        sums[f"fewer_{number}"] = Count("pk", filter=rows & Q(covered__lt=0))
    for cause in Cause:
        sums[f"of_{cause.value}"] = Sum("households", filter=between & Q(cause=cause))
    every = _every(area, since).order_by()
    found = every.aggregate(first=Min("day"), **sums)
    return {"first": found.pop("first"), **{name: n or 0 for name, n in found.items()}}


def _part(kind: Kind, number: int, found: Mapping[str, int]) -> Part:
    words = {
        "n": abs(found[f"n_{number}"]),
        "of": abs(found[f"households_{number}"]),
        "surveyed": found[f"surveyed_{number}"],
        "more": found[f"more_{number}"],
        "fewer": found[f"fewer_{number}"],
    }
    said = any(words.values()) and kind.note
    note = str(kind.note) % {name: number_format(n) for name, n in words.items()} if said else ""
    moved = words["more"] + words["fewer"]
    return Part(kind.key, kind.label, found[f"n_{number}"], note, moved)


def _where(area: Area, since: date, until: date) -> str:
    """Name the unit below in which most households learnt the last skill; nothing in a village."""
    found = by_unit(area, since, until, BY_KEY[LEARNT])
    if not found or found[0][0].pk == area.pk:
        return ""
    unit, more, _ = found[0]
    name = unit.full_name
    return gettext("Nhiều nhất: %(unit)s (+%(n)s)") % {
        "unit": name[:1].lower() + name[1:],
        "n": number_format(more),
    }


# How the movements of a unit are grouped for the units below it.
_BELOW: dict[Level, tuple[str, ...]] = {
    Level.COUNTRY: ("province_id",),
    Level.PROVINCE: ("district_id", "commune_id"),
    Level.DISTRICT: ("commune_id",),
    Level.COMMUNE: ("pk",),
}


def by_unit(area: Area, since: date, until: date, kind: Kind) -> list[tuple[Area, int, int]]:
    """Return the units below in which a cause moved the figure: how many more, how many fewer."""
    columns = [f"village__{name}" for name in _BELOW.get(Level(area.level), ())]
    if not columns:
        return []
    rows = movements(area, since, until).filter(kind.rows).exclude(covered=0).order_by()
    counted = rows.values_list(*columns).annotate(
        more=Sum("covered", filter=Q(covered__gt=0)), fewer=Sum("covered", filter=Q(covered__lt=0))
    )
    units = Area.unscoped.filter(parent=area).in_bulk()
    sums: dict[int, tuple[int, int]] = {}
    for *keys, more, fewer in counted:
        pk = next((key for key in keys if key in units), area.pk)
        before = sums.get(pk, (0, 0))
        sums[pk] = (before[0] + (more or 0), before[1] - (fewer or 0))
    units[area.pk] = area
    found = [(units[pk], more, fewer) for pk, (more, fewer) in sums.items()]
    return sorted(found, key=lambda row: (-row[1] - row[2], row[0].sort_key))
