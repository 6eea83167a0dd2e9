"""The one door to territory: what a person may see is what lies inside the area they were given.

Closed by default. Nobody signed in, an account switched off, or one without an area sees nothing.
Every queryset of a territory model inherits this, so "visible to" is written once in the project.
A place is a path in the tree of units; one lookup, `within`, asks whether a row lies inside it.

Whom an answer then shows by name is noted while it is made, and written down before it leaves (config/every_page.py).
"""

from collections.abc import Callable, Hashable, Sequence
from functools import wraps
from typing import Any, Self

from django.contrib.auth.decorators import login_not_required
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

# The digits of the largest key a database holds; a longer "number" is nobody's key.
KEY_DIGITS = 18
# What a request carries once its answer names somebody: by place, how many stand behind each key.
NOTED = "_residents_named"
# So many places are asked for as ranges; more as a set.
RANGES = 100
# What a request may do that writes nothing.
_READS = ("GET", "HEAD", "OPTIONS")


# Django's classes take type arguments only in their stubs.
class PlaceField(models.CharField):  # type: ignore[type-arg]  # generic in the stubs alone
    """Store a path of area ids, each closed by a dot: `1.54.555.22015.`.

    Compared byte by byte on every engine, so that "inside" is one range of an index.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 80)
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        """Add the byte-wise collation where the engine does not use it by itself."""
        parameters: dict[str, Any] = dict(super().db_parameters(connection))
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class PlaceAbove(PlaceField):
    """Store how a row's place begins: as many steps of its path as `depth`, kept with the place itself.

    A list of one place in another order than that of places is then one walk along an index.
    """

    def __init__(self, *args: Any, depth: int = 1, **kwargs: Any) -> None:
        self.depth = depth
        kwargs["editable"] = False
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Write the depth into migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "depth": self.depth}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001 - Django's own
        """Cut the place anew whenever the row is written."""
        steps = model_instance.place.split(".")[:-1]  # type: ignore[attr-defined]  # every such row has it
        value = (
            "".join(f"{step}." for step in steps[: self.depth]) if self.depth <= len(steps) else ""
        )
        setattr(model_instance, self.attname, value)
        return value


@PlaceField.register_lookup
class Within(Lookup):
    """`path__within="1.54."`: the place itself and everything below it."""

    lookup_name = "within"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Compile to a half-open range with literal bounds, which the index answers."""
        left, left_params = self.process_lhs(compiler, connection)
        low = str(self.rhs)
        high = low[:-1] + chr(ord(low[-1]) + 1)
        params = (*left_params, low, *left_params, high)
        # Lists are in the order of the tree's own path, which is unique, but not in that of a row's place.
        orders = self.lhs.target.unique
        if connection.vendor == "sqlite" and low.count(".") == 1 and not orders:
            # All stands in the country: SQLite does not know, and would sort by time what it found.
            left = f"+{left}"
        return f"({left} >= %s AND {left} < %s)", params


@PlaceField.register_lookup
class WithinAny(Lookup):
    """`path__within_any=["1.54.", …]`: inside one of these places.

    Few are ranges, which an index answers. Of many the beginning is looked up in one set for each length: a database
    reads no thousand ranges side by side.
    """

    lookup_name = "within_any"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Compile to ranges, or to sets of beginnings."""
        left, left_params = self.process_lhs(compiler, connection)
        parts, params = list[str](), list[Any]()
        if len(self.rhs) <= RANGES:
            for path in self.rhs:
                parts.append(f"({left} >= %s AND {left} < %s)")
                high = path[:-1] + chr(ord(path[-1]) + 1)
                params += [*left_params, path, *left_params, high]
        else:
            for n in sorted({len(path) for path in self.rhs}):
                some = [path for path in self.rhs if len(path) == n]
                parts.append(f"substr({left}, 1, {n}) IN ({', '.join(['%s'] * len(some))})")
                params += [*left_params, *some]
        return f"({' OR '.join(parts)})", tuple(params)


class UnitEnded(Exception):
    """Something was to be written into a unit that has ended, or by somebody of one; nothing was."""

    def __init__(self, unit: Any) -> None:
        super().__init__(unit.pk)
        self.unit = unit


def territory_path(user: Any) -> str | None:
    """Return the path of the user's area, or None when the user may see no place at all."""
    area = getattr(user, "area", None)
    return area.path if area and user.is_active else None


