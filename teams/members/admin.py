"""Admin of people of teams."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from teams.members.actions import WrongAccount, change_member, join, leave
from teams.models import PERSONAL, Member, may_read_personal
from teams.register.admin import REFUSALS, DoneForm, TeamPartAdmin
from web.admin_parts import Writes, column

ORGANISATION = column("organisation_label", _("đơn vị cử người"))


class MemberForm(DoneForm):
    """A person of a team, or the day he left."""

    def clean(self) -> dict[str, Any]:
        """Refuse to let somebody leave before he joined."""
        data = super().clean()
        text = _("Ngày rời tổ không được trước ngày vào tổ.")
        self.refuse_before("left_on", self.instance.joined_on, text)
        return data


@admin.register(Member)
class MemberAdmin(TeamPartAdmin):
    """People of the teams."""

    form = MemberForm
    refusals = {
        **REFUSALS,
        WrongAccount: _(
            "Tài khoản này không thuộc xã của tổ, hoặc đã gắn với người khác trong tổ."
        ),
    }
    list_display = ("full_name", "role", ORGANISATION, "team", "joined_on", "left_on")
    list_select_related = ("team__area", "further")
    list_filter = ("role", "organisation", ("left_on", EmptyFieldListFilter))
    change_fields = (
        *("full_name", "role", "organisation", "phone", "birth_year", "sex"),
        *("account", "left_on"),
    )
    add_fields = ("team", "joined_on", *change_fields[:-1])
    shown = ("team", "joined_on", ORGANISATION)
    over = "left_on"
    writes = Writes(join, once=True)

    def get_change_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Leave out what is personal for those who do not work in the commune; it stays as it is."""
        if may_read_personal(request.user):
            return self.change_fields
        return tuple(name for name in self.change_fields if name not in PERSONAL)

    def version_of(self, obj: Any) -> int | None:
        """Take the team's: every write to the team raises it."""
        return obj.team.version  # type: ignore[no-any-return]  # the stubs say Any

    def offered(self, field: str, found: Any) -> Any:
        """Choose among accounts in use; the action asks whether one is of the team's commune."""
        return found.filter(is_active=True) if field == "account" else super().offered(field, found)

    def write_change(
        self, by: Any, obj: Member, changed: dict[str, Any], data: dict[str, Any]
    ) -> Member:
        """Change a person, and let him leave when a day is given."""
        left_on = changed.pop("left_on", None)
        if changed:
            obj = change_member(by=by, member=obj, **changed)
        return leave(by=by, member=obj, on=left_on) if left_on else obj
