"""When a dated fact of a team was written down, and what it said before it was put right."""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.dated import Dated, DatedQuerySet, Recorded, ends_after, recorded_before
from areas.models import Area
from teams.models.decision import Decision
from teams.models.team import Team


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
        village = fact.village_id if kind == cls.Kind.SERVES else None
        return cls(
            kind=kind,
            team_id=fact.team_id,
            village_id=village,
            since=since,
            until=until,
            recorded_at=fact.said_at,
        )
