"""What still stands in units that the official lists have ended, and where the lists say that it goes."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q

from areas.kinds import Level
from areas.models import Area, AreaQuerySet, Succession
from households.models import Completion, Declaration
from reorganisations.applying.rules.registry import OPEN_ROWS, Rule, columns_of
from reorganisations.models import Part, State
from teams.models import Team

LEVELS = (Level.PROVINCE, Level.COMMUNE)


@dataclass
class Left:
    """The units that ended on one day with something left in them: by where all of each goes, and those divided among several."""

    whole: dict[Area, list[Area]] = field(default_factory=lambda: defaultdict(list))
    parted: dict[Area, list[Area]] = field(default_factory=dict)
    # By the key of a unit that took others in: the document that says so, where the lists name one.
    documents: dict[int, str] = field(default_factory=dict)


def days_of_ends() -> list[date]:
    """Return the days on which units above the village ended, the earliest first."""
    rows = Area.unscoped.filter(level__in=LEVELS).exclude(closed_on=None).order_by("closed_on")
    return [day for day in rows.values_list("closed_on", flat=True).distinct() if day]


def left_behind(on: date) -> Left:
    """Return what is left in units that ended on a day and that no decision names. Two queries."""
    rows = _with_something(Area.unscoped.filter(level__in=LEVELS, closed_on=on))
    named = Part.unscoped.sources().filter(area=OuterRef("pk"))
    gone = (State.WITHDRAWN, State.UNDONE)
    named = named.exclude(operation__reorganisation__state__in=gone)
    olds = rows.filter(~Exists(named)).select_related("parent").order_by("pk")
    by_key = {one.pk: one for one in olds}
    lines = Succession.unscoped.filter(predecessor__in=by_key, on=on)
    lines = lines.filter(predecessor__level=F("successor__level")).order_by("successor_id")
    news, documents = defaultdict[int, list[Area]](list), dict[int, str]()
    for line in lines.select_related("successor__parent", "successor__province"):
        news[line.predecessor_id].append(line.successor)
        documents[line.successor_id] = line.document
    found = Left(documents=documents)
    for pk, old in by_key.items():
        if len(news[pk]) == 1:
            found.whole[news[pk][0]].append(old)
        elif news[pk]:
            found.parted[old] = news[pk]
    return found


def _with_something(units: AreaQuerySet) -> AreaQuerySet:
    """Keep the units in which a unit is left, or of which something is said that follows."""
    inside = Area.unscoped.filter(parent=OuterRef("pk"), closed_on=None)
    said = Declaration.unscoped.standing().filter(area=OuterRef("pk"))
    called = Completion.unscoped.standing().filter(area=OuterRef("pk"))
    teams = Team.unscoped.filter(area=OuterRef("pk"))
    here = Q(Exists(inside)) | Q(Exists(said)) | Q(Exists(called)) | Q(Exists(teams))
    for label, column in [*columns_of(Rule.FOLLOWS), *columns_of(Rule.OPEN)]:
        model: Any = apps.get_model(label)
        rows = model._base_manager.filter(OPEN_ROWS[f"{label}.{column}"])  # noqa: SLF001 - tables between two have no other
        here |= Q(Exists(rows.filter(**{column: OuterRef("pk")})))
    return units.filter(here)
