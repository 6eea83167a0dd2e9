"""Whom a breach may concern: from lines of reading, from what was taken away, from the register of those days."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.utils import timezone

from accounts.models import User
from areas.kinds import Level
from areas.models import Area
from audit.models import EXPORTS, AuditEntry
from households.models import Household, Resident
from privacy.models import Breach
from reading.models import Reading

# More files than anybody takes in a case; what is above is said to be there.
MOST_FILES = 200


@dataclass(frozen=True)
class Case:
    """What is asked: a kind, whose account or which commune, and from when to when."""

    kind: str
    area: Area
    since: datetime
    until: datetime
    account: User | None = None


def figures_of(case: Case, path: str) -> dict[str, Any]:
    """Return whom a case may concern inside a territory, in numbers: by place, by commune, in all; and the files.

    A line of reading says the place and how often names were shown there, not whose: at most so many people, and
    never more than the place has. Of a whole commune it is everybody.
    """
    lines = _lines(case, path)
    places = [_place(area, seen, case) for area, seen in _places(case, lines)]
    communes = _communes(places, whole=case.kind == Breach.Kind.COMMUNE)
    sums = {
        key: sum(one[key] for one in communes) for key in ("people", "households", "phones", "most")
    }
    return {
        "places": places,
        "communes": communes,
        **sums,
        "reads": sum(one["reads"] for one in places),
        "readers": lines.values("user").distinct().count(),
        "files": _files(case, path),
    }


def _lines(case: Case, path: str) -> Any:
    """Return the lines of reading of a case."""
    hour = timezone.localtime(case.since).replace(minute=0, second=0, microsecond=0)
    lines = Reading.unscoped.inside(path).filter(hour__gte=hour, hour__lte=case.until).order_by()
    return (
        lines.filter(commune=case.area) if case.account is None else lines.filter(user=case.account)
    )


def _places(case: Case, lines: Any) -> Iterable[tuple[Area, dict[str, Any]]]:
    """Yield each place where names were shown, and what was seen there; of a commune itself and its villages, too."""
    summed = {
        row["area"]: row
        for row in lines.values("area").annotate(
            reads=Sum("people"), first=Min("hour"), last=Max("hour")
        )
    }
    keys = set(summed)
    if case.kind == Breach.Kind.COMMUNE:
        places = Area.unscoped.holding_households().filter(commune=case.area)
        keys |= set(places.values_list("pk", flat=True))
    for area in Area.unscoped.filter(pk__in=keys).with_places().order_by("path"):
        yield area, summed.get(area.pk, {"reads": 0, "first": None, "last": None})


def _place(area: Area, seen: dict[str, Any], case: Case) -> dict[str, Any]:
    """Return a place as it is frozen: what it had in those days, how often its names were shown."""
    homes = homes_of([area.pk], case.since, case.until)
    held = homes.aggregate(n=Count("pk"), phones=Count("pk", filter=~Q(phone="")))
    return {
        "area": area.pk,
        "name": area.full_name,
        "commune": area.commune_id or area.pk,
        "commune_name": (area.commune or area).full_name,
        "households": held["n"],
        "phones": held["phones"],
        "people": people_of([area.pk], case.since, case.until).count(),
        "reads": seen["reads"],
        "first": seen["first"] and seen["first"].isoformat(),
        "last": seen["last"] and seen["last"].isoformat(),
    }


def _communes(places: list[dict[str, Any]], *, whole: bool) -> list[dict[str, Any]]:
    """Sum places up by commune; where names of all of it were shown, its villages are in it and not added."""
    by_commune = defaultdict[int, list[dict[str, Any]]](list)
    for place in places:
        by_commune[place["commune"]].append(place)
    found = []
    for key, mine in by_commune.items():
        alone = [row for row in mine if row["area"] == key] or mine
        one = {name: sum(row[name] for row in alone) for name in ("people", "households", "phones")}
        most = sum(min(row["reads"], row["people"]) for row in mine)
        one["most"] = one["people"] if whole else min(most, one["people"])
        found.append({"name": mine[0]["commune_name"], **one})
    return found


def homes_of(areas: Iterable[int], since: datetime, until: datetime) -> QuerySet[Household]:
    """Return the households that stood in places during some days; an area is a village or a commune."""
    first, last = timezone.localdate(since), timezone.localdate(until)
    held = Q(closed_on=None) | Q(closed_on__gte=first)
    where = Q(village__in=areas) | Q(village__commune__in=areas)
    return Household.unscoped.filter(where, held, opened_on__lte=last)


def people_of(areas: Iterable[int], since: datetime, until: datetime) -> QuerySet[Resident]:
    """Return the people who lived there then."""
    stayed = Q(left_on=None) | Q(left_on__gte=timezone.localdate(since))
    came = Q(joined_on=None) | Q(joined_on__lte=timezone.localdate(until))
    return Resident.unscoped.filter(stayed, came, household__in=homes_of(areas, since, until))


def _files(case: Case, path: str) -> list[dict[str, Any]]:
    """Return what was taken away as a file, newest first: when, what, how many rows."""
    entries = AuditEntry.unscoped.inside(path).filter(EXPORTS, at__range=(case.since, case.until))
    if case.account is None:
        entries = entries.inside(case.area.path)
    else:
        entries = entries.filter(actor=case.account.username)
    return [
        {
            "at": entry.at.isoformat(),
            # Put into the reader's words when it is shown.
            "what": str(_said(entry, "list") or entry.verb),
            "rows": _said(entry, "rows"),
        }
        for entry in entries.order_by("-pk")[:MOST_FILES]
    ]


def _said(entry: AuditEntry, name: str) -> Any:
    pair = entry.changes.get(name) or [None, None]
    return pair[1]


def people_seen(breach: Breach, user: Any) -> Any:
    """Return the people whom a breach may concern, as far as somebody may see them, in the order of their places."""
    areas = [one["area"] for one in breach.figures["places"]]
    seen = people_of(areas, breach.since, breach.until)
    mine = Resident.objects.visible_to(user).filter(pk__in=seen)
    return mine.select_related("household__village__commune").order_by(
        "household__village__path", "household_id", "pk"
    )


def area_of(account: User) -> Area | None:
    """Return where somebody's names are: their commune, or where they stand above it."""
    area = account.area
    if area is None:
        return None
    return area.commune if area.level == Level.VILLAGE else area
