"""What teams, and villages without one, ask for, and what they are answered."""

import uuid
from datetime import date, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from areas.dated import ends_after
from areas.fields import NameField
from areas.models import Area
from teams.models.team import SeenWithTeams, Team


def _late(day: date) -> Q:
    """Say of requests that they have waited longer than NEED_ANSWER_DAYS without a word."""
    before = day - timedelta(days=settings.NEED_ANSWER_DAYS)
    return Q(status=Need.Status.NEW, asked_on__lt=before)


class NeedQuerySet(SeenWithTeams["Need"]):
    """Requests from a territory."""

    place = "area__path"

    def open(self) -> Self:
        """Keep those that nobody has decided on yet."""
        return self.filter(status__in=(Need.Status.NEW, Need.Status.LOOKING))

    def unanswered(self, day: date) -> Self:
        """Keep those that have waited longer than NEED_ANSWER_DAYS without a word."""
        return self.filter(_late(day))

    def open_and_late(self, day: date) -> tuple[int, int]:
        """Count those that are open, and those among them without a word for too long: one query."""
        late = Count("pk", filter=_late(day))
        row = self.open().order_by().aggregate(n=Count("pk"), late=late)
        return row["n"], row["late"]

    def in_order(self) -> Self:
        """Put what is open first, the longest wait on top, then what was decided, newest first."""
        waiting = models.Case(
            models.When(status__in=(Need.Status.NEW, Need.Status.LOOKING), then=F("asked_on"))
        )
        return self.order_by(waiting.asc(nulls_last=True), F("answered_on").desc(), "-id")

    def by(self, column: str) -> dict[Any, int]:
        """Count these requests by a column, in one query."""
        return dict(self.order_by().values_list(column).annotate(n=Count("pk")))


class Need(models.Model):
    """One request: what is lacking where, who says so, and what came of it.

    What the register itself shows to be lacking is never written here (`teams.needs.queries`).
    """

    class Kind(models.TextChoices):
        PEOPLE = "people", _("Người")
        TRAINING = "training", _("Tập huấn")
        EQUIPMENT = "equipment", _("Thiết bị")
        NETWORK = "network", _("Mạng, sóng")
        MONEY = "money", _("Kinh phí")
        TEAM = "team", _("Lập tổ")

    class Status(models.TextChoices):
        NEW = "new", _("Mới")
        LOOKING = "looking", _("Đang xem")
        MET = "met", _("Đã đáp ứng")
        UNMET = "unmet", _("Chưa đáp ứng được")
        WITHDRAWN = "withdrawn", _("Đã rút")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="needs", verbose_name=_("thôn hoặc xã")
    )
    # The team of that place on the day it was asked; none where none was in force.
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="needs", verbose_name=_("tổ")
    )
    kind = models.CharField(_("loại đề nghị"), max_length=9, choices=Kind)
    words = NameField(_("cần gì"), max_length=300)
    number = models.PositiveIntegerField(_("số lượng"), null=True, blank=True)
    amount = models.PositiveBigIntegerField(_("số tiền (đồng)"), null=True, blank=True)
    asked_on = models.DateField(_("nêu ngày"))
    asked_by = NameField(_("người nêu"), max_length=200, blank=True)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("người ghi"),
    )
    status = models.CharField(_("tình trạng"), max_length=9, choices=Status, default=Status.NEW)
    answer = NameField(_("trả lời"), max_length=500, blank=True)
    answered_on = models.DateField(_("trả lời ngày"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("người trả lời"),
    )
    given = models.PositiveBigIntegerField(_("số tiền đã cấp (đồng)"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = NeedQuerySet.as_manager()
    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("đề nghị")
        verbose_name_plural = _("đề nghị")
        ordering = ("id",)
        indexes = [
            models.Index(
                fields=["area"], name="need_open", condition=Q(status__in=["new", "looking"])
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="need_kind_known",
                condition=Q(
                    kind__in=["people", "training", "equipment", "network", "money", "team"]
                ),
            ),
            models.CheckConstraint(name="need_says_what", condition=~Q(words="")),
            models.CheckConstraint(
                name="need_of_a_team_only_where_there_is_none",
                condition=~Q(kind="team") | Q(team=None),
            ),
            models.CheckConstraint(
                name="need_numbers_unknown_or_more_than_none",
                condition=(Q(number=None) | Q(number__gte=1))
                & (Q(amount=None) | Q(amount__gte=1))
                & (Q(given=None) | Q(given__gte=1)),
            ),
            models.CheckConstraint(
                name="need_status_fits_answer",
                condition=Q(status="new", answered_on=None, answer="", given=None)
                | Q(status__in=["looking", "unmet"], answered_on__isnull=False, given=None)
                & ~Q(answer="")
                | Q(status="met", answered_on__isnull=False) & ~Q(answer="")
                | Q(status="withdrawn", given=None),
            ),
            ends_after("need_answered_after_asked", "asked_on", "answered_on"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.words}"

    @property
    def label_in_journal(self) -> str:
        """What the journal calls it: its words may name somebody, and a label is never erased."""
        return str(self.get_kind_display())

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided on it yet."""
        return self.status in {Need.Status.NEW, Need.Status.LOOKING}

    def is_late(self, day: date) -> bool:
        """Say whether it has waited longer than NEED_ANSWER_DAYS without a word."""
        return self.status == Need.Status.NEW and self.waited(day) > settings.NEED_ANSWER_DAYS

    def waited(self, day: date) -> int:
        """Return the days from the request to its last answer, or to this day while it is open."""
        end = day if self.is_open or not self.answered_on else self.answered_on
        return (end - self.asked_on).days
