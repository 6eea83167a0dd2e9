"""Support of teams: policies of a province, what a commune adds, months approved and reopened."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import changes_to, differences, locked, record, record_change
from rollup.counts import lock
from teams.models import SupportLine, SupportPolicy, SupportSheet, SupportTopUp
from teams.support.queries.facts import Worked, work_out

FIELDS = (
    "number",
    "resolved_on",
    "valid_from",
    "last_on",
    "month_starts_on",
    "team_month",
    "member_month",
    "member_day",
    "days_within",
    "team_year_cap",
    "villages_only",
    "numbered_only",
    "active_only",
    "top_up_times",
    "conditions",
    "example",
)


class Moved(Exception):
    """The month is not what its approver read any more."""


class Unpaid(ValueError):
    """A month without a policy, or not over yet: there is nothing to approve."""


class InUse(ValueError):
    """Sheets were approved by a policy: of it only the last day may change."""


class TooMuch(ValueError):
    """More than the policy lets a commune add."""


@transaction.atomic
def set_policy(*, by: Any, province: Area, **facts: Any) -> SupportPolicy:
    """Let a policy hold in a province; `facts` are of FIELDS.

    Raises IntegrityError where another one holds on one of its days, or it pays nothing.
    """
    verb, policy = gettext_noop("Đặt chính sách hỗ trợ tổ"), SupportPolicy(province=province)
    return record_change(by, verb, policy, facts, known=FIELDS, document_in="number")


@transaction.atomic
def change_policy(*, by: Any, policy: SupportPolicy, **facts: Any) -> SupportPolicy:
    """Correct a policy. Once something rests on it, only its last day; raises InUse otherwise."""
    policy = locked(policy)
    in_use = policy.sheets.exists() or policy.top_ups.exists()
    if in_use and set(changes_to(policy, facts)) - {"last_on"}:
        raise InUse
    verb = gettext_noop("Sửa chính sách hỗ trợ tổ")
    return record_change(by, verb, policy, facts, known=FIELDS, document_in="number")


@transaction.atomic
def add_top_up(
    *, by: Any, commune: Area, policy: SupportPolicy, month: date, amount: int, document: str
) -> SupportTopUp:
    """Let a commune add to each team's month from this month on; 0 ends it.

    Said again for the same month, the later word holds. Raises TooMuch above the policy's limit.
    """
    lock([commune])
    policy = locked(policy)
    if not 0 <= amount <= policy.top_up_limit:
        raise TooMuch
    key: dict[str, Any] = {"commune": commune, "policy": policy, "from_month": month}
    said = SupportTopUp.unscoped.filter(**key).values("amount", "document").first()
    after = {"amount": amount, "document": document}
    top_up, made = SupportTopUp.unscoped.update_or_create(
        **key, defaults={**after, "limit": policy.top_up_limit}
    )
    verb = (
        gettext_noop("Đặt hỗ trợ thêm của xã") if made else gettext_noop("Sửa hỗ trợ thêm của xã")
    )
    record(by, verb, top_up, differences(said or {}, after), document=document)
    return top_up


@transaction.atomic
def approve_month(*, by: Any, commune: Area, month: date, seen: str) -> SupportSheet:
    """Freeze a month as its approver read it (`seen`, the check code); the same twice approves once.

    Raises Unpaid before the month is over or without a policy, Moved where it comes to something
    else by now, or stands approved as something else.
    """
    lock([commune])
    standing = SupportSheet.unscoped.standing().filter(commune=commune, month=month).first()
    if standing:
        if standing.code != seen:
            raise Moved
        return standing
    # Policies stay as they are until this is written.
    policies = SupportPolicy.unscoped.filter(province_id=commune.province_id)
    list(policies.select_for_update(of=("self",)))
    worked = work_out(commune, month)
    if worked.policy is None or worked.span.last >= timezone.localdate():
        raise Unpaid
    if worked.code != seen:
        raise Moved
    sheet = _freeze(by, worked, worked.policy)
    changes = {"total": [None, sheet.total], "code": [None, sheet.code]}
    verb = gettext_noop("Duyệt bảng hỗ trợ tổ")
    record(by, verb, sheet, changes, document=sheet.policy.number)
    return sheet


def _freeze(by: Any, worked: Worked, policy: SupportPolicy) -> SupportSheet:
    sheet = SupportSheet.unscoped.create(
        commune=worked.commune,
        policy=policy,
        month=worked.month,
        first_on=worked.span.first,
        last_on=worked.span.last,
        total=worked.total,
        code=worked.code,
        approved_at=timezone.now(),
        approved_by=by,
    )
    for line in worked.lines:
        line.sheet = sheet
    SupportLine.unscoped.bulk_create(worked.lines)
    SupportLine.sessions.through.objects.bulk_create(
        SupportLine.sessions.through(supportline=line, activity=activity)
        for line in worked.lines
        for activity in line.held
    )
    return sheet


@transaction.atomic
def reopen_month(*, by: Any, sheet: SupportSheet, why: str) -> SupportSheet:
    """Take an approved month back, once, with a reason; its lines stay and pay nothing any more."""
    lock([sheet.commune])
    sheet = SupportSheet.unscoped.select_related("commune").get(pk=sheet.pk)
    if sheet.reopened_at:
        return sheet
    sheet.reopened_at, sheet.reopened_by, sheet.reopened_why = timezone.now(), by, why
    sheet.save()
    SupportLine.unscoped.filter(sheet=sheet).update(live=False)
    changes = {"total": [sheet.total, None], "reopened_why": ["", why]}
    record(by, gettext_noop("Mở lại bảng hỗ trợ tổ"), sheet, changes, document=sheet.code)
    return sheet
