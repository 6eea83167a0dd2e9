"""Writes drafts of decisions from a sheet of changes: one for each commune, number and day."""

import uuid as uuids
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from areas.models import Area
from reorganisations.drafting import actions
from reorganisations.drafting.actions import Change, Unit
from reorganisations.models import Operation, Reorganisation
from reorganisations.sheet.rules.works import Paper, Target, Work

Kind = Operation.Kind
_SHEETS = uuids.UUID("5f0e6f3c-3c1d-4c39-9c8e-5a1f8f4c2a01")


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
    key = uuids.uuid5(
        _SHEETS, f"{by.pk} {commune.pk} {paper} {[(w.olds, w.targets) for w in works]}"
    )
    decision = actions.begin(by=by, area=commune, uuid=key, **vars(paper))
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
    if lives_on and work.kind == Kind.SPLIT and not _is_called(lives_on, target):
        lives_on = None
    return Unit(target.kind, target.name, commune, lives_on)


def _is_called(village: Area, target: Target) -> bool:
    return (village.kind, village.name) == (target.kind, target.name)
