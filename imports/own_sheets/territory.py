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

# What the journal says of it.
TAKEN = gettext_noop("Tải mẫu có sẵn của địa bàn")


<<<<<<< HEAD
def _placed(unit: Area) -> dict[str, str]:
    """Return the cells that say of which unit a row is: with its district, for communes of a province may be called alike."""
    return {"commune": unit.full_name, _DISTRICT: unit.district.full_name if unit.district else ""}


def _accounts(user: Any, place: Area, _units: Sequence[Area], _days: Days) -> Iterator[Cells]:
    """Yield the people whom somebody sees in a place, as the page of accounts does."""
    people = User.objects.visible_to(user).inside(place.path or "-").filter(is_active=True)
    people = people.filter(area__level__lte=Level.COMMUNE).by_place()
    for one in people.select_related("area__district").iterator(_CHUNK):
        said = {name: getattr(one, name) for name in ("full_name", "title", "phone", "email")}
        yield {**said, **(_placed(one.area) if one.area else {}), "role": str(Role(one.role).label)}


ACCOUNTS_SHEET = Sheet(
    replace(
        ACCOUNTS,
        columns=(
            *ACCOUNTS.columns[:2],
            COMMUNES.column(_DISTRICT),
            ACCOUNTS.column("title"),
            ACCOUNTS.column("phone"),
            ACCOUNTS.column("email"),
            # "Vai trò" alone is that in a team.
            replace(ACCOUNTS.column("role"), label=gettext_lazy("Vai trò trên hệ thống")),
        ),
    ),
    title=gettext_lazy("Người dùng"),
    file_name="nguoi-dung",
    taken=TAKEN,
    rows=_accounts,
    widths={
        "full_name": 26,
        "commune": 26,
        _DISTRICT: 18,
        "title": 24,
        "phone": 14,
        "email": 28,
        "role": 24,
    },
    about=gettext_lazy(
        "Cần họ và tên, đơn vị. Có thêm thì ghi: chức vụ, điện thoại, thư điện tử, vai trò. Không ghi vai trò thì ở xã là công chức "
        "xã, ở trên xã là người duyệt. Tài khoản lập ra chưa có mật khẩu: nhập xong thì in giấy mời."
    ),
)


def _declared(user: Any, place: Area, units: Sequence[Area], _days: Days) -> Iterator[Cells]:
    """Yield the communes with what holds of each today. Two queries."""
    communes = [one for one in units if one.is_commune]
    stands = Declaration.objects.visible_to(user).stands_at(communes)
    for commune in communes:
        here = stands.get(commune.pk, {})
        said: dict[str, Any] = {name: getattr(row, name) for name, row in here.items()}
        if here:
            last = max(here.values(), key=lambda row: (row.declared_on, row.pk))
            said |= {"source": last.source, "declared_on": last.declared_on}
        placed = _placed(commune)
        yield {**said, "name": placed["commune"], _DISTRICT: placed[_DISTRICT]}


def _named(units: Iterable[Area]) -> Iterator[Cells]:
    """Yield the communes as a sheet without numbers names them."""
    for one in units:
        if one.is_commune:
            placed = _placed(one)
            yield {"name": placed["commune"], _DISTRICT: placed[_DISTRICT]}


COMMUNES_SHEET = Sheet(
    COMMUNES,
    title=gettext_lazy("Khai báo"),
    file_name="khai-bao",
    taken=TAKEN,
    rows=_declared,
    forms={**dict.fromkeys(NUMBERS, "number"), "declared_on": "day"},
    widths={"name": 26, _DISTRICT: 18, "source": 30, "declared_on": 14},
    about=gettext_lazy(
        "Các xã ghi sẵn, mỗi xã một dòng. Cần số hộ hoặc số thôn; có thêm thì ghi nguồn và ngày của số. Xã chưa có số thì "
        "để trống: chưa biết, không phải 0."
    ),
)

# In the order in which an office fills them.
SHEETS: dict[str, Sheet] = {
    Kind.ACCOUNTS.value: ACCOUNTS_SHEET,
    Kind.COMMUNES.value: COMMUNES_SHEET,
}


=======
>>>>>>> base36
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
        # Only people work in a district or province, and platforms may be named by one.
        is_above = kind in {Kind.ACCOUNTS, Kind.PLATFORMS}
        found["commune"] = [one.full_name for one in units if one.is_commune or is_above]
    if DISTRICT in columns:
        found[DISTRICT] = [one.full_name for one in units if one.level == Level.DISTRICT]
    if kind == Kind.ACCOUNTS:
        roles = seen_of(by.role, by.area)
        found["role"] = [str(role.label) for role in Role if role in roles]
    return {key: list(dict.fromkeys(texts)) for key, texts in found.items()}


def _guide(book: Any, place: Area, sheets: Sequence[Sheet]) -> None:
    """Write the first sheet: how to fill the others. Sentences, one a row: no reader takes it for a table."""
    page = book.add_worksheet(_("Hướng dẫn"))
    page.set_column(0, 0, 110, book.add_format({"text_wrap": True, "valign": "top"}))
    title, heading = (book.add_format({"bold": True, "font_size": size}) for size in (14, 12))
    looks = {0: title, 3: heading, 9: heading}
    for number, text in enumerate(_sentences(place, sheets)):
        page.write_string(number, 0, text, looks.get(number))
    page.hide_gridlines(2)
    page.set_paper(9)
    page.fit_to_pages(1, 0)


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
