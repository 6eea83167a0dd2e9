"""What is to be sent to somebody outside the site, and what became of it. It holds neither text nor address."""

import uuid
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.seen import SeenQuerySet
from accounts.models.user import User


class MessageQuerySet(SeenQuerySet["Message"]):
    """What is sent to people of a territory."""

    place = "to__area__path"
    person = "to__"
    needs = "accounts.view_user"

    def due(self, now: datetime) -> Self:
        """Keep what waits and may be sent by now, what is due longest first."""
        return self.filter(state=Message.State.WAITING, due_at__lte=now).order_by("due_at", "pk")

    def of(self, user: Any) -> Self:
        """Keep what is sent to this person, the newest first."""
        return self.filter(to=user.pk).order_by("-made_at", "-pk")


class Message(models.Model):
    """One message to one person by one channel. Its words are made when it is sent; what was sent is not kept."""

    class Kind(models.TextChoices):
        DIGEST = "digest", _("tóm tắt tin chưa đọc")

    class Channel(models.TextChoices):
        EMAIL = "email", _("thư điện tử")

    class State(models.TextChoices):
        WAITING = "waiting", _("chờ gửi")
        SENDING = "sending", _("đang gửi")
        SENT = "sent", _("đã gửi")
        # The line was cut, or whoever sent it died, after it may have been taken.
        UNSURE = "unsure", _("không rõ đã đến chưa")
        GIVEN_UP = "given_up", _("thôi không gửi nữa")
        # Nothing to say any more, or to nobody: it was read meanwhile, switched off, the address went.
        DROPPED = "dropped", _("không cần gửi nữa")

    # What the message itself bears, so that whoever passes it on may know it again.
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to = models.ForeignKey(
        User, models.PROTECT, related_name="messages", verbose_name=_("người nhận")
    )
    kind = models.CharField(_("việc"), max_length=8, choices=Kind)
    channel = models.CharField(_("gửi bằng"), max_length=8, choices=Channel)
    # What it is about, a day for one: whoever asks for it twice asks for one.
    key = models.CharField(_("mã việc"), max_length=36, editable=False)
    state = models.CharField(_("tình trạng"), max_length=8, choices=State, default=State.WAITING)
    # How often it was taken up: tells apart who holds it.
    tries = models.PositiveSmallIntegerField(_("số lần thử"), default=0, editable=False)
    made_at = models.DateTimeField(_("lập lúc"), default=timezone.now, editable=False)
    # Waiting: not before. On its way: whoever sends it and is not heard of until then has lost it.
    due_at = models.DateTimeField(_("gửi từ"), default=timezone.now, editable=False)
    # What came before was told by it.
    taken_at = models.DateTimeField(_("bắt đầu gửi lúc"), null=True, editable=False)
    ended_at = models.DateTimeField(_("xong lúc"), null=True, editable=False)
    # The kind of fault of the last try: no words of the other server, which may name an address.
    fault = models.CharField(_("lỗi"), max_length=64, blank=True, editable=False)

    unscoped = MessageQuerySet.as_manager()
    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("thư gửi đi")
        verbose_name_plural = _("thư gửi đi")
        ordering = ("id",)
        indexes = [
            models.Index(
                fields=["due_at"],
                name="message_to_send",
                condition=Q(state__in=["waiting", "sending"]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["to", "kind", "key", "channel"], name="message_once"),
            models.CheckConstraint(
                name="message_ends_when_it_is_over",
                condition=Q(state__in=["waiting", "sending"], ended_at=None)
                | Q(state__in=["sent", "unsure", "given_up", "dropped"], ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_state_display()}"
