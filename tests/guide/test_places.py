"""Which task of the guide belongs to a page."""

from accounts.roles import Role
from guide.tasks import BY_KEY
from guide.tasks.places import OF_PAGE, OF_ROLE, WORDS, place_of
from tests.pages import NO_PAGE, POSTED, our_routes


def test_every_page_named_is_one_and_has_a_task_of_the_guide():
    assert OF_PAGE.keys() <= our_routes() - POSTED - NO_PAGE
    assert set(OF_PAGE.values()) <= BY_KEY.keys()


def test_a_task_of_others_is_opened_in_the_guide_of_a_role_that_has_it():
    key = "nhap-excel"
    assert place_of(BY_KEY[key], None) == f"/huong-dan/?vai-tro=can-bo&viec={key}#{key}"
    assert place_of(None, None) == "/huong-dan/"


def test_every_task_is_some_role_s_of_the_guide():
    assert all(task.roles & set(WORDS.values()) for task in BY_KEY.values())


def test_the_first_steps_have_the_first_day_of_the_readers_role():
    for (view, role), key in OF_ROLE.items():
        assert view in our_routes()
        assert role in BY_KEY[key].roles
    assert {role for _, role in OF_ROLE} == {Role.OFFICER, Role.REVIEWER, Role.ADMINISTRATOR}
