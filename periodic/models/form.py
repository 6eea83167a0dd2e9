"""What a report asks, as data: a form, and its versions, which never change."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.models import Area
from web.scope import ScopedQuerySet


class FormQuerySet(ScopedQuerySet["Form"]):
    """Forms that units inside a territory made."""

    place = "area__path"
    needs = "periodic.view_report"


class Form(models.Model):
    """A form of a unit (of the country: ours, for everybody). Its name may change, its versions do not."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Of forms that come with the software; "" of all others.
    key = models.CharField(_("mã"), max_length=32, blank=True, default="", editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="forms", verbose_name=_("nơi lập"))
    name = NameField(_("tên biểu mẫu"), max_length=200)
    retired_on = models.DateField(_("thôi dùng từ ngày"), null=True, blank=True)

    unscoped = FormQuerySet.as_manager()
    objects = FormQuerySet.as_manager()

    class Meta:
        verbose_name = _("biểu mẫu")
        verbose_name_plural = _("biểu mẫu")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(name="form_named", condition=~Q(name="")),
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="form_key_once"),
        ]

    def __str__(self) -> str:
        return str(self.name)


class FormVersionQuerySet(ScopedQuerySet["FormVersion"]):
    """Versions of forms that units inside a territory made."""

    place = "form__area__path"
    needs = "periodic.view_report"


class FormVersion(models.Model):
    """What a form asks from one day on. Written once: a change is a new version.

    `columns` is what `periodic.content.Column` reads, in order.
    """

    form = models.ForeignKey(Form, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("bản"))
    columns = models.JSONField(default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    made_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)

    unscoped = FormVersionQuerySet.as_manager()
    objects = FormVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("bản của biểu mẫu")
        verbose_name_plural = _("bản của biểu mẫu")
        ordering = ("form", "-number")
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="form_version_once"),
            models.CheckConstraint(name="form_version_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.form}, {_('bản')} {self.number}"
