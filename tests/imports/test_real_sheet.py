"""Done when 4: a sheet as a commune writes it goes in from upload to result, in at most four presses."""

from pathlib import Path

import pytest
from django.urls import reverse

from households.counts.rollup import HOUSEHOLDS
from households.models import Household
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


def test_a_sheet_of_a_commune_takes_three_presses_after_it_was_chosen(officer):
    client = signed_in(officer)
    presses = ["choose the file"]
    with SHEET.open("rb") as file:
        preview = client.post(reverse("imports:upload"), {"file": file}, follow=True)
    presses.append("Xem trước")
    text = preview.content.decode()
    source = Import.unscoped.get()
    assert "Nhập 11 dòng, bỏ qua 3 dòng lỗi" in text
    for words in ("Năm sinh “19990” không hợp lệ.", "Trùng với dòng", "của chủ hộ có lỗi."):
        assert words in text
    assert "1 dòng tổng cộng bỏ qua" in text
    presses.append("Nhập 11 dòng, bỏ qua 3 dòng lỗi")
    result = client.post(reverse("imports:confirm", args=[source.uuid]), follow=True)
    assert "7 hộ mới, 0 hộ cập nhật, 3 dòng bỏ qua." in result.content.decode()
    assert len(presses) <= 4
    assert wrong_rows(of=[HOUSEHOLDS])[1] == []


def test_what_stands_in_it_is_what_is_in_the_register(officer):
    client = signed_in(officer)
    with SHEET.open("rb") as file:
        client.post(reverse("imports:upload"), {"file": file})
    client.post(reverse("imports:confirm", args=[Import.unscoped.get().uuid]))
    homes = {one.head_name: one for one in Household.unscoped.select_related("village")}
    assert {name: home.village.name for name, home in homes.items()} == {
        "Nguyễn Thị Bảy": "Hội Phú",
        "LÊ VĂN SỸ": "Hội Phú",
        "Bùi Thị Lan": "Xuân Phú",
        "Phan Thị Út": "Xuân Phú",
        "Đỗ Văn Năm": "Xuân Phú",
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
    assert homes["LÊ VĂN SỸ"].residents.get(is_head=True).results == [2, 2, 0, 2, None]
    assert homes["LÊ VĂN SỸ"].residents.get(relation="spouse").results == [1, 2, None, None, None]
    assert homes["Đỗ Văn Năm"].surveyed_on is None
    assert homes["Y' Thim Niê"].residents.get().results == [2, 2, 0, 2, None]
    assert homes["Huỳnh Văn Chín"].residents.get(is_head=True).results == [0, 2, 2, 2, 2]


def test_the_same_sheet_again_changes_nothing(officer):
    client = signed_in(officer)
    for _ in range(2):
        with SHEET.open("rb") as file:
            preview = client.post(reverse("imports:upload"), {"file": file}, follow=True)
        source = Import.unscoped.latest("pk")
        client.post(reverse("imports:confirm", args=[source.uuid]))
    assert source.counts["identical"] == 11
    assert "không có gì mới so với sổ" not in preview.content.decode()  # errors are told first
    assert "Đúng tệp này đã được nhập ngày" in preview.content.decode()
    assert Household.unscoped.count() == 7
