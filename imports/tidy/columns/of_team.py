"""Whose list of members a table is: of a digital team, of another body; its decisions; who of the team guides a household."""

import re
from collections.abc import Sequence

from areas.names import fold
from imports.tidy.columns.evidence import says
from imports.tidy.columns.look import Column
from imports.tidy.columns.spelling import SURE
from imports.tidy.model import Table
from imports.tidy.named_in_titles import villages_named
from imports.tidy.roles import SKIP

_TEAM = r"\bto (?:cnscd|cns|cong nghe so)\b"
_OF_TEAM = re.compile(_TEAM)
_MEMBERS = re.compile(rf"\b(?:thanh vien to|to vien)\b|{_TEAM}")
# Words for digital teams, and for other bodies that have members in villages, too.
_DIGITAL = re.compile(
    r"\bcong nghe (?:so|cong dong)\b|\bcns|\bto (?:so(?! \d)|chuyen doi so|cds)\b"
)
_OTHERS = re.compile(
    r"^(?:danh (?:sach|ba)|ds|thanh vien|kien toan|thanh lap|to)\b.*\b(?:an ninh trat tu|antt|bao ve an ninh|hoa giai|ban chi dao|cong tac mat tran|giam sat dau tu|thanh tra nhan dan|vay von"
    r"|dan quan|van nghe|lien gia|tu quan|phong chay)\b"
    r"|^(?:danh (?:ba|sach)|ds)\b.*\b(?:bi thu|truong (?:thon|buon|khu pho)|chi hoi|hoi vien|doan vien|dang vien|cong tac vien|uy tin)\b"
)
# "1. Danh sách …", "Phụ lục 2: …".
_BEGINS = re.compile(r"^(?:(?:phu luc|bieu|mau)(?: so)? )?(?:\d{1,2}|[ivx]+) ")
# The team of the commune, and where people live.
_OF_COMMUNE = re.compile(rf"{_TEAM}(?: cong dong)? (?:cua )?(?:cap )?(?:xa|phuong|dac khu)\b")
_RESIDENCE = re.compile(
    r"(?:noi|cho|dia chi)? ?(?:o|cu tru|thuong tru|sinh song)\b|dia chi\b|ho khau\b"
)
_PAPERS = frozenset({"decision", "signed_on", "decision_and_day"})
_NUMBERED = frozenset({"decision", "decision_and_day"})
_FOUNDED = re.compile(r"\bthanh lap\b")
_AMENDED = re.compile(r"\b(?:kien toan|thay the|sua doi|bo sung|dieu chinh)\b")


def lists_members(column: Column) -> bool:
    """Tell the names of a team's members by what stands above them, where no title says it: "Họ tên thành viên tổ CNSCĐ"."""
    return _is_of(column, _MEMBERS)


def leave_guides(columns: Sequence[Column]) -> None:
    """Leave who of the team stands beside the head of a household: they guide it, and are nobody of it."""
    if not any(column.is_sure("head") for column in columns):
        return
    for column in columns:
        if not column.is_sure("head") and _is_of(column, _OF_TEAM):
            column.means = {SKIP: SURE}


def other_body(table: Table) -> str:
    """Return the title that says that a list of members is another body's; the nearest that says either holds."""
    headings = [text for texts in table.headings.values() for text in texts]
    if any(_DIGITAL.search(fold(text)) for text in headings):
        return ""
    for one in reversed([one for one in table.context if one.origin in {"title", "sheet"}]):
        said = _BEGINS.sub("", fold(one.text))
        if _DIGITAL.search(said):
            return ""
        if _OTHERS.search(said):
            return one.text
    return ""


def leave_amendments(table: Table, columns: Sequence[Column]) -> None:
    """Leave the decisions that changed teams where beside each stands the one that founded it: "QĐ thành lập | QĐ kiện toàn"."""
    papers = [column for column in columns if column.means.keys() & _PAPERS]
    amended = [one for one in papers if _is_said(one, _AMENDED) and not _is_said(one, _FOUNDED)]
    # A day alone is no decision.
    numbers = [one for one in papers if one.means.keys() & _NUMBERED and one not in amended]
    founded = [column.at for column in numbers if _is_said(column, _FOUNDED)]
    changed = [column.at for column in amended]
    if not all(says(row, founded) for row in table.rows if says(row, changed)):
        return
    for column in amended:
        column.means = {SKIP: SURE}


def _is_said(column: Column, words: re.Pattern[str]) -> bool:
    return any(words.search(fold(text)) for text in column.words)


def leave_residences(table: Table, columns: Sequence[Column]) -> None:
    """Leave where members live in the list of one team that a title names: it is not what the team is for."""
    titles = [fold(one.text) for one in table.context if one.origin == "title"]
    teams = [text for text in titles if _OF_TEAM.search(text)]
    of_village = [len(villages_named(text)) for text in teams if villages_named(text)] == [1]
    of_commune = any(map(_OF_COMMUNE.search, teams))
    if not of_village and not (of_commune and _leaders(table) == 1):
        return
    for column in columns:
        if column.means.keys() & {"village", "place"} and _RESIDENCE.match(fold(column.heading)):
            column.means = {SKIP: SURE}


def _leaders(table: Table) -> int:
    cells = (cell for row in table.rows for cell in row.cells if isinstance(cell, str))
    return sum(fold(cell).startswith("to truong") for cell in cells)


def _is_of(column: Column, words: re.Pattern[str]) -> bool:
    return "name" in column.means and _is_said(column, words)
