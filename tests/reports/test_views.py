"""Dashboards and the day's work: their numbers, in words."""

import re

import pytest

from areas.actions import add_village
from areas.kinds import Kind, Level
from areas.models import Area
from households.actions import add_household, assess
from tests.pages import signed_in
from tests.world import ALL, Words, unit

pytestmark = pytest.mark.django_db


def words(response):
    """Return the page as it is read: one line, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def board(world, officer, only_reads):
    """Read the dashboard of our own commune."""

    def read(area=None, query="", client=officer):
        with only_reads():
            return client.get(f"/tong-quan/{(area or world.own.area).pk}/{query}")

    return read


# The dashboard


def test_dashboard_counts_the_commune_as_n_of_n(board):
    page = words(board())
    for said in (
        "2 thôn, buôn, khu phố · 3 hộ",
        "Còn 1 thôn, buôn, khu phố chưa có tổ. Còn 2 hộ chưa có người biết đủ năm kỹ năng số.",
        "50,0 % 1 / 2 thôn",
        "33,3 % 1 / 3 hộ",
        "66,7% hộ đã khảo sát (2/3)",
        "Trên hộ đã khảo sát 50,0%",
        "Trong số còn thiếu có 1 hộ chưa khảo sát.",
    ):
        assert said in page


def test_dashboard_says_all_only_when_all(world, board):
    for household in world.own.households[1:]:
        assess(by=world.own.officer, resident=household.residents.get(is_head=True), results=ALL)
    assert "50,0 % 1 / 2 thôn" in words(board())
    world.found(world.own.officer, world.own.villages[1], Words(""))
    page = words(board())
    for said in (
        "100,0 % 2 / 2 thôn",
        "100,0 % 3 / 3 hộ",
        "Cả 2 thôn, buôn, khu phố đều có tổ. Hộ nào cũng có người biết đủ năm kỹ năng số.",
    ):
        assert said in page


def test_dashboard_of_nothing_says_nothing_instead_of_nought_percent(world, board):
    empty = unit(world.district, Level.COMMUNE, Kind.XA, "Trống", "22999")
    page = words(board(empty, client=signed_in(world.reviewer)))
    for said in ("Chưa có thôn, chưa có hộ nào trong sổ.", "— 0 / 0 thôn", "— 0 / 0 hộ"):
        assert said in page
    assert "0,0%" not in page


def test_dashboard_of_a_village_without_households(world, board):
    page = words(board(world.own.villages[1]))
    assert "Thôn chưa có tổ. Chưa có hộ nào trong sổ." in page


def children(response):
    return [child.area.full_name for child in response.context["board"].children]


def test_dashboard_of_a_province_without_districts_lists_its_communes(world, board):
    client = signed_in(world.committee)
    assert children(board(world.province, client=client)) == ["Huyện Nhà"]
    Area.unscoped.filter(pk=world.district.pk).update(closed_on="2026-01-01")
    listed = children(board(world.province, client=client))
    assert sorted(listed) == ["Xã Của Ta", "Xã Láng Giềng Kanarib00"]


def test_dashboard_lists_the_furthest_from_the_target_first_and_unknown_last(world, board):
    by, commune = world.own.officer, world.own.area
    behind = add_village(by=by, commune=commune, kind=Kind.THON, name="Xa Nhất")
    add_household(by=by, village=behind, head_name="Hộ Một")
    assert children(board()) == ["Thôn Xa Nhất", "Thôn Của Ta 01", "Thôn Của Ta 02"]


def test_dashboard_folds_a_long_list_and_opens_it_when_asked(world, board):
    for number in range(3, 22):
        add_village(
            by=world.own.officer, commune=world.own.area, kind=Kind.THON, name=f"Thôn {number:02}"
        )
    shown = {query: rows(board(query=query)) for query in ("", "?tat-ca=1", "?tat-ca=²")}
    assert shown == {"": 10, "?tat-ca=1": 21, "?tat-ca=²": 10}
    assert "Xem cả 21 đơn vị" in words(board())


def rows(response):
    table = response.content.decode().split('id="con"')[1].split("<tbody>")[1].split("</tbody>")[0]
    return table.count("<tr>")


def test_dashboard_says_whom_to_call(world, board):
    officer = world.own.officer
    officer.phone, officer.title = "0905 123 456", "Công chức văn hoá"
    officer.save()
    page = board()
    calls = page.context["board"].calls
    assert [(c.commune, c.villages, c.officer) for c in calls] == [
        (world.own.area, [world.own.villages[1]], officer)
    ]
    assert '<a class="btn s call" href="tel:0905123456"' in page.content.decode()
    for said in ("1 thôn Của Ta 02", "Cán Bộ Xã Công chức văn hoá", "chạm tới 1/1 thôn còn thiếu"):
        assert said in words(page)


def test_dashboard_says_where_there_is_nobody_to_call(world, board):
    type(world.own.officer).unscoped.filter(pk=world.own.officer.pk).update(role="committee")
    assert "Chưa có tài khoản công chức xã" in words(board(client=signed_in(world.own.officer)))


@pytest.mark.parametrize("key", ["²", "9" * 30, "9" * 5000, "0", "%00"])
def test_dashboard_of_a_key_that_is_none_is_not_found(officer, key):
    assert officer.get(f"/tong-quan/{key}/").status_code == 404


def test_dashboard_outside_the_territory_is_not_found(world, officer):
    outside = (world.district, world.province, world.sibling.area, world.foreign.area)
    assert [officer.get(f"/tong-quan/{a.pk}/").status_code for a in outside] == [404] * 4


def test_villages_without_a_team_are_all_listed(world, officer, only_reads):
    with only_reads():
        response = officer.get(f"/tong-quan/{world.own.area.pk}/thon-chua-co-to/")
    assert list(response.context["page"]) == [world.own.villages[1]]
    assert "1 thôn chưa có tổ ở xã Của Ta" in words(response)


# The day's work


def tasks(response):
    page = response.content.decode().split('class="tasks"')[1].split("</ul>")[0]
    return re.findall(r'<a href="([^"]+)"', page)


def test_today_names_what_is_missing_and_leads_to_it(world, officer, only_reads):
    with only_reads():
        response = officer.get("/viec/")
    assert tasks(response) == [
        f"/to/moi/?thon={world.own.villages[1].pk}",
        f"/thon/{world.own.village.pk}/ho/?loc=chua-khao-sat",
    ]
    for said in ("Lập tổ thôn Của Ta 02", "Tiếp tục ở Thôn Của Ta 01, còn 1 hộ", "1/3 · 33,3%"):
        assert said in words(response)


def test_today_leads_each_task_to_the_village_that_has_it(world, officer):
    by, (first, second) = world.own.officer, world.own.villages
    add_household(by=by, village=second, head_name="Gần Đủ", results=[2, 2, 2, 2, 0])
    assert tasks(officer.get("/viec/"))[1:] == [
        f"/thon/{first.pk}/ho/?loc=chua-khao-sat",
        f"/thon/{second.pk}/ho/?loc=thieu-1",
    ]


def test_today_offers_the_list_when_several_villages_lack_a_team(world, officer):
    add_village(by=world.own.officer, commune=world.own.area, kind=Kind.THON, name="Nữa")
    assert tasks(officer.get("/viec/"))[0] == "/to/?tinh-trang=none"


def test_today_of_a_member_asks_for_no_team(world):
    response = signed_in(world.own.member).get("/viec/")
    assert tasks(response) == [f"/thon/{world.own.village.pk}/ho/?loc=chua-khao-sat"]


def test_today_says_when_nothing_is_due(world, officer):
    world.found(world.own.officer, world.own.villages[1], Words(""))
    last = world.own.households[2].residents.get(is_head=True)
    assess(by=world.own.officer, resident=last, results=ALL)
    assert "Hôm nay không có việc đến hạn" in words(officer.get("/viec/"))


def test_today_of_an_empty_commune_starts_with_its_villages(world):
    empty = unit(world.district, Level.COMMUNE, Kind.XA, "Trống", "22999")
    newcomer = world.person("moi-toi", "officer", empty)
    assert tasks(signed_in(newcomer).get("/viec/")) == [f"/dia-ban/{empty.pk}/thon-moi/"]
    member = world.person("to-moi", "member", empty)
    assert tasks(signed_in(member).get("/viec/")) == []
