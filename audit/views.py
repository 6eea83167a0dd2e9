"""The audit, read by officers for their commune and by administrators for their territory."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_safe

from audit.forms import ANY, EntriesForm
from audit.models import EXPORTS, AuditEntry, AuditQuerySet, same_as, words_of
from audit.rules import told, told_shortly
from web.exports import Book, Column, send_book, wants_book, with_book
from web.fields import filters_in_words
from web.paging import KeyPage, page_of
from web.scope import key_of, territory

PAGE = 50
# Whoever did one of so many is offered as a filter.
NEWEST = 2_000
COLUMNS = (
    Column[AuditEntry](gettext_lazy("Lúc"), lambda entry: entry.at, 18),
    Column[AuditEntry](
        gettext_lazy("Người làm"), lambda entry: entry.actor_name or entry.actor, 28
    ),
    Column[AuditEntry](gettext_lazy("Việc"), lambda entry: words_of(entry.verb), 28),
    Column[AuditEntry](
        gettext_lazy("Đối tượng"), lambda entry: entry.subject_label or entry.subject_key, 40
    ),
    Column[AuditEntry](gettext_lazy("Trước và sau"), lambda entry: "; ".join(told(entry)), 60),
    Column[AuditEntry](gettext_lazy("Văn bản"), lambda entry: entry.document, 24),
)


@with_book
@territory("audit.view_auditentry")
@require_safe
def entries(request: HttpRequest) -> HttpResponseBase:
    """List what was done in the territory, newest first; exports only where they are asked for."""
    user: Any = request.user
    everything = AuditEntry.objects.visible_to(user).order_by("-id")
    # PostgreSQL refuses a NUL character in a text.
    asked = {key: str(value)[:80].replace("\0", "") for key, value in request.GET.items()}
    people, places = _people(everything), _places(user)
    form = EntriesForm(asked, people=people, places=places)
    among = form.narrow(everything, user.area.path if user.area else "")
    kind, verb = form.cleaned_data.get("loai", ANY), asked.get("viec", "")
    shown = among.filter(verb__in=same_as(verb)) if verb else among.of_kind(kind)
    if wants_book(request):
        filters = [words for words in (words_of(verb), *filters_in_words(form)) if words]
        book = Book(_("Nhật ký"), "nhat-ky", COLUMNS, filters)
        return send_book(request, book, shown, subject=user.area)
    page = page_of(shown, request.GET, PAGE, among=everything)
    context = {
        "page": page,
        "rows": [(entry, told_shortly(entry)) for entry in page],
        "verb": verb,
        "form": form,
        "days": list(_days(asked)),
        "narrowed": any(form.cleaned_data.values()),
        "hidden": 0 if verb or kind else _hidden(among, page, key_of(asked.get("sau"))),
    }
    return render(request, "audit/list.html", context)


def _days(asked: Mapping[str, str]) -> Iterator[tuple[str, str, bool]]:
    """Name the days asked for most, with what the address says of each, and whether it is the one shown."""
    today = timezone.localdate()
    for words, ago in ((_("Hôm nay"), 0), (_("Hôm qua"), 1)):
        day = f"{today - timedelta(days=ago):%d/%m/%Y}"
        yield words, day, asked.get("tu") == asked.get("den") == day


def _people(entries: AuditQuerySet) -> list[tuple[str, str]]:
    """Name who did the newest entries: username → name."""
    newest = entries.exclude(actor="").values_list("actor", "actor_name")[:NEWEST]
    # The name that stands in somebody's newest entry.
    named = {actor: name or actor for actor, name in reversed(list(newest))}
    return sorted(named.items(), key=lambda pair: pair[1])


def _places(user: Any) -> list[tuple[str, str]]:
    """Name the units right below the reader's."""
    below = user.area.children.in_order() if user.area else []
    return [(str(unit.pk), unit.full_name) for unit in below]


def _hidden(among: AuditQuerySet, page: KeyPage[AuditEntry], after: int) -> int:
    """Count the exports that a page does not show: from the row it follows to its own last row."""
    found, rows = among.filter(EXPORTS), page.object_list
    if page.before and rows:
        found = found.filter(id__lt=after or rows[0].pk)
    if page.after and rows:
        found = found.filter(id__gt=rows[-1].pk)
    return found.count()
