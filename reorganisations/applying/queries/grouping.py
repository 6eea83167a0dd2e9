"""Which operations of a decision are carried out, or taken back, in one transaction: others wait for no more."""

from collections.abc import Sequence

from django.db.models import QuerySet

from reorganisations.applying.queries.touched import communes_of, taken_from, units_above
from reorganisations.models import Operation
from rollup.models import CommuneCount

# So many groups, and households of theirs, are one transaction.
GROUPS, AT_ONCE = 20, 5_000
# Operations, and the communes that they touch; with the units above that they name.
type Group = tuple[set[int], list[Operation]]


def together(rows: QuerySet[Operation]) -> list[Group]:
    """Return operations as groups, each of those that share a commune, in their order; or a unit above, of which one took a part.

    What was done with such a unit later stands on what was taken from it before, even where they share no commune any more.
    """
    found = list[Group]()
    every = list(rows.order_by("pk").prefetch_related("parts__area"))
    above = set[int]().union(*map(units_above, every))
    for one in every:
        communes, same = communes_of(one) | taken_from(one) & above | units_above(one), [one]
        for other in [pair for pair in found if pair[0] & communes]:
            found.remove(other)
            communes |= other[0]
            same = [*other[1], *same]
        found.append((communes, sorted(same, key=lambda row: row.pk)))
    return found


def batches(found: Sequence[Group]) -> list[list[list[Operation]]]:
    """Put groups of few households together: what is counted before and after is counted once. One query."""
    communes = set[int]().union(*(keys for keys, _group in found))
    rows = CommuneCount.unscoped.filter(pk__in=communes).order_by()
    homes = dict(rows.values_list("pk", "households"))
    some, held = list[list[list[Operation]]](), 0
    for keys, group in found:
        n = sum(homes.get(pk, 0) for pk in keys)
        if not some or held + n > AT_ONCE or len(some[-1]) == GROUPS:
            some.append([])
            held = 0
        some[-1].append(group)
        held += n
    return some
