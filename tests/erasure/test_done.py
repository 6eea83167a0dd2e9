"""After an erasure nothing names the person: no column, file, log, backup; no way back brings the name back.

The negative control finds the name in each of these places before.
"""

import gzip
import io
import logging
import zipfile
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection

from erasure.actions import ask, confirm
from erasure.actions.listing import write_all
from erasure.models import Erasure
from erasure.rules.listed import LIST
from households.models import Household, Movement, Resident
from imports.jobs.actions import confirm as confirm_file, undo
from operations.backup.actions.making import make
from operations.backup.rules.reading import read_through
from rollup.models import CommuneCount, VillageCount
from tests import scanning
from tests.erasure.known import NAME, PHONE, known_everywhere, rows_of, sent
from tests.operations.backup.conftest import IDENTITY, SECRET, elsewhere, site  # noqa: F401 - fixtures

pytestmark = [pytest.mark.engines, pytest.mark.django_db(transaction=True)]
# How packed bytes begin.
GZIP = b"\x1f\x8b"


@pytest.fixture
def log(tmp_path):
    """Return the file to which everything is logged meanwhile."""
    path, root = tmp_path / "to-so.log", logging.getLogger()
    handler = logging.FileHandler(path)
    root.addHandler(handler)
    yield path
    root.removeHandler(handler)


def in_folder(folder):
    """Return the files of a folder that hold the name or the number, unzipped too."""
    wanted = scanning.forms_of(NAME) | scanning.forms_of(PHONE)
    found = []
    for path in sorted(one for one in Path(folder).rglob("*") if one.is_file()):
        texts = [path.read_bytes()]
        if texts[0].startswith(GZIP):
            texts.append(gzip.decompress(texts[0]))
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as book:
                texts += [book.read(name) for name in book.namelist()]
        if any(form in text for form in wanted for text in texts):
            found.append(path.name)
    return found


def unpacked(path, folder):
    """Lay a backup out as files, its database too; return the folder."""

    def keep(name):
        return folder / name

    read_through(path, IDENTITY, keep=keep)
    return folder


def sessions_say(text):
    """Say whether a session holds a text: they are kept packed."""
    return any(text in str(one.get_decoded()) for one in Session.objects.all())


def sums():
    """Return what is counted today, and by the movements of every day."""
    counts = [
        {name: value for name, value in row.items() if name not in {"saved_at", "version"}}
        for model in (VillageCount, CommuneCount)
        for row in model.unscoped.order_by("pk").values()
    ]
    return counts, list(Movement.unscoped.order_by("pk").values())


