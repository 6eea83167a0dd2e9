"""A small journal of three communes, sealed; and hands that reach past what guards it."""

from django.db import connection

from audit import append_only
from audit.models import AuditEntry
from operations.models import Block
from operations.sealing.actions.sealing import seal
from operations.sealing.queries.verifying import Looked, verify
from operations.sealing.rules import triggers
from tests.conftest import execute, statements
from tests.factories import AuditEntryFactory, CommuneFactory, ProvinceFactory


def guard():
    """Put every guard in its place."""
    if connection.vendor == "sqlite":
        append_only.protect(None, statements())
    append_only.refuse_truncate(None, statements())
    execute(triggers.adding(connection.vendor))


def switched(way):
    """Return how all guards of PostgreSQL are switched on or off."""
    return [f"ALTER TABLE {table} {way} TRIGGER USER" for table in triggers.ALL]


def tamper(*sqls):
    """Do it past the guards, which stand again afterwards: only the chain can tell."""
    on_sqlite = connection.vendor == "sqlite"
    if on_sqlite:
        append_only.release(None, statements())
    execute(triggers.dropping("sqlite") if on_sqlite else switched("DISABLE"))
    execute(sqls)
    if not on_sqlite:
        # What waits to be checked at the end stands in the way of switching on again.
        execute(["SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"])
    if on_sqlite:
        append_only.protect(None, statements())
    execute(triggers.adding("sqlite") if on_sqlite else switched("ENABLE"))


def three_communes():
    """Return three communes of one province."""
    province = ProvinceFactory()
    return [CommuneFactory(parent=province) for _ in range(3)]


def written(communes, times=2):
    """Write so many entries in each commune, one after the other, and one above them."""
    for n in range(times):
        for commune in communes:
            AuditEntryFactory(place=commune.path, changes={"status": [None, n], "tên": "Hoa"})
    AuditEntryFactory(place="")


def sealed(communes, blocks=3):
    """Write and seal so often; return the keys of all entries."""
    for _ in range(blocks):
        written(communes)
        seal()
    return list(AuditEntry.unscoped.order_by("pk").values_list("pk", flat=True))


def wrongs(**how):
    """Return what is wrong: kind, block, entry of each."""
    return [(one.kind, one.serial, one.entry) for one in verify(Looked(), **how)]


def in_block_of(entry):
    """Return the block in which an entry is sealed."""
    return Block.unscoped.get(members__entry=entry)
