"""The villages of few households as one row: `rollup.few` says which they are."""

from django.utils.translation import gettext

from reports.units.queries.child_units import Below, sum_of, summed
from rollup.few import folded


def fold(inside: Below, also: frozenset[int] = frozenset()) -> None:
    """Put the villages of few households of a commune into one row, with what is of no village of today.

    `also` are villages that are folded whatever these figures say.
    """
    every = [*inside.children, *([inside.unassigned] if inside.unassigned else [])]
    few = also | folded({child.pk: child.figures.expected for child in every})
    if not few and not inside.rest.is_small:
        return
    hidden = [child for child in every if child.pk in few]
    inside.children = [child for child in inside.children if child.pk not in few]
    name = gettext("Các thôn ít hộ (%(n)s)") % {
        "n": sum(child.figures.villages for child in hidden)
    }
    inside.few = sum_of(name, [*hidden, summed("", inside.rest)])
    inside.rest = type(inside.rest)()
    if inside.unassigned in hidden:
        inside.unassigned = None
