"""Probes come before sessions and databases; each other answer bears a code that its lines bear too."""

import re
from types import SimpleNamespace

import psycopg
import pytest
from django.core.handlers.base import BaseHandler
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client

from config import views
from config.handler import Handler, Outermost
from config.logs.requests import LETTERS
from tests.pages import signed_in
from tests.served import served


@pytest.fixture(autouse=True)
def nothing_is_kept(monkeypatch):
    monkeypatch.setattr(views, "_ready", {"until": 0.0, "word": ""})


def away(execute, sql, params, many, context):
    error = OperationalError("no answer")
    error.__cause__ = psycopg.OperationalError("refused")
    raise error


def test_the_door_of_the_server_is_ours():
    assert issubclass(Handler, Outermost)
    assert Outermost.get_response is not BaseHandler.get_response


@pytest.mark.django_db
def test_a_server_that_is_well_is_alive_and_ready():
    client = served(Client())
    assert client.get("/healthz").json() == {"process": "ok"}
    assert client.get("/readyz").json() == {"ready": "ok"}


@pytest.mark.django_db
def test_probes_need_no_database_for_the_session_that_comes_with_them(world):
    client = served(signed_in(world.own.officer))
    with connection.execute_wrapper(away):
        alive, ready = client.get("/healthz"), client.get("/readyz")
    assert (alive.status_code, alive.json()) == (200, {"process": "ok"})
    assert (ready.status_code, ready.json()) == (503, {"ready": "database away"})
    assert ready["Retry-After"] == "30"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_probes_ask_for_no_name_no_https_and_leave_no_cookie(settings, address):
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["to-so.example.vn"]
    response = served(Client()).get(address, headers={"host": "10.0.0.7"})
    assert response.status_code == 200
    assert not response.cookies


@pytest.mark.django_db
def test_a_database_of_an_older_version_is_not_ready():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'imports'")
    response = served(Client()).get("/readyz")
    assert (response.status_code, response.json()) == (503, {"ready": "migrations missing"})


@pytest.mark.django_db
def test_a_machine_without_what_its_store_of_files_needs_is_not_ready(settings, monkeypatch):
    settings.FILES_IN_STORE = True
    monkeypatch.setattr("config.checks.find_spec", lambda name: None)
    response = served(Client()).get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"ready": "packages of the file store missing"}


@pytest.mark.django_db
def test_readiness_is_asked_of_the_database_once_in_a_few_seconds(
    django_assert_num_queries, monkeypatch
):
    client, at = served(Client()), SimpleNamespace(now=1000.0)
    monkeypatch.setattr(views.time, "monotonic", lambda: at.now)
    client.get("/readyz")
    with django_assert_num_queries(0):
        client.get("/readyz")
    at.now += views.KEPT + 0.1
    with connection.execute_wrapper(away):
        assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_each_answer_has_a_code_of_its_own_and_none_that_came_with_it():
    client = served(Client())
    codes = [
        client.get("/cach-tinh/", headers={"X-Request-ID": "cua-ke-khac"})["X-Request-ID"]
        for _ in range(20)
    ]
    assert len(set(codes)) == 20
    assert all(re.fullmatch(f"[{LETTERS}]{{8}}", code) for code in codes)
    assert not set("0o1il") & set(LETTERS)


def broken(request):
    raise RuntimeError


@pytest.mark.django_db
@pytest.mark.expected_errors
def test_the_page_of_a_fault_shows_the_code(monkeypatch):
    client = served(Client())
    monkeypatch.setattr("skills.views.LocalPlatform", None, raising=False)
    monkeypatch.setattr("skills.views.render", broken)
    response = client.get("/cach-tinh/")
    assert response.status_code == 500
    assert f'Mã lỗi: <b class="nw">{response["X-Request-ID"]}</b>' in response.content.decode()


@pytest.mark.django_db
@pytest.mark.expected_errors
def test_the_page_that_says_press_again_shows_the_code(world):
    client = served(signed_in(world.own.officer))
    with connection.execute_wrapper(away):
        response = client.get("/")
    assert response.status_code == 503
    assert f'Mã lỗi: <b class="nw">{response["X-Request-ID"]}</b>' in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "view"),
    [(403, "django.views.defaults.permission_denied"), (400, "django.views.defaults.bad_request")],
)
def test_what_is_refused_shows_the_code(rf, status, view):
    from django.utils.module_loading import import_string

    request = rf.get("/")
    request.code, request.resolver_match = "abcdefgh", None
    request.user = SimpleNamespace(is_authenticated=False)
    request._messages = []
    response = import_string(view)(request, RuntimeError())
    assert isinstance(response, HttpResponse)
    assert response.status_code == status
    assert "abcdefgh" in response.content.decode()


@pytest.mark.django_db
def test_a_form_that_was_open_too_long_shows_the_code():
    client = served(Client(enforce_csrf_checks=True))
    response = client.post("/dang-nhap/", {"username": "a"})
    assert response.status_code == 403
    assert response["X-Request-ID"] in response.content.decode()
