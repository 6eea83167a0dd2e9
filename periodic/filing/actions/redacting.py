"""A resident's name is cut out of a text that was sent: out of every copy, and what holds is a new copy without it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from audit.actions import record
from periodic.brief import brief_of, kept
from periodic.drafts.rules.values import repeated
from periodic.filing.actions.holding import change, take
from periodic.filing.actions.sending import NoReason
from periodic.filing.rules.states import Act
from periodic.models import REPLACED, Report, Submission
from periodic.naming.queries import naming, refuse_names
from periodic.naming.rules import only_cut


class Rewritten(ValueError):
    """A text that was decided on says something new: that is a correction, not a name taken out."""


WHY = gettext_noop("Xóa tên người dân trong nhận xét")


@transaction.atomic
def redact(*, by: Any, report: Report, texts: Mapping[str, str]) -> Submission:
    """Let the last copy say these texts instead, as a new copy with the decision of the one before.

    The words go out of the older copies, which say since when; all their figures stay, and their digests are those
    of what was sent. Words are taken out, none come in: raises Rewritten, NoReason where nothing would change, Named,
    NotNow, PeriodLocked.
    """
    report, state = take(report, Act.REDACT)
    copies = list(report.submissions.select_for_update())
    last = copies[0]
    before = last.content.get("texts", {})
    gone = {key: texts[key] for key in before if key in texts and texts[key] != before[key]}
    if not gone:
        raise NoReason
    if not all(only_cut(before[key], text) for key, text in gone.items()):
        raise Rewritten
    refuse_names(report.area, gone)
    moment = timezone.now()
    copy = _new(last, by, {**before, **gone})
    for old in copies:
        _cut(old, before, gone, moment)
    if not last.decision:
        last.decision, last.decided_by, last.decided_at = REPLACED, by, moment
        last.save(update_fields=["decision", "decided_by", "decided_at"])
    copy.save()
    change(report, state, texts={**report.texts, **gone})
    changes = {"number": [last.number, copy.number]}
    record(by, gettext_noop("Xóa tên người dân trong báo cáo"), report, changes)
    return copy


def _new(last: Submission, by: Any, texts: dict[str, str]) -> Submission:
    """Return the copy that holds from now on: the same figures, of the same sending, decided as it was."""
    data = _saying(last.content, texts)
    facts = ("report_id", "sent_by_id", "sent_at", "on_time", "within_by_id", "within_at")
    judged = ("filled", "indicators", "unusual")
    decided = ("decision", "decided_by_id", "decided_at", "decided_why")
    same = {name: getattr(last, name) for name in (*facts, *judged, *decided)}
    return Submission(**same, **kept(data), number=last.number + 1, reason=gettext(WHY))


def _saying(content: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    """Return a content with other texts; the cells that repeat them say the same."""
    total, said = content["total"], repeated(texts)
    values = {
        key: {**total["values"][key], "text": said[key]} for key in total["values"] if key in said
    }
    values = {**total["values"], **values}
    return {**content, "texts": dict(texts), "total": {**total, "values": values}}


def _cut(
    old: Submission, before: Mapping[str, str], gone: Mapping[str, str], moment: datetime
) -> None:
    """Let a copy say the new words; where it said others than the last one, and names somebody, none."""
    texts = old.content.get("texts", {})
    alike = {key: gone[key] for key in gone if texts.get(key) == before.get(key)}
    others = {key: texts[key] for key in gone if texts.get(key) and key not in alike}
    cut = {**texts, **alike, **dict.fromkeys(naming(old.report.area, others), "")}
    if cut != texts:
        old.content, old.redacted_at = _saying(old.content, cut), moment
        old.brief = brief_of(old.content)
        old.save(update_fields=["content", "brief", "redacted_at"])
