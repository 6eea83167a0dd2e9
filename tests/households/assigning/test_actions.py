"""Households of which no village is known get one, and all figures of all days say so; it is taken back whole."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from areas.actions import add_village, holder_of
from areas.kinds import Kind
from audit.models import AuditEntry
from figures.as_of import parts_on
from households.assigning.actions import assign, unassign
from households.counts.checks import wrong_movements, wrong_standings
from households.duplicates import actions as duplicates_actions
from households.lifecycle.actions.rehoming import rehome
from households.models import Household, Movement
from households.register import actions as register_actions
from households.register.actions import Refused
from households.survey import actions as survey_actions
from rollup.counts import recount, wrong_rows
from rollup.models import VillageCount
from tests.factories import VillageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
ALL = [2, 2, 2, 2, 2]
BEFORE = date(2026, 1, 1)


def ago(days):
    return timezone.localdate() - timedelta(days)


class Split:
    """A commune whose village "Cũ" was divided ten days ago; its three households wait for "Mới"."""

    def __init__(self, village, officer):
        self.officer, self.old, self.commune = officer, village, village.commune
        kind = {"by": officer, "commune": self.commune, "kind": Kind.THON}
        self.new = add_village(name="Mới", opened_on=ago(10), **kind)
        for number, name in enumerate(("Lê Lan", "Vũ An", "Hà Mai")):
            facts = {"birth_year": 1950, "results": ALL, "on": ago(30 - 12 * number)}
            register_actions.add_household(by=officer, village=village, head_name=name, **facts)
        self.holder = holder_of(by=officer, commune=self.commune, since=ago(10))
        self.homes = list(Household.unscoped.order_by("pk"))

    def aside(self):
        rehome(old=self.old, new=self.holder, on=ago(10), at=timezone.now())
        recount(self.old, self.holder)
        return self

    def assign(self, *homes, **facts):
        keys = [one.pk for one in homes or self.homes]
        facts = {"by": self.officer, "commune": self.commune, "village": self.new} | facts
        return assign(households=keys, **facts)

    def on(self, days):
        """Return how many households stood in the old village, in none, and in the new one."""
        found = parts_on(self.commune, ago(days), "area_id")
        places = (self.old, self.holder, self.new)
        return tuple(found[one.pk,].households if (one.pk,) in found else 0 for one in places)


@pytest.fixture
def split(village, officer):
    return Split(village, officer).aside()


@pytest.fixture(autouse=True)
def everything_adds_up_afterwards(db):
    yield
    assert wrong_rows()[1] == []
    assert wrong_standings()[1] == []
    assert wrong_movements()[1] == []


def test_they_count_in_the_village_since_the_day_they_had_none(split):
    assert [split.on(days) for days in (20, 11, 10, 6, 0)] == [
        (1, 0, 0),
        (2, 0, 0),
        (0, 2, 0),
        (0, 3, 0),
        (0, 3, 0),
    ]
    made = split.assign()
    assert (made.village, made.n) == (split.new, 3)
    assert [split.on(days) for days in (20, 11, 10, 6, 0)] == [
        (1, 0, 0),
        (2, 0, 0),
        (0, 0, 2),
        (0, 0, 3),
        (0, 0, 3),
    ]
    assert set(Household.unscoped.values_list("village", flat=True)) == {split.new.pk}
    row = VillageCount.unscoped.get(pk=split.new.pk)
    assert (row.households, row.covered, row.people) == (3, 3, 3)


def test_a_later_day_is_that_of_the_figures(split):
    split.assign(on=ago(3))
    assert [split.on(days) for days in (10, 4, 3, 0)] == [
        (0, 2, 0),
        (0, 3, 0),
        (0, 0, 3),
        (0, 0, 3),
    ]


def test_only_those_that_were_chosen_and_still_wait_go(split):
    lan, vu, _mai = split.homes
    assert split.assign(lan).n == 1
    assert split.assign(lan, vu).n == 1
    assert split.on(0) == (0, 1, 2)
    assert split.assign(lan).n == 0


def test_what_was_merged_into_a_household_goes_along(village, officer):
    split = Split(village, officer)
    lan, vu, _mai = split.homes
    duplicates_actions.merge(by=officer, keep=lan, duplicate=vu)
    split.aside().assign(lan)
    assert set(split.new.households.values_list("pk", flat=True)) == {lan.pk, vu.pk}


def test_versions_stay_and_the_journal_says_it_of_each(split):
    before = {one.pk: one.version for one in split.homes}
    split.assign()
    assert dict(Household.unscoped.values_list("pk", "version")) == before
    entries = AuditEntry.unscoped.filter(verb="Phân hộ về thôn")
    assert {entry.place for entry in entries} == {split.holder.path, split.new.path}
    assert [entry.changes for entry in entries] == [{"village": ["Chưa phân thôn", "Thôn Mới"]}] * 6


def test_it_is_taken_back_whole_and_once(split):
    days = (20, 10, 6, 0)
    before = [split.on(one) for one in days]
    made = split.assign()
    facts = {"by": split.officer, "commune": split.commune, "village": split.new, "at": made.at}
    assert (unassign(**facts), unassign(**facts)) == (3, 0)
    assert [split.on(one) for one in days] == before
    assert split.holder.households.count() == 3
    assert AuditEntry.unscoped.filter(verb="Hoàn tác phân hộ về thôn").count() == 6
    # Assigned again it is another one: what was taken back once is not taken back twice.
    split.assign()
    with pytest.raises(Refused, match="không hoàn tác được"):
        unassign(**facts)
    assert split.on(0) == (0, 0, 3)


def test_it_is_not_taken_back_once_figures_moved_or_where_nothing_was_assigned(split):
    lan = split.homes[0]
    made = split.assign()
    facts = {"by": split.officer, "commune": split.commune, "village": split.new}
    assert unassign(at=datetime(2026, 1, 1, tzinfo=timezone.get_current_timezone()), **facts) == 0
    survey_actions.assess(by=split.officer, resident=lan.residents.get(), results=[0] * 5)
    with pytest.raises(Refused, match="không hoàn tác được"):
        unassign(at=made.at, **facts)


@pytest.mark.parametrize("where", ["ended", "foreign", "holder"])
def test_no_other_place_takes_them(split, where):
    places = {
        "ended": VillageFactory(parent=split.commune, closed_on=ago(1)),
        "foreign": VillageFactory(),
        "holder": split.holder,
    }
    recount(places["ended"], places["foreign"])
    with pytest.raises(Refused, match="thôn đang có"):
        split.assign(village=places[where])


def test_what_is_corrected_later_of_a_day_before_counts_where_it_stood_then(split):
    split.assign()
    lan = Household.unscoped.get(pk=split.homes[0].pk)
    person = lan.residents.get()
    survey_actions.assess(by=split.officer, resident=person, results=[1] * 5, on=ago(25))
    survey_actions.assess(by=split.officer, resident=person, results=ALL, on=ago(5))
    assert split.on(20) == (1, 0, 0)
    assert Movement.unscoped.filter(village=split.old).exists()
