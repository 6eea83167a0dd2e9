"""Two hands on one file, or on one commune: nothing is written twice, nothing is lost, counts are right.

The last test is the control: without the lock of the commune's row the same work must count wrong.
"""

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from accounts.roles import Role
from audit.models import AuditEntry
from households.counts.rollup import HOUSEHOLDS
from households.models import Household
from households.register import actions as households
from imports.jobs import actions
from imports.jobs.actions import reading, running
from imports.kinds import KINDS
from imports.models import Import, RowResult, State
from rollup.counts import wrong_rows
from rollup.models import CommuneCount, CommuneCountQuerySet
from tests.factories import (
    CommuneFactory,
    CountryFactory,
    ImportFactory,
    ImportRowFactory,
    LocalPlatformFactory,
    UserFactory,
    VillageFactory,
)
from tests.imports.sheets import workbook

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS, ROWS, CHUNK = 4, 12, 3
QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture(autouse=True)
def _behind_the_pages(settings, monkeypatch):
    """Let confirmed files wait in the queue, and be written by few rows at a time."""
    settings.TASKS = QUEUE
    monkeypatch.setitem(KINDS, "households", replace(KINDS["households"], chunk=CHUNK))


@pytest.fixture
def commune():
    LocalPlatformFactory(area=CountryFactory())
    return CommuneFactory()


@pytest.fixture
def village(commune):
    return VillageFactory(parent=commune)


@pytest.fixture
def officers(commune):
    return [UserFactory(area=commune, role=Role.OFFICER) for _ in range(2)]


def incoming(village, officer, **facts):
    """Return a checked file of new households of this village."""
    source = ImportFactory(commune=village.commune, added_by=officer, to_write=ROWS, **facts)
    for number in range(2, ROWS + 2):
        ImportRowFactory(source=source, number=number, village=village)
    return source


def at_once(*jobs):
    """Do each job in a thread of its own, all starting together; return what came of each."""
    start = threading.Barrier(len(jobs))

    def run(job):
        start.wait(timeout=30)
        try:
            return job()
        except (actions.Busy, actions.TooLate) as told:
            return type(told)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [done.result(timeout=60) for done in [pool.submit(run, job) for job in jobs]]


def check_written_once(source, rows=ROWS):
    """Check that every row was dealt with, once, and that the counts are right."""
    source.refresh_from_db()
    assert (source.state, source.done) == (State.DONE, rows)
    assert source.after["households"] - source.before["households"] == rows
    written = RowResult.unscoped.filter(row__source=source, outcome="written")
    assert written.values("household").distinct().count() == rows
    assert wrong_rows(of=[HOUSEHOLDS])[1] == []


def test_two_workers_read_one_file_and_only_one_of_them_does(
    village, officers, settings, tmp_path, monkeypatch
):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(reading, "AT_ONCE_BYTES", 0)
    real, opened = reading.Opened, []
    monkeypatch.setattr(reading, "Opened", lambda *of: opened.append(1) or real(*of))
    data = workbook(*([village.name, f"Hộ {n}"] for n in range(ROWS)))
    for done in range(1, ROUNDS + 1):
        commune = village.commune
        source = actions.receive(by=officers[0], commune=commune, name="a.xlsx", data=data)
        at_once(*[partial(actions.read_file.call, source.uuid)] * 2)
        source.refresh_from_db()
        assert (source.state, source.rows.count(), len(opened)) == (State.CHECKED, ROWS, done)


def test_two_officers_confirm_one_file_and_it_is_written_once(village, officers):
    for done in range(1, ROUNDS + 1):
        source = incoming(village, officers[0])
        at_once(*(partial(actions.confirm, by=by, source=source) for by in officers))
        verb = AuditEntry.unscoped.about(source).filter(verb="Nhập từ tệp: xác nhận")
        assert (verb.count(), DBTaskResult.objects.count()) == (1, done)
        actions.write_file.call(source.uuid)
        check_written_once(source)
        assert Household.unscoped.count() == done * ROWS


def test_of_two_files_of_a_commune_one_runs_and_the_other_is_told(village, officers):
    for done in range(1, ROUNDS + 1):
        files = [incoming(village, by) for by in officers]
        jobs = [
            partial(actions.confirm, by=by, source=one)
            for by, one in zip(officers, files, strict=True)
        ]
        told = at_once(*jobs)
        assert Counter(one is actions.Busy for one in told) == {True: 1, False: 1}
        winner = Import.unscoped.active().get()
        assert winner in told
        actions.write_file.call(winner.uuid)
        check_written_once(winner)
        assert Household.unscoped.count() == done * ROWS


def test_of_several_workers_one_writes(village, officers, monkeypatch):
    taken, take = [], running._take_up
    monkeypatch.setattr(running, "_take_up", lambda key: taken.append(take(key)) or taken[-1])
    for done in range(1, ROUNDS + 1):
        source = incoming(village, officers[0])
        actions.confirm(by=officers[0], source=source)
        at_once(*[partial(actions.write_file.call, source.uuid)] * 4)
        assert Counter(worker is None for worker in taken) == {True: 3 * done, False: done}
        check_written_once(source)
        assert Household.unscoped.count() == done * ROWS


