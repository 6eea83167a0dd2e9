"""Units that stand elsewhere from a day on, with all that is below them: set by set, however much that is.

What stands right below one unit goes below another and is dated anew; further below only paths and the units above change, for
there each still has the parent it had. Steps, no actions: whoever takes them holds the count rows, moves these and records.
"""

from collections.abc import Collection, Sequence
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
# What began before the day goes on elsewhere: first as a row of no day, which overlaps nothing.
_GO_ON = (
    f"INSERT INTO {_TABLE} ({_SAME}, parent_id, document, valid_from, valid_to, recorded_at) "  # noqa: S608 - our own names
    f"SELECT {_SAME}, %(new)s, %(document)s, %(on)s, %(on)s, %(at)s FROM {_TABLE} "
    "WHERE parent_id = %(old)s AND valid_to IS NULL AND valid_from < %(on)s AND area_id IN ({{keys}})"
)


def below(unit: Area) -> QuerySet[Area]:
    """Return the open units right below one, without what is none ("Chưa phân thôn")."""
    rows = Area.unscoped.filter(parent=unit, closed_on=None)
    return rows.exclude(kind=Kind.UNASSIGNED)


def ended_since(unit: Area, on: date) -> QuerySet[Area]:
    """Return the units right below one that ended after a day: what they were since that day was of another one, too."""
    # One that a decision made and that was taken back stood on no day.
    stood = Q(closed_on__gt=on) & Q(closed_on__gt=F("opened_on"))
    return Area.unscoped.filter(stood, parent=unit).exclude(kind=Kind.UNASSIGNED)


def within(roots: Collection[int]) -> Q:
    """Say of units that they are one of some, or stand below one."""
    return Q(pk__in=roots) | Q(commune__in=roots) | Q(district__in=roots)


def replant(
    old: Area, new: Area, roots: Collection[int], *, on: date, at: datetime, document: str
) -> list[int]:
    """Let units that stand right below one stand below another from a day on, with all below them.

    Return the keys of their placements that began on that day or later: these never were of the old one. What began before is
    dated, recorded at the moment `at`, by which `replant_back` finds it.
    """
    keys = sorted(roots)
    if not keys:
        return []
    put_below(old, new, keys)
    late = Placement.unscoped.filter(area__in=keys, parent=old, valid_from__gte=on)
    found = list(late.order_by("pk").values_list("pk", flat=True))
    late.update(parent=new)
    _cut(old, new, keys, on, at, document)
    said: Any = {"old": old.pk, "new": new.pk, "on": on, "at": at, "document": document}
    _run(_GO_ON, keys, said)
    before = Placement.unscoped.open().filter(area__in=keys, parent=old, valid_from__lt=on)
    before.update(valid_to=on)
    made = Placement.unscoped.filter(area__in=keys, parent=new, valid_from=on, recorded_at=at)
    # One that ended before today was cut by itself, and keeps its end.
    made.filter(valid_to=on).update(valid_to=None)
    return found


def _cut(old: Area, new: Area, keys: Sequence[int], on: date, at: datetime, document: str) -> None:
    """Cut what units were called until a day between then and now; such are few."""
    rows = Placement.unscoped.filter(area__in=keys, parent=old, valid_from__lt=on, valid_to__gt=on)
    for row in rows.order_by("pk"):
        until, row.valid_to = row.valid_to, on
        row.save(update_fields=["valid_to"])
        row.pk, row._state.adding = None, True  # noqa: SLF001 - as Django says to copy a row
        row.parent, row.document, row.recorded_at = new, document, at
        row.valid_from, row.valid_to = on, until
        row.save()


def replant_back(old: Area, new: Area, *, on: date, at: datetime, late: Collection[int]) -> None:
    """Let units that `replant` put below another stand below the old one again, as if they always had."""
    rows = Placement.unscoped.filter(pk__in=late)
    keys = set(rows.values_list("area_id", flat=True))
    rows.update(parent=old)
    made = Placement.unscoped.filter(parent=new, valid_from=on, recorded_at=at)
    was = Placement.unscoped.filter(parent=old, valid_to=on, valid_from__lt=on)
    # Both of one unit: what another unit gave to the new one is told by where that stood before.
    mine = set(made.values_list("area_id", flat=True)) & set(was.values_list("area_id", flat=True))
    made, was = made.filter(area__in=mine), was.filter(area__in=mine)
    ends = dict(made.exclude(valid_to=None).values_list("area_id", "valid_to"))
    # Of no day, and written down now: copies of figures of its days are made anew.
    made.update(valid_to=on, recorded_at=timezone.now())
    was.exclude(area__in=list(ends)).update(valid_to=None)
    for area, end in ends.items():
        was.filter(area=area).update(valid_to=end)
    put_below(new, old, sorted(keys | mine))


def carry_along(unit: Area, before: str) -> None:
    """Let all that is below a unit stand where it stands now; `before` is the path that it had. The caller saves the unit."""
    rows = Area.unscoped.filter(path__within=before).exclude(pk=unit.pk)
    facts: dict[str, Any] = {"province": unit.province_id, "version": F("version") + 1}
    if unit.level == Level.COMMUNE:
        facts["district"] = unit.district_id
    rows.update(path=_moved(before, unit.path or ""), **facts)


def _moved(old: str, new: str) -> Concat:
    return Concat(Value(new), Substr("path", len(old) + 1))


def put_below(old: Area, new: Area, keys: Sequence[int]) -> None:
    """Put units below another one, with all below them."""
    rows = Area.unscoped.filter(within(keys))
    districts = list(
        Area.unscoped.filter(pk__in=keys, level=Level.DISTRICT).values_list("pk", flat=True)
    )
    province = new.pk if new.level == Level.PROVINCE else new.province_id
    district = new.pk if new.level == Level.DISTRICT else new.district_id
    # Below districts that go along each keeps its own.
    rows.exclude(within(districts)).update(district=district)
    path = _moved(old.path or "", new.path or "")
    rows.update(path=path, province=province, version=F("version") + 1)
    roots = Area.unscoped.filter(pk__in=keys)
    roots.update(parent=new)
    if new.level == Level.COMMUNE:
        roots.update(commune=new)


def _run(sql: str, keys: Sequence[int], said: dict[str, Any]) -> None:
    """Run a statement of some units, with days and moments as the engine stores them."""
    chosen = {f"k{n}": key for n, key in enumerate(keys)}
    names = ", ".join(f"%({name})s" for name in chosen)
    said["on"] = connection.ops.adapt_datefield_value(said["on"])
    said["at"] = connection.ops.adapt_datetimefield_value(said["at"])
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("{{keys}}", names), {**said, **chosen})
