"""A numbered decision by which units change on one day, and how far it has come."""

import uuid
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.models import Area
from web.scope import ScopedQuerySet


class State(models.TextChoices):
    """How far a decision has come."""

    DRAFT = "draft", _("Đang soạn")
    PROPOSED = "proposed", _("Chờ duyệt")
    APPROVED = "approved", _("Chờ ngày hiệu lực")
    # Some of its operations are done, the others are being done.
    APPLYING = "applying", _("Đang thực hiện")
    APPLIED = "applied", _("Đã thực hiện")
    # It is being taken back behind the pages.
    UNDOING = "undoing", _("Đang hoàn tác")
    UNDONE = "undone", _("Đã hoàn tác")
    WITHDRAWN = "withdrawn", _("Đã rút")


# Nothing of them can be changed by whoever writes it: it waits for another person, or is done.
OPEN = (State.DRAFT, State.PROPOSED, State.APPROVED, State.APPLYING, State.UNDOING)
DECIDED = (State.APPROVED, State.APPLYING, State.APPLIED, State.UNDOING, State.UNDONE)
DONE = (State.APPLIED, State.UNDONE)
# Something of them was carried out, and stands.
BEGUN = (State.APPLYING, State.APPLIED, State.UNDOING)


class ReorganisationQuerySet(ScopedQuerySet["Reorganisation"]):
    """Decisions on units of a territory."""

    place = "area__path"
    needs = "reorganisations.view_reorganisation"

    def open(self) -> Self:
        """Keep those that are not done, undone or withdrawn."""
        return self.filter(state__in=OPEN)

    def due(self, day: date) -> Self:
        """Keep approved ones whose day has come, and those begun, the earliest day first."""
        rows = self.filter(state__in=(State.APPROVED, State.APPLYING), effective_on__lte=day)
        return rows.order_by("effective_on", "pk")


def _by(words: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=words,
    )


def _at(words: Any) -> Any:
    return models.DateTimeField(words, null=True, editable=False)


class Reorganisation(models.Model):
    """What one decision does to units inside a unit. A person proposes it, another one above the commune approves it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("địa bàn"))
    number = NameField(_("số nghị quyết, quyết định"), max_length=60, blank=True)
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    effective_on = models.DateField(_("hiệu lực từ"), null=True, blank=True)
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    made_by, made_at = (
        _by(_("người soạn")),
        models.DateTimeField(_("soạn lúc"), default=timezone.now),
    )
    proposed_by, proposed_at = _by(_("người trình")), _at(_("trình lúc"))
    decided_by, decided_at = _by(_("người duyệt")), _at(_("duyệt lúc"))
    # Why it was given back, the last time.
    returned_why = NameField(_("lý do trả lại"), max_length=255, blank=True, editable=False)
    applied_at = _at(_("thực hiện lúc"))
    undone_by, undone_at = _by(_("người hoàn tác")), _at(_("hoàn tác lúc"))
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = ReorganisationQuerySet.as_manager()
    objects = ReorganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("quyết định sắp xếp đơn vị")
        verbose_name_plural = _("quyết định sắp xếp đơn vị")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                name="reorganisation_state_known", condition=Q(state__in=State.values)
            ),
            models.CheckConstraint(
                name="reorganisation_decided_by_another",
                condition=Q(decided_by=None)
                | Q(proposed_by__isnull=False) & ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="reorganisation_decided_is_numbered_and_dated",
                condition=~Q(state__in=DECIDED)
                | Q(
                    signed_on__isnull=False,
                    effective_on__isnull=False,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                & ~Q(number=""),
            ),
            models.CheckConstraint(
                name="reorganisation_done_has_its_moment",
                condition=Q(state__in=DONE, applied_at__isnull=False)
                # Of one that is being taken back it says whether all of it was done.
                | Q(state=State.UNDOING)
                | ~Q(state__in=DONE) & Q(applied_at=None),
            ),
            models.CheckConstraint(
                name="reorganisation_undone_has_its_moment",
                condition=Q(state=State.UNDONE, undone_at__isnull=False)
                | ~Q(state=State.UNDONE) & Q(undone_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(_("Quyết định chưa có số"))

    @property
    def is_draft(self) -> bool:
        """Whether it may be written on."""
        return self.state == State.DRAFT
