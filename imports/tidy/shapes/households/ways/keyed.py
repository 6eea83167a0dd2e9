"""Rows put together by a key that stands beside them: on every row, or on the first of each household."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from imports.tidy.shapes.households.signs import Signs
from imports.tidy.shapes.households.ways.way import NOWHERE, heads_among, numbered

# So many of a column's cells may be blank where it is meant to be filled on every row.
FEW = 0.1


@dataclass(slots=True)
class Run:
    """Rows one after the other that have one key."""

    key: str
    rows: list[int]
    village: str = ""
    has_head: bool = False


def is_on_first_rows(keys: Sequence[str]) -> bool:
    """Tell whether a column is filled where a household begins, and blank below; or merged over its rows."""
    blank = sum(not key for key in keys)
    if not blank:
        return False
    again = sum(bool(key) and key == before for key, before in zip(keys[1:], keys, strict=False))
    return blank > len(keys) * FEW or not again


def keyed(
    signs: Signs,
    keys: Sequence[str],
    *,
    splits: bool = False,
) -> list[int]:
    """Return in which household each row is, by its key.

    A key that comes again later is another household if it has a head of its own there, or else the same one.
    `splits`: two heads below one key are two households, as where the key is a name.
    """
    runs = _runs(signs, keys, on_first=is_on_first_rows(keys))
    if splits:
        runs = [part for run in runs for part in _split(signs, run)]
    for run in runs:
        run.has_head = bool(heads_among(signs, run.rows))
    return _numbered(runs, len(keys))


def _runs(signs: Signs, keys: Sequence[str], *, on_first: bool) -> list[Run]:
    runs = list[Run]()
    current: Run | None = None
    for at, key in enumerate(keys):
        village = signs.villages[at]
        if not key:
            current = current if on_first else None
        elif current is None or _is_other(current, key, village) or (on_first and not keys[at - 1]):
            current = Run(key, [], village)
            runs.append(current)
        if current is not None:
            current.rows.append(at)
            current.village = current.village or village
    return runs


def _is_other(run: Run, key: str, village: str) -> bool:
    return key != run.key or bool(village and run.village and village != run.village)


def _split(signs: Signs, run: Run) -> list[Run]:
    """Part households of one name that stand one after the other: by where they live, else each begins with its head."""
    heads = heads_among(signs, run.rows)
    if len(heads) < 2:
        return [run]
    lived = _by_address(signs, run)
    if len(lived) > 1 or heads[0] != run.rows[0]:
        return lived
    parts = list[Run]()
    for at in run.rows:
        if at in heads:
            parts.append(Run(run.key, [], run.village))
        parts[-1].rows.append(at)
    return parts


def _by_address(signs: Signs, run: Run) -> list[Run]:
    """Part them by where they live, if each address has one head, who need not stand first.

    To have none is an address of its own only beside those that stand on each row, not at their heads alone.
    """
    lived = [(at, list(rows)) for at, rows in groupby(run.rows, lambda at: signs.addresses[at])]
    is_on_each = all(len(rows) > 1 for at, rows in lived if at)
    is_told = all((at or is_on_each) and len(heads_among(signs, rows)) == 1 for at, rows in lived)
    return [Run(run.key, rows, run.village) for _, rows in lived] if is_told else [run]


def _numbered(runs: Sequence[Run], length: int) -> list[int]:
    """Put runs without a head to the one run of their key and village that has one, if there is no other."""
    owners = defaultdict[tuple[str, str], list[Run]](list)
    for run in runs:
        if run.has_head:
            owners[run.key, run.village].append(run)
    blocks = list[object]([NOWHERE] * length)
    for at, run in enumerate(runs):
        owner = run if run.has_head else _owner(run, runs[max(at - 1, 0) : at + 2], owners)
        for row in run.rows:
            blocks[row] = id(owner)
    return numbered(blocks)


def _owner(run: Run, around: Sequence[Run], owners: Mapping[tuple[str, str], Sequence[Run]]) -> Run:
    """Return the run that one without a head belongs to: right beside it, or anywhere in its village."""
    beside = [one for one in around if one.has_head and one.key == run.key]
    found = beside or [*owners.get((run.key, run.village), ()), *owners.get((run.key, ""), ())]
    return found[0] if len(found) == 1 or (found and found[0] is found[-1]) else run
