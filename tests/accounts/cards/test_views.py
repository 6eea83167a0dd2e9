"""The pages of cards: drawn once, kept nowhere, for the people of one's own territory alone."""

import logging
import re

import pytest
from django.utils import timezone

from accounts.cards import views
from accounts.models import CardSheet, Code, User
from accounts.people.actions import NewPerson, make_many
from accounts.roles import Role
from tests.factories import CodeFactory, UserFactory
from tests.pages import signed_in
from tests.pdf_text import words_of_pdf
from tests.scanning import in_columns

pytestmark = pytest.mark.django_db
LIST, DRAW = "/tai-khoan/giay-moi/", "/tai-khoan/giay-moi/in/"
WORDS = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")
CHOSEN = "toi-tu-dat-mat-khau-2026"


@pytest.fixture
def made(world):
    people = [
        NewPerson("Lan Một", Role.OFFICER, world.own.area),
        NewPerson("Lan Hai", Role.OFFICER, world.own.area),
        NewPerson("Lan Ba", Role.OFFICER, world.sibling.area),
        NewPerson("Xa Bốn", Role.OFFICER, world.foreign.area),
    ]
    return [user for _person, user in make_many(by=world.root, people=people).made]


@pytest.fixture
def sang(world):
    """The Sở's officer: a reviewer of the province."""
    return UserFactory(role=Role.REVIEWER, area=world.province, full_name="Cán Bộ Sở")


def text(response):
    return response.content.decode()


def drawn_for():
    return set(Code.unscoped.open().values_list("person__full_name", flat=True))


def test_a_province_draws_for_all_its_communes_in_one_press(world, made, sang):
    client = signed_in(sang)
    page = text(client.get(LIST))
    assert "3/5 tài khoản của 2 đơn vị chưa có người đến nhận." in page
    assert "Xa Bốn" not in page
    answer = client.post(DRAW, {"do": "paper"})
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    words = words_of_pdf(answer.content)
    assert len(WORDS.findall(words)) == 3
    assert drawn_for() == {"Lan Một", "Lan Hai", "Lan Ba"}
    assert "Tờ số" in text(client.get(LIST))


@pytest.mark.parametrize("by", ["commune", "person"])
def test_ticked_ones_are_drawn_alone(world, made, sang, by):
    ticked = {"xa": world.sibling.area.pk} if by == "commune" else {"nguoi": made[2].pk}
    signed_in(sang).post(DRAW, {"do": "paper", **ticked})
    assert drawn_for() == {"Lan Ba"}


def test_a_card_that_is_good_is_drawn_again_for_whoever_is_ticked_by_name_alone(world, made, sang):
    client = signed_in(sang)
    client.post(DRAW, {"do": "paper", "nguoi": made[0].pk})
    kept = Code.unscoped.open().get()
    client.post(DRAW, {"do": "paper"})
    client.post(DRAW, {"do": "paper", "xa": world.own.area.pk})
    assert [code.pk for code in Code.unscoped.open().filter(person=made[0])] == [kept.pk]
    assert drawn_for() == {"Lan Một", "Lan Hai", "Lan Ba"}
    said = client.post(DRAW, {"do": "paper"}, follow=True)
    assert "Chọn tên người cần in lại." in text(said)
    client.post(DRAW, {"do": "paper", "nguoi": made[0].pk})
    assert Code.unscoped.open().get(person=made[0]).pk != kept.pk


def test_a_press_in_one_commune_draws_for_that_commune(world, made, sang):
    client = signed_in(sang)
    page = text(client.get(LIST, {"don-vi": world.own.area.pk}))
    assert "Lan Một" in page
    assert "Lan Ba" not in page
    client.post(DRAW, {"do": "paper", "don-vi": world.own.area.pk})
    assert drawn_for() == {"Lan Một", "Lan Hai"}


def test_people_of_others_are_not_drawn_by_their_keys(world, made, sang):
    signed_in(world.own.officer).post(DRAW, {"do": "paper", "nguoi": [made[2].pk, made[3].pk]})
    signed_in(sang).post(DRAW, {"do": "paper", "xa": world.foreign.area.pk})
    assert drawn_for() == set()
    assert (
        signed_in(sang).post(DRAW, {"do": "paper", "don-vi": world.foreign.area.pk}).status_code
        == 404
    )


def test_a_reviewer_draws_and_takes_back_nothing_of_whom_they_may_not_invite_alone(world, sang):
    """By key, in a commune that works: each asked for by whoever may, none by the reviewer of the province."""
    world.own.officer.last_login = timezone.now()
    world.own.officer.save(update_fields=["last_login"])
    new = {"password": "!", "last_login": None}
    theirs = [
        UserFactory(role=Role.OFFICER, area=world.own.area, **new),
        UserFactory(role=Role.MEMBER, area=world.own.village, **new),
        UserFactory(role=Role.ADMINISTRATOR, area=world.own.area, **new),
        UserFactory(role=Role.REVIEWER, area=world.district, **new),
        UserFactory(role=Role.COMMITTEE, area=world.district, **new),
        UserFactory(role=Role.COMMITTEE, area=world.province, **new),
        UserFactory(role=Role.OFFICER, area=world.foreign.area, **new),
        UserFactory(
            role=Role.OFFICER,
            area=world.sibling.area,
            is_active=False,
            stopped_at=timezone.now(),
            **new,
        ),
        UserFactory(role=Role.OFFICER, area=world.sibling.area, last_login=timezone.now()),
        world.own.officer,
    ]
    officer, member = (CodeFactory(person=one, made_by=world.own.officer) for one in theirs[:2])
    keys = [one.pk for one in theirs]
    client = signed_in(sang)
    for do in ("paper", "text", "thu-hoi"):
        client.post(DRAW, {"do": do, "nguoi": keys})
        client.post(DRAW, {"do": do, "xa": [world.own.area.pk, world.province.pk]})
    assert set(Code.unscoped.open()) == {officer, member}
    assert Code.unscoped.count() == 2
    assert not CardSheet.unscoped.exists()


