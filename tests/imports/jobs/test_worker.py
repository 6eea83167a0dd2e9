"""The worker does what was asked behind the pages, and takes up what another one left."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from imports.jobs import actions
from imports.jobs.actions import running
from imports.models import Import, RowResult
from tests.factories import ImportFactory, RowResultFactory

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def file(world, settings, monkeypatch):
    """Return a file of ours that waits to be confirmed, with a queue behind the pages.

    A worker drops a connection that stands in a transaction, as that of every test does.
    """
    settings.TASKS = QUEUE
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    return world.own.file


def test_nothing_is_written_before_the_worker_comes(world, file):
    actions.confirm(by=world.own.officer, source=file)
    assert (DBTaskResult.objects.count(), RowResult.unscoped.count()) == (1, 0)
    call_command("worker", "--batch", verbosity=0)
    assert RowResult.unscoped.get().row.source == file
    assert Import.unscoped.get(pk=file.pk).state == "done"


def test_what_a_dead_worker_left_is_taken_up(world, file):
    long_ago = timezone.now() - running.LEASE - timedelta(seconds=1)
    Import.unscoped.filter(pk=file.pk).update(
        state="running", confirmed_by=world.own.officer, beat_at=long_ago
    )
    call_command("worker", "--batch", verbosity=0)
    assert Import.unscoped.get(pk=file.pk).state == "done"


def test_what_a_living_worker_has_is_looked_at_again_when_it_must_be_dead(world, file):
    Import.unscoped.filter(pk=file.pk).update(
        state="running", confirmed_by=world.own.officer, beat_at=timezone.now()
    )
    call_command("worker", "--batch", verbosity=0)
    assert Import.unscoped.get(pk=file.pk).state == "running"
    later = DBTaskResult.objects.get(status="READY")
    assert later.run_after > timezone.now() + running.LEASE / 2


def test_old_files_are_cleared_by_a_command(world, capsys):
    Import.unscoped.update(added_at=timezone.now() - timedelta(days=91))
    call_command("clear_imports")
    call_command("clear_imports")
    assert capsys.readouterr().out.split("\n")[:2] == ["3 tệp đã dọn.", "0 tệp đã dọn."]


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "nonsense"},
        {"kind": "nonsense"},
        {"name": ""},
        {"done": 1},
        {"undone": 1},
        {"state": "running"},
    ],
    ids=str,
)
def test_the_database_refuses_a_file_that_cannot_be(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportFactory(**facts)


@pytest.mark.parametrize(
    "facts",
    [{"why": ""}, {"outcome": "written", "why": ""}, {"outcome": "nonsense"}, {"version": 1}],
    ids=str,
)
def test_the_database_refuses_a_result_that_cannot_be(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        RowResultFactory(**facts)
