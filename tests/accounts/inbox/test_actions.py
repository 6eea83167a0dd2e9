"""Who is told, how often, and that a thing that goes on has one line."""

import pytest

from accounts.inbox.actions import notify
from accounts.models import AccountRequest, Notice, User
from accounts.people.actions import approve, ask_renewal, refuse
from tests.world import accessible

pytestmark = pytest.mark.django_db
KEY = "0b9d9a5e-0000-4000-8000-000000000001"


def kinds(user):
    return [one.kind for one in Notice.unscoped.of(user)]


def test_a_thing_that_goes_on_has_one_line_which_says_how_it_stands(world):
    officer = world.own.officer
    notify(to=[officer.pk, officer.pk, None], kind="file_asks", ref=KEY)
    Notice.unscoped.update(read_at="2026-01-01T00:00:00Z")
    notify(to=[officer.pk], kind="file_done", ref=KEY)
    assert kinds(officer) == ["file_done"]
    assert Notice.unscoped.of(officer).unread().exists()


def test_whoever_asked_is_told_once_how_it_was_answered(world):
    officer, member = world.own.officer, world.own.member
    User.unscoped.filter(pk=member.pk).update(phone="")
    for answer in (refuse, approve):
        Notice.unscoped.all().delete()
        request = ask_renewal(by=accessible(officer), user=member)
        answer(by=world.commune_administrator, request=AccountRequest.unscoped.get(pk=request.pk))
        # The renewal itself is news of the commune: it is not said a second time.
        assert kinds(officer) == {refuse: ["refused"], approve: ["renewed"]}[answer]
