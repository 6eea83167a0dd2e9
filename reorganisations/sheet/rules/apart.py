"""Which changes wait for a row that is still wrong: without it they would do something that the decision does not say."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from areas.names import fold
from imports.tidy.villages import kind_and_name
from reorganisations.sheet.rules.around import Around
from reorganisations.sheet.rules.problems import Problem, key_chosen
from reorganisations.sheet.rules.rows import Row
from reorganisations.sheet.rules.works import Work

# Stands for any commune: nobody knows yet which one was meant.
_ANY = 0


def apart(
    works: Iterable[Work], rows: Sequence[Row], problems: Collection[Problem], around: Around
) -> tuple[list[Work], list[Work]]:
    """Return the changes that stand by themselves, and those of which a wrong row names a village, old or new, as well."""
    wrong = _wrong(rows, problems, around)
    found, waiting = list[Work](), list[Work]()
    for work in works:
        names = {name for at in work.rows for name in _names(rows, at, around)}
        places = {work.commune, _ANY}
        is_waiting = any(not places.isdisjoint(wrong.get(name, ())) for name in names)
        (waiting if is_waiting else found).append(work)
    return found, waiting


def _wrong(
    rows: Sequence[Row], problems: Collection[Problem], around: Around
) -> Mapping[str, Collection[int]]:
    """Return by name the communes in which a wrong row has it."""
    found = defaultdict[str, set[int]](set)
    for at in {at for one in problems for at in one.rows}:
        text = rows[at].commune
        commune = key_chosen(text) or around.commune(text).pk or _ANY
        for name in _names(rows, at, around):
            found[name].add(commune if commune in around.communes else _ANY)
    return found


def _names(rows: Sequence[Row], at: int, around: Around) -> set[str]:
    """Return the villages that a row names, old or new; one without a new village may mean that of the row above."""
    row = rows[at]
    found = {_bare(text, around) for text in row.olds}
    if row.to:
        return found
    new = row.new or next((one.new for one in reversed(rows[:at]) if one.new), "")
    return found | {_bare(new, around)} if new else found


def _bare(text: str, around: Around) -> str:
    """Return how a village is called without the word for its kind, also one that was chosen on the page."""
    pk = key_chosen(text)
    name = around.called[pk][1] if pk in around.called else kind_and_name(text)[1]
    return fold(name or text)
