"""A unit as pages show hundreds of them, without a row of the table."""

from dataclasses import dataclass, field

from areas.kinds import WITHOUT_WORD, Kind

_WORD = {kind.value: str(kind.label) for kind in Kind}


@dataclass(slots=True)
class Unit:
    """A unit below the country as pages show hundreds of: its key, level, kind and name, and no row."""

    pk: int
    level: int
    kind: str
    name: str
    # The word before the name: "Xã"; the name with it; and the name alone where it says enough: a number keeps
    # its kind word ("Phường 9"). A sum of units has a name of its own and no kind.
    kind_word: str = field(init=False)
    full_name: str = field(init=False)
    short_name: str = field(init=False)

    def __post_init__(self) -> None:
        self.kind_word = _WORD.get(self.kind, "")
        has_word = self.kind and self.kind not in WITHOUT_WORD
        self.full_name = f"{self.kind_word} {self.name}" if has_word else self.name
        self.short_name = self.full_name if self.name[:1].isdigit() else self.name

    def __str__(self) -> str:
        return self.full_name
