"""What somebody did without a network and sent later: one row for each, whatever became of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Device
from areas.fields import NameField
from areas.models import Area
from households.models import Refusal, Resident, Status
from offline.models.why import Why
from web.scope import ScopedQuerySet


class SentOperationQuerySet(ScopedQuerySet["SentOperation"]):
    """Operations that came in for a territory."""

    place = "commune__path"
    needs = "offline.view_sentoperation"

    def waiting(self) -> Self:
        """Keep those that somebody must decide, the oldest first."""
        return self.filter(state=SentOperation.State.WAITING).order_by("received_at", "pk")


class SentOperation(models.Model):
    """One operation, told by the key that the phone gave it: sent twice, it is done once. None is deleted.

    Sealed as it came it stays only while somebody must decide on it, or may take that back: what it says stands in the register afterwards.
    """

    class Kind(models.TextChoices):
        """What was done."""

        HOUSEHOLD = "household", _("thêm hộ")
        PERSON = "person", _("thêm người")
        ANSWERS = "answers", _("ghi kỹ năng")
        STATUS = "status", _("ghi tình trạng hộ")
        REFUSAL = "refusal", _("ghi từ chối")
        SESSION = "session", _("ghi buổi hướng dẫn")
        UNDO = "undo", _("hoàn tác")

    class State(models.TextChoices):
        """What became of it."""

        APPLIED = "applied", _("đã ghi vào sổ")
        IDENTICAL = "identical", _("sổ đã ghi như vậy")
        CONFLICT = "conflict", _("hai người ghi khác nhau")
        REFUSED = "refused", _("không nhận")
        WAITING = "waiting", _("chờ xử lý")

    uuid = models.UUIDField(unique=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người nhập")
    )
    device = models.ForeignKey(
        Device, models.PROTECT, null=True, related_name="+", verbose_name=_("máy")
    )
    kind = models.CharField(_("việc"), max_length=9, choices=Kind)
    # The village that its author had in hand, and the commune where it is decided if somebody must.
    village = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("thôn"))
    commune = models.ForeignKey(
        Area, models.PROTECT, related_name="+", db_index=False, verbose_name=_("xã")
    )
    # Of a session, which is of no household: its own key.
    household_uuid = models.UUIDField(db_index=True, editable=False)
    # Whose skills it says, once that is known.
    resident = models.ForeignKey(
        Resident, models.PROTECT, null=True, related_name="+", verbose_name=_("người trong hộ")
    )
    # Of an undo: the operation that is taken back.
    target = models.UUIDField(null=True, editable=False)
    # Of a status or refusal: what the household's was, to which an undo leads back; and the refusal that began or ended.
    before = models.CharField(max_length=12, choices=Status, blank=True, editable=False)
    refusal = models.ForeignKey(
        Refusal, models.PROTECT, null=True, related_name="+", db_index=False, editable=False
    )
    # The day it happened; when it was noted by the clock of the phone, and by how many seconds that clock was ahead of ours.
    on = models.DateField(_("ngày"))
    at = models.DateTimeField(_("nhập lúc, theo máy"))
    skew = models.IntegerField(_("đồng hồ máy lệch, giây"), default=0)
    received_at = models.DateTimeField(_("đến lúc"), default=timezone.now)
    # When its author last saw the register, by our clock, and their own operation that it follows on.
    taken = models.DateTimeField(null=True, editable=False)
    follows = models.UUIDField(null=True, editable=False)
    state = models.CharField(_("kết quả"), max_length=9, choices=State)
    why = models.CharField(_("vì sao"), max_length=16, choices=Why, blank=True)
    # What it says, as the phone sealed it, and to which key; nothing once that is settled.
    sealed = models.TextField(blank=True, editable=False)
    key = models.CharField(max_length=8, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("người quyết định"),
    )
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, editable=False)
    decided_why = NameField(_("lý do"), max_length=300, blank=True)

    unscoped = SentOperationQuerySet.as_manager()
    objects = SentOperationQuerySet.as_manager()

    class Meta:
        verbose_name = _("việc nhập khi không có mạng")
        verbose_name_plural = _("việc nhập khi không có mạng")
        ordering = ("-id",)
        indexes = [
            # Few wait; how many is asked on each first page.
            models.Index(
                fields=["commune", "received_at"],
                condition=Q(state="waiting"),
                name="sent_operation_waiting",
            ),
            # What came in lately is counted where one decides.
            models.Index(fields=["commune", "received_at", "state"], name="sent_operation_lately"),
            models.Index(fields=["target"], condition=Q(kind="undo"), name="sent_operation_undone"),
        ]
        constraints = [
            models.CheckConstraint(
                name="sent_operation_sealed_while_it_waits",
                # And a while longer, so that a decision can be taken back.
                condition=Q(state="waiting") | Q(decided_at__isnull=False) | Q(sealed="", key=""),
            ),
            models.CheckConstraint(
                name="sent_operation_says_why",
                condition=Q(state__in=("applied", "identical")) | ~Q(why=""),
            ),
            models.CheckConstraint(
                name="sent_operation_undo_says_of_what",
                condition=Q(kind="undo", target__isnull=False) | ~Q(kind="undo") & Q(target=None),
            ),
        ]

    def __str__(self) -> str:
        # Printed in titles, logs and the journal: never a person's name.
        return f"M{self.pk:07d}" if self.pk else "M"

    # The same where a page asks for it by a word.
    code = property(__str__)

    @property
    def is_waiting(self) -> bool:
        """Whether somebody must decide on it."""
        return self.state == self.State.WAITING
