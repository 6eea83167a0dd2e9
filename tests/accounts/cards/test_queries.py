"""Who has not come, counted by commune, as far as the reader goes."""

import pytest

from accounts.cards.actions import draw
from accounts.cards.queries import lines_of, not_come, said_of, sheets_of, units_of
from accounts.models import Code
from accounts.people.actions import NewPerson, make_many
from accounts.roles import Role
from tests.factories import CardSheetFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(world):
    """Two officers and a committee of our commune, one officer next door, a member: none has come."""
    people = [
        NewPerson("Lan Một", Role.OFFICER, world.own.area),
        NewPerson("Lan Hai", Role.OFFICER, world.own.area),
        NewPerson("Ban Ba", Role.COMMITTEE, world.own.area),
        NewPerson("Lan Bốn", Role.OFFICER, world.sibling.area),
        NewPerson("Tổ Năm", Role.MEMBER, world.own.village),
        NewPerson("Xa Sáu", Role.OFFICER, world.foreign.area),
    ]
    return [user for _person, user in make_many(by=world.root, people=people).made]


def test_a_reviewer_counts_whom_they_may_invite_and_not_the_members_of_teams(world, made):
    by = UserFactory(role=Role.REVIEWER, area=world.province)
    draw(by=by, people=[made[0].pk], form="paper")
    found = {one.area: (one.not_come, one.accounts, one.with_card) for one in units_of(by)}
    assert found == {world.own.area: (3, 4, 1), world.sibling.area: (1, 2, 0)}
    assert said_of(units_of(by)) == "4/6 tài khoản của 2 đơn vị chưa có người đến nhận."
    names = {one.full_name for one in not_come(by)}
    assert names == {"Lan Một", "Lan Hai", "Ban Ba", "Lan Bốn"}


def test_an_officer_counts_their_commune_with_the_members_of_teams(world, made):
    (unit,) = units_of(world.own.officer)
    assert (unit.area, unit.not_come) == (world.own.area, 4)
    assert {one.full_name for one in not_come(world.own.officer)} == {
        "Lan Một",
        "Lan Hai",
        "Ban Ba",
        "Tổ Năm",
    }


def test_members_and_committees_read_nothing_of_it(world, made):
    for user in (world.own.member, world.committee):
        assert not not_come(user).exists()
        assert units_of(user) == []


def test_where_nobody_is_awaited_it_says_so_and_not_that_all_have_come(world):
    said = said_of(units_of(world.own.officer))
    assert said.startswith("Không có tài khoản nào chờ người đến nhận.")


def test_a_line_says_what_became_of_the_card(world, made):
    officer = world.own.officer
    draw(by=officer, people=[made[0].pk], form="paper")
    draw(by=officer, people=[made[1].pk], form="paper")
    Code.unscoped.filter(person=made[1]).update(
        made_at="2026-01-01T00:00Z", expires_at="2026-01-15T00:00Z"
    )
    lines = {one.person.full_name: one.words for one in lines_of(made[:3])}
    assert lines["Lan Một"].startswith("Mã đang chờ nhận, hạn ")
    assert lines["Lan Hai"] == "Mã hết hạn 15/01/2026"
    assert lines["Ban Ba"] == "Chưa in giấy mời"


def test_a_reviewer_sees_the_sheets_of_units_above_the_communes_alone(world, made):
    by = UserFactory(role=Role.REVIEWER, area=world.province)
    draw(by=world.own.officer, people=[made[0].pk], form="paper")
    drawn = draw(by=by, people=[made[3].pk], form="paper")
    CardSheetFactory(area=world.other_province)
    assert [(one.pk, one.used, one.waiting) for one in sheets_of(by)] == [(drawn.sheet.pk, 0, 1)]
    assert [one.cards for one in sheets_of(world.own.officer)] == [1]
