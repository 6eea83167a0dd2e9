"""The workbook of a district or province: a sheet of each kind that is brought in above the communes, and how to fill them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import IO, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_noop

from accounts.roles import Role, seen_of
from areas.kinds import Level
from areas.models import Area
from imports.kinds.accounts.check import open_units
from imports.models import Kind
from imports.own_sheets.above import DISTRICT, SHEETS, named
from imports.own_sheets.sheet import Cells, Page, Sheet, this_year, write_pages
from web.paper import Width, paper_of

# What the journal says of it.
TAKEN = gettext_noop("Tải mẫu có sẵn của địa bàn")
# The column of the first sheet, in letters.
_WIDE = 96


def titles_of(kinds: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Return the sheets of these kinds, each with its title."""
    there = {key for key, _words in kinds}
    return [(key, sheet.title) for key, sheet in SHEETS.items() if key in there]


def write_workbook(
    target: IO[bytes], by: Any, place: Area, kinds: Collection[str], *, filled: bool
) -> int:
    """Write the sheets of these kinds, empty or with what a place has; return how many rows there were.

    Empty, the communes are named all the same where each has a row.
    """
    units = sorted(open_units(place).values(), key=lambda one: (one.level, one.sort_key, one.pk))
    sheets = [_fitting(SHEETS[key], units) for key in SHEETS if key in kinds]
    pages = [
        Page(one, _rows(one, by, place, units, filled=filled), _offers(one, by, units))
        for one in sheets
    ]
    return write_pages(target, place, pages, lambda book: _guide(book, place, sheets))


def _rows(
    sheet: Sheet, by: Any, place: Area, units: Sequence[Area], *, filled: bool
) -> Iterable[Cells]:
    if filled:
        return sheet.rows(by, place, units, this_year())
    return named(units) if sheet.kind.key == Kind.COMMUNES else ()


def _fitting(sheet: Sheet, units: Iterable[Area]) -> Sheet:
    """Return the sheet without a column for districts where there are none."""
    if any(one.district_id for one in units):
        return sheet
    columns = tuple(one for one in sheet.kind.columns if one.key != DISTRICT)
    return replace(sheet, kind=replace(sheet.kind, columns=columns))


def _offers(sheet: Sheet, by: Any, units: Sequence[Area]) -> Mapping[str, Sequence[str]]:
    """Return what cells may hold in this place, by field."""
    columns = {column.key for column in sheet.kind.columns}
    kind, found = sheet.kind.key, dict[str, list[str]]()
    if "commune" in columns:
        found["commune"] = [one.full_name for one in units if _may_be_of(one, kind)]
    if DISTRICT in columns:
        found[DISTRICT] = [one.full_name for one in units if one.level == Level.DISTRICT]
    if kind == Kind.ACCOUNTS:
        roles = seen_of(by.role, by.area)
        found["role"] = [str(role.label) for role in Role if role in roles]
    return {key: list(dict.fromkeys(texts)) for key, texts in found.items()}


def _may_be_of(unit: Area, kind: str) -> bool:
    """Say whether rows of a kind may be of a unit: people work everywhere, a province names platforms as communes do."""
    is_namer = kind == Kind.PLATFORMS and unit.level == Level.PROVINCE
    return unit.is_commune or is_namer or kind == Kind.ACCOUNTS


def _guide(book: Any, place: Area, sheets: Sequence[Sheet]) -> None:
    """Write the first sheet: how to fill the others. Sentences, one a row: no reader takes it for a table."""
    page = book.add_worksheet(_("Hướng dẫn"))
    page.set_column(0, 0, _WIDE, book.add_format({"text_wrap": True, "valign": "top"}))
    title, heading = (book.add_format({"bold": True, "font_size": size}) for size in (14, 12))
    looks = {0: title, 3: heading, 9: heading}
    for number, text in enumerate(_sentences(place, sheets)):
        page.write_string(number, 0, text, looks.get(number))
    page.hide_gridlines(2)
    paper_of([Width(_WIDE, _WIDE)]).lay(page)


def _sentences(place: Area, sheets: Sequence[Sheet]) -> list[str]:
    at = date_format(timezone.localtime(), "d/m/Y H:i")
    return [
        _("Danh sách ban đầu của %(place)s") % {"place": place.full_name},
        _("Tải lúc %(at)s") % {"at": at},
        "",
        _("Cách làm"),
        _("1. Mỗi trang tính là một danh sách. Trang nào chưa có thì để trống, gửi bổ sung sau."),
        _("2. Ô có mũi tên thì chọn trong danh sách, hoặc gõ tên như vẫn gọi, có dấu."),
        _("3. Không ghi số CCCD, CMND, BHXH, số tài khoản: những số ấy bị bỏ ngay, không lưu."),
        _("4. Lưu tệp, mở “Nhập từ Excel” rồi gửi: xem trước từng dòng, chưa có gì được ghi."),
        _(
            "5. Gửi lại cùng một tệp không tạo bản trùng. Nhập nhầm thì hoàn tác cả tệp trong 7 ngày."
        ),
        _("Các trang tính"),
        *(f"{sheet.title}: {sheet.about}" for sheet in sheets),
    ]
