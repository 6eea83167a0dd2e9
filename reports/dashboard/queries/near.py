"""Households of a commune that lack one skill: by skill and by village, each number the length of its list."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from households.models import Household
from reports.dashboard.queries.ranking import around
from reports.units.queries.child_units import Child
from skills.catalogue import SKILLS, Skill

# A number and where its rows stand; "" where it has none.
type Cell = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One skill, the numbers of its villages, and their sum; without a skill the sum of all lines."""

    skill: Skill | None
    name: str | Promise
    cells: list[Cell]
    whole: Cell


@dataclass(frozen=True, slots=True)
class Near:
    """The table: skills in rows, the most first; villages in columns. Its last row and column add up to one sum."""

    villages: list[Child]
    lines: list[Line]
    # Households in two lines, for two of their people lack another skill each; taken off below them.
    twice: Line
    sums: Line


@dataclass(frozen=True, slots=True)
class _Columns:
    """The villages that have any, and where their lists stand."""

    commune: Area
    villages: list[Child]

    def line(self, name: str | Promise, numbers: list[int], kept: str, skill: Skill | None) -> Line:
        """Put together one line; `kept` is the filter of its lists, "" where it has none."""
        query = f"?loc={kept}" if kept else ""
        own = around("households:list")
        cells = [
            (n, str(village.pk).join(own) + query if query and n else "")
            for n, village in zip(numbers, self.villages, strict=True)
        ]
        whole = str(self.commune.pk).join(around("households:of_area")) + query
        total = sum(numbers)
        return Line(skill, name, cells, (total, whole if query and total else ""))


def near_of(commune: Area, villages: Iterable[Child]) -> Near | None:
    """Return the table of a commune, None where no household lacks one skill. One query.

    It is for those who read names: its numbers are few, and lead to their lists.
    """
    counted: dict[int, dict[int, int]] = defaultdict(dict)
    rows = Household.unscoped.inside(commune.path or "-").open().to_ask(timezone.localdate())
    rows = rows.one_short().order_by()
    for village, mask, n in rows.values_list("village_id", "lacking_mask").annotate(n=Count("pk")):
        counted[village][mask] = n
    shown = _Columns(commune, [one for one in villages if one.pk in counted])
    if not shown.villages:
        return None
    masks = [counted[one.pk] for one in shown.villages]
    lines = []
    for skill in SKILLS:
        numbers = [sum(n for mask, n in one.items() if mask & skill.bit) for one in masks]
        lines.append(shown.line(skill.short, numbers, f"thieu-ky-nang-{skill.number}", skill))
    lines.sort(key=lambda one: -one.whole[0])
    twice = [-sum(n * (mask.bit_count() - 1) for mask, n in one.items()) for one in masks]
    return Near(
        shown.villages,
        lines,
        shown.line(_("Đếm ở hai dòng"), twice, "", None),
        shown.line(_("Cộng"), [sum(one.values()) for one in masks], "thieu-1", None),
    )
