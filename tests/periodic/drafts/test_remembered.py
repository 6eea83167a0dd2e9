"""What a page remembers of the registers below is what they say: after every write, and whoever read it before."""

from datetime import date

import pytest

from areas.models import Area
from areas.reorganising import restyle
from audit.actions import record
from households.declarations.actions import declare, declare_complete
from households.models import Assessment, Household
from households.register.actions import add_household
from households.survey.actions import withdraw
from households.transfer.actions import accept, offer
from periodic.catalogue.actions import new_version
from periodic.catalogue.rules.columns import column_of
from periodic.drafts.queries import drafts, remembered
from periodic.drafts.queries.drafts import draft
from periodic.drafts.queries.facts import facts_of
from rollup.counts import recount
from rollup.placing import place_below
from teams.activities.actions import log_activity, withdraw_activity
from teams.founding.actions import dissolve_team
from teams.members.actions import change_member, join, leave
from teams.models import Activity, Member
from teams.training.actions import enrol, open_course
from tests.factories import PlacementFactory, ProvinceFactory
from tests.periodic.drafts.hand import FORM, at
from tests.periodic.drafts.test_kept import FULL, NONE, Towns

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
ON, ON_18 = date(2026, 10, 5), date(2026, 10, 18)


class County(Towns):
    """The same with a team of one commune as a whole; everything is written on a day after the period."""

    def __init__(self):
        super().__init__()
        self.own = self.found(self.towns[0])
        self.version = new_version(
            by=None,
            form=self.schedule.form,
            columns=[*FORM, column_of("thanh-vien-tap-huan"), column_of("thanh-vien-doan")],
        )

    def page(self):
        return draft(self.october, self.province, self.version)

    def read(self):
        return drafts._Draft(self.october, self.province, self.version, None, None).content()

    def household(self, at=0, results=FULL):
        village = Area.unscoped.get(pk=self.homes[at].pk)
        facts = {"head_name": "Chủ Hộ", "birth_year": 1980, "results": results, "on": ON}
        return add_household(by=None, village=village, **facts)

    def leader(self):
        return Member.unscoped.get(team=self.own)

    def sent_away(self):
        """A household goes to another commune after the period's last day."""
        home = Household.unscoped.filter(village=self.homes[0]).first()
        made = offer(by=None, household=home, commune=self.towns[1], on=date(2026, 10, 15))
        accept(by=None, transfer=made, village=self.homes[-2])

    def corrected_there(self):
        """What is taken back of it there speaks of a day on which it was here."""
        moved = Household.unscoped.get(village=self.homes[-2])
        withdraw(by=None, assessment=Assessment.unscoped.get(resident__household=moved))


WRITES = {
    "a household": lambda c: c.household(),
    "one in another commune": lambda c: c.household(-1, NONE),
    "a declaration": lambda c: declare(by=None, area=c.homes[-1], households=9, source="Sổ", on=ON),
    "a register that is complete": lambda c: declare_complete(
        by=None, area=c.homes[-1], from_day=ON, reason="Đủ"
    ),
    "a session of a commune's team": lambda c: log_activity(
        by=None, team=c.own, held_on=ON, title="Buổi", people=7
    ),
    "the session is withdrawn": lambda c: withdraw_activity(
        by=None, activity=Activity.unscoped.get(team=c.own), why="Nhầm"
    ),
    "a member of it": lambda c: join(by=None, team=c.own, full_name="Tổ Viên", joined_on=ON),
    "what a member is": lambda c: change_member(
        by=None, member=c.own.members.last(), sex="f", organisation=Member.Organisation.YOUTH
    ),
    "a course": lambda c: enrol(
        by=None,
        course=open_course(by=None, area=c.province, name="Lớp"),
        members=[c.own.members.first()],
        certified_on=ON,
    ),
    "a member leaves": lambda c: leave(by=None, member=c.own.members.last(), on=ON),
    "a household goes elsewhere": lambda c: c.sent_away(),
    "what it said here is corrected there": lambda c: c.corrected_there(),
    "a team ends": lambda c: dissolve_team(by=None, team=c.own, on=ON, number="03/QĐ"),
}
# Writes after which the period's last day is what it was.
SAME = {"a household goes elsewhere"}


