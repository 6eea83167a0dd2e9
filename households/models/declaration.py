"""What a place says it has: beside the register, never instead of it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.kinds import Level
from areas.models import Area
from households.models.moments import known_until
from web.scope import ScopedQuerySet

MOST_HOUSEHOLDS, MOST_VILLAGES = 100_000, 1_000
# What may be declared: each number holds by itself until a newer one of its own.
NUMBERS = ("households", "villages")


class DeclarationQuerySet(ScopedQuerySet["Declaration"]):
    """Declarations of a territory."""

    place = "area__path"

    def standing(self) -> Self:
        """Keep those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def of_villages(self) -> Self:
        """Keep what villages declared, not their communes."""
        return self.filter(area__level=Level.VILLAGE)

    def known(self, day: date, known_on: date | None = None) -> Self:
        """Keep what speaks of a day: declared as of it or before, as it was known when `known_on` ended.

        None is now. What was recorded later was not known yet, what was withdrawn later still stood.
        """
        found = self.filter(declared_on__lte=day)
        if known_on is None:
            return found.standing()
        end = known_until(known_on)
        withdrawn_later = Q(withdrawn_at=None) | Q(withdrawn_at__gte=end)
        return found.filter(withdrawn_later, recorded_at__lt=end)

    def as_of(self, day: date, known_on: date | None = None, number: str = "households") -> Self:
        """Keep the one declaration of each place that holds on a day (`known`) for one of NUMBERS."""
        said = Declaration.unscoped.known(day, known_on).exclude(**{number: None})
        latest = said.filter(area=OuterRef("area")).order_by("-declared_on", "-pk").values("pk")
        return self.filter(pk=Subquery(latest[:1]))

    def holding(self, number: str = "households") -> Self:
        """Keep the one declaration of each place that holds today for one of NUMBERS."""
        return self.as_of(timezone.localdate(), number=number)

    def stands_at(self, places: Iterable[Area]) -> dict[int, dict[str, "Declaration"]]:
        """Return by place, then by number, the declaration that holds today. Two queries."""
        keys, found = [place.pk for place in places], dict[int, dict[str, Declaration]]()
        for number in NUMBERS:
            rows = self.filter(area__in=keys).holding(number).order_by()
            for row in rows.select_related("recorded_by"):
                found.setdefault(row.area_id, {})[number] = row
        return found


class Declaration(models.Model):
    """Declared numbers of one village or commune, valid from their day until newer ones.

    Never rewritten: a wrong one is withdrawn, or a newer one stands beside it.
    """

    area = models.ForeignKey(
        Area, models.PROTECT, related_name="declarations", verbose_name=_("thôn hoặc xã")
    )
    households = models.PositiveIntegerField(_("số hộ khai báo"), null=True, blank=True)
    villages = models.PositiveIntegerField(_("số thôn khai báo"), null=True, blank=True)
    source = NameField(_("nguồn"), max_length=120)
    declared_on = models.DateField(_("tính đến ngày"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    recorded_at = models.DateTimeField(_("ghi lúc"), default=timezone.now, editable=False)
    # Of a commune: who said so stood above it then.
    from_above = models.BooleanField(_("cấp trên xã ghi"), default=False, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True, editable=False)

    unscoped = DeclarationQuerySet.as_manager()
    objects = DeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = _("số khai báo")
        verbose_name_plural = _("số khai báo")
        ordering = ("-declared_on", "-id")
        constraints = [
            models.CheckConstraint(name="declaration_has_a_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="declaration_possible",
                condition=Q(households=None) | Q(households__lte=MOST_HOUSEHOLDS),
            ),
            models.CheckConstraint(
                name="declaration_of_villages_possible",
                condition=Q(villages=None) | Q(villages__lte=MOST_VILLAGES),
            ),
            models.CheckConstraint(
                name="declaration_says_a_number",
                condition=Q(households__isnull=False) | Q(villages__isnull=False),
            ),
            models.CheckConstraint(
                name="declaration_withdrawn_at_a_time",
                condition=Q(withdrawn_by=None) | Q(withdrawn_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["area", "-declared_on", "-id"], name="declaration_latest")]

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.households, self.villages) if n is not None]
        return f"{' · '.join(numbers)}, {self.declared_on:%d/%m/%Y}"

    def may_be_withdrawn_by(self, user: Any) -> bool:
        """Say whether somebody of this territory may take it back: whoever may declare at this place.

        What a level above recorded of a commune is taken back from above only.
        """
        if self.area.is_village:
            return bool(user.has_perm("households.change_household"))
        may_declare = bool(user.has_perm("households.add_declaration"))
        return may_declare and (user.is_above_communes or not self.from_above)
