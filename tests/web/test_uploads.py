"""What comes in waits in a file without a name, and folders of who was killed are swept away."""

import os
import tempfile
import time
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from web.sandbox.rooms import PREFIX, room, sweep


def test_a_large_upload_has_no_name_on_the_disk(tmp_path, monkeypatch, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    sent = SimpleUploadedFile("a.xlsx", b"054060123456" * 10_000)
    file = RequestFactory().post("/", {"file": sent}).FILES["file"]
    assert list(tmp_path.iterdir()) == []
    assert (file.name, file.size, file.read(12)) == ("a.xlsx", 120_000, b"054060123456")
    assert b"".join(file.chunks()) == b"054060123456" * 10_000


def test_rooms_of_who_was_killed_are_swept_and_no_others(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "to-so-else").mkdir()
    old = tmp_path / f"{PREFIX}old"
    old.mkdir()
    (old / "rows").write_text("Lê Thị Một")
    before = time.time() - 3 * 3600
    for path in (old, tmp_path / "to-so-else"):
        os.utime(path, (before, before))
    with room() as mine:
        assert sweep() == 1
        assert {path.name for path in tmp_path.iterdir()} == {"to-so-else", Path(mine).name}
