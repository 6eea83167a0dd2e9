"""What was erased does not come back by a page opened before, a form sent again or a file; a person may, asked first."""

import uuid

import pytest
from django.urls import reverse

from areas.actions import recount_villages
from audit.models import AuditEntry
from households.bulk.actions import RowChange, Written, change_many, take_back_many
from households.erasing.actions import erase_household, erase_resident
from households.models import Household, Resident
from households.register import actions as register_actions
from households.register.actions import ErasedBefore
from households.survey.actions import Unsaved
from tests import scanning
from tests.households.erasing.test_actions import HAMLET, NAME, PHONE, WIFE, WIFES, fresh

pytestmark = pytest.mark.django_db
KEY = uuid.uuid4()
OTHER = "Zquỳnh Phướcx Đặngwa"


@pytest.fixture
def household(officer, village):
    recount_villages(village.commune)
    wife = register_actions.NewPerson(WIFE, relation="spouse", birth_year=1969, phone=WIFES)
    facts = {"head_name": NAME, "hamlet": HAMLET, "phone": PHONE, "people": [wife]}
    return register_actions.add_household(by=officer, village=village, uuid=KEY, **facts)


@pytest.fixture
def head(household):
    return household.residents.get(is_head=True)


@pytest.fixture
def wife(household):
    return household.residents.get(relation="spouse")


@pytest.fixture
def page(client, officer):
    client.force_login(officer, backend="accounts.sessions.RoleBackend")
    return client


def detail(household):
    return reverse("households:detail", args=[household.uuid])


def as_typed(household, **typed):
    """Return the form of a household as a page opened now sends it, with something typed over."""
    names = ("head_name", "hamlet", "phone")
    was = {f"was_{name}": getattr(household, name) for name in names}
    return {**was, **{name: getattr(household, name) for name in names}, **typed}


def nothing_came_back(*texts):
    return scanning.in_columns(*(texts or (NAME, PHONE, OTHER))) == {}


# --- A page opened before ---


@pytest.mark.parametrize(
    "typed", [{"head_name": OTHER}, {"phone": "0905 111 222"}, {"hamlet": "Ngõ khác"}]
)
def test_a_page_of_a_household_opened_before_writes_nothing_back(page, officer, household, typed):
    data = as_typed(household, **typed)
    erase_household(by=officer, household=household)
    entries = AuditEntry.unscoped.count()
    response = page.post(detail(household), data)
    assert (response.status_code, "đã được xóa theo yêu cầu" in response.content.decode()) == (
        409,
        True,
    )
    assert nothing_came_back(NAME, PHONE, HAMLET, *typed.values())
    assert AuditEntry.unscoped.count() == entries


def test_what_such_a_page_left_alone_is_no_clash(page, officer, household, head):
    data = as_typed(household, hamlet="Ngõ khác")
    erase_resident(by=officer, resident=head)
    assert page.post(detail(household), data).status_code == 302
    assert (fresh(household).hamlet, fresh(household).head_name) == (
        "Ngõ khác",
        fresh(head).full_name,
    )
    assert nothing_came_back()


def test_a_page_of_a_person_opened_before_writes_nothing_back(page, officer, household, wife):
    data = {"full_name": OTHER, "relation": "spouse", "birth_year": "1969", "phone": WIFES}
    data |= {f"was_{name}": value for name, value in data.items()} | {"was_full_name": WIFE}
    erase_resident(by=officer, resident=wife)
    response = page.post(reverse("households:resident_change", args=[wife.pk]), data)
    assert response.status_code == 409
    assert nothing_came_back(WIFE, WIFES, OTHER)


@pytest.mark.parametrize("keep", ["mine", "theirs"])
def test_the_choice_between_two_versions_writes_nothing_back(page, officer, household, keep):
    """The page that asks which of two numbers is right was opened before."""
    data = {"mine_phone": "0905 111 222", "was_phone": PHONE, "now_phone": "0905 333 444"}
    register_actions.change_household(
        by=officer, household=household, version=household.version, phone="0905 333 444"
    )
    erase_household(by=officer, household=household)
    entries = AuditEntry.unscoped.count()
    address = reverse("households:choose_version", args=[household.uuid])
    response = page.post(address, {**data, "keep_phone": keep})
    assert response.status_code == (409 if keep == "mine" else 302)
    assert nothing_came_back(NAME, "0905 111 222", "0905 333 444")
    assert AuditEntry.unscoped.count() == entries


