"""Coverage while a register grows: no answer moves it by more than one household, and its range holds the truth."""

import itertools
from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from figures.figures import Figures, sums_of
from households.counts.contribution import MOVED, contribution
from households.models import Household
from rollup.denominators import expected
from rollup.models import VillageCount
from skills.catalogue import ALL_FIVE
from skills.coverage import NOT_ASKED, Known, masks_of

pytestmark = pytest.mark.slow

DAY = date(2026, 11, 28)
HISTORIES = 1000
# What people truly know, mostly much, so that households do become covered.
TRUTH = st.sampled_from([ALL_FIVE, ALL_FIVE, 0b01111, 0b10111, 0b00011, 0])
BORN = st.sampled_from([None, 1970, 1999, 2020])
STEP = st.one_of(
    st.tuples(st.just("register"), TRUTH, BORN),
    st.tuples(st.just("join"), st.integers(0, 99), TRUTH, BORN),
    st.tuples(st.just("ask"), st.integers(0, 99), st.integers(0, 99), st.integers(0, 4)),
    st.tuples(st.just("ask_all"), st.integers(0, 99), st.integers(0, 99)),
    st.tuples(st.just("clear"), st.integers(0, 99), st.integers(0, 99), st.integers(0, 4)),
    st.tuples(st.just("leave"), st.integers(0, 99), st.integers(0, 99)),
)
# The register is called complete, and then is not.
COMPLETING = st.one_of(STEP, st.tuples(st.just("complete")))


@dataclass
class Person:
    truth: int
    born: int | None
    results: list = field(default_factory=lambda: list(NOT_ASKED))

    @property
    def known(self):
        whole = masks_of(self.results)[1] == ALL_FIVE
        return Known(
            self.results,
            DAY if any(r is not None for r in self.results) else None,
            self.born,
            whole,
        )

    @property
    def counts(self):
        return self.born is None or DAY.year - self.born >= 15

    def answer(self, skill):
        self.results[skill] = 2 if self.truth >> skill & 1 else 0


@dataclass
class Village:
    """A village with a declared number, right or too high, and the homes that are registered by now."""

    beyond: int
    homes: list = field(default_factory=list)
    declared: int = 0
    is_complete: bool = False

    def register(self, truth, born):
        if len(self.homes) < self.declared - self.beyond:
            self.homes.append([Person(truth, born)])

    def join(self, home, truth, born):
        if self.homes:
            self.homes[home % len(self.homes)].append(Person(truth, born))

    def person(self, home, who):
        people = self.homes[home % len(self.homes)]
        return people[who % len(people)]

    def ask(self, home, who, skill):
        if self.homes:
            self.person(home, who).answer(skill)

    def ask_all(self, home, who):
        for skill in range(5):
            self.ask(home, who, skill)

    def clear(self, home, who, skill):
        if self.homes:
            self.person(home, who).results[skill] = None

    def leave(self, home, who):
        if self.homes and len(self.homes[home % len(self.homes)]) > 1:
            self.homes[home % len(self.homes)].remove(self.person(home, who))

    def complete(self):
        self.is_complete = not self.is_complete

    @property
    def figures(self):
        sums = dict.fromkeys(MOVED, 0)
        for people in self.homes:
            household = Household(status="resident")
            household.sum_up([p.known for p in people], DAY)
            for name, number in contribution(household).items():
                sums[name] += number
        whole = expected(len(self.homes), self.declared, is_complete=self.is_complete)
        return Figures(sums=sums_of({**sums, "expected": whole}))

    @property
    def truly_covered(self):
        """Registered households in which somebody of age truly knows all five, asked or not."""
        return sum(any(p.counts and p.truth == ALL_FIVE for p in people) for people in self.homes)


def played(beyond, steps):
    """Yield the figures after every step, and how many registered households are truly covered."""
    village = Village(beyond, declared=beyond + 8)
    yield village.figures, 0
    for name, *arguments in steps:
        getattr(village, name)(*arguments)
        yield village.figures, village.truly_covered


HISTORY = given(
    beyond=st.sampled_from([0, 0, 1, 30]), steps=st.lists(STEP, min_size=5, max_size=25)
)


@pytest.mark.by_turns(2)
@settings(max_examples=HISTORIES, deadline=None, derandomize=True)
@HISTORY
def test_no_household_and_no_answer_moves_coverage_by_more_than_one_of_n(beyond, steps):
    told = [figures.covered_rate for figures, _truth in played(beyond, steps)]
    for before, after in itertools.pairwise(told):
        assert before.of == after.of
        assert abs(after.n - before.n) <= 1


@pytest.mark.by_turns(2)
@settings(max_examples=HISTORIES, deadline=None, derandomize=True)
@given(beyond=st.sampled_from([0, 0, 1, 30]), steps=st.lists(COMPLETING, min_size=5, max_size=25))
def test_the_range_holds_the_truth_of_registered_people(beyond, steps):
    for figures, truth in played(beyond, steps):
        assert figures.covered <= truth <= figures.expected - figures.ruled_out
        assert figures.expected >= figures.households
        if shown := figures.covered_rate.range:
            assert (shown.low.n, shown.high.n) == (
                figures.covered,
                figures.expected - figures.ruled_out,
            )


def test_these_histories_do_cover_households_and_rule_some_out():
    steps = [
        ("register", ALL_FIVE, None),
        ("ask_all", 0, 0),
        ("register", 0, None),
        ("ask", 1, 0, 2),
    ]
    figures = list(played(0, steps))[-1][0]
    assert (figures.covered, figures.ruled_out, figures.expected) == (1, 1, 8)


@pytest.mark.parametrize(("registered", "shown"), [(12, (12, 2862)), (2862, (2862, 2862))])
def test_a_declared_number_stays_in_the_whole_from_the_first_household_on(registered, shown):
    whole = expected(registered, 2862, is_complete=False)
    assert (registered, whole) == shown


@pytest.mark.parametrize(("registered", "is_told"), [(105, False), (110, False), (111, True)])
def test_a_declared_number_that_is_too_low_gives_way_to_the_register_and_is_told(
    registered, is_told
):
    """From more than a tenth on: the page of the village then asks to look at it again."""
    assert expected(registered, 100, is_complete=False) == registered
    assert VillageCount(households=registered, declared=100).parts is is_told
