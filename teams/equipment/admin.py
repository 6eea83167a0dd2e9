"""Admin of what teams work with and should have, what they ask for and what they learn."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from areas.admin_base import PlacedAdmin, ReadOnlyPlacedAdmin
from areas.kinds import Level
from teams.equipment.actions import Outdated, add_equipment, change_equipment
from teams.models import ClassSession, Course, Equipment, EquipmentNorm, Need, Trainee
from teams.needs.actions import HasTeam, answer_need, ask
from teams.provincial.actions import NORM_FACTS, change_norm, set_norm
from teams.register.actions import OutOfOrder
from teams.training.actions import change_course, open_course
from web.admin_base import ScopedAdmin
from web.admin_parts import WORDS, ActionForm

WORDS["custodian"] = _("người giữ")
REFUSALS = {
    **ScopedAdmin.refusals,
    OutOfOrder: _("Các ngày trái nhau, hoặc trái với tình trạng: mất và đã trả thì phải có ngày."),
    ValueError: _("Ngày còn ở phía trước, hoặc người giữ không thuộc tổ này."),
}


@admin.register(Equipment)
class EquipmentAdmin(PlacedAdmin):
    """Equipment of the teams."""

    form = ActionForm
    refusals = REFUSALS
    list_display = ("name", "kind", "state", "team", "custodian", "checked_on", "ended_on")
    list_select_related = ("team__area", "custodian")
    list_filter = ("kind", "state")
    search_fields = ("team__area__search_key",)
    autocomplete_fields = ("team", "custodian")
    change_fields = (
        "kind",
        "name",
        "state",
        "custodian",
        "source",
        "received_on",
        "checked_on",
        "ended_on",
    )
    add_fields = ("team", *change_fields)
    shown = ("team",)

    def offered(self, field: str, found: Any) -> Any:
        """Choose among teams in force, and people who serve."""
        return found.filter(dissolved_on=None) if field == "team" else found.filter(left_on=None)

    def write_new(self, by: Any, data: dict[str, Any]) -> Equipment:
        """Add an item to a team; the same form sent twice adds one."""
        facts = {name: data[name] for name in self.change_fields}
        return add_equipment(by=by, team=data["team"], uuid=data["once"], **facts)

    def write_change(
        self, by: Any, obj: Equipment, changed: dict[str, Any], data: dict[str, Any]
    ) -> Equipment:
        """Correct an item."""
        return change_equipment(by=by, item=obj, version=obj.version, **changed)


@admin.register(EquipmentNorm)
class EquipmentNormAdmin(PlacedAdmin):
    """What the teams of each province should have, from which day."""

    list_display = ("province", "valid_from", *Equipment.Kind.values, "document")
    list_select_related = ("province",)
    search_fields = ("province__search_key",)
    autocomplete_fields = ("province",)
    add_fields = ("province", *NORM_FACTS)
    change_fields = NORM_FACTS
    shown = ("province",)

    def offered(self, field: str, found: Any) -> Any:
        """Offer provinces of today."""
        return found.filter(level=Level.PROVINCE, closed_on=None)

    def write_new(self, by: Any, data: dict[str, Any]) -> EquipmentNorm:
        """Set the norm."""
        facts = {name: data[name] for name in NORM_FACTS}
        return set_norm(by=by, province=data["province"], **facts)

    def write_change(
        self, by: Any, obj: EquipmentNorm, changed: dict[str, Any], data: dict[str, Any]
    ) -> EquipmentNorm:
        """Correct it."""
        return change_norm(by=by, norm=obj, **changed)


@admin.register(Need)
class NeedAdmin(PlacedAdmin):
    """Requests from villages and communes, and their answers."""

    form = ActionForm
    refusals = {
        **ScopedAdmin.refusals,
        Outdated: _("Nhu cầu này đã rút hoặc vừa được người khác trả lời."),
        HasTeam: _("Nơi này đã có tổ."),
        OutOfOrder: _("Câu trả lời không hợp với tình trạng: đã trả lời thì phải có lời và ngày."),
        ValueError: _("Ngày còn ở phía trước. Ghi khi việc đã làm."),
    }
    list_display = ("area", "kind", "words", "status", "asked_on", "answered_on")
    list_select_related = ("area",)
    list_filter = ("kind", "status")
    search_fields = ("area__search_key",)
    autocomplete_fields = ("area",)
    add_fields = ("area", "kind", "words", "number", "amount", "asked_on", "asked_by")
    change_fields = ("status", "answer", "given")
    shown = (*add_fields, "team", "logged_by", "answered_on", "answered_by")

    def offered(self, field: str, found: Any) -> Any:
        """Ask for villages and communes of today."""
        return found.filter(level__in=(Level.VILLAGE, Level.COMMUNE), closed_on=None)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave what was withdrawn as it is."""
        withdrawn = obj is not None and obj.status == Need.Status.WITHDRAWN
        return not withdrawn and super().has_change_permission(request, obj)

    def write_new(self, by: Any, data: dict[str, Any]) -> Need:
        """Write down a request; the same form sent twice writes one."""
        return ask(by=by, uuid=data["once"], **{name: data[name] for name in self.add_fields})

    def write_change(
        self, by: Any, obj: Need, changed: dict[str, Any], data: dict[str, Any]
    ) -> Need:
        """Answer a request."""
        answer = {name: data[name] for name in self.change_fields}
        return answer_need(by=by, need=obj, version=obj.version, **answer)


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
