"""What a machine may lack is named, each with what to do."""

import os
import shutil
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from operations.starting import rules
from operations.starting.rules import (
    Fault,
    catalogue_faults,
    clock_faults,
    file_faults,
    folder_faults,
    full_disks,
    kind_of_disk,
    on_a_network,
    zone_faults,
)

NOW = datetime(2026, 11, 29, 8, 0, tzinfo=UTC)
MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/share /srv/so nfs4 rw 0 0
//nas/so /mnt/o\\040mạng cifs rw 0 0
/dev/sdb1 /srv/so/own xfs rw 0 0
an@far:/ /home/an/far fuse.sshfs rw 0 0
"""
Usage = namedtuple("Usage", "total used free")


def keys(faults):
    return [(fault.key, fault.stops) for fault in faults]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/so/db.sqlite3", "nfs4"),
        ("/srv/so/own/db.sqlite3", "xfs"),
        ("/srv/sổ/db.sqlite3", "ext4"),
        ("/srv/so2/db.sqlite3", "ext4"),
        ("/mnt/o mạng/db.sqlite3", "cifs"),
        ("/home/an/far/db.sqlite3", "fuse.sshfs"),
    ],
)
def test_the_kind_of_disk_is_that_of_the_nearest_mount(path, kind):
    assert kind_of_disk(Path(path), MOUNTS) == kind


@pytest.mark.parametrize("kind", sorted(rules.NETWORK))
def test_sqlite_on_a_network_is_refused(kind):
    (fault,) = on_a_network(Path("/x/db.sqlite3"), f"a / ext4 rw 0 0\nb /x {kind} rw 0 0")
    assert (fault.key, fault.stops) == ("network", True)
    assert kind in fault.words
    assert "PostgreSQL" in fault.do


def test_sqlite_on_a_disk_of_the_machine_is_not():
    assert on_a_network(Path("/srv/so/own/db.sqlite3"), MOUNTS) == []


@pytest.mark.parametrize(
    ("free", "found"),
    [
        (11, []),
        (9, [("disk", False)]),
        (0.9, [("disk", False)]),
        (0.01, [("disk", True)]),
    ],
)
def test_a_disk_that_is_nearly_full_is_said_and_one_that_is_full_refused(
    tmp_path, monkeypatch, free, found
):
    total = 100 * 2**30
    usage = Usage(total, 0, int(total * free / 100))
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    # A folder that is not there yet will be on the disk of the one above; one disk is said once.
    assert keys(full_disks([tmp_path, tmp_path / "not" / "yet"])) == found


def test_sqlite_that_this_user_cannot_write_to_is_refused(tmp_path, monkeypatch):
    """As when somebody ran `migrate` as root."""
    database = tmp_path / "db.sqlite3"
    assert file_faults(database) == []
    database.touch()
    for closed in (database, tmp_path):
        monkeypatch.setattr(os, "access", lambda path, mode, closed=closed: path != closed)
        (fault,) = file_faults(database)
        assert (fault.key, fault.stops) == ("owner", True)
        assert f"chown -R {os.geteuid()} {tmp_path}" in fault.do


def test_a_link_to_a_network_drive_is_seen_through(tmp_path):
    (tmp_path / "far").mkdir()
    (tmp_path / "near").symlink_to(tmp_path / "far")
    mounts = f"a / ext4 rw 0 0\nnas:/so {tmp_path}/far nfs4 rw 0 0\n"
    assert keys(on_a_network(tmp_path / "near" / "db.sqlite3", mounts)) == [("network", True)]


def test_a_folder_of_files_is_ours_and_can_be_written_to(tmp_path):
    tmp_path.chmod(0o700)
    assert folder_faults(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path):
    assert keys(folder_faults(tmp_path / "none")) == [("media", True)]


def test_a_folder_of_another_user_is_named_with_the_command(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    (fault,) = folder_faults(tmp_path)
    assert (fault.key, fault.stops) == ("media", True)
    assert "thuộc về người dùng khác" in fault.words
    assert f"chown -R {os.geteuid()} {tmp_path}" in fault.do


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path, monkeypatch):
    def refuse(**kwargs):
        raise PermissionError

    monkeypatch.setattr(rules.tempfile, "TemporaryFile", refuse)
    (fault,) = folder_faults(tmp_path)
    assert "Không ghi được" in fault.words
    assert fault.stops


def test_a_folder_that_others_can_read_is_said(tmp_path):
    tmp_path.chmod(0o755)
    assert keys(folder_faults(tmp_path)) == [("media", False)]


@pytest.mark.parametrize(
    ("built", "newest", "found"),
    [
        (-1, None, []),
        (-1, -1, []),
        (-1, 4, []),
        (-1, 6, [("clock", True)]),
        (6, None, [("clock", True)]),
        (6, -1, [("clock", True)]),
    ],
)
def test_a_clock_behind_the_program_or_behind_what_was_written_is_refused(built, newest, found):
    at = [None if one is None else NOW + timedelta(minutes=one) for one in (built, newest)]
    assert keys(clock_faults(NOW, built=at[0], newest=at[1])) == found


def test_a_time_zone_that_the_machine_does_not_know_is_refused():
    assert zone_faults("Asia/Ho_Chi_Minh") == []
    (fault,) = zone_faults("Asia/Nowhere")
    assert "apt install tzdata" in fault.do


def test_a_catalogue_without_its_compiled_file_is_refused(tmp_path):
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").touch()
    assert keys(catalogue_faults([tmp_path])) == [("messages", True)]
    (folder / "django.mo").touch()
    assert catalogue_faults([tmp_path]) == []


@pytest.mark.parametrize("key", sorted(rules.NEVER))
def test_some_faults_are_never_begun_despite(key):
    assert Fault(key, "", "").stops_despite({key})


def test_others_are_begun_despite_when_named():
    assert not Fault("clock", "", "").stops_despite({"clock"})
    assert Fault("clock", "", "").stops_despite({"media"})
    assert not Fault("disk", "", "", stops=False).stops_despite(set())
