"""Every write to a breach: opened with what was found, step by step done, closed with an outcome."""

import uuid as uuids
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.devices.rules import browser_words
from accounts.models import Device
from audit.actions import locked, record
from privacy.breach.queries import Case, figures_of
from privacy.breach.rules import BY_KEY
from privacy.models import Breach
from web.once import save_once, sent_before


class IsClosed(Exception):
    """The breach was closed meanwhile."""


@transaction.atomic
def open_breach(
    *,
    by: Any,
    case: Case,
    found_at: datetime,
    story: str = "",
    device: Device | None = None,
    uuid: uuids.UUID | None = None,
) -> Breach:
    """Open a breach, with whom it may concern as it is found now inside the territory of whoever opens it.

    The same `uuid` twice by one person opens one. Raises KeyTaken for another's.
    """
    if twin := sent_before(Breach, uuid, opened_by_id=by.pk):
        return twin
    breach = Breach(
        uuid=uuid or uuids.uuid4(),
        kind=case.kind,
        area=case.area,
        account=case.account,
        device=browser_words(device.browser) or str(device) if device else "",
        since=case.since,
        until=case.until,
        found_at=found_at,
        story=story,
        figures=figures_of(case, by.area.path),
        opened_by=by,
    )
    if (saved := save_once(breach, opened_by_id=by.pk)) is not breach:
        return saved
    said = {"most": [None, breach.figures["most"]], "kind": [None, breach.kind]}
    record(by, gettext_noop("Mở vụ lộ dữ liệu"), breach, said)
    return breach


@transaction.atomic
def mark_step(*, by: Any, breach: Breach, step: str, is_done: bool) -> Breach:
    """Note that a step was done, or was not after all. Raises IsClosed; KeyError for no step."""
    title = str(BY_KEY[step].key)
    breach = _opened(breach)
    was = step in breach.steps
    if is_done and not was:
        at = timezone.now().isoformat(timespec="minutes")
        breach.steps[step] = {"at": at, "by": by.full_name}
    elif not is_done:
        breach.steps.pop(step, None)
    if is_done != was:
        breach.save(update_fields=["steps"])
        verb = gettext_noop("Ghi bước xử lý vụ lộ dữ liệu")
        record(by, verb, breach, {title: [was, is_done]})
    return breach


@transaction.atomic
def close_breach(*, by: Any, breach: Breach, outcome: str) -> Breach:
    """Close a breach, with what came of it. Raises IsClosed."""
    breach = _opened(breach)
    breach.closed_at, breach.closed_by, breach.outcome = timezone.now(), by, outcome
    breach.save(update_fields=["closed_at", "closed_by", "outcome"])
    record(by, gettext_noop("Đóng vụ lộ dữ liệu"), breach, {"outcome": [None, outcome]})
    return breach


def _opened(breach: Breach) -> Breach:
    breach = locked(breach, "area")
    if not breach.is_open:
        raise IsClosed
    return breach
