"""Databases for the faults to happen to: a file of SQLite, a cluster of PostgreSQL that syncs as in production."""

import contextlib
import io
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from tests.faults.servers import (
    KEY,
    PATIENCE,
    ROOT,
    children,
    free_port,
    is_alive,
    strike,
    wait_until,
)

# Which rows a play stands on: `python -m tests.faults.grounds fill` writes them, and prints whom and where.
PEOPLE = 2


def fill():
    """Make two communes of two villages with an officer each; return names of accounts and keys of villages."""
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    from accounts.models import User
    from accounts.roles import Role
    from areas.actions import add_village
    from areas.kinds import Kind, Level
    from skills.actions import name_platform
    from tests.factories import CountryFactory
    from tests.world import unit

    province = unit(CountryFactory(), Level.PROVINCE, Kind.TINH, "Thử", "54")
    district = unit(province, Level.DISTRICT, Kind.HUYEN, "Thử", "555")
    hasher, found = PBKDF2PasswordHasher(), {"people": [], "villages": [], "names": []}
    for number in range(PEOPLE):
        commune = unit(district, Level.COMMUNE, Kind.XA, f"Thử {number}", f"2200{number}")
        by = User(username=f"can-bo-{number}", role=Role.OFFICER, area=commune)
        # Few rounds: what a guess costs is no subject here.
        by.password = hasher.encode(PASSWORD, hasher.salt(), 1000)
        by.save()
        villages = [
            add_village(by=by, commune=commune, kind=Kind.THON, name=f"Số {n}") for n in (1, 2)
        ]
        name_platform(by=None, area=commune, name="Nền tảng", valid_from=commune.opened_on)
        found["people"].append(by.username)
        found["villages"].append([one.pk for one in villages])
        found["names"].append([one.full_name for one in villages])
    return found


PASSWORD = "chung-toi-cung-thu-2026"


def manage(url, *words, check=True):
    """Run a command of `manage.py` on a database; returns what it wrote."""
    env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.faults.settings"}
    env |= {"DEBUG": "0", "SECRET_KEY": KEY}
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if check and done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout


def prepare(url):
    """Migrate an empty database and fill it, in a process of its own."""
    return json.loads(manage(url, "-m", "tests.faults.grounds").splitlines()[-1])


def recount(url):
    """Return what `recount --check` says last: how many sums were compared, how many differ."""
    return manage(url, "manage.py", "recount", "--check", check=False).splitlines()[-1]


def counted():
    """Return what `recount --check` says last, of the database in use."""
    from django.core.management import call_command

    said = io.StringIO()
    with contextlib.suppress(SystemExit):
        call_command("recount", check=True, stdout=said, stderr=said)
    return said.getvalue().splitlines()[-1]


