"""What the histories of tests/figures/test_as_of_property.py stand on: days that go by, and what is compared."""

from collections import Counter
from datetime import date, timedelta

from django.utils import timezone
from hypothesis import HealthCheck, Phase, strategies as st

from areas.actions import recount_villages
from areas.kinds import Level
from areas.models import Area
from figures.as_of import as_of_one, parts_on
from figures.figures import Figures, total
from figures.indicators import EVERY
from figures.live import COLUMN, figures_of_one, read
from figures.snapshots import Parents, Then, row_of
from households.counts import rollup as households
from households.lifecycle.actions import come_of_age
from households.models import Movement
from teams.counts import rollup as teams
from tests.households.counts.test_timeline_property import noon

START = date(2026, 2, 20)
# How many days pass before a step is taken.
GAP = st.sampled_from([0, 0, 1, 3, 10, 30])
# After which steps something is done that histories are to come to: three times, in this order.
TURNS = st.lists(st.integers(0, 5), min_size=3, max_size=3).map(sorted)
ASKED = st.lists(st.one_of(st.integers(0, 60), st.integers(0, 400)), min_size=2, max_size=2)
RULES = {
    # A history of months is long to try again; what differs is said as it is found.
    "phases": [Phase.explicit, Phase.generate],
    "deadline": None,
    "derandomize": True,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


class Clock:
    """Days that go by; what figures of past days said on each of them is kept."""

    def __init__(self, clock, world, asked):
        self.clock, self.world, self.day, self.asked = clock, world, START, asked
        self.country = Area.unscoped.get(level=Level.COUNTRY)
        self.said, self.new_years = {}, []
        for commune in Area.unscoped.communes():
            recount_villages(commune)

    def do(self, gap, name, arguments, do):
        """Let days pass, do one thing, and note what past days say now.

        Where the year turns on the way, the daily work comes by only after that thing was done.
        """
        self.pass_by(self.day + timedelta(gap))
        do(name, *arguments)
        self.finish()

    def new_year(self, gap):
        """Go to the first days of the next year; the daily work comes by then."""
        self.pass_by(date(self.day.year + 1, 1, 1) + timedelta(gap))
        self.finish()

    def pass_by(self, day):
        self.new_years += [date(year, 1, 1) for year in range(self.day.year + 1, day.year + 1)]
        self.day = day
        self.clock.move_to(noon(day))
        self.world.today = day

    def finish(self):
        """Do the daily work, and note what is said of the days that are asked about."""
        come_of_age(day=self.day)
        households.age(self.day)
        teams.age(self.day)
        self.said[self.day] = {ago: self.rows(ago, self.day) for ago in self.asked}

    def rows(self, ago, told_on, known_on=None):
        """Return the figures of a day some days before another, without `old`, which cannot be known again.

        On one day by village, on the next by commune.
        """
        column = ("area_id", "commune_id")[told_on.toordinal() % 2]
        day = told_on - timedelta(ago)
        found = parts_on(self.country, day, column, known_on=known_on, old=False)
        return {key: row_of(one) for key, one in found.items() if any(row_of(one).values())}

    def days(self):
        """Return the days that are looked at in the end: those asked about, and both sides of New Year."""
        asked = {self.day, *(self.day - timedelta(ago) for ago in self.asked)}
        return sorted(asked | {day - timedelta(n) for day in self.new_years for n in (0, 1)})

    def check(self):
        """All readings of all days agree, and on each day it was said what was known on it."""
        for day, said in self.said.items():
            for ago, rows in said.items():
                assert self.rows(ago, day, known_on=day) == rows, (day, ago)
        for day in self.days():
            check_units_add_up(self.country, day)
        check_snapshots(self.country, min(self.days()))
        check_today(self.country, self.day)

    def note(self, reached):
        """Count what this history came to."""
        reached["histories"] += 1
        of_age = Movement.unscoped.filter(cause="of_age")
        reached["of age"] += of_age.exists()
        reached["of age, written late"] += any(
            timezone.localtime(row.recorded_at).date() > row.day for row in of_age
        )


def check_units_add_up(country, day):
    """The communes below, and the villages and what no village explains, are the unit above.

    Readings of the unit, of all communes, and of the villages of the country and of each commune. Of a
    village alone it is said what is said of it beside all others.
    """
    communes = parts_on(country, day, "province_id", "commune_id")
    villages = parts_on(country, day, "area_id")
    for area in Area.unscoped.villages():
        beside = villages.get((area.pk,)) or Figures()
        assert row_of(as_of_one(area, day)) == row_of(beside), (area, day)
    for area in Area.unscoped.filter(level__in=(Level.COUNTRY, Level.PROVINCE, Level.COMMUNE)):
        whole, at = as_of_one(area, day), {Level.PROVINCE: 0, Level.COMMUNE: 1}.get(area.level)
        read = [[part for key, part in communes.items() if at is None or key[at] == area.pk]]
        if area.level != Level.PROVINCE:
            read.append(list(parts_on(area, day, "area_id").values()))
        for parts in read:
            assert row_of(total(parts)) == row_of(whole), (area, day)
            for indicator in EVERY.values():
                rates = [indicator.rate(part) for part in parts]
                added = (sum(one.n for one in rates), sum(one.of for one in rates))
                assert added == indicator.rate(whole), (area, day, indicator.key)


def as_of(within, level, day, known_on=None):
    """Return the figures of the units of a level inside `within` at the end of a day, by their key; those known of."""
    if level == Level.COUNTRY or within.level == Level.VILLAGE:
        return {within.pk: as_of_one(within, day, known_on)}
    found = parts_on(within, day, COLUMN[level], known_on=known_on)
    return {pk: part for (pk,), part in found.items() if pk}


def check_snapshots(country, day):
    """A snapshot taken now of a past day says what is said of it now, of every unit."""
    then = Then(day, Parents())
    every = dict(then.villages())
    then.add_up(country)
    every |= then.above
    for level in Level:
        found = as_of(country, level, day)
        for area in Area.unscoped.filter(level=level):
            kept = row_of(every.get(area.pk) or Figures())
            assert kept == row_of(found.get(area.pk) or Figures()), (area, day)


def check_today(country, day):
    """The rows that every save counts again say of today what the facts say of it as of a past day."""
    assert row_of(figures_of_one(country, day)) == row_of(as_of_one(country, day)), day
    for column in ("province_id", "commune_id", "area_id"):
        live, then = read(country, day, column), parts_on(country, day, column)
        # By village it leaves to the caller which are open, and says nothing of one without a row yet.
        by_village = {"villages"} if column == "area_id" else set()
        for key in live.keys() | then.keys():
            left_out = by_village | ({"doubted"} if by_village and key not in live else set())
            now, past = (row_of(parts.get(key) or Figures()) for parts in (live, then))
            assert {n for n in now if now[n] != past[n]} <= left_out, (key, day, now, past)


class Reached(Counter):
    """What histories came to, so that a generator which misses the case is noticed."""

    def check(self, *names):
        """Say that one history in two came to each of these."""
        assert [name for name in names if self[name] * 2 < self["histories"]] == [], dict(self)
