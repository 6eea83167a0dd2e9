"""What a sheet of changes would do: each change in words, what is wrong, and the sums that must be equal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.db.models import Count
from django.utils.translation import gettext as _

from areas.kinds import Kind as UnitKind
from areas.models import Area
from households.models import Household
from reorganisations.models import Operation
from reorganisations.sheet.queries.around import around_of
from reorganisations.sheet.rules.apart import apart
from reorganisations.sheet.rules.around import Around
from reorganisations.sheet.rules.checking import checked, is_written
from reorganisations.sheet.rules.problems import Problem, keyed
from reorganisations.sheet.rules.rows import Row
from reorganisations.sheet.rules.settling import Settling
from reorganisations.sheet.rules.works import Target, Work, works_of

Kind = Operation.Kind


@dataclass(frozen=True)
class Line:
    """One change as the page shows it."""

    work: Work
    numbers: str
    kind: str
    old: str
    new: str
    before: int
    after: int
    is_written: bool


@dataclass(frozen=True)
class Preview:
    """All of a sheet: its changes by commune, what is to be mended, and what its villages come to."""

    rows: Sequence[Row]
    lines: Sequence[Line]
    problems: Mapping[str, Problem]
    communes: Mapping[int, str]
    # Rows that nothing is wrong with, of changes of which another row is wrong: they wait for it.
    waiting: Sequence[int] = ()

    @cached_property
    def new(self) -> list[Line]:
        """The changes that no draft has yet."""
        return [one for one in self.lines if not one.is_written]

    @cached_property
    def by_commune(self) -> list[tuple[str, list[Line]]]:
        """The changes of each commune, in order of names."""
        rows = sorted(self.lines, key=lambda one: (self.communes[one.work.commune], one.work.rows))
        return [
            (self.communes[pk], list(some))
            for pk, some in groupby(rows, lambda one: one.work.commune)
        ]

    @cached_property
    def decisions(self) -> int:
        """How many drafts there will be: one for each commune, number and day."""
        return len({(one.work.commune, one.work.paper) for one in self.new})

    @cached_property
    def left(self) -> int:
        """How many rows are left out as they stand."""
        return len({at for one in self.problems.values() for at in one.rows} | {*self.waiting})

    @cached_property
    def waits(self) -> str:
        """The places of the rows that wait for others."""
        return ", ".join(self.rows[at].place for at in self.waiting)

    @cached_property
    def villages(self) -> tuple[int, int]:
        """How many villages the new changes have before and after."""
        before = sum(len({*one.work.olds, one.work.lives_on} - {0}) for one in self.new)
        return before, before - sum(_fewer(one.work) for one in self.new)

    @cached_property
    def households(self) -> tuple[int, int]:
        """How many households stand in them before, as counted, and after, from the households themselves."""
        return sum(one.before for one in self.new), sum(one.after for one in self.new)

    @cached_property
    def undecided(self) -> int:
        """How many households are to be assigned to parts of villages that are parted."""
        return sum(one.before for one in self.new if one.work.kind == Kind.SPLIT)


def _fewer(work: Work) -> int:
    """Return by how many villages a change makes less of them."""
    before = len({*work.olds, work.lives_on} - {0})
    return before - (0 if work.kind == Kind.END else len(work.targets))


def preview_of(place: Area, rows: Sequence[Row]) -> Preview:
    """Work out what the rows of a sheet would do in a place. Fourteen queries."""
    around = around_of(place)
    settling = Settling(rows, around)
    works = checked(works_of(settling.settle(), around.called), around, settling.problems)
    works, waiting = apart(works, rows, settling.problems.listed(), around)
    villages = {pk for one in works for pk in {*one.olds, one.lives_on} - {0}}
    living = _living(villages)
    return Preview(
        rows=rows,
        lines=[_line(one, rows, around, living) for one in works],
        problems=keyed(settling.problems.listed()),
        communes=around.communes,
        waiting=sorted({at for one in waiting for at in one.rows}),
    )


def _living(villages: set[int]) -> dict[int, int]:
    homes = Household.unscoped.open().filter(village__in=villages).order_by()
    return dict(homes.values_list("village").annotate(n=Count("pk")))


def _line(work: Work, rows: Sequence[Row], around: Around, living: Mapping[int, int]) -> Line:
    touched = {*work.olds, work.lives_on} - {0}
    return Line(
        work=work,
        numbers=", ".join(rows[at].place for at in work.rows),
        kind=str(Kind(work.kind).label),
        old=", ".join(around.villages[pk].label for pk in work.olds),
        new=", ".join(_named(one, around) for one in work.targets) or "—",
        before=sum(around.villages[pk].homes for pk in touched),
        after=sum(living.get(pk, 0) for pk in touched),
        is_written=is_written(work, around),
    )


def _named(target: Target, around: Around) -> str:
    if target.to:
        return around.communes[target.to]
    name = f"{UnitKind(target.kind).label} {target.name}"
    return _("%(name)s (đang có)") % {"name": name} if target.into else name
