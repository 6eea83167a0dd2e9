"""What each column of a table is, by its headings and by what stands below them; what kind of table that makes."""

from collections.abc import Sequence

from imports.spreadsheet.book import Book
from imports.tidy.asking import Asking, Spot
from imports.tidy.columns.beyond import tell_beyond
from imports.tidy.columns.codes import explain_codes
from imports.tidy.columns.halves import tell_halves
from imports.tidy.columns.headings import meanings, skill_number
from imports.tidy.columns.kinds import is_chart, kind_of
from imports.tidy.columns.levels import join_levels
from imports.tidy.columns.look import Column, columns_of
from imports.tidy.columns.middle import join_middle
from imports.tidy.columns.named_villages import name_villages
from imports.tidy.columns.numbers import leave_payments
from imports.tidy.columns.of_sessions import (
    leave_residents,
    leave_targets,
    plan_of,
    tell_counts,
    tell_periods,
)
from imports.tidy.columns.of_team import (
    leave_amendments,
    leave_guides,
    leave_residences,
    other_body,
)
from imports.tidy.columns.own_commune import own_commune
from imports.tidy.columns.pairs import join
from imports.tidy.columns.relatives import set_apart
from imports.tidy.columns.role_ticks import join_roles
from imports.tidy.columns.settle import Settling
from imports.tidy.columns.shape import fit_shape
from imports.tidy.columns.skills import name_skills, note_legends
from imports.tidy.columns.years import leave_before, leave_other_rounds, leave_other_years
from imports.tidy.model import Known, Table

__all__ = ["assign", "leave_cut", "meanings", "note_legends", "skill_number"]


def assign(table: Table, known: Known, asking: Asking) -> None:
    """Say of each column of a table which role it has, and of which kind the table is."""
    columns = _looked_at(table, known, asking)
    kind = kind_of(table, columns, known)
    table.roles, table.kind = {}, kind
    if not kind:
        leave_table(table, asking)
        return
    if kind == "teams" and (is_chart(table) or not _is_of_team(table, asking)):
        return
    if kind == "activities" and not _were_held(table, columns, asking):
        return
    columns = _told_by_kind(table, kind, columns)
    columns = join_middle(table, columns)
    columns = join_levels(table, columns, kind, known)
    join(columns, kind, known)
    if kind in {"households", "teams"}:
        tell_halves(table, columns, known, asking)
    own_commune(columns, kind, known)
    if kind in {"households", "teams"}:
        tell_beyond(table, columns)
    fit_shape(table, kind, columns, known)
    Settling(table, kind, columns, known, asking).settle()
    explain_codes(table)


def _told_by_kind(table: Table, kind: str, columns: list[Column]) -> list[Column]:
    """Return the columns of a table after what is only so in tables of its kind."""
    if kind == "teams":
        leave_residences(table, columns)
        leave_amendments(table, columns)
        return join_roles(table, columns)
    if kind == "activities":
        leave_residents(columns)
        leave_targets(columns)
        tell_counts(table, columns)
    if kind == "households":
        leave_other_rounds(table, columns)
    return columns


def _looked_at(table: Table, known: Known, asking: Asking) -> list[Column]:
    """Return the columns of a table with what they may mean, of whichever kind it is."""
    columns = columns_of(table, known)
    leave_other_years(columns, known.today.year)
    leave_before(columns)
    name_villages(columns, known)
    leave_guides(columns)
    tell_periods(columns)
    leave_payments(columns)
    name_skills(table, columns, known, asking)
    set_apart(table, columns)
    return columns


def _is_of_team(table: Table, asking: Asking) -> bool:
    """Tell a list of the members of a digital team; of another body's the officer says it, and it is left."""
    return _is_taken(table, "body", other_body(table), asking)


def _were_held(table: Table, columns: Sequence[Column], asking: Asking) -> bool:
    """Tell sessions that were held; of those of a plan the officer says it, or they are left."""
    return _is_taken(table, "plan", plan_of(table, columns), asking)


def _is_taken(table: Table, kind: str, title: str, asking: Asking) -> bool:
    """Tell whether a table whose title speaks against it is brought in nevertheless: asked, it waits for the answer."""
    if not title:
        return True
    for row in table.rows:  # the question says how many wait
        spot = Spot(table.sheet, row.number, table.left)
        told = asking.ask(kind, title, ("take", "skip"), spot=spot, proposal="skip")
    if told != "take":
        table.kind = ""
    if told == "skip":
        leave_table(table, asking, "skipped")
    return told == "take"


def leave_table(table: Table, asking: Asking, why: str = "table") -> None:
    """Name a table that is not taken: because nothing is known of it, or why else."""
    count = sum(
        cell is not None for row in table.rows for cell in row.cells[table.left : table.right + 1]
    )
    if count:
        rows = (table.rows[0].number, table.rows[-1].number)
        asking.leave(
            why,
            sheet=table.sheet,
            rows=rows,
            columns=(table.left, table.right),
            count=count,
            name=table.name,
        )


def leave_cut(book: Book, tables: Sequence[Table], asking: Asking) -> None:
    """Name the columns of identity numbers, which were cut before anything was read, by how many cells they had."""
    for place, sheet in enumerate(book.sheets):
        for at, count in sheet.cut.items():
            words = next(
                (one.headings[at] for one in tables if one.sheet == place and one.headings.get(at)),
                ("",),
            )
            asking.leave("identity", sheet=place, columns=(at, at), count=count, name=words[0])
