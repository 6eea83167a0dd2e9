"""The day's work of an officer: what is missing, largest first, each with the page that mends it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _, gettext_noop, ngettext

from areas.kinds import Level
from areas.models import Area
from figures.figures import Figures
from figures.live import figures_of_one
from households.models import Household
from households.roster.rules import one_left
from rollup.models import VillageCount
from skills.catalogue import BY_NUMBER
from skills.models import fifth_is_assessable
from teams.models import Decision, Team
from teams.models.team import AT_ONCE
from teams.roster.queries import in_state


@dataclass(frozen=True)
class Task:
    """One piece of work: how many of what, what to do, where; `size` orders it, in households."""

    number: int
    unit: str
    title: str
    detail: str
    url: str
    size: int


@dataclass(frozen=True)
class Work:
    """What the home page shows."""

    figures: Figures
    tasks: list[Task]
    villages: int
    next_village: Area | None


def today_of(area: Area, user: Any) -> Work:
    """Put together the day's work of a commune or village, as far as this person may do it."""
    day = timezone.localdate()
    villages = Area.unscoped.within(area).villages().on(day)
    rows = VillageCount.unscoped.filter(area__in=villages).order_by("-households", "pk")
    counted = list(rows.select_related("area"))
    first = _most(counted, "unsurveyed")
    only = area if area.level == Level.VILLAGE else None
    n = villages.count()
    tasks = [
        *_of_teams(area, counted, user, day, n),
        *_of_their_teams(area, user, day),
        *_of_old_decisions(area, user, day),
        *_of_unnumbered(area, user, day),
        *_of_households(area, counted, day),
        *_of_questions(area, counted, user, day),
    ]
    return Work(
        figures=figures_of_one(area, day),
        tasks=sorted(tasks, key=lambda task: -task.size),
        villages=n,
        next_village=first.area if first else only or villages.in_order().first(),
    )


def _most(counted: list[VillageCount], column: str) -> VillageCount | None:
    """Return the village where most of it is left; None where nothing is."""
    row = max(counted, key=lambda row: int(getattr(row, column)), default=None)
    return row if row and getattr(row, column) else None


def _within(area: Area) -> str:
    """Write a unit's name inside a sentence: "thôn Hội Phú"."""
    return area.full_name[:1].lower() + area.full_name[1:]


def _households(n: int) -> str:
    return ngettext("hộ", "hộ", n)


def _villages(n: int) -> str:
    return ngettext("thôn", "thôn", n)


def _roster(area: Area, villages: list[int], wanted: str) -> str:
    """Return where the households are: the register of the one village that has any, or all of them."""
    page, pk = ("list", villages[0]) if len(villages) == 1 else ("of_area", area.pk)
    return f"{reverse(f'households:{page}', args=[pk])}?loc={wanted}"


def _listed(area: Area, user: Any, day: date, state: str) -> list[Area]:
    """Return the villages that the list of teams shows for a state."""
    villages = Area.objects.visible_to(user).within(area).villages().on(day)
    return list(in_state(user, villages.in_order(), state))


def _team_list(state: str) -> str:
    return f"{reverse('teams:list')}?tinh-trang={state}"


def _of_teams(
    area: Area, counted: list[VillageCount], user: Any, day: date, villages: int
) -> Iterator[Task]:
    """Villages to add where there are none, and villages without a team."""
    if not villages and user.has_perm("areas.add_area"):
        page = reverse("areas:village_add", args=[area.pk])
        detail = _("Có thôn rồi mới nhập hộ và lập tổ được")
        yield Task(0, _villages(0), _("Thêm thôn của xã"), detail, page, 1)
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
        title = _("Lập tổ %(name)s") % {"name": _within(missing[0])}
        page = f"{reverse('teams:add')}?thon={missing[0].pk}"
    yield Task(n, _villages(n), title, detail, page, max(n, homes))


def _team_for(village: Area) -> Team:
    """Return the team that is for a village now."""
    return Team.unscoped.of_place(village).filter(dissolved_on=None).select_related("area")[0]


