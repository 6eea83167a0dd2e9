"""The people of a territory, their codes and what waits for two, through the pages."""

import re

import pytest

from accounts.models import AccountRequest, Code, User
from accounts.people.actions import change
from accounts.roles import Role
from areas.actions import add_village
from areas.kinds import Kind
from audit.models import AuditEntry
from tests.factories import AccountRequestFactory, CodeFactory, UserFactory
from tests.pages import signed_in
from tests.world import PASSWORD, accessible

pytestmark = pytest.mark.django_db

PEOPLE, NEW = "/tai-khoan/", "/tai-khoan/moi/"


def text(response):
    return response.content.decode()


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


def test_invite_shows_the_code_once_and_keeps_it_nowhere(world):
    client = signed_in(world.own.officer)
    response = client.post(NEW, person(world))
    words = code_on(response)
    lan = User.unscoped.get(username="lan.nguyen")
    assert (lan.has_usable_password(), lan.area) == (False, world.own.area)
    assert words not in text(client.get(PEOPLE)) + text(client.get(f"{PEOPLE}{lan.pk}/"))
    assert "Mã đang chờ nhận" in text(client.get(PEOPLE))
    assert words not in str(list(Code.unscoped.values())) + str(list(AuditEntry.unscoped.values()))


def code_on(response):
    """Return the code on the card that a page shows."""
    return re.search(r'one-time-code">([A-Z2-9]{4}-[A-Z2-9]{4})<', text(response))[1]


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


def test_an_invitation_left_short_names_the_account_and_takes_the_one_place_that_fits(world):
    UserFactory(username="Lan.Nguyen")
    client = signed_in(world.own.officer)
    among_many = client.post(NEW, person(world, username="", area="", role="member"))
    assert list(errors(among_many)) == ["area"]
    code_on(client.post(NEW, person(world, username=" ", area="")))
    assert User.unscoped.get(username="lan.nguyen2").area == world.own.area


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


def test_stop_ends_the_sessions_and_the_other_button_opens_the_account_again(world):
    client, member = signed_in(world.own.officer), world.own.member
    theirs = signed_in(member)
    address = f"{PEOPLE}{member.pk}/ngung/"
    assert 'name="mo"' not in text(client.get(f"{PEOPLE}{member.pk}/"))
    assert client.post(address).headers["Location"] == PEOPLE
    assert (accessible(member).is_active, theirs.get("/viec/").status_code) == (False, 302)
    assert 'name="mo" value="1"' in text(client.get(f"{PEOPLE}{member.pk}/"))
    client.post(address, {"mo": "1"})
    assert accessible(member).is_active is True


@pytest.mark.parametrize(("said", "is_active"), [({}, False), ({"mo": "1"}, True)])
def test_a_button_pressed_twice_does_what_it_said(world, said, is_active):
    client, member = signed_in(world.own.officer), world.own.member
    if is_active:
        client.post(f"{PEOPLE}{member.pk}/ngung/")
    for _press in range(2):
        client.post(f"{PEOPLE}{member.pk}/ngung/", said)
    assert accessible(member).is_active is is_active


def test_what_somebody_else_wrote_meanwhile_is_not_lost(world):
    client, member = signed_in(world.own.officer), world.own.member
    page = client.get(f"{PEOPLE}{member.pk}/").context["form"]
    read = {name: page[name].value() or "" for name in page.fields}
    change(by=world.commune_administrator, user=member, phone="0912 000 111")
    address = f"{PEOPLE}{member.pk}/"
    late = client.post(address, {**read, "title": "Phó"})
    said = "Tài khoản này vừa được người khác sửa. Tải lại trang rồi sửa."
    assert errors(late) == {"__all__": [said]}
    assert (accessible(member).phone, accessible(member).title) == ("0912 000 111", member.title)
    # Who typed what stands there by now, or read it again, is let through.
    fresh = {**read, "phone": "0912 000 111"}
    assert client.post(address, fresh).headers["Location"] == PEOPLE
    fresh = {**fresh, "version": accessible(member).version, "title": "Phó"}
    assert client.post(address, fresh).headers["Location"] == PEOPLE
    assert accessible(member).title == "Phó"


