"""How pages reach a village or household of the reader's territory; and what two people changed at once.

What is out of the territory is 404. Both changed the same thing to different values: both are shown,
and one is chosen. A page sends what it showed (`was_…`); what two people changed apart from each other
has gone together before this page is ever seen. The value not chosen stays in the history.
"""

import uuid as uuids
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from areas.kinds import KINDS_OF_LEVEL, Kind, Level
from areas.models import Area
from audit.models import AuditEntry
from households.models import Household, PrintedSheet, Resident
from households.register import actions
from households.register.forms import ResidentForm, StandingForm
from households.register.queries.history import last_changes
from households.register.rules import UNSEEN, Clash, Key
from skills.models import FifthDue
from web.scope import UnitEnded, key_of, note_households, territory, visible_or_404

# To read names; to write.
SHOW, CHANGE = "households.view_names", "households.change_household"
# To declare numbers; to confirm, above the commune, that a register is complete.
DECLARE, CONFIRM = "households.add_declaration", "households.confirm_completion"
# Which units pages of households are about.
VILLAGE, COMMUNE = Level.VILLAGE, Level.COMMUNE


def unit_of(
    request: HttpRequest, pk: int, level: Level = VILLAGE, *, unassigned: bool = False
) -> Area:
    """Return a unit of the reader's territory that stands today, or answer 404; raises UnitEnded for one that has ended.

    "Chưa phân thôn" is none of them, unless it may be `unassigned`.
    """
    kinds = (*KINDS_OF_LEVEL[level], *([Kind.UNASSIGNED] if unassigned else []))
    unit = visible_or_404(request, Area, pk=pk, level=level, kind__in=kinds)
    if unit.closed_on:
        raise UnitEnded(unit)
    return unit


def household_of(request: HttpRequest, uuid: Key) -> Household:
    """Return a household of the reader's territory, whose name the answer shows, or answer 404."""
    household = visible_or_404(
        request, Household, "village", **{"pk" if isinstance(uuid, int) else "uuid": uuid}
    )
    note_households(request, [household])
    return household


def sheet_of(request: HttpRequest, uuid: uuids.UUID) -> PrintedSheet:
    """Return a printed sheet of the reader's territory, or answer 404."""
    return visible_or_404(request, PrintedSheet, "village__commune", "printed_by", uuid=uuid)


def has_agreed(request: HttpRequest) -> bool:
    """Say whether the page was told that a household which refused agrees now."""
    return bool(request.POST.get("agreed"))


def uuid_of(text: Any) -> uuids.UUID | None:
    """Read a key that came from a client; None for whatever is no UUID."""
    try:
        return uuids.UUID(str(text or ""))
    except ValueError:
        return None


def can_assess_5(village: Area, day: date | None = None) -> bool:
    """Say whether an answer to skill 5 is taken in a village, of today or of an earlier day."""
    return FifthDue().accepts(village, day or timezone.localdate())


type Subject = Household | Resident
type Values = Mapping[str, Any]


class Clashing(NamedTuple):
    """One field both changed: its name, what it is called, both values in words, who wrote theirs."""

    name: str
    label: str
    mine: str
    theirs: str
    entry: AuditEntry | None


def seen(request: HttpRequest, subject: Subject, names: Any) -> dict[str, Any]:
    """Return what the page had shown of these fields; whatever it did not say was not seen."""
    version = household_behind(subject).version
    fresh = key_of(request.POST.get("version")) == version
    found = dict[str, Any]()
    for name in names:
        text = request.POST.get(f"was_{name}")
        if text is None:
            found[name] = getattr(subject, name) if fresh else UNSEEN
        else:
            found[name] = value_of(subject, name, text)
    return found


def household_behind(subject: Subject) -> Household:
    """Return the household that something belongs to."""
    return subject if isinstance(subject, Household) else subject.household


def value_of(subject: Subject, name: str, text: str) -> Any:
    """Read a value that a page showed before; what it cannot have shown was not seen."""
    column: Any = subject._meta.get_field(name)
    if text == "" and column.null:
        return None
    try:
        return column.to_python(text)
    except ValidationError:
        return UNSEEN


def save_or_ask(request: HttpRequest, subject: Subject, fields: Values) -> HttpResponse | None:
    """Write fields as their author saw them; return the page that asks, or None when it is done."""
    was = seen(request, subject, fields)
    try:
        with transaction.atomic():
            write(request, subject, was, fields)
    except Clash as clash:
        return ask_which(request, subject, clash, was, fields)
    return None


def write(request: HttpRequest, subject: Subject, was: Values, fields: Values) -> None:
    """Write fields of a household or a person; raises Clash, and ErasedBefore where that was not asked yet."""
    told: dict[str, Any] = {"by": request.user, "was": was, "again": "again" in request.POST}
    if isinstance(subject, Resident):
        actions.change_resident(resident=subject, **told, **fields)
        return
    rest = {name: value for name, value in fields.items() if name != "status"}
    if rest:
        actions.change_household(household=subject, **told, **rest)
    if "status" in fields:
        status = fields["status"]
        told = {"was": was["status"], "agreed": has_agreed(request)}
        actions.set_status(by=request.user, household=subject, status=status, **told)