def test_stopped_while_it_is_confirmed_or_written_it_loses_nothing(village, officers):
    ends = Counter()
    for done in range(1, 2 * ROUNDS + 1):
        source = incoming(village, officers[0])

        def confirm_and_work(source=source):
            actions.confirm(by=officers[0], source=source)
            actions.write_file.call(source.uuid)

        def stop(source=source):
            while Import.unscoped.get(pk=source.pk).state == State.CHECKED:
                time.sleep(0.001)
            actions.stop(by=officers[1], source=source)

        at_once(confirm_and_work, stop)
        source.refresh_from_db()
        ends[source.state] += 1
        written = RowResult.unscoped.filter(row__source=source).count()
        assert source.done == written == Household.unscoped.count() - (done - 1) * ROWS
        if source.state == State.CANCELLED:
            actions.confirm(by=officers[0], source=source)
            actions.write_file.call(source.uuid)
        check_written_once(source)
    assert ends[State.CANCELLED] > 0
    assert set(ends) <= {State.CANCELLED, State.DONE}


def changing(village, officer, homes):
    """Return a confirmed file that brings each of these households a hamlet and what its head knows."""
    source = ImportFactory(commune=village.commune, added_by=officer, to_write=len(homes))
    for number, home in enumerate(homes, start=2):
        ImportRowFactory(
            source=source,
            number=number,
            village=village,
            verdict="changes",
            household=home,
            resident=home.residents.get(),
            changes={
                "home": {"hamlet": [home.hamlet, f"Xóm {number}"]},
                "results": [[None] * 5, [2, 2, 2, 2, 2]],
            },
        )
    actions.confirm(by=officer, source=source)
    return source


def race_of_hand_and_file(village, officers):
    """Let a file change households while a hand changes each of them, and adds others beside them."""
    officer, hand = officers
    homes = [
        households.add_household(by=officer, village=village, head_name=f"Hộ {n}")
        for n in range(ROWS)
    ]
    source = changing(village, officer, homes)

    def type_telephones():
        for home in homes:
            households.change_household(
                by=hand, household=home, was={"phone": ""}, phone=f"09051234{home.pk % 90 + 10}"
            )
            households.add_household(
                by=hand, village=village, head_name="Lê Mới", results=[2, 2, 2, 2, 2]
            )

    at_once(lambda: actions.write_file.call(source.uuid), type_telephones)
    source.refresh_from_db()
    return source, [Household.unscoped.get(pk=home.pk) for home in homes]


def test_a_hand_and_a_file_change_the_same_households_and_neither_is_lost(village, officers):
    for done in range(1, ROUNDS + 1):
        source, homes = race_of_hand_and_file(village, officers)
        assert (source.state, source.done) == (State.DONE, ROWS)
        assert RowResult.unscoped.filter(row__source=source, outcome="written").count() == ROWS
        assert [home.hamlet for home in homes] == [f"Xóm {n}" for n in range(2, ROWS + 2)]
        assert all(home.phone and home.covered for home in homes)
        # Each save moves it on: none went unnoticed, whoever came first.
        assert len({home.version for home in homes}) == 1
        counted = CommuneCount.unscoped.get(pk=village.commune_id)
        assert (counted.households, counted.covered) == (2 * done * ROWS, 2 * done * ROWS)
        assert wrong_rows(of=[HOUSEHOLDS])[1] == []


def save_while_the_file_commits(village, officers, monkeypatch):
    """Let somebody save between the file's recount and its commit; return the counts that are wrong."""
    home = households.add_household(by=officers[0], village=village, head_name="Lê Lan")
    source = changing(village, officers[0], [home])
    counted, write = threading.Event(), KINDS["households"].write

    def write_and_linger(source, rows):
        results = write(source, rows)
        counted.set()
        time.sleep(0.2)
        return results

    changed = replace(KINDS["households"], write=write_and_linger)
    monkeypatch.setitem(KINDS, "households", changed)

    def save():
        counted.wait(timeout=30)
        households.add_household(by=officers[1], village=village, head_name="Lê Mới")

    at_once(lambda: actions.write_file.call(source.uuid), save)
    assert RowResult.unscoped.filter(row__source=source, outcome="written").count() == 1
    assert Household.unscoped.count() == 2
    return wrong_rows(of=[HOUSEHOLDS])[1]


def test_with_the_lock_the_closest_race_counts_right(village, officers, monkeypatch):
    assert save_while_the_file_commits(village, officers, monkeypatch) == []


def test_without_the_lock_the_same_race_counts_wrong(village, officers, monkeypatch):
    monkeypatch.setattr(CommuneCountQuerySet, "select_for_update", lambda rows, **_options: rows)
    assert save_while_the_file_commits(village, officers, monkeypatch) != []
