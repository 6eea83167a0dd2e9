"""What the level above reads of a copy, kept beside it so that nobody reads the whole copy for it.

Pure, and of the content alone: `brief_of` gives it as JSON holds it, `Brief.of_data` reads that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Self

from periodic.catalogue.rules.facts import Counted, counted
from periodic.content import Late, Row, Source, Value, digest

_NOTHING = {one.name: one.default for one in fields(Value)}
# What may name somebody, and so can be cut out (`periodic.models.frozen`).
_WORDS = ("text", "evidence")


@dataclass(frozen=True)
class Brief:
    """The whole of a copy, what came late of it, and what it stands on."""

    total: Row
    # The last day it speaks of, and that of the report before, as ISO writes them.
    ends_on: str = ""
    previous_on: str = ""
    late: tuple[Late, ...] = ()
    # Of each column that the register knows: what is known of that day before; None where nobody knew anything.
    stood: dict[str, float | None] = field(default_factory=dict)
    carried: dict[str, float] = field(default_factory=dict)
    # The counts by which shares are weighed (`Content.weighed`); None where one of those of today was not kept.
    weighed: Counted | None = None

    @property
    def day(self) -> date:
        """The last day it speaks of."""
        return date.fromisoformat(self.ends_on)

    def row(self, pk: int) -> Row:
        """Return the row that it is above; `pk` is the key of its unit."""
        return Row(self.total.name, self.total.code, pk, self.total.values)

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> Self:
        """Read what `brief_of` gave."""
        words = data["words"]
        values = {key: Value(**each, **words.get(key, {})) for key, each in data["values"].items()}
        return cls(
            Row(data["name"], data["code"], values=values),
            data["ends_on"],
            data["previous_on"],
            tuple(Late(**one) for one in data["late"]),
            data["stood"],
            data["carried"],
            counted(data["weighed"]),
        )


def brief_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return of a content as data what the level above reads; what is not said is left out."""
    total = data.get("total") or {}
    values = total.get("values", {})
    on, stood = data.get("previous_on", ""), data.get("stood", {})
    known = [one["key"] for one in data.get("columns", ()) if one["source"] == Source.REGISTER]
    return {
        "name": total.get("name", ""),
        "code": total.get("code", ""),
        "ends_on": data.get("ends_on", ""),
        "previous_on": on,
        "values": {key: _said(each, words=False) for key, each in values.items()},
        "words": {key: words for key, each in values.items() if (words := _said(each, words=True))},
        "late": data.get("late", []),
        "stood": {key: stood.get(key) for key in known} if on else {},
        "carried": data.get("carried", {}),
        "weighed": data.get("weighed", {}),
    }


def _said(value: Mapping[str, Any], *, words: bool) -> dict[str, Any]:
    return {
        name: part
        for name, part in value.items()
        if part != _NOTHING[name] and (name in _WORDS) == words
    }


def kept(data: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a copy that says this: its content, the digest of it, and what is read above."""
    return {"content": data, "digest": digest(data), "brief": brief_of(data)}
