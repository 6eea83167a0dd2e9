"""Two people at one household's texts: what goes together, what is asked, and what stays of the rest."""

import re

import pytest

from audit.models import AuditEntry
from households.models import Household, Resident
from households.register import actions as register_actions
from households.survey import actions as survey_actions
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(response.content.decode().split())


def again(row):
    return type(row).unscoped.get(pk=row.pk)


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def household(world):
    return world.own.household


def opened(client, address):
    """Return what the form at an address would send if nothing were touched."""
    page = text(client.get(address))
    found = dict(re.findall(r'<input[^>]* name="(was_\w+|version)" value="([^"]*)"', page))
    start = {name[4:]: value for name, value in found.items() if name.startswith("was_")}
    return {**found, **start}


def theirs(world, household, **fields):
    was = {name: getattr(again(household), name) for name in fields}
    register_actions.change_household(by=world.own.member, household=household, was=was, **fields)


def carried(response):
    page = text(response)
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


def unchosen(household):
    rows = AuditEntry.unscoped.about(household).filter(verb="Không chọn")
    return [row.told for row in rows]


@pytest.fixture
def clash(world, officer, household):
    """The officer's page, sent after a member changed the name and the hamlet."""
    data = opened(officer, f"/ho/{household.uuid}/")
    theirs(world, household, head_name="Tên Kia", hamlet="Xóm Kia")
    mine = {**data, "head_name": "Tên Này", "hamlet": "Xóm Này", "phone": "0905 123 456"}
    return officer.post(f"/ho/{household.uuid}/", mine)


def choose(client, household, response, **choice):
    return client.post(f"/ho/{household.uuid}/chon-ban/", {**carried(response), **choice})


def test_different_fields_go_together_unasked(world, officer, household):
    data = opened(officer, f"/ho/{household.uuid}/")
    theirs(world, household, hamlet="Xóm Kia")
    response = officer.post(f"/ho/{household.uuid}/", {**data, "head_name": "Tên Này"})
    assert response.status_code == 302
    assert (again(household).head_name, again(household).hamlet) == ("Tên Này", "Xóm Kia")


def test_the_same_field_is_asked_with_both_versions_and_nothing_is_written(world, household, clash):
    page = text(clash)
    assert clash.status_code == 409
    for words in ("<b>Tên Này</b>", "<b>Tên Kia</b>", "2 mục", world.own.member.full_name):
        assert words in page
    assert again(household).phone == household.phone


def test_what_is_chosen_is_written_field_by_field(officer, household, clash):
    answer = choose(officer, household, clash, keep_head_name="mine", keep_hamlet="theirs")
    assert answer.status_code == 302
    now = again(household)
    assert (now.head_name, now.hamlet, now.phone) == ("Tên Này", "Xóm Kia", "0905 123 456")
    assert unchosen(household) == [{"hamlet": ["Xóm Này", "Xóm Kia"]}]
    entry = AuditEntry.unscoped.about(household).filter(verb="Sửa hộ").first()
    assert entry.told["head_name"] == ["Tên Kia", "Tên Này"]


def test_keeping_theirs_keeps_mine_in_the_history(officer, household, clash):
    choose(officer, household, clash, keep_head_name="mine", theirs="1")
    now = again(household)
    assert (now.head_name, now.hamlet, now.phone) == ("Tên Kia", "Xóm Kia", "0905 123 456")
    assert unchosen(household) == [
        {"head_name": ["Tên Này", "Tên Kia"], "hamlet": ["Xóm Này", "Xóm Kia"]}
    ]
    page = text(officer.get(f"/ho/{household.uuid}/lich-su/"))
    assert "Không chọn" in page
    assert "Tên Này → Tên Kia" in page


def test_a_third_person_meanwhile_is_asked_again(world, officer, household, clash):
    theirs(world, household, head_name="Tên Thứ Ba")
    answer = choose(officer, household, clash, keep_head_name="mine", keep_hamlet="mine")
    assert answer.status_code == 409
    assert "<b>Tên Thứ Ba</b>" in text(answer)
    assert again(household).head_name == "Tên Thứ Ba"


@pytest.mark.parametrize(
    "changes",
    [
        {"mine_head_name": ""},
        {"mine_head_name": "\x00"},
        {"mine_phone": "<script>"},
        {"mine_status": "khac"},
        {"mine_head_name": "x" * 5000},
        {"resident": "999999"},
        {"resident": "²"},
    ],
)
def test_a_choice_that_was_tampered_with_writes_nothing(officer, household, clash, changes):
    before = again(household)
    answer = choose(officer, household, clash, keep_head_name="mine", **changes)
    assert answer.status_code in {302, 404}
    assert again(household).head_name == before.head_name


def test_a_stranger_chooses_nothing(world, household, clash):
    stranger = signed_in(world.sibling.officer)
    assert choose(stranger, household, clash, keep_head_name="mine").status_code == 404


