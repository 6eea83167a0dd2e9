"""Admin of who asks for which report by when: made and ended on the pages, read here; days that decrees moved."""

from datetime import date

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.admin_base import ReadOnlyPlacedAdmin
from areas.country import of_the_country
from areas.models import MovedDay
from periodic.models import Period, Reopening, Schedule
from periodic.periods.actions import move_day
from web.admin_base import ScopedAdmin
from web.admin_parts import ActionForm, Writes


@admin.register(Schedule)
class ScheduleAdmin(ReadOnlyPlacedAdmin):
    """What units of the territory ask for."""

    list_display = ("title", "area", "form", "span", "cutoff", "begins_on", "ended_on")
    list_filter = ("span", "cutoff")
    shown = (
        *list_display,
        "document",
        "working_days",
        "chosen",
        "approved_within",
        "withdrawn_at",
        "withdrawn_why",
        "made_by",
        "made_at",
    )


@admin.register(Period)
class PeriodAdmin(ReadOnlyPlacedAdmin):
    """Periods for which units of the territory ask."""

    list_display = ("schedule", "begins_on", "ends_on", "due_on", "locked_at")
    list_filter = ("ends_on",)
    shown = (*list_display, "locked_by")


@admin.register(Reopening)
class ReopeningAdmin(ReadOnlyPlacedAdmin):
    """Periods that were opened again, and why."""

    list_display = ("period", "area", "until", "reason", "by", "at")
    list_filter = ("until",)
    shown = list_display


class MovedDayForm(ActionForm):
    """A day, and what a decree says of it."""

    def clean_day(self) -> date:
        """Refuse a year typed wrongly."""
        day: date = self.cleaned_data["day"]
        if abs(day.year - timezone.localdate().year) > 2:
            raise ValidationError(_("Xem lại năm."))
        return day


@admin.register(MovedDay)
class MovedDayAdmin(ScopedAdmin):
    """Days that decrees moved; due days of reports follow, so they are written down here. Of the whole country alone."""

    form = MovedDayForm
    list_display = ("day", "how", "document", "recorded_at")
    list_filter = ("how",)
    shown = list_display
    add_fields = ("day", "how", "document")
    writes = Writes(move_day)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Leave it to administrators of the whole country."""
        may = super().has_add_permission(request)
        return bool(may and of_the_country(request.user, "areas.add_movedday"))
