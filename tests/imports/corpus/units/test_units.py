"""The spellings of units are many, and the judge tells good matchers from bad ones."""

import pytest

from tests.imports.corpus.facts import Standing
from tests.imports.corpus.units import Match, cases, judge
from tests.imports.corpus.units.draw import PATTERNS


@pytest.fixture(scope="module")
def drawn():
    return cases(0, 600)


class Knowing:
    """Takes what is right, and asks what must be asked."""

    def match(self, case):
        return Match(asked=True) if case.standing is Standing.ASK else Match(case.right)


class Guessing:
    def match(self, case):
        return Match(case.right or "?")


class Asking:
    def match(self, case):
        return Match(asked=True)


class Silent:
    def match(self, case):
        return Match()


def test_there_are_six_hundred_of_every_pattern_and_both_maps(drawn):
    assert len(drawn) == 600
    assert set(PATTERNS) == {case.pattern.removesuffix(" that was split") for case in drawn}
    assert {case.day.year for case in drawn} == {2024, 2026}
    assert [case.text for case in cases(0, 40)] == [case.text for case in cases(0, 40)]


def test_who_knows_has_all_right(drawn):
    assert judge(Knowing(), drawn)["in all"] == {"right": 600}


def test_a_guess_where_a_question_is_due_is_wrong(drawn):
    due = sum(case.standing is Standing.ASK for case in drawn)
    assert judge(Guessing(), drawn)["in all"]["wrong"] == due > 20


def test_who_always_asks_asks_in_vain(drawn):
    plain = sum(case.standing is Standing.PLAIN for case in drawn)
    assert judge(Asking(), drawn)["in all"]["asked in vain"] == plain > 300


def test_silence_is_lost(drawn):
    assert judge(Silent(), drawn)["in all"] == {"lost": 600}
