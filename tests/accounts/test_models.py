import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from tests.factories import UserFactory
from web.scope import territory_path

pytestmark = pytest.mark.django_db


def refused(name, write):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


@pytest.mark.parametrize("role", ["", "superuser"])
def test_a_role_is_one_of_five(role):
    refused("user_role_known", lambda: UserFactory(role=role))


@pytest.mark.parametrize("fields", [{"is_active": False}, {"stopped_at": timezone.now()}])
def test_who_is_stopped_has_a_time_and_nobody_else(fields):
    refused("user_stopped_has_a_time", lambda: UserFactory(**fields))


@pytest.mark.parametrize("again", ["lan", "LAN", "Lan"])
def test_a_sign_in_name_is_taken_whatever_its_case(again):
    UserFactory(username="lan")
    refused("username|user_name_once", lambda: UserFactory(username=again))


def test_an_account_without_a_unit_sees_nothing():
    user = UserFactory(role=Role.ADMINISTRATOR, area=None)
    assert territory_path(user) is None
    assert not User.unscoped.visible_to(user).exists()


@pytest.mark.parametrize("words", ["lê lan", "LAN le", "0905", "Lan-01", "lê 0905"])
def test_matching_finds_by_name_sign_in_name_and_telephone(words):
    lan = UserFactory(username="lan-01", full_name="Lê Lan", phone="0905123")
    UserFactory(username="hoa-01", full_name="Lê Hoa", phone="0914")
    assert list(User.unscoped.matching(words)) == [lan]


def test_search_key_follows_a_save_of_one_column():
    user = UserFactory(full_name="Lê Lan")
    user.full_name = "Lê Hoa"
    user.save(update_fields=["full_name"])
    assert list(User.unscoped.matching("hoa")) == [user]


@pytest.mark.parametrize("role", list(Role))
def test_only_administrators_open_django_admin(role):
    assert User(role=role).is_staff is (role == Role.ADMINISTRATOR)
    assert User(role=role, is_active=False).is_staff is False
