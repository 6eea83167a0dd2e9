"""What an operation would do, without doing it: units before and after, and the sums that must be equal.

Before is read from the stored counts, after from the facts themselves, as they would be carried out: that both are
equal says something.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from accounts.models import User
from areas.models import Area
from households.models import Household
from reorganisations.models import Assignment, Operation, Part
from rollup.few import NAMES, few_in
from rollup.models import VillageCount
from teams.models import Activity, Member, TeamVillage

type Numbers = Mapping[str, int]
HOMES = ("households", "surveyed", "covered", "people")
WORK = ("members", "sessions", "accounts")
_NOTHING: Numbers = Counter()


@dataclass(frozen=True)
class Box:
    """One unit before or after: its name and a few of its numbers; None of what its reader may not know of it."""

    name: str
    households: int
    covered: int | None
    members: int
    is_new: bool = False


@dataclass(frozen=True)
class Line:
    """One row of "Trước bằng sau"; `hidden`: its reader may know that it is equal, and no number."""

    label: str
    cells: list[tuple[str, int]]
    hidden: bool
    before: int
    after: int
    undecided: int

    @property
    def is_equal(self) -> bool:
        """Whether nothing is lost and nothing came."""
        return self.before == self.after + self.undecided


@dataclass(frozen=True)
class Preview:
    """What one operation would do."""

    before: list[Box]
    after: list[Box]
    undecided: int
    lines: list[Line]
    teams: tuple[int, int]
    # Of units above the village (queries.preview_above).
    is_above: ClassVar[bool] = False

    @property
    def is_equal(self) -> bool:
        """Whether all sums are equal."""
        return all(line.is_equal for line in self.lines)

    @property
    def villages(self) -> tuple[int, int]:
        """How many villages there are before and after."""
        return len(self.before), len(self.after)


@dataclass(frozen=True)
class Facts:
    """What is known of the villages of a decision, for all its operations together."""

    counted: Mapping[int, Numbers]
    living: Mapping[int, Numbers]
    assigned: Mapping[int, Numbers]
    teams: Mapping[int, set[int]]
    few: Collection[int]

    def hides(self, sources: Sequence[Part]) -> bool:
        """Say whether the reader may know only of these villages' households how many they are."""
        return any(one.area_id in self.few for one in sources)

    def of(self, village: int) -> Numbers:
        """Return the numbers of a village as they are stored."""
        return self.counted.get(village, _NOTHING)


def facts_of(user: Any, operations: Sequence[Operation]) -> Facts:
    """Read what previews of these operations are made of. Eight queries, however many they are."""
    keys = {part.area_id for one in operations for part in one.parts.all() if part.area_id}
    rows = VillageCount.unscoped.filter(area__in=keys).order_by()
    counted = {row.pop("area"): Counter(row) for row in rows.values("area", *HOMES)}
    for name, found in _work_of(keys).items():
        for village, n in found.items():
            counted.setdefault(village, Counter())[name] = n
    communes = set(Area.unscoped.filter(pk__in=keys).values_list("commune", flat=True))
    return Facts(
        counted=counted,
        living=_living(keys),
        assigned=assigned(operations),
        teams=_teams(keys),
        few=frozenset() if user.has_perm(NAMES) else few_in({pk for pk in communes if pk}),
    )


def preview_of(operation: Operation, facts: Facts) -> Preview:
    """Return what an operation would do. No query where its parts were read along."""
    parts = sorted(operation.parts.all(), key=lambda part: part.pk)
    sources = [part for part in parts if part.side == Part.Side.FROM]
    targets = [part for part in parts if part.side == Part.Side.TO]
    after = _after(operation, sources, targets, facts)
    total, placed = _sum(facts.living, sources), _added(after)
    undecided = {name: total[name] - placed[name] for name in HOMES}
    hides = facts.hides(sources)
    before = [_box(one, facts.of(one.area_id or 0), hides=hides) for one in sources]
    serving = {pk for one in sources for pk in facts.teams.get(one.area_id or 0, ())}
    return Preview(
        before=before,
        after=[_box(part, numbers, hides=hides) for part, numbers in after],
        undecided=undecided["households"],
        lines=_lines(sources, facts, placed, undecided),
        teams=(len(serving), len(serving) if targets else 0),
    )


def _after(
    operation: Operation, sources: Sequence[Part], targets: Sequence[Part], facts: Facts
) -> list[tuple[Part, Numbers]]:
    """Return what comes of an operation with its numbers, from the facts."""
    if operation.kind == Operation.Kind.MERGE:
        return [(part, _sum(facts.living, sources)) for part in targets]
    if operation.kind == Operation.Kind.SPLIT:
        return [(part, facts.assigned.get(part.pk, _NOTHING)) for part in targets]
    return [(part, facts.living.get(part.area_id or 0, _NOTHING)) for part in targets]


