"""Accounts nobody uses: warned of, kept in one press, stopped by the daily work, gone through twice a year."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from accounts.people.actions import resume, stop
from accounts.unused.actions import stop_unused
from audit.models import AuditEntry
from tests.pages import signed_in

pytestmark = pytest.mark.django_db

PAGE = "/tai-khoan/ra-soat/"


@pytest.fixture(autouse=True)
def used_today(world):
    User.unscoped.update(last_login=timezone.now())


def unused(user, days):
    ago = timezone.now() - timedelta(days=days)
    User.unscoped.filter(pk=user.pk).update(last_login=ago, created_at=ago)


def is_active(user):
    return User.unscoped.get(pk=user.pk).is_active


@pytest.mark.parametrize(("days", "stays"), [(44, True), (46, False)])
def test_an_account_stops_after_its_days(world, days, stays, capsys):
    unused(world.own.member, days)
    call_command("stop_unused_accounts")
    assert is_active(world.own.member) is stays
    assert f"Ngừng {int(not stays)} tài khoản" in capsys.readouterr().out
    verb = "Ngừng tài khoản lâu không dùng"
    entries = AuditEntry.unscoped.filter(verb=verb).values_list("actor", "place")
    assert list(entries) == ([] if stays else [("", world.own.member.area.path)])


def test_the_last_administrator_of_the_country_never_stops(world):
    for user in User.unscoped.all():
        unused(user, 100)
    stop_unused()
    assert list(User.unscoped.filter(is_active=True)) == [world.root]


def test_a_site_may_let_accounts_be(world, settings):
    settings.ACCOUNT_STOP_DAYS = 0
    unused(world.own.member, 400)
    assert stop_unused() == 0


def test_an_account_is_warned_of_and_kept_in_one_press(world):
    unused(world.own.member, 31)
    client = signed_in(world.own.officer)
    page = client.get(f"{PAGE}?loc=sap-ngung")
    assert [one for one, warned, _ in page.context["rows"] if warned] == [world.own.member]
    client.post(f"/tai-khoan/{world.own.member.pk}/giu/")
    assert client.get(f"{PAGE}?loc=sap-ngung").context["rows"] == []
    with time_machine.travel(timezone.now() + timedelta(days=44)):
        unused(world.own.officer, 0)
        stop_unused()
        assert is_active(world.own.member)


def test_nobody_keeps_who_is_not_theirs(world):
    unused(world.sibling.member, 31)
    press = f"/tai-khoan/{world.sibling.member.pk}/giu/"
    assert signed_in(world.own.officer).post(press).status_code == 404
    assert signed_in(world.own.member).post(press).status_code == 404
    assert User.unscoped.get(pk=world.sibling.member.pk).kept_at is None


def test_who_was_let_in_again_does_not_stop_the_next_day(world):
    unused(world.own.member, 60)
    stop(by=world.own.officer, user=world.own.member)
    resume(by=world.own.officer, user=world.own.member)
    stop_unused()
    assert is_active(world.own.member)


def test_a_review_has_its_day_and_is_due_after_half_a_year(world):
    client = signed_in(world.own.officer)
    assert client.get(PAGE).context["is_due"]
    client.post(f"{PAGE}xong/")
    page = client.get(PAGE)
    assert not page.context["is_due"]
    assert f"Rà soát lần cuối {timezone.localdate():%d/%m/%Y}" in page.content.decode()
    assert signed_in(world.sibling.officer).get(PAGE).context["is_due"]
    with time_machine.travel(timezone.now() + timedelta(days=184)):
        assert signed_in(world.own.officer).get(PAGE).context["is_due"]
