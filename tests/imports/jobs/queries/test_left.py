"""What of a file is left: what is called the same is one, what only frames the tables stands apart."""

from imports.jobs.queries.left import left_in_words
from imports.models import Import


def told(why, name="", sheet=0, columns=(), rows=(), count=1):
    return {
        "why": why, "name": name, "sheet": sheet, "columns": columns, "rows": rows, "count": count,
    }  # fmt: skip


def left(*told, sheets=("Một", "Hai")):
    named = {str(n): name for n, name in enumerate(sheets)}
    return left_in_words(Import(layout={"left": told, "sheets": named}))


def test_a_column_that_every_sheet_has_is_named_once():
    notes = [told("no_field", "Ghi chú", sheet, (13, 13), count=2 + sheet) for sheet in (0, 1)]
    (one,) = left(*notes)
    assert (one.name, one.count) == ("Ghi chú", 5)
    assert one.where == "trang “Một”, cột N; trang “Hai”, cột N"


def test_what_is_left_for_another_reason_is_another():
    assert len(left(told("no_field", "Ghi chú"), told("formula", "Ghi chú"))) == 2


def test_what_only_frames_the_tables_stands_apart_and_is_counted():
    found = left(told("title", rows=[(1, 1)]), told("no_field", "Ghi chú"), sheets=("Một",))
    assert [one.name for one in found.of_people] == ["Ghi chú"]
    assert [one.where for one in found.around] == ["dòng 1"]
    assert len(found) == 2
