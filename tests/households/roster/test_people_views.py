"""People of a household: corrected, gone on a day, surveyed with method and signs."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from households.models import Assessment, Household, Resident
from households.register.actions import change_resident
from households.survey.actions import assess, set_result
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def household(world):
    return world.own.households[1]


@pytest.fixture
def person(household):
    return household.residents.get(is_head=False)


def again(row):
    return type(row).unscoped.get(pk=row.pk)


def change(client, person, **data):
    data = {"full_name": "Lê Thị Sửa", "relation": "child", "birth_year": "", "sex": "", **data}
    return client.post(f"/nguoi/{person.pk}/sua/", {**shown(client, person), **data})


def shown(client, person):
    page = text(client.get(f"/nguoi/{person.pk}/sua/"))
    return dict(re.findall(r'name="(version|was_\w+)" value="([^"]*)"', page))


def test_what_two_people_correct_apart_goes_together(world, officer, person):
    before = shown(officer, person)
    change_resident(by=world.own.member, resident=person, sex="m")
    data = {"full_name": "Lê Thị Sửa", "relation": before["was_relation"], "sex": ""}
    officer.post(f"/nguoi/{person.pk}/sua/", {**before, **data, "birth_year": "2001"})
    assert (again(person).full_name, again(person).sex) == ("Lê Thị Sửa", "m")


def test_what_two_people_correct_differently_is_asked(world, officer, person):
    before = shown(officer, person)
    change_resident(by=world.own.member, resident=person, full_name="Tên Của Người Kia")
    data = {"full_name": "Lê Thị Sửa", "relation": before["was_relation"], "sex": ""}
    response = officer.post(f"/nguoi/{person.pk}/sua/", {**before, **data, "birth_year": "2001"})
    assert response.status_code == 409
    assert again(person).full_name == "Tên Của Người Kia"


def test_a_person_is_corrected(officer, household, person):
    response = change(officer, person, birth_year="1999", sex="f")
    assert response.headers["Location"] == f"/ho/{household.uuid}/"
    now = again(person)
    assert (now.full_name, now.birth_year, now.sex) == ("Lê Thị Sửa", 1999, "f")


def test_the_form_of_a_person_shows_the_year_as_it_is(officer, person):
    assert 'name="birth_year" value="2001"' in text(officer.get(f"/nguoi/{person.pk}/sua/"))


def test_the_head_stays_head_and_names_the_household(officer, household):
    head = household.residents.get(is_head=True)
    change(officer, head, relation="child")
    assert (again(head).relation, again(household).head_name) == ("head", "Lê Thị Sửa")


@pytest.mark.parametrize(
    ("field", "value"),
    [("full_name", ""), ("birth_year", "79"), ("relation", "head"), ("sex", "x")],
)
def test_a_person_is_corrected_only_whole(officer, person, field, value):
    response = change(officer, person, **{field: value})
    assert list(response.context["form"].errors) == [field]
    assert again(person).full_name == person.full_name


def test_a_person_leaves_on_a_day(officer, person):
    day = timezone.localdate() - timedelta(days=9)
    officer.post(f"/nguoi/{person.pk}/roi-ho/", {"left_on": day.strftime("%d/%m/%Y")})
    assert again(person).left_on == day


@pytest.mark.parametrize("day", ["31/12/2999", "hôm qua", "\x00"])
def test_nobody_leaves_in_the_future(officer, person, day):
    response = officer.post(f"/nguoi/{person.pk}/roi-ho/", {"left_on": day})
    assert (response.status_code, list(response.context["leaving"].errors)) == (422, ["left_on"])
    assert again(person).left_on is None


def test_a_day_that_was_wrong_leaves_what_is_known_in_the_form_beside_it(officer, person):
    known = {"full_name": person.full_name, "birth_year": 1971, "sex": "f", "phone": "0905123456"}
    Resident.unscoped.filter(pk=person.pk).update(**known)
    page = officer.post(f"/nguoi/{person.pk}/roi-ho/", {"left_on": "31/12/2999"})
    form = page.context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    assert shown == {**known, "birth_year": "1971", "relation": person.relation}
    # Saved as it stands, it takes nothing away.
    was = {f"was_{name}": str(value) for name, value in shown.items()}
    assert officer.post(f"/nguoi/{person.pk}/sua/", {**shown, **was}).status_code == 302
    found = again(person)
    assert {name: getattr(found, name) for name in known} == known


def survey(client, person, **data):
    return client.post(f"/nguoi/{person.pk}/ky-nang/", data)


def test_a_survey_keeps_the_three_states_the_method_and_the_signs(officer, person):
    survey(
        officer,
        person,
        result_1="2",
        result_2="1",
        result_5="0",
        method="seen",
        sign_1="1",
        sign_3="0",
    )
    row = Assessment.unscoped.get(resident=person)
    assert (row.results, row.method) == ([2, 1, None, None, 0], "seen")
    assert [said for _name, said in row.signs] == [True, None, False, None, None, None]


def test_a_survey_needs_one_result_and_no_more(officer, person):
    response = survey(officer, person, method="seen")
    assert response.context["form"].non_field_errors() == ["Chọn kết quả của ít nhất một kỹ năng."]
    survey(officer, person, result_4="2")
    row = Assessment.unscoped.get(resident=person)
    assert (row.results, row.assessed_on, row.method) == (
        [None, None, None, 2, None],
        timezone.localdate(),
        "interview",
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [("result_1", "3"), ("method", "guess"), ("sign_1", "2"), ("was", "0"), ("uuid", "x")],
)
def test_a_survey_takes_only_what_it_offers(officer, person, field, value):
    response = survey(officer, person, **{"result_2": "2", field: value})
    assert field in response.context["form"].errors
    assert Assessment.unscoped.filter(resident=person).count() == 0


def test_a_survey_sent_twice_is_one(officer, person):
    data = {"result_1": "2", "uuid": str(uuid.uuid4())}
    for _ in range(2):
        survey(officer, person, **data)
    assert Assessment.unscoped.filter(resident=person).count() == 1


def test_a_survey_is_merged_with_what_another_recorded_meanwhile(world, officer, household):
    head = household.residents.get(is_head=True)
    page = text(officer.get(f"/nguoi/{head.pk}/ky-nang/"))
    was = re.search(r'name="was" value="([^"]+)"', page)[1]
    set_result(by=world.own.member, household=household, number=4, result=2)
    survey(officer, head, was=was, result_1="2")
    assert again(head).results == [2, 0, 0, 2, 0]


def test_what_was_found_again_is_asked_where_another_found_it_differently(
    world, officer, household
):
    head = household.residents.get(is_head=True)
    set_result(by=world.own.member, household=household, number=4, result=2)
    assert survey(officer, head, was="00000", result_4="0").status_code == 409
    assert survey(officer, head, was="00020", result_4="2").status_code == 302
    assert again(head).results == [0, 0, 0, 2, 0]


def sent_as_opened(client, person, **touched):
    """Open the form, touch something of it, and send it as a browser does: all that is checked."""
    page = text(client.get(f"/nguoi/{person.pk}/ky-nang/"))
    fields = re.findall(
        r'<input type="(?:hidden|radio)" name="(\w+)" value="([^"]*)"([^>]*)>', page
    )
    hidden = ("was", "uuid")
    shown = {name: value for name, value, rest in fields if name in hidden or "checked" in rest}
    return survey(client, person, **{**shown, **touched})


def test_an_earlier_day_holds_what_was_asked_on_it_alone(world, officer, person):
    assess(by=world.own.officer, resident=person, results=[2, 2, 2, 2, None])
    day = timezone.localdate() - timedelta(30)
    sent_as_opened(officer, person, result_5="2", assessed_on=f"{day:%d/%m/%Y}")
    row = Assessment.unscoped.get(resident=person, assessed_on=day)
    assert (row.results, row.cleared) == ([None, None, None, None, 2], 0)
    assert again(person).results == [2, 2, 2, 2, 2]


@pytest.mark.parametrize(("ago", "taken"), [(9, True), (0, False)])
def test_skill_5_goes_by_the_day_of_the_survey(world, officer, person, ago, taken):
    world.platform.valid_to = timezone.localdate() - timedelta(5)
    world.platform.save()
    day = timezone.localdate() - timedelta(ago)
    response = sent_as_opened(officer, person, result_5="2", assessed_on=f"{day:%d/%m/%Y}")
    assert (response.status_code == 302) is taken
    assert taken or list(response.context["form"].errors) == ["result_5"]
    assert Assessment.unscoped.filter(resident=person).exists() is taken


def test_the_form_of_a_survey_says_what_stands_and_asks_for_what_was_asked(world, officer, person):
    assess(by=world.own.officer, resident=person, results=[2, None, None, None, None])
    assert "Đang ghi: biết" in text(officer.get(f"/nguoi/{person.pk}/ky-nang/"))
    response = sent_as_opened(officer, person)
    assert response.context["form"].non_field_errors() == ["Chọn kết quả của ít nhất một kỹ năng."]
    sent_as_opened(officer, person, result_1="2")
    assert Assessment.unscoped.filter(resident=person).count() == 2


def test_a_survey_of_what_another_found_differently_is_asked(world, officer, household):
    head = household.residents.get(is_head=True)
    set_result(by=world.own.member, household=household, number=4, result=2)
    response = survey(officer, head, was="00000", result_4="1")
    assert response.status_code == 409
    assert "Người khác vừa ghi:" in text(response)
    assert again(head).results == [0, 0, 0, 2, 0]


def test_one_who_knows_all_and_all_together_are_said_apart(world, officer, household, person):
    by, head = world.own.officer, household.residents.get(is_head=True)
    assess(by=by, resident=head, results=[2, 2, 2, 0, 0])
    assess(by=by, resident=person, results=[0, 0, 2, 2, 2])
    page = text(officer.get(f"/ho/{household.uuid}/"))
    assert "Cả hộ gộp lại đủ 5, nhưng chưa một người nào biết đủ 5" in page
    assess(by=by, resident=person, results=[2, 2, 2, 2, 2])
    page = text(officer.get(f"/ho/{household.uuid}/"))
    assert "Hộ đạt: một người biết đủ 5." in page
    assert Household.unscoped.get(pk=household.pk).covered


def test_a_household_leads_to_the_one_before_it_and_to_its_roster(world, officer):
    first, second, third = world.own.households
    page = text(officer.get(f"/ho/{third.uuid}/"))
    assert "Hộ trước: Chủ Hộ 02" in page
    assert f"/ho/{second.uuid}/" in page
    assert f'href="/thon/{world.own.village.pk}/ho/"' in page
    assert "Hộ 3/3 trong sổ thôn" in page
    assert "Hộ trước:" not in text(officer.get(f"/ho/{first.uuid}/"))


def test_the_skills_of_a_household_stand_in_words(world, officer, household, person):
    by, head = world.own.officer, household.residents.get(is_head=True)
    assess(by=by, resident=head, results=[2, 1, 0, None, None])
    assess(by=by, resident=person, results=[0, 0, 2, None, None])
    context = officer.get(f"/ho/{household.uuid}/").context
    assert context["members"][0].in_words == "Biết 1 · Có hỗ trợ 2 · Chưa biết 3, 4, 5"
    assert [str(word) for _skill, word, _result in context["together"]][:3] == [
        "Biết",
        "Có hỗ trợ",
        "Biết",
    ]


def test_relation_is_said_of_a_man_or_a_woman(person):
    person.relation, person.sex, person.birth_year = "spouse", "m", 1980
    assert person.described == "Chồng, sinh 1980"
    person.sex = ""
    assert person.described == "Vợ, chồng, sinh 1980"
    person.relation, person.sex = "child", "f"
    assert person.described == "Con, sinh 1980, nữ"


def test_what_is_rare_lies_folded(officer, household):
    page = text(officer.get(f"/ho/{household.uuid}/"))
    assert not re.search(r"<details[^>]* open", page)
    assert "Biến động của hộ" in page
    assert "Đưa hộ ra khỏi sổ" in page


def test_a_person_is_added_in_place_and_the_next_name_is_asked(officer, household):
    data = {"full_name": "Lê Văn Mới", "relation": "child", "birth_year": "", "sex": ""}
    page = text(officer.post(f"/ho/{household.uuid}/nguoi/", data, headers={"HX-Request": "true"}))
    assert "Đã thêm Lê Văn Mới." in page
    assert 'hx-swap-oob="true"' in page
    assert re.search(r'id="them-nguoi"[^>]* open', page)
    assert "<html" not in page
    refused = officer.post(
        f"/ho/{household.uuid}/nguoi/", {**data, "full_name": ""}, headers={"HX-Request": "true"}
    )
    assert list(refused.context["person_form"].errors) == ["full_name"]
    assert "<html" not in text(refused)


def test_the_form_of_a_person_sent_twice_adds_one(officer, household):
    page = text(officer.get(f"/ho/{household.uuid}/"))
    key = re.search(r'name="uuid" value="([0-9a-f-]{36})"', page[page.index("them-nguoi") :])[1]
    data = {"full_name": "Lê Văn Mới", "relation": "child", "uuid": key}
    htmx = {"HX-Request": "true"}
    for _ in range(5):
        again = text(officer.post(f"/ho/{household.uuid}/nguoi/", data, headers=htmx))
        assert "Đã thêm Lê Văn Mới." in again
    assert household.residents.filter(full_name="Lê Văn Mới").count() == 1
    # The next form has a key of its own.
    assert re.search(r'name="uuid" value="([0-9a-f-]{36})"', again)[1] != key


def test_the_key_of_a_person_adds_nobody_to_another_household(world, officer, household):
    other = next(one for one in world.own.households if one != household)
    data = {"full_name": "Lê Văn Mới", "relation": "child", "uuid": str(uuid.uuid4())}
    officer.post(f"/ho/{household.uuid}/nguoi/", data)
    response = officer.post(f"/ho/{other.uuid}/nguoi/", data)
    assert response.status_code == 422
    assert not other.residents.filter(full_name="Lê Văn Mới").exists()


def test_without_script_the_form_for_the_next_person_is_open(officer, household):
    data = {"full_name": "Lê Văn Mới", "relation": "child", "birth_year": "", "sex": ""}
    response = officer.post(f"/ho/{household.uuid}/nguoi/", data)
    assert response.headers["Location"] == f"/ho/{household.uuid}/?them#them-nguoi"
    assert re.search(r'id="them-nguoi"[^>]* open', text(officer.get(response.headers["Location"])))


def test_a_household_leads_to_the_next_one_of_the_roster(world, officer):
    first, second, third = world.own.households
    page = text(officer.get(f"/ho/{first.uuid}/"))
    assert "Hộ tiếp theo: Chủ Hộ 02" in page
    assert f"/ho/{second.uuid}/" in page
    assert "Hộ tiếp theo" not in text(officer.get(f"/ho/{third.uuid}/"))
    assert Resident.unscoped.count() >= 6


def test_what_the_home_knows_together_with_help_has_its_own_sign(world, officer, household):
    head = household.residents.get(is_head=True)
    spouse = Resident.objects.create(household=household, full_name="Trần Thị Ba")
    set_result(by=world.own.officer, household=household, resident=head, number=2, result=1)
    page = text(officer.get(f"/ho/{household.uuid}/"))
    together = page[page.index("Cả hộ gộp lại") :]
    assert spouse.full_name in page
    assert re.search(r'class="sk half"> <span class="vh">Mua sắm', together)


def test_what_was_said_of_a_resident_and_not_read_ends_with_the_session(world, officer, household):
    """It lies in no cookie of a shared computer, and whoever signs in next does not read it."""
    data = {"full_name": "Lê Thị Canari", "relation": "child", "birth_year": "", "sex": ""}
    officer.post(f"/ho/{household.uuid}/nguoi/", data)
    assert "messages" not in officer.cookies
    officer.post("/dang-xuat/")
    assert "Canari" not in text(officer.get("/dang-nhap/"))
    officer.force_login(world.committee, backend="accounts.sessions.RoleBackend")
    assert "Canari" not in text(officer.get("/tong-quan/", follow=True))
