"""Where a unit stands on the map without shapes: a column and a row, nothing more."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from web.scope import ScopedQuerySet

MOST = 40
_ON_THE_BOARD = [MinValueValidator(1), MaxValueValidator(MOST)]


class TileQuerySet(ScopedQuerySet["Tile"]):
    """Tiles of a territory."""

    place = "area__path"


class Tile(models.Model):
    """The place of one unit among the units of its parent; edited in admin."""

    area = models.OneToOneField(Area, models.PROTECT, related_name="tile", verbose_name=_("đơn vị"))
    column = models.PositiveSmallIntegerField(_("cột"), validators=_ON_THE_BOARD)
    row = models.PositiveSmallIntegerField(_("hàng"), validators=_ON_THE_BOARD)
    # Placed by a person: loading the positions again leaves it where it is.
    by_hand = models.BooleanField(_("đặt bằng tay"), default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped = TileQuerySet.as_manager()
    objects = TileQuerySet.as_manager()

    class Meta:
        verbose_name = _("ô sơ đồ")
        verbose_name_plural = _("ô sơ đồ")
        ordering = ("row", "column")
        constraints = [
            models.CheckConstraint(
                name="tile_on_the_board",
                condition=Q(column__range=(1, MOST), row__range=(1, MOST)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.column}, {self.row}"
