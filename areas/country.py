"""Rows that stand at no place: those of the whole country may read them, nobody else."""

from typing import Any, Self

from django.db import models

from areas.kinds import Level
from web.scope import ScopedQuerySet


def of_the_country(user: Any, needs: str) -> bool:
    """Say whether somebody is of the whole country, and may do what `needs` names."""
    area = getattr(user, "area", None)
    return bool(area and area.level == Level.COUNTRY and user.has_perm(needs))


class CountryQuerySet[Row: models.Model](ScopedQuerySet[Row]):
    """Rows of the site itself; `needs` names the permission to read them."""

    def visible_to(self, user: Any) -> Self:
        """Keep all or nothing."""
        return self.all() if of_the_country(user, self.needs) else self.none()

    def inside(self, path: str) -> Self:
        """Keep nothing: no row belongs to a place."""
        return self.none()
