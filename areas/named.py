"""Whether a text, or a whole JSON value, says what somebody is called or their telephone; and the same without it."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from areas.names import PHONE_DIGITS, digits_of, fold

# Between the digits of a number as people write it.
_BETWEEN = str.maketrans("", "", " \t\n\r.-()/\u00a0")
# A name of fewer words stands within those of others: looked for among other words it is listed for a person to
# judge; nothing is emptied for it but what says it alone.
FEW, ENOUGH = 2, 3
# Between people who are listed in one cell, and before what is said of each: a part of its own that is a name says
# it alone.
_APART = re.compile(r"[\n\r;,/|+()\[\]:]|\d+[.)]?|\s[-–]\s")


@dataclass(frozen=True)
class Named:
    """What somebody is called, folded, and their numbers without the zero or +84 before them."""

    names: frozenset[str]
    phones: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str], phones: Iterable[str] = ()) -> Self:
        """Take names and numbers as they are written; what is too short to tell anybody apart is left out."""
        numbers = (digits_of(phone).lstrip("0") for phone in phones)
        return cls(
            frozenset(filter(None, map(fold, names))),
            frozenset(one for one in numbers if len(one) >= PHONE_DIGITS),
        )

    def is_in(self, text: str, words: int = FEW) -> bool:
        """Tell whether a text is one of the names, says one of so many words or more, or says one of the numbers."""
        return self.is_called_in(text, words) or self.is_reached_in(text)

    def is_called(self, text: str) -> bool:
        """Tell whether a text is one of the names and nothing else."""
        return fold(text) in self.names

    def is_called_in(self, text: str, words: int = FEW) -> bool:
        """Tell whether a text, or one of those it lists, is a name, or says one of so many words or more among others."""
        folded = fold(text)
        among = f" {folded} "
        if folded in self.names:
            return True
        found = {name for name in self.names if " " in name and f" {name} " in among}
        if any(name.count(" ") >= words - 1 for name in found):
            return True
        return bool(found) and any(fold(part) in found for part in _APART.split(text))

    def is_reached_in(self, text: str) -> bool:
        """Tell whether a text says one of the numbers, however its digits are set apart."""
        digits = text.translate(_BETWEEN)
        return any(phone in digits for phone in self.phones)

    def is_in_value(self, value: Any) -> bool:
        """Tell whether a value of JSON says so anywhere, in a key too."""
        if isinstance(value, dict):
            return any(self.is_in_value(one) for pair in value.items() for one in pair)
        if isinstance(value, list):
            return any(map(self.is_in_value, value))
        return not isinstance(value, bool | None) and self.is_in(str(value))

    def without(self, value: Any) -> Any:
        """Return a value of JSON in which every text that says so is empty."""
        if isinstance(value, dict):
            return {
                key: self.without(one)
                for key, one in value.items()
                if not self.is_in(str(key), ENOUGH)
            }
        if isinstance(value, list):
            return [self.without(one) for one in value]
        if isinstance(value, bool | None):
            return value
        is_packed = isinstance(value, str) and value[:1] in ("[", "{")
        return self._packed(value) if is_packed or self.is_in(str(value), ENOUGH) else value

    def _packed(self, value: Any) -> Any:
        """Empty a text, or the texts in it where it is itself JSON, as a hidden cell of our sheets is."""
        try:
            inner = json.loads(value) if isinstance(value, str) and value[:1] in "[{" else None
        except (ValueError, RecursionError):
            inner = None
        if inner is None:
            return "" if self.is_in(str(value), ENOUGH) else value
        kept = self.without(inner)
        return value if kept == inner else json.dumps(kept, ensure_ascii=False)
