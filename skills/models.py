"""Local platforms: what skill 5 means in a province, or in one commune."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.dated import Dated, DatedQuerySet, ends_after
from areas.fields import NameField
from areas.models import Area
from web.scope import keys_along


class LocalPlatformQuerySet(DatedQuerySet["LocalPlatform"]):
    """Platforms by place and date."""

    place = "area__path"
    needs = "skills.view_localplatform"


def platforms_of(area: Area, day: date | None = None) -> list["LocalPlatform"]:
    """Return the platforms that skill 5 means in a place today, or on a day: the commune's own, else the province's.

    None named: skill 5 can't be assessed there.
    """
    above = LocalPlatform.unscoped.filter(area__in=keys_along(area.path))
    rows = above.on(day or timezone.localdate())
    named, commune = list(rows.select_related("area")), area.commune_id or area.pk
    return [one for one in named if one.area_id == commune] or named


def has_platform(day: date) -> Exists:
    """Say of communes whether skill 5 means something there on a day: `platforms_of` in SQL, for many at once."""
    places = Q(area=OuterRef("pk"))
    for above in ("province", "district"):
        places |= Q(area=OuterRef(above))
    return Exists(LocalPlatform.unscoped.on(day).filter(places).order_by())


def fifth_was_assessable(area: Area, until: date) -> bool:
    """Say whether a platform was in force in this place on any day up to one."""
    above = LocalPlatform.unscoped.filter(area__in=keys_along(area.path))
    return above.filter(valid_from__lte=until).exists()


class FifthDue(dict[tuple[Area, date], bool]):
    """Whether skill 5 meant something in a village on a day, each pair asked of the database once.

    `accepts` is the one rule of which answers are taken; by itself it says what a whole survey needs.
    Whoever read the platforms of a village already says so from the beginning.
    """

    def __missing__(self, key: tuple[Area, date]) -> bool:
        """Ask the database."""
        self[key] = bool(platforms_of(*key))
        return self[key]

    def accepts(self, village: Area, day: date) -> bool:
        """Say whether an answer of a day is taken: a platform was in force then, or is named by now."""
        return self[village, day] or self[village, timezone.localdate()]


class LocalPlatform(Dated):
    """A digital platform that a province or commune names for skill 5, from a day on.

    Figures do not ask when it was written down: a survey keeps whether skill 5 was due when it was
    recorded (docs/decisions/0006-what-is-counted.md).
    """

    area = models.ForeignKey(
        Area, models.PROTECT, related_name="platforms", verbose_name=_("tỉnh hoặc xã")
    )
    name = NameField(_("tên nền tảng"), max_length=120)
    valid_to = models.DateField(_("ngừng từ ngày"), null=True, blank=True)
    document = NameField(_("văn bản"), max_length=255, blank=True)

    unscoped = LocalPlatformQuerySet.as_manager()
    objects = LocalPlatformQuerySet.as_manager()

    class Meta:
        verbose_name = _("nền tảng số địa phương")
        verbose_name_plural = _("nền tảng số địa phương")
        ordering = ("area_id", "name", "id")
        constraints = [
            models.CheckConstraint(name="platform_named", condition=~Q(name="")),
            ends_after("platform_ends_after_it_starts", same_day=False),
            models.UniqueConstraint(
                fields=["area", "name"], condition=Q(valid_to=None), name="platform_named_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)
