"""Admin and two people at one household: refused with what was typed kept; what happened, by codes."""

import pytest

from households.duplicates.actions import merge, say_apart
from households.models import (
    Assessment,
    Confirmation,
    Household,
    Movement,
    NotDuplicate,
    Regrouping,
    Resident,
)
from households.register.actions import change_resident
from households.register.queries.history import results_at
from households.register.rules import UNSEEN
from households.survey.actions import assess
from skills.catalogue import COLUMNS
from tests.admin_world import World, errors_of, filled, make_facts, signed_in, url
from tests.factories import ConfirmationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(admin_world) -> World:
    return admin_world


@pytest.fixture
def client(world):
    return signed_in(world.local)


def fresh(row):
    return type(row).unscoped.get(pk=row.pk)


def told(client, model):
    return client.get(url(model, "changelist"))


def test_a_finding_that_another_person_contradicts_meanwhile_is_refused_and_stays_typed(
    world, client
):
    address, person = url(Assessment, "add"), world.own.resident
    mine = dict(zip(COLUMNS, [0, 2, 1, 0, ""], strict=True))
    data = filled(client, address, resident=person.pk, **mine)
    assess(by=world.national, resident=person, results=[1, 2, 1, 0, None])
    response = client.post(address, data)
    assert "Chưa ghi đè gì" in errors_of(response)
    form = response.context["adminform"].form
    assert {name: str(form[name].value()) for name in COLUMNS} == {
        name: str(value) for name, value in mine.items()
    }
    assert fresh(person).results == [1, 2, 1, 0, None]


def test_findings_of_different_skills_go_together(world, client):
    address, person = url(Assessment, "add"), world.own.resident
    data = filled(client, address, resident=person.pk)
    data |= dict(zip(COLUMNS, [2, 2, 1, 1, ""], strict=True))
    assess(by=world.national, resident=person, results=[2, 1, 1, 0, None])
    assert client.post(address, data).status_code == 302
    assert fresh(person).results == [2, 1, 1, 1, None]


def test_a_page_that_does_not_say_when_it_was_opened_has_seen_nothing(world, client):
    address, person = url(Assessment, "add"), world.own.resident
    data = filled(client, address, resident=person.pk)
    data |= dict(zip(COLUMNS, [0, 0, 0, 0, ""], strict=True)) | {"seen_at": ""}
    assert "Chưa ghi đè gì" in errors_of(client.post(address, data))
    assert results_at(person, None) == [UNSEEN] * 5


def test_a_person_changed_between_the_check_and_the_lock_is_refused(world, client, monkeypatch):
    child = Resident.unscoped.create(household=world.own.household, full_name="Bé Sen")
    page = url(child, "change")

    def later(**fields):
        change_resident(by=world.national, resident=child, birth_year=2001)
        return change_resident(**fields)

    monkeypatch.setattr("households.roster.admin.change_resident", later)
    text = errors_of(client.post(page, filled(client, page, full_name="Sen Nhỏ")))
    assert "Có người khác vừa sửa" in text
    assert fresh(child).full_name == "Bé Sen"


def test_a_stale_page_comes_back_with_what_was_typed(world, client):
    page = url(world.own.household, "change")
    data = filled(client, page, head_name="Tên Của Tôi", hamlet="Xóm Của Tôi")
    assert client.post(page, filled(client, page, phone="0905 999 999")).status_code == 302
    response = client.post(page, data)
    assert "Có người khác vừa sửa" in errors_of(response)
    for typed in ("Tên Của Tôi", "Xóm Của Tôi"):
        assert f'value="{typed}"' in response.content.decode()


def test_nobody_merges_a_household_by_its_status_nor_writes_to_a_merged_one(world, client):
    twin = make_facts(world.national, world.village, "Sen Hai").household
    page = url(twin, "change")
    offered = client.get(page).context["adminform"].form.fields["status"].choices
    assert "merged" not in dict(offered)
    data = filled(client, page)
    assert "status" in errors_of(client.post(page, data | {"status": "merged"}))
    merge(by=world.national, keep=world.own.household, duplicate=twin)
    data = filled(client, page, hamlet="Xóm Khác")
    assert "gộp vào hộ khác" in errors_of(client.post(page, data))


@pytest.fixture
def happened(world):
    """One of everything that happens to households, in our commune and in the other one."""
    for facts, village in ((world.own, world.village), (world.theirs, world.foreign)):
        twin = make_facts(world.national, village, "Hai").household
        say_apart(by=world.national, one=facts.household, other=twin)
        merge(by=world.national, keep=facts.household, duplicate=twin)
        ConfirmationFactory(household=facts.household)


@pytest.mark.parametrize("model", [Confirmation, Movement, NotDuplicate, Regrouping])
def test_what_happened_is_read_by_codes_within_the_territory(world, happened, client, model):
    page = told(client, model)
    text = page.content.decode()
    assert world.own.household.code in text
    assert world.theirs.household.code not in text
    assert "Nguyễn Thị" not in text
    found = client.post(url(model, "changelist"), {"q": world.own.household.code})
    assert found.context["cl"].result_count > 0
    for words in (world.theirs.household.code, "sen"):
        found = client.post(url(model, "changelist"), {"q": words})
        assert found.context["cl"].result_count == 0


@pytest.mark.parametrize("model", [Confirmation, Movement, NotDuplicate, Regrouping])
def test_what_happened_is_changed_by_nobody(world, happened, client, model):
    row = model.objects.visible_to(world.local).first()
    assert client.get(url(row, "change")).status_code == 200
    assert client.get(url(row, "history")).status_code == 200
    assert client.post(url(row, "change"), {"withdrawn_at_0": "1"}).status_code == 403
    assert client.get(url(model, "add")).status_code == 403
    foreign = next(
        r for r in model.unscoped.all() if r not in model.objects.visible_to(world.local)
    )
    assert client.get(url(foreign, "change")).status_code == 404
    assert Household.unscoped.get(pk=world.own.household.pk).status == "resident"
