"""The page of the day: what stands on it for a commune, for one village, and where nothing is due."""

import pytest

from areas.kinds import Kind, Level
from households.models import Household
from reports.today.queries.tasks import villages
from reports.today.queries.work import today_of
from tests.pages import signed_in
from tests.world import unit

pytestmark = pytest.mark.django_db


def page_of(person):
    return " ".join(signed_in(person).get("/viec/").content.decode().split())


def test_a_commune_reads_its_tasks_its_results_their_day_and_the_target(world):
    page = page_of(world.own.officer)
    assert "việc cần làm</h2>" in page
    assert "Kết quả của xã</h2>" in page
    assert "Có tổ, chưa hoạt động" in page or "Đang hoạt động" in page
    assert "Vạch đen: chỉ tiêu 80%, hạn 31/12/2026." in page
    assert 'class="btn" href="/thon/' in page


def test_of_one_village_it_is_said_that_it_has_a_team_and_no_1_of_1(world):
    page = page_of(world.own.member)
    assert "Kết quả của thôn</h2>" in page
    assert "Đã có tổ" in page
    assert "Thôn có tổ" not in page


def test_without_a_target_no_tick_is_explained(world):
    world.target.delete()
    work = today_of(world.own.area, world.own.officer)
    assert (work.mark, work.target) == (None, None)
    assert "Vạch đen" not in work.day_words


def test_where_nothing_is_due_a_next_step_is_offered(world, monkeypatch):
    monkeypatch.setattr("reports.today.queries.work.tasks_of_teams", lambda *_all: [])
    monkeypatch.setattr("reports.today.queries.work.tasks_of_households", lambda *_all: [])
    monkeypatch.setattr("reports.today.queries.work.tasks_of_empty", lambda *_all: [])
    page = page_of(world.own.officer)
    assert "Hôm nay không có việc đến hạn" in page
    assert "Xem kết quả" in page
    assert "Việc cần làm</h2>" in page


def test_a_member_whose_register_is_empty_is_told_how_to_begin_and_no_more_than_they_may(world):
    village = unit(world.own.area, Level.VILLAGE, Kind.THON, "Trống", "9901")
    page = page_of(world.person("to-trong", "member", village))
    assert "1 việc cần làm" in page
    assert f'<a href="/thon/{village.pk}/ho/moi/">' in page
    assert "Nhập hộ đầu tiên" in page
    assert "Thôn Trống chưa có hộ nào trong sổ" in page
    assert 'href="/huong-dan/ngay-dau-to/"' in page
    assert "tệp Excel" not in page
    assert "không có việc đến hạn" not in page


def test_villages_of_one_kind_are_called_by_it():
    assert villages(1, {Kind.BUON}) == "buôn"
    assert villages(2, {Kind.THON}) == "thôn"
    assert villages(2, {Kind.THON, Kind.BUON}) == "thôn"
    assert villages(0) == "thôn"


def test_an_empty_register_is_no_work_that_is_done(world, monkeypatch):
    monkeypatch.setattr("reports.today.queries.work.tasks_of_teams", lambda *_all: [])
    monkeypatch.setattr("reports.today.queries.work.tasks_of_households", lambda *_all: [])
    work = today_of(world.foreign.area, world.foreign.officer)
    assert work.names_places is False
    assert Household.unscoped.exists()
