"""Platforms of communes and of the province come from a file of theirs, and end again while nobody was asked of them."""

from datetime import date

import pytest

from households.models import Assessment
from imports.models import Verdict
from skills.models import LocalPlatform, platforms_of
from tests.factories import LocalPlatformFactory
from tests.imports.jobs.test_territory import pressed, sent

pytestmark = pytest.mark.django_db
HEAD = ("Xã, phường", "Tên nền tảng", "Áp dụng từ ngày", "Văn bản")


@pytest.fixture(autouse=True)
def nothing_named(world):
    LocalPlatform.unscoped.all().delete()
    Assessment.unscoped.update(local_platform=None)


def named(*areas):
    return {area.name: [one.name for one in platforms_of(area)] for area in areas}


def test_platforms_are_named_by_a_file_and_ended_again(world, office, communes):
    first, second = communes
    rows = [
        [first.full_name, "Sông Bé Số", "1/7/2025", "15/UBND"],
        [second.full_name, "Núi Lớn Online", "", "16/UBND"],
        [world.province.full_name, "Cổng của tỉnh", "1/7/2025", ""],
    ]
    source, text = sent(office, *rows, head=HEAD, name="Nền tảng")
    assert (source.kinds, source.to_write, source.unanswered) == (["platforms"], 3, 0), (
        source.layout
    )
    assert "3 nền tảng" in text
    assert [bool(row.notes) for row in source.rows.all()] == [False, True, False]
    text = pressed(office, source, "confirm")
    assert "3 nền tảng mới" in text
    assert named(*communes) == {"Sông Bé": ["Sông Bé Số"], "Núi Lớn": ["Núi Lớn Online"]}
    platform = LocalPlatform.unscoped.get(area=first)
    assert (platform.valid_from, platform.document) == (date(2025, 7, 1), "15/UBND")
    again, _text = sent(office, *rows, head=HEAD, name="Nền tảng")
    assert (again.to_write, again.counts["identical"], again.skipped) == (0, 3, 0)
    pressed(office, source, "undo")
    # One that is named from today on ends tomorrow: a day at the least.
    assert not LocalPlatform.unscoped.open().exists()


def test_a_platform_of_which_somebody_was_asked_since_stays(world, office, communes):
    own = world.own.area
    row = [own.full_name, "Cổng Của Ta", "1/1/2020", ""]
    source, _text = sent(office, row, head=HEAD, name="Nền tảng")
    pressed(office, source, "confirm")
    Assessment.unscoped.inside(own.path).update(local_platform=1)
    text = pressed(office, source, "undo")
    assert "Đã có người được hỏi về nền tảng này" in text
    assert named(own) == {own.name: ["Cổng Của Ta"]}


def test_what_no_platform_can_be_is_said_with_its_row(world, office, communes):
    first = communes[0]
    LocalPlatformFactory(area=first, name="Đã Có")
    source, _text = sent(
        office,
        [first.full_name, "Đã có", "", ""],
        [first.full_name, "Mới", "", ""],
        [first.full_name, "MỚI", "", ""],
        ["", "Của Không Ai", "", "17/UBND"],
        [world.district.full_name, "Của Huyện", "", ""],
        head=HEAD,
        name="Nền tảng",
    )
    found = {row.line: row.problems[0]["what"] for row in source.rows.filter(verdict=Verdict.ERROR)}
    assert found == {4: "Trùng với dòng 3 của tệp.", 5: "Thiếu đơn vị.", 6: "Thiếu đơn vị."}
    assert (source.to_write, source.counts["identical"]) == (1, 1)