def test_a_person_is_merged_and_asked_the_same_way(world, officer, household):
    person = household.residents.get(is_head=False)
    address = f"/nguoi/{person.pk}/sua/"
    data = opened(officer, address)
    was = {"birth_year": person.birth_year}
    register_actions.change_resident(by=world.own.member, resident=person, was=was, birth_year=1999)
    assert officer.post(address, {**data, "sex": "f"}).status_code == 302
    assert (again(person).birth_year, again(person).sex) == (1999, "f")
    answer = officer.post(address, {**data, "birth_year": "1998"})
    assert answer.status_code == 409
    assert "<b>1999</b>" in text(answer)
    choose(officer, household, answer, keep_birth_year="mine")
    assert again(person).birth_year == 1998


def test_a_status_that_another_set_is_asked(world, officer, household):
    register_actions.set_status(by=world.own.member, household=household, status="refused")
    address = f"/ho/{household.uuid}/tinh-trang/"
    answer = officer.post(address, {"status": "nobody_home", "was_status": "resident"})
    assert answer.status_code == 409
    assert "Chưa đồng ý khảo sát" in text(answer)
    choose(officer, household, answer, keep_status="mine")
    assert again(household).status == "nobody_home"


def test_only_who_may_know_is_given_a_number_to_call(world, officer, household):
    world.own.member.phone = "0905 999 888"
    world.own.member.save()
    data = opened(officer, f"/ho/{household.uuid}/")
    theirs(world, household, hamlet="Xóm Kia")
    answer = officer.post(f"/ho/{household.uuid}/", {**data, "hamlet": "Xóm Này"})
    assert "tel:0905999888" in text(answer)
    mate = world.person("to-ta-2", "member", world.own.area)
    answer = signed_in(mate).post(f"/ho/{household.uuid}/", {**data, "hamlet": "Xóm Này"})
    assert "tel:" not in text(answer)


def test_skills_of_two_people_are_chosen_one_by_one(world, officer, household):
    person = household.residents.get(is_head=True)
    address = f"/nguoi/{person.pk}/ky-nang/"
    form = officer.get(address).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    survey_actions.assess(by=world.own.member, resident=person, results=[1, 1, 2, 2, 2])
    answer = officer.post(address, {**data, "result_1": "0", "result_2": "0"})
    assert answer.status_code == 409
    picked = carried(answer) | {"keep": "mine", "keep_1": "theirs", "keep_2": "mine"}
    officer.post(f"/ho/{household.uuid}/chon/", picked)
    assert again(person).results == [1, 0, 2, 2, 2]
    aside = person.assessments.get(set_aside=True)
    assert aside.results[:2] == [0, 0]


def test_the_choice_of_a_household_names_only_its_own_people(world, officer, household, clash):
    other = world.own.households[1].residents.first()
    data = {"resident": other.pk, "mine_full_name": "Kẻ Phá", "was_full_name": other.full_name}
    answer = officer.post(f"/ho/{household.uuid}/chon-ban/", data)
    assert answer.status_code == 404
    assert Resident.unscoped.get(pk=other.pk).full_name == other.full_name
    assert Household.unscoped.filter(head_name="Kẻ Phá").count() == 0


@pytest.mark.parametrize(
    ("field", "value"), [("relation", "head"), ("relation", "boss"), ("sex", "x"), ("phone", "abc")]
)
def test_a_choice_offers_no_more_than_the_form_did(world, officer, household, field, value):
    person = household.residents.get(is_head=False)
    address = f"/nguoi/{person.pk}/sua/"
    data = opened(officer, address)
    was = {"birth_year": person.birth_year}
    register_actions.change_resident(by=world.own.member, resident=person, was=was, birth_year=1999)
    asked = officer.post(address, {**data, "birth_year": "1998"})
    choose(officer, household, asked, keep_birth_year="mine", **{f"mine_{field}": value})
    assert getattr(again(person), field) == getattr(person, field)
    assert again(person).birth_year == 1999


def test_a_choice_does_not_merge_a_household_away(world, officer, household):
    register_actions.set_status(by=world.own.member, household=household, status="refused")
    address = f"/ho/{household.uuid}/tinh-trang/"
    asked = officer.post(address, {"status": "nobody_home", "was_status": "resident"})
    choose(officer, household, asked, keep_status="mine", mine_status="merged")
    assert again(household).status == "refused"


def test_the_relation_of_a_head_is_nobodys_choice(officer, household):
    head = household.residents.get(is_head=True)
    sent = {"resident": str(head.pk), "mine_relation": "child", "mine_phone": "0905 123 456"}
    officer.post(f"/ho/{household.uuid}/chon-ban/", sent)
    assert (again(head).relation, again(head).phone) == (head.relation, head.phone)
