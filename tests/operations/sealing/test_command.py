"""`manage.py audit` and `check_journal`: what an operator reads, and what the daily work does."""

import io
import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from operations.models import Block, DailyRun
from operations.sealing.actions import thread
from operations.sealing.actions.cutting import JournalWrong
from operations.sealing.actions.exporting import note_last, set_aside
from operations.sealing.actions.sealing import NotOurs, seal
from operations.sealing.actions.thread import Sealing
from operations.sealing.queries.heads import kept
from operations.sealing.rules.files import day_of, heads_of, last_of, too_old
from tests.factories import AuditEntryFactory, DailyRunFactory
from tests.operations.sealing.journal import sealed, tamper, three_communes
from tests.test_consistency import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("append_only_audit")]


@pytest.fixture
def keys(tmp_path, settings):
    """A sealed journal, and two places for what goes out."""
    for name in ("BACKUP_DIR", "BACKUP_COPY"):
        (tmp_path / name).mkdir()
        setattr(settings, name, str(tmp_path / name))
    return sealed(three_communes())


def said(*words, fails=False):
    """Return what the command says; one that finds a wrong ends with 1."""
    out, err = io.StringIO(), io.StringIO()
    if fails:
        with pytest.raises(SystemExit) as ended:
            call_command("audit", *words, stdout=out, stderr=err)
        assert ended.value.code == 1
    else:
        call_command("audit", *words, stdout=out, stderr=err)
    return out.getvalue() + err.getvalue()


def test_it_says_at_how_much_it_looked_and_what_waits(keys):
    told = said("verify")
    assert "Đã xem 12 khối của 4 chuỗi, 21 dòng; mọi dòng đã niêm phong; so với 0 tệp" in told
    assert "ĐÚNG" in told
    AuditEntryFactory()
    assert "1 dòng chưa niêm phong, lâu nhất" in said("verify")
    assert "Đã niêm phong 1 dòng." in said("seal", "--accept")


def test_it_says_where_something_is_wrong_and_ends_with_1(keys):
    tamper(f"UPDATE audit_auditentry SET verb = 'Giả' WHERE id = {keys[0]}")
    block = Block.unscoped.get(members__entry=keys[0])
    told = said("verify", fails=True)
    assert f"dòng bị sửa: khối {block.serial}, chuỗi {block.chain} số 1, dòng {keys[0]}\n" in told
    assert "SAI: 1 chỗ" in told
    assert "ĐÚNG" not in told


def test_a_thousand_wrongs_are_counted_and_the_first_told(keys, monkeypatch):
    from operations.management.commands import audit

    monkeypatch.setattr(audit, "SHOWN", 5)
    tamper("UPDATE audit_auditentry SET verb = 'Giả'")
    told = said("verify", fails=True)
    assert told.count("dòng bị sửa") == 5
    assert "SAI: 21 chỗ" in told


def test_heads_are_given_out_and_held_against_what_is_there(keys, tmp_path):
    path = tmp_path / "heads"
    path.write_text(said("heads"))
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert len(lines) == 5
    assert lines[0]["serial"] == 12
    assert {one["number"] for one in lines[1:]} == {3}
    assert "so với 1 tệp" in said("verify", "--heads", str(path))
    tamper("DELETE FROM operations_sealedentry", "DELETE FROM operations_block")
    seal()
    assert "ĐÚNG" in said("verify")
    told = said("verify", "--heads", str(path), fails=True)
    assert "khác với tệp đầu chuỗi đã xuất" in told


@pytest.mark.parametrize("text", ["", "{}\n", "không phải\n", "[1]\n"])
def test_a_file_that_holds_no_heads_is_refused_in_words(keys, tmp_path, text):
    path = tmp_path / "heads"
    path.write_text(text)
    with pytest.raises(CommandError, match="không phải tệp đầu chuỗi"):
        call_command("audit", "verify", "--heads", str(path))
    with pytest.raises(CommandError, match="Không đọc được"):
        call_command("audit", "verify", "--heads", str(tmp_path / "none"))


def test_the_daily_look_gives_out_heads_to_both_places_and_holds_them_against_what_is_there(keys):
    call_command("check_journal", stdout=io.StringIO())
    assert len(kept()) == 2
    # What went out is found again by itself.
    tamper("DELETE FROM operations_sealedentry", "DELETE FROM operations_block")
    seal()
    assert "SAI" in said("verify", fails=True)
    with pytest.raises(JournalWrong):
        call_command("check_journal", stdout=io.StringIO(), stderr=io.StringIO())


def test_the_daily_look_is_no_alarm_where_only_nobody_seals(keys, monkeypatch):
    AuditEntryFactory()
    later = timezone.now() + timedelta(hours=5)
    monkeypatch.setattr(timezone, "now", lambda: later)
    call_command("check_journal", stdout=io.StringIO())


