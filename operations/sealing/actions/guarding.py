"""The guards of journal and seals taken away and put back: for what goes with its time, and after somebody took them away."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

from django.db import connection, transaction

from audit import append_only
from operations.sealing.rules import triggers


@contextmanager
def unguarded() -> Iterator[None]:
    """Take the guards away, and make them again before anybody else can write; inside the caller's transaction."""
    editor = SimpleNamespace(connection=connection, execute=run)
    append_only.release(None, editor)
    append_only.allow_truncate(None, editor)
    run(*triggers.dropping(connection.vendor))
    yield
    append_only.protect(None, editor)
    append_only.refuse_truncate(None, editor)
    run(*triggers.adding(connection.vendor))


@transaction.atomic
def guard() -> None:
    """Make every guard anew, as the owner of the tables."""
    with unguarded():
        pass


def run(*statements: str) -> None:
    """Execute statements one after the other."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
