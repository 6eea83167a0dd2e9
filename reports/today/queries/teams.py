"""What the teams of a place want: one where there is none, a leader, a session, a newer decision, its number."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _, gettext_noop, ngettext

from areas.models import Area
from reports.today.queries.tasks import Task, villages as villages_word, within
from rollup.models import VillageCount
from teams.models import Decision, Team
from teams.models.team import AT_ONCE
from teams.roster.queries import SEVERAL, in_state


def tasks_of_teams(
    area: Area, counted: list[VillageCount], user: Any, day: date, villages: int
) -> Iterator[Task]:
    """Villages without a team, teams that want something, decisions that are old or have no number."""
    yield from _of_places(area, counted, user, day, villages)
    yield from _of_their_teams(area, user, day)
    yield from _of_several(counted, user)
    yield from _of_old_decisions(area, user, day)
    yield from _of_unnumbered(area, user, day)


def _listed(area: Area, user: Any, day: date, state: str) -> list[Area]:
    """Return the villages that the list of teams shows for a state."""
    villages = Area.objects.visible_to(user).within(area).villages().on(day)
    return list(in_state(user, villages.in_order(), state))


def _team_list(state: str) -> str:
    return f"{reverse('teams:list')}?tinh-trang={state}"


def _of_places(
    area: Area, counted: list[VillageCount], user: Any, day: date, villages: int
) -> Iterator[Task]:
    """Villages to add where there are none, and villages without a team."""
    if not villages and user.has_perm("areas.add_area"):
        # There the file comes first, then one village after the other.
        page = reverse("reports:first_steps")
        detail = _("Có thôn rồi mới nhập hộ và lập tổ được")
        yield Task(0, villages_word(0), _("Thêm thôn của xã"), detail, page, 1)
    if not villages or not user.has_perm("teams.add_team"):
        return
    missing = _listed(area, user, day, "none")
    if not missing:
        return
    n = len(missing)
    keys = {village.pk for village in missing}
    homes = sum(row.households for row in counted if row.pk in keys)
    detail = _("%(n)s hộ, chưa có tổ") % {"n": number_format(homes)} if homes else _("chưa có tổ")
    title, page = _("Lập tổ cho thôn chưa có"), _team_list("none")
    if n == 1:
        title = _("Lập tổ %(name)s") % {"name": within(missing[0])}
        page = f"{reverse('teams:add')}?thon={missing[0].pk}"
    word = villages_word(n, {village.kind for village in missing})
    yield Task(n, word, title, detail, page, max(n, homes))


def _team_for(village: Area) -> Team:
    """Return the team that is for a village now."""
    return Team.unscoped.of_place(village).filter(dissolved_on=None).select_related("area")[0]


# What is to be done about villages with a team: the permission, how the list of teams shows them, why, what to do
# about many and about one, and the page of that one's team. What it leaves undone no household counts.
_TEAMS = (
    (
        *("teams.log_activity", "lau-khong-hop"),
        gettext_noop("Đã %(days)s ngày không ghi buổi hướng dẫn nào"),
        gettext_noop("Hỏi các tổ lâu chưa tổ chức buổi"),
        gettext_noop("Hỏi tổ %(name)s"),
        "teams:detail",
    ),
    (
        *("teams.change_team", "tren-giay"),
        gettext_noop("Chưa có tổ trưởng nên chỉ tính là mới có quyết định"),
        gettext_noop("Cử tổ trưởng cho các tổ chưa có"),
        gettext_noop("Cử tổ trưởng tổ %(name)s"),
        "teams:member_add",
    ),
)


def _of_their_teams(area: Area, user: Any, day: date) -> Iterator[Task]:
    """Villages whose team held nothing for long, or that nobody leads: it stands on paper alone until somebody does."""
    for permission, state, why, many, single, route in _TEAMS:
        found = _listed(area, user, day, state) if user.has_perm(permission) else []
        if not found:
            continue
        n, title, page = len(found), _(many), _team_list(state)
        if n == 1:
            title = _(single) % {"name": within(found[0])}
            page = reverse(route, args=[_team_for(found[0]).pk])
        detail = _(why) % {"days": settings.TEAM_QUIET_DAYS}
        word = villages_word(n, {village.kind for village in found})
        yield Task(n, word, title, detail, page, n)


def _of_several(counted: list[VillageCount], user: Any) -> Iterator[Task]:
    """Villages with several teams, as after a merger: one decision is to make them one."""
    found = [row.area for row in counted if row.teams > 1]
    if not found or not user.has_perm("teams.change_team"):
        return
    n, title, page = len(found), _("Kiện toàn tổ của thôn có nhiều tổ"), _team_list(SEVERAL)
    if n == 1:
        title = _("Kiện toàn các tổ của %(name)s") % {"name": within(found[0])}
        page = reverse("teams:join", args=[found[0].pk])
    word, detail = villages_word(n, {village.kind for village in found}), _("Cần một quyết định")
    yield Task(n, word, title, detail, page, n)


def _of_old_decisions(area: Area, user: Any, day: date) -> Iterator[Task]:
    """Teams whose latest decision is old: one decision may renew them all."""
    if not user.has_perm("teams.change_team"):
        return
    teams = Team.unscoped.inside(area.path or "-").to_renew(day).select_related("area")
    old = list(teams.order_by("founded_on", "pk"))
    if not old:
        return
    # The page takes so many at once; after those, the task names the rest.
    n = len(old[:AT_ONCE])
    title = _("Kiện toàn các tổ đã lâu chưa kiện toàn")
    if n == 1:
        title = _("Kiện toàn tổ %(name)s") % {"name": within(old[0].area)}
    keys = [("dia-ban", area.commune_id or area.pk), *(("to", team.pk) for team in old[:n])]
    page = f"{reverse('teams:reconstitute')}?{urlencode(keys)}"
    yield Task(n, ngettext("tổ", "tổ", n), title, _how_old(len(old) - n), page, len(old))


def _how_old(more: int) -> str:
    """Say how old the decisions are, and how many more teams the next turn has."""
    years = settings.TEAM_RENEW_YEARS
    words = ngettext(
        "Quyết định gần nhất đã quá %(years)s năm",
        "Quyết định gần nhất đã quá %(years)s năm",
        years,
    )
    words %= {"years": years}
    return _("%(words)s. Sau đó còn %(n)s tổ nữa") % {"words": words, "n": more} if more else words


def _of_unnumbered(area: Area, user: Any, day: date) -> Iterator[Task]:
    """Founding decisions whose number was left for later."""
    if not user.has_perm("teams.change_team"):
        return
    decisions = Decision.unscoped.inside(area.path or "-").unnumbered(day)
    keys = list(decisions.values_list("pk", flat=True))
    if not keys:
        return
    n = len(keys)
    page = f"{reverse('teams:decisions')}?dia-ban={area.pk}&so=chua-co"
    if n == 1:
        page = reverse("teams:decision", args=keys)
    title, detail = (
        _("Ghi số quyết định của tổ"),
        _("Tổ đã lập hoặc kiện toàn, quyết định chưa có số"),
    )
    yield Task(n, ngettext("quyết định", "quyết định", n), title, detail, page, n)