@pytest.mark.parametrize(("weekday", "is_seen"), [(0, False), (6, True)])
def test_the_daily_look_opens_all_blocks_once_a_week(keys, monkeypatch, weekday, is_seen):
    first = Block.unscoped.earliest("pk")
    DailyRunFactory(task="check_journal", started_at=timezone.now() + timedelta(days=2))
    DailyRun.unscoped.update(finished_at=timezone.now())
    monkeypatch.setattr(
        "operations.management.commands.check_journal.WHOLE_ON",
        timezone.localdate().weekday() if is_seen else (timezone.localdate().weekday() + 1) % 7,
    )
    tamper(f"UPDATE operations_block SET seal = '0' WHERE serial = {first.serial}")
    if is_seen:
        with pytest.raises(JournalWrong):
            call_command("check_journal", stdout=io.StringIO(), stderr=io.StringIO())
    else:
        call_command("check_journal", stdout=io.StringIO())


def test_the_last_block_is_noted_whenever_something_was_sealed(keys):
    note_last()
    note_last()
    here, copy = kept()
    assert here.name == copy.name == last_of(timezone.localdate())
    assert "so với 2 tệp" in said("verify")
    last = Block.unscoped.last()
    tamper(
        f"DELETE FROM operations_sealedentry WHERE block_id = {last.serial}",
        f"DELETE FROM operations_block WHERE serial = {last.serial}",
    )
    assert "khác với tệp đầu chuỗi" in said("verify", fails=True)


def test_a_line_that_a_power_cut_cut_off_is_passed_over(keys):
    note_last()
    for path in kept():
        path.write_text(path.read_text() + '{"serial": 12, "ha')
    assert "so với 2 tệp" in said("verify")
    assert set_aside() == []
    for path in kept():
        path.write_text("không phải\n")
    assert len(set_aside()) == 2


def test_what_a_restored_backup_does_not_know_is_set_aside(keys):
    note_last()
    assert set_aside() == []
    last = Block.unscoped.last()
    tamper(
        f"DELETE FROM operations_sealedentry WHERE block_id = {last.serial}",
        f"DELETE FROM operations_block WHERE serial = {last.serial}",
    )
    assert len(set_aside()) == 2
    assert kept() == []
    assert "ĐÚNG" in said("verify")


def test_heads_stay_a_month_and_the_first_of_each_month(keys):
    today = timezone.localdate().replace(day=20)
    days = [today - timedelta(days=n) for n in range(80)]
    names = [name(day) for day in days for name in (heads_of, last_of)]
    left = set(names) - set(too_old([*names, "to-so-20260101-000000.tar"], today))
    assert {day_of(name) for name in left} == {
        day for day in days if (today - day).days <= 31 or day.day == 1
    }
    assert len([name for name in left if name.startswith("to-so-nhat-ky-cuoi")]) == 32


@pytest.mark.expected_errors
def test_sealing_goes_on_while_the_database_is_away_and_says_no_names(monkeypatch, caplog):
    turns, enough = [], threading.Event()

    def turn():
        turns.append(1)
        if len(turns) == 1:
            raise OperationalError("Nguyễn Văn An")
        if len(turns) == 2:
            raise NotOurs
        enough.set()
        return 0

    monkeypatch.setattr(thread, "seal", turn)
    with Sealing(every=0.01):
        assert enough.wait(10)
    assert "not sealed for OperationalError" in caplog.text
    assert "the last block is not ours" in caplog.text
    assert "Nguyễn" not in caplog.text


@pytest.mark.long
def test_a_worker_seals_what_was_written_within_a_minute(tmp_path):
    """A process of its own, as on a server, also while its queue is empty."""
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3"}
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v0"], cwd=ROOT, env=env, check=True)
    with (
        closing(sqlite3.connect(tmp_path / "db.sqlite3", isolation_level=None)) as database,
        subprocess.Popen([*manage, "worker"], cwd=ROOT, env=env) as worker,
    ):
        ages = []
        for number in range(3):
            sealed = number
            database.execute(
                "INSERT INTO audit_auditentry (at, actor, actor_name, verb, subject, subject_key, subject_label, "
                "place, above_2, above_3, above_4, changes, document) "
                "VALUES (strftime('%Y-%m-%d %H:%M:%f', 'now'), '', '', 'Thử', 'a', '1', '', '', '', '', '', '{}', '')"
            )
            began = time.monotonic()
            while sealed == number and time.monotonic() - began < 90:
                time.sleep(0.5)
                [(sealed,)] = database.execute("SELECT COUNT(*) FROM operations_sealedentry")
            ages.append(time.monotonic() - began)
        worker.terminate()
    # The first one waits for the program to begin, too.
    assert max(ages[1:]) < 60, ages
    looked = subprocess.run(
        [*manage, "audit", "verify"], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert "3 dòng; mọi dòng đã niêm phong" in looked.stdout
