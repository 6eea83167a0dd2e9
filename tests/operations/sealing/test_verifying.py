"""Whatever somebody does to the journal in the database is found, with its place; what nobody touched is right."""

import json

import pytest
from django.db import connection

from audit.actions import forget, record
from audit.models import AuditEntry, PersonalValue
from operations.models import Block, SealedEntry
from operations.sealing.actions.guarding import guard
from operations.sealing.actions.sealing import NotOurs, seal
from operations.sealing.queries import heads as keeping
from operations.sealing.queries.verifying import Looked, verify
from operations.sealing.rules.hashing import (
    COLUMNS,
    hash_of_block,
    hash_of_entry,
    root_of,
)
from operations.sealing.rules.late import LATE
from tests.conftest import execute
from tests.factories import AuditEntryFactory, HouseholdFactory
from tests.operations.sealing.journal import in_block_of, sealed, tamper, three_communes, wrongs

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.engines,
    pytest.mark.usefixtures("append_only_audit"),
]
JOURNAL, MEMBERS, BLOCKS = "audit_auditentry", "operations_sealedentry", "operations_block"


@pytest.fixture
def keys():
    """A journal that nobody touched: as a control, nothing is wrong with it."""
    found = sealed(three_communes())
    looked = Looked()
    assert list(verify(looked)) == []
    assert (looked.entries, looked.blocks, looked.chains) == (len(found), 12, 4)
    return found


VALUES = {
    "at": "'2026-01-01 00:00:00+00'",
    "changes": """'{"a": 1}'""",
    "above_2": "'9.9.'",
    "above_3": "''",
    "above_4": "'1.2.3.4.'",
}


@pytest.mark.parametrize("column", COLUMNS[1:])
def test_a_changed_column_of_an_entry_is_found_with_the_entry(keys, column):
    key = keys[4]
    tamper(f"UPDATE {JOURNAL} SET {column} = {VALUES.get(column, "'Khác'")} WHERE id = {key}")
    assert wrongs() == [("changed", in_block_of(key).serial, key)]


def test_a_dropped_entry_is_found(keys):
    tamper(f"DELETE FROM {JOURNAL} WHERE id = {keys[4]}")
    assert wrongs() == [("dropped", in_block_of(keys[4]).serial, keys[4])]


def test_an_entry_that_was_dropped_with_all_that_knows_it_is_found_by_its_block(keys):
    block = in_block_of(keys[4])
    tamper(
        f"DELETE FROM {JOURNAL} WHERE id = {keys[4]}",
        f"DELETE FROM {MEMBERS} WHERE entry_id = {keys[4]}",
    )
    assert wrongs() == [("members", block.serial, None)]


def inserted(key, into=None):
    """Insert an entry of this key, as one of a block where that is said."""
    AuditEntryFactory.build(pk=key).save(force_insert=True)
    if into:
        row = AuditEntry.unscoped.values_list(*COLUMNS).get(pk=key)
        SealedEntry.unscoped.create(entry_id=key, block_id=into, hash=hash_of_entry(row))


def test_an_entry_that_was_put_into_a_block_is_found(keys):
    block = in_block_of(keys[4])
    inserted(-3, into=block.serial)
    assert wrongs() == [("members", block.serial, None)]


def test_an_entry_that_was_put_into_a_block_that_is_not_there_is_found(keys):
    inserted(-3, into=999)
    assert wrongs() == [("stray", 999, -3)]


@pytest.fixture
def value(keys):
    """A name that stands beside the last entry, which was sealed with its mark."""
    household = HouseholdFactory()
    record(None, "Thử", household, {"head_name": [None, "Hoa"], "status": [None, "x"]}, place="")
    seal()
    assert wrongs() == []
    return PersonalValue.unscoped.get()


@pytest.mark.parametrize(
    "change",
    [
        {"after": "Huệ"},
        {"before": "Hoa"},
        {"field": "status"},
        {"field": "phone"},
        {"key": "0" * 64},
        {"key": "x"},
    ],
)
def test_a_changed_value_beside_an_entry_is_found(value, change):
    PersonalValue.unscoped.update(**change)
    assert [(kind, entry) for kind, _, entry in wrongs()] == [("personal", value.entry_id)]
    assert wrongs(since=Block.unscoped.last().sealed_at)


