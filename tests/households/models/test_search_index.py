"""The index that finds households by parts of words: in step with them, and no narrower than they are."""

import pytest
from django.db import connection

from households.models import Household, search_index
from households.register.actions import add_household, change_household
from tests.factories import HouseholdFactory

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps it by itself")


def found(words):
    return sorted(row.head_name for row in Household.unscoped.matching(words))


@pytest.fixture
def three(world):
    Household.unscoped.filter(village=world.own.village).update(closed_on=None)
    for name in ("Nguyễn Thị Sen", "Đặng Văn Sẻn", "Ô Bá"):
        add_household(by=world.own.officer, village=world.own.village, head_name=name)


@pytest.mark.parametrize(
    ("words", "names"), [("guye", ["Nguyễn Thị Sen", "Ô Bá"]), ("", ["Nguyễn Thị Sen", "Ô Bá", "Đặng Văn Sẻn"])]
)  # fmt: skip
def test_some_are_kept_by_their_keys_besides_and_no_words_keep_all(three, words, names):
    own = Household.unscoped.filter(head_name__in=("Nguyễn Thị Sen", "Ô Bá", "Đặng Văn Sẻn"))
    rows = own.matching(words, besides=[Household.unscoped.get(head_name="Ô Bá").pk])
    assert sorted(row.head_name for row in rows) == names


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("sen", ["Nguyễn Thị Sen", "Đặng Văn Sẻn"]),
        ("guye", ["Nguyễn Thị Sen"]),
        ("ĐẶNG sen", ["Đặng Văn Sẻn"]),
        ("sen o", []),
        ("ba o", ["Ô Bá"]),
        ('sen" OR "dang', []),
        ("* sen", ["Nguyễn Thị Sen", "Đặng Văn Sẻn"]),
    ],
)
def test_parts_of_words_are_found_without_marks(three, words, names):
    assert found(words) == names


def test_a_change_of_name_moves_the_index(world, three):
    household = Household.unscoped.get(head_name="Ô Bá")
    change_household(
        by=world.own.officer,
        household=household,
        version=household.version,
        head_name="Lê Thị Quỳnh",
        hamlet="",
        phone="",
    )
    assert found("quynh") == ["Lê Thị Quỳnh"]
    assert found("o ba") == []


@sqlite
def test_bulk_writes_and_deletions_move_it_too(three):
    one = HouseholdFactory(head_name="Trần Tạm", search_key="tran tam")
    assert search_index.few_with(["tran"]) == [one.pk]
    Household.unscoped.filter(pk=one.pk).update(search_key="ho khac")
    assert search_index.few_with(["tran"]) == []
    Household.unscoped.filter(pk=one.pk).delete()
    assert search_index.few_with(["khac"]) == []


@sqlite
def test_common_words_and_short_ones_are_not_started_from(three, monkeypatch):
    assert search_index.few_with(["ba"]) is None
    assert search_index.few_with([]) is None
    monkeypatch.setattr(search_index, "MANY", 1)
    assert search_index.few_with(["sen"]) is None
    assert found("sen") == ["Nguyễn Thị Sen", "Đặng Văn Sẻn"]


@sqlite
def test_the_triggers_are_there_after_all_migrations():
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {name for (name,) in cursor.fetchall()}
    assert there >= set(search_index.TRIGGERS)
