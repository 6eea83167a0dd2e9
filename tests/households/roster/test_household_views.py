"""Pages of households: the roster, a new household, one row, one household and its people."""

import re
import uuid
from datetime import date, timedelta
from urllib.parse import unquote_plus

import pytest
from django.utils import timezone
from django.utils.html import escape

from areas.names import clean, fold
from households.models import Assessment, Household, Resident, Status
from households.register.actions import add_household, change_household, set_status
from skills.actions import end_platform
from tests.areas.test_names import HOSTILE
from tests.pages import signed_in

pytestmark = pytest.mark.django_db

FIFTH = "Chưa nêu nền tảng số địa phương nên chưa khảo sát được kỹ năng 5."
NUL = "Nội dung có ký tự rỗng (null). Xóa ký tự đó rồi nhập lại."
HTMX = {"HX-Request": "true"}


def text(response):
    return response.content.decode()


def errors(response):
    return response.context["form"].errors


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def roster(world):
    return f"/thon/{world.own.village.pk}/ho/"


@pytest.fixture
def without_platform(world):
    end_platform(by=world.root, platform=world.platform, on=date(2026, 2, 1))


def names(response):
    return [household.head_name for household in response.context["page"]]


def again(row):
    return type(row).unscoped.get(pk=row.pk)


# The roster


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", ["Chủ Hộ 01", "Chủ Hộ 02", "Chủ Hộ 03"]),
        ("khong-ro", ["Chủ Hộ 01", "Chủ Hộ 02", "Chủ Hộ 03"]),
        ("chua-khao-sat", ["Chủ Hộ 03"]),
        ("thieu-1", ["Gần Đủ"]),
        ("thieu-ky-nang-5", ["Gần Đủ"]),
        ("thieu-ky-nang-4", []),
        ("chua-biet-ky-nang-5", ["Chủ Hộ 02", "Gần Đủ"]),
        ("thieu-ky-nang-9", ["Chủ Hộ 01", "Chủ Hộ 02", "Chủ Hộ 03"]),
        ("cu", ["Khảo Sát Lâu Rồi"]),
        ("da-chuyen", ["Đi Rồi"]),
    ],
)
def test_roster_is_filtered(world, officer, roster, only_reads, wanted, found):
    by, village = world.own.officer, world.own.village
    gone = add_household(by=by, village=village, head_name="Đi Rồi")
    set_status(by=by, household=gone, status="moved_away")
    if wanted in {"thieu-1", "thieu-ky-nang-5", "chua-biet-ky-nang-5"}:
        add_household(by=by, village=village, head_name="Gần Đủ", results=[2, 2, 2, 2, 0])
    if wanted == "cu":
        long_ago = timezone.localdate() - timedelta(days=400)
        add_household(
            by=by, village=village, head_name="Khảo Sát Lâu Rồi", results=[2] * 5, on=long_ago
        )
    with only_reads():
        assert names(officer.get(f"{roster}?loc={wanted}")) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("chu ho 03", ["Chủ Hộ 03"]),
        ("CHỦ 03", ["Chủ Hộ 03"]),
        ("xom nam", ["Ở Xóm Nam"]),
        ("0905 123", ["Ở Xóm Nam"]),
        ("khong co", []),
        ("x" * 5000, []),
        ("²²²", []),
        ("%", ["Chủ Hộ 01", "Chủ Hộ 02", "Chủ Hộ 03", "Ở Xóm Nam"]),
        ("\x00nam\x00", ["Ở Xóm Nam"]),
    ],
)
def test_roster_is_searched_by_name_hamlet_and_telephone(
    world, officer, roster, only_reads, words, found
):
    village = world.own.village
    add_household(
        by=world.own.officer,
        village=village,
        head_name="Ở Xóm Nam",
        hamlet="Xóm Nam",
        phone="0905 123 456",
    )
    with only_reads():
        assert names(officer.post(roster, {"q": words})) == found


def test_roster_searches_within_the_filter(officer, roster):
    response = officer.post(f"{roster}?loc=chua-khao-sat", {"q": "chu ho"})
    assert names(response) == ["Chủ Hộ 03"]


def test_roster_takes_no_words_from_its_address(officer, roster):
    found = names(officer.get(f"{roster}?q=khong-co-ai"))
    assert found == ["Chủ Hộ 01", "Chủ Hộ 02", "Chủ Hộ 03"]


