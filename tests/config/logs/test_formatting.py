"""A line says what is needed to mend a fault, and nothing that could be a person's."""

import json
import logging
import sqlite3
import uuid
from types import SimpleNamespace

import pytest

from config.logs.formatting import JsonLines, message_of
from config.logs.requests import now_answered

NAME, PHONE = "Nguyễn Thị Kanari", "0912345678"


def record(name="django.request", message="", *args, error=None, **extra):
    found = logging.LogRecord(name, logging.ERROR, __file__, 1, message, args, None)
    if error:
        found.exc_info = (type(error), error, error.__traceback__)
    vars(found).update(extra)
    return found


def line(*args, **extra):
    return json.loads(JsonLines().format(record(*args, **extra)))


def raised(error, cause=None):
    try:
        raise error from cause
    except type(error) as found:
        return found


def test_a_line_has_time_level_logger_and_message():
    found = line("web.busy", "503: %s", "OperationalError")
    assert found.pop("time").endswith("+00:00")
    assert found == {"level": "ERROR", "logger": "web.busy", "message": "503: OperationalError"}


def test_a_line_of_a_request_names_its_route_and_never_its_address(rf):
    request = rf.get(f"/tim/?q={NAME}")
    request.code, request._cached_user = "abcdefgh", SimpleNamespace(pk=7)
    request.resolver_match = SimpleNamespace(view_name="households:search")
    token = now_answered.set(request)
    found = line("config.logs.requests", "answered", status=200, ms=12, other=NAME)
    now_answered.reset(token)
    of_request = {"request": "abcdefgh", "method": "GET", "route": "households:search", "user": 7}
    assert of_request | {"status": 200, "ms": 12} == {
        key: found[key] for key in (*of_request, "status", "ms")
    }
    assert "other" not in found


@pytest.mark.parametrize(
    ("message", "args", "said"),
    [
        ("Internal Server Error: %s", (f"/tim/{NAME}/",), "Internal Server Error: …"),
        ("Worker (pid:%d) took %s s", (12, 1.5), "Worker (pid:12) took 1.5 s"),
        ("%(n)d of %(name)s", ({"n": 3, "name": NAME},), "3 of …"),
        ("a number: %d", (NAME,), "a number: %d"),
        (f"Attempted access to '/media/{NAME}.pdf' denied.", (), "Attempted access to … denied."),
        (f"Bad line: GET /tim/?q={NAME.encode('ascii', 'ignore')!r}", (), "Bad line: GET /tim/…"),
        (f"from {PHONE}", (), "from …"),
        ("from +84 912 345 678", (), "from …"),
        ("Nguyễn came", (), "Nguy…n came"),
    ],
)
def test_a_message_of_a_library_keeps_numbers_alone(message, args, said):
    found = message_of(record("django.request", message, *args))
    assert found == said


def test_an_exception_is_told_by_kind_and_place_without_its_text():
    driver = sqlite3.IntegrityError(f"Key (full_name)=({NAME})")
    driver.sqlite_errorname = "SQLITE_CONSTRAINT_UNIQUE"
    found = line("django.request", "x", error=raised(ValueError(NAME), raised(driver)))
    kinds = [(one["kind"], one.get("code")) for one in found["exception"]]
    assert kinds == [
        ("builtins.ValueError", None),
        ("sqlite3.IntegrityError", "SQLITE_CONSTRAINT_UNIQUE"),
    ]
    assert "test_formatting.py" in found["exception"][0]["at"][0]
    assert NAME not in json.dumps(found, ensure_ascii=False)


def test_postgresql_names_the_rule_that_was_broken():
    error = RuntimeError(NAME)
    error.sqlstate, error.diag = "23505", SimpleNamespace(constraint_name="one_name")
    told = line("django.request", "x", error=raised(error))["exception"][0]
    assert (told["code"], told["constraint"]) == ("23505", "one_name")


def test_a_text_that_only_names_code_is_kept():
    told = line("x", "y", error=raised(AttributeError("no attribute 'pk'")))["exception"][0]
    assert told["text"] == "no attribute 'pk'"


def test_a_chain_that_leads_back_to_itself_ends():
    error = ValueError()
    error.__context__ = KeyError()
    error.__context__.__context__ = error
    assert len(line("x", "y", error=error)["exception"]) == 2


def test_what_cannot_be_written_is_named_by_its_kind():
    assert line("web.busy", "x", status=uuid.UUID(int=1))["status"] == "UUID"