def settled():
    """Write what the write-ahead log of SQLite holds into its file."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def erased(world, known):
    asked = ask(by=world.own.officer, household=known.household, resident=known.resident)
    return confirm(by=world.own.officer, erasure=asked, alone=True)


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """Other tests of the same server hold transactions of their own for a while."""
    monkeypatch.setattr("operations.wiping.actions.PATIENCE", 90)


def test_nothing_anywhere_names_them_after_an_erasure(site, log, tmp_path):
    known = known_everywhere(site.world)
    old = make().path
    before = scanning.in_columns(NAME, PHONE)
    places = {one.split(".")[0] for one in before}
    register = {"households_household", "households_resident", "audit_personalvalue"}
    assert register | {"imports_import", "imports_importrow"} <= places
    assert in_folder(site.media)
    assert in_folder(unpacked(old, tmp_path / "old"))
    assert sessions_say(NAME)
    figures = sums()

    erased(site.world, known)
    assert not sessions_say(NAME)
    assert scanning.in_columns(NAME, PHONE) == {}
    assert in_folder(site.media) == []
    assert not any(form in log.read_bytes() for form in scanning.forms_of(NAME))
    assert sums() == figures
    assert in_folder(unpacked(make().path, tmp_path / "next")) == []
    assert in_folder_of_lists(site) == []
    call_command("clean_erased", now=True, stdout=io.StringIO())
    assert scanning.in_files(NAME, PHONE) == {}
    call_command("recount", check=True, stdout=io.StringIO())


def in_folder_of_lists(site):
    text = (site.backups / LIST).read_text()
    return [form for form in (NAME, PHONE) if form in text]


def test_a_restore_of_the_older_backup_erases_again(site, elsewhere, tmp_path, capsys):
    known = known_everywhere(site.world)
    old = make().path
    figures = sums()
    erased(site.world, known)
    assert Erasure.unscoped.done().get().listed_at
    key = tmp_path / "key.txt"
    key.write_text(SECRET)
    with elsewhere() as there:
        call_command("restore", str(old), key_file=str(key))
        assert "1 đã xóa lại" in capsys.readouterr().out
        assert scanning.in_columns(NAME, PHONE) == {}
        assert in_folder(there.media) == []
        assert sums() == figures
        assert scanning.in_files(NAME, PHONE) == {}
        assert Erasure.unscoped.done().get().confirmed_by is None
        assert write_all() == 1


def test_a_restore_without_the_list_says_so_aloud_and_takes_one(
    site,
    elsewhere,
    tmp_path,
    capsys,
):
    known = known_everywhere(site.world)
    old = make().path
    erased(site.world, known)
    lists = tmp_path / "kept.jsonl"
    (site.backups / LIST).rename(lists)
    key = tmp_path / "key.txt"
    key.write_text(SECRET)
    with elsewhere(1):
        call_command("restore", str(old), key_file=str(key))
        assert "KHÔNG THẤY DANH SÁCH NGƯỜI ĐÃ XÓA" in capsys.readouterr().out
        assert Resident.unscoped.filter(full_name=NAME).exists()
    with elsewhere(2):
        call_command("restore", str(old), key_file=str(key), erasures=[str(lists)])
        assert scanning.in_columns(NAME, PHONE) == {}


def test_a_backup_of_after_an_erasure_is_left_as_it_is(site, elsewhere, tmp_path, capsys):
    known = known_everywhere(site.world)
    erased(site.world, known)
    young = make().path
    key = tmp_path / "key.txt"
    key.write_text(SECRET)
    with elsewhere():
        call_command("restore", str(young), key_file=str(key))
        assert "1 đã xóa lại" in capsys.readouterr().out
        assert Erasure.unscoped.done().get().confirmed_by == site.world.own.officer


def test_whom_the_register_of_then_did_not_know_is_forgotten_in_its_files(
    site,
    elsewhere,
    tmp_path,
):
    waiting = sent(site.world, rows_of(site.world))
    old = make().path
    confirm_file(by=site.world.own.officer, source=waiting)
    person = Resident.unscoped.get(full_name=NAME)
    asked = ask(by=site.world.own.officer, household=person.household, resident=person)
    confirm(by=site.world.own.officer, erasure=asked, alone=True)
    key = tmp_path / "key.txt"
    key.write_text(SECRET)
    with elsewhere() as there:
        call_command("restore", str(old), key_file=str(key))
        assert scanning.in_columns(NAME) == {}
        assert in_folder(there.media) == []


def test_no_way_back_brings_the_name_back(site):
    known = known_everywhere(site.world)
    officer, written = site.world.own.officer, known.files[0]
    erased(site.world, known)
    written.refresh_from_db()
    village = site.world.own.village.name
    more = [village, "Lê Thị Mới", "Lê Thị Mới", "Chủ hộ", "1980", "", "1"]
    again = sent(site.world, [*rows_of(site.world), more])
    confirm_file(by=officer, source=again)
    again.refresh_from_db()
    assert (again.state, again.done) == ("done", 1)
    undo(by=officer, source=written)
    assert not Resident.unscoped.filter(full_name=NAME).exists()
    assert not Household.unscoped.filter(head_name=NAME).exists()
    assert scanning.in_columns(NAME, PHONE) == {}
    assert in_folder(site.media) == []


def test_the_control_without_an_erasure_finds_the_name_in_each_place(site, tmp_path):
    known_everywhere(site.world)
    settled()
    assert scanning.in_files(NAME)
    assert in_folder(site.media)
    assert in_folder(unpacked(make().path, tmp_path / "next"))
