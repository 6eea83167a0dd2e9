"""Whose data were erased on request: that it was done and when, and keyed hashes instead of names.

The hashes tell a name that comes in again from all others, in one commune, by whoever has the key of the server
(setting ERASURE_KEY). No name can be read from them, and none of one commune compares with one of another.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from areas.names import fold
from households.models.household import Household
from households.models.resident import Resident
from web.scope import ScopedQuerySet

# What stands instead of a name, with the code that tells one from another: two who were erased are not one person.
PLACEHOLDER = "(đã xóa tên)"
_SALT = "households.erased"


def placeholder_for(row: Household | Resident) -> str:
    """Return what is written where the name of a person or a household was."""
    return f"{PLACEHOLDER} {row.code}"


def is_placeholder(name: str) -> bool:
    """Say whether a name is what an erasure left."""
    return name.startswith(PLACEHOLDER)


def hashes_of(commune: int, name: str) -> list[str]:
    """Return the keyed hashes of a name in a commune, that of the key of now first."""
    told = f"{commune}|{fold(name)}"
    return [_hash(told, key) for key in _keys()]


def _keys() -> list[str]:
    """Return the keys under which a name may have been hashed: what is hashed today is under the first."""
    own = [settings.ERASURE_KEY] if settings.ERASURE_KEY else []
    return [*own, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _hash(told: str, key: str) -> str:
    return salted_hmac(_SALT, told, secret=key, algorithm="sha256").hexdigest()


class ErasedQuerySet(ScopedQuerySet["Erased"]):
    """Erasures of a territory."""

    place = "household__village__path"
    needs = "households.view_household"

    def of(self, row: Household | Resident) -> Self:
        """Keep those of a person, or of a household as a whole, the latest first."""
        if isinstance(row, Resident):
            return self.filter(resident=row)
        return self.filter(household=row, resident=None)


class Erased(models.Model):
    """The personal data of one person, or of a household as a whole (then without a person), were erased."""

    household = models.ForeignKey(
        Household, models.PROTECT, related_name="erasures", verbose_name=_("hộ")
    )
    resident = models.ForeignKey(
        Resident, models.PROTECT, null=True, related_name="erasures", verbose_name=_("người")
    )
    # With whose key the name was hashed: the commune of then.
    commune = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("xã"))
    # Nothing of a name that was erased before.
    name_hash = models.CharField(max_length=64, blank=True, editable=False)
    # The code of the request that asked for it, where there was one.
    request = models.CharField(_("yêu cầu"), max_length=64, blank=True)
    erased_at = models.DateTimeField(_("xóa lúc"), default=timezone.now)
    erased_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người xóa"),
    )

    unscoped = ErasedQuerySet.as_manager()
    objects = ErasedQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần xóa dữ liệu cá nhân")
        verbose_name_plural = _("lần xóa dữ liệu cá nhân")
        ordering = ("-id",)

    def __str__(self) -> str:
        letter, key = ("N", self.resident_id) if self.resident_id else ("H", self.household_id)
        return f"{letter}{key:07d}"
