"""A number of things is told where it grows, to those who are to answer them, and goes when there are none."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.inbox.actions import tell_numbers
from accounts.models import Notice
from privacy.requests.actions import tell_overdue
from teams.models import Need
from teams.needs.actions import answer_need, tell_late

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
LATER = timedelta(days=90)


def numbers(kind):
    return dict(Notice.unscoped.filter(kind=kind).values_list("to__username", "number"))


def test_more_is_news_and_fewer_is_none(world):
    officer = world.own.officer
    tell_numbers(kind="absent", numbers={officer.pk: 2})
    Notice.unscoped.update(read_at=timezone.now())
    tell_numbers(kind="absent", numbers={officer.pk: 1})
    assert numbers("absent") == {officer.username: 1}
    assert not Notice.unscoped.unread().exists()
    tell_numbers(kind="absent", numbers={officer.pk: 3})
    assert Notice.unscoped.unread().get().number == 3
    tell_numbers(kind="absent", numbers={})
    assert not Notice.unscoped.exists()


def test_requests_nobody_answered_are_told_above_the_communes_alone(world):
    tell_late(today=timezone.localdate())
    assert numbers("need_late") == {}
    tell_late(today=timezone.localdate() + LATER)
    found = numbers("need_late")
    assert found[world.administrator.username] == Need.unscoped.inside(world.province.path).count()
    below = {world.own.officer, world.own.member, world.commune_administrator, world.committee}
    assert not {one.username for one in below} & found.keys()
    assert world.root.username not in found


def test_requests_of_residents_are_told_to_officers_of_the_commune_alone(world):
    tell_overdue(today=timezone.localdate() + LATER)
    assert numbers("data_late")[world.own.officer.username] == 1
    assert world.administrator.username not in numbers("data_late")


def test_whoever_asked_is_told_of_the_answer_as_it_stands(world):
    need = Need.unscoped.get(area=world.own.village)
    for version, status in enumerate(("looking", "unmet"), start=need.version):
        answer_need(
            by=world.administrator, need=need, version=version, status=status, answer="Đã xem"
        )
    notice = Notice.unscoped.get(kind="answered")
    assert (notice.to, notice.by) == (world.own.officer, world.administrator)


def test_the_daily_command_tells_both(world, monkeypatch):
    Need.unscoped.update(asked_on=timezone.localdate() - LATER)
    call_command("tell_late")
    assert numbers("need_late")