def test_an_invitation_sent_twice_makes_one_account_unless_it_is_another_person(world):
    client = signed_in(world.own.officer)
    invited = person(world, username="", full_name="Ngô Thị Đôi")
    code_on(client.post(NEW, invited))
    again = client.post(NEW, {**invited, "full_name": "NGÔ thị đôi"})
    assert list(errors(again)) == ["__all__"]
    assert "doi.ngo" in errors(again)["__all__"][0]
    there = User.unscoped.filter(full_name__in=["Ngô Thị Đôi", "NGÔ thị đôi"])
    assert there.count() == 1
    code_on(client.post(NEW, {**invited, "again": again.context["form"]["again"].value()}))
    assert there.count() == 2


def test_what_waits_for_a_second_person_is_asked_for_once(world):
    client = signed_in(world.administrator)
    asked = person(world, role="reviewer", area="Tỉnh Nhà", username="")
    assert client.post(NEW, asked).status_code == 302
    assert list(errors(client.post(NEW, asked))) == ["__all__"]
    assert AccountRequest.unscoped.filter(full_name=asked["full_name"]).count() == 1


def test_of_two_who_invite_one_name_at_once_the_second_is_told(world, monkeypatch):
    # The first was written between the check of the form and the second's own.
    monkeypatch.setattr("accounts.people.forms.twin_of", lambda *_: "")
    monkeypatch.setattr("django.db.models.QuerySet.exists", lambda _: False)
    client = signed_in(world.own.officer)
    taken = client.post(NEW, person(world, username="to-ta"))
    assert errors(taken) == {"username": ["Tên này đã có người dùng. Thêm số hoặc tên xã."]}


def test_a_unit_is_found_by_no_more_words_than_a_name_may_have(world):
    client = signed_in(world.administrator)
    many = client.post(NEW, person(world, area="xa " * 5_000))
    assert list(errors(many)) == ["area"]


def test_nobody_stops_himself(world):
    client = signed_in(world.own.officer)
    response = client.post(f"{PEOPLE}{world.own.officer.pk}/ngung/", follow=True)
    said = "Không đổi được tài khoản này: vượt quyền hoặc là của chính mình."
    assert [str(m) for m in response.context["messages"]] == [said]
    assert accessible(world.own.officer).is_active is True


def test_a_renewal_shows_a_card_without_the_telephone_and_changes_no_password_yet(world):
    member = world.own.member
    User.unscoped.filter(pk=member.pk).update(phone="0905 123 456")
    response = signed_in(world.own.officer).post(f"{PEOPLE}{member.pk}/ma/")
    assert code_on(response)
    assert "số điện thoại của mình" in text(response)
    assert "0905" not in text(response).replace(" ", "")
    assert accessible(member).check_password(PASSWORD)


def test_a_renewal_beyond_ones_powers_is_refused_in_words(world):
    boss = world.commune_administrator
    client = signed_in(world.own.officer)
    response = client.post(f"{PEOPLE}{boss.pk}/ma/", follow=True)
    said = "Không cấp được mã cho tài khoản này: vượt quyền, đã ngừng hoặc là của chính mình."
    assert [str(m) for m in response.context["messages"]] == [said]


def test_a_code_is_revoked_and_says_so(world):
    client = signed_in(world.own.officer)
    client.post(NEW, person(world))
    lan = User.unscoped.get(username="lan.nguyen")
    assert "Thu hồi mã" in text(client.get(f"{PEOPLE}{lan.pk}/"))
    for said in ("Đã thu hồi mã.", "Không còn mã nào chờ nhận."):
        response = client.post(f"{PEOPLE}{lan.pk}/ma/thu-hoi/", follow=True)
        assert [str(m) for m in response.context["messages"]] == [said]
    assert "Mã đã thu hồi" in text(client.get(PEOPLE))


def test_a_code_of_somebody_above_is_not_revoked(world):
    CodeFactory(person=world.commune_administrator)
    client = signed_in(world.own.officer)
    client.post(f"{PEOPLE}{world.commune_administrator.pk}/ma/thu-hoi/")
    assert world.commune_administrator.codes.get().revoked_at is None


