"""What is over goes, what is not stays, and it is written down how many rows went."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import AccountRequest, CardSheet, Code, Device, Notice
from households.models import Household, Resident
from imports.models import Import
from operations.models import Clearing
from operations.retention.actions import NotAllCleared, clear_due, clearing
from reading.models import Reading
from tests.factories import (
    AccountRequestFactory,
    CardSheetFactory,
    CodeFactory,
    CodeTryFactory,
    DeviceFactory,
    ImportFactory,
    NoticeFactory,
    ReadingFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


class Home(str):
    code = "H0000001"


@pytest.fixture
def now():
    return timezone.now()


def left(model):
    return model.unscoped.count()


def test_old_traces_of_accounts_go_and_new_ones_stay(now, settings):
    settings.ACCOUNT_KEEP_MONTHS = 12
    person = UserFactory()
    for ago in (400 * DAY, 300 * DAY):
        at = now - ago
        DeviceFactory(user=person, ended_at=at)
        CodeFactory(person=person, made_at=at - DAY, expires_at=at + DAY, used_at=at)
        CardSheetFactory(area=person.area, made_by=person, made_at=at)
        NoticeFactory(person=person, at=at)
        AccountRequestFactory(asked_at=at, expires_at=at + DAY, answer="refused", answered_at=at)
    CodeFactory(person=person, made_at=now - 400 * DAY, expires_at=now - 399 * DAY)
    assert clear_due()["account_traces"] == 5
    # A code that nobody used or revoked may still be renewed from the list.
    assert [left(model) for model in (Device, Code, CardSheet, Notice, AccountRequest)] == [
        1,
        2,
        1,
        1,
        1,
    ]


def test_the_last_device_of_a_person_stays_so_that_the_next_needs_a_code(now):
    person = UserFactory()
    DeviceFactory(user=person, ended_at=now - 900 * DAY)
    clear_due()
    assert left(Device) == 1


def test_a_known_device_stays_however_old(now):
    DeviceFactory(made_at=now - 900 * DAY, used_at=now - 900 * DAY)
    clear_due()
    assert left(Device) == 1


def test_names_of_households_that_left_long_ago_are_erased_where_that_is_set(world, now, settings):
    own, day = world.own, timezone.localdate()
    gone, lately, stays = own.households
    for home, ago in ((gone, 800), (lately, 30)):
        Household.unscoped.filter(pk=home.pk).update(
            status="moved_away", opened_on=day - timedelta(days=900), closed_on=day - ago * DAY
        )
    name = gone.head_name
    assert clear_due()["closed_households"] == 0
    settings.CLOSED_HOUSEHOLD_MONTHS = 24
    assert clear_due()["closed_households"] == 1
    assert clear_due()["closed_households"] == 0
    gone.refresh_from_db()
    assert name not in gone.head_name
    assert not Resident.unscoped.filter(household=gone, full_name__contains="Chủ Hộ 01").exists()
    for home in (lately, stays):
        before = home.head_name
        home.refresh_from_db()
        assert home.head_name == before


def test_old_sign_ins_and_tries_go(now):
    for model, ago in ((AccessLog, 181), (AccessFailureLog, 31), (AccessAttempt, 31)):
        for days in (ago, ago - 2):
            more = {"failures_since_start": 1} if model is AccessAttempt else {}
            row = model.objects.create(username=f"x{days}", ip_address="203.0.113.1", **more)
            model.objects.filter(pk=row.pk).update(attempt_time=now - days * DAY)
    CodeTryFactory(since=now - 31 * DAY)
    assert clear_due()["sign_ins"] == 4
    assert [model.objects.count() for model in (AccessLog, AccessFailureLog, AccessAttempt)] == [
        1,
        1,
        1,
    ]


@pytest.mark.expected_errors
def test_a_household_that_cannot_be_erased_holds_up_no_other(now, settings, monkeypatch):
    """The oldest stands first every night: nobody after it was ever erased."""
    settings.CLOSED_HOUSEHOLD_MONTHS = 12
    erased = []

    def erase(*, by, subject):
        if subject == "first":
            raise RuntimeError
        erased.append(subject)

    homes = [Home("first"), Home("second")]
    monkeypatch.setattr(clearing, "to_erase", lambda before: homes)
    monkeypatch.setattr(clearing, "erase", erase)
    with pytest.raises(NotAllCleared, match="closed_households"):
        clear_due()
    assert erased == ["second"]


def test_sessions_that_ended_go(now):
    for key, at in (("a", now - DAY), ("b", now + DAY)):
        Session.objects.create(session_key=key, session_data="", expire_date=at)
    assert clear_due()["sessions"] == 1
    assert Session.objects.get().session_key == "b"


def test_finished_work_goes_after_its_days_and_work_that_waits_stays(now, settings):
    settings.TASK_KEEP_DAYS = 30
    for status, ago in (("SUCCESSFUL", 31), ("FAILED", 31), ("SUCCESSFUL", 29), ("READY", 31)):
        at = now - ago * DAY
        DBTaskResult.objects.create(
            status=status,
            task_path="imports.jobs.actions.writing.write",
            args_kwargs={"args": [], "kwargs": {}},
            backend_name="default",
            exception_class_path="",
            traceback="",
            run_after=at,
            finished_at=None if status == "READY" else at,
        )
    assert clear_due()["tasks"] == 2
    assert DBTaskResult.objects.count() == 2


def test_lines_of_reading_and_files_go_by_their_own_settings(now, settings):
    settings.READING_KEEP_MONTHS, settings.IMPORT_KEEP_DAYS = 12, 90
    ReadingFactory(hour=now - 400 * DAY)
    ReadingFactory(hour=now)
    Import.unscoped.filter(pk=ImportFactory(state="checked").pk).update(added_at=now - 91 * DAY)
    cleared = clear_due()
    assert (cleared["readings"], cleared["imports"]) == (1, 1)
    assert left(Reading) == 1


def test_it_is_written_down_how_many_went_and_how_many_in_all(now):
    for expected in ((1, 1), (0, 1)):
        if expected[0]:
            ReadingFactory(hour=now - 900 * DAY)
        clear_due()
        row = Clearing.unscoped.get(kind="readings")
        assert (row.number, row.total) == expected
        assert row.done_at >= now


@pytest.mark.expected_errors
def test_a_kind_that_cannot_be_cleared_stops_no_other_and_names_nobody(monkeypatch, now, caplog):
    def fall(at):
        raise ValueError("Nguyễn Văn An")

    monkeypatch.setitem(clearing.DEEDS, "readings", fall)
    Session.objects.create(session_key="a", session_data="", expire_date=now - DAY)
    with pytest.raises(NotAllCleared, match="readings"):
        clear_due()
    assert not Session.objects.exists()
    assert not Clearing.unscoped.filter(kind="readings").exists()
    assert "ValueError" in caplog.text
    assert "Nguyễn" not in caplog.text


def test_the_command_says_each_kind(capsys):
    call_command("clear_old")
    said = capsys.readouterr().out
    assert "readings: 0 dòng đã dọn." in said
