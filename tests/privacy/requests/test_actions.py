"""Requests are received, acknowledged, given more time, answered; a restriction begins and ends."""

import uuid
from datetime import date, timedelta
from functools import partial

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from areas.working_days import after_working_days
from audit.models import AuditEntry
from households.models import Household
from privacy.models import Decision, SubjectRequest
from privacy.requests import actions
from privacy.requests.actions import Elsewhere, NoReason, Outdated, TooLate
from tests.factories import HouseholdFactory, ResidentFactory, SubjectRequestFactory, UserFactory
from web.once import KeyTaken

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 10, 5)
NAME, SECRET = "Trần Thị Cúc", "Lời riêng của chị"
refuse = partial(actions.answer, decision=Decision.REFUSED)


@pytest.fixture
def home():
    return HouseholdFactory()


@pytest.fixture
def person(home):
    return ResidentFactory(household=home, full_name=NAME)


@pytest.fixture
def officer(home):
    return UserFactory(area=home.village.commune)


@pytest.fixture
def ask(officer, person):
    def ask(kind="access", **facts):
        said = {"asker": "self", "channel": "counter", "requester": NAME, "words": SECRET}
        said |= {"commune": officer.area, "received_on": MONDAY, "resident": person}
        return actions.receive(by=officer, kind=kind, **{**said, **facts})

    return ask


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        ("access", date(2026, 10, 19)),
        ("correction", date(2026, 10, 19)),
        ("restriction", date(2026, 10, 26)),
        ("withdrawal", date(2026, 10, 26)),
        ("erasure", date(2026, 11, 2)),
    ],
)
def test_a_request_is_due_in_the_working_days_of_its_kind(ask, kind, due):
    request = ask(kind)
    assert request.acknowledge_by == date(2026, 10, 7)
    assert request.due_on == due


def test_a_form_sent_twice_is_one_request(ask, officer):
    key = uuid.uuid4()
    assert ask(uuid=key) == ask(uuid=key)
    with pytest.raises(KeyTaken):
        ask(uuid=key, commune=HouseholdFactory().village.commune, resident=None)


def test_a_person_of_another_commune_is_refused(ask):
    with pytest.raises(Elsewhere):
        ask(resident=ResidentFactory())


def test_a_day_to_come_is_refused(ask):
    with pytest.raises(ValueError, match="never later"):
        ask(received_on=timezone.localdate() + timedelta(days=1))


def test_more_time_is_given_once_and_before_it_is_due(ask, officer):
    with time_machine.travel(date(2026, 10, 12), tick=False):
        request = ask()
        with pytest.raises(NoReason):
            actions.extend(by=officer, request=request, why="")
        request = actions.extend(by=officer, request=request, why="Hồ sơ giấy ở kho")
        assert request.due_on == after_working_days(date(2026, 10, 19), 10)
        with pytest.raises(TooLate):
            actions.extend(by=officer, request=request, why="Lần nữa")
    with time_machine.travel(date(2026, 10, 20), tick=False), pytest.raises(TooLate):
        actions.extend(by=officer, request=ask(), why="Đã quá hạn")


def test_one_that_is_sent_twice_at_once_is_written_once(ask, monkeypatch):
    key = uuid.uuid4()
    first = ask(uuid=key)
    # The second one looked before the first was written.
    monkeypatch.setattr(actions, "sent_before", lambda *_known, **_of: None)
    told = AuditEntry.unscoped.count()
    assert ask(uuid=key) == first
    assert AuditEntry.unscoped.count() == told


def test_an_answer_acknowledges_too_and_stands(ask, officer):
    request = actions.answer(by=officer, request=ask(), decision="done", text="Gửi kèm")
    today = timezone.localdate()
    assert (request.done_on, request.acknowledged_on, request.done_by) == (today, today, officer)
    with pytest.raises(Outdated):
        actions.answer(by=officer, request=request, decision="done", text="Lần nữa")
    with pytest.raises(Outdated):
        actions.extend(by=officer, request=request, why="Lần nữa")


def test_a_refusal_says_its_ground_and_its_words(ask, officer):
    for ground, text in (("", "Không được"), ("duty", "")):
        with pytest.raises(NoReason):
            refuse(by=officer, request=ask(), ground=ground, text=text)
    request = refuse(by=officer, request=ask(), ground="duty", text="Phải giữ")
    assert (request.decision, request.ground) == ("refused", "duty")


