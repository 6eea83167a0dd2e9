"""What is said of a code: its days are those of the people here, not of the server's clock."""

from datetime import UTC, datetime

import pytest

from accounts.codes.queries import state_of
from accounts.models import Code


@pytest.mark.parametrize("field", ["used_at", "revoked_at", "expires_at"])
def test_the_day_of_a_code_is_the_one_that_stands_on_its_card(field):
    late = datetime(2026, 11, 29, 18, 30, tzinfo=UTC)
    code = Code(**{"expires_at": late, field: late})
    assert "30/11/2026" in state_of(code)
