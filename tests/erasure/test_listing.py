"""The list beside the backups: a line for each erasure, in both places, without names; it never becomes shorter."""

import pytest
from django.core.management import call_command

from erasure.actions import erase
from erasure.actions.listing import note_erased, write_all
from erasure.models import Erasure
from erasure.rules.listed import LIST, Listed, joined, read_all

pytestmark = pytest.mark.django_db


def line(number, **facts):
    told = {"model": "households.resident", "key": number, "homes": [], "commune": 1, "at": "2026"}
    return Listed(uuid=f"u{number}", **{**told, **facts})


@pytest.fixture
def erased(world):
    person = world.own.household.residents.get(is_head=True)
    return erase(by=world.own.officer, subject=person), person.full_name


def test_a_line_stands_in_both_places_and_names_nobody(erased, settings, tmp_path):
    settings.BACKUP_COPY = str(tmp_path / "copy")
    (tmp_path / "copy").mkdir()
    row, name = erased
    assert note_erased(row)
    for place in ("backups", "copy"):
        lines, broken = read_all((tmp_path / place / LIST).read_bytes())
        assert ([one.uuid for one in lines], broken) == ([str(row.uuid)], 0)
        assert lines[0].hashes
        assert name not in (tmp_path / place / LIST).read_text()
    row.refresh_from_db()
    assert row.listed_at


@pytest.mark.expected_errors
def test_a_place_that_is_away_leaves_it_to_the_work_of_the_day(erased, settings, tmp_path):
    settings.BACKUP_COPY = str(tmp_path / "away")
    row, _name = erased
    assert not note_erased(row)
    assert (tmp_path / "backups" / LIST).exists()
    assert Erasure.unscoped.done().get().listed_at is None
    (tmp_path / "away").mkdir()
    call_command("list_erasures")
    assert Erasure.unscoped.done().get().listed_at
    assert (tmp_path / "away" / LIST).exists()


def test_a_line_that_the_database_does_not_know_stays(erased, tmp_path):
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / LIST).write_bytes(line(7).written() + b'{"uuid": "cut')
    assert write_all() == 1
    lines, broken = read_all((tmp_path / "backups" / LIST).read_bytes())
    assert (len(lines), broken) == (2, 0)


def test_without_backups_there_is_no_list(erased, settings, tmp_path):
    settings.BACKUP_DIR = ""
    assert not note_erased(erased[0])
    assert list(tmp_path.rglob(LIST)) == []


def test_lists_are_joined_each_erasure_once():
    assert joined([line(1), line(2)], [line(2), line(3)]) == [line(1), line(2), line(3)]


@pytest.mark.parametrize("text", [b"[]", b"{}", b"x", line(1, model="auth.user").written()])
def test_what_is_no_line_is_counted(text):
    assert read_all(text) == ([], 1)
