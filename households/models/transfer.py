"""A household that goes to another commune: offered by the one, accepted or declined by the other.

Until it is accepted it counts, and is seen, in the old commune alone: the new one reads how many people it has and from
where it comes, and nobody's name.
"""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.models import Area
from households.models.household import Household
from web.scope import ScopedQuerySet


class TransferQuerySet(ScopedQuerySet["Transfer"]):
    """Transfers of a territory, on either side."""

    place = "from_village__path"
    needs = "households.view_transfer"

    def inside(self, path: str) -> Self:
        """Keep those that go from or to somewhere at or below a place."""
        return self.filter(Q(from_village__path__within=path) | Q(to_commune__path__within=path))

    def waiting(self) -> Self:
        """Keep those that nobody has answered, of households that still count."""
        return self.filter(state=Transfer.State.OFFERED, household__closed_on=None)

    def over(self) -> Self:
        """Keep those that wait for nobody any more."""
        return self.exclude(state=Transfer.State.OFFERED, household__closed_on=None)

    def coming_to(self, commune: Area) -> Self:
        """Keep those that go to a commune."""
        return self.filter(to_commune=commune)

    def going_from(self, commune: Area) -> Self:
        """Keep those that go, or went, from a commune."""
        return self.filter(from_village__commune=commune)


class Transfer(models.Model):
    """One household offered to another commune, and what became of it. None is deleted."""

    class State(models.TextChoices):
        """Where it stands."""

        OFFERED = "offered", _("chờ xã nơi đến nhận")
        ACCEPTED = "accepted", _("đã nhận")
        DECLINED = "declined", _("không nhận")
        WITHDRAWN = "withdrawn", _("đã rút")
        LAPSED = "lapsed", _("hết hiệu lực")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="transfers", verbose_name=_("hộ")
    )
    # Where it stood when it was offered; once accepted, where it stood until then.
    from_village = models.ForeignKey(
        Area, models.PROTECT, related_name="+", verbose_name=_("từ thôn")
    )
    to_commune = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("đến xã"))
    # Chosen by whoever accepts it.
    to_village = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("về thôn"),
    )
    moved_on = models.DateField(_("chuyển ngày"))
    state = models.CharField(
        _("tình trạng"), max_length=9, choices=State, default=State.OFFERED, editable=False
    )
    why = NameField(_("lý do"), max_length=300, blank=True)
    # What was written of its house until it was accepted, and its version right after: as long as that stands,
    # nothing else was recorded, and it can be taken back.
    hamlet = NameField(_("xóm, số nhà trước đó"), max_length=120, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("người đề nghị"),
    )
    offered_at = models.DateTimeField(_("đề nghị lúc"), default=timezone.now, editable=False)
    # Whoever accepted, declined or withdrew it; nobody where it lapsed.
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        editable=False,
        verbose_name=_("người trả lời"),
    )
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, editable=False)

    unscoped = TransferQuerySet.as_manager()
    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = _("hộ chuyển sang xã khác")
        verbose_name_plural = _("hộ chuyển sang xã khác")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(state="offered"), name="transfer_one_open"
            ),
            models.CheckConstraint(
                name="transfer_accepted_into_a_village",
                condition=Q(state="accepted", to_village__isnull=False)
                | (~Q(state="accepted") & Q(to_village=None)),
            ),
            models.CheckConstraint(
                name="transfer_answered_at",
                condition=Q(state="offered", answered_at=None)
                | (~Q(state="offered") & Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        # Read in the commune that does not know the household yet: a code of its own.
        return f"C{self.pk:07d}" if self.pk else "C"

    # The same where a page asks for it by a word.
    code = property(__str__)

    @property
    def is_waiting(self) -> bool:
        """Whether it can still be accepted."""
        return self.state == self.State.OFFERED and not self.household.is_closed

    @property
    def is_last(self) -> bool:
        """Whether it was accepted, and nothing else was recorded of the household since."""
        home = self.household
        stands = home.village_id == self.to_village_id and home.version == self.version
        return self.state == self.State.ACCEPTED and stands

    @property
    def said(self) -> str:
        """Where it stands, in words: one of a household that counts no more waits for nobody."""
        lapsed = self.state == self.State.OFFERED and self.household.is_closed
        return str(self.State.LAPSED.label if lapsed else self.get_state_display())
