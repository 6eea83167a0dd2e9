"""A decision held as its reader saw it: nobody goes on with what somebody else has changed meanwhile."""

import uuid as uuids
from itertools import count

from audit.actions import locked
from reorganisations.models import Reorganisation, State
from reorganisations.models.reorganisation import OPEN

_NAMES = uuids.UUID("5f0e6f3c-3c1d-4c39-9c8e-5a1f8f4c2a01")


class Stale(Exception):
    """Somebody else has gone on with the decision since this person read it."""


def held_draft(decision: Reorganisation, version: int | None = None) -> Reorganisation:
    """Lock a draft. Raises Stale for one that is none any more, or was changed since `version`."""
    return held_in(decision, State.DRAFT, version)


def held_in(decision: Reorganisation, state: str, version: int | None = None) -> Reorganisation:
    """Lock a decision that has come so far. Raises Stale."""
    held = locked(decision)
    if held.state != state or (version is not None and held.version != version):
        raise Stale
    return held


def saved(held: Reorganisation) -> Reorganisation:
    """Save a decision that is held, with its next version."""
    held.version += 1
    held.save()
    return held


def begun_as(name: str) -> tuple[uuids.UUID, Reorganisation | None]:
    """Return the open decision that was begun under a name, and its key; where there is none, the key of the next one.

    One that was withdrawn, carried out or taken back gives way to another.
    """
    keys = (uuids.uuid5(_NAMES, f"{name} {n}") for n in count())
    for key in keys:
        found = Reorganisation.unscoped.filter(uuid=key).first()
        if found is None or found.state in OPEN:
            break
    return key, found
