"""Units that have ended: what each is now, and how whoever writes into one is told."""

from collections.abc import Iterable, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas.kinds import Level
from areas.models import Area, Succession
from areas.names import lower_first
from web.scope import UnitEnded

__all__ = ["UnitEnded", "ended_words", "heirs_of", "hold_standing", "names_of", "refuse_ended"]

# Units of today that are named one by one; beyond, how many more.
NAMED = 4


def refuse_ended(*units: Area) -> None:
    """Raise UnitEnded for the first of these units, each read with its commune, that has ended, or whose commune has."""
    for unit in units:
        for one in (unit.commune, unit):
            if one and one.closed_on:
                raise UnitEnded(one)


def hold_standing(*units: Area) -> None:
    """Keep units and their communes as they are until the transaction ends; raises UnitEnded where one has ended.

    The first statement of a write that takes no commune's count row.
    """
    keys = {key for unit in units for key in (unit.pk, unit.commune_id) if key}
    held = Area.unscoped.select_for_update(of=("self",), no_key=True).filter(pk__in=keys)
    for one in held.order_by("level", "pk"):
        if one.closed_on:
            raise UnitEnded(one)


def heirs_of(units: Iterable[Area]) -> dict[int, list[Area]]:
    """Return by unit what of today it became, units that ended meanwhile followed on; itself where it goes on.

    In the order of their names; "Chưa phân thôn" is no unit that anything becomes. One query for each time that units followed units.
    """
    wanted = list(units)
    next_ones, known = dict[int, list[int]](), {one.pk: one for one in wanted}
    asked = {one.pk for one in wanted if one.closed_on}
    while asked:
        rows = Succession.unscoped.filter(predecessor__in=asked).select_related("successor")
        next_ones |= {key: [] for key in asked}
        for row in rows.order_by("successor__sort_key", "successor_id"):
            known[row.successor_id] = row.successor
            next_ones[row.predecessor_id].append(row.successor_id)
        asked = {pk for pk, one in known.items() if one.closed_on and pk not in next_ones}
    return {one.pk: _open_below(one, next_ones, known) for one in wanted}


def _open_below(unit: Area, next_ones: dict[int, list[int]], known: dict[int, Area]) -> list[Area]:
    """Walk on from a unit to those that stand today, each once, the nearest first."""
    found, walk, seen = list[Area](), [unit.pk], {unit.pk}
    while walk:
        one = known[walk.pop(0)]
        if one.closed_on is None and not one.is_unassigned:
            found.append(one)
        fresh = [pk for pk in next_ones.get(one.pk, ()) if pk not in seen]
        walk, seen = walk + fresh, seen.union(fresh)
    return found


def above_of(units: Iterable[Area]) -> dict[int, list[Area]]:
    """Return by ended district of which nothing came what it is part of now: the unit above it, or what that became."""
    above = {one.pk: one.parent for one in units if one.closed_on and one.level == Level.DISTRICT}
    heirs = heirs_of(one for one in above.values() if one)
    return {pk: heirs[one.pk] for pk, one in above.items() if one}


def ended_words(unit: Area, heirs: Sequence[Area]) -> str:
    """Say when a unit ended, and what it is now; of a district whose level was abolished, of what it is part."""
    told = {"unit": unit.full_name, "day": date_format(unit.closed_on or unit.opened_on)}
    above = [] if heirs else above_of([unit]).get(unit.pk, [])
    if not heirs and not above:
        return _("%(unit)s đã kết thúc ngày %(day)s.") % told
    told["now"] = names_of(heirs or above)
    if len(heirs) == 1:
        return _("%(unit)s đã kết thúc ngày %(day)s, nay là %(now)s.") % told
    return _("%(unit)s đã kết thúc ngày %(day)s, nay thuộc %(now)s.") % told


def names_of(units: Sequence[Area]) -> str:
    """Name some units within a sentence."""
    named = ", ".join(lower_first(one.full_name) for one in units[:NAMED])
    rest = len(units) - NAMED
    return _("%(units)s và %(n)s đơn vị khác") % {"units": named, "n": rest} if rest > 0 else named
