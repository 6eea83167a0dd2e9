"""Admin of teams: founded and dissolved by decisions, with their people and sessions."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.admin_base import PlacedAdmin
from areas.kinds import Level
from skills.catalogue import COLUMNS
from teams.activities.actions import Changed, change_activity, log_activity, withdraw_activity
from teams.activities.actions.activities import FACTS
from teams.founding.actions import dissolve_team, found_team, record_number
from teams.members.actions import WrongAccount, change_member, join, leave
from teams.models import Activity, Decision, Member, Team
from teams.register.actions import OutOfOrder
from web.admin_base import ScopedAdmin
from web.admin_parts import STALE, TOLD_WITH, WORDS, ActionForm, column

TOLD_WITH["teams.team"] = (Decision, Activity, Member)
WORDS["member"] = _("thành viên")
ORGANISATION = column("organisation_label", _("đơn vị cử người"))

FUTURE = _("Ngày còn ở phía trước. Ghi khi việc đã làm.")
OUT_OF_ORDER = _("Ngày này trái với ngày của quyết định khác hoặc với vai trò đã ghi của tổ.")
WRONG_ACCOUNT = _("Tài khoản này không thuộc xã của tổ, hoặc đã gắn với người khác trong tổ.")
IMPOSSIBLE = _("Các số không khớp nhau: số người không hơn số lượt, số nữ không hơn số người.")
# What the actions say of a day to come; the forms say it first, beside the field.
REFUSALS = {**ScopedAdmin.refusals, OutOfOrder: OUT_OF_ORDER, ValueError: FUTURE}


class DoneForm(ActionForm):
    """A form about what has been done: none of its days is later than today."""

    def clean(self) -> dict[str, Any]:
        """Refuse days to come."""
        data = super().clean()
        today = timezone.localdate()
        late = {
            name: FUTURE
            for name, value in data.items()
            if isinstance(value, date) and value > today
        }
        if late:
            raise ValidationError(late)
        return data

    def refuse_before(self, name: str, first: date | None, text: Any) -> None:
        """Refuse a day before the first that is possible."""
        day = self.cleaned_data.get(name)
        if day and first and day < first:
            raise ValidationError({name: text})


class TeamForm(DoneForm):
    """A decision on a team, its number when it is known."""

    number = forms.CharField(label=_("số quyết định"), max_length=60, required=False)
    signer = forms.CharField(label=_("người ký"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse to dissolve a team before it was founded."""
        data = super().clean()
        text = _("Ngày giải thể không được trước ngày thành lập.")
        self.refuse_before("dissolved_on", self.instance.founded_on, text)
        return data


class MemberForm(DoneForm):
    """A person of a team, or the day he left."""

    def clean(self) -> dict[str, Any]:
        """Refuse to let somebody leave before he joined."""
        data = super().clean()
        text = _("Ngày rời tổ không được trước ngày vào tổ.")
        self.refuse_before("left_on", self.instance.joined_on, text)
        return data


class ActivityForm(DoneForm):
    """A session, or why it is withdrawn."""

    def clean(self) -> dict[str, Any]:
        """Refuse a session that says neither what it was about nor what it taught."""
        data = super().clean()
        if not data.get("title") and not any(data.get(name) for name in COLUMNS):
            raise ValidationError({"title": _("Chọn kỹ năng đã dạy, hoặc ghi nội dung của buổi.")})
        return data


class TeamPartAdmin(PlacedAdmin):
    """What belongs to a team, found by the place of the team."""

    form = DoneForm
    refusals = REFUSALS
    search_fields = ("team__area__search_key",)
    list_select_related: ClassVar[tuple[str, ...]] = ("team__area",)
    autocomplete_fields: ClassVar[tuple[str, ...]] = ("team",)

    def offered(self, field: str, found: Any) -> Any:
        """Choose among the teams in force."""
        return found.filter(dissolved_on=None)

    def version_of(self, obj: Any) -> int | None:
        """Take the team's: every write to the team raises it."""
        return obj.team.version  # type: ignore[no-any-return]

    def audited_as(self, obj: Any) -> Team:
        """Find it in the audit of its team."""
        return obj.team  # type: ignore[no-any-return]


