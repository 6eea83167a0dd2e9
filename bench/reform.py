"""The reform of 2025 over a register on the official map of 2024: taken along, divided, and taken back, with equal sums."""

from datetime import date
from functools import partial
from typing import Any

from django.test import override_settings
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from areas.kinds import Kind, Level
from areas.loading import EVE, REFORM
from areas.management.commands.load_units import load
from areas.maps import Selection
from areas.models import Area, Placement
from bench.generate import (
    OPENED,
    VILLAGE,
    Size,
    add_count_rows,
    add_households,
    add_people,
    add_teams,
    parent_of,
)
from bench.inserting import analyze, bulk_load, insert, literal, padded, series
from bench.measuring import Line, none_wrong, seconds_of
from bench.scratch import scratch
from figures.as_of import parts_on
from households.counts.contribution import MOVED
from households.models import Household, Movement
from reorganisations.applying.queries.below import below_of
from reorganisations.drafting import actions
from reorganisations.drafting.actions.replaying import replay
from reorganisations.drafting.actions.undoing import TRIES
from reorganisations.models import Operation, Reorganisation, State
from rollup.counts import wrong_rows
from rollup.models import CommuneCount

# Two provinces of before, 374 communes, of which 71 were divided.
PROVINCE = "Hải Phòng"
# So many seconds may it take: a province's, the nation's.
AT_MOST, AT_MOST_ALL = 60, 300
SIGNED = date(2025, 6, 12)

type Sums = dict[date, dict[Any, Any]]


def nation_lines(number: int) -> list[Line]:
    """Play it over all units of the country, with so many households in them."""
    return reform_lines(number, province="", most=AT_MOST_ALL)


def reform_lines(number: int, province: str = PROVINCE, most: int = AT_MOST) -> list[Line]:
    """Play the reform over so many households in a database of its own, and take all of it back."""
    where = province or "the nation"
    # As a server runs: else each query is kept as text.
    with scratch(f"reform_{number}"), override_settings(DEBUG=False):
        _register(number, province)
        people = _people()
        load(Selection.of(map_year=2025, province=province), lambda _words: None)
        before, done = _sums(), list[Reorganisation]()
        whole = seconds_of(lambda: done.extend(_whole(*people)))
        parted = seconds_of(lambda: done.extend(_parted(*people)))
        lines = [
            Line(f"{where}: what went whole, {_works(done)} works", f"{whole:,.1f} s"),
            _within(f"{where}: and what was divided, {len(done)} decisions", whole + parted, most),
            *_compared(before, _sums()),
        ]
        back = seconds_of(lambda: _back(people[1], done))
        lines.append(_within(f"{where}: all of it taken back", back, most))
        wrong, of = _differing(before, _sums())
        lines.append(none_wrong("sums by commune and day that differ, taken back", wrong, of))
    return lines


def _within(what: str, seconds: float, most: int) -> Line:
    return Line(what, f"{seconds:,.1f} s", seconds / most, at_most=1)


def _works(done: list[Reorganisation]) -> int:
    return Operation.unscoped.filter(reorganisation__in=done).count()


def _register(number: int, province: str) -> None:
    """Make villages in the communes of 2024, ten in each, teams, households with people, and what they moved."""
    before = Selection.of(map_year=2025, province=province).before
    load(Selection(before), lambda _words: None)
    communes = Area.unscoped.communes().filter(closed_on=None).count()
    size = Size(number, communes, communes * 10)
    with bulk_load():
        CommuneCount.unscoped.all().delete()
        _villages(size)
        add_teams(size)
        add_households(size)
        add_people()
        _moved()
        analyze()
        add_count_rows()
    analyze()


def _villages(size: Size) -> None:
    table = Area._meta.db_table
    communes = (
        "(SELECT id, path, province_id, district_id, ROW_NUMBER() OVER (ORDER BY id) AS k "  # noqa: S608 - our own names
        f"FROM {table} WHERE level = {Level.COMMUNE.value} AND closed_on IS NULL) AS c"
    )
    joined = f"{series(size.villages)} JOIN {communes} ON c.k = {parent_of('n', size.villages, size.communes)}"
    insert(
        Area,
        joined,
        id=f"{VILLAGE} + n",
        level=str(Level.VILLAGE.value),
        kind=literal(Kind.THON.value),
        name="'Thôn ' || n",
        parent="c.id",
        commune="c.id",
        province="c.province_id",
        district="c.district_id",
        path=f"c.path || ({VILLAGE} + n) || '.'",
        search_key="'|thon ' || n || '|'",
        sort_key=padded("n"),
        opened_on=literal(OPENED),
    )
    facts = {name: name for name in ("name", "kind", "code")}
    here = f"{table} WHERE level = {Level.VILLAGE.value}"
    insert(Placement, here, area="id", parent="parent_id", valid_from="opened_on", **facts)


