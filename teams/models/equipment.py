"""What a team works with: telephones, computers, lines."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from teams.models.member import Member
from teams.models.team import Team
from web.scope import ScopedQuerySet


class EquipmentQuerySet(ScopedQuerySet["Equipment"]):
    """Equipment of the teams of a territory."""

    place = "team__area__path"
    needs = "teams.view_team"

    def in_use(self) -> Self:
        """Keep what the teams still have, whole or broken."""
        return self.filter(ended_on=None)

    def whole(self) -> Self:
        """Keep what works."""
        return self.filter(state=Equipment.State.GOOD)

    def broken(self) -> Self:
        """Keep what teams have and cannot use."""
        return self.filter(state=Equipment.State.BROKEN)

    def by_state(self) -> dict[str, int]:
        """Count these items by state, in one query."""
        rows = self.order_by().values_list("state").annotate(n=Count("pk"))
        return dict(rows)


class Equipment(models.Model):
    """One item of a team, from the day it came to the day it was returned or found to be lost."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("Điện thoại")
        COMPUTER = "computer", _("Máy tính")
        SPEAKER = "speaker", _("Loa")
        PRINTER = "printer", _("Máy in")
        LINE = "line", _("Đường truyền")
        OTHER = "other", _("Thiết bị khác")

    class State(models.TextChoices):
        GOOD = "good", _("Tốt")
        BROKEN = "broken", _("Hỏng")
        LOST = "lost", _("Mất")
        RETURNED = "returned", _("Đã trả")

    # In these states the team has the item no more.
    ENDS = (State.LOST, State.RETURNED)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="equipment", verbose_name=_("tổ"))
    kind = models.CharField(_("loại thiết bị"), max_length=8, choices=Kind)
    name = NameField(_("tên thiết bị"), max_length=120)
    state = models.CharField(_("tình trạng"), max_length=8, choices=State, default=State.GOOD)
    custodian = models.ForeignKey(
        Member,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="equipment",
        verbose_name=_("người giữ"),
    )
    source = NameField(_("nguồn"), max_length=120, blank=True)
    received_on = models.DateField(_("nhận ngày"), null=True, blank=True)
    checked_on = models.DateField(_("kiểm tra ngày"), null=True, blank=True)
    ended_on = models.DateField(_("thôi giữ từ ngày"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = EquipmentQuerySet.as_manager()
    objects = EquipmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("thiết bị")
        verbose_name_plural = _("thiết bị")
        ordering = ("id",)
        indexes = [
            models.Index(
                fields=["team"], name="equipment_broken", condition=Q(state="broken", ended_on=None)
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="equipment_kind_known",
                condition=Q(kind__in=["phone", "computer", "speaker", "printer", "line", "other"]),
            ),
            models.CheckConstraint(name="equipment_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="equipment_ended_when_lost_or_returned",
                condition=Q(state__in=["good", "broken"], ended_on=None)
                | Q(state__in=["lost", "returned"], ended_on__isnull=False),
            ),
            models.CheckConstraint(
                name="equipment_days_in_order",
                condition=Q(received_on=None)
                | (
                    (Q(checked_on=None) | Q(checked_on__gte=F("received_on")))
                    & (Q(ended_on=None) | Q(ended_on__gte=F("received_on")))
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)
