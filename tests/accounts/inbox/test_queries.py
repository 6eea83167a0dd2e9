"""What first pages say of accounts, for thirty days."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.inbox.queries import news_of
from accounts.models import User
from accounts.people.actions import change, invite, renew, stop
from accounts.roles import Role
from tests.pages import signed_in
from tests.world import accessible

pytestmark = pytest.mark.django_db


@pytest.fixture
def renewed(world):
    """A member whose password the officer renews."""
    User.unscoped.filter(pk=world.own.member.pk).update(phone="0905 123 456")
    renew(by=world.own.officer, user=world.own.member)
    return accessible(world.own.member)


def test_a_renewal_is_told_to_the_person_and_to_the_commune(world, renewed):
    said = [f"Mật khẩu của {renewed} được cấp lại bởi {world.own.officer} lúc "]
    for reader in (renewed, world.own.officer, world.commune_administrator):
        told = news_of(accessible(reader))
        assert [line[: len(said[0])] for line in told] == said, reader
        assert said[0] in signed_in(reader).get("/viec/").content.decode()


def test_nobody_else_is_told(world, renewed):
    for reader in (world.sibling.officer, world.administrator, world.committee, world.root):
        assert news_of(accessible(reader)) == []


def test_it_stands_there_for_thirty_days(world, renewed):
    for days, lines in ((29, 1), (31, 0)):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            assert len(news_of(renewed)) == lines


def test_what_somebody_from_above_does_is_told_to_the_commune(world):
    made = invite(
        by=world.administrator,
        username="moi",
        full_name="Người Mới",
        role=Role.OFFICER,
        area=world.own.area,
    )
    change(by=world.administrator, user=made.person, title="Phó")
    stop(by=world.administrator, user=made.person)
    told = news_of(accessible(world.own.officer))
    assert [line.split(" lúc ")[0] for line in told] == [
        "Tài khoản của Người Mới được sửa bởi Cán Bộ quan-tri (cấp trên)",
        "Tài khoản của Người Mới được sửa bởi Cán Bộ quan-tri (cấp trên)",
        "Tài khoản của Người Mới được lập bởi Cán Bộ quan-tri (cấp trên)",
    ]


def test_nobody_is_told_that_their_own_account_was_made(world):
    facts = {"full_name": "Người Mới", "username": "moi", "role": Role.OFFICER}
    made = invite(by=world.administrator, area=world.own.area, **facts).person
    assert news_of(accessible(world.own.officer))
    assert news_of(accessible(made)) == []


def test_what_the_commune_does_itself_is_no_news(world):
    invite(
        by=world.own.officer,
        username="moi",
        full_name="Người Mới",
        role=Role.MEMBER,
        area=world.own.village,
    )
    assert news_of(accessible(world.own.officer)) == []


def test_one_whose_first_page_is_a_dashboard_reads_it_on_the_way_there(world):
    User.unscoped.filter(pk=world.committee.pk).update(area=world.own.area, phone="0905123456")
    renew(by=world.own.officer, user=world.committee)
    response = signed_in(accessible(world.committee)).get("/", follow=True)
    assert "được cấp lại bởi" in response.content.decode()
