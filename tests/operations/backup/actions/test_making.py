"""A backup is made whole or not at all; its row says how it went, in kinds alone."""

import errno
import shutil
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, connections

from erasure.rules.listed import LIST
from operations.backup.actions import keeping, making, snapshot, working
from operations.backup.actions.making import make
from operations.backup.rules.faults import Busy, Damaged, NoKey, NoPlace, NoSpace
from operations.backup.rules.reading import read_through
from operations.models import Backup
from teams.models import Scan
from tests.operations.backup.conftest import IDENTITY, SECRET

pytestmark = [pytest.mark.engines, pytest.mark.django_db(transaction=True)]


def names_in(folder):
    beside = {".lock", LIST, f".{LIST}.lock"}
    return sorted(path.name for path in folder.iterdir() if path.name not in beside)


def check_nothing_left(site, kind):
    """Check that a backup that failed left no file, and a row that says what kind of fault it was."""
    assert names_in(site.backups) == []
    assert list((site.folder.parent / "work").iterdir()) == []
    row = Backup.unscoped.get()
    assert (row.fault, row.verified_at, row.size) == (kind, None, None)


def test_a_backup_holds_every_row_and_every_file_and_says_so(site, capsys):
    call_command("backup")
    said = capsys.readouterr().out
    row = Backup.unscoped.get()
    path = site.backups / row.name
    _, manifest = read_through(path, IDENTITY)
    assert manifest.rows["households_household"] == 9
    files = set(Scan.unscoped.values_list("stored_as", flat=True))
    assert {name for name in manifest.files if name.startswith("scans/")} <= files
    assert len(manifest.files) >= 3
    assert (row.size, row.rows, row.files) == (
        path.stat().st_size,
        manifest.row_count,
        len(manifest.files),
    )
    assert row.verified_at >= row.finished_at >= row.started_at
    assert f"{row.rows} dòng, {row.files} tệp" in said
    assert path.stat().st_mode & 0o777 == 0o600
    assert names_in(site.backups) == [row.name]


def test_names_of_people_and_the_secret_are_not_in_the_file(site):
    data = make().path.read_bytes()
    assert all(word.encode() not in data for word in ("Chủ Hộ", "scan 2", SECRET))


def test_a_file_that_went_meanwhile_is_missed_by_nobody_and_one_that_is_lost_is_told(
    site, capsys, monkeypatch
):
    scans = Scan.unscoped.order_by("-pk")[:2]
    gone, lost = (one.stored_as for one in scans)
    take = snapshot.take

    def take_and_withdraw(work):
        taken = take(work)
        Scan.unscoped.filter(stored_as=gone).update(withdrawn_at="2026-11-29T00:00:00Z")
        default_storage.delete(gone)
        return taken

    monkeypatch.setattr(making.snapshot, "take", take_and_withdraw)
    default_storage.delete(lost)
    call_command("backup")
    manifest = read_through(site.backups / Backup.unscoped.get().name, IDENTITY)[1]
    assert lost in manifest.missing
    assert gone not in {*manifest.missing, *manifest.files}
    assert "có tên trong sổ mà không có trên đĩa" in capsys.readouterr().out


def test_a_file_that_is_not_what_its_row_says_is_told(site):
    name = Scan.unscoped.order_by("-pk")[0].stored_as
    (site.media / name).write_bytes(b"other bytes")
    made = make()
    assert made.manifest.changed == [name]


def test_without_a_key_none_is_made_unless_that_was_said(site, settings, capsys):
    settings.BACKUP_KEY, settings.BACKUP_PLAIN = [], False
    with pytest.raises(CommandError, match="BACKUP_PLAIN=1"):
        call_command("backup")
    assert not site.backups.exists()
    settings.BACKUP_PLAIN = True
    call_command("backup")
    assert "KHÔNG khóa" in capsys.readouterr().out
    assert Backup.unscoped.get().name.endswith(".tar")


def test_settings_that_cannot_be_are_refused(site, settings):
    settings.BACKUP_KEY = [SECRET]
    with pytest.raises(NoKey):
        make()
    settings.BACKUP_KEEP_DAYS = 91
    with pytest.raises(NoPlace, match="90 ngày"):
        make()
    settings.BACKUP_DIR = str(site.media / "backups")
    with pytest.raises(NoPlace, match="MEDIA_ROOT"):
        make()
    settings.BACKUP_DIR = ""
    with pytest.raises(NoPlace, match="BACKUP_DIR"):
        make()
    assert not Backup.unscoped.exists()


def test_two_backups_at_once_are_one(site):
    with working.alone_in(site.backups), pytest.raises(Busy):
        make()
    assert not Backup.unscoped.exists()


def full(*args, **kwargs):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("where", ["taken", "sealed"])
def test_a_full_disk_is_told_in_words_and_leaves_nothing(site, monkeypatch, where):
    monkeypatch.setattr(
        *{"taken": (shutil, "copyfileobj"), "sealed": (making, "seal")}[where], full
    )
    if where == "taken":
        monkeypatch.setattr(making.snapshot, "take", full)
    with pytest.raises(NoSpace, match="Hết chỗ trên đĩa"):
        make()
    check_nothing_left(site, "NoSpace")


