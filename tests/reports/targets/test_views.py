"""The page of targets: what is shown, who may set, change and withdraw, and what is refused."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from figures.indicators import ACTIVE, TEAMS
from reports.models import Target
from tests.pages import signed_in, words
from tests.world import World

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
SOON = TODAY + timedelta(days=35)
FORM = {
    "indicator": "ho-dat",
    "level": "62,5",
    "due_on": f"{SOON:%d/%m/%Y}",
    "document": "640/UBND-KGVX",
    "document_on": "05/05/2026",
}


def that_day():
    return time_machine.travel(datetime(2026, 6, 1, 3, tzinfo=UTC), tick=False)


@pytest.fixture(autouse=True)
def _on_that_day():
    with that_day():
        yield


@pytest.fixture(scope="module")
def kept_world(keep):
    """Make the small world on that day; one made on another is made anew in each test."""
    with that_day():
        return keep(World.build)


def errors(response):
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def held(area):
    rows = Target.unscoped.filter(withdrawn_at=None, area=area)
    return [(one.indicator, float(one.level)) for one in rows]


@pytest.fixture
def reviewer(world):
    return signed_in(world.reviewer)


@pytest.fixture
def page(world, only_reads):
    """Read the page of a unit, as its committee or as another."""
    committee = signed_in(world.committee)

    def read(area=None, query=None, client=committee):
        asked = f"?nam={SOON.year}" if query is None else query
        with only_reads():
            return client.get(f"/chi-tieu/{(area or world.province).pk}/{asked}")

    return read


@pytest.fixture
def aimed(world):
    """Set targets of the province that are due soon, and a lower one of our commune."""
    world.aim(world.province, "8/KH", 100, TEAMS, SOON)
    world.aim(world.province, "9/KH", 80, due=SOON)
    world.aim(world.own.area, "10/KH", 60, due=SOON)
    return world


# What is shown


def test_each_indicator_shows_level_day_document_and_standing(aimed, page):
    said = words(page())
    for part in (
        "Thôn có tổ 8/KH, 05/01/2026 100%",
        "50,0% 2/4 thôn 2 thôn",
        "33,3–100% 2/6 hộ 3 hộ",
        "Thôn có tổ đang hoạt động Chưa đặt",
        "Còn 5 tuần đến",
        "0/2 chỉ tiêu đã đạt hoặc kịp nếu giữ nhịp",
    ):
        assert part in said


def test_a_unit_without_its_own_says_whose_target_holds(aimed, page):
    said = words(page(aimed.district))
    assert "Theo mức của tỉnh Nhà" in said
    assert "Thấp hơn" not in said.split("từng đơn vị trực thuộc")[0]


def test_a_lower_one_of_its_own_is_marked(aimed, page):
    said = words(page(aimed.own.area))
    assert "10/KH, 05/01/2026 Đặt riêng: Thấp hơn tỉnh Nhà (80%) 60%" in said


def rows(response):
    return [(line.area.name, line.in_force.own) for line in response.context["page"]]


def test_the_units_below_stand_in_a_table_and_are_filtered(aimed, page):
    year = f"?nam={SOON.year}"
    assert rows(page(aimed.district, year)) == [
        ("Láng Giềng Kanarib00", False),
        ("Của Ta", True),
    ]
    assert rows(page(aimed.district, f"{year}&loc=rieng")) == [("Của Ta", True)]
    assert rows(page(aimed.district, f"{year}&loc=theo")) == [("Láng Giềng Kanarib00", False)]
    teams = page(aimed.district, f"{year}&chi-tieu=thon-co-to&loc=rieng")
    assert "Không tìm thấy đơn vị nào phù hợp." in words(teams)


@pytest.mark.parametrize("query", ["?nam=1", "?nam=²", "?nam=", "?chi-tieu=ky-nang-1&loc=x", ""])
def test_a_choice_that_is_none_shows_this_year_and_the_second_target(aimed, page, query):
    board = page(query=query).context["board"]
    assert (board.year, board.chosen.key) == (TODAY.year, "ho-dat")


def test_another_year_has_targets_of_its_own(aimed, page):
    next_year = TODAY.year + 1
    aimed.aim(aimed.province, "11/KH", 90, due=SOON.replace(year=next_year, month=12, day=30))
    found = page(query=f"?nam={next_year}").context["board"].lines
    assert [float(line.in_force.target.level) for line in found if line.in_force][-1] == 90


def test_a_unit_without_any_target_says_so(world, page):
    said = words(page(world.foreign.area, "", client=signed_in(world.foreign.officer)))
    assert "Chưa có chỉ tiêu nào cho năm này." in said
    assert said.count("Đặt chỉ tiêu") == said.count("Đặt chỉ tiêu và thời hạn")  # that is the guide


def test_a_reader_sees_no_form(aimed, page):
    main = page().content.decode().split('id="main"')[1].split("</main>")[0]
    assert "<form" not in main.replace('<form novalidate class="row noprint" method="get">', "")


@pytest.mark.parametrize("role", ["committee", "officer", "member"])
def test_only_reviewers_and_administrators_set_targets(aimed, role):
    people = {
        "committee": aimed.committee,
        "officer": aimed.own.officer,
        "member": aimed.own.member,
    }
    client, own = signed_in(people[role]), Target.unscoped.get(area=aimed.own.area)
    for address in (
        f"/chi-tieu/{aimed.own.area.pk}/dat/",
        f"/chi-tieu/muc/{own.pk}/",
        f"/chi-tieu/muc/{own.pk}/rut/",
    ):
        assert client.post(address, {**FORM, "version": 1}).status_code == 404
    assert held(aimed.own.area) == [("ho-dat", 60.0)]


# Setting, changing, withdrawing


def test_a_reviewer_sets_a_lower_target_and_is_told_so(aimed, reviewer):
    other = aimed.sibling.area
    response = reviewer.post(f"/chi-tieu/{other.pk}/dat/", FORM, follow=True)
    assert held(other) == [("ho-dat", 62.5)]
    assert response.redirect_chain[0][0] == f"/chi-tieu/{other.pk}/?nam={SOON.year}"
    assert "Thấp hơn mức 80% của Tỉnh Nhà; các bảng ghi “Thấp hơn”." in words(response)


def test_the_form_sent_twice_sets_one_target(world, reviewer):
    answers = [reviewer.post(f"/chi-tieu/{world.own.area.pk}/dat/", FORM) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert held(world.own.area) == [("ho-dat", 62.5)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("indicator", "ky-nang-1"),
        ("level", "0"),
        ("level", "-1"),
        ("level", "100,1"),
        ("level", "70,25"),
        ("level", "NaN"),
        ("level", ""),
        ("due_on", "05/05/2026"),
        ("due_on", "31/12/2226"),
        ("due_on", "31/02/2026"),
        ("document", ""),
        ("document", "a\x00"),
        ("document_on", f"{TODAY + timedelta(days=1):%d/%m/%Y}"),
        ("document_on", ""),
    ],
)
def test_the_form_says_which_field_is_wrong(world, reviewer, field, value):
    response = reviewer.post(f"/chi-tieu/{world.own.area.pk}/dat/", {**FORM, field: value})
    assert list(errors(response)) == [field]
    assert held(world.own.area) == []


def test_a_second_level_for_the_same_day_is_said_beside_the_day(aimed, reviewer):
    response = reviewer.post(f"/chi-tieu/{aimed.own.area.pk}/dat/", FORM)
    assert errors(response) == {
        "due_on": ["Đơn vị đã có chỉ tiêu này với hạn này: 60%, 10/KH. Sửa chỉ tiêu ấy."]
    }


@pytest.fixture
def own(aimed):
    return Target.unscoped.get(area=aimed.own.area)


def test_a_change_is_filled_in_and_replaces(aimed, reviewer, own):
    address = f"/chi-tieu/muc/{own.pk}/"
    form = reviewer.get(address).context["form"]
    assert (float(form["level"].value()), form["document"].value()) == (60, "10/KH")
    assert reviewer.post(address, {**FORM, "version": 1}).status_code == 302
    assert held(aimed.own.area) == [("ho-dat", 62.5)]


def test_a_change_sent_twice_changes_once(aimed, reviewer, own):
    address = f"/chi-tieu/muc/{own.pk}/"
    answers = [reviewer.post(address, {**FORM, "version": 1}).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert Target.unscoped.filter(area=aimed.own.area).count() == 2


def test_a_change_over_somebody_elses_shows_both(aimed, reviewer, own):
    address = f"/chi-tieu/muc/{own.pk}/"
    reviewer.post(address, {**FORM, "level": "65", "version": 1})
    response = reviewer.post(address, {**FORM, "level": "75", "version": 1})
    assert "vừa được người khác sửa, nay là 65%" in words(response)
    assert response.context["form"]["level"].value() == "75"
    assert held(aimed.own.area) == [("ho-dat", 65.0)]
    now = response.context["target"]
    reviewer.post(f"/chi-tieu/muc/{now.pk}/", {**FORM, "level": "75", "version": now.version})
    assert held(aimed.own.area) == [("ho-dat", 75.0)]


def test_a_change_of_what_was_withdrawn_offers_to_set_it_again(aimed, reviewer, own):
    reviewer.post(f"/chi-tieu/muc/{own.pk}/rut/", {"version": 1})
    response = reviewer.post(f"/chi-tieu/muc/{own.pk}/", {**FORM, "version": 1})
    assert "vừa được người khác rút. Lưu thì đặt lại." in words(response)
    assert f'action="/chi-tieu/{aimed.own.area.pk}/dat/"' in response.content.decode()
    assert reviewer.get(f"/chi-tieu/muc/{own.pk}/").status_code == 302


def test_a_change_onto_another_day_that_is_taken_is_refused(aimed, reviewer, own):
    later = aimed.aim(aimed.own.area, "11/KH", 70, due=SOON + timedelta(days=1))
    response = reviewer.post(f"/chi-tieu/muc/{later.pk}/", {**FORM, "version": 1})
    assert list(errors(response)) == ["due_on"]
    wrong = reviewer.post(f"/chi-tieu/muc/{own.pk}/", {**FORM, "level": "", "version": 1})
    assert list(errors(wrong)) == ["level"]


@pytest.mark.parametrize("version", ["2", "", "²", "9" * 30])
def test_withdrawing_what_was_not_seen_withdraws_nothing(aimed, reviewer, own, version):
    response = reviewer.post(f"/chi-tieu/muc/{own.pk}/rut/", {"version": version}, follow=True)
    assert "vừa được sửa hoặc rút" in words(response)
    assert held(aimed.own.area) == [("ho-dat", 60.0)]


def test_withdrawing_leaves_the_target_of_above_and_the_row_in_the_list(aimed, reviewer, own):
    response = reviewer.post(f"/chi-tieu/muc/{own.pk}/rut/", {"version": 1}, follow=True)
    said = words(response)
    assert "Đã rút chỉ tiêu." in said
    assert "Theo mức của tỉnh Nhà" in said
    assert f"Đã thay hoặc rút {TODAY:%d/%m/%Y}" in said


def test_an_indicator_of_no_figures_is_unknown(world, page):
    empty = world.own.villages[1]
    world.aim(empty, "12/KH", 80, due=SOON)
    world.aim(empty, "12/KH", 75, ACTIVE, SOON)
    said = words(page(empty))
    assert "— 0/0 hộ — Chưa đủ số liệu" in said
