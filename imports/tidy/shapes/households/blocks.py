"""The rows of one household: who its head is, and what contradicts that."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from imports.spreadsheet.book import Cell
from imports.tidy.asking import Asking
from imports.tidy.model import Entry, Known, Record
from imports.tidy.shapes import gone
from imports.tidy.shapes.households import words
from imports.tidy.shapes.households.choose import Choice
from imports.tidy.shapes.households.ends import end_of_address, end_of_village, live_together
from imports.tidy.shapes.households.labels import label_key, label_kind
from imports.tidy.shapes.households.record import Someone, Wrong, no_name, records_of
from imports.tidy.shapes.households.signs import (
    Signs,
    group_of,
    is_bold,
    name_in,
    people_in,
    relation_in,
)
from imports.tidy.shapes.households.ways.way import (
    BEGINS,
    INFERRED,
    NOWHERE,
    WEAK,
    Way,
    heads_among,
)
from imports.tidy.shapes.households.words import NOBODY, Name, said

# Below one head that only begins a household stand no more: another head's row must be missing.
MOST = 20
# So many of those who are not head may have no relation, or else a blank may hide a head.
SOME = 0.3


def records(choice: Choice, way: Way, known: Known, asking: Asking) -> Iterator[Record]:
    """Yield the people of a table, household by household."""
    signs = choice.signs
    if signs is None:
        return
    home, table = Home(signs, way, asking, is_first_head=choice.is_first_head), signs.table
    # What was seen of all rows has told what it had to: of a large table it is much.
    is_one_address = way.rank == WEAK and live_together(signs, way)
    signs, choice.signs, way.rows = None, None, {}
    choice.ways = choice.every = ()
    for block, rows in _together(way, people_in(table, known, asking)):
        end = end_of_village(rows, known) if way.rank >= BEGINS else len(rows)
        end = min(end, end_of_address(rows)) if is_one_address else end
        end = min(end, home.end_at_hidden(rows)) if way.rank >= INFERRED else end
        yield from home.records(block, rows[:end])
        for entry in rows[end:]:
            yield from home.records(NOWHERE, [entry])


def _together(way: Way, rows: Iterable[Entry]) -> Iterator[tuple[int, list[Entry]]]:
    """Yield the rows of each household; those that stand apart are waited for."""
    last = array("q", [0]) * (max(way.blocks, default=0) + 2)  # and one for those that are nowhere
    for at, block in enumerate(way.blocks):
        last[block] = at
    waiting: dict[int, list[Entry]] = {}
    for at, (block, entry) in enumerate(zip(way.blocks, rows, strict=True)):
        if block == NOWHERE:
            yield block, [entry]
            continue
        waiting.setdefault(block, []).append(entry)
        if last[block] == at:
            yield block, waiting.pop(block)


class Home:
    """How the rows of one household become its people, all over a table."""

    def __init__(self, signs: Signs, way: Way, asking: Asking, *, is_first_head: bool) -> None:
        self.way, self.asking = way, asking
        self.remarks = gone.columns_of(signs.table)
        self.is_first_head, self.begins = is_first_head, way.rank == BEGINS
        heads = [heads_among(signs, rows) for rows in way.rows.values()]
        # Where each household is one row, whoever is named in it need not be the head.
        has_members = any(len(rows) > 1 for rows in way.rows.values())
        self.lists_heads = has_members and sum(map(bool, heads)) * 2 > len(heads)
        others = Counter(signs.relations) - Counter(
            signs.relations[at] for own in heads for at in own
        )
        blank = others.pop("", 0)
        self.blank_is_wrong = 0 < blank < SOME * (blank + others.total())

    def records(self, block: int, rows: Sequence[Entry]) -> Iterator[Record]:
        """Yield the people of some rows; where nobody can say who is the head, each is wrong."""
        if block == NOWHERE:
            people = self._people(rows)
            wrong = ("head_name", _("Không rõ thuộc hộ nào."), _("Ghi chủ hộ ở dòng này."))
            self._refuse(people, wrong)
        elif len(rows) == 1 and self.way.key == "row":
            people = self._people(rows)
            people[0].is_head = True
        else:
            people = self._household(rows)
        table = rows[0].table
        name = f"{table.sheet}.{table.left}.{rows[0].row.number}"
        yield from records_of(name, self._without_gone(people), self.asking)

    def _without_gone(self, people: Sequence[Someone]) -> Sequence[Someone]:
        """Leave out who died or moved away; a household waits for what is answered of its head."""
        said = [
            gone.told(one.entry, self.remarks, self.asking, is_head=one.is_head) for one in people
        ]
        kept = [one for one, told in zip(people, said, strict=True) if told == "take"]
        heads = [told for one, told in zip(people, said, strict=True) if one.is_head]
        if None in heads:
            return []
        if "skip" in heads:
            wrong = ("head_name", _("Không rõ ai là chủ hộ của hộ này."), _("Ghi rõ chủ hộ."))
            self._refuse(kept, wrong)
        return kept

    def end_at_hidden(self, rows: Sequence[Entry]) -> int:
        """Return how many rows stand before a hidden one of another head: those below it are theirs."""
        heads = (any(self._begins(one, rows[0]) for one in row.hidden) for row in rows)
        return next((at for at, is_head in enumerate(heads) if at and is_head), len(rows))

    def _begins(self, row: Entry, first: Entry) -> bool:
        """Tell a row that begins a household, by what it says or by what tells households here."""
        is_marked = self.way.key == "mark" and words.has_star(name_in(row))
        is_told = is_marked or (self.way.key == "bold" and is_bold(row))
        return is_told or self._is_counted(row, first) or self._says_head(Someone(row))

    def _is_counted(self, row: Entry, first: Entry) -> bool:
        """Tell a row numbered as the first of a household is: the next number, or one again."""
        labels = [said(one.get("stt")) for one in (row, first)]
        kinds = {label_kind(text) for text in labels}
        if self.way.key not in {"letter", "number"} or "" in kinds or len(kinds) > 1:
            return False
        mine, theirs = (label_key(text).partition(".")[0] for text in labels)
        return (mine == theirs) == (self.way.rank == WEAK)

    def _people(self, rows: Sequence[Entry]) -> list[Someone]:
        return [self._someone(entry) for entry in rows]

    def _someone(self, entry: Entry) -> Someone:
        """Part from a name the mark of a head, and the word for a relation that has no cell of its own."""
        name = entry.get("name")
        if name is None and words.has_mark(name_in(entry)):
            return _in_two_columns(entry)
        if not isinstance(name, str):
            return Someone(entry)
        cells = dict[str, Cell]()
        plain = name
        if self.way.key == "mark":
            plain = cells["full_name"] = words.without_star(words.without_mark(name))
        relation, plain = words.apart(plain)
        if relation and entry.get("relation") is None:
            cells = {"full_name": plain, "relation": relation}
        return Someone(entry, cells=cells, spots=dict.fromkeys(cells, entry.spot("name")))

    def _household(self, rows: Sequence[Entry]) -> list[Someone]:
        people = self._people(rows)
        named, source = self._named(rows)
        heads = self._heads(people, named)
        if len(heads) > 1:
            wrong = ("relation", _("Hộ có hai chủ hộ."), _("Ghi rõ ai là chủ hộ của hộ này."))
            self._refuse(people, wrong)
        elif heads:
            self._check_name(people, heads[0], named)
            self._mark(heads[0])
        elif named.bare and source is not None and self._is_missing(people, named):
            people.append(self._only_named(source))
        elif self.is_first_head and people[0].name:
            self._mark(people[0])
        else:
            wrong = ("head_name", _("Không rõ ai là chủ hộ của hộ này."), _("Ghi rõ chủ hộ."))
            self._refuse(people, wrong)
        self._check_relations(people)
        return people

    def _mark(self, head: Someone) -> None:
        """Say who is the head; a tick or a mark says it as the word does."""
        head.is_head = True
        entry, name = head.entry, name_in(head.entry)
        is_ticked = words.is_ticked(said(entry.get("tick_head")))
        # That a star is one was answered.
        is_marked = words.has_mark(name) or (self.way.key == "mark" and words.has_star(name))
        if entry.get("relation") is None and (is_ticked or is_marked):
            head.cells["relation"] = "Chủ hộ"
            head.spots["relation"] = entry.spot("tick_head" if is_ticked else "name")

    def _named(self, rows: Sequence[Entry]) -> tuple[Name, Entry | None]:
        """Return whom the column for the head, or a row above, names as the head."""
        for entry in rows:
            if head := said(entry.get("head")):
                return words.name_of(head), entry
        head = group_of(rows[0])[1]
        return (words.name_of(head), rows[0]) if head else (NOBODY, None)

    def _heads(self, people: Sequence[Someone], named: Name) -> list[Someone]:
        """Return who says to be the head; else who is named so."""
        sure = [one for one in people if self._says_head(one)]
        if len(sure) > 1:
            # CH beside Ch of whom it was said that they are heads, too: for sure it is CH.
            written = [one for one in sure if not words.is_ch(said(one.entry.get("relation")))]
            sure = written if len(written) == 1 else sure
        if sure or not named.bare:
            return sure
        free = [one for one in people if self._relation(one) in {"", "?"}]
        return [one for one in free if self._is_named(one, named)]

    def _is_named(self, one: Someone, named: Name) -> bool:
        if not one.name:
            # Head and members in two columns: the head's row has nothing in the second.
            return bool(said(one.entry.get("head")))
        return words.is_same(words.name_of(one.name), named)

    def _says_head(self, one: Someone) -> bool:
        entry = one.entry
        return (
            self._relation(one) == "head"
            or words.is_ticked(said(entry.get("tick_head")))
            or words.has_mark(name_in(entry))
        )

    def _relation(self, one: Someone) -> str:
        return relation_in(one.entry, self.asking)

    def _check_name(self, people: Sequence[Someone], head: Someone, named: Name) -> None:
        """Refuse a household whose head is called quite otherwise in the column for heads."""
        own = words.name_of(head.name)
        if not named.bare or not own.bare or words.is_alike(own, named):
            return
        wrong = (
            "head_name",
            _("Tên chủ hộ ghi hai cách khác nhau."),
            _("Ghi giống nhau ở hai cột."),
        )
        self._refuse(people, wrong)

    def _check_relations(self, people: Sequence[Someone]) -> None:
        """Refuse what contradicts that all these are of one household, where only its head tells it."""
        spouses = [one for one in people if self._relation(one) == "spouse"]
        wrong = None
        if self.begins and (len(spouses) > 1 or len(people) > MOST):
            wrong = (
                "relation",
                _("Có thể thiếu dòng của chủ hộ khác: hộ có hai vợ hoặc chồng, hoặc quá đông."),
                _("Thêm quan hệ Chủ hộ ở dòng đầu mỗi hộ."),
            )
            self._refuse([one for one in people if not one.is_head], wrong)
        another = [at for at, one in enumerate(people) if self._may_be_another_head(one)]
        if self.blank_is_wrong and another:
            # Whoever comes behind may be of the household that begins here.
            wrong = ("relation", _("Thiếu quan hệ với chủ hộ."), _("Ghi quan hệ, hoặc Chủ hộ."))
            self._refuse([one for one in people[another[0] :] if not one.is_head], wrong)

    def _may_be_another_head(self, one: Someone) -> bool:
        """Tell whether nothing in a row says that it goes on with the household above."""
        goes_on = self.begins or (self.way.key == "head" and not said(one.entry.get("head")))
        return goes_on and not one.is_head and not self._relation(one)

    def _is_missing(self, people: Sequence[Someone], named: Name) -> bool:
        """Tell whether the head who is named has no row for sure: nobody is called nearly so, or of no known relation."""
        free = [one for one in people if self._relation(one) in {"", "?"}]
        if any(words.is_alike(words.name_of(one.name), named) for one in free):
            return False
        return not (self.lists_heads and free)

    def _only_named(self, entry: Entry) -> Someone:
        """Return the head who is named beside the household, or above it, but has no row."""
        if said(entry.get("head")):
            return Someone(
                entry,
                cells={"head_name": entry.get("head")},
                spots={"head_name": entry.spot("head")},
                is_head=True,
                is_only_named=True,
            )
        return Someone(
            entry, cells={"head_name": group_of(entry)[1]}, is_head=True, is_only_named=True
        )

    @staticmethod
    def _refuse(people: Sequence[Someone], wrong: Wrong) -> None:
        for one in people:
            one.wrongs = [wrong] if one.name else [no_name()]


def _in_two_columns(entry: Entry) -> Someone:
    """Return whose name stands in two columns, without the mark that was parted with it: "Lê An (chủ", "hộ)"."""
    at = "family" if entry.get("family") is not None else "given"
    cells: dict[str, Cell] = {"full_name": words.without_mark(name_in(entry))}
    return Someone(entry, cells=cells, spots={"full_name": entry.spot(at)})
