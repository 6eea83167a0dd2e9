"""The villages of a place with the state of each one's team: as a list, as a workbook."""

from itertools import batched, chain
from typing import Any

from django.db.models import F, Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from areas.asked import asked_area
from areas.kinds import Level
from areas.models import Area
from areas.names import fold
from rollup.models import VillageCount
from teams.counts.states import state_of, steps_of
from teams.members.queries import around, communes, shared_people
from teams.models import Member, State, Team, TeamVillage, Tier
from teams.models.training import Share, share_trained, with_share
from teams.roster.exports import TEAMS
from teams.roster.queries import (
    SEVERAL,
    called,
    furthest_last,
    in_state,
    of_other_size,
    served,
    to_call,
    with_last_leader,
    with_untrained,
)
from teams.roster.rules import NAMED, Row, next_step, said_of
from web.exports import CHUNK, Book, send_list, wants_book, with_book
from web.paging import page_of
from web.scope import territory

# Rows of a page: in a commune mostly all of its villages. A phone folds those after the twelfth.
PAGE = 25
# Letters from which on words are looked for, and villages that a search shows.
SHORTEST, FOUND = 2, 50
# Teams of closed villages that the list shows at once.
HOMELESS = 20
# Which villages a list shows: the word in the address, and on the page.
STATES = (
    ("none", gettext_lazy("Chưa có tổ")),
    ("co-to", gettext_lazy("Có tổ")),
    ("chua-hoat-dong", gettext_lazy("Có tổ, chưa hoạt động")),
    ("tren-giay", gettext_lazy("Mới có quyết định")),
    ("co-to-truong", gettext_lazy("Đã có tổ trưởng, chưa hoạt động")),
    ("hoat-dong", gettext_lazy("Đang hoạt động")),
)
# The same by what a team lacks.
QUIET = (("lau-khong-hop", gettext_lazy("Lâu chưa tổ chức buổi")),)
# Where villages were merged, until one decision made one of their teams.
TO_JOIN = ((SEVERAL, gettext_lazy("Nhiều tổ một thôn, cần kiện toàn")),)
# What asks for who is in each team: not of the country, which mends no single team.
OF_PEOPLE = (
    ("chua-tap-huan", gettext_lazy("Thành viên chưa tập huấn")),
    ("it-dong", gettext_lazy("Tổ thiếu hoặc thừa người")),
    ("hai-to", gettext_lazy("Có người ở hai tổ")),
)
WANTED = dict((*STATES, *QUIET, *TO_JOIN, *OF_PEOPLE))
# The word of each state in the address of the list of villages.
WORDS = {
    State.NONE: "none",
    State.ON_PAPER: "tren-giay",
    State.LED: "co-to-truong",
    State.ACTIVE: "hoat-dong",
}


@with_book
@territory("teams.view_team")
@require_http_methods(["GET", "HEAD", "POST"])
def team_list(request: HttpRequest) -> HttpResponseBase:
    """List the villages of a place with the state of each one's team; those without come first.

    Words to search come by POST, which writes nothing: names must not stand in addresses.
    """
    area, user = asked_area(request), request.user
    of_people, wanted = area.level > Level.COUNTRY, request.GET.get("tinh-trang", "")
    villages = Area.objects.visible_to(user).within(area).on(timezone.localdate())
    villages = villages.by_commune(everywhere=not of_people)
    villages = furthest_last(user, villages) if of_people else villages
    found = in_state(user, villages, wanted)
    found = _by_people(user, found, area, wanted) if of_people else found
    if wants_book(request):
        return _taken(request, area, found, wanted)
    words = _words(request) if of_people else ""
    if words:
        page = page_of(called(user, area, found, words), {}, FOUND)
    else:
        page = page_of(found, request.GET, PAGE, among=villages)
    context = {
        "area": area,
        "page": page,
        "rows": _with_steps(request, area, list(page)),
        "wanted": wanted if wanted in WANTED else "",
        "wanted_words": WANTED.get(wanted, ""),
        "words": words,
    }
    if request.headers.get("HX-Request"):
        return render(request, "teams/roster/list.html#rows", context)
    return render(request, "teams/roster/list.html", context | _of_place(request, area))


def _words(request: HttpRequest) -> str:
    """Return the words to look for; too few letters are none."""
    words = request.POST.get("q", "")[:80]
    return words if len(fold(words)) >= SHORTEST else ""


def _with_steps(request: HttpRequest, area: Area, villages: list[Area]) -> list[tuple[Row, Any]]:
    """Pair each row of the page with the one thing to do next."""
    user: Any = request.user
    above = Level.COUNTRY < area.level < Level.COMMUNE
    keys: set[Any] = {village.commune_id for village in villages}
    shared = shared_people(communes(keys)) if area.level > Level.COUNTRY else {}
    rows = _rows(user, villages, shared, to_call(user, keys) if above else {})
    return [(row, next_step(row, user.has_perm, calls=above)) for row in rows]


