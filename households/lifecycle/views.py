"""Events of a household's life: each page asks, shows what would happen, and only then does it."""

import uuid as uuids
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _
from django.views.decorators.http import require_http_methods

from areas.models import Area
from households.lifecycle import actions
from households.lifecycle.actions.life import rehearse
from households.lifecycle.forms import HeadForm, MoveForm, SplitForm, TurnForm
from households.models import Household, Resident
from households.register import actions as register_actions
from households.register.rules import next_head_of
from households.register.views import CHANGE, SHOW, household_of
from rollup.models import VillageCount
from web.scope import note_names, territory

STALE = _("Hộ này vừa được người khác sửa. Xem lại bên dưới rồi làm tiếp.")


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
        except register_actions.Refused as refusal:
            form.add_error(None, str(refusal))
        except register_actions.Conflict:
            form.add_error(None, _freshened(form, household))
    context = {
        "turn": event,
        "form": form,
        "household": household,
        "village": household.village,
        "crumbs": household.village.trail(request.user),
        "preview": preview,
    }
    return render(
        request, "households/lifecycle/turn.html", context, status=422 if form.errors else 200
    )


def _freshened(form: TurnForm, household: Household) -> Any:
    """Let the form stand on the household as it is now, and say so."""
    data: Any = form.data
    form.data = data.copy()
    form.data["version"] = str(household.version)  # type: ignore[index]  # a copy may be changed
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
    messages.error(request, str(error) or gettext("Chưa làm được."))


MOVE = LifeEvent(
    _("Chuyển trong xã"),
    _("Hộ sang thôn khác của xã; người và lịch sử khảo sát đi theo."),
    _("Đã chuyển hộ sang thôn khác."),
)
OUT = LifeEvent(
    _("Chuyển đi"),
    _(
        "Cả hộ chuyển khỏi xã. Từ ngày ghi, hộ không còn tính vào số hộ; lịch sử vẫn giữ. "
        "Nơi đến cũng ghi sổ ở đây thì chọn Chuyển sang xã khác: hồ sơ đi theo hộ."
    ),
    _("Đã ghi: hộ chuyển đi."),
)
OVER = LifeEvent(
    _("Đưa hộ ra khỏi sổ"),
    _("Hộ không còn ai, hoặc ghi nhầm. Từ ngày ghi, hộ không còn tính vào số hộ; lịch sử vẫn giữ."),
    _("Đã đưa hộ ra khỏi sổ."),
)
BACK = LifeEvent(
    _("Trở lại sổ"),
    _("Hộ đã ra khỏi sổ trở lại, với cả lịch sử trước đây."),
    _("Hộ đã trở lại sổ."),
)
SPLIT = LifeEvent(
    _("Tách hộ"),
    _("Một số người ra ở riêng thành hộ mới cùng thôn, mang theo kết quả khảo sát của mình."),
    _("Đã tách hộ. Hoàn tác được ở Lịch sử hộ, khi chưa ghi gì thêm."),
    people=True,
)
HEAD = LifeEvent(
    _("Đổi chủ hộ"),
    _("Tên hộ theo chủ hộ mới; tên cũ còn trong lịch sử."),
    _("Đã đổi chủ hộ."),
    people=True,
)


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def move_within(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Move a household to another village of its commune."""
    household = household_of(request, uuid)
    mine = Area.objects.visible_to(request.user).villages().filter(closed_on=None)
    others = mine.filter(commune=household.village.commune_id).exclude(pk=household.village_id)
    form = MoveForm(request.POST or None, household=household, villages=others.in_order())

    def work() -> list[Household]:
        return [actions.move_within(by=request.user, household=household, **_said(form))]

    def villages() -> list[Area]:
        return [household.village, form.cleaned_data["village"]]

    return confirm_step(request, household, form, MOVE, work, villages)


def _said(form: TurnForm) -> dict[str, Any]:
    data = form.cleaned_data
    return {name: data[name] for name in ("village", "on", "version") if name in data}


def _simple(
    request: HttpRequest, uuid: uuids.UUID, event: LifeEvent, act: Callable[..., Household]
) -> HttpResponse:
    """Confirm an event that asks for nothing but its day."""
    household = household_of(request, uuid)
    form = TurnForm(request.POST or None, household=household)

    def work() -> list[Household]:
        return [act(by=request.user, household=household, **_said(form))]

    return confirm_step(request, household, form, event, work, lambda: [household.village])


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def move_out(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Record that a household moved away."""
    return _simple(request, uuid, OUT, actions.move_out)


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Record that a household is none any more."""
    return _simple(request, uuid, OVER, actions.end)


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def come_back(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Bring a household back into the register."""
    return _simple(request, uuid, BACK, actions.come_back)


def _living(request: HttpRequest, household: Household) -> list[Resident]:
    """Return who lives in a household; the page offers them by name."""
    people = list(household.residents.living_here())
    note_names(request, household.village.path, household.pk, people=len(people))
    return people


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Make a household of some people of another."""
    household = household_of(request, uuid)
    people = _living(request, household)
    form = SplitForm(request.POST or None, household=household, people=people)

    def work() -> list[Household]:
        new = actions.split(by=request.user, household=household, **form.asked)
        return [household_of(request, uuid), new]

    return confirm_step(request, household, form, SPLIT, work, lambda: [household.village])


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def head_change(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Make somebody else the head of a household; the one before stays in it or has left."""
    household = household_of(request, uuid)
    people = _living(request, household)
    heads = [person for person in people if person.is_head]
    others = [person for person in people if not person.is_head]
    first = next_head_of(others, timezone.localdate())
    start = {"head": first and first.pk}
    form = HeadForm(request.POST or None, household=household, people=others, initial=start)

    def work() -> list[Household]:
        new, by = form.person("head"), request.user
        if form.cleaned_data["leaves"] == "1" and heads:
            day = form.cleaned_data["on"]
            register_actions.leave(by=by, resident=heads[0], on=day, next_head=new)
        elif new:
            register_actions.change_head(by=by, household=household, head=new)
        return [household_of(request, uuid)]

    return confirm_step(request, household, form, HEAD, work, lambda: [household.village])
