"""What a row below headings is: an entry, a group row, a part of the row above, or nothing that is taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from areas.names import fold
from imports.spreadsheet.book import Cell
from imports.tidy.model import Table
from imports.tidy.people.broken_names import ends_mark, is_in_brackets
from imports.tidy.rows.sections import Sections, is_called_so
from imports.tidy.tables import words
from imports.tidy.tables.around import is_aside
from imports.tidy.tables.blocks import are_repeated
from imports.tidy.tables.numbering import is_hint, is_numbering
from imports.tidy.tables.sums import Sums

ENTRY, GROUP, REST = "entry", "group", "rest"
# A row of so many cells is looked at closely.
FEW = 3
# A number, words and a figure or two make a row of a group.
MOST_OF_GROUP = 4
# Of these a row may have nothing but them, and is not about anything.
FILLED_IN_BEFORE = frozenset(
    {"stt", "number", "letter", "village", "commune", "district", "province", "kind"}
)
# What a row is about, by kind of table.
SUBJECTS: Mapping[str, frozenset[str]] = {
    "villages": frozenset({"village"}),
    "communes": frozenset({"commune"}),
    "activities": frozenset({"held_on", "title", "month", "place"}),
}
# Words that begin groups elsewhere are what these are about.
SUBJECTS_ARE_UNITS = frozenset({"villages", "communes"})
# Columns in which an office is a fact of somebody, not that of who signs.
OFFICES = frozenset({"role", "organisation", "position", "account_role"})
# Roles in a team, as a row above those who have them says it.
ROLES = words.these(
    "to truong|to pho|cac to pho|pho to truong|thanh vien|cac thanh vien|to vien|cac to vien|uy vien|cac uy vien"
)
UNITS = frozenset({"commune", "district", "province"})
PEOPLE = frozenset({"name", "family", "given", "head", "members", "leader", "deputy"})


@dataclass(slots=True)
class Judge:
    """Judges the rows of one table; `is_foot` once its signatures or notes have begun.

    `has_communes`: its villages may stand in groups, each below its commune.
    """

    table: Table
    has_communes: bool = False
    subjects: set[int] = field(default_factory=set)
    before: set[int] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    is_foot: bool = False
    last: Mapping[int, Cell] = field(default_factory=dict)  # what the last entry holds
    stt: int | None = None
    days: set[int] = field(default_factory=set)
    sections: Sections = field(init=False)
    sums: Sums = field(init=False)

    def __post_init__(self) -> None:
        self.stt = self.table.column("stt")
        wanted = SUBJECTS.get(self.table.kind, PEOPLE)
        for at, role in self.table.roles.items():
            if role.key in wanted:
                self.subjects.add(at)
            if role.key == "held_on":
                self.days.add(at)
            if role.key in FILLED_IN_BEFORE - wanted:
                self.before.add(at)
        self.sections = Sections(self.table, self.stt, self.days)
        self.sums = Sums(self.table)
        self.known = {text for texts in self.table.headings.values() for text in texts}

    def use_of(self, cells: Mapping[int, Cell]) -> str:
        """Return what a row is, by what it holds within the columns of the table."""
        if why := self._no_entry(cells):
            return why
        distinct = len(set(cells.values()))
        if distinct <= MOST_OF_GROUP:
            texts = {cell for cell in cells.values() if isinstance(cell, str)}
            if self._is_commune(texts):
                return GROUP
            if distinct == 1 and texts:
                return self._of_words(cells, next(iter(texts)))
            if self._is_group(cells):
                return GROUP
            if distinct <= FEW and self._is_below(cells, texts):
                self.is_foot = True
                return "foot"
        self.is_foot = False
        if self.subjects and not any(_says(cells.get(at)) for at in self.subjects):
            return self._without_subject(cells)
        return ENTRY

    def _no_entry(self, cells: Mapping[int, Cell]) -> str:
        """Return why a row is none that is taken, "" where it may be."""
        if self._is_heading(cells) or is_numbering_again(cells, self.table):
            return "heading"
        if self._is_total(cells):
            self.sums.was = True
            return "total"
        if self.sums.tells(cells):
            return "total"
        if self._is_unfilled(cells):
            return "unfilled"
        first = next((cell for cell in cells.values() if isinstance(cell, str)), "")
        if first[:1] in "VvM" and words.is_example(first) and len(cells) > 1:
            return "example"
        return ""

    def _is_heading(self, cells: Mapping[int, Cell]) -> bool:
        same = list[str]()
        for looked, (at, cell) in enumerate(cells.items(), 1):
            text = cell.strip() if isinstance(cell, str) else ""
            if text in self.known and text in self.table.headings.get(at, ()):
                if at in self.subjects:
                    return True  # nobody is called "Chủ hộ"
                same.append(text)
            if looked == FEW and not same:
                return False
        return are_repeated(same, len(cells))

    def _is_total(self, cells: Mapping[int, Cell]) -> bool:
        """Tell a row whose first words are those of a total; more than a few other words are facts."""
        looked = 0
        for cell in cells.values():
            if not isinstance(cell, str) or words.is_number(cell):
                continue
            if words.may_be_total(cell) and words.is_total(cell):
                if is_called_so(cell) and any(cells.get(at) is not None for at in self.days):
                    return False
                others = sum(
                    isinstance(one, str) and not words.is_number(one) for one in set(cells.values())
                )
                is_about = any(isinstance(cells.get(one), str) for one in self.subjects)
                return others <= FEW and not (is_about and self._is_numbered(cells))
            looked += 1
            if looked >= FEW:
                return False
        return False

    def _is_unfilled(self, cells: Mapping[int, Cell]) -> bool:
        """Tell a row that was filled in before with its number and zeros, by formulas."""
        rest = 0
        for at, cell in cells.items():
            if at not in self.before:
                if cell not in (0, "0"):
                    return False
                rest += 1
        return rest > 1

    def _is_numbered(self, cells: Mapping[int, Cell]) -> bool:
        return self.stt is not None and words.is_number(cells.get(self.stt))

    def _of_words(self, cells: Mapping[int, Cell], text: str) -> str:
        """Judge a row of one text, perhaps merged over several columns."""
        at = next(iter(cells))
        is_subject = len(cells) == 1 and at in self.subjects
        if is_subject and at in self.last and self._ends_name(text, str(self.last[at])):
            return REST
        if is_hint(cells) or _says_nothing(text):
            return "words"
        if (
            self.is_foot or words.is_signed(text) or words.is_noted(text)
        ) and not self._begins_group(text):
            self.is_foot = True
            return "foot"
        if words.is_number(text):
            return "unfilled" if at in self.before else ENTRY if is_subject else "nobody"
        if is_subject and self.table.kind != "activities" and words.has_value(text):
            return "words"
        if is_subject and (self.table.kind in SUBJECTS_ARE_UNITS or not words.group_kind(text)):
            return ENTRY
        if len(cells) == 1 and self._goes_on(at) and not words.group_kind(text):
            return REST
        return GROUP

    def _ends_name(self, text: str, above: str) -> bool:
        """Tell a mark or what people call somebody, in brackets below their name, "(CH)", or the end of one: "hộ"."""
        if ends_mark(text, above):
            return True
        is_other = words.is_end(text) or words.is_continued(text) or words.is_signed(text)
        return is_in_brackets(text) and len(text.split()) <= FEW and not is_other

    def _begins_group(self, text: str) -> bool:
        return (
            bool(words.group_kind(text)) and not words.is_noted(text) and not words.is_signed(text)
        )

    def _goes_on(self, at: int) -> bool:
        """Tell whether a lone text in this column may belong to the row above."""
        role = self.table.roles.get(at)
        return (
            role is not None
            and role.key in {"hamlet", "note", "title", "place", "organisation"}
            and at > self.table.left
        )

    def _is_below(self, cells: Mapping[int, Cell], texts: set[str]) -> bool:
        """Tell a row of signatures, or what stands below them."""
        if any(words.is_number(cell) for cell in cells.values()) or self._works_somewhere(cells):
            return False
        if self.is_foot and len(texts) <= FEW and len(cells) <= FEW:
            return True
        offices = {at for at, role in self.table.roles.items() if role.key in OFFICES}
        signed = (
            words.is_signed(cell)
            for at, cell in cells.items()
            if isinstance(cell, str) and at not in offices
        )
        return any(signed) and is_aside(cells) and not self._is_numbered(cells)

    def _works_somewhere(self, cells: Mapping[int, Cell]) -> bool:
        """Tell somebody of a list of accounts whose unit stands in its column: Tô Trường Giang signs nothing."""
        if self.table.kind != "accounts" or self.subjects.isdisjoint(cells):
            return False
        units = {at for at, role in self.table.roles.items() if role.key in UNITS}
        texts = [cell for at, cell in cells.items() if at in units and isinstance(cell, str)]
        return any(words.group_kind(one) == "commune" and not words.is_signed(one) for one in texts)

    def _is_group(self, cells: Mapping[int, Cell]) -> bool:
        """Tell a group row that is numbered, or has figures: "I", "Thôn Phú Hội", 25."""
        if self.table.kind in SUBJECTS_ARE_UNITS:
            return False
        texts = {
            at: cell
            for at, cell in cells.items()
            if isinstance(cell, str) and not words.is_order(cell)
        }
        kind = words.group_kind(next(iter(texts.values()), ""))
        if self._is_role(texts, cells) or self.sections.tells(texts, cells):
            return True
        if len(set(texts.values())) != 1 or not kind:
            return False
        at = next(iter(texts))
        others = {at: cell for at, cell in cells.items() if at not in texts}
        if at in self.subjects:
            return not (kind == "home" and self.table.roles[at].key == "head")
        if (
            at != self.stt
            and at in self.before & self.last.keys()
            and all(map(words.is_number, others.values()))
        ):
            return False  # a village that was filled in before, with its number
        return not self.subjects & others.keys()

    def _is_commune(self, texts: set[str]) -> bool:
        """Tell a row that names a commune above its villages, perhaps with a number or figures."""
        if not self.has_communes or self.table.kind != "villages":
            return False
        names = [text for text in texts if not words.is_number(text) and not words.is_order(text)]
        return len(names) == 1 and words.group_kind(names[0]) == "commune"

    def _is_role(self, texts: Mapping[int, str], cells: Mapping[int, Cell]) -> bool:
        """Tell a numbered row that says which role in a team those below it have; an office without a number signs."""
        roles = {fold(text) for text in texts.values()}
        return (
            self.table.kind == "teams"
            and not self.is_foot
            and len(roles) == 1
            and len(cells) == len(texts) + 1
            and not roles.isdisjoint(ROLES)
        )

    def _without_subject(self, cells: Mapping[int, Cell]) -> str:
        """Judge a row of several cells that names nobody: not filled in, a piece of something, or an entry that lacks it."""
        rest = {at: cell for at, cell in cells.items() if at not in self.before}
        if all(
            cell in (0, "0") or (isinstance(cell, str) and words.is_line(cell))
            for cell in rest.values()
        ):
            return "unfilled"
        return "nobody" if len(rest) == len(cells) <= 2 else ENTRY


def _says(cell: Cell) -> bool:
    """Tell a cell that is not empty, and no line or dots."""
    return cell is not None and not (isinstance(cell, str) and words.is_line(cell))


def _says_nothing(text: str) -> bool:
    """Tell a line, an end of a list or of a page, and that there is nobody."""
    told = (words.is_end, words.is_continued, words.is_line, words.says_none, words.is_form_number)
    return any(one(text) for one in told)


def is_numbering_again(cells: Mapping[int, Cell], table: Table) -> bool:
    """Tell a row that numbers the columns, also below headings that are repeated."""
    whole = table.right - table.left + 1
    return len(cells) >= 3 and len(cells) * 3 >= whole * 2 and is_numbering(cells)
