"""What came back of a request, as a workbook: n and N in columns of their own, and where each row is from."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext, gettext_lazy

from periodic.ad_hoc.queries import Collected
from periodic.content import Column as Asked, Row, Value
from periodic.models import Period
from web.cells import Cell
from web.exports import Book, Column


def book_of(title: str, period: Period, table: Collected) -> Book[Row]:
    """Return the workbook of what units said."""
    columns = [Column[Row](gettext_lazy("Đơn vị"), lambda row: row.name, 28), _source(table)]
    for one in table.columns:
        columns += _columns(one)
    return Book(title, f"bang-thu-{period.pk}", columns, signed=True)


def _source(table: Collected) -> Column[Row]:
    def read(row: Row) -> Cell:
        if row.pk in table.back:
            return gettext("theo sổ, đã trả lại")
        return gettext("đã trả lời") if table.is_answered(row) else gettext("theo sổ, chưa trả lời")

    return Column[Row](gettext_lazy("Nguồn"), read, 22)


def _columns(one: Asked) -> Iterator[Column[Row]]:
    if one.is_text:
        yield Column[Row](one.name, _read(one.key, lambda value: value.text or None), 40)
        return
    over = one.name if one.of else ""
    yield Column[Row](
        one.n or one.name, _read(one.key, lambda value: value.n), 14, over=over, sums=True
    )
    if one.of:
        yield Column[Row](one.of, _read(one.key, lambda value: value.of), 14, over=over, sums=True)


def _read(key: str, of: Callable[[Value], Cell]) -> Callable[[Row], Cell]:
    return lambda row: of(row.values.get(key, Value()))