def test_a_page_says_after_every_write_what_the_registers_say():
    with at(date(2026, 10, 20)):
        county = County()
        before = county.page()
        for name, write in WRITES.items():
            write(county)
            said = county.read()
            assert (said != before) == (name not in SAME), name
            assert county.page() == said == county.page(), name
            before = said


def test_what_is_remembered_of_a_unit_in_which_something_was_written_is_read_again(monkeypatch):
    asked = []
    monkeypatch.setattr(
        remembered, "facts_of", lambda one: asked.append(one.among) or facts_of(one)
    )
    with at(date(2026, 10, 20)):
        county = County()
        county.page()
        county.page()
        assert asked == [sorted(one.pk for one in county.towns)]
        record(None, "Tải văn bản báo cáo", county.province, {})
        county.page()
        assert len(asked) == 1
        county.household(-1)
        county.page()
        assert asked[1:] == [[county.towns[2].pk]]


@pytest.mark.parametrize(("most", "is_remembered"), [(9, True), (5, False)])
def test_as_much_is_remembered_as_one_page_reads_and_no_more_than_there_is_room_for(
    monkeypatch, most, is_remembered
):
    monkeypatch.setattr(remembered, "KEPT", 2)
    monkeypatch.setattr(remembered, "MOST", most)
    remembered.MEMORY.clear()
    with at(date(2026, 10, 20)):
        county = County()
        county.page()
        assert len(remembered.MEMORY.found) == min(2 * len(county.towns), most)
        monkeypatch.setattr(remembered, "facts_of", lambda one: 1 / 0)
        if is_remembered:
            county.page()
        else:
            with pytest.raises(ZeroDivisionError):
                county.page()


def test_a_stamp_that_does_not_change_would_be_seen(monkeypatch):
    """The control."""
    with at(date(2026, 10, 20)):
        county = County()
        monkeypatch.setattr(remembered.Stamps, "of", lambda _self, _pk: ())
        county.page()
        county.household()
        assert county.page() != county.read()


def test_nothing_is_remembered_while_units_stand_elsewhere_than_they_stood():
    with at(date(2026, 10, 20)):
        county = County()
        register = remembered.Register(county.province, "commune_id", county.october.ends_on)
        assert register.stamps
        village, other = county.homes[0], county.towns[1]
        PlacementFactory(area=village)
        restyle(village, kind=village.kind, name="Đi", parent=other, on=ON_18, document="")
        place_below(village)
        recount(village, county.towns[0], other)
        assert remembered.Register(county.province, "commune_id", register.since).stamps is None
        assert county.page() == county.read()


def test_a_commune_that_left_the_province_since_is_in_its_summary_whoever_else_has_sent():
    with at(date(2026, 10, 20)):
        county = County()
        gone, province = county.towns[1], ProvinceFactory()
        county.household(-2)
        PlacementFactory(area=gone)
        restyle(gone, kind=gone.kind, name=gone.name, parent=province, on=ON_18, document="")
        place_below(gone)
        recount(gone)
        before = county.page()
        county.send(county.report_of(county.commune, county.october))
        after = county.page()
    for said in (before, after):
        assert gone.pk in {row.pk for row in said.rows}
        assert said.total.values["ho"].n == 1
        assert said.sent_below[1] == len(county.towns)


def test_a_household_counts_elsewhere_from_a_later_day_than_it_moved_where_its_village_is_new():
    """The day it is said to have moved lies in the period; until its village was there it counted here."""
    with at(date(2026, 10, 20)):
        county = County()
        home = county.household()
        county.homes[-2].opened_on = ON_18
        county.homes[-2].save()
        moved_on = date(2026, 10, 8)
        made = offer(by=None, household=home, commune=county.towns[1], on=moved_on)
        accept(by=None, transfer=made, village=county.homes[-2])
        before = county.page()
        assert before == county.read()
        county.corrected_there()
        assert county.page() == county.read() != before
