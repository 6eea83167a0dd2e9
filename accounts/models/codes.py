"""One-time codes with which people choose their own password, and how often codes were tried."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.seen import SeenQuerySet
from accounts.models.user import User
from accounts.roles import Role
from areas.country import CountryQuerySet
from areas.kinds import Level
from areas.models import Area
from web.scope import ScopedQuerySet


class SheetQuerySet(ScopedQuerySet["CardSheet"]):
    """Sheets drawn for the people of a territory."""

    place = "area__path"
    needs = "accounts.add_user"

    def visible_to(self, user: Any) -> Self:
        """Keep the sheets of the territory; a reviewer has nothing to do with those of a commune's own."""
        rows = super().visible_to(user)
        limited = getattr(user, "role", "") == Role.REVIEWER
        return rows.filter(area__level__lt=Level.COMMUNE) if limited else rows


class CardSheet(models.Model):
    """Cards or texts that were drawn in one press: how many, by whom. The codes on them are nowhere."""

    class Form(models.TextChoices):
        """How the codes were handed over."""

        PAPER = "paper", _("giấy")
        TEXT = "text", _("tin nhắn")

    # Of whoever drew it: whose people may take it back.
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("địa bàn"))
    form = models.CharField(_("cách"), max_length=5, choices=Form)
    cards = models.PositiveIntegerField(_("số thẻ"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("người in"))
    made_at = models.DateTimeField(_("in lúc"), default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True)

    unscoped = SheetQuerySet.as_manager()
    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("tờ giấy mời")
        verbose_name_plural = _("tờ giấy mời")
        ordering = ("id",)

    def __str__(self) -> str:
        return _("Tờ số %(number)s") % {"number": self.pk}


class CodeQuerySet(SeenQuerySet["Code"]):
    """Codes of the people of a territory."""

    place = "person__area__path"
    needs = "accounts.view_user"

    def open(self) -> Self:
        """Keep the codes that nobody has used or revoked; some may have expired."""
        return self.filter(used_at=None, revoked_at=None)


class Code(models.Model):
    """A one-time code of a person. Only a keyed hash is kept: nobody can read the code again."""

    class Kind(models.TextChoices):
        """What a code is for."""

        INVITATION = "invitation", _("Mời")
        RENEWAL = "renewal", _("Cấp lại mật khẩu")

    person = models.ForeignKey(
        User, models.PROTECT, related_name="codes", verbose_name=_("tài khoản")
    )
    kind = models.CharField(_("loại"), max_length=10, choices=Kind)
    keyed_hash = models.CharField(max_length=64, editable=False)
    needs_phone = models.BooleanField(_("hỏi số điện thoại"), default=False)
    # Nobody: given by a command on the server.
    made_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("người cấp")
    )
    # Of many at once.
    sheet = models.ForeignKey(
        CardSheet,
        models.PROTECT,
        null=True,
        related_name="codes",
        verbose_name=_("tờ giấy mời"),
    )
    made_at = models.DateTimeField(_("cấp lúc"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("hết hạn"))
    used_at = models.DateTimeField(_("dùng lúc"), null=True)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True)

    unscoped = CodeQuerySet.as_manager()
    objects = CodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("mã dùng một lần")
        verbose_name_plural = _("mã dùng một lần")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                "person", name="code_one_open", condition=Q(used_at=None, revoked_at=None)
            ),
            models.CheckConstraint(
                name="code_used_or_revoked", condition=Q(used_at=None) | Q(revoked_at=None)
            ),
            models.CheckConstraint(
                name="code_expires_later", condition=Q(expires_at__gt=F("made_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_kind_display()}"

    @property
    def is_waiting(self) -> bool:
        """Whether the person can still use it."""
        ended = self.used_at or self.revoked_at
        return not ended and self.expires_at > timezone.now()


class CodeTryQuerySet(CountryQuerySet["CodeTry"]):
    """Tries, of no place."""

    needs = "accounts.view_user"


class CodeTry(models.Model):
    """How often codes of a name were tried in vain from an address, since when; forgotten after a while."""

    name = models.CharField(_("tên đăng nhập"), max_length=60)
    address = models.CharField(_("địa chỉ mạng"), max_length=64)
    wrong = models.PositiveIntegerField(_("số lần sai"), default=0)
    since = models.DateTimeField(_("từ lúc"), default=timezone.now, db_index=True)

    unscoped = CodeTryQuerySet.as_manager()
    objects = CodeTryQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần thử mã")
        verbose_name_plural = _("lần thử mã")
        ordering = ("id",)
        constraints = [models.UniqueConstraint("address", "name", name="code_try_once")]

    def __str__(self) -> str:
        return f"{self.name}, {self.address}"