def keys_along(path: str | None) -> list[int]:
    """Return the keys of the units that lead to a place, highest first, itself last; no query."""
    return [int(step) for step in (path or "").split(".")[:-1]]


def may_see(user: Any, place: str | None) -> bool:
    """Say whether a place lies inside the user's territory: what `visible_to` asks, of a row already read."""
    mine = territory_path(user)
    if not mine or not place or place.startswith(mine):
        return bool(mine and place)
    # Whoever is of a unit that has ended reads on what stood in it, wherever that is now.
    return bool(user.area.closed_on) and place.startswith(tuple(user.area.went_on))


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
        if not user.area.closed_on:
            return self.inside(path)
        return self.inside_any([path, *user.area.went_on])

    def inside_any(self, paths: Sequence[str]) -> Self:
        """Keep the rows at or below one of these places."""
        return self.filter(**{f"{self.place}__within_any": paths})

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


def note_names(
    request: HttpRequest, place: str | None, *keys: Hashable, people: int | None = None
) -> None:
    """Note that the answer names residents of a place; every page that does says so here.

    A key is a household or whatever else names people; `people` is how many it names, one unless said.
    """
    of_place = vars(request).setdefault(NOTED, {}).setdefault(place or "", {})
    for key in keys:
        of_place[key] = max(1 if people is None else people, of_place.get(key, 0))


def note_households(request: HttpRequest, households: Any) -> None:
    """Note that the answer names the heads of households, each read with its village."""
    for home in households:
        note_names(request, home.village.path, home.pk)


def place_of(row: models.Model) -> str:
    """Return the place of a row, by the path its scoped queryset names; "" where it has none."""
    scoped: Any = row.__class__
    found: Any = row
    for step in scoped.unscoped.all().place.split("__"):
        found = getattr(found, step, None)
    return found or ""


def key_of(text: Any) -> int:
    """Read a key that came from a client; 0 for whatever is no number. Of one too long, its first digits: nothing has it."""
    words = str(text or "")[:KEY_DIGITS]
    return int(words) if words.isdecimal() else 0


def is_key(text: Any) -> bool:
    """Say whether something may be asked of the database as a key."""
    return bool(key_of(text)) and len(str(text)) <= KEY_DIGITS


type View = Callable[..., HttpResponseBase]


def territory(needs: str = "") -> Callable[[View], View]:
    """Declare a view that shows or changes things of a place; `needs` names the permission.

    A person without an area, or whose role lacks it, gets 404, as a stranger does: a page that is not for him does not
    exist for him. The view itself reaches objects through `visible_to` only. Who is of a unit that has ended
    reads on, and writes nothing: they are told what it is now.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user: Any = request.user
            if not territory_path(user):
                raise Http404
            may = not needs or user.has_perm(needs)
            if user.area.closed_on and not (may and request.method in _READS):
                raise UnitEnded(user.area)
            if not may:
                raise Http404
            return view(request, *args, **kwargs)

        guarded.scope = "territory"  # type: ignore[attr-defined]  # a mark on the view
        return guarded

    return declare


def own(view: View) -> View:
    """Declare a view that is only about the person signed in."""
    view.scope = "own"  # type: ignore[attr-defined]  # a mark on the view
    return view


def public(view: View) -> View:
    """Declare a view that anybody may open; it shows nothing of any place."""
    open_view = login_not_required(view)
    open_view.scope = "public"  # type: ignore[attr-defined]  # a mark on the view
    return open_view
