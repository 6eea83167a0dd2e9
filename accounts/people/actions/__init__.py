"""Every write to the people who sign in."""

from accounts.codes.actions import Issued
from accounts.people.actions.asking import (
    RequestIsOver,
    approve,
    ask_change,
    ask_invite,
    ask_renewal,
    change_or_ask,
    invite_or_ask,
    refuse,
    renew_or_ask,
)
from accounts.people.actions.changing import NameTaken, change, invite, make, resume, stop
from accounts.people.actions.grants import BeyondOwnPowers, NeedsSecondPerson
from accounts.people.actions.many import MadeMany, NewPerson, Refused, make_many, refusals_of
from accounts.people.actions.renewing import renew, revoke, write_renewal

__all__ = [
    "BeyondOwnPowers",
    "Issued",
    "MadeMany",
    "NameTaken",
    "NeedsSecondPerson",
    "NewPerson",
    "Refused",
    "RequestIsOver",
    "approve",
    "ask_change",
    "ask_invite",
    "ask_renewal",
    "change",
    "change_or_ask",
    "invite",
    "invite_or_ask",
    "make",
    "make_many",
    "refusals_of",
    "refuse",
    "renew",
    "renew_or_ask",
    "resume",
    "revoke",
    "stop",
    "write_renewal",
]
