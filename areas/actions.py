"""Writes of this app: villages are added, renamed and corrected; nothing is ever deleted."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from areas.ended import refuse_ended
from areas.kinds import Kind, Level, full_name
from areas.models import BEFORE_RECORDS, Area, Placement
from areas.names import fold, unit_sort_key
from audit.actions import differences, locked, record

# Who counts the villages of communes: the count rows belong to an app above the tree.
type Recount = Callable[[Area], None]
type AddRows = Callable[[Iterable[Area]], None]

_counters: list[tuple[AddRows, Recount, AddRows, AddRows]] = []


def counted_by(hold: AddRows, recount: Recount, add_rows: AddRows, place_rows: AddRows) -> None:
    """Take who holds and recounts a commune, makes the rows of new ones, and moves rows. Called from `AppConfig.ready`."""
    _counters.append((hold, recount, add_rows, place_rows))


def hold_commune(commune: Area) -> None:
    """Wait for whoever changes what stands in a commune, and read anew where it stands; raises UnitEnded where it has ended.

    The first statement of whatever begins or withdraws a village there.
    """
    for hold, *_ in _counters:
        hold([commune])
    commune.refresh_from_db()


def recount_villages(commune: Area) -> None:
    """Have the open villages of one commune recounted, inside the caller's transaction."""
    for _, recount, *_ in _counters:
        recount(commune)


def add_rows(communes: Iterable[Area]) -> None:
    """Have count rows made for new communes."""
    for *_, add, _ in _counters:
        add(communes)


def place_rows(units: Iterable[Area]) -> None:
    """Have the count rows of units that stand elsewhere now moved there."""
    for *_, place in _counters:
        place(units)


def search_key_of(*names: str) -> str:
    """Return the key a unit is found by: each of its names, folded, between bars."""
    folded = dict.fromkeys(fold(name) for name in names if name)
    return f"|{'|'.join(folded)}|"


def place_under(parent: Area, level: Level) -> dict[str, Any]:
    """Return the ancestor columns of a unit of `level` that stands under `parent`."""
    province = parent.province_id or (parent.pk if parent.level == Level.PROVINCE else None)
    district = parent.district_id or (parent.pk if parent.level == Level.DISTRICT else None)
    return {
        "level": level,
        "parent": parent,
        "province_id": province,
        "district_id": district,
        "commune_id": parent.pk if parent.level == Level.COMMUNE else None,
    }


def new_area(parent: Area, level: Level, kind: str, name: str, code: str, since: date) -> Area:
    """Return a unit that is not saved yet; its path is known once it has a key."""
    facts = {"kind": kind, "name": name, "code": code, "opened_on": since}
    area = Area(**place_under(parent, level), **facts, sort_key=unit_sort_key(name))
    area.search_key = search_key_of(name, area.full_name)
    return area


def open_area(
    *,
    parent: Area,
    level: Level,
    kind: str,
    name: str,
    code: str = "",
    opened_on: date,
    document: str = "",
) -> Area:
    """Make a unit and the placement that dates its name; the caller records and recounts."""
    area = new_area(parent, level, kind, name, code, opened_on)
    area.save()
    area.path = f"{parent.path}{area.pk}."
    area.save(update_fields=["path"])
    Placement.of(area, opened_on, document).save()
    return area


@transaction.atomic
def add_village(
    *,
    by: Any,
    commune: Area,
    kind: str,
    name: str,
    opened_on: date = BEFORE_RECORDS,
    document: str = "",
) -> Area:
    """Add a village to a commune. Villages are in no official list: officers add them.

    Raises UnitEnded, as the two below do, for a unit that has ended.
    """
    hold_commune(commune)
    village = open_area(
        parent=commune,
        level=Level.VILLAGE,
        kind=kind,
        name=name,
        opened_on=opened_on,
        document=document,
    )
    recount_villages(commune)
    changes = {"name": [None, village.full_name]}
    record(by, gettext_noop("Thêm thôn"), village, changes, document=document)
    return village


@transaction.atomic
def holder_of(*, by: Any, commune: Area, since: date) -> Area:
    """Return where households of a commune stand that no village is known of; make it when there is none.

    There from `since` on, or before. It is no village, so that none is counted more. The caller holds the commune's count row.
    """
    found = Area.unscoped.filter(commune=commune, kind=Kind.UNASSIGNED).first()
    if found is None:
        name = str(Kind.UNASSIGNED.label)
        found = open_area(
            parent=commune,
            level=Level.VILLAGE,
            kind=Kind.UNASSIGNED,
            name=name,
            opened_on=since,
        )
        record(by, gettext_noop("Mở mục Chưa phân thôn"), found, {"name": [None, name]})
    elif since < found.opened_on:
        found.opened_on = since
        found.save(update_fields=["opened_on"])
        Placement.unscoped.open().filter(area=found).update(valid_from=since)
    return found


@transaction.atomic
def withdraw_village(*, by: Any, village: Area) -> Area:
    """Take back a village that was added by mistake; nothing is deleted.

    It closes on the day after it opened: figures of the one day between have it. Whoever calls made sure that nothing
    stands in it.
    """
    if village.commune:
        hold_commune(village.commune)
    village = locked(village, "commune")
    if village.closed_on:
        return village
    village.closed_on = village.opened_on + timedelta(days=1)
    village.save(update_fields=["closed_on"])
    Placement.unscoped.open().filter(area=village).update(valid_to=village.closed_on)
    if village.commune:
        recount_villages(village.commune)
    record(by, gettext_noop("Rút thôn ghi nhầm"), village, {"name": [village.full_name, None]})
    return village


@transaction.atomic
def correct_name(*, by: Any, area: Area, kind: str, name: str, code: str) -> Area:
    """Correct a name that was written wrongly, without a new date: it always was so."""
    area = locked(area, "commune")
    refuse_ended(area)
    before = {"name": area.name, "kind": area.kind, "code": area.code}
    after = {"name": name, "kind": kind, "code": code}
    Placement.unscoped.open().filter(area=area).update(**after)
    set_name(area, kind=kind, name=name, code=code)
    record(by, gettext_noop("Sửa tên đơn vị"), area, differences(before, after))
    return area


@transaction.atomic
def rename(*, by: Any, area: Area, kind: str, name: str, on: date, document: str) -> Area:
    """Give a unit a new name from a day on; the old one stays in its history and is still found.

    Raises ValueError when the day is not after the start of the present name.
    """
    area = locked(area, "commune")
    refuse_ended(area)
    current = Placement.unscoped.open().get(area=area)
    if on <= current.valid_from:
        raise ValueError("a new name starts after the present one")
    before = {"name": area.name, "kind": area.kind}
    current.valid_to = on
    current.save(update_fields=["valid_to"])
    set_name(area, kind=kind, name=name, code=area.code)
    Placement.of(area, on, document).save()
    changes = differences(before, {"name": name, "kind": kind})
    record(by, gettext_noop("Đổi tên đơn vị"), area, changes, document=document)
    return area


def set_name(area: Area, *, kind: str, name: str, code: str) -> None:
    """Put the present name on the unit, findable by every name it ever had."""
    area.name, area.kind, area.code = name, kind, code
    names = [name, area.full_name]
    for former in area.placements.all():
        names += [former.name, full_name(former.kind, former.name)]
    area.search_key = search_key_of(*names)
    area.sort_key = unit_sort_key(name)
    area.version += 1
    area.save()
