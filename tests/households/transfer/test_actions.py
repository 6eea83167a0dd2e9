"""A household goes to another commune: it counts in the old one until it is accepted, then in the new one as of its day."""

from contextlib import contextmanager
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from accounts.models import Notice
from areas.models import Area
from audit.models import AuditEntry, PersonalValue
from figures.as_of import as_of_one
from households.counts.checks import wrong_standings
from households.counts.contribution import MOVED
from households.counts.rollup import HOUSEHOLDS
from households.duplicates import actions as duplicates_actions
from households.erasing import actions as erasing_actions
from households.lifecycle import actions as lifecycle_actions
from households.models import Assessment, Household, Movement, Transfer
from households.register import actions as register_actions
from households.register.actions import Refused
from households.register.actions.restricting import restrict_use
from households.survey import actions as survey_actions
from households.transfer import actions
from rollup.counts import recount_villages, wrong_rows
from rollup.models import VillageCount
from tests.factories import SubjectRequestFactory, TransferFactory, VillageFactory
from tests.households.transfer.conftest import ALL, day
from web.scope import UnitEnded

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
State = Transfer.State


@pytest.fixture(autouse=True)
def everything_adds_up_afterwards(db):
    yield
    assert wrong_rows(of=[HOUSEHOLDS])[1] == []
    assert wrong_standings()[1] == []
    for row in VillageCount.unscoped.all():
        found = sums(row.pk)
        assert found == {name: getattr(row, name) for name in MOVED}


@pytest.fixture
def offered(officer, household, there):
    return actions.offer(by=officer, household=household, commune=there.commune, on=day(-10))


