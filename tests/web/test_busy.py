"""What passes by itself is answered with 503 in words, and sends again what was typed; faults stay faults."""

import errno
import sqlite3
import time
from types import SimpleNamespace

import psycopg
import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    connection,
)
from django.http import HttpResponse
from django.test import Client, RequestFactory

from households.register import actions as register_actions
from skills import actions as skill_actions
from web import busy
from web.busy import AWAY, BUSY, FULL, TryAgain, reason_of

DRIVER = psycopg.errors


def wrapped(kind, cause):
    """Return an error of Django's as it wraps what the driver said."""
    error = kind("Lê Thị Kín")
    error.__cause__ = cause
    return error


def of_sqlite(code, kind=OperationalError):
    cause = sqlite3.OperationalError("…")
    cause.sqlite_errorcode = code
    return wrapped(kind, cause)


def unwritten_session(inner):
    """Return what Django makes of a session that the database refused."""
    try:
        try:
            raise inner
        except OperationalError:
            raise UpdateError  # noqa: B904 - as Django does
    except UpdateError as error:
        return error


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (wrapped(OperationalError, DRIVER.LockNotAvailable()), BUSY),
        (wrapped(OperationalError, DRIVER.QueryCanceled()), BUSY),
        (wrapped(OperationalError, DRIVER.DeadlockDetected()), BUSY),
        (wrapped(OperationalError, DRIVER.SerializationFailure()), BUSY),
        (of_sqlite(sqlite3.SQLITE_BUSY), BUSY),
        (of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), BUSY),
        (of_sqlite(sqlite3.SQLITE_LOCKED), BUSY),
        (wrapped(OperationalError, psycopg.OperationalError("no route")), AWAY),
        (wrapped(OperationalError, DRIVER.AdminShutdown()), AWAY),
        (wrapped(OperationalError, DRIVER.TooManyConnections()), AWAY),
        # Its disk went away.
        (wrapped(OperationalError, DRIVER.IoError()), AWAY),
        (wrapped(OperationalError, DRIVER.UndefinedFile()), AWAY),
        (wrapped(OperationalError, DRIVER.ConnectionFailure()), AWAY),
        (wrapped(InternalError, DRIVER.IdleInTransactionSessionTimeout()), AWAY),
        # A standby, asked to write, and asked how far it has written.
        (wrapped(InternalError, DRIVER.ReadOnlySqlTransaction()), AWAY),
        (wrapped(OperationalError, DRIVER.ObjectNotInPrerequisiteState()), AWAY),
        (wrapped(InterfaceError, psycopg.InterfaceError("the connection is closed")), AWAY),
        (of_sqlite(sqlite3.SQLITE_CANTOPEN), AWAY),
        (of_sqlite(sqlite3.SQLITE_IOERR_READ), AWAY),
        (of_sqlite(sqlite3.SQLITE_CORRUPT, DatabaseError), AWAY),
        (wrapped(OperationalError, DRIVER.DiskFull()), FULL),
        (of_sqlite(sqlite3.SQLITE_FULL), FULL),
        (OSError(errno.ENOSPC, "no space"), FULL),
        (OSError(errno.EDQUOT, "quota"), FULL),
        (unwritten_session(of_sqlite(sqlite3.SQLITE_BUSY)), BUSY),
        # Faults of ours, or of the reader's browser.
        (of_sqlite(sqlite3.SQLITE_ERROR), None),
        (wrapped(InternalError, DRIVER.DataCorrupted()), None),
        (wrapped(IntegrityError, DRIVER.UniqueViolation()), None),
        (wrapped(InterfaceError, sqlite3.InterfaceError("binding")), None),
        (wrapped(OperationalError, DRIVER.ProgramLimitExceeded()), None),
        (OSError(errno.ENOENT, "no file"), None),
        (UpdateError(), None),
        (ValueError(), None),
    ],
)  # fmt: skip
def test_an_error_says_whether_it_passes_by_itself(error, reason):
    assert reason_of(error) is reason


def answered(request, error=None):
    error = error or of_sqlite(sqlite3.SQLITE_BUSY)
    return TryAgain(lambda request: HttpResponse()).process_exception(request, error)


def test_other_errors_are_left_to_others():
    assert answered(RequestFactory().get("/"), ValueError()) is None


def test_the_page_sends_again_what_was_typed():
    typed = {"uuid": "11-aa", "head_name": 'Lê "Lan" <b>', "skills": ["1", "3"]}
    response = answered(RequestFactory().post("/ho/them/?them=1", typed))
    page = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert 'method="post" action="/ho/them/?them=1"' in page
    assert '<input type="hidden" name="uuid" value="11-aa">' in page
    assert 'name="head_name" value="Lê &quot;Lan&quot; &lt;b&gt;"' in page
    assert page.count('name="skills"') == 2


def test_a_file_is_chosen_again_beside_what_was_typed():
    scan = SimpleUploadedFile("qd.pdf", b"%PDF")
    page = answered(RequestFactory().post("/to/", {"number": "12", "scan": scan})).content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert 'name="number" value="12"' in page
    assert "Chọn lại tệp qd.pdf" in page


def test_a_password_is_never_written_into_a_page():
    page = answered(RequestFactory().post("/dang-nhap/", {"username": "lan", "password": "kín"}))
    assert "kín" not in page.content.decode()
    assert 'href="/dang-nhap/"' in page.content.decode()


