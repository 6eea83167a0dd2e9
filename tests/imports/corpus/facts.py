"""What a file says, thing by thing and field by field, and how sure a careful person would be of each."""

import unicodedata
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache


class Standing(Enum):
    """What a reader may do with a fact."""

    PLAIN = "plain"  # a person reads it at once: a question about it is asked in vain
    EITHER = "either"  # may be taken at once or after the one question that is named in its doubts
    ASK = "ask"  # a guess without the question named in its doubts, even where the guess is right
    NAMED = "named"  # is not taken, and the reader says so: where it stands and how much of it
    FREE = "free"  # may be taken, or named as not taken
    OPTIONAL = "optional"  # follows from other facts; is not counted where it is not taken


# What a question is about: its kind and the text it is about ("mark", "o").
About = tuple[str, str]
Value = str | int | frozenset[str] | frozenset[int]

SKILLS = ("public_services", "shopping", "payment", "safety", "local_platform")


def same_text(text: object) -> str:
    """Return a text as it is compared: composed, in small letters, without doubled spaces."""
    return _same(str(text))


@lru_cache(100_000)
def _same(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).casefold()
    return " ".join("".join(c for c in plain if unicodedata.category(c) != "Cf").split())


# There is one such question in a file, or one for each table: its text says nothing of what it is about.
WITHOUT_SUBJECT = frozenset({"grouping", "link", "tables", "date_order", "year", "day"})


def about(kind: str, subject: object = "") -> About:
    """Return what a question is about in the form in which questions and doubts are compared."""
    return (kind, "" if kind in WITHOUT_SUBJECT else same_text(subject))


@dataclass(eq=False)
class Thing:
    """A household, person, village, commune, team, member or session of the truth."""

    kind: str
    values: dict[str, object]
    of: "Thing | None" = None
    parts: list["Thing"] = field(default_factory=list)

    def __getitem__(self, name: str) -> object:
        return self.values.get(name)

    def add(self, part: "Thing") -> "Thing":
        part.of = self
        self.parts.append(part)
        return part


@dataclass(eq=False)
class Fact:
    """One value of one field of one thing, as the file at hand says it."""

    thing: Thing
    name: str
    value: Value | Thing
    standing: Standing = Standing.PLAIN
    doubts: set[About] = field(default_factory=set)

    def is_said_by(self, value: object) -> bool:
        """Say whether a value that was taken is this fact's, or one of several that will do."""
        accepted = self.value if isinstance(self.value, frozenset) else {self.value}
        if self.name == "note":  # notes of several rows may be put together
            return any(same_text(one) in same_text(value) for one in accepted)
        return same_text(value) in {same_text(one) for one in accepted}

    def keep_free(self, standing: Standing) -> None:
        """Ask less of a reader; what is never taken stays so."""
        if self.standing is not Standing.NAMED:
            self.standing = standing
            self.doubts.clear()

    def doubt(self, question: About, *, demanded: bool = False) -> None:
        """Let a question about the fact be asked; where it is demanded, a value without it is a guess."""
        if self.standing in {Standing.NAMED, Standing.OPTIONAL}:
            return
        self.doubts.add(question)
        if self.standing is not Standing.FREE and (demanded or self.standing is Standing.PLAIN):
            self.standing = Standing.ASK if demanded else Standing.EITHER
