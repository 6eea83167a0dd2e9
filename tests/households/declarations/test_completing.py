"""The pages of complete registers: of a village, of a commune's list, and of the upper level."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from areas.actions import add_village
from areas.kinds import Kind
from households.declarations import actions
from households.models import Completion
from tests.books import listed
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def text(response):
    return response.content.decode()


def seen(page):
    """Return the numbers that the one form of a page sends back."""
    found = re.findall(r'name="((?:commune_)?(?:registered|declared))" value="(\d+)"', text(page))
    return dict(found)


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def page(world):
    return f"/don-vi/{world.own.village.pk}/so-da-du/"


@pytest.fixture
def waiting(world):
    return actions.declare_complete(
        by=world.own.officer, area=world.own.villages[1], reason="Thôn giải tỏa"
    )


class TestAVillage:
    def test_the_roster_offers_it_then_shows_it(self, world, officer, page):
        roster = f"/thon/{world.own.village.pk}/ho/"
        assert page in text(officer.get(roster))
        actions.declare(by=world.root, area=world.own.village, households=3, source="Thôn")
        assert officer.post(page, {"from_day": "", "reason": ""}).headers["Location"] == page
        shown = text(officer.get(roster))
        assert f"Sổ đã đủ từ {TODAY:%d/%m/%Y}" in shown
        assert "3/3 hộ khai báo" in shown
        assert "Cán Bộ Xã ghi" in shown
        assert "Bỏ ghi là đủ" in shown

    def test_a_member_reads_whose_it_is_and_is_not_asked_before_there_is_a_household(self, world):
        own, member = world.own, signed_in(world.own.member)
        shown = text(member.get(f"/thon/{own.village.pk}/ho/"))
        assert "số trưởng thôn báo; tổ hay xã ghi đều được" in shown
        assert "bấm khi mọi hộ của thôn đã vào sổ; tổ hay xã ghi đều được" in shown
        for page in (f"/thon/{own.village.pk}/so-ho/", f"/don-vi/{own.village.pk}/so-da-du/"):
            assert f'href="{page}"' in shown
            assert member.get(page).status_code == 200
        empty = add_village(by=own.officer, commune=own.area, kind=Kind.THON, name="Trống")
        newcomer = signed_in(world.person("to-trong", Role.MEMBER, empty))
        page = f"/don-vi/{empty.pk}/so-da-du/"
        assert page not in text(newcomer.get(f"/thon/{empty.pk}/ho/"))
        # An officer may say of a village without people that it is complete.
        assert page in text(signed_in(own.officer).get(f"/thon/{empty.pk}/ho/"))

    def test_too_few_is_refused_with_both_numbers_and_what_to_do(self, world, officer, page):
        actions.declare(by=world.root, area=world.own.village, households=5, source="Thôn")
        answer = officer.post(page, {"from_day": "01/11/2026", "reason": ""})
        (error,) = answer.context["form"].errors["reason"]
        assert "Trong sổ có 3 hộ, khai báo 5 hộ, chưa tới 90%." in error
        assert "Ghi lý do" in error
        assert 'value="01/11/2026"' in text(answer)
        assert not Completion.unscoped.exists()
        officer.post(page, {"from_day": "", "reason": "Hai hộ đã đi"})
        shown = text(officer.get(page))
        assert "lý do: Hai hộ đã đi" in shown
        assert "Chờ cấp trên xác nhận" in shown

    def test_an_empty_register_without_a_declaration(self, world, officer):
        page = f"/don-vi/{world.own.villages[1].pk}/so-da-du/"
        answer = officer.post(page, {})
        assert "khai báo 0 hộ trước" in answer.context["form"].errors["reason"][0]

    def test_a_day_to_come_is_refused(self, officer, page):
        answer = officer.post(page, {"from_day": "31/12/2999"})
        assert list(answer.context["form"].errors) == ["from_day"]

    def test_said_twice_is_told(self, world, officer, page):
        actions.declare_complete(by=world.root, area=world.own.village)
        assert "Đã có người ghi là đủ" in text(officer.post(page, {}, follow=True))
        assert Completion.unscoped.count() == 1

    def test_it_is_undone_beside_it_and_stays_listed(self, world, officer, page):
        row = actions.declare_complete(by=world.root, area=world.own.village)
        undo = f"/so-da-du/{row.pk}/bo/"
        assert undo in text(officer.get(page))
        sent = {"undone_on": "", "undone_reason": "Sót hộ"}
        assert officer.post(undo, sent).headers["Location"] == page
        assert not Completion.unscoped.standing().exists()
        assert "Sót hộ" in text(officer.get(page))

    def test_it_is_not_undone_before_it_began(self, world, officer):
        row = actions.declare_complete(by=world.root, area=world.own.village)
        yesterday = TODAY - timedelta(days=1)
        answer = officer.post(f"/so-da-du/{row.pk}/bo/", {"undone_on": f"{yesterday:%d/%m/%Y}"})
        assert list(answer.context["undo"].errors) == ["undone_on"]
        assert Completion.unscoped.standing().exists()

    def test_what_began_anew_is_undone_from_its_first_day(self, world, officer, page):
        own = world.own
        actions.declare(by=None, area=own.village, households=50, source="Thôn")
        first = actions.declare_complete(by=None, area=own.village, reason="Ít hộ")
        actions.confirm_complete(by=world.committee, completion=first)
        since = TODAY - timedelta(days=40)
        Completion.unscoped.update(from_day=since)
        actions.declare(by=None, area=own.village, households=60, source="Thôn")
        shown = text(officer.get(page))
        assert f"chọn chính ngày đã ghi là đủ, {since:%d/%m/%Y}" in shown
        row = Completion.unscoped.standing().get()
        sent = {"undone_on": f"{since:%d/%m/%Y}", "undone_reason": "Sót hộ"}
        assert officer.post(f"/so-da-du/{row.pk}/bo/", sent).headers["Location"] == page
        assert not Completion.unscoped.as_of(TODAY).exists()
        assert not Completion.unscoped.as_of(since).exists()

    def test_a_village_member_may_of_their_own(self, world, page):
        member = signed_in(world.own.member)
        assert member.get(page).status_code == 200
        assert member.get(f"/don-vi/{world.own.villages[1].pk}/so-da-du/").status_code == 404


class TestAList:
    def test_the_commune_says_it_on_its_list_of_villages(self, world, officer):
        page = f"/don-vi/{world.own.area.pk}/so-da-du/"
        assert page in text(officer.get("/ho-gia-dinh/"))
        actions.declare(by=world.root, area=world.own.area, villages=4, source="Xã")
        answer = officer.post(page, {})
        (error,) = answer.context["form"].errors["reason"]
        assert "Đang có 2 thôn, khai báo 4 thôn, chưa tới 90%." in error
        officer.post(page, {"reason": "Đã nhập thôn"})
        shown = text(officer.get("/ho-gia-dinh/"))
        assert "Danh sách thôn đã đủ từ" in shown
        assert "2/4 thôn khai báo" in shown

    def test_a_member_of_the_commune_may_not(self, world):
        member = world.person("to-xa", Role.MEMBER, world.own.area)
        page = f"/don-vi/{world.own.area.pk}/so-da-du/"
        assert signed_in(member).get(page).status_code == 404


class TestTheUpperLevel:
    @pytest.fixture
    def client(self, world):
        return signed_in(world.committee)

    @pytest.fixture
    def listed(self, world):
        return f"/don-vi/{world.province.pk}/cho-xac-nhan/"

    def test_it_lists_what_waits_and_nothing_else(self, world, client, listed, waiting):
        actions.declare_complete(by=world.root, area=world.own.village)
        actions.declare_complete(by=world.root, area=world.foreign.villages[1], reason="Nơi khác")
        shown = client.get(listed)
        assert [row for row, _ in shown.context["lines"]] == [waiting]
        assert "lý do: Thôn giải tỏa" in text(shown)

    def test_it_confirms(self, world, client, listed, waiting):
        shown = client.get(listed)
        assert client.post(f"{listed}{waiting.pk}/", seen(shown)).headers["Location"] == listed
        waiting.refresh_from_db()
        assert waiting.confirmed_by == world.committee
        assert "Không có sổ nào chờ xác nhận" in text(client.get(listed))

    @pytest.mark.parametrize("before", [None, 50])
    def test_numbers_that_nobody_saw_are_not_confirmed(self, world, client, listed, before):
        own = world.own
        if before:
            actions.declare(by=world.root, area=own.village, households=before, source="Thôn")
        row = actions.declare_complete(by=own.officer, area=own.village, reason="Chuyển đi")
        if not before:
            Completion.unscoped.update(needs_confirmation=True)
        sent = seen(client.get(listed))
        actions.declare(by=own.officer, area=own.village, households=2000, source="Thôn")
        told = text(client.post(f"{listed}{row.pk}/", sent, follow=True))
        assert "số đã đổi sau khi mở trang, nay là 3/2.000 hộ khai báo" in told
        row.refresh_from_db()
        assert row.is_waiting
        client.post(f"{listed}{row.pk}/", {"registered": 3, "declared": 2000})
        row.refresh_from_db()
        assert row.confirmed_by == world.committee

    def test_it_asks_back_and_the_commune_sees_it(self, world, client, listed, waiting, officer):
        client.post(f"{listed}{waiting.pk}/hoi-lai/", {"question": "Còn bao nhiêu hộ?"})
        shown = text(officer.get(f"/don-vi/{waiting.area_id}/so-da-du/"))
        assert "Cấp trên hỏi lại: Còn bao nhiêu hộ?" in shown
        assert "Còn bao nhiêu hộ?" in text(client.get(listed))

    def test_an_empty_question_is_refused_at_its_field(self, client, listed, waiting):
        answer = client.post(f"{listed}{waiting.pk}/hoi-lai/", {"question": ""})
        assert list(answer.context["form"].errors) == ["question"]
        assert f'id="q{waiting.pk}_question_error"' in text(answer)

    @pytest.mark.parametrize("who", ["own officer", "commune_administrator", "own member"])
    def test_the_commune_confirms_nothing_itself(self, world, waiting, who):
        person = getattr(world.own, who[4:]) if who.startswith("own") else getattr(world, who)
        client = signed_in(person)
        for unit in (world.own.area, world.province):
            at = f"/don-vi/{unit.pk}/cho-xac-nhan/"
            assert client.get(at).status_code == 404
            assert client.post(f"{at}{waiting.pk}/").status_code == 404
        waiting.refresh_from_db()
        assert waiting.confirmed_at is None

    @pytest.mark.parametrize("asks", [False, True], ids=["confirms", "asks back"])
    def test_what_was_undone_meanwhile_is_told(self, world, client, listed, waiting, asks):
        actions.undo_complete(by=world.own.officer, completion=waiting, reason="Nhầm")
        address = f"{listed}{waiting.pk}/" + ("hoi-lai/" if asks else "")
        told = text(client.post(address, {"question": "Còn bao nhiêu hộ?"}, follow=True))
        assert f"{waiting.area.full_name} không còn chờ xác nhận" in told
        assert ("Câu hỏi chưa ghi: Còn bao nhiêu hộ?" in told) is asks
        assert "Đã xác nhận" not in told
        assert "Đã hỏi lại" not in told
        waiting.refresh_from_db()
        assert (waiting.confirmed_at, waiting.question) == (None, "")

    def test_what_was_confirmed_meanwhile_is_not_asked_about(self, world, client, listed, waiting):
        actions.confirm_complete(by=world.reviewer, completion=waiting)
        sent = {"question": "Còn bao nhiêu hộ?"}
        told = text(client.post(f"{listed}{waiting.pk}/hoi-lai/", sent, follow=True))
        assert "không còn chờ xác nhận" in told
        assert "Đã hỏi lại" not in told
        assert "Đã xác nhận" in text(client.post(f"{listed}{waiting.pk}/", follow=True))

    def test_confirmed_then_undone_is_told(self, world, client, listed, waiting):
        actions.confirm_complete(by=world.reviewer, completion=waiting)
        actions.undo_complete(by=world.own.officer, completion=waiting, reason="Nhầm")
        told = text(client.post(f"{listed}{waiting.pk}/", follow=True))
        assert "không còn chờ xác nhận" in told
        assert "Đã xác nhận" not in told

    def test_an_act_of_another_province_is_not_there(self, world, client, listed):
        row = actions.declare_complete(
            by=world.root, area=world.foreign.villages[1], reason="Nơi khác"
        )
        assert client.post(f"{listed}{row.pk}/").status_code == 404


def test_the_workbook_of_villages_says_since_when(world):
    actions.declare_complete(by=world.root, area=world.own.village)
    answer = signed_in(world.own.officer).get("/ho-gia-dinh/", {"tep": "excel"})
    one, other = (row["Sổ đã đủ từ"] for row in listed(answer).named)
    assert one
    assert other == ""
