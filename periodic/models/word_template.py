"""The Word template by which the reports of a province are laid out, where it is not ours."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from web.scope import ScopedQuerySet

_USER = settings.AUTH_USER_MODEL
# Of the rows of a province: the one in use; the one that is only tried.
IN_USE = Q(used_at__isnull=False, ended_at=None)
TRIED = Q(used_at=None, ended_at=None)


class WordTemplateQuerySet(ScopedQuerySet["WordTemplate"]):
    """Templates of the provinces of a territory."""

    place = "province__path"
    needs = "periodic.change_form"


class WordTemplate(models.Model):
    """A template that was judged and kept: first tried, then used, until it is ended. The file stands in its row."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    province = models.ForeignKey(
        Area, models.PROTECT, related_name="word_templates", verbose_name=_("tỉnh")
    )
    data = models.BinaryField(_("tệp"))
    size = models.PositiveIntegerField(_("số byte"))
    digest = models.CharField(_("mã kiểm tra"), max_length=64)
    made_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", editable=False)
    made_at = models.DateTimeField(_("tải lên lúc"))
    used_at = models.DateTimeField(_("dùng từ lúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("thôi dùng lúc"), null=True, blank=True)

    unscoped = WordTemplateQuerySet.as_manager()
    objects = WordTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mẫu Word")
        verbose_name_plural = _("mẫu Word")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["province"], condition=IN_USE, name="word_template_one_in_use"
            ),
            models.UniqueConstraint(
                fields=["province"], condition=TRIED, name="word_template_one_tried"
            ),
            models.CheckConstraint(name="word_template_has_a_file", condition=Q(size__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.province}, {self.made_at:%d/%m/%Y}"