def _moved() -> None:
    """Give each household the movement by which it came into the book with all that is known of it."""
    there = {field.column for field in Household._meta.concrete_fields}
    sums = {name: f"CAST({name} AS INTEGER)" for name in MOVED if name in there}
    sums |= {"households": "1", "surveyed": "CASE WHEN surveyed_on IS NULL THEN 0 ELSE 1 END"}
    facts = {"household": "id", "village": "village_id", "day": "opened_on", "cause": "'entered'"}
    insert(Movement, f'"{Household._meta.db_table}"', **facts, **sums)


def _people() -> tuple[User, User]:
    """Return two administrators of the country: one who proposes, one who approves."""
    country = Area.unscoped.get(level=Level.COUNTRY)
    one, other = (
        User.unscoped.create(username=name, role=Role.ADMINISTRATOR, area=country)
        for name in ("bench-1", "bench-2")
    )
    return one, other


def _whole(by: User, approver: User) -> list[Reorganisation]:
    """Take along what went whole into one unit."""
    done = replay(by=by, approver=approver, number="202/2025/QH15", signed_on=SIGNED)
    return [_carried(one) for one in done.decisions]


def _parted(by: User, approver: User) -> list[Reorganisation]:
    """Divide what went into several: its villages by turns, for nobody here knows better."""
    drafts = Reorganisation.unscoped.filter(state=State.DRAFT).order_by("pk")
    return [_divided(by, approver, one) for one in drafts]


def _divided(by: User, approver: User, draft: Reorganisation) -> Reorganisation:
    operation = draft.operations.get()
    parts, rows = list(operation.parts.targets()), below_of(operation)
    for n, part in enumerate(parts):
        keys = [one.area.pk for one in rows[n :: len(parts)] if one.area]
        actions.allot(by=by, operation=operation, part=part, areas=keys)
    actions.write(by=by, decision=draft, number="1/NQ-HĐND", signed_on=SIGNED)
    actions.propose(by=by, decision=draft)
    return _carried(actions.approve(by=approver, decision=draft))


def _carried(decision: Reorganisation) -> Reorganisation:
    """Do what was left to the queue, as a worker does; raises RuntimeError where it was not done."""
    actions.carry_on.call(str(decision.uuid))
    decision.refresh_from_db()
    if decision.state != State.APPLIED:
        raise RuntimeError(f"{decision} is {decision.state}")
    return decision


def _back(by: User, done: list[Reorganisation]) -> None:
    """Take all of it back, the last first."""
    for one in reversed(done):
        actions.take_back(by=by, decision=one)
        actions.go_back.call(str(one.uuid), TRIES)
        one.refresh_from_db()
        if one.state != State.UNDONE:
            raise RuntimeError(f"{one} is {one.state}")


def _sums() -> Sums:
    """Return the figures of all communes on days before the reform, on its day and today."""
    country, today = Area.unscoped.get(level=Level.COUNTRY), timezone.localdate()
    read = partial(parts_on, country, old=False)
    return {
        day: {key: one.sums for key, one in read(day, "commune_id").items() if any(one.sums)}
        for day in (OPENED, EVE, REFORM, today)
    }


def _compared(before: Sums, after: Sums) -> list[Line]:
    """Compare what was carried out: past days by the communes of then, all days as a whole, count rows, and who was left."""
    then = [day for day in before if day < REFORM]
    past = _differing({day: before[day] for day in then}, {day: after[day] for day in then})
    whole = [_added(before[day]) != _added(after[day]) for day in before]
    compared, wrong = wrong_rows()
    homes = Household.unscoped.open()
    lost = homes.filter(village__commune__closed_on__isnull=False).count()
    return [
        none_wrong("sums by commune and day before the reform that differ", *past),
        none_wrong("sums of a day that differ", sum(whole), len(whole)),
        none_wrong("count rows that differ from the rows they count", len(wrong), compared),
        none_wrong("households left in communes that ended", lost, homes.count()),
    ]


def _differing(before: Sums, after: Sums) -> tuple[int, int]:
    """Return how many sums are not what they were, and how many were compared."""
    pairs = [
        (before[day].get(key), after[day].get(key))
        for day in before
        for key in before[day].keys() | after[day].keys()
    ]
    return sum(one != other for one, other in pairs), len(pairs)


def _added(parts: dict[Any, Any]) -> list[int]:
    return [sum(column) for column in zip(*parts.values(), strict=True)]
