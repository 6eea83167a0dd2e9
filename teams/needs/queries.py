"""Which requests a list shows, and what the register itself shows to be lacking: worked out when asked, never stored."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from rollup.models import VillageCount
from teams.counts.states import count_by_unit
from teams.models import Need, Team
from teams.models.equipment import norms_on, under_norm
from teams.models.need import NeedQuerySet
from teams.models.training import untrained_teams

Status = Need.Status
# The word in the address, on the page, and the statuses; the first unless another is asked for.
STATES = {
    "dang-mo": (_("Đang mở"), (Status.NEW, Status.LOOKING)),
    "chua-tra-loi": (_("Chưa trả lời"), (Status.NEW,)),
    "da-dap-ung": (Status.MET.label, (Status.MET,)),
    "chua-duoc": (Status.UNMET.label, (Status.UNMET,)),
    "da-rut": (Status.WITHDRAWN.label, (Status.WITHDRAWN,)),
}


@dataclass(frozen=True)
class NeedChoice:
    """What an address asks for; what it says wrongly is not asked for. `kind` "" is every kind."""

    wanted: str
    kind: str

    @classmethod
    def of(cls, said: Mapping[str, str]) -> Self:
        """Read an address."""
        wanted, kind = said.get("tinh-trang", ""), said.get("loai", "")
        return cls(
            wanted if wanted in STATES else next(iter(STATES)),
            kind if kind in Need.Kind.values else "",
        )

    @property
    def words(self) -> list[str]:
        """What is asked for, in the words of the page: the state, and the kind where one is named."""
        return [
            str(STATES[self.wanted][0]),
            *([str(Need.Kind(self.kind).label)] if self.kind else []),
        ]

    def in_state(self, needs: NeedQuerySet) -> NeedQuerySet:
        """Keep the requests in the state asked for, of every kind."""
        return needs.filter(status__in=STATES[self.wanted][1])

    def keep(self, needs: NeedQuerySet) -> NeedQuerySet:
        """Keep the requests asked for, in the order of the list."""
        kept = self.in_state(needs)
        return (kept.filter(kind=self.kind) if self.kind else kept).in_order()


@dataclass(frozen=True)
class Gap:
    """One thing that may be lacking: a key, words for a column, the kind of need it would be."""

    key: str
    title: str | Promise
    kind: Need.Kind
    # The rows that lack it, of a unit on a day, and the path from a row to its place.
    rows: Callable[[Area, date], Any]
    place: str = "area"


def without_team(area: Area, day: date) -> Any:
    """Return the open villages that no village team covers."""
    covered = VillageCount.unscoped.filter(teams__gt=0).values("pk")
    return Area.unscoped.within(area).villages().on(day).exclude(pk__in=covered)


def few_people(area: Area, day: date) -> Any:
    """Return the teams in force in which fewer serve than TEAM_MIN_MEMBERS."""
    serving = Count("members", filter=Q(members__left_on=None))
    few = _teams(area, day).annotate(serving=serving)
    return _teams(area, day).filter(
        pk__in=few.filter(serving__lt=settings.TEAM_MIN_MEMBERS).values("pk")
    )


def short_of_equipment(area: Area, day: date) -> Any:
    """Return the teams in force that listed their equipment, and lack something of their norm."""
    return under_norm(_teams(area, day), norms_on(day, area))


def _teams(area: Area, day: date) -> Any:
    return Team.unscoped.inside(area.path or "-").in_force(day).order_by()


GAPS = (
    Gap("chua-co-to", _("Chưa có tổ"), Need.Kind.TEAM, without_team, place=""),
    Gap(
        "chua-to-truong",
        _("Thiếu tổ trưởng"),
        Need.Kind.PEOPLE,
        lambda area, day: _teams(area, day).filter(led=False),
    ),
    Gap("it-nguoi", _("Ít người"), Need.Kind.PEOPLE, few_people),
    Gap(
        "chua-tap-huan",
        _("Chưa ai tập huấn"),
        Need.Kind.TRAINING,
        lambda area, day: untrained_teams(_teams(area, day)),
    ),
    Gap("thieu-thiet-bi", _("Thiếu thiết bị"), Need.Kind.EQUIPMENT, short_of_equipment),
)


# What a ranking goes by where nobody chose a gap: how many places ask.
ASKING = "de-nghi"


@dataclass
class Line:
    """One unit of a ranking: how often each gap is found there, and what is asked for.

    `asked` are the open requests, `asking` the villages and communes that made them. Gaps are of
    unlike things, so they are never added up.
    """

    unit: Area
    gaps: list[int] = field(default_factory=list)
    asked: int = 0
    asking: int = 0

    @property
    def found(self) -> list[tuple[Gap, int]]:
        """The gaps, each with how often it is found here."""
        return list(zip(GAPS, self.gaps, strict=True))

    def number(self, key: str) -> int:
        """Return what a ranking by this gap goes by; by no gap of ours, how many places ask."""
        return next((n for gap, n in self.found if gap.key == key), self.asking)


def ranking(area: Area, day: date, by: str = ASKING) -> list[Line]:
    """Rank the units below a unit by one kind of gap, the most first; those lacking nothing are out.

    Provinces of the country, communes of a province or district, villages of a commune (and the
    commune itself, for its own team). One query for each gap, one for norms, two for requests, one for names.
    """
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    open_needs = Need.unscoped.inside(area.path or "-").open()
    sources = [(gap.key, gap.rows(area, day), gap.place, "pk") for gap in GAPS]
    asked = [("asked", open_needs, "area", "pk"), ("asking", open_needs, "area", "area")]
    for key, rows, place, what in [*sources, *asked]:
        for pk, n in count_by_unit(rows, place, area, what).items():
            counts[pk][key] = n
    units = Area.unscoped.in_bulk(counts)
    lines = [
        Line(units[pk], [found[gap.key] for gap in GAPS], found["asked"], found["asking"])
        for pk, found in counts.items()
    ]
    return sorted(lines, key=lambda line: (-line.number(by), line.unit.sort_key))


def ranked(lines: list[Line], by: str) -> list[tuple[int | None, Line]]:
    """Give each line its place: equals share one, who lacks nothing of this kind has none."""
    numbers = [line.number(by) for line in lines]
    return [
        (numbers.index(n) + 1 if n else None, line) for n, line in zip(numbers, lines, strict=True)
    ]
