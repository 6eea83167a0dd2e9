"""Who was what in a team, and when: a role is never overwritten, it ends and another begins."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.dated import DatedQuerySet, NoOverlap, ends_after
from teams.models.member import Member
from teams.models.recorded import ByDecision
from teams.models.team import Team

NO_OVERLAP = NoOverlap(
    table="teams_tenure",
    name="tenure",
    alike=[
        "o.member_id = NEW.member_id",
        "o.team_id = NEW.team_id AND o.role = 'leader' AND NEW.role = 'leader'",
    ],
    words="two leaders of a team, or two roles of a person, on one day",
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
