"""What settled rows do together: which villages are put together, parted, ended, moved or called otherwise."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from areas.names import fold
from reorganisations.models import Operation

Kind = Operation.Kind


type Does = tuple[str, frozenset[int], frozenset[tuple[object, ...]]]


@dataclass(frozen=True)
class Paper:
    """Under which decision a row stands."""

    number: str
    signed_on: date
    effective_on: date


@dataclass(frozen=True)
class Target:
    """What comes of a village: its kind and name; `into` is one that stands already; `to` another commune."""

    kind: str = ""
    name: str = ""
    into: int = 0
    to: int = 0

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from another one of the commune."""
        return (self.into, self.to) if self.into or self.to else (self.kind, fold(self.name))


@dataclass(frozen=True)
class Settled:
    """One row all of whose words are understood: villages by key; without a target they end."""

    at: int
    commune: int
    paper: Paper
    olds: tuple[int, ...]
    target: Target | None


@dataclass(frozen=True)
class Work:
    """One change that rows make together; `lives_on` is the village that goes on, 0 for none; `wrong` why it cannot be."""

    kind: str
    commune: int
    paper: Paper
    olds: tuple[int, ...]
    targets: tuple[Target, ...]
    rows: tuple[int, ...]
    lives_on: int = 0
    wrong: str = ""

    @property
    def does(self) -> Does:
        """What it does, to be compared with what a decision does: kind, villages, what comes of them."""
        made = ((one.to,) if one.to else (one.kind, fold(one.name)) for one in self.targets)
        return (self.kind, frozenset(self.olds), frozenset(made))


@dataclass(eq=False)
class _Group:
    olds: dict[int, None] = field(default_factory=dict)
    targets: dict[tuple[object, ...], Target | None] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)

    def take(self, other: "_Group") -> None:
        self.olds |= other.olds
        self.targets |= other.targets
        self.rows = sorted({*self.rows, *other.rows})


type Called = Mapping[int, tuple[str, str]]


def works_of(rows: Iterable[Settled], called: Called) -> list[Work]:
    """Return the changes in order of their rows; `called` says kind and name of each village of today.

    Rows of one decision that share a village, old or new, are one change.
    """
    by_paper = defaultdict[tuple[int, Paper], list[_Group]](list)
    for row in rows:
        groups = by_paper[row.commune, row.paper]
        key = row.target.key if row.target else ("end", row.olds)
        mine = _Group(dict.fromkeys(row.olds), {key: row.target}, [row.at])
        whole, *others = [*(one for one in groups if _share(one, mine)), mine]
        for other in others:
            whole.take(other)
        groups[:] = [*(one for one in groups if one not in others and one is not whole), whole]
    found = [
        one
        for (commune, paper), groups in by_paper.items()
        for group in groups
        for one in _works(commune, paper, group, called)
    ]
    return _once_each(sorted(found, key=lambda one: one.rows[0]))


def _share(one: _Group, other: _Group) -> bool:
    """Tell whether two groups have a village in common; several may move to one commune apart."""
    new = {key for key in one.targets if key in other.targets and _joins(one.targets[key])}
    return bool(new) or bool(one.olds.keys() & other.olds.keys())


def _joins(target: Target | None) -> bool:
    return target is not None and not target.to


def _works(commune: int, paper: Paper, group: _Group, called: Called) -> list[Work]:
    olds, targets = tuple(group.olds), tuple(one for one in group.targets.values() if one)
    ends = len(targets) < len(group.targets)
    whole = Work(Kind.MERGE, commune, paper, olds, targets, tuple(group.rows))
    if ends and targets:
        return [replace(whole, wrong="ends_and_goes_on")]
    if ends or targets[0].to:
        kind = Kind.END if ends else Kind.MOVE
        if len(targets) > 1:
            return [replace(whole, wrong="several_ways")]
        return [replace(whole, kind=kind, olds=(one,), lives_on=0 if ends else one) for one in olds]
    if len(olds) > 1 and len(targets) > 1:
        return [replace(whole, wrong="several_ways")]
    if len(olds) > 1 or targets[0].into:
        return [replace(whole, lives_on=targets[0].into or _same(olds, targets[0], called))]
    if len(targets) > 1:
        lives_on = olds[0] if any(_same(olds, one, called) for one in targets) else 0
        return [replace(whole, kind=Kind.SPLIT, lives_on=lives_on)]
    is_same = called.get(olds[0]) == (targets[0].kind, targets[0].name)
    wrong = "nothing" if is_same else ""
    return [replace(whole, kind=Kind.CHANGE, lives_on=olds[0], wrong=wrong)]


def _same(olds: Sequence[int], target: Target, called: Called) -> int:
    """Return the old village that is called as the new one: it goes on; 0 for none."""
    for pk in olds:
        kind, name = called.get(pk, ("", ""))
        if (kind, fold(name)) == (target.kind, fold(target.name)):
            return pk
    return 0


def _once_each(works: list[Work]) -> list[Work]:
    """Refuse what names a village that another change names, or makes one of the same name."""
    olds = Counter(pk for one in works for pk in {*one.olds, one.lives_on} - {0})
    new = Counter((one.commune, *key) for one in works for key in _made(one))
    return [replace(one, wrong=one.wrong or _twice(one, olds, new)) for one in works]


def _made(work: Work) -> set[tuple[object, ...]]:
    return {one.key for one in work.targets if not one.to and not one.into}


def _twice(work: Work, olds: Counter[int], new: Counter[tuple[object, ...]]) -> str:
    if any(olds[pk] > 1 for pk in {*work.olds, work.lives_on} - {0}):
        return "twice"
    return "same_name" if any(new[(work.commune, *key)] > 1 for key in _made(work)) else ""