def test_roster_answers_htmx_with_its_rows_alone(officer, roster):
    fragment = text(officer.post(roster, {"q": "chu"}, headers=HTMX))
    assert fragment.strip().startswith('<ul class="hh">')


def test_no_page_puts_a_name_in_an_address(world, officer, roster):
    household = world.own.household
    pages = [
        officer.get(roster),
        officer.post(roster, {"q": "Chủ Hộ"}),
        officer.get(f"/ho/{household.uuid}/"),
        officer.get(f"/ho/{household.uuid}/dong/"),
        officer.get(f"{roster}moi/"),
        officer.get("/ho-gia-dinh/"),
        officer.get("/viec/"),
        officer.post("/ho-gia-dinh/tim/", {"q": "Chủ Hộ"}),
    ]
    attributes = r'(?:href|action|src|hx-get|hx-post|name="next" value)="([^"]*)"'
    addresses = {a for page in pages for a in re.findall(attributes, text(page))}
    assert len(addresses) > 20
    assert [a for a in addresses if "chu ho" in fold(unquote_plus(a))] == []


@pytest.mark.parametrize("page", ["²", "9" * 5000, "-1", "\x00", "0"])
def test_roster_page_that_is_none_shows_a_page(officer, roster, page):
    assert len(names(officer.get(roster, {"sau": page}))) == 3


# A new household


def typed(**changes):
    return {"uuid": str(uuid.uuid4()), "head_name": "Lê Văn Mới", **changes}


def test_new_household_needs_only_a_name(world, officer, roster):
    response = officer.post(f"{roster}moi/", typed())
    assert response.headers["Location"] == f"{roster}moi/"
    new = Household.unscoped.get(head_name="Lê Văn Mới")
    assert (new.village, new.surveyed_on, new.status) == (world.own.village, None, "resident")


def test_new_household_then_the_next_one_keeps_the_hamlet(officer, roster):
    response = officer.post(f"{roster}moi/", typed(hamlet="Xóm Đông"), follow=True)
    assert response.redirect_chain == [(f"{roster}moi/", 302)]
    form = response.context["form"]
    assert (form["hamlet"].value(), form["head_name"].value()) == ("Xóm Đông", None)


def test_new_household_forgets_the_hamlet_in_another_village(world, officer, roster):
    officer.post(f"{roster}moi/", typed(hamlet="Xóm Đông"))
    other = officer.get(f"/thon/{world.own.villages[1].pk}/ho/moi/")
    assert other.context["form"]["hamlet"].value() == ""


def test_new_household_without_a_name_keeps_all_that_was_typed(officer, roster):
    data = typed(head_name=" ", hamlet="Xóm Đông", phone="0905 123 456", birth_year="1979")
    response = officer.post(f"{roster}moi/", {**data, "skill_1": "2", "skill_3": "0", "rest": "on"})
    assert errors(response) == {
        "head_name": ["Ghi họ tên chủ hộ; chưa biết tên thì ghi tạm, ví dụ Nhà số 12."]
    }
    page = text(response)
    for value in ("Xóm Đông", "0905 123 456", "1979", data["uuid"]):
        assert f'value="{value}"' in page
    ticks = re.findall(r'name="skill_(\d)" value="(\d?)"[^>]* checked', page)
    assert ticks == [("1", "2"), ("2", ""), ("3", "0"), ("4", ""), ("5", "")]
    assert re.search(r'name="rest"[^>]* checked', page)


def test_new_household_sent_twice_is_one(officer, roster):
    data = typed()
    places = [officer.post(f"{roster}moi/", data).headers["Location"] for _ in range(2)]
    assert places == [f"{roster}moi/"] * 2
    assert Household.unscoped.filter(head_name="Lê Văn Mới").count() == 1


def test_new_household_with_the_key_of_another_village_is_told(world, officer):
    response = officer.post(
        f"/thon/{world.own.villages[1].pk}/ho/moi/", typed(uuid=str(world.own.household.uuid))
    )
    assert errors(response) == {"__all__": ["Trang mở quá lâu. Tải lại trang rồi nhập lại hộ này."]}


def test_new_household_knows_what_was_ticked(officer, roster):
    officer.post(f"{roster}moi/", typed(skill_1="2", skill_3="2"))
    new = Household.unscoped.get(head_name="Lê Văn Mới")
    assert [number for number, known in new.cells if known] == [1, 3]


