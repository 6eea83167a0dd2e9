"""Turns in a household's life: each page asks, shows what would happen, and only then does it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.models import Area
from areas.trail import trail
from households.lifecycle.actions.rehearsal import rehearse
from households.lifecycle.forms import TurnForm
from households.models import Household, Resident
from households.register import actions
from rollup.models import VillageCount

STALE = gettext_lazy("Hộ này vừa được người khác sửa. Xem lại bên dưới rồi làm tiếp.")


@dataclass(frozen=True)
class LifeEvent:
    """One kind of event in the life of a household: what its page is called, says, and answers when it is done."""

    title: str | Promise
    lead: str | Promise
    done: str | Promise
    # Whether the preview lists who lives where afterwards.
    people: bool = False


@dataclass(frozen=True)
class Figures:
    """A village's figures before and after."""

    village: Area
    before: VillageCount
    after: VillageCount


@dataclass(frozen=True)
class Preview:
    """What would be: the households with their people, and the figures of their villages."""

    households: list[tuple[Household, list[Resident]]]
    figures: list[Figures]


def confirm_step(
    request: HttpRequest,
    household: Household,
    form: TurnForm,
    event: LifeEvent,
    work: Callable[[], Sequence[Household]],
    villages: Callable[[], Sequence[Area]],
) -> HttpResponse:
    """Answer with the form, with what it would do, or having done it.

    `work` does it and returns the households it touched, the one to open first; `villages` are those
    whose figures move.
    """
    preview = None
    if request.method == "POST" and "edit" not in request.POST and form.is_valid():
        try:
            if "do" in request.POST:
                touched = work()
                messages.success(request, str(event.done))
                return redirect("households:detail", touched[0].uuid)
            preview = _preview(request, event, work, villages())
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        except actions.Conflict:
            form.add_error(None, _freshened(form, household))
    context = {
        "turn": event,
        "form": form,
        "household": household,
        "village": household.village,
        "crumbs": trail(household.village, request.user),
        "preview": preview,
    }
    return render(
        request, "households/lifecycle/turn.html", context, status=422 if form.errors else 200
    )


def _freshened(form: TurnForm, household: Household) -> Any:
    """Let the form stand on the household as it is now, and say so."""
    data: Any = form.data
    form.data = data.copy()
    form.data["version"] = str(household.version)  # type: ignore[index]
    return STALE


def _preview(
    request: HttpRequest,
    event: LifeEvent,
    work: Callable[[], Sequence[Household]],
    villages: Sequence[Area],
) -> Preview:
    counts = VillageCount.objects.visible_to(request.user)

    def figures() -> dict[int, VillageCount]:
        return counts.in_bulk([village.pk for village in villages])

    def read(touched: Sequence[Household]) -> Preview:
        after = figures()
        rows = [
            Figures(v, before.get(v.pk) or VillageCount(), after.get(v.pk) or VillageCount())
            for v in villages
        ]
        homes = [(one, list(one.residents.living_here())) for one in touched if event.people]
        return Preview(homes, rows)

    before = figures()
    return rehearse(work, read)


def refusal_of(request: HttpRequest, error: Exception) -> None:
    """Say on the next page why something was refused."""
    messages.error(request, str(error) or _("Chưa làm được."))
