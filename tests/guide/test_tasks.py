"""The table of tasks: few, short, with light pictures, and each begins on a page open to its roles."""

import struct
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from accounts.roles import Role
from guide.tasks import BY_KEY, TASKS, WIDTH, of_role
from guide.tasks.card import VISIT
from tests.pages import signed_in

PICTURES = Path(settings.BASE_DIR) / "static" / "guide"
LARGEST = 20 * 1024


def test_there_are_at_most_26_tasks_each_in_at_most_six_steps():
    assert 15 <= len(TASKS) <= 26
    assert len(BY_KEY) == len(TASKS)
    for task in TASKS:
        assert 3 <= len(task.steps) <= 6, task.key
        assert len(task.pictures) <= 3, task.key
    assert len(VISIT) == 6


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_step_is_one_short_sentence(language):
    with translation.override(language):
        for task in TASKS:
            for step in map(str, task.steps):
                assert step.endswith("."), step
                assert ". " not in step, step
                assert len(step) <= (75 if language == "vi" else 90), step


@pytest.mark.parametrize("role", Role)
def test_every_role_has_tasks_that_are_more_than_signing_in(role):
    assert len(list(of_role(TASKS, role))) >= 6


def test_a_picture_exists_is_light_and_as_high_as_the_table_says():
    named = {}
    for task in TASKS:
        for number, picture in enumerate(task.pictures, start=1):
            assert picture.file == f"{task.key}-{number}"
            named[picture.file] = picture
    for file, picture in named.items():
        data = (PICTURES / f"{file}.png").read_bytes()
        assert len(data) <= LARGEST, file
        assert struct.unpack(">II", data[16:24]) == (WIDTH, picture.height), file
        assert str(picture.alt), file
    assert {path.stem for path in PICTURES.glob("*.png")} == set(named)


@pytest.mark.django_db
def test_a_task_begins_on_a_page_that_is_open_to_each_of_its_roles(world):
    people = (
        world.own.officer,
        world.own.member,
        world.reviewer,
        world.committee,
        world.administrator,
    )
    closed, opened = [], set()
    for person in people:
        client = signed_in(person)
        for task in of_role(TASKS, person.role):
            page = task.page_for(person)
            if page and client.get(page, follow=True).status_code != 200:
                closed.append((task.key, person.role))
            elif page:
                opened.add(task.key)
    assert closed == []
    assert opened == {task.key for task in TASKS if task.route}


@pytest.mark.django_db
def test_a_task_of_others_or_of_another_level_has_no_page(world):
    assert BY_KEY["nhap-excel"].page_for(world.committee) == ""
    assert BY_KEY["xac-nhan-so"].page_for(world.commune_administrator) == ""
    assert BY_KEY["nhap-excel"].page_for(None) == ""
