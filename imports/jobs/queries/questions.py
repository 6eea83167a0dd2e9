"""What is asked of a file, in words: one question for each text, with where it stands and what may be answered."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _, ngettext
from xlsxwriter.utility import xl_col_to_name

from imports.jobs.queries.fields import field_words, roles_in_words
from imports.jobs.queries.question_words import CHOICES, HIDDEN, OF_ROWS, SKIPPED, TITLES
from imports.models import Import
from imports.tidy.asking import COMING, TYPED, about, parted, sheet_of

# "Lê An #12": which rows a question about one of several of a name is of.
_OF_ROW = re.compile(r"(.+) #(\d+)")
# More choices than these are chosen from a list; all relations to a head are a press each.
FEW = 7


@dataclass(frozen=True)
class Choice:
    """One answer: its meaning, and its words."""

    value: str
    words: str


@dataclass(frozen=True)
class Asked:
    """One question as a page asks it; `chosen` are the words of the answer in use."""

    key: str
    kind: str
    subject: str
    title: str
    detail: str
    buttons: Sequence[Choice]
    options: Sequence[Choice] = ()
    proposal: str = ""
    swatch: str = ""
    chosen: str = ""

    @property
    def choices(self) -> Sequence[Choice]:
        """All that may be answered, as one list."""
        return [*self.buttons, *self.options]

    @property
    def may_lack_village(self) -> bool:
        """Whether a village is asked for that may be missing from the list, and no answer makes it."""
        return self.kind == "village" and all(choice.value != "new" for choice in self.choices)

    @property
    def is_typed(self) -> bool:
        """Whether its answer is typed, for none is offered."""
        return not (self.buttons or self.options)

    @property
    def may_be_typed(self) -> bool:
        """Whether another answer than those offered may be typed: nobody can offer every day."""
        return self.kind in TYPED and not self.is_typed

    def accepts(self, choice: str) -> bool:
        """Tell whether this may be answered: one of its choices, a day or a year where it is typed."""
        if self.is_typed or self.may_be_typed:
            return _is_day(choice) if self.kind == "day" else choice.isdecimal()
        return any(choice == one.value for one in (*self.buttons, *self.options))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def key_of(kind: str, subject: str) -> str:
    """Return by what a form names a question: however often the file is read, it stays the same."""
    text = "\n".join(about(kind, subject))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


class Words:
    """Questions of one file in words; `villages` are those of its commune."""

    def __init__(self, source: Import, villages: Iterable[Any]) -> None:
        self.among, self.sheets = villages, source.layout.get("sheets", {})
        # There a village is asked about with its commune.
        self.is_above = bool(source.commune_id) and source.commune.is_above_communes

    @cached_property
    def villages(self) -> dict[str, str]:
        """The units that rows may be of by key, read where one is asked about."""
        return {str(one.pk): _named(one) for one in self.among}

    def asked(self, told: Mapping[str, Any]) -> Asked:
        """Return a question as a page asks it."""
        kind, subject = told["kind"], told["subject"]
        choices = [Choice(one, self.choice(kind, one)) for one in self._choices(told)]
        proposed = [one for one in choices if one.value == told["proposal"]]
        buttons, options = _split(choices, proposed)
        return Asked(
            key_of(kind, subject),
            kind,
            subject,
            self.title(told),
            self.detail(told),
            buttons,
            options,
            _proposal(proposed, told["source"]),
            subject if kind == "colour" else "",
            self.choice(kind, told["choice"]) if told.get("choice") else "",
        )

    def _choices(self, told: Mapping[str, Any]) -> Iterable[str]:
        """Return what may be answered; a column that was said by hand may be anything that a column is."""
        if told["kind"] == "column" and not told["choices"]:
            return [key for key, _words in roles_in_words()]
        found: Iterable[str] = told["choices"]
        return found

    def title(self, told: Mapping[str, Any]) -> str:
        """Say what is asked."""
        kind, text = told["kind"], told["subject"]
        headings = {one["heading"] for one in told["examples"]} - {""}
        name = kind
        if kind == "village":
            return self._of_village(text)
        if kind == "commune" and "own" not in told["choices"]:
            name = "commune below"
        elif kind == "mark" and len(headings) == 1:
            name = "mark under"
        elif kind == "colour" and not text:
            name = "colour none"
        elif kind == "column" and (number := _column_number(text)):
            return str(TITLES["column none"]) % {"letter": xl_col_to_name(number - 1)}
        elif kind == "same" and (found := _OF_ROW.fullmatch(text)):
            name, text = ("same row" if int(found[2]) else "same known"), found[1]
            headings = {found[2]}
        said = {"text": HIDDEN.get(text, text), "heading": next(iter(headings), "")}
        return str(TITLES.get(name, "“%(text)s”?")) % said

    def _of_village(self, subject: str) -> str:
        """Ask which village a text names, or rows are of that name none."""
        text, commune = parted(subject) if self.is_above else (subject, 0)
        sheet = sheet_of(text)
        name = "village of sheet" if sheet else "village" if text else "village none"
        said = {"text": sheet or text, "heading": self.villages.get(str(commune), "")}
        return str(TITLES[f"{name} below" if commune else name]) % said

    def choice(self, kind: str, value: str) -> str:
        """Say what an answer means."""
        if kind in {"village", "commune"} and value in self.villages:
            return str(self.villages[value])
        if kind == "village" and value.startswith(COMING):
            return value.removeprefix(COMING)
        if kind == "column":
            return field_words(value)
        if words := CHOICES.get(kind, {}).get(value):
            return str(words)
        if kind in {"mark", "colour", "comment"} and value.isdecimal():
            return _("Biết kỹ năng %(numbers)s") % {"numbers": ", ".join(value)}
        if value == "skip":
            return str(SKIPPED)
        return date_format(date.fromisoformat(value)) if _is_day(value) else value

    def detail(self, told: Mapping[str, Any]) -> str:
        """Say how many cells or rows it decides, and where the first of them are."""
        if told["kind"] in OF_ROWS:
            words = ngettext("%(n)s dòng", "%(n)s dòng", told["count"])
        else:
            words = ngettext("%(n)s ô", "%(n)s ô", told["count"])
        said = words % {"n": number_format(told["count"], force_grouping=True)}
        where = self.where(told["examples"])
        return _("%(count)s, ví dụ %(where)s.") % {"count": said, "where": where} if where else said

    def where(self, examples: Sequence[Mapping[str, Any]]) -> str:
        """Say where something stands: rows, their sheet where there are several, the column of the first."""
        rows = list(dict.fromkeys(str(one["row"]) for one in examples if one["row"]))
        if not rows:
            return ""
        said = _("dòng %(rows)s") % {"rows": ", ".join(rows)}
        first = examples[0]
        sheet = self.sheets.get(str(first["sheet"]), "")
        if len(self.sheets) > 1 and sheet:
            said = _("%(rows)s, trang “%(sheet)s”") % {"rows": said, "sheet": sheet}
        letter = xl_col_to_name(first["column"])
        return _("%(rows)s, cột %(letter)s") % {"rows": said, "letter": letter}


def units_told(source: Import) -> set[int]:
    """Return the keys of units that the questions and answers of a file speak of, and what stands around its rows."""
    layout = source.layout
    asked = [one for key in ("questions", "answers") for one in layout.get(key, [])]
    asked = [one for one in asked if one["kind"] in {"village", "commune"}]
    keys = {choice for one in asked for choice in one["choices"]}
    keys |= {one["value"] for one in layout.get("inferred", []) if one["field"] == "village"}
    communes = {parted(one["subject"])[1] for one in asked if one["kind"] == "village"}
    return {int(key) for key in keys if key.isdecimal()} | communes


def _named(unit: Any) -> str:
    """Name a unit; a commune with its district, for there may be two of one name."""
    above = unit.district if unit.is_commune else None
    return f"{unit.full_name}, {above.full_name}" if above else unit.full_name


def _column_number(text: str) -> int:
    word, _space, number = text.partition(" ")
    return int(number) if word == "column" and number.isdecimal() else 0


def _split(
    choices: Sequence[Choice], proposed: Sequence[Choice]
) -> tuple[Sequence[Choice], Sequence[Choice]]:
    """Return what is a press each, and what is chosen from a list; what is likely and "none of them" are presses."""
    first = [*proposed, *(one for one in choices if one not in proposed)]
    if len(choices) <= FEW:
        return first, ()
    pressed = [
        *proposed,
        *(one for one in choices if one.value in {"skip", "new", "commune", "foreign"}),
    ]
    pressed = list(dict.fromkeys(pressed))
    return pressed, [one for one in first if one not in pressed]


def _proposal(proposed: Sequence[Choice], source: str) -> str:
    """Say what is likely and where that is from; it is no answer yet."""
    if not proposed:
        return ""
    said = _("Có thể là: %(words)s") % {"words": proposed[0].words}
    return f"{said} ({source})" if source else said


def asked_of(source: Import, villages: Iterable[Any]) -> list[Asked]:
    """Return the questions of a file that wait for an answer."""
    words = Words(source, villages)
    return [words.asked(one) for one in source.layout.get("questions", [])]


def answered_of(source: Import, villages: Iterable[Any]) -> list[Asked]:
    """Return the questions of a file whose answers are in use, of this file or remembered of others."""
    words = Words(source, villages)
    return [words.asked(one) for one in source.layout.get("answers", [])]


def may_be_said(source: Import, villages: Iterable[Any]) -> list[Asked]:
    """Return all that may be answered of a file: what is asked, what was answered, what its columns are."""
    return [
        *columns_of(source),
        *answered_of(source, villages),
        *asked_of(source, villages),
    ]


def columns_of(source: Import) -> list[Asked]:
    """Return what may be said of the columns of a file by hand, those that it is sure of as well."""
    headings = [
        one["headings"].get(at) or f"column {int(at) + 1}"
        for one in source.layout.get("tables", [])
        for at in {**one["headings"], **one["fields"]}
    ]
    roles = [Choice(*pair) for pair in roles_in_words()]
    return [
        Asked(key_of("column", words), "column", words, words, "", roles[:1], roles[1:])
        for words in dict.fromkeys(headings)
    ]
