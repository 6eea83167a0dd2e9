"""Each task of a day is done once over all machines; one that failed or was left is tried again."""

from datetime import timedelta

import pytest
from django.core.management import CommandError
from django.utils import timezone

from operations.daily import actions, queries
from operations.daily.actions import do_due, fail, finish, let_go, renew, take_up
from operations.daily.rules import LEASE
from operations.heartbeat.actions import Beating
from operations.models import DailyRun, Part

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
DAY = timezone.localdate()
LATER = LEASE + timedelta(seconds=1)


@pytest.fixture
def clock(monkeypatch):
    """Return a function that lets time pass."""
    passed = [timedelta()]
    now = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: now() + passed[0])

    def let_pass(some):
        passed[0] += some

    return let_pass


def take():
    return take_up(task="snapshot", day=DAY)


def test_a_task_is_held_by_one_machine_at_a_time(clock):
    assert take().tries == 1
    assert take() is None
    clock(LATER)
    assert take().tries == 2
    assert take() is None


def test_a_lease_that_is_renewed_keeps_others_off(clock):
    run = take()
    for _ in range(3):
        clock(LEASE / 2)
        assert renew(run=run)
    assert take() is None


def test_what_is_done_is_done_for_that_day_alone(clock):
    assert finish(run=take())
    clock(LATER)
    assert take() is None
    assert take_up(task="snapshot", day=DAY + timedelta(days=1)).tries == 1


def test_who_was_thought_dead_changes_nothing_any_more(clock):
    dead = take()
    clock(LATER)
    heir = take()
    assert not renew(run=dead)
    assert not fail(run=dead, fault="OSError")
    assert not finish(run=dead)
    assert not let_go(run=dead)
    assert finish(run=heir)


def test_what_failed_waits_and_says_the_kind_of_fault_only(clock):
    fail(run=take(), fault="OSError")
    run = DailyRun.unscoped.get()
    assert (run.fault, run.finished_at) == ("OSError", None)
    assert take() is None
    clock(timedelta(seconds=61))
    assert take().fault == ""


def test_what_is_let_go_is_free_at_once(clock):
    let_go(run=take())
    clock(timedelta(seconds=1))
    assert take().tries == 2


@pytest.fixture
def called(monkeypatch, settings):
    """Let two tasks be due, and note which command is called instead of calling it."""
    settings.DAILY_AT = "00:00"
    found = []
    monkeypatch.setattr(queries, "get_commands", lambda: {"snapshot": "", "clear_old": ""})
    monkeypatch.setattr(actions, "call_command", found.append)
    return found


def silent(words):
    pass


def test_all_that_is_due_is_done_once(called):
    assert do_due(say=silent) == 2
    assert do_due(say=silent) == 0
    assert called == ["snapshot", "clear_old"]
    assert (
        DailyRun.unscoped.filter(finished_at__isnull=False, day=timezone.localdate()).count() == 2
    )


def test_a_day_that_nobody_worked_is_made_up_for(called, settings):
    """Before the time of day the work of yesterday is still due."""
    settings.DAILY_AT = "23:59:59.999999"
    do_due(say=silent)
    assert set(DailyRun.unscoped.values_list("day", flat=True)) == {DAY - timedelta(days=1)}


@pytest.mark.expected_errors
def test_one_that_fails_stops_no_other_and_names_nobody(called, monkeypatch, caplog):
    def fall(name):
        called.append(name)
        if name == "snapshot":
            raise CommandError("Nguyễn Văn An 0905123456")

    monkeypatch.setattr(actions, "call_command", fall)
    assert do_due(say=silent) == 1
    assert called == ["snapshot", "clear_old"]
    assert DailyRun.unscoped.get(task="snapshot").fault == "CommandError"
    assert "CommandError" in caplog.text
    assert "Nguyễn" not in caplog.text


def test_one_that_is_asked_to_stop_leaves_its_task_to_the_next(called, monkeypatch, clock):
    def stop(name):
        raise SystemExit(0)

    monkeypatch.setattr(actions, "call_command", stop)
    with pytest.raises(SystemExit):
        do_due(say=silent)
    clock(timedelta(seconds=1))
    assert take().tries == 2


def test_a_lease_is_renewed_with_each_heartbeat_as_long_as_the_task_lasts(called, monkeypatch):
    beating, seen = Beating(Part.DAILY), []

    def work(name):
        DailyRun.unscoped.update(leased_until=timezone.now())
        beating.also()
        seen.append(DailyRun.unscoped.get(task=name).leased_until > timezone.now() + LEASE / 2)

    monkeypatch.setattr(actions, "call_command", work)
    do_due(beating=beating, say=silent)
    assert seen == [True, True]
    before = DailyRun.unscoped.values_list("leased_until", flat=True)
    assert beating.also() is None
    assert [*before] == [*DailyRun.unscoped.values_list("leased_until", flat=True)]


def test_the_tasks_are_the_commands_that_are_there():
    found = queries.tasks()
    assert found == [task for task in queries.TASKS if task in found]
    assert {"snapshot", "clear_old", "check_readings", "stop_unused_accounts"} <= set(found)
    assert "check_journal" in found
