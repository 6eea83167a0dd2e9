"""What is amiss with a team: nobody leads it, its village is no more, its size, who is in another too."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.conf import settings
from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from teams.members.queries.shared_people import Also
from teams.models import Member, Team, Tenure
from teams.models.team import TeamQuerySet, lower_first


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
    if not team.led and (text := leader_left(team)):
        said.append(text)
    if not team.led:
        said.append(_("Tổ chưa có tổ trưởng nên chỉ tính là có trên giấy. Thêm tổ trưởng cho tổ."))
    return said


def leader_left(team: Team) -> str:
    """Say that the leader left and nobody followed; nothing where the team never had one."""
    until = getattr(team, "led_until", None)
    if team.led or not until:
        return ""
    return _("Tổ trưởng %(name)s thôi từ ngày %(day)s, chưa có người thay.") % {
        "name": getattr(team, "last_leader", ""),
        "day": date_format(until),
    }


def of_other_size(teams: TeamQuerySet) -> TeamQuerySet:
    """Keep the teams with fewer people than TEAM_MIN_MEMBERS, or more than TEAM_MAX_MEMBERS."""
    serving = Count("members", filter=Q(members__left_on=None))
    least, most = settings.TEAM_MIN_MEMBERS, settings.TEAM_MAX_MEMBERS
    return teams.alias(n=serving).filter(Q(n__lt=least) | Q(n__gt=most))


def has_enough_people(team: Team, serving: int) -> bool:
    """Say whether a team is "đủ người": somebody leads it and at least TEAM_MIN_MEMBERS serve in it."""
    return team.led and serving >= int(settings.TEAM_MIN_MEMBERS)


def size_warnings(serving: int) -> list[str]:
    """Say that so many people are few or many for a team: a wish, never a limit."""
    least, most = settings.TEAM_MIN_MEMBERS, settings.TEAM_MAX_MEMBERS
    if least <= serving <= most:
        return []
    words = _("Tổ có %(n)s người. Nên từ %(least)s đến %(most)s người.")
    return [words % {"n": serving, "least": least, "most": most}]


def shared_warnings(people: Iterable[Also], seen: Mapping[int, Team]) -> list[str]:
    """Say who is in another team too; that team is named where the reader may see it."""
    return [_also(one, seen.get(one.team)) for one in people]


def _also(one: Also, team: Team | None) -> str:
    named = {"name": one.name, "team": lower_first(str(team)) if team else _("một tổ khác")}
    if one.sure:
        return _("%(name)s cũng là người của %(team)s.") % named
    return (
        _(
            "%(name)s trùng họ tên với người của %(team)s. "
            "Ghi năm sinh hoặc điện thoại để biết có phải một người."
        )
        % named
    )
