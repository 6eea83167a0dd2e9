import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from accounts.models import User
from accounts.people.actions import stop
from accounts.roles import POWERS, Role
from accounts.sessions import RoleBackend
from tests.factories import UserFactory
from tests.world import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(username, password):
    request = RequestFactory().post("/", REMOTE_ADDR="127.0.0.1")
    return authenticate(request, username=username, password=password)


def test_name_and_password_let_in(world):
    assert sign_in("can-bo-ta", PASSWORD) == world.own.officer


def test_the_name_is_known_in_any_case(world):
    assert sign_in("CAN-BO-TA", PASSWORD) == world.own.officer


@pytest.mark.parametrize(
    ("username", "password"), [("can-bo-ta", "sai"), ("khong-co", PASSWORD), ("can-bo-ta", "")]
)
def test_anything_else_stays_out(world, username, password):
    assert sign_in(username, password) is None


def test_a_stopped_account_stays_out_and_its_sessions_end(world):
    stop(by=world.own.officer, user=world.own.member)
    assert sign_in("to-ta", PASSWORD) is None
    assert RoleBackend().get_user(world.own.member.pk) is None


@pytest.mark.parametrize("role", list(Role))
def test_has_perm_answers_from_the_role_table(role):
    user = UserFactory.build(role=role, area=None)
    every = set.union(*(set(powers.permissions) for powers in POWERS.values()))
    assert {perm for perm in every if user.has_perm(perm)} == POWERS[role].permissions


def test_has_perm_of_somebody_stopped_is_no():
    stopped = UserFactory.build(role=Role.ADMINISTRATOR, area=None, is_active=False)
    assert not stopped.has_perm("areas.view_area")
    assert not stopped.has_module_perms("areas")


def test_a_role_that_was_taken_out_has_no_power():
    user = User(username="cu", role="da-bo")
    assert user.permissions == frozenset()


def test_names_of_residents_stay_inside_the_commune(world):
    readers = {
        user.username
        for user in User.unscoped.select_related("area")
        if user.has_perm("households.view_names")
    }
    assert readers == {
        "can-bo-ta",
        "can-bo-ban",
        "can-bo-la",
        "to-ta",
        "to-ban",
        "to-la",
        "quan-tri-xa",
    }
