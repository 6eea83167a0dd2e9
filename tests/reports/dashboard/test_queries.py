"""The dashboard of every level: its numbers in words, and each number a way to the rows behind it."""

import re

import pytest
from django.utils import timezone

from areas.actions import add_village, recount_villages
from areas.dated import last_day
from areas.kinds import Kind, Level
from areas.models import Area
from figures.models import Snapshot
from figures.months import finished
from households.declarations.actions import declare, declare_complete
from households.register.actions import add_household
from households.survey.actions import assess
from reports.models import Target
from reports.page_cache import CACHE
from rollup.models import CommuneCount, VillageCount
from tests.pages import roles, signed_in, words
from tests.proving import share_of_today
from tests.reports import tree
from tests.world import ALL, NOTHING, Words, unit

pytestmark = pytest.mark.django_db
# Session, person, demo or not, the unit, key of the page, two for the units below, three for
# calls, one for targets, one for months.
PROVINCE_QUERIES = 11


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


def test_dashboard_counts_the_commune_as_n_of_n(board):
    page = words(board())
    for said in (
        "2 thôn · 3 hộ",
        "Còn 1 thôn chưa có tổ. 33,3% (1/3) – 100,0% (3/3) hộ có người biết đủ năm kỹ năng số: 1 hộ chưa",
        "50,0 % 1 / 2 thôn",
        "33,3 % – 100,0 % 1 / 3 hộ – 3/3",
        "66,7% hộ đã khảo sát (2/3)",
        "Trên hộ đã khảo sát: 50,0% (1/2). Cả hộ gộp lại: 33,3–100% (1/3); trên hộ đã khảo sát 50,0% (1/2).",
        "Còn thiếu 2 hộ .",
        "Tổ đang hoạt động: 1/2 (50,0%).",
    ):
        assert said in page


def test_the_head_counts_the_villages_that_the_rate_is_of(world, board):
    """Declared ones that are in no register yet, too, as its households."""
    declare(by=world.own.officer, area=world.own.area, villages=5, source="Xã")
    page = words(board())
    assert "5 thôn · 3 hộ" in page
    assert "1 / 5 thôn" in page


def test_dashboard_says_all_only_when_all(world, board):
    by, second = world.own.officer, world.own.villages[1]
    for household in world.own.households[1:]:
        assess(by=world.own.officer, resident=household.residents.get(is_head=True), results=ALL)
    assert "50,0 % 1 / 2 thôn" in words(board())
    world.found(by, second, Words(""))
    page = words(board())
    assert "2/2 thôn đã nhập có tổ; danh sách thôn chưa chắc đã đủ. 3/3 hộ trong sổ có" in page
    declare(by=by, area=world.own.area, villages=2, source="Xã")
    assert "Cả 2 thôn đều có tổ. 3/3 hộ trong sổ có" in words(board())
    assert "1 thôn chưa có hộ nào trong sổ, nên chưa nói được tỷ lệ chung." in page
    assert "100,0 % 3 / 3" not in page
    assert "Hộ nào cũng" not in page
    add_household(by=by, village=second, head_name="Hộ Bốn", birth_year=1980, results=ALL)
    page = words(board())
    assert "2 sổ chưa ghi là đủ và chưa ai khai báo có bao nhiêu hộ." in page
    assert "100,0 % 4 / 4 hộ" not in page
    for village in world.own.villages[:2]:
        declare_complete(by=by, area=village)
    page = words(board())
    for said in (
        "100,0 % 2 / 2 thôn",
        "100,0 % 4 / 4 hộ",
        "Cả 2 thôn đều có tổ. Hộ nào cũng có người biết đủ năm kỹ năng số.",
    ):
        assert said in page


