"""Admin of what decisions leave behind: roles by day, scans, pictures of sessions, and what teams are called."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from areas.admin_base import PlacedAdmin, ReadOnlyPlacedAdmin
from areas.kinds import Level
from teams.models import EarlierFact, Photo, Scan, TeamTitle, TeamVillage, Tenure
from teams.provincial.actions import set_title
from web.admin_parts import WORDS, ActionForm

WORDS["leader"] = _("tổ trưởng")


class TitleForm(ActionForm):
    """A province's title for its teams, set once and then changed."""

    def clean(self) -> dict[str, Any]:
        """Refuse to set a second one."""
        data = super().clean()
        province = data.get("province")
        titles = TeamTitle.objects.visible_to(self.by)
        if self.instance.pk is None and province and titles.filter(province=province).exists():
            text = _("Tỉnh này đã có tên gọi của tổ. Sửa dòng đó.")
            raise ValidationError({"province": text})
        return data


@admin.register(TeamTitle)
class TeamTitleAdmin(PlacedAdmin):
    """What the teams of each province are called."""

    form = TitleForm
    list_display = ("province", "title")
    list_select_related = ("province",)
    search_fields = ("province__search_key",)
    autocomplete_fields = ("province",)
    add_fields = ("province", "title")
    change_fields = ("title",)
    shown = ("province",)

    def offered(self, field: str, found: Any) -> Any:
        """Offer provinces of today."""
        return found.filter(level=Level.PROVINCE, closed_on=None)

    def write_new(self, by: Any, data: dict[str, Any]) -> TeamTitle:
        """Set the title."""
        return set_title(by=by, province=data["province"], title=data["title"])

    def write_change(
        self, by: Any, obj: TeamTitle, changed: dict[str, Any], data: dict[str, Any]
    ) -> TeamTitle:
        """Set another title."""
        return set_title(by=by, province=obj.province, title=data["title"])


@admin.register(Tenure)
class TenureAdmin(ReadOnlyPlacedAdmin):
    """Who was what in a team, and when."""

    list_display = ("member", "role", "team", "valid_from", "valid_to")
    list_select_related = ("member", "team__area")
    list_filter = ("role", ("valid_to", EmptyFieldListFilter))
    search_fields = ("team__area__search_key",)
    shown = ("team", "member", "role", "valid_from", "valid_to", "begun_by", "ended_by")


@admin.register(EarlierFact)
class EarlierFactAdmin(ReadOnlyPlacedAdmin):
    """What dated facts of teams said before they were put right."""

    list_display = ("team", "kind", "since", "until", "recorded_at", "replaced_at")
    list_select_related = ("team__area",)
    list_filter = ("kind",)
    search_fields = ("team__area__search_key",)
    shown = ("team", "kind", "village", "since", "until", "recorded_at", "replaced_at")


@admin.register(TeamVillage)
class TeamVillageAdmin(ReadOnlyPlacedAdmin):
    """Which villages a team is for, and since when."""

    list_display = ("village", "team", "valid_from", "valid_to")
    list_select_related = ("village__commune", "team__area")
    list_filter = (("valid_to", EmptyFieldListFilter),)
    search_fields = ("village__search_key",)
    shown = ("team", "village", "valid_from", "valid_to", "begun_by", "ended_by")


@admin.register(Scan)
class ScanAdmin(ReadOnlyPlacedAdmin):
    """Scans of decisions: what they are; the files themselves are opened on the decision's page."""

    list_display = ("decision", "kind", "size", "added_at", "withdrawn_at")
    list_select_related = ("decision",)
    list_filter = ("kind",)
    search_fields = ("decision__teams__area__search_key",)
    shown = ("decision", "kind", "size", "sha256", "added_by", "added_at", "withdrawn_at")


@admin.register(Photo)
class PhotoAdmin(ReadOnlyPlacedAdmin):
    """Pictures of sessions: what they are; they are looked at on the session's page."""

    list_display = ("activity", "kind", "size", "added_at", "withdrawn_at")
    list_select_related = ("activity",)
    list_filter = ("kind",)
    search_fields = ("activity__team__area__search_key",)
    shown = ("activity", "kind", "size", "sha256", "added_by", "added_at", "withdrawn_at")
