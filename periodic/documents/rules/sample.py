"""A report with invented figures: what a template is tried with where nothing was sent yet."""

from collections.abc import Sequence

from periodic.content import Column, Content, Measure, Row, Source, Value

_COLUMNS = (
    Column("teams", "Số tổ", "Tổ đang có.", "tổ", Measure.STOCK, Source.REGISTER),
    Column("households", "Hộ trong sổ", "Hộ đang ở.", "hộ", Measure.STOCK, Source.REGISTER),
    Column("sessions", "Buổi hướng dẫn", "Buổi trong kỳ.", "buổi", Measure.FLOW, Source.REGISTER),
)


def sample_of(unit: str, columns: Sequence[Column] = ()) -> Content:
    """Return a report of a province with a row of one unit below it."""
    columns = tuple(columns or _COLUMNS)
    values = _values(columns)
    return Content(
        title="Báo cáo kết quả hoạt động của tổ công nghệ số cộng đồng tháng 1/2026",
        form="Báo cáo mẫu",
        form_version=1,
        unit=unit,
        unit_code="",
        unit_level="province",
        above=(),
        period="tháng 1/2026",
        begins_on="2025-12-15",
        ends_on="2026-01-14",
        due_on="2026-01-16",
        columns=columns,
        total=Row(unit, values=values),
        rows=(Row("Xã Thí dụ", values=values),),
        previous=Row(unit, values=values),
        sentences=("Đến hết ngày 14/01/2026, các tổ đang hoạt động.",),
        texts={"difficulties": "Ví dụ một khó khăn.", "proposals": "Ví dụ một kiến nghị."},
        demo=True,
    )


def _values(columns: Sequence[Column]) -> dict[str, Value]:
    return {
        one.key: Value(text="Ví dụ") if one.is_text else Value(100 + at, 200 if one.of else None)
        for at, one in enumerate(columns)
        if one.source != Source.NONE
    }
