"""The figures of every unit on a past day, counted from facts that carry their dates.

What the movements carry (households, surveyed, covered and the rest) is exact: the rows of a
village up to a day add up to what its live row said at the end of that day, whenever it is counted.
Villages, teams, leaders and sessions are counted by their own dates, so what was written down late
counts on the day it speaks of. A leader who has become a plain member since leaves no trace: a
team may then look unstaffed before its next leader came.

`old` is the one sum that nobody can recover to the last household: it is counted from the surveys
and confirmations recorded by that day and not withdrawn by then; a birth year put right since, or
a departure written down late, moves it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from areas.kinds import Level
from areas.models import Area, Placement
from figures.models import Snapshot
from figures.months import finished, month_of
from households.counts import SUMS
from households.models import Assessment, Confirmation, Declaration, Household, Movement, old_before
from households.standing import MOVED
from teams.models import Activity, Member, TeamVillage, active_since

MONTHS = 24
CHUNK = 2000
OF_TEAMS = ("with_team", "led", "active")
COLUMNS = ("villages", *OF_TEAMS, *SUMS)

type Row = dict[str, int]


def months_to_take(today: date) -> list[date]:
    """Return the finished months that have no snapshot yet, from the first movement on."""
    first = Movement.unscoped.aggregate(first=Min("day"))["first"]
    if first is None:
        return []
    taken = Snapshot.unscoped.filter(area__level=Level.COUNTRY).values_list("month", flat=True)
    done = set(taken)
    months = finished(today, MONTHS)
    return [month for month in months if month >= month_of(first) and month not in done]


@dataclass
class Unit:
    """A unit with the days between which it stands."""

    pk: int
    opened_on: date
    closed_on: date | None

    def is_open(self, day: date) -> bool:
        """Say whether it exists on this day."""
        return self.opened_on <= day and (self.closed_on is None or self.closed_on > day)


class Parents:
    """Who stood under whom on any day: two numbers for each placement of each unit."""

    def __init__(self) -> None:
        self._now = dict(Area.unscoped.order_by().values_list("pk", "parent_id"))
        self._dated: dict[int, list[tuple[date, int | None]]] = defaultdict(list)
        rows = Placement.unscoped.order_by("area_id", "valid_from")
        for pk, since, parent in rows.values_list("area_id", "valid_from", "parent_id").iterator():
            self._dated[pk].append((since, parent))

    def on(self, pk: int, day: date) -> int | None:
        """Return the unit above on a day; before all records, the first one known."""
        dated = self._dated.get(pk)
        if not dated:
            return self._now[pk]
        return next((parent for since, parent in reversed(dated) if since <= day), dated[0][1])

    def all_above(self, pk: int, day: date) -> Iterator[int]:
        """Return the units above on a day, the nearest first."""
        above = self.on(pk, day)
        while above is not None:
            yield above
            above = self.on(above, day)


@dataclass
class Villages:
    """The sums of villages as the days go by; in memory a few numbers for each, whoever lives there."""

    day: date | None = None
    sums: dict[int, Row] = field(
        default_factory=lambda: defaultdict(lambda: dict.fromkeys(MOVED, 0))
    )

    def on(self, day: date) -> Iterator[tuple[Unit, Row]]:
        """Return every village with its row on a day, province by province. Days only go forward."""
        for province in Area.unscoped.filter(level=Level.PROVINCE).order_by("pk"):
            self._add_movements(province, day)
            declared, old, teams = (
                _declared(province, day),
                _old(province, day),
                _teams(province, day),
            )
            for unit in units(Area.unscoped.villages().filter(province=province)):
                row = dict.fromkeys(COLUMNS, 0)
                row.update(self.sums.get(unit.pk, {}), old=old.get(unit.pk, 0))
                row.update(teams.get(unit.pk, {}), villages=int(unit.is_open(day)))
                if not row["households"]:
                    row["declared_only"] = declared.get(unit.pk, 0)
                yield unit, row
        self.day = day

    def _add_movements(self, province: Area, day: date) -> None:
        rows = Movement.unscoped.filter(village__province=province, day__lte=day)
        if self.day:
            rows = rows.filter(day__gt=self.day)
        added = {f"sum_{name}": Sum(name) for name in MOVED}
        found = rows.order_by().values_list("village_id").annotate(**added)
        for village, *numbers in found.iterator(CHUNK):
            sums = self.sums[village]
            for name, number in zip(MOVED, numbers, strict=True):
                sums[name] += number


def units(areas: QuerySet[Area]) -> Iterator[Unit]:
    """Return the units of a queryset, without bringing all of them into memory."""
    rows = areas.order_by("pk").values_list("pk", "opened_on", "closed_on")
    return (Unit(*row) for row in rows.iterator(CHUNK))


def _declared(province: Area, day: date) -> dict[int, int]:
    """Return the latest declaration of each village on a day."""
    rows = Declaration.unscoped.of_villages().filter(area__province=province).as_of(day)
    return {pk: n or 0 for pk, n in rows.order_by().values_list("area_id", "households")}


def _old(province: Area, day: date) -> dict[int, int]:
    """Count the households surveyed by a day at which nobody had looked for STATUS_OLD_DAYS."""
    since, until = old_before(day), _end_of(day)
    known = Q(recorded_at__lt=until) & (Q(withdrawn_at=None) | Q(withdrawn_at__gte=until))
    here = Q(resident__left_on=None) | Q(resident__left_on__gt=day)
    of_age = Q(resident__birth_year=None) | Q(
        assessed_on__year__gte=F("resident__birth_year") + int(settings.RESIDENT_MIN_AGE)
    )
    surveys = Assessment.unscoped.filter(known, here, of_age, resident__household=OuterRef("pk"))
    looks = Confirmation.unscoped.filter(known, household=OuterRef("pk"), confirmed_on__gte=since)
    rows = Household.unscoped.filter(village__province=province).on(day).order_by()
    old = rows.filter(
        Exists(surveys.filter(assessed_on__lt=since)),
        ~Exists(surveys.filter(assessed_on__gte=since)),
        ~Exists(looks),
    )
    return dict(old.values_list("village_id").annotate(n=Count("pk")))


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def _teams(province: Area, day: date) -> dict[int, Row]:
    """Say of each village with a team in force on a day whether one is led, and one active."""
    leaders = Member.unscoped.filter(
        Q(left_on=None) | Q(left_on__gt=day),
        team=OuterRef("team"),
        role=Member.Role.LEADER,
        joined_on__lte=day,
    )
    sessions = Activity.unscoped.held().filter(
        team=OuterRef("team"), held_on__gte=active_since(day), held_on__lte=day
    )
    rows = TeamVillage.unscoped.filter(village__province=province).on(day).order_by()
    found: dict[int, Row] = {}
    for pk, led, held in rows.values_list("village_id", Exists(leaders), Exists(sessions)):
        row = found.setdefault(pk, dict.fromkeys(OF_TEAMS, 0))
        row["with_team"] = 1
        row["led"] |= int(led)
        row["active"] |= int(led and held)
    return found
