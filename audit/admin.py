"""Admin of the audit: read by whoever may, changed by nobody."""

import re
from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.translation import gettext, gettext_lazy as _

from audit.models import AuditEntry, PersonalValue, words_of
from audit.personal import HOUSEHOLDS
from web.admin_base import ReadOnlyAdmin
from web.admin_parts import line_of, lines_of, may_see_names, note_shown

_CODE = re.compile(r"H0*([0-9]{1,15})", re.IGNORECASE)
# Entries in which a word without an index is looked for.
_NEWEST = 2_000


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """What was done in the territory, newest first."""

    list_display = ("at", "who", "what", "subject_label", "document")
    search_fields = ("subject_label",)
    search_help_text = _(
        "Tên đăng nhập hoặc mã hộ; tên đối tượng và số văn bản: trong 2.000 dòng mới nhất. Ghi đủ"
    )
    shown = ("at", "who", "actor", "what", "subject_label", "subject_key", "place", "document")

    def get_shown(self, request: HttpRequest) -> tuple[Any, ...]:
        """Add the changes as far as this person may read them."""
        is_shown = may_see_names(request)
        return (*self.shown, "changes_with_names" if is_shown else "changes_without_names")

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Note the names that an entry tells."""
        obj: AuditEntry | None = kwargs.get("obj")
        if obj and obj.names_somebody:
            note_shown(request, str(obj.subject_label))
        return super().render_change_form(request, context, *args, **kwargs)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """Search who did it and households by code everywhere, other words among the newest entries.

        Everything has an index but those words, and the journal is the largest table of all.
        """
        term = search_term.strip()
        if not term:
            return queryset, False
        if code := _CODE.fullmatch(term):
            return queryset.filter(subject=HOUSEHOLDS, subject_key=str(int(code[1]))), False
        for actor in (term, term.lower()):
            # Asked of all entries, by the index; what is shown is the territory's.
            if AuditEntry.unscoped.filter(actor=actor).exists():
                return queryset.filter(actor=actor), False
        asked = Q(subject_label__iexact=term) | Q(document__iexact=term)
        oldest = (
            queryset.order_by("-id").values_list("id", flat=True)[_NEWEST : _NEWEST + 1].first()
        )
        return queryset.filter(asked, id__gt=oldest or 0), False

    @admin.display(description=_("việc"))
    def what(self, entry: AuditEntry) -> str:
        """Say what was done, in the reader's language."""
        return words_of(entry.verb)

    @admin.display(description=_("người làm"))
    def who(self, entry: AuditEntry) -> str:
        """Name who did it; the system itself has no name."""
        return entry.actor_name or entry.actor or gettext("Hệ thống")

    @admin.display(description=_("trước và sau"))
    def changes_with_names(self, entry: AuditEntry) -> str:
        """Show what changed, names and all."""
        return _as_list(entry, may_see_names=True)

    @admin.display(description=_("trước và sau"))
    def changes_without_names(self, entry: AuditEntry) -> str:
        """Show what changed, without what is personal."""
        return _as_list(entry, may_see_names=False)


def _as_list(entry: AuditEntry, *, may_see_names: bool) -> str:
    lines = lines_of(entry, may_see_names=may_see_names)
    return format_html_join("\n", "<div>{}: {} → {}</div>", lines) or "–"


@admin.register(PersonalValue)
class PersonalValueAdmin(ReadOnlyAdmin):
    """Of which lines something personal is kept, and of whom; what it is stands in the line itself."""

    list_display = ("entry", "named", "about")
    shown = list_display

    @admin.display(description=_("trường"))
    def named(self, value: PersonalValue) -> str:
        """Call the field what the journal calls it."""
        return line_of(value.entry.subject, value.field, (None, None))[0]