@contextmanager
def tried():
    """Let nothing of it stay."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def accepted(offered, there, **facts):
    return actions.accept(by=there.officer, transfer=offered, village=there, **facts)


def sums(village, on=None):
    """Add up what movements say of a village at the end of a day."""
    rows = Movement.unscoped.filter(village=village, day__lte=on or day()).order_by()
    found = rows.aggregate(**{f"n_{name}": Sum(name) for name in MOVED})
    return {name: found[f"n_{name}"] or 0 for name in MOVED}


def standing(*villages):
    """Return what each village adds up to on days before, on and after the move."""
    return [sums(village, day(-n)) for village in villages for n in (41, 39, 11, 10, 3, 0)]


def homes(village, on=0):
    return sums(village.pk, day(on))["households"]


def fresh(row):
    return type(row).unscoped.get(pk=row.pk)


# --- Offered: nothing moves ---


def test_an_offer_moves_no_figure_and_tells_the_officers_there(offered, household, village, there):
    assert (homes(village), homes(there)) == (1, 0)
    assert fresh(household).village == village
    assert fresh(household).version == household.version
    notice = Notice.unscoped.get()
    assert (notice.to, notice.kind, notice.ref) == (there.officer, "home_comes", str(offered.uuid))


def test_one_offer_at_a_time_and_the_same_form_twice_is_one(officer, household, there, offered):
    facts = {"by": officer, "household": household}
    assert actions.offer(commune=there.commune, uuid=offered.uuid, **facts) == offered
    with pytest.raises(Refused):
        actions.offer(commune=VillageFactory().commune, **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        TransferFactory(household=household)


def test_what_is_no_household_to_offer(officer, household, village, there):
    facts = {"by": officer, "household": household}
    with pytest.raises(Refused, match="Chuyển trong xã"):
        actions.offer(commune=village.commune, **facts)
    facts["commune"] = there.commune
    with pytest.raises(Refused):
        actions.offer(on=day(-41), **facts)
    with pytest.raises(register_actions.Conflict):
        actions.offer(version=household.version - 1, **facts)
    own = {"by": officer, "household": household}
    ended = Area.unscoped.filter(pk=there.commune_id)
    for change, told in (
        (partial(restrict_use, on=day(), **own), "hạn chế"),
        (partial(erasing_actions.erase_household, **own), "đã xóa"),
        (partial(lifecycle_actions.end, **own), "ra khỏi sổ"),
        (partial(ended.update, closed_on=day()), str(there.commune_id)),
    ):
        with tried():
            change()
            with pytest.raises((Refused, UnitEnded), match=told):
                actions.offer(**facts)
    assert not Transfer.unscoped.exists()


# --- Accepted ---


def test_it_counts_there_from_the_day_it_moved(offered, household, village, there):
    accepted(offered, there, hamlet="Ngõ 5")
    home = fresh(household)
    assert (home.village, home.hamlet, home.version) == (there, "Ngõ 5", household.version + 1)
    assert [homes(village, -n) for n in (39, 11, 10, 0)] == [1, 1, 0, 0]
    assert [homes(there, -n) for n in (39, 11, 10, 0)] == [0, 0, 1, 1]
    causes = Movement.unscoped.filter(recorded_at__gte=offered.offered_at).order_by("village")
    assert {(row.village_id, row.cause) for row in causes.exclude(households=0)} == {
        (village.pk, "moved_out"),
        (there.pk, "moved_in"),
    }


def test_what_was_old_is_told_where_it_stood(offered, village, there, settings):
    settings.STATUS_OLD_DAYS = 20
    accepted(offered, there)
    told = [as_of_one(one.commune, day(-n)).old for one in (village, there) for n in (15, 5)]
    assert told == [1, 0, 0, 1]


def test_then_the_new_commune_sees_all_of_it_and_the_old_one_no_more(
    officer, offered, household, there
):
    seen = Household.objects
    assert list(seen.visible_to(there.officer)) == []
    assert list(seen.visible_to(officer)) == [household]
    accepted(offered, there)
    assert list(seen.visible_to(there.officer)) == [household]
    assert list(seen.visible_to(officer)) == []
    home = fresh(household)
    assert (home.covered, home.residents.count()) == (True, 2)
    assert Assessment.objects.visible_to(there.officer).count() == 1
    assert Notice.unscoped.get(to=officer).kind == "home_said"


def test_what_was_merged_into_it_goes_along(officer, household, village, there):
    twin = register_actions.add_household(by=officer, village=village, head_name="Kanarix Lan")
    duplicates_actions.merge(by=officer, keep=household, duplicate=twin)
    offered = actions.offer(by=officer, household=household, commune=there.commune)
    accepted(offered, there)
    # Its name stands nowhere in the old commune any more.
    assert not Household.objects.visible_to(officer).exists()
    assert fresh(twin).village == there


def test_accepted_twice_it_is_done_once(offered, there):
    first = accepted(offered, there)
    version = fresh(offered.household).version
    assert accepted(offered, there).answered_at == first.answered_at
    assert fresh(offered.household).version == version
    with pytest.raises(Refused):
        actions.accept(
            by=there.officer, transfer=offered, village=VillageFactory(parent=there.commune)
        )


def test_it_comes_into_a_village_of_that_commune_alone(offered, village, there):
    closed = VillageFactory(parent=there.commune, closed_on=day())
    for wrong in (village, closed, VillageFactory()):
        with pytest.raises(Refused):
            actions.accept(by=there.officer, transfer=offered, village=wrong)
    assert fresh(offered).state == State.OFFERED


def test_a_village_that_was_not_there_yet_counts_it_from_its_first_day(offered, village, there):
    there.opened_on = day(-5)
    there.save()
    accepted(offered, there)
    assert [homes(there, -n) for n in (6, 5)] == [0, 1]
    assert [homes(village, -n) for n in (6, 5)] == [1, 0]


# --- Declined, withdrawn, lapsed ---


def test_declined_it_stays_with_the_reason(officer, offered, village, there):
    actions.decline(by=there.officer, transfer=offered, why="Không ở đây, chị Kanarix")
    row = fresh(offered)
    assert (row.state, row.why) == (State.DECLINED, "Không ở đây, chị Kanarix")
    assert homes(village) == 1
    assert Notice.unscoped.get(to=officer).kind == "home_said"
    # A reason may name somebody: in the journal it is kept apart.
    kept = [one.after for one in PersonalValue.unscoped.all() if "Kanarix" in str(one.after)]
    assert "Không ở đây, chị Kanarix" in kept
    with pytest.raises(Refused, match="không nhận"):
        accepted(offered, there)


def test_withdrawn_it_can_be_offered_again(officer, offered, household, there):
    actions.withdraw(by=officer, transfer=offered)
    actions.withdraw(by=officer, transfer=offered)
    with pytest.raises(Refused, match="rút"):
        accepted(offered, there)
    assert actions.offer(by=officer, household=household, commune=there.commune) != offered


def test_it_lapses_when_the_household_is_no_more(officer, offered, household, village, there):
    keep = register_actions.add_household(by=officer, village=village, head_name="Kanarix Lan")
    facts = {"by": officer, "household": household}
    for how in (
        partial(lifecycle_actions.end, **facts),
        partial(lifecycle_actions.move_out, **facts),
        partial(register_actions.take_back, **facts),
        partial(erasing_actions.erase_household, **facts),
        partial(duplicates_actions.merge, by=officer, keep=keep, duplicate=household),
    ):
        with tried():
            how()
            assert fresh(offered).state == State.LAPSED
            with pytest.raises(Refused, match="hết hiệu lực"):
                accepted(offered, there)


def test_one_that_is_closed_by_any_other_way_lapses_when_it_is_answered(officer, offered, there):
    lifecycle_actions.end(by=officer, household=offered.household)
    # As a way would leave it that forgot the offer.
    Transfer.unscoped.update(state=State.OFFERED, answered_at=None)
    assert accepted(offered, there).state == State.LAPSED
    assert fresh(offered).state == State.LAPSED
    assert not Transfer.unscoped.waiting().exists()


def test_restricted_meanwhile_it_waits(officer, offered, household, there):
    restrict_use(by=officer, household=household, on=day())
    with pytest.raises(Refused, match="hạn chế"):
        accepted(offered, there)
    assert fresh(offered).state == State.OFFERED


# --- Taken back ---


def test_taken_back_every_day_is_what_it_was(officer, household, village, there):
    near = VillageFactory(parent=village.commune)
    lifecycle_actions.move_within(by=officer, household=household, village=near, on=day(-7))
    offered = actions.offer(
        by=officer, household=fresh(household), commune=there.commune, on=day(-10)
    )
    before = standing(village.pk, near.pk, there.pk)
    kept = Household.unscoped.filter(pk=household.pk).values(
        "village", "hamlet", "head_name", "covered", "search_key"
    )[0]
    accepted(offered, there, hamlet="Ngõ 5")
    assert standing(village.pk, near.pk, there.pk) != before
    # It cannot have come before it came to where it left.
    assert [homes(there, -n) for n in (8, 7)] == [0, 1]
    actions.take_back(by=there.officer, transfer=offered)
    actions.take_back(by=there.officer, transfer=offered)
    assert standing(village.pk, near.pk, there.pk) == before
    assert Household.unscoped.filter(pk=household.pk).values(*kept)[0] == kept
    assert fresh(offered).state == State.OFFERED
    accepted(offered, there)
    assert homes(there) == 1


def test_what_was_recorded_since_is_not_taken_back(offered, there):
    accepted(offered, there)
    person = offered.household.residents.last()
    survey_actions.assess(by=there.officer, resident=person, results=ALL)
    with pytest.raises(Refused):
        actions.take_back(by=there.officer, transfer=offered)


def test_what_its_people_asked_of_the_new_commune_is_answered_there(offered, there):
    accepted(offered, there)
    SubjectRequestFactory(commune=there.commune, household=fresh(offered.household))
    with pytest.raises(Refused, match="chưa trả lời"):
        actions.take_back(by=there.officer, transfer=offered)


def test_a_village_that_ended_meanwhile_takes_nothing_back(offered, village, there):
    accepted(offered, there)
    village.closed_on = day()
    village.save()
    recount_villages(village.commune)
    with pytest.raises(UnitEnded):
        actions.take_back(by=there.officer, transfer=offered)


# --- The journal ---


def test_each_side_reads_its_own_line_and_nobody_a_name(offered, village, there):
    accepted(offered, there)
    told = dict[str, list[str]]()
    for entry in AuditEntry.unscoped.filter(at__gte=offered.offered_at).order_by("pk"):
        side = "old" if entry.place.startswith(village.commune.path) else "new"
        told.setdefault(side, []).append(entry.verb)
        assert "Kanarix" not in str(entry.changes)
        if entry.verb == "Xã khác đề nghị chuyển hộ đến":
            assert (entry.subject, entry.subject_label) == ("households.transfer", offered.code)
    assert told == {
        "old": ["Đề nghị chuyển hộ sang xã khác", "Xã khác đã nhận hộ"],
        "new": ["Xã khác đề nghị chuyển hộ đến", "Nhận hộ từ xã khác"],
    }


def test_who_may_see_an_offer(officer, offered, there):
    stranger = VillageFactory()
    for user, seen in ((officer, True), (there.officer, True)):
        assert Transfer.objects.visible_to(user).exists() is seen
    officer.area = stranger.commune
    assert not Transfer.objects.visible_to(officer).exists()
    officer.area = there
    assert not Transfer.objects.visible_to(officer).exists()
