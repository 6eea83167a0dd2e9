"""Writes drafts of decisions from a sheet of changes: one for each commune, number and day."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from areas.models import Area
from areas.names import fold
from reorganisations.drafting import actions
from reorganisations.drafting.actions import Change, Unit
from reorganisations.models import Operation, Reorganisation
from reorganisations.sheet.rules.works import Paper, Target, Work

Kind = Operation.Kind


@transaction.atomic
def draft(*, by: Any, works: Sequence[Work]) -> list[Reorganisation]:
    """Write the changes of a sheet as drafts; the same changes sent by the same person twice are there once."""
    groups = defaultdict[tuple[int, Paper], list[Work]](list)
    for one in works:
        groups[one.commune, one.paper].append(one)
    keys = {pk for one in works for pk in (*one.olds, one.lives_on, *(t.to for t in one.targets))}
    areas = Area.unscoped.in_bulk({*keys, *(commune for commune, _paper in groups)} - {0})
    return [
        _draft(by, areas[commune], paper, some, areas) for (commune, paper), some in groups.items()
    ]


def _draft(
    by: Any, commune: Area, paper: Paper, works: Sequence[Work], areas: dict[int, Area]
) -> Reorganisation:
    said = [(one.olds, one.targets) for one in works]
    key, decision = actions.begun_as(f"sheet {by.pk} {commune.pk} {paper} {said}")
    decision = decision or actions.begin(by=by, area=commune, uuid=key, **vars(paper))
    if decision.operations.exists():
        return decision
    for one in works:
        change = _change(one, commune, areas)
        actions.add_operation(
            by=by, decision=decision, kind=change.kind, sources=change.sources, units=change.units
        )
    return decision


def _change(work: Work, commune: Area, areas: dict[int, Area]) -> Change:
    sources = [areas[pk] for pk in work.olds]
    units = [_unit(work, one, commune, areas) for one in work.targets]
    return Change(work.kind, sources, units)


def _unit(work: Work, target: Target, commune: Area, areas: dict[int, Area]) -> Unit:
    """Return what comes of a change; in a split the part lives on that is called as the old village is."""
    lives_on = areas.get(work.lives_on)
    if target.to and lives_on:
        return Unit(lives_on.kind, lives_on.name, areas[target.to], lives_on)
    is_split = work.kind == Kind.SPLIT
    if lives_on and is_split and not _is_called(lives_on, target):
        lives_on = None
    # The teams of a village that goes on stay for it.
    takes_teams = is_split and lives_on is not None
    return Unit(target.kind, target.name, commune, lives_on, takes_teams=takes_teams)


def _is_called(village: Area, target: Target) -> bool:
    return (village.kind, fold(village.name)) == (target.kind, fold(target.name))
