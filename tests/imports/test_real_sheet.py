"""Done when 4: a sheet as a commune writes it goes in from upload to result, in at most four presses and one a doubt."""

from pathlib import Path

import pytest
from django.urls import reverse

from households.counts.rollup import HOUSEHOLDS
from households.models import Household
from imports.jobs.queries.questions import key_of
from imports.models import Import
from rollup.counts import wrong_rows
from tests.factories import CommuneFactory, LocalPlatformFactory, UserFactory, VillageFactory
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
SHEET = Path(__file__).parent / "data" / "ho-an-ninh-tay.xlsx"
VILLAGES = ("Hội Phú", "Xuân Phú", "Diêm Hội", "Tiên Châu")


@pytest.fixture
def officer(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    commune = CommuneFactory(name="An Ninh Tây")
    for name in VILLAGES:
        VillageFactory(parent=commune, name=name)
    LocalPlatformFactory(area=commune)
    return UserFactory(area=commune)


def sent(client):
    """Send the sheet; return the file and its preview."""
    with SHEET.open("rb") as file:
        page = client.post(reverse("imports:upload"), {"file": file}, follow=True)
    return Import.unscoped.latest("pk"), " ".join(page.content.decode().split())


def answered(client, source):
    """Answer whatever is asked: KN1 to KN5 are in order, a column is what is likely, whoever stands there twice is one."""
    meant = {"numbered": "in_order", "same": "same"}
    asked = {
        f"o-{key_of(one['kind'], one['subject'])}": meant.get(one["kind"], one["proposal"])
        for one in source.layout["questions"]
    }
    address = reverse("imports:answers", args=[source.uuid])
    page = client.post(address, asked | {"nho": "on"}, follow=True)
    source.refresh_from_db()
    return " ".join(page.content.decode().split())


def test_a_sheet_of_a_commune_takes_three_presses_and_one_for_each_doubt(officer):
    client = signed_in(officer)
    source, text = sent(client)
    doubts = source.layout["questions"]
    assert {one["kind"] for one in doubts} <= {"numbered", "column", "same"}
    assert f"Còn <b>{len(doubts)} câu hỏi</b>" in text
    assert "Dòng tổng cộng, mang sang: không phải lỗi" in text
    text = answered(client, source)
    assert (source.unanswered, source.skipped) == (0, 0)
    assert f"Nhập {source.to_write} dòng" in text
    result = client.post(reverse("imports:confirm", args=[source.uuid]), follow=True)
    assert "8 hộ mới." in result.content.decode()
    assert wrong_rows(of=[HOUSEHOLDS])[1] == []


def test_what_stands_in_it_is_what_is_in_the_register(officer):
    client = signed_in(officer)
    source, _text = sent(client)
    answered(client, source)
    client.post(reverse("imports:confirm", args=[source.uuid]))
    homes = {one.head_name: one for one in Household.unscoped.select_related("village")}
    assert {name: home.village.name for name, home in homes.items()} == {
        "Nguyễn Thị Bảy": "Hội Phú",
        "Lê Văn Sỹ": "Hội Phú",
        "Bùi Thị Lan": "Xuân Phú",
        "Phan Thị Út": "Xuân Phú",
        "Đỗ Văn Năm": "Xuân Phú",
        "Ngô Thị Sáu": "Diêm Hội",
        "Y' Thim Niê": "Diêm Hội",
        "Huỳnh Văn Chín": "Tiên Châu",
    }
    first = homes["Nguyễn Thị Bảy"]
    people = [
        (p.full_name, p.relation, p.birth_year, p.sex) for p in first.residents.order_by("pk")
    ]
    assert people == [
        ("Nguyễn Thị Bảy", "head", 1962, "f"),
        ("Trần Văn Minh", "spouse", 1959, "m"),
        ("Trần Thị Mai", "child", 1990, "f"),
    ]
    assert (first.phone, first.covered, f"{first.surveyed_on}") == (
        "0905123456",
        True,
        "2026-10-10",
    )
    assert first.residents.get(full_name="Trần Văn Minh").assessed_on is None
    # The daughter has a number of her own.
    assert first.residents.get(full_name="Trần Thị Mai").phone == "0905123457"
    assert homes["Lê Văn Sỹ"].residents.get(is_head=True).results == [2, 2, 0, 2, None]
    assert homes["Lê Văn Sỹ"].residents.get(relation="spouse").results == [1, 2, None, None, None]
    assert homes["Đỗ Văn Năm"].surveyed_on is None
    assert homes["Y' Thim Niê"].residents.get().results == [2, 2, 0, 2, None]


def test_the_same_sheet_again_is_read_without_a_question_about_it_and_changes_nothing(officer):
    client = signed_in(officer)
    source, _text = sent(client)
    answered(client, source)
    client.post(reverse("imports:confirm", args=[source.uuid]))
    source, text = sent(client)
    # What a column is was remembered; who stands there twice never is.
    assert {one["kind"] for one in source.layout["questions"]} <= {"same"}
    assert "Đúng tệp này đã được nhập ngày" in text
    answered(client, source)
    assert (source.to_write, source.skipped) == (0, 0)
    assert Household.unscoped.count() == 8
