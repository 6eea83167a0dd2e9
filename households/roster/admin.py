"""Admin of households: everything by codes, names only to whoever may read them."""

import re
from typing import Any

from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_lazy as _

from areas.admin_base import PlacedAdmin
from areas.dated import FUTURE
from audit.personal import HOUSEHOLDS
from households.models import (
    Assessment,
    Household,
    Resident,
)
from households.register.actions import (
    Conflict,
    ErasedBefore,
    Refused,
    StillRefuses,
    add_household,
    add_resident,
    change_household,
    change_resident,
    set_status,
)
from households.register.queries.history import results_at
from households.register.rules import Clash
from households.roster.forms import (
    CLASHED,
    ERASED,
    MERGED,
    REFUSES,
    AssessmentForm,
    HouseholdForm,
    ResidentForm,
)
from households.survey.actions import assess
from skills.catalogue import COLUMNS, SKILLS
from web.admin_base import ScopedAdmin
from web.admin_parts import STALE, TOLD_WITH, WORDS, column, may_see_names, note_shown

TOLD_WITH[HOUSEHOLDS] = (Resident,)
WORDS["resident"] = _("người trong hộ")

REFUSALS: dict[type[Exception], Any] = {
    **ScopedAdmin.refusals,
    Conflict: STALE,
    Clash: CLASHED,
    ErasedBefore: ERASED,
    StillRefuses: REFUSES,
    Refused: MERGED,
    ValueError: FUTURE,
}
SKILL_COLUMNS = tuple(column(skill.column, skill.short) for skill in SKILLS)


def result_column(name: str, label: Any) -> Any:
    """Return a column that shows one result in words."""

    @admin.display(description=label)
    def shown(row: Any) -> Any:
        return getattr(row, f"get_{name}_display")() or gettext("chưa hỏi")

    shown.__name__ = f"{name}_words"
    return shown


RESULT_COLUMNS = tuple(result_column(skill.column, skill.short) for skill in SKILLS)


class NamedAdmin(PlacedAdmin):
    """Households and their people: without the right to names, by code only.

    `personal` are the fields that name or reach a person. `key` is the path to the number that a
    code says, `letter` the code's first letter.
    """

    refusals = REFUSALS
    personal: frozenset[str] = frozenset()
    columns: tuple[Any, ...] = ()
    letter = "H"
    key = "pk"
    list_display_links = ("code",)
    search_help_text = _("Mã, ví dụ H0123456; nếu được xem tên: tên chủ hộ, xóm, điện thoại")

    def open_to(self, request: HttpRequest, names: tuple[Any, ...]) -> tuple[Any, ...]:
        """Keep the fields that this person may read."""
        if may_see_names(request):
            return names
        return tuple(name for name in names if name not in self.personal)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Note the names that a list shows."""
        response = super().changelist_view(request, extra_context)
        shown = getattr(response, "context_data", None) or {}
        if self.personal and "cl" in shown:
            note_shown(request, *(row.code for row in shown["cl"].result_list))
        return response

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Note the names that a page shows."""
        if self.personal and kwargs.get("obj"):
            note_shown(request, kwargs["obj"].code)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_list_display(self, request: HttpRequest) -> Any:
        """Show names to whoever may read them."""
        return self._in_words(self.open_to(request, self.columns))

    def get_shown(self, request: HttpRequest) -> tuple[Any, ...]:
        """Show names to whoever may read them."""
        return self.open_to(request, self.shown)

    def get_change_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Let nobody change what he may not read."""
        return self.open_to(request, self.change_fields)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let those add who may write a name."""
        return may_see_names(request) and super().has_add_permission(request)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """Search a code; a name only for whoever may read names."""
        term = search_term.strip()
        code = re.fullmatch(rf"{self.letter}?0*([0-9]{{1,15}})", term, re.IGNORECASE)
        if code and (not may_see_names(request) or term[:1].upper() == self.letter):
            return queryset.filter(**{self.key: int(code[1])}), False
        if term and not may_see_names(request):
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description=_("mã"))
    def code(self, obj: Any) -> str:
        """Show the code."""
        return str(obj)


@admin.register(Household)
class HouseholdAdmin(NamedAdmin):
    """Households of the territory."""

    form = HouseholdForm
    personal = frozenset({"head_name", "hamlet", "phone"})
    columns = ("code", "head_name", "hamlet", "village", "status", "surveyed_on", "covered")
    list_select_related = ("village",)
    # By place: in the order of keys a province's rows may lie anywhere in the table.
    ordering = ("village__path", "pk")
    list_filter = ("status", "covered", ("surveyed_on", EmptyFieldListFilter))
    search_fields = ("search_key",)
    autocomplete_fields = ("village",)
    change_fields = ("head_name", "hamlet", "phone", "status")
    add_fields = ("village", *change_fields, "opened_on")
    shown = ("code", "village", "opened_on", "closed_on", "surveyed_on", "covered", "saved_at")

    def offered(self, field: str, found: Any) -> Any:
        """Add households to villages of today."""
        return found.villages().filter(closed_on=None)

    def label_of(self, obj: Any, request: HttpRequest) -> str:
        """Name the head to whoever may read it."""
        note_shown(request, obj.code)
        return f"{obj.code} {obj.head_name}" if may_see_names(request) else obj.code

    def write_new(self, by: Any, data: dict[str, Any]) -> Household:
        """Add a household; the same form sent twice adds it once."""
        fields = {name: data[name] for name in ("village", *self.change_fields)}
        return add_household(by=by, uuid=data["once"], on=data["opened_on"], **fields)

    def write_change(
        self, by: Any, obj: Household, changed: dict[str, Any], data: dict[str, Any]
    ) -> Household:
        """Change the status first, then the rest, each as read at its version."""
        version = data["seen_version"]
        if "status" in changed:
            status = changed.pop("status")
            obj = set_status(by=by, household=obj, status=status, version=version)
            version = obj.version
        return change_household(by=by, household=obj, version=version, **changed)


