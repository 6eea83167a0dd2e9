"""The page where an invited person opens their account: right codes only say whose it is."""

import re

import pytest
from django.core import signing

from accounts.codes.actions import give_code
from accounts.codes_typed import new_code
from accounts.models import Code, CodeTry, Notice, User
from accounts.opening.forms import ChosenPasswordForm
from accounts.opening.views import SALT
from accounts.own_password.rules.validators import INSTEAD
from accounts.people.actions import invite
from areas.names import lower_first
from tests.factories import CodeFactory
from tests.pages import signed_in
from tests.world import PASSWORD, accessible

pytestmark = pytest.mark.django_db
ACTIVATE, CHOOSE = "/moi/", "/moi/mat-khau/"
CHOSEN = "toi-tu-dat-mat-khau-2026"


def text(response):
    return response.content.decode()


@pytest.fixture
def issued(world):
    User.unscoped.filter(pk=world.own.member.pk).update(phone="0905 123 456")
    member = accessible(world.own.member)
    return give_code(by=world.own.officer, person=member, kind="renewal", needs_phone=True)


def type_code(client, issued, **changes):
    data = {"username": "to-ta", "code": issued.words, "phone": "0905123456", **changes}
    return client.post(ACTIVATE, data)


def choose(client, response, first=CHOSEN, second=CHOSEN):
    right = response.context["right"]
    data = {"right": right, "new_password1": first, "new_password2": second}
    return client.post(CHOOSE, data, follow=True)


def test_a_short_password_typed_two_ways_is_told_both_at_once(issued, client):
    page = choose(client, type_code(client, issued), "ngan", "ngan2")
    errors = page.context["form"].errors
    assert "12 ký tự" in str(errors["new_password1"])
    assert "Hai mật khẩu không giống nhau" in str(errors["new_password2"])


def test_a_right_code_says_whose_account_it_is_and_asks_for_a_password(issued, client):
    response = type_code(client, issued)
    assert "Thành Viên Tổ" in text(response)
    done = choose(client, response)
    assert done.redirect_chain == [("/dang-nhap/", 302)]
    assert "Đã đặt mật khẩu. Đăng nhập bằng mật khẩu này." in text(done)
    assert accessible(issued.person).check_password(CHOSEN)
    # The sign-in page asks for all it asks of anybody: the code itself signed nobody in.
    assert "_auth_user_id" not in client.session


def test_how_a_password_is_made_is_advised_in_one_way():
    advised = "bốn, năm từ không liên quan"
    assert advised in str(ChosenPasswordForm(User()).fields["new_password1"].help_text)
    assert advised in str(INSTEAD)


def test_the_card_leads_to_its_name(client):
    response = client.get(f"{ACTIVATE}?ten=lan.nguyen")
    assert 'value="lan.nguyen"' in text(response)


def expired(issued):
    Code.unscoped.update(made_at="2026-01-01T00:00Z", expires_at="2026-01-15T00:00Z")


def used(issued):
    Code.unscoped.update(used_at=issued.code.made_at)


def revoked(issued):
    Code.unscoped.update(revoked_at=issued.code.made_at)


WRONG = {
    "a name that nobody has": ({"username": "khong-co"}, None),
    "a wrong code": ({"code": "AAAA-AAAA"}, None),
    "a wrong telephone": ({"phone": "0905000000"}, None),
    "no telephone": ({"phone": ""}, None),
    "a code that has expired": ({}, expired),
    "a code that was used": ({}, used),
    "a code that was revoked": ({}, revoked),
    "the code of somebody else": ({"username": "can-bo-ta"}, None),
}


def without_what_was_typed(response):
    """Return a page without the token of its form and the words that came in with it."""
    bare = re.sub(r'[A-Za-z0-9]{64}|nonce="[^"]*"', "", text(response))
    return re.sub(r'<input[^>]*name="(username|code|phone)"[^>]*>', "", bare)


def test_whatever_is_wrong_the_answer_is_one(world, issued, client):
    answers = {}
    for what, (changes, before) in WRONG.items():
        Code.unscoped.update(used_at=None, revoked_at=None)
        CodeTry.unscoped.all().delete()
        if before:
            before(issued)
        response = type_code(client, issued, **changes)
        assert response.status_code == 200
        assert "Thành Viên Tổ" not in text(response)
        answers[what] = without_what_was_typed(response)
    assert len(set(answers.values())) == 1


