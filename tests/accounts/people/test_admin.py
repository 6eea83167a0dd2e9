"""Django admin of accounts."""

import re

import pytest
from django.contrib import admin
from django.contrib.messages import get_messages
from django.urls import reverse

from accounts.models import AccountRequest, Code, User
from accounts.roles import ADMIN_MODELS, ADMIN_WORK, POWERS, Role
from audit.models import AuditEntry
from tests.admin_world import (
    World,
    errors_of,
    filled,
    make_user,
    offered,
    signed_in,
    url,
)


@pytest.fixture
def world(admin_world) -> World:
    return admin_world


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_the_administrator_may_ask_for_what_admin_shows_and_delete_nothing() -> None:
    assert POWERS[Role.ADMINISTRATOR].permissions >= ADMIN_WORK
    ours = [
        m
        for m in admin.site._registry
        if not m.__module__.startswith(("django.", "axes.", "django_otp.", "django_tasks_db."))
    ]
    assert {model._meta.label_lower for model in ours} == ADMIN_MODELS.keys()
    assert not any(".delete_" in name for name in POWERS[Role.ADMINISTRATOR].permissions)
    assert "teams.add_activity" in ADMIN_WORK


def test_people_are_found_without_marks(world: World) -> None:
    client = signed_in(world.national)
    found = client.post(url(User, "changelist"), {"q": "quan tri xa"}).context["cl"].result_list
    assert list(found) == [world.local]


def test_an_invitation_shows_the_card_once(world: World) -> None:
    client = signed_in(world.local)
    address = url(User, "add")
    data = filled(
        client, address, username="moi", full_name="Người Mới", role="member", area=world.commune.pk
    )
    response = client.post(address, data, follow=True)
    words = code_on(response)
    user = User.unscoped.get(username="moi")
    assert not user.has_usable_password()
    assert AuditEntry.unscoped.first().verb == "Mời người dùng"
    assert words not in client.get(url(User, "changelist")).content.decode()
    assert words not in str(list(AuditEntry.unscoped.values()))


def code_on(response) -> str:
    return re.search(r'one-time-code">([A-Z2-9-]{9})<', response.content.decode())[1]


def test_an_account_that_two_people_make_is_asked_for_here_too(world: World) -> None:
    client = signed_in(world.provincial)
    address = url(User, "add")
    asked = {"username": "moi", "full_name": "Người Mới", "role": "administrator"}
    response = client.post(address, filled(client, address, **asked, area=world.province.pk))
    assert "Đã gửi đề nghị" in " ".join(said(response))
    assert not User.unscoped.filter(username="moi").exists()
    assert AccountRequest.unscoped.get().asked_by == world.provincial


def test_nobody_changes_their_own_role_or_area_here(world: World) -> None:
    client = signed_in(world.provincial)
    address = url(world.provincial, "change")
    data = filled(client, address, full_name="Tên Mới", role="officer", area=world.commune.pk)
    assert client.post(address, data).status_code == 302
    me = User.unscoped.get(pk=world.provincial.pk)
    assert (me.full_name, me.role, me.area) == ("Tên Mới", Role.ADMINISTRATOR, world.province)


def test_an_invitation_stays_within_the_inviter(world: World) -> None:
    client = signed_in(world.local)
    address = url(User, "add")
    asked = {"username": "moi", "full_name": "Người Mới", "role": "officer"}
    assert "area" in errors_of(
        client.post(address, filled(client, address, **asked, area=world.province.pk))
    )
    text = errors_of(client.post(address, filled(client, address, **asked, area=world.village.pk)))
    assert "vượt quá quyền được giao" in text
    taken = {**asked, "username": "CAN-BO", "area": world.commune.pk}
    assert "đã có người dùng" in errors_of(client.post(address, filled(client, address, **taken)))
    assert not User.unscoped.filter(username="moi").exists()
    assert offered(client, User, "area", "hoa xuan") == []


def test_a_person_is_changed_by_the_action(world: World) -> None:
    client = signed_in(world.provincial)
    address = url(world.officer, "change")
    data = filled(client, address, full_name="Tên Mới", is_active="", username="khac")
    assert client.post(address, data).status_code == 302
    user = User.unscoped.get(pk=world.officer.pk)
    assert (user.full_name, user.username, user.is_active) == ("Tên Mới", "can-bo", True)
    assert AuditEntry.unscoped.first().changes == {"full_name": ["Cán bộ Xa Lạ", "Tên Mới"]}
    data = filled(client, address, area=world.foreign.pk)
    assert "vượt quá quyền được giao" in errors_of(client.post(address, data))
    assert "seen_version" in client.get(address).content.decode()


def act(client, action: str, *users: User, page: str = ""):
    keys = [user.pk if isinstance(user, User) else user for user in users]
    prefix = "CHANGE_FORM-" if page else ""
    data = {f"{prefix}action": action, "action": action, "_selected_action": keys, "index": 0}
    return client.post(page or url(User, "changelist"), data)


def test_accounts_are_stopped_and_let_in_again(world: World) -> None:
    client = signed_in(world.provincial)
    assert act(client, "stop_accounts", world.officer).status_code == 302
    world.officer.refresh_from_db()
    assert not world.officer.is_active
    assert AuditEntry.unscoped.first().verb == "Ngừng tài khoản"
    act(client, "resume_accounts", world.officer)
    world.officer.refresh_from_db()
    assert world.officer.is_active
    assert AuditEntry.unscoped.first().verb == "Mở lại tài khoản"


def test_nobody_stops_himself_or_strangers(world: World) -> None:
    client = signed_in(world.local)
    response = act(client, "stop_accounts", world.local, world.officer)
    assert "vượt quá quyền được giao" in " ".join(said(response))
    assert User.unscoped.filter(is_active=True).count() == 4
    assert act(client, "stop_accounts", "abc").status_code == 404
    assert act(client, "delete_selected", world.local).status_code == 302
    assert User.unscoped.count() == 4


def test_codes_are_given_and_revoked(world: World) -> None:
    colleague = make_user(world.local, "ban", Role.MEMBER, world.commune, "Bạn")
    User.unscoped.filter(pk=colleague.pk).update(phone="0905123456")
    assert code_on(act(signed_in(world.local), "give_codes", colleague))
    act(signed_in(world.local), "revoke_codes", colleague)
    assert Code.unscoped.get(person=colleague).revoked_at


def test_a_code_that_two_people_give_is_asked_for_here_too(world: World) -> None:
    response = act(signed_in(world.national), "give_codes", world.provincial)
    assert "Đã gửi đề nghị" in " ".join(said(response))
    assert AccountRequest.unscoped.get().person == world.provincial


def test_the_page_of_one_person_has_the_actions_too(world: World) -> None:
    client = signed_in(world.provincial)
    page = url(world.officer, "change")
    form = client.get(page).context["action_form"]
    name = form["action"].html_name
    response = client.post(
        page, {name: "stop_accounts", "_selected_action": world.officer.pk, "index": 0}
    )
    assert response.status_code == 302
    world.officer.refresh_from_db()
    assert not world.officer.is_active


def test_signing_out_and_passwords_use_our_own_pages(world: World, settings) -> None:
    settings.LOGOUT_REDIRECT_URL = "/dang-nhap/"
    response = signed_in(world.local).post(reverse("admin:logout"))
    assert response["Location"] == "/dang-nhap/"
