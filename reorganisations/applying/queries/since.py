"""What was done in units since a decision was carried out, or begun: while there is something, it cannot be taken back."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from areas.kinds import Kind, Level
from areas.models import Area, Placement
from areas.models.lineage import outermost
from areas.names import marked
from audit.models import EXPORTS, AuditEntry
from reorganisations.models import Operation, Part, Reorganisation, State
from reorganisations.models.operation import TAKEN_BACK
from teams.models import TeamVillage

_OWN = ("reorganisations.reorganisation", "reorganisations.operation")


def done_since(
    reorganisation: Reorganisation, only: Collection[Operation] | None = None
) -> QuerySet[AuditEntry]:
    """Return what the journal has of the units that came of a decision, or of `only` some of its works, since that was carried out.

    And of "Chưa phân thôn", where households of its units came to stand: that they were assigned to a village is of its.
    Of the teams that it gave other villages, wherever they are; and of open units that are called what its units were.
    Of units above the village all that is recorded below them counts.
    """
    works = reorganisation.operations.standing()
    if only is not None:
        works = works.filter(pk__in=[one.pk for one in only])
    moment, own = _when(reorganisation, works)
    if moment is None:
        return AuditEntry.unscoped.none()
    parts = Part.unscoped.filter(operation__in=works)
    targets = parts.targets().values_list("area__path", flat=True)
    holders = Area.unscoped.filter(
        kind=Kind.UNASSIGNED, origins__predecessor__in=parts.sources().values("area")
    )
    paths = {path for path in [*targets, *holders.values_list("path", flat=True)] if path}
    paths |= set(_called_so(parts))
    of_teams = Q(subject="teams.team", subject_key__in=_teams_of(works))
    here = Q(place__in=paths) | of_teams
    if above := _paths_above(works):
        here |= Q(place__within_any=above)
    rows = AuditEntry.unscoped.filter(here, at__gt=moment).exclude(pk__in=own)
    return rows.exclude(EXPORTS).exclude(subject__in=_OWN).order_by("-pk")


def _when(
    reorganisation: Reorganisation, works: QuerySet[Operation]
) -> tuple[datetime | None, list[int]]:
    """Return since when something may have come after it, and what the journal has of it, or of what was taken back since."""
    done = list(works.order_by("applied_at").values_list("applied_at", "trace"))
    own = [pk for _at, trace in done for pk in trace.get("journal", ())]
    undone = Q(reorganisation__state=State.UNDONE) | Q(trace__has_key=TAKEN_BACK)
    later = Operation.unscoped.none()
    if done:
        later = Operation.unscoped.filter(undone, applied_at__gte=done[0][0])
    # Of a later decision that was taken back nothing stands.
    own += [pk for keys in later.values_list("trace__journal", flat=True) for pk in keys or ()]
    if reorganisation.applied_at and not all("journal" in trace for _at, trace in done):
        # Carried out before its entries were kept.
        return reorganisation.applied_at, own
    return (done[0][0] if done else None), own


def _paths_above(works: QuerySet[Operation]) -> list[str]:
    """Return the paths of the units above the village that came of a decision, and of all that went below another one."""
    units = Part.unscoped.filter(operation__in=works).targets()
    units = units.filter(area__level__lt=Level.VILLAGE)
    found = set(units.values_list("area__path", flat=True))
    news, moments, late = set[int](), list[datetime](), list[int]()
    for at, trace in works.values_list("applied_at", "trace"):
        if at and (rows := trace.get("replanted")):
            moments.append(at)
            news |= {new for _old, new, *_rest in rows}
            late += [pk for *_units, keys in rows for pk in keys]
    dated = Placement.unscoped.filter(parent__in=news, recorded_at__in=moments)
    dated |= Placement.unscoped.filter(pk__in=late)
    found |= set(dated.values_list("area__path", flat=True))
    return outermost(path for path in found if path)


def _called_so(parts: Any) -> list[str]:
    """Return the paths of open units that have the name of one that would stand again, below the same unit. Three queries."""
    own = {pk for pk in parts.values_list("area", flat=True) if pk}
    names = ("parent_id", "kind", "name")
    before = Area.unscoped.filter(pk__in=parts.sources().values("area")).values_list(*names)
    taken = {(parent, kind, marked(name)) for parent, kind, name in before}
    there = Area.unscoped.filter(parent__in={parent for parent, *_rest in taken}, closed_on=None)
    rows = there.exclude(pk__in=own).exclude(path=None).values_list(*names, "path")
    return [path for parent, kind, name, path in rows if (parent, kind, marked(name)) in taken]


def _teams_of(works: QuerySet[Operation]) -> list[str]:
    """Return the keys of the teams whose villages a decision changed, as the journal has them."""
    traces = works.values_list("trace", flat=True)
    rows = [
        pk for trace in traces for *_units, found in trace.get("served", ()) for pk, _b in found
    ]
    teams = TeamVillage.unscoped.filter(pk__in=rows).values_list("team", flat=True)
    return [str(pk) for pk in sorted(set(teams))]
