"""The comparison, by whoever is no part of the server: what was acknowledged against what stands in the tables."""

import sqlite3
import uuid
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field

import psycopg
from django.db.backends.sqlite3._functions import register

HOUSEHOLDS = """
    SELECT h.uuid, h.head_name,
        (SELECT COUNT(*) FROM households_resident r WHERE r.household_id = h.id),
        (SELECT COUNT(*) FROM households_movement m WHERE m.household_id = h.id),
        (SELECT COUNT(*) FROM audit_auditentry a WHERE a.subject = 'households.household' AND a.subject_key = CAST(h.id AS TEXT))
    FROM households_household h WHERE h.head_name LIKE 'Máy %'
"""
# What a household is made of: two people, one movement, one line of the journal.
WHOLE = (2, 1, 1)


@dataclass
class Verdict:
    """What became of the saves."""

    acknowledged: int
    sent: int
    rows: int
    lost: list = field(default_factory=list)
    doubled: list = field(default_factory=list)
    half: list = field(default_factory=list)
    strange: list = field(default_factory=list)

    @property
    def is_right(self):
        return not (self.lost or self.doubled or self.half or self.strange)

    def __str__(self):
        return (
            f"acknowledged {self.acknowledged}, lost {len(self.lost)}, doubled {len(self.doubled)}, "
            f"half {len(self.half)}, strange {len(self.strange)}"
        )


def opened(file):
    """Open a file of SQLite past Django's connections; only its functions are there, for constraints ask for them."""
    base = sqlite3.connect(file, timeout=60)
    register(base)
    return base


def is_sound(base):
    """Say whether SQLite finds nothing broken."""
    return base.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def read(url, sql):
    """Read rows past Django."""
    if url.startswith("sqlite"):
        with closing(opened(url.removeprefix("sqlite:///"))) as base:
            return base.execute(sql).fetchall()
    with psycopg.connect(url) as base:
        return base.execute(sql).fetchall()


def compare(url, ledger):
    """Compare all that was acknowledged with the tables; others may go on saving meanwhile."""
    acknowledged = dict(ledger.acknowledged)
    rows = read(url, HOUSEHOLDS)
    return judge(rows, acknowledged, dict(ledger.sent))


def judge(rows, acknowledged, sent):
    """Compare rows as HOUSEHOLDS gives them."""
    found = {uuid.UUID(str(row[0])).hex: tuple(row[1:]) for row in rows}
    names = Counter(row[1] for row in rows)
    keys = {uuid.UUID(key).hex for key in acknowledged}
    said = {uuid.UUID(key).hex: name for key, name in sent.items()}
    return Verdict(
        acknowledged=len(keys),
        sent=len(said),
        rows=len(rows),
        lost=sorted(keys - set(found)),
        doubled=[name for name, number in names.items() if number > 1],
        half=[key for key, (_name, *parts) in found.items() if tuple(parts) != WHOLE],
        strange=[key for key, (name, *_) in found.items() if said.get(key) != name],
    )
