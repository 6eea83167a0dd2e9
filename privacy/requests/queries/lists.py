"""Which requests are shown, and how many are overdue where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from privacy.models import SubjectRequest, SubjectRequestQuerySet

ALL, PRESSING, OPEN = "", "can-lam", "dang-mo"
STATES: dict[str, str | Promise] = {
    ALL: _("Tất cả trong năm"),
    PRESSING: _("Cần làm ngay"),
    OPEN: _("Chưa trả lời"),
}


@dataclass(frozen=True)
class RequestChoice:
    """What an address asks for; what it says wrongly is not asked for. `year` is that of "all".

    With a `home`, the key of a household, it is those of that one, of all years.
    """

    wanted: str
    year: int
    home: UUID | None = None

    @classmethod
    def of(cls, said: Mapping[str, str], day: date) -> Self:
        """Read an address."""
        home = _uuid(said.get("ho", ""))
        wanted, year = said.get("loc", ""), said.get("nam", "")
        known = len(year) == 4 and year.isdecimal() and 2000 <= int(year) <= day.year
        return cls(wanted if wanted in STATES else ALL, int(year) if known else day.year, home)

    def keep(self, requests: SubjectRequestQuerySet, day: date) -> SubjectRequestQuerySet:
        """Keep the requests asked for, in the order of the list."""
        if self.home:
            return requests.filter(household__uuid=self.home).in_order()
        kept = {
            ALL: requests.received_in(self.year),
            PRESSING: requests.pressing(day),
            OPEN: requests.open(),
        }[self.wanted]
        return kept.in_order()


@dataclass(frozen=True)
class Counted:
    """How the requests of one commune stand: no more is said above it."""

    commune: Area
    n: int
    answered: int
    overdue: int


def counted_by_commune(area: Area, year: int, day: date) -> list[Counted]:
    """Count the requests of a year, and the overdue ones of any, by commune; most overdue first."""
    rows = SubjectRequest.unscoped.inside(area.path or "-").order_by().values("commune")
    of_year = Q(received_on__year=year)
    counts = rows.annotate(
        n=Count("pk", filter=of_year),
        answered=Count("pk", filter=of_year & ~Q(decision="")),
        overdue=Count("pk", filter=Q(decision="", due_on__lt=day)),
    )
    found: list[dict[str, Any]] = [row for row in counts if row["n"] or row["overdue"]]
    communes = Area.unscoped.in_bulk([row["commune"] for row in found])
    lines = [Counted(communes[row.pop("commune")], **row) for row in found]
    return sorted(lines, key=lambda line: (-line.overdue, line.commune.sort_key))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
