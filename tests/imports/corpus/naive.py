"""The control: a reader that takes a sheet for a table of plain headings in its first row, with nothing but zip and XML.

Whatever scores no better than this reads only sheets that need no reading.
"""

import io
import zipfile
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from tests.imports.corpus import words
from tests.imports.corpus.facts import SKILLS
from tests.imports.corpus.reader import Left, Question, Taken
from tests.imports.corpus.truth import Commune

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
COLUMNS = {heading.casefold(): key for key, heading in words.HEADINGS.items()} | {
    "tên thôn": "village"
}
SEXES = {word: sex for sex, word in words.SEX.items()}
RESULTS = {word: result for result, word in words.MARKS.items()} | {"x": "alone"}
RELATIONS = {word: relation for relation, some in words.RELATIONS.items() for word in some}
ROLES = {word: role for role, word in words.ROLES.items()}
ORGANISATIONS = {word: key for key, word in words.ORGANISATIONS.items()}
WORDS = {
    "sex": SEXES,
    "relation": RELATIONS,
    "role": ROLES,
    "organisation": ORGANISATIONS,
} | dict.fromkeys(SKILLS, RESULTS)
RENAMED = {"birth": "birth_year"}
LONGEST = 3000


def rows_of(content: bytes) -> list[list[str]]:
    """Return the texts of the first sheet of an .xlsx, or nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            shared = []
            if "xl/sharedStrings.xml" in archive.namelist():
                root = ET.fromstring(archive.read("xl/sharedStrings.xml"))  # noqa: S314 our own file
                shared = ["".join(part.itertext()) for part in root]
            sheet = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own file
    except (zipfile.BadZipFile, KeyError):
        return []
    return [row_of(row, shared) for row in list(sheet.iter(f"{MAIN}row"))[:LONGEST]]


def row_of(row: ET.Element, shared: list[str]) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(f"{MAIN}c"):
        at = column_of(cell.get("r", "A1"))
        cells += [""] * (at + 1 - len(cells))
        value = cell.find(f"{MAIN}v")
        text = (value.text or "") if value is not None else ""
        cells[at] = shared[int(text)] if cell.get("t") == "s" else text
    return cells


def column_of(name: str) -> int:
    number = 0
    for letter in name.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number - 1


class NaiveReading:
    def __init__(self, rows: list[list[str]], commune: Commune) -> None:
        self.villages = {words.full_village(one): str(one["name"]) for one in commune.villages}
        self.found: list[Taken] = []
        self.owners: dict[tuple[str, ...], Taken] = {}
        heading = [COLUMNS.get(text.strip().casefold(), "") for text in rows[0]] if rows else []
        for row in rows[1:]:
            self.line({key: text for key, text in zip(heading, row, strict=False) if key and text})

    def line(self, cells: dict[str, str]) -> None:
        """Take a row for whatever its columns say."""
        if "held_on" in cells:
            self.session(cells)
        elif "role" in cells:
            self.member(cells)
        elif "head" in cells or "name" in cells:
            self.person(cells)
        elif "households" in cells and "village" in cells:
            fields = self.fields(cells, ("households",)) | {"name": self.village(cells)}
            self.found.append(Taken("village", fields))

    def fields(self, cells: dict[str, str], keys: Sequence[str]) -> dict[str, str | int]:
        """Return what is understood of these columns."""
        taken: dict[str, str | int] = {}
        for key in keys:
            value = (
                WORDS.get(key, {}).get(cells[key], "")
                if key in WORDS and key in cells
                else cells.get(key, "")
            )
            if value:
                taken[RENAMED.get(key, key)] = value
        return taken

    def village(self, cells: dict[str, str]) -> str:
        return self.villages.get(cells.get("village", ""), cells.get("village", ""))

    def owner(self, kind: str, cells: dict[str, str], keys: Sequence[str]) -> Taken:
        """Return the household or team of a row: the same for the same words."""
        fields = self.fields(cells, keys) | (
            {"village": self.village(cells)} if "village" in cells else {}
        )
        known = (
            kind,
            str(fields.get("head") or fields.get("decision")),
            str(fields.get("village")),
        )
        if known not in self.owners:
            self.owners[known] = Taken(kind, fields)
            self.found.append(self.owners[known])
        return self.owners[known]

    def person(self, cells: dict[str, str]) -> None:
        household = self.owner("household", cells, ("head", "hamlet"))
        fields = self.fields(cells, ("name", "relation", "sex", "birth", "phone", *SKILLS))
        fields.setdefault("name", cells.get("head", ""))
        if fields["name"] == cells.get("head"):
            for key, value in ((k, fields.pop(k, "")) for k in ("phone",)):
                if value:
                    household.fields[key] = value
        if "note" in cells:
            household.fields["note"] = cells["note"]
        self.found.append(Taken("person", fields, household))

    def member(self, cells: dict[str, str]) -> None:
        team = self.owner("team", cells, ("decision",))
        if day := iso(cells.get("signed_on", "")):
            team.fields["signed_on"] = day
        fields = self.fields(cells, ("name", "role", "sex", "birth", "organisation", "phone"))
        self.found.append(Taken("member", fields, team))

    def session(self, cells: dict[str, str]) -> None:
        fields = self.fields(cells, ("title", "place", "people", "women", "households"))
        fields |= {"held_on": iso(cells["held_on"]), "village": self.village(cells)}
        self.found.append(Taken("session", fields))

    def taken(self) -> Sequence[Taken]:
        return self.found

    def questions(self) -> Sequence[Question]:
        return ()

    def left(self) -> Sequence[Left]:
        return ()

    def texts(self) -> Sequence[str]:
        return ()

    def answer(self, question: Question, choice: str) -> None:
        raise NotImplementedError


def iso(text: str) -> str:
    parts = text.split("/")
    return "-".join((parts[2], parts[1].zfill(2), parts[0].zfill(2))) if len(parts) == 3 else text


class Naive:
    def read(self, content: bytes, name: str, commune: Commune) -> NaiveReading:
        return NaiveReading(rows_of(content), commune)
