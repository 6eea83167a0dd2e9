"""Kinds of sheet: each is whole, says its reasons in words of its own, and asks what a page asks."""

from types import SimpleNamespace

from accounts.models import User
from accounts.people.actions import Refused
from households.bulk.actions import Kept
from households.survey.actions import Unsaved
from imports.kinds import KINDS, WHY, kinds_for
from imports.models import Kind, Why
from imports.spreadsheet.columns import SHEET_KINDS


def test_every_kind_has_its_sheet_and_its_rows():
    assert set(KINDS) == set(Kind.values) <= set(SHEET_KINDS)


def test_no_two_kinds_say_different_things_by_one_key():
    assert len(WHY) == len({*Unsaved.values, *Kept.values, *Refused.values}) + len(Why)


def test_whoever_may_do_it_on_a_page_may_do_it_by_a_file():
    user = SimpleNamespace(has_perms=lambda needs: set(needs) <= {"teams.log_activity"})
    assert [key for key, _words in kinds_for(user)] == ["activities"]
    assert kinds_for(User(is_active=False)) == []
