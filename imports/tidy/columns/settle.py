"""Give each column its role: what was answered, then what is sure; the rest is asked once or named as left."""

import re
from collections.abc import Iterable, Sequence

from imports.spreadsheet.identity import MARK
from imports.tidy.asking import Asking, Spot, about
from imports.tidy.columns.evidence import is_filled
from imports.tidy.columns.fits import AGAINST, FOR, MANY, MOST, SOME, fit, lists_villages
from imports.tidy.columns.headings import skill_number
from imports.tidy.columns.look import ENOUGH, Column, counts_up
from imports.tidy.columns.numbered import IN_ORDER, ask_order, numbered
from imports.tidy.columns.spelling import SURE
from imports.tidy.model import Known, Table
from imports.tidy.roles import KINDS, SKILLS, SKIP, Role

# Without these nothing of the table can be told: it waits for the answer.
KEYS = frozenset({
    "name", "head", "family", "given", "relation", "number", "household_id", "tick_head", "leader", "members", "held_on",
})  # fmt: skip
# Of which a second column says the same again, or less: it is named, not asked about.
_SECOND = frozenset(
    {"stt", "note", "phone", "phone_of_head", "birth", "age", "size", "month", "source"}
)
# So many different marks stand in a column for a skill.
_FEW_MARKS = 8
# So many of the five: who knows which is not said.
_SCORE = re.compile(r"[0-5]\s*/\s*5")
# What each heading turned out to be in the tables before.
_HEADINGS = "roles of headings"
# What a column of unknown words is asked about if its cells look so.
_BY_LOOKS = (
    "name",
    "phone",
    "sex",
    "relation",
    "birth",
    "role",
    "organisation",
    "decision",
    "commune",
)


