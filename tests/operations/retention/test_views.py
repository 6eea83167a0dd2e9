"""One page says of every kind how long it is kept, by what, who clears it, and when that was."""

from datetime import UTC, datetime

import pytest

from operations.retention.rules import KINDS
from tests.factories import BackupFactory, ClearingFactory
from tests.pages import roles, signed_in, words

pytestmark = pytest.mark.django_db

AT = "/van-hanh/luu-giu/"


def test_administrators_read_it_and_nobody_else(world):
    for role, person in roles(world).items():
        expected = 200 if "administrator" in role else 302 if role == "nobody" else 404
        assert signed_in(person).get(AT).status_code == expected, role


def test_every_kind_has_its_line(world, settings):
    settings.CLOSED_HOUSEHOLD_MONTHS = 0
    text = words(signed_in(world.administrator).get(AT))
    for kind in KINDS:
        assert str(kind.title) in text, kind.key
        assert kind.keep() in text, kind.key
    assert "đến khi có yêu cầu xóa Đặt bằng CLOSED_HOUSEHOLD_MONTHS" in text
    assert "chưa lần nào" in text


def test_it_says_when_a_kind_was_cleared_last_and_how_many_rows(world):
    ClearingFactory()
    for hour in (1, 2):
        BackupFactory(removed_at=datetime(2026, 3, 2, hour, tzinfo=UTC))
    BackupFactory(removed_at=datetime(2026, 2, 1, tzinfo=UTC))
    text = words(signed_in(world.administrator).get(AT))
    assert "02/03/2026 08:00: 2 dòng, từ trước tới nay 5" in text
    assert "02/03/2026 09:00: 2 dòng, từ trước tới nay 3" in text
