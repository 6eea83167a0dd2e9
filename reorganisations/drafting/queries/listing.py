"""Which decisions on units a person reads, and which of them wait for them."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from reorganisations.drafting.queries.words import sentence_of
from reorganisations.models import Part, Reorganisation, ReorganisationQuerySet, State
from reorganisations.models.operation import PartQuerySet
from web.scope import territory_path

# What the address says of those that wait for whoever reads.
WAITING = "cho-duyet"
APPROVES = "reorganisations.approve_reorganisation"
# So many operations of a decision are named in a list.
NAMED = 3
# Decided on, and not carried out, or not wholly.
UNDERWAY = (State.APPROVED, State.APPLYING)


def listed(user: Any, *, waiting: bool = False) -> ReorganisationQuerySet:
    """Return the decisions of somebody's territory, the latest first, with what they do. Four queries."""
    rows = waiting_for(user) if waiting else Reorganisation.objects.visible_to(user)
    along = ("operations__parts__area", "operations__parts__parent")
    return rows.select_related("area").prefetch_related(*along).order_by("-pk")


def waiting_for(user: Any) -> ReorganisationQuerySet:
    """Return the decisions that this person may decide on: proposed by another, of units below them alone."""
    rows = Reorganisation.objects.visible_to(user).filter(state=State.PROPOSED)
    if not user.has_perm(APPROVES):
        return rows.none()
    outside = _outside(user).filter(operation__reorganisation=OuterRef("pk"))
    return rows.exclude(proposed_by=user.pk).filter(~Exists(outside))


def reaches(user: Any, decision: Reorganisation) -> bool:
    """Say whether all units to which a decision gives something stand below somebody. One query."""
    return not _outside(user).filter(operation__reorganisation=decision).exists()


def _outside(user: Any) -> PartQuerySet:
    rows = Part.unscoped.filter(parent__isnull=False).order_by()
    return rows.exclude(parent__path__within=territory_path(user) or "-")


def to_go_on(user: Any, day: date) -> ReorganisationQuerySet:
    """Return the drafts that were given back to this person's unit or whose day has come, and what was not carried out on its day."""
    rows = Reorganisation.objects.visible_to(user)
    own = Q(area=user.area_id) | Q(made_by=user.pk)
    back = own & Q(state=State.DRAFT) & ~Q(returned_why="")
    late = Q(area=user.area_id, state=State.DRAFT, effective_on__lte=day)
    return rows.filter(back | late | Q(state__in=UNDERWAY, effective_on__lt=day))


def brief_of(decision: Reorganisation) -> tuple[str, int]:
    """Say what a decision does first, and how many more of its operations a list does not name."""
    operations = sorted(decision.operations.all(), key=lambda one: one.pk)
    named = operations if len(operations) <= NAMED + 1 else operations[:NAMED]
    words = "; ".join(sentence_of(one) for one in named)
    return words, len(operations) - len(named)


def words_of(decision: Reorganisation) -> str:
    """Say what a decision does, one sentence for each operation."""
    operations = sorted(decision.operations.all(), key=lambda one: one.pk)
    return "; ".join(sentence_of(one) for one in operations)
