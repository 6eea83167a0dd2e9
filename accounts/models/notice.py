"""What happened that concerns somebody: a line in their inbox until they have read it, and a while after."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.seen import SeenQuerySet
from accounts.models.user import User


class NoticeQuerySet(SeenQuerySet["Notice"]):
    """What people of a territory were told."""

    place = "person__area__path"
    needs = "accounts.view_user"

    def of(self, user: Any) -> Self:
        """Keep what this person is told, the newest first."""
        return self.filter(to=user.pk).order_by("-at", "-pk")

    def unread(self) -> Self:
        """Keep what nobody has marked as read yet."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """One thing that one person is told. Words are made when it is shown; it names no resident."""

    class Kind(models.TextChoices):
        """What happened."""

        MADE = "made", _("lập")
        CHANGED = "changed", _("sửa")
        RENEWED = "renewed", _("cấp lại mật khẩu")
        FOLLOWED = "followed", _("chuyển theo đơn vị")
        STRANGER = "stranger", _("báo giấy mời không phải tên mình")
        APPROVED = "approved", _("duyệt đề nghị")
        REFUSED = "refused", _("không duyệt đề nghị")
        ABSENT = "absent", _("chưa đến nhận tài khoản")
        ANSWERED = "answered", _("trả lời đề nghị")
        NEED_LATE = "need_late", _("đề nghị quá hạn trả lời")
        DATA_LATE = "data_late", _("yêu cầu về dữ liệu quá hạn")
        FILE_DONE = "file_done", _("nhập xong tệp")
        FILE_ENDED = "file_ended", _("tệp dừng giữa chừng")
        FILE_UNREAD = "file_unread", _("không đọc được tệp")
        FILE_ASKS = "file_asks", _("tệp chờ trả lời")
        REPORT_BACK = "report_back", _("báo cáo bị trả lại")
        REPORT_OK = "report_ok", _("báo cáo được duyệt")
        REPORT_SAID = "report_said", _("ý kiến ở báo cáo")
        REPORT_NEW = "report_new", _("báo cáo được thay bản khác")
        REPORT_ASKED = "report_asked", _("yêu cầu báo cáo đột xuất")
        REPORT_OFF = "report_off", _("thu hồi yêu cầu đột xuất")
        LATER_ASKED = "later_asked", _("xin lùi hạn báo cáo")
        LATER_SAID = "later_said", _("trả lời xin lùi hạn")
        UNITS_ASKED = "units_asked", _("trình sắp xếp thôn")
        UNITS_BACK = "units_back", _("trả lại sắp xếp thôn")
        UNITS_OK = "units_ok", _("duyệt sắp xếp thôn")
        UNITS_DONE = "units_done", _("thực hiện sắp xếp thôn")
        UNITS_OFF = "units_off", _("rút, hoàn tác sắp xếp thôn")
        UNITS_STAND = "units_stand", _("không hoàn tác được sắp xếp")
        HOME_COMES = "home_comes", _("đề nghị chuyển hộ đến")
        HOME_SAID = "home_said", _("trả lời đề nghị chuyển hộ")
        SENT_WAITS = "sent_waits", _("mục gửi về chờ quyết định")

    # Whose account it is about; of other things, whoever is told.
    person = models.ForeignKey(
        User, models.PROTECT, related_name="notices", verbose_name=_("tài khoản")
    )
    kind = models.CharField(_("việc"), max_length=12, choices=Kind)
    from_above = models.BooleanField(_("do cấp trên"), default=False)
    # Nobody: by a command on the server.
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("người làm")
    )
    # Nobody: told before each reader had a line of their own.
    to = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("người được báo")
    )
    # The key of what it leads to, where that is no account.
    ref = models.CharField(_("mã việc"), max_length=36, blank=True, editable=False)
    number = models.PositiveIntegerField(_("số người"), null=True, editable=False)
    at = models.DateTimeField(_("lúc"), default=timezone.now, editable=False)
    read_at = models.DateTimeField(_("đọc lúc"), null=True, editable=False)

    unscoped = NoticeQuerySet.as_manager()
    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("tin báo")
        verbose_name_plural = _("tin báo")
        ordering = ("id",)
        indexes = [
            # Counted with each page.
            models.Index(fields=["to"], name="notice_unread", condition=Q(read_at=None)),
        ]
        constraints = [
            # A thing that goes on has one line, which says how it stands.
            models.UniqueConstraint(fields=["to", "ref"], name="notice_once", condition=~Q(ref="")),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_kind_display()}"