def _of_place(request: HttpRequest, area: Area) -> dict[str, Any]:
    """Return what the page of a place shows besides its villages."""
    user, day = request.user, timezone.localdate()
    own_teams = Team.objects.visible_to(user).filter(area=area, tier=Tier.COMMUNE)
    steps = steps_of(area, day)
    share = _share(user, area)
    return {
        "crumbs": area.trail(user, itself=True),
        "day": day,
        "steps": [(*step, WORDS[step[0]]) for step in steps],
        "villages": steps[0][2],
        "people": share.of if share else None,
        "said": said_of(steps, share, *_without(user, area, steps[0][1])),
        "lacking": (*QUIET, *TO_JOIN, *OF_PEOPLE) if share else (*QUIET, *TO_JOIN),
        "to_join": _to_join(user, area),
        "paid_here": Level.COUNTRY < area.level < Level.VILLAGE,
        "commune_teams": own_teams.filter(dissolved_on=None).select_related("area"),
        "homeless": _of_closed_villages(user, area),
    }


def _share(user: Any, area: Area) -> Share | None:
    """Return how many of those who serve in a place were trained; not of the country, which has too many."""
    if area.level == Level.COUNTRY:
        return None
    serving = Member.objects.visible_to(user).inside(area.path or "-")
    return share_trained(serving.filter(left_on=None, team__dissolved_on=None))


def _without(user: Any, area: Area, n: int) -> tuple[list[str], int]:
    """Return the names of the villages of a commune without a team where they are few; else how many communes they lie in."""
    if area.level == Level.COUNTRY or not n:
        return [], 0
    villages = Area.objects.visible_to(user).within(area).villages().on(timezone.localdate())
    without = in_state(user, villages, "none")
    if area.level >= Level.COMMUNE:
        few = list(without.in_order()[: NAMED + 1]) if n <= NAMED else []
        return [village.short_name for village in few], 1
    return [], without.order_by().values("commune").distinct().count()


def _to_join(user: Any, area: Area) -> int:
    """Return how many villages several teams are for; of the country, which mends no single team, none are told."""
    if area.level == Level.COUNTRY:
        return 0
    villages = Area.objects.visible_to(user).within(area).villages().on(timezone.localdate())
    n: int = in_state(user, villages, SEVERAL).count()
    return n


def _taken(request: HttpRequest, area: Area, villages: Any, wanted: str) -> HttpResponseBase:
    """Hand out the villages that the list shows, with their teams, so many at a time."""
    chunks = batched(villages.iterator(CHUNK), CHUNK)
    rows = chain.from_iterable(_rows(request.user, list(chunk)) for chunk in chunks)
    filters = [str(WANTED[wanted])] if wanted in WANTED else []
    book = Book(_("Tổ công nghệ số, %(name)s"), "to-cong-nghe-so", TEAMS, filters)
    return send_list(request, area, book, rows)


def _by_people(user: Any, villages: Any, area: Area, wanted: str) -> Any:
    """Keep the villages whose team is of another size, has somebody untrained, or somebody who is in two."""
    teams = Team.objects.visible_to(user).inside(area.path or "-").filter(dissolved_on=None)
    match wanted:
        case "chua-tap-huan":
            return villages.filter(pk__in=served(user, with_untrained(teams)))
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


def _rows(user: Any, villages: list[Area], shared: Any = None, officers: Any = None) -> list[Row]:
    """Pair each village with its state and its team, in two queries."""
    today = timezone.localdate()
    ids = [village.pk for village in villages]
    counts, teams = VillageCount.objects.visible_to(user).in_bulk(ids), _teams_of(user, ids)
    shared, officers = shared or {}, officers or {}
    return [
        Row(
            village,
            state_of(counts[village.pk], today) if village.pk in counts else State.NONE,
            team := teams.get(village.pk),
            today,
            homes=counts[village.pk].expected if village.pk in counts else 0,
            teams=counts[village.pk].teams if village.pk in counts else 0,
            shared=shared.get(team.pk, ()) if team else (),
            officer=officers.get(village.commune_id),
        )
        for village in villages
    ]


def _teams_of(user: Any, villages: list[int]) -> dict[int, Any]:
    """Return the team of each village, with its last leader and how many serve and were trained."""
    for_them = Q(villages__village__in=villages, villages__valid_to=None)
    teams = Team.objects.visible_to(user).filter(for_them, dissolved_on=None).select_related("area")
    teams = with_share(with_last_leader(teams.order_by("id")))
    return {t.for_village: t for t in teams.annotate(for_village=F("villages__village"))}