def test_a_value_that_was_erased_leaves_the_journal_right(value):
    assert forget(subject=value.entry.subject, keys=[value.entry.subject_key], about=None) == 1
    assert wrongs() == []


def test_two_entries_that_changed_their_places_are_found(keys):
    first, second = keys[0], keys[3]
    tamper(
        f"UPDATE {JOURNAL} SET id = -1 WHERE id = {first}",
        f"UPDATE {JOURNAL} SET id = {first} WHERE id = {second}",
        f"UPDATE {JOURNAL} SET id = {second} WHERE id = -1",
    )
    found = wrongs()
    assert {(kind, entry) for kind, _, entry in found} == {("changed", first), ("changed", second)}


def test_entries_that_changed_their_places_with_all_that_knows_them_are_found(keys):
    """Both are of one commune and one block."""
    block = in_block_of(keys[0])
    first, second = block.members.order_by("entry_id").values_list("entry_id", flat=True)[:2]
    swapped = {first: second, second: first}
    for table, column in ((JOURNAL, "id"), (MEMBERS, "entry_id")):
        tamper(
            f"UPDATE {table} SET {column} = -{column} WHERE {column} IN ({first}, {second})",
            *(
                f"UPDATE {table} SET {column} = {new} WHERE {column} = -{old}"
                for old, new in swapped.items()
            ),
        )
    for key in swapped:
        row = AuditEntry.unscoped.values_list(*COLUMNS).get(pk=key)
        as_hex = f"X'{hash_of_entry(row).hex()}'"
        if connection.vendor == "postgresql":
            as_hex = f"'\\x{hash_of_entry(row).hex()}'::bytea"
        tamper(f"UPDATE {MEMBERS} SET hash = {as_hex} WHERE entry_id = {key}")
    assert wrongs() == [("members", block.serial, None)]


def test_an_entry_that_was_moved_to_another_block_is_found_at_both(keys):
    one, other = in_block_of(keys[0]), in_block_of(keys[-1])
    tamper(f"UPDATE {MEMBERS} SET block_id = {other.serial} WHERE entry_id = {keys[0]}")
    assert wrongs() == [("members", one.serial, None), ("members", other.serial, None)]


def test_a_truncated_journal_is_found(keys):
    tamper(f"DELETE FROM {JOURNAL}")
    found = wrongs()
    assert [kind for kind, _, _ in found] == ["dropped"] * len(keys)
    assert {entry for _, _, entry in found} == set(keys)


def test_a_dropped_block_is_found(keys):
    block = in_block_of(keys[4])
    members = {(("stray"), block.serial, key) for key in block.members.values_list("pk", flat=True)}
    tamper(f"DELETE FROM {BLOCKS} WHERE serial = {block.serial}")
    found = list(verify(Looked()))
    assert found[0].kind == "block lost"
    assert found[0].detail == f"khối {block.serial} đến {block.serial}"
    assert set(wrongs()[1:]) == members


def test_the_first_blocks_dropped_without_a_cut_are_found(keys):
    tamper(f"DELETE FROM {BLOCKS} WHERE serial <= 4")
    assert wrongs()[0][0] == "cut"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("chain", "'9.9.'"),
        ("number", "77"),
        ("entries", "entries + 1"),
        ("top", "top + 1"),
        ("kind", "'late'"),
        ("sealed_at", "'2026-01-01 00:00:00+00'"),
        ("root", "hash"),
        ("previous", "'0'"),
        ("before", "'0'"),
        ("key", "'0'"),
        ("hash", "root"),
        ("seal", "root"),
    ],
)
def test_a_changed_block_is_found(keys, column, value):
    serial = in_block_of(keys[9]).serial
    tamper(f"UPDATE {BLOCKS} SET {column} = {value} WHERE serial = {serial}")
    kinds = {kind for kind, at, _ in wrongs() if at == serial}
    assert kinds & {"block changed", "seal"}


