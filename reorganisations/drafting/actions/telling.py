"""Who may decide is told that something waits for them, who wrote it what became of it. Inside the caller's transaction."""

from typing import Any

from accounts.inbox.actions import notify
from accounts.inbox.queries import counted_for
from accounts.models import Notice
from areas.kinds import Level
from reorganisations.models import Part, Reorganisation, State

APPROVES = "reorganisations.approve_reorganisation"
Kind = Notice.Kind


def tell_who_decides(*, by: Any, decision: Reorganisation) -> None:
    """Tell those above all of its units who may decide on it that it waits; those of the country where nobody else is."""
    parts = Part.unscoped.filter(operation__reorganisation=decision, parent__isnull=False)
    above = parts.values_list("parent__path", flat=True)
    places = {path or "" for path in [decision.area.path, *above]}
    for levels in ((Level.PROVINCE, Level.DISTRICT), (Level.COUNTRY,)):
        people = counted_for(places, APPROVES, levels)
        if able := {pk for pk, n in people.items() if n == len(places)}:
            _tell(by, decision, set(able), Kind.UNITS_ASKED)
            return


def tell_who_wrote(*, by: Any, decision: Reorganisation) -> None:
    """Tell who wrote and who proposed it what became of it: given back, approved, carried out, withdrawn or undone."""
    kinds = {State.DRAFT: Kind.UNITS_BACK, State.APPROVED: Kind.UNITS_OK}
    kinds |= dict.fromkeys((State.WITHDRAWN, State.UNDONE), Kind.UNITS_OFF)
    kind = kinds.get(State(decision.state), Kind.UNITS_DONE)
    _tell(by, decision, {decision.made_by_id, decision.proposed_by_id}, kind)


def tell_it_stands(*, asked: Any, decision: Reorganisation) -> None:
    """Tell whoever asked for it, and who wrote it, that a decision could not be taken back."""
    people = {asked.pk if asked else None, decision.made_by_id, decision.proposed_by_id}
    _tell(None, decision, people, Kind.UNITS_STAND)


def _tell(by: Any, decision: Reorganisation, people: set[int | None], kind: str) -> None:
    others = people - {by.pk if by else None}
    notify(to=others, kind=kind, ref=str(decision.uuid), by=by, from_above=kind != Kind.UNITS_ASKED)
