"""A dashboard put away as plain values, and read again exactly as it stood.

Counts and words only: no rate is stored, each is worked out of its two counts, and no fraction, so
that every database gives back the same bytes and the check code holds.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from areas.kinds import Level
from areas.models import Area
from figures.adoption import BY_SLUG, Step
from figures.figures import Figures, sums_of, total
from figures.indicators import ACTIVE, BY_KEY, COVERED, TEAMS, Indicator
from figures.months import OWN, Change, change
from figures.rates import Rate
from households.counts.rollup import SUMS
from reports.dashboard.queries.dashboard import Dashboard, dashboard_of
from reports.dashboard.queries.ranking import Order
from reports.meetings.queries.calls import FrozenCall, call_in, call_out
from reports.meetings.queries.earlier import Earlier, earlier_in, earlier_out
from reports.models import Meeting
from reports.targets.queries.targets import Gain, InForce, Standing, is_sure, targets_for
from reports.units.queries.child_units import Child
from skills.catalogue import SKILLS

# The shape of what is put away; a reader of a later shape can still tell this one.
FORMAT = 1
# Earlier meetings that a page leads to.
EARLIER = 3


def page_of(
    board: Dashboard, held: Mapping[str, InForce], earlier: Iterable[Meeting], at: datetime
) -> dict[str, Any]:
    """Put away all that the page of a meeting shows; `held` are the targets in force by indicator."""
    return {
        "format": FORMAT,
        "name": board.area.full_name,
        "level": board.area.level,
        "day": board.day.isoformat(),
        "at": at.isoformat(timespec="seconds"),
        "active_days": board.active_days,
        "figures": _figures_out(board.figures),
        "steps": {step.slug: n for step, n in board.steps.items() if n},
        "rest": _figures_out(total(board.below.of_no_unit())),
        "children": [_child_out(child) for child in board.units.children],
        "targets": {
            key: _standing_out(board.progress.standings[key], held[key])
            for key in held
            if key in board.progress.standings
        },
        "changes": _changes_out(board),
        "calls": [call_out(call) for call in board.calls],
        "earlier": [
            earlier_out(one, board.area, Frozen.of(one.page).figures)
            for one in list(earlier)[:EARLIER]
        ],
    }


def page_now(area: Area, at: datetime) -> dict[str, Any]:
    """Put away the dashboard of a unit with its targets and the meetings before; nothing is written."""
    day = timezone.localdate(at)
    board = dashboard_of(area, day, Order.asked(""))
    earlier = Meeting.unscoped.filter(area=area)[:EARLIER]
    return page_of(board, targets_for([area], day)[area.pk], earlier, at)


def code_of(page: Mapping[str, Any], proposals: Iterable[str], name: str) -> str:
    """Return the check code of a frozen page, its number and proposals: "7F3A-91C2"."""
    text = json.dumps(
        [page, list(proposals), name], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    code = hashlib.sha256(text.encode()).hexdigest()[:8].upper()
    return f"{code[:4]}-{code[4:]}"


# What decides what may be said in percent, and what stands beside it; pages frozen before this was
# counted do not have it.
IN_DOUBT = (
    "begun_villages",
    "waiting",
    "waiting_lists",
    "undeclared_waiting",
    "idle_communes",
    "communes",
    "doubted",
    "undeclared_villages",
    "undeclared_lists",
    "short_registered",
    "short_declared",
)
# How a frozen page names what has another name since: its words are under its check code.
_WRITTEN = {"led": "staffed"}


def _figures_out(figures: Figures) -> dict[str, Any]:
    at = figures.saved_at
    return {
        **{_WRITTEN.get(name, name): getattr(figures, name) for name in (*OWN, *IN_DOUBT)},
        "sums": {name: getattr(figures, name) for name in SUMS},
        "saved_at": at.isoformat(timespec="seconds") if at else None,
    }


def _child_out(child: Child) -> dict[str, Any]:
    own = ("pk", "level", "kind", "name", "district_id")
    return {**{n: getattr(child, n) for n in own}, "figures": _figures_out(child.figures)}


def _standing_out(standing: Standing, held: InForce) -> dict[str, Any]:
    gain = standing.gain
    return {
        "level": str(standing.level),
        "due_on": standing.due_on.isoformat(),
        "document": held.target.document,
        "document_on": held.target.document_on.isoformat(),
        "gain": [gain.n, gain.days] if gain else None,
    }


def _changes_out(board: Dashboard) -> dict[str, Any]:
    """Note what each rate was at the end of last month, where that is known."""
    found = {i.key: change(board.progress.points, i) for i in (TEAMS, ACTIVE, COVERED)}
    return {
        key: [one.before.n, one.before.of, one.since.isoformat()]
        for key, one in found.items()
        if one
    }


@dataclass(frozen=True)
class Frozen:
    """A page as it stood: nothing here is read from today's figures."""

    page: Mapping[str, Any]
    name: str
    level: int
    day: date
    figures: Figures
    rest: Figures
    children: list[Child]
    standings: Mapping[str, Standing]
    # Villages of few households as one row, for who reads no names.
    few: Child | None = None

    @classmethod
    def of(cls, page: Mapping[str, Any]) -> "Frozen":
        """Read what was put away."""
        figures, day = _figures_in(page["figures"]), date.fromisoformat(page["day"])
        return cls(
            page=page,
            name=page["name"],
            level=page["level"],
            day=day,
            figures=figures,
            rest=_figures_in(page["rest"]),
            children=[
                Child(**{**row, "figures": _figures_in(row["figures"])}) for row in page["children"]
            ],
            standings={
                key: _standing_in(BY_KEY[key], row, figures, day)
                for key, row in page["targets"].items()
            },
        )

    @property
    def teams(self) -> Standing | None:
        """How it stood to the target of villages with a team."""
        return self.standings.get(TEAMS.key)

    @property
    def homes(self) -> Standing | None:
        """How it stood to the target of covered households."""
        return self.standings.get(COVERED.key)

    @property
    def mark(self) -> float | None:
        """The target of covered households in percent, for the tick of a bar."""
        return float(self.homes.level) if self.homes else None

    @property
    def homes_change(self) -> Change | None:
        """What the rate of covered households changed by since the end of last month."""
        row = self.page["changes"].get(COVERED.key)
        if not row:
            return None
        n, of, since = row
        return Change(Rate(n, of), self.figures.covered_rate, date.fromisoformat(since))

    @property
    def steps(self) -> dict[Step, int]:
        """How many communes stood on each step; of a page frozen before that was kept, none."""
        found = self.page.get("steps", {})
        return {step: found.get(slug, 0) for slug, step in BY_SLUG.items()}

    @property
    def child_level(self) -> Level | None:
        """The level of most units below."""
        return Level(min(c.level for c in self.children)) if self.children else None

    @property
    def documents(self) -> list[tuple[Standing, str, date]]:
        """The two targets of the page with the paper that sets each, and its day."""
        rows = self.page["targets"]
        return [
            (one, rows[key]["document"], date.fromisoformat(rows[key]["document_on"]))
            for key, one in self.standings.items()
            if key in {TEAMS.key, COVERED.key}
        ]

    @property
    def calls(self) -> list[FrozenCall]:
        """The communes to call first."""
        return [call_in(row) for row in self.page["calls"]]

    @property
    def earlier(self) -> list[Earlier]:
        """The meetings before this one, the last one first."""
        return [earlier_in(row) for row in self.page["earlier"]]


