"""What the households of a place want: to be surveyed, taught, asked once more, looked at again."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from areas.models import Area
from households.models import Household
from households.roster.rules import one_left
from reports.today.queries.tasks import Task, of_households, villages, within
from rollup.models import VillageCount
from skills.catalogue import BY_NUMBER
from skills.models import platforms_of


def most_left(counted: list[VillageCount], column: str) -> VillageCount | None:
    """Return the village where most of it is left; None where nothing is."""
    row = max(counted, key=lambda row: int(getattr(row, column)), default=None)
    return row if row and getattr(row, column) else None


def tasks_of_households(
    area: Area, counted: list[VillageCount], user: Any, day: date
) -> Iterator[Task]:
    """Households to survey, to teach, to look at again, to ask once more; villages whose numbers differ."""
    if row := most_left(counted, "unsurveyed"):
        detail = _("Tiếp tục ở %(name)s, còn %(n)s hộ")
        detail %= {"name": within(row.area), "n": number_format(row.unsurveyed)}
        if area.is_village:
            detail = _("%(n)s/%(of)s hộ đã khảo sát")
            detail %= {"n": number_format(row.surveyed), "of": number_format(row.households)}
        found = {one.area: one.unsurveyed for one in counted if one.unsurveyed}
        yield of_households(area, found, "chua-khao-sat", _("Khảo sát hộ còn lại"), detail)
    if found := {one.area: one.one_short for one in counted if one.one_short}:
        title = _("Hướng dẫn thêm một kỹ năng")
        yield of_households(area, found, "thieu-1", title, _most_lacking(area))
    yield from _of_old_ones(area, counted, day)
    yield from _of_parting_villages(counted)
    yield from _of_questions(area, counted, user, day)


def _of_old_ones(area: Area, counted: list[VillageCount], day: date) -> Iterator[Task]:
    """Households at which nobody has looked for long: as of this day, which no stored number is."""
    rows = Household.unscoped.inside(area.path or "-").open().old(day).order_by()
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
    """Villages whose register and declaration differ."""
    parting = [one for one in counted if one.parts]
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
