"""What the list of people says of a code."""

from datetime import UTC, datetime

import pytest
import time_machine

from accounts.codes.queries import state_of
from accounts.models import Code


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "Mã đang chờ nhận, hạn 14/12/2026"),
        ({"used_at": datetime(2026, 11, 29, 18, 30, tzinfo=UTC)}, "Mã đã dùng 30/11/2026"),
        ({"revoked_at": datetime(2026, 11, 29, 18, 30, tzinfo=UTC)}, "Mã đã thu hồi 30/11/2026"),
    ],
)
def test_a_code_says_the_day_that_its_card_says_after_midnight(facts, said):
    with time_machine.travel(datetime(2026, 11, 30, 1, tzinfo=UTC), tick=False):
        code = Code(expires_at=datetime(2026, 12, 13, 18, 31, tzinfo=UTC), **facts)
        assert state_of(code) == said
