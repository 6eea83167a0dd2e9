"""What may come in from a phone: one operation, opened, checked field by field as a page checks what is typed."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from households.models import MEANS, Refusal, Resident, Status
from households.refusals.forms import AGREED, MISTAKE, MONTHS, NEVER, REASONS
from households.register.forms import BirthYear, HouseholdForm, ResidentForm
from households.survey.forms import read
from offline.models import SentOperation
from offline.sending.rules.said import TRUSTED, Item, Said
from skills.catalogue import BY_NUMBER, SKILLS
from teams.activities.forms import SessionFacts
from web.scope import is_key, key_of

Kind = SentOperation.Kind
# The form of what an operation says.
VERSION = 1
# So many people a household may have, and so many households a new one may have been held against.
PEOPLE, APART = 60, 50
# As many members of a team may have been there.
PRESENT = 200
# Years that a clock, however wrong, may say: what is outside them no database takes, or gives back.
YEARS = range(1900, 2200)
# What one cell may say: "-" is "not asked".
_VALUES = {"-": None, "0": 0, "1": 1, "2": 2}
_NUMBERS = {skill.digit: skill.number for skill in SKILLS}
# Said without a network of where a household is; the rest is said on line.
_STATUSES = (Status.RESIDENT, Status.NOBODY_HOME)


class Malformed(ValueError):
    """An operation that no page of ours makes."""


class Newer(Malformed):
    """An operation of a page of a later release: it is for a server that knows it, and stays on its phone until then."""


class OperationForm(forms.Form):
    """What each operation says, of whatever kind."""

    uuid = forms.UUIDField()
    author = forms.IntegerField(min_value=1)
    device = forms.CharField(required=False)
    kind = forms.ChoiceField(choices=Kind.choices)
    village = forms.CharField()
    household = forms.UUIDField()
    on = forms.DateField(input_formats=["%Y-%m-%d"])
    at = forms.DateTimeField()
    taken = forms.DateTimeField(required=False)
    follows = forms.UUIDField(required=False)

    def clean(self) -> dict[str, Any]:
        """Take no moment that cannot be kept."""
        found: dict[str, Any] = super().clean() or {}
        days = (found.get(name) for name in ("on", "at", "taken"))
        if any(day.year not in YEARS for day in days if day):
            raise forms.ValidationError("no moment")
        # A clock of ours was wrong then, or theirs said so: nobody has seen what is still to come.
        if (taken := found.get("taken")) and taken > timezone.now() + timedelta(seconds=TRUSTED):
            found["taken"] = None
        return found

    def clean_device(self) -> int | None:
        """Read a key; a browser that nobody knows has none."""
        return key_of(self.cleaned_data["device"]) or None

    def clean_village(self) -> int:
        """Read a key."""
        if not is_key(self.cleaned_data["village"]):
            raise forms.ValidationError("no key")
        return key_of(self.cleaned_data["village"])


class _Answers(forms.Form):
    """Five results as they are written, nothing where nobody was asked."""

    results = forms.RegexField(r"\A[-012]{5}\Z", required=False)

    def clean_results(self) -> list[int | None] | None:
        """Read them."""
        found = read(self.cleaned_data["results"])
        return found if any(one is not None for one in found) else None


class PersonForm(_Answers, ResidentForm):
    """Somebody who lives in a household, with the key that the phone gave them."""

    ref = forms.UUIDField()
    relation = forms.ChoiceField(
        choices=[one for one in Resident.Relation.choices if one[0] != Resident.Relation.HEAD],
        required=False,
    )

    def clean_relation(self) -> str:
        """Take nothing said for "other"."""
        return self.cleaned_data["relation"] or Resident.Relation.OTHER


class HeadForm(_Answers, HouseholdForm):
    """A household with what is said of its head."""

    birth_year = BirthYear()
    sex = ResidentForm.base_fields["sex"]
    status = forms.ChoiceField(choices=[(one, "") for one in _STATUSES], required=False)


class RefusalForm(forms.Form):
    """A household refuses, for so many months; it agrees; or it never refused."""

    to = forms.ChoiceField(choices=[(one, "") for one in (Status.REFUSED, AGREED, MISTAKE)])
    reason = forms.ChoiceField(choices=REASONS, required=False)
    again = forms.ChoiceField(choices=[(NEVER, ""), *MONTHS], required=False)
    # A last day that somebody chose goes before a term.
    until = forms.DateField(input_formats=["%Y-%m-%d"], required=False)

    def clean_reason(self) -> str:
        """Take nothing said for what nobody said."""
        return self.cleaned_data["reason"] or Refusal.Reason.UNSAID

    def clean_again(self) -> int:
        """Read after how many months it may be asked again; 0 is never."""
        return int(self.cleaned_data["again"] or NEVER)


class SessionForm(SessionFacts):
    """A session of a team."""

    team = forms.IntegerField(min_value=1)


def said_by(item: Item, payload: Mapping[str, Any]) -> Said:
    """Read one operation. Raises Malformed for what no page of ours makes, Newer for what one of a later release may make."""
    if payload.get("v") != VERSION or payload.get("kind") not in Kind.values:
        raise Newer
    whole = _cleaned(OperationForm, payload)
    if whole.pop("uuid") != item.uuid:
        raise Malformed
    return Said(item=item, facts=_FACTS[whole["kind"]](payload), **whole)


def _cleaned(form: type[forms.Form], data: Mapping[str, Any]) -> dict[str, Any]:
    """Check some values as if they had been typed."""
    texts = {name: _text(data[name]) for name in form.base_fields if name in data}
    filled = form(texts)
    if not filled.is_valid():
        # Names alone: what was typed is about people.
        raise Malformed(", ".join(filled.errors))
    return filled.cleaned_data


def _text(value: Any) -> str:
    """Return a value as a form gets it. Raises Malformed for what is no single value."""
    if isinstance(value, list | dict):
        raise Malformed
    text = "" if value is None else str(value).replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        # Half a character: neither a database nor a page takes it.
        raise Malformed from error
    return text


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Malformed
    return value


def _list(value: Any, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise Malformed
    return value


def _uuid(value: Any) -> UUID:
    try:
        return UUID(str(value))
    except ValueError as error:
        raise Malformed from error


def _household(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Read a new household: its head, its other people, and which ones it was said not to be."""
    head = _mapping(payload.get("head"))
    # What is written is what whoever decides reads: `name`.
    flat = {**head, "head_name": head.get("name")}
    flat |= {name: payload.get(name) for name in ("hamlet", "status", *MEANS)}
    facts = _cleaned(HeadForm, flat)
    facts["status"] = facts["status"] or Status.RESIDENT
    facts["people"] = [_person(one) for one in _list(payload.get("people", []), PEOPLE)]
    refs = [one["ref"] for one in facts["people"]]
    if len(set(refs)) < len(refs):
        raise Malformed
    if facts["status"] == Status.NOBODY_HOME and (
        facts["results"] or any(one["results"] for one in facts["people"])
    ):
        facts["status"] = Status.RESIDENT
    facts["apart"] = {_uuid(one) for one in _list(payload.get("apart", []), APART)}
    return facts


