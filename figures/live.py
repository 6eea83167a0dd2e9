"""The figures of units now: sums of count rows, never of raw rows.

One query, and one more where a team has ceased to be active since its commune was counted: the
stored number of active teams holds no longer there, and the villages are asked. Up to a
province the rows themselves are fetched and added up in Python: a hundred rows cost less than
composing their sums as SQL does. Ten thousand do not, so the nation is added up by the database.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Min, OuterRef, Q, Subquery, Sum
from django.utils import timezone

from areas.kinds import Kind, Level
from areas.models import Area
from figures.adoption import Facts, Step, count_steps, step_of, steps_in
from figures.figures import Figures, Key, sums_of, total
from households.counts.rollup import SUMS
from rollup.denominators import is_few
from rollup.models import CommuneCount, VillageCount, active_since, still_holds
from teams.counts.states import is_active

# A commune that saved nothing for so many days counts as not up to date.
FRESH_DAYS = 30
# For each level: the column of count rows that says whose part a row is.
COLUMN = {
    Level.PROVINCE: "province_id",
    Level.DISTRICT: "district_id",
    Level.COMMUNE: "commune_id",
    Level.VILLAGE: "area_id",
}
_OF_VILLAGES = ("villages", "with_team", "led")
# What makes it doubtful that the registers say all there is.
_IN_DOUBT = (
    "unattributed_villages",
    "begun_villages",
    "waiting",
    "waiting_lists",
    "undeclared_waiting",
    "undeclared_villages",
    "undeclared_lists",
    "short_registered",
    "short_declared",
)

type Parts = Iterator[tuple[Key, Figures]]
type Counted = Iterator[tuple[Key, Figures, bool]]


def read(within: Area, day: date, *group: str, beyond: bool = True) -> dict[Key, Figures]:
    """Return the figures of the parts of a unit, by the values of the columns in `group`.

    Two queries at most, whatever the number of parts. `area_id` groups by village, and leaves the
    number of villages to the caller, who knows which are open; its key (None,) holds what communes
    declared beyond their villages ("chưa rõ thôn") and how far they have come, one query more, unless
    `beyond` is False.
    """
    fresh, since = timezone.now() - timedelta(days=FRESH_DAYS), active_since(day)
    found: dict[Key, Figures] = {}
    if group == ("area_id",):
        found.update(_villages(within, day))
        if beyond and within.level != Level.VILLAGE:
            communes = total(part for _, part, _ in _communes(within, (), since, fresh))
            found |= {(None,): beyond_villages(communes, total(found.values()))}
        return found
    ask = _added_up if within.level == Level.COUNTRY else _communes
    any_faded = False
    for key, part, has_faded in ask(within, group, since, fresh):
        any_faded = any_faded or has_faded
        found[key] = total([found[key], part]) if key in found else part
    for key, n in _fading(within, group, since, day) if any_faded else ():
        part = Figures(active=n)
        found[key] = total([found[key], part]) if key in found else part
    return found


def figures_of(
    areas: Collection[Area], level: Level, within: Area, day: date
) -> dict[int, Figures]:
    """Return the figures of units of one level, all inside `within`, by their key. Two queries at most."""
    return figures_inside(areas, level, within, day)[0]


def figures_inside(
    areas: Collection[Area], level: Level, within: Area, day: date
) -> tuple[dict[int, Figures], Figures]:
    """Return the same, and the figures of `within`, of which these are all units of the level."""
    found = read(within, day, COLUMN[level])
    figures = {area.pk: found.get((area.pk,)) or Figures() for area in areas}
    whole = total(found.values())
    if level == Level.VILLAGE:
        for area in areas:
            figures[area.pk].villages = int(area.is_village)
        whole.villages = sum(one.villages for one in figures.values())
    return figures, whole


def figures_of_one(area: Area, day: date) -> Figures:
    """Return the figures of one unit at any level. Two queries at most."""
    if area.level == Level.VILLAGE:
        return figures_of([area], Level.VILLAGE, area, day)[area.pk]
    return total(read(area, day, "province_id").values())


_OF_VILLAGE = (
    "area_id",
    "area__kind",
    "teams",
    "led",
    "last_active_on",
    "saved_at",
    "waiting",
    "declared",
    *SUMS,
)


def _villages(within: Area, day: date) -> Parts:
    rows = VillageCount.unscoped.below(within)
    # What the commune declared and no village explains may be of any that is not complete.
    here = CommuneCount.unscoped.filter(pk=OuterRef("commune_id"))
    rest = Subquery(here.values("unattributed")[:1])
    for row in rows.values_list(*_OF_VILLAGE, rest):
        pk, kind, teams, led, last, saved_at, waiting, declared, *sums, unattributed = row
        part = Figures(sums=tuple(sums), saved_at=saved_at)
        part.with_team, part.led = int(teams > 0), int(led > 0)
        part.active = int(is_active(led, last, day))
        part.waiting = waiting
        if kind == Kind.UNASSIGNED:
            # Households alone: no village has begun by them, and nobody declares them.
            yield (pk,), part
            continue
        part.begun_villages = int(part.households > 0 or part.complete > 0)
        # Of a village its own declaration counts alone; what its commune declared is of no one of them.
        is_open = part.households > 0 and not part.complete
        part.undeclared_villages = int(is_open and declared is None)
        part.undeclared_waiting = int(waiting > 0 and declared is None)
        is_known = part.complete and declared is not None
        if is_known and is_few(part.households, declared, waits=waiting > 0):
            part.short_registered, part.short_declared = part.households, declared
        part.doubted = int(not part.complete and part.expected > 0 and bool(unattributed))
        part.oldest_at = saved_at if part.households else None
        yield (pk,), part


def beyond_villages(communes: Figures, villages: Figures) -> Figures:
    """Return what the rows of communes say and those of their villages do not.

    Declared households and villages that nothing explains, lists that wait for a confirmation, communes
    that have not begun, and those complete with fewer households than they declared themselves.
    """
    homes = communes.unattributed
    return Figures(
        sums=sums_of({"expected": homes, "unattributed": homes}),
        unattributed_villages=communes.unattributed_villages,
        waiting=communes.waiting - villages.waiting,
        waiting_lists=communes.waiting_lists,
        undeclared_waiting=communes.undeclared_waiting - villages.undeclared_waiting,
        short_registered=_beyond(communes.short_registered, villages.short_registered),
        short_declared=_beyond(communes.short_declared, villages.short_declared),
        undeclared_villages=communes.undeclared_villages - villages.undeclared_villages,
        undeclared_lists=communes.undeclared_lists,
        communes=communes.communes,
        idle_communes=communes.idle_communes,
    )


def _beyond(whole: int | None, explained: int | None) -> int | None:
    return None if whole is None or explained is None else whole - explained


def _communes(within: Area, group: tuple[str, ...], since: date, fresh: datetime) -> Counted:
    """Read the rows of communes; of each say whether a team there has ceased to be active."""
    rows = CommuneCount.unscoped.below(within)
    dated = ("list_complete", "area__closed_on", "active", "oldest_active_on", "saved_at")
    columns = (*_OF_VILLAGES, *_IN_DOUBT, *dated, *SUMS)
    end = len(group)
    for row in rows.values_list(*group, *columns):
        villages, with_team, led, *in_doubt, listed, closed, active, oldest, at = row[
            end : -len(SUMS)
        ]
        faded = oldest is not None and oldest < since
        sums = row[-len(SUMS) :]
        doubts = dict(zip(_IN_DOUBT, in_doubt, strict=True))
        part = Figures(villages, with_team, led, 0 if faded else active, sums, at, **doubts)
        # No account tells whether a commune has begun, so its count row does.
        counted = {"n_villages": villages, "n_households": part.households}
        step = step_of(Facts(**counted, list_complete=listed, n_complete=part.complete))
        part.idle_communes = int(closed is None and not step.has_begun)
        if part.households:
            part.communes, part.oldest_at = 1, at
            part.fresh = int(at is not None and at >= fresh)
        yield row[:end], part, faded


def _added_up(within: Area, group: tuple[str, ...], since: date, fresh: datetime) -> Counted:
    """Let the database add up the rows of communes; the same is said of each sum."""
    some, end = Q(households__gt=0), len(group)
    rows, steps = count_steps(CommuneCount.unscoped.below(within))
    added = rows.values_list(*group).annotate(
        **{f"sum_{name}": Sum(name) for name in (*_OF_VILLAGES, *_IN_DOUBT)},
        sum_active=Sum("active", filter=still_holds(since), default=0),
        n_faded=Count("pk", filter=~still_holds(since)),
        steps=steps,
        last=Max("saved_at"),
        n_communes=Count("pk", filter=some),
        n_fresh=Count("pk", filter=some & Q(saved_at__gte=fresh)),
        first=Min("saved_at", filter=some),
        **{f"sum_{name}": Sum(name) for name in SUMS},
    )
    for row in added:
        at = end + len(_OF_VILLAGES) + len(_IN_DOUBT)
        villages, with_team, led, *in_doubt = row[end:at]
        active, faded, packed, last, communes, saved, first, *sums = row[at:]
        counted, doubts = (communes, saved, first), dict(zip(_IN_DOUBT, in_doubt, strict=True))
        part = Figures(villages, with_team, led, active, tuple(sums), last, *counted, **doubts)
        part.steps = steps_in(packed)
        part.idle_communes = sum(n for step, n in part.steps.items() if not Step(step).has_begun)
        yield row[:end], part, faded > 0


def _fading(
    within: Area, group: tuple[str, ...], since: date, day: date
) -> Iterator[tuple[Key, int]]:
    """Ask the villages of communes of which a team has ceased to be active since they were counted."""
    faded = CommuneCount.unscoped.below(within).faded(since)
    rows = VillageCount.unscoped.below(within).active(since, day)
    rows = rows.filter(commune__in=faded.values("pk"))
    for *key, n in rows.values_list(*group).annotate(n=Count("pk")):
        yield tuple(key), n
