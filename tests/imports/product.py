"""Our reader as the corpus plays it: from the bytes of a file to what would be written."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from types import SimpleNamespace

from areas.kinds import Kind
from areas.names import fold
from households.models import MEANS
from imports.sandbox import run
from imports.spreadsheet.lines import Line
from imports.spreadsheet.reasons import REASONS, Unreadable
from imports.tidy.asking import About, Asking, Left as LeftOut, Question as Asked, about
from imports.tidy.file import Tidied
from imports.tidy.model import Known
from imports.tidy.units import Communes, Unit
from imports.tidy.villages import Villages
from tests.imports.corpus.facts import SKILLS
from tests.imports.corpus.reader import Left, Question, Taken
from tests.imports.corpus.truth import Commune
from tests.imports.unit_score import REFORM_YEAR, kinds, own, province_of, rows

KINDS = {
    "Thôn": Kind.THON,
    "Buôn": Kind.BUON,
    "Khu phố": Kind.KHU_PHO,
    "Tổ dân phố": Kind.TO_DAN_PHO,
    "Bản": Kind.BAN,
    "Ấp": Kind.AP,
    "Làng": Kind.LANG,
    "Xóm": Kind.XOM,
    "Khối phố": Kind.KHOI_PHO,
}
RESULTS = {0: "none", 1: "help", 2: "alone"}
# Which skill a short word is: to the corpus the answer is that it is a list of skills.
SHORT = {"dvc": "1", "ms": "2", "tt": "3", "at": "4", "nt": "5"}
SEXES = {"male": "m", "female": "f", "m": "m", "f": "f"}


def villages_of(commune: Commune) -> Villages:
    """Return the commune's villages by their numbers, with the names they had before."""
    names, former = {}, {}
    for number, village in enumerate(commune.villages, 1):
        kind = KINDS[str(village["kind"])]
        names[number] = {(kind, str(village["name"]))}
        if village["former"]:
            former[number] = {(kind, str(village["former"]))}
    return Villages(names, former)


@cache
def communes_of(is_old: bool) -> tuple[Communes, dict[int, str]]:
    """Return the communes of the province, as an officer above them has them, and their names by key."""
    where, province = ("phu_yen_2024", "54") if is_old else ("from_2025_07", "66")
    found = [
        Unit(int(unit["code"]), kinds().get(unit["kind"]) or Kind(unit["kind"]), unit["name"], ())
        for unit in rows(where)
        if unit["level"] == "commune" and province_of()[where, unit["code"]] == province
    ]
    return Communes(found, ()), {unit.pk: unit.name for unit in found}


class RegisterOf:
    """The households that a commune's register has already, by village and folded name of their heads."""

    def __init__(self, commune: Commune) -> None:
        numbers = {str(one["name"]): number for number, one in enumerate(commune.villages, 1)}
        self.homes = [
            (
                (numbers.get(str(home["village"])), fold(str(home["head"]))),
                SimpleNamespace(born=home.parts[0]["birth_year"], phone=str(home["phone"] or "")),
            )
            for home in commune.register
        ]

    def named(self, village: int, name: str) -> list[SimpleNamespace]:
        return [home for key, home in self.homes if key == (village, name)]


def said_of(line: Line, *names: str) -> dict[str, str | int]:
    """Return what a line says of some fields, in the words of the corpus."""
    values = {name: line.values[name] for name in names if line.values.get(name) not in {None, ""}}
    return {name: in_words(name, value) for name, value in values.items()}


def in_words(name: str, value: object) -> str | int:
    if name in SKILLS:
        return RESULTS[int(value)]
    if name in MEANS:
        return "yes" if value else "no"
    if name == "sex":
        return SEXES[str(value)]
    if isinstance(value, date):
        return value.isoformat()
    return value if type(value) is int else str(value)


