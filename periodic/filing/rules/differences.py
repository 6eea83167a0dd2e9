"""How what was sent differs from what the register says of the same period today, and what made the difference. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from periodic.content import Column, Content, Row, Source, Value

BLANK = Value()


@dataclass(frozen=True)
class Cause:
    """One thing that made a figure more, or fewer (below 0); None where what it was before, or is now, nobody knows."""

    words: str
    n: float | None


@dataclass(frozen=True)
class Line:
    """One indicator: as it was sent, as it is now, and why these differ."""

    column: Column
    sent: Value
    now: Value
    causes: tuple[Cause, ...] = ()

    @property
    def change(self) -> float | None:
        """How many more there are now; None where one of the two is not known, or is a text."""
        if self.sent.n is None or self.now.n is None:
            return None
        return self.now.n - self.sent.n

    @property
    def differs(self) -> bool:
        """Whether it says something else now: the number, what it is a share of, or the text."""
        return _said(self.sent) != _said(self.now)

    @property
    def remainder(self) -> float:
        """What no cause explains; 0 of every line that may be shown, and where one of the two is blank."""
        if self.change is None:
            return 0
        return self.change - sum(cause.n or 0 for cause in self.causes)


def _said(value: Value) -> tuple[float | None, int | None, str]:
    return value.n, value.of, value.text


def compare(
    sent: Content, now: Content, causes: Mapping[str, Sequence[Cause]]
) -> tuple[list[Line], int]:
    """Return the indicators that differ, in the order in which they were sent, and how many are alike.

    What the `causes` of a column do not make up is told by the rows of the table: how many more there are in which.
    A number that was typed again in its rows is told even where the whole is the same.
    """
    lines, alike = list[Line](), 0
    for column in sent.columns:
        before, after = _value(sent.total, column.key), _value(now.total, column.key)
        line = Line(column, before, after, tuple(causes.get(column.key, ())))
        if not line.differs and not (column.source == Source.TYPED and line.causes):
            alike += 1
            continue
        if line.remainder:
            line = Line(column, before, after, by_rows(sent, now, column.key))
        lines.append(line)
    return lines, alike


def by_rows(sent: Content, now: Content, key: str) -> tuple[Cause, ...]:
    """Tell a difference by the rows in which it lies; of a row that is in one of the two alone, all of it."""
    before, after = ({row.pk or row.name: row for row in one.rows} for one in (sent, now))
    found = list[Cause]()
    for pk in dict.fromkeys([*before, *after]):
        old, new = (_value(rows.get(pk), key).n or 0 for rows in (before, after))
        if new != old:
            found.append(Cause((before.get(pk) or after[pk]).name, new - old))
    return tuple(found)


def _value(row: Row | None, key: str) -> Value:
    return row.values.get(key, BLANK) if row else BLANK
