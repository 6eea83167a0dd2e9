"""Whole blocks go with their time: first looked through, then cut off at a hash that this site seals."""

from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.actions import record
from audit.models import AuditEntry
from operations.models import Block, Cut, SealedEntry
from operations.sealing.actions.guarding import run, unguarded
from operations.sealing.queries.blocks import Walk, true_cut
from operations.sealing.rules import cutting
from operations.sealing.rules.hashing import hash_of_cut, key_name, seal_of, secrets_by_name
from operations.sealing.rules.late import BATCH, LEAST_MONTHS, MONTH

# Whoever saves waits for as long at most; what cannot be had is had the next night.
_WAIT = "SET LOCAL lock_timeout = '1s'"


class JournalWrong(Exception):
    """The journal is not what was sealed: nobody takes anything away from it."""


def cut() -> int:
    """Let go what was sealed longer ago than the journal is kept; return how many entries. Raises JournalWrong."""
    _renew()
    if not settings.JOURNAL_KEEP_MONTHS:
        return 0
    until = timezone.now() - MONTH * max(settings.JOURNAL_KEEP_MONTHS, LEAST_MONTHS)
    gone, last = 0, None
    while blocks := _next(until):
        last = _cut_off(blocks)
        gone += last.entries
    if last:
        changes = {"through": [None, last.through], "entries": [None, gone]}
        record(None, gettext_noop("Bỏ dòng nhật ký quá hạn giữ"), last, changes)
    return gone


def _renew() -> None:
    """Seal the last cut under the key of now, while the one of before is still known."""
    known = true_cut(secrets_by_name())
    if known and known.key != key_name():
        _seal(Cut(through=known.through, hash=known.hash, entries=known.entries))


def _seal(new: Cut) -> Cut:
    new.cut_at, new.key = timezone.now(), key_name()
    new.seal = seal_of(hash_of_cut(new))
    new.save(force_insert=True)
    return new


def _next(until: datetime) -> list[Block]:
    """Return the oldest blocks that are over, as many as go at once."""
    known = true_cut(secrets_by_name())
    rows = Block.unscoped.filter(pk__gt=known.through if known else 0).order_by("pk")
    found, entries = list[Block](), 0
    for block in rows[:BATCH]:
        entries += block.entries
        if block.sealed_at >= until or (found and entries > BATCH):
            break
        found.append(block)
    return found


@transaction.atomic
def _cut_off(blocks: list[Block]) -> Cut:
    """Cut the journal after these blocks. Raises JournalWrong where they are not what was sealed."""
    first, last = blocks[0], blocks[-1]
    if any(Walk(first.serial, last.serial).wrongs()):
        raise JournalWrong
    entries = sum(block.entries for block in blocks)
    new = _seal(Cut(through=last.serial, hash=last.hash, entries=entries))
    _forget_what_hangs_on(last.serial)
    if connection.vendor == "postgresql":
        run(_WAIT, f"SELECT audit_cut({last.serial})")
    else:
        with unguarded():
            run(*cutting.going(last.serial))
    return new


def _forget_what_hangs_on(through: int) -> None:
    """Delete what else belongs to these entries: the personal values that stand beside them."""
    for relation in AuditEntry._meta.related_objects:
        model = relation.related_model
        if model is not SealedEntry and not isinstance(model, str):
            mine = {f"{relation.field.name}__sealed__block__lte": through}
            model._meta.base_manager.filter(**mine).delete()
