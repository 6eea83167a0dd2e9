"""The address of a place in the tree of units, and the one lookup that asks "is it inside?"."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup

# Django's classes take type arguments only in their stubs.
if TYPE_CHECKING:
    AnyCharField = models.CharField[Any, Any]
    AnyLookup = Lookup[Any]
else:
    AnyCharField = models.CharField
    AnyLookup = Lookup


class PlaceField(AnyCharField):
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
        steps = model_instance.place.split(".")[:-1]  # type: ignore[attr-defined]
        value = (
            "".join(f"{step}." for step in steps[: self.depth]) if self.depth <= len(steps) else ""
        )
        setattr(model_instance, self.attname, value)
        return value


@PlaceField.register_lookup
class Within(AnyLookup):
    """`path__within="1.54."`: the place itself and everything below it."""

    lookup_name = "within"
    prepare_rhs = False

    def _orders(self) -> bool:
        """Say whether lists are in the order of this column: the tree's own path, unlike a row's place."""
        return bool(self.lhs.target.unique)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Compile to a half-open range with literal bounds, which the index answers."""
        left, left_params = self.process_lhs(compiler, connection)
        low = str(self.rhs)
        high = low[:-1] + chr(ord(low[-1]) + 1)
        params = (*left_params, low, *left_params, high)
        if connection.vendor == "sqlite" and low.count(".") == 1 and not self._orders():
            # All stands in the country: SQLite does not know, and would sort by time what it found.
            left = f"+{left}"
        return f"({left} >= %s AND {left} < %s)", params
