"""Whole blocks go with their time, and what is left still holds; nothing younger, and nothing that is wrong."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from audit.models import AuditEntry, PersonalValue
from operations.models import Block, Cut, SealedEntry
from operations.sealing.actions import cutting
from operations.sealing.actions.cutting import JournalWrong, cut
from operations.sealing.actions.sealing import seal
from operations.sealing.queries.heads import heads
from tests.factories import AuditEntryFactory, PersonalValueFactory
from tests.operations.sealing.journal import sealed, tamper, three_communes, written, wrongs
from tests.operations.sealing.test_verifying import heads_now

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.engines,
    pytest.mark.usefixtures("append_only_audit"),
]
YEAR = timedelta(days=366)


@pytest.fixture
def communes(monkeypatch, settings):
    """Twelve blocks of thirteen months ago, four of today."""
    settings.JOURNAL_KEEP_MONTHS = 12
    found = three_communes()
    now = timezone.now
    with monkeypatch.context() as then:
        # PostgreSQL asks its own clock, too.
        then.setattr(timezone, "now", lambda: now() - YEAR - timedelta(days=31))
        sealed(found)
    written(found)
    seal()
    return found


def test_what_is_over_goes_and_the_rest_still_holds(communes, monkeypatch):
    monkeypatch.setattr(cutting, "BATCH", 8)
    first, last = AuditEntry.unscoped.earliest("pk"), AuditEntry.unscoped.latest("pk")
    for entry in (first, last):
        PersonalValueFactory(entry=entry, field="tên", after=None)
    before = heads_now()
    assert cut() == 21
    assert AuditEntry.unscoped.count() == 7 + 1
    assert SealedEntry.unscoped.count() == 7
    assert PersonalValue.unscoped.get().entry == last
    PersonalValue.unscoped.all().delete()
    assert list(Block.unscoped.order_by("pk").values_list("pk", flat=True)) == [13, 14, 15, 16]
    assert Cut.unscoped.order_by("pk").last().through == 12
    assert wrongs() == []
    assert wrongs(heads=before) == []
    assert cut() == 0
    AuditEntryFactory(place=communes[0].path)
    seal()
    assert wrongs() == []
    # As a control: the guards stand again.
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry.unscoped.update(verb="Giả")
    tamper("DELETE FROM operations_block WHERE serial = 14")
    assert wrongs()[0][0] == "block lost"


def test_the_last_block_of_a_chain_stays_so_that_the_chain_goes_on(communes, monkeypatch):
    silent = communes[2].path
    tamper(
        f"DELETE FROM operations_sealedentry WHERE block_id = (SELECT MAX(serial) FROM operations_block WHERE chain = '{silent}')",
        f"DELETE FROM operations_block WHERE serial = 16 AND chain = '{silent}'",
    )
    last = Block.unscoped.filter(chain=silent).order_by("-number").first()
    cut()
    assert Block.unscoped.get(chain=silent) == last
    AuditEntryFactory(place=silent)
    seal()
    assert Block.unscoped.get(chain=silent, number=last.number + 1).previous == last.hash


def test_nothing_goes_that_is_not_a_year_old_whatever_the_setting_says(settings, communes):
    settings.JOURNAL_KEEP_MONTHS = 1
    assert cut() == 21
    assert cut() == 0
    settings.JOURNAL_KEEP_MONTHS = 0
    assert cut() == 0


def test_without_the_setting_nothing_goes(settings, communes):
    settings.JOURNAL_KEEP_MONTHS = 0
    assert cut() == 0
    assert AuditEntry.unscoped.count() == 28


def test_nothing_goes_that_is_wrong(communes):
    key = AuditEntry.unscoped.earliest("pk").pk
    tamper(f"UPDATE audit_auditentry SET verb = 'Giả' WHERE id = {key}")
    with pytest.raises(JournalWrong):
        cut()
    assert AuditEntry.unscoped.count() == 28
    assert Cut.unscoped.count() == 0


def test_a_cut_that_nobody_sealed_hides_nothing(communes):
    """As a control: whoever deletes what is old and writes a cut of their own is found."""
    block = Block.unscoped.get(pk=12)
    Cut.unscoped.create(
        through=12, hash=block.hash, entries=21, cut_at=timezone.now(), key=block.key, seal="0" * 64
    )
    tamper(
        "DELETE FROM audit_auditentry WHERE id IN (SELECT entry_id FROM operations_sealedentry WHERE block_id <= 12)",
        "DELETE FROM operations_sealedentry WHERE block_id <= 12",
        "DELETE FROM operations_block WHERE serial <= 12",
    )
    assert wrongs()[0][0] == "cut"


def test_a_cut_is_sealed_again_under_a_new_key(communes, settings):
    cut()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new one" * 9
    seal()
    assert cut() == 0
    settings.SECRET_KEY_FALLBACKS = []
    assert wrongs() == []
    assert len(list(heads(timezone.now()))) == 5


@pytest.mark.postgres
def test_the_database_itself_cuts_nothing_younger_than_a_year_and_nothing_without_a_cut(communes):
    def asked(through):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT audit_cut({through})")

    with pytest.raises(DatabaseError, match="twelve months"):
        asked(12)
    Cut.unscoped.create(through=16, hash="", entries=0, cut_at=timezone.now(), key="", seal="")
    with pytest.raises(DatabaseError, match="twelve months"):
        asked(13)
    asked(12)
    assert AuditEntry.unscoped.count() == 7