def test_new_household_where_nobody_knows_is_surveyed(officer, roster):
    officer.post(f"{roster}moi/", typed(how="nobody_knows"))
    new = Household.unscoped.get(head_name="Lê Văn Mới")
    assert (new.surveyed_on, new.skills_mask) == (timezone.localdate(), 0)


def test_new_household_where_nobody_is_home_is_not_surveyed(officer, roster):
    officer.post(f"{roster}moi/", typed(how="nobody_home", skill_1="2"))
    new = Household.unscoped.get(head_name="Lê Văn Mới")
    assert (new.surveyed_on, new.status) == (None, "nobody_home")


def test_new_household_without_a_platform_refuses_skill_5(without_platform, officer, roster):
    response = officer.post(f"{roster}moi/", typed(skill_5="2"))
    assert errors(response) == {"skill_5": [FIFTH]}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("head_name", "123 456"),
        ("head_name", "½ Ⅷ"),
        ("head_name", "\u200b\u3164"),
        ("head_name", "x" * 201),
        ("head_name", "Lê\x00"),
        ("hamlet", "Xóm\x00"),
        ("hamlet", "x" * 121),
        ("phone", "0905\x00123"),
        ("phone", "0" * 5000),
        ("birth_year", "²"),
        ("birth_year", "1" * 5000),
        ("birth_year", "1\x00979"),
        ("birth_year", "79"),
        ("birth_year", "2999"),
        ("skill_1", "6"),
        ("skill_5", "\x00"),
        ("uuid", "khong-phai"),
        ("uuid", "\x00"),
        ("how", "khac"),
    ],
)
def test_new_household_says_which_field_is_wrong(officer, roster, field, value):
    response = officer.post(f"{roster}moi/", typed(**{field: value}))
    assert (response.status_code, list(errors(response))) == (200, [field])


@pytest.mark.parametrize("field", ["head_name", "hamlet", "phone"])
def test_new_household_refuses_a_nul_character_in_words(officer, roster, field):
    response = officer.post(f"{roster}moi/", typed(**{field: "Lê 0905123\x00456"}))
    assert NUL in errors(response)[field]


DECENT = [
    row[0]
    for row in HOSTILE
    if any(map(str.isalpha, clean(row[0]))) and not {"\x00", "\ud83d"} & set(row[0])
]


def test_hostile_names_come_out_as_text_and_are_found(world, officer, roster):
    assert len(DECENT) >= 40
    for name in DECENT:
        response = officer.post(f"{roster}moi/", typed(head_name=name, anyway=1))
        assert (name, response.status_code) == (name, 302)
        key = fold(name)[:80]
        page = officer.post(roster, {"q": key})
        assert (name, clean(name) in names(page)) == (name, True)
        assert f"<b>{escape(clean(name))}</b>" in text(page)
    whole = text(officer.get(roster))
    assert "<script>alert" not in whole
    assert '" onmouseover="x' not in whole


def test_hostile_names_stay_text_on_the_page_of_the_household(world, officer):
    for name in DECENT:
        household = add_household(by=world.own.officer, village=world.own.village, head_name=name)
        page = officer.get(f"/ho/{household.uuid}/")
        assert f'<h1 class="big">{escape(clean(name))}</h1>' in text(page)


# One row, changed in place


def post(client, household, what, headers=HTMX, **data):
    return client.post(f"/ho/{household.uuid}/{what}/", data, headers=headers)


def tap(client, household, number, result, headers=HTMX, **data):
    data = {"number": number, "result": result, **data}
    return post(client, household, "ky-nang", headers=headers, **data)


def test_a_skill_is_set_with_one_tap_and_undone_with_another(world, officer):
    household = world.own.households[1]
    response = tap(officer, household, 3, 2)
    assert "Đã lưu “" in text(response)
    assert "Hoàn tác" in text(response)
    assert [n for n, known in again(household).cells if known] == [3]
    undone = officer.post(undo_of(response), headers=HTMX)
    assert "Đã hoàn tác" in text(undone)
    assert [n for n, known in again(household).cells if known] == []


def undo_of(response):
    return re.search(r'hx-post="(/ho/[^"]+/hoan-tac/\d+/)"', text(response))[1]


def test_an_undo_of_another_household_is_not_found(world, officer):
    response = tap(officer, world.own.households[1], 3, 2)
    address = undo_of(response).replace(
        str(world.own.households[1].uuid), str(world.own.households[0].uuid)
    )
    assert officer.post(address, headers=HTMX).status_code == 404


