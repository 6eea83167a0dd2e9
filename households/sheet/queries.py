"""A row of the village sheet: the best-known person of a household, as the page and its script show it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from households.models import (
    ASKING,
    Household,
    Resident,
    best_of,
    matches_answers,
    old_before,
)
from households.models.moments import age_words
from skills.catalogue import Result
from skills.coverage import masks_of

# How a result is written in a cell: the class of the cell, and the sign.
CELLS: dict[int | None, tuple[str, Any]] = {
    None: ("u", ""),
    Result.NONE: ("z", "–"),
    Result.WITH_HELP: ("h", gettext_lazy("hỗ trợ")),
    Result.ALONE: ("y", "✓"),
}


@dataclass(frozen=True)
class SheetRow:
    """One household with the person whose results are shown."""

    household: Household
    person: Resident | None
    shown: bool = True
    # Whether the place has named what the fifth skill is about; before, nobody can be asked.
    fifth: bool = True

    @property
    def results(self) -> Sequence[int | None]:
        """The five results of the person shown."""
        return self.person.results if self.person else [None] * 5

    @property
    def cells(self) -> list[tuple[str, Any]]:
        """The class and the sign of each cell."""
        return [CELLS[result] for result in self.results]

    @property
    def who(self) -> str:
        """Whose results these are: "chủ hộ", "con, 2001"."""
        if self.person is None:
            return ""
        relation = self.person.relation_label.lower()
        return f"{relation}, {self.person.birth_year}" if self.person.birth_year else relation

    @property
    def ago(self) -> int:
        """How many days ago somebody looked; 0 where nobody did."""
        day = self.household.reviewed_on
        return (timezone.localdate() - day).days if day else 0

    @property
    def age(self) -> str:
        """How long ago somebody looked."""
        day = self.household.reviewed_on
        return age_words(day, timezone.localdate()) if day else ""

    @property
    def together(self) -> int:
        """How many skills the household's people know together, if more than the one shown; else 0."""
        mask, best = self.household.skills_mask, self.household.best_mask
        return mask.bit_count() if mask.bit_count() > best.bit_count() else 0

    @property
    def lacking(self) -> int:
        """How many skills the best-known person was asked and does not know."""
        known, asked = masks_of(self.results)
        return (asked & ~known).bit_count()

    @property
    def unasked(self) -> int:
        """How many skills the best-known person was not asked."""
        return sum(result is None for result in self.results)

    @property
    def verdict(self) -> str:
        """What the household comes to: "Đạt", "Thiếu 2, chưa hỏi 1". The script says it too, of what changed."""
        one = self.household
        if one.refuses:
            return _("Đã từ chối")
        if not one.is_surveyed:
            return _unsurveyed(one)
        if one.covered:
            return _("Đạt")
        lacks = f"{_('Thiếu')} {self.lacking}" if self.lacking else ""
        unasked = f"{_('chưa hỏi')} {self.unasked}" if self.fifth and self.unasked else ""
        return ", ".join(filter(None, (lacks, unasked))) or _("Đã hỏi")

    def as_answer(self) -> dict[str, Any]:
        """Say the row to the script: short names, for it is said after every press."""
        one = self.household
        return {
            "household": one.pk,
            "resident": self.person.pk if self.person else None,
            "who": self.who,
            "cells": list(self.results),
            "covered": one.covered,
            "lacks": self.lacking,
            "together": self.together,
            "lacking": one.lacking_mask,
            "unasked": one.unasked_mask,
            "partly": one.is_partly,
            "surveyed": one.is_surveyed,
            "on": one.reviewed_on.isoformat() if one.reviewed_on else "",
            "age": self.age,
            "old": one.is_old,
            "status": "" if one.status == "resident" else one.get_status_display(),
            "alone": one.is_left_alone,
            "refuses": one.refuses,
        }


def _unsurveyed(household: Household) -> str:
    """Say why nothing is known, or not enough."""
    if household.is_partly:
        return _("Hỏi một phần")
    return _("Chưa khảo sát") if household.status == "resident" else household.get_status_display()


def living_in(households: Iterable[Household]) -> Iterable[Resident]:
    """Bring the people of households that came through the reader's door, in one query.

    Asked for the scope once more, PostgreSQL would compare every household in it with the thousand.
    """
    keys = [one.pk for one in households]
    return Resident.unscoped.filter(left_on=None, household__in=keys)


def rows_of(
    households: Iterable[Household],
    people: Iterable[Resident],
    wanted: str = "",
    since: date | None = None,
    *,
    fifth: bool = True,
) -> list[SheetRow]:
    """Pair households with their best-known person; `wanted` is the filter (`matches`)."""
    living: dict[int, list[Resident]] = {}
    for person in people:
        living.setdefault(person.household_id, []).append(person)
    return [
        SheetRow(one, best_of(living.get(one.pk, [])), matches(one, wanted, since), fifth)
        for one in households
    ]


def matches(household: Household, wanted: str, since: date | None = None) -> bool:
    """Say whether a household is kept by one of the roster's filters; an unknown one keeps all.

    The script of the page does the same.
    """
    seen, today = household.reviewed_on, timezone.localdate()
    if wanted in ASKING and not household.may_be_asked(today):
        return False
    match wanted:
        case "cu":
            return seen is not None and seen < old_before(today)
        case "chua-ra-soat":
            return seen is None or seen < (since or today)
    return matches_answers(household, wanted)