def test_dashboard_of_nothing_says_nothing_instead_of_nought_percent(world, board):
    empty = unit(world.district, Level.COMMUNE, Kind.XA, "Trống", "22999")
    recount_villages(empty)
    page = words(board(empty, client=signed_in(world.reviewer)))
    assert "Xã chưa bắt đầu : chưa cấp tài khoản." in page
    for said in ("Chưa có thôn, chưa có hộ nào trong sổ.", "— 0 / 0 thôn", "— 0 / 0 hộ"):
        assert said in page
    # Nought missing of nought would read as done.
    assert "Còn thiếu 0 hộ" not in page
    # Of 50,0% it is a part.
    assert not re.search(r"(?<!\d)0,0%", page)


def test_dashboard_of_a_village_without_households(world, board):
    page = words(board(world.own.villages[1]))
    assert "Thôn chưa có tổ. Chưa có hộ nào trong sổ." in page


def children(response):
    return [child.full_name for child in response.context["board"].units.children]


def test_dashboard_of_a_province_without_districts_lists_its_communes(world, board):
    client = signed_in(world.committee)
    assert children(board(world.province, client=client)) == ["Huyện Nhà"]
    Area.unscoped.filter(pk=world.district.pk).update(closed_on="2026-01-01")
    CACHE.clear()
    listed = children(board(world.province, client=client))
    assert sorted(listed) == ["Xã Của Ta", "Xã Láng Giềng Kanarib00"]


def test_dashboard_lists_the_furthest_from_the_target_first_and_unknown_last(world, board):
    by, commune = world.own.officer, world.own.area
    behind = add_village(by=by, commune=commune, kind=Kind.THON, name="Xa Nhất")
    home = add_household(by=by, village=behind, head_name="Hộ Một")
    assert children(board()) == ["Thôn Của Ta 01", "Thôn Của Ta 02", "Thôn Xa Nhất"]
    assess(by=by, resident=home.residents.get(), results=NOTHING)
    assert children(board()) == ["Thôn Xa Nhất", "Thôn Của Ta 01", "Thôn Của Ta 02"]


def test_dashboard_folds_a_long_list_into_its_first_ten(world, board):
    for number in range(3, 22):
        add_village(
            by=world.own.officer, commune=world.own.area, kind=Kind.THON, name=f"Thôn {number:02}"
        )
    page = board()
    assert rows(page) == 10
    # Of most of them nothing is known, so they are no ten lowest.
    assert "Mười nơi đầu danh sách" in words(page)
    assert "Xem cả 21 đơn vị" in words(page)
    # The list of all of them has every one as a dot.
    everything = board(query="con/").content.decode()
    assert '<svg class="strip"' in everything


def test_a_short_list_is_shown_whole_and_without_a_strip(board):
    assert rows(board()) == 2
    assert '<svg class="strip"' not in board(query="con/").content.decode()


def rows(response):
    table = response.content.decode().split('id="con"')[1].split("<tbody>")[1].split("</tbody>")[0]
    return table.count("<tr")


def test_dashboard_says_whom_to_call(world, board):
    officer = world.own.officer
    officer.phone, officer.title = "0905 123 456", "Công chức văn hóa"
    officer.save()
    client = signed_in(world.reviewer)
    page = board(world.district, client=client)
    calls = page.context["board"].calls[:1]
    assert [(c.commune.pk, [v.pk for v in c.villages], c.officer) for c in calls] == [
        (world.own.area.pk, [world.own.villages[1].pk], officer)
    ]
    assert 'href="tel:0905123456"' in page.content.decode()
    for said in (
        "Xã Của Ta 1 thôn chưa có tổ",
        "Cán Bộ Xã Công chức văn hóa",
    ):
        assert said in words(page)
    # An officer is not told to phone themselves.
    own = board()
    assert 'class="call-list"' not in own.content.decode()
    assert own.context["board"].calls == []


def test_dashboard_says_where_there_is_nobody_to_call(world, board):
    type(world.own.officer).unscoped.filter(pk=world.own.officer.pk).update(role="committee")
    page = board(world.district, client=signed_in(world.reviewer))
    assert "Chưa có ai Chưa có tài khoản công chức xã" in words(page)


