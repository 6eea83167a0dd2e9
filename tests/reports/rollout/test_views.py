"""The board on the page: what it says, whom it lists, what it costs, and what a commune sees of itself."""

import re

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from areas.actions import recount_villages
from figures.adoption import Step
from reports.calls.actions import record_call
from reports.models import Contact
from reports.page_cache import CACHE
from reports.rollout.queries.board import counted, rows_of
from reports.rollout.queries.listing import ALIKE
from reports.rollout.queries.words import reminder
from rollup.counts import lock
from tests.books import listed
from tests.factories import (
    CommuneFactory,
    CountryFactory,
    ProvinceFactory,
    UserFactory,
    VillageFactory,
)
from tests.pages import signed_in
from tests.reports.registers import counted as commune_with

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def words_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


class Place:
    """A province with one commune on each of four steps, and its committee."""

    def __init__(self):
        self.province = ProvinceFactory(parent=CountryFactory(), name="An Khởi")
        self.bare, self.invited, self.listed = CommuneFactory.create_batch(3, parent=self.province)
        lock([self.bare, self.invited, self.listed])
        self.begun = commune_with(self.province, (40, 10), (20, 20))
        for commune in (self.invited, self.begun):
            self.officer(commune)
        VillageFactory(parent=self.listed)
        recount_villages(self.listed)
        self.committee = UserFactory(area=self.province, role=Role.COMMITTEE)
        self.reader = signed_in(self.committee)

    def officer(self, commune):
        return UserFactory(area=commune, role=Role.OFFICER, last_login=None, phone="0905 123")

    def page(self, query="", area=None):
        found = self.reader.get(f"/trien-khai/{(area or self.province).pk}/{query}")
        assert found.status_code == 200
        return found

    def listed_on(self, query):
        return {row.commune.pk for row in self.page(query).context["page"]}


@pytest.fixture
def place(db):
    return Place()


def test_the_board_of_a_province_says_how_many_have_begun(place):
    said = words_of(place.page())
    assert "1/4 (25,0%) xã, phường đã có hộ trong sổ ." in said.replace("sổ.", "sổ .")
    assert "Còn 3 nơi chưa bắt đầu" in said
    assert "0/4 nơi sổ đã đủ" in said
    steps = {row.commune.pk: row.step for row in rows_of(place.province)}
    assert steps == {
        place.bare.pk: Step.NO_ACCOUNT,
        place.invited.pk: Step.NOT_SIGNED_IN,
        place.listed.pk: Step.NO_HOUSEHOLD,
        place.begun.pk: Step.BEGUN,
    }


def test_a_step_that_was_jumped_over_is_said_not_taken(place):
    # Villages came by a file and nobody has an account: further on, and two steps are missing.
    row = next(row for row in rows_of(place.province) if row.commune.pk == place.listed.pk)
    assert [cell.state for cell in row.cells] == [
        "not-yet",
        "not-yet",
        "done",
        "not-yet",
        "not-yet",
    ]
    assert [cell.words for cell in row.cells] == ["—", "—", "1", "—", "0/1"]
    assert counted(rows_of(place.province)).past == {
        Step.NO_ACCOUNT: 2,
        Step.NOT_SIGNED_IN: 0,
        Step.NO_VILLAGE: 2,
        Step.NO_HOUSEHOLD: 1,
        Step.BEGUN: 0,
    }


def test_filters_keep_communes_by_step_by_what_is_lacking_by_contact_and_by_name(place):
    record_call(by=place.committee, commune=place.bare, outcome=Contact.Outcome.NO_ANSWER)
    idle = {place.bare.pk, place.invited.pk, place.listed.pk}
    assert place.listed_on("?buoc=chua-bat-dau") == idle
    assert place.listed_on("?buoc=chua-dang-nhap") == {place.invited.pk}
    assert place.listed_on("?thieu=tai-khoan") == {place.bare.pk, place.listed.pk}
    assert place.listed_on("?lien-he=khong-nghe-may") == {place.bare.pk}
    assert place.listed_on(f"?q={place.begun.name}") == {place.begun.pk}
    assert place.listed_on("?buoc=khong-co&thieu=khong-co&lien-he=x&xep=x") == idle | {
        place.begun.pk
    }


def test_order_by_fewest_steps_puts_the_furthest_from_beginning_first(place):
    page = place.page("?xep=it-buoc").context["page"]
    assert [row.step for row in page] == sorted(row.step for row in page)
    assert next(iter(page)).commune.pk == place.bare.pk


def test_communes_that_stand_alike_are_one_line_that_opens_just_them(place):
    lock(more := CommuneFactory.create_batch(ALIKE, parent=place.province))
    called = more[0]
    record_call(by=place.committee, commune=called, outcome=Contact.Outcome.NO_ANSWER)
    # Of few each has its line.
    assert (page := place.page()).context["alike"] == []
    assert len(page.context["page"]) == 4 + ALIKE
    lock([CommuneFactory(parent=place.province)])
    for order in ("ten", "it-buoc"):
        page = place.page(f"?xep={order}")
        (alike,) = page.context["alike"]
        # One to which somebody spoke stands alone, and so does whoever has come further.
        listed = {row.commune.pk for row in page.context["page"]}
        assert listed == {called.pk, place.invited.pk, place.listed.pk, place.begun.pk}
        assert (alike.step, alike.n) == (Step.NO_ACCOUNT, ALIKE + 1)
        assert "6 xã, phường</b> chưa cấp tài khoản, chưa liên hệ" in page.content.decode()
        link = f"?buoc=chua-cap-tai-khoan&lien-he=chua-lien-he&xep={order}"
        assert f'{link.replace("&", "&amp;")}#danh-sach"' in page.content.decode()
        there = place.page(link)
        assert (there.context["found"], there.context["alike"]) == (ALIKE + 1, [])
        # A list that was asked for stands first: whom to call of all is on the board.
        assert "Nhắc qua Zalo" not in there.content.decode()
        assert "Nhắc qua Zalo" in page.content.decode()


