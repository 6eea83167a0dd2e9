"""What a team works with, and should have by the norm of its province, or else of the site."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.kinds import Level
from areas.models import Area
from teams.models.member import Member
from teams.models.team import SeenWithTeams, Team


class EquipmentQuerySet(SeenWithTeams["Equipment"]):
    """Equipment of the teams of a territory."""

    place = "team__area__path"

    def in_use(self) -> Self:
        """Keep what the teams still have, whole or broken."""
        return self.filter(ended_on=None)

    def by_state(self) -> dict[str, int]:
        """Count these items by state, in one query."""
        return dict(self.order_by().values_list("state").annotate(n=Count("pk")))


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


Kind = Equipment.Kind
# No team works with more of a kind.
MOST = 99


class EquipmentNormQuerySet(SeenWithTeams["EquipmentNorm"]):
    """Norms of the provinces of a territory."""

    place = "province__path"

    def on(self, day: date) -> Self:
        """Keep what each province said last by this day."""
        later = EquipmentNorm.unscoped.filter(
            province=OuterRef("province"),
            valid_from__gt=OuterRef("valid_from"),
            valid_from__lte=day,
        )
        return self.filter(~Exists(later), valid_from__lte=day)


def _items(kind: Kind) -> "models.PositiveSmallIntegerField[int, int]":
    """Return the column of a kind: how many that work; 0: no norm."""
    return models.PositiveSmallIntegerField(
        kind.label, default=0, validators=[MaxValueValidator(MOST)]
    )


class EquipmentNorm(models.Model):
    """How many items that work a team of a province should have, from a day until the next norm.

    All zero: from then on the province has no norm. Before its first one the site's holds.
    """

    province = models.ForeignKey(
        Area, models.PROTECT, related_name="equipment_norms", verbose_name=_("tỉnh")
    )
    valid_from = models.DateField(_("từ ngày"))
    document = NameField(_("văn bản"), max_length=120, blank=True)
    phone = _items(Kind.PHONE)
    computer = _items(Kind.COMPUTER)
    speaker = _items(Kind.SPEAKER)
    printer = _items(Kind.PRINTER)
    line = _items(Kind.LINE)
    other = _items(Kind.OTHER)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = EquipmentNormQuerySet.as_manager()
    objects = EquipmentNormQuerySet.as_manager()

    class Meta:
        verbose_name = _("định mức thiết bị")
        verbose_name_plural = _("định mức thiết bị")
        ordering = ("-valid_from", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["province", "valid_from"], name="equipmentnorm_one_from_a_day"
            ),
            models.CheckConstraint(
                name="equipmentnorm_possible",
                condition=Q(*((f"{kind}__lte", MOST) for kind in Kind.values)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.province}, {self.valid_from:%d/%m/%Y}"

    @property
    def wanted(self) -> dict[Kind, int]:
        """How many of each kind, of the kinds that have a norm."""
        return {kind: n for kind in Kind if (n := getattr(self, kind.value))}


@dataclass(frozen=True)
class Norms:
    """What teams should have on a day: by province where it said so, else by the setting."""

    by_province: dict[int, EquipmentNorm]
    default: dict[Kind, int]

    def of(self, province: int | None) -> dict[Kind, int]:
        """Return how many of each kind a team of this province should have."""
        own = self.own(province)
        return own.wanted if own else self.default

    def own(self, province: int | None) -> EquipmentNorm | None:
        """Return what the province itself said; None where it is silent."""
        return self.by_province.get(province or 0)

    def wanted(self, kind: Kind) -> Any:
        """Return the number for a query of teams; None where nobody has a norm for this kind."""
        usual = self.default.get(kind, 0)
        other: dict[int, list[int]] = {}
        for province, norm in self.by_province.items():
            if (n := getattr(norm, kind.value)) != usual:
                other.setdefault(n, []).append(province)
        if not other:
            return Value(usual) if usual else None
        cases = [When(area__province__in=keys, then=Value(n)) for n, keys in other.items()]
        return Case(*cases, default=Value(usual))


def norms_on(day: date, area: Area) -> Norms:
    """Read the norms that hold on a day at a unit and below it, in one query.

    Where a province is silent the setting TEAM_EQUIPMENT holds.
    """
    rows = EquipmentNorm.unscoped.on(day)
    if area.level != Level.COUNTRY:
        rows = rows.filter(province=area.province_id or area.pk)
    default = {Kind(kind): n for kind, n in settings.TEAM_EQUIPMENT.items() if n}
    return Norms({row.province_id: row for row in rows}, default)


class Stock(NamedTuple):
    """How many items of a kind that work a team has, of how many it should have."""

    kind: Kind
    have: int
    want: int

    @property
    def short(self) -> bool:
        """Whether it has fewer."""
        return self.have < self.want


def stock_of(items: list[Equipment], norm: dict[Kind, int]) -> list[Stock]:
    """Compare a team's items with its norm, kind by kind; [] where nobody has listed any.

    A team that never said what it has may have all of it: unknown is not none.
    """
    if not items:
        return []
    whole = [item.kind for item in items if item.state == Equipment.State.GOOD]
    return [Stock(kind, whole.count(kind), want) for kind, want in norm.items()]


def under_norm(teams: Any, norms: Norms) -> Any:
    """Keep the teams that have listed what they have, and lack something of their norm."""
    short = Q(pk=None)
    working = Equipment.unscoped.filter(
        team=OuterRef("pk"), state=Equipment.State.GOOD, ended_on=None
    )
    for kind in Kind:
        if (want := norms.wanted(kind)) is None:
            continue
        of_kind = working.filter(kind=kind)
        have = of_kind.order_by().values("team").annotate(n=Count("pk")).values("n")
        name = f"have_{kind.value}"
        teams = teams.alias(**{name: Coalesce(Subquery(have), Value(0))})
        short |= Q(**{f"{name}__lt": want})
    return teams.filter(short, Exists(Equipment.unscoped.filter(team=OuterRef("pk"))))