@admin.register(Resident)
class ResidentAdmin(NamedAdmin):
    """People of the households."""

    form = ResidentForm
    letter = "N"
    personal = frozenset({"full_name", "relation", "born", "birth_year", "sex", "phone"})
    columns = ("code", "full_name", "household", "relation", "born", "left_on", "assessed_on")
    list_select_related = ("household",)
    ordering = ("household__village__path", "household_id", "pk")
    list_filter = ("is_head", ("left_on", EmptyFieldListFilter))
    search_fields = ("household__search_key",)
    autocomplete_fields = ("household",)
    change_fields = ("full_name", "relation", "birth_year", "sex", "left_on")
    add_fields = ("household", *change_fields[:-1])
    shown = ("code", "household", "is_head", "assessed_on", *RESULT_COLUMNS)

    def offered(self, field: str, found: Any) -> Any:
        """Add people to households that still are."""
        return found.filter(closed_on=None)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let those change who may read names."""
        return may_see_names(request) and super().has_change_permission(request, obj)

    def label_of(self, obj: Any, request: HttpRequest) -> str:
        """Name the person to whoever may read it."""
        note_shown(request, obj.code)
        return f"{obj.code} {obj.full_name}" if may_see_names(request) else obj.code

    def version_of(self, obj: Any) -> int | None:
        """Take the household's: every write to the household raises it."""
        return obj.household.version  # type: ignore[no-any-return]  # the stubs say Any

    def audited_as(self, obj: Any) -> Household:
        """Find the person in the audit of the household."""
        return obj.household  # type: ignore[no-any-return]  # the stubs say Any

    @admin.display(description=_("năm sinh"), empty_value="–")
    def born(self, obj: Resident) -> str | None:
        """Show a year as a year, not as a thousand and so many."""
        return str(obj.birth_year) if obj.birth_year else None

    def write_new(self, by: Any, data: dict[str, Any]) -> Resident:
        """Add a person; the same form sent twice adds them once."""
        fields = {name: data[name] for name in self.add_fields}
        return add_resident(by=by, uuid=data["once"], **fields)

    def write_change(
        self, by: Any, obj: Resident, changed: dict[str, Any], data: dict[str, Any]
    ) -> Resident:
        """Change a person, as read at the household's version."""
        return change_resident(by=by, resident=obj, version=data["seen_version"], **changed)


@admin.register(Assessment)
class AssessmentAdmin(NamedAdmin):
    """What was found on which day. Never changed: a newer one corrects it."""

    form = AssessmentForm
    letter = "N"
    key = "resident_id"
    columns = ("code", "assessed_on", "method", *RESULT_COLUMNS, "assessor", "withdrawn_at")
    list_select_related = ("assessor",)
    ordering = ("resident__household__village__path", "resident_id", "pk")
    list_filter = ("method", ("withdrawn_at", EmptyFieldListFilter))
    search_fields = ("resident__household__search_key",)
    autocomplete_fields = ("resident",)
    add_fields = ("resident", "assessed_on", "method", *COLUMNS)
    shown = ("resident", *columns[1:], "recorded_at")

    def offered(self, field: str, found: Any) -> Any:
        """Assess people who live in a household that still is."""
        return found.filter(left_on=None, household__closed_on=None)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave what was found as it was found."""
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Carry along when the page was opened: what was recorded later was not seen."""
        fields = super().get_fields(request, obj)
        return [*fields, "seen_at"] if obj is None else fields

    def audited_as(self, obj: Any) -> Household:
        """Find it in the audit of the household."""
        return obj.resident.household  # type: ignore[no-any-return]  # the stubs say Any

    def write_new(self, by: Any, data: dict[str, Any]) -> Assessment:
        """Assess a person, as he stood when the page was opened; the same form twice assesses once."""
        person = data["resident"]
        found = assess(
            by=by,
            resident=person,
            results=[data[name] for name in COLUMNS],
            was=results_at(person, data["seen_at"]),
            on=data["assessed_on"],
            method=data["method"],
            uuid=data["once"],
        )
        # Where others found the same since, their finding stands for this one.
        return found or person.assessments.standing().last()
