"""Two hands at once on PostgreSQL: who stops whom, who uses a code, who approves."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from accounts.codes.actions import CodeIsOver, choose_password, give_code
from accounts.models import User
from accounts.people.actions import (
    BeyondOwnPowers,
    RequestIsOver,
    approve,
    ask_invite,
    stop,
)
from accounts.roles import Role
from areas.kinds import Level
from tests.factories import CountryFactory, UserFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 5


def at_once(*acts):
    """Do several things at the same moment; return what each gave, or why it was refused."""
    ready = Barrier(len(acts))

    def one(act):
        try:
            ready.wait()
            return act()
        except (BeyondOwnPowers, CodeIsOver, RequestIsOver) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as hands:
        return list(hands.map(one, acts))


def administrator():
    return UserFactory(role=Role.ADMINISTRATOR, area=CountryFactory())


def test_of_two_administrators_who_stop_each_other_one_stays():
    for _ in range(ROUNDS):
        one, two = administrator(), administrator()
        said = at_once(partial(stop, by=one, user=two), partial(stop, by=two, user=one))
        assert [type(answer) for answer in said].count(BeyondOwnPowers) == 1
        assert User.unscoped.filter(pk__in=[one.pk, two.pk], is_active=True).count() == 1


def test_of_two_who_use_one_code_one_sets_the_password():
    for _ in range(ROUNDS):
        issued = give_code(by=None, person=UserFactory(), kind="invitation", needs_phone=False)
        said = at_once(
            partial(choose_password, code=issued.code, password="mat-khau-cua-mot-nguoi"),
            partial(choose_password, code=issued.code, password="mat-khau-cua-nguoi-khac"),
        )
        assert [type(answer) for answer in said].count(CodeIsOver) == 1


def test_of_two_who_approve_one_makes_the_account():
    country = CountryFactory()
    assert country.level == Level.COUNTRY
    for number in range(ROUNDS):
        asker, one, two = administrator(), administrator(), administrator()
        request = ask_invite(
            by=asker, role=Role.COMMITTEE, area=country, username=f"moi-{number}", full_name="Mới"
        )
        said = at_once(
            partial(approve, by=one, request=request), partial(approve, by=two, request=request)
        )
        assert [type(answer) for answer in said].count(RequestIsOver) == 1
