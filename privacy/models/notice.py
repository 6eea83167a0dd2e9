"""What a province tells its residents about the data that is kept of them."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.models import Area
from web.scope import ScopedQuerySet, keys_along


class ProcessingNoticeQuerySet(ScopedQuerySet["ProcessingNotice"]):
    """Notices of the provinces of a territory."""

    place = "province__path"
    needs = "privacy.view_processingnotice"

    def for_place(self, area: Area) -> Self:
        """Keep that of the province in which a unit lies."""
        return self.filter(province__in=keys_along(area.path))


class ProcessingNotice(models.Model):
    """Purpose, legal basis and whom to ask, as a province says them; what is left blank is as everywhere."""

    province = models.OneToOneField(
        Area, models.PROTECT, related_name="processing_notice", verbose_name=_("tỉnh")
    )
    # All together, they still fit on one sheet of A4.
    valid_from = models.DateField(_("áp dụng từ ngày"))
    purpose = NameField(_("mục đích"), max_length=300, blank=True)
    basis = NameField(_("căn cứ pháp luật"), max_length=300, blank=True)
    controller = NameField(_("bên kiểm soát dữ liệu"), max_length=150, blank=True)
    contact = NameField(_("hỏi ai"), max_length=120, blank=True)
    contact_phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    complaint = NameField(_("khiếu nại tới"), max_length=150, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = ProcessingNoticeQuerySet.as_manager()
    objects = ProcessingNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("thông báo về dữ liệu cá nhân")
        verbose_name_plural = _("thông báo về dữ liệu cá nhân")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                name="processingnotice_who_is_called_is_named",
                condition=Q(contact_phone="") | ~Q(contact=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.province}, {self.valid_from:%d/%m/%Y}"
