"""A list as a workbook: text stays text, days are days, and the journal says who took it."""

import io
import itertools
import tracemalloc
import zipfile
from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEntry
from config.routes import routes
from tests.books import cells
from tests.pages import signed_in
from web import exports
from web.cells import TYPE

STARTS = ("=", "+", "-", "@", "\t=", "\r=", "＝", "＋", "－", "＠", " =", "'=", '"=', ";=", "=-")
BODIES = (
    "cmd|'/c calc'!A1",
    "SUM(A1:A9)",
    'HYPERLINK("http://x","An")',
    "1+1",
    'WEBSERVICE("http://x")',
    'DDE("cmd";"/c calc")',
    "IMPORTXML(A1)",
    "A1",
    "Lê An",
    "{1}",
    "0905 123 456",
    "http://x.vn",
    "mailto:a@b.vn",
    "internal:A1",
)
PAYLOADS = [start + body for start, body in itertools.product(STARTS, BODIES)]
TEXT = exports.Column("Tên", lambda row: row.name, 30)


def written(columns, rows):
    target = io.BytesIO()
    number = exports.write(target, exports.Book("Sổ", "so", columns), rows)
    return number, target.getvalue()


def live_formulas(book):
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        return sum(parts.read(name).count(b"<f>") for name in sheets)


def test_two_hundred_payloads_stay_text_to_the_letter():
    assert len(PAYLOADS) >= 200
    number, book = written([TEXT], [SimpleNamespace(name=text) for text in PAYLOADS])
    assert (number, live_formulas(book)) == (len(PAYLOADS), 0)
    assert [row[1] for row in cells(book)[exports.HEADS + 1 :]] == PAYLOADS
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert not [name for name in parts.namelist() if "externalLink" in name]
        assert b"hyperlink" not in parts.read("xl/worksheets/sheet1.xml")


def test_the_control_shows_what_a_careless_writer_does(monkeypatch):
    monkeypatch.setattr("web.cells.PLAIN", {})
    monkeypatch.setattr(
        "web.ruled.write_cell", lambda sheet, row, at, cell, forms: sheet.write(row, at, cell)
    )
    assert live_formulas(written([TEXT], [SimpleNamespace(name="=1+1")])[1]) == 1


def test_days_numbers_and_what_is_not_known():
    row = SimpleNamespace(name="Lê An", on=date(2026, 3, 4), n=0, gone=None)
    columns = [
        TEXT,
        exports.Column("Ngày", lambda r: r.on),
        exports.Column("Số", lambda r: r.n),
        exports.Column("Đã rời", lambda r: r.gone),
    ]
    read = cells(written(columns, [row])[1])
    assert read[1][0] == "Sổ"
    assert read[2][0].startswith("Tải lúc ")
    assert read[3][0] == "Lọc: không"
    assert read[exports.HEADS] == ["STT", "Tên", "Ngày", "Số", "Đã rời"]
    assert read[exports.HEADS + 1] == [1, "Lê An", date(2026, 3, 4), 0, ""]


def test_lists_with_sums_end_with_a_place_to_sign_and_lists_of_residents_never():
    summed = exports.Column("Hộ", lambda row: row.n, sums=True)
    rows = [SimpleNamespace(name="Lê An", n=2), SimpleNamespace(name="Lê Ba", n=3)]

    def end(columns, **how):
        target = io.BytesIO()
        exports.write(target, exports.Book("Sổ", "so", columns, **how), rows)
        return [
            cell for row in cells(target.getvalue())[exports.HEADS + 3 :] for cell in row if cell
        ]

    assert end([TEXT]) == []
    assert end([TEXT, summed], names=True) == ["Cộng", 5]
    signed = end([TEXT, summed])
    assert signed[:2] == ["Cộng", 5]
    assert "THỦ TRƯỞNG ĐƠN VỊ" in signed[-1]
    assert "THỦ TRƯỞNG ĐƠN VỊ" in end([TEXT], signed=True)[-1]


def test_a_list_that_is_cut_says_so_and_adds_nothing_up(monkeypatch):
    monkeypatch.setattr(exports, "MOST", 3)
    summed = exports.Column("Hộ", lambda row: row.n, sums=True)
    number, book = written([TEXT, summed], (SimpleNamespace(name=str(n), n=n) for n in range(9)))
    assert number == 3
    found = cells(book)
    assert found[exports.HEADS + 4][0].startswith("Chỉ lấy 3 dòng đầu")
    # A sum of a part would be taken for that of all.
    assert not any("Cộng" in row for row in found)


def test_memory_does_not_grow_with_the_rows():
    def most(rows):
        tracemalloc.start()
        written([TEXT], (SimpleNamespace(name=f"Nguyễn Văn {n}") for n in range(rows)))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    few = most(500)
    assert most(5_000) < few + 1_500_000


@pytest.mark.django_db
def test_the_journal_says_who_took_how_many(world):
    client = signed_in(world.own.officer)
    address = reverse("accounts:list")
    answer = client.get(address, {"tep": "excel", "vai-tro": "officer"})
    book = b"".join(answer.streaming_content)
    assert answer["Content-Type"] == TYPE
    day = timezone.localdate()
    assert answer["Content-Disposition"] == f'attachment; filename="tai-khoan-{day:%Y-%m-%d}.xlsx"'
    names = [row[1] for row in cells(book)[exports.HEADS + 1 :]]
    assert world.own.officer.full_name in names
    assert cells(book)[0][0] == f"UBND {world.own.area.full_name}".upper()
    entry = AuditEntry.objects.latest("pk")
    assert (entry.verb, entry.changes["rows"]) == ("Tải danh sách", [None, len(names)])
    client.head(address, {"tep": "excel"})
    assert AuditEntry.objects.latest("pk") == entry


@pytest.mark.django_db
def test_the_journal_itself_is_a_list_too(world):
    answer = signed_in(world.own.officer).get(reverse("audit:list"), {"tep": "excel"})
    read = cells(b"".join(answer.streaming_content))
    assert read[exports.HEADS][1:] == [
        "Lúc",
        "Người làm",
        "Việc",
        "Đối tượng",
        "Trước và sau",
        "Văn bản",
    ]
    assert len(read) > exports.HEADS + 1


def test_lists_that_are_workbooks_too_are_known():
    assert {route.name for route in routes() if getattr(route.view, "has_book", False)} >= {
        "accounts:list",
        "audit:list",
    }
