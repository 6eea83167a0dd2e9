"""What each row of a table says of who belongs together: looked at once, for the whole table, kept as short texts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from imports.tidy.asking import Asking, about
from imports.tidy.model import Entry, Known, Table
from imports.tidy.roles import Role
from imports.tidy.rows import entries
from imports.tidy.shapes.households import words
from imports.tidy.shapes.households.group_rows import household_named
from imports.tidy.shapes.households.labels import label_key
from imports.tidy.shapes.households.words import NOBODY, Name, said
from imports.tidy.units import Whose, whose_by_cells

# Columns that may count households, the surest first.
LABELS = ("household_id", "number", "letter", "stt")
_NAMES = (Role("name"), Role("given"))
# What is not enough to make a person of a row.
_EMPTY = frozenset({*LABELS, "village", "commune", "district", "province", "note"})


@dataclass(slots=True)
class Signs:
    """The rows of a table, in order, by what they say of households."""

    table: Table
    names: list[Name] = field(default_factory=list)
    heads: list[Name] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    chs: list[bool] = field(
        default_factory=list
    )  # whose relation is Ch, which an answer may call the head
    ticks: list[bool] = field(default_factory=list)
    marks: list[bool] = field(default_factory=list)
    stars: list[bool] = field(default_factory=list)
    bolds: list[bool] = field(default_factory=list)
    gaps: list[bool] = field(default_factory=list)
    # The row that names the household of a row, 0 for none, and whom that names.
    groups: list[int] = field(default_factory=list)
    group_heads: list[Name] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    villages: list[str] = field(default_factory=list)
    sizes: list[str] = field(default_factory=list)
    labels: dict[str, list[str]] = field(default_factory=dict)
    # How many cells for a name seem to hold several people.
    several: int = 0
    # Words for relations that nobody knows, as they are written.
    unknown: dict[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.names)

    def is_head(self, at: int) -> bool:
        """Tell whether a row says of itself that it is the head's."""
        return self.relations[at] == "head" or self.ticks[at] or self.marks[at]

    @property
    def has_heads(self) -> bool:
        """Whether any row says of itself that it is the head's."""
        return any(self.ticks) or any(self.marks) or "head" in self.relations


def name_in(entry: Entry, group: int = 0) -> str:
    """Return the name of a person of a row, of one or two columns."""
    name = said(entry.get("name", group))
    if name:
        return name
    parts = (said(entry.get("family", group)), said(entry.get("given", group)))
    return " ".join(filter(None, parts))


def people_in(table: Table, known: Known, asking: Asking) -> Iterator[Entry]:
    """Yield the rows that may speak of people; those with nothing but numbers and places are named as left."""
    pages = (entries(page, known, asking) for page in (table, *table.pages))
    for entry in chain.from_iterable(pages):
        if any(role.key not in _EMPTY and said(cell) for role, cell in entry.cells.items()):
            yield entry
        else:
            row = entry.row.number
            asking.leave("nobody", sheet=entry.table.sheet, rows=(row, row), count=len(entry.cells))


def survey(table: Table, known: Known, asking: Asking) -> Signs:
    """Look at all rows of a table once; what is asked and left on the way is not noted."""
    signs = Signs(table, labels={key: [] for key in LABELS if table.has(key)})
    seen = Asking(asking.answers)
    for entry in people_in(table, known, seen):
        _add(signs, entry, known, asking)
    return signs


def _add(signs: Signs, entry: Entry, known: Known, asking: Asking) -> None:
    name = name_in(entry)
    signs.names.append(words.name_of(name) if name else NOBODY)
    signs.several += words.are_several(entry.get("name"))
    head = said(entry.get("head"))
    signs.heads.append(words.name_of(head) if head else NOBODY)
    # Of what is said of another commune's people nothing is asked.
    unknown = None if _is_foreign(entry, known) else signs.unknown
    signs.relations.append(relation_in(entry, asking, unknown))
    signs.chs.append(words.is_ch(said(entry.get("relation"))))
    signs.ticks.append(words.is_ticked(said(entry.get("tick_head"))))
    signs.marks.append(words.has_mark(name))
    signs.stars.append(words.has_star(name))
    signs.bolds.append(is_bold(entry))
    signs.gaps.append(entry.after_gap)
    row, of_group = group_of(entry)
    signs.groups.append(row)
    signs.group_heads.append(words.name_of(of_group) if of_group else NOBODY)
    signs.addresses.append(label_key(said(entry.get("hamlet"))))
    signs.villages.append(label_key(said(entry.get("village"))))
    signs.sizes.append(said(entry.get("size")))
    for key, column in signs.labels.items():
        column.append(said(entry.get(key)))


def _is_foreign(entry: Entry, known: Known) -> bool:
    """Tell whether the cells of a row name another commune."""
    named = said(entry.get("commune")), said(entry.get("district")), said(entry.get("province"))
    return any(named) and whose_by_cells(known.commune, *named)[0] is Whose.FOREIGN


def relation_in(
    entry: Entry, asking: Asking, unknown: dict[str, int] | None = None, group: int = 0
) -> str:
    """Return who somebody is in their household: an answer that was given is stronger than the word."""
    word = said(entry.get("relation", group))
    if not word:
        return ""
    answer = asking.answers.get(about("relation", word))
    # An answer knows no capitals: that to Ch is none to CH.
    if answer is not None and word.strip(" .") != "CH":
        return {"head": "head", "spouse": "spouse", "skip": ""}.get(answer, "other")
    found = words.relation_of(word)
    if found == "?" and unknown is not None:
        unknown[word] = unknown.get(word, 0) + 1
    return found


def group_of(entry: Entry) -> tuple[int, str]:
    """Return the nearest row between the others that names a household, 0 for none, and its head."""
    for context in reversed(entry.context):
        if context.origin == "group" and (found := household_named(context.text)):
            return context.row, found.head
    return 0, ""


def is_bold(entry: Entry) -> bool:
    """Tell whether the name of a row is written in bold letters."""
    if not entry.row.looks:
        return False
    at = next((entry.columns[key] for key in _NAMES if key in entry.columns), -1)
    return entry.row.look(at).bold


def first_of(values: Sequence[Name], rows: Sequence[int]) -> Name:
    """Return the first name of some rows that is not blank."""
    for at in rows:
        if values[at].bare:
            return values[at]
    return NOBODY
