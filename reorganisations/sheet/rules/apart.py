"""Which changes wait for a row that is still wrong: without it they would do something that the decision does not say."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from areas.names import fold
from imports.tidy.villages import kind_and_name
from reorganisations.sheet.rules.problems import Problem
from reorganisations.sheet.rules.rows import Row
from reorganisations.sheet.rules.works import Work

type Name = tuple[str, str]
# Stands for any commune: nobody knows yet which one was meant.
_ANY = None


def apart(
    works: Iterable[Work], rows: Sequence[Row], problems: Collection[Problem]
) -> tuple[list[Work], list[Work]]:
    """Return the changes that stand by themselves, and those of which a wrong row names a village, old or new, as well."""
    wrong = _wrong(rows, problems)
    found, waiting = list[Work](), list[Work]()
    for work in works:
        names = {name for at in work.rows for name in _names(rows, at)}
        communes = {fold(rows[at].commune) for at in work.rows} | {_ANY}
        is_waiting = any(not communes.isdisjoint(wrong.get(name, ())) for name in names)
        (waiting if is_waiting else found).append(work)
    return found, waiting


def _wrong(
    rows: Sequence[Row], problems: Collection[Problem]
) -> Mapping[Name, Collection[str | None]]:
    """Return by name the communes in which a wrong row has it."""
    found = defaultdict[Name, set[str | None]](set)
    unplaced = {at for one in problems if one.field == "commune" for at in one.rows}
    for at in {at for one in problems for at in one.rows}:
        commune = _ANY if at in unplaced else fold(rows[at].commune)
        for name in _names(rows, at):
            found[name].add(commune)
    return found


def _names(rows: Sequence[Row], at: int) -> set[Name]:
    """Return the villages that a row names as it is written; one without a new village may mean that of the row above."""
    row = rows[at]
    found = {("old", fold(text)) for text in row.olds}
    if row.to:
        return found
    new = row.new or next((one.new for one in reversed(rows[:at]) if one.new), "")
    return found | {("new", fold(kind_and_name(new)[1] or new))} if new else found
