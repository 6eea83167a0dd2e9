"""Which decisions on units a person reads, and which of them wait for them."""

from typing import Any

from django.db.models import Q

from reorganisations.drafting.queries.words import sentence_of
from reorganisations.models import Reorganisation, ReorganisationQuerySet, State

# What the address says of those that wait for whoever reads.
WAITING = "cho-duyet"
APPROVES = "reorganisations.approve_reorganisation"


def listed(user: Any, *, waiting: bool = False) -> ReorganisationQuerySet:
    """Return the decisions of somebody's territory, the latest first, with what they do. Four queries."""
    rows = waiting_for(user) if waiting else Reorganisation.objects.visible_to(user)
    along = ("operations__parts__area", "operations__parts__parent")
    return rows.select_related("area").prefetch_related(*along).order_by("-pk")


def waiting_for(user: Any) -> ReorganisationQuerySet:
    """Return the decisions that this person may decide on: proposed by another, below them."""
    rows = Reorganisation.objects.visible_to(user).filter(state=State.PROPOSED)
    if not user.has_perm(APPROVES):
        return rows.none()
    return rows.exclude(proposed_by=user.pk)


def to_go_on(user: Any) -> ReorganisationQuerySet:
    """Return the drafts that were given back to this person's unit."""
    rows = Reorganisation.objects.visible_to(user).filter(state=State.DRAFT)
    own = Q(area=user.area_id) | Q(made_by=user.pk)
    return rows.filter(own).exclude(returned_why="")


def words_of(decision: Reorganisation) -> str:
    """Say what a decision does, one sentence for each operation."""
    operations = sorted(decision.operations.all(), key=lambda one: one.pk)
    return "; ".join(sentence_of(one) for one in operations)
