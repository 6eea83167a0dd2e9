"""The villages of a place with the state of each one's team: as a list, as a workbook, in figures for the dashboard."""

from collections.abc import Callable
from itertools import batched, chain
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_safe

from areas.asked import asked_area
from areas.kinds import Level
from areas.models import Area
from rollup.models import VillageCount
from teams.counts.shares import tally
from teams.counts.states import state_of, steps_of
from teams.members.queries import around, communes, shared_people
from teams.models import Activity, Member, State, Team, TeamVillage, Tier
from teams.models.training import with_share
from teams.roster.queries import (
    has_enough_people,
    in_state,
    of_other_size,
    served,
    with_last_leader,
)
from web.exports import (
    CHUNK,
    Book,
    Cell,
    Column,
    commune_name,
    send_list,
    wants_book,
    with_book,
)
from web.paging import page_of
from web.scope import territory, visible_or_404

# A row of the list of teams: a village, how far its team has come, the team.
type Served = tuple[Area, State, Team | None]


def _of(name: str) -> Callable[[Served], Cell]:
    """Read what the list brought along for a team; nothing where there is none."""
    return lambda row: getattr(row[2], name) if row[2] else None


TEAMS = (
    Column[Served](gettext_lazy("Thôn"), lambda row: row[0].full_name, 28),
    Column[Served](gettext_lazy("Xã"), lambda row: commune_name(row[0]), 22),
    Column[Served](gettext_lazy("Tình trạng tổ"), lambda row: row[1].label, 18),
    Column[Served](gettext_lazy("Tổ"), lambda row: str(row[2] or ""), 36),
    Column[Served](gettext_lazy("Thành lập ngày"), _of("founded_on")),
    # Who leads it now.
    Column[Served](
        gettext_lazy("Tổ trưởng"),
        lambda row: getattr(row[2], "last_leader", None) if row[2] and row[2].led else None,
        28,
    ),
    Column[Served](gettext_lazy("Thành viên"), _of("serving"), 10),
    Column[Served](gettext_lazy("Đã tập huấn"), _of("trained"), 10),
    Column[Served](gettext_lazy("Buổi gần nhất"), _of("last_active_on")),
)
PAGE = 50
# Teams of closed villages that the list shows at once.
HOMELESS = 20
# Which villages a list shows: the word in the address, and on the page.
STATES = (
    ("", gettext_lazy("Mọi thôn")),
    ("none", gettext_lazy("Chưa có tổ")),
    ("co-to", gettext_lazy("Có tổ")),
    ("chua-hoat-dong", gettext_lazy("Có tổ, chưa hoạt động")),
    ("tren-giay", gettext_lazy("Mới có quyết định")),
    ("co-to-truong", gettext_lazy("Đã có tổ trưởng, chưa hoạt động")),
    ("hoat-dong", gettext_lazy("Đang hoạt động")),
    ("lau-khong-hop", gettext_lazy("Lâu chưa tổ chức buổi")),
)
# What asks who is in each team: not of the country, which mends no single team.
OF_PEOPLE = (
    ("it-dong", gettext_lazy("Tổ thiếu hoặc thừa người")),
    ("hai-to", gettext_lazy("Có người ở hai tổ")),
)


@with_book
@territory("teams.view_team")
@require_safe
def team_list(request: HttpRequest) -> HttpResponseBase:
    """List the villages of a place with the state of each one's team; those without come first."""
    area, user = asked_area(request), request.user
    villages = Area.objects.visible_to(user).within(area).on(timezone.localdate())
    villages = villages.by_commune(everywhere=area.level == Level.COUNTRY)
    wanted = request.GET.get("tinh-trang", "")
    found, of_people = in_state(user, villages, wanted), area.level > Level.COUNTRY
    found = _by_people(user, found, area, wanted) if of_people else found
    if wants_book(request):
        return _taken(request, area, found, wanted)
    page = page_of(found, request.GET, PAGE, among=villages)
    rows: list[tuple[Area, State, Any]] = _rows(user, list(page))
    context = {
        "page": page,
        "rows": rows,
        "enough": {t.pk for _v, _s, t in rows if t and has_enough_people(t, t.serving)},
        "wanted": wanted,
        "states": (*STATES, *OF_PEOPLE) if of_people else STATES,
        "shared": shared_people(communes({v.commune_id for v in page})) if of_people else (),
        **_of_place(user, area),
    }
    return render(request, "teams/roster/list.html", context)


