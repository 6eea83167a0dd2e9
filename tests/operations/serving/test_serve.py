"""`serve` looks at the machine first, then keeps pages, worker and daily work alive at one open door."""

import socket

import pytest
from django.core.management import CommandError, call_command

from operations.management.commands import serve
from operations.starting.rules import Fault

FAULT = Fault("clock", "Đồng hồ chạy chậm.", "Chỉnh giờ.")


class Never:
    """Stands in for the supervisor: notes what it was to keep alive."""

    kept: list = []

    def __init__(self, children):
        Never.kept = children

    def run(self, begun):
        begun()


@pytest.fixture(autouse=True)
def still(monkeypatch):
    """Let nothing be begun, nothing be collected, and no connection of the test be closed."""
    Never.kept = []
    monkeypatch.setattr(serve, "Supervisor", Never)
    monkeypatch.setattr(serve, "make_ready", lambda say: None)
    monkeypatch.setattr(serve, "faults", lambda bind: [])
    monkeypatch.setattr(serve.connections, "close_all", lambda: None)


def names():
    return [child.name for child in Never.kept]


@pytest.mark.parametrize(
    ("options", "parts"),
    [
        ([], ["web", "worker", "daily"]),
        (["--no-worker"], ["web", "daily"]),
        (["--no-daily"], ["web", "worker"]),
        (["--no-worker", "--no-daily"], ["web"]),
    ],
)
def test_it_keeps_the_parts_that_are_wanted(options, parts, capsys):
    call_command("serve", "--bind", "127.0.0.1:0", *options)
    assert names() == parts
    assert "Tổ số đang chạy" in capsys.readouterr().out


def test_it_says_at_which_address_people_open_it(settings):
    settings.DEBUG, settings.ALLOWED_HOSTS = False, ["to-so.example.vn"]
    assert serve.where("127.0.0.1:8000").endswith("127.0.0.1:8000. Mở https://to-so.example.vn/")
    settings.DEBUG = True
    assert serve.where("127.0.0.1:8000") == "Tổ số đang chạy tại http://127.0.0.1:8000/"


def test_pages_are_served_at_the_door_that_was_opened():
    call_command("serve", "--bind", "127.0.0.1:0")
    web = Never.kept[0]
    assert f"fd://{web.fds[0]}" in web.command
    assert "python:config.serving" in web.command


def test_a_fault_is_said_with_what_to_do_and_nothing_begins(monkeypatch, capsys):
    monkeypatch.setattr(serve, "faults", lambda bind: [FAULT])
    with pytest.raises(CommandError, match="Chưa chạy được: clock"):
        call_command("serve", "--bind", "127.0.0.1:0")
    assert "[clock] Đồng hồ chạy chậm.\n    → Chỉnh giờ." in capsys.readouterr().err
    assert names() == []


def test_it_begins_despite_a_fault_that_is_named(monkeypatch, capsys):
    monkeypatch.setattr(serve, "faults", lambda bind: [FAULT])
    call_command("serve", "--bind", "127.0.0.1:0", "--despite", "clock")
    assert names() == ["web", "worker", "daily"]
    assert "Đồng hồ" in capsys.readouterr().err


def test_it_begins_despite_a_warning(monkeypatch):
    warning = Fault("disk", "Ổ đĩa gần đầy.", "Dọn.", stops=False)
    monkeypatch.setattr(serve, "faults", lambda bind: [warning])
    call_command("serve", "--bind", "127.0.0.1:0")
    assert names() == ["web", "worker", "daily"]


@pytest.mark.parametrize("key", ["migrations", "newer", "network"])
def test_it_never_begins_where_data_would_be_lost(monkeypatch, key):
    monkeypatch.setattr(serve, "faults", lambda bind: [Fault(key, "Sai.", "Sửa.")])
    with pytest.raises(CommandError):
        call_command("serve", "--bind", "127.0.0.1:0", "--despite", key)


def test_a_taken_port_is_said_before_anything_else(monkeypatch):
    opened = serve.opened
    monkeypatch.setattr(serve, "opened", lambda bind: opened(bind, wait=0))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match="đang có chương trình khác dùng"):
            call_command("serve", "--bind", f"127.0.0.1:{port}")
    assert names() == []
