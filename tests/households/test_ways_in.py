"""Every way in with one skill leaves the other four not asked; what answers all says so in its name."""

import json
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from households.bulk import actions as bulk_actions
from households.models import Household
from households.register import actions as register_actions
from households.survey import actions as survey_actions
from tests.imports.ours import written
from tests.imports.sheets import CODES, OWN, workbook
from tests.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.engines, pytest.mark.slow]
ONE = [None, 2, None, None, None]
NAME = "Lê Thị Một Ô"


@pytest.fixture
def client(world):
    return signed_in(world.own.officer)


@pytest.fixture
def household(world):
    """A household in which nobody was asked."""
    return world.own.households[2]


def head(household):
    return household.residents.get(is_head=True)


def results(household):
    return survey_actions.best_resident(Household.unscoped.get(pk=household.pk)).results


def send(client, name, key, data, status=200):
    address = reverse(f"households:{name}", args=[key])
    # Forms lead on to a page (302), taps answer with their part of it.
    headers = {} if status == 302 else {"HX-Request": "true"}
    response = client.post(address, data, headers=headers)
    assert response.status_code == status, response.content[:300]
    return response


def tap(world, client, household, number=2, result=2, was="-----"):
    tapped = {"number": number, "result": result, "resident": head(household).pk, "was": was}
    send(client, "skill", household.uuid, tapped)


def cell(world, client, household):
    pressed = {"uuid": uuid.uuid4(), "resident": "", "results": ",2,,,", "was": ",,,,"}
    send(client, "cell", household.uuid, pressed)


def keys(world, client, household):
    """Two keys on two cells are two presses; one of them goes back by Delete."""
    cell(world, client, household)
    person = head(household).pk
    pressed = {"uuid": uuid.uuid4(), "resident": person, "results": ",,0,,", "was": ",2,,,"}
    send(client, "cell", household.uuid, pressed)
    pressed = {"uuid": uuid.uuid4(), "resident": person, "results": ",,-1,,", "was": ",2,0,,"}
    send(client, "cell", household.uuid, pressed)


def block(world, client, household, given=",2,,,"):
    row = {"household": f"{household.uuid}", "resident": head(household).pk, "results": given}
    changes = json.dumps([{**row, "was": ",,,,", "uuid": f"{uuid.uuid4()}"}])
    send(client, "sheet_block", household.village_id, {"changes": changes})


def paste(world, client, household):
    copied = {"text": "\tx\t\t\t", "first": 0, "rows": f"{household.uuid}"}
    line = send(client, "sheet_paste", household.village_id, copied).json()["lines"][0]
    assert line["after"] == ONE
    pairs = zip(line["was"], line["after"], strict=True)
    given = ",".join("" if new == old else str(new) for old, new in pairs)
    block(world, client, household, given)


def survey(world, client, household):
    filled = {"assessed_on": f"{timezone.localdate():%d/%m/%Y}", "method": "interview"}
    asked = {"was": "-----", "uuid": uuid.uuid4(), "result_2": "2"}
    send(client, "resident_assess", head(household).pk, {**filled, **asked}, status=302)


def new_form(world, client, household):
    send(client, "add", household.village_id, new(skill_2="2"), status=302)
    return Household.unscoped.get(head_name=NAME)


def new(**more):
    return {"uuid": uuid.uuid4(), "head_name": NAME, **more}


def new_row_of_the_sheet(world, client, household):
    row = new(results=",2,,,", was=",,,,")
    send(client, "sheet_add", household.village_id, row)
    return Household.unscoped.get(head_name=NAME)


def bulk(world, client, household):
    row = register_actions.NewHousehold(household.village, NAME, results=ONE)
    return register_actions.add_many(by=world.own.officer, rows=[row])[0]


def bulk_change(world, client, household):
    village, person = household.village, head(household)
    change = bulk_actions.RowChange(
        1, village, household.pk, person.pk, results=ONE, was=[None] * 5
    )
    bulk_actions.change_many(by=world.own.officer, rows=[change])


def new_in_a_file(world, client, household):
    file = workbook([household.village.name, NAME, "x"], head=["Thôn", "Họ tên chủ hộ", "Mua sắm"])
    written(client, file)
    return Household.unscoped.get(head_name=NAME)


def known_in_a_file(world, client, household):
    row = [household.village.name, household.head_name, "x"]
    written(client, workbook(row, head=["Thôn", "Họ tên chủ hộ", "KN2", *CODES]))


def five_columns_of_a_file(world, client, household):
    written(
        client,
        workbook([household.village.name, household.head_name, "", "", "x", "", "", ""], head=OWN),
    )


