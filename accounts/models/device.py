"""The browsers on which people sign in."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from web.scope import ScopedQuerySet


class DeviceQuerySet(ScopedQuerySet["Device"]):
    """Devices of the people of a territory."""

    place = "user__area__path"
    needs = "accounts.change_user"

    def of(self, user: Any) -> Self:
        """Keep one's own."""
        return self.filter(user=user)

    def known(self) -> Self:
        """Keep those that are remembered."""
        return self.filter(ended_at=None, code_until=None)


class Device(models.Model):
    """One browser of one person: remembered after its first sign-in, until it is forgotten.

    A row that waits for its code (`code_until`) is a device that a colleague is about to let in.
    """

    user = models.ForeignKey(
        User, models.PROTECT, related_name="devices", verbose_name=_("tài khoản")
    )
    key = models.CharField(max_length=64, editable=False)
    browser = models.CharField(_("trình duyệt"), max_length=200, blank=True)
    address = models.GenericIPAddressField(_("địa chỉ mạng"), null=True, blank=True)
    session_key = models.CharField(max_length=40, blank=True, editable=False)
    made_at = models.DateTimeField(_("lần đầu"), default=timezone.now, editable=False)
    used_at = models.DateTimeField(_("đăng nhập gần nhất"), null=True, blank=True)
    ended_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)
    let_in_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="devices_let_in",
        verbose_name=_("ai cho vào"),
    )
    code_until = models.DateTimeField(_("mã dùng đến"), null=True, blank=True)
    # Wrong codes of one that waits, wrong passwords of one that is known; since when.
    wrong = models.PositiveSmallIntegerField(default=0, editable=False)
    wrong_at = models.DateTimeField(null=True, editable=False)

    objects = DeviceQuerySet.as_manager()
    unscoped = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("thiết bị")
        verbose_name_plural = _("thiết bị")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                name="device_once",
                fields=["user", "key"],
                condition=Q(ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.browser[:60]
