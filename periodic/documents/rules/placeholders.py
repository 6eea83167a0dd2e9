"""What a Word template of a province may name, and what stands there for a report.

Words stand by themselves (`{{ don_vi }}`), numbers of an indicator by its key (`{{ so_households }}`), tables as
rows (`{% for d in bang_cuoi_ky %}`), each field of a row by its name (`{{ d.ten }}`).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, override

from periodic.content import Column, Content, Measure, Row, Value
from periodic.documents.rules.annex import names_of
from periodic.documents.rules.paper import Paper, lines_of, paper_of, results_of
from periodic.documents.rules.tables import (
    change_cell,
    day_words,
    of_cell,
    percent_cell,
    value_cell,
)
from periodic.drafts.rules.sentences import number_text
from periodic.filing.rules.words import told_of

# Between paragraphs, and between lines of one: what the library makes of them.
_PARAGRAPH, _LINE = "\a", "\n"
# What XML cannot hold.
_CONTROLS = re.compile("[\x00-\x06\x08\x0b-\x1f\ufffe\uffff]")
_NOTHING = Value()

# Of the words: what each is. Those that every report of an office must have come first.
REQUIRED: dict[str, str | Promise] = {
    "co_quan": _("cơ quan ban hành"),
    "ten_bao_cao": _("tên báo cáo"),
    "den_ngay": _("ngày chốt số"),
}
WORDS: dict[str, str | Promise] = {
    **REQUIRED,
    "co_quan_cap_tren": _("cơ quan cấp trên"),
    "so_ky_hieu": _("số, ký hiệu, để trống số"),
    "noi_ngay": _("địa danh, ngày tháng để trống"),
    "don_vi": _("tên đơn vị"),
    "ky": _("tên kỳ"),
    "tu_ngay": _("ngày đầu kỳ"),
    "han_gui": _("hạn gửi"),
    "luu_y": _("bản nháp, số liệu minh họa"),
    "ket_qua": _("các câu kết quả"),
    "kho_khan": _("khó khăn, vướng mắc"),
    "kien_nghi": _("kiến nghị, đề xuất"),
    "noi_nhan": _("nơi nhận"),
    "chuc_vu": _("chức vụ người ký"),
    "ma_kiem_tra": _("biểu mẫu, lúc gửi, mã kiểm tra"),
}
_INDICATOR_FIELDS = ("tt", "ten", "don_vi_tinh", "ky_truoc", "ky_nay", "tren", "ty_le", "tang_giam")
# Of the tables: what each is, and the fields of its rows.
TABLES: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "bang_cuoi_ky": (_("số có đến cuối kỳ, mỗi chỉ tiêu một dòng"), _INDICATOR_FIELDS),
    "bang_trong_ky": (_("số trong kỳ, mỗi chỉ tiêu một dòng"), _INDICATOR_FIELDS),
    "bo_sung": (_("bổ sung kỳ trước"), ("tt", "viec", "chi_tieu", "dien_ra", "ghi", "so")),
    "cac_don_vi": (_("mỗi thôn hoặc xã một dòng"), ("tt", "ten")),
}


@dataclass(frozen=True)
class Filling:
    """What a template is filled with: words, rows of tables, and which fields their rows may be asked for."""

    words: dict[str, str]
    tables: dict[str, list[dict[str, str]]]
    fields: dict[str, list[str]]

    @property
    def figures(self) -> set[str]:
        """Return the names that give numbers: a template has one of them at least."""
        return {
            *self.tables,
            *(name for name in self.words if name.startswith("so_") and name not in WORDS),
        }


@override("vi")
def filling_of(content: Content, others: Sequence[Column] = ()) -> Filling:
    """Return what a report fills in, in Vietnamese; indicators of `others` that it does not have are blank, not unknown."""
    paper = paper_of(content)
    own = {column.key for column in content.columns}
    columns = [*content.columns, *(one for one in others if one.key not in own)]
    words = _words(content, paper)
    for column in columns:
        words |= _named("so_", column, content.total, before=content.previous)
        words[name_of("so_", column)] += _told(content, column)
    tables = {
        "bang_cuoi_ky": _indicators(content, Measure.STOCK),
        "bang_trong_ky": _indicators(content, Measure.FLOW),
        "bo_sung": _late(content),
        "cac_don_vi": _units(content, columns),
    }
    fields = {name: [*of] for name, (_what, of) in TABLES.items()}
    fields["cac_don_vi"] += [*_units_fields(columns)]
    return Filling(
        {name: _clean(text) for name, text in words.items()},
        {
            name: [{key: _clean(text) for key, text in row.items()} for row in rows]
            for name, rows in tables.items()
        },
        fields,
    )


def name_of(prefix: str, column: Column) -> str:
    """Return the name by which a template asks for an indicator."""
    return prefix + re.sub(r"\W", "_", column.key, flags=re.ASCII)


def _clean(text: str) -> str:
    return _CONTROLS.sub("", text)


def _words(content: Content, paper: Paper) -> dict[str, str]:
    office, texts = paper.office, content.texts
    return {
        "co_quan": office.name,
        "co_quan_cap_tren": office.above,
        "ten_bao_cao": paper.title,
        "den_ngay": day_words(content.ends_on),
        "so_ky_hieu": office.number,
        "noi_ngay": office.place,
        "don_vi": content.unit,
        "ky": content.period,
        "tu_ngay": day_words(content.begins_on),
        "han_gui": day_words(content.due_on),
        "luu_y": " ".join(paper.warnings),
        "ket_qua": _PARAGRAPH.join(results_of(content)),
        "kho_khan": _PARAGRAPH.join(lines_of(texts.get("difficulties", ""))),
        "kien_nghi": _PARAGRAPH.join(lines_of(texts.get("proposals", ""))),
        "noi_nhan": _LINE.join(office.receivers),
        "chuc_vu": _LINE.join(office.signs),
        "ma_kiem_tra": paper.stamp,
    }


def _named(prefix: str, column: Column, row: Row, before: Row | None = None) -> dict[str, str]:
    """Return the words for an indicator of one row, by their names."""
    name, value = name_of(prefix, column), row.values.get(column.key, _NOTHING)
    found = {
        name: value.text if column.is_text else value_cell(column, value, "…").words,
        f"{name}_tren": of_cell(value).words,
        f"{name}_ty_le": percent_cell(value).words,
    }
    if prefix == "so_":
        old = before.values.get(column.key, _NOTHING) if before else _NOTHING
        found[f"{name}_ky_truoc"] = "" if old.n is None else number_text(old.n)
    return found


def _told(content: Content, column: Column) -> str:
    """Say behind a number how many units it adds up, where some are missing in it."""
    told = told_of(content.total.values.get(column.key, _NOTHING), content.unit_level)
    return f" ({told})" if told else ""


def _indicators(content: Content, measure: Measure) -> list[dict[str, str]]:
    found = []
    columns = [one for one in content.columns if one.measure == measure and not one.is_text]
    for number, column in enumerate(columns, start=1):
        value = content.total.values.get(column.key, _NOTHING)
        old = content.previous.values.get(column.key, _NOTHING) if content.previous else _NOTHING
        said = (
            str(number),
            column.name,
            column.unit,
            value_cell(column, old, "").words if content.previous else "",
            value_cell(column, value).words + _told(content, column),
            of_cell(value).words,
            percent_cell(value).words,
            change_cell(value, old).words,
        )
        found.append(dict(zip(_INDICATOR_FIELDS, said, strict=True)))
    return found


def _late(content: Content) -> list[dict[str, str]]:
    names = names_of(content)
    return [
        {
            "tt": str(number),
            "viec": late.words,
            "chi_tieu": names.get(late.column, late.column),
            "dien_ra": day_words(late.happened_on),
            "ghi": day_words(late.recorded_on),
            "so": number_text(late.amount),
        }
        for number, late in enumerate(content.late, start=1)
    ]


def _units(content: Content, columns: Iterable[Column]) -> list[dict[str, str]]:
    rows = []
    for number, row in enumerate(content.rows, start=1):
        said = {"tt": str(number), "ten": row.name}
        for column in columns:
            said |= _named("", column, row)
        rows.append(said)
    return rows


def _units_fields(columns: Iterable[Column]) -> Iterable[str]:
    for column in columns:
        yield from _named("", column, Row(""))


def names_listed(filling: Filling) -> list[tuple[str, str]]:
    """Return the names of indicators with what stands there now."""
    endings = ("_tren", "_ty_le", "_ky_truoc")
    return [
        (name, said)
        for name, said in filling.words.items()
        if name.startswith("so_") and name not in WORDS and not name.endswith(endings)
    ]
