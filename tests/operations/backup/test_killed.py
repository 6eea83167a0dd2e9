"""kill -9 while a backup is made: no half file counts as one, the next run clears up, the site has lost nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import connection

from erasure.rules.listed import LIST
from households.models import Household
from operations.backup.actions.making import make
from operations.backup.rules.thinning import moment_of
from operations.models import Backup
from tests.operations.backup.conftest import PUBLIC
from tests.proving import PROVING

pytestmark = [pytest.mark.engines, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).parents[3]
# Where it dies: half-way through what is written, and at each step around it.
HALF = "seal"
STEPS = ["take", HALF, "fsync", "read_through", "replace", "finish"] if PROVING else [HALF]
SCRIPT = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from operations.backup.actions import making

def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

def half(pieces, into, keys, seal=making.seal):
    def some():
        for number, piece in enumerate(pieces):
            if number > 5:
                into.flush()
                die()
            yield piece
    seal(some(), into, keys)

step = sys.argv[1]
where = {"take": making.snapshot, "fsync": os, "replace": os, "finish": making.rows}.get(step, making)
setattr(where, step, half if step == "seal" else die)
call_command("backup")
"""


def url():
    """Return the address of the database of the site, for another process."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    return f"postgres://{given['USER']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


def killed(site, step):
    """Begin a backup in a process that dies at a step."""
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": url(),
        "MEDIA_ROOT": str(site.media),
        "BACKUP_DIR": str(site.backups),
        "BACKUP_KEY": PUBLIC,
        "BACKUP_WORK_DIR": configured.BACKUP_WORK_DIR,
    }
    connection.close()
    command = [sys.executable, "-c", SCRIPT, step]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.mark.parametrize("step", STEPS)
def test_a_backup_that_was_killed_is_none(site, step):
    killed(site, step)
    row = Backup.unscoped.get()
    assert (row.verified_at, row.fault) == (None, "")
    whole = [path.name for path in site.backups.iterdir() if moment_of(path.name)]
    # It has its name only when it was read again to its last byte.
    assert whole == ([row.name] if step == "finish" else [])
    assert Household.unscoped.count() == 9
    made = make()
    row.refresh_from_db()
    assert row.fault == "Interrupted"
    assert sorted(path.name for path in site.backups.iterdir()) == sorted(
        {".lock", LIST, f".{LIST}.lock", made.path.name, *whole}
    )
    assert list(Path(configured.BACKUP_WORK_DIR).iterdir()) == []
    assert Backup.unscoped.exclude(verified_at=None).get().name == made.path.name
