"""Devices: a member's first is remembered, a new one needs a code of the commune; signing out elsewhere."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.devices.actions import spend_code
from accounts.models import Device, User
from audit.models import AuditEntry
from tests.pages import signed_in
from tests.world import PASSWORD

pytestmark = pytest.mark.django_db

PHONE = (
    "Mozilla/5.0 (Linux; Android 8.0; SM-J400F) AppleWebKit/537.36 Chrome/66.0 Mobile Safari/537.36"
)
PC = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 coc_coc_browser/80 Chrome/74.0 Safari/537.36"


def sign_in(client, username="to-ta", agent=PHONE, address="203.0.113.7"):
    data = {"username": username, "password": PASSWORD}
    return client.post("/dang-nhap/", data, REMOTE_ADDR=address, headers={"User-Agent": agent})


def is_in(client):
    return client.get("/doi-mat-khau/").status_code == 200


def code_for(world, user, by=None):
    answer = signed_in(by or world.own.officer).post(f"/tai-khoan/{user.pk}/ma-may/")
    found = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", answer.content.decode())
    return found and found.group()


@pytest.fixture
def asked(settings):
    settings.SECOND_FACTOR = True


def test_the_first_device_of_a_member_is_remembered_and_opens_again(world, asked):
    phone = Client()
    assert sign_in(phone).headers["Location"] == "/"
    cookie = phone.cookies["thiet_bi"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    phone.post("/dang-xuat/")
    assert sign_in(phone).headers["Location"] == "/"
    assert Device.unscoped.filter(user=world.own.member).count() == 1


def test_the_cookie_goes_by_https_alone_in_production(world, settings):
    settings.SESSION_COOKIE_SECURE = True
    client = Client()
    sign_in(client)
    assert client.cookies["thiet_bi"]["secure"]


def test_another_device_of_a_member_needs_a_code_of_the_commune(world, asked):
    sign_in(Client())
    other = Client()
    assert sign_in(other).headers["Location"] == "/dang-nhap/ma/"
    assert not is_in(other)
    own = world.own
    User.unscoped.filter(pk=own.officer.pk).update(phone="0905123456")
    page = " ".join(other.get("/dang-nhap/ma/").content.decode().split())
    assert "Gọi công chức quản lý tài khoản của xã, phường" in page
    assert "bấm “Cấp mã cho máy mới” rồi đọc mã; mã dùng một lần trong 24 giờ" in page
    # A password alone tells nothing of the person, their place or who looks after it.
    for secret in (own.member.full_name, own.officer.full_name, "123456", own.area.name):
        assert secret not in page
    assert other.post("/dang-nhap/ma/", {"code": "ABCD-EFGH"}).status_code == 200
    code = code_for(world, world.own.member)
    assert other.post("/dang-nhap/ma/", {"code": code.lower()}).status_code == 302
    assert is_in(other)
    verbs = AuditEntry.unscoped.values_list("actor", "verb")
    assert ("can-bo-ta", "Cấp mã cho máy mới") in verbs
    assert ("to-ta", "Đăng nhập máy mới bằng mã") in verbs
    device = Device.unscoped.of(world.own.member).known().latest("pk")
    assert (device.let_in_by, device.code_until) == (world.own.officer, None)


def test_a_code_of_a_device_works_once_for_one_person_and_for_a_day(world, asked):
    world.person("to-hai", "member", world.own.village)
    for name in ("to-ta", "to-hai"):
        sign_in(Client(), name)
    code = code_for(world, world.own.member)
    one, two, third = Client(), Client(), Client()
    sign_in(one, "to-hai")
    assert one.post("/dang-nhap/ma/", {"code": code}).status_code == 200
    sign_in(two)
    assert two.post("/dang-nhap/ma/", {"code": code}).status_code == 302
    sign_in(third)
    assert third.post("/dang-nhap/ma/", {"code": code}).status_code == 200
    late = code_for(world, world.own.member)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        sign_in(third)
        assert third.post("/dang-nhap/ma/", {"code": late}).status_code == 200


def test_a_code_of_a_device_is_over_once_it_was_right(world, asked):
    """Two who give it at once are not both let in."""
    sign_in(Client())
    code, member = code_for(world, world.own.member), world.own.member
    assert spend_code(user=member, typed=code)
    assert spend_code(user=member, typed=code) is None


def test_five_wrong_codes_end_the_code_of_a_device(world, asked):
    sign_in(Client())
    code, other = code_for(world, world.own.member), Client()
    sign_in(other)
    for _ in range(5):
        other.post("/dang-nhap/ma/", {"code": "AAAA-AAAA"})
    assert other.post("/dang-nhap/ma/", {"code": code}).status_code == 200
    assert not is_in(other)


def test_only_those_above_a_person_give_them_a_code(world):
    member = world.own.member
    assert code_for(world, member, by=member) is None
    assert code_for(world, member, by=world.sibling.officer) is None
    assert code_for(world, world.own.officer, by=world.own.officer) is None
    assert code_for(world, member)


def test_a_device_is_not_asked_for_where_the_site_does_not_ask(world):
    sign_in(Client())
    other = Client()
    assert sign_in(other).headers["Location"] == "/"


def test_ones_own_devices_are_listed_in_words_and_signed_out_elsewhere(world):
    here, there = Client(), Client()
    sign_in(there, agent=PHONE)
    sign_in(here, agent=PC)
    page = here.get("/bao-mat/").content.decode()
    assert "Windows, Cốc Cốc" in page
    assert "Android, Chrome" in page
    assert "203.0.113.x" in page
    assert "203.0.113.7" not in page
    elsewhere = Device.unscoped.get(user=world.own.member, browser=PHONE)
    assert here.post(f"/bao-mat/thiet-bi/{elsewhere.pk}/dang-xuat/").status_code == 302
    assert is_in(here)
    assert not is_in(there)
    assert "Android, Chrome</b>" not in here.get("/bao-mat/").content.decode()


def test_nobody_signs_out_somebody_elses_device(world):
    theirs, mine = Client(), Client()
    sign_in(theirs)
    sign_in(mine, "can-bo-ta")
    device = Device.unscoped.get(user=world.own.member)
    assert mine.post(f"/bao-mat/thiet-bi/{device.pk}/dang-xuat/").status_code == 404
    assert is_in(theirs)


def test_signing_out_everywhere_ends_this_session_too_and_forgets_the_others(world, asked):
    here, there = Client(), Client()
    sign_in(here)
    code = code_for(world, world.own.member)
    sign_in(there)
    there.post("/dang-nhap/ma/", {"code": code})
    assert is_in(here)
    assert is_in(there)
    here.post("/bao-mat/dang-xuat-moi-noi/")
    assert not is_in(here)
    assert not is_in(there)
    assert sign_in(here).headers["Location"] == "/"
    assert sign_in(there).headers["Location"] == "/dang-nhap/ma/"


def test_wrong_passwords_stand_among_the_sign_ins_of_late(world):
    client = Client()
    client.post("/dang-nhap/", {"username": "to-ta", "password": "sai-roi"})
    sign_in(client)
    page = client.get("/bao-mat/").content.decode()
    assert "Sai mật khẩu" in page
    assert "Vào được" in page


def test_whose_telephone_an_account_has_and_who_changes_it(world):
    world.own.officer.phone = "0905123456"
    world.own.officer.save(update_fields=["phone"])
    client = Client()
    client.force_login(world.own.officer)
    assert "0905 123 456</span>." in client.get("/bao-mat/").content.decode()
    world.own.officer.phone = ""
    world.own.officer.save(update_fields=["phone"])
    page = client.get("/bao-mat/").content.decode()
    assert "Chưa ghi số điện thoại." in page
    assert "#hoi-ai" in page


def test_a_password_of_ones_own_leaves_this_device_signed_in(world):
    client = Client()
    sign_in(client)
    new = "ghe-nhua-do-trau-47"
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    client.post("/doi-mat-khau/", data)
    assert is_in(client)
    assert "đang mở" in client.get("/bao-mat/").content.decode()
