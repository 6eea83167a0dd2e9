"""The sheets of people in a workbook of figures: a unit's own, and the units below it."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext

from figures.figures import Figures
from figures.indicators import EVERY, PEOPLE
from reports.dashboard.exports.workbook import Cell, Head, Page
from reports.units.queries.child_units import Child

# What is shown of each unit below.
_OF_UNITS = ("people_of_age", "people_asked", "people_whole", "people_covered")


def pages_of_people(
    figures: Figures, children: Sequence[Child], foot: Sequence[Child]
) -> list[Page]:
    """Return what is counted of people of a unit, and of the units below it with their sums; none of nobody."""
    if not figures.people:
        return []
    heads = [Head(gettext("Chỉ số")), Head(gettext("Hiện nay"), is_rate=True)]
    own: list[list[Cell]] = [[str(one.name), one.rate(figures)] for one in PEOPLE]
    pages = [Page(gettext("Người dân"), heads, own)]
    if children:
        shown = [EVERY[key] for key in _OF_UNITS]
        heads = [Head(gettext("Tên")), *(Head(str(one.name), is_rate=True) for one in shown)]
        rows, under = (list(_rows(some)) for some in (children, foot))
        pages.append(Page(gettext("Người dân, các đơn vị"), heads, rows, under, numbered=True))
    return pages


def _rows(units: Sequence[Child]) -> Iterator[list[Cell]]:
    for unit in units:
        yield [unit.full_name, *(EVERY[key].rate(unit.figures) for key in _OF_UNITS)]
