"""Community digital technology teams: what decisions say, who is in them, what they do."""

import uuid
from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.counts import CountRow, CountRowQuerySet
from areas.fields import NameField
from areas.models import Area
from audit.scope import ScopedQuerySet


class Tier(models.TextChoices):
    """A commune team never counts as covering a village."""

    VILLAGE = "village", _("Tổ của thôn")
    COMMUNE = "commune", _("Tổ của xã")


class State(models.TextChoices):
    """How far a village's team has come; each step includes the one before."""

    NONE = "none", _("Chưa có tổ")
    ON_PAPER = "on_paper", _("Trên giấy")
    STAFFED = "staffed", _("Đủ người")
    ACTIVE = "active", _("Đang hoạt động")
    DISSOLVED = "dissolved", _("Đã giải thể")


def active_since(day: date) -> date:
    """Return the first day whose activity still makes a team active on `day`."""
    return day - timedelta(days=settings.TEAM_ACTIVE_DAYS)


class TeamQuerySet(ScopedQuerySet["Team"]):
    """Teams of a territory."""

    place = "area__path"
    needs = "teams.view_team"

    def in_force(self, day: date) -> Self:
        """Keep the teams whose decision holds on this day."""
        return self.filter(
            Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=day), founded_on__lte=day
        )


class Team(models.Model):
    """A team of one village, or of a commune, from its founding decision to its dissolution."""

    area = models.ForeignKey(
        Area, models.PROTECT, related_name="teams", verbose_name=_("thôn hoặc xã")
    )
    tier = models.CharField(_("cấp tổ"), max_length=8, choices=Tier, default=Tier.VILLAGE)
    founded_on = models.DateField(_("thành lập ngày"))
    dissolved_on = models.DateField(_("giải thể ngày"), null=True, blank=True)
    # Kept by the actions beside the facts they come from.
    staffed = models.BooleanField(_("có tổ trưởng"), default=False, editable=False)
    last_active_on = models.DateField(_("buổi gần nhất"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = TeamQuerySet.as_manager()
    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("tổ công nghệ số")
        verbose_name_plural = _("tổ công nghệ số")
        ordering = ("id",)
        permissions = [("log_activity", "Can log an activity of a team")]
        constraints = [
            models.CheckConstraint(name="team_tier_known", condition=Q(tier__in=Tier.values)),
            models.CheckConstraint(
                name="team_dissolved_after_founded",
                condition=Q(dissolved_on__isnull=True) | Q(dissolved_on__gte=F("founded_on")),
            ),
        ]

    def __str__(self) -> str:
        return _("Tổ công nghệ số %(place)s") % {"place": _lower_first(self.area.full_name)}

    def state_on(self, day: date) -> State:
        """Return how far the team has come by this day."""
        if self.dissolved_on and self.dissolved_on <= day:
            return State.DISSOLVED
        if not self.staffed:
            return State.ON_PAPER
        recent = self.last_active_on and self.last_active_on >= active_since(day)
        return State.ACTIVE if recent else State.STAFFED


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


class DecisionQuerySet(ScopedQuerySet["Decision"]):
    """Decisions on at least one team of a territory, each once."""

    place = "teams__area__path"
    needs = "teams.view_team"

    def inside(self, path: str) -> Self:
        """Keep a decision on several teams once."""
        return super().inside(path).distinct()


class Decision(models.Model):
    """A written decision on a team: founding, reconstituting (kiện toàn) or dissolving it."""

    class Kind(models.TextChoices):
        FOUND = "found", _("Thành lập")
        RECONSTITUTE = "reconstitute", _("Kiện toàn")
        DISSOLVE = "dissolve", _("Giải thể")

    teams = models.ManyToManyField(Team, related_name="decisions", verbose_name=_("tổ"))
    kind = models.CharField(_("loại"), max_length=16, choices=Kind)
    number = NameField(_("số quyết định"), max_length=60, blank=True)
    signed_on = models.DateField(_("ngày ký"))
    signer = NameField(_("người ký"), max_length=120, blank=True)
    abstract = NameField(_("trích yếu"), max_length=255, blank=True)

    unscoped = DecisionQuerySet.as_manager()
    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("quyết định")
        verbose_name_plural = _("quyết định")
        ordering = ("signed_on", "id")
        constraints = [
            models.CheckConstraint(
                name="decision_kind_known",
                condition=Q(kind__in=["found", "reconstitute", "dissolve"]),
            )
        ]

    def __str__(self) -> str:
        number = self.number or _("chưa có số")
        return _("%(kind)s, quyết định %(number)s") % {
            "kind": self.get_kind_display(),
            "number": number,
        }


class MemberQuerySet(ScopedQuerySet["Member"]):
    """Members of the teams of a territory."""

    place = "team__area__path"
    needs = "teams.view_team"

    def serving(self) -> Self:
        """Keep those who have not left, leader first."""
        return (
            self.filter(left_on=None)
            .alias(
                rank=models.Case(
                    models.When(role=Member.Role.LEADER, then=0),
                    models.When(role=Member.Role.DEPUTY, then=1),
                    default=2,
                )
            )
            .order_by("rank", "sort_key", "id")
        )


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
    full_name = NameField(_("họ tên"), max_length=200)
    sort_key = models.CharField(max_length=600, editable=False)
    role = models.CharField(_("vai trò"), max_length=8, choices=Role, default=Role.MEMBER)
    organisation = models.CharField(
        _("đơn vị"), max_length=16, choices=Organisation, default=Organisation.OTHER
    )
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("năm sinh"), null=True, blank=True)
    sex = models.CharField(_("giới"), max_length=1, choices=Sex, blank=True)
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
                fields=["team"],
                condition=Q(role="leader", left_on=None),
                name="member_one_leader_at_a_time",
            ),
            models.CheckConstraint(name="member_named", condition=~Q(full_name="")),
            models.CheckConstraint(
                name="member_leaves_after_joining",
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
            ),
            models.CheckConstraint(
                name="member_birth_year_possible",
                condition=Q(birth_year__isnull=True) | Q(birth_year__range=(1900, 2100)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.full_name)


class ActivityQuerySet(ScopedQuerySet["Activity"]):
    """What the teams of a territory did."""

    place = "team__area__path"
    needs = "teams.view_team"


class Activity(models.Model):
    """A session of a team: this is what makes it active."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="activities", verbose_name=_("tổ"))
    held_on = models.DateField(_("ngày"))
    title = NameField(_("nội dung"), max_length=200)
    people = models.PositiveIntegerField(_("số lượt người được hướng dẫn"), null=True, blank=True)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    unscoped = ActivityQuerySet.as_manager()
    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("buổi hướng dẫn")
        verbose_name_plural = _("buổi hướng dẫn")
        ordering = ("-held_on", "-id")
        indexes = [models.Index(fields=["team", "-held_on"], name="activity_team_day")]

    def __str__(self) -> str:
        return str(self.title)


class VillageTeamCount(CountRow):
    """The village-tier teams of one village: in force, with a leader, and last active."""

    teams = models.PositiveIntegerField(default=0)
    staffed = models.PositiveIntegerField(default=0)
    last_active_on = models.DateField(null=True)

    unscoped = CountRowQuerySet.as_manager()
    objects = CountRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("số tổ của thôn")
        verbose_name_plural = _("số tổ của các thôn")
        indexes = [models.Index(fields=["commune"], name="vteam_commune")]

    def state_on(self, day: date) -> State:
        """Return how far the village's best team has come by this day."""
        if not self.teams:
            return State.NONE
        if not self.staffed:
            return State.ON_PAPER
        recent = self.last_active_on and self.last_active_on >= active_since(day)
        return State.ACTIVE if recent else State.STAFFED


class CommuneTeamCount(CountRow):
    """How many villages of a commune have a team, and one with a leader."""

    with_team = models.PositiveIntegerField(default=0)
    staffed = models.PositiveIntegerField(default=0)
    teams = models.PositiveIntegerField(default=0)

    unscoped = CountRowQuerySet.as_manager()
    objects = CountRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("số tổ của xã")
        verbose_name_plural = _("số tổ của các xã")
        indexes = [models.Index(fields=["province"], name="cteam_province")]
