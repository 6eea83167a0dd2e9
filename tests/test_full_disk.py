"""A disk that is full: at whichever write it happens, nothing of the file is left, on disk or in the database."""

import errno
import io
import tempfile
from pathlib import Path

import pytest
from django.core.files import storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from audit.models import AuditEntry
from imports.jobs import actions
from imports.jobs.actions import reading
from imports.models import Import, ImportRow, State
from teams.models import Activity, Decision, Photo, Scan
from tests.imports.jobs.test_worker import QUEUE
from tests.imports.sheets import workbook
from tests.pages import signed_in
from tests.teams.documents.raw_pdf import pdf
from web import keeping

pytestmark = [pytest.mark.django_db, pytest.mark.expected_errors]
FULL = OSError(errno.ENOSPC, "No space left on device")


def fail(*args, **kwargs):
    raise FULL


class Half(io.FileIO):
    """A file on a disk that fills up while it is written."""

    def write(self, data):
        super().write(data[: len(data) // 2])
        raise FULL


# At which writes the disk may be full, between the browser and the row: each fails in turn.
def at_keeping(patch):
    patch.setattr(storage.filesystem.os, "fdopen", lambda number, _mode: Half(number, "wb"))


def at_opening(patch):
    patch.setattr(storage.FileSystemStorage, "_save", fail)


def at_folders(patch):
    patch.setattr(storage.filesystem, "safe_makedirs", fail)


def at_a_folder_for_reading(patch):
    patch.setattr(tempfile, "mkdtemp", fail)


def at_a_copy_for_reading(patch):
    patch.setattr(tempfile, "TemporaryFile", fail)
    patch.setattr(Path, "write_bytes", fail)


def at_the_answer(patch):
    """The reader itself finds no room: it has no way to say so but how it ends."""
    patch.setattr("web.sandbox.run._ended", lambda *_: 28)


PLACES = [at_keeping, at_opening, at_folders, at_a_folder_for_reading, at_a_copy_for_reading, at_the_answer]  # fmt: skip


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"


@pytest.fixture
def left(media):
    """Return what is there of files and rows."""

    def count():
        files = [path for path in media.rglob("*") if path.is_file()]
        tables = (Import, ImportRow, Scan, Photo, Activity, Decision, AuditEntry)
        return [files, *(table.unscoped.count() for table in tables)]

    return count


@pytest.fixture
def officer(world):
    client = signed_in(world.own.officer)
    client.raise_request_exception = False
    return client


def send_rows(client, world):
    data = workbook([world.own.village.name, "Lê Một"])
    return client.post(reverse("imports:upload"), {"file": SimpleUploadedFile("ho.xlsx", data)})


def send_scan(client, world):
    decision = world.own.team.decisions.get()
    upload = SimpleUploadedFile("qd.pdf", pdf(), "application/pdf")
    return client.post(f"/to/quyet-dinh/{decision.pk}/ban-chup/", {"file": upload})


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("send", [send_rows, send_scan])
def test_nothing_is_left_of_a_file_that_could_not_be_written(
    world, officer, left, monkeypatch, send, place
):
    before = left()
    with monkeypatch.context() as patch:
        place(patch)
        answer = send(officer, world)
    # 503 in words is the answer of every page to a full disk (config.urls.handler500).
    assert answer.status_code == 503
    assert left() == before
    # With room again, the same file is taken.
    assert send(officer, world).status_code == 302
    assert left() != before


def test_an_upload_that_does_not_fit_leaves_nothing(world, left, monkeypatch, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(world.own.officer)
    before = left()
    monkeypatch.setattr("web.uploads.tempfile.TemporaryFile", fail)
    assert send_scan(client, world).status_code in {403, 503}
    assert left() == before


def test_half_a_file_is_taken_off_the_disk(media, monkeypatch):
    with monkeypatch.context() as patch:
        at_keeping(patch)
        with pytest.raises(OSError, match="No space"):
            keeping.lay_down("scans", b"x" * 1000)
    assert [path for path in media.rglob("*") if path.is_file()] == []
    assert media.joinpath(keeping.lay_down("scans", b"x")).read_bytes() == b"x"


def test_a_file_that_waits_is_told_why_and_read_once_there_is_room(
    world, monkeypatch, settings, left
):
    settings.TASKS = QUEUE
    monkeypatch.setattr(reading, "AT_ONCE_BYTES", 0)
    data = workbook([world.own.village.name, "Lê Một"])
    source = actions.receive(by=world.own.officer, commune=world.own.area, name="a.xlsx", data=data)
    with monkeypatch.context() as patch:
        at_a_copy_for_reading(patch)
        actions.read_file.call(str(source.uuid))
    source = Import.unscoped.get(pk=source.pk)
    assert (source.state, source.layout["unread"]["why"]) == (State.UNREAD, "disk")
    page = signed_in(world.own.officer).get(reverse("imports:detail", args=[source.uuid]))
    assert "hết chỗ trống" in page.content.decode()
    assert "Đọc lại" in page.content.decode()
    actions.read_again(by=world.own.officer, source=source)
    actions.read_file.call(str(source.uuid))
    assert Import.unscoped.get(pk=source.pk).state == State.CHECKED


@pytest.mark.parametrize("address", ["imports:template", "workbook"])
def test_a_workbook_that_cannot_be_written_leaves_nothing(
    world, officer, monkeypatch, tmp_path, address
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "rooms"))
    (tmp_path / "rooms").mkdir()
    before = AuditEntry.unscoped.count()
    monkeypatch.setattr("xlsxwriter.workbook.Workbook.close", fail)
    asked = reverse(address) if ":" in address else "/to/?tep=excel"
    assert officer.get(asked).status_code == 503
    assert list((tmp_path / "rooms").iterdir()) == []
    assert AuditEntry.unscoped.count() == before
