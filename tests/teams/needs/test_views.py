"""Pages of needs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from teams.models import Need
from teams.needs import actions
from tests.pages import signed_in, words

pytestmark = pytest.mark.django_db


def form_of(page):
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields}


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def need(world):
    return world.own.team.needs.get()


def test_requests_are_listed_and_filtered(world, need, only_reads):
    client = signed_in(world.committee)
    with only_reads():
        page = client.get("/to/nhu-cau/")
    assert {row[0].area for row in page.context["rows"]} == {
        world.own.village,
        world.sibling.village,
    }
    assert "Kinh phí Xăng xe" in words(page)
    assert "7 ngày" in words(page)
    page = client.get("/to/nhu-cau/", {"dia-ban": world.own.area.pk, "loai": "money"})
    assert [row[0] for row in page.context["rows"]] == [need]
    for nothing in ({"loai": "network"}, {"tinh-trang": "da-dap-ung"}):
        assert client.get("/to/nhu-cau/", nothing).context["rows"] == []
    foreign = client.get("/to/nhu-cau/", {"dia-ban": world.foreign.area.pk})
    assert foreign.status_code == 404


def test_what_waits_too_long_is_said(world, officer, settings):
    settings.NEED_ANSWER_DAYS = 6
    page = words(officer.get("/to/nhu-cau/"))
    assert "1 đề nghị chờ trả lời quá 6 ngày." in page
    assert "Quá hạn trả lời" in page


def test_a_member_asks_for_his_village_once(world):
    client = signed_in(world.own.member)
    page = client.get("/to/nhu-cau/moi/", {"dia-ban": world.own.village.pk})
    data = {**form_of(page), "kind": "network", "words": "Không có sóng", "amount": "1.500.000"}
    assert data["area"] == str(world.own.village.pk)
    assert (
        client.post("/to/nhu-cau/moi/", data | {"kind": form_of(page)["kind"]}).status_code == 200
    )
    for _ in range(2):
        assert client.post("/to/nhu-cau/moi/", data).status_code == 302
    need = Need.unscoped.get(words="Không có sóng")
    assert (need.amount, need.number, need.asked_on) == (1_500_000, None, timezone.localdate())
    assert need.team == world.own.team


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"words": ""}, "words", ""),
        ({"amount": "0"}, "amount", ""),
        ({"amount": "nhiều"}, "amount", ""),
        ({"asked_on": "01/02/2036"}, "asked_on", "Ngày này chưa đến"),
        ({"kind": "team"}, "kind", "Nơi này đã có tổ. Chọn loại khác."),
        ({"area": "foreign"}, "area", ""),
    ],
)
def test_a_wrong_request_is_refused_in_words(world, officer, wrong, field, said):
    if wrong.get("area"):
        wrong = {"area": world.foreign.village.pk}
    data = {**form_of(officer.get("/to/nhu-cau/moi/")), "area": world.own.village.pk}
    data |= {"kind": "money", "words": "Thử", **wrong}
    page = officer.post("/to/nhu-cau/moi/", data)
    assert field in page.context["form"].errors
    assert said in words(page)
    assert not Need.unscoped.filter(words="Thử").exists()


def test_the_province_answers_and_the_commune_reads_it(world, need, officer):
    client = signed_in(world.reviewer)
    address = f"/to/nhu-cau/{need.pk}/"
    assert "Trả lời" in words(client.get("/to/nhu-cau/"))
    data = {**form_of(client.get(address)), "status": "met", "answer": "Đã cấp", "given": "600.000"}
    assert client.post(address, data).status_code == 302
    need.refresh_from_db()
    assert (need.status, need.given, need.answered_by) == ("met", 600_000, world.reviewer)
    page = words(officer.get(address))
    assert "Đã cấp 600.000 đ" in page
    stale = client.post(address, {**data, "status": "unmet", "given": ""})
    assert "vừa được người khác trả lời" in words(stale)


def test_money_is_given_only_for_what_is_met(world, need):
    client = signed_in(world.reviewer)
    address = f"/to/nhu-cau/{need.pk}/"
    data = {**form_of(client.get(address)), "answer": "Chưa", "given": "5"}
    page = client.post(address, data)
    assert "Chỉ ghi số tiền khi đã đáp ứng." in words(page)


def test_who_asks_or_only_reads_sees_no_form_and_is_not_heard(world, need):
    own = world.own
    of_commune = [world.person(role, role, own.area) for role in ("reviewer", "administrator")]
    for reader in (world.committee, own.officer, own.member, *of_commune):
        client = signed_in(reader)
        address = f"/to/nhu-cau/{need.pk}/"
        assert client.get(address).context["form"] is None
        assert "Trả lời" not in words(client.get("/to/nhu-cau/"))
        sent = client.post(address, {"status": "met", "answer": "Có", "version": "1"})
        assert sent.status_code == 404
        need.refresh_from_db()
        assert need.status == "new"
    assert signed_in(world.committee).get("/to/nhu-cau/moi/").status_code == 404


def test_a_request_is_withdrawn_once(world, need, officer):
    address = f"/to/nhu-cau/{need.pk}/rut/"
    officer.post(address, {"version": "1"})
    need.refresh_from_db()
    assert need.status == "withdrawn"
    page = officer.post(address, {"version": "1"}, follow=True)
    assert "vừa được người khác trả lời hoặc rút" in words(page)
    assert page.context["form"] is None


def test_units_are_ranked_with_what_the_register_shows(world, only_reads, settings):
    settings.TEAM_MIN_MEMBERS = 3
    client = signed_in(world.committee)
    with only_reads():
        page = client.get("/to/nhu-cau/xep-hang/")
    lines = {line.unit: (line.gaps, line.asked) for line in page.context["lines"]}
    # One village without a team; a team of two people that has a phone and no computer.
    assert lines == dict.fromkeys((world.own.area, world.sibling.area), ([1, 0, 1, 0, 1], 1))
    assert "total" not in page.context
    assert (page.context["asked"], page.context["asking"]) == (2, 2)
    assert f'href="?dia-ban={world.own.area.pk}"' in page.content.decode()
    # On a phone a line says what is lacking and leaves out the rest: three zeros of each of two communes.
    assert page.content.decode().count('class="num none"') == 2 * [1, 0, 1, 0, 1].count(0)
    page = client.get("/to/nhu-cau/xep-hang/", {"dia-ban": world.own.area.pk})
    first = page.context["lines"][0]
    assert (first.unit, first.asking) == (world.own.village, 1)
    assert (
        client.get("/to/nhu-cau/xep-hang/", {"dia-ban": world.foreign.area.pk}).status_code == 404
    )


def test_a_place_that_lacks_nothing_says_so(world, settings):
    settings.TEAM_MIN_MEMBERS, settings.TEAM_EQUIPMENT = 0, {}
    by, need = world.own.officer, world.own.team.needs.get()
    actions.withdraw_need(by=by, need=need, version=1)
    page = signed_in(world.own.member).get("/to/nhu-cau/xep-hang/")
    assert "Sổ không cho thấy chỗ nào thiếu" in words(page)


def test_an_administrator_of_a_province_asks_for_a_place_he_names(world):
    client = signed_in(world.person("qt", Role.ADMINISTRATOR, world.province))
    page = client.get("/to/nhu-cau/moi/", {"dia-ban": world.own.village.pk})
    asked_on = timezone.localdate() - timedelta(days=2)
    data = {
        **form_of(page),
        "kind": "money",
        "words": "Thử",
        "asked_on": asked_on.strftime("%d/%m/%Y"),
    }
    assert client.post("/to/nhu-cau/moi/", data).status_code == 302
    assert Need.unscoped.get(words="Thử").asked_on == asked_on


def test_the_lists_of_teams_lead_to_needs(world, officer):
    page = officer.get("/to/").content.decode()
    assert f'href="/to/nhu-cau/?dia-ban={world.own.area.pk}"' in page
    head = signed_in(world.committee).get("/to/nhu-cau/").content.decode()
    assert f'href="/tong-quan/{world.province.pk}/thon-chua-co-to/"' in head
