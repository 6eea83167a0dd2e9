"""The units below one that is split are given to the units that come of it; saved at each press, and counted."""

import uuid as uuids
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from reorganisations.drafting import actions
from reorganisations.drafting.forms.allotting import PasteUnitsForm, RangeForm, TickUnitsForm
from reorganisations.drafting.queries.allotting import Allotting, Row
from reorganisations.drafting.views.keeping import STALE
from reorganisations.drafting.views.lists import WRITE
from reorganisations.models import Operation, Reorganisation, State
from web.answers import done
from web.scope import territory, visible_or_404


@territory(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def allot(request: HttpRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """Show which unit goes where and which is left, and keep what was chosen."""
    decision = visible_or_404(request, Reorganisation, "area", uuid=uuid, state=State.DRAFT)
    which = {"pk": pk, "reorganisation": decision, "kind": Operation.Kind.SPLIT}
    # A village has nothing below it that could be given anywhere.
    which |= {"parts__side": "from", "parts__area__commune": None}
    operation = visible_or_404(request, Operation, "reorganisation", **which)
    try:
        return _Page(request, decision, Allotting(operation)).answer()
    except actions.Stale:
        messages.error(request, str(STALE))
        return redirect("reorganisations:detail", decision.uuid)


class _Page:
    """One request about one split."""

    def __init__(self, request: HttpRequest, decision: Reorganisation, split: Allotting) -> None:
        self.request, self.decision, self.split = request, decision, split
        do = request.POST.get("do", "")
        data = {do: request.POST} if request.method == "POST" else {}
        facts: dict[str, Any] = {"parts": split.parts, "rows": split.rows}
        self.ticks = TickUnitsForm(data.get("chon"), **facts)
        self.range = RangeForm(data.get("den-het"), **facts)
        self.paste = PasteUnitsForm(data.get("dan"), parts=split.parts)
        self.unknown: list[str] = []
        self.unclear: list[tuple[str, list[Row]]] = []

    def answer(self) -> HttpResponse:
        """Keep what was sent, and lead back to the page; else show it."""
        for form, keep in (
            (self.ticks, self._keep_ticked),
            (self.range, self._keep_range),
            (self.paste, self._keep_pasted),
        ):
            if form.is_bound and form.is_valid() and (n := keep()) is not None:
                to = reverse(
                    "reorganisations:allot", args=[self.decision.uuid, self.split.operation.pk]
                )
                return done(self.request, _told(n), to)
        return self._shown()

    def _keep_ticked(self) -> int:
        return self._give(self.ticks.cleaned_data["part"], self.ticks.cleaned_data["dv"])

    def _keep_range(self) -> int:
        said = self.range.cleaned_data
        return self._give(said["part"], self.split.between(said["tu"], said["den"]))

    def _keep_pasted(self) -> int | None:
        """Give the lines that mean one unit; the others stay on the page, to be told apart."""
        said = self.paste.cleaned_data
        found = self.split.named(said["lines"])
        n = self._give(said["part"], [rows[0].key for _line, rows in found if len(rows) == 1])
        self.unknown = [line for line, rows in found if not rows]
        self.unclear = [(line, rows) for line, rows in found if len(rows) > 1]
        if not (self.unknown or self.unclear):
            return n
        if n:
            messages.success(self.request, _told(n))
        return None

    def _give(self, part: str, keys: Iterable[str]) -> int:
        split, names = self.split, list(keys)
        return actions.allot(
            by=self.request.user,
            operation=split.operation,
            part=next((one for one in split.parts if str(one.pk) == part), None),
            areas=[int(key[1:]) for key in names if key[0] == "u"],
            to_come=[int(key[1:]) for key in names if key[0] == "p"],
        )

    def _shown(self) -> HttpResponse:
        split = Allotting(self.split.operation)
        part_of = {part.pk: part.full_name for part in split.parts}
        context = {
            "decision": self.decision,
            "split": split,
            "rows": [(row, part_of.get(row.part or 0, "")) for row in split.rows],
            "homes": sum(row.households for row in split.rows),
            "ticked": self.request.POST.getlist("dv") if self.ticks.is_bound else [],
            "ticks": self.ticks,
            "range": self.range,
            "paste": self.paste,
            "unknown": self.unknown,
            "unclear": self.unclear,
            "crumbs": self.decision.area.trail(self.request.user, itself=True),
        }
        return render(self.request, "reorganisations/drafting/above/allot.html", context)


def _told(n: int) -> str:
    words = ngettext("Đã xếp %(n)s đơn vị.", "Đã xếp %(n)s đơn vị.", n)
    return words % {"n": number_format(n)}
