"""The households of a split are assigned to the villages that come of it; saved at each press, and counted."""

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from households.assigning.forms import FilterForm
from households.models import Household
from reorganisations.drafting import actions
from reorganisations.drafting.forms.assigning import PasteForm, StreetsForm, TickForm
from reorganisations.drafting.queries.splitting import Split
from reorganisations.drafting.views.keeping import STALE
from reorganisations.drafting.views.lists import WRITE
from reorganisations.models import Operation, Reorganisation, State
from rollup.few import NAMES
from web.answers import done
from web.paging import page_of
from web.scope import note_households, territory, visible_or_404

PAGE = 100
OPEN = (State.DRAFT, State.PROPOSED, State.APPROVED)


@territory(WRITE)
@territory(NAMES)
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """Show where each hamlet and who is left go, and keep what was chosen; words to search come by POST alone."""
    decision = visible_or_404(request, Reorganisation, "area", uuid=uuid, state__in=OPEN)
    which = {"pk": pk, "reorganisation": decision, "kind": Operation.Kind.SPLIT}
    operation = visible_or_404(request, Operation, "reorganisation", **which)
    try:
        return Assigning(request, decision, Split(operation, request.user)).answer()
    except actions.Stale:
        messages.error(request, str(STALE))
        return redirect("reorganisations:detail", decision.uuid)


class Assigning:
    """One request about one split."""

    def __init__(self, request: HttpRequest, decision: Reorganisation, split: Split) -> None:
        self.request, self.decision, self.split = request, decision, split
        do = request.POST.get("do", "")
        data = request.POST if request.method == "POST" else None
        parts = split.parts
        self.streets = StreetsForm(
            data if do == "xom" else None, streets=split.streets, parts=parts
        )
        self.ticks = TickForm(data if "part" in request.POST and do == "ho" else None, parts=parts)
        # Lines of a list in which nobody was found stay while others of it are told apart.
        self.left_over = request.POST.get("lines", "").strip() if do == "ho" else ""
        first = {"lines": self.left_over}
        self.paste = PasteForm(data if do == "dan" else None, parts=parts, initial=first)
        self.asked = FilterForm(data or request.GET)
        self.unknown: list[str] = []
        self.unclear: list[tuple[str, list[Household]]] = []

    def answer(self) -> HttpResponse:
        """Keep what was sent, and lead back to the page; else show it."""
        for form, keep in (
            (self.streets, self._keep_streets),
            (self.ticks, self._keep_ticked),
            (self.paste, self._keep_pasted),
        ):
            if form.is_bound and form.is_valid() and (said := keep()) is not None:
                return self._done(said)
        return self._shown()

    def _done(self, n: int) -> HttpResponse:
        to = reverse("reorganisations:assign", args=[self.decision.uuid, self.split.operation.pk])
        return done(self.request, _told(n), to)

    def _assign(self, part: int, keys: Any) -> int:
        target = next((one for one in self.split.parts if one.pk == part), None)
        operation, households = self.split.operation, list(keys)
        return actions.assign(
            by=self.request.user, operation=operation, part=target, households=households
        )

    def _keep_streets(self) -> int:
        return sum(
            self._assign(part, [pk for name in names for pk in self.split.along(name)])
            for part, names in self.streets.changed.items()
        )

    def _keep_ticked(self) -> int | None:
        said = self.ticks.cleaned_data
        found = self.split.found(self.ticks.street, self.ticks.numbers, said["q"])
        if self.ticks.refuses_all(found.count() if said["tat_ca"] else 0):
            return None
        rows = found if said["tat_ca"] else self.split.everybody.filter(pk__in=self.ticks.ticked())
        n = self._assign(int(said["part"]), rows.order_by().values_list("pk", flat=True))
        return self._unless(n, is_left=bool(self.left_over))

    def _keep_pasted(self) -> int | None:
        """Assign the lines that mean one household; the others stay on the page, to be told apart."""
        said = self.paste.cleaned_data
        found = self.split.named(self.paste.keys, said["lines"])
        n = self._assign(
            int(said["part"]), [homes[0].pk for _line, homes in found if len(homes) == 1]
        )
        self.unknown = [line for line, homes in found if not homes]
        self.unclear = [(line, homes) for line, homes in found if len(homes) > 1]
        return self._unless(n, is_left=bool(self.unknown or self.unclear))

    def _unless(self, n: int, *, is_left: bool) -> int | None:
        """Return how many were kept; where something of a list is left on the page, None, and the page says how many."""
        if is_left and n:
            messages.success(self.request, _told(n))
        return None if is_left else n

    def _shown(self) -> HttpResponse:
        split = Split(self.split.operation, self.request.user)
        context = {
            "decision": self.decision,
            "split": split,
            "ticked": self.ticks.ticked() if self.ticks.is_bound else set(),
            "streets": StreetsForm(streets=split.streets, parts=split.parts),
            "stale": bool(self.streets.errors),
            "ticks": self.ticks,
            "paste": self.paste,
            "unknown": self.unknown,
            "unclear": self.unclear,
            "crumbs": self.decision.area.trail(self.request.user, itself=True),
            **self._rows(split),
        }
        return render(self.request, "reorganisations/drafting/assign.html", context)

    def _rows(self, split: Split) -> dict[str, Any]:
        """Return the households to tick: those left, or those that were looked for."""
        asked, words = self.asked, self.asked.data.get("q", "")[:80].strip()
        found = split.found(asked.street, asked.numbers, words)
        page = page_of(found, self.request.GET, PAGE)
        unclear = [home for _line, homes in self.unclear for home in homes]
        note_households(self.request, [*page, *unclear])
        names = {part.pk: part.full_name for part in split.parts}
        return {
            "rows": [(home, names.get(split.part_of.get(home.pk, 0), "")) for home in page],
            "page": page,
            "n": found.count(),
            "asked": asked,
            "words": words,
            "is_narrowed": bool(words) or asked.street is not None or asked.numbers != (None, None),
        }


def _told(n: int) -> str:
    return ngettext("Đã xếp %(n)s hộ.", "Đã xếp %(n)s hộ.", n) % {"n": number_format(n)}
