"""Whether a text, or a whole JSON value, says what somebody is called or their telephone; and the same without it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from areas.names import PHONE_DIGITS, digits_of, fold

# Between the digits of a number as people write it.
_BETWEEN = str.maketrans("", "", " \t\n\r.-()/\u00a0")


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

    def is_in(self, text: str) -> bool:
        """Tell whether a text says one of the names as whole words, or one of the numbers."""
        return self.is_called_in(text) or self.is_reached_in(text)

    def is_called_in(self, text: str) -> bool:
        """Tell whether a text says one of the names as whole words."""
        words = f" {fold(text)} "
        return any(f" {name} " in words for name in self.names)

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
                key: self.without(one) for key, one in value.items() if not self.is_in(str(key))
            }
        if isinstance(value, list):
            return [self.without(one) for one in value]
        if isinstance(value, bool | None) or not self.is_in(str(value)):
            return value
        return self._packed(value)

    def _packed(self, value: Any) -> Any:
        """Empty a text, or the texts in it where it is itself JSON, as a hidden cell of our sheets is."""
        try:
            inner = json.loads(value) if isinstance(value, str) and value[:1] in "[{" else None
        except (ValueError, RecursionError):
            inner = None
        return "" if inner is None else json.dumps(self.without(inner), ensure_ascii=False)
