"""One spelling, what is right about it, and how an answer is judged."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from tests.imports.corpus.facts import Standing
from tests.imports.corpus.truth import Commune


@dataclass(frozen=True, eq=False)
class Case:
    """A text in a column of a file.

    In a column of villages right is the name of the importer's village, or `foreign`; of communes `own` or `foreign`,
    for an importer of a province the unit's code; of districts and provinces the code of the unit on the map of `day`.
    """

    pattern: str
    level: str  # village, commune, commune of a province, district, province
    text: str
    day: date  # of the file; before or after 1/7/2025
    right: str
    standing: Standing = Standing.PLAIN
    importer: Commune | None = None  # of villages and communes
    province: str = ""  # code, of communes of a province and of districts
    beside: str = ""  # the commune that another column of the row names


@dataclass(frozen=True)
class Match:
    """What a matcher makes of a text: a unit, or a question with choices, or neither."""

    taken: str | None = None
    asked: bool = False
    choices: tuple[str, ...] = field(default=())


class Matcher(Protocol):
    def match(self, case: Case) -> Match:
        """Match a text; only `text`, `level`, `day`, `importer`, `province` and `beside` may be looked at."""


def outcome(case: Case, match: Match) -> str:
    """Say right, asked in vain, wrong or lost."""
    if match.taken is not None:
        return (
            "right" if match.taken == case.right and case.standing is not Standing.ASK else "wrong"
        )
    if not match.asked:
        return "lost"
    if case.standing is Standing.PLAIN:
        return "asked in vain"
    if case.right and match.choices and case.right not in match.choices:
        return "lost"
    return "right"


def judge(matcher: Matcher, cases: Iterable[Case]) -> dict[str, Counter[str]]:
    """Return the outcomes in all and for each pattern."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        found = outcome(case, matcher.match(case))
        sums["in all"][found] += 1
        sums[case.pattern][found] += 1
    return dict(sums)