@pytest.mark.parametrize("key", ["²", "9" * 30, "9" * 5000, "0", "%00"])
def test_dashboard_of_a_key_that_is_none_is_not_found(officer, key):
    assert officer.get(f"/tong-quan/{key}/").status_code == 404


def test_dashboard_outside_the_territory_is_not_found(world, officer):
    outside = (world.district, world.province, world.sibling.area, world.foreign.area)
    assert [officer.get(f"/tong-quan/{a.pk}/").status_code for a in outside] == [404] * 4


# The order of the table


def sorted_heads(response):
    heads = re.findall(
        r'<th scope="col"([^>]*)>\s*<a href="([^"]*)">([^<]*)</a>', response.content.decode()
    )
    return [(href, label) for more, href, label in heads if "aria-sort" in more]


def test_the_table_says_by_which_column_it_is_ordered_and_turns_round_on_a_second_click(board):
    assert sorted_heads(board()) == [("?xep=-ho-dat#con", "Hộ đạt ▲")]
    assert sorted_heads(board(query="?xep=-ho-dat")) == [("?xep=ho-dat#con", "Hộ đạt ▼")]
    assert sorted_heads(board(query="?xep=sai")) == [("?xep=-ho-dat#con", "Hộ đạt ▲")]


def test_an_order_by_what_the_table_does_not_show_brings_its_column(board):
    page = board(query="?xep=ky-nang-4")
    assert sorted_heads(page) == [("?xep=-ky-nang-4#con", "Tự bảo vệ ▲")]
    assert 'data-l="Tự bảo vệ"' in page.content.decode()


# What is uncertain is said


def test_households_declared_where_there_is_no_roster_are_in_the_whole_and_marked(world, board):
    declare(by=world.own.officer, area=world.own.villages[1], households=97, source="Trưởng thôn")
    page = words(board())
    for said in (
        "2 thôn · 100 hộ",
        "1,0 % – 100,0 % 1 / 100 hộ – 100/100",
        "1,0% (1/100) – 100,0% (100/100) hộ có người biết đủ năm kỹ năng số: 98 hộ chưa khảo sát.",
        "Mẫu số gồm 97 hộ đã khai báo mà chưa có trong sổ.",
    ):
        assert said in page
    assert "0/97 · 97 hộ khai báo" in words(board(query="con/"))


def test_standings_nobody_looked_at_again_are_counted_and_said_apart(world, board):
    for model, pk in ((VillageCount, world.own.village.pk), (CommuneCount, world.own.area.pk)):
        model.unscoped.filter(pk=pk).update(old=2)
    assert "2 /2 hộ đã khảo sát quá 12 tháng chưa rà soát" in words(board())


def test_no_range_is_said_once_nearly_all_are_surveyed(world, board):
    assess(
        by=world.own.officer,
        resident=world.own.households[2].residents.get(is_head=True),
        results=ALL,
    )
    assert "33,3 % –" not in words(board())


def test_a_unit_of_few_households_is_grey_and_says_so(world, board, settings):
    assert "ít hộ" in words(board())
    settings.SMALL_UNIT_HOUSEHOLDS = 0
    CACHE.clear()
    assert "ít hộ" not in words(board()).split("Cách tính")[0]


# Names and what is left to do lead to their rows; what is done leads nowhere


def addresses(response):
    main = response.content.decode().split("<main")[1].split("</main>")[0]
    found = set(re.findall(r'href="(/[^"#]*|\?[^"#]*)', main))
    page = response.request["PATH_INFO"]
    return {(page + a if a.startswith("?") else a).replace("&amp;", "&") for a in found}


@pytest.mark.parametrize(
    "role",
    share_of_today(["officer", "member", "committee", "commune_administrator", "reviewer"], of=3),
)
def test_every_number_leads_somewhere_that_opens_for_this_reader(world, role):
    client, tried = signed_in(roles(world)[role]), set()
    for area in (world.province, world.district, world.own.area, world.own.village):
        for page in (f"/tong-quan/{area.pk}/", f"/tong-quan/{area.pk}/con/"):
            answer = client.get(page)
            if answer.status_code == 200:
                found = addresses(answer) - tried
                closed = {a for a in found if client.get(a, follow=True).status_code != 200}
                assert (page, closed) == (page, set())
                tried |= found


