"""The sheet of ours, empty or with the households of a place: sent back, each row finds whom it means.

Words are Vietnamese whatever language its reader chose: the sheet goes on to the villages.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import IO, Any

import xlsxwriter
from django.db.models import FilteredRelation, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from areas.models import Area
from audit.cells import PLAIN, write_text
from households.models import Resident
from imports.columns import HIDDEN, HOUSEHOLDS
from imports.given import pack
from imports.register import code_of, code_of_home
from skills.catalogue import COLUMNS, SKILLS, Result

# What the stamp says; a sheet of another form is read all the same, by its headings.
FORM = 1
# Headings and codes cannot be typed over, rows not be sorted away from their codes; the rest is free.
FREE = {"insert_rows": True, "autofilter": True, "format_columns": True, "format_rows": True}
MARKS = {Result.ALONE: "biết", Result.WITH_HELP: "có hỗ trợ", Result.NONE: "chưa"}
WIDTHS = {
    "village": 20,
    "head_name": 24,
    "full_name": 24,
    "relation": 12,
    "hamlet": 18,
    "phone": 14,
}
# Rows to which choices are offered, beyond those that are filled.
SPARE = 2_000
_KEYS = [column.key for column in HOUSEHOLDS.columns]
_OF_PERSON = ("full_name", "is_head", "relation", "birth_year", "sex", "assessed_on", *COLUMNS)
_CHUNK = 2_000

type Cells = Mapping[str, Any]


def write(target: IO[bytes], place: Area, villages: Iterable[Area], rows: Iterable[Cells]) -> int:
    """Write the sheet with these rows; return how many there were. Its memory does not grow with them."""
    with override("vi"), xlsxwriter.Workbook(target, {"constant_memory": True, **PLAIN}) as book:
        sheet, lists = book.add_worksheet(_("Hộ")), book.add_worksheet(_("Danh mục"))
        forms = _forms(book)
        _headings(sheet, forms)
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, key in enumerate(_KEYS):
                _cell(sheet, last, column, key, row.get(key), forms)
        choices = _choices(villages)
        _list(lists, [*(texts for _keys, texts in choices), _stamp(place)])
        _offer(sheet, choices, last + SPARE)
        _for_reading(sheet, last)
    return last


def rows_of(households: Any, villages: Iterable[Area]) -> Iterator[Cells]:
    """Yield the cells of everybody in these households, the head first; one query for all.

    `villages` are all that they stand in. A household in which nobody is left has one row.
    """
    names = {village.pk: village.full_name for village in villages}
    living = FilteredRelation("residents", condition=Q(residents__left_on=None))
    columns = [f"living__{name}" for name in ("pk", *_OF_PERSON)]
    order = ("village__path", "sort_key", "pk", "-living__is_head", "living__pk")
    found = households.annotate(living=living).order_by(*order)
    own = ("pk", "village", "head_name", "hamlet", "phone", "version")
    for one in found.values_list(*own, *columns).iterator(_CHUNK):
        yield _cells(dict(zip(own, one, strict=False)), names, *one[len(own) :])


def _cells(home: Cells, names: Mapping[int, str], pk: int | None, *person: Any) -> Cells:
    """Return the cells of one row, and what it says in its hidden one."""
    said = dict(zip(_OF_PERSON, person, strict=True))
    said["id"] = code_of(pk) if pk else code_of_home(home["pk"])
    said["village"], said["head_name"] = names[home["village"]], home["head_name"]
    if said["is_head"] or pk is None:
        said["hamlet"], said["phone"] = home["hamlet"], home["phone"]
    day = said["assessed_on"]
    given = pack({**said, "assessed_on": day.isoformat() if day else None})
    shown = {key: MARKS[Result(said[key])] for key in COLUMNS if said[key] is not None}
    if pk:
        shown["relation"] = str(Resident.Relation(said["relation"]).label)
        shown["sex"] = str(Resident.Sex(said["sex"]).label) if said["sex"] else ""
    code = code_of_home(home["pk"])
    return {**said, **shown, "household": code, "version": home["version"], "given": given}


def _headings(sheet: Any, forms: Mapping[str, Any]) -> None:
    for number, column in enumerate(HOUSEHOLDS.columns):
        how = {"hidden": True} if column.key in HIDDEN else {}
        width = WIDTHS.get(column.key, 11)
        sheet.set_column(number, number, width, forms[_form(column.key)], how)
        sheet.write_string(0, number, str(column.label), forms["head"])


def _forms(book: Any) -> dict[str, Any]:
    """Return how cells look; what may be typed over is not locked."""
    free, text = {"locked": False}, {"num_format": "@"}
    looks = {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#E2EEF8"}
    return {
        "head": book.add_format(looks),
        "text": book.add_format({**free, **text}),
        "quoted": book.add_format({**free, **text, "quote_prefix": True}),
        "number": book.add_format({**free, "num_format": "0"}),
        "day": book.add_format({**free, "num_format": "dd/mm/yyyy"}),
        "code": book.add_format(text),
    }


def _form(key: str) -> str:
    if key in HIDDEN:
        return "code"
    return {"birth_year": "number", "assessed_on": "day"}.get(key, "text")


def _cell(sheet: Any, row: int, column: int, key: str, value: Any, forms: dict[str, Any]) -> None:
    form = "code" if key == "household" else _form(key)
    if value is None or value == "":
        return
    if isinstance(value, int):
        sheet.write_number(row, column, value, forms[form])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, forms[form])
    elif form == "code":
        sheet.write_string(row, column, value, forms[form])
    else:
        write_text(sheet, row, column, value, forms)


def _choices(villages: Iterable[Area]) -> list[tuple[tuple[str, ...], list[str]]]:
    """Return which columns offer what; "Vợ, chồng" is one choice, so none is written as a list in words."""
    return [
        (("village",), [village.full_name for village in villages]),
        (("relation",), [str(label) for label in Resident.Relation.labels]),
        (("sex",), [str(label) for label in Resident.Sex.labels]),
        (tuple(COLUMNS), list(MARKS.values())),
    ]


def _stamp(place: Area) -> list[str]:
    """Return which form of sheet this is, when it was taken, and of where."""
    at = date_format(timezone.localtime(), "d/m/Y H:i")
    form, taken = _("Mẫu hộ, dạng %(n)d") % {"n": FORM}, _("Tải lúc %(at)s") % {"at": at}
    return [form, taken, place.full_name]


def _list(lists: Any, columns: list[list[str]]) -> None:
    """Write what is offered and the stamp, out of sight; row by row, as large sheets are written."""
    for number in range(max(map(len, columns))):
        for column, texts in enumerate(columns):
            if number < len(texts):
                lists.write_string(number, column, texts[number])
    lists.very_hidden()


def _offer(sheet: Any, choices: list[tuple[tuple[str, ...], list[str]]], last: int) -> None:
    """Offer what a cell may hold; anything else is a warning, not a wall."""
    hints = {skill.column: str(skill.name)[:32] for skill in SKILLS}
    hint = _("Chọn biết, có hỗ trợ hoặc chưa. Để trống: chưa khảo sát.")
    for number, (keys, texts) in enumerate(choices):
        source = f"='{_('Danh mục')}'!${'ABCD'[number]}$1:${'ABCD'[number]}${len(texts)}"
        for key in keys if texts else ():
            rule = {"validate": "list", "source": source, "error_type": "warning"}
            if key in hints:
                rule |= {"input_title": hints[key], "input_message": hint}
            column = _KEYS.index(key)
            sheet.data_validation(1, column, last, column, rule)


def _for_reading(sheet: Any, last: int) -> None:
    """Keep headings and names in sight, on the screen and on A4; let nobody lose the codes."""
    shown = [number for number, key in enumerate(_KEYS) if key not in HIDDEN]
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(last, 1), shown[-1])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, max(last, 1), shown[-1])
    sheet.protect("", FREE)
