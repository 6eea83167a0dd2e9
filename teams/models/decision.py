"""Written decisions: a team is founded, reconstituted and dissolved by them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from teams.models.team import Team
from web.scope import ScopedQuerySet

# Teams that one page changes at once.
AT_ONCE = 60


class DecisionQuerySet(ScopedQuerySet["Decision"]):
    """Decisions on at least one team of a territory, each once."""

    place = "teams__area__path"
    needs = "teams.view_team"

    def inside(self, path: str) -> Self:
        """Keep a decision on several teams once."""
        return super().inside(path).distinct()

    def unnumbered(self, day: date) -> Self:
        """Keep those that founded a team still in force and have no number yet."""
        founded = self.filter(kind=Decision.Kind.FOUND, number="")
        return founded.filter(teams__in=Team.unscoped.in_force(day)).distinct()


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
    recorded_at = models.DateTimeField(
        _("ghi lúc"), default=timezone.now, null=True, editable=False
    )
    # Written down by mistake: what it founded is in force on no day.
    withdrawn_on = models.DateField(_("rút ngày"), null=True, blank=True, editable=False)
    withdrawn_why = NameField(_("lý do rút"), max_length=200, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, editable=False)

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
            ),
            models.CheckConstraint(
                name="decision_withdrawn_with_its_reason",
                condition=Q(withdrawn_on=None, withdrawn_why="")
                | (Q(withdrawn_on__isnull=False, kind="found") & ~Q(withdrawn_why="")),
            ),
        ]

    def __str__(self) -> str:
        number = self.number or _("chưa có số")
        return _("%(kind)s, quyết định %(number)s") % {
            "kind": self.get_kind_display(),
            "number": number,
        }
