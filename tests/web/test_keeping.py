"""A file goes once no row names it: at once, or where its place is away, by a worker that remembers it."""

import errno
from datetime import timedelta

import pytest
from django.core.files.storage import InvalidStorageError, default_storage
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from web import keeping
from web.keeping import (
    lay_down,
    removals_that_fail,
    remove_file,
    remove_once_committed,
    remove_unnamed,
    written_for,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def name(settings, tmp_path):
    """Return under which name a file lies."""
    settings.MEDIA_ROOT = tmp_path
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    return lay_down("scans", b"%PDF")


def away(name):
    raise OSError(errno.EHOSTUNREACH, "kho")


def remembered():
    return [row.args_kwargs["args"][0] for row in DBTaskResult.objects.all()]


def test_it_goes_when_it_is_committed_and_nobody_remembers_it(
    name, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        remove_once_committed(name)
        # Whoever commits may die right after.
        assert remembered() == [name]
        assert not DBTaskResult.objects.ready().exists()
        assert default_storage.exists(name)
    assert not default_storage.exists(name)
    assert remembered() == []


def test_what_is_taken_back_stays(name, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        remove_once_committed(name)
        transaction.set_rollback(True)
    assert default_storage.exists(name)
    assert remembered() == []


def test_where_its_place_is_away_it_is_tried_until_it_is_gone(
    name, django_capture_on_commit_callbacks, monkeypatch
):
    with monkeypatch.context() as without:
        without.setattr(default_storage, "delete", away)
        with django_capture_on_commit_callbacks(execute=True):
            remove_once_committed(name)
        assert remembered() == [name]
        remove_file.call(name)
        assert remembered() == [name] * 2
    remove_file.call(name)
    assert not default_storage.exists(name)
    assert remembered() == [name] * 2


@pytest.mark.django_db(transaction=True)
def test_a_file_of_which_no_row_is_written_goes_later_too(name, monkeypatch):
    monkeypatch.setattr(default_storage, "delete", away)
    remove_unnamed(name)
    assert remembered() == [name]
    # What keeps it from being written is still what is said.
    monkeypatch.setattr(keeping, "_sync", away)
    with pytest.raises(OSError, match="kho"):
        lay_down("scans", b"x")
    assert len(remembered()) == 2


def test_since_when_a_file_should_be_gone_is_known_however_often_it_is_tried(
    name, django_capture_on_commit_callbacks, monkeypatch
):
    monkeypatch.setattr(default_storage, "delete", away)
    with django_capture_on_commit_callbacks(execute=True):
        remove_once_committed(name)
    # It waits for its first try behind the pages.
    assert removals_that_fail() == []
    remove_file.call(name)
    (since,) = removals_that_fail()
    assert timezone.now() - since < timedelta(minutes=1)
    DBTaskResult.objects.all().delete()
    before = since - timedelta(days=2)
    remove_file.call(name, before.isoformat())
    assert removals_that_fail() == [before]


@pytest.mark.django_db(transaction=True)
def test_where_a_row_is_surely_not_written_its_file_goes(name):
    with pytest.raises(ValueError, match="x"), written_for(name):
        raise ValueError("x")
    assert not default_storage.exists(name)


@pytest.mark.django_db(transaction=True)
def test_where_nobody_knows_whether_its_row_was_written_the_file_stays(name, monkeypatch):
    """The line broke while the database answered: the row may be there."""
    commit = connection.commit

    def unanswered():
        commit()
        raise OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "commit", unanswered)
        with pytest.raises(OperationalError), written_for(name):
            pass
    assert default_storage.exists(name)
    assert remembered() == []


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (None, ""),
        (OSError(errno.EHOSTUNREACH, "kho"), "OSError"),
        (InvalidStorageError("Could not find backend"), "InvalidStorageError"),
    ],
)
def test_what_a_store_answers_is_asked_once_in_a_while(settings, monkeypatch, fault, said):
    asked = []

    class Places(dict):
        def __getitem__(self, key):
            return self

        def ask(self):
            asked.append(1)
            if fault:
                raise fault

    monkeypatch.setattr(keeping, "storages", Places())
    monkeypatch.setattr(keeping, "_said", keeping.Said())
    assert keeping.store_fault() is None
    settings.FILES_IN_STORE = True
    assert [keeping.store_fault(), keeping.store_fault()] == [said] * 2
    assert asked == [1]
