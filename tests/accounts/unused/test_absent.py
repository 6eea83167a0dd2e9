"""Who invited somebody that has not come is told so, each number once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Code, Notice
from accounts.unused.actions import tell_absent
from tests.factories import CodeFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_the_inviter_is_told_each_number_once(world):
    officer, now = world.own.officer, timezone.now()
    for name in ("mot", "hai"):
        person = UserFactory(username=name, area=world.own.area, password="!")
        CodeFactory(person=person, made_by=officer, kind="invitation")
    tell_absent()
    assert not Notice.unscoped.of(officer).exists()
    over = {"made_at": now - timedelta(days=15), "expires_at": now - timedelta(days=1)}
    for number in (1, 2):
        Code.unscoped.filter(person__username=("mot", "hai")[number - 1]).update(**over)
        tell_absent()
        tell_absent()
        assert [one.number for one in Notice.unscoped.of(officer)] == [number]
