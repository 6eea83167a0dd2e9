"""Spellings of villages, communes, districts and provinces of both maps, with what is right or must be asked.

`cases(seed, count)` draws them from patterns; `judge(matcher, cases)` scores whatever matches them. The rules are those
of the package above: plain, either, ask. A guess where a question is due is wrong even if it is right.
"""

from tests.imports.corpus.units.case import Case, Match, Matcher, judge
from tests.imports.corpus.units.draw import cases

__all__ = ["Case", "Match", "Matcher", "cases", "judge"]