def test_a_tap_without_script_leads_back_to_a_page(world, officer):
    household = world.own.households[1]
    response = tap(officer, household, 3, 2, headers={})
    assert response.status_code == 302
    assert officer.get(response.headers["Location"]).status_code == 200
    assert [n for n, known in again(household).cells if known] == [3]


@pytest.mark.parametrize("number", ["", "0", "6", "²", "٣", "1" * 5000, "\x00", "-1", "1.0"])
def test_a_tap_on_no_skill_says_so(world, officer, number):
    household = world.own.households[1]
    response = tap(officer, household, number, 2)
    assert "Không rõ kỹ năng nào. Tải lại trang rồi chọn lại." in text(response)
    assert again(household).skills_mask == 0


def test_a_tap_on_skill_5_without_a_platform_says_why_not(without_platform, world, officer):
    household = world.own.households[1]
    assert FIFTH in text(tap(officer, household, 5, 2))
    assert again(household).skills_mask == 0


def test_all_five_are_set_at_once(world, officer):
    household = world.own.households[2]
    post(officer, household, "ca-nam", known="1")
    assert again(household).covered is True
    post(officer, household, "ca-nam", known="0")
    assert (again(household).covered, again(household).skills_mask) == (False, 0)


@pytest.mark.parametrize("said", [{}, {"known": ""}, {"known": "2"}, {"known": "rest"}])
def test_a_press_that_says_nothing_known_writes_no_answer(world, officer, said):
    household = world.own.households[2]
    post(officer, household, "ca-nam", known="1")
    response = post(officer, household, "ca-nam", **said)
    assert "Không rõ kỹ năng nào. Tải lại trang rồi chọn lại." in text(response)
    assert again(household).covered is True


@pytest.mark.parametrize("status", ["nobody_home", "refused", "moved_away", "ended", "resident"])
def test_status_says_where_a_household_is(world, officer, status):
    household = world.own.household
    label = dict(Status.choices)[status]
    assert f"Đã lưu “{label}”" in text(post(officer, household, "tinh-trang", status=status))
    assert again(household).status == status


@pytest.mark.parametrize("status", ["", "khac", "\x00", "x" * 5000])
def test_status_that_is_none_says_so(world, officer, status):
    response = post(officer, world.own.household, "tinh-trang", status=status)
    assert "Không rõ tình trạng nào. Tải lại trang rồi chọn lại." in text(response)
    assert again(world.own.household).status == "resident"


# One household


def change(client, household, **changes):
    data = {"head_name": "Tên Khác", "hamlet": "", "phone": "", "version": household.version}
    return client.post(f"/ho/{household.uuid}/", {**data, **changes})


def test_change_saves_name_hamlet_and_telephone(world, officer):
    household = world.own.household
    response = change(officer, household, hamlet="Xóm Mới", phone="0905 123 456")
    assert response.headers["Location"] == f"/ho/{household.uuid}/"
    now = again(household)
    assert (now.head_name, now.hamlet, now.phone) == ("Tên Khác", "Xóm Mới", "0905 123 456")


def test_change_of_what_another_changed_shows_both(world, officer):
    household = world.own.household
    change_household(
        by=world.root, household=household, version=household.version, head_name="Người Khác Sửa"
    )
    response = change(officer, household)
    assert response.status_code == 409
    assert "<b>Người Khác Sửa</b>" in text(response)
    assert "<b>Tên Khác</b>" in text(response)
    assert again(household).head_name == "Người Khác Sửa"


def test_change_is_saved_from_the_page_that_showed_both(world, officer):
    household = world.own.household
    change_household(
        by=world.root, household=household, version=household.version, head_name="Người Khác Sửa"
    )
    page = text(change(officer, household))
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    data = {**hidden, "keep_head_name": "mine"}
    assert officer.post(f"/ho/{household.uuid}/chon-ban/", data).status_code == 302
    assert again(household).head_name == "Tên Khác"


@pytest.mark.parametrize("version", ["", "²", "9" * 5000, "\x00", "-1"])
def test_change_from_a_version_that_is_none_shows_both(world, officer, version):
    assert change(officer, world.own.household, version=version).status_code == 409


def test_change_to_no_name_keeps_the_old_one(world, officer):
    response = change(officer, world.own.household, head_name="")
    assert errors(response) == {
        "head_name": ["Ghi họ tên chủ hộ; chưa biết tên thì ghi tạm, ví dụ Nhà số 12."]
    }
    assert again(world.own.household).head_name == "Chủ Hộ 01"


# Its people


