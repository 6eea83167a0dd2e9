"""Attempts to gain names of residents, or an account of somebody else, through the pages: none succeeds.

Each is told with its request and the refusal. A route that gave the names would lead to `can_read_names`.
"""

import re

import pytest
from django.utils import timezone

from accounts.models import AccountRequest, User
from accounts.roles import Role
from tests.factories import UserFactory
from tests.pages import signed_in
from tests.world import PASSWORD, accessible

pytestmark = pytest.mark.django_db
NEW = {"full_name": "Tài Khoản Hai", "username": "tai-khoan-hai"}
CHOSEN = "ke-gian-tu-dat-2026"


@pytest.fixture
def used(world):
    """The small world on the day after its officers have signed in."""
    officers = [commune.officer.pk for commune in (world.own, world.sibling, world.foreign)]
    User.unscoped.filter(pk__in=officers).update(last_login=timezone.now())
    User.unscoped.filter(pk=world.own.officer.pk).update(phone="0905 111 222")
    world.province_reviewer = world.person("duyet-tinh", Role.REVIEWER, world.province)
    return world


def readers_of(world):
    """Return who may read names, with their passwords: a new one or another one is a gain."""
    return {
        (user.username, user.password, user.role, user.area_id)
        for user in User.unscoped.select_related("area")
        if user.has_perm("households.view_names") and user.has_usable_password()
    }


def words_on(response):
    """Return the code of a card, if the answer shows one."""
    found = re.search(r'one-time-code">([^<]+)<', response.content.decode())
    return found[1] if found else ""


def open_with(client, name, words, phone=""):
    """Open an account with a code, as far as it goes; say whether it did."""
    response = client.post("/moi/", {"username": name, "code": words, "phone": phone})
    right = response.context and response.context.get("right")
    if not right:
        return False
    data = {"right": right, "new_password1": CHOSEN, "new_password2": CHOSEN}
    return client.post("/moi/mat-khau/", data).status_code == 302


def own_role(client, world, me):
    """POST /tai-khoan/<mine>/ role=officer: the form has no such field."""
    data = {"full_name": "Tôi", "role": "officer", "area": f"#{world.own.area.pk}"}
    client.post(f"/tai-khoan/{me.pk}/", data)


def own_role_in_admin(client, world, me):
    """POST /quan-tri/accounts/user/<mine>/change/: the form has no such field."""
    data = {"full_name": "Tôi", "role": "officer", "area": world.own.area.pk, "seen_version": 1}
    client.post(f"/quan-tri/accounts/user/{me.pk}/change/", data)


def second_account(client, world, me):
    """POST /tai-khoan/moi/ an officer of a commune that works: it waits for a second person, no card."""
    data = {**NEW, "role": "officer", "area": f"#{world.own.area.pk}"}
    response = client.post("/tai-khoan/moi/", data, follow=True)
    open_with(client, NEW["username"], words_on(response))


def second_account_in_a_village(client, world, me):
    """POST /tai-khoan/moi/ a member of a village: the same."""
    data = {**NEW, "role": "member", "area": f"#{world.own.village.pk}"}
    response = client.post("/tai-khoan/moi/", data, follow=True)
    open_with(client, NEW["username"], words_on(response))


def second_account_in_admin(client, world, me):
    """POST /quan-tri/accounts/user/add/: the same."""
    data = {**NEW, "phone": "", "title": "", "role": "officer", "area": world.own.area.pk}
    response = client.post("/quan-tri/accounts/user/add/", data, follow=True)
    open_with(client, NEW["username"], words_on(response))


def approve_oneself(client, world, me):
    """POST /tai-khoan/cho-duyet/<mine>/ duyet=1: who asked does not approve."""
    second_account(client, world, me)
    for asked in AccountRequest.unscoped.filter(asked_by=me):
        response = client.post(f"/tai-khoan/cho-duyet/{asked.pk}/", {"duyet": "1"}, follow=True)
        open_with(client, NEW["username"], words_on(response))


def renew_a_colleague(client, world, me):
    """POST /tai-khoan/<theirs>/ma/, then /moi/ without their telephone: the code does not open."""
    theirs = world.own.officer
    response = client.post(f"/tai-khoan/{theirs.pk}/ma/", follow=True)
    for phone in ("", "0905 000 000", "0905"):
        open_with(client, theirs.username, words_on(response), phone)


def renew_with_a_telephone_of_ones_own(client, world, me):
    """POST /tai-khoan/<theirs>/ phone=mine, then /ma/: it waits for a second person, no card."""
    theirs = accessible(world.own.officer)
    data = {"full_name": theirs.full_name, "role": "officer", "phone": "0911 000 000"}
    area = theirs.area_id if me.area.level >= 3 else theirs.area.full_name
    client.post(f"/tai-khoan/{theirs.pk}/", {**data, "area": area})
    response = client.post(f"/tai-khoan/{theirs.pk}/ma/", follow=True)
    open_with(client, theirs.username, words_on(response), "0911 000 000")


