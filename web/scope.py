"""The one door to territory: what a person may see is what lies inside the area he was given.

Closed by default. Nobody signed in, an account switched off, or one without an area sees nothing.
Every queryset of a territory model inherits this, so "visible to" is written once in the house.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Self

from django.contrib.auth.decorators import login_not_required
from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404


def territory_path(user: Any) -> str | None:
    """Return the path of the user's area, or None when the user may see no place at all."""
    if not getattr(user, "is_active", False):
        return None
    return getattr(user, "territory_path", None)


def may_see(user: Any, place: str | None) -> bool:
    """Say whether a place lies inside the user's territory: what `visible_to` asks, of a row already read."""
    mine = territory_path(user)
    return bool(mine and place and place.startswith(mine))


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


def visible_or_404[M: models.Model](
    request: HttpRequest, model: type[M], *along: str, **which: Any
) -> M:
    """Return the one such row that the reader may see, with what stands `along` it; else answer 404."""
    scoped: Any = model
    rows = scoped.objects.visible_to(request.user)
    # Without a name Django would read along whatever the row points at.
    found: M = get_object_or_404(rows.select_related(*along) if along else rows, **which)
    return found


def place_of(row: models.Model) -> str:
    """Return the place of a row, by the path its scoped queryset names; "" where it has none."""
    scoped: Any = row.__class__
    found: Any = row
    for step in scoped.unscoped.all().place.split("__"):
        found = getattr(found, step, None)
    return found or ""


def key_of(text: Any) -> int:
    """Read a key that came from a client; 0, which nothing has, for whatever is no number."""
    words = str(text or "")[:18]
    return int(words) if words.isdecimal() else 0


type View = Callable[..., HttpResponseBase]


def territory(needs: str = "") -> Callable[[View], View]:
    """Declare a view that shows or changes things of a place; `needs` names the permission.

    A person without an area, or whose role lacks it, gets 404, as a stranger does: a page that is not for him does not
    exist for him. The view itself reaches objects through `visible_to` only.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not territory_path(request.user) or (needs and not request.user.has_perm(needs)):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.scope = "territory"  # type: ignore[attr-defined]
        return guarded

    return declare


def own(view: View) -> View:
    """Declare a view that is only about the person signed in."""
    view.scope = "own"  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Declare a view that anybody may open; it shows nothing of any place."""
    open_view = login_not_required(view)
    open_view.scope = "public"  # type: ignore[attr-defined]
    return open_view
