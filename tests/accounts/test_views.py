"""Signing in and out, and one's own password, through the pages."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from accounts.models import User
from accounts.people.actions import stop
from audit.models import AuditEntry
from tests.pages import signed_in
from tests.world import PASSWORD, accessible

pytestmark = pytest.mark.django_db

SIGN_IN = "/dang-nhap/"
WRONG = (
    "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra chữ hoa, chữ thường rồi thử lại. "
    "Mã trên giấy mời không gõ ở đây: bấm “Nhận tài khoản”."
)
CHOSEN = "toi-tu-dat-mat-khau-2026"


def text(response):
    return response.content.decode()


def sign_in(client, username="can-bo-ta", password=PASSWORD, **extra):
    address = extra.pop("address", "10.0.0.1")
    data = {"username": username, "password": password, **extra}
    return client.post(SIGN_IN, data, REMOTE_ADDR=address)


def is_in(client):
    return "_auth_user_id" in client.session


def errors(response):
    return response.context["form"].errors


# Signing in


def test_sign_in_with_name_and_password_goes_home(world, client):
    assert sign_in(client).headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(world.own.officer.pk)


def test_the_first_sign_in_is_written_down_and_no_other(world, client):
    def noted():
        return AuditEntry.unscoped.filter(verb="Đăng nhập lần đầu", actor="can-bo-ta").count()

    sign_in(client, password="sai-roi")
    assert noted() == 0
    sign_in(client)
    assert noted() == 1
    client.post("/dang-xuat/")
    sign_in(client)
    assert noted() == 1


def test_sign_in_with_a_wrong_password_says_what_to_check_and_keeps_the_name(world, client):
    response = sign_in(client, password="sai-roi")
    assert (response.status_code, is_in(client)) == (200, False)
    assert escape(WRONG) in text(response)
    assert "<h2>Chưa đăng nhập được</h2>" in text(response)
    assert "Chưa lưu được" not in text(response)
    assert 'value="can-bo-ta"' in text(response)
    assert "sai-roi" not in text(response)


def test_sign_in_of_a_stopped_account_is_refused(world, client):
    stop(by=world.root, user=world.own.officer)
    assert (sign_in(client).status_code, is_in(client)) == (200, False)


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/viec/", "/viec/"),
        ("https://ke-xau.example/", "/"),
        ("//ke-xau.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("\\\\ke-xau.example", "/"),
    ],
)
def test_sign_in_leads_on_only_inside_the_house(world, client, wanted, reached):
    assert sign_in(client, next=wanted).headers["Location"] == reached


def test_sign_in_page_of_somebody_signed_in_leads_home(world):
    assert signed_in(world.own.officer).get(SIGN_IN).headers["Location"] == "/"


def test_sign_in_with_a_nul_character_is_refused_in_words(world, client):
    response = sign_in(client, username="can-bo\x00-ta")
    assert (response.status_code, list(errors(response))) == (200, ["username"])


# Five wrong tries


def test_five_wrong_tries_lock_the_name_at_that_address(world, client):
    tries = [sign_in(client, password="sai").status_code for _ in range(5)]
    assert tries == [200, 200, 200, 200, 429]
    locked = sign_in(client)
    assert (locked.status_code, is_in(client)) == (429, False)
    assert "Tạm khóa đăng nhập" in text(locked)


def test_a_lock_leaves_the_others_of_the_same_office_alone(world, client):
    for _ in range(5):
        sign_in(client, password="sai")
    assert sign_in(client, username="to-ta").status_code == 302


def test_a_lock_leaves_the_same_person_at_another_address_alone(world, client):
    for _ in range(5):
        sign_in(client, password="sai")
    assert sign_in(client, address="10.0.0.2").status_code == 302


def test_a_lock_counts_one_name_in_whatever_case_it_is_written(world, client):
    names = ["can-bo-ta", "Can-bo-ta", "CAN-BO-TA", " can-bo-ta", "can-bo-tA"]
    assert [sign_in(client, name, "sai").status_code for name in names][-1] == 429
    assert sign_in(client).status_code == 429


def test_a_lock_opens_after_a_quarter_of_an_hour(world, client):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        for _ in range(5):
            sign_in(client, password="sai")
    for minutes, status in ((14, 429), (16, 302)):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            assert sign_in(Client()).status_code == status


def test_a_right_password_forgets_the_wrong_tries_before_it(world, client):
    for password in ("sai", "sai", "sai", "sai", PASSWORD, "sai"):
        last = sign_in(Client(), password=password)
    assert last.status_code == 200


# Signing out


def test_sign_out_takes_a_form(world):
    client = signed_in(world.own.officer)
    assert (client.get("/dang-xuat/").status_code, is_in(client)) == (405, True)
    assert client.post("/dang-xuat/").headers["Location"] == SIGN_IN
    assert not is_in(client)


# A password of one's own


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("ngan", "ngan", "12"),
        ("123456789012345", "123456789012345", "số"),
        (CHOSEN, f"{CHOSEN}x", "không giống nhau"),
    ],
)
def test_a_weak_password_is_refused_in_vietnamese(world, password, again, said):
    user = world.own.officer
    data = {"old_password": PASSWORD, "new_password1": password, "new_password2": again}
    response = signed_in(user).post("/doi-mat-khau/", data)
    assert list(errors(response)) == ["new_password2"]
    assert said in str(errors(response)["new_password2"])
    assert accessible(user).check_password(PASSWORD)


def test_a_password_of_ones_own_goes_home_and_stays_signed_in(world):
    client, elsewhere = signed_in(world.own.officer), signed_in(world.own.officer)
    data = {"old_password": PASSWORD, "new_password1": CHOSEN, "new_password2": CHOSEN}
    response = client.post("/doi-mat-khau/", data, follow=True)
    assert response.redirect_chain == [("/", 302), ("/viec/", 302)]
    assert [str(m) for m in response.context["messages"]] == [
        "Đã đổi mật khẩu. Máy khác đang mở tài khoản này đã thoát."
    ]
    assert elsewhere.get("/viec/").headers["Location"] == "/dang-nhap/?next=/viec/"


# Idle sessions


@pytest.fixture
def asleep(world):
    """Return a client of the officer, signed in, and the time at which its session is too old."""
    client, start = signed_in(world.own.officer), timezone.now()
    with time_machine.travel(start, tick=False):
        client.get("/viec/")
    return client, start + timedelta(seconds=settings.SESSION_IDLE_SECONDS + 1)


def test_a_session_ends_at_last_however_much_it_is_used(world, client):
    """F13: a request every ten minutes kept it open for ever."""
    start, hours = timezone.now(), settings.SESSION_COOKIE_AGE // 3600
    with time_machine.travel(start, tick=False):
        sign_in(client)
    for minutes in range(10, hours * 60, 10):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            assert client.get("/doi-mat-khau/").status_code == 200, minutes
    with time_machine.travel(start + timedelta(hours=hours), tick=False):
        assert client.get("/doi-mat-khau/").headers["Location"].startswith(SIGN_IN)
    assert not is_in(client)


def test_an_idle_session_ends_and_comes_back_to_its_page(asleep):
    client, later = asleep
    with time_machine.travel(later, tick=False):
        response = client.get("/to/?tinh-trang=none")
    assert response.headers["Location"] == "/dang-nhap/?next=/to/%3Ftinh-trang%3Dnone"
    assert not is_in(client)


def test_a_session_in_use_goes_on(asleep):
    client, later = asleep
    with time_machine.travel(later - timedelta(seconds=2), tick=False):
        assert client.get("/viec/").status_code == 200
    with time_machine.travel(later + timedelta(seconds=60), tick=False):
        assert client.get("/viec/").status_code == 200


def test_an_idle_session_tells_htmx_to_sign_in_and_come_back_to_the_page(asleep, world):
    client, later = asleep
    roster = f"/thon/{world.own.village.pk}/ho/"
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{roster}"}
    with time_machine.travel(later, tick=False):
        response = client.post(f"/ho/{world.own.household.uuid}/ky-nang/", headers=headers)
    back = f"/dang-nhap/?next={roster}"
    assert (response.status_code, response.headers["HX-Redirect"]) == (204, back)


def test_an_idle_session_that_posts_comes_back_to_the_page_of_the_form(asleep):
    client, later = asleep
    with time_machine.travel(later, tick=False):
        response = client.post("/dang-xuat/", headers={"Referer": "http://testserver/to/"})
    assert response.headers["Location"] == "/dang-nhap/?next=/to/"


def test_an_idle_session_never_comes_back_to_another_house(asleep):
    client, later = asleep
    with time_machine.travel(later, tick=False):
        response = client.post("/dang-xuat/", headers={"Referer": "http://ke-xau.example/to/"})
    assert response.headers["Location"] == SIGN_IN


# Home


def test_home_leads_each_role_to_its_own_page(world):
    pages = {
        world.own.officer: "/viec/",
        world.own.member: "/viec/",
        world.reviewer: f"/tong-quan/{world.district.pk}/",
        world.committee: f"/tong-quan/{world.province.pk}/",
        world.administrator: "/quan-tri/",
    }
    reached = {user: signed_in(user).get("/").headers["Location"] for user in pages}
    assert reached == pages


def test_home_of_a_person_without_an_area_says_so(world):
    User.unscoped.filter(pk=world.own.officer.pk).update(area=None)
    response = signed_in(world.own.officer).get("/")
    assert response.status_code == 200
    assert next(t.name for t in response.templates) == "reports/today/no_area.html"


# Headers of every answer


@pytest.mark.parametrize(
    ("page", "status"), [("/viec/", 200), ("/khong-co/", 404), ("/", 302), ("/doi-mat-khau", 301)]
)
def test_every_answer_is_private_and_framed_nowhere(world, page, status):
    response = signed_in(world.own.officer).get(page)
    assert response.status_code == status
    kept(response)


def kept(response):
    said = {name: response.headers.get(name) for name in PRIVATE}
    assert said == PRIVATE
    policy = response.headers["Content-Security-Policy"]
    assert ("unsafe" in policy, "frame-ancestors 'none'" in policy) == (False, True)


PRIVATE = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def test_static_files_may_be_kept(client):
    response = client.get("/static/app.css")
    assert response.status_code == 200
    assert "no-store" not in response.headers["Cache-Control"]
