"""Sheets as tests need them: rows in, the bytes of a workbook out."""

import io

import xlsxwriter

HEAD = [
    "Thôn",
    "Họ tên chủ hộ",
    "Năm sinh",
    "Dịch vụ công",
    "Mua sắm",
    "Thanh toán",
    "Tự bảo vệ",
    "Nền tảng số",
]

# The hidden columns of a sheet of ours: it is read by them, and judged cell by cell.
CODES = ["Mã dòng", "Phiên bản"]
OWN = [*HEAD, *CODES]


def workbook(*rows, head=HEAD):
    """Return an .xlsx with a heading and these rows."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([head, *rows]):
            sheet.write_row(number, 0, row)
    return target.getvalue()
