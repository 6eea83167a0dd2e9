"""A decision to erase somebody: who asked, who confirmed, what was found and done; never a name."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.models import Household, Resident
from web.scope import ScopedQuerySet

_USER = settings.AUTH_USER_MODEL


class ErasureQuerySet(ScopedQuerySet["Erasure"]):
    """Erasures of a territory."""

    place = "household__village__path"
    needs = "erasure.view_erasure"

    def waiting(self) -> Self:
        """Keep those that nobody confirmed or withdrew yet."""
        return self.filter(confirmed_at=None, withdrawn_at=None)

    def done(self) -> Self:
        """Keep those that were done."""
        return self.exclude(confirmed_at=None)

    def in_order(self) -> Self:
        """Put those that wait first, then the newest."""
        waits = Q(confirmed_at=None, withdrawn_at=None)
        # By a name: the pages of a list are cut by it.
        over = models.Case(models.When(waits, then=0), default=1)
        return self.annotate(over=over).order_by("over", "-pk")

    def of(self, household: Household, resident: Resident | None) -> Self:
        """Keep those of one subject."""
        return self.filter(household=household, resident=resident)


class Erasure(models.Model):
    """One erasure of a resident, or of a household with all its people; asked, then confirmed by a second person.

    Where a commune has no second person, whoever asked confirms it with their password. Nobody asked for one that
    was applied from the list after a restore.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="+", verbose_name=_("hộ"), editable=False
    )
    # Nobody: the whole household.
    resident = models.ForeignKey(
        Resident, models.PROTECT, null=True, related_name="+", verbose_name=_("người")
    )
    # The request of the person, where there is one (privacy.requests), by its uuid.
    request = models.UUIDField(_("theo yêu cầu"), null=True, editable=False)
    asked_by = models.ForeignKey(
        _USER, models.PROTECT, null=True, related_name="+", verbose_name=_("người đề nghị")
    )
    asked_at = models.DateTimeField(_("đề nghị lúc"), default=timezone.now, editable=False)
    confirmed_by = models.ForeignKey(
        _USER, models.PROTECT, null=True, related_name="+", verbose_name=_("người xác nhận")
    )
    confirmed_at = models.DateTimeField(_("xóa lúc"), null=True)
    # The commune had nobody else: confirmed by whoever asked, with their password.
    alone = models.BooleanField(_("một mình"), default=False)
    withdrawn_by = models.ForeignKey(
        _USER, models.PROTECT, null=True, related_name="+", verbose_name=_("người rút")
    )
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True)
    # How much was found where (erasure.queries.held), by place.
    found = models.JSONField(default=dict, editable=False)
    # What a version before had still to remove from the disk: handed on by the day's work, and written no more
    # (web.keeping remembers it). The column goes once no server runs that version.
    files = models.JSONField(default=list, editable=False)
    # When it was last written to the list beside the backups.
    listed_at = models.DateTimeField(_("ghi vào danh sách lúc"), null=True)

    unscoped = ErasureQuerySet.as_manager()
    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần xóa dữ liệu cá nhân")
        verbose_name_plural = _("các lần xóa dữ liệu cá nhân")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["resident"],
                condition=Q(confirmed_at=None, withdrawn_at=None),
                name="erasure_of_somebody_waits_once",
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(confirmed_at=None, withdrawn_at=None, resident=None),
                name="erasure_of_a_household_waits_once",
            ),
            models.CheckConstraint(
                name="erasure_two_people",
                condition=Q(confirmed_by=None) | Q(alone=True) | ~Q(confirmed_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="erasure_done_or_withdrawn",
                condition=Q(confirmed_at=None) | Q(withdrawn_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"X{self.pk:05d}" if self.pk else "X"

    @property
    def is_waiting(self) -> bool:
        """Whether somebody can still confirm or withdraw it."""
        return self.confirmed_at is None and self.withdrawn_at is None

    @property
    def home(self) -> Household:
        """The household as it is now: a person may have moved to another one since it was asked."""
        return self.resident.household if self.resident else self.household

    @property
    def subject(self) -> Household | Resident:
        """Whom it is about."""
        return self.resident or self.household