def recomputed(block, **facts):
    """Change an entry and make its block anew, as whoever has the code and the database but not the key."""
    for name, value in facts.items():
        setattr(block, name, value)
    block.hash = hash_of_block(block)
    sets = {name: getattr(block, name) for name in ("root", "hash", "before", "previous", "key")}
    told = ", ".join(f"{name} = '{value}'" for name, value in sets.items())
    tamper(f"UPDATE {BLOCKS} SET {told} WHERE serial = {block.serial}")


def rewritten(entry, *, block, **facts):
    """Change an entry and all after it, so that every hash is right again."""
    tamper(f"UPDATE {JOURNAL} SET verb = 'Giả' WHERE id = {entry}")
    row = AuditEntry.unscoped.values_list(*COLUMNS).get(pk=entry)
    tamper(f"DELETE FROM {MEMBERS} WHERE entry_id = {entry}")
    block = Block.unscoped.get(pk=block)
    SealedEntry.unscoped.create(entry_id=entry, block=block, hash=hash_of_entry(row))
    hashes = map(bytes, block.members.order_by("entry_id").values_list("hash", flat=True))
    recomputed(block, root=root_of(hashes), **facts)
    before, heads = block, {block.chain: block}
    for after in Block.unscoped.filter(pk__gt=block.pk).order_by("pk"):
        mine = {"previous": heads[after.chain].hash} if after.chain in heads else {}
        recomputed(after, before=before.hash, **mine, **facts)
        before = heads[after.chain] = after


def test_a_block_made_anew_with_all_after_it_is_found_by_its_seal(keys):
    block = in_block_of(keys[4]).serial
    rewritten(keys[4], block=block)
    assert {(kind, serial) for kind, serial, _ in wrongs()} == {
        ("seal", serial) for serial in range(block, 13)
    }


def test_a_history_made_anew_under_a_key_that_nobody_knows_is_found_and_not_built_upon(keys):
    block = in_block_of(keys[4]).serial
    rewritten(keys[4], block=block, key="0" * 16)
    AuditEntryFactory()
    with pytest.raises(NotOurs):
        seal()
    assert [(kind, serial) for kind, serial, _ in wrongs()] == [("key", block)]


def heads_now():
    return [json.loads(line) for line in keeping.heads(in_block_of_last())][1:]


def in_block_of_last():
    return Block.unscoped.last().sealed_at


def test_a_history_that_the_site_itself_was_made_to_seal_again_is_found_by_heads_that_went_out(
    keys,
):
    kept = heads_now()
    assert wrongs(heads=kept) == []
    tamper(
        f"UPDATE {JOURNAL} SET verb = 'Giả' WHERE id = {keys[4]}",
        f"DELETE FROM {MEMBERS}",
        f"DELETE FROM {BLOCKS}",
    )
    assert seal() == len(keys)
    assert wrongs() == []
    found = wrongs(heads=kept)
    assert len(found) == len(kept) == 4
    assert {kind for kind, _, _ in found} == {"head"}


def test_a_chain_that_lost_its_end_is_found_by_heads_that_went_out(keys):
    last = Block.unscoped.last()
    # As it is noted whenever entries were sealed.
    kept = [{"serial": last.serial, "hash": last.hash}]
    assert wrongs(heads=kept) == []
    members = last.members.values_list("pk", flat=True)
    tamper(
        f"DELETE FROM {JOURNAL} WHERE id IN ({', '.join(map(str, members))})",
        f"DELETE FROM {MEMBERS} WHERE block_id = {last.serial}",
        f"DELETE FROM {BLOCKS} WHERE serial = {last.serial}",
    )
    assert wrongs() == []
    assert wrongs(heads=kept) == [("head", last.serial, None)]


def test_a_commune_that_lost_its_end_is_found_by_what_others_sealed_since(keys):
    """Over all chains a block is held by the next one, of whichever commune."""
    last = Block.unscoped.exclude(chain="").order_by("pk").last()
    chain = Block.unscoped.filter(chain=last.chain).order_by("-pk")[0]
    assert Block.unscoped.filter(chain=last.chain, pk__gt=chain.pk).count() == 0
    AuditEntryFactory(place="")
    seal()
    tamper(
        f"DELETE FROM {MEMBERS} WHERE block_id = {chain.serial}",
        f"DELETE FROM {BLOCKS} WHERE serial = {chain.serial}",
    )
    assert ("block lost", None, None) in wrongs()


