"""The full list of the units below a unit: what the address asks for, and the rows it gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils.translation import gettext

from areas.kinds import Level
from areas.models import Area
from areas.names import fold
from reports.charts import bands
from reports.dashboard.queries.grouping import (
    Group,
    by_kind,
    former_districts,
    grouped,
)
from reports.dashboard.queries.ranking import FORMER, KIND, Choice
from reports.units.queries.child_units import Below, Child

PAGE = 25


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list: units, or groups of them; `former` are the districts they lay in."""

    page: Page[Any]
    found: int
    former: Mapping[int, tuple[int, str]]
    is_grouped: bool


def listing_of(area: Area, inside: Below, choice: Choice) -> Listing:
    """Choose, order and put together the units below; at most two queries of its own."""
    former: Mapping[int, tuple[int, str]] = {}
    if area.level == Level.PROVINCE and all(c.level == Level.COMMUNE for c in inside.children):
        former = former_districts(area)
    children = chosen(area, inside, choice)
    groups = _groups(children, choice, former)
    rows: list[Any] = children if groups is None else groups
    page = Paginator(rows, PAGE).get_page(choice.page)
    return Listing(page, len(children), former, groups is not None)


def chosen(area: Area, inside: Below, choice: Choice) -> list[Child]:
    """Return all units below that were chosen, in the order asked for; at most one query."""
    # Communes stand on steps; where districts or provinces are listed, those with such communes do.
    units = inside.children
    if choice.step is not None:
        units = [unit for unit in inside.communes or units if choice.step in unit.steps]
    children = choice.order.sort(units)
    if choice.words:
        wanted = matching(area, choice.words)
        children = [child for child in children if child.pk in wanted]
    if choice.band:
        children = [child for child in children if bands.band_of(child) == choice.band]
    return children


def _groups(
    children: list[Child], choice: Choice, former: Mapping[int, tuple[int, str]]
) -> list[Group] | None:
    """Put children together as asked, the groups in the order their own sums have."""
    if choice.group == FORMER and former:
        groups = grouped(children, former, gettext("Không rõ huyện cũ"), former=True)
    elif choice.group == KIND:
        groups = grouped(children, by_kind(children), former=False)
    else:
        return None
    stand_ins = {id(group.sum): group for group in groups}
    return [stand_ins[id(child)] for child in choice.order.sort([g.sum for g in groups])]


def matching(area: Area, words: str) -> set[int]:
    """Return the units inside whose names contain every word, names of units they came from too."""
    keys = fold(words).split() or ["|"]
    own = reduce(and_, (Q(search_key__contains=key) for key in keys))
    old = reduce(and_, (Q(origins__predecessor__search_key__contains=key) for key in keys))
    return set(Area.unscoped.within(area).filter(own | old).values_list("pk", flat=True))