@admin.register(Team)
class TeamAdmin(PlacedAdmin):
    """Teams of the territory, with the facts the actions keep beside them."""

    form = TeamForm
    refusals = REFUSALS
    list_display = (
        "__str__",
        "tier",
        "founded_on",
        "dissolved_on",
        "led",
        "last_active_on",
    )
    list_select_related = ("area",)
    list_filter = ("tier", "led", ("dissolved_on", EmptyFieldListFilter))
    search_fields = ("area__search_key",)
    autocomplete_fields = ("area",)
    add_fields = ("area", "founded_on", "number", "signer")
    change_fields = ("dissolved_on", "number")
    shown = ("area", "tier", "founded_on", "led", "last_active_on")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave a dissolved team as it is; its decision can still be put right."""
        over = obj is not None and obj.dissolved_on is not None
        return not over and super().has_change_permission(request, obj)

    def offered(self, field: str, found: Any) -> Any:
        """Found teams in villages and communes of today."""
        return found.filter(level__in=(Level.VILLAGE, Level.COMMUNE), closed_on=None)

    def write_new(self, by: Any, data: dict[str, Any]) -> Team:
        """Found a team."""
        return found_team(
            by=by,
            area=data["area"],
            on=data["founded_on"],
            number=data["number"],
            signer=data["signer"],
        )

    def write_change(
        self, by: Any, obj: Team, changed: dict[str, Any], data: dict[str, Any]
    ) -> Team:
        """Dissolve the team once a day is given."""
        day = changed.get("dissolved_on")
        return dissolve_team(by=by, team=obj, on=day, number=data["number"]) if day else obj


@admin.register(Decision)
class DecisionAdmin(PlacedAdmin):
    """Decisions on teams: made by founding and dissolving, here given their numbers."""

    form = DoneForm
    refusals = REFUSALS
    list_display = ("kind", "number", "signed_on", "signer", "abstract", "withdrawn_on")
    list_filter = ("kind", ("withdrawn_on", EmptyFieldListFilter))
    search_fields = ("teams__area__search_key",)
    change_fields = ("number", "signed_on", "signer", "abstract")
    shown = ("kind", "withdrawn_on", "withdrawn_why")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Make decisions by founding and dissolving teams."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Change no decision that also touches teams of others, and none that was withdrawn."""
        if obj is not None:
            others = obj.teams.exclude(pk__in=Team.objects.visible_to(request.user))
            if obj.withdrawn_on or others.exists():
                return False
        return super().has_change_permission(request, obj)

    def audited_as(self, obj: Any) -> Any:
        """Find it in the audit of its first team."""
        return obj.teams.first() or obj

    def write_change(
        self, by: Any, obj: Decision, changed: dict[str, Any], data: dict[str, Any]
    ) -> Decision:
        """Fill in or correct number, day and signer."""
        fields = {name: data[name] for name in self.change_fields}
        return record_number(by=by, decision=obj, **fields)


@admin.register(Member)
class MemberAdmin(TeamPartAdmin):
    """People of the teams."""

    form = MemberForm
    refusals = {**REFUSALS, WrongAccount: WRONG_ACCOUNT}
    autocomplete_fields = ("team", "account")
    list_display = ("full_name", "role", ORGANISATION, "team", "joined_on", "left_on")
    list_select_related = ("team__area", "further")
    list_filter = ("role", "organisation", ("left_on", EmptyFieldListFilter))
    change_fields = (
        *("full_name", "role", "organisation", "phone", "birth_year", "sex"),
        *("account", "left_on"),
    )
    add_fields = ("team", "joined_on", *change_fields[:-1])
    shown = ("team", "joined_on", ORGANISATION)

    def offered(self, field: str, found: Any) -> Any:
        """Choose among accounts in use; the action asks whether one is of the team's commune."""
        return found.filter(is_active=True) if field == "account" else super().offered(field, found)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave those who left as they were."""
        gone = obj is not None and obj.left_on is not None
        return not gone and super().has_change_permission(request, obj)

    def write_new(self, by: Any, data: dict[str, Any]) -> Member:
        """Let a person join."""
        return join(by=by, **{name: data[name] for name in self.add_fields})

    def write_change(
        self, by: Any, obj: Member, changed: dict[str, Any], data: dict[str, Any]
    ) -> Member:
        """Change a person, and let him leave when a day is given."""
        left_on = changed.pop("left_on", None)
        if changed:
            obj = change_member(by=by, member=obj, **changed)
        return leave(by=by, member=obj, on=left_on) if left_on else obj


@admin.register(Activity)
class ActivityAdmin(TeamPartAdmin):
    """Sessions of the teams."""

    form = ActivityForm
    refusals = {**REFUSALS, Changed: STALE, IntegrityError: IMPOSSIBLE}
    list_display = ("held_on", "__str__", "place", "team", "people", "withdrawn_on", "logged_by")
    list_select_related = ("team__area", "logged_by")
    list_filter = (("withdrawn_on", EmptyFieldListFilter), *COLUMNS)
    # No note: it may name residents, whom administrators do not read.
    add_fields = ("team", "held_on", *(name for name in FACTS if name != "note"))
    change_fields = (*add_fields[1:], "withdrawn_why")
    shown = ("team", "present", "logged_by", "withdrawn_on")

    def version_of(self, obj: Any) -> int | None:
        """Take its own: sessions are corrected one by one."""
        return obj.version  # type: ignore[no-any-return]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave a withdrawn session as it is."""
        gone = obj is not None and obj.withdrawn_on is not None
        return not gone and super().has_change_permission(request, obj)

    def write_new(self, by: Any, data: dict[str, Any]) -> Activity:
        """Log a session; the same form sent twice logs it once."""
        fields = {name: data[name] for name in self.add_fields}
        return log_activity(by=by, uuid=data["once"], **fields)

    def write_change(
        self, by: Any, obj: Activity, changed: dict[str, Any], data: dict[str, Any]
    ) -> Activity:
        """Correct a session, and withdraw it when a reason is given."""
        why = changed.pop("withdrawn_why", "")
        if changed:
            obj = change_activity(by=by, activity=obj, version=obj.version, **changed)
        return withdraw_activity(by=by, activity=obj, why=why) if why else obj