# What is to be done about villages with a team: the permission, how the list of teams shows them, why, what to do
# about many and about one, and the page of that one's team. What it leaves undone no household counts.
_TEAMS = (
    (
        *("teams.log_activity", "lau-khong-hop"),
        gettext_noop("Đã %(days)s ngày không ghi buổi hướng dẫn nào"),
        gettext_noop("Hỏi các tổ lâu không có buổi nào"),
        gettext_noop("Hỏi tổ %(name)s"),
        "teams:detail",
    ),
    (
        *("teams.change_team", "tren-giay"),
        gettext_noop("Chưa có tổ trưởng, chỉ tính là có trên giấy"),
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
            title = _(single) % {"name": _within(found[0])}
            page = reverse(route, args=[_team_for(found[0]).pk])
        detail = _(why) % {"days": settings.TEAM_QUIET_DAYS}
        yield Task(n, _villages(n), title, detail, page, n)


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
        title = _("Kiện toàn tổ %(name)s") % {"name": _within(old[0].area)}
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
    title, detail = _("Ghi số quyết định thành lập tổ"), _("Tổ đã lập, quyết định chưa có số")
    yield Task(n, ngettext("quyết định", "quyết định", n), title, detail, page, n)


def _of_households(area: Area, counted: list[VillageCount], day: date) -> Iterator[Task]:
    """Households to survey, to teach, to look at again; villages whose numbers differ."""
    if row := _most(counted, "unsurveyed"):
        n = sum(one.unsurveyed for one in counted)
        detail = _("Tiếp tục ở %(name)s, còn %(n)s hộ")
        words = detail % {"name": _within(row.area), "n": number_format(row.unsurveyed)}
        url = _roster(area, [one.pk for one in counted if one.unsurveyed], "chua-khao-sat")
        yield Task(n, _households(n), _("Khảo sát hộ còn lại"), words, url, n)
    if row := _most(counted, "one_short"):
        n = sum(one.one_short for one in counted)
        url = _roster(area, [one.pk for one in counted if one.one_short], "thieu-1")
        yield Task(n, _households(n), _("Dạy thêm một kỹ năng"), _most_lacking(area), url, n)
    yield from _of_old_ones(area, counted, day)
    yield from _of_parting_villages(counted)


def _of_old_ones(area: Area, counted: list[VillageCount], day: date) -> Iterator[Task]:
    """Households at which nobody has looked for long: as of this day, which no stored number is."""
    rows = Household.unscoped.inside(area.path or "-").open().old(day).order_by()
    old = Counter(dict(rows.values_list("village_id").annotate(n=Count("pk"))))
    if not old:
        return
    words, names = _("Lâu chưa ai rà soát"), {row.pk: row.area for row in counted}
    (most, n), *others = old.most_common(2)
    if most in names and n not in dict(others).values():
        words = _("Nhiều nhất ở %(name)s: %(n)s hộ lâu chưa ai rà soát")
        words %= {"name": _within(names[most]), "n": number_format(n)}
    total, url = old.total(), _roster(area, list(old), "cu")
    yield Task(total, _households(total), _("Rà soát lại hộ cũ"), words, url, total)


def _of_parting_villages(counted: list[VillageCount]) -> Iterator[Task]:
    """Villages whose register and declaration differ."""
    parting = [one for one in counted if one.parts]
    if row := _most(parting, "parting"):
        n = len(parting)
        words = _("%(name)s: trong sổ %(n)s hộ, khai báo %(declared)s hộ") % {
            "name": row.area.full_name,
            "n": number_format(row.households),
            "declared": number_format(row.declared or 0),
        }
        size = sum(one.parting for one in parting)
        url = f"{reverse('households:villages')}?loc=lech-khai-bao"
        if n == 1:
            url = reverse("households:list", args=[row.pk])
        yield Task(n, _villages(n), _("Đối chiếu số hộ khai báo"), words, url, size)


def _of_questions(area: Area, counted: list[VillageCount], user: Any, day: date) -> Iterator[Task]:
    """Households in which one skill is left to ask; without a platform, the platform to name first."""
    fifth = sum(one.ask_fifth for one in counted)
    named = not fifth or fifth_is_assessable(area, day)
    if not named and user.has_perm("skills.add_localplatform"):
        page = reverse("skills:platforms", args=[area.commune_id or area.pk])
        detail = _("Chưa nêu nền tảng thì chưa hỏi được kỹ năng 5")
        yield Task(1, _("việc"), _("Đặt tên nền tảng số địa phương"), detail, page, fifth)
    left = [one_left(one, platform=named) for one in counted]
    if n := sum(one.n for one in left):
        having = [row.pk for row, one in zip(counted, left, strict=True) if one.n]
        url = _roster(area, having, left[0].wanted)
        detail = _("Đã biết bốn kỹ năng, còn một kỹ năng chưa hỏi")
        yield Task(n, _households(n), _("Hỏi nốt một kỹ năng"), detail, url, n)


def _most_lacking(area: Area) -> str:
    """Say which one skill most of the households that lack only one lack."""
    short = Household.unscoped.inside(area.path or "-").open().short_by_skill()
    number = max(short, key=lambda one: short[one], default=0)
    if not number or list(short.values()).count(short[number]) > 1:
        return _("Chỉ thiếu đúng một kỹ năng là đạt")
    return _("Nhiều nhất: %(n)s hộ chỉ thiếu kỹ năng %(number)s, %(name)s") % {
        "n": number_format(short[number]),
        "number": number,
        "name": BY_NUMBER[number].short,
    }