def add(client, household, **data):
    data = {"full_name": "Con Trai", "relation": "child", **data}
    return client.post(f"/ho/{household.uuid}/nguoi/", data)


def test_a_person_is_added(world, officer):
    household = world.own.household
    number = "0912 345 678"
    assert add(officer, household, birth_year="2005", sex="m", phone=number).status_code == 302
    person = Resident.unscoped.get(full_name="Con Trai")
    assert (person.household, person.birth_year, person.sex) == (household, 2005, "m")
    assert person.phone == number
    assert 'href="tel:0912345678"' in text(officer.get(f"/ho/{household.uuid}/"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("full_name", ""),
        ("full_name", "\u200b"),
        ("full_name", "Con\x00"),
        ("birth_year", "1"),
        ("birth_year", "²"),
        ("relation", "head"),
        ("sex", "\x00"),
        ("phone", "12"),
    ],
)
def test_a_person_is_added_only_whole_and_the_rest_stays_typed(world, officer, field, value):
    typed = {"full_name": "Con Trai", "relation": "child", "birth_year": "2005", field: value}
    response = add(officer, world.own.household, **typed)
    assert (response.status_code, list(response.context["person_form"].errors)) == (422, [field])
    kept = {"full_name": 'value="Con Trai"', "birth_year": 'value="2005"'}
    assert all(words in text(response) for name, words in kept.items() if name != field)
    assert world.own.household.residents.count() == 2


def assess(client, person, **data):
    return client.post(f"/nguoi/{person.pk}/ky-nang/", data)


def test_a_person_is_assessed_on_an_earlier_day(world, officer):
    person = world.own.households[2].residents.last()
    assess(officer, person, assessed_on="15/02/2026", result_1="2", result_2="2")
    assert (again(person).assessed_on, again(person).results) == (
        date(2026, 2, 15),
        [2, 2, None, None, None],
    )


@pytest.mark.parametrize("day", ["tomorrow", "hôm qua", "\x00", "1/1/99999"])
def test_a_person_is_never_assessed_in_the_future(world, officer, day):
    tomorrow = timezone.localdate() + timedelta(days=1)
    person = world.own.households[2].residents.last()
    day = tomorrow.strftime("%d/%m/%Y") if day == "tomorrow" else day
    response = assess(officer, person, assessed_on=day, result_1="2", sign_3="0")
    assert list(errors(response)) == ["assessed_on"]
    kept = re.findall(r'name="((?:result|sign)_\d)" value="(\d)"[^>]* checked', text(response))
    assert kept == [("result_1", "2"), ("sign_3", "0")]
    assert Assessment.unscoped.filter(resident=person).count() == 0


def test_a_person_who_left_is_counted_no_more(world, officer):
    household = world.own.households[1]
    person = household.residents.last()
    assess(officer, person, **{f"result_{number}": "2" for number in range(1, 6)})
    assert again(household).covered is True
    response = officer.post(f"/nguoi/{person.pk}/roi-ho/")
    assert response.headers["Location"] == f"/ho/{household.uuid}/"
    assert (again(household).covered, again(person).left_on) == (False, timezone.localdate())
    assert Assessment.unscoped.filter(resident=person).count() == 1


def test_the_head_does_not_leave_by_this_door(world, officer):
    head = world.own.household.residents.get(is_head=True)
    assert officer.post(f"/nguoi/{head.pk}/roi-ho/").status_code == 404


def test_history_keeps_what_was_undone_and_marks_it(world, officer):
    household = world.own.households[1]
    officer.post(undo_of(tap(officer, household, 3, 2)))
    page = text(officer.get(f"/ho/{household.uuid}/"))
    assert page.count("đã hoàn tác") == 1


@pytest.mark.parametrize("key", ["²", "9" * 30, "9" * 5000, "%00"])
def test_a_key_that_is_none_is_not_found(officer, key):
    pages = [f"/thon/{key}/ho/", f"/ho/{key}/", f"/nguoi/{key}/ky-nang/"]
    assert [officer.get(page).status_code for page in pages] == [404, 404, 404]


def test_villages_lead_the_only_one_straight_to_its_roster(world, officer, roster):
    assert signed_in(world.own.member).get("/ho-gia-dinh/").headers["Location"] == roster
    rows = officer.get("/ho-gia-dinh/").context["rows"]
    assert [(v.name, c.households if c else 0) for v, c in rows] == [
        ("Của Ta 01", 3),
        ("Của Ta 02", 0),
    ]
