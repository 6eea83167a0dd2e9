import copy
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from config.checks import (
    backups_forget,
    files_of_people_are_not_served,
    pages_are_closed,
    postgresql_keeps_what_it_acknowledged,
    sqlite_keeps_what_it_acknowledged,
    the_norm_names_kinds_of_equipment,
    the_store_of_files_can_be_spoken_to,
)

OVERWRITES = "PRAGMA secure_delete=ON;"
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;{OVERWRITES}",
    },
}


def found(check):
    return [error.id for error in check()]


@pytest.fixture
def weakened(settings, monkeypatch):
    """Return a way to look at SQLite settings that differ in one option."""

    def weaken(**options):
        database = copy.deepcopy(SQLITE)
        database["OPTIONS"] |= options
        monkeypatch.setitem(settings.DATABASES, "default", database)

    return weaken


@pytest.mark.parametrize(
    ("kept", "errors"),
    [
        ("/srv/to-so/scans", []),
        ("/srv/to-so/static/scans", ["config.E009"]),
        ("/srv/to-so", ["config.E009"]),
        ("/srv/to-so/staticfiles", ["config.E009"]),
    ],
)
def test_scans_lie_apart_from_what_is_served_to_everybody(settings, kept, errors):
    settings.STATICFILES_DIRS = ["/srv/to-so/static"]
    settings.STATIC_ROOT = "/srv/to-so/staticfiles"
    settings.MEDIA_ROOT = kept
    assert found(files_of_people_are_not_served) == errors


@pytest.mark.parametrize("given", [False, True])
def test_a_store_of_files_without_its_packages_is_refused(settings, monkeypatch, given):
    settings.FILES_IN_STORE = given
    monkeypatch.setattr("config.checks.find_spec", lambda name: name != "boto3" or None)
    assert found(the_store_of_files_can_be_spoken_to) == ["config.E032"] * given


@pytest.mark.parametrize(("days", "errors"), [(0, 1), (1, 0), (90, 0), (91, 1)])
def test_backups_that_remember_the_erased_for_too_long_are_refused(settings, days, errors):
    settings.BACKUP_KEEP_DAYS = days
    assert found(backups_forget) == ["config.E020"] * errors


def test_a_norm_of_unknown_equipment_is_refused(settings):
    settings.TEAM_EQUIPMENT = {"phone": 1, "drone": 1}
    assert found(the_norm_names_kinds_of_equipment) == ["config.E010"]
    settings.TEAM_EQUIPMENT = {}
    assert found(the_norm_names_kinds_of_equipment) == []


def test_the_settings_that_keep_saves_pass(weakened):
    weakened()
    assert found(sqlite_keeps_what_it_acknowledged) == []


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (
            {"init_command": f"PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;{OVERWRITES}"},
            "config.E001",
        ),
        ({"init_command": f"PRAGMA synchronous=FULL;{OVERWRITES}"}, "config.E001"),
        (
            {"init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"},
            "config.E026",
        ),
        ({"transaction_mode": "DEFERRED"}, "config.E002"),
        ({"timeout": 5}, "config.E002"),
    ],
)
def test_settings_that_lose_saves_or_fail_under_two_writers_are_refused(weakened, options, error):
    weakened(**options)
    assert found(sqlite_keeps_what_it_acknowledged) == [error]


@pytest.mark.parametrize(
    ("database", "errors"),
    [
        ({}, []),
        ({"DISABLE_SERVER_SIDE_CURSORS": True}, []),
        ({"OPTIONS": {"pool": True}}, []),
        ({"OPTIONS": {"isolation_level": 3}}, ["config.E006"]),
        (
            {"OPTIONS": {"options": "-c default_transaction_isolation=serializable"}},
            ["config.E006"],
        ),
        ({"OPTIONS": {"options": "-c synchronous_commit=off"}}, ["config.E007"]),
        ({"OPTIONS": {"pool": True}, "DISABLE_SERVER_SIDE_CURSORS": True}, ["config.E008"]),
    ],
)
def test_postgresql_options_that_lose_or_mix_up_saves_are_refused(
    settings, monkeypatch, database, errors
):
    postgres = {"ENGINE": "django.db.backends.postgresql", **database}
    monkeypatch.setitem(settings.DATABASES, "default", postgres)
    assert found(postgresql_keeps_what_it_acknowledged) == errors


def test_postgresql_is_not_asked_for_sqlite_settings(settings, monkeypatch):
    postgres = {"ENGINE": "django.db.backends.postgresql"}
    monkeypatch.setitem(settings.DATABASES, "default", postgres)
    assert found(sqlite_keeps_what_it_acknowledged) == []


def test_the_doors_as_they_are_pass():
    assert found(pages_are_closed) == []


def test_a_site_without_the_sign_in_rule_is_refused(settings):
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if "LoginRequired" not in m]
    assert found(pages_are_closed) == ["config.E003"]


@pytest.mark.parametrize("policy", [{}, {"script-src": ["'self'", "'unsafe-inline'"]}])
def test_a_loosened_content_policy_is_refused(settings, policy):
    settings.SECURE_CSP = policy
    assert found(pages_are_closed) == ["config.E004"]


def test_whom_to_tell_of_a_hole_is_said_where_somebody_is_named(settings):
    settings.SECURITY_CONTACT = ["mailto:an-toan@to-so.example.vn", "tel:+84-257-300-0114"]
    response = Client().get("/.well-known/security.txt")
    lines = response.content.decode().splitlines()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert lines[:2] == [f"Contact: {one}" for one in settings.SECURITY_CONTACT]
    until = datetime.fromisoformat(lines[2].removeprefix("Expires: "))
    assert timedelta(days=30) < until - datetime.now(UTC) < timedelta(days=365)
    assert lines[-1] == "Canonical: http://testserver/.well-known/security.txt"


@pytest.mark.django_db
def test_nobody_is_named_by_default():
    assert Client().get("/.well-known/security.txt").status_code == 404


@pytest.mark.django_db
def test_a_form_that_was_open_too_long_says_what_to_do():
    response = Client(enforce_csrf_checks=True).post("/dang-nhap/", {"username": "ai"})
    assert response.status_code == 403
    assert "Trang mở quá lâu" in response.content.decode()


def test_a_fault_of_ours_speaks_vietnamese_and_names_nothing():
    response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Trang đang gặp lỗi" in response.content.decode()
