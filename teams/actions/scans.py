"""Scans of decisions are kept, opened and taken back; each is written down."""

import hashlib
import secrets
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.actions import record
from teams.actions.steps import hold_all
from teams.files import Checked
from teams.models import Decision, Scan


@transaction.atomic
def add_scan(*, by: Any, decision: Decision, checked: Checked) -> Scan:
    """Keep a checked file as the scan of a decision; the same file twice is kept once."""
    hold_all(decision.teams.all())
    digest = hashlib.sha256(checked.data).hexdigest()
    if twin := decision.scans.filter(sha256=digest, withdrawn_at=None).first():
        return twin
    name = default_storage.save(f"scans/{secrets.token_hex(32)}", ContentFile(checked.data))
    try:
        scan = Scan.unscoped.create(
            decision=decision,
            kind=checked.kind,
            stored_as=name,
            size=len(checked.data),
            sha256=digest,
            added_by=by,
        )
        _audit(by, gettext_noop("Tải lên bản chụp quyết định"), scan, {"sha256": [None, digest]})
    except BaseException:
        default_storage.delete(name)
        raise
    return scan


@transaction.atomic
def note_opening(*, by: Any, scan: Scan) -> None:
    """Write down that somebody opened a scan: there are names on it."""
    _audit(by, gettext_noop("Mở bản chụp quyết định"), scan, {})


@transaction.atomic
def withdraw_scan(*, by: Any, scan: Scan) -> Scan:
    """Take a scan back, once: its bytes go when this is committed; that it was there stays known."""
    hold_all(scan.decision.teams.all())
    scan = Scan.unscoped.get(pk=scan.pk)
    if scan.withdrawn_at:
        return scan
    scan.withdrawn_at = timezone.now()
    scan.save(update_fields=["withdrawn_at"])
    _audit(by, gettext_noop("Gỡ bản chụp quyết định"), scan, {"sha256": [scan.sha256, None]})
    transaction.on_commit(lambda: default_storage.delete(scan.stored_as))
    return scan


def _audit(by: Any, verb: str, scan: Scan, changes: dict[str, Any]) -> None:
    """Write it down in each commune that the decision is about."""
    decision = scan.decision
    places = {
        team.area.commune or team.area for team in decision.teams.select_related("area__commune")
    }
    for place in sorted(places, key=lambda area: area.pk):
        record(
            by=by,
            verb=verb,
            subject=decision,
            place=place.path or "",
            changes=changes,
            document=decision.number,
        )
