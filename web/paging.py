"""One page of a list, found by its neighbours' keys: the last page of a long list costs what the first does.

The address names the row before or after the page by its key, never by what it is sorted by: that may
be a person's name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from web.scope import key_of

AFTER, BEFORE = "sau", "truoc"


@dataclass(frozen=True)
class KeyPage[M: Model]:
    """Rows of a list in their order; `before` and `after` name the pages beside them, None for no page."""

    object_list: list[M]
    before: int | None
    after: int | None

    def __iter__(self) -> Iterator[M]:
        return iter(self.object_list)

    def __len__(self) -> int:
        return len(self.object_list)

    @property
    def has_next(self) -> bool:
        """Whether more rows follow."""
        return self.after is not None


def page_of[M: Model](
    rows: QuerySet[M], asked: Mapping[str, str], size: int, among: QuerySet[M] | None = None
) -> KeyPage[M]:
    """Return the page of `rows` that an address asks for. One query, two where it names a row.

    `rows` are ordered by columns that are never empty, the last of them unique. `among` are the rows
    that an address may name, where a filter may have taken the named one out of `rows` meanwhile.
    What names no such row gives the first page. Raises TypeError for rows ordered by an expression without a name.
    """
    named = rows if among is None else among
    order = [column for column in rows.query.order_by if isinstance(column, str)]
    if len(order) != len(rows.query.order_by):
        # Said on the first page, not when a list has grown to a second.
        raise TypeError("the order of a list in pages is by names of columns")
    if (place := _place(named, order, asked.get(AFTER))) is not None:
        found = list(rows.filter(_beyond(order, place))[: size + 1])
        return _whole(found[:size], before=True, after=len(found) > size)
    if (place := _place(named, order, asked.get(BEFORE))) is not None:
        back = [column[1:] if column.startswith("-") else f"-{column}" for column in order]
        found = list(rows.order_by(*back).filter(_beyond(back, place))[: size + 1])
        if len(found) > size:
            return _whole(found[size - 1 :: -1], before=True, after=True)
        if len(found) == size:
            return _whole(found[::-1], before=False, after=True)
    found = list(rows[: size + 1])
    return _whole(found[:size], before=False, after=len(found) > size)


def _place(rows: Any, order: list[str], key: str | None) -> tuple[Any, ...] | None:
    """Return where a row named by an address stands, in the words of the order."""
    if not (pk := key_of(key)):
        return None
    columns = [column.removeprefix("-") for column in order]
    return rows.filter(pk=pk).values_list(*columns).first()  # type: ignore[no-any-return]  # the stubs say Any


def _beyond(order: Sequence[str], place: Sequence[Any]) -> Q:
    """Say "after this place", so that an index of the order begins to read there."""
    column, value = order[0].removeprefix("-"), place[0]
    side = "lt" if order[0].startswith("-") else "gt"
    further = Q((f"{column}__{side}", value))
    if len(order) == 1:
        return further
    tied = Q((column, value)) & _beyond(order[1:], place[1:])
    return Q((f"{column}__{side}e", value)) & (further | tied)


def _whole[M: Model](rows: list[M], *, before: bool, after: bool) -> KeyPage[M]:
    return KeyPage(
        rows,
        int(rows[0].pk) if rows and before else None,
        int(rows[-1].pk) if rows and after else None,
    )
