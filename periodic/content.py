"""What a report says, apart from any table: the one shape that pages, documents, workbooks and the frozen copy share.

Pure. `as_data` and `of_data` are each other's inverse; `digest` is that of `as_data` in one fixed spelling.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self

# How a content says that its unit is a commune (`Content.unit_level`): its rows are villages.
COMMUNE = "commune"
# Fields that contents frozen before did not have, and what stands there where nothing is said.
_LATER: dict[str, Any] = {
    "told": None,
    "parts": None,
    "previous_on": "",
    "stood": {},
    "weighed": {},
    "sent_as": "",
}


class Source(StrEnum):
    """Where the values of a column come from."""

    REGISTER = "register"
    TYPED = "typed"
    # "Chưa có nguồn": shown, never 0.
    NONE = "none"


class Measure(StrEnum):
    """Whether a column speaks of the end of the period, or of what happened within it."""

    STOCK = "stock"
    FLOW = "flow"


@dataclass(frozen=True)
class Column:
    """One indicator of a form, with its definition as it was sent."""

    key: str
    name: str
    definition: str
    unit: str
    measure: Measure
    source: Source
    # What is read of the register (`periodic.catalogue`); "" of typed ones.
    figure: str = ""
    # Of a rate: what n and N are, in words. "" of a plain number.
    n: str = ""
    of: str = ""
    # Typed: a text instead of a number; whether a paper must show it.
    is_text: bool = False
    needs_evidence: bool = False
    # Cross-checks: [["<=", "ho"]] - at most the value of another column; [["between", 0, 100]].
    checks: tuple[tuple[Any, ...], ...] = ()
    # Whether it may be published.
    is_public: bool = False
    # A part of the column before it ("là nữ"), shown indented.
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """One cell. `n` None is "nobody knows"; `of` is N of a rate. `evidence` and `by` are those of typed ones."""

    n: int | float | None = None
    of: int | None = None
    text: str = ""
    evidence: str = ""
    # From where, if not from the column's own source: "register" where a unit below has not sent.
    origin: str = ""
    # Of a rate: whether it may be written in percent. Where too much is unknown, n and N stand alone.
    is_said: bool = True
    # Of a sum in which rows are missing: how many of its rows say a number, of how many.
    told: int | None = None
    parts: int | None = None

    @property
    def share(self) -> float | None:
        """The share in percent, unrounded; None of what is no rate, or may not be said so."""
        if self.n is None or not self.of or not self.is_said:
            return None
        return 100 * self.n / self.of


@dataclass(frozen=True)
class Row:
    """One unit of the table, or the whole; values by the keys of columns."""

    name: str
    code: str = ""
    pk: int = 0
    values: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Late:
    """What happened before the period and was recorded after the report before it was sent ("Bổ sung kỳ trước")."""

    column: str
    words: str
    amount: int
    happened_on: str = ""
    recorded_on: str = ""


@dataclass(frozen=True)
class Content:
    """A whole report: of which unit and period, by which form, its values now and before, its words, who sent it."""

    title: str
    form: str
    form_version: int
    unit: str
    unit_code: str
    unit_level: str
    # The units above, nearest first; who receives it is the first.
    above: tuple[str, ...]
    period: str
    begins_on: str
    ends_on: str
    due_on: str
    columns: tuple[Column, ...]
    total: Row
    rows: tuple[Row, ...] = ()
    # The same unit at the end of the period before, as it was sent; None: there is none.
    previous: Row | None = None
    late: tuple[Late, ...] = ()
    # Of what is counted within periods: how many there were up to the last day, from the first on, as known now.
    # The next report tells by it what came late.
    carried: dict[str, float] = field(default_factory=dict)
    # The last day of the report before, and what is known now of that day: what it said and what came late.
    previous_on: str = ""
    stood: dict[str, float] = field(default_factory=dict)
    # The counts of the register by which its shares are weighed (`catalogue.rules.facts.as_numbers`): whoever sums it up
    # weighs theirs by these.
    weighed: dict[str, dict[str, int]] = field(default_factory=dict)
    sentences: tuple[str, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    # "102/102 xã đã gửi" of reports that sum up others: how many sent, of how many.
    sent_below: tuple[int, int] | None = None
    # ISO moment up to which anything recorded is in it, and who sent it; "" of a draft.
    known_at: str = ""
    sent_by: str = ""
    demo: bool = False
    # Of a copy that is read: the digest by which it was sent; never a part of what is frozen.
    sent_as: str = ""

    @property
    def is_commune(self) -> bool:
        """Whether it is a commune's, so that its rows are villages."""
        return self.unit_level == COMMUNE

    def as_data(self) -> dict[str, Any]:
        """Give it as JSON can hold it."""
        data: dict[str, Any] = json.loads(json.dumps(asdict(self, dict_factory=_told)))
        return data

    @classmethod
    def of_data(cls, data: dict[str, Any]) -> Self:
        """Read what `as_data` gave."""
        columns = columns_of(data["columns"])
        sent = data.get("sent_below")
        return cls(
            **{
                **data,
                "above": tuple(data["above"]),
                "columns": columns,
                "total": row_of(data["total"]),
                "rows": tuple(row_of(each) for each in data["rows"]),
                "previous": row_of(data["previous"]) if data.get("previous") else None,
                "late": tuple(Late(**each) for each in data["late"]),
                "sentences": tuple(data["sentences"]),
                "sent_below": (sent[0], sent[1]) if sent else None,
            }
        )


def _told(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Leave out what is not said and came to contents later: the digest of an older one would be another."""
    return {name: value for name, value in pairs if name not in _LATER or value != _LATER[name]}


def digest(data: dict[str, Any]) -> str:
    """Return the SHA-256 of a content as data, in hexadecimal; the same whatever the order of its keys."""
    spelled = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()


def columns_of(data: list[dict[str, Any]]) -> tuple[Column, ...]:
    """Read the columns of a form, or of a content as data; what is not said of one is as `Column` has it."""
    return tuple(_column(each) for each in data)


def _column(data: dict[str, Any]) -> Column:
    checks = tuple(tuple(check) for check in data.get("checks", ()))
    return Column(
        **{
            **data,
            "measure": Measure(data["measure"]),
            "source": Source(data["source"]),
            "checks": checks,
        }
    )


def row_of(data: dict[str, Any]) -> Row:
    """Read one row of a content as data."""
    return Row(**{**data, "values": {key: Value(**each) for key, each in data["values"].items()}})
