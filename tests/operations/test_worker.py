"""The worker is seen alive while it works; asked to end, it leaves a long file in the middle to the next one."""

import signal

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from imports.jobs.actions import ENDING, reading, running, write_file
from imports.models import Import, State
from imports.spreadsheet.book import Book, Sheet
from operations.management.commands import worker as command
from tests.imports.jobs.test_worker import file  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.engines]


@pytest.fixture(autouse=True)
def not_asked():
    yield
    ENDING.clear()


def now(key):
    return Import.unscoped.get(uuid=key)


def test_asked_to_end_it_leaves_a_file_after_the_chunk_it_is_at(world, file, monkeypatch):
    from imports.jobs import actions

    actions.confirm(by=world.own.officer, source=file)
    DBTaskResult.objects.all().delete()
    chunks = []

    def chunk(key, worker):
        chunks.append(now(key).worker == worker)
        ENDING.set()
        return True

    with monkeypatch.context() as patch:
        patch.setattr(running, "_chunk", chunk)
        write_file.call(str(file.uuid))
    left = now(file.uuid)
    assert chunks == [True]
    assert (left.state, left.worker, left.beat_at) == (State.RUNNING, None, None)
    assert DBTaskResult.objects.count() == 1
    call_command("worker", "--batch", verbosity=0)
    assert now(file.uuid).state == State.DONE


def test_asked_to_end_it_leaves_a_file_that_it_reads_to_be_read_anew(world, file):
    Import.unscoped.filter(pk=file.pk).update(state=State.READING)
    file.refresh_from_db()
    source = reading._take_up(str(file.uuid))
    ENDING.set()
    reading.check(source, Book("xlsx", [Sheet("Sheet1")]))
    left = now(file.uuid)
    assert (left.state, left.worker) == (State.READING, None)
    assert DBTaskResult.objects.count() == 1


def test_a_signal_asks_it_to_end():
    worker = command.Command()._worker(batch=True)
    worker.running_task = True
    worker.shutdown(signal.SIGTERM, None)
    assert ENDING.is_set()
    assert not worker.running


def test_it_beats_and_seals_for_as_long_as_it_serves(monkeypatch):
    seen = []

    class Beating:
        def __init__(self, part="seals"):
            seen.append(part)

        def __enter__(self):
            seen.append("begins")

        def __exit__(self, *args):
            seen.append("ends")

    monkeypatch.setattr(command, "Beating", Beating)
    monkeypatch.setattr(command, "Sealing", Beating)
    monkeypatch.setattr(command.Worker, "run", lambda self: seen.append("runs"))
    monkeypatch.setattr(command.Worker, "configure_signals", lambda self: None)
    call_command("worker", verbosity=0)
    assert seen == ["worker", "begins", "seals", "begins", "runs", "ends", "ends"]
    call_command("worker", "--batch", verbosity=0)
    assert seen[7:] == ["runs"]
