"""A household refuses or agrees where there is no network: written as the page writes it, once, and undone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from areas.dated import months_after
from households.models import Household, Refusal, Resident
from households.register.actions import hold_again, refuse, set_status
from households.survey.actions import set_result
from offline.models import SentOperation
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
APPLIED, IDENTICAL = ("applied", ""), ("identical", "")


@pytest.fixture
def officer(village):
    return UserFactory(area=village.commune)


def refused(phone, home, to="refused", **more):
    return phone.did("refusal", home.uuid, **{"to": to, "reason": "busy", "again": "6", **more})


def standing(home):
    now = Household.unscoped.get(pk=home.pk)
    return now.status, now.refused_on


def test_a_refusal_is_written_with_its_reason_its_day_and_its_term(phone, home, member):
    day = timezone.localdate() - timedelta(days=1)
    Household.unscoped.update(opened_on=day - timedelta(days=9))
    key = refused(phone, home, on=day)
    assert phone.sent() == [APPLIED]
    row = Refusal.unscoped.get()
    assert (row.reason, row.refused_on, row.recorded_by) == ("busy", day, member)
    assert row.not_asked_until == months_after(day, 6)
    assert standing(home) == ("refused", day)
    # Sent again it is one; said again it stands so already.
    refused(phone, home, on=day, uuid=key)
    refused(phone, home, on=day)
    assert phone.sent() == [APPLIED, IDENTICAL]
    assert Refusal.unscoped.count() == 1


def test_it_is_undone_and_so_is_that_it_agreed(phone, home):
    day = timezone.localdate()
    key = refused(phone, home)
    refused(phone, home, to="agreed")
    assert phone.sent() == [APPLIED, APPLIED]
    assert standing(home) == ("resident", None)
    agreed = SentOperation.unscoped.latest("pk").uuid
    phone.did("undo", home.uuid, of=str(agreed))
    assert phone.sent() == [APPLIED]
    assert standing(home) == ("refused", day)
    phone.did("undo", home.uuid, of=str(key))
    # Twice is once.
    phone.did("undo", home.uuid, of=str(key))
    assert phone.sent() == [APPLIED, IDENTICAL]
    assert standing(home) == ("resident", None)
    assert Refusal.unscoped.get().ended_why == "taken_back"


def test_a_refusal_said_anew_is_undone_and_what_it_replaced_holds_again(phone, home, member):
    """Its author noted one on line after the copy was taken; undone once more, after it ended, nothing comes back."""
    first = refuse(by=member, household=home, reason="privacy")
    key = refused(phone, home)
    assert phone.sent() == [APPLIED]
    phone.did("undo", home.uuid, of=str(key))
    phone.did("undo", home.uuid, of=str(key))
    assert phone.sent() == [APPLIED, IDENTICAL]
    assert Refusal.unscoped.holding().get() == first


@pytest.mark.parametrize("since", ["answered", "gone"])
def test_that_it_agreed_is_not_undone_of_one_that_answered_or_is_gone_since(
    phone, home, an, member, since
):
    refused(phone, home)
    agreed = refused(phone, home, to="agreed")
    assert phone.sent() == [APPLIED, APPLIED]
    phone.taken = timezone.now()
    if since == "answered":
        answers = phone.answered(home, an, "2")
        assert phone.sent() == [APPLIED]
    else:
        row = Refusal.unscoped.get()
        left = set_status(by=member, household=home, status="moved_away")
        hold_again(by=member, refusal=row)
        assert standing(home) == (left.status, None)
        return
    phone.did("undo", home.uuid, of=str(agreed))
    assert phone.sent() == [IDENTICAL]
    assert standing(home) == ("resident", None)
    # Once the answers are taken back, so is that it agreed.
    phone.did("undo", home.uuid, of=str(answers))
    phone.did("undo", home.uuid, of=str(agreed))
    assert phone.sent() == [APPLIED, APPLIED]
    assert standing(home)[0] == "refused"


def test_it_was_noted_by_mistake(phone, home):
    refused(phone, home)
    refused(phone, home, to="mistake")
    refused(phone, home, to="mistake")
    assert phone.sent() == [APPLIED, APPLIED, IDENTICAL]
    assert Refusal.unscoped.get().ended_why == "taken_back"


def test_what_somebody_else_wrote_meanwhile_stands_or_is_asked(phone, home, an, officer):
    refuse(by=officer, household=home, reason="privacy")
    refused(phone, home)
    refused(phone, home, to="agreed")
    # Both say that it refuses: the first that arrived stays; that it agreed is nothing the author has seen refused.
    assert phone.sent() == [IDENTICAL, ("waiting", "status")]
    assert Refusal.unscoped.get().reason == "privacy"
    phone.taken = timezone.now()
    refused(phone, home, to="agreed")
    assert phone.sent() == [APPLIED]


def test_a_household_that_answered_somebody_else_since_is_asked_about(phone, home, an, officer):
    set_result(by=officer, household=home, resident=an, number=1, result=2)
    refused(phone, home)
    phone.answered(home, an, "2")
    assert phone.sent() == [("waiting", "status"), IDENTICAL]
    assert standing(home)[0] == "resident"


def test_answers_after_it_wait_and_those_before_it_stand(phone, home, an):
    phone.answered(home, an, "22")
    refused(phone, home)
    phone.answered(home, an, "  2")
    assert phone.sent() == [APPLIED, APPLIED, ("waiting", "refuses")]
    assert Resident.unscoped.get(pk=an.pk).results[:3] == [2, 2, None]


def test_a_last_day_that_was_chosen_goes_before_a_term(phone, home):
    day = timezone.localdate()
    refused(phone, home, until=str(day + timedelta(days=40)))
    assert phone.sent() == [APPLIED]
    assert Refusal.unscoped.get().not_asked_until == day + timedelta(days=40)
    # A household that came into the register after that is asked again on the day after it came.
    Household.unscoped.update(opened_on=day)
    before = day - timedelta(days=9)
    refused(phone, home, on=before, until=str(before), reason="privacy")
    assert phone.sent() == [APPLIED]
    assert Refusal.unscoped.holding().get().not_asked_until == day


@pytest.mark.parametrize(
    "over",
    [
        {"to": "moved_away"},
        {"to": ""},
        {"reason": "unknown"},
        {"again": "7"},
        {"until": "2020-01-01"},
        {"until": "x"},
        {"until": "9999-01-01"},
    ],
)
def test_what_no_page_of_ours_says_is_not_taken(phone, home, over):
    refused(phone, home, over=over)
    assert phone.sent() == [("refused", "malformed")]
