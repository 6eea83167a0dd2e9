"""A decision taken back: every row and every figure of every day is what it was; the journal says both."""

from datetime import date, datetime
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
from reorganisations.applying.actions.apply import NotEqual, hold_units
from reorganisations.applying.actions.trace import Trace, rows_of, rows_served, set_back
from reorganisations.applying.queries.since import done_since
from reorganisations.applying.queries.sums import sums_of
from reorganisations.applying.queries.touched import communes_of
from reorganisations.models import Operation, Reorganisation, State
from reorganisations.models.reorganisation import BEGUN
from rollup.counts import lock, place_below, recount
from teams.founding.actions.following import follow_back


class BuiltOn(Exception):
    """Something was recorded in the units since: a decision the other way round is what is left."""


@transaction.atomic
def undo(*, by: Any, reorganisation: Reorganisation) -> tuple[Reorganisation, bool]:
    """Take a decision back as far as it was carried out, once, while nothing was recorded since in the units that came of it.

    Return it, and whether it was taken back now: False where that was done before.
    What was still to be done of it never is. Raises BuiltOn where something was recorded.
    """
    done = reorganisation.operations.exclude(applied_at=None)
    operations = list(done.prefetch_related("parts__area").order_by("-pk"))
    communes = set[int]().union(*map(communes_of, operations))
    of_communes = Area.unscoped.communes().filter(pk__in=communes)
    # Those that the decision ended stand again.
    lock(of_communes, even_ended=True)
    hold_units(operations, communes)
    held = locked(reorganisation)
    if held.state not in BEGUN:
        return held, False
    # What was carried out meanwhile, of one that is under way, was not locked.
    if done.count() != len(operations) or done_since(held).exists():
        raise BuiltOn
    before = sums_of(communes)
    keys = set[int]().union(*(_take_back(by, one) for one in operations))
    recount(*Area.unscoped.holding_households().filter(pk__in=keys), *of_communes)
    if before != (after := sums_of(communes)):
        raise NotEqual(f"{before} != {after}")
    held.state, held.undone_by, held.undone_at = State.UNDONE, by, timezone.now()
    held.applied_at = held.applied_at or operations[0].applied_at or held.undone_at
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
    return trace.touched


def _below_back(kept: list[Any], on: date) -> None:
    """Let what stood below units stand there again; whatever went below one unit at once."""
    olds, together = list[Area](), dict[tuple[int, str], dict[Area, list[int]]]()
    there = Area.unscoped.in_bulk([pk for old, new, *_rest in kept for pk in (old, new)])
    for old, new, at, late in reversed(kept):
        together.setdefault((new, at), {})[there[old]] = late
        olds.append(there[old])
    for (new, at), given in together.items():
        replant_back(given, there[new], on=on, at=datetime.fromisoformat(at))
    if olds:
        place_below(*olds)


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