def test_a_form_said_to_be_secret_is_not_written_either():
    request = RequestFactory().post("/ma/", {"ma": "123456"})
    request.sensitive_post_parameters = "__ALL__"
    assert "123456" not in answered(request).content.decode()


def test_a_page_that_was_only_opened_is_opened_again():
    page = answered(RequestFactory().get("/ho/?loc=chua")).content.decode()
    assert 'href="/ho/?loc=chua"' in page
    assert "<form" not in page


def test_a_body_that_broke_off_is_answered_too():
    request = RequestFactory().post("/ho/", b"x", content_type="multipart/form-data; boundary=b")
    request.META["CONTENT_LENGTH"] = "bad"
    assert answered(request).status_code == 503


def test_a_script_gets_words_to_show_beside_the_form():
    response = answered(RequestFactory().post("/", {"a": "b"}, headers={"HX-Request": "true"}))
    assert response["Content-Type"].startswith("text/plain")
    assert response.content.decode().startswith("Đang bận, bấm lại.")


def test_the_log_says_the_kind_of_error_only(caplog):
    answered(RequestFactory().get("/ho/"))
    assert "503: OperationalError" in caplog.text
    busy.answer(RequestFactory().get("/ho/"), AWAY, wrapped(OperationalError, DRIVER.IoError()))
    assert "503: OperationalError 58030" in caplog.text
    assert "Kín" not in caplog.text
    # Not the address either: what was searched for may stand in it.
    assert "/ho/" not in caplog.text


@pytest.fixture
def officer(world):
    client = Client(raise_request_exception=False)
    client.force_login(world.own.officer)
    return client


def failing(error):
    def fail(*args, **kwargs):
        raise error

    return fail


@pytest.mark.expected_errors
def test_a_save_that_the_database_cut_off_is_typed_again_by_one_press(world, officer, monkeypatch):
    address, typed = f"/nen-tang/{world.own.area.pk}/", {"name": "Zalo xã", "document": ""}
    with monkeypatch.context() as patch:
        patch.setattr(skill_actions, "record", failing(of_sqlite(sqlite3.SQLITE_BUSY)))
        response = officer.post(address, typed)
    assert response.status_code == 503
    assert 'name="name" value="Zalo xã"' in response.content.decode()
    assert "Zalo xã" not in officer.get(address).content.decode()  # nothing half done
    assert officer.post(address, typed).status_code == 302


@pytest.mark.expected_errors
@pytest.mark.parametrize("path", ["/", "/ho/", "/khong-co/"])
def test_a_database_that_is_away_is_said_in_words_on_every_page(officer, monkeypatch, path):
    away = wrapped(OperationalError, psycopg.OperationalError("refused"))
    with connection.execute_wrapper(failing(away)):
        response = officer.get(path)
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert "Chưa mở được dữ liệu" in response.content.decode()


def no_session_is_written():
    def refuse(execute, sql, params, many, context):
        if "django_session" in sql and sql.startswith("UPDATE"):
            raise of_sqlite(sqlite3.SQLITE_BUSY)
        return execute(sql, params, many, context)

    return connection.execute_wrapper(refuse)


def last_seen(officer):
    """Let the session of somebody have been used a while ago."""
    session = officer.session
    session.update({"last_seen": int(time.time()) - 120, "signed_in": int(time.time()) - 300})
    session.save()
    return session["last_seen"]


@pytest.mark.expected_errors
def test_a_session_that_cannot_be_written_does_not_blame_the_browser(officer):
    last_seen(officer)
    session = officer.session
    del session["signed_in"]
    session.save()
    with no_session_is_written():
        response = officer.get("/cach-tinh/")
    assert response.status_code == 503
    assert "Đang bận, bấm lại" in response.content.decode()


def test_a_page_is_read_although_it_cannot_be_noted_that_the_session_was_used(officer):
    before = last_seen(officer)
    with no_session_is_written():
        assert officer.get("/cach-tinh/").status_code == 200
    assert officer.session["last_seen"] == before
    assert officer.get("/cach-tinh/").status_code == 200
    assert officer.session["last_seen"] > before


def test_a_session_that_somebody_ended_meanwhile_stays_a_matter_of_the_browser(officer):
    session = officer.session
    session["last_seen"] = 1
    Session.objects.filter(session_key=session.session_key).delete()
    with pytest.raises(UpdateError):
        session.save()


def test_sqlite_waits_less_for_a_session_than_for_a_save(monkeypatch):
    said = []
    fake = SimpleNamespace(
        vendor="sqlite",
        settings_dict={"OPTIONS": {"timeout": 20}},
        ensure_connection=lambda: None,
        connection=SimpleNamespace(execute=said.append),
    )
    monkeypatch.setattr(busy, "connection", fake)
    with busy._short_wait():
        said.append("write")
    assert said == ["PRAGMA busy_timeout = 3000", "write", "PRAGMA busy_timeout = 20000"]


@pytest.mark.expected_errors
def test_a_fault_of_ours_is_no_reason_to_press_again(officer, monkeypatch):
    monkeypatch.setattr(register_actions, "add_resident", failing(ValueError()))
    monkeypatch.setattr("skills.views.render", failing(ValueError()))
    assert officer.get("/cach-tinh/").status_code == 500