def test_numbers_of_households_lead_into_the_roster_only_for_those_who_may_read_names(world):
    village = world.own.village
    page = signed_in(world.own.officer).get(f"/tong-quan/{world.own.area.pk}/").content.decode()
    assert f'href="/thon/{village.pk}/ho/?loc=chua-khao-sat"' in page
    for reader in (world.committee, world.reviewer):
        page = signed_in(reader).get(f"/tong-quan/{world.own.area.pk}/").content.decode()
        assert "/ho/" not in page.split("<main")[1]


def test_numbers_of_villages_lead_to_lists_of_villages(world, board):
    page = board(world.province, client=signed_in(world.committee)).content.decode()
    place = world.province.pk
    for address in (
        f"/tong-quan/{place}/thon-chua-co-to/",
        f"/tong-quan/{place}/con/?xep=-thieu-dat",
    ):
        assert f'href="{address}"' in page
    assert "tinh-trang=co-to" not in page
    assert "tinh-trang=hoat-dong" not in page


# Targets and the past


def test_without_a_target_and_without_a_past_neither_is_spoken_of(world, board):
    Target.unscoped.update(withdrawn_at=timezone.now())
    page = words(board())
    assert "Chỉ tiêu 80%" not in page
    assert "So với 3" not in page
    assert "Thiếu 2 hộ" not in page


def test_a_target_is_said_with_what_is_missing_to_it_and_drawn_as_a_tick(world, board):
    page = board()
    for said in (
        "2 hộ nữa mới tới chỉ tiêu 80%.",
        f"Thiếu 2 hộ để đạt 80% vào 31/12/{world.target.due_on.year}",
    ):
        assert said in words(page)
    assert '<rect x="80.0%" width="3" height="16"' in page.content.decode()


def test_the_change_since_last_month_is_said_in_households(world, board):
    month = finished(timezone.localdate(), 1)[0]
    Snapshot.unscoped.create(
        area=world.own.area,
        month=month,
        villages=2,
        with_team=2,
        households=3,
        expected=3,
        covered=0,
    )
    page = words(board())
    assert f"So với {last_day(month):%d/%m}: +1" in page
    assert f"So với {last_day(month):%d/%m}: −1" in page


def test_six_months_make_a_line_and_two_do_not(world, board):
    for number, month in enumerate(finished(timezone.localdate(), 6)):
        if number == 1:
            continue
        for place in (world.own.area, world.own.village):
            homes = {"households": 9, "expected": 9, "surveyed": 9, "covered": number}
            Snapshot.unscoped.create(area=place, month=month, **homes)
    last = world.own.households[2].residents.get(is_head=True)
    # Too little is known today to draw a line to it.
    assert "→" not in board().content.decode()
    assert "6 tháng qua" in words(board())
    assess(by=world.own.officer, resident=last, results=NOTHING)
    page = board()
    assert page.content.decode().count('aria-label="0,0% → 33,3%"') == 1
    assert "6 tháng qua" in words(page)


# The same cost however many there are below


@pytest.mark.parametrize("count", [3, 30])
def test_a_dashboard_costs_the_same_number_of_queries_at_any_size(
    world, count, django_assert_num_queries
):
    province, _communes = tree.many(1, count)
    client = signed_in(world.root)
    client.get("/cach-tinh/")
    with django_assert_num_queries(PROVINCE_QUERIES):
        assert client.get(f"/tong-quan/{province.pk}/").status_code == 200


def test_a_dashboard_of_110_communes_is_light(world):
    province, _communes = tree.many(1, 110)
    client = signed_in(world.root)
    for page in (f"/tong-quan/{province.pk}/", f"/tong-quan/{province.pk}/con/"):
        answer = client.get(page, headers={"accept-encoding": "gzip"})
        assert len(answer.content) <= 25 * 1024
