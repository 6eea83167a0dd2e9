"""A decision taken back: every row and every figure of every day is what it was; the journal says both."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas import reorganising as units
from areas.models import Area, Succession
from areas.replanting import replant_back
from audit.actions import locked, record
from households.lifecycle.actions.rehoming import put_back, rehome_back
from households.models import Declaration
from reorganisations.applying.actions.apply import hold_units
from reorganisations.applying.actions.stopping import BuiltOn, NotEqual, by_groups, error_of
from reorganisations.applying.actions.trace import Trace, rows_of, rows_served, set_back
from reorganisations.applying.queries.grouping import together
from reorganisations.applying.queries.since import done_since
from reorganisations.applying.queries.sums import added, sums_by
from reorganisations.applying.queries.touched import communes_of
from reorganisations.models import Operation, Reorganisation, State
from reorganisations.models.operation import TAKEN_BACK
from reorganisations.models.reorganisation import BEGUN
from rollup.counts import lock, recount
from rollup.placing import place_below, place_within
from teams.founding.actions.following import follow_back


def undo(
    *, by: Any, reorganisation: Reorganisation, somebody_waits: bool = False
) -> tuple[Reorganisation, bool]:
    """Take a decision back as far as it was carried out, group by group, each while nothing was recorded since in its units.

    Return it, and whether it was taken back now: False where that was done before. One that was stopped is gone on with.
    What was still to be done of it never is. Nothing is done of a group that cannot be taken back; the others are. Raises
    BuiltOn where something was recorded, NotEqual, or whatever else stopped one.
    """
    found = together(reorganisation.operations.standing())
    do = partial(_undo_groups, by, reorganisation)
    if stopped := by_groups(do, found, somebody_waits=somebody_waits):
        raise error_of(stopped)
    return _undone(by, reorganisation)


@transaction.atomic
def _undo_groups(by: Any, reorganisation: Reorganisation, some: Sequence[list[Operation]]) -> None:
    touched = {one.pk: communes_of(one) for group in some for one in group}
    communes = set[int]().union(*touched.values())
    of_communes = Area.unscoped.communes().filter(pk__in=communes)
    lock(of_communes, even_ended=True)  # Those that the decision ended stand again.
    hold_units((one for group in some for one in group), communes)
    held = locked(reorganisation)
    standing = set(held.operations.standing().values_list("pk", flat=True))
    # What somebody else did meanwhile is done; the others of these groups are left to do.
    some = [group for group in some if standing.issuperset(one.pk for one in group)]
    if held.state not in BEGUN or not some:
        return
    operations = sorted((one for group in some for one in group), key=lambda one: -one.pk)
    if done_since(held, operations).exists():
        raise BuiltOn
    before = sums_by(communes)
    keys = set[int]().union(*(_take_back(by, one) for one in operations))
    recount(*Area.unscoped.holding_households().filter(pk__in=keys), *of_communes)
    after = sums_by(communes)
    for group in some:
        place = set[int]().union(*(touched[one.pk] for one in group))
        if (then := added(place, before)) != (now := added(place, after)):
            raise NotEqual(f"{then} != {now}")
    # Until all of it is taken back nobody carries on what is left of it.
    held.state, held.undone_by = State.UNDOING, by
    held.save(update_fields=["state", "undone_by"])


@transaction.atomic
def _undone(by: Any, reorganisation: Reorganisation) -> tuple[Reorganisation, bool]:
    """Say that a decision was taken back, once nothing of it stands."""
    held = locked(reorganisation)
    if held.state not in BEGUN:
        return held, False
    # What was carried out meanwhile, of one that is under way, was not known.
    if held.operations.standing().exists():
        raise BuiltOn
    latest = held.operations.order_by("-applied_at").exclude(applied_at=None).first()
    held.state, held.undone_by, held.undone_at = State.UNDONE, by, timezone.now()
    held.applied_at = held.applied_at or (latest and latest.applied_at) or held.undone_at
    held.version += 1
    held.save()
    record(by, gettext_noop("Hoàn tác sắp xếp đơn vị"), held, document=held.number)
    return held, True


def _take_back(by: Any, operation: Operation) -> set[int]:
    """Take one operation back, in the order against which it was done; return the villages it touched."""
    trace, on = Trace(operation.trace), operation.reorganisation.effective_on
    kept = trace.kept
    for pk, before in reversed(kept["styled"]):
        area = Area.unscoped.get(pk=pk)
        units.style_back(area, before, on)  # type: ignore[arg-type]  # what was done had its day
        place_below(area)
    units.reopen(kept["ended"], on)  # type: ignore[arg-type]  # what was done had its day
    _below_back(kept["replanted"], on)  # type: ignore[arg-type]  # what was done had its day
    for label, field, old, keys in reversed(kept["followed"]):
        model: Any = apps.get_model(label)
        model._base_manager.filter(pk__in=keys).update(**{field: old})  # noqa: SLF001 - tables between two have no other
    for old, new, rows in reversed(kept["served"]):
        follow_back(old=_unit(old), new=_unit(new), served=rows_served(rows))
    _homes_back(kept["homes"])
    _rows_back(by, kept["rows"])
    for pk in reversed(kept["begun"]):
        units.never_stood(Area.unscoped.get(pk=pk))
    operation.trace[TAKEN_BACK] = timezone.now().isoformat()
    operation.save(update_fields=["trace"])
    return trace.touched


def _below_back(kept: list[Any], on: date) -> None:
    """Let what stood below units stand there again; whatever went below one unit at once."""
    at_once = dict[tuple[int, str], dict[Area, list[int]]]()
    there = Area.unscoped.in_bulk([pk for old, new, *_rest in kept for pk in (old, new)])
    for old, new, at, late in reversed(kept):
        at_once.setdefault((new, at), {})[there[old]] = late
    for (new, at), given in at_once.items():
        place_within(replant_back(given, there[new], on=on, at=datetime.fromisoformat(at)))


def _homes_back(kept: list[Any]) -> None:
    for old, new, _at, keys in reversed(kept):
        put_back(old=_unit(old), new=_unit(new), keys=keys)
    villages = {pk for old, new, _at, _keys in kept for pk in (old, new)}
    for at in {at for _old, _new, at, _keys in kept}:
        rows = Area.unscoped.filter(pk__in=villages).order_by("pk")
        rehome_back(villages=rows, at=datetime.fromisoformat(at))


def _rows_back(by: Any, kept: list[Any]) -> None:
    rows, lines = rows_of(kept), dict[int, Any]()
    for label, pk, before in reversed(kept):
        row = rows[label][pk]
        if isinstance(row, Succession):
            # Of one that was written twice the first counts.
            lines[pk] = row, before
        elif before is not None:
            set_back(row, before)
        elif isinstance(row, Declaration):
            row.withdrawn_by, row.withdrawn_at = by, timezone.now()
            row.save()
        else:
            row.undone_on, row.undone_at, row.undone_by = row.from_day, timezone.now(), by
            row.save()
    units.lines_back(lines.values())


def _unit(pk: int) -> Area:
    return Area.unscoped.get(pk=pk)
