"""Each thing a production may lack is named by its own key, and nothing is named of one that has it."""

import pytest
from django.contrib.auth.hashers import make_password
from django.core.checks import registry
from django.db import connection
from django.test import override_settings

from config import deploy_checks
from demo.accounts import DEFAULT_PASSWORD, PEOPLE
from tests.factories import UserFactory

KEY = "only-for-this-test-" + "x7Kp" * 10
POSTGRES = "django.db.backends.postgresql"


def database(host, **options):
    return {"ENGINE": POSTGRES, "HOST": host, "OPTIONS": options}


OPEN_MAIL = {"default": {"OPTIONS": {"host": "thu.example.vn", "password": "x"}}}
SOUND = {
    "SECRET_KEY": KEY,
    "DEBUG": False,
    "ALLOWED_HOSTS": ["to-so.example.vn"],
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
    "PROXY_COUNT": 1,
    "PAGES_DATABASE": database("db.example.vn", sslmode="verify-full"),
    "WORK_DATABASE": None,
    "PGBOUNCER": False,
    "WEB_LOCK_MS": 1500,
    "WEB_STATEMENT_MS": 20000,
    "STATUS_TOKEN": "",
    "SENDS_MAIL": True,
    "MAILERS": {
        "default": {"OPTIONS": {"host": "thu.example.vn", "password": "x", "use_tls": True}}
    },
    "MAIL_FROM": "Tổ số <to-so@example.vn>",
    "SITE_URL": "https://to-so.example.vn",
    "MAIL_AT": "07:00",
}
CHECKS = (
    deploy_checks.nobody_guesses_the_key,
    deploy_checks.the_site_is_set_for_production,
    deploy_checks.visitors_are_told_apart_behind_a_proxy,
    deploy_checks.the_way_to_the_database_is_closed,
    deploy_checks.letters_go_as_they_should,
    deploy_checks.nobody_reads_the_password_of_the_mail_server,
)


def found(*checks, **settings):
    with override_settings(**{**SOUND, **settings}):
        return [error.id for check in checks for error in check()]


def test_a_sound_production_lacks_nothing():
    assert found(*CHECKS) == []


def test_nothing_is_asked_of_letters_where_none_go():
    assert found(*CHECKS, SENDS_MAIL=False, MAIL_AT="", MAILERS=OPEN_MAIL) == []


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ({"SECRET_KEY": deploy_checks.DEMO_KEY}, "config.E011"),
        ({"SECRET_KEY": KEY[:49]}, "config.E011"),
        ({"SECRET_KEY": "ab" * 40}, "config.E011"),
        ({"STATUS_TOKEN": "x" * 31}, "config.E021"),
        ({"DEBUG": True}, "config.E012"),
        ({"MAILERS": OPEN_MAIL}, "config.E027"),
        ({"MAIL_FROM": "to-so@localhost"}, "config.E028"),
        ({"SITE_URL": "http://to-so.example.vn"}, "config.E029"),
        ({"MAIL_AT": "7 giờ"}, "config.E030"),
        ({"ALLOWED_HOSTS": ["to-so.example.vn", "*"]}, "config.E013"),
        ({"SESSION_COOKIE_SECURE": False}, "config.E014"),
        ({"CSRF_COOKIE_SECURE": False}, "config.E014"),
        ({"PROXY_COUNT": 0}, "config.E015"),
        ({"PAGES_DATABASE": database("db.example.vn")}, "config.E018"),
        ({"PAGES_DATABASE": database("10.0.0.5", sslmode="require")}, "config.E018"),
        ({"WORK_DATABASE": database("10.0.0.5", sslmode="verify-ca")}, "config.E018"),
    ],
)
def test_what_a_production_lacks_is_named(settings, error):
    assert found(*CHECKS, **settings) == [error]


