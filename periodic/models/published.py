"""A figure of a unit that somebody published: shown beside ours, never counted with them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.models import Area
from web.scope import ScopedQuerySet

_USER = settings.AUTH_USER_MODEL
STANDS = Q(withdrawn_at=None)
# What makes two figures the same one.
IDENTITY = ("area", "day", "figure", "name", "source")


class PublishedFigureQuerySet(ScopedQuerySet["PublishedFigure"]):
    """Published figures of the units of a territory."""

    place = "area__path"
    needs = "periodic.view_report"


class PublishedFigure(models.Model):
    """What a source said of a unit on a day. It is never changed: a wrong one is withdrawn, the right one entered."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="published_figures", verbose_name=_("đơn vị")
    )
    day = models.DateField(_("số của ngày"))
    # The source names the month alone: `day` is its last.
    is_month = models.BooleanField(_("nguồn chỉ nói tháng"), default=False)
    # Which of our figures it may be held against (`periodic.catalogue`); "" of none.
    figure = models.SlugField(_("chỉ số trong sổ"), max_length=40, blank=True)
    name = NameField(_("tên chỉ số"), max_length=120)
    # "gần", "khoảng": the source gives no exact number.
    about = NameField(_("chữ trước số"), max_length=20, blank=True)
    value = models.DecimalField(_("số công bố"), max_digits=15, decimal_places=2)
    of = models.PositiveBigIntegerField(_("trên tổng số"), null=True, blank=True)
    unit = NameField(_("đơn vị tính"), max_length=30)
    note = NameField(_("ghi chú"), max_length=200, blank=True)
    source = NameField(_("nguồn"), max_length=200)
    link = models.URLField(_("địa chỉ"), max_length=500)
    entered_by = models.ForeignKey(
        _USER, models.PROTECT, null=True, related_name="+", verbose_name=_("người ghi")
    )
    entered_at = models.DateTimeField(_("ghi lúc"))
    withdrawn_by = models.ForeignKey(
        _USER, models.PROTECT, null=True, related_name="+", verbose_name=_("người rút")
    )
    withdrawn_at = models.DateTimeField(_("rút lúc"), null=True)
    withdrawn_why = NameField(_("vì sao rút"), max_length=200, blank=True)

    unscoped = PublishedFigureQuerySet.as_manager()
    objects = PublishedFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("số đã công bố")
        verbose_name_plural = _("số đã công bố")
        ordering = ("-day", "name", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=IDENTITY, condition=STANDS, name="published_figure_once"
            ),
            models.CheckConstraint(name="published_figure_counts", condition=Q(value__gte=0)),
            models.CheckConstraint(
                name="published_figure_part_of_whole",
                condition=Q(of=None) | Q(of__gte=F("value")),
            ),
            models.CheckConstraint(
                name="published_figure_has_a_source", condition=~Q(source="") & ~Q(link="")
            ),
            models.CheckConstraint(
                name="published_figure_withdrawn_why",
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_why=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.day:%d/%m/%Y}"