def _of_place(user: Any, area: Area) -> dict[str, Any]:
    """Return what the page of a place shows besides its villages."""
    own_teams = Team.objects.visible_to(user).filter(area=area, tier=Tier.COMMUNE)
    return {
        "area": area,
        "crumbs": area.trail(user),
        "size": (settings.TEAM_MIN_MEMBERS, settings.TEAM_MAX_MEMBERS),
        "paid_here": Level.COUNTRY < area.level < Level.VILLAGE,
        "commune_teams": own_teams.filter(dissolved_on=None).select_related("area"),
        "homeless": _of_closed_villages(user, area),
    }


def _taken(request: HttpRequest, area: Area, villages: Any, wanted: str) -> HttpResponseBase:
    """Hand out the villages that the list shows, with their teams, so many at a time."""
    chunks = batched(villages.iterator(CHUNK), CHUNK)
    rows = chain.from_iterable(_rows(request.user, list(chunk)) for chunk in chunks)
    filters = [str(words) for word, words in (*STATES, *OF_PEOPLE) if word == wanted != ""]
    book = Book(_("Tổ công nghệ số, %(name)s"), "to-cong-nghe-so", TEAMS, filters)
    return send_list(request, area, book, rows)


def _by_people(user: Any, villages: Any, area: Area, wanted: str) -> Any:
    """Keep the villages whose team is of another size, or has somebody who is in two."""
    teams = Team.objects.visible_to(user).inside(area.path or "-").filter(dissolved_on=None)
    match wanted:
        case "it-dong":
            return villages.filter(pk__in=served(user, of_other_size(teams)))
        case "hai-to":
            shared = shared_people(around(area))
            return villages.filter(pk__in=served(user, teams.filter(pk__in=shared)))
        case _:
            return villages


def _of_closed_villages(user: Any, area: Area) -> list[Team]:
    """Return the first teams in force whose village is no more: no row of the list shows them.

    The country, which mends no single team, is spared reading all of them.
    """
    if area.level == Level.COUNTRY:
        return []
    day, here = timezone.localdate(), TeamVillage.objects.visible_to(user).inside(area.path or "-")
    closed = here.on(day).filter(valid_to=None, village__closed_on__lte=day)
    teams = Team.objects.visible_to(user).filter(pk__in=closed.values("team"))
    return list(teams.select_related("area").order_by("area__closed_on", "pk")[:HOMELESS])


def _rows(user: Any, villages: list[Area]) -> list[tuple[Area, State, Team | None]]:
    """Pair each village with its state and its team, in two queries."""
    today = timezone.localdate()
    ids = [village.pk for village in villages]
    counts = VillageCount.objects.visible_to(user).in_bulk(ids)
    for_them = Q(villages__village__in=ids, villages__valid_to=None)
    teams = Team.objects.visible_to(user).filter(for_them, dissolved_on=None).select_related("area")
    teams = with_share(with_last_leader(teams.order_by("id")))
    teams = teams.annotate(for_village=F("villages__village"))
    team_of = {team.for_village: team for team in teams}
    return [
        (v, state_of(counts[v.pk], today) if v.pk in counts else State.NONE, team_of.get(v.pk))
        for v in villages
    ]


# The word of each state in the address of the list of villages.
WORDS = {
    State.NONE: "none",
    State.ON_PAPER: "tren-giay",
    State.LED: "co-to-truong",
    State.ACTIVE: "hoat-dong",
}


@territory("teams.view_team")
@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far villages have come, who is in the teams, what they did in twelve months.

    People and sessions of a country are too many to add up at each look: it shows its villages.
    """
    user, day = request.user, timezone.localdate()
    area = visible_or_404(request, Area, pk=pk)
    context: dict[str, Any] = {
        "area": area,
        "day": day,
        "steps": [(*step, WORDS[step[0]]) for step in steps_of(area, day)],
    }
    if area.level > Level.COUNTRY:
        teams = Team.objects.visible_to(user)
        # A village may have a team that is at home in another one.
        teams = teams.of_place(area) if area.is_village else teams.inside(area.path or "-")
        members = Member.objects.visible_to(user).filter(team__in=teams)
        sessions = Activity.objects.visible_to(user).filter(team__in=teams).held()
        context |= {
            "tally": tally(members.filter(left_on=None, team__dissolved_on=None), day),
            "months": sessions.by_month(day),
        }
    return render(request, "teams/roster/board.html", context)
