"""A backup made while people save: all that was acknowledged before its start is in it, on both engines.

`make prove` plays it with four people who save as fast as four a second.
"""

import hashlib
import threading
import time
from dataclasses import dataclass, field

import pytest
from django.core.management import call_command
from django.db import connection

from audit.models import AuditEntry
from households.models import Household
from households.register.actions import add_household
from operations.backup.actions import making
from operations.backup.actions.making import make
from operations.backup.actions.restoring import restore
from operations.backup.rules import sealing
from operations.models import Backup
from teams.models import Scan
from tests.operations.backup.conftest import IDENTITY
from tests.proving import PROVING

pytestmark = [pytest.mark.engines, pytest.mark.django_db(transaction=True)]
# Saves before, while and after a backup is made, by each of the threads, and seconds between two of them.
SAVES, THREADS = (5, 2) if not PROVING else (60, 4)
BETWEEN = 0.0 if not PROVING else 0.25


@dataclass
class Saver:
    """Somebody who enters households and files, and writes down what was acknowledged, and when."""

    site: object
    number: int
    acknowledged: list = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def save(self, count):
        world = self.site.world
        village, by = world.own.village, world.own.officer
        for _ in range(count):
            number = len(self.acknowledged)
            name = f"Lê {self.number} Hộ {number}"
            one = add_household(by=by, village=village, head_name=name, results=[2, 0, 2, 0, 2])
            if number % 5 == 0:
                self.site.keep_file(f"{name} {time.perf_counter()}".encode())
            self.acknowledged.append((time.perf_counter(), one.uuid))
            time.sleep(BETWEEN)

    def until_stopped(self):
        try:
            while not self.stop.is_set():
                self.save(1)
        finally:
            connection.close()


def check_restored(there, acknowledged):
    """Check that nothing acknowledged is missing, that every file named is there, and that figures are right."""
    found = set(Household.unscoped.values_list("uuid", flat=True))
    assert [uuid for uuid in acknowledged if uuid not in found] == []
    for name, code in Scan.unscoped.filter(withdrawn_at=None).values_list("stored_as", "sha256"):
        assert hashlib.sha256((there.media / name).read_bytes()).hexdigest() == code
    # Whoever is in it is whole: with the line of the journal that was written together with them.
    entries = AuditEntry.unscoped.filter(verb="Thêm hộ")
    assert entries.count() == Household.unscoped.count()


def test_what_was_acknowledged_before_its_start_is_in_it(site, elsewhere, capsys):
    savers = [Saver(site, number) for number in range(THREADS)]
    threads = [threading.Thread(target=saver.until_stopped) for saver in savers]
    for thread in threads:
        thread.start()
    try:
        while min(len(saver.acknowledged) for saver in savers) < SAVES:
            time.sleep(0.01)
        began = time.perf_counter()
        made = make()
        ended = time.perf_counter()
        at_end = sum(len(saver.acknowledged) for saver in savers)
    finally:
        for saver in savers:
            saver.stop.set()
        for thread in threads:
            thread.join()
    before = [uuid for saver in savers for at, uuid in saver.acknowledged if at < began]
    assert len(before) >= SAVES * THREADS
    # The others went on saving meanwhile: nobody waited until it was made.
    assert at_end > len(before), f"no save in {ended - began:.1f} s"
    with elsewhere() as there:
        restore(path=made.path, identity=IDENTITY)
        check_restored(there, before)
        call_command("recount", check=True)
        assert ", 0 differ" in capsys.readouterr().out


def test_files_of_rows_that_came_later_are_not_in_it_and_those_of_rows_that_are_there_are(
    site, elsewhere, monkeypatch
):
    """The order is the point: rows first, then the files that these rows name."""
    seal = sealing.seal

    def come_and_seal(pieces, into, keys):
        site.keep_file(b"came while the files were read")
        seal(pieces, into, keys)

    monkeypatch.setattr(making, "seal", come_and_seal)
    made = make()
    assert Scan.unscoped.count() > len([n for n in made.manifest.files if n.startswith("scans/")])
    with elsewhere() as there:
        restore(path=made.path, identity=IDENTITY)
        kept = {str(path.relative_to(there.media)) for path in there.media.rglob("*/*")}
        assert set(Scan.unscoped.values_list("stored_as", flat=True)) <= kept
        assert Backup.unscoped.get().files == len(made.manifest.files)
