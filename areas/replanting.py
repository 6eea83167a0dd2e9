"""Units that stand elsewhere from a day on, with all that is below them: set by set, however much that is.

What stands right below one unit goes below another and is dated anew; further below only paths and the units above change, for
there each still has the parent it had. Steps, no actions: whoever takes them holds the count rows, moves these and records.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from areas.kinds import Kind, Level
from areas.models import Area, Placement

_TABLE = Placement._meta.db_table
_SAME = "area_id, name, kind, code"
# What began before the day, and ends on it, goes on elsewhere.
_GO_ON = (
    f"INSERT INTO {_TABLE} ({_SAME}, parent_id, document, valid_from, recorded_at) "  # noqa: S608 - our own names
    f"SELECT {_SAME}, %(new)s, %(document)s, %(on)s, %(at)s FROM {_TABLE} WHERE id IN ({{keys}})"
)


def below(*units: Area) -> QuerySet[Area]:
    """Return the open units right below some, without what is none ("Chưa phân thôn")."""
    rows = Area.unscoped.filter(parent__in=units, closed_on=None)
    return rows.exclude(kind=Kind.UNASSIGNED)


def ended_since(units: Sequence[Area], on: date) -> QuerySet[Area]:
    """Return the units right below some that ended after a day: what they were since that day was of another one, too."""
    # One that a decision made and that was taken back stood on no day.
    stood = Q(closed_on__gt=on) & Q(closed_on__gt=F("opened_on"))
    return Area.unscoped.filter(stood, parent__in=units).exclude(kind=Kind.UNASSIGNED)


def within(roots: Collection[int]) -> Q:
    """Say of units that they are one of some, or stand below one."""
    return Q(pk__in=roots) | Q(commune__in=roots) | Q(district__in=roots)


def replant(
    roots: Mapping[Area, Collection[int]], new: Area, *, on: date, at: datetime, document: str
) -> dict[Area, list[int]]:
    """Let units stand below another from a day on, with all below them: by the unit right below which they stand, which of its.

    Return by that unit the keys of their placements that began on that day or later: these never were of it. What began before
    is dated, recorded at the moment `at`, by which `replant_back` finds it.
    """
    keys = sorted(pk for some in roots.values() for pk in some)
    of, late = {old.pk: old for old in roots}, {old: list[int]() for old in roots}
    # What was said of each where it stands until now.
    here = Placement.unscoped.filter(area__in=keys, parent=F("area__parent"), parent__in=of)
    for parent, pk in _keys(here.filter(valid_from__gte=on), "parent_id", "pk"):
        late[of[parent]].append(pk)
    _cut(here.filter(valid_from__lt=on, valid_to__gt=on), new, on, at, document)
    before = [pk for (pk,) in _keys(here.open().filter(valid_from__lt=on), "pk")]
    Placement.unscoped.filter(pk__in=before).update(valid_to=on)
    _run(_GO_ON, before, {"new": new.pk, "on": on, "at": at, "document": document})
    Placement.unscoped.filter(pk__in=[pk for some in late.values() for pk in some]).update(
        parent=new
    )
    put_below(list(roots), new, keys)
    return late


def _cut(rows: QuerySet[Placement], new: Area, on: date, at: datetime, document: str) -> None:
    """Cut what units were called until a day between then and now; such are few."""
    for row in rows.order_by("pk"):
        until, row.valid_to = row.valid_to, on
        row.save(update_fields=["valid_to"])
        row.pk, row._state.adding = None, True  # noqa: SLF001 - as Django says to copy a row
        row.parent, row.document, row.recorded_at = new, document, at
        row.valid_from, row.valid_to = on, until
        row.save()


def replant_back(
    late: Mapping[Area, Collection[int]], new: Area, *, on: date, at: datetime
) -> set[int]:
    """Let units that `replant` put below another stand below the old ones again, as if they always had; `late` is what it returned.

    Return which.
    """
    made = Placement.unscoped.filter(parent=new, valid_from=on, recorded_at=at)
    was = Placement.unscoped.filter(parent__in=late, valid_to=on, valid_from__lt=on)
    # Both of one unit: what another unit gave to the new one is told by where that stood before.
    stood = dict(_keys(was.filter(area__in=made.values("area")), "area_id", "parent_id"))
    for old, keys in late.items():
        rows = Placement.unscoped.filter(pk__in=keys)
        stood |= {area: old.pk for (area,) in _keys(rows, "area_id")}
        rows.update(parent=old)
    made, was = made.filter(area__in=stood), was.filter(area__in=stood)
    ends = dict(_keys(made.exclude(valid_to=None), "area_id", "valid_to"))
    # Of no day, and written down now: copies of figures of its days are made anew.
    made.update(valid_to=on, recorded_at=timezone.now())
    was.exclude(area__in=list(ends)).update(valid_to=None)
    for area, end in ends.items():
        was.filter(area=area).update(valid_to=end)
    for old in late:
        put_below([new], old, sorted(pk for pk, parent in stood.items() if parent == old.pk))
    return set(stood)


def _keys(rows: QuerySet[Placement], *names: str) -> list[Any]:
    return list(rows.order_by("pk").values_list(*names))


def carry_along(unit: Area, before: str) -> None:
    """Let all that is below a unit stand where it stands now; `before` is the path that it had. The caller saves the unit."""
    rows = Area.unscoped.filter(path__within=before).exclude(pk=unit.pk)
    facts: dict[str, Any] = {"province": unit.province_id, "version": F("version") + 1}
    if unit.level == Level.COMMUNE:
        facts["district"] = unit.district_id
    rows.update(path=_moved(len(before), unit.path or ""), **facts)


def _moved(length: int, new: str) -> Concat:
    return Concat(Value(new), Substr("path", length + 1))


def put_below(olds: Iterable[Area], new: Area, keys: Collection[int]) -> None:
    """Put units that stand right below some below another one, with all below them."""
    if not keys:
        return
    province = new.pk if new.level == Level.PROVINCE else new.province_id
    district = new.pk if new.level == Level.DISTRICT else new.district_id
    facts: dict[str, Any] = {"province": province, "version": F("version") + 1}
    if new.level == Level.COMMUNE:
        # Villages: below them stands nothing.
        facts |= {"district": district, "commune": new, "parent": new}
    else:
        # Below districts that go along each keeps its own.
        along = Area.unscoped.filter(pk__in=keys, level=Level.DISTRICT)
        districts = list(along.values_list("pk", flat=True))
        Area.unscoped.filter(within(keys)).exclude(within(districts)).update(district=district)
    for length, some in _by_length(olds, keys).items():
        rows = Q(pk__in=some) if new.level == Level.COMMUNE else within(some)
        Area.unscoped.filter(rows).update(path=_moved(length, new.path or ""), **facts)
    if new.level != Level.COMMUNE:
        Area.unscoped.filter(pk__in=keys).update(parent=new)


def _by_length(olds: Iterable[Area], keys: Collection[int]) -> dict[int, Collection[int]]:
    """Return units by how long the path is of that below which each stands; mostly all are alike."""
    lengths = {old.pk: len(old.path or "") for old in olds}
    if len(set(lengths.values())) == 1:
        return dict.fromkeys(lengths.values(), keys)
    found = defaultdict[int, list[int]](list)
    stood = Area.unscoped.filter(pk__in=keys, parent__in=lengths)
    for pk, parent in stood.values_list("pk", "parent_id"):
        found[lengths[parent]].append(pk)
    return dict(found)


def _run(sql: str, keys: Sequence[int], said: dict[str, Any]) -> None:
    """Run a statement of rows with some keys, with days and moments as the engine stores them."""
    if not keys:
        return
    chosen = {f"k{n}": key for n, key in enumerate(keys)}
    names = ", ".join(f"%({name})s" for name in chosen)
    said["on"] = connection.ops.adapt_datefield_value(said["on"])
    said["at"] = connection.ops.adapt_datetimefield_value(said["at"])
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("{keys}", names), {**said, **chosen})
