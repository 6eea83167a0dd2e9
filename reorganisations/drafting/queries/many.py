"""Decisions that a person may propose, or approve, many at one press."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from reorganisations.drafting.queries.listing import waiting_for, words_of
from reorganisations.models import Reorganisation, ReorganisationQuerySet, State

# What the address says is done with them.
PROPOSE, APPROVE = "trinh", "duyet"
# So many at one press.
MOST = 100


class Line(NamedTuple):
    """One decision as it stands on the page: what its tick sends, what it does, and whether it lacks what it needs."""

    decision: Reorganisation
    key: str
    words: str
    lacks: bool


def at_once(user: Any, what: str) -> ReorganisationQuerySet:
    """Return the decisions with which somebody may do this: those that began first, first."""
    if what == APPROVE:
        return waiting_for(user).order_by("pk")
    rows = Reorganisation.objects.visible_to(user).filter(state=State.DRAFT)
    return rows.order_by("pk")


def lines_of(user: Any, what: str) -> tuple[list[Line], int]:
    """Return the first of them, and how many more there are. Five queries."""
    rows = at_once(user, what)
    along = ("operations__parts__area", "operations__parts__parent")
    found = rows.select_related("area").prefetch_related(*along)[:MOST]
    return [_line(one) for one in found], max(0, rows.count() - MOST)


def _line(one: Reorganisation) -> Line:
    has_paper = bool(one.number and one.signed_on and one.effective_on)
    lacks = not has_paper or not one.operations.all()
    return Line(one, key_of(one), words_of(one), lacks)


def key_of(one: Reorganisation) -> str:
    """Return what a tick sends: which decision, as it was seen."""
    return f"{one.pk}-{one.version}"


def chosen(user: Any, what: str, keys: Sequence[str]) -> list[tuple[Reorganisation, int]]:
    """Return the decisions that were ticked, each with the version that stood on the page. One query."""
    seen = {int(pk): int(version) for pk, _dash, version in (key.partition("-") for key in keys)}
    rows = at_once(user, what).filter(pk__in=seen).select_related("area")
    return [(one, seen[one.pk]) for one in rows]
