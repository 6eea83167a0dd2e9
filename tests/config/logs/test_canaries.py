"""Requests that fail in several ways: no name and no telephone number of theirs is in a log, an address or a page of an error."""

import io
import json
import logging
import re
import subprocess
import sys

import psycopg
import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, OperationalError, connection, transaction
from django.tasks import task
from django.test import Client

from accounts.models import User
from config import serving
from config.logs import crashes
from config.logs.formatting import JsonLines
from tests.pages import signed_in
from tests.served import served
from tests.test_consistency import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.engines, pytest.mark.expected_errors]

NAME, WORD, PHONE = "Nguyễn Thị Kanarilog", "Kanarilog", "0912345987"
CANARIES = ("Kanarilog", "KANARILOG", "kanarilog", "912345987", "912 345 987", "Nguyễn")


@pytest.fixture
def lines(request):
    """Collect all lines that a production would write, and more: INFO of every logger."""
    root, written = logging.getLogger(), io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(getattr(request, "param", JsonLines)())
    levels = {name: logging.getLogger(name).level for name in ("", "config.logs.requests")}
    root.addHandler(handler)
    for name in levels:
        logging.getLogger(name).setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def found_in(text):
    return [word for word in CANARIES if word in text]


def raising(error):
    def view(*args, **kwargs):
        raise error

    return view


def same_name_again(*args, **kwargs):
    """Break a rule of the database itself: PostgreSQL says with which value."""
    with transaction.atomic():
        User.unscoped.update(username=NAME)


def away(execute, sql, params, many, context):
    error = OperationalError(f"no answer for {NAME}")
    error.__cause__ = psycopg.OperationalError(NAME)
    raise error


@task
def breaks(name):
    raise ValueError(f"Key (full_name)=({name})")


def play(world, monkeypatch):
    """Send what fails; return all answers."""
    officer, nobody = served(signed_in(world.own.officer)), served(Client())
    strict = served(Client(enforce_csrf_checks=True))
    village = world.own.village.pk
    form = {"head_name": NAME, "phone": PHONE, "q": NAME, "username": NAME, "full_name": NAME}
    answers = [
        officer.post("/ho-gia-dinh/tim/", {"q": NAME}),
        officer.get(f"/khong-co/{NAME}/{PHONE}/", {"q": NAME}),
        officer.get(f"/thon/999999999/ho/?q={NAME}"),
        officer.post(f"/thon/{village}/ho/moi/", {"phone": PHONE, "q": NAME}),
        officer.post("/nhap-excel/", {"file": SimpleUploadedFile(f"{NAME}.xlsx", b"no workbook")}),
        officer.post("/nhap-excel/", NAME.encode(), content_type="multipart/form-data; boundary=x"),
        officer.put("/dang-nhap/", form),
        strict.post("/dang-nhap/", form),
        nobody.post("/dang-nhap/", {**form, "password": NAME}),
        nobody.get("/", headers={"host": f"{WORD}.example.vn"}),
    ]
    for error in (
        IntegrityError(f"DETAIL: Key (full_name)=({NAME}) already exists."),
        ValueError(f"could not read {PHONE}"),
        KeyError(NAME),
        SuspiciousFileOperation(f"Attempted access to '/media/{NAME}.pdf' denied."),
        PermissionError(NAME),
    ):
        with monkeypatch.context() as patch:
            patch.setattr("skills.views.render", raising(error))
            answers.append(officer.get("/cach-tinh/", {"q": NAME}))
    with monkeypatch.context() as patch:
        patch.setattr("skills.views.render", same_name_again)
        answers.append(officer.get("/cach-tinh/", {"q": NAME}))
    return answers


def test_faults_name_nobody_in_lines_addresses_and_pages(world, lines, monkeypatch):
    answers = play(world, monkeypatch)
    statuses = [answer.status_code for answer in answers]
    assert {400, 403, 404, 500} <= set(statuses)
    assert statuses.count(500) >= 5
    text = lines.getvalue()
    assert found_in(text) == []
    assert found_in(str([answer.headers for answer in answers])) == []
    assert found_in(pages_of_errors(answers)) == []
    written = [json.loads(line) for line in text.splitlines()]
    answered = [line for line in written if line["message"] == "answered"]
    assert [line["status"] for line in answered] == statuses
    assert {line["request"] for line in answered} == {one["X-Request-ID"] for one in answers}
    told = [line for line in written if "exception" in line and line["logger"] == "django.request"]
    assert len(told) == statuses.count(500)
    assert all(line["request"] and line["exception"][0]["at"] for line in told)


def pages_of_errors(answers):
    """Return their text, but for the address to which a change of language leads back: who reads it typed it."""
    text = "".join(answer.content.decode() for answer in answers if answer.status_code >= 400)
    return re.sub(r'<input type="hidden" name="next"[^>]*>', "", text)


@pytest.mark.parametrize("lines", [logging.Formatter], indirect=True)
def test_plain_lines_would_name_them(world, lines, monkeypatch):
    """The control: what is played does hold names, where nobody takes them out."""
    play(world, monkeypatch)
    assert len(found_in(lines.getvalue())) >= 3


def test_a_database_that_is_away_names_nobody(world, lines):
    officer = served(signed_in(world.own.officer))
    with connection.execute_wrapper(away):
        answers = [officer.get("/cach-tinh/", {"q": NAME}), officer.post("/", {"q": NAME})]
    assert {answer.status_code for answer in answers} == {503}
    assert found_in(lines.getvalue()) == []


def test_a_task_that_fails_names_nobody(lines):
    breaks.enqueue(NAME)
    assert "ValueError" in lines.getvalue()
    assert found_in(lines.getvalue()) == []


def test_a_command_that_ends_by_a_fault_names_nobody(lines):
    with pytest.raises(IntegrityError) as found:
        raising(IntegrityError(NAME))()
    crashes.told(found.type, found.value, found.tb)
    assert "IntegrityError" in lines.getvalue()
    assert found_in(lines.getvalue()) == []


def test_the_own_lines_of_gunicorn_name_nobody():
    handlers = serving.logconfig_dict["loggers"]["gunicorn.error"]["handlers"]
    made = serving.logconfig_dict["handlers"][handlers[0]]["formatter"]
    assert serving.logconfig_dict["formatters"][made]["()"] == "config.logs.formatting.JsonLines"
    assert not hasattr(serving, "accesslog")
    say = logging.LogRecord
    for message, args in (
        ("Error handling request %s", (f"/tim/?q={NAME}",)),
        (f"Invalid request from ip=::1: Invalid HTTP request line: 'GET /tim/?q={NAME}'", ()),
    ):
        line = JsonLines().format(say("gunicorn.error", 40, "x", 1, message, args, None))
        assert found_in(line) == []
    line = JsonLines().format(say("gunicorn.error", 20, "x", 1, "Listening at: %s", ("a:1",), None))
    assert "a:1" in line


@pytest.mark.slow
def test_a_production_writes_lines_of_json_without_being_told(tmp_path):
    """The default of production, from the start of a process on."""
    play = (
        "import logging; logging.getLogger('django.security').warning(\"of '%s'\", 'Kanarilog');"
        "raise ValueError('Kanarilog')"
    )
    env = {
        "DEBUG": "0",
        "SECRET_KEY": "x7" * 40,
        "DATABASE_URL": f"sqlite:///{tmp_path}/a.sqlite3",
        "PATH": "/usr/bin",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", play],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["level"] for line in lines] == ["WARNING", "CRITICAL"]
    assert found_in(done.stderr + done.stdout) == []
