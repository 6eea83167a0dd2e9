"""Households as rosters and lists ask for them."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from areas.dated import DatedQuerySet
from areas.kinds import Kind
from areas.names import sought
from households.models.moments import old_before
from households.models.search_index import few_with
from skills.catalogue import ALL_FIVE, SKILLS
from skills.coverage import FIRST_FOUR

if TYPE_CHECKING:
    from households.models.household import Household

# Filters of rosters by the one skill that somebody lacks or was not asked: the mask and its bits.
SHORT: dict[str, tuple[str, int]] = {
    "thieu-1": ("lacking_mask", ALL_FIVE),
    "hoi-not-1": ("unasked_mask", ALL_FIVE),
    # Where no platform is named skill 5 cannot be asked.
    "hoi-not-bon": ("unasked_mask", FIRST_FOUR),
    **{f"thieu-ky-nang-{skill.number}": ("lacking_mask", skill.bit) for skill in SKILLS},
    **{f"hoi-not-ky-nang-{skill.number}": ("unasked_mask", skill.bit) for skill in SKILLS},
}
# Those by a skill that was asked of the household and that nobody in it knows, whatever else they know: its bit.
UNKNOWN = {f"chua-biet-ky-nang-{skill.number}": skill.bit for skill in SKILLS}
# Filters that show whom to ask something: in none of them stands who is left alone (`to_ask`).
ASKING = frozenset({"chua-khao-sat", "hoi-do", "cu", "chua-ra-soat", *SHORT, *UNKNOWN})


class HouseholdQuerySet(DatedQuerySet["Household"]):
    """Households of a territory; `open` ones count today: in the register, and not out of it."""

    place = "village__path"
    needs = "households.view_household"
    starts, ends = "opened_on", "closed_on"

    def named(self, keys: Iterable[UUID | int]) -> Self:
        """Keep those that a page names, by their key or their number."""
        given = list(keys)
        numbers = [key for key in given if isinstance(key, int)]
        return self.filter(Q(pk__in=numbers) | Q(uuid__in=set(given) - set(numbers)))

    def unsurveyed(self) -> Self:
        """Keep those where nobody was asked all five yet: unknown, which is not "no"."""
        return self.filter(surveyed_on=None)

    def to_ask(self, day: date) -> Self:
        """Keep those that may be asked on this day: whoever refused is left alone until their day is over.

        So is whose data are only kept because a resident asked so (`restricted_on`), and of which no village is
        known: nothing is written of it until it is assigned to one.

        The one rule of every list of whom to visit, ask, teach or look at again; `Household.may_be_asked`
        says it of one.
        """
        may = ~Q(status="refused") | Q(not_asked_until__lt=day)
        return self.filter(may, restricted_on=None).exclude(village__kind=Kind.UNASSIGNED)

    def refusing(self) -> Self:
        """Keep those that refused to be surveyed and have not agreed since; they stay in the denominator."""
        return self.filter(status="refused")

    def left_alone(self, day: date) -> Self:
        """Keep those that nobody asks on this day: what `to_ask` leaves out of the villages."""
        until = Q(not_asked_until=None) | Q(not_asked_until__gte=day)
        return self.filter((Q(status="refused") & until) | Q(restricted_on__isnull=False))

    def old(self, day: date) -> Self:
        """Keep those whose standing is old on this day: surveyed, but long not looked at again."""
        return self.filter(reviewed_on__lt=old_before(day))

    def not_reviewed_since(self, day: date) -> Self:
        """Keep those that nobody surveyed or confirmed on this day or later."""
        return self.filter(Q(reviewed_on=None) | Q(reviewed_on__lt=day))

    def to_confirm(self, since: date) -> Self:
        """Keep surveyed ones that nobody has looked at since this day: what can be confirmed."""
        return (
            self.open()
            .filter(reviewed_on__lt=since)
            .exclude(status="refused")
            .filter(restricted_on=None)
        )

    def short_by_skill(self) -> dict[int, int]:
        """Count, for each skill, those in which somebody lacks it and no other."""
        rows = self.one_short().order_by().values_list("lacking_mask").annotate(models.Count("pk"))
        masks = dict(rows)
        counted = {s.number: sum(n for m, n in masks.items() if m & s.bit) for s in SKILLS}
        return {number: n for number, n in counted.items() if n}

    def one_short(self) -> Self:
        """Keep those in which somebody knows four skills and was asked the fifth: not yet."""
        return self.filter(lacking_mask__gt=0)

    def by_answers(self, wanted: str) -> Self:
        """Apply a filter about what was asked and is known; an unknown one keeps all."""
        match wanted:
            case "chua-khao-sat":
                return self.unsurveyed()
            case "hoi-do":
                return self.filter(surveyed_on=None, asked_mask__gt=0)
            case "tu-choi":
                return self.refusing()
        if wanted in UNKNOWN:
            bit = UNKNOWN[wanted]
            asked = [mask for mask in range(ALL_FIVE + 1) if mask & bit]
            return self.filter(asked_mask__in=asked).exclude(skills_mask__in=asked)
        if wanted not in SHORT:
            return self
        column, bits = SHORT[wanted]
        masks = [mask for mask in range(ALL_FIVE + 1) if mask & bits]
        return self.filter(**{f"{column}__in": masks})

    def matching(self, words: str, *, besides: Collection[int] = ()) -> Self:
        """Keep those whose head, house number, hamlet or telephone contains every word, and those with keys in `besides`.

        On SQLite one query, at once, asks whether the words are rare enough to start from.
        """
        asked = sought(words).split()
        few = few_with(asked)
        means = Q() if few is None else Q(pk__in=few)
        for word in asked:
            means &= Q(search_key__contains=word)
        return self.filter(means | Q(pk__in=besides) if means and besides else means)

    def by_village(self) -> Self:
        """Order along the tree and then as rosters are read; no more is read than is asked for."""
        return self.order_by("village__path", "sort_key", "id")

    def in_order(self) -> Self:
        """Order as a village's roster is read: by given name."""
        return self.order_by("sort_key", "id")


def matches_answers(household: "Household", wanted: str) -> bool:
    """Say of one household what `HouseholdQuerySet.by_answers` asks of all."""
    match wanted:
        case "chua-khao-sat":
            return not household.is_surveyed
        case "hoi-do":
            return household.is_partly
        case "tu-choi":
            return household.refuses
    if bit := UNKNOWN.get(wanted):
        return bool(household.asked_mask & bit) and not household.skills_mask & bit
    column, bits = SHORT.get(wanted, ("", 0))
    return bool(getattr(household, column) & bits) if column else True
