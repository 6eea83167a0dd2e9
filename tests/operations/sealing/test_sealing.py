"""What was committed is sealed commune by commune, once, whoever else seals; what comes too late is not."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from audit.models import AuditEntry
from operations.models import Block, SealedEntry
from operations.sealing.actions import sealing
from operations.sealing.actions.sealing import NotOurs, seal, seal_late
from operations.sealing.queries.waiting import tail
from operations.sealing.rules import triggers
from operations.sealing.rules.hashing import COLUMNS
from operations.sealing.rules.late import LATE
from tests.factories import AuditEntryFactory, CutFactory, VillageFactory
from tests.operations.sealing.journal import sealed, tamper, three_communes, written, wrongs

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.engines,
    pytest.mark.usefixtures("append_only_audit"),
]


@pytest.fixture
def clock(monkeypatch):
    """Return a function that lets time pass, or go back."""
    passed, now = [timedelta()], timezone.now
    monkeypatch.setattr(timezone, "now", lambda: now() + passed[0])

    def let_pass(some):
        passed[0] += some

    return let_pass


def test_every_column_of_an_entry_is_hashed():
    assert {field.attname for field in AuditEntry._meta.concrete_fields} == set(COLUMNS)


def test_what_stands_in_a_commune_or_in_its_villages_is_one_chain_and_what_is_above_another():
    commune, other, _ = three_communes()
    village = VillageFactory(parent=commune)
    for place in (commune.path, village.path, other.path, commune.parent.path, "", "not.a.path."):
        AuditEntryFactory(place=place)
    assert seal() == 6
    assert {(one.chain, one.number, one.entries) for one in Block.unscoped.all()} == {
        ("", 1, 3),
        (commune.path, 1, 2),
        (other.path, 1, 1),
    }
    assert wrongs() == []


def test_blocks_follow_each_other_in_their_chain_and_over_all():
    communes = three_communes()
    sealed(communes, blocks=2)
    blocks = list(Block.unscoped.order_by("pk"))
    assert [one.serial for one in blocks] == list(range(1, 9))
    assert [one.before for one in blocks] == ["", *(one.hash for one in blocks[:-1])]
    first, second = [one for one in blocks if one.chain == communes[0].path]
    assert (second.number, second.previous) == (2, first.hash)
    assert seal() == 0
    assert wrongs() == []


def test_a_long_backlog_is_sealed_in_batches(monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 4)
    written(three_communes(), times=3)
    assert seal() == 10
    kinds = dict(Block.unscoped.order_by("pk").values_list("sealed_at", "kind"))
    assert list(kinds.values()) == ["part", "part", "full"]
    assert wrongs() == []


def test_what_committed_late_with_a_lower_key_joins_a_later_block():
    first, late, last = AuditEntryFactory.build_batch(3)
    first.pk, late.pk, last.pk = 1001, 1002, 1003
    first.save(force_insert=True)
    last.save(force_insert=True)
    assert seal() == 2
    late.save(force_insert=True)
    assert seal() == 1
    assert SealedEntry.unscoped.get(entry=late).block.number == 2
    assert wrongs() == []


def test_what_was_put_behind_what_was_sealed_long_ago_is_told_and_not_sealed(clock):
    sealed(three_communes(), blocks=1)
    clock(LATE * 2)
    AuditEntryFactory()
    assert seal() == 1
    low = AuditEntryFactory.build(pk=-5)
    low.save(force_insert=True)
    clock(LATE * 2)
    AuditEntryFactory()
    old = AuditEntryFactory()
    # What may be sealed begins LATE before the block above, just three of them ago: clearly before that.
    moved = timezone.now() - LATE * 4
    tamper(f"UPDATE audit_auditentry SET at = '{moved:%Y-%m-%d %H:%M:%S+00}' WHERE id = {old.pk}")
    assert seal() == 1
    assert tail().entries == 0
    assert sorted(wrongs()) == [("inserted", None, -5), ("inserted", None, old.pk)]
    # Somebody looked at it, and answers for it.
    assert seal_late() == 2
    assert wrongs() == []
    assert Block.unscoped.last().kind == Block.Kind.LATE


def test_a_clock_that_was_set_back_stops_nothing(clock):
    sealed(three_communes(), blocks=1)
    clock(-timedelta(days=2))
    AuditEntryFactory()
    assert seal() == 1
    AuditEntryFactory()
    assert seal() == 1
    assert wrongs() == []


def test_who_is_slower_than_another_sealer_writes_nothing(monkeypatch):
    written(three_communes())
    blocks_of = sealing._blocks_of

    def meanwhile(*what):
        monkeypatch.setattr(sealing, "_blocks_of", blocks_of)
        assert seal() == 7
        return blocks_of(*what)

    monkeypatch.setattr(sealing, "_blocks_of", meanwhile)
    assert seal() == 0
    assert wrongs() == []
    assert Block.unscoped.count() == 4


def test_nothing_is_built_on_a_block_that_is_none_of_ours(settings):
    sealed(three_communes(), blocks=1)
    AuditEntryFactory()
    settings.SECRET_KEY = "another" * 9
    with pytest.raises(NotOurs):
        seal()
    assert ("key", 1, None) in wrongs()
    # The new key beside the old one, as a rotation has them: what follows answers for what was.
    settings.SECRET_KEY_FALLBACKS = ["another" * 9]
    settings.SECRET_KEY = "a third one" * 9
    with pytest.raises(NotOurs):
        seal()
    assert seal_late() == 1
    assert wrongs() == []


def test_after_a_change_of_the_key_blocks_of_before_still_hold(settings):
    sealed(three_communes(), blocks=1)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new one" * 9
    AuditEntryFactory()
    assert seal() == 1
    settings.SECRET_KEY_FALLBACKS = []
    assert wrongs() == []
    # As a control: what the gone key sealed is still held by what follows.
    tamper("UPDATE operations_block SET top = top + 1 WHERE serial = 2")
    assert ("block changed", 2, None) in wrongs()


@pytest.mark.parametrize("table", triggers.OURS)
@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE {} SET {} = {}",
        "DELETE FROM {}",
        pytest.param("TRUNCATE {}", marks=pytest.mark.postgres),
    ],
)
def test_the_database_refuses_to_change_what_is_sealed(table, deed):
    sealed(three_communes(), blocks=1)
    CutFactory()
    column = {"operations_block": "number", "operations_cut": "through"}.get(table, "block_id")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed.format(table, column, column))