class Settling:
    """The columns of one table on their way to roles."""

    def __init__(
        self, table: Table, kind: str, columns: Sequence[Column], known: Known, asking: Asking
    ) -> None:
        self.table, self.kind, self.columns, self.known, self.asking = (
            table,
            kind,
            columns,
            known,
            asking,
        )
        self.roles = KINDS[kind]
        self.taken: dict[Role, Column] = {}
        self.waits = False

    def settle(self) -> None:
        """Give roles, ask and leave."""
        self.take_answers()
        for column, role in self.by_worth():
            if not column.role and (role == SKIP or Role(role, column.group) not in self.taken):
                self.give(column, role)
        waiting = self.by_number()
        for column in self.columns:
            if not column.role and column.seen.is_used and column not in waiting:
                self.open(column)
        self.remember()
        left = [column for column in self.columns if column.role == SKIP]
        leave(self.table, left, self.asking)
        self.table.roles = {
            column.at: role
            for role, column in sorted(self.taken.items(), key=lambda one: one[1].at)
        }
        self.table.kind = "" if self.waits else self.kind

    def by_number(self) -> Sequence[Column]:
        """Give "KN1" to "KN5" their skills where they are said to be in order; return them where nobody said anything."""
        free = self.roles - {role.key for role in self.taken}
        found = numbered(self.columns, free, self.asking)
        if not found:
            return ()
        first = next((row.number for row in self.table.rows[:1]), 0)
        told = ask_order(found, self.asking, Spot(self.table.sheet, first, found[0].at))
        for column in found if told == IN_ORDER else ():
            self.give(column, SKILLS[skill_number(column.words) - 1])
        return found if told is None else ()

    def names_groups(self) -> bool:
        """Tell whether each of several people beside each other has a column for their name."""
        return any(role.key == "name" and role.group for role in self.taken)

    def take_answers(self) -> None:
        """Take what was answered of headings, in this file or before: of two of one heading it is about the one it fits."""
        said = [
            (column, told) for column in self.columns if (told := self.answer(column)) is not None
        ]
        said.sort(key=lambda one: (self.is_plain(*one), -fit(one[1], one[0].seen, self.known)))
        said.sort(key=lambda one: one[0].means == {SKIP: SURE})  # what was left is of another round
        for column, told in said:
            # What a table of this kind has no such column for is left.
            if told in self.roles and Role(told, column.group) not in self.taken:
                self.give(column, told)
            elif told not in self.roles or not self.is_plain(column, told):
                self.give(column, SKIP)

    def answer(self, column: Column) -> str | None:
        """Return what was answered of a heading, None where nothing was."""
        if about("column", column.subject) not in self.asking.answers:
            return None
        return self.asking.ask("column", column.subject, ()) or SKIP

    def is_plain(self, column: Column, but: str) -> bool:
        """Tell whether a column is something else for sure: "TT" of running numbers beside "TT" of payments."""
        return any(
            role in self.roles and role != but and self.worth(column, role) >= ENOUGH
            for role in column.means
        )

    def by_worth(self) -> list[tuple[Column, str]]:
        """Return what is enough to be taken, the surest first; of equals that of the column more to the left."""
        found = [
            (-worth, column.at, place, column, role)
            for column in self.columns
            for place, role in enumerate(column.means)
            if (role in self.roles or role == SKIP)
            and (worth := self.worth(column, role)) >= ENOUGH
        ]
        return [(column, role) for *_, column, role in sorted(found, key=lambda one: one[:3])]

    def worth(self, column: Column, role: str) -> float:
        """Return how sure a role is, also that there is none."""
        return column.means[role] if role == SKIP else column.worth(role, self.known)

    def give(self, column: Column, role: str) -> None:
        """Note the role of a column."""
        column.role = role
        if role != SKIP:
            self.taken[Role(role, column.group)] = column

    def open(self, column: Column) -> None:
        """Ask about a column, or leave it, where words and cells do not settle it."""
        roles = [role for role in column.means if role in self.roles]
        roles.sort(key=lambda role: -column.worth(role, self.known))
        holders = [self.taken.get(Role(role, column.group)) for role in roles]
        looks = self.by_looks(column)
        if (
            self.is_left(column, roles)
            or self.is_copy(column)
            or self.answer(column) is not None  # of two of one heading the other took it
        ):
            column.role = SKIP
        elif None in holders:
            if told := self.told_above(column, roles):
                self.give(column, told)
            else:
                self.ask(column, [*roles, *looks])
        elif roles and self.says_no_more(column, Role(roles[0], column.group)):
            column.role = SKIP
        elif roles or set(looks) - {"note"}:
            self.ask(column, [*roles, *looks])
        else:
            column.role = SKIP

    def remember(self) -> None:
        """Note what headings are, for the same ones above the next tables of the file."""
        noted = self.asking.memory.setdefault(_HEADINGS, {})
        for column in self.columns:
            if column.words and column.role and column.role != SKIP:
                noted.setdefault((self.kind, column.words), set()).add(column.role)

    def told_above(self, column: Column, roles: Sequence[str]) -> str:
        """Return what the same heading is in each table before this one, where it may be that here as well."""
        found = self.asking.memory.get(_HEADINGS, {}).get((self.kind, column.words), set())
        role = next(iter(found), "") if len(found) == 1 and column.words else ""
        is_free = role in roles and Role(role, column.group) not in self.taken
        return role if is_free and fit(role, column.seen, self.known) > AGAINST else ""

    def is_copy(self, column: Column) -> bool:
        """Tell a column in which the same stands as in one that is taken, and that may mean the same."""
        return any(
            is_same(one, column) and role.key in column.means for role, one in self.taken.items()
        )

    def is_left(self, column: Column, roles: Sequence[str]) -> bool:
        """Tell counts of people, how many of five somebody knows, a former name, and what may be nothing of ours."""
        are_counts = column.seen.share("int") >= MANY and column.seen.share("mark") < MANY
        if roles and set(roles) <= set(SKILLS) and are_counts and self.kind == "households":
            return True
        if column.seen.texts and all(map(_SCORE.fullmatch, column.seen.texts)):
            return True
        if set(column.seen.texts) == {MARK}:
            return True  # nothing but hidden numbers
        if column.is_sure("hamlet") and column.seen.share("tick") >= MOST:
            return True  # "Thường trú | x": somebody is, not where
        holders = [self.taken.get(Role(role, column.group)) for role in roles]
        if SKIP in column.means and roles and None not in holders:
            return True
        if column.is_sure("ended_on") and "ended_on" not in self.roles:
            return True
        return "old_name" in column.means and "old_name" not in self.roles and len(roles) == 1

    def says_no_more(self, column: Column, role: Role) -> bool:
        """Tell whether a second column of a role says the same again, or what the register keeps once."""
        return role.key in _SECOND or is_same(self.taken[role], column) or column.number > 1

    def by_looks(self, column: Column) -> list[str]:
        """Return which roles that are still free the cells of a column speak for."""
        free = [
            role
            for role in _BY_LOOKS
            if role in self.roles and Role(role, column.group) not in self.taken
        ]
        if {"head", "leader"} & {role.key for role in self.taken} or self.names_groups():
            free = [role for role in free if role != "name"]
        found = [role for role in free if fit(role, column.seen, self.known) == FOR]
        if Role("village") not in self.taken and lists_villages(column.seen, self.known):
            found.insert(0, "village")
        if (
            (not found or not column.words)
            and (self.are_marks(column) or self.is_among_skills(column))
            and set(SKILLS) & self.roles
        ):
            found += [skill for skill in SKILLS if Role(skill, column.group) not in self.taken]
        if not column.words and column.seen.share("text") > 0 and column.seen.share("mark") < MANY:
            found += [
                role
                for role in ("hamlet", "note", "place", "title")
                if role in self.roles and Role(role) not in self.taken
            ]
        return found

    def are_marks(self, column: Column) -> bool:
        """Tell marks from numbers that count up without a heading."""
        counts = not column.words and counts_up(column.seen)
        # So many came: of a session no skill has a level.
        counts |= self.kind == "activities" and column.seen.share("int") >= MANY
        return column.seen.share("mark") >= MANY and not counts

    def is_among_skills(self, column: Column) -> bool:
        """Tell whether a skill stands beside a column, and few different things in it, no days."""
        beside = {one.at for one in self.columns if one.role in SKILLS}
        is_few = len(column.seen.texts) <= _FEW_MARKS and column.seen.share("date") < MANY
        return is_few and bool({column.at - 1, column.at + 1} & beside)

    def ask(self, column: Column, roles: Iterable[str]) -> None:
        """Ask what a column is; without the answer to some a table waits."""
        choices = list(dict.fromkeys(roles))
        if skill_number(column.words) or set(choices) & set(SKILLS):
            choices += [skill for skill in SKILLS if skill in self.roles and skill not in choices]
        first = next((row.number for row in self.table.rows[:1]), 0)
        number = skill_number(column.words) or column.place
        told = self.asking.ask(
            "column",
            column.subject,
            [*choices, SKIP],
            spot=Spot(self.table.sheet, first, column.at),
            proposal=SKILLS[number - 1] if number else "",
        )
        if told is not None:
            self.give(column, SKIP if Role(told, column.group) in self.taken else told)
        elif KEYS & set(choices[:2]):
            self.waits = True


def is_same(one: Column, other: Column) -> bool:
    """Tell two columns in which the same stands; of few marks there may be as many of each by chance."""
    texts, filled = one.seen.texts, one.seen.filled
    are_marks = one.seen.share("mark") >= SOME or len(texts) <= _FEW_MARKS < filled
    return texts == other.seen.texts and len(texts) > 1 and not are_marks


def leave(table: Table, columns: Sequence[Column], asking: Asking) -> None:
    """Name columns that are not taken, each with how many cells it has."""
    counts = dict.fromkeys((column.at for column in columns), 0)
    if not counts:
        return
    first = last = 0
    for row in table.rows:
        first, last = first or row.number, row.number
        for at in counts:
            counts[at] += at < len(row.cells) and is_filled(row.cells[at])
    for column in columns:
        if counts[column.at]:
            is_hidden = set(column.seen.texts) == {MARK}
            asking.leave(
                "identity" if is_hidden else "column",
                sheet=table.sheet,
                rows=(first, last),
                columns=(column.at, column.at),
                count=counts[column.at],
                name=column.heading,
            )
