"""Dated facts of teams, by which decision and when written down, and what they said before they were put right."""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.dated import (
    Dated,
    DatedQuerySet,
    NoOverlap,
    Recorded,
    ends_after,
    not_ended,
    recorded_before,
)
from areas.models import Area
from teams.models.member import Member
from teams.models.team import Decision, Team

NO_OVERLAP = (
    NoOverlap(
        table="teams_tenure",
        name="tenure",
        alike=[
            "o.member_id = NEW.member_id",
            "o.team_id = NEW.team_id AND o.role = 'leader' AND NEW.role = 'leader'",
        ],
        words="two leaders of a team, or two roles of a person, on one day",
    ),
    NoOverlap(
        table="teams_teamvillage",
        name="teamvillage",
        alike=["o.team_id = NEW.team_id AND o.village_id = NEW.village_id"],
        words="a village twice in one team on one day",
    ),
)


class Restated(Recorded):
    """A fact that may be put right, with the moment of that."""

    # Since when it says what it now says, where it was put right; what it said before: `EarlierFact`.
    changed_at = models.DateTimeField(_("sửa lúc"), null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def said_at(self) -> datetime | None:
        """Since when it says what it says; None is not known."""
        return self.changed_at or self.recorded_at


class ByDecision(Dated, Restated):
    """A fact of a team during one stretch of time, with the decisions that began and ended it, if any.

    When the day of a decision is put right, these days follow. A stretch of no day is one put right on
    its first day.
    """

    begun_by = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss_begun",
        verbose_name=_("theo"),
    )
    ended_by = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss_ended",
        verbose_name=_("thôi theo"),
    )

    class Meta:
        abstract = True


def told(before: datetime | None) -> Q:
    """Say of recorded facts whether they said before a moment what they say now; None asks for all."""
    if before is None:
        return Q()
    untouched = Q(changed_at=None) & recorded_before(before)
    return untouched | Q(changed_at__lt=before)


class EarlierFactQuerySet(DatedQuerySet["EarlierFact"]):
    """Facts of the teams of a territory, as they stood before they were put right."""

    place = "team__area__path"
    needs = "teams.view_team"
    starts, ends = "since", "until"

    def known(self, before: datetime) -> Self:
        """Keep what facts said when a moment came."""
        return self.filter(recorded_before(before), replaced_at__gte=before)


class EarlierFact(models.Model):
    """What one fact of a team said until it was put right or withdrawn. Written once, never changed.

    By it figures are told as they were known on a past day; figures of today do not read it.
    """

    class Kind(models.TextChoices):
        """Which fact: its day or days are `since` and `until` (end excluded)."""

        SERVES = "serves", _("Tổ của thôn")
        LEADS = "leads", _("Có tổ trưởng")
        HELD = "held", _("Buổi hướng dẫn")
        DISSOLVED = "dissolved", _("Giải thể")

    kind = models.CharField(_("loại"), max_length=9, choices=Kind)
    team = models.ForeignKey(Team, models.PROTECT, related_name="+", verbose_name=_("tổ"))
    village = models.ForeignKey(
        Area, models.PROTECT, null=True, related_name="+", verbose_name=_("thôn")
    )
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến trước ngày"), null=True)
    recorded_at = models.DateTimeField(_("ghi lúc"), null=True)
    replaced_at = models.DateTimeField(_("thay lúc"), default=timezone.now)

    unscoped = EarlierFactQuerySet.as_manager()
    objects = EarlierFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("điều đã ghi trước khi sửa")
        verbose_name_plural = _("điều đã ghi trước khi sửa")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="earlierfact_kind_known",
                condition=Q(kind__in=["serves", "leads", "held", "dissolved"]),
            ),
            models.CheckConstraint(
                name="earlierfact_of_a_village_where_it_serves",
                condition=Q(kind="serves", village__isnull=False)
                | (~Q(kind="serves") & Q(village=None)),
            ),
            ends_after("earlierfact_ends_after_it_starts", "since", "until"),
        ]
        indexes = [models.Index(fields=["team", "kind"], name="earlierfact_team_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.since}"

    @classmethod
    def of(cls, fact: Any, kind: str, since: date, until: date | None = None) -> Self:
        """Build what a fact (`Restated`) says, before that is put right; the caller saves it."""
        return cls(
            kind=kind,
            team_id=fact.team_id,
            village_id=fact.village_id if kind == cls.Kind.SERVES else None,
            since=since,
            until=until,
            recorded_at=fact.said_at,
        )


class TenureQuerySet(DatedQuerySet["Tenure"]):
    """Roles that people have, or had, in the teams of a territory."""

    place = "team__area__path"
    needs = "teams.view_team"

    def leading(self) -> Self:
        """Keep the leaders'."""
        return self.filter(role=Member.Role.LEADER)


class Tenure(ByDecision):
    """A person's role in his team during one stretch of time (end excluded).

    The database refuses two leaders of one team on one day, and two roles of one person (NO_OVERLAP).
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="tenures", verbose_name=_("tổ"))
    member = models.ForeignKey(
        Member, models.PROTECT, related_name="tenures", verbose_name=_("thành viên")
    )
    role = models.CharField(_("vai trò"), max_length=8, choices=Member.Role)

    unscoped = TenureQuerySet.as_manager()
    objects = TenureQuerySet.as_manager()

    class Meta:
        verbose_name = _("vai trò theo thời gian")
        verbose_name_plural = _("vai trò theo thời gian")
        ordering = ("valid_from", "id")
        constraints = [
            models.CheckConstraint(
                name="tenure_role_known", condition=Q(role__in=["leader", "deputy", "member"])
            ),
            ends_after("tenure_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["member"], condition=Q(valid_to=None), name="tenure_one_current"
            ),
            models.UniqueConstraint(
                fields=["team"],
                condition=Q(role="leader", valid_to=None),
                name="tenure_one_leader_now",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.valid_from}"


class TeamVillageQuerySet(DatedQuerySet["TeamVillage"]):
    """Villages of a territory with the teams they have, or had."""

    place = "village__path"
    needs = "teams.view_team"

    def named(self) -> Self:
        """Keep what was not ended by a decision, with the villages, in the order of their names."""
        rows = self.open().select_related("village")
        return rows.order_by("village__sort_key", "village_id")

    def on(self, day: date) -> Self:
        """Keep the villages that had a team in force on this day, once for each team."""
        return self.stretching(day).filter(not_ended(day, "team__dissolved_on"))

    def stretching(self, day: date) -> Self:
        """Keep those whose own days include this one, whether or not the team was dissolved by then."""
        return super().on(day)


class TeamVillage(ByDecision):
    """A village that a village team is for, during one stretch of time (end excluded).

    The team's dissolution ends it too, without a day of its own. The database refuses the same village
    twice in one team on one day (NO_OVERLAP).
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="villages", verbose_name=_("tổ"))
    village = models.ForeignKey(
        Area, models.PROTECT, related_name="served_by", verbose_name=_("thôn")
    )

    unscoped = TeamVillageQuerySet.as_manager()
    objects = TeamVillageQuerySet.as_manager()

    class Meta:
        verbose_name = _("thôn của tổ")
        verbose_name_plural = _("thôn của các tổ")
        ordering = ("valid_from", "id")
        constraints = [
            ends_after("teamvillage_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["team", "village"],
                condition=Q(valid_to=None),
                name="teamvillage_once_now",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village}, {self.valid_from}"
