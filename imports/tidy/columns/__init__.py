"""What each column of a table is, by its headings and by what stands below them; what kind of table that makes."""

from collections.abc import Sequence

from imports.spreadsheet.book import Book
from imports.tidy.asking import Asking
from imports.tidy.columns.beyond import tell_beyond
from imports.tidy.columns.codes import explain_codes
from imports.tidy.columns.halves import tell_halves
from imports.tidy.columns.headings import meanings, skill_number
from imports.tidy.columns.kinds import is_chart, kind_of
from imports.tidy.columns.levels import join_levels
from imports.tidy.columns.look import columns_of
from imports.tidy.columns.middle import join_middle
from imports.tidy.columns.named_villages import name_villages
from imports.tidy.columns.numbers import leave_payments
from imports.tidy.columns.of_team import leave_guides
from imports.tidy.columns.own_commune import own_commune
from imports.tidy.columns.pairs import join
from imports.tidy.columns.relatives import set_apart
from imports.tidy.columns.settle import Settling
from imports.tidy.columns.shape import fit_shape
from imports.tidy.columns.skills import name_skills, note_legends
from imports.tidy.columns.years import leave_other_years
from imports.tidy.model import Known, Table

__all__ = ["assign", "leave_cut", "meanings", "note_legends", "skill_number"]


def assign(table: Table, known: Known, asking: Asking) -> None:
    """Say of each column of a table which role it has, and of which kind the table is."""
    columns = columns_of(table, known)
    leave_other_years(columns, known.today.year)
    name_villages(columns, known)
    leave_guides(columns)
    leave_payments(columns)
    name_skills(table, columns, known, asking)
    set_apart(table, columns)
    kind = kind_of(table, columns, known)
    table.roles, table.kind = {}, kind
    if not kind:
        leave_table(table, asking)
        return
    if kind == "teams" and is_chart(table):
        return
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


def leave_table(table: Table, asking: Asking) -> None:
    """Name a table of which nothing is known."""
    count = sum(
        cell is not None for row in table.rows for cell in row.cells[table.left : table.right + 1]
    )
    if count:
        rows = (table.rows[0].number, table.rows[-1].number)
        asking.leave(
            "table",
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
