"""PostgreSQL: pg_dump of one moment, whose rows are counted in that very moment and again in the dump."""

import errno
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.db import connection

from operations.backup.actions.taken import Taken
from operations.backup.queries import (
    applied_migrations,
    asking,
    has_people_or_places,
    named_files,
    rows_of,
    tables,
)
from operations.backup.rules.faults import Damaged, Fault, NotEmpty, NoTool

NAME = "database.pgdump"
LOCK_WAIT = "--lock-wait-timeout=60000"
HOMES = ("/usr/lib/postgresql", "/usr/pgsql-", "/opt/homebrew/opt/postgresql@")
# In the text of a dump: where the rows of a table begin, and where they end.
_COPY = re.compile(rb"COPY (?:[\w]+|\"[^\"]+\")\.(?:\"([^\"]+)\"|(\w+)) \(")
_END = b"\\.\n"


def size_now() -> int:
    """Return about how many bytes the database has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def program(name: str) -> str:
    """Find a program of PostgreSQL that is not older than the server; Raises NoTool in words."""
    with connection.cursor() as cursor:
        server = int(cursor.connection.info.server_version) // 10_000
    found = {version: path for path in _programs(name) if (version := _version(path))}
    fitting = [version for version in found if version >= server]
    if fitting:
        return found[min(fitting)]
    package = f"postgresql-client-{server}"
    if found:
        raise NoTool(
            f"{name} ở máy này là bản {max(found)}, cũ hơn máy chủ PostgreSQL (bản {server}): "
            f"cài gói {package}."
        )
    raise NoTool(f"Không thấy chương trình {name}: cài gói {package} (bản {server} trở lên).")


def _programs(name: str) -> Iterator[str]:
    if path := shutil.which(name):
        yield path
    for home in HOMES:
        parent, start = Path(home).parent, Path(home).name
        for folder in parent.glob(f"{start}*/**/bin"):
            if (folder / name).is_file():
                yield str(folder / name)


def _version(path: str) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - found above
    number = re.search(r"(\d+)", said.stdout)
    return int(number[1]) if number else 0


def _whom() -> tuple[list[str], dict[str, str]]:
    """Return how a program reaches the database, and what only its environment may know."""
    words, env = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    where = list(words[1:])
    if connection.settings_dict["NAME"]:
        where = [*where[:-1], f"--dbname={where[-1]}"]
    return where, {**os.environ, "PGCONNECT_TIMEOUT": "10", **(env or {})}


def _run(name: str, *words: str) -> None:
    where, env = _whom()
    command = [program(name), "--no-password", *where, *words]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603 - words of ours
    if done.returncode:
        raise _failed(name, done.stderr)


def _failed(name: str, said: str) -> Fault:
    """Say that a program failed, by the kind of its words: the words themselves may hold rows of people."""
    if "No space left" in said:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    kinds = {
        "permission denied": "vai trò cơ sở dữ liệu không được đọc hết các bảng",
        "lock": "chờ khóa quá lâu: có người đang đổi cấu trúc bảng",
        "connection": "mất kết nối tới cơ sở dữ liệu",
        "depends on": "cơ sở dữ liệu có bảng của bản khác: tạo cơ sở dữ liệu mới (createdb)",
        "already exists": "cơ sở dữ liệu không trống: tạo cơ sở dữ liệu mới (createdb)",
    }
    why = next(
        (words for sign, words in kinds.items() if sign in said.lower()), "xem nhật ký máy chủ"
    )
    return NoTool(f"{name} không làm xong: {why}.")


def take(work: Path) -> Taken:
    """Dump one moment; count its rows by asking that moment, and those of the dump by reading it."""
    program("pg_restore")
    path = work / NAME
    with closing(connection.copy()) as moment, moment.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
        snapshot, version = cursor.fetchone()
        ask = asking(moment)
        named, rows = list(named_files(ask)), rows_of(ask, tables(moment))
        applied = applied_migrations(moment)
        _dump(path, snapshot)
        cursor.execute("COMMIT")
    if (found := _rows_in(path)) != rows:
        wrong = sorted(table for table in rows if found.get(table) != rows[table])
        raise Damaged(f"Bản chụp không đủ dòng của bảng {', '.join(wrong[:5])}: chạy lại.")
    return Taken(path, NAME, f"PostgreSQL {version}", rows, named, applied)


def _dump(path: Path, snapshot: str) -> None:
    plain = (
        "--format=custom",
        "--compress=1",
        "--no-owner",
        "--no-privileges",
        "--no-comments",
        LOCK_WAIT,
    )
    _run("pg_dump", *plain, f"--snapshot={snapshot}", f"--file={path}")


def _rows_in(path: Path) -> dict[str, int]:
    """Read a dump to its end, and count the rows of each table in it."""
    command = [program("pg_restore"), "--data-only", "--file=-", str(path)]
    counted = dict[str, int]()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as reader:  # noqa: S603 - words of ours
        assert reader.stdout is not None  # noqa: S101 - for the types alone
        lines = iter(reader.stdout)
        for line in lines:
            if table := _COPY.match(line):
                counted[(table[1] or table[2]).decode()] = _until_end(lines)
    if reader.returncode:
        raise Damaged("pg_restore không đọc được bản chụp vừa tạo: chạy lại.")
    return dict(sorted(counted.items()))


def _until_end(lines: Iterator[bytes]) -> int:
    count = 0
    for line in lines:
        if line == _END:
            break
        count += 1
    return count


def refuse_unless_empty() -> None:
    """Refuse a database that is not new. Raises NotEmpty."""
    program("pg_restore")
    if has_people_or_places():
        raise NotEmpty(
            "Cơ sở dữ liệu này đã có dữ liệu. Chỉ khôi phục vào chỗ trống: tạo cơ sở dữ liệu mới "
            "(createdb), đặt DATABASE_URL vào đó, rồi chạy lại."
        )


def put_back(copy: Path) -> None:
    """Put all of a dump into the database, or nothing of it."""
    connection.close()
    whole = ("--single-transaction", "--exit-on-error", "--clean", "--if-exists")
    _run("pg_restore", *whole, "--no-owner", "--no-privileges", str(copy))
