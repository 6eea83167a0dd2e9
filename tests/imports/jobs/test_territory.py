"""A file of a district or province: the same pages as a commune's, without anything that stands in a commune."""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from households.models import Declaration
from imports.jobs.queries.questions import key_of
from imports.models import Import, ImportRow, RowResult
from tests.factories import CommuneFactory, DistrictFactory
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
HEAD = ("Xã, phường", "Huyện", "Số hộ", "Số thôn", "Tính đến ngày")


def book(*rows, head=HEAD, name="Số khai báo"):
    """Return a workbook of one sheet."""
    return book_of({name: [head, *rows]})


def book_of(sheets):
    """Return a workbook of several sheets, their rows by name."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return target.getvalue()


def sent(client, *rows, sheets=None, **how):
    """Send a workbook of one sheet, or of several; return its file and the page after it."""
    file = SimpleUploadedFile("tinh.xlsx", book_of(sheets) if sheets else book(*rows, **how))
    page = client.post(reverse("imports:upload"), {"file": file}, follow=True)
    return Import.unscoped.latest("pk"), " ".join(page.content.decode().split())


def pressed(client, source, name, **said):
    """Press a button of a file; return the page after it."""
    page = client.post(reverse(f"imports:{name}", args=[source.uuid]), said, follow=True)
    source.refresh_from_db()
    return " ".join(page.content.decode().split())


@pytest.fixture
def sender(world):
    return world.person("so-khcn", Role.REVIEWER, world.province)


def stands(area):
    return {
        name: getattr(row, name)
        for name, row in Declaration.unscoped.stands_at([area]).get(area.pk, {}).items()
    }


def test_what_communes_declare_comes_in_by_three_presses_and_goes_whole(world, sender):
    own, client = world.own.area, signed_in(sender)
    text = client.get(reverse("imports:upload")).content.decode()
    assert "Một tệp cho mọi xã, phường" in text
    assert "Ô kỹ năng" not in text
    source, text = sent(client, [own.full_name, "", 2862, 12, "30/6/2026"])
    assert (source.commune, source.kinds, source.to_write) == (world.province, ["communes"], 1)
    assert "Nhập 1 dòng" in text
    assert stands(own) == {}
    text = pressed(client, source, "confirm")
    assert "Đã nhập 1 dòng" in text
    assert stands(own) == {"households": 2862, "villages": 12}
    again, text = sent(client, [own.full_name, "", 2862, 12, "30/6/2026"])
    assert (again.to_write, again.skipped) == (0, 0)
    text = pressed(client, source, "undo")
    assert "Đã hoàn tác 1 dòng" in text
    assert stands(own) == {}


def test_two_communes_of_one_name_are_asked_with_their_districts(world, sender):
    districts = [
        DistrictFactory(parent=world.province, name=name) for name in ("Sông Ba", "Núi Đá")
    ]
    first, second = (CommuneFactory(parent=one, name="Hòa Bình") for one in districts)
    client = signed_in(sender)
    source, text = sent(client, ["Xã Hòa Bình", "", 900, 5, "30/6/2026"])
    assert source.unanswered == 1
    assert "“Xã Hòa Bình” là xã, phường nào?" in text
    assert f"Hòa Bình, {districts[0].full_name}" in text
    key = key_of("commune", "Xã Hòa Bình")
    pressed(client, source, "answers", chon=f"{key}:{second.pk}")
    assert source.rows.get().village_id == second.pk
    other, _text = sent(client, ["Xã Hòa Bình", "Sông Ba", 900, 5, "30/6/2026"])
    assert other.rows.get().village_id == first.pk


def test_a_commune_of_another_province_is_never_offered(world, sender):
    foreign = world.foreign.area
    source, _text = sent(signed_in(sender), [foreign.full_name, "", 5, 1, "30/6/2026"])
    (asked,) = source.layout["questions"]
    assert str(foreign.pk) not in asked["choices"]
    assert source.to_write == 0


@pytest.mark.parametrize(
    ("who", "status"),
    [("committee", 404), ("administrator", 200), ("reviewer", 200), ("root", 404)],
)
def test_only_reviewers_and_administrators_of_a_district_or_province_have_the_page(
    world, who, status
):
    page = signed_in(getattr(world, who)).get(reverse("imports:upload"))
    assert page.status_code == status


@pytest.mark.parametrize("who", ["administrator", "sender"])
def test_nobody_above_a_commune_opens_its_files(world, sender, who):
    client = signed_in(sender if who == "sender" else world.administrator)
    file = world.own.file
    for name in ("detail", "mend", "progress"):
        assert client.get(reverse(f"imports:{name}", args=[file.uuid])).status_code == 404
    for name in ("confirm", "undo", "answers", "cells"):
        assert client.post(reverse(f"imports:{name}", args=[file.uuid])).status_code == 404
    text = client.get(reverse("imports:upload")).content.decode()
    assert file.name not in text


def test_who_brings_in_files_above_communes_sees_no_row_of_a_commune(world, sender):
    assert ImportRow.unscoped.filter(source__commune=world.own.area).exists()
    for model in (Import, ImportRow, RowResult):
        assert not model.objects.visible_to(sender).exists()


def test_an_officer_of_a_commune_opens_no_file_of_their_province(world, sender):
    source, _text = sent(signed_in(sender), [world.own.area.full_name, "", 5, 1, "30/6/2026"])
    client = signed_in(world.own.officer)
    assert client.get(reverse("imports:detail", args=[source.uuid])).status_code == 404


def test_rows_of_other_kinds_are_left_with_their_reason(world, sender):
    head = ("Thôn", "Họ và tên chủ hộ", "Năm sinh", "Số người trong hộ")
    rows = [["Thôn 1", "Lê Thị Mẫu", 1980, 4], ["Thôn 1", "Lê Văn Mẫu", 1970, 3]]
    source, text = sent(signed_in(sender), *rows, head=head)
    assert source.rows_read == 0
    assert "Lê Thị Mẫu" not in text
    assert "Lê Thị Mẫu" not in str(source.layout)


def test_the_source_of_a_number_is_kept(world, sender):
    row = [world.own.area.full_name, 900, "Báo cáo số 12/BC-UBND", "30/6/2026"]
    head = ("Xã, phường", "Số hộ", "Nguồn", "Tính đến ngày")
    source, _text = sent(signed_in(sender), row, head=head)
    pressed(signed_in(sender), source, "confirm")
    assert Declaration.unscoped.get(area=world.own.area, households=900).source == row[2]
