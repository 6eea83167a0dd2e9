"""Strangers guess codes of cards at the page where they are typed: none is accepted, nobody is locked out."""

import re
from collections import Counter

import pytest
from django.test import Client

from accounts.codes.actions import TRIES, TRIES_OF_AN_ADDRESS
from accounts.codes_typed import new_code
from accounts.models import Code, User
from accounts.people.actions import NewPerson, make_many
from accounts.roles import Role
from tests.pages import signed_in
from tests.pdf_text import words_of_pdf
from tests.world import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
WORDS = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")
MOI, CHOOSE, CHOSEN = "/moi/", "/moi/mat-khau/", "bon-tu-khong-lien-quan-2026"
# From where half of all guesses come; the neighbour who types a code of their own there; and where nobody guesses.
SHARED, NEIGHBOUR, ELSEWHERE = "198.51.100.7", 3, "192.0.2.1"


def cards_of(world):
    """Draw a sheet of four cards; return names with the codes that are printed beside them."""
    people = [NewPerson(f"Lan {word}", Role.OFFICER, world.own.area) for word in ("Một", "Hai", "Ba", "Bốn")]  # fmt: skip
    made = [user for _person, user in make_many(by=world.root, people=people).made]
    sheet = {"do": "paper", "nguoi": [one.pk for one in made]}
    words = words_of_pdf(
        signed_in(world.own.officer).post("/tai-khoan/giay-moi/in/", sheet).content
    )
    codes = WORDS.findall(words)
    names = [one for one in words.split() if one in {user.username for user in made}]
    assert len(codes) == len(names) == len(made)
    return list(zip(names, codes, strict=True))


def typed(client, name, code, address):
    return client.post(MOI, {"username": name, "code": code}, REMOTE_ADDR=address)


def guessed(names, times):
    """Guess codes, half of them from one address, the others from ever new ones; count what was answered."""
    client, answers = Client(), Counter()
    for n in range(times):
        address = SHARED if n % 2 else f"10.{n // 65536}.{n // 256 % 256}.{n % 256}"
        answer = typed(client, names[n % 3], new_code(), address)
        # Whose account it is, and the way on, are told by a right code alone.
        assert (CHOOSE in answer.content.decode()) is False
        answers[answer.status_code] += 1
    return answers


def opened(name, code, address):
    """Open an account with its card; say whether whoever holds it is in."""
    client = Client()
    answer = typed(client, name, code, address)
    if answer.status_code != 200 or "right" not in answer.context:
        return False
    chosen = {"new_password1": CHOSEN, "new_password2": CHOSEN, "right": answer.context["right"]}
    client.post(CHOOSE, chosen)
    return "_auth_user_id" in client.session


def strangers_get_nowhere(world, times):
    """Guess so often; then everybody whose code was guessed, and a neighbour, comes in with the card, once."""
    cards = cards_of(world)
    before = set(User.unscoped.values_list("pk", "password", "is_active", "last_login"))
    answers = guessed([name for name, _code in cards], times)
    assert set(answers) == {200, 429}
    # One address looks at few: those of the shared one were told to wait.
    assert answers[200] <= (times + 1) // 2 + TRIES_OF_AN_ADDRESS + 3 * TRIES
    assert Code.unscoped.filter(used_at=None, revoked_at=None).count() == len(cards)
    assert set(User.unscoped.values_list("pk", "password", "is_active", "last_login")) == before
    # The neighbour sits at the very address from which the others' codes are guessed.
    assert opened(*cards[NEIGHBOUR], SHARED)
    assert all(opened(*card, ELSEWHERE) for card in cards[:NEIGHBOUR])
    # A password is no code: who has one signs in, at that address, too.
    signed = {"username": "can-bo-ta", "password": PASSWORD}
    assert Client().post("/dang-nhap/", signed, REMOTE_ADDR=SHARED).status_code == 302
    # A card that was used opens nothing again.
    assert not any(opened(*card, "192.0.2.9") for card in cards)
    return answers


def test_of_a_hundred_guesses_none_is_accepted_and_nobody_is_locked_out(world):
    strangers_get_nowhere(world, 100)


@pytest.mark.long
def test_of_ten_thousand_guesses_none_is_accepted_and_nobody_is_locked_out(world):
    strangers_get_nowhere(world, 10_000)
