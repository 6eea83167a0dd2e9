"""One split of a draft: what is split, and what comes of it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from areas.models import Area
from reorganisations.models import Operation, Part


@dataclass
class OfSplit:
    """One split as its pages see it."""

    operation: Operation

    @cached_property
    def source(self) -> Area:
        """The unit that is split."""
        source: Any = self.operation.parts.sources().select_related("area").get()
        found: Area = source.area
        return found

    @cached_property
    def parts(self) -> list[Part]:
        """What comes of it."""
        return list(self.operation.parts.targets().order_by("pk"))
