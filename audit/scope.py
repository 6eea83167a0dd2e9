"""The one door to territory: what a person may see is what lies inside the area he was given.

Closed by default. Nobody signed in, an account switched off, or one without an area sees nothing.
Every queryset of a territory model inherits this, so "visible to" is written once in the house.
"""

from typing import Any, Self

from django.db import models


def territory_path(user: Any) -> str | None:
    """Return the path of the user's area, or None when the user may see no place at all."""
    if not getattr(user, "is_active", False):
        return None
    return getattr(user, "territory_path", None)


class ScopedQuerySet[M: models.Model](models.QuerySet[M]):
    """A queryset whose rows each stand at one place."""

    # Path from the row to the column that holds its place.
    place = "place"
    # Django permission without which nobody sees a row; empty: territory alone decides.
    needs = ""

    def visible_to(self, user: Any) -> Self:
        """Keep the rows inside the user's territory that his role lets him see; else none."""
        path = territory_path(user)
        if not path or (self.needs and not user.has_perm(self.needs)):
            return self.none()
        return self.inside(path)

    def inside(self, path: str) -> Self:
        """Keep the rows at or below the place with this path."""
        return self.filter(**{f"{self.place}__within": path})
