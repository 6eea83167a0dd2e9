"""Communes of the demo that have hardly begun: each on a step of the ladder, one with its first households."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from areas.kinds import Kind
from areas.models import Area
from demo.places import Village, make_more
from demo.profiles import JUST_BEGUN
from demo.seeded_random import seeded
from figures.adoption import Step, communes_of

# What the commune that has just begun declares: as many as a real one.
DECLARED_HOUSEHOLDS, DECLARED_VILLAGES = 2862, 12
# One step after another: most have an account that nobody has used.
_STEPS = (
    Step.NO_ACCOUNT,
    Step.NOT_SIGNED_IN,
    Step.NO_VILLAGE,
    Step.NO_HOUSEHOLD,
    Step.NOT_SIGNED_IN,
    Step.NO_VILLAGE,
    Step.NOT_SIGNED_IN,
    Step.NO_ACCOUNT,
)


@dataclass(frozen=True)
class Waiting:
    """A commune, how far it has come, and the numbers of it that its province knows."""

    commune: Area
    step: Step
    households: int
    villages: int

    @property
    def entered(self) -> int:
        """How many of its villages are entered: of those that wait for households, not all."""
        if self.step == Step.BEGUN:
            return self.villages
        return max(2, self.villages - 2) if self.step == Step.NO_HOUSEHOLD else 0


def waiting_of(pairs: Iterable[tuple[Area, Area]], households: int) -> list[Waiting]:
    """Say how far each commune of the province has come that is not among the well-filled ones.

    They are about as large as those, so that neither is lost beside the other.
    """
    filled = {now.pk: now for _, now in pairs}
    province = next(iter(filled.values())).province
    if province is None:
        return []
    others = communes_of(province).exclude(pk__in=filled).order_by("code")
    rest = list(others.select_related("province", "district"))
    if not rest:
        return []
    rural = next((one for one in rest if one.kind == Kind.XA), rest[0])
    first = next((one for one in rest if one.code == JUST_BEGUN and one.district), rural)
    begun = Waiting(first, Step.BEGUN, DECLARED_HOUSEHOLDS, DECLARED_VILLAGES)
    size = max(40.0, households / len(filled))
    steps = zip((one for one in rest if one is not first), _STEPS * len(rest), strict=False)
    return [begun, *(_waiting(commune, step, size) for commune, step in steps)]


def _waiting(commune: Area, step: Step, size: float) -> Waiting:
    rng = seeded("waiting", commune.code)
    return Waiting(commune, step, round(size * rng.uniform(0.6, 1.3)), rng.randint(4, 9))


def enter_villages(waiting: Iterable[Waiting]) -> tuple[list[Village], list[Village]]:
    """Make the villages of those that have some: of the commune that has just begun, and of the others."""
    numbers = {one.commune: one for one in waiting if one.entered}
    villages = make_more({commune: one.entered for commune, one in numbers.items()})
    begun = [one for one in villages if numbers[one.old_commune].step == Step.BEGUN]
    return begun, [one for one in villages if numbers[one.old_commune].step != Step.BEGUN]


def steps_by_commune(waiting: Iterable[Waiting]) -> Mapping[int, Step]:
    """Return the steps by the key of the commune; all others have begun."""
    return {one.commune.pk: one.step for one in waiting}
