"""Decisions on units as tests write them: proposed by an officer, approved by the province."""

from datetime import date

from django.utils import timezone

from areas.models import Area
from reorganisations.drafting import actions
from reorganisations.drafting.actions import Unit
from reorganisations.models import Operation

SIGNED = date(2026, 1, 10)


def merged(commune, villages, name="Mới", *, on=None, lives_on=None, by=None):
    """Write a draft that merges villages."""
    target = Unit(kind="thon", name=name, parent=commune, area=lives_on)
    return drafted(commune, Operation.Kind.MERGE, villages, [target], on=on, by=by)


def drafted(commune, kind, sources, units, *, on=None, by=None):
    """Write a draft of one operation."""
    decision = actions.begin(
        by=by,
        area=commune,
        number="58/NQ-HĐND",
        signed_on=SIGNED,
        effective_on=on or timezone.localdate(),
    )
    actions.add_operation(by=by, decision=decision, kind=kind, sources=sources, units=units)
    return decision


def carried(decision, *, proposer, approver):
    """Propose and approve a draft; it is carried out where its day has come."""
    actions.propose(by=proposer, decision=decision)
    return actions.approve(by=approver, decision=decision)


def named(commune, name):
    """Return a unit of a commune by its name."""
    return Area.unscoped.get(commune=commune, name=name)