def test_after_five_wrong_codes_the_page_says_to_wait_and_the_password_still_opens(issued, client):
    statuses = [type_code(client, issued, code=new_code()).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    said = type_code(client, issued)
    assert (said.status_code, "Chờ 15 phút" in text(said)) == (429, True)
    data = {"username": "to-ta", "password": PASSWORD}
    assert client.post("/dang-nhap/", data).status_code == 302


def test_wrong_passwords_do_not_shut_the_code_out(issued, client):
    for _ in range(6):
        client.post("/dang-nhap/", {"username": "to-ta", "password": "sai"})
    assert "Mã đúng" in text(type_code(client, issued))


@pytest.mark.parametrize(
    ("password", "again", "beside"),
    [
        ("ngan", "ngan", "new_password1"),
        ("123456789012345", "123456789012345", "new_password1"),
        (CHOSEN, f"{CHOSEN}x", "new_password2"),
    ],
)
def test_a_weak_password_is_refused_and_the_code_stays_good(
    issued, client, password, again, beside
):
    response = choose(client, type_code(client, issued), password, again)
    assert list(response.context["form"].errors) == [beside]
    assert Code.unscoped.get().used_at is None
    choose(client, response)
    assert accessible(issued.person).check_password(CHOSEN)


@pytest.mark.parametrize(
    "right",
    ["", "bịa", signing.dumps(1, salt="another")],
    ids=["none", "invented", "of another salt"],
)
def test_nobody_chooses_a_password_without_a_right_code(world, client, right):
    CodeFactory(person=world.own.member)
    data = {"right": right, "new_password1": CHOSEN, "new_password2": CHOSEN}
    assert client.post(CHOOSE, data).headers["Location"] == ACTIVATE
    assert client.get(CHOOSE).headers["Location"] == ACTIVATE
    assert accessible(world.own.member).check_password(PASSWORD)


def test_what_a_right_code_gave_is_over_when_the_code_is_revoked_or_used(issued, client):
    response = type_code(client, issued)
    Code.unscoped.update(revoked_at=issued.code.made_at)
    done = choose(client, response)
    assert done.redirect_chain == [(ACTIVATE, 302)]
    assert accessible(issued.person).check_password(PASSWORD)


def test_a_token_is_of_the_code_that_was_right(world, issued, client):
    mine = type_code(client, issued)
    other = CodeFactory(person=world.own.officer)
    assert signing.loads(mine.context["right"], salt=SALT) == issued.code.pk != other.pk


def test_whoever_is_signed_in_on_a_shared_machine_is_signed_out(world, issued):
    client = signed_in(world.own.officer)
    choose(client, type_code(client, issued))
    assert "_auth_user_id" not in client.session


def test_a_name_with_a_nul_character_is_refused_in_words(issued, client):
    response = type_code(client, issued, username="to\x00ta")
    assert list(response.context["form"].errors) == ["username"]


# A newcomer with a card


@pytest.fixture
def invited(world):
    by = world.own.officer
    facts = {"username": "moi", "full_name": "Người Mới", "area": world.own.village}
    return invite(by=by, role="member", **facts)


def come(client, issued):
    data = {"username": issued.person.username, "code": issued.words}
    return client.post(ACTIVATE, data)


def test_a_newcomer_reads_their_name_and_commune_and_is_let_in_by_their_password(
    world, invited, client
):
    response = come(client, invited)
    own = world.own
    places = f"{lower_first(own.village.full_name)}, {lower_first(own.area.full_name)}"
    assert f"Người Mới, thành viên tổ, {places}" in text(response)
    done = choose(client, response)
    assert [address for address, _status in done.redirect_chain] == ["/", "/viec/"]
    assert client.session["_auth_user_id"] == str(invited.person.pk)
    assert accessible(invited.person).last_login


def test_an_officer_is_told_until_when_to_set_up_the_second_factor(world, client, settings):
    settings.SECOND_FACTOR = True
    facts = {"username": "moi", "full_name": "Người Mới", "area": world.own.area}
    done = choose(client, come(client, invite(by=world.own.officer, role="officer", **facts)))
    assert "Bật lớp bảo vệ thứ hai trước ngày" in text(done)
    assert accessible(User.unscoped.get(username="moi")).second_factor_due


def test_a_newcomer_ends_the_session_of_whoever_is_signed_in_there(world, invited):
    client = signed_in(world.own.officer)
    choose(client, come(client, invited))
    assert client.session["_auth_user_id"] == str(invited.person.pk)


def test_not_my_name_ends_the_card_and_tells(invited, client):
    response = come(client, invited)
    data = {"right": response.context["right"]}
    said = client.post("/moi/khong-phai/", data, follow=True)
    assert "Giấy này không mở được tài khoản nào nữa." in text(said)
    assert Code.unscoped.get().revoked_at
    assert Notice.unscoped.filter(kind="stranger", to=Code.unscoped.get().made_by).count() == 1
    again = client.post("/moi/khong-phai/", data)
    assert again.headers["Location"] == ACTIVATE
    assert Notice.unscoped.filter(kind="stranger", to=Code.unscoped.get().made_by).count() == 1


def test_nobody_ends_a_card_without_its_code(invited, client):
    client.post("/moi/khong-phai/", {"right": "bịa"})
    assert Code.unscoped.get().revoked_at is None
    assert client.get("/moi/khong-phai/").status_code == 405
