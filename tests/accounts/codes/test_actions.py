"""One-time codes: one use, fourteen days, one answer, and guesses that lock nobody else out."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.codes import actions
from accounts.codes.actions import CodeIsOver, TooManyTries, choose_password, give_code, try_code
from accounts.codes_typed import new_code
from accounts.models import Code, CodeTry, User
from audit.models import AuditEntry
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = "10.0.0.1", "10.0.0.2"
CHOSEN = "toi-tu-dat-mat-khau-2026"


def invited(needs_phone=False, **fields):
    person = UserFactory(**fields)
    return give_code(by=None, person=person, kind="invitation", needs_phone=needs_phone)


def opened(issued, *, name=None, words=None, phone="", address=HERE):
    return try_code(
        name=name or issued.person.username,
        words=words or issued.words,
        phone=phone,
        address=address,
    )


def test_a_right_code_opens_once_and_sets_the_password():
    issued = invited()
    choose_password(code=opened(issued), password=CHOSEN)
    person = User.unscoped.get(pk=issued.person.pk)
    assert person.check_password(CHOSEN)
    assert AuditEntry.unscoped.about(person).get().verb == "Nhận tài khoản bằng mã"
    assert opened(issued) is None
    with pytest.raises(CodeIsOver):
        choose_password(code=issued.code, password="mot-mat-khau-khac-2026")
    assert User.unscoped.get(pk=person.pk).check_password(CHOSEN)


@pytest.mark.parametrize("typed", ["CAN-BO", " can-bo"[1:], "Can-Bo"])
def test_a_code_is_typed_in_any_case(typed):
    issued = invited(username="can-bo")
    assert opened(issued, name=typed, words=issued.words.lower().replace("-", " "))


def test_a_code_is_of_its_own_person_only():
    issued, other = invited(), invited()
    assert opened(issued, name=other.person.username) is None


def test_a_code_is_good_for_fourteen_days():
    issued = invited()
    for days, is_open in ((13.99, True), (14.01, False)):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            assert bool(opened(issued)) is is_open


def test_a_new_code_ends_the_one_before():
    first = invited()
    give_code(by=None, person=first.person, kind="invitation", needs_phone=False)
    assert opened(first) is None
    assert Code.unscoped.filter(person=first.person).open().count() == 1


def test_a_code_of_a_stopped_person_opens_nothing():
    issued = invited()
    User.unscoped.filter(pk=issued.person.pk).update(is_active=False, stopped_at=timezone.now())
    assert opened(issued) is None
    with pytest.raises(CodeIsOver):
        choose_password(code=issued.code, password=CHOSEN)


@pytest.mark.parametrize(
    ("on_record", "typed", "opens"),
    [
        ("0905 123 456", "+84905123456", True),
        ("0905 123 456", "0905123456", True),
        ("0905 123 456", "0905123457", False),
        ("0905 123 456", "", False),
        ("", "", False),
    ],
)
def test_a_renewal_opens_with_the_telephone_on_record_only(on_record, typed, opens):
    issued = invited(needs_phone=True, phone=on_record)
    assert bool(opened(issued, phone=typed)) is opens


def test_a_code_ends_the_sessions_of_before():
    issued = invited()
    before = issued.person.get_session_auth_hash()
    after = choose_password(code=opened(issued), password=CHOSEN)
    assert after.get_session_auth_hash() != before


def wrong(issued, times, **how):
    """Try wrong codes, and return how many were looked at."""
    looked = 0
    for _ in range(times):
        try:
            assert opened(issued, words=new_code(), **how) is None
            looked += 1
        except TooManyTries:
            pass
    return looked


def test_five_wrong_codes_make_that_name_wait_at_that_address_for_a_quarter_of_an_hour():
    issued, start = invited(), timezone.now()
    with time_machine.travel(start, tick=False):
        assert wrong(issued, 8) == 5
        with pytest.raises(TooManyTries):
            opened(issued)
        assert opened(issued, address=ELSEWHERE)
    with time_machine.travel(start + timedelta(minutes=16), tick=False):
        assert opened(issued)


def test_a_name_is_counted_once_in_whatever_way_it_is_written():
    issued = invited(username="linh.xa")
    looked = 0
    for name in ("linh.xa", "LINH.XA", "Linh.Xa", "lInh.xa", "LINH.xa", "linh.XA"):
        try:
            opened(issued, name=name, words=new_code())
            looked += 1
        except TooManyTries:
            pass
    assert looked == 5


def test_a_name_that_nobody_has_waits_in_the_same_way():
    issued = invited()
    assert wrong(issued, 8, name="khong-co-ai") == 5


def test_an_address_that_guesses_much_is_slowed_down_and_its_neighbours_still_come_in():
    names = [invited() for _ in range(6)]
    assert [wrong(one, 5) for one in names] == [5, 5, 5, 5, 1, 1]
    neighbour = invited()
    assert opened(neighbour)


def test_tries_are_forgotten_after_a_while():
    issued = invited()
    wrong(issued, 2)
    with time_machine.travel(timezone.now() + actions.WINDOW + timedelta(seconds=1), tick=False):
        wrong(invited(), 1)
    assert CodeTry.unscoped.count() == 1


def guesses(n):
    """Guess codes of three people from as many addresses as it takes; return what was accepted, who was shut out."""
    victims, third = [invited() for _ in range(3)], invited()
    accepted = 0
    for number in range(n):
        address = f"10.{number // 65536}.{number // 256 % 256}.{number % 256}"
        accepted += bool(opened(victims[number % 3], words=new_code(), address=address))
    shut_out = [] if opened(third, address="10.0.0.1") else [third]
    shut_out += [one for one in victims if not opened(one, address="192.0.2.1")]
    return accepted, shut_out


def test_300_guessed_codes_open_nothing_and_shut_nobody_out():
    assert guesses(300) == (0, [])


@pytest.mark.long
def test_10000_guessed_codes_open_nothing_and_shut_nobody_out():
    assert guesses(10_000) == (0, [])


def test_a_code_stands_in_no_traceback_that_shows_who_it_is_of(world):
    issued = give_code(by=None, person=world.own.member, kind="invitation", needs_phone=False)
    assert issued.words not in repr(issued)
