"""Columns of which only fills say something: a skill without a heading, or below one that may be any."""

from collections.abc import Sequence

from imports.spreadsheet.book import PLAIN
from imports.tidy.asking import Asking
from imports.tidy.columns import meanings
from imports.tidy.looks.marks import are_marks
from imports.tidy.looks.survey import Survey, base_of, value_at
from imports.tidy.model import Table
from imports.tidy.roles import SKILLS, SKIP, Role

# As sure as words must be for a column to be taken without a question.
_ENOUGH = 0.9


def settled(
    surveys: Sequence[tuple[Table, Survey]], asking: Asking
) -> Sequence[tuple[Table, Survey]]:
    """Return the surveys with columns of fills among the skills, where it is known which they are; else ask."""
    if not are_marks([survey for _, survey in surveys]):
        return surveys
    return [
        (table, Survey.of(table) if _gives_roles(table, survey, asking) else survey)
        for table, survey in surveys
    ]


def _gives_roles(table: Table, survey: Survey, asking: Asking) -> bool:
    before = len(table.roles)
    if survey.skills:
        for at, count in _filled(table, survey).items():
            _settle(table, at, count, asking)
    return len(table.roles) > before


def _filled(table: Table, survey: Survey) -> dict[int, int]:
    """Return the columns without a role in which nobody has a word, and some have the fill of an answer."""
    found = {at: 0 for at in range(table.left, table.right + 1) if at not in table.roles}
    for row in table.rows:
        if not survey.is_of_somebody(row):
            continue
        base = base_of(row, survey.others)
        for at in list(found):
            fill = row.looks.get(at, PLAIN).fill
            if value_at(row, at) is not None:
                del found[at]
            elif fill != base and fill in survey.fills:
                found[at] += 1
    return {at: count for at, count in found.items() if count}


def _settle(table: Table, at: int, count: int, asking: Asking) -> None:
    """Give a column the skill that its heading says, or ask which it is."""
    words = table.headings.get(at, ())
    means = meanings(words) if words else dict.fromkeys(SKILLS, 0.0)
    free = [skill for skill in SKILLS if Role(skill) not in table.roles.values()]
    sure = [role for role, worth in means.items() if worth >= _ENOUGH]
    if sure and (len(sure) > 1 or sure[0] not in free):
        return
    told = sure[0] if sure else _asked(table, at, count, [*free, *SKILLS], asking)
    if told is not None and told in free:
        table.roles[at] = Role(told)
        gone = ("column", table.sheet, (at, at))
        asking.left[:] = [one for one in asking.left if (one.why, one.sheet, one.columns) != gone]


def _asked(table: Table, at: int, count: int, skills: Sequence[str], asking: Asking) -> str | None:
    words = table.headings.get(at, ())
    first, last = table.rows[0], table.rows[-1]
    subject = words[0] if words else f"column {at + 1}"
    choices = [*dict.fromkeys(skills), SKIP]
    told = asking.ask("column", subject, choices, spot=table.spot(first, at))
    if told == SKIP:
        rows, name = (first.number, last.number), words[0] if words else ""
        asking.leave(
            "column", sheet=table.sheet, rows=rows, columns=(at, at), count=count, name=name
        )
    return told
