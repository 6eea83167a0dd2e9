"""What became of a row once it was confirmed: written once, never twice."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from households.models import Assessment, Declaration, Household, Resident
from imports.models.row import ImportRow
from teams.models import Activity, Member, Team
from web.scope import ScopedQuerySet

# What a row may have written, each with what else is known of it.
SUBJECTS = {
    "household": Q(version__isnull=False),
    "activity": Q(version__isnull=False),
    "team": Q(),
    "place": Q(),
}


def _only(subject: str | None) -> Q:
    """Return the condition that of all subjects this one alone is there."""
    return Q(**{f"{one}__isnull": one != subject for one in SUBJECTS})


_WRITTEN = reduce(or_, (_only(one) & known for one, known in SUBJECTS.items()))


class Outcome(models.TextChoices):
    """What became of a row."""

    WRITTEN = "written", _("Đã ghi")
    REFUSED = "refused", _("Không ghi được")
    UNDONE = "undone", _("Đã hoàn tác")
    KEPT = "kept", _("Không hoàn tác được")


class RowResultQuerySet(ScopedQuerySet["RowResult"]):
    """What became of the rows of a territory."""

    place = "row__source__commune__path"
    needs = "imports.view_import"


class RowResult(models.Model):
    """What one row wrote, for whoever asks and for taking it back; `why` says what was not done.

    Its being there is the mark that the row was dealt with: it comes in the transaction of the facts.
    `version` is the household's after the row: whoever wrote later moved it. `away` is its status
    before somebody turned out to be at home.
    """

    row = models.OneToOneField(
        ImportRow, models.PROTECT, primary_key=True, related_name="result", verbose_name=_("dòng")
    )
    outcome = models.CharField(_("đã làm gì"), max_length=8, choices=Outcome)
    why = models.CharField(_("vì sao"), max_length=12, blank=True)
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, related_name="+", verbose_name=_("hộ")
    )
    resident = models.ForeignKey(
        Resident, models.PROTECT, null=True, related_name="+", db_index=False
    )
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, null=True, related_name="+", db_index=False
    )
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, related_name="+", verbose_name=_("buổi")
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("tổ")
    )
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+", db_index=False)
    place = models.ForeignKey(
        Area, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("thôn")
    )
    declaration = models.ForeignKey(
        Declaration, models.PROTECT, null=True, related_name="+", db_index=False
    )
    is_new = models.BooleanField(_("hộ mới"), default=False)
    is_new_person = models.BooleanField(_("người mới"), default=False)
    version = models.PositiveIntegerField(null=True)
    away = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField(_("lúc"), auto_now_add=True)

    unscoped = RowResultQuerySet.as_manager()
    objects = RowResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("kết quả của dòng nhập")
        verbose_name_plural = _("kết quả của dòng nhập")
        ordering = ("row_id",)
        constraints = [
            models.CheckConstraint(
                name="rowresult_outcome_known", condition=Q(outcome__in=Outcome.values)
            ),
            models.CheckConstraint(
                name="rowresult_says_what_or_why",
                condition=(_only(None) & Q(outcome="refused", version=None))
                | (~Q(outcome="refused") & _WRITTEN),
            ),
            models.CheckConstraint(
                name="rowresult_not_done_says_why",
                condition=Q(outcome__in=("written", "undone"), why="")
                | (Q(outcome__in=("refused", "kept")) & ~Q(why="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}, {self.row_id}"
