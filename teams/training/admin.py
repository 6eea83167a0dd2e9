"""Admin of courses, their sessions and the people on them."""

from typing import Any

from django.contrib import admin

from areas.admin_base import PlacedAdmin, ReadOnlyPlacedAdmin
from areas.kinds import Level
from teams.models import ClassSession, Course, Trainee
from teams.training.actions import change_course, open_course


@admin.register(Course)
class CourseAdmin(PlacedAdmin):
    """Courses of provinces, districts and communes."""

    list_display = ("name", "kind", "hours", "organiser", "area")
    list_select_related = ("area",)
    list_filter = ("kind",)
    search_fields = ("area__search_key",)
    autocomplete_fields = ("area",)
    change_fields = ("name", "kind", "hours", "organiser")
    add_fields = ("area", *change_fields)
    shown = ("area",)

    def offered(self, field: str, found: Any) -> Any:
        """Offer the units of today that hold courses."""
        levels = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
        return found.filter(level__in=levels, closed_on=None)

    def write_new(self, by: Any, data: dict[str, Any]) -> Course:
        """Set up a course; the same form sent twice sets up one."""
        facts = {name: data[name] for name in self.change_fields}
        return open_course(by=by, area=data["area"], uuid=data["once"], **facts)

    def write_change(
        self, by: Any, obj: Course, changed: dict[str, Any], data: dict[str, Any]
    ) -> Course:
        """Correct a course."""
        return change_course(by=by, course=obj, version=obj.version, **changed)


@admin.register(ClassSession)
class ClassSessionAdmin(ReadOnlyPlacedAdmin):
    """Sessions of courses; they are added on the page of the course."""

    list_display = ("course", "held_on", "place")
    list_select_related = ("course",)
    search_fields = ("course__area__search_key",)
    shown = ("course", "held_on", "place")


@admin.register(Trainee)
class TraineeAdmin(ReadOnlyPlacedAdmin):
    """People on the lists of courses; they are put there on the page of the course."""

    list_display = ("member", "course", "certificate", "certified_on")
    list_select_related = ("member", "course")
    search_fields = ("member__team__area__search_key",)
    shown = ("member", "course", "attended", "certificate", "certified_on")
