"""Teams of a place: which villages have one that has come so far, and what is amiss with a team."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from areas.kinds import Level
from areas.models import Area
from areas.names import digits_of, fold, lower_first, sought
from rollup.models import VillageCount
from teams.members.queries import Also
from teams.models import (
    Equipment,
    Member,
    Need,
    Team,
    TeamVillage,
    Tenure,
    active_days,
    may_read_personal,
)
from teams.models.team import TeamQuerySet
from teams.models.training import trained

# How the address of a list calls villages that several teams are for.
SEVERAL = "nhieu-to"


def _reached(user: Any) -> tuple[Exists, Exists, Exists]:
    """Return of a village whether it has a team, one that is led, an active one."""
    own = VillageCount.objects.visible_to(user).filter(pk=OuterRef("pk"))
    active = own.active(*active_days(timezone.localdate()))
    return Exists(own.filter(teams__gt=0)), Exists(own.filter(led__gt=0)), Exists(active)


def furthest_last(user: Any, villages: Any) -> Any:
    """Order villages by how far their teams have come, those without a team first, then as they were.

    All are read and sorted: ask for no more than a province.
    """
    with_team, led, active = _reached(user)
    steps = (When(~with_team, then=0), When(~led, then=1), When(~active, then=2))
    ordered = villages.annotate(step=Case(*steps, default=3))
    return ordered.order_by("step", *villages.query.order_by)


def in_state(user: Any, villages: Any, wanted: str) -> Any:
    """Keep the villages whose team has come so far; an unknown state keeps all."""
    with_team, led, active = _reached(user)
    if wanted == "lau-khong-hop":
        quiet = Team.objects.visible_to(user).quiet(timezone.localdate())
        return villages.filter(pk__in=served(user, quiet))
    if wanted == SEVERAL:
        several = VillageCount.objects.visible_to(user).filter(teams__gt=1)
        return villages.filter(pk__in=several.values("pk"))
    # In a state is who has reached it and not the next of VILLAGE_STATES.
    conditions: dict[str, list[Any]] = {
        "none": [~with_team],
        "co-to": [with_team],
        "tren-giay": [with_team, ~led],
        "co-to-truong": [led, ~active],
        "hoat-dong": [active],
        "chua-hoat-dong": [with_team, ~active],
    }
    return villages.filter(*conditions.get(wanted, []))


def called(user: Any, area: Area, villages: Any, words: str) -> Any:
    """Keep the villages called so, they or their commune or whoever leads there; no marks needed. One query more.

    A telephone finds whose it is as a name does.

    In a commune whoever serves is looked for, too. Everybody's name is read: ask for no more than a province.
    """
    keys, number, reads_all = sought(words).split(), digits_of(words), may_read_personal(user)
    own, of_commune = Q(), Q()
    for key in keys:
        own &= Q(search_key__contains=key)
        of_commune &= Q(commune__search_key__contains=key)
    people = Member.objects.visible_to(user).inside(area.path or "-")
    people = people.filter(left_on=None, team__dissolved_on=None).order_by()
    if area.level < Level.COMMUNE:
        people = people.filter(role=Member.Role.LEADER)
    found = people.values_list("team", "full_name", "phone", "role")
    teams = {
        team
        for team, name, phone, role in found
        if all(key in fold(name) for key in keys)
        or (number and number == digits_of(phone) and (reads_all or role == Member.Role.LEADER))
    }
    return villages.filter(own | of_commune | Q(pk__in=served(user, teams)))


def to_call(user: Any, communes: Collection[int]) -> dict[int, User]:
    """Return by commune the officer to call, for those who call communes. One query."""
    may = user.has_perm("reports.add_contact")
    return User.unscoped.officers_of(communes) if may else {}


def means_of(user: Any, area: Area, day: date) -> dict[str, Any]:
    """Return how many requests of a place are open, how many too long, and how many items are broken. Two queries."""
    path = area.path or "-"
    items = Equipment.objects.visible_to(user).inside(path).in_use().by_state()
    asked, late = Need.objects.visible_to(user).inside(path).open_and_late(day)
    broken = items.get(Equipment.State.BROKEN, 0)
    return {"asked": asked, "late": late, "broken": broken, "in_use": sum(items.values())}


def served(user: Any, teams: Any) -> Any:
    """Return the keys of the villages that these teams are for."""
    rows = TeamVillage.objects.visible_to(user).open().filter(team__in=teams)
    return rows.values("village")


def with_last_leader(teams: TeamQuerySet) -> TeamQuerySet:
    """Bring along who led each team last, their phone and until when: `last_leader`, `led_until` (None: still)."""
    led = Tenure.unscoped.filter(team=OuterRef("pk"), role=Member.Role.LEADER).order_by(
        "-valid_from", "-pk"
    )
    return teams.annotate(
        last_leader=Subquery(led.values("member__full_name")[:1]),
        last_leader_phone=Subquery(led.values("member__phone")[:1]),
        led_until=Subquery(led.values("valid_to")[:1]),
    )


def warnings_of(team: Team, day: date) -> list[str]:
    """Say in whole sentences what is amiss with a team in force; it was read `with_last_leader`."""
    if team.dissolved_on and team.dissolved_on <= day:
        return []
    said = []
    if team.area.closed_on and team.area.closed_on <= day:
        said.append(
            _("%(place)s đã ngừng từ ngày %(day)s. Cần quyết định giải thể hoặc kiện toàn tổ.")
            % {"place": team.area.full_name, "day": date_format(team.area.closed_on)}
        )
    if not team.led and (until := getattr(team, "led_until", None)):
        words = _("Tổ trưởng %(name)s thôi làm từ ngày %(day)s, chưa có người thay.")
        said.append(words % {"name": getattr(team, "last_leader", ""), "day": date_format(until)})
    if not team.led:
        said.append(
            _(
                "Tổ chưa có tổ trưởng nên chỉ tính là mới có quyết định. Bấm Sửa ở một thành viên để ghi "
                "vai trò Tổ trưởng, hoặc thêm thành viên mới."
            )
        )
    return said


def of_other_size(teams: TeamQuerySet) -> TeamQuerySet:
    """Keep the teams with fewer people than TEAM_MIN_MEMBERS, or more than TEAM_MAX_MEMBERS."""
    serving = Count("members", filter=Q(members__left_on=None))
    least, most = settings.TEAM_MIN_MEMBERS, settings.TEAM_MAX_MEMBERS
    return teams.alias(n=serving).filter(Q(n__lt=least) | Q(n__gt=most))


def with_untrained(teams: TeamQuerySet) -> TeamQuerySet:
    """Keep the teams in which somebody serves who was not trained yet."""
    serving = Member.unscoped.filter(left_on=None)
    return teams.filter(pk__in=serving.exclude(pk__in=trained(serving).values("pk")).values("team"))


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


def shared_warning(one: Also, team: Team | None) -> str:
    """Say who is in another team too; that team is named where the reader may see it."""
    named = {"name": one.name, "team": lower_first(str(team)) if team else _("một tổ khác")}
    if one.sure:
        return _("%(name)s cũng là thành viên %(team)s.") % named
    return (
        _(
            "%(name)s trùng họ tên với thành viên %(team)s. "
            "Ghi năm sinh hoặc điện thoại để biết có phải một người."
        )
        % named
    )
