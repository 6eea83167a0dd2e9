"""The country by provinces: how many communes of each stand on which step."""

from collections.abc import Mapping
from dataclasses import dataclass

from areas.kinds import Level
from areas.models import Area, Unit
from figures.adoption import Step, added, steps_by
from reports.dashboard.queries.listing import matching
from reports.rollout.queries.board import PAST, Counted
from reports.rollout.queries.listing import FEWEST, Choice

_COLUMNS = ("sort_key", "pk", "level", "kind", "name")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One province: how many communes it has, and how many of them stand on each step."""

    unit: Unit
    steps: Mapping[Step, int]

    @property
    def whole(self) -> int:
        """How many communes it has."""
        return sum(self.steps.values())

    @property
    def begun(self) -> int:
        """How many of them have begun."""
        return sum(n for step, n in self.steps.items() if step.has_begun)


def provinces_of(country: Area) -> list[UnitRow]:
    """Return the open provinces in Vietnamese order. Two queries."""
    steps = steps_by(country, "province_id")
    rows = Area.unscoped.filter(level=Level.PROVINCE, closed_on=None).order_by()
    none = dict.fromkeys(Step, 0)
    return [
        UnitRow(Unit(*values), steps.get(values[0], none))
        for _, *values in sorted(rows.values_list(*_COLUMNS))
    ]


def counted_units(rows: list[UnitRow]) -> Counted:
    """Add up provinces; who is past each single step is told below, commune by commune."""
    steps = added({row.unit.pk: row.steps for row in rows})
    return Counted(sum(steps.values()), steps, dict.fromkeys(PAST, 0))


def chosen_units(country: Area, rows: list[UnitRow], choice: Choice) -> list[UnitRow]:
    """Return the provinces that were asked for: by name, or those with communes on a step. One query at most."""
    found = [row for row in rows if choice.step is None or row.steps[choice.step]]
    if choice.idle:
        found = [row for row in found if row.begun < row.whole]
    if choice.words:
        wanted = matching(country, choice.words)
        found = [row for row in found if row.unit.pk in wanted]
    if choice.order == FEWEST:
        found.sort(key=lambda row: row.begun - row.whole)
    return found
