"""Admin of courses, their sessions and the people on them."""

from django.contrib import admin

from areas.admin_base import PlacedAdmin, ReadOnlyPlacedAdmin
from areas.kinds import Level
from teams.models import ClassSession, Course, Trainee
from teams.training.actions import COURSE_FACTS, change_course, open_course
from web.admin_parts import Writes


@admin.register(Course)
class CourseAdmin(PlacedAdmin):
    """Courses of provinces, districts and communes."""

    list_display = ("name", "kind", "hours", "organiser", "area")
    list_filter = ("kind",)
    change_fields = COURSE_FACTS
    shown = ("area",)
    levels = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
    writes = Writes(open_course, change_course, "course", once=True)


@admin.register(ClassSession)
class ClassSessionAdmin(ReadOnlyPlacedAdmin):
    """Sessions of courses; they are added on the page of the course."""

    list_display = ("course", "held_on", "place")


@admin.register(Trainee)
class TraineeAdmin(ReadOnlyPlacedAdmin):
    """People on the lists of courses; they are put there on the page of the course."""

    list_display = ("member", "course", "certificate", "certified_on")
    shown = ("member", "course", "attended", "certificate", "certified_on")