def test_the_page_of_oneself_offers_no_role_no_area_and_no_code(world):
    page = signed_in(world.own.officer).get(f"{PEOPLE}{world.own.officer.pk}/")
    assert list(page.context["form"].fields) == ["full_name", "phone", "email", "title", "version"]
    assert "Cấp mã mới" not in text(page)


# Two people


def ask_for_committee(world):
    data = person(world, role="committee", area=f"#{world.province.pk}")
    return signed_in(world.administrator).post(NEW, data, follow=True)


def test_an_account_above_the_communes_is_asked_for_and_made_by_a_second_person(world):
    response = ask_for_committee(world)
    assert response.redirect_chain == [("/tai-khoan/cho-duyet/", 302)]
    assert not User.unscoped.filter(username="lan.nguyen").exists()
    asked = AccountRequest.unscoped.get()
    own = signed_in(world.administrator).get("/tai-khoan/cho-duyet/")
    assert ("Rút đề nghị" in text(own), 'name="duyet"' in text(own)) == (True, False)
    assert "1 đề nghị về tài khoản chờ người thứ hai duyệt." in text(
        signed_in(world.root).get(PEOPLE)
    )
    made = signed_in(world.root).post(f"/tai-khoan/cho-duyet/{asked.pk}/", {"duyet": "1"})
    assert code_on(made)
    assert User.unscoped.get(username="lan.nguyen").area == world.province


def test_a_lone_administrator_reads_which_command_is_their_second_person(world):
    signed_in(world.root).post(NEW, person(world, role="committee", area=f"#{world.province.pk}"))
    asked = AccountRequest.unscoped.get()
    command = f"manage.py approve_request {asked.pk}"
    assert command in text(signed_in(world.root).get("/tai-khoan/cho-duyet/"))
    # Whoever answers it needs no command.
    assert command not in text(signed_in(world.administrator).get("/tai-khoan/cho-duyet/"))


def test_nobody_approves_what_they_asked_themself(world):
    ask_for_committee(world)
    asked = AccountRequest.unscoped.get()
    address = f"/tai-khoan/cho-duyet/{asked.pk}/"
    response = signed_in(world.administrator).post(address, {"duyet": "1"}, follow=True)
    assert "Không duyệt được" in text(response)
    assert not User.unscoped.filter(username="lan.nguyen").exists()


def test_a_request_is_withdrawn_and_then_answered_no_more(world):
    ask_for_committee(world)
    address = f"/tai-khoan/cho-duyet/{AccountRequest.unscoped.get().pk}/"
    signed_in(world.administrator).post(address)
    assert AccountRequest.unscoped.get().answer == "withdrawn"
    late = signed_in(world.root).post(address, {"duyet": "1"}, follow=True)
    assert "đã có người trả lời" in text(late)


def test_another_role_above_waits_while_the_name_is_changed_at_once(world):
    data = {"full_name": "Tên Mới", "role": "reviewer", "area": f"#{world.province.pk}"}
    client = signed_in(world.administrator)
    client.post(f"{PEOPLE}{world.committee.pk}/", data)
    person_now = accessible(world.committee)
    assert (person_now.full_name, person_now.role) == ("Tên Mới", Role.COMMITTEE)
    assert AccountRequest.unscoped.get().role == Role.REVIEWER
    page = text(signed_in(world.root).get("/tai-khoan/cho-duyet/"))
    assert "Đang là Ban Chỉ đạo (xem)" in page


def test_the_page_of_requests_costs_the_same_however_many_there_are(
    world, django_assert_num_queries
):
    client = signed_in(world.own.officer)
    client.get("/tai-khoan/cho-duyet/")  # The first page notes when somebody was last seen.
    for rows in (1, 3):
        while AccountRequest.unscoped.count() < rows:
            AccountRequestFactory(area=world.own.area, person=UserFactory(area=world.own.area))
        with django_assert_num_queries(5):
            page = client.get("/tai-khoan/cho-duyet/")
        assert len(page.context["lines"]) == rows
