"""The history of a household in one line of time: what was found, confirmed, changed, merged, split.

Reached through the household's own door only: whoever may open it may read all of it, names too.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.utils import timezone

from audit.models import AuditEntry
from audit.personal import HOUSEHOLDS
from households.models import Assessment, Confirmation, Household, Regrouping, Resident
from households.register.rules import UNSEEN
from skills.catalogue import COLUMNS
from skills.coverage import person_result
from web.admin_parts import lines_of

# Rows read of each kind; the newest.
_MOST = 300
# The journal's lines about findings that are told although each finding stands there itself.
_TOLD = frozenset(
    {
        "Hoàn tác khảo sát",
        "Lấy lại khảo sát",
        "Đưa về chưa khảo sát",
        "Ghi kết quả người khác đã hỏi",
    }
)
# Told by rows of their own, or once more at another place.
_TWICE = frozenset(
    {
        "Xác nhận không đổi",
        "Gộp hộ trùng vào đây",
        "Gộp vào hộ khác",
        "Hoàn tác gộp hộ",
        "Hoàn tác tách hộ",
        "Tách hộ",
        "Tách từ hộ khác",
        "Chuyển đến từ thôn khác",
        "Xã khác đã nhận hộ",
        "Hoàn tác nhận hộ",
    }
)


@dataclass
class Moment:
    """One thing that happened: when, by whom, in which of the merged households, and what."""

    at: datetime
    who: str
    household: Household | None = None
    found: list[Assessment] = field(default_factory=list)
    confirmation: Confirmation | None = None
    regrouping: Regrouping | None = None
    entry: AuditEntry | None = None
    lines: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def last(self) -> Assessment:
        """The last of the findings of one day and person."""
        return self.found[0]

    @property
    def counts(self) -> bool:
        """Whether any of its findings still stands."""
        return any(row.withdrawn_at is None for row in self.found)


def family_of(household: Household) -> list[Household]:
    """Return the household with all that were merged with it, in either direction."""
    found = {household.pk: household}
    new = [household]
    while new:
        keys = [one.pk for one in new]
        above = [one.merged_into_id for one in new if one.merged_into_id]
        rows = Household.unscoped.filter(Q(merged_into__in=keys) | Q(pk__in=above))
        new = [one for one in rows if one.pk not in found]
        found |= {one.pk: one for one in new}
    return list(found.values())


def timeline(household: Household) -> list[Moment]:
    """Return all that is known to have happened to a household, the newest first.

    A fixed number of queries, plus one for each step of merger upon merger.
    """
    family = {one.pk: one for one in family_of(household)}
    moments = [
        *_findings(family),
        *_confirmations(family),
        *_regroupings(family),
        *_entries(family),
    ]
    return sorted(moments, key=lambda moment: moment.at, reverse=True)


def _findings(family: dict[int, Household]) -> Iterator[Moment]:
    """Group the findings of one person by one assessor on one day: a tap is not a visit."""
    rows = Assessment.unscoped.filter(resident__household__in=family)
    rows = rows.select_related("resident", "assessor", "withdrawn_by").order_by("-id")[:_MOST]

    def visit(row: Assessment) -> Any:
        day = timezone.localdate(row.recorded_at)
        return day, row.resident_id, row.assessed_on, row.assessor_id, row.set_aside

    ordered = sorted(rows, key=lambda row: (*_sortable(visit(row)), -row.pk))
    for _visit, group in groupby(ordered, visit):
        found = list(group)
        yield Moment(
            found[0].recorded_at,
            _named(found[0].assessor),
            family[found[0].resident.household_id],
            found=found,
        )


def _sortable(key: Sequence[Any]) -> tuple[str, ...]:
    return tuple(str(part) for part in key)


def _confirmations(family: dict[int, Household]) -> Iterator[Moment]:
    rows = Confirmation.unscoped.filter(household__in=family).select_related("confirmed_by")
    for row in rows[:_MOST]:
        yield Moment(
            row.recorded_at,
            _named(row.confirmed_by),
            family[row.household_id],
            confirmation=row,
        )


def _regroupings(family: dict[int, Household]) -> Iterator[Moment]:
    rows = Regrouping.unscoped.filter(Q(household__in=family) | Q(other__in=family))
    rows = rows.select_related("household__village", "other__village", "done_by", "undone_by")
    for row in rows[:_MOST]:
        yield Moment(row.recorded_at, _named(row.done_by), regrouping=row)


def _entries(family: dict[int, Household]) -> Iterator[Moment]:
    keys = [str(key) for key in family]
    rows = AuditEntry.unscoped.filter(subject=HOUSEHOLDS, subject_key__in=keys)
    for entry in rows.exclude(verb__in=_TWICE).with_personal()[:_MOST]:
        about_findings = set(entry.changes) <= set(COLUMNS) and entry.changes
        if about_findings and entry.verb not in _TOLD:
            continue
        yield Moment(
            entry.at,
            entry.actor_name or entry.actor,
            family[int(entry.subject_key)],
            entry=entry,
            lines=lines_of(entry, may_see_names=True),
        )


def _named(person: Any) -> str:
    return str(person) if person else ""


def last_changes(household: Household, names: Iterable[str]) -> dict[str, AuditEntry]:
    """Return the journal's last line about each of these fields of a household."""
    found = dict[str, AuditEntry]()
    for entry in AuditEntry.unscoped.about(household)[:50]:
        for name in set(names) & entry.changes.keys():
            found.setdefault(name, entry)
    return found


def results_at(resident: Resident, at: datetime | None) -> list[Any]:
    """Return a person's five results as they stood at a time; nothing was seen without one."""
    if at is None:
        return [UNSEEN] * len(COLUMNS)
    rows = Assessment.unscoped.filter(resident=resident, recorded_at__lte=at, set_aside=False)
    then = rows.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at))
    return person_result(then.order_by("assessed_on", "pk")).results
