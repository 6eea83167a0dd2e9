"""What a new account may be called."""

import pytest

from accounts.queries import free_username
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Đoàn Văn Hải", "hai.doan"),
        ("H'Linh Êban", "eban.hlinh"),
        ("Lan", "lan"),
        ("Ý", "thanh.vien"),
        ("李", "thanh.vien"),
    ],
)
def test_a_name_is_given_name_and_family_name_without_marks(name, expected):
    assert free_username(name) == expected


def test_a_name_that_is_taken_in_any_case_gets_a_number():
    UserFactory(username="Hai.Doan")
    UserFactory(username="hai.doan2")
    assert free_username("Đoàn Văn Hải") == "hai.doan3"
