"""Every percentage that a page says follows from the part and the whole that stand beside it."""

import pytest

from tests.pages import ROLES, pages_open_to
from tests.said_rates import lines_of, unfounded

pytestmark = pytest.mark.django_db

# What is said in percent and is no share of anything counted, with the reason.
ALLOWED = ()


@pytest.mark.parametrize("role", [role for role in ROLES if role != "nobody"])
def test_every_percentage_of_every_page_is_worked_out_again(world, role):
    wrong, said = [], 0
    for address, page in pages_open_to(world, role).items():
        for line in lines_of(page):
            said += line.count("%")
            wrong += [
                (address, share, line[:200])
                for share in unfounded(line)
                if not any(sign in line for sign, _why in ALLOWED)
            ]
    assert wrong == []
    assert said > 20
