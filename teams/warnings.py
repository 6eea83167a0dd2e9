"""What a decision should put right in a team: nobody leads it, or its village is no more."""

from datetime import date

from django.db.models import OuterRef, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from teams.models import Member, Team, Tenure
from teams.models.team import TeamQuerySet


def with_last_leader(teams: TeamQuerySet) -> TeamQuerySet:
    """Bring along who led each team last and until when: `last_leader`, `led_until` (None: still)."""
    led = Tenure.unscoped.filter(team=OuterRef("pk"), role=Member.Role.LEADER).order_by(
        "-valid_from", "-pk"
    )
    return teams.annotate(
        last_leader=Subquery(led.values("member__full_name")[:1]),
        led_until=Subquery(led.values("valid_to")[:1]),
    )


def warnings_of(team: Team, day: date) -> list[str]:
    """Say in whole sentences what is amiss with a team in force; it was read `with_last_leader`."""
    if team.dissolved_on and team.dissolved_on <= day:
        return []
    said = []
    if team.area.closed_on and team.area.closed_on <= day:
        said.append(
            _("%(place)s đã thôi từ ngày %(day)s. Cần quyết định giải thể hoặc kiện toàn tổ.")
            % {"place": team.area.full_name, "day": date_format(team.area.closed_on)}
        )
    if not team.staffed and (text := leader_left(team)):
        said.append(text)
    if not team.staffed:
        said.append(
            _("Tổ chưa có tổ trưởng nên chỉ tính là có trên giấy. Thêm tổ trưởng để tổ đủ người.")
        )
    return said


def leader_left(team: Team) -> str:
    """Say that the leader left and nobody followed; nothing where the team never had one."""
    until = getattr(team, "led_until", None)
    if team.staffed or not until:
        return ""
    return _("Tổ trưởng %(name)s thôi từ ngày %(day)s, chưa có người thay.") % {
        "name": getattr(team, "last_leader", ""),
        "day": date_format(until),
    }
