"""Support in the demo: an example of a policy, one month of one commune approved, the next to approve."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from accounts.models import User
from areas.models import Area
from demo.names import MALE
from demo.teams import tenure_of
from teams.activities.actions import log_activity
from teams.models import Member, Team
from teams.support.actions import approve_month, set_policy
from teams.support.queries.facts import work_out

# The paper says of itself that it is none.
NUMBER = "01/2026/NQ-HĐND (minh họa)"
_SHARED = "Lê Hoàng Nam"
_TOGETHER: dict[str, Any] = {
    "title": "Hai tổ cùng hướng dẫn thanh toán QR ở chợ",
    "place": "Chợ",
    "people": 24,
}


def make_support(users: Mapping[str, User], today: date) -> None:
    """Set the policy, let two teams work together, approve the month before last."""
    province, commune = users["tinh"].area, users["canbo"].area
    if province is None or commune is None:
        return
    last_month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    month = (last_month - timedelta(days=1)).replace(day=1)
    _policy(users["quantri"], province, today)
    _work_together(users["canbo"], commune, month)
    seen = work_out(commune, month).code
    approve_month(by=users["canbo"], commune=commune, month=month, seen=seen)


def _policy(by: User, province: Area, today: date) -> None:
    set_policy(
        by=by,
        province=province,
        number=NUMBER,
        resolved_on=date(today.year - 2, 12, 10),
        valid_from=date(today.year - 1, 1, 1),
        last_on=date(today.year + 1, 12, 31),
        team_month=300_000,
        member_day=50_000,
        days_within=True,
        villages_only=True,
        numbered_only=True,
        top_up_times=2,
        conditions="Ngày công theo chương trình, kế hoạch",
        example=True,
    )


def _work_together(by: User, commune: Area, month: date) -> None:
    """Let one person be in two teams that worked on one day: he is paid for it once."""
    named = Member.unscoped.filter(full_name=_SHARED, team__area__commune=commune)
    man = named.order_by("pk").first()
    if man is None:
        return
    others = Team.unscoped.in_force(month).filter(area__commune=commune, led=True)
    other = others.exclude(pk=man.team_id).order_by("area__sort_key").select_related("area").first()
    if other is None:
        return
    facts = {name: getattr(man, name) for name in ("sort_key", "phone", "organisation")}
    twin = Member(team=other, full_name=_SHARED, sex=MALE, **facts)
    twin.joined_on = max(man.joined_on, other.founded_on) + timedelta(days=30)
    if twin.joined_on >= month:
        return
    twin.save()
    tenure_of(twin, {}).save()
    for member in (man, twin):
        team = Team.unscoped.select_related("area").get(pk=member.team_id)
        present = [member, *team.members.serving().exclude(pk=member.pk)[:2]]
        on = month.replace(day=13)
        log_activity(by=by, team=team, held_on=on, present=present, **_TOGETHER)
