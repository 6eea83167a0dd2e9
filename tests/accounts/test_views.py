"""Signing in and out, one's own password, and the people of a territory, through the pages."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from accounts.actions import invite, renew_password, stop
from accounts.models import User
from accounts.roles import Role
from areas.actions import add_village
from areas.kinds import Kind
from audit.models import AuditEntry
from tests.pages import signed_in
from tests.world import PASSWORD, accessible

pytestmark = pytest.mark.django_db

SIGN_IN, PEOPLE, NEW = "/dang-nhap/", "/tai-khoan/", "/tai-khoan/moi/"
WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra chữ hoa, chữ thường rồi thử lại."
CHOSEN = "toi-tu-dat-mat-khau-2026"


def text(response):
    return response.content.decode()


def sign_in(client, username="can-bo-ta", password=PASSWORD, **extra):
    address = extra.pop("address", "10.0.0.1")
    data = {"username": username, "password": password, **extra}
    return client.post(SIGN_IN, data, REMOTE_ADDR=address)


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.fixture
def newcomer(world):
    """An officer of our own commune who still has his temporary password."""
    return invite(
        by=world.root, username="moi", full_name="Người Mới", role=Role.OFFICER, area=world.own.area
    )


def person(world, **changes):
    return {
        "full_name": "Nguyễn Thị Lan",
        "username": "lan.nguyen",
        "phone": "0905 123 456",
        "title": "Công chức",
        "role": "officer",
        "area": world.own.area.pk,
        **changes,
    }


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


def test_sign_in_with_a_temporary_password_that_ran_out_is_refused(newcomer, client):
    later = timezone.now() + timedelta(days=settings.TEMPORARY_PASSWORD_DAYS, seconds=1)
    with time_machine.travel(later, tick=False):
        assert (sign_in(client, "moi", newcomer[1]).status_code, is_in(client)) == (200, False)


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


# The first password of one's own


@pytest.mark.parametrize(
    "page", ["/", "/viec/", "/to/", "/tai-khoan/", "/quan-tri/", "/cach-tinh/"]
)
def test_a_temporary_password_leads_every_page_to_its_change(newcomer, page):
    response = signed_in(newcomer[0]).get(page)
    assert (response.status_code, response.headers["Location"]) == (302, "/doi-mat-khau/")


def test_a_temporary_password_leads_htmx_to_load_the_page_whole(newcomer):
    response = signed_in(newcomer[0]).get("/to/", headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (204, "/doi-mat-khau/")


def test_a_temporary_password_still_lets_sign_out(newcomer):
    client = signed_in(newcomer[0])
    client.post("/dang-xuat/")
    assert not is_in(client)


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("ngan", "ngan", "12"),
        ("123456789012345", "123456789012345", "số"),
        (CHOSEN, f"{CHOSEN}x", "không giống nhau"),
    ],
)
def test_a_weak_password_is_refused_in_vietnamese(newcomer, password, again, said):
    user, temporary = newcomer
    client = signed_in(user)
    data = {"old_password": temporary, "new_password1": password, "new_password2": again}
    response = client.post("/doi-mat-khau/", data)
    assert list(errors(response)) == ["new_password2"]
    assert said in str(errors(response)["new_password2"])
    assert accessible(user).check_password(temporary)


def test_the_temporary_password_cannot_be_chosen_again(newcomer):
    user, temporary = newcomer
    data = {"old_password": temporary, "new_password1": temporary, "new_password2": temporary}
    response = signed_in(user).post("/doi-mat-khau/", data)
    assert list(errors(response)) == ["new_password1"]
    assert accessible(user).must_change_password


def test_a_password_of_ones_own_goes_home_and_stays_signed_in(newcomer):
    client = signed_in(newcomer[0])
    data = {"old_password": newcomer[1], "new_password1": CHOSEN, "new_password2": CHOSEN}
    response = client.post("/doi-mat-khau/", data, follow=True)
    assert response.redirect_chain == [("/", 302), ("/viec/", 302)]
    assert [str(m) for m in response.context["messages"]] == [
        "Đã đổi mật khẩu. Máy khác đang mở tài khoản này đã thoát."
    ]


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


# The people of a territory


def names(response):
    return [person.full_name for person in response.context["page"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "vien to"}, ["Thành Viên Tổ"]),
        ({"q": "VIÊN"}, ["Thành Viên Tổ"]),
        ({"q": "khong co ai"}, []),
        ({"q": "vien to", "vai-tro": "reviewer"}, []),
        ({"vai-tro": "member"}, ["Thành Viên Tổ"]),
        ({"vai-tro": "reviewer"}, []),
        ({"vai-tro": "khong-ro"}, ["Cán Bộ Xã", "Cán Bộ quan-tri-xa", "Thành Viên Tổ"]),
        ({"q": "\0"}, ["Cán Bộ Xã", "Cán Bộ quan-tri-xa", "Thành Viên Tổ"]),
    ],
)
def test_people_are_found_without_marks_and_by_role(world, only_reads, query, found):
    client = signed_in(world.own.officer)
    with only_reads():
        assert names(client.post(PEOPLE, query, follow=True)) == found


def test_nobody_is_searched_by_what_stands_in_an_address(world):
    client = signed_in(world.own.officer)
    every = names(client.get(PEOPLE))
    assert names(client.get(f"{PEOPLE}?q=vien+to")) == every
    form = text(client.post(PEOPLE, {"q": "vien to"}))
    assert re.search(r'<form[^>]* method="post"[^>]* role="search"', form)
    # Chosen by role alone it is an address again, with nobody's name.
    assert client.post(PEOPLE, {"vai-tro": "member"})["Location"] == f"{PEOPLE}?vai-tro=member"


# Inviting


def test_invite_shows_the_temporary_password_once_and_keeps_it_nowhere(world):
    client = signed_in(world.own.officer)
    response = client.post(NEW, person(world))
    password = re.search(r'class="pw">([a-z0-9-]+)<', text(response))[1]
    lan = User.unscoped.get(username="lan.nguyen")
    assert lan.check_password(password)
    assert (lan.must_change_password, lan.area) == (True, world.own.area)
    assert password not in text(client.get(PEOPLE)) + text(client.get(f"{PEOPLE}{lan.pk}/"))
    assert password not in str(list(User.unscoped.filter(pk=lan.pk).values()))
    assert password not in str(list(AuditEntry.unscoped.values()))


def test_invite_refuses_a_name_taken_in_another_case(world):
    response = signed_in(world.own.officer).post(NEW, person(world, username="TO-TA"))
    assert errors(response) == {
        "username": ["Tên này đã có người dùng. Thêm số hoặc tên xã."],
    }


@pytest.mark.parametrize("name", ["Lan Nguyễn", "la", "lan nguyen", "lan@xa", "lan\x00", "²²²²"])
def test_invite_refuses_a_bad_name_and_keeps_what_was_typed(world, name):
    response = signed_in(world.own.officer).post(NEW, person(world, username=name))
    assert list(errors(response)) == ["username"]
    for typed in ("Nguyễn Thị Lan", "0905 123 456", "Công chức"):
        assert f'value="{typed}"' in text(response)
    assert User.unscoped.filter(full_name="Nguyễn Thị Lan").count() == 0


def test_invite_refuses_a_role_that_cannot_stand_at_the_level(world):
    response = signed_in(world.own.officer).post(NEW, person(world, area=world.own.village.pk))
    assert errors(response) == {
        "area": ["Vai trò này không giao được ở cấp của đơn vị đã chọn. Chọn đơn vị khác."]
    }


@pytest.mark.parametrize("area", ["²", "9" * 5000, "9" * 30, "-1", "a\x00"])
def test_invite_refuses_an_area_that_is_none(world, area):
    response = signed_in(world.own.officer).post(NEW, person(world, area=area))
    assert list(errors(response)) == ["area"]


@pytest.mark.parametrize("name", ["\u200b", "\u3164 \u200e", " "])
def test_invite_refuses_a_name_that_nobody_sees(world, name):
    response = signed_in(world.own.officer).post(NEW, person(world, full_name=name))
    assert list(errors(response)) == ["full_name"]


def test_an_administrator_above_finds_the_one_area_by_its_name(world):
    signed_in(world.root).post(NEW, person(world, area="cua ta 01", role="member"))
    assert User.unscoped.get(username="lan.nguyen").area == world.own.village


def test_an_administrator_above_chooses_among_areas_of_one_name(world):
    client = signed_in(world.root)
    twin = add_village(by=world.root, commune=world.sibling.area, kind=Kind.THON, name="Của Ta 01")
    response = client.post(NEW, person(world, area="cua ta 01", role="member"))
    assert errors(response) == {
        "area": ["Có nhiều đơn vị tên gần giống. Chọn một trong danh sách."]
    }
    offered = {label: value for value, label in errors_choices(response)}
    assert len(offered) == 2
    wanted = next(value for label, value in offered.items() if "Láng Giềng" in label)
    client.post(NEW, person(world, area=wanted, role="member"))
    assert User.unscoped.get(username="lan.nguyen").area == twin


def errors_choices(response):
    return response.context["form"].fields["area"].widget.choices


def test_an_administrator_above_is_told_of_a_name_that_is_nowhere(world):
    response = signed_in(world.root).post(NEW, person(world, area="khong co dau", role="member"))
    assert errors(response) == {
        "area": ["Không có đơn vị nào tên này trong địa bàn. Kiểm tra lại tên."]
    }


def test_an_area_called_by_a_number_is_not_taken_for_a_key(world):
    key = str(world.own.village.pk)
    response = signed_in(world.root).post(NEW, person(world, area=key, role="member"))
    assert User.unscoped.filter(username="lan.nguyen").count() == 0
    assert list(errors(response)) == ["area"]


# Changing, stopping, opening again


def test_change_saves_and_leads_to_the_list(world):
    client, member = signed_in(world.own.officer), world.own.member
    data = {"full_name": "Tên Khác", "phone": "0905123456", "title": "Phó", "role": "member"}
    response = client.post(f"{PEOPLE}{member.pk}/", {**data, "area": world.own.village.pk})
    assert response.headers["Location"] == PEOPLE
    member = accessible(member)
    assert (member.full_name, member.phone, member.title) == ("Tên Khác", "0905123456", "Phó")


def test_change_by_an_administrator_above_names_the_area_and_keeps_it(world):
    client, member = signed_in(world.root), world.own.member
    add_village(by=world.root, commune=world.sibling.area, kind=Kind.THON, name="Của Ta 01")
    page = client.get(f"{PEOPLE}{member.pk}/")
    typed = page.context["form"]["area"].value()
    assert typed == "Thôn Của Ta 01"
    data = {"full_name": "Tên Khác", "role": "member", "area": typed}
    assert client.post(f"{PEOPLE}{member.pk}/", data).headers["Location"] == PEOPLE
    member = accessible(member)
    assert (member.full_name, member.area) == ("Tên Khác", world.own.village)


def test_change_of_a_person_above_oneself_is_refused_in_words(world):
    boss = world.commune_administrator
    data = {"full_name": "Chiếm", "role": "officer", "area": world.own.area.pk}
    response = signed_in(world.own.officer).post(f"{PEOPLE}{boss.pk}/", data)
    assert errors(response) == {"role": ["Vai trò này vượt quyền của tài khoản đang dùng."]}
    assert accessible(boss).role == Role.ADMINISTRATOR


@pytest.mark.parametrize("phone", ["không có", "12", "0905\x00123456", "0" * 400])
def test_change_refuses_a_telephone_that_is_none(world, phone):
    data = {"full_name": "Tên", "role": "member", "area": world.own.village.pk, "phone": phone}
    response = signed_in(world.own.officer).post(f"{PEOPLE}{world.own.member.pk}/", data)
    assert list(errors(response)) == ["phone"]


def test_stop_ends_the_sessions_and_the_second_time_opens_the_account_again(world):
    client, member = signed_in(world.own.officer), world.own.member
    theirs = signed_in(member)
    address = f"{PEOPLE}{member.pk}/ngung/"
    assert client.post(address).headers["Location"] == PEOPLE
    assert (accessible(member).is_active, theirs.get("/viec/").status_code) == (False, 302)
    client.post(address)
    assert accessible(member).is_active is True


def test_nobody_stops_himself(world):
    client = signed_in(world.own.officer)
    response = client.post(f"{PEOPLE}{world.own.officer.pk}/ngung/", follow=True)
    said = "Không đổi được tài khoản này: vượt quyền hoặc là của chính mình."
    assert [str(m) for m in response.context["messages"]] == [said]
    assert accessible(world.own.officer).is_active is True


def test_renew_password_shows_the_new_one_and_ends_the_old(world):
    member = world.own.member
    response = signed_in(world.own.officer).post(f"{PEOPLE}{member.pk}/mat-khau/")
    password = re.search(r'class="pw">([a-z0-9-]+)<', text(response))[1]
    member = accessible(member)
    assert (member.check_password(password), member.must_change_password) == (True, True)


def test_renew_password_beyond_ones_powers_is_refused_in_words(world):
    boss = world.commune_administrator
    client = signed_in(world.own.officer)
    response = client.post(f"{PEOPLE}{boss.pk}/mat-khau/", follow=True)
    said = "Không cấp được mật khẩu cho tài khoản này: vượt quyền."
    assert [str(m) for m in response.context["messages"]] == [said]
    assert accessible(boss).check_password(PASSWORD)


def test_renewed_password_ends_the_sessions_of_the_person(world):
    theirs = signed_in(world.own.member)
    renew_password(by=world.own.officer, user=accessible(world.own.member))
    assert theirs.get("/viec/").headers["Location"] == "/dang-nhap/?next=/viec/"


# Headers of every answer


@pytest.mark.parametrize(
    ("page", "status"), [("/viec/", 200), ("/khong-co/", 404), ("/", 302), ("/doi-mat-khau", 301)]
)
def test_every_answer_is_private_and_framed_nowhere(world, page, status):
    response = signed_in(world.own.officer).get(page)
    assert response.status_code == status
    kept(response)


def test_the_answers_of_a_temporary_password_are_private_too(newcomer):
    kept(signed_in(newcomer[0]).get("/viec/"))


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
