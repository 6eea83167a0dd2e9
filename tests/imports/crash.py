"""What the test of dying workers does in a process of its own, on a database of its own.

`python -m tests.imports.crash make ROWS` fills it (DATABASE_URL); `clean` writes the file without harm;
`kill KILLS SEED` lets so many workers be killed at random points first; `torn` and `whole` kill one at the
worst point, without and with the transaction of a chunk. The last line printed is JSON.
"""

import json
import os
import random
import signal
import sys
import time
import uuid
from dataclasses import replace
from datetime import timedelta

KEY = uuid.UUID("7d3fcb5b-0000-4000-8000-000000000001")
KNOWN, CHUNK = 20, 50


def make(rows):
    """Make a commune of four villages, some households, and a confirmed file of so many rows."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from accounts.models import User
    from accounts.roles import Role
    from households.register.actions import add_household
    from imports.models import ImportRow
    from skills.actions import name_platform
    from tests.factories import CommuneFactory, ImportFactory, VillageFactory

    commune = CommuneFactory()
    villages = [VillageFactory(parent=commune) for _ in range(4)]
    by = User.unscoped.create(username="can-bo", role=Role.OFFICER, area=commune)
    name_platform(by=None, area=commune, name="Nền tảng", valid_from=commune.opened_on)
    known = [add_household(by=by, village=villages[0], head_name=f"Có {n}") for n in range(KNOWN)]
    source = ImportFactory(
        uuid=KEY, commune=commune, added_by=by, confirmed_by=by, state="confirmed", to_write=rows
    )
    ImportRow.unscoped.bulk_create(row_of(source, n, villages, known) for n in range(rows))


def row_of(source, n, villages, known):
    """Return the n-th row: three in four are households, the fourth is somebody of the one before."""
    from imports.models import ImportRow

    is_member = n % 4 == 3
    here = {"source": source, "number": n + 2, "village": villages[n * 4 // source.to_write]}
    values = {"name": f"Người Trong Tệp {n}", "birth_year": 1950 + n % 50}
    if is_member:
        values |= {"relation": "child", "sex": "f"}
    elif n % 3:
        values |= {"results": [2, 2, n % 3, 2, 2], "hamlet": f"Xóm {n % 9}"}
    if n < len(known):  # these change what is there
        head = known[n].residents.get()
        change = {
            "results": [[None] * 5, [2, None, None, None, None]],
            "fields": {"sex": ["", "m"]},
        }
        found = {"household": known[n], "resident": head, "village": villages[0], "changes": change}
        return ImportRow(**{**here, **found}, group=n + 2, verdict="changes", values=values)
    return ImportRow(**here, group=n + 2 - is_member, verdict="new", values=values)


def worker():
    """Start a worker that takes over at once from a dead one; returns the process it is."""
    from django.db import connection

    from imports.jobs.actions import running
    from imports.kinds import KINDS

    connection.close()
    if pid := os.fork():
        return pid
    running.LEASE = timedelta(0)
    KINDS["households"] = replace(KINDS["households"], chunk=CHUNK)
    running.write_file.call(KEY)
    os._exit(0)


def position():
    from imports.models import Import

    return Import.unscoped.values_list("position", flat=True).get()


def ended(pid, options=0):
    """Say how a worker ended: None while it runs, its signal when it was killed, else 0."""
    done, status = os.waitpid(pid, options)
    return None if not done else os.WTERMSIG(status) if os.WIFSIGNALED(status) else status


def kill(kills, seed):
    """Kill workers somewhere after they wrote a little more; returns where each died."""
    from imports.models import Import

    chance, died = random.Random(seed), []
    rows = Import.unscoped.values_list("to_write", flat=True).get()
    for number in range(1, kills + 1):
        pid, goal = worker(), rows * number // (kills + 2)
        while position() < goal and (how := ended(pid, os.WNOHANG)) is None:
            time.sleep(0.002)
        time.sleep(chance.random() * 0.1)
        how = ended(pid, os.WNOHANG)
        if how is None:
            os.kill(pid, signal.SIGKILL)
            how = ended(pid)
        died.append([how, position()])
    ended(worker())
    return died


def struck(*, whole):
    """Kill a worker after its facts and before the mark that they were written, then finish."""
    from imports.jobs.actions import chunks, running

    real, mark, times = running._chunk, chunks.NewRows, []
    running._chunk = real if whole else real.__wrapped__

    class Dying(mark):
        def insert(self):
            times.append(1)
            if len(times) == 2:
                os.kill(os.getpid(), signal.SIGKILL)
            return super().insert()

    chunks.NewRows = Dying
    how = ended(worker())
    died = [[how, position()]]
    chunks.NewRows, running._chunk = mark, real
    ended(worker())
    return died


def main(what, *numbers):
    import django

    django.setup()
    if what == "make":
        return make(int(numbers[0]))
    if what == "clean":
        return ended(worker())
    if what == "kill":
        return kill(*map(int, numbers))
    return struck(whole=what == "whole")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.stdout.write(json.dumps(main(*sys.argv[1:])))
