"""The page of why a figure changed: what it says, to whom, and that it says nothing that is astray."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from households.lifecycle.actions import move_out
from households.register.actions import add_household
from households.survey.actions import assess
from rollup.models import CommuneCount
from tests.pages import signed_in, words
from tests.world import ALL, World

pytestmark = pytest.mark.django_db

BUILT, TODAY = date(2026, 5, 20), date(2026, 6, 10)
SINCE = "tu=2026-05-31&den=2026-06-10"


def at(day):
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def kept_in_june(keep):
    """Build the world in May; in June one household learns, one comes and one goes."""

    def build():
        clock.move_to(at(BUILT))
        world = World.build()
        clock.move_to(at(TODAY))
        by, own = world.own.officer, world.own
        assess(by=by, resident=own.households[1].residents.get(is_head=True), results=ALL)
        add_household(by=by, village=own.villages[1], head_name="Lê Thị Mới", results=ALL)
        move_out(by=by, household=own.household)
        return world

    with time_machine.travel(at(TODAY), tick=False) as clock:
        return keep(build)


@pytest.fixture
def world(db, kept_in_june):
    with time_machine.travel(at(TODAY), tick=False):
        yield kept_in_june.lay()


@pytest.fixture
def page(world, only_reads):
    """Read a page below that of a unit, as its officer or as another."""

    def read(tail="", area=None, user=None):
        client = signed_in(user or world.own.officer)
        with only_reads():
            return client.get(f"/tong-quan/{(area or world.own.area).pk}/vi-sao/{tail}")

    return read


def add(world):
    """Let eight covered households come to a village of our commune today, and four of them go again."""
    by, village = world.own.officer, world.own.villages[1]
    for number in range(8):
        one = add_household(by=by, village=village, head_name=f"Lê Đến {number}", results=ALL)
        if number < 4:
            move_out(by=by, household=one)


# The days


@pytest.mark.parametrize(
    ("query", "since", "until"),
    [
        ("", date(2026, 5, 31), TODAY),  # from the end of last month
        ("?tu=2026-05-01&den=2026-06-01", date(2026, 5, 1), date(2026, 6, 1)),
        ("?tu=01/05/2026&den=1.6.2026", date(2026, 5, 1), date(2026, 6, 1)),
        ("?tu=2026-06-01&den=2026-05-01", date(2026, 5, 1), date(2026, 6, 1)),
        ("?tu=2026-06-01&den=2030-01-01", date(2026, 6, 1), TODAY),
        ("?tu=2026-02-31&den=x", date(2026, 5, 31), TODAY),
        ("?tu=%00&den=²", date(2026, 5, 31), TODAY),
        ("?tu=2026-06-10", TODAY, TODAY),
    ],
)
def test_the_days_are_those_asked_for_or_the_running_month(page, query, since, until):
    context = page(query).context
    assert (context["since"], context["until"]) == (since, until)


# What is said


def test_the_page_says_what_moved_and_that_it_adds_up(page):
    said = words(page(f"?{SINCE}"))
    for part in (
        "Tăng 1 hộ : thêm 2, bớt 1.",
        "Cuối ngày 31/05/2026 33,3–100% (1/3 hộ)",
        "Đã khảo sát, nay có người biết đủ năm kỹ năng Nhiều nhất: thôn Của Ta 01 (+1) +1",
        "Hộ vào sổ, chuyển đến, tách ra Số hộ thêm: 1, trong đó đạt: 1 +1",
        "Hộ chuyển đi, không còn, gộp lại Số hộ bớt: 1, trong đó đạt: 1 −1",
        "Đơn vị thay đổi 0",
        "Cộng lại: 1 + 2 − 1 = 2. Không có phần chưa giải thích.",
        "Một trong hai ngày chưa đủ số liệu để so tỷ lệ.",
        "Số hộ: 3 → 3",
        "Vào sổ +1 Chuyển đi −1",
    ):
        assert part in said


def test_a_stretch_without_change_says_so(page):
    said = words(page("?tu=2026-06-01&den=2026-06-02"))
    assert "Giữa hai ngày này con số không thay đổi. Muốn xem lâu hơn" in said


def test_what_stood_before_the_first_movement_is_explained(page):
    said = words(page("?tu=2026-01-01"))
    assert "Biến động được ghi từ ngày 20/05/2026" in said
    assert "Một trong hai ngày chưa đủ số liệu để so tỷ lệ." in said


def test_villages_with_a_team_are_explained_by_their_teams(world, page):
    query = "?chi-tieu=thon-co-to&tu=2026-01-01&den=2026-06-10"
    said = words(page(query))
    assert "Tăng 1 thôn : thêm 1, bớt 0. Nhiều nhất: thôn mới lập tổ ( +1 )." in said
    listed = page(f"lap-to/{query}")
    assert list(listed.context["page"]) == [world.own.village]
    assert "Không tìm thấy thôn nào phù hợp" in words(page(f"giai-the/{query}"))


def test_a_fall_and_a_change_that_cancels_out(world, page):
    move_out(by=world.root, household=world.own.households[1])
    assert "Tổng số như cũ: thêm 2, bớt 2." in words(page(f"?{SINCE}"))
    assert "Thay đổi −1 hộ : thêm 1, bớt 2." in words(page(f"?{SINCE}", world.own.village))


# What does not add up


@pytest.mark.expected_errors
def test_nothing_is_explained_when_the_parts_do_not_add_up(world, page, caplog):
    CommuneCount.unscoped.filter(pk=world.own.area.pk).update(covered=9)
    response = page(f"?{SINCE}")
    assert response.status_code == 200
    assert "Các phần cộng lại không bằng số ở hai đầu" in words(response)
    assert "Cộng lại:" not in words(response)
    assert f"ho-dat of unit {world.own.area.pk} does not add up" in caplog.text


def test_a_save_between_two_reads_is_read_again(page, monkeypatch):
    from reports.why import views

    _, real = views.WAYS["ho-dat"]
    reads = []

    def astray(*asked):
        reads.append(asked)
        found = real(*asked)
        return found if len(reads) == 2 else type(found)(**{**vars(found), "parts": ()})

    monkeypatch.setitem(views.WAYS, "ho-dat", (views.COVERED, astray))
    assert "Không có phần chưa giải thích." in words(page(f"?{SINCE}"))
    assert len(reads) == 2


# The rows behind a cause


def test_the_officer_sees_the_households(page):
    said = words(page(f"chuyen-den/?{SINCE}"))
    assert "Lê Thị Mới Thôn Của Ta 02 · 10/06/2026 · Vào sổ Thêm" in said
    assert "Bớt" in words(page(f"chuyen-di/?{SINCE}"))
    assert "Không có hộ nào" in words(page(f"khong-con-dat/?{SINCE}"))


def test_a_member_of_a_village_sees_those_of_his_village(world, page):
    said = words(page(f"moi-dat/?{SINCE}", world.own.village, world.own.member))
    assert "Chủ Hộ 02" in said
    assert page(f"moi-dat/?{SINCE}", user=world.own.member).status_code == 404


@pytest.mark.parametrize("who", ["committee", "reviewer", "administrator"])
def test_others_see_units_and_numbers_and_no_name(world, page, who):
    add(world)
    reader = getattr(world, who)
    response = page(f"chuyen-den/?{SINCE}", world.district, reader)
    assert [(u.name, n) for u, n, _ in response.context["units"]] == [("Của Ta", 9)]
    assert "Lê Thị Mới" not in response.content.decode()
    village = page(f"chuyen-den/?{SINCE}", world.own.villages[1], reader)
    assert "Tên hộ chỉ hiện với người làm việc trong xã." in words(village)


@pytest.mark.parametrize("who", ["committee", "reviewer", "administrator"])
def test_nobody_else_is_told_of_a_single_household(world, page, who):
    """Two learnt, came or went since May: no sum, no cause, no unit, and no workbook tells which."""
    reader = getattr(world, who)
    for area in (world.district, world.own.area, world.own.villages[1]):
        said = words(page(f"?{SINCE}", area, reader))
        assert "+1" not in said
        assert "thêm 2" not in said
        for cause in ("chuyen-den", "chuyen-di", "moi-dat"):
            response = page(f"{cause}/?{SINCE}", area, reader)
            assert response.context["units"] == []


def test_of_a_commune_others_read_whole_months(world, page):
    context = page(f"?{SINCE}", user=world.committee).context
    assert (context["since"], context["until"]) == (date(2026, 4, 30), date(2026, 5, 31))
    context = page(
        "?tu=2026-06-01&den=2026-06-02&chi-tieu=thon-co-to", user=world.committee
    ).context
    assert (context["since"], context["until"]) == (date(2026, 6, 1), date(2026, 6, 2))


def test_above_the_commune_units_lead_further_down(world, page):
    add(world)
    response = page(f"chuyen-den/?{SINCE}", world.province, world.committee)
    link = f'href="/tong-quan/{world.district.pk}/vi-sao/chuyen-den/?tu=2026-05-31&amp;den='
    assert link in response.content.decode()


@pytest.mark.parametrize("cause", ["gi-do", "MOI-DAT", "9" * 300])
def test_a_cause_that_is_none_is_not_found(page, cause):
    assert page(f"{cause}/").status_code == 404


def test_a_foreign_unit_is_not_found(world, page):
    for area in (world.sibling.area, world.province):
        assert page("", area).status_code == 404
        assert page("moi-dat/", area).status_code == 404
