"""A refusal is dated and holds until the household agrees: what of it stands where, and what ends it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from areas.actions import recount_villages
from audit.models import AuditEntry
from households.bulk.actions import RowChange, Written, change_many, take_back_many
from households.counts.checks import wrong_movements, wrong_standings
from households.duplicates.actions import merge
from households.lifecycle import actions as lifecycle_actions
from households.models import Assessment, Household, Movement, Refusal
from households.register import actions
from households.register.actions import StillRefuses
from households.survey import actions as survey_actions
from rollup.counts import wrong_rows
from rollup.models import VillageCount
from tests.factories import VillageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
ALL, NO = [2] * 5, [0] * 5


def day(ago=0):
    return timezone.localdate() - timedelta(ago)


def fresh(row):
    return type(row).unscoped.get(pk=row.pk)


@pytest.fixture
def home(village, officer):
    return actions.add_household(by=officer, village=village, head_name="Đỗ Văn Tám", on=day(400))


@pytest.fixture
def head(home):
    return home.residents.get()


@pytest.fixture(autouse=True)
def right(village):
    """Whatever was done, what is counted is what a recount gives."""
    recount_villages(village.commune)
    yield
    for wrong in (wrong_rows, wrong_standings, wrong_movements):
        assert wrong()[1] == []


def refuse(home, officer, **facts):
    facts = {"reason": "privacy", "on": day(17), "until": day(-350), **facts}
    return actions.refuse(by=officer, household=home, **facts)


def standing(home):
    home = fresh(home)
    return home.status, home.refused_on, home.not_asked_until


def counted(village):
    row = VillageCount.unscoped.get(pk=village.pk)
    return row.households, row.surveyed, row.refused


def refused_on(village, on):
    rows = Movement.unscoped.filter(village=village, day__lte=on)
    return sum(row.refused for row in rows), sum(row.households for row in rows)


def test_a_refusal_stands_on_the_household_and_in_the_journal(home, officer, village):
    row = refuse(home, officer)
    assert (row.reason, row.recorded_by, row.ended_at) == ("privacy", officer, None)
    assert standing(home) == ("refused", day(17), day(-350))
    assert counted(village) == (1, 0, 1)
    entry = AuditEntry.unscoped.first()
    assert entry.verb == "Ghi hộ từ chối"
    assert entry.changes["refused_on"] == [None, day(17).isoformat()]


def test_a_refusal_is_of_its_day_and_the_household_in_the_denominator_on_each(
    home, officer, village
):
    refuse(home, officer)
    assert refused_on(village, day(18)) == (0, 1)
    assert refused_on(village, day(17)) == (1, 1)


def test_the_same_refusal_twice_is_one(home, officer):
    assert refuse(home, officer) == refuse(home, officer)
    assert Refusal.unscoped.count() == 1


def test_another_refusal_replaces_the_one_before(home, officer):
    first = refuse(home, officer)
    second = refuse(home, officer, on=day(2), until=None, reason="busy")
    assert (fresh(first).ended_why, fresh(first).ended_on) == ("again", day(2))
    assert standing(home) == ("refused", day(2), None)
    actions.take_back_refusal(by=officer, refusal=second)
    assert standing(home) == ("refused", day(17), day(-350))


def test_a_refusal_taken_back_held_on_no_day(home, officer, village):
    actions.set_status(by=officer, household=home, status="nobody_home")
    row = refuse(home, officer)
    actions.take_back_refusal(by=officer, refusal=row)
    actions.take_back_refusal(by=officer, refusal=row)
    assert standing(home) == ("nobody_home", None, None)
    assert refused_on(village, day(10)) == (0, 1)


@pytest.mark.parametrize(
    ("facts", "error"),
    [({"on": day(-1)}, ValueError), ({"until": day(18)}, ValueError)],
)
def test_a_refusal_that_cannot_be_is_refused(home, officer, facts, error):
    with pytest.raises(error):
        refuse(home, officer, **facts)
    assert standing(home) == ("resident", None, None)


def test_one_out_of_the_register_does_not_refuse(home, officer):
    actions.set_status(by=officer, household=home, status="ended")
    with pytest.raises(actions.Refused):
        refuse(home, officer)


@pytest.mark.parametrize(
    ("until", "today"), [(day(-1), True), (day(), True), (day(1), False), (None, True)]
)
def test_whoever_refused_is_left_alone_until_the_end_of_the_day(home, officer, until, today):
    refuse(home, officer, until=until)
    home = fresh(home)
    assert home.is_left_alone is today
    alone = Household.unscoped.left_alone(day())
    assert alone.exists() is today
    assert Household.unscoped.to_ask(day()).exists() is not today
    # Refused until it answers, whatever the day.
    assert home.refuses


WAYS = {
    "assess": lambda by, home, head, **more: survey_actions.assess(
        by=by, resident=head, results=ALL, **more
    ),
    "tap": lambda by, home, head, **more: survey_actions.set_result(
        by=by, household=home, number=1, result=2, **more
    ),
    "status": lambda by, home, head, **more: actions.set_status(
        by=by, household=home, status="resident", **more
    ),
    "away": lambda by, home, head, **more: actions.set_status(
        by=by, household=home, status="nobody_home", **more
    ),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("until", [None, day(-350), day(1)])
def test_nothing_flips_a_refusal_without_agreement(home, head, officer, way, until):
    refuse(home, officer, until=until)
    version = fresh(home).version
    with pytest.raises(StillRefuses) as asked:
        WAYS[way](officer, home, head)
    assert "Hộ có đồng ý trả lời bây giờ không?" in str(asked.value)
    assert standing(home) == ("refused", day(17), until)
    assert fresh(home).version == version
    assert not Assessment.unscoped.exists()


@pytest.mark.parametrize("way", WAYS)
def test_with_agreement_it_holds_no_longer(home, head, officer, village, way):
    row = refuse(home, officer)
    WAYS[way](officer, home, head, agreed=True)
    assert standing(home)[1:] == (None, None)
    assert fresh(row).ended_on == day()
    assert fresh(row).ended_why == ("answered" if way in {"assess", "tap"} else "agreed")
    assert refused_on(village, day(1)) == (1, 1)
    assert refused_on(village, day()) == (0, 1)


def test_an_answer_taken_back_lets_the_refusal_hold_again(home, head, officer):
    row = refuse(home, officer)
    answer = survey_actions.assess(by=officer, resident=head, results=ALL, agreed=True)
    survey_actions.withdraw(by=officer, assessment=answer)
    assert standing(home) == ("refused", day(17), day(-350))
    assert fresh(row).ended_at is None
    survey_actions.restore(by=officer, assessments=[answer])
    assert standing(home) == ("resident", None, None)


def test_an_answer_of_before_it_refused_leaves_the_refusal(home, head, officer, village):
    refuse(home, officer)
    survey_actions.assess(by=officer, resident=head, results=ALL, on=day(30), agreed=True)
    assert standing(home) == ("refused", day(17), day(-350))
    # Something is known of it: it is no longer one of those of whom nothing is.
    assert counted(village) == (1, 1, 0)


def test_going_back_to_not_asked_is_no_answer(home, head, officer):
    survey_actions.assess(by=officer, resident=head, results=ALL, on=day(30))
    refuse(home, officer)
    survey_actions.set_result(by=officer, household=home, number=1, result=-1)
    assert fresh(home).refuses


def test_a_block_of_the_sheet_refuses_the_row(home, officer, village):
    refuse(home, officer)
    change = survey_actions.Change(household=home.pk, results=ALL)
    outcome = survey_actions.set_results(by=officer, village=village, changes=[change])
    assert [why for _change, why in outcome.refused] == ["refuses"]
    assert fresh(home).refuses


@pytest.mark.parametrize("is_new", [False, True])
def test_a_row_of_a_file_is_taken_only_with_agreement_and_taken_back(
    home, head, officer, village, is_new
):
    refuse(home, officer)
    who = {"person": actions.NewPerson("Đỗ Thị Chín", results=ALL)}
    who = who if is_new else {"resident": head.pk, "results": ALL}
    facts = {"key": 1, "village": village, "household": home.pk, **who}
    assert change_many(by=officer, rows=[RowChange(**facts)]).refused == {1: "refuses"}
    assert fresh(home).refuses
    done = change_many(by=officer, rows=[RowChange(**facts, agreed=True)])
    person, found = done.saved[1]
    assert standing(home) == ("resident", None, None)
    written = Written(
        key=1,
        village=village,
        household=home.pk,
        version=fresh(home).version,
        is_new=False,
        resident=person.pk,
        is_new_person=is_new,
        assessment=found.pk,
    )
    assert take_back_many(by=officer, rows=[written]) == {}
    assert standing(home) == ("refused", day(17), day(-350))


def test_that_nothing_changed_is_not_said_of_it(home, head, officer):
    survey_actions.assess(by=officer, resident=head, results=ALL, on=day(30))
    refuse(home, officer)
    assert not Household.unscoped.to_confirm(day()).exists()
    assert survey_actions.confirm(by=officer, households=[home]) == []
    assert fresh(home).refuses
    assert survey_actions.confirm(by=officer, households=[home], agreed=True)
    assert not fresh(home).refuses


@pytest.mark.parametrize("status", ["moved_away", "ended"])
def test_out_of_the_register_and_back_it_still_refuses(home, officer, village, status):
    refuse(home, officer)
    actions.set_status(by=officer, household=home, status=status)
    assert standing(home) == (status, day(17), day(-350))
    assert counted(village) == (0, 0, 0)
    lifecycle_actions.come_back(by=officer, household=home)
    assert standing(home) == ("refused", day(17), day(-350))
    assert counted(village) == (1, 0, 1)


def test_moved_to_another_village_it_still_refuses(home, officer, village):
    other = VillageFactory(parent=village.commune)
    recount_villages(village.commune)
    refuse(home, officer)
    lifecycle_actions.move_within(by=officer, household=home, village=other)
    assert standing(home)[0] == "refused"
    assert (counted(village), counted(other)) == ((0, 0, 0), (1, 0, 1))


@pytest.mark.parametrize(
    ("mine", "theirs", "until"),
    [(None, day(-5), day(-5)), (day(-5), day(-9), day(-9)), (day(-5), "never", None)],
)
def test_a_merger_keeps_the_longer_refusal_and_its_undo_gives_each_its_own(
    home, officer, village, mine, theirs, until
):
    twin = actions.add_household(by=officer, village=village, head_name="Lê Lan", on=day(300))
    if mine:
        refuse(home, officer, until=mine)
    refuse(twin, officer, until=None if theirs == "never" else theirs)
    before = standing(home), standing(twin)
    row = merge(by=officer, keep=home, duplicate=twin)
    assert standing(home) == ("refused", day(17), until)
    with pytest.raises(StillRefuses):
        survey_actions.assess(by=officer, resident=home.residents.first(), results=ALL)
    lifecycle_actions.undo_regrouping(by=officer, regrouping=row)
    assert (standing(home), standing(twin)) == before


def test_whoever_splits_off_refuses_as_well(home, officer):
    refuse(home, officer)
    new = lifecycle_actions.split(by=officer, household=home, head_name="Đỗ Văn Con")
    assert standing(new) == ("refused", day(17), day(-350))
    assert Refusal.unscoped.holding().count() == 2


def test_a_household_entered_as_one_that_refused_has_a_refusal(village, officer):
    home = actions.add_household(by=officer, village=village, head_name="A", status="refused")
    assert standing(home) == ("refused", day(), None)
    assert Refusal.unscoped.get().reason == "unsaid"
    answered = actions.add_household(
        by=officer, village=village, head_name="B", status="refused", results=NO
    )
    assert standing(answered) == ("resident", None, None)
