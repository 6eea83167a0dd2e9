"""The people of a team: volunteers, mostly without an account; and organisations that a province names for them."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.dated import ends_after, not_ended
from areas.fields import NameField
from areas.models import Area
from areas.names import KEY_LENGTH
from teams.models.team import SeenWithTeams, Team
from web.scope import ScopedQuerySet

# What is personal of somebody in a team, beside their name.
PERSONAL = ("phone", "birth_year", "sex")


class FurtherOrganisationQuerySet(ScopedQuerySet["FurtherOrganisation"]):
    """Organisations named by the provinces of a territory."""

    place = "province__path"
    needs = "teams.view_furtherorganisation"

    def on(self, day: date) -> Self:
        """Keep those that have not ended on this day."""
        return self.filter(not_ended(day, "ended_on"))

    def for_team(self, team: Team) -> Self:
        """Keep those of the team's province."""
        return self.filter(province=team.area.province_id)


class FurtherOrganisation(models.Model):
    """One that a province names. Once in a province, however it is written; ended, never deleted."""

    province = models.ForeignKey(
        Area, models.PROTECT, related_name="further_organisations", verbose_name=_("tỉnh")
    )
    name = NameField(_("tên đơn vị"), max_length=80)
    search_key = models.CharField(max_length=KEY_LENGTH, editable=False)
    ended_on = models.DateField(_("ngừng từ ngày"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = FurtherOrganisationQuerySet.as_manager()
    objects = FurtherOrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị cử người của tỉnh")
        verbose_name_plural = _("đơn vị cử người của tỉnh")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="furtherorganisation_named", condition=~Q(name="") & ~Q(search_key="")
            ),
            models.UniqueConstraint(
                fields=["province", "search_key"], name="furtherorganisation_once_in_a_province"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


def may_read_personal(user: Any) -> bool:
    """Say whether years of birth, sex and telephones of people of teams are for this person.

    They are for those who work in the commune; everybody else reads names, and how to reach a leader.
    """
    return bool(user.has_perm("households.view_names"))


class MemberQuerySet(SeenWithTeams["Member"]):
    """Members of the teams of a territory."""

    place = "team__area__path"

    def serving(self) -> Self:
        """Keep those who have not left, leader first."""
        return self.filter(left_on=None).by_rank()

    def serving_on(self, day: date) -> Self:
        """Keep those who were in their team on this day, `role_then` with what they were, leader first."""
        return (
            self.filter(not_ended(day, "tenures__valid_to"), tenures__valid_from__lte=day)
            .annotate(role_then=F("tenures__role"))
            .by_rank("role_then")
        )

    def by_rank(self, role: str = "role") -> Self:
        """Order by the role in this column: leader, deputy, then the others by given name."""
        rank = models.Case(
            models.When(**{role: Member.Role.LEADER}, then=0),
            models.When(**{role: Member.Role.DEPUTY}, then=1),
            default=2,
        )
        return self.alias(rank=rank).order_by("rank", "sort_key", "id")


class Member(models.Model):
    """A person of a team. Volunteers, mostly without an account."""

    class Role(models.TextChoices):
        LEADER = "leader", _("Tổ trưởng")
        DEPUTY = "deputy", _("Tổ phó")
        MEMBER = "member", _("Thành viên")

    class Organisation(models.TextChoices):
        VILLAGE = "village", _("Ban cán sự thôn")
        YOUTH = "youth", _("Đoàn thanh niên")
        POLICE = "police", _("Công an xã")
        WOMEN = "women", _("Hội Phụ nữ")
        FRONT = "front", _("Mặt trận Tổ quốc")
        FARMERS = "farmers", _("Hội Nông dân")
        SCHOOL = "school", _("Trường học")
        BUSINESS = "business", _("Doanh nghiệp")
        OTHER = "other", _("Khác")

    class Sex(models.TextChoices):
        FEMALE = "f", _("Nữ")
        MALE = "m", _("Nam")

    team = models.ForeignKey(Team, models.PROTECT, related_name="members", verbose_name=_("tổ"))
    # The key of the form that added them, so that one sent twice adds one person; others have none.
    uuid = models.UUIDField(null=True, editable=False)
    full_name = NameField(_("họ tên"), max_length=200)
    sort_key = models.CharField(max_length=600, editable=False)
    role = models.CharField(_("vai trò"), max_length=8, choices=Role, default=Role.MEMBER)
    organisation = models.CharField(
        _("đơn vị"), max_length=16, choices=Organisation, default=Organisation.OTHER
    )
    further = models.ForeignKey(
        FurtherOrganisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("đơn vị tỉnh đặt thêm"),
    )
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("năm sinh"), null=True, blank=True)
    sex = models.CharField(_("giới"), max_length=1, choices=Sex, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("tài khoản"),
    )
    # Where teams were made one: the first row of this person, here or in a team that was. Rows that have
    # different ones are different people; None says nothing.
    person = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="stays",
        verbose_name=_("cùng một người"),
    )
    joined_on = models.DateField(_("vào tổ ngày"))
    left_on = models.DateField(_("rời tổ ngày"), null=True, blank=True)

    unscoped = MemberQuerySet.as_manager()
    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("thành viên tổ")
        verbose_name_plural = _("thành viên tổ")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["uuid"], condition=Q(uuid__isnull=False), name="member_added_once"
            ),
            models.UniqueConstraint(
                fields=["team"],
                condition=Q(role="leader", left_on=None),
                name="member_one_leader_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["team", "account"],
                condition=Q(left_on=None),
                name="member_account_once_in_a_team",
            ),
            models.CheckConstraint(
                name="member_further_only_beside_other",
                condition=Q(further=None) | Q(organisation="other"),
            ),
            models.CheckConstraint(name="member_named", condition=~Q(full_name="")),
            ends_after("member_leaves_after_joining", "joined_on", "left_on"),
            models.CheckConstraint(
                name="member_birth_year_possible",
                condition=Q(birth_year__isnull=True) | Q(birth_year__range=(1900, 2100)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.full_name)

    def phone_for(self, user: Any) -> str:
        """Return the telephone as far as it is for this person: everybody may reach a leader."""
        is_open = self.role == self.Role.LEADER or may_read_personal(user)
        return str(self.phone) if is_open else ""

    @property
    def organisation_label(self) -> str:
        """What his organisation is called: by the province, or else by the list."""
        return str(self.further.name if self.further else self.get_organisation_display())
