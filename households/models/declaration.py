"""How many households a village says it has: a number with its source and date, beside the roster."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.fields import NameField
from areas.models import Area
from audit.scope import ScopedQuerySet


class DeclarationQuerySet(ScopedQuerySet["Declaration"]):
    """Declarations of a territory."""

    place = "village__path"


class Declaration(models.Model):
    """A declared number of households of one village, valid from its day until a newer one."""

    village = models.ForeignKey(
        Area, models.PROTECT, related_name="declarations", verbose_name=_("thôn")
    )
    households = models.PositiveIntegerField(_("số hộ khai báo"))
    source = NameField(_("nguồn"), max_length=120)
    declared_on = models.DateField(_("tính đến ngày"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    recorded_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    unscoped = DeclarationQuerySet.as_manager()
    objects = DeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = _("số hộ khai báo")
        verbose_name_plural = _("số hộ khai báo")
        ordering = ("-declared_on", "-id")
        constraints = [
            models.CheckConstraint(name="declaration_has_a_source", condition=~models.Q(source="")),
            models.CheckConstraint(
                name="declaration_possible", condition=models.Q(households__lte=100000)
            ),
        ]
        indexes = [
            models.Index(fields=["village", "-declared_on", "-id"], name="declaration_latest")
        ]

    def __str__(self) -> str:
        return f"{self.households}, {self.declared_on:%d/%m/%Y}"