def test_what_nobody_seals_is_told_after_a_while(keys, monkeypatch):
    from django.utils import timezone

    AuditEntryFactory()
    looked = Looked()
    assert list(verify(looked)) == []
    assert looked.tail.entries == 1
    later = timezone.now() + LATE * 2
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert wrongs() == [("waits", None, None)]


def test_only_what_was_sealed_lately_is_opened_where_that_is_asked(keys):
    since = in_block_of(keys[-1]).sealed_at
    old, new = in_block_of(keys[0]), in_block_of(keys[-1])
    looked = Looked()
    assert list(verify(looked, since=since)) == []
    assert (looked.blocks, looked.entries) == (4, 7)
    tamper(f"UPDATE {BLOCKS} SET top = 0 WHERE serial IN ({old.serial}, {new.serial})")
    assert ("block changed", new.serial, None) in wrongs(since=since)
    assert ("block changed", old.serial, None) not in wrongs(since=since)


ON_SQLITE = {
    "one is dropped": ["DROP TRIGGER audit_no_delete"],
    "one of ours is dropped": ["DROP TRIGGER operations_block_no_update"],
    "one does nothing": [
        "DROP TRIGGER audit_no_delete",
        f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON {JOURNAL} BEGIN SELECT 1; END",
    ],
    "one is for some alone": [
        "DROP TRIGGER audit_no_update",
        f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON {JOURNAL} WHEN OLD.id > 99 "
        "BEGIN SELECT RAISE(ABORT, 'x'); END",
    ],
    "another one eats entries": [
        f"CREATE TRIGGER eats BEFORE INSERT ON {JOURNAL} BEGIN SELECT RAISE(IGNORE); END"
    ],
}
EATS = "CREATE FUNCTION eats() RETURNS trigger AS $$ BEGIN RETURN NULL; END $$ LANGUAGE plpgsql"
ON_POSTGRESQL = {
    "one is dropped": [f"DROP TRIGGER audit_append_only ON {JOURNAL}"],
    "one is off": [f"ALTER TABLE {JOURNAL} DISABLE TRIGGER audit_append_only"],
    "one is for copies alone": [
        f"ALTER TABLE {BLOCKS} ENABLE REPLICA TRIGGER {BLOCKS}_append_only"
    ],
    "all do nothing": [EATS.replace("FUNCTION eats", "OR REPLACE FUNCTION audit_refuse")],
    "one is for some alone": [
        f"DROP TRIGGER audit_append_only ON {JOURNAL}",
        f"CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON {JOURNAL} FOR EACH ROW "
        "WHEN (OLD.id > 99) EXECUTE FUNCTION audit_refuse()",
    ],
    "one is for a column alone": [
        f"DROP TRIGGER audit_append_only ON {JOURNAL}",
        f"CREATE TRIGGER audit_append_only BEFORE UPDATE OF verb OR DELETE ON {JOURNAL} FOR EACH ROW "
        "EXECUTE FUNCTION audit_refuse()",
    ],
    "truncating is let": [f"DROP TRIGGER operations_block_no_truncate ON {BLOCKS}"],
    "another one eats entries": [
        EATS,
        f"CREATE TRIGGER eats BEFORE INSERT ON {JOURNAL} FOR EACH ROW EXECUTE FUNCTION eats()",
    ],
    "a rule eats entries": [f"CREATE RULE eats AS ON INSERT TO {JOURNAL} DO INSTEAD NOTHING"],
}
WAYS = ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRESQL


@pytest.mark.parametrize("way", WAYS)
def test_a_guard_that_is_gone_or_made_harmless_is_found(keys, way):
    execute(WAYS[way])
    found = wrongs()
    assert found
    assert {kind for kind, _, _ in found} == {"trigger"}
    assert_made_again(way)


def assert_made_again(way):
    """What is strange stays for a person to judge."""
    guard()
    assert (wrongs() == []) == (not way.endswith("eats entries"))
