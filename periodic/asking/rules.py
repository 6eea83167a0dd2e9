"""A form as it is written on its page: figures of the register, and columns that units fill in themselves. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from periodic.catalogue.rules.columns import AT_MOST, column_of, typed
from periodic.catalogue.rules.vocabulary import FIGURES
from periodic.content import Column, Source

# How keys of columns begin that a province thought of.
OWN = "rieng-"


class Filled(TextChoices):
    """How a column of one's own is filled in."""

    NUMBER = "number", _("Số, nơi gửi tự ghi")
    TEXT = "text", _("Chữ, nơi gửi tự ghi")
    NONE = "none", _("Chưa có nguồn")


@dataclass(frozen=True)
class Own:
    """One column of one's own; `key` is "" of a new one, `most` the figure it may not exceed."""

    name: str
    filled: str = Filled.NUMBER
    unit: str = ""
    most: str = ""
    needs_evidence: bool = False
    key: str = ""


def columns_made(figures: Iterable[str], own: Sequence[Own]) -> tuple[Column, ...]:
    """Return the columns of a form: figures in the order of the vocabulary, then those of one's own.

    A column keeps its key and with it its meaning; a new one gets the next that nobody has.
    """
    wanted = set(figures)
    known = [column_of(one.key) for one in FIGURES if one.key in wanted]
    there, made = {one.key for one in own if one.key}, list[Column]()
    for one in own:
        key = one.key or _next(there)
        there.add(key)
        made.append(_column(key, one, wanted))
    return (*known, *made)


def _next(there: set[str]) -> str:
    return next(key for n in range(1, 1000) if (key := f"{OWN}{n}") not in there)


def _column(key: str, one: Own, wanted: set[str]) -> Column:
    is_number = one.filled == Filled.NUMBER
    return typed(
        key,
        one.name,
        one.name,
        one.unit,
        source=Source.NONE if one.filled == Filled.NONE else Source.TYPED,
        is_text=one.filled == Filled.TEXT,
        needs_evidence=is_number and one.needs_evidence,
        checks=((AT_MOST, one.most),) if is_number and one.most in wanted else (),
    )


def own_in(columns: Iterable[Column]) -> list[Own]:
    """Return the columns of a form that are no figures of the register."""
    return [_own(one) for one in columns if one.source != Source.REGISTER]


def _own(one: Column) -> Own:
    filled = Filled.NONE if one.source == Source.NONE else Filled.NUMBER
    return Own(
        name=one.name,
        filled=Filled.TEXT if one.is_text else filled,
        unit=one.unit,
        most=next((str(words[0]) for kind, *words in one.checks if kind == AT_MOST), ""),
        needs_evidence=one.needs_evidence,
        key=one.key,
    )


def changed_of(column: Column, before: Column) -> Column:
    """Return a column with what its page does not ask: the definition it had while its name is the same."""
    if column.name != before.name:
        return column
    kept = {name: getattr(before, name) for name in ("definition", "measure", "is_public")}
    return Column(**{**column.__dict__, **kept})
