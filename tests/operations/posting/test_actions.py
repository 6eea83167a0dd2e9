"""A thread beside the worker sends what is due, where a mail server is set."""

import pytest
from django.core.management import call_command

from operations.management.commands import worker as command
from operations.posting import actions
from operations.posting.actions import Posting


def test_it_asks_again_and_again_and_says_when_to_stop(monkeypatch):
    asked = []
    monkeypatch.setattr(actions, "send_due", lambda go_on: asked.append(go_on()))
    with Posting(every=0.01) as posting:
        while len(asked) < 3:
            pass
    assert asked[0]
    assert posting._ended.is_set()


def test_a_fault_ends_one_turn_alone(monkeypatch, caplog):
    monkeypatch.setattr(actions, "send_due", lambda go_on: 1 / 0)
    monkeypatch.setattr(Posting, "faults", (ZeroDivisionError,))
    Posting()._try(Posting().again)
    assert "mail: not sent for ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("is_set", [True, False])
def test_the_worker_sends_where_a_mail_server_is_set(monkeypatch, settings, is_set, db):
    began = []

    class Beside:
        def __init__(self, part=""):
            pass

        def __enter__(self):
            began.append(type(self))

        def __exit__(self, *args):
            pass

    class Sends(Beside):
        pass

    settings.SENDS_MAIL = is_set
    monkeypatch.setattr(command, "Beating", Beside)
    monkeypatch.setattr(command, "Sealing", Beside)
    monkeypatch.setattr(command, "Posting", Sends)
    monkeypatch.setattr(command.Worker, "run", lambda self: None)
    monkeypatch.setattr(command.Worker, "configure_signals", lambda self: None)
    call_command("worker", verbosity=0)
    assert (Sends in began) is is_set
