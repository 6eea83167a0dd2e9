"""What the first steps of a place are made of: how much of each is done, and which one comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from figures.rates import Rate

NO_RATE = Rate(0, 0)


class Way(NamedTuple):
    """Where one goes to do it: words on a button, an address."""

    words: str
    url: str


class Onward(NamedTuple):
    """Where one goes on after a save: the next step, and before it what may be left of the one just done."""

    words: str
    url: str
    more: Way | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: what it is, what is known of it, how much is done; told by the data, never by a tick."""

    title: str
    says: str
    is_done: bool
    # Whether anything of it is there.
    is_begun: bool
    # How many communes (in a commune: villages or households) are past it; of nothing where that says nothing.
    rate: Rate = NO_RATE
    way: Way | None = None
    # The slower way, where there are two.
    other: Way | None = None
    # How one goes on with a step that is done by the first of many, until it is said that these are all.
    more: Way | None = None


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """The first steps of a place, in the order in which they are done."""

    steps: Sequence[Step]

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(step.is_done for step in self.steps)

    @property
    def is_done(self) -> bool:
        """Whether all are."""
        return self.done == len(self.steps)

    @property
    def next(self) -> Step | None:
        """The first that is not done."""
        return next((step for step in self.steps if not step.is_done), None)

    @property
    def more(self) -> Way | None:
        """What may be left of a step that its first one did."""
        return next((step.more for step in self.steps if step.more), None)

    def onward(self, there: str, here: str) -> Onward | None:
        """Return where one goes on after a save: the page of the next step, or the list of all, `there`.

        A step under way is told by the list, which says how far it is; so is one whose page is the one shown.
        """
        step, more = self.next, self.more
        if not step:
            return None
        words = _("Làm tiếp: %(step)s") if step.is_begun else _("Bước tiếp theo: %(step)s")
        words = _("Xong, bước tiếp theo: %(step)s") if more else words
        way = step.way
        is_led = way and not step.is_begun and way.url.partition("?")[0] != here
        return Onward(words % {"step": step.title}, way.url if way and is_led else there, more)

    @property
    def heading(self) -> str:
        """How far one is: "2/6 bước đã xong"."""
        return _("%(n)s/%(of)s bước đã xong") % {"n": self.done, "of": len(self.steps)}


def all_of(n: int, of: int) -> bool:
    """Say whether a step is done by all it is about; of nobody it is not."""
    return 0 < of <= n