def change_the_telephone_after_the_card(client, world, me):
    """POST /tai-khoan/<theirs>/ma/, then phone=mine: the code ends."""
    theirs = accessible(world.own.officer)
    response = client.post(f"/tai-khoan/{theirs.pk}/ma/", follow=True)
    data = {"full_name": theirs.full_name, "role": "officer", "phone": "0911 000 000"}
    area = theirs.area_id if me.area.level >= 3 else theirs.area.full_name
    client.post(f"/tai-khoan/{theirs.pk}/", {**data, "area": area})
    open_with(client, theirs.username, words_on(response), "0911 000 000")


def renew_in_admin(client, world, me):
    """POST /quan-tri/accounts/user/ action=give_codes: as on the page."""
    theirs = world.own.officer
    data = {"action": "give_codes", "_selected_action": [theirs.pk], "index": 0}
    response = client.post("/quan-tri/accounts/user/", data, follow=True)
    open_with(client, theirs.username, words_on(response))


def make_a_watcher_an_officer(client, world, me):
    """POST /tai-khoan/<theirs>/ role=officer: it waits for a second person."""
    data = {**NEW, "role": "committee", "area": f"#{world.own.area.pk}"}
    response = client.post("/tai-khoan/moi/", data, follow=True)
    open_with(client, NEW["username"], words_on(response))
    watcher = User.unscoped.filter(username=NEW["username"]).first()
    if watcher:
        data = {"full_name": "Hai", "role": "officer", "area": watcher.area.full_name}
        client.post(f"/tai-khoan/{watcher.pk}/", data)


def an_administrator_of_a_commune(client, world, me):
    """POST /tai-khoan/moi/ role=administrator: it waits for a second person."""
    data = {**NEW, "role": "administrator", "area": f"#{world.own.area.pk}"}
    response = client.post("/tai-khoan/moi/", data, follow=True)
    open_with(client, NEW["username"], words_on(response))


def draw_a_card_of_who_has_not_come(client, world, me):
    """POST /tai-khoan/giay-moi/in/ do=text: in a commune that works, the commune alone draws for readers of names."""
    theirs = User.unscoped.filter(username="chua-den").first()
    theirs = theirs or UserFactory(username="chua-den", area=world.own.area, password="!")
    response = client.post("/tai-khoan/giay-moi/in/", {"do": "text", "nguoi": theirs.pk})
    found = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", response.content.decode())
    open_with(client, theirs.username, found[0] if found else "")


ATTEMPTS = [
    own_role,
    own_role_in_admin,
    second_account,
    second_account_in_a_village,
    second_account_in_admin,
    approve_oneself,
    renew_a_colleague,
    renew_with_a_telephone_of_ones_own,
    change_the_telephone_after_the_card,
    renew_in_admin,
    make_a_watcher_an_officer,
    an_administrator_of_a_commune,
    draw_a_card_of_who_has_not_come,
]
WHO = ["administrator", "root", "committee", "reviewer", "province_reviewer"]


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_nobody_above_gains_names(used, attempt):
    before = readers_of(used)
    for who in WHO:
        me = accessible(getattr(used, who))
        attempt(signed_in(me), used, me)
        assert readers_of(used) == before, who


# What an officer, who reads names anyway, must not gain is the account of somebody else.
OF_AN_ACCOUNT = [
    own_role,
    approve_oneself,
    renew_a_colleague,
    renew_with_a_telephone_of_ones_own,
    change_the_telephone_after_the_card,
    renew_in_admin,
]


@pytest.mark.parametrize("attempt", OF_AN_ACCOUNT)
@pytest.mark.parametrize("who", ["colleague", "member", "commune_administrator", "stranger"])
def test_nobody_of_a_commune_gains_the_account_of_a_colleague(used, attempt, who):
    colleague = used.person("can-bo-hai", Role.OFFICER, used.own.area)
    me = {
        "colleague": colleague,
        "member": used.own.member,
        "commune_administrator": used.commune_administrator,
        "stranger": used.sibling.officer,
    }[who]
    me = accessible(me)
    attempt(signed_in(me), used, me)
    officer = accessible(used.own.officer)
    assert officer.check_password(PASSWORD)
    mine = accessible(me)
    assert (mine.role, mine.area) == (me.role, me.area)


# Sessions of before


def acts(world):
    """What ends the sessions of a person, and what puts the account back as it was."""
    by, user = signed_in(world.own.officer), world.own.member
    page, stop = f"/tai-khoan/{user.pk}/", f"/tai-khoan/{user.pk}/ngung/"
    start = {"full_name": user.full_name, "role": "member", "area": world.own.village.pk}
    down = {**start, "role": "committee", "area": world.own.area.pk}
    away = {**start, "area": world.own.villages[1].pk}
    return {
        "stopped and resumed": [(by, stop, {}), (by, stop, {"mo": "1"})],
        "demoted and promoted again": [(by, page, down), (by, page, start)],
        "moved and moved back": [(by, page, away), (by, page, start)],
    }


@pytest.mark.parametrize(
    "what", ["stopped and resumed", "demoted and promoted again", "moved and moved back"]
)
def test_a_session_of_before_never_revives(used, what):
    theirs = signed_in(used.own.member)
    assert theirs.get("/viec/").status_code == 200
    for client, address, data in acts(used)[what]:
        assert client.post(address, data).status_code == 302
    member = accessible(used.own.member)
    assert (member.is_active, member.role, member.area) == (True, Role.MEMBER, used.own.village)
    assert theirs.get("/viec/").headers["Location"] == "/dang-nhap/?next=/viec/"
