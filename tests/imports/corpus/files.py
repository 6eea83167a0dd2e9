"""A generated file with what is right about it."""

from dataclasses import dataclass, field

from tests.imports.corpus.facts import About, Fact
from tests.imports.corpus.grid import Place
from tests.imports.corpus.truth import Commune


@dataclass(eq=False)
class File:
    seed: str
    kind: str
    name: str
    container: str
    content: bytes
    commune: Commune
    messes: tuple[str, ...]
    facts: list[Fact]
    places: dict[Fact, list[Place]]
    answers: dict[About, str]  # all that the officer could be asked, in vain or not
    doubts: dict[About, bool]  # what may be asked, and whether it must be
    secrets: list[str] = field(default_factory=list)  # texts that no preview may show
