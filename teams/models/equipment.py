"""What a team works with: telephones, computers, lines; and what it should have."""

import uuid
from typing import Any, NamedTuple, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from audit.scope import ScopedQuerySet
from teams.models.member import Member
from teams.models.team import Team


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


class Stock(NamedTuple):
    """How many items of a kind that work a team has, of how many it should have."""

    kind: Equipment.Kind
    have: int
    want: int

    @property
    def short(self) -> bool:
        """Whether it has fewer."""
        return self.have < self.want


def norm() -> dict[Equipment.Kind, int]:
    """Return how many items of each kind a team should have (setting TEAM_EQUIPMENT)."""
    return {Equipment.Kind(kind): n for kind, n in settings.TEAM_EQUIPMENT.items() if n}


def stock_of(items: list[Equipment]) -> list[Stock]:
    """Compare a team's items in use with the norm, kind by kind; [] where nobody has listed any.

    A team that never said what it has may have all of it: unknown is not none.
    """
    if not items:
        return []
    whole = [item.kind for item in items if item.state == Equipment.State.GOOD]
    return [Stock(kind, whole.count(kind), want) for kind, want in norm().items()]


def under_norm(teams: Any) -> Any:
    """Keep the teams that have listed what they have, and lack something of the norm."""
    short = Q(pk=None)
    for kind, want in norm().items():
        of_kind = Equipment.unscoped.in_use().whole().filter(team=OuterRef("pk"), kind=kind)
        have = of_kind.order_by().values("team").annotate(n=Count("pk")).values("n")
        name = f"have_{kind.value}"
        teams = teams.alias(**{name: Coalesce(Subquery(have), Value(0))})
        short |= Q(**{f"{name}__lt": want})
    return teams.filter(short, models.Exists(Equipment.unscoped.filter(team=OuterRef("pk"))))