@pytest.mark.parametrize("host", ["", "localhost", "127.0.0.1", "/var/run/postgresql"])
def test_a_database_on_this_machine_needs_no_certificate(host):
    assert found(*CHECKS, PAGES_DATABASE=database(host)) == []


def test_without_a_proxy_none_is_counted():
    assert found(*CHECKS, SECURE_PROXY_SSL_HEADER=None, PROXY_COUNT=0) == []


def test_each_says_what_to_do_in_the_language_of_the_site():
    with override_settings(**{**SOUND, "SECRET_KEY": "x"}):
        (error,) = deploy_checks.nobody_guesses_the_key()
    assert "Đặt SECRET_KEY" in str(error.hint)


def test_check_deploy_runs_them_all():
    run = registry.registry.deployment_checks
    ours = {check.__name__ for check in run if check.__module__ == deploy_checks.__name__}
    assert len(ours) == 10


@pytest.mark.django_db
def test_sqlite_needs_no_timeouts_of_a_role():
    if connection.vendor == "sqlite":
        assert found(deploy_checks.pages_wait_for_a_while_only, PGBOUNCER=True) == []


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("settings", "errors"),
    [
        ({}, []),
        ({"WEB_LOCK_MS": 0}, ["config.E016"]),
        ({"WEB_STATEMENT_MS": 0}, ["config.E016"]),
        ({"PGBOUNCER": True}, ["config.E016", "config.E017"]),
        ({"PGBOUNCER": True, "WORK_DATABASE": database("")}, ["config.E016"]),
    ],
)
def test_a_postgresql_that_lets_pages_wait_for_ever_is_named(settings, errors):
    here = {"PAGES_DATABASE": {**database(""), "USER": ""}}
    assert found(deploy_checks.pages_wait_for_a_while_only, **here, **settings) == errors


@pytest.mark.engines
@pytest.mark.django_db
def test_a_postgresql_that_promises_before_it_syncs_is_named():
    """The one of these tests syncs nothing (tools/postgres)."""
    errors = deploy_checks.the_database_keeps_what_it_acknowledged()
    is_named = connection.vendor == "postgresql"
    assert [error.id for error in errors] == (["config.E020"] if is_named else [])
    assert all("fsync" in error.msg for error in errors)


@pytest.mark.django_db
def test_the_password_of_the_demo_opens_nothing():
    check = deploy_checks.nobody_signs_in_with_the_password_of_the_demo
    UserFactory(username="canbo", password=make_password("mot-mat-khau-khac"))
    UserFactory(username="lan", password=make_password(DEFAULT_PASSWORD))
    assert found(check) == []
    UserFactory(username="quantri", password=make_password(DEFAULT_PASSWORD))
    (error,) = check()
    assert error.id == "config.E019"
    assert "quantri" in error.msg
    assert "lan" not in error.msg


def test_the_people_of_the_demo_are_known():
    assert deploy_checks.DEMO_PASSWORD == DEFAULT_PASSWORD
    assert set(deploy_checks.DEMO_PEOPLE) == {one.username for one in PEOPLE}


@pytest.mark.parametrize(
    ("setting", "value", "key"),
    [
        ("JOURNAL_KEEP_MONTHS", 11, "config.E022"),
        ("JOURNAL_KEEP_MONTHS", -1, "config.E022"),
        ("READING_KEEP_MONTHS", 11, "config.E023"),
        ("BACKUP_KEEP_DAYS", 91, "config.E024"),
        ("BACKUP_KEEP_DAYS", 0, "config.E024"),
    ],
)
def test_a_journal_too_short_and_backups_too_old_are_named(setting, value, key):
    check = deploy_checks.data_of_people_is_kept_as_the_law_says
    assert found(check, **{setting: value}) == [key]
    bounds = {"JOURNAL_KEEP_MONTHS": 12, "READING_KEEP_MONTHS": 12, "BACKUP_KEEP_DAYS": 90}
    assert found(check, **bounds) == []
    assert found(check, JOURNAL_KEEP_MONTHS=0) == []