def ask_which(
    request: HttpRequest, subject: Subject, clash: Clash, was: Values, fields: Values
) -> HttpResponse:
    """Show both versions, each field that clashes with its choice. Nothing was written."""
    household = household_behind(subject)
    entries = last_changes(household, clash.mine)
    # What was not seen and does not clash is as it is.
    known = {n: getattr(subject, n) if was[n] is UNSEEN else was[n] for n in fields}
    hidden = {"was": known, "mine": fields, "now": clash.theirs}
    context = {
        "household": household,
        "village": household.village,
        "person": subject if isinstance(subject, Resident) else None,
        "clashing": [_clashing(subject, name, clash, entries) for name in clash.mine],
        "hidden": [(f"{k}_{n}", _plain(v)) for k, all_ in hidden.items() for n, v in all_.items()],
        "others": _to_call(request, entries),
    }
    return render(request, "households/register/conflict.html", context, status=409)


def _clashing(
    subject: Subject, name: str, clash: Clash, entries: Mapping[str, AuditEntry]
) -> Clashing:
    column: Any = subject._meta.get_field(name)
    mine, theirs = (in_words(subject, name, side[name]) for side in (clash.mine, clash.theirs))
    return Clashing(name, str(column.verbose_name), mine, theirs, entries.get(name))


def in_words(subject: Subject, name: str, value: Any) -> str:
    """Return a value as people read it."""
    column: Any = subject._meta.get_field(name)
    words = dict(column.flatchoices).get(value, value)
    return "—" if words in (None, "") else str(words)


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _to_call(request: HttpRequest, entries: Mapping[str, AuditEntry]) -> list[User]:
    """Return who wrote the other version, where the reader may know and there is a number."""
    names = {entry.actor for entry in entries.values()}
    people = User.objects.visible_to(request.user).filter(username__in=names)
    return list(people.exclude(phone="").exclude(username=request.user.get_username()))


@territory(SHOW)
@territory(CHANGE)
@require_POST
def choose_version(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Write what was chosen, field by field; keep in the history what was not."""
    household = household_of(request, uuid)
    subject = _subject(request, household)
    try:
        mine = _cleaned(request, subject)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("households:detail", household.uuid)
    was = {name: value_of(subject, name, request.POST.get(f"was_{name}", "")) for name in mine}
    unchosen = dict[str, Any]()
    for name in list(mine):
        if f"now_{name}" not in request.POST:
            continue
        if request.POST.get(f"keep_{name}") == "mine" and "theirs" not in request.POST:
            was[name] = value_of(subject, name, request.POST[f"now_{name}"])
        else:
            unchosen[name] = mine.pop(name)
    return _chosen(request, subject, was, mine, unchosen)


def _subject(request: HttpRequest, household: Household) -> Subject:
    if "resident" not in request.POST:
        return household
    people = Resident.objects.visible_to(request.user).select_related("household__village")
    return get_object_or_404(people, household=household, pk=key_of(request.POST["resident"]))


def _cleaned(request: HttpRequest, subject: Subject) -> dict[str, Any]:
    """Return what was typed, as the form takes it that typed it first; raises ValidationError."""
    typed = {key.removeprefix("mine_"): text for key, text in request.POST.items()}
    form = (
        ResidentForm(typed, is_head=subject.is_head)
        if isinstance(subject, Resident)
        else StandingForm(typed)
    )
    asked = [name for name in form.fields if f"mine_{name}" in request.POST]
    if wrong := [words for name in asked for words in form.errors.get(name, ())]:
        raise ValidationError(wrong)
    return {name: form.cleaned_data[name] for name in asked}


def _chosen(
    request: HttpRequest, subject: Subject, was: Values, mine: Values, unchosen: Values
) -> HttpResponse:
    household = household_behind(subject)
    try:
        # Both or neither: one that is cut off is pressed again as it was.
        with transaction.atomic():
            write(request, subject, was, mine)
            _keep(request, subject, unchosen)
    except Clash as clash:
        _keep(request, subject, unchosen)
        return ask_which(request, subject, clash, was, {**mine})
    messages.success(request, _("Đã lưu lựa chọn. Bản không chọn nằm trong lịch sử hộ."))
    return redirect("households:detail", household.uuid)


def _keep(request: HttpRequest, subject: Subject, unchosen: Values) -> None:
    actions.note_unchosen(
        by=request.user,
        household=household_behind(subject),
        person=subject if isinstance(subject, Resident) else None,
        kept={name: getattr(subject, name) for name in unchosen},
        unchosen=unchosen,
    )