def _person(payload: Any) -> dict[str, Any]:
    said = _mapping(payload)
    return _cleaned(PersonForm, {**said, "full_name": said.get("name")})


def _answers(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Read which cells of whom are set to what, and what each said before."""
    cells, before = (_cells(payload.get(name)) for name in ("set", "was"))
    if not cells or cells.keys() != before.keys():
        raise Malformed
    person: Any = payload.get("person")
    if not (person == "head" or is_key(person)):
        person = _uuid(person)
    return {
        "person": person if isinstance(person, UUID) else _whom(person),
        "cells": cells,
        "before": before,
    }


def _whom(person: Any) -> int | None:
    """Return the key of a person; None is the head."""
    return None if person == "head" else key_of(person)


def _cells(value: Any) -> dict[int, int | None]:
    said = _mapping(value)
    if not said.keys() <= _NUMBERS.keys() or not {*map(str, said.values())} <= _VALUES.keys():
        raise Malformed
    return {_NUMBERS[number]: _VALUES[str(one)] for number, one in sorted(said.items())}


def _status(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Read where a household is now, and where its author saw it."""
    to, was = payload.get("to"), payload.get("was")
    if to not in _STATUSES or was not in Status.values:
        raise Malformed
    return {"status": to, "was": was}


def _refusal(payload: Mapping[str, Any]) -> dict[str, Any]:
    facts = _cleaned(RefusalForm, payload)
    if (until := facts["until"]) and (until.year not in YEARS or str(until) < str(payload["on"])):
        raise Malformed
    return facts


def _session(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Read whose session it was, what is said of it, and who of the team was there. It is a thread of its own."""
    if payload.get("household") != payload.get("uuid"):
        raise Malformed
    numbers = {str(one) for one in _list(payload.get("skills", []), len(SKILLS))}
    present = {str(one) for one in _list(payload.get("present", []), PRESENT)}
    if not numbers <= _NUMBERS.keys() or not all(map(is_key, present)):
        raise Malformed
    said = (SessionForm.base_fields.keys() & payload.keys()) - {"skills"}
    skills = [BY_NUMBER[_NUMBERS[one]].column for one in sorted(numbers)]
    filled = SessionForm({name: _text(payload[name]) for name in said} | {"skills": skills})
    if not filled.is_valid():
        raise Malformed(", ".join(filled.errors))
    people = frozenset(map(key_of, present))
    return {"team": filled.cleaned_data["team"], "facts": filled.said, "present": people}


def _undo(payload: Mapping[str, Any]) -> dict[str, Any]:
    return {"of": _uuid(payload.get("of"))}


_FACTS = {
    Kind.HOUSEHOLD: _household,
    Kind.PERSON: _person,
    Kind.ANSWERS: _answers,
    Kind.STATUS: _status,
    Kind.REFUSAL: _refusal,
    Kind.SESSION: _session,
    Kind.UNDO: _undo,
}
