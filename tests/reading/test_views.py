"""The commune sees who read the names of its people; above it one sees who read far more than usual."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.books import listed
from tests.factories import ReadingFactory, UnusualReadingFactory
from tests.pages import roles, signed_in

pytestmark = pytest.mark.django_db
LIST, UNUSUAL = "/ai-da-xem-ten/", "/ai-da-xem-ten/khac-thuong/"


@pytest.fixture
def lines(world):
    """Two people of ours read, one of them the whole commune; so did somebody next door."""
    own, hour = world.own, datetime(2026, 3, 2, 3, tzinfo=UTC)
    village, commune = (
        ReadingFactory(
            user=user, area=area, commune=own.area, hour=hour + timedelta(hours=n), people=n + 5
        )
        for n, (user, area) in enumerate([(own.member, own.village), (own.officer, own.area)])
    )
    other = world.sibling
    ReadingFactory(user=other.officer, area=other.village, commune=other.area, hour=hour)
    return [village.pk, commune.pk]


def shown(client, **asked):
    return [line.pk for line in client.get(LIST, asked).context["page"]]


@pytest.mark.parametrize(
    ("role", "of_list", "of_unusual"),
    [
        ("nobody", 302, 302),
        ("officer", 200, 200),
        ("commune_administrator", 200, 200),
        ("member", 404, 404),
        ("reviewer", 404, 200),
        ("committee", 404, 200),
        ("administrator", 404, 200),
    ],
)
def test_the_commune_reads_the_lines_and_whoever_is_above_it_the_unusual_days(
    world, role, of_list, of_unusual
):
    client = signed_in(roles(world)[role])
    pages = [client.get(at) for at in (LIST, UNUSUAL)]
    assert [page.status_code for page in pages] == [of_list, of_unusual]
    # Nobody is led from the unusual days to a list that they may not open.
    crumbs = pages[1].content.decode().partition('class="crumbs"')[2].partition("</nav>")[0]
    assert (f'href="{LIST}"' in crumbs) == (of_list == 200)


def test_list_is_of_ones_own_commune_the_newest_first(world, lines):
    client = signed_in(world.own.officer)
    assert shown(client) == lines[::-1]
    page = client.get(LIST).content.decode()
    assert "Thành Viên Tổ" in page
    assert "02/03/2026" in page
    assert "Kanarib" not in page


def test_list_is_filtered_by_person_village_and_day(world, lines):
    client, own = signed_in(world.own.officer), world.own
    village, commune = lines
    assert shown(client, nguoi=own.member.pk) == [village]
    # What was read of the whole commune may have named people of each village.
    assert shown(client, noi=own.village.pk) == [commune, village]
    assert shown(client, noi=own.villages[1].pk) == [commune]
    assert shown(client, tu="02/03/2026", den="02/03/2026") == [commune, village]
    assert shown(client, tu="03/03/2026") == []


@pytest.mark.parametrize(
    "asked",
    [
        {"nguoi": "²"},
        {"noi": "999999999999999999999"},
        {"tu": "hôm nào"},
        {"tu": "01/01/0001"},
        {"den": "31/12/9999"},
    ],
)
def test_what_cannot_be_read_filters_nothing(world, lines, asked):
    assert shown(signed_in(world.own.officer), **asked) == lines[::-1]


def test_somebody_next_door_is_offered_in_no_filter(world, lines):
    page = signed_in(world.own.officer).get(LIST, {"nguoi": world.sibling.officer.pk})
    assert [line.pk for line in page.context["page"]] == lines[::-1]
    assert "Kanarib" not in page.content.decode()


def test_summary_says_how_many_read_how_many(world, lines):
    client = signed_in(world.own.officer)
    assert (
        "2 người xem, cộng 11 lượt tên." in client.get(LIST, {"tu": "01/03/2026"}).content.decode()
    )
    ReadingFactory(
        user=world.own.member, area=world.own.village, commune=world.own.area, hour=timezone.now()
    )
    assert "có 1 người xem tên" in client.get(LIST).content.decode()


def test_list_goes_by_pages(world, lines):
    own, start = world.own, datetime(2026, 2, 1, tzinfo=UTC)
    for n in range(60):
        ReadingFactory(
            user=own.member, area=own.village, commune=own.area, hour=start + timedelta(hours=n)
        )
    client = signed_in(own.officer)
    assert len(shown(client)) == 50
    assert len(shown(client, sau=shown(client)[-1])) == 12


def test_list_is_taken_away_as_a_workbook(world, lines):
    found = listed(
        signed_in(world.own.officer).get(LIST, {"tep": "excel", "nguoi": world.own.member.pk})
    )
    assert found.said == f"Lọc: Người xem: {world.own.member.full_name}"
    assert found.heads == ["Giờ", "Người xem", "Vai trò", "Nơi", "Lượt tên"]
    assert [row[1:] for row in found.rows] == [
        [world.own.member.full_name, "Thành viên tổ", world.own.village.full_name, 5]
    ]


def test_an_unusual_day_is_told_to_the_commune_and_the_level_above(world):
    own, day = world.own, timezone.localdate()
    UnusualReadingFactory(user=own.member, commune=own.area, day=day, people=1900, usual=40)
    UnusualReadingFactory(user=world.foreign.officer, commune=world.foreign.area, day=day)
    told = f"{day:%d/%m/%Y}: {own.member.full_name} xem 1.900 lượt tên, thường ngày 40."
    assert told in signed_in(own.officer).get(LIST).content.decode()
    page = signed_in(world.administrator).get(UNUSUAL)
    assert [one.user for one in page.context["page"]] == [own.member]
    assert "Kanaril" not in page.content.decode()
    assert "Chủ Hộ" not in page.content.decode()
    found = listed(signed_in(world.administrator).get(UNUSUAL, {"tep": "excel"}))
    assert [row[1:] for row in found.rows] == [
        [own.member.full_name, "Thành viên tổ", own.area.full_name, 1900, 40]
    ]


def test_of_somebody_new_no_habit_is_said(world):
    day = timezone.localdate()
    UnusualReadingFactory(user=world.own.member, commune=world.own.area, day=day, usual=None)
    assert "chưa biết thường ngày" in signed_in(world.own.officer).get(LIST).content.decode()
    assert "—" in signed_in(world.administrator).get(UNUSUAL).content.decode()


def test_the_page_of_a_household_leads_the_commune_to_who_read_names_of_its_village(world):
    address, own = f'href="{LIST}?noi={world.own.village.pk}"', world.own
    for reader, leads in ((own.officer, True), (own.member, False)):
        page = signed_in(reader).get(f"/ho/{own.household.uuid}/").content.decode()
        assert (address in page) is leads
