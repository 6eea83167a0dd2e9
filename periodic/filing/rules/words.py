"""How a value of a report is written, on its pages and in its workbook."""

from django.utils.translation import gettext as _, gettext_lazy

from figures.rates import sign_of
from periodic.content import COMMUNE, Column, Content, Source, Value
from periodic.drafts.rules.sentences import number_text, percent

# What the rows of a unit's table are, by its level.
_ABOVE = gettext_lazy("cộng %(n)s/%(of)s xã, phường")
_PARTS = {
    COMMUNE: gettext_lazy("cộng %(n)s/%(of)s thôn"),
    "country": gettext_lazy("cộng %(n)s/%(of)s tỉnh, thành phố"),
}


def value_text(value: Value, column: Column) -> str:
    """Write a cell; what nobody knows is said in words, never as 0."""
    if value.text:
        return value.text
    if value.n is None:
        return _("chưa có nguồn") if column.source == Source.NONE else _("chưa có số")
    n = number_text(value.n)
    return n if value.of is None else f"{n}/{number_text(value.of)}"


def told_of(value: Value, level: str) -> str:
    """Say of a sum in which rows are missing how many it adds up; `level` is that of the unit whose sum it is."""
    if value.told is None:
        return ""
    words = _PARTS.get(level, _ABOVE)
    return str(words) % {"n": number_text(value.told), "of": number_text(value.parts or 0)}


def evidence_of(content: Content, column: Column) -> list[str]:
    """Return the papers by which a number was typed: that of the whole, else of a commune those of its villages."""
    whole = content.total.values.get(column.key)
    if whole and whole.evidence:
        return [whole.evidence]
    rows = content.rows if content.is_commune else ()
    said = [(row.name, row.values[column.key]) for row in rows if column.key in row.values]
    return [f"{name}: {value.evidence}" for name, value in said if value.evidence]


def share_of(value: Value) -> str:
    """Write the share of a cell that is a part of a whole: "90,9%"; nothing of others, nor where it may not be said."""
    return "" if value.share is None else percent(value)


def change_text(number: float | None) -> str:
    """Write a difference with its sign (a true minus); a dash where one of the two is not known."""
    return "—" if number is None else f"{sign_of(number)}{number_text(abs(number))}"
