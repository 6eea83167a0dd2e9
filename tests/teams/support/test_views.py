"""Pages of support: a commune's month, its amounts, its payment list, the communes of a province."""

import io
import re
import zipfile
from datetime import date

import pytest
from django.urls import reverse

from teams.activities import actions as activities_actions
from teams.models import Member, SupportPolicy, SupportSheet, SupportTopUp
from teams.support import actions as support_actions
from tests.pages import ROLES, roles, signed_in

pytestmark = pytest.mark.django_db

MARCH = date(2026, 3, 1)


def text(response):
    """Return a page's words on one line, without what cannot be seen."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def page(name, area, query="?thang=2026-03"):
    return f"{reverse(name, args=[area.pk])}{query}"


@pytest.fixture
def own(world):
    return world.own


@pytest.fixture
def officer(own):
    return signed_in(own.officer)


@pytest.fixture
def leader(own):
    return own.team.members.get(role=Member.Role.LEADER)


@pytest.fixture
def held(own, leader):
    return activities_actions.log_activity(
        by=own.officer, team=own.team, held_on=date(2026, 3, 5), title="Buổi năm", present=[leader]
    )


def post(client, name, area, **data):
    return client.post(page(name, area, ""), {"thang": "2026-03", **data}, follow=True)


def approve(client, own):
    code = client.get(page("teams:support", own.area)).context["board"].code
    return post(client, "teams:support_approve", own.area, code=code)


# --- Who may open what ---


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        (
            "teams:support",
            {"officer", "reviewer", "committee", "administrator", "commune_administrator"},
        ),
        ("teams:support_lines", {"officer", "administrator", "commune_administrator"}),
        ("teams:support_print", {"officer", "administrator", "commune_administrator"}),
        ("reports:support_book", {"officer", "administrator", "commune_administrator"}),
    ],
)
def test_sums_are_for_committees_too_and_names_for_the_commune(world, role, name, allowed):
    response = signed_in(roles(world)[role]).get(page(name, world.own.area))
    expected = 302 if role == "nobody" else 200 if role in allowed else 404
    assert response.status_code == expected


def test_committees_read_no_name_of_whoever_is_paid(world, own, held):
    shown = text(signed_in(world.committee).get(page("teams:support", own.area)))
    assert "300.000" in shown
    assert "Tổ Trưởng" not in shown


@pytest.mark.parametrize("role", ["committee", "reviewer", "administrator", "member"])
@pytest.mark.parametrize(
    "name", ["teams:support_approve", "teams:support_reopen", "teams:support_top_up"]
)
def test_only_the_communes_officer_approves(world, role, name):
    client = signed_in(roles(world)[role])
    assert client.post(page(name, world.own.area, ""), {"thang": "2026-03"}).status_code == 404


@pytest.mark.parametrize("what", ["village", "country"])
def test_a_village_and_the_country_have_no_sheet(world, what):
    area = world.own.village if what == "village" else world.country
    client = signed_in(world.root)
    assert client.get(page("teams:support", area)).status_code == 404
    assert client.get(page("teams:support_lines", area)).status_code == 404


# --- The sheet ---


def test_the_sheet_says_what_the_month_comes_to(officer, own, held):
    shown = text(officer.get(page("teams:support", own.area)))
    assert "Đề nghị chi 300.000 đồng cho 1 tổ. 1 ngày công trong 1 buổi." in shown
    assert "Duyệt 300.000 đồng" in shown


def test_no_two_parts_of_the_sheet_have_one_id(officer, own, held):
    ids = re.findall(
        r'\bid="([^"]+)"', officer.get(page("teams:support", own.area)).content.decode()
    )
    assert sorted(set(ids)) == sorted(ids)


def test_without_a_policy_the_sheet_says_volunteers(officer, own):
    shown = text(officer.get(page("teams:support", own.area, "?thang=2025-03")))
    assert "Tự nguyện, không phụ cấp." in shown
    assert "Duyệt" not in shown


@pytest.mark.parametrize("query", ["", "?thang="])
def test_the_last_month_that_is_over_is_shown_unless_one_is_asked_for(officer, own, query):
    response = officer.get(page("teams:support", own.area, query))
    assert response.context["is_over"]
    assert response.context["month"] == response.context["months"][1]


@pytest.mark.parametrize("asked", ["x", "2026-13", "9999-01", "1926-03"])
def test_what_is_no_month_of_this_century_is_not_found(officer, own, asked):
    assert officer.get(page("teams:support", own.area, f"?thang={asked}")).status_code == 404


def test_a_month_that_is_not_over_cannot_be_approved(officer, own):
    this = officer.get(page("teams:support", own.area)).context["months"][0]
    response = officer.get(page("teams:support", own.area, f"?thang={this:%Y-%m}"))
    assert "hết kỳ mới duyệt được" in text(response)
    code = response.context["board"].code
    answer = post(officer, "teams:support_approve", own.area, thang=f"{this:%Y-%m}", code=code)
    assert "chưa duyệt được" in text(answer)
    assert not SupportSheet.unscoped.exists()


def test_sessions_that_name_nobody_are_told(officer, own):
    activities_actions.log_activity(by=None, team=own.team, held_on=date(2026, 3, 6), title="Trống")
    assert "1 buổi không ghi ai có mặt" in text(officer.get(page("teams:support", own.area)))


def test_a_team_that_is_left_out_is_named_with_the_reason(officer, world, own):
    support_actions.change_policy(by=None, policy=world.policy, active_only=True)
    shown = text(officer.get(page("teams:support", own.area)))
    assert "Không tính trong tháng này: 1 tổ" in shown
    assert "Không có buổi nào trong kỳ" in shown


def test_every_amount_is_shown_with_what_it_rests_on(officer, own, held):
    shown = text(officer.get(page("teams:support_lines", own.area)))
    for words in ("Tổ Trưởng", "05/03/2026", "Buổi năm", "01/QĐ", "trong khoán đã có 50.000 đ"):
        assert words in shown


# --- Approving ---


def test_the_officer_approves_and_reopens_with_a_reason(officer, own, held):
    assert "Đã duyệt chi 300.000 đồng" in text(approve(officer, own))
    without = post(officer, "teams:support_reopen", own.area)
    assert without.status_code == 422
    assert SupportSheet.unscoped.standing().exists()
    assert "Đã mở lại" in text(post(officer, "teams:support_reopen", own.area, why="Thiếu"))
    assert not SupportSheet.unscoped.standing().exists()


def test_what_moved_meanwhile_is_shown_again(officer, own, leader):
    code = officer.get(page("teams:support", own.area)).context["board"].code
    activities_actions.log_activity(
        by=None, team=own.team, held_on=date(2026, 3, 7), title="Mới", present=[leader]
    )
    answer = post(officer, "teams:support_approve", own.area, code=code)
    assert "Số liệu đã đổi sau khi trang này mở" in text(answer)
    assert not SupportSheet.unscoped.exists()


def test_a_change_after_approval_is_told_with_both_sums(officer, world, own, held):
    approve(officer, own)
    activities_actions.withdraw_activity(by=None, activity=held, why="Nhầm")
    shown = text(officer.get(page("teams:support", own.area)))
    assert "Đã đổi sau khi duyệt: 2 khoản" in shown
    assert "đã duyệt 50.000, nay 0" in shown
    above = text(signed_in(world.committee).get(page("teams:support", own.area)))
    assert "Đã đổi sau khi duyệt" in above
    assert "Tổ Trưởng" not in above


def test_a_sheet_changed_in_the_database_warns(officer, own):
    approve(officer, own)
    SupportSheet.unscoped.update(total=1)
    assert "Mã kiểm tra không khớp" in text(officer.get(page("teams:support", own.area)))


@pytest.mark.parametrize("data", [{"thang": "x"}, {"code": ""}])
def test_a_form_without_a_month_or_code_is_not_found(officer, own, data):
    response = post(officer, "teams:support_approve", own.area, **{"code": "1", **data})
    assert response.status_code == 404


# --- What the commune adds ---


def test_the_officer_adds_the_communes_own_money(officer, own):
    post(officer, "teams:support_top_up", own.area, amount="200.000 đ", document="5/QĐ")
    assert SupportTopUp.unscoped.get().amount == 200_000
    assert "500.000 đồng" in text(officer.get(page("teams:support", own.area)))


@pytest.mark.parametrize(
    "amount", ["600.001", "hai trăm", "", "-5", "²", "1.50.000", "15.00", "15 0", "60 00 đ"]
)
def test_more_than_the_limit_or_no_number_is_refused_in_words(officer, own, amount):
    response = post(officer, "teams:support_top_up", own.area, amount=amount, document="5/QĐ")
    assert response.status_code == 422
    assert response.context["form"].errors["amount"]
    assert not SupportTopUp.unscoped.exists()


def test_where_the_policy_allows_no_top_up_there_is_none(officer, world, own):
    support_actions.change_policy(by=None, policy=world.policy, top_up_times=0)
    assert "Xã hỗ trợ thêm từ" not in text(officer.get(page("teams:support", own.area)))
    response = post(officer, "teams:support_top_up", own.area, amount="1", document="5/QĐ")
    assert response.status_code == 404


# --- The payment list and the workbook ---


def test_the_payment_list_has_every_sum_in_words_and_a_place_to_sign(officer, own, held):
    approve(officer, own)
    shown = text(officer.get(page("teams:support_print", own.area)))
    for words in (
        *("Tổng cộng: 300.000 đồng", "Tiền của tổ, tổ trưởng nhận", "250.000"),
        *("DANH SÁCH CHI HỖ TRỢ", "Ba trăm nghìn đồng.", "Tiền của từng người", "05/03"),
        *("NGƯỜI LẬP", "KẾ TOÁN", "THỦ TRƯỞNG ĐƠN VỊ", "HT-2026-03", "26/NQ-HĐND"),
    ):
        assert words in shown
    assert "BẢN NHÁP" not in shown


def test_a_draft_says_that_it_is_one(officer, own):
    assert "BẢN NHÁP, CHƯA DUYỆT" in text(officer.get(page("teams:support_print", own.area)))


@pytest.mark.parametrize("name", ["teams:support_print", "reports:support_book"])
def test_there_is_no_list_without_a_policy(officer, own, name):
    assert officer.get(page(name, own.area, "?thang=2025-03")).status_code == 404


def test_the_workbook_has_the_teams_and_every_amount(officer, own, held):
    response = officer.get(page("reports:support_book", own.area))
    assert f"ho-tro-{own.area.pk}-2026-03.xlsx" in response["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(response.content)) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        words = "".join(book.read(name).decode() for name in sheets)
        first = book.read("xl/worksheets/sheet1.xml").decode()
    assert "Tổ Trưởng" in words
    assert "Buổi năm" in words
    assert "<v>300000</v>" in first


@pytest.mark.parametrize("query", ["", "?thang=x"])
def test_a_workbook_is_of_a_month(officer, own, query):
    assert officer.get(page("reports:support_book", own.area, query)).status_code == 404


# --- Above the commune ---


def test_the_province_sees_who_approved_and_the_sum(world, officer, own):
    approve(officer, own)
    shown = text(signed_in(world.committee).get(page("teams:support", world.province)))
    assert "1/2 xã đã duyệt, cộng 300.000 đồng." in shown
    assert "Đặt chính sách" not in shown


def test_the_administrator_sets_a_policy_from_an_example(world):
    client = signed_in(world.administrator)
    shown = text(client.get(page("teams:support", world.province)))
    assert "Đà Nẵng, 26/2025/NQ-HĐND" in shown
    address = reverse("admin:teams_supportpolicy_add")
    form = client.get(f"{address}?mau=da-nang-2025").context["adminform"].form
    assert form["team_month"].value() == 300_000
    assert client.get(f"{address}?mau=x").context["adminform"].form["team_month"].value() is None
    assert SupportPolicy.unscoped.filter(province=world.province).count() == 1


def test_the_list_of_teams_leads_to_the_sheet(officer, own):
    assert page("teams:support", own.area, "") in officer.get("/to/").content.decode()