def apart(url, work, blocker=None):
    """Do some work on a database in a forked process, which need not load everything anew; returns its answer."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    process = fork.Process(target=_apart, args=(url, work, theirs, blocker))
    process.start()
    theirs.close()
    answer = ours.recv()
    process.join()
    if isinstance(answer, BaseException):
        raise answer
    return answer


_INHERITED = []


def _apart(url, work, pipe, blocker):
    import environ
    from django.db import connections

    try:
        if blocker:
            blocker.unblock()
        given = environ.Env.db_url_config(url)
        # The starter's connection may stand in a transaction, and is not ours to close.
        _INHERITED.append(connections["default"])
        own = connections.create_connection("default")
        own.settings_dict |= {key: given[key] for key in ("NAME", "HOST", "PORT", "USER")}
        connections["default"] = own
        pipe.send(work())
    except BaseException as error:
        pipe.send(RuntimeError(repr(error)))
    finally:
        os._exit(0)


@contextlib.contextmanager
def borrowed(blocker):
    """Copy the PostgreSQL that tests run on, empty as it is between two of them; yields the address of the copy."""
    from django.db import connection

    given = connection.settings_dict
    address = f"postgres://{given['USER']}@{given['HOST']}:{given['PORT']}"
    name = f"{given['NAME']}_faults"
    with blocker.unblock():
        connection.close()
    with psycopg.connect(f"{address}/postgres", autocommit=True) as base:
        base.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        base.execute(f'CREATE DATABASE "{name}" TEMPLATE "{given["NAME"]}"')
        try:
            yield f"{address}/{name}"
        finally:
            base.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def open_folder():
    """Make a folder that the user of PostgreSQL can reach."""
    folder = Path(tempfile.mkdtemp(prefix="to-so-faults-", dir="/tmp"))
    folder.chmod(0o755)
    return folder


class Sqlite:
    """A file of SQLite in a folder of its own."""

    def __init__(self, folder, made):
        self.folder = Path(folder) / "data"
        self.folder.mkdir()
        self.file = self.folder / "db.sqlite3"
        self.file.write_bytes(Path(made).read_bytes())
        self.url = f"sqlite:///{self.file}"


class Postgres:
    """A cluster of PostgreSQL with fsync on, in a folder of its own, run by a user who is not root."""

    def __init__(self, folder, *, env=None, **settings):
        self.folder, self.env, self.port = Path(folder) / "pg", env or {}, free_port()
        self.data = self.folder / "data"
        self.folder.mkdir(parents=True)
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        words = [f"--pgdata={self.data}", "--username=postgres", "--auth=trust", "--encoding=UTF8"]
        self.run("initdb", *words, "--locale=C.UTF-8")
        given = {"listen_addresses": "127.0.0.1", "unix_socket_directories": str(self.folder)}
        lines = [f"{key} = '{value}'" for key, value in {**given, **settings}.items()]
        with (self.data / "postgresql.conf").open("a") as file:
            file.write("\n".join(lines) + "\n")
        # What we wrote ourselves outlasts a power cut, too.
        subprocess.run(["sync", "-f", str(self.folder)], check=True)

    @property
    def url(self):
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def of(self, name):
        return f"postgres://postgres@127.0.0.1:{self.port}/{name}"

    def run(self, program, *words, check=True):
        env = [f"{key}={value}" for key, value in {"LC_ALL": "C.UTF-8", **self.env}.items()]
        command = ["env", "-u", "PGDATA", *env, f"{bin_folder()}/{program}", *words]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        return subprocess.run(command, cwd="/", capture_output=True, text=True, check=check)

    def start(self, seconds=PATIENCE):
        """Start it, after whatever happened; it recovers what it had promised."""

        def begun():
            if self.run("pg_ctl", f"--pgdata={self.data}", "status", check=False).returncode:
                log = f"--log={self.folder}/log"
                words = [f"--pgdata={self.data}", f"--options=-p {self.port}", log, "--wait"]
                self.run("pg_ctl", *words, f"--timeout={PATIENCE}", "start", check=False)
            try:
                psycopg.connect(self.url).close()
            except psycopg.OperationalError:
                return False
            return True

        if not wait_until(begun, seconds, pause=0.2):
            raise RuntimeError((self.folder / "log").read_text()[-2000:])
        # Known before its disk fails: nothing can be read then.
        self.postmaster = int((self.data / "postmaster.pid").read_text().split()[0])
        return self

    def stop(self, mode="fast"):
        self.run("pg_ctl", f"--pgdata={self.data}", f"--mode={mode}", "--wait", "stop", check=False)

    def kill(self, how=signal.SIGKILL, *, alone=True):
        """Kill the postmaster, or it and all its processes."""
        first = self.postmaster
        others = children(first)
        for pid in [first, *([] if alone else others)]:
            strike(pid, how)
        wait_until(lambda: not any(map(is_alive, [first, *others])))

    def set(self, name, value):
        """Change a setting while it runs."""
        with psycopg.connect(self.url, autocommit=True) as base:
            base.execute(f"ALTER SYSTEM SET {name} = {value}")
            base.execute("SELECT pg_reload_conf()")

    def copy(self, name, template="template1"):
        """Make a database as another one is."""
        with psycopg.connect(self.url, autocommit=True) as base:
            base.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
            # Sequences are copied with the numbers that the template had logged ahead; after a crash before the
            # next checkpoint the copy would give them twice.
            base.execute("CHECKPOINT")
        return self.of(name)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop("immediate")


def bin_folder():
    """Return the folder of PostgreSQL's programs, the newest first; None where there are none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return found[0].parent if found else None


if __name__ == "__main__":
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    sys.stdout.write(json.dumps(fill()))
