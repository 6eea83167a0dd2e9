"""Who was what in a team, and when: a role is never overwritten, it ends and another begins."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from teams.models.decision import Decision
from teams.models.member import Member
from teams.models.recorded import Recorded
from teams.models.team import Team
from web.scope import ScopedQuerySet


class TenureQuerySet(ScopedQuerySet["Tenure"]):
    """Roles that people have, or had, in the teams of a territory."""

    place = "team__area__path"
    needs = "teams.view_team"

    def on(self, day: date) -> Self:
        """Keep what held on this day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)

    def leading(self) -> Self:
        """Keep the leaders'."""
        return self.filter(role=Member.Role.LEADER)


class Tenure(Recorded):
    """A person's role in his team during one stretch of time (end excluded).

    The database refuses two leaders of one team on one day, and two roles of one person
    (`teams.models.no_overlap`). A stretch of no day at all is one that was put right on its first day.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="tenures", verbose_name=_("tổ"))
    member = models.ForeignKey(
        Member, models.PROTECT, related_name="tenures", verbose_name=_("thành viên")
    )
    role = models.CharField(_("vai trò"), max_length=8, choices=Member.Role)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    # The decisions that say so, where one does: when its day is put right, these days follow.
    begun_by = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="begun",
        verbose_name=_("theo"),
    )
    ended_by = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ended",
        verbose_name=_("thôi theo"),
    )

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
            models.CheckConstraint(
                name="tenure_ends_after_it_starts",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
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
