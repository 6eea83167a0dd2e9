"""A card that came to a stranger: it opens nothing any more, and whoever gave it out is told."""

import pytest

from accounts.cards.actions import draw
from accounts.codes.actions import CodeIsOver, try_code
from accounts.inbox.queries import news_of
from accounts.models import Code, Notice
from accounts.opening.actions import return_card
from accounts.people.actions import NewPerson, make_many
from accounts.roles import Role
from audit.models import AuditEntry
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(world):
    return UserFactory(role=Role.REVIEWER, area=world.province, full_name="Cán Bộ Sở")


@pytest.fixture
def issued(world, province):
    person = NewPerson("Lan Một", Role.OFFICER, world.own.area)
    (pair,) = make_many(by=province, people=[person]).made
    return draw(by=province, people=[pair[1].pk], form="paper").issued[0]


def test_it_is_over_and_the_inviter_and_the_commune_read_so(world, province, issued):
    return_card(code=issued.code)
    name, words = issued.person.username, issued.words
    assert try_code(name=name, words=words, phone="", address="10.0.0.1") is None
    assert any("Giấy mời của Lan Một đến tay người khác" in line for line in news_of(province))
    assert any("đến tay người khác" in line for line in news_of(world.own.officer))
    assert not any("đến tay người khác" in line for line in news_of(world.sibling.officer))
    entry = AuditEntry.unscoped.about(issued.person).first()
    assert (entry.actor, entry.verb) == ("", "Báo giấy mời không phải tên mình")


def test_a_card_that_is_over_tells_nobody(issued):
    Code.unscoped.update(revoked_at=issued.code.made_at)
    with pytest.raises(CodeIsOver):
        return_card(code=issued.code)
    assert not Notice.unscoped.filter(kind="stranger").exists()
