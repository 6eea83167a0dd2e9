"""What the households of a place want: to be surveyed, taught, asked once more, looked at again."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _, ngettext

from areas.models import Area
from households.models import Household
from households.roster.queries import left_alone_in, to_ask_of
from households.roster.rules import one_left
from reports.today.queries.tasks import Task, of_households, villages, within
from rollup.models import VillageCount
from skills.catalogue import BY_NUMBER
from skills.models import platforms_of


class ToAsk(NamedTuple):
    """Count rows without the households that refused and are left alone, and how many these are."""

    rows: list[VillageCount]
    alone: int


def most_left(counted: list[VillageCount], column: str) -> VillageCount | None:
    """Return the village where most of it is left; None where nothing is."""
    row = max(counted, key=lambda row: int(getattr(row, column)), default=None)
    return row if row and getattr(row, column) else None


def tasks_of_households(
    area: Area, counted: list[VillageCount], to_ask: ToAsk, user: Any, day: date
) -> Iterator[Task]:
    """Households to survey, to teach, to look at again, to ask once more; villages whose numbers differ."""
    rest = to_ask.rows
    if row := most_left(rest, "unsurveyed"):
        detail = _("Tiếp tục ở %(name)s, còn %(n)s hộ")
        detail %= {"name": within(row.area), "n": number_format(row.unsurveyed)}
        if area.is_village:
            detail = _("%(n)s/%(of)s hộ đã khảo sát")
            whole = counted[0]
            detail %= {"n": number_format(whole.surveyed), "of": number_format(whole.households)}
        found = {one.area: one.unsurveyed for one in rest if one.unsurveyed}
        title = _("Khảo sát hộ còn lại")
        yield of_households(area, found, "chua-khao-sat", title, detail + _beside(to_ask.alone))
    if found := {one.area: one.one_short for one in rest if one.one_short}:
        title = _("Hướng dẫn thêm một kỹ năng")
        yield of_households(area, found, "thieu-1", title, _most_lacking(area, day))
    yield from _of_old_ones(area, counted, day)
    yield from _of_parting_villages(counted)
    yield from _of_questions(area, rest, user, day)


def to_ask_in(area: Area, counted: Sequence[VillageCount], day: date) -> ToAsk:
    """Return count rows without the households that nobody asks on a day. One query."""
    alone = left_alone_in(Household.unscoped.inside(area.path or "-"), day)
    rest = [to_ask_of(one, alone[one.pk]) if one.pk in alone else one for one in counted]
    return ToAsk(rest, sum(map(len, alone.values())))


def _beside(alone: int) -> str:
    """Say how many households are left alone, for they refused or are only kept: they stand in no task."""
    words = ngettext(" · không kể %(n)s hộ không hỏi", " · không kể %(n)s hộ không hỏi", alone)
    return words % {"n": number_format(alone)} if alone else ""


def _of_old_ones(area: Area, counted: list[VillageCount], day: date) -> Iterator[Task]:
    """Households at which nobody has looked for long: as of this day, which no stored number is."""
    rows = Household.unscoped.inside(area.path or "-").open().to_ask(day).old(day).order_by()
    old = Counter(dict(rows.values_list("village_id").annotate(n=Count("pk"))))
    if not old:
        return
    names = {row.pk: row.area for row in counted}
    # A village that ended keeps its households until somebody moves them.
    names |= Area.unscoped.in_bulk(old.keys() - names.keys()) if old.keys() - names.keys() else {}
    detail = _("Lâu chưa ai rà soát")
    (most, n), *others = old.most_common(2)
    if not area.is_village and n not in dict(others).values():
        detail = _("Nhiều nhất ở %(name)s: %(n)s hộ lâu chưa ai rà soát")
        detail %= {"name": within(names[most]), "n": number_format(n)}
    found = {names[pk]: n for pk, n in old.items()}
    yield of_households(area, found, "cu", _("Rà soát lại"), detail)


def _of_parting_villages(counted: list[VillageCount]) -> Iterator[Task]:
    """Villages whose register and declaration differ; where nothing is entered yet, there is nothing to compare."""
    parting = [one for one in counted if one.parts and one.households]
    if row := most_left(parting, "parting"):
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
        kinds = {one.area.kind for one in parting}
        yield Task(n, villages(n, kinds), _("Đối chiếu số hộ khai báo"), words, url, size)


def _of_questions(area: Area, counted: list[VillageCount], user: Any, day: date) -> Iterator[Task]:
    """Households in which one skill is left to ask; without a platform, the platform to name first."""
    fifth = sum(one.ask_fifth for one in counted)
    named = not fifth or bool(platforms_of(area, day))
    if not named and user.has_perm("skills.add_localplatform"):
        page = reverse("skills:platforms", args=[area.commune_id or area.pk])
        detail = _("Chưa đặt tên nền tảng thì chưa hỏi được kỹ năng 5")
        yield Task(1, _("việc"), _("Đặt tên nền tảng số địa phương"), detail, page, fifth)
    left = [one_left(one, platform=named) for one in counted]
    if found := {row.area: one.n for row, one in zip(counted, left, strict=True) if one.n}:
        detail = _("Đã biết bốn kỹ năng, còn một kỹ năng chưa hỏi")
        yield of_households(area, found, left[0].wanted, _("Hỏi nốt một kỹ năng"), detail)


def _most_lacking(area: Area, day: date) -> str:
    """Say which one skill most of the households that lack only one lack."""
    short = Household.unscoped.inside(area.path or "-").open().to_ask(day).short_by_skill()
    number = max(short, key=lambda one: short[one], default=0)
    if not number or list(short.values()).count(short[number]) > 1:
        return _("Chỉ thiếu đúng một kỹ năng là đạt")
    return _("Nhiều nhất: %(n)s hộ chỉ thiếu kỹ năng %(number)s, %(name)s") % {
        "n": number_format(short[number]),
        "number": number,
        "name": BY_NUMBER[number].short,
    }
