"""The writes of household entry: cells, confirmations, declarations, back to unsurveyed."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from audit.models import AuditEntry
from households.counts.checks import wrong_standings
from households.counts.contribution import MOVED
from households.counts.rollup import HOUSEHOLDS, age
from households.declarations import actions as declarations_actions
from households.models import Assessment, Confirmation, Household, Movement
from households.register import actions as register_actions
from households.register.rules import Clash
from households.survey import actions as survey_actions
from rollup.counts import wrong_rows
from rollup.models import VillageCount
from tests.factories import VillageFactory

pytestmark = pytest.mark.django_db
ALL, NO = [2, 2, 2, 2, 2], [0, 0, 0, 0, 0]


@pytest.fixture
def household(officer, village):
    return register_actions.add_household(
        by=officer, village=village, head_name="Lê Lan", results=NO
    )


@pytest.fixture(autouse=True)
def everything_adds_up_afterwards(db):
    yield
    assert wrong_rows(of=[HOUSEHOLDS])[1] == []
    assert wrong_standings()[1] == []
    for count in VillageCount.unscoped.all():
        rows = Movement.unscoped.filter(village=count.pk)
        sums = rows.aggregate(**{f"sum_{name}": Sum(name) for name in MOVED})
        moved = {name: sums[f"sum_{name}"] or 0 for name in MOVED}
        assert moved == {name: getattr(count, name) for name in MOVED}


def fresh(household):
    return Household.unscoped.get(pk=household.pk)


def day(back=0):
    return timezone.localdate() - timedelta(days=back)


class TestSetResult:
    def test_ticking_means_alone_and_leaves_the_rest(self, officer, household):
        survey_actions.set_result(by=officer, household=household, number=3, result=2)
        assert household.residents.get().results == [0, 0, 2, 0, 0]

    def test_the_first_skill_of_an_unsurveyed_household_leaves_the_others_open(
        self, officer, village
    ):
        new = register_actions.add_household(by=officer, village=village, head_name="Mới")
        survey_actions.set_result(by=officer, household=new, number=1, result=1)
        assert new.residents.get().results == [1, None, None, None, None]

    def test_what_stands_so_already_is_not_written_again(self, officer, household):
        assert (
            survey_actions.set_result(by=officer, household=household, number=1, result=0) is None
        )
        assert Assessment.unscoped.count() == 1

    def test_a_repeat_records_once(self, officer, household):
        key = uuid.uuid4()
        rows = [
            survey_actions.set_result(by=officer, household=household, number=1, result=2, uuid=key)
            for _ in range(3)
        ]
        assert len({row.pk for row in rows}) == 1
        assert Assessment.unscoped.count() == 2

    def test_two_people_on_different_skills_go_together(self, officer, household):
        survey_actions.set_result(by=officer, household=household, number=1, result=2, was=0)
        survey_actions.set_result(by=officer, household=household, number=2, result=2, was=0)
        assert household.residents.get().results == [2, 2, 0, 0, 0]

    def test_two_people_on_one_skill_are_asked(self, officer, household):
        survey_actions.set_result(by=officer, household=household, number=1, result=2, was=0)
        with pytest.raises(Clash) as clash:
            survey_actions.set_result(by=officer, household=household, number=1, result=1, was=0)
        assert (clash.value.mine, clash.value.theirs) == ({"1": 1}, {"1": 2})
        assert household.residents.get().results == [2, 0, 0, 0, 0]

    def test_the_fifth_needs_a_platform(self, officer):
        village = VillageFactory()
        new = register_actions.add_household(by=officer, village=village, head_name="Mới")
        with pytest.raises(register_actions.NoPlatform):
            survey_actions.set_result(by=officer, household=new, number=5, result=2)


class TestAssess:
    def test_a_form_merges_with_what_others_recorded(self, officer, household):
        head = household.residents.get()
        survey_actions.set_result(by=officer, household=household, number=1, result=2)
        survey_actions.assess(by=officer, resident=head, results=[0, 2, 0, 0, 0], was=NO)
        assert household.residents.get().results == [2, 2, 0, 0, 0]

    def test_signs_are_kept_beside_the_finding(self, officer, household):
        head = household.residents.get()
        row = survey_actions.assess(by=officer, resident=head, results=ALL, evidence=(0b1, 0b10))
        assert [said for _, said in row.signs] == [True, False, None, None, None, None]


class TestUnsurveyAndRestore:
    def test_back_to_unsurveyed_withdraws_everything_and_deletes_nothing(self, officer, household):
        survey_actions.set_result(by=officer, household=household, number=1, result=2)
        withdrawn = survey_actions.unsurvey(by=officer, household=household)
        assert not fresh(household).is_surveyed
        assert (len(withdrawn), Assessment.unscoped.count()) == (2, 2)

    def test_undo_brings_it_back(self, officer, household):
        survey_actions.set_result(by=officer, household=household, number=1, result=2)
        survey_actions.restore(
            by=officer, assessments=survey_actions.unsurvey(by=officer, household=household)
        )
        assert household.residents.get().results == [2, 0, 0, 0, 0]
        assert fresh(household).is_surveyed

    def test_nothing_to_bring_back(self, officer):
        with pytest.raises(LookupError):
            survey_actions.restore(by=officer, assessments=[])


class TestConfirm:
    @pytest.fixture
    def surveyed_in_spring(self, officer, village):
        with time_machine.travel(timezone.now() - timedelta(days=200), tick=False):
            return [
                register_actions.add_household(
                    by=officer, village=village, head_name=f"Hộ {n}", results=NO
                )
                for n in "ABC"
            ]

    def test_is_dated_and_signed_and_is_no_finding(self, officer, surveyed_in_spring):
        rows = survey_actions.confirm(by=officer, households=surveyed_in_spring)
        assert [(row.confirmed_on, row.confirmed_by) for row in rows] == [(day(), officer)] * 3
        assert Assessment.unscoped.count() == 3
        one = fresh(surveyed_in_spring[0])
        assert (one.surveyed_on, one.reviewed_on) == (day(200), day())

    def test_leaves_out_what_cannot_be_confirmed(self, officer, village, household):
        unsurveyed = register_actions.add_household(by=officer, village=village, head_name="Chưa")
        gone = register_actions.add_household(
            by=officer, village=village, head_name="Đi", results=NO
        )
        register_actions.set_status(by=officer, household=gone, status="moved_away")
        assert survey_actions.confirm(by=officer, households=[unsurveyed, gone, household]) == []

    def test_twice_on_one_day_is_once(self, officer, surveyed_in_spring):
        survey_actions.confirm(by=officer, households=surveyed_in_spring)
        assert survey_actions.confirm(by=officer, households=surveyed_in_spring) == []

    def test_is_written_down_for_each_household(self, officer, surveyed_in_spring):
        survey_actions.confirm(by=officer, households=surveyed_in_spring)
        entries = AuditEntry.unscoped.filter(verb="Xác nhận không đổi")
        assert {e.subject_label for e in entries} == {h.code for h in surveyed_in_spring}
        assert entries[0].changes == {"reviewed_on": [str(day(200)), str(day())]}

    def test_can_be_undone(self, officer, surveyed_in_spring):
        rows = survey_actions.confirm(by=officer, households=surveyed_in_spring)
        assert survey_actions.withdraw_confirmations(by=officer, confirmations=rows) == 3
        assert survey_actions.withdraw_confirmations(by=officer, confirmations=rows) == 0
        assert fresh(surveyed_in_spring[0]).reviewed_on == day(200)
        assert Confirmation.unscoped.filter(withdrawn_at__isnull=False).count() == 3

    def test_is_never_in_the_future(self, officer, household):
        with pytest.raises(ValueError, match="never later"):
            survey_actions.confirm(by=officer, households=[household], on=day(-1))


class TestOld:
    def test_standing_ages_without_a_save(self, officer, village, household):
        count = VillageCount.unscoped.get(pk=village.pk)
        assert (count.old, count.surveyed) == (0, 1)
        later = timezone.now() + timedelta(days=settings.STATUS_OLD_DAYS + 1)
        with time_machine.travel(later, tick=False):
            assert fresh(household).is_old
            assert age(timezone.localdate()) == 1
            count.refresh_from_db()
            assert (count.old, count.surveyed) == (1, 1)
            assert age(timezone.localdate()) == 0
            survey_actions.confirm(by=officer, households=[household])
            count.refresh_from_db()
            assert count.old == 0


class TestDeclare:
    def test_stays_in_the_denominator_when_the_first_household_comes(self, officer, village):
        declarations_actions.declare(by=officer, area=village, households=120, source="Báo cáo xã")
        count = VillageCount.unscoped.get(pk=village.pk)
        assert (count.declared, count.expected, count.households) == (120, 120, 0)
        register_actions.add_household(by=officer, village=village, head_name="Hộ đầu")
        count.refresh_from_db()
        assert (count.declared, count.expected, count.households) == (120, 120, 1)

    def test_the_latest_day_counts_whenever_it_was_written(self, officer, village):
        for households, back in ((120, 10), (100, 30)):
            declarations_actions.declare(
                by=officer, area=village, households=households, source="Sổ", on=day(back)
            )
        assert VillageCount.unscoped.get(pk=village.pk).declared == 120

    def test_is_never_in_the_future(self, officer, village):
        with pytest.raises(ValueError, match="never later"):
            declarations_actions.declare(
                by=officer, area=village, households=1, source="Sổ", on=day(-1)
            )


class TestAddMany:
    def rows(self, village, n, **fields):
        return [
            register_actions.NewHousehold(village=village, head_name=f"Hộ {i:03}", **fields)
            for i in range(n)
        ]

    def test_writes_what_the_single_action_writes(self, officer, village):
        results = [2, 2, 0, 2, None]
        register_actions.add_household(
            by=officer, village=village, head_name="Hộ 000", results=results
        )
        register_actions.add_many(by=officer, rows=self.rows(village, 1, results=results))
        one, other = Household.unscoped.order_by("pk")
        own = {"id", "uuid", "saved_at", "version"}
        names = [f.attname for f in Household._meta.concrete_fields if f.attname not in own]
        assert [getattr(one, n) for n in names] == [getattr(other, n) for n in names]
        assert one.residents.get().results == other.residents.get().results
        assert Assessment.unscoped.count() == Movement.unscoped.count() == 2
        assert AuditEntry.unscoped.filter(verb="Thêm hộ").count() == 2

    def test_a_repeat_adds_nothing(self, officer, village):
        rows = self.rows(village, 5, results=ALL)
        assert len(register_actions.add_many(by=officer, rows=[*rows, rows[0]])) == 5
        assert register_actions.add_many(by=officer, rows=rows) == []
        assert VillageCount.unscoped.get(pk=village.pk).covered == 5

    def test_all_or_nothing(self, officer, village):
        rows = self.rows(village, 2) + self.rows(village, 1, on=day(-1))
        with pytest.raises(ValueError, match="never later"):
            register_actions.add_many(by=officer, rows=rows)
        assert not Household.unscoped.exists()

    def test_the_fifth_needs_a_platform(self, officer):
        rows = self.rows(VillageFactory(), 1, results=ALL)
        with pytest.raises(register_actions.NoPlatform):
            register_actions.add_many(by=officer, rows=rows)
