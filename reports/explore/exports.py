"""A looked-up table as a sheet of a workbook."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from reports.dashboard.exports.workbook import Cell, Head, Page
from reports.explore.queries.means import Having
from reports.explore.queries.question import OWNS, Question
from reports.explore.queries.table import Row
from web.cells import Points


def page_of(
    question: Question, rows: Sequence[Row], foot: Sequence[Row], months: Sequence[date]
) -> Page:
    """Return the rows with a column for each month: of a rate its part, its whole and its percent."""
    heads = [
        Head(str(question.level.label)),
        *(Head(date_format(month, "m/Y"), is_rate=question.is_rate) for month in months),
        Head(gettext("Thay đổi")),
        *([Head(gettext("Mức bắt đầu"))] if question.has_steps else []),
    ]
    above, under = ([_cells(question, row) for row in some] for some in (rows, foot))
    return Page(gettext("Tra cứu"), heads, above, under, numbered=True)


def page_of_means(question: Question, found: Sequence[Having]) -> Page:
    """Return who has a smartphone or internet of those asked; of so few that they are not shown a blank."""
    heads = [
        Head(str(question.level.label)),
        Head(gettext("Có điện thoại thông minh"), is_rate=True),
        Head(gettext("Có internet ở nhà"), is_rate=True),
    ]
    if question.owns:
        words = gettext("Hộ đạt, trong các hộ: %(owns)s") % {"owns": OWNS[question.owns][2]}
        heads.append(Head(words, is_rate=True))
    rows: list[list[Cell]] = [[one.name, *one.rates] for one in found]
    return Page(gettext("Điện thoại, internet"), heads, rows[:-1], rows[-1:], numbered=True)


def _cells(question: Question, row: Row) -> list[Cell]:
    """Return the name, the months, and the change: in points of a percentage, or in number."""
    months: list[Cell] = list(row.cells)
    if not question.is_rate:
        months = [cell.n if cell and not cell.is_unknown else None for cell in row.cells]
    change: Cell = None
    if found := row.trend if question.is_rate else row.change:
        change = Points(found.points) if question.is_rate else found.after.n - found.before.n
    step = [row.step] if question.has_steps else []
    return [row.unit.full_name, *months, change, *step]
