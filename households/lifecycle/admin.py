"""Admin of what happens to households: read, found by code, never changed by hand; no names."""

import re
from typing import Any

from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.db.models import Q
from django.http import HttpRequest
from django.utils.text import format_lazy as text
from django.utils.translation import gettext_lazy as _

from households.counts.contribution import MOVED
from households.models import Confirmation, Household, Movement, NotDuplicate, Regrouping
from skills.catalogue import SKILLS
from skills.people import PEOPLE_WORDS
from web.admin_base import ReadOnlyAdmin
from web.admin_parts import WORDS, column

WORDS.update(
    merged=_("hộ được gộp vào"),
    merged_into=_("gộp vào hộ"),
    split_off=_("hộ mới"),
    origin=_("tách từ hộ"),
    moved_on=_("chuyển ngày"),
    regrouped=_("hộ kia"),
    other_household=_("hộ kia"),
    reviewed_on=_("rà soát ngày"),
)

_WORDS = {
    "households": _("số hộ"),
    "surveyed": _("đã khảo sát"),
    "partly": _("đã hỏi một phần"),
    "covered": _("hộ đạt"),
    "combined": _("cả hộ gộp lại đủ 5"),
    "one_short": _("thiếu 1 kỹ năng"),
    "ask_one": _("hỏi nốt 1 kỹ năng"),
    "ask_fifth": _("hỏi nốt kỹ năng 5"),
    "ruled_out": _("mọi người đã hỏi đều chưa biết đủ"),
    "nobody_home": _("vắng nhà"),
    "refused": _("từ chối"),
    **{skill.column: skill.short for skill in SKILLS},
    **{s.asked_column: text("{} {}", _("đã hỏi kỹ năng"), s.number) for s in SKILLS},
    **PEOPLE_WORDS,
}
FIGURES = tuple(column(name, _WORDS[name]) for name in MOVED)


class LifeAdmin(ReadOnlyAdmin):
    """What happened to households, found by their codes; `keys` are the columns that hold them."""

    keys: tuple[str, ...] = ("household",)
    search_help_text = _("Mã hộ, ví dụ H0123456")
    search_fields = ("pk",)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """Search a household's code."""
        term = search_term.strip()
        if not term:
            return queryset, False
        code = re.fullmatch(r"H?0*([0-9]{1,15})", term, re.IGNORECASE)
        if not code:
            return queryset.none(), False
        asked = Q()
        for key in self.keys:
            asked |= Q((f"{key}_id", int(code[1])))
        return queryset.filter(asked), False

    def audited_as(self, obj: Any) -> Household:
        """Find it in the audit of the household."""
        return getattr(obj, self.keys[0])  # type: ignore[no-any-return]  # the stubs say Any


@admin.register(Confirmation)
class ConfirmationAdmin(LifeAdmin):
    """Confirmations that nothing had changed."""

    list_display = ("household", "confirmed_on", "confirmed_by", "recorded_at", "withdrawn_at")
    list_select_related = ("household", "confirmed_by")
    list_filter = (("withdrawn_at", EmptyFieldListFilter),)


@admin.register(Movement)
class MovementAdmin(LifeAdmin):
    """Why figures moved: what each change added or took away."""

    list_display = ("of_household", "in_village", "day", "cause", *FIGURES)
    list_select_related = ("household", "village")
    list_filter = ("cause",)

    @admin.display(description=_("hộ"))
    def of_household(self, movement: Movement) -> str:
        """Name the household."""
        return str(movement.household)

    @admin.display(description=_("thôn"))
    def in_village(self, movement: Movement) -> str:
        """Name the village."""
        return str(movement.village)


@admin.register(Regrouping)
class RegroupingAdmin(LifeAdmin):
    """Mergers and splits."""

    keys = ("household", "other")
    list_display = ("kind", "household", "other", "done_on", "done_by", "undone_at")
    list_select_related = ("household", "other", "done_by")
    list_filter = ("kind", ("undone_at", EmptyFieldListFilter))


@admin.register(NotDuplicate)
class NotDuplicateAdmin(LifeAdmin):
    """Pairs said to be two households."""

    keys = ("first", "second")
    list_display = ("first", "second", "said_by", "said_at", "withdrawn_at")
    list_select_related = ("first", "second", "said_by")
    list_filter = (("withdrawn_at", EmptyFieldListFilter),)