def test_of_a_village_there_is_no_page_of_its_own(world, made, sang):
    # It would say that everybody has come, for it counts by commune.
    assert signed_in(sang).get(LIST, {"don-vi": world.own.village.pk}).status_code == 404


def test_everybody_is_counted_where_more_communes_wait_than_are_listed(made, sang, monkeypatch):
    monkeypatch.setattr(views, "COMMUNES", 1)
    page = text(signed_in(sang).get(LIST))
    assert "3/5 tài khoản của 2 đơn vị chưa có người đến nhận." in page
    assert page.count('name="xa"') == 1
    assert "Chỉ hiện 1/2 dòng." in page


def test_no_browser_brings_a_text_back_by_itself(made, sang):
    page = text(signed_in(sang).post(DRAW, {"do": "text"}))
    assert page.count('autocomplete="off"') == page.count("<textarea") == 3


def test_texts_are_shown_once_one_for_each_with_a_button_to_copy(made, sang):
    page = text(signed_in(sang).post(DRAW, {"do": "text"}))
    assert page.count("<textarea") == page.count("data-copy") == 3
    assert len(set(WORDS.findall(page))) == 3
    assert "/moi/?ten=mot.cuata#" in page
    assert CardSheet.unscoped.get().form == "text"


def test_cards_and_sheets_are_taken_back(made, sang):
    client = signed_in(sang)
    client.post(DRAW, {"do": "paper"})
    said = client.post(DRAW, {"do": "thu-hoi", "nguoi": made[0].pk}, follow=True)
    assert "Đã thu hồi 1 giấy mời." in text(said)
    nothing = client.post(DRAW, {"do": "thu-hoi"}, follow=True)
    assert "Chọn người hoặc xã có giấy cần thu hồi." in text(nothing)
    assert drawn_for() == {"Lan Hai", "Lan Ba"}
    sheet = CardSheet.unscoped.get()
    said = client.post(f"/tai-khoan/giay-moi/to/{sheet.pk}/thu-hoi/", follow=True)
    assert "đã thu hồi 2 giấy chưa dùng." in text(said)
    assert drawn_for() == set()


def test_a_sheet_of_others_is_not_there(world, made, sang):
    signed_in(sang).post(DRAW, {"do": "paper"})
    address = f"/tai-khoan/giay-moi/to/{CardSheet.unscoped.get().pk}/thu-hoi/"
    for user in (world.own.officer, world.own.member, world.committee):
        assert signed_in(user).post(address).status_code == 404
    assert len(drawn_for()) == 3


@pytest.mark.parametrize("who", ["member", "committee", "country reviewer", "commune reviewer"])
def test_who_may_invite_nobody_has_no_such_page(world, made, who):
    user = {
        "member": lambda: world.own.member,
        "committee": lambda: world.committee,
        "country reviewer": lambda: UserFactory(role=Role.REVIEWER, area=world.country),
        "commune reviewer": lambda: UserFactory(role=Role.REVIEWER, area=world.own.area),
    }[who]()
    client = signed_in(user)
    assert client.get(LIST).status_code == client.get("/tai-khoan/").status_code == 404
    assert client.post(DRAW, {"do": "paper"}).status_code == 404


def test_a_reviewer_sees_whom_they_may_invite_and_no_member_of_a_team(world, made, sang):
    User.unscoped.filter(pk=world.own.member.pk).update(phone="0905 777 777")
    client = signed_in(sang)
    page = text(client.get("/tai-khoan/"))
    assert world.own.officer.full_name in page
    assert world.own.member.full_name not in page
    assert world.administrator.full_name not in page
    assert "0905 777 777" not in text(client.post("/tai-khoan/", {"q": "0905"}))
    # They change nothing of what is there: that stays with the commune.
    assert client.get(f"/tai-khoan/{made[0].pk}/").status_code == 404
    assert client.post(f"/tai-khoan/{made[0].pk}/ma/").status_code == 404
    assert "member" not in re.findall(
        r'name="role"[^>]*value="(\w+)"', text(client.get("/tai-khoan/moi/"))
    )


def test_the_workbook_of_who_has_not_come_holds_no_code(made, sang):
    client = signed_in(sang)
    words = WORDS.findall(words_of_pdf(client.post(DRAW, {"do": "paper"}).content))
    book = b"".join(client.get(LIST, {"tep": "excel"}).streaming_content)
    assert book[:2] == b"PK"
    assert not any(word.encode() in book for word in words)


def test_a_drawn_code_stands_in_no_table_log_or_file(
    made, sang, client, caplog, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path / "media"
    caplog.set_level(logging.DEBUG)
    answer = signed_in(sang).post(DRAW, {"do": "paper"})
    texts = text(signed_in(sang).post(DRAW, {"do": "text", "nguoi": made[2].pk}))
    words = [*WORDS.findall(words_of_pdf(answer.content)), *set(WORDS.findall(texts))]
    assert len(words) == 4
    name = made[2].username
    right = client.post("/moi/", {"username": name, "code": words[3]}).context["right"]
    chosen = {"right": right, "new_password1": CHOSEN, "new_password2": CHOSEN}
    assert client.post("/moi/mat-khau/", chosen).status_code == 302
    for word in words:
        forms = (word, word.replace("-", ""))
        assert in_columns(*forms) == {}
        assert not any(form in caplog.text for form in forms)
    assert not (tmp_path / "media").exists()