def conflict(world, client, household):
    """Two people differ at one skill; mine is chosen."""
    survey_actions.set_result(by=world.root, household=household, number=2, result=1)
    chosen = {"resident": head(household).pk, "was": "-1---", "results": "-2---", "keep": "mine"}
    send(client, "choose", household.uuid, chosen)


def undone(world, client, household):
    tap(world, client, household)
    by = world.own.officer
    later = survey_actions.assess(by=by, resident=head(household), results=[0, None, 1, 2, 0])
    address = reverse("households:undo", args=[household.uuid, later.pk])
    assert client.post(address, headers={"HX-Request": "true"}).status_code == 200


def brought_back(world, client, household):
    by = world.own.officer
    found = survey_actions.set_result(by=by, household=household, number=2, result=2)
    survey_actions.withdraw(by=by, assessment=found)
    survey_actions.restore(by=by, assessments=[found])


def cleared_again(world, client, household):
    tap(world, client, household)
    tap(world, client, household, number=4, result=0, was="-2---")
    tap(world, client, household, number=4, result=-1, was="-2-0-")


WAYS = [
    tap,
    cell,
    keys,
    block,
    paste,
    survey,
    new_form,
    new_row_of_the_sheet,
    bulk,
    bulk_change,
    new_in_a_file,
    known_in_a_file,
    five_columns_of_a_file,
    conflict,
    undone,
    brought_back,
    cleared_again,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_one_skill_leaves_the_other_four_not_asked(world, client, household, way):
    found = way(world, client, household) or household
    assert results(found) == ONE
    found = Household.unscoped.get(pk=found.pk)
    assert (found.asked_mask, found.is_partly, found.is_surveyed) == (0b10, True, False)


# --- The named exceptions, which answer what nobody touched ---


@pytest.mark.parametrize(
    ("pressed", "said"),
    [
        ({"how": "knows_all", "skill_2": "0"}, [2, 0, 2, 2, 2]),
        ({"how": "nobody_knows", "skill_2": "2"}, [0, 2, 0, 0, 0]),
        ({"rest": "on", "skill_2": "2"}, [0, 2, 0, 0, 0]),
        ({"how": "nobody_home", "skill_2": "2"}, [None] * 5),
        ({}, [None] * 5),
    ],
)
def test_a_new_household_says_all_five_where_that_was_chosen(client, household, pressed, said):
    send(client, "add", household.village_id, new(**pressed), status=302)
    assert results(Household.unscoped.get(head_name=NAME)) == said


@pytest.mark.parametrize(
    ("known", "said"), [("1", [2] * 5), ("0", [0] * 5), ("rest", [0, 2, 0, 0, 0])]
)
def test_one_tap_says_all_five_of_a_person(world, client, household, known, said):
    tap(world, client, household)
    pressed = {"known": known, "resident": head(household).pk, "was": "-2---"}
    send(client, "assess_all", household.uuid, pressed)
    assert results(household) == said


def test_a_paper_that_is_keyed_back_says_all_five(world, client):
    sheet = world.own.sheet
    row = {"row": 3, "typed": "2", "on": f"{timezone.localdate():%d/%m/%Y}", "uuid": uuid.uuid4()}
    send(client, "key_back", sheet.uuid, row)
    assert results(Household.unscoped.get(pk=sheet.rows[2][0])) == [0, 2, 0, 0, 0]


def test_an_empty_cell_is_not_yet_only_where_the_sender_says_so(client, household):
    row = [household.village.name, household.head_name, "", "", "x", "", "", ""]
    written(client, workbook(row, head=OWN), empty="no")
    assert results(household) == [0, 2, 0, 0, 0]


def test_an_empty_cell_takes_nothing_back_that_was_found(world, client, household):
    survey_actions.set_result(by=world.own.officer, household=household, number=1, result=2)
    row = [household.village.name, household.head_name, "", "", "x", "", "", ""]
    written(client, workbook(row, head=OWN), empty="no")
    assert results(household) == [2, 2, 0, 0, 0]


def test_a_form_of_another_day_writes_the_touched_skill_alone(world, client, household):
    """The form of a person of whom all but one is known."""
    day = timezone.localdate() - timedelta(9)
    survey_actions.assess(
        by=world.own.officer, resident=head(household), results=[2, None, 0, 2, 2]
    )
    filled = {"assessed_on": f"{day:%d/%m/%Y}", "method": "interview"}
    asked = {"was": "2-022", "uuid": uuid.uuid4(), "result_2": "2"}
    send(client, "resident_assess", head(household).pk, {**filled, **asked}, status=302)
    assert head(household).assessments.get(assessed_on=day).answers == ONE
