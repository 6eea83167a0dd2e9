"""Of which unit somebody in a list is: told by its column, by a row between the others, or by the name of the sheet."""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from imports.models import Import
from tests.imports.jobs.test_territory import pressed
from tests.imports.kinds.accounts.test_kind import why
from tests.imports.sheets import workbook

pytestmark = pytest.mark.django_db
HEAD = ["STT", "Họ và tên", "Chức vụ", "Điện thoại"]
ONE = [1, "Nguyễn Thị Một", "Công chức VH-XH", "0912345671"]
TWO = [2, "Trần Văn Hai", "Phó Chủ tịch UBND", "0912345672"]
THREE = [1, "Lê Văn Ba", "Công chức", "0912345673"]
WHO = [("Nguyễn Thị Một", "Sông Bé"), ("Trần Văn Hai", "Sông Bé"), ("Lê Văn Ba", "Núi Lớn")]


def came(office, content, name="danh sach.xlsx"):
    """Send a workbook; return the file and what it asks."""
    file = SimpleUploadedFile(name, content)
    answer = office.post(reverse("imports:upload"), {"file": file})
    source = Import.unscoped.get(uuid=answer.url.strip("/").split("/")[-1])
    return source, [one["subject"] for one in source.layout.get("questions", [])]


def made(communes):
    rows = User.unscoped.filter(area__in=communes, is_active=True).order_by("phone")
    return list(rows.values_list("full_name", "area__name"))


def grouped(communes):
    first, second = (one.full_name for one in communes)
    return workbook([f"I. {first}"], ONE, TWO, [f"II. {second}"], THREE, head=HEAD)


def grouped_in_capitals(communes):
    first, second = (one.full_name.upper() for one in communes)
    return workbook([None, first], ONE, TWO, [None, second], THREE, head=HEAD)


def on_first_rows(communes):
    first, second = (one.full_name for one in communes)
    rows = [[first, *ONE[1:]], [None, *TWO[1:]], [second, *THREE[1:]]]
    return workbook(*rows, head=["Đơn vị", *HEAD[1:]])


def sheet_for_each(communes):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        for commune, rows in zip(communes, ([ONE, TWO], [THREE]), strict=True):
            sheet = book.add_worksheet(commune.name)
            for at, row in enumerate([HEAD, *rows]):
                sheet.write_row(at, 0, row)
    return target.getvalue()


MADE = {"rows between": grouped, "rows in capitals": grouped_in_capitals, "first rows": on_first_rows, "sheets": sheet_for_each}  # fmt: skip


@pytest.mark.parametrize("how", MADE)
def test_a_unit_is_told_around_the_rows(office, communes, how):
    source, asked = came(office, MADE[how](communes))
    assert (source.kinds, source.to_write, asked, why(source)) == (["accounts"], 3, [], {})
    pressed(office, source, "confirm")
    assert made(communes) == WHO