def test_the_same_form_sent_again_adds_nobody(officer, village, household, wife):
    added = register_actions.add_resident(
        by=officer, household=household, full_name=OTHER, uuid=(key := uuid.uuid4())
    )
    erase_household(by=officer, household=household)
    again = register_actions.add_household(
        by=officer, village=village, uuid=KEY, head_name=NAME, phone=PHONE
    )
    assert again == household
    assert added == register_actions.add_resident(
        by=officer, household=household, full_name=OTHER, uuid=key
    )
    assert nothing_came_back()
    assert Resident.unscoped.count() == 3


# --- A file ---


def test_a_row_of_a_file_writes_no_name_to_whom_was_erased(officer, village, household, head, wife):
    erase_household(by=officer, household=household)
    now = {"full_name": [fresh(wife).full_name, WIFE]}
    before = {"phone": [WIFES, "0905 111 222"]}
    said = {"village": village, "household": household.pk, "resident": wife.pk}
    rows = [RowChange(key=1, fields=now, **said), RowChange(key=2, fields=before, **said)]
    rows.append(RowChange(key=3, home={"hamlet": ["", HAMLET]}, **said))
    outcome = change_many(by=officer, rows=rows)
    assert outcome.refused == dict.fromkeys((1, 2, 3), Unsaved.ERASED)
    assert nothing_came_back(NAME, WIFE, WIFES, HAMLET)


def test_a_file_taken_back_brings_nothing_back(officer, village, household, head):
    """The file had changed the name of a head; it is taken back after that one was erased."""
    fields = {"full_name": [NAME, OTHER]}
    said = {"village": village, "household": household.pk, "resident": head.pk}
    change_many(by=officer, rows=[RowChange(key=1, fields=fields, **said)])
    version = fresh(household).version
    erase_resident(by=officer, resident=head)
    row = Written(key=1, version=version, is_new=False, fields=fields, **said)
    assert list(take_back_many(by=officer, rows=[row])) == [1]
    assert nothing_came_back()


# --- A person who types it again is asked first ---


def test_a_name_typed_anew_is_asked_about_and_then_written(page, officer, household):
    erase_household(by=officer, household=household)
    data = as_typed(fresh(household), head_name=OTHER)
    response = page.post(detail(household), data)
    text = response.content.decode()
    assert (response.status_code, "Ghi lại dữ liệu đã xóa?" in text) == (409, True)
    assert f'name="head_name" value="{OTHER}"' in text
    assert nothing_came_back()
    assert page.post(detail(household), {**data, "again": "1"}).status_code == 302
    assert fresh(household).head_name == OTHER


def test_pressing_again_on_a_page_opened_before_is_refused_all_the_same(page, officer, household):
    data = as_typed(household, head_name=OTHER)
    erase_household(by=officer, household=household)
    assert page.post(detail(household), {**data, "again": "1"}).status_code == 409
    assert nothing_came_back()


def test_a_new_household_of_that_name_is_asked_about(page, officer, village, household, head):
    erase_resident(by=officer, resident=head)
    address = reverse("households:add", args=[village.pk])
    data = {"uuid": str(uuid.uuid4()), "head_name": NAME, "how": "knows_all"}
    response = page.post(address, data, headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Retarget"]) == (200, "main")
    assert NAME in response.content.decode()
    assert Household.unscoped.count() == 1
    response = page.post(address, {**data, "again": "1"})
    assert (response.status_code, Household.unscoped.count()) == (302, 2)


def test_somebody_added_to_a_household_is_asked_about(page, officer, household, wife):
    erase_resident(by=officer, resident=wife)
    address = reverse("households:resident_add", args=[household.uuid])
    data = {"full_name": WIFE, "relation": "spouse", "uuid": str(uuid.uuid4())}
    response = page.post(address, data)
    assert (response.status_code, detail(household) in response.content.decode()) == (409, True)
    assert page.post(address, {**data, "again": "1"}).status_code == 302
    assert household.residents.filter(full_name=WIFE).count() == 1


def test_the_sheet_says_where_to_do_it(page, officer, village, household, head):
    erase_resident(by=officer, resident=head)
    address = reverse("households:sheet_add", args=[village.pk])
    data = {"head_name": NAME, "uuid": str(uuid.uuid4()), "results": ",,,,", "was": ",,,,"}
    response = page.post(address, data)
    assert (response.status_code, "Hộ mới" in response.json()["error"]) == (422, True)


def test_another_commune_is_not_asked(officer, household, head):
    from tests.factories import VillageFactory

    erase_resident(by=officer, resident=head)
    with pytest.raises(ErasedBefore):
        register_actions.add_household(by=officer, village=household.village, head_name=NAME)
    other = VillageFactory()
    assert register_actions.add_household(by=officer, village=other, head_name=NAME).pk
