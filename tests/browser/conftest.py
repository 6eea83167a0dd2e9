"""A real Chromium against Django's live server; a page error or a refused script fails the test."""

import os
import shutil
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client

from tests.browser.counter import Counter
from tests.conftest import BROWSERS

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HERE = Path(__file__).parent
PHONE = {"width": 360, "height": 740}
PC = {"width": 1280, "height": 800}


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")
            # Two cores serve Chromium, the server and the other tests: CI tries again, and says so.
            if os.environ.get("CI") == "true":
                item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.fixture(scope="package")
def chromium():
    """Start one Chromium for the folder; every context of it is a new, empty profile."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop running in this thread, in which Django forbids its ORM.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        path = next(filter(None, map(shutil.which, BROWSERS)))
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def one_request_at_a_time(monkeypatch):
    """SQLite's test database lives in memory, in one connection that all threads share."""
    if connection.vendor != "sqlite":
        return
    lock, answer = threading.Lock(), WSGIHandler.__call__

    def locked(self, environ, start_response):
        with lock:
            return answer(self, environ, start_response)

    monkeypatch.setattr(WSGIHandler, "__call__", locked)


class Visitors:
    """Opens browsers for people, and collects what their pages complain about."""

    def __init__(self, chromium, server):
        self.chromium, self.server = chromium, server
        self.contexts, self.complaints, self.expected = [], [], []

    def open(self, user=None, size=PC, **options):
        """Return a page in a new profile, signed in as `user` without the form."""
        context = self.chromium.new_context(
            viewport=size,
            base_url=self.server.url,
            timezone_id="Asia/Ho_Chi_Minh",
            **{"locale": "vi-VN", **options},
        )
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        if user:
            client = Client()
            client.force_login(user, backend="accounts.sessions.RoleBackend")
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.server.url}
            context.add_cookies([cookie])
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda line: self.listen(page, line))
        return page

    def phone(self, user=None):
        """Return a page on a phone 360 px wide, with a finger for a pointer."""
        return self.open(user, PHONE, is_mobile=True, has_touch=True)

    def listen(self, page, line):
        if line.type in {"error", "warning"}:
            self.complaints.append(f"{page.url}: {line.text}")

    def expect(self, *words):
        """Let pass the complaints that hold one of these words."""
        self.expected += words

    @property
    def unexpected(self):
        return [c for c in self.complaints if not any(word in c for word in self.expected)]


@pytest.fixture
def visitors(chromium, live_server):
    """Return the browsers of this test; what a page reports as an error fails the test."""
    found = Visitors(chromium, live_server)
    yield found
    for context in found.contexts:
        context.close()
    assert found.unexpected == []


@pytest.fixture
def counted(request):
    """Count the hands' work on a page; its line is printed at the end of the run."""

    def watch(page, name):
        return Counter(
            page, name, lambda line: request.node.user_properties.append(("hands", line))
        )

    return watch


def sign_in(page, username, password):
    """Sign in by the form, as a person does."""
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
