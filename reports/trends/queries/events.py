"""Days to be marked on the lines of a unit: what people noted there or above, and mergers."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext, ngettext

from areas.models import Area, Succession
from reports.models import Event

# Up to so many old units are named.
NAMED = 3


@dataclass(frozen=True)
class Mark:
    """One marked day with its words, and the paper it stands on."""

    on: date
    title: str
    document: str = ""


def marks_of(area: Area, first: date, last: date) -> list[Mark]:
    """Return what is to be marked on the lines of a unit between two days, in their order."""
    marks = [*_noted(area, first, last), *_mergers(area, first, last)]
    return sorted(marks, key=lambda mark: mark.on)


def _noted(area: Area, first: date, last: date) -> list[Mark]:
    here = [*area.ancestor_ids(), area.pk]
    rows = Event.unscoped.filter(area__in=here, on__range=(first, last))
    return [Mark(row.on, row.title, row.document) for row in rows]


def _mergers(area: Area, first: date, last: date) -> list[Mark]:
    """Say once a day what the unit came from, or how many units went into those below it."""
    rows = Succession.unscoped.filter(on__range=(first, last)).order_by("on", "pk")
    own: dict[date, list[str]] = defaultdict(list)
    for on, name in rows.filter(successor=area).values_list("on", "predecessor__name"):
        own[on].append(name)
    below = rows.filter(successor__path__within=area.path).exclude(successor=area).order_by("on")
    counted = below.values_list("on").annotate(n=Count("predecessor", distinct=True))
    titles = {on: _from_many(n) for on, n in counted}
    titles |= {on: _from(names) for on, names in own.items()}
    return [Mark(on, title) for on, title in titles.items()]


def _from(names: list[str]) -> str:
    if len(names) > NAMED:
        return _from_many(len(names))
    return gettext("Sắp xếp đơn vị, từ %(names)s") % {"names": ", ".join(names)}


def _from_many(n: int) -> str:
    words = ngettext("Sắp xếp đơn vị, từ %(n)s đơn vị cũ", "Sắp xếp đơn vị, từ %(n)s đơn vị cũ", n)
    return words % {"n": n}
