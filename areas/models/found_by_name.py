"""Units found by their names, former ones too; marks or none."""

from typing import Self

from django.db import models
from django.db.models import F

from areas.dated import DatedQuerySet
from areas.names import fold, marked, sought

# Letters up to which a searched word is too short to rank all that contains it.
SHORT_WORD = 3


class FoundByName[M: models.Model](DatedQuerySet[M]):
    """Units of the tree, as a search asks for them."""

    def matching(self, words: str) -> Self:
        """Keep the units whose names, former names included, contain every word; no marks needed.

        Best first: the name itself, then names that begin so, then higher units.
        """
        key = sought(words)
        found = self
        for word in key.split():
            found = found.filter(search_key__contains=word)
        return found.alias(
            rank=models.Case(
                models.When(search_key__contains=f"|{key}|", then=0),
                models.When(search_key__contains=f"|{key}", then=1),
                models.When(search_key__contains=key, then=2),
                default=3,
            )
        ).order_by("rank", F("closed_on").desc(nulls_first=True), "level", "id")

    def called(self, name: str) -> Self:
        """Keep the open units that have, or once had, this very name; no marks needed."""
        return self.filter(closed_on=None, search_key__contains=f"|{fold(name)}|")

    def has_called(self, kind: str, name: str) -> bool:
        """Say whether an open unit of this kind is called so today: what one was called before is free."""
        names = self.called(name).filter(kind=kind).values_list("name", flat=True)
        return any(fold(str(one)) == fold(name) for one in names)

    def has_marked(self, kind: str, name: str) -> bool:
        """Say whether an open unit of this kind is called just so today, marks and all."""
        names = self.called(name).filter(kind=kind).values_list("name", flat=True)
        return any(marked(str(one)) == marked(name) for one in names)

    def best_matching(self, words: str, limit: int) -> list[M]:
        """Return at most `limit` units for a type-ahead.

        Half the country contains "an": of so short a word the names that begin with it will do.
        """
        key = sought(words)
        if len(key) <= SHORT_WORD:
            begin = list(self.filter(search_key__contains=f"|{key}").matching(words)[:limit])
            if len(begin) == limit:
                return begin
        return list(self.matching(words)[:limit])