class ProductReading:
    def __init__(self, content: bytes, name: str, commune: Commune) -> None:
        self.commune, self.name = commune, name
        self.answers: dict[About, str] = {}
        self.names = {n: str(village["name"]) for n, village in enumerate(commune.villages, 1)}
        self.communes, self.called = communes_of(commune.today.year < REFORM_YEAR)
        self.refused = ""
        self.book = None
        try:
            self.book = run.read_bytes(content)
        except Unreadable as unreadable:
            self.refused = str(REASONS[unreadable.why])
        self.read()

    def known(self) -> Known:
        return Known(
            self.commune.today,
            villages_of(self.commune),
            own(self.commune),
            platforms=(self.commune.platform,),
            register=RegisterOf(self.commune),
            communes=self.communes,
            declares_communes=True,
        )

    def read(self) -> None:
        self.asking, self.lines = Asking(self.answers), list[tuple[str, Line]]()
        if self.book is not None:
            tidied = Tidied(self.book, self.known(), self.asking, self.name)
            self.lines = list(tidied.lines())

    # --- what the corpus asks ---

    def taken(self) -> Sequence[Taken]:
        found, homes = [], dict[object, Taken]()
        for kind, line in self.lines:
            if line.problems:
                continue
            if kind == "households":
                found += self.person(line, homes)
            elif kind == "communes":
                found += self.declared(line)
            else:
                found += getattr(self, kind)(line, homes)
        return found

    def person(self, line: Line, homes: dict[object, Taken]) -> list[Taken]:
        values, made = line.values, []
        key = ("household", line.block) if line.block else ("row", id(line))
        home = homes.get(key)
        if home is None:
            fields = {"village": self.names[values["village"]]} if values.get("village") else {}
            home = homes[key] = Taken("household", fields)
            made.append(home)
        if line.is_head:
            home.fields["head"] = line.name
            home.fields.update(said_of(line, "hamlet", "phone", *MEANS, "note", "size"))
        else:
            home.fields.update(said_of(line, "hamlet") | home.fields)
        fields = {"name": line.name} | said_of(line, "birth_year", "relation", "sex", *SKILLS)
        # That of a head is a fact only where the file says it: it follows from who is the head.
        if not line.is_head:
            fields |= said_of(line, "phone")
        return [*made, Taken("person", fields, home)]

    def teams(self, line: Line, homes: dict[object, Taken]) -> list[Taken]:
        values, made = line.values, []
        team = homes.get(("team", line.block))
        if team is None:
            team = homes[("team", line.block)] = Taken("team", {})
            made.append(team)
        if values.get("village"):
            team.fields["village"] = self.names[values["village"]]
        renamed = {"number": "decision", "founded_on": "signed_on"}
        facts = said_of(line, *renamed)
        team.fields.update({renamed[name]: value for name, value in facts.items()})
        if not line.name:
            return made
        parts = ("role", "organisation", "phone", "birth_year", "sex")
        return [*made, Taken("member", {"name": line.name} | said_of(line, *parts), team)]

    def activities(self, line: Line, homes: dict[object, Taken]) -> list[Taken]:
        values = line.values
        fields = {
            key: values[key]
            for key in ("place", "title", "people", "women", "households")
            if key in values
        }
        if values.get("village"):
            fields["village"] = self.names[values["village"]]
        if "held_on" in values:
            fields["held_on"] = values["held_on"].isoformat()
        for skill in ("public_services", "shopping", "payment", "safety", "local_platform"):
            if values.get(skill):
                fields[skill] = "yes"
        return [Taken("session", fields)]

    def villages(self, line: Line, homes: dict[object, Taken]) -> list[Taken]:
        values = line.values
        fields = {key: values[key] for key in ("households",) if key in values}
        if isinstance(values.get("village"), int):
            fields["name"] = self.names[values["village"]]
        if "declared_on" in values:
            fields["declared_on"] = values["declared_on"].isoformat()
        return [Taken("village", fields)]

    def declared(self, line: Line) -> list[Taken]:
        values = line.values
        fields = {key: values[key] for key in ("name", "households", "villages") if key in values}
        if values.get("commune") in self.called:
            fields["name"] = self.called[values["commune"]]
        if "declared_on" in values:
            fields["declared_on"] = values["declared_on"].isoformat()
        return [Taken("commune", fields)]

    def questions(self) -> Sequence[Question]:
        return [
            Question(
                about(one.kind, "" if one.kind == "numbered" else one.subject),
                f"{one.kind} {one.subject}?",
                [self.said(one, choice) for choice in one.choices],
                one,
            )
            for one in self.asking.questions.values()
        ]

    def said(self, asked: Asked, choice: str) -> str:
        """The key of a village is its name to the corpus."""
        if asked.kind == "mark" and choice == SHORT.get(fold(asked.subject)):
            return "skills"
        if asked.kind == "commune" and choice.isdigit():
            return self.called[int(choice)]
        return self.names[int(choice)] if asked.kind == "village" and choice.isdigit() else choice

    def left(self) -> Sequence[Left]:
        if self.refused:
            return [Left(self.refused)]
        # A fill or comment beside the tables that is not taken is no value that is not taken.
        found = [
            self.place(one)
            for one in self.asking.left
            if one.why != "fill" and (one.why, one.rows) != ("comment", None)
        ]
        for _, line in self.lines:
            if line.problems:
                why = "; ".join(one["what"] for one in line.problems)
                found.append(Left(why, self.sheet(line.sheet), (line.number - 1,) * 2))
        return found

    def sheet(self, place: int) -> str | None:
        """A file of text has one sheet, without a name."""
        return self.book.sheets[place].name or None

    def place(self, one: LeftOut) -> Left:
        sheet = None if one.sheet is None else self.sheet(one.sheet)
        rows = None if one.rows is None else (one.rows[0] - 1, one.rows[1] - 1)
        return Left(f"{one.why} {one.name}", sheet, rows, one.columns, one.count)

    def texts(self) -> Sequence[str]:
        """Everything else that the preview shows."""
        shown = [one.heading for one in self.asking.taken.values()]
        shown += [text for one in self.asking.taken.values() for text in one.examples]
        for _, line in self.lines:
            shown += [str(value) for value in line.values.values()]
            shown += [
                str(one[key]) for one in [*line.problems, *line.notes] for key in ("value", "what")
            ]
        return [*shown, *(one.proposal + one.source for one in self.asking.questions.values())]

    def answer(self, question: Question, choice: str) -> None:
        asked = question.key
        numbers = {fold(name): str(number) for number, name in self.names.items()}
        if asked.kind == "village" and fold(choice) in numbers:
            choice = numbers[fold(choice)]
        if asked.kind == "mark" and choice == "skills":
            choice = SHORT[fold(asked.subject)]
        if asked.kind == "commune" and choice in self.called.values():
            choice = next(str(key) for key, name in self.called.items() if name == choice)
        self.answers[about(asked.kind, asked.subject)] = choice
        self.read()


class Product:
    def read(self, content: bytes, name: str, commune: Commune) -> ProductReading:
        return ProductReading(content, name, commune)
