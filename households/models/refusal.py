"""A household that refused to be surveyed: since when, why, until when nobody asks again, and how it ended."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.dated import ends_after
from households.models.assessment import Assessment
from households.models.household import Household
from web.scope import ScopedQuerySet


class RefusalQuerySet(ScopedQuerySet["Refusal"]):
    """Refusals of a territory."""

    place = "household__village__path"
    needs = "households.view_household"

    def holding(self) -> Self:
        """Keep those that were neither answered nor taken back."""
        return self.filter(ended_at=None)

    def by_household(self, households: Iterable[int]) -> dict[int, "list[Refusal]"]:
        """Return those of households, by their keys, in the order in which they were written. One query."""
        found = defaultdict[int, list[Refusal]](list)
        for row in self.filter(household__in=households).order_by("pk"):
            found[row.household_id].append(row)
        return found


class Refusal(models.Model):
    """One refusal of one household, which has one that holds at most; kept for good.

    That it holds stands on the household as well: `status`, `refused_on`, `not_asked_until`, which one
    file writes together with it (`households/register/actions/refusing.py`). When nobody-asks-until is
    over the household may be asked again; it still refuses until it answers.
    """

    class Reason(models.TextChoices):
        """Why, as far as the household said."""

        UNWILLING = "unwilling", _("Không muốn trả lời")
        BUSY = "busy", _("Đang bận, không hẹn")
        PRIVACY = "privacy", _("Ngại lộ thông tin")
        UNSAID = "unsaid", _("Không nói lý do")
        # Written before reasons were: by an older version, or as a status alone.
        UNKNOWN = "unknown", _("Chưa ghi lý do")

    class End(models.TextChoices):
        """Why it holds no longer."""

        ANSWERED = "answered", _("Hộ đã đồng ý và trả lời")
        AGREED = "agreed", _("Hộ đã đồng ý")
        AGAIN = "again", _("Hộ từ chối lần nữa")
        TAKEN_BACK = "taken_back", _("Ghi nhầm")

    household = models.ForeignKey(
        Household, models.PROTECT, related_name="refusals", verbose_name=_("hộ")
    )
    refused_on = models.DateField(_("ngày từ chối"))
    reason = models.CharField(_("lý do"), max_length=9, choices=Reason, default=Reason.UNKNOWN)
    # The last day on which nobody asks; None is never again.
    not_asked_until = models.DateField(_("đừng hỏi lại đến hết ngày"), null=True, blank=True)
    # The status that comes back when it is taken back.
    status_before = models.CharField(max_length=12, default="resident", editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người ghi"),
    )
    recorded_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)
    ended_on = models.DateField(_("hết từ ngày"), null=True, blank=True)
    ended_why = models.CharField(
        _("vì sao hết"), max_length=10, choices=End, blank=True, default=""
    )
    ended_at = models.DateTimeField(_("ghi hết lúc"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người ghi hết"),
    )
    # The first answer given after the household agreed: withdrawn, the refusal holds again.
    answer = models.ForeignKey(
        Assessment, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    unscoped = RefusalQuerySet.as_manager()
    objects = RefusalQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần từ chối khảo sát")
        verbose_name_plural = _("lần từ chối khảo sát")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                name="refusal_one_holds", fields=["household"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="refusal_asks_after_it",
                condition=Q(not_asked_until=None) | Q(not_asked_until__gte=F("refused_on")),
            ),
            models.CheckConstraint(
                name="refusal_ended_says_why",
                condition=Q(ended_at=None, ended_on=None, ended_why="")
                | (Q(ended_at__isnull=False, ended_on__isnull=False) & ~Q(ended_why="")),
            ),
            ends_after("refusal_ends_after_it_began", "refused_on", "ended_on"),
        ]

    def __str__(self) -> str:
        return f"H{self.household_id:07d}, {self.refused_on:%d/%m/%Y}"

    def holds_on(self, day: date) -> bool:
        """Say whether it held at the end of a day; one that was taken back held on none."""
        if self.ended_why == self.End.TAKEN_BACK:
            return False
        return self.refused_on <= day and (self.ended_on is None or self.ended_on > day)