def test_a_restricted_household_is_marked_until_the_last_restriction_ends(ask, officer, home):
    first, second = ask("restriction"), ask("withdrawal")
    for request in (first, second):
        actions.restrict(by=officer, request=request)
    home.refresh_from_db()
    assert home.restricted_on == timezone.localdate()
    first = actions.restrict(by=officer, request=first)
    with pytest.raises(NoReason):
        actions.lift(by=officer, request=first, why="")
    actions.lift(by=officer, request=first, why="Chị đồng ý lại")
    home.refresh_from_db()
    assert home.restricted_on
    actions.lift(by=officer, request=second, why="Chị đồng ý lại")
    home.refresh_from_db()
    assert home.restricted_on is None
    assert Household.unscoped.get(pk=home.pk).version > 1


def test_nothing_is_restricted_without_a_household(ask, officer):
    with pytest.raises(Elsewhere):
        actions.restrict(by=officer, request=ask("restriction", resident=None))


def test_a_request_that_was_refused_restricts_nothing_from_a_page_of_before(ask, officer, home):
    request = ask("restriction")
    refuse(by=officer, request=request, ground="duty", text="Phải giữ")
    with pytest.raises(Outdated):
        actions.restrict(by=officer, request=request)
    home.refresh_from_db()
    assert home.restricted_on is None


def test_every_step_is_journalled_and_the_journal_is_told_no_name(ask, officer):
    with time_machine.travel(date(2026, 10, 6), tick=False):
        request = ask("restriction")
        actions.acknowledge(by=officer, request=request)
        actions.acknowledge(by=officer, request=request)
        actions.check_asker(by=officer, request=request)
        actions.extend(by=officer, request=request, why=SECRET)
        actions.restrict(by=officer, request=request)
        actions.answer(by=officer, request=request, decision="partly", text=SECRET)
        actions.lift(by=officer, request=request, why=SECRET)
    rows = AuditEntry.unscoped.order_by("pk")
    mine = rows.filter(subject="privacy.subjectrequest")
    assert [row.verb for row in mine] == [
        "Nhận yêu cầu về dữ liệu cá nhân",
        "Xác nhận đã nhận yêu cầu",
        "Kiểm tra người yêu cầu",
        "Gia hạn trả lời yêu cầu",
        "Hạn chế xử lý theo yêu cầu",
        "Trả lời yêu cầu về dữ liệu cá nhân",
        "Thôi hạn chế xử lý",
    ]
    text = str(list(rows.values_list("changes", "subject_label", "document")))
    assert NAME not in text
    assert SECRET not in text
    assert {row.place for row in mine} == {officer.area.path}


def test_whoever_erases_a_person_may_empty_what_names_them(ask, officer):
    """No constraint minds, in any state of a request."""
    with time_machine.travel(date(2026, 10, 6), tick=False):
        asked = [ask("restriction") for _n in range(3)]
        actions.extend(by=officer, request=asked[1], why=SECRET)
        actions.restrict(by=officer, request=asked[1])
        actions.lift(by=officer, request=asked[1], why=SECRET)
        refuse(by=officer, request=asked[2], ground="law", text=SECRET)
    SubjectRequest.unscoped.update(**dict.fromkeys(SubjectRequest.PERSONAL, ""))
    text = str(list(SubjectRequest.unscoped.values()))
    assert NAME not in text
    assert SECRET not in text


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "other"},
        {"asker": "other"},
        {"channel": "other"},
        {"decision": "done"},
        {"done_on": MONDAY},
        {"decision": "done", "done_on": MONDAY},
        {"decision": "refused", "done_on": MONDAY, "acknowledged_on": MONDAY},
        {"decision": "done", "done_on": MONDAY, "acknowledged_on": MONDAY, "ground": "duty"},
        {"due_on": MONDAY - timedelta(days=1)},
        {"acknowledged_on": MONDAY - timedelta(days=1)},
        {"restricted_on": MONDAY},
        {"lifted_on": MONDAY},
    ],
)
def test_the_database_takes_no_request_that_contradicts_itself(wrong):
    facts = {"received_on": MONDAY, "acknowledge_by": MONDAY, "due_on": MONDAY}
    SubjectRequestFactory(**facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        SubjectRequestFactory(**{**facts, **wrong})


def test_a_person_stands_with_their_household(person):
    with pytest.raises(IntegrityError), transaction.atomic():
        SubjectRequestFactory(resident=person)
