"""Figures of villages and communes: with dots and words, of a day in the title, unknown."""

from tests.imports.corpus.draft import AROUND, COLUMNS, MARKS, Draft, mess
from tests.imports.corpus.facts import Standing, about
from tests.imports.corpus.grid import Cell, Row

FIGURES = "villages communes"


def numbers(draft: Draft) -> list[Cell]:
    return [cell for base in ("households", "villages", "size") for *_, cell in draft.each(base)]


@mess("figures", MARKS, kinds=FIGURES, weight=2)
def figures_with_dots(draft: Draft) -> None:
    """1.234, 1,234, 1 234: thousands, not parts of a household."""
    mark = draft.rng.choice(". ,")
    for cell in numbers(draft):
        cell.value = f"{cell.value:,}".replace(",", mark)


@mess("figures", MARKS, kinds=FIGURES)
def figures_with_words(draft: Draft) -> None:
    for base, word in (("households", "hộ"), ("villages", "thôn"), ("size", "người")):
        for *_, cell in draft.each(base):
            cell.value = f"{cell.value} {word}"


@mess("figures", MARKS, kinds=FIGURES)
def figures_unknown(draft: Draft) -> None:
    """A dash, a question mark or chưa có: not known is not zero."""
    for cell in numbers(draft):
        if draft.rng.random() < 0.3:
            cell.value, cell.says = draft.rng.choice(("-", "?", "chưa có", "…")), ()
            draft.know("repair", cell.value, "skip")


@mess("figure headings", COLUMNS, kinds=FIGURES, weight=2)
def figure_headings_otherwise(draft: Draft) -> None:
    names = {
        "households": ("Tổng số hộ", "Số hộ dân", "Số hộ GĐ", "Hộ"),
        "villages": ("Số thôn, buôn, KP", "Tổng số thôn", "Thôn, buôn"),
        "size": ("Số khẩu", "Nhân khẩu", "Dân số"),
        "village": ("Thôn, buôn", "Tên thôn, buôn, khu phố", "Đơn vị"),
        "commune": ("Xã", "Tên xã", "Đơn vị", "Địa phương"),
    }
    for table in draft.tables:
        for column in table.columns:
            column.heading = draft.rng.choice(names.get(column.base, (column.heading,)))


@mess("figure day", AROUND, kinds=FIGURES, weight=2)
def figures_of_a_day_in_title(draft: Draft) -> None:
    """Tính đến ngày 14/9/2026 stands above the table."""
    day = draft.commune.today.replace(day=14)
    facts = [
        draft.fact(line.thing, "declared_on", day.isoformat())
        for table in draft.tables
        for line in table.body()
        if not any(
            fact.standing is Standing.NAMED for cell in line.cells.values() for fact in cell.says
        )
    ]
    draft.doubt(facts, about("day"), day.isoformat())
    text = draft.rng.choice(
        (
            "(Tính đến ngày {0.day}/{0.month}/{0.year})",
            "Thời điểm ngày {0.day} tháng {0.month} năm {0.year}",
        )
    )
    for table in draft.tables:
        table.above.append(Row([Cell(text.format(day), tuple(facts))]))


@mess("figure names", COLUMNS, kinds="communes", weight=2)
def commune_with_kind(draft: Draft) -> None:
    """Whether xã or phường is not told by the truth here, so that no kind is written that is wrong."""
    style = draft.rng.choice(("UBND {}", "{} ", "- {}", "ĐVHC {}"))
    for *_, cell in draft.each("commune"):
        cell.value = style.format(cell.value)


@mess("figure names", MARKS, kinds="villages")
def village_that_is_new(draft: Draft) -> bool | None:
    """One row is of a village that the register does not have: it is not made in silence."""
    line = draft.rng.choice(draft.tables[0].body())
    cell = line.cells["village"]
    cell.value = "Thôn Tái Định Cư"
    for fact in {fact for other in line.cells.values() for fact in other.says}:
        fact.keep_free(Standing.NAMED)
    draft.answers[about("village", cell.value)] = "skip"
    return None
