"""What a commune said once of its files, so that it is not asked again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from imports.models.incoming import Kind
from web.scope import ScopedQuerySet


class MemoryQuerySet[M: models.Model](ScopedQuerySet[M]):
    """What the communes of a territory said of their files."""

    place = "commune__path"
    needs = "imports.view_import"


class HeadingMemory(models.Model):
    """A heading as this commune writes it, and the field that it means; "" means none."""

    commune = models.ForeignKey(
        Area, models.PROTECT, related_name="headings", verbose_name=_("xã"), db_index=False
    )
    kind = models.CharField(_("loại"), max_length=12, choices=Kind)
    heading = models.CharField(_("tiêu đề cột"), max_length=200)
    field = models.CharField(_("là cột"), max_length=20, blank=True)

    unscoped = MemoryQuerySet["HeadingMemory"].as_manager()
    objects = MemoryQuerySet["HeadingMemory"].as_manager()

    class Meta:
        verbose_name = _("tiêu đề cột đã nhớ")
        verbose_name_plural = _("tiêu đề cột đã nhớ")
        ordering = ("commune_id", "heading")
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "kind", "heading"], name="headingmemory_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.heading}: {self.field}"


class VillageMemory(models.Model):
    """A village's name as this commune's files write it (lower case, with its marks), and the village that it means."""

    commune = models.ForeignKey(
        Area, models.PROTECT, related_name="village_words", verbose_name=_("xã"), db_index=False
    )
    written = models.CharField(_("viết là"), max_length=200)
    village = models.ForeignKey(
        Area, models.PROTECT, related_name="+", db_index=False, verbose_name=_("thôn")
    )

    unscoped = MemoryQuerySet["VillageMemory"].as_manager()
    objects = MemoryQuerySet["VillageMemory"].as_manager()

    class Meta:
        verbose_name = _("tên thôn đã nhớ")
        verbose_name_plural = _("tên thôn đã nhớ")
        ordering = ("commune_id", "written")
        constraints = [
            models.UniqueConstraint(fields=["commune", "written"], name="villagememory_once")
        ]

    def __str__(self) -> str:
        return f"{self.written}: {self.village}"
