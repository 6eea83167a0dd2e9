"""Programs of PostgreSQL that are missing, old or fail are told in words; what they said themselves is not passed on."""

import subprocess

import pytest
from django.db import connection

from operations.backup.actions import postgres
from operations.backup.rules.faults import Damaged, NoTool

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="programs of PostgreSQL"),
]


def test_a_missing_program_is_told_with_its_package(monkeypatch):
    monkeypatch.setattr(postgres, "_programs", lambda name: [])
    with pytest.raises(NoTool, match=r"cài gói postgresql-client-\d+"):
        postgres.program("pg_dump")


def test_an_old_program_is_told_with_both_versions(monkeypatch):
    monkeypatch.setattr(postgres, "_version", lambda path: 9)
    with pytest.raises(NoTool, match="bản 9, cũ hơn máy chủ"):
        postgres.program("pg_dump")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("ERROR: permission denied for table x", "không được đọc hết"),
        ("canceling statement due to lock timeout", "chờ khóa"),
        ('relation "x" already exists', "createdb"),
        ("could not: Nguyễn Văn Bí", "xem nhật ký"),
    ],
)
def test_a_failed_program_is_told_by_its_kind(said, words):
    fault = postgres._failed("pg_dump", said)
    assert words in str(fault)
    assert "Nguyễn" not in str(fault)


def test_a_full_disk_of_the_server_is_a_full_disk():
    with pytest.raises(OSError, match="No space"):
        postgres._failed("pg_dump", "could not write: No space left on device")


def test_a_password_stands_in_the_environment_alone(monkeypatch):
    seen = []
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "bi-mat")
    done = subprocess.CompletedProcess([], 0, "", "")

    def run(command, **facts):
        seen.append((command, facts.get("env")))
        return done if "--version" not in command else subprocess.CompletedProcess([], 0, "99", "")

    monkeypatch.setattr(subprocess, "run", run)
    postgres._run("pg_dump", "--file=x")
    command, env = seen[-1]
    assert "bi-mat" not in " ".join(command)
    assert env["PGPASSWORD"] == "bi-mat"


def test_a_dump_that_is_none_is_found(tmp_path):
    path = tmp_path / "dump"
    path.write_bytes(b"PGDMP" + bytes(100))
    with pytest.raises(Damaged):
        postgres._rows_in(path)
