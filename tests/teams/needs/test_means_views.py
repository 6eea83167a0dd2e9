"""What the dashboard pulls into itself about the means of teams."""

import re

import pytest
from django.utils import timezone

from teams.equipment import actions
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


def words(response):
    """Return the page as it is read: one line, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_page_of_composition_pulls_needs_equipment_and_training(world, only_reads, settings):
    settings.NEED_ANSWER_DAYS = 6
    item = world.own.team.equipment.get()
    day = timezone.localdate()
    actions.check_equipment(by=world.own.officer, item=item, on=day, whole=False)
    client = signed_in(world.committee)
    address = f"/to/dieu-kien/{world.province.pk}/"
    page = client.get(f"/to/so-lieu/{world.province.pk}/").content.decode()
    assert f'hx-get="{address}"' in page
    assert f'href="/to/nhu-cau/?dia-ban={world.province.pk}"' in page
    with only_reads():
        said = words(client.get(address))
    assert "Đề nghị đang mở 2 · 2 chờ quá 6 ngày" in said
    assert "Thiết bị hỏng 1 /2" in said
    assert "Tập huấn 2/4 người đã tập huấn" in said
    assert "<html" not in client.get(address).content.decode()


def test_a_place_where_nobody_listed_anything_says_so(world):
    said = words(signed_in(world.own.officer).get(f"/to/dieu-kien/{world.own.villages[1].pk}/"))
    assert "Đề nghị đang mở 0" in said
    assert "Thiết bị hỏng Chưa kê khai" in said
    assert "Tập huấn Chưa có người" in said


def test_a_foreign_place_is_not_there(world):
    foreign = f"/to/dieu-kien/{world.foreign.area.pk}/"
    assert signed_in(world.own.officer).get(foreign).status_code == 404
