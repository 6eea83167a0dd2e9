"""Admin of teams: what the admin of its features shares, roles by day, facts put right."""

from datetime import date
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.core.exceptions import ValidationError

from areas.admin_base import PlacedAdmin, ReadOnlyPlacedAdmin
from areas.dated import FUTURE, is_to_come
from teams.models import EarlierFact, Tenure
from teams.register.actions import CONTRADICTS, OutOfOrder
from web.admin_base import ScopedAdmin
from web.admin_parts import ActionForm


@admin.register(Tenure)
class TenureAdmin(ReadOnlyPlacedAdmin):
    """Who was what in a team, and when."""

    list_display = ("member", "role", "team", "valid_from", "valid_to")
    list_select_related = ("member", "team__area")
    list_filter = ("role", ("valid_to", EmptyFieldListFilter))
    shown = ("team", "member", "role", "valid_from", "valid_to", "begun_by", "ended_by")


@admin.register(EarlierFact)
class EarlierFactAdmin(ReadOnlyPlacedAdmin):
    """What dated facts of teams said before they were put right."""

    list_display = ("team", "kind", "since", "until", "recorded_at", "replaced_at")
    list_select_related = ("team__area",)
    list_filter = ("kind",)
    shown = ("team", "kind", "village", "since", "until", "recorded_at", "replaced_at")


# What the actions say of a day to come; the forms say it first, beside the field.
REFUSALS = {**ScopedAdmin.refusals, OutOfOrder: CONTRADICTS, ValueError: FUTURE}


class DoneForm(ActionForm):
    """A form about what has been done: none of its days is later than today."""

    def clean(self) -> dict[str, Any]:
        """Refuse days to come."""
        data = super().clean()
        days = {name: value for name, value in data.items() if isinstance(value, date)}
        late = {name: FUTURE for name, day in days.items() if is_to_come(day)}
        if late:
            raise ValidationError(late)
        return data

    def refuse_before(self, name: str, first: date | None, text: Any) -> None:
        """Refuse a day before the first that is possible."""
        day = self.cleaned_data.get(name)
        if day and first and day < first:
            raise ValidationError({name: text})


class TeamPartAdmin(PlacedAdmin):
    """What belongs to a team, found by the place of the team."""

    form = DoneForm
    refusals = REFUSALS
    list_select_related: ClassVar[tuple[str, ...]] = ("team__area",)
    journal = "team"

    def offered(self, field: str, found: Any) -> Any:
        """Choose among the teams in force."""
        return found.filter(dissolved_on=None)
