"""What of a file is taken, as what, and what is left, and why: in words, with where and how many."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field as made, replace
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy, ngettext
from xlsxwriter.utility import xl_col_to_name

from imports.jobs.queries.fields import field_words
from imports.jobs.queries.questions import key_of
from imports.jobs.queries.tables import Table, tables_of
from imports.models import Import, Kind

# Why something is left (imports.tidy says it by these keys); each also with what to do, where something can be.
_WHY: Mapping[str, Any] = {
    "identity": gettext_lazy("Số giấy tờ, tài khoản: không được lưu, đã bỏ ngay"),
    "masked": gettext_lazy("Số giấy tờ nằm trong ô khác: số ấy đã bỏ, chỗ đó ghi •••"),
    "sensitive": gettext_lazy("Dữ liệu nhạy cảm, hệ thống không dùng"),
    "not_allowed": gettext_lazy("Không thuộc việc của tài khoản này"),
    "foreign": gettext_lazy("Ghi xã khác: không nhập; chuyển tệp cho xã phụ trách"),
    "of_communes": gettext_lazy("Số liệu của nhiều xã: huyện, tỉnh nhập, không phải xã"),
    "of_whom": gettext_lazy("Không rõ ô này ghi về ai trong các người của dòng"),
    "no_field": gettext_lazy("Không có chỗ ghi trong sổ"),
    "not_all_five": gettext_lazy("Chưa đủ 5 kỹ năng: không rõ đã biết kỹ năng nào"),
    "not_understood": gettext_lazy("Không hiểu ô này ghi gì"),
    "column": gettext_lazy("Cột không nhận ra, hoặc không có chỗ ghi trong sổ"),
    "group": gettext_lazy("Dòng nhóm không có dòng nào của nhóm ở dưới"),
    "fill": gettext_lazy("Màu tô của ô: không đọc theo màu"),
    "comment": gettext_lazy("Ghi chú gắn ở ô, không phải dấu của kỹ năng"),
    "table": gettext_lazy("Bảng không nhận ra ghi về gì"),
    "summary": gettext_lazy("Dòng tổng hợp, không phải một hộ, một người"),
    "nobody": gettext_lazy("Dòng không ghi tên ai"),
    "attendance": gettext_lazy("Danh sách người dự một buổi: không nhập vào sổ hộ, vào tổ"),
    "over": gettext_lazy("Tổ đã giải thể, người đã thôi tham gia: không nhập"),
    "not_held": gettext_lazy("Buổi không diễn ra: không nhập"),
    "gone": gettext_lazy("Người đã mất, đã chuyển đi: không nhập"),
    "grouping": gettext_lazy("Không rõ ai ở cùng hộ với ai"),
    "differs": gettext_lazy("Trong cùng một hộ, một tổ ghi khác nhau: giữ ô ghi trước"),
    "empty_sheet": gettext_lazy("Trang tính trống"),
    "words": gettext_lazy("Chữ ngoài bảng"),
    "foot": gettext_lazy("Chữ dưới bảng: nơi nhận, ký tên"),
    "unfilled": gettext_lazy("Dòng mẫu chưa điền"),
    "example": gettext_lazy("Dòng ví dụ của mẫu"),
    "skipped": gettext_lazy("Bỏ qua theo câu trả lời"),
    "skip": gettext_lazy("Bỏ qua theo câu trả lời"),
    "total": gettext_lazy("Dòng tổng cộng, mang sang: không phải lỗi"),
    "section": gettext_lazy("Dòng tiêu đề nhóm"),
    "heading": gettext_lazy("Dòng tiêu đề lặp lại"),
    "numbering": gettext_lazy("Dòng, cột đánh số"),
    "signature": gettext_lazy("Phần ký tên"),
    "title": gettext_lazy("Chữ phía trên, phía dưới bảng"),
    "aside": gettext_lazy("Chữ ngoài bảng"),
    "hidden": gettext_lazy("Phần đang ẩn trong tệp"),
    "formula": gettext_lazy(
        "Công thức chưa có giá trị: mở bằng Excel, bấm Lưu rồi gửi lại là đọc được"
    ),
    "error": gettext_lazy("Ô báo lỗi công thức (như #N/A, #REF!): gõ giá trị thay cho công thức"),
    "shared": gettext_lazy(
        "Ô gộp nhiều dòng, không rõ ghi cho ai: bỏ gộp ô và ghi riêng từng dòng"
    ),
    "unread": gettext_lazy("Ô đọc được theo hai cách, chưa chọn cách nào"),
    "no_table": gettext_lazy("Trang tính không có bảng nào nhận ra"),
    "unknown": gettext_lazy("Không nhận ra"),
    "duplicate": gettext_lazy("Trùng dòng khác của tệp"),
    "same": gettext_lazy("Trùng dòng khác của tệp, đã gộp"),
    "struck": gettext_lazy("Chữ bị gạch bỏ"),
}
# What stands around the figures and says nothing of anybody.
_AROUND = frozenset(
    {
        "empty_sheet",
        "words",
        "foot",
        "unfilled",
        "example",
        "total",
        "section",
        "heading",
        "numbering",
        "signature",
        "title",
        "aside",
    }
)
_OTHER = gettext_lazy("Không lấy")


@dataclass(frozen=True)
class LeftOut:
    """What is left: what it is called, where it stands, how many cells or rows, why."""

    name: str
    where: str
    count: int
    why: str
    is_around: bool = False


class AllLeft(list[LeftOut]):
    """All that is left of a file, what concerns most cells first."""

    @property
    def of_people(self) -> list[LeftOut]:
        """What may say something of people, households, teams."""
        return [one for one in self if not one.is_around]

    @property
    def around(self) -> list[LeftOut]:
        """What only frames the tables."""
        return [one for one in self if one.is_around]


@dataclass
class Column:
    """A column that is taken: `key` names it in a form."""

    key: str
    heading: str
    letter: str
    field: str
    count: int = 0
    examples: list[str] = made(default_factory=list)


@dataclass(frozen=True)
class TakenTable:
    """A table with the columns that are taken of it."""

    name: str
    columns: Sequence[Column]


def left_in_words(source: Import) -> AllLeft:
    """Return what of a file is left, what concerns most cells first."""
    layout = source.layout
    told = layout.get("left", [])
    found = [_left(source, one) for one in told if one["why"] != "identity"]
    found += _papers([one for one in told if one["why"] == "identity"])
    found += [
        LeftOut("", "", n, str(_WHY.get(why, _OTHER)), why in _AROUND)
        for why, n in layout.get("passed", {}).items()
        if n
    ]
    return AllLeft(sorted(_together(found), key=lambda one: -one.count))


def _together(found: Iterable[LeftOut]) -> Iterable[LeftOut]:
    """Make one of what is called the same and left for the same reason, as a column that every sheet has."""
    same = dict[tuple[str, str], LeftOut]()
    for one in found:
        key = one.name or one.where, one.why
        if before := same.get(key):
            where = "; ".join(dict.fromkeys(filter(None, (before.where, one.where))))
            same[key] = replace(one, where=where, count=before.count + one.count)
        else:
            same[key] = one
    return same.values()


def _papers(columns: Sequence[Mapping[str, Any]]) -> list[LeftOut]:
    """Return columns of numbers of papers as one: there are many of them, all for the same reason."""
    if not columns:
        return []
    bare = _("cột %(letter)s")
    names = [one["name"] or bare % {"letter": xl_col_to_name(one["columns"][0])} for one in columns]
    words = ngettext("%(n)s cột", "%(n)s cột", len(names)) % {"n": len(names)}
    count = sum(one["count"] for one in columns)
    return [LeftOut(", ".join(dict.fromkeys(names)), words, count, str(_WHY["identity"]))]


def _left(source: Import, one: Mapping[str, Any]) -> LeftOut:
    name = str(Kind(one["name"]).label) if one["why"] == "not_allowed" else one["name"]
    why = _WHY.get(one["why"], _OTHER)
    return LeftOut(name, _where(source, one), one["count"], str(why), one["why"] in _AROUND)


def _where(source: Import, one: Mapping[str, Any]) -> str:
    """Say where something that is left stands: its sheet where there are several, its columns, its rows."""
    sheets, said = source.layout.get("sheets", {}), []
    if len(sheets) > 1 and one["sheet"] is not None:
        said.append(_("trang “%(name)s”") % {"name": sheets.get(str(one["sheet"]), "")})
    if one["columns"]:
        first, last = (xl_col_to_name(at) for at in one["columns"])
        letters = first if first == last else f"{first}–{last}"
        said.append(_("cột %(letter)s") % {"letter": letters})
    if one["rows"]:
        rows = [str(a) if a == b else f"{a}–{b}" for a, b in one["rows"]]
        said.append(_("dòng %(rows)s") % {"rows": ", ".join(rows)})
    return ", ".join(said)


def taken_in_words(source: Import) -> list[TakenTable]:
    """Return the tables of a file with the columns that are taken of each, and as what."""
    # Of a sheet of ours everything is taken that a column of it is for.
    if "tables" not in source.layout or "place" in source.layout:
        return []
    counted = dict[tuple[int, int], list[Mapping[str, Any]]]()
    for one in source.layout.get("taken", []):
        counted.setdefault((one["sheet"], one["column"]), []).append(one)
    return [
        TakenTable(_called(table), [_column(table, at, counted) for at in sorted(table.fields)])
        for table in tables_of(source)
    ]


def _called(table: Table) -> str:
    words = dict(Kind.choices).get(table.kind, "")
    return f"{words} ({table.name})" if table.name else str(words)


def _column(
    table: Table, at: int, counted: Mapping[tuple[int, int], Sequence[Mapping[str, Any]]]
) -> Column:
    heading = table.headings.get(at, "")
    column = Column(
        key_of("column", heading or f"column {at + 1}"),
        heading,
        xl_col_to_name(at),
        field_words(table.fields[at]),
    )
    for one in counted.get((table.sheet, at), ()):
        column.count = max(column.count, one["count"])
        column.examples += [text for text in one["examples"] if text not in column.examples]
    column.examples = column.examples[:3]
    return column
