"""Scans of decisions are kept, opened and taken back; each is written down."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from audit.actions import record
from teams.documents.actions import digest_of, laid_down, take_back
from teams.documents.rules.files import Checked
from teams.models import Decision, Scan
from teams.register.actions import hold_all


@transaction.atomic
def add_scan(*, by: Any, decision: Decision, checked: Checked) -> Scan:
    """Keep a checked file as the scan of a decision; the same file twice is kept once."""
    hold_all(decision.teams.all())
    digest = digest_of(checked)
    if twin := decision.scans.filter(sha256=digest, withdrawn_at=None).first():
        return twin
    with laid_down(by=by, checked=checked, folder="scans") as said:
        scan = Scan.unscoped.create(decision=decision, **said)
        _audit(by, gettext_noop("Tải lên bản chụp quyết định"), scan, {"sha256": [None, digest]})
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
    take_back(scan)
    _audit(by, gettext_noop("Gỡ bản chụp quyết định"), scan, {"sha256": [scan.sha256, None]})
    return scan


def _audit(by: Any, verb: str, scan: Scan, changes: dict[str, Any]) -> None:
    """Write it down in each commune that the decision is about."""
    decision = scan.decision
    places = {
        team.area.commune or team.area for team in decision.teams.select_related("area__commune")
    }
    for place in sorted(places, key=lambda area: area.pk):
        where = place.path or ""
        record(by, verb, decision, changes, place=where, document=decision.number)