def test_a_database_that_does_not_answer_is_told_in_words(site, monkeypatch):
    def fail(work):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(making.snapshot, "take", fail)
    with pytest.raises(CommandError, match="không trả lời"):
        call_command("backup")
    check_nothing_left(site, "NoDatabase")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a word of SQLite's own")
def test_a_disk_that_is_full_for_sqlite_is_full(site, monkeypatch):
    def fail(self):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(type(connections["default"]), "copy", fail)
    with pytest.raises(NoSpace, match="Hết chỗ"):
        make()
    check_nothing_left(site, "NoSpace")


def test_a_disk_that_would_fill_up_is_not_begun_on(site, monkeypatch):
    usage = shutil.disk_usage(site.folder)._replace(free=working.RESERVE)
    monkeypatch.setattr(working.shutil, "disk_usage", lambda folder: usage)
    with pytest.raises(NoSpace, match="cần khoảng"):
        make()
    check_nothing_left(site, "NoSpace")


def test_a_disk_that_gives_back_other_bytes_is_found(site, monkeypatch):
    def broken(path, identity):
        data = bytearray(Path(path).read_bytes())
        data[-100] ^= 1
        Path(path).write_bytes(data)
        return read_through(path, identity)

    monkeypatch.setattr(making, "read_through", broken)
    with pytest.raises(Damaged):
        make()
    check_nothing_left(site, "Damaged")


def test_what_a_process_left_that_died_is_cleared_and_its_row_closed(site):
    old = site.backups / ".to-so-20260101-000000.tar.age.part"
    left = site.folder.parent / "work" / f"{working.PREFIX}dead"
    for folder in (site.backups, left):
        folder.mkdir(parents=True)
    old.write_bytes(b"half")
    (left / working.LOCK).touch()
    (left / "database.sqlite3").write_bytes(b"open copy")
    dead = Backup.unscoped.create(name=old.name[1:-5], host=making.rows.host())
    made = make()
    assert names_in(site.backups) == [made.path.name]
    assert not left.exists()
    dead.refresh_from_db()
    assert dead.fault == "Interrupted"


def test_the_folder_of_a_process_that_lives_stays(site, tmp_path):
    with working.work_folder(tmp_path / "work") as theirs:
        make()
        assert theirs.exists()
    assert not theirs.exists()


def test_a_second_place_gets_the_same_bytes(site, settings, capsys):
    settings.BACKUP_COPY = str(site.folder / "second")
    with pytest.raises(CommandError, match="Không thấy nơi chép thứ hai"):
        call_command("backup")
    first = Backup.unscoped.get()
    assert first.verified_at
    assert first.copied_at is None
    # Tried again, as the daily work does, it makes no other one: it copies.
    with pytest.raises(CommandError, match="Không thấy nơi chép thứ hai"):
        call_command("backup")
    (site.folder / "second").mkdir()
    call_command("backup")
    assert "chỉ chép" in capsys.readouterr().out
    first = Backup.unscoped.get()
    assert first.copied_at
    copy = site.folder / "second" / first.name
    assert copy.read_bytes() == (site.backups / first.name).read_bytes()
    call_command("backup", new=True)
    assert "cùng đĩa" in capsys.readouterr().out
    assert Backup.unscoped.exclude(copied_at=None).count() == 2


def test_a_copy_that_is_other_bytes_is_none(site, settings, monkeypatch):
    make()
    settings.BACKUP_COPY = str(site.folder)
    monkeypatch.setattr(shutil, "copyfile", lambda path, part: part.write_bytes(b"half"))
    assert "khác bản gốc" in keeping.copy_elsewhere(site.backups)
    monkeypatch.setattr(shutil, "copyfile", full)
    assert "Hết chỗ" in keeping.copy_elsewhere(site.backups)
    assert not list(site.folder.glob("*.tar.age*"))
    assert not Backup.unscoped.exclude(copied_at=None).exists()


def test_what_is_old_goes_from_both_places_and_its_row_says_so(site, settings):
    second = site.folder / "second"
    second.mkdir()
    settings.BACKUP_COPY = str(second)
    name = "to-so-20200101-000000.tar.age"
    old = Backup.unscoped.create(name=name, host="another")
    Backup.unscoped.filter(pk=old.pk).update(
        started_at="2020-01-01T00:00:00Z", finished_at="2020-01-01T00:00:00Z"
    )
    site.backups.mkdir()
    for folder in (site.backups, second):
        (folder / name).write_bytes(b"old")
    made = make()
    assert made.removed == [name]
    assert names_in(second) == names_in(site.backups) == [made.path.name]
    old.refresh_from_db()
    assert old.removed_at
    assert Backup.unscoped.get(name=made.path.name).removed_at is None
