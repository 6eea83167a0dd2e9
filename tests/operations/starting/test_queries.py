"""What keeps a site from beginning: database of another version, settings, files, what the machine lacks."""

import json
import os
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.checks import Error, Warning  # noqa: A004 - that is what Django calls it
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from audit.models import AuditEntry
from operations.starting import actions, queries
from operations.starting.actions import make_ready
from operations.starting.queries import (
    are_static_files_late,
    database_file,
    faults,
    refuse_another_version,
    version_faults,
)
from operations.starting.rules import Fault
from tests.factories import CommuneFactory

pytestmark = [pytest.mark.django_db, pytest.mark.engines]


@pytest.fixture(autouse=True)
def sound(settings, tmp_path, monkeypatch):
    """Let all be well: a folder of our own, and settings in which nothing is wrong."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    (tmp_path / "media").mkdir(mode=0o700)
    settings.DEBUG = False
    monkeypatch.setattr(queries, "run_checks", lambda **kwargs: [])
    monkeypatch.setattr(queries.rules, "full_disks", lambda paths: [])


def keys(found):
    return [fault.key for fault in found]


def test_where_all_is_well_nothing_is_said():
    CommuneFactory()
    assert faults() == []


def test_a_site_without_units_says_how_to_load_them():
    (fault,) = faults()
    assert (fault.key, fault.stops) == ("units", False)
    assert "load_units" in fault.do


def recorded():
    return MigrationRecorder(connection).migration_qs


def test_a_database_that_is_not_migrated_is_refused_by_all_that_work_on_it():
    recorded().filter(app="operations").delete()
    (fault,) = version_faults()
    assert fault.key == "migrations"
    assert "Sao lưu trước" in fault.do
    for command in (["worker", "--batch"], ["daily", "--once"]):
        with pytest.raises(CommandError, match="chưa theo phiên bản này"):
            call_command(*command)
    assert keys(faults()) == ["migrations"]


def test_an_empty_database_is_told_what_comes_first():
    recorded().all().delete()
    (fault,) = version_faults()
    assert fault.words == "Cơ sở dữ liệu còn trống."
    assert "manage.py migrate, rồi load_units" in fault.do


def test_a_database_of_a_newer_version_is_refused_by_all_that_work_on_it():
    recorded().create(app="households", name="9999_from_the_future")
    (fault,) = version_faults()
    assert fault.key == "newer"
    assert "households.9999_from_the_future" in fault.words
    with pytest.raises(CommandError, match="mới hơn chương trình"):
        refuse_another_version()
    assert keys(faults()) == ["newer"]


def test_gunicorn_refuses_a_database_of_another_version(monkeypatch):
    from config import serving

    monkeypatch.setattr(serving.connections, "close_all", lambda: None)
    serving.on_starting(None)
    recorded().create(app="households", name="9999_from_the_future")
    with pytest.raises(SystemExit, match="mới hơn chương trình"):
        serving.on_starting(None)


def test_a_database_that_is_away_is_named_without_its_words(monkeypatch):
    def away():
        raise OperationalError('password authentication failed for user "an"')

    monkeypatch.setattr(queries, "version_faults", away)
    (fault,) = faults()
    assert (fault.key, fault.stops) == ("database", True)
    assert "OperationalError" in fault.words
    assert '"an"' not in fault.words
    # Who runs already waits for it to come back.
    refuse_another_version()


def test_a_store_of_files_that_is_away_is_said_and_nobody_is_kept_from_the_rest(monkeypatch):
    monkeypatch.setattr(queries, "store_fault", lambda: "EndpointConnectionError")
    fault = next(one for one in faults() if one.key == "store")
    assert not fault.stops
    assert "EndpointConnectionError" in fault.words


@pytest.mark.parametrize("message", [Error("Bad.", hint="Sửa đi.", id="config.E099")])
def test_what_the_checks_refuse_is_refused_with_their_hint(monkeypatch, message):
    warning = Warning("Odd.", id="config.W099")
    monkeypatch.setattr(queries, "run_checks", lambda **kwargs: [warning, message])
    assert faults()[0] == Fault("config.E099", "Bad.", "Sửa đi.")
    assert "config.W099" not in keys(faults())


def test_checks_of_a_production_are_asked_of_a_production_alone(monkeypatch, settings):
    asked = []
    monkeypatch.setattr(queries, "run_checks", lambda **kwargs: asked.append(kwargs) or [])
    faults()
    settings.DEBUG = True
    faults()
    assert [one["include_deployment_checks"] for one in asked] == [True, False]


@pytest.mark.parametrize(("bind", "stops"), [("127.0.0.1:8000", False), ("0.0.0.0:8000", True)])
def test_development_is_said_and_shown_to_nobody_else(settings, bind, stops):
    settings.DEBUG = True
    (fault,) = [one for one in faults(bind) if one.key == "debug"]
    assert fault.stops is stops


@pytest.mark.parametrize("given", ["", "1h30", "25:00"])
def test_a_time_of_day_that_is_none_is_refused(settings, given):
    settings.DAILY_AT = given
    assert "daily" in keys(faults())


def test_a_clock_behind_the_newest_row_of_the_journal_is_refused():
    CommuneFactory()
    entry = AuditEntry.unscoped.create(verb="Thử", subject="areas.area")
    later = timezone.now() + timedelta(days=1)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_auditentry DISABLE TRIGGER USER")
        else:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='audit_auditentry'"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
    AuditEntry.unscoped.filter(pk=entry.pk).update(at=later)
    assert keys(faults()) == ["clock"]


def test_a_database_of_sqlite_on_a_network_is_refused(tmp_path, monkeypatch):
    mounts = tmp_path / "mounts"
    mounts.write_text("nas:/so / nfs4 rw 0 0\n")
    monkeypatch.setattr(queries, "MOUNTS", mounts)
    monkeypatch.setattr(queries, "database_file", lambda: Path("/srv/db.sqlite3"))
    assert "network" in keys(faults())
    monkeypatch.setattr(queries, "database_file", lambda: None)
    assert "network" not in keys(faults())


def test_a_database_in_memory_or_of_a_server_is_no_file(monkeypatch):
    def named(vendor, name):
        return SimpleNamespace(vendor=vendor, settings_dict={"NAME": name})

    for vendor, name, path in [
        ("sqlite", "/srv/db.sqlite3", Path("/srv/db.sqlite3")),
        ("sqlite", ":memory:", None),
        ("sqlite", "file:memorydb_default?mode=memory&cache=shared", None),
        ("postgresql", "toso", None),
    ]:
        monkeypatch.setattr(queries, "connection", named(vendor, name))
        assert database_file() == path


@pytest.fixture
def site(settings, tmp_path):
    """Return the folders of a site with one static file, and where they are collected."""
    source, root = tmp_path / "static", tmp_path / "collected"
    source.mkdir()
    root.mkdir()
    (source / "site.css").write_text("body {}")
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [source], str(root)
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    return SimpleNamespace(source=source, root=root)


def collect(site, *names):
    (site.root / queries.MANIFEST).write_text(json.dumps({"paths": dict.fromkeys(names, "x")}))


def test_static_files_are_late_until_collected_and_when_one_changed(site):
    assert are_static_files_late()
    collect(site, "site.css")
    assert not are_static_files_late()
    later = (site.root / queries.MANIFEST).stat().st_mtime + 5
    os.utime(site.source / "site.css", (later, later))
    assert are_static_files_late()
    os.utime(site.source / "site.css", (1, 1))
    (site.source / "new.css").write_text("")
    os.utime(site.source / "new.css", (1, 1))
    assert are_static_files_late()


def test_development_collects_none(settings):
    settings.STATIC_ROOT = None
    assert not are_static_files_late()


def test_a_site_collects_its_static_files_itself_and_makes_its_folder(
    site, settings, tmp_path, monkeypatch
):
    settings.MEDIA_ROOT = str(tmp_path / "new" / "media")
    called = []
    monkeypatch.setattr(actions, "call_command", lambda name, **kwargs: called.append(name))
    make_ready(say=called.append)
    assert called == ["Gom tệp tĩnh (collectstatic)…", "collectstatic"]
    assert Path(settings.MEDIA_ROOT).stat().st_mode & 0o777 == 0o700


def test_static_files_that_cannot_be_written_are_a_fault(site, monkeypatch):
    def refuse(name, **kwargs):
        raise PermissionError

    monkeypatch.setattr(actions, "call_command", refuse)
    make_ready(say=lambda words: None)
    assert "static" in keys(faults())
