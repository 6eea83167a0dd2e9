"""Whether a text of a report says what a resident is called. Pure; who lives where is asked by `queries`."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from areas.names import clean, fold

# Words in a name of a resident. A name of two is told from common words ("y tế") by its capitals and marks alone.
FEWEST, MOST, SURE = 2, 6, 3
_WORD = re.compile(r"[^\W\d_][\w']*")
# What may stand where a name was.
_STAND_IN = frozenset({"một", "hộ", "người", "dân"})
_APOSTROPHES = re.compile("[`´‘’ʹʻʼ]")
# What is said beside a text that names somebody.
NAMES = _(
    "Chỗ này có họ tên một người dân của địa bàn. Báo cáo không nêu tên người dân: bỏ tên rồi gửi lại."
)
# The same of several, where it is not said which.
ONE_NAMES = _(
    "Trong những gì vừa gõ có họ tên một người dân của địa bàn. Báo cáo không nêu tên người dân: bỏ tên rồi gửi lại."
)


class Named(ValueError):
    """A text names a resident; `keys` are those of the texts."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(", ".join(keys))
        self.keys = keys


def _plain(text: str) -> str:
    return _APOSTROPHES.sub("'", clean(text))


def names_of_units(units: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds the names of units with their kind words ("thôn Lê Lợi"): many are called after people."""
    known = sorted({re.escape(clean(unit)) for unit in units if unit}, key=len, reverse=True)
    return re.compile("|".join(known), re.IGNORECASE) if known else None


def runs_of(text: str, units: re.Pattern[str] | None = None) -> dict[str, set[str]]:
    """Return every run of words of a text that could be a name: folded, and how it is written there."""
    plain = _plain(units.sub(" | ", clean(text)) if units else text)
    found = dict[str, set[str]]()
    for part in re.split(r"[^\w\s']", plain):
        words = _WORD.findall(part)
        for length in range(FEWEST, MOST + 1):
            for at in range(len(words) - length + 1):
                run = " ".join(words[at : at + length])
                found.setdefault(fold(run), set()).add(run)
    return found


def capital_runs(runs: dict[str, set[str]]) -> set[str]:
    """Keep the runs that are written as names are: each word with a capital."""
    every = {run for written in runs.values() for run in written}
    return {run for run in every if all(word[:1].isupper() for word in run.split())}


def says(runs: dict[str, set[str]], name: str) -> bool:
    """Say whether one of the runs is this name."""
    written = runs.get(fold(name))
    if not written:
        return False
    words = len(name.split())
    return words >= SURE or (words >= FEWEST and _plain(name) in written)


def only_cut(before: str, after: str) -> bool:
    """Say whether a text is another one with words taken out, but for what may stand where a name was."""
    rest = iter(re.findall(r"\w+", clean(before)))
    return all(word in _STAND_IN or word in rest for word in re.findall(r"\w+", clean(after)))