def _lines(
    sources: Sequence[Part], facts: Facts, placed: Numbers, undecided: Numbers
) -> list[Line]:
    labels = {
        "households": _("Hộ"),
        "surveyed": _("Hộ đã khảo sát"),
        "covered": _("Hộ đạt năm kỹ năng"),
        "people": _("Người trong sổ"),
        "members": _("Thành viên tổ"),
        "sessions": _("Buổi hướng dẫn"),
        "accounts": _("Tài khoản"),
    }
    found, is_hidden = [], facts.hides(sources)
    for name, label in labels.items():
        numbers = [facts.of(one.area_id or 0)[name] for one in sources]
        cells = [(str(one.area), n) for one, n in zip(sources, numbers, strict=True)]
        # The sum would give back what is hidden of one.
        hidden = name in HOMES[1:] and is_hidden
        before = sum(numbers)
        # Teams, sessions and accounts stay what they are, whichever villages they are for.
        after = placed[name] if name in HOMES else before
        found.append(Line(label, cells, hidden, before, after, undecided.get(name, 0)))
    return found


def _box(part: Part, numbers: Numbers, *, hides: bool) -> Box:
    is_before = part.side == Part.Side.FROM
    return Box(
        name=part.area.full_name if is_before and part.area else part.full_name,
        households=numbers["households"],
        covered=None if hides else numbers["covered"],
        members=numbers["members"] if is_before else 0,
        is_new=not is_before and part.area_id is None,
    )


def _sum(numbers: Mapping[int, Numbers], sources: Sequence[Part]) -> Numbers:
    return _added((one, numbers.get(one.area_id or 0, _NOTHING)) for one in sources)


def _added(found: Any) -> Numbers:
    total = Counter[str]()
    for _part, numbers in found:
        total.update(numbers)
    return total


def _counts(before: str = "") -> dict[str, Any]:
    """Return how open households are counted, from a row that leads to them by `before`."""
    covered, surveyed = (
        Q(**{f"{before}covered": True}),
        Q(**{f"{before}surveyed_on__isnull": False}),
    )
    return {
        "n_households": Count("pk"),
        "n_surveyed": Count("pk", filter=surveyed),
        "n_covered": Count("pk", filter=covered),
        "n_people": Sum(f"{before}people", default=0),
    }


def _living(villages: Collection[int]) -> dict[int, Numbers]:
    """Count the open households of villages from the households themselves."""
    rows = Household.unscoped.open().filter(village__in=villages).order_by()
    return _by_key(rows.values("village").annotate(**_counts()), "village")


def assigned(operations: Sequence[Operation]) -> dict[int, Numbers]:
    """Count the open households that were assigned to parts of splits, where they still stand in the old village."""
    rows = Assignment.unscoped.filter(operation__in=operations, household__closed_on=None)
    splits = [one for one in operations if one.kind == Operation.Kind.SPLIT]
    villages = [part.area_id for one in splits for part in one.parts.all() if part.side == "from"]
    rows = rows.filter(household__village__in=villages).order_by()
    return _by_key(rows.values("part").annotate(**_counts("household__")), "part")


def _by_key(rows: Any, key: str) -> dict[int, Numbers]:
    return {row[key]: Counter({name: row[f"n_{name}"] for name in HOMES}) for row in rows}


def _work_of(villages: Collection[int]) -> dict[str, dict[int, int]]:
    """Count members, sessions and accounts by the village whose team, or whose account, it is."""
    members = Member.unscoped.filter(team__area__in=villages, left_on=None)
    sessions = Activity.unscoped.held().filter(team__area__in=villages)
    people = User.unscoped.filter(area__in=villages, is_active=True)
    by: dict[str, tuple[Any, str]] = {
        "members": (members, "team__area"),
        "sessions": (sessions, "team__area"),
    }
    return {
        name: dict(rows.order_by().values_list(key).annotate(n=Count("pk")))
        for name, (rows, key) in {**by, "accounts": (people, "area")}.items()
    }


def _teams(villages: Collection[int]) -> dict[int, set[int]]:
    """Return by village the teams that are for it now."""
    found = defaultdict[int, set[int]](set)
    rows = TeamVillage.unscoped.open().filter(village__in=villages, team__dissolved_on=None)
    for village, team in rows.values_list("village", "team"):
        found[village].add(team)
    return dict(found)
