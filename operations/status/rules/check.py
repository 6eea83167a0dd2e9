"""One thing that is looked at: how it stands, in words, and what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from operations.status.rules.facts import Facts


class Level(IntEnum):
    """How a thing stands; the worse, the greater."""

    OK = 0
    WARN = 1
    BAD = 2

    @property
    def word(self) -> str:
        """Return the word that programs read."""
        return self.name.lower()


@dataclass(frozen=True, kw_only=True)
class Check:
    """How one thing stands: `seen` is when it was last known to be well, `do` is empty where nothing is to be done."""

    key: str
    title: str
    level: Level
    says: str
    do: str = ""
    seen: datetime | None = None

    @property
    def icon(self) -> str:
        """Return the icon of its level."""
        return "ok" if self.level is Level.OK else "warn"

    @property
    def tag(self) -> str:
        """Return how a tag of its level is drawn."""
        return {Level.OK: "ok", Level.WARN: "due", Level.BAD: "bad"}[self.level]

    @property
    def word(self) -> str:
        """Return its level in a word for people."""
        return {Level.OK: _("Tốt"), Level.WARN: _("Cần xem"), Level.BAD: _("Hỏng")}[self.level]


type Rule = Callable[[Facts], Check]


def check(key: str, title: Any, level: Level, says: str, do: str = "", **more: Any) -> Check:
    """Return a check; one that is well asks for nothing."""
    do = "" if level is Level.OK else do
    return Check(key=key, title=str(title), level=level, says=says, do=do, **more)


def ago(now: datetime, then: datetime) -> str:
    """Say how long ago something was, in the largest unit that fits."""
    if (now - then).total_seconds() < 60:
        return _("vừa xong")
    return _("%(time)s trước") % {"time": timesince(then, now, depth=1).replace("\xa0", " ")}
