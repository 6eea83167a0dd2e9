"""An address is opened once; one that cannot be is named, with what to do."""

import errno
import socket
import threading

import pytest

from operations.serving import door
from operations.serving.door import Closed, opened, parted

HERE = "127.0.0.1"


@pytest.fixture
def taken():
    with socket.create_server((HERE, 0)) as server:
        yield server


def bind_of(server):
    return f"{HERE}:{server.getsockname()[1]}"


def test_what_is_opened_listens_and_is_inherited_by_number():
    with opened(f"{HERE}:0") as one, socket.create_connection(one.getsockname()):
        assert one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)


def test_a_port_that_another_program_has_is_refused_in_words(taken):
    with pytest.raises(Closed, match=r"đang có chương trình khác dùng.*ss -ltnp.*--bind"):
        opened(bind_of(taken), wait=0)


def test_one_that_just_ends_is_waited_for(taken, monkeypatch):
    monkeypatch.setattr(door, "_STEP", 0.02)
    threading.Timer(0.1, taken.close).start()
    opened(bind_of(taken), wait=5).close()


def test_an_address_of_another_machine_is_refused_in_words():
    with pytest.raises(Closed, match="máy này không có địa chỉ đó"):
        opened("203.0.113.1:8000", wait=0)


def test_a_low_port_is_refused_in_words(monkeypatch):
    def refuse(host, port):
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(door, "_listening", refuse)
    with pytest.raises(Closed, match="dưới 1024"):
        opened(f"{HERE}:80", wait=0)


@pytest.mark.parametrize("bind", ["", "8000", ":8000", "here:", "here:http", "here:70000"])
def test_what_is_no_address_is_refused_in_words(bind):
    with pytest.raises(Closed, match="--bind phải có dạng"):
        parted(bind)


@pytest.mark.parametrize(
    ("bind", "host"),
    [("127.0.0.1:8000", HERE), ("[::1]:8000", "::1"), ("to-so.vn:8000", "to-so.vn")],
)
def test_an_address_is_a_host_and_a_port(bind, host):
    assert parted(bind) == (host, 8000)
