"""What a household has to learn with: not asked, no and yes stay three answers."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import AuditEntry
from households.duplicates.actions import merge
from households.models import Household
from households.register.actions import add_household, change_household
from tests.factories import VillageFactory
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


def home(**facts):
    return add_household(by=None, village=VillageFactory(), head_name="Lê Thị Lan", **facts)


def means(household):
    household.refresh_from_db()
    return household.smartphone, household.internet, household.means_asked_on


def test_a_household_that_was_not_asked_has_no_answer_and_no_day():
    assert means(home()) == (None, None, None)


def test_no_is_an_answer_with_its_day():
    assert means(home(smartphone=False)) == (False, None, timezone.localdate())


def test_an_answer_is_changed_and_taken_back_with_a_journal_row():
    household = home(internet=True)
    change_household(by=None, household=household, version=household.version, internet=False)
    assert means(household)[1:] == (False, timezone.localdate())
    assert AuditEntry.unscoped.latest("pk").changes == {"internet": [True, False]}
    change_household(by=None, household=household, version=household.version, internet=None)
    assert means(household) == (None, None, None)


def test_the_day_does_not_move_where_something_else_is_changed():
    household, before = home(internet=True), timezone.localdate() - timedelta(days=9)
    Household.unscoped.update(means_asked_on=before)
    change_household(by=None, household=household, version=household.version, hamlet="Xóm 1")
    assert means(household)[2] == before


def test_the_database_keeps_no_answer_without_a_day():
    household = home()
    with pytest.raises(IntegrityError), transaction.atomic():
        Household.unscoped.filter(pk=household.pk).update(smartphone=True)


def test_a_merger_fills_what_was_not_asked_and_leaves_a_no():
    keep = home(smartphone=False)
    twin = add_household(
        by=None, village=keep.village, head_name="Lê Thị Lan", smartphone=True, internet=True
    )
    merge(by=None, keep=keep, duplicate=twin)
    assert means(keep)[:2] == (False, True)


def test_a_new_household_says_what_it_has_in_the_form_of_entry(world):
    page = f"/thon/{world.own.village.pk}/ho/moi/"
    said = {"uuid": "8b1f4d3e-6d4e-4d0e-9c57-0b2f3f8d1a11", "head_name": "Lê Văn Mới"}
    signed_in(world.own.officer).post(page, {**said, "smartphone": "False", "internet": ""})
    assert means(Household.unscoped.get(head_name="Lê Văn Mới"))[:2] == (False, None)


def test_the_page_of_a_household_shows_and_changes_it(world):
    household, officer = world.own.household, signed_in(world.own.officer)
    page = f"/ho/{household.uuid}/"
    assert officer.get(page).content.decode().count("<dd>chưa hỏi</dd>") == 2
    shown = {"head_name": household.head_name, "hamlet": household.hamlet, "phone": household.phone}
    seen = {f"was_{name}": text for name, text in shown.items()}
    asked = {"smartphone": "True", "internet": "False", "was_smartphone": "", "was_internet": ""}
    officer.post(page, {**shown, **seen, **asked})
    assert means(household) == (True, False, timezone.localdate())
    answer = officer.get(page).content.decode()
    assert "<dd>có</dd>" in answer
    assert 'name="was_internet"\nvalue="False"' in answer


def test_a_page_opened_before_takes_no_answer_back(world):
    household = world.own.household
    change_household(by=None, household=household, version=household.version, smartphone=True)
    shown = {"head_name": household.head_name, "hamlet": "Xóm Mới", "phone": household.phone}
    household.refresh_from_db()
    version = {"version": household.version}
    signed_in(world.own.officer).post(f"/ho/{household.uuid}/", {**shown, **version})
    assert means(household)[0] is True


def test_what_two_people_answer_otherwise_is_asked(world):
    household = world.own.household
    change_household(by=None, household=household, version=household.version, smartphone=True)
    shown = {"head_name": household.head_name, "hamlet": household.hamlet, "phone": household.phone}
    seen = {f"was_{name}": text for name, text in shown.items()}
    asked = {"smartphone": "False", "was_smartphone": ""}
    answer = signed_in(world.own.officer).post(f"/ho/{household.uuid}/", {**shown, **seen, **asked})
    assert answer.status_code == 409
    assert "điện thoại thông minh" in answer.content.decode().lower()
