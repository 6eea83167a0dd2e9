"""Villages come from a sheet: new ones are added, numbers declared; nothing newer is replaced."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from areas.actions import add_village
from areas.models import Area
from households.declarations import actions as households
from households.models import Declaration
from imports.jobs.queries.questions import key_of
from imports.models import AnswerMemory, Import, RowResult
from imports.tidy.villages import kind_and_name
from rollup.counts import wrong_rows
from rollup.models import CommuneCount, VillageCount
from tests.imports.sheets import CODES, workbook

pytestmark = pytest.mark.engines

HEAD = ["Tên thôn", "Loại", "Số hộ", "Tính đến ngày", "Nguồn", "Tên cũ"]
DAY = "12/02/2026"


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Thôn Hội Phú", "thon", "Hội Phú"),
        ("thon hoi phu", "thon", "hoi phu"),
        ("Hội Phú", "", "Hội Phú"),
        ("Tổ dân phố số 3", "to_dan_pho", "3"),
        ("TDP 3", "to_dan_pho", "3"),
        ("2. Buôn Hai", "buon", "Hai"),
        ("Thôn", "", "Thôn"),
    ],
)
def test_a_kind_before_a_name_is_no_part_of_it(text, kind, name):
    assert kind_and_name(text) == (kind, name)


def sent(client, *rows):
    """Send villages; return the address of the preview."""
    file = SimpleUploadedFile("thon.xlsx", workbook(*rows, head=[*HEAD, *CODES]))
    return client.post(reverse("imports:upload"), {"file": file, "kind": "villages"}).url


def checked(client, *rows):
    """Send villages; return their rows with verdicts, by number."""
    sent(client, *rows)
    return {one.number: one for one in Import.unscoped.latest("pk").rows.all()}


def test_the_day_of_figures_without_one_is_said_in_the_preview(world, client):
    rows = [[world.own.village.full_name, 417]]
    data = workbook(*rows, head=["Thôn, buôn", "Số hộ"])
    file = SimpleUploadedFile("so ho quy I nam 2026.xlsx", data)
    page = client.post(reverse("imports:upload"), {"file": file}).url
    text = client.get(page).content.decode()
    today = f"{timezone.localdate():%d/%m/%Y}"
    assert f"Tệp không ghi ngày của số liệu: tính từ hôm nay, {today}." in text
    assert "Số liệu tính đến ngày nào?" not in text
    assert Import.unscoped.latest("pk").rows.get().notes == []
    # The name of the file says which day may be meant.
    assert 'value="31/03/2026"' in text
    text = client.post(f"{page}ngay/", {"day": DAY}, follow=True).content.decode()
    assert f"lấy ngày {DAY} đã chọn." in text
    client.post(f"{page}nhap/")
    standing = Declaration.unscoped.standing().filter(area=world.own.village)
    assert standing.get().declared_on == date(2026, 2, 12)


def said(one, what="problems"):
    return [problem["what"] for problem in getattr(one, what)]


def declared(village):
    return VillageCount.unscoped.get(pk=village.pk).declared


@pytest.mark.django_db
class TestWriting:
    def test_new_villages_are_added_and_declare_their_households(self, world, client):
        rows = [
            ["Tân Lập", "Khu phố", 120, DAY, "Trưởng khu phố", ""],
            ["TDP số 9", "", "", "", "", ""],
            [world.own.village.full_name, "", "1.150 hộ", DAY, "", ""],
        ]
        page = sent(client, *rows)
        assert "gồm 2 mới, 1 cập nhật" in client.get(page).content.decode()
        text = client.post(f"{page}nhap/", follow=True).content.decode()
        assert "2 thôn mới, 1 thôn cập nhật." in text
        new = Area.unscoped.get(commune=world.own.area, name="Tân Lập")
        assert (new.kind, declared(new)) == ("khu_pho", 120)
        assert Area.unscoped.get(commune=world.own.area, name="9").kind == "to_dan_pho"
        row = Declaration.unscoped.get(area=world.own.village)
        facts = (row.households, row.declared_on, row.source, row.recorded_by)
        assert facts == (1150, date(2026, 2, 12), "Tệp Excel", world.own.officer)
        again = client.get(sent(client, *rows)).content.decode()
        assert "Không có gì mới so với sổ" in again

    def test_a_newer_number_stays(self, world, client):
        own = world.own
        page = sent(client, [own.village.full_name, "", 90, DAY, "", ""])
        households.declare(by=own.officer, area=own.village, households=100, source="Thôn")
        rows = checked(client, [own.village.full_name, "", 90, DAY, "", ""])
        assert rows[2].verdict == "identical"
        assert "số khai báo mới hơn" in said(rows[2], "notes")[0]
        client.post(f"{page}nhap/")
        assert RowResult.unscoped.get().why == "newer"
        assert declared(own.village) == 100

    def test_a_village_that_came_meanwhile_is_not_added_twice(self, world, client):
        row = ["Tân Lập", "Thôn", "", "", "", ""]
        for page in [sent(client, row), sent(client, row)]:
            client.post(f"{page}nhap/")
        assert Area.unscoped.filter(commune=world.own.area, name="Tân Lập").count() == 1
        assert RowResult.unscoped.get(outcome="refused").why == "there"


@pytest.mark.django_db
class TestNames:
    def test_what_cannot_be_says_why(self, world, client):
        name = world.own.village.full_name
        rows = checked(
            client,
            ["Tân Lập", "", "", "", "", ""],
            ["Buôn Đông", "Thôn", "", "", "", ""],
            ["Thôn Tân Ước", "", "nhiều", "", "", ""],
            [name, "", 5, DAY, "", ""],
            [name.upper(), "", 6, DAY, "", ""],
            ["Thôn Vĩnh Phước", "", "", "", "", name],
        )
        assert said(rows[2]) == ["Không rõ “Tân Lập” là thôn, buôn hay khu phố."]
        assert said(rows[3]) == ["Loại “Thôn” khác với tên “Buôn Đông”."]
        assert said(rows[4]) == ["“nhiều” không phải là số đếm."]
        assert (rows[5].verdict, said(rows[6])) == ("changes", ["Trùng với dòng 5 của tệp."])
        assert said(rows[7]) == [f"Trong sổ thôn này tên là {name}."]

    def test_a_name_like_one_that_is_there_is_asked_about_once(self, world, client):
        village = world.own.village
        near = f"{village.full_name} Đông"
        page = sent(client, [near, "", "", "", "", ""], [f"{near} Hạ", "", 7, DAY, "", ""])
        text = client.get(page).content.decode()
        asked = Import.unscoped.latest("pk").layout["questions"]
        assert {one["kind"] for one in asked} == {"village"}
        assert "Là thôn mới" in text
        said = {near: "new", f"{near} Hạ": str(village.pk)}
        keys = {f"o-{key_of('village', one['subject'])}": said[one["subject"]] for one in asked}
        client.post(f"{page}tra-loi/", keys | {"nho": "on"})
        new, same = Import.unscoped.latest("pk").rows.order_by("line")
        assert (new.verdict, new.village) == ("new", None)
        assert (same.verdict, same.village) == ("changes", village)
        kept = AnswerMemory.unscoped.filter(commune=world.own.area, kind="village")
        assert list(kept.values_list("choice", flat=True)) == [str(village.pk)]

    def test_a_foreign_village_is_never_seen(self, world, client):
        row = ["Thôn " + world.foreign.village.name, "", 5, DAY, "", ""]
        assert checked(client, row)[2].verdict == "new"


@pytest.mark.django_db
def test_what_is_taken_back_says_row_by_row_what_stays(world, client):
    own = world.own
    first, second = own.villages
    third = add_village(by=own.officer, commune=own.area, kind="buon", name="Ba")
    early = date(2026, 1, 2)
    for village in (first, third):
        households.declare(by=own.officer, area=village, households=100, source="Thôn", on=early)
    rows = [[one.full_name, "", 150, DAY, "", ""] for one in (first, second, third)]
    new = [[f"Thôn {name}", "", 10, DAY, "", ""] for name in ("Tân Lập", "Tân Ước")]
    page = sent(client, *rows, *new)
    client.post(f"{page}nhap/")
    households.declare(by=own.officer, area=third, households=160, source="Thôn")
    added = Area.unscoped.get(commune=own.area, name="Tân Lập")
    households.declare(by=own.officer, area=added, households=12, source="Thôn")
    before = CommuneCount.unscoped.get(pk=own.area.pk).villages
    client.post(f"{page}hoan-tac/")
    found = dict(RowResult.unscoped.values_list("row__number", "why"))
    assert found == {2: "", 3: "", 4: "newer", 5: "stays", 6: ""}
    assert [declared(one) for one in (first, second, third)] == [100, None, 160]
    added.refresh_from_db()
    assert added.closed_on is None
    # Nobody wrote anything of the other: it stands on no day of any figure.
    gone = Area.unscoped.get(commune=own.area, name="Tân Ước")
    assert not Area.unscoped.filter(pk=gone.pk).on(date(2020, 1, 1)).exists()
    assert CommuneCount.unscoped.get(pk=own.area.pk).villages == before - 1
    assert wrong_rows()[1] == []
