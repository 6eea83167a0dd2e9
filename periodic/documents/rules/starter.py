"""Our own paper with placeholders in place of words: what a province begins its template with."""

from collections.abc import Sequence

from periodic.documents.rules.office import Office
from periodic.documents.rules.paper import Paper, Section
from periodic.documents.rules.placeholders import TABLES
from periodic.documents.rules.tables import Cell, Head, Table

_HEADS = {
    "tt": ("TT", 9),
    "ten": ("Chỉ tiêu", 56),
    "don_vi_tinh": ("Đơn vị tính", 18),
    "ky_truoc": ("Kỳ trước", 24),
    "ky_nay": ("Kỳ này", 24),
    "tren": ("Trên tổng số", 20),
    "ty_le": ("Tỷ lệ (%)", 15),
    "tang_giam": ("Tăng, giảm", 18),
    "viec": ("Việc", 68),
    "chi_tieu": ("Chỉ tiêu", 40),
    "dien_ra": ("Diễn ra ngày", 22),
    "ghi": ("Ghi ngày", 22),
    "so": ("Số", 14),
}
_IS_WORDS = {"ten", "don_vi_tinh", "viec", "chi_tieu", "dien_ra", "ghi"}
_OFFICE = Office(
    "{{ co_quan_cap_tren }}",
    "{{ co_quan }}",
    "{{ so_ky_hieu }}",
    "{{ noi_ngay }}",
    ("{{ chuc_vu }}",),
    ("{{ noi_nhan }}",),
)


def starter() -> Paper:
    """Return the paper."""
    tables = (
        _table("Số có đến hết ngày {{ den_ngay }}", "bang_cuoi_ky"),
        _table("Số trong kỳ {{ ky }}", "bang_trong_ky"),
    )
    late = (_table("Bổ sung kỳ trước", "bo_sung"),)
    number = "{% if kho_khan %}III{% else %}II{% endif %}"
    return Paper(
        office=_OFFICE,
        title="{{ ten_bao_cao }}",
        span="Số liệu từ ngày {{ tu_ngay }} đến hết ngày {{ den_ngay }}",
        warnings=("{{ luu_y }}",),
        sections=(
            Section("I. Kết quả", ("{{ ket_qua }}",), tables),
            Section("{%p if bo_sung %}", tables=late, first=3),
            Section("{%p endif %}"),
            *_if_any("kho_khan", "II. Khó khăn, vướng mắc"),
            *_if_any("kien_nghi", f"{number}. Kiến nghị, đề xuất"),
        ),
        stamp="{{ ma_kiem_tra }}",
    )


def _if_any(name: str, heading: str) -> tuple[Section, ...]:
    """Return a part that is not there where nothing was written."""
    part = Section(heading, (f"{{{{ {name} }}}}",))
    return Section(f"{{%p if {name} %}}"), part, Section("{%p endif %}")


def _table(caption: str, name: str) -> Table:
    """Return a table with a row for each of its rows, between two that say so and are gone when it is filled."""
    fields = TABLES[name][1]
    heads = tuple(Head(*_HEADS[field], is_words=field in _IS_WORDS) for field in fields)
    rows = (
        _said(f"{{%tr for d in {name} %}}", fields),
        tuple(Cell(f"{{{{ d.{field} }}}}") for field in fields),
        _said("{%tr endfor %}", fields),
    )
    return Table(caption, heads, rows, grows=True)


def _said(words: str, fields: Sequence[str]) -> tuple[Cell, ...]:
    return (Cell(words), *(Cell() for _ in fields[1:]))
