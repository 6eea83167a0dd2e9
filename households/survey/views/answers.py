"""What a tap is answered with: the household as it is now, what was done, how to take it back."""

import uuid as uuids
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from households.models import Assessment, Confirmation, Household, Resident, Status, best_of
from households.register.rules import answered
from households.survey.forms import written
from skills.catalogue import SKILLS, Result, Skill
from skills.coverage import masks_of
from skills.models import platforms_of
from web.scope import note_names

# The word in the cell of a skill, in the order in which a line tells them.
IN_CELL: dict[int | None, Any] = {
    Result.ALONE: gettext_lazy("Biết"),
    Result.WITH_HELP: gettext_lazy("Có hỗ trợ"),
    Result.NONE: gettext_lazy("Chưa biết"),
    None: gettext_lazy("Chưa hỏi"),
}


@dataclass(frozen=True)
class Choice:
    """Two people found different things: both, to choose from."""

    person: Resident
    # Each skill in question, in words: what this person wanted, what stands now.
    lines: list[tuple[Skill, str, str]]
    mine: str
    now: str
    theirs: Assessment | None


@dataclass(frozen=True)
class TapResult:
    """What a tap did: in words, how to take it back, or what it clashed with."""

    person: Resident | None = None
    done: str = ""
    # Where to send the undo, the status it goes back to, and how a page without script finds it.
    undo: str = ""
    back: str = ""
    mark: str = ""
    error: str = ""
    choice: Choice | None = None


@dataclass(frozen=True)
class Member:
    """One person of a household with what a tap on each skill would make of it."""

    person: Resident
    is_best: bool
    platforms: bool

    @property
    def was(self) -> str:
        """What this page shows of him, as the tap carries it."""
        return written(self.person.results)

    @property
    def toggles(self) -> list[tuple[Skill, int | None, int]]:
        """Each skill, its result, and what one tap sets: known, and from then on the other of two."""
        pairs = zip(SKILLS, self.person.results, strict=True)
        return [
            (skill, now, Result.NONE if now == Result.ALONE else Result.ALONE)
            for skill, now in pairs
        ]

    @property
    def cells(self) -> list[tuple[Skill, int | None, int, Any]]:
        """Each skill, its result, what one tap sets, and the word that stands in its cell."""
        return [(skill, now, then, IN_CELL[now]) for skill, now, then in self.toggles]

    @property
    def in_words(self) -> str:
        """All five in a line: "Biết 1, 3 · Chưa biết 2 · Chưa hỏi 4, 5"."""
        said = []
        for result, word in IN_CELL.items():
            numbers = [str(skill.number) for skill, now, _then in self.toggles if now == result]
            said += [f"{word} {', '.join(numbers)}"] if numbers else []
        return " · ".join(said)

    @property
    def still_to_ask(self) -> list[int]:
        """The numbers of skills that were not asked and can be: skill 5 only where a platform is named."""
        pairs = zip(SKILLS, self.person.results, strict=True)
        askable = SKILLS if self.platforms else SKILLS[:4]
        return [skill.number for skill, now in pairs if now is None and skill in askable]

    @property
    def at_once(self) -> list[tuple[str, str]]:
        """Answers to many skills that one tap gives: the value it sends, and its words."""
        found = [("1", _("Biết cả 5")), ("0", _("Chưa biết kỹ năng nào"))]
        if self.person.assessed_on and self.still_to_ask:
            found.append(("rest", _("Còn lại: chưa biết")))
        return found


def undoable(
    said: TapResult, household: Household, row: Assessment | Confirmation | None
) -> TapResult:
    """Add how a finding or a confirmation is taken back; of nothing, there is nothing to add."""
    if row is None:
        return said
    name, mark = ("undo", "xong") if isinstance(row, Assessment) else ("unconfirm", "khong-doi")
    address = reverse(f"households:{name}", args=[household.uuid, row.pk])
    return replace(said, undo=address, mark=f"{mark}={row.pk}")


def row_context(request: HttpRequest, household: Household, said: TapResult) -> dict[str, Any]:
    """Return what the row and the page of a household show of it, its people by name."""
    people = list(household.residents.living_here())
    note_names(request, household.village.path, household.pk, people=len(people))
    best = best_of(people)
    platforms = platforms_of(household.village)
    named = bool(platforms)
    members = [Member(one, is_best=one == best, platforms=named) for one in people]
    now = next((one for one in members if one.person == said.person), None)
    known, asked = masks_of(best.results) if best else (0, 0)
    return {
        "household": household,
        "village": household.village,
        "people": people,
        "members": members,
        "best": best,
        "lacking": [skill for skill in SKILLS if asked & ~known & skill.bit],
        "still_to_ask": next((one.still_to_ask for one in members if one.is_best), []),
        "together": [(s, IN_CELL[now], now) for s, now in _together(household, people)],
        "known": known.bit_count(),
        "member": now or next((one for one in members if one.is_best), None),
        "said": said,
        "platforms": platforms,
        "nonce": uuids.uuid4(),
        "now": timezone.localtime(),
        "statuses": Status.choices,
    }


def _together(
    household: Household, people: Sequence[Resident]
) -> list[tuple[Skill, Result | None]]:
    """Return what the people of a household know of each skill, taken together."""
    found: list[tuple[Skill, Result | None]] = []
    for at, skill in enumerate(SKILLS):
        answers = [person.results[at] for person in people]
        now = Result.WITH_HELP if Result.WITH_HELP in answers else Result.NONE
        asked = household.asked_mask & skill.bit
        known = household.skills_mask & skill.bit
        found.append((skill, Result.ALONE if known else now if asked else None))
    return found


def answer(request: HttpRequest, household: Household, said: TapResult) -> HttpResponse:
    """Answer with the part of the page that was tapped; without script, with a whole page."""
    fresh = Household.objects.visible_to(request.user).select_related("village")
    household = get_object_or_404(fresh, pk=household.pk)
    if request.headers.get("HX-Request"):
        at_page = request.headers.get("HX-Target", "") == "people"
        name = "households/people.html" if at_page else "households/survey/row.html"
        return render(request, name, row_context(request, household, said))
    if said.choice:
        context = row_context(request, household, said)
        return render(request, "households/choose.html", context, status=409)
    if said.error:
        messages.error(request, said.error)
    elif said.done:
        messages.success(request, said.done)
    page = reverse("households:detail", args=[household.uuid])
    return redirect(f"{page}?{said.mark}" if said.mark else page)


def choice_of(person: Resident, was: Sequence[int | None], mine: Sequence[int | None]) -> Choice:
    """Lay a clash out: what this person wanted and what stands now, skill by skill.

    `mine` are five answers; those that say what was there before leave it to the others.
    """
    person.refresh_from_db()
    now, wanted = person.results, answered(mine, was)
    merged = [m if m != w else n for w, m, n in zip(was, wanted, now, strict=True)]
    lines = [
        (skill, in_words(m), in_words(n))
        for skill, m, n in zip(SKILLS, merged, now, strict=True)
        if m != n
    ]
    theirs = person.assessments.filter(withdrawn_at=None).select_related("assessor").first()
    return Choice(person, lines, written(merged), written(now), theirs)


def in_words(result: int | None) -> str:
    """Say one result; where nobody asked, that."""
    return str(Result(result).label) if result is not None else _("chưa hỏi")
