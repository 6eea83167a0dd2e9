"""Signing in with a second factor: who must, how, once for each code, and the way back when it is lost."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User
from accounts.roles import Role
from accounts.second_factor.queries import phone_of
from audit.models import AuditEntry
from tests.accounts.second_factor.phone import code_now, turned_on
from tests.pages import signed_in
from tests.world import PASSWORD

pytestmark = pytest.mark.django_db

SIGN_IN, CODE, SET_UP = "/dang-nhap/", "/dang-nhap/ma/", "/bao-mat/lop-hai/"


@pytest.fixture(autouse=True)
def asked_for(settings):
    settings.SECOND_FACTOR = True


def by_password(user, client=None, **extra):
    client = client or Client()
    data = {"username": user.username, "password": PASSWORD, **extra}
    return client, client.post(SIGN_IN, data)


def is_in(client):
    return "_auth_user_id" in client.session


def give(client, code):
    return client.post(CODE, {"code": code})


def journal(verb):
    return [(one.actor, one.subject_label) for one in AuditEntry.unscoped.filter(verb=verb)]


@pytest.fixture
def later():
    """Pass the step of the code that turned the second factor on."""
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        yield


@pytest.fixture
def codes(world):
    return turned_on(world.own.officer)


def test_turning_on_takes_one_code_and_shows_eight_to_print(world):
    client = signed_in(world.own.officer)
    page = client.get(SET_UP).content.decode()
    key = re.search(r'class="code">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    assert len(key) == 32
    assert "otpauth://totp/" in page
    assert "<path d=" in page
    wrong = client.post(SET_UP, {"code": "000000"})
    assert wrong.status_code == 200
    assert wrong.context["form"].errors
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        right = client.post(SET_UP, {"code": code_now(world.own.officer, confirmed=False)})
    shown = re.findall(r"<li>([A-Z2-9]{4}-[A-Z2-9]{4})</li>", right.content.decode())
    assert len(set(shown)) == 8
    assert journal("Bật lớp bảo vệ thứ hai") == [("can-bo-ta", str(world.own.officer))]


def test_the_password_alone_lets_nobody_in_who_has_a_second_factor(world, codes, later):
    client, answer = by_password(world.own.officer, next="/to/")
    assert answer.headers["Location"] == CODE
    assert not is_in(client)
    assert client.get("/viec/").status_code == 302
    assert give(client, code_now(world.own.officer)).headers["Location"] == "/to/"
    assert is_in(client)


def test_a_code_of_the_telephone_works_once(world, codes, later):
    code = code_now(world.own.officer)
    one, other = by_password(world.own.officer)[0], by_password(world.own.officer)[0]
    assert give(one, code).status_code == 302
    assert give(other, code).status_code == 200
    assert not is_in(other)


def test_a_printed_code_works_once_in_whatever_way_it_is_typed(world, codes, later):
    one, other = by_password(world.own.officer)[0], by_password(world.own.officer)[0]
    assert give(one, codes[0].lower().replace("-", " ")).status_code == 302
    assert give(other, codes[0]).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        assert give(other, codes[1]).status_code == 302


def test_codes_are_kept_so_that_nobody_reads_them(world, codes):
    from django_otp.plugins.otp_static.models import StaticToken

    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert len(kept) == 8
    assert not kept & {code.replace("-", "") for code in codes}


def test_wrong_codes_make_the_next_one_wait(world, codes, later):
    client, _ = by_password(world.own.officer)
    with time_machine.travel(timezone.now(), tick=False):
        give(client, "000000")
        answer = give(client, code_now(world.own.officer))
    assert "Chờ một lát" in answer.content.decode()
    assert not is_in(client)


def test_a_code_without_the_password_of_a_moment_ago_opens_nothing(world, codes, later):
    assert give(Client(), code_now(world.own.officer)).headers["Location"] == SIGN_IN
    client, _ = by_password(world.own.officer)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert give(client, code_now(world.own.officer)).headers["Location"] == SIGN_IN
    assert not is_in(client)


def test_a_password_changed_meanwhile_ends_the_way_in(world, codes, later):
    client, _ = by_password(world.own.officer)
    user = User.unscoped.get(pk=world.own.officer.pk)
    user.set_password("ghe-nhua-do-trau-47")
    user.save()
    assert give(client, code_now(user)).headers["Location"] == SIGN_IN


@pytest.mark.parametrize("page", ["/viec/", "/quan-tri/", "/tai-khoan/"])
def test_after_the_grace_nothing_opens_without_a_second_factor(world, page):
    admin = world.commune_administrator
    client, answer = by_password(admin)
    assert answer.status_code == 302
    assert client.get(SET_UP).status_code == 200
    assert client.get(page, follow=True).redirect_chain[-1:] != [(SET_UP, 302)]
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)):
        again, _ = by_password(admin)
        assert again.get(page).headers["Location"] == SET_UP
        assert again.get("/doi-mat-khau/").headers["Location"] == SET_UP
        # A script that sends what waited on a phone reads no page: it goes on once they have been there.
        told = again.get("/gui-len/", headers={"Accept": "application/json"})
        assert (told.status_code, told.json()["why"]) == (401, "sign_in")
        again.post("/dang-xuat/")
        assert not is_in(again)


def test_a_member_of_a_team_and_a_site_that_does_not_ask_need_none(world, settings):
    for user in (world.own.member, world.own.officer):
        by_password(user)
    due = dict(User.unscoped.values_list("username", "second_factor_due"))
    assert due["to-ta"] is None
    assert due["can-bo-ta"]
    settings.SECOND_FACTOR = False
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        client, _ = by_password(world.own.officer)
        assert client.get("/viec/").status_code == 200


def test_new_codes_and_another_telephone_ask_the_password_again(world, codes, later):
    client = signed_in(world.own.officer)
    for page in ("/bao-mat/ma-du-phong/", "/bao-mat/lop-hai/doi/"):
        assert client.post(page, {"password": "sai"}).context["form"].errors
    answer = client.post("/bao-mat/ma-du-phong/", {"password": PASSWORD})
    new = re.findall(r"<li>([A-Z2-9]{4}-[A-Z2-9]{4})</li>", answer.content.decode())
    assert len(new) == 8
    other, _ = by_password(world.own.officer)
    assert give(other, codes[0]).status_code == 200
    answer = client.post("/bao-mat/lop-hai/doi/", {"password": PASSWORD})
    assert answer.headers["Location"] == SET_UP
    assert client.get("/viec/").headers["Location"] == SET_UP
    assert journal("Lập mã dự phòng mới")
    assert journal("Gỡ lớp bảo vệ thứ hai")


def test_a_colleague_with_the_power_takes_a_lost_one_away_and_the_person_is_told(world, codes):
    client = by_password(world.own.officer)[0]
    remove = f"/tai-khoan/{world.own.officer.pk}/go-lop-hai/"
    assert signed_in(world.own.member).post(remove).status_code == 404
    assert signed_in(world.sibling.officer).post(remove).status_code == 404
    assert User.unscoped.get(pk=world.own.officer.pk).second_factor_at
    signed_in(world.commune_administrator).post(remove)
    assert journal("Gỡ lớp bảo vệ thứ hai") == [("quan-tri-xa", str(world.own.officer))]
    again, _ = by_password(world.own.officer, client)
    page = again.get("/viec/", follow=True)
    assert page.redirect_chain == [(SET_UP, 302)]
    assert "đã gỡ lớp bảo vệ thứ hai" in page.content.decode()


def test_nobody_takes_away_what_is_beyond_their_powers(world):
    turned_on(world.commune_administrator)
    remove = f"/tai-khoan/{world.commune_administrator.pk}/go-lop-hai/"
    signed_in(world.own.officer).post(remove)
    assert User.unscoped.get(pk=world.commune_administrator.pk).second_factor_at


def test_a_right_password_does_not_reset_wrong_codes(world, codes, later):
    """Guessing goes on where it stopped, however often the password is given."""
    with time_machine.travel(timezone.now(), tick=False):
        give(by_password(world.own.officer)[0], "000000")
        answer = give(by_password(world.own.officer)[0], "000001")
    assert "Chờ một lát" in answer.content.decode()


def test_the_officer_is_reminded_during_the_grace(world):
    client, _ = by_password(world.own.officer)
    page = client.get("/viec/").content.decode()
    assert "Bật lớp bảo vệ thứ hai trước ngày" in page
    assert world.own.officer.role == Role.OFFICER


ASKS = ("/bao-mat/ma-du-phong/", "/bao-mat/lop-hai/doi/", "/doi-mat-khau/")


def test_whoever_found_an_open_session_has_five_guesses_of_the_password_on_all_pages(world, codes):
    """The pages that take a second factor away let everybody guess without end."""
    client = signed_in(world.own.officer)
    for number in range(5):
        page = ASKS[number % 3]
        last = client.post(page, {"password": f"doan-{number}", "old_password": f"doan-{number}"})
    assert last.headers["Location"] == SIGN_IN
    assert not is_in(client)


def test_a_session_left_open_is_not_turned_into_an_account_for_ever(world):
    client = signed_in(world.own.officer)
    assert client.get("/viec/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        page = client.get(SET_UP).content.decode()
        assert "otpauth" not in page
        assert "Mật khẩu đang dùng" in page
        assert client.post(SET_UP, {"code": "123456"}).context["heading"]
        assert client.post(SET_UP, {"password": "sai"}).context["form"].errors
        assert client.post(SET_UP, {"password": PASSWORD}).headers["Location"] == SET_UP
        assert "otpauth" in client.get(SET_UP).content.decode()


def test_a_key_that_another_session_was_shown_is_worth_nothing(world):
    """Whoever saw it in a session left open would have the codes of the telephone that is set up later."""
    officer = world.own.officer
    signed_in(officer).get(SET_UP)
    seen = phone_of(officer, confirmed=False).key
    client = signed_in(officer)
    client.get(SET_UP)
    client.get(SET_UP)
    keys = set(TOTPDevice.objects.filter(user=officer).values_list("key", flat=True))
    assert len(keys) == 1
    assert seen not in keys
    assert client.post(SET_UP, {"code": code_now(officer, confirmed=False)}).context["codes"]


def test_of_somebody_without_a_second_factor_nothing_is_taken(world):
    """Their grace would be over, and their journal say what was not."""
    officer = world.own.officer
    client, _ = by_password(officer)
    signed_in(world.commune_administrator).post(f"/tai-khoan/{officer.pk}/go-lop-hai/")
    officer.refresh_from_db()
    assert officer.second_factor_removed_at is None
    assert client.get("/viec/").status_code == 200
    assert journal("Gỡ lớp bảo vệ thứ hai") == []