def test_where_all_stand_alike_the_line_is_all_there_is(place):
    province = ProvinceFactory(parent=place.province.parent)
    lock(CommuneFactory.create_batch(ALIKE + 1, parent=province))
    reader = signed_in(UserFactory(area=province, role=Role.COMMITTEE))
    page = reader.get(f"/trien-khai/{province.pk}/")
    assert len(page.context["page"]) == 0
    assert "Không tìm thấy đơn vị" not in page.content.decode()
    assert "Xem cả" in page.content.decode()


def test_those_to_call_are_those_of_the_list_of_calls_in_its_order(place):
    board = [call.commune.pk for call, _ in place.page().context["calls"]]
    calls = place.reader.get(f"/goi/{place.province.pk}/?viec=chua-bat-dau").context["calls"]
    assert board == [call.commune.pk for call, _ in calls] != []


def test_a_call_made_on_the_board_is_one_of_the_list_of_calls(place):
    page = place.page().content.decode()
    assert f'action="/goi/{place.bare.pk}/ghi/"' in page
    sent = {"outcome": "promised", "promised_on": f"{TODAY:%d/%m/%Y}", "viec": "chua-bat-dau"}
    key = re.search(r'name="uuid" value="([^"]+)"', page)[1]
    answer = place.reader.post(
        f"/goi/{place.bare.pk}/ghi/",
        {**sent, "uuid": key, "dia-ban": place.province.pk, "trang": 1},
    )
    assert answer.status_code == 302
    row = next(row for row in place.page().context["page"] if row.commune.pk == place.bare.pk)
    assert row.call.state == "promised"
    assert f"Hẹn {TODAY:%d/%m}" in words_of(place.page())


def test_the_text_to_remind_with_names_who_is_on_the_list_and_no_person(place):
    text = place.page().context["reminder"]
    assert text == reminder(place.province, rows_of(place.province), TODAY)
    for commune in (place.bare, place.invited, place.listed):
        assert commune.full_name in text
    assert place.begun.full_name not in text
    assert "3/4 xã, phường chưa có hộ nào" in text
    for person in User.unscoped.exclude(full_name=""):
        assert person.full_name not in text


def test_where_all_have_begun_nobody_is_called_or_reminded(place):
    place.province = ProvinceFactory(parent=place.province.parent)
    commune_with(place.province, (40, 10))
    place.reader = signed_in(UserFactory(area=place.province, role=Role.COMMITTEE))
    page = place.page()
    assert (page.context["calls"], page.context["reminder"]) == ([], "")
    assert "Nhắc qua Zalo" not in words_of(page)


def names_in(page):
    """Return the first cells of the rows of a workbook."""
    return {row[0] for row in listed(page).rows}


def test_the_workbook_holds_the_rows_that_were_chosen(place):
    names = names_in(place.page("?tep=excel&buoc=chua-bat-dau"))
    assert {place.bare.full_name, place.invited.full_name, place.listed.full_name} <= names
    assert place.begun.full_name not in names
    assert place.begun.full_name in names_in(place.page("?tep=excel", area=place.begun))


def test_the_country_is_listed_by_provinces_and_adds_up(place):
    root = UserFactory(area=place.province.parent, role=Role.COMMITTEE)
    place.reader = signed_in(root)
    page = place.page(area=place.province.parent)
    [row] = page.context["page"]
    assert (row.unit.pk, row.begun, row.whole) == (place.province.pk, 1, 4)
    assert page.context["counts"].begun == 1
    assert not list(place.page("?buoc=so-da-du", area=place.province.parent).context["page"])
    names = names_in(place.page("?tep=excel", area=place.province.parent))
    assert place.province.full_name in names


def test_a_commune_sees_its_own_line_and_its_next_step_and_no_neighbour(place):
    reader = signed_in(place.officer(place.begun))
    page = reader.get("/trien-khai/")
    said = words_of(page)
    assert "Xã đang ở bước đã bắt đầu" in said
    assert page.context["next"].way
    assert place.invited.full_name not in said
    assert reader.get(f"/trien-khai/{place.invited.pk}/").status_code == 404
    assert reader.get(f"/trien-khai/{place.province.pk}/").status_code == 404


def test_the_line_of_a_commune_leads_to_its_page_and_stands_there_without_a_link(place):
    own = f'<a href="/trien-khai/{place.begun.pk}/">'
    board, alone = place.page().content.decode(), place.page(area=place.begun).content.decode()
    assert own in board
    assert "<tfoot>" in board
    assert own not in alone
    assert "<tfoot>" not in alone
    # What a cell says is the same on both.
    assert all(f"<span>{cell.words}<span" in alone for cell in rows_of(place.begun)[0].cells)


def test_a_commune_that_ended_has_no_step_left(place):
    type(place.bare).unscoped.filter(pk=place.bare.pk).update(closed_on=TODAY)
    assert "không còn bước nào" in words_of(place.page(area=place.bare))


def test_a_board_costs_the_same_at_102_communes(place, django_assert_num_queries):
    def cost():
        CACHE.clear()
        with django_assert_num_queries(15):
            place.page()

    # What comes with the first page of a session alone.
    place.page()
    cost()
    more = CommuneFactory.create_batch(98, parent=place.province)
    lock(more)
    for commune in more[::2]:
        place.officer(commune)
        record_call(by=place.committee, commune=commune, outcome=Contact.Outcome.DONE)
    cost()
    assert len(rows_of(place.province)) == 102
