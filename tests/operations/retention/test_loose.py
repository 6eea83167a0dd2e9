"""A file that no row counts on is noted, and goes a week later if none does then either; whatever else lies there stays."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from operations.retention import queries
from operations.retention.actions import NotAllCleared, clear_due, note_loose, remove_loose
from operations.retention.queries import loose_files
from tests.factories import ImportFactory, PhotoFactory, ScanFactory
from web.keeping import lay_down

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    return settings.MEDIA_ROOT


def laid_down(folder="scans", days=2):
    """Lay a file down so many days ago; return its name."""
    name = lay_down(folder, b"%PDF")
    then = (timezone.now() - days * DAY).timestamp()
    os.utime(default_storage.path(name), (then, then))
    return name


def waiting():
    """Return what waits to be removed, and in how many days each is tried."""
    now = timezone.now()
    return {
        row.args_kwargs["args"][0]: round((row.run_after - now) / DAY)
        for row in DBTaskResult.objects.all()
    }


def test_what_no_row_names_is_noted_once_and_goes_a_week_later():
    name, young = laid_down(), laid_down(days=0)
    assert clear_due()["loose_files"] == 1
    assert clear_due()["loose_files"] == 0
    assert waiting() == {name: 7}
    assert default_storage.exists(name)
    remove_loose.call(name)
    assert not default_storage.exists(name)
    assert default_storage.exists(young)


def test_what_a_row_names_stays():
    names = [laid_down("rows"), laid_down("scans"), laid_down("photos")]
    ImportFactory(stored_as=names[0])
    ScanFactory(stored_as=names[1])
    PhotoFactory(stored_as=names[2])
    assert note_loose(timezone.now()) == 0


def test_what_was_taken_back_goes_where_its_removal_was_lost():
    """A worker that was killed while it removed it comes back to it no more."""
    name = laid_down()
    ScanFactory(stored_as=name, withdrawn_at=timezone.now())
    assert note_loose(timezone.now()) == 1
    remove_loose.call(name)
    assert not default_storage.exists(name)


@pytest.mark.expected_errors
def test_where_most_of_it_is_of_another_database_nothing_is_noted(monkeypatch):
    """A second site whose settings were copied: what the first one keeps is loose to it."""
    monkeypatch.setattr(queries, "MANY", 2)
    kept = [laid_down() for _ in range(3)]
    with pytest.raises(NotAllCleared, match="loose_files"):
        clear_due()
    assert waiting() == {}
    for name in kept[:2]:
        ScanFactory(stored_as=name)
    assert clear_due()["loose_files"] == 1


def test_a_folder_of_the_system_holds_up_nothing(media, monkeypatch):
    """On a disk of their own files lie beside `lost+found`, which only root may read."""
    name, listdir = laid_down(), default_storage.listdir
    Path(media, "lost+found").mkdir()

    def closed(folder):
        if folder == "lost+found":
            raise PermissionError
        return listdir(folder)

    monkeypatch.setattr(default_storage, "listdir", closed)
    assert loose_files(timezone.now()) == [name]


def test_a_row_that_came_late_keeps_its_file():
    """The commit was done, but nobody could be told so before a standby was there again."""
    name = laid_down("rows")
    note_loose(timezone.now())
    ImportFactory(stored_as=name)
    remove_loose.call(name)
    assert default_storage.exists(name)


def test_what_is_nothing_of_ours_stays(media):
    for place in ("lost+found", "scans"):
        Path(media, place).mkdir(parents=True)
        Path(media, place, "ghi-chu.txt").write_text("x")
    assert loose_files(timezone.now() + DAY) == []


def test_without_a_folder_of_files_there_is_none(media):
    assert not media.exists()
    assert loose_files(timezone.now()) == []


def test_what_another_one_removed_meanwhile_is_none(monkeypatch):
    laid_down()

    def gone(name):
        raise FileNotFoundError

    monkeypatch.setattr(default_storage, "get_modified_time", gone)
    assert loose_files(timezone.now()) == []
