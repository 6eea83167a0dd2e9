"""Files of people in a store that speaks S3: laid down, read, taken away; a store that does not answer is "not now"."""

import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from config.settings.files import store_options
from web.busy import AWAY, FULL, reason_of

pytestmark = pytest.mark.pure


def test_the_address_of_a_store_is_read():
    assert store_options("s3+https://khoa:m%2Fat@kho.example.vn:9000/to-so/") == {
        "endpoint_url": "https://kho.example.vn:9000",
        "bucket_name": "to-so",
        "access_key": "khoa",
        "secret_key": "m/at",
    }


@pytest.mark.parametrize(
    "url",
    ["https://kho/to-so", "s3+https://kho", "s3+ftp://kho/a", "to-so", "s3+https://khoa:bi/mat@kho/a"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused_and_its_secret_not_said(url):
    with pytest.raises(ValueError, match="FILES_URL") as raised:
        store_options(url)
    assert "bi" not in str(raised.value)
    assert raised.value.__context__ is None


class Bucket(BaseHTTPRequestHandler):
    """As little of S3 as our files need."""

    kept, fault, breaks, asked = {}, None, False, []

    def _answer(self, status, body=b""):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) + self.breaks))
        self.send_header("ETag", '"x"')
        self.send_header("Last-Modified", "Mon, 30 Nov 2026 05:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def asked_for(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        name = self.path.partition("?")[0]
        self.asked.append((self.command, name, self.headers.get("Authorization", "")))
        if self.fault:
            self._answer(*self.fault)
        elif self.command == "PUT":
            self.kept[name] = body
            self._answer(200)
        elif self.command == "DELETE":
            self.kept.pop(name, None)
            self._answer(204)
        else:
            lost = b"<Error><Code>NoSuchKey</Code></Error>"
            self._answer(200 if name in self.kept else 404, self.kept.get(name, lost))

    def __getattr__(self, name):
        """Answer each verb alike."""
        if name.startswith("do_"):
            return self.asked_for
        raise AttributeError(name)

    def log_message(self, *_):
        pass


@pytest.fixture
def store(settings, monkeypatch):
    """Yield a store of which a stub is the server, and the stub."""
    pytest.importorskip("storages.backends.s3")
    bucket = type("One", (Bucket,), {"kept": {}, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), bucket)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    url = f"s3+http://khoa:mat@127.0.0.1:{server.server_port}/to-so"
    made = storages.create_storage({"BACKEND": "web.store.Store", "OPTIONS": store_options(url)})
    monkeypatch.setattr("web.keeping.default_storage", made)
    yield made, bucket
    server.shutdown()
    server.server_close()
    thread.join()


@contextmanager
def not_now(reason):
    with pytest.raises(OSError, match=r"\w") as raised:
        yield
    assert reason_of(raised.value) is reason


def test_a_file_is_laid_down_under_a_name_nobody_can_guess_and_goes(store):
    from web.keeping import lay_down

    made, bucket = store
    name = lay_down("scans", b"%PDF-1.7 tep")
    assert bucket.kept == {f"/to-so/{name}": b"%PDF-1.7 tep"}
    with made.open(name) as file:
        assert file.read() == b"%PDF-1.7 tep"
    made.delete(name)
    assert not bucket.kept
    with pytest.raises(FileNotFoundError):
        made.open(name)
    assert all("AWS4-HMAC-SHA256" in signed for _, _, signed in bucket.asked)
    # One request each: no name is asked for before it is taken, or read.
    assert [verb for verb, _, _ in bucket.asked] == ["PUT", "GET", "DELETE", "GET"]


def test_a_bucket_that_is_not_there_or_not_for_us_is_away(store):
    made, bucket = store
    with not_now(AWAY):
        made.ask()
    bucket.kept["/to-so"] = b""
    made.ask()


def test_a_file_that_breaks_off_is_away_and_one_whose_bucket_is_gone_is_not_lost(store):
    made, bucket = store
    made.save("scans/a", ContentFile(b"x"))
    bucket.breaks = True
    with not_now(AWAY):
        made.open("scans/a")
    bucket.breaks, bucket.fault = False, (404, b"<Error><Code>NoSuchBucket</Code></Error>")
    with not_now(AWAY):
        made.open("scans/a")


def test_when_a_file_was_laid_down_is_known_and_one_that_went_meanwhile_is_none(store):
    made, bucket = store
    made.save("scans/a", ContentFile(b"x"))
    assert made.get_modified_time("scans/a") == datetime(2026, 11, 30, 5, tzinfo=UTC)
    made.delete("scans/a")
    with pytest.raises(FileNotFoundError):
        made.get_modified_time("scans/a")
    bucket.fault = (503,)
    with not_now(AWAY):
        made.get_modified_time("scans/a")


@pytest.mark.parametrize(("status", "reason"), [(503, AWAY), (403, AWAY), (507, FULL)])
def test_a_store_that_refuses_is_said_as_a_disk_is(store, status, reason):
    made, bucket = store
    bucket.fault = (status,)
    with not_now(reason):
        made.save("scans/a", ContentFile(b"x"))
    with not_now(reason):
        made.open("scans/a")


def test_a_store_that_is_away_is_said_as_a_disk_is():
    pytest.importorskip("storages.backends.s3")
    away = store_options("s3+http://khoa:mat@127.0.0.1:1/to-so")
    made = storages.create_storage({"BACKEND": "web.store.Store", "OPTIONS": away})
    with not_now(AWAY):
        made.save("scans/a", ContentFile(b"x"))