def _figures_in(row: Mapping[str, Any]) -> Figures:
    """Read figures; those put away before it was known who had begun stand as they were counted."""
    at, waits = row["saved_at"], row.get("waiting", 0)
    before = {"begun_villages": row["villages"]}
    # Before lists were kept apart, or what nobody declared: any that waited may be either.
    before |= {"waiting_lists": waits, "undeclared_waiting": waits}
    return Figures(
        **{name: row.get(_WRITTEN.get(name, name), 0) for name in OWN},
        sums=sums_of(_sums_in(row["sums"])),
        saved_at=datetime.fromisoformat(at) if at else None,
        is_told="idle_communes" in row,
        **before | {name: row[name] for name in IN_DOUBT if name in row},
    )


def _sums_in(sums: Mapping[str, int]) -> Mapping[str, int]:
    """Read the sums of a page put away before there were expected households, and three answers."""
    if "expected" in sums:
        return sums
    asked = dict.fromkeys((skill.asked_column for skill in SKILLS), sums["surveyed"])
    return {**asked, "expected": sums["households"] + sums.get("declared_only", 0), **sums}


def _standing_in(
    indicator: Indicator, row: Mapping[str, Any], figures: Figures, day: date
) -> Standing:
    level = Decimal(row["level"])
    return Standing(
        indicator=indicator,
        rate=indicator.rate(figures),
        level=level,
        due_on=date.fromisoformat(row["due_on"]),
        day=day,
        gain=Gain(*row["gain"]) if row["gain"] else None,
        is_sure=is_sure(indicator, figures, level),
    )
