"""The pages of the guide: tasks by role, one task beside a form, the sheet, whom to ask."""

import re

import pytest
from django.template import Context, Template

from accounts.roles import Role
from guide.models import HelpContact
from guide.tasks import BY_KEY, TASKS, of_role
from guide.tasks.places import WORDS
from tests.factories import HelpContactFactory
from tests.pages import roles, signed_in

pytestmark = pytest.mark.django_db

GUIDE = "/huong-dan/"


def text_of(person, address=GUIDE, **headers):
    response = signed_in(person).get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("role", ["officer", "member", "reviewer", "committee", "administrator"])
def test_the_guide_shows_the_tasks_of_the_readers_role(world, role):
    person = roles(world)[role]
    text = text_of(person)
    for task in TASKS:
        assert (f'<details class="card how-fold" id="{task.key}"' in text) == (
            person.role in task.roles
        ), task.key
    pages = [page for task in of_role(TASKS, person.role) if (page := task.page_for(person))]
    for page in pages:
        assert f'<a class="btn s" href="{page}">' in text


def test_tasks_are_folded_and_the_one_asked_for_is_open_without_a_script(world):
    folds = re.compile(r'<details class="card how-fold" id="([a-z-]+)" data-print-open( open)?>')
    closed = dict(folds.findall(text_of(world.own.officer)))
    assert not any(closed.values())
    asked = dict(folds.findall(text_of(world.own.officer, f"{GUIDE}?viec=tim-ho")))
    assert [key for key, is_open in asked.items() if is_open] == ["tim-ho"]
    # It stands first and alone, all others behind one line, which keeps them in reach.
    assert next(iter(asked)) == "tim-ho"
    assert set(asked) == set(closed)
    text = text_of(world.own.officer, f"{GUIDE}?viec=tim-ho")
    line = f"{len(asked) - 1} việc khác"
    assert text.index('id="tim-ho"') < text.index(line) < text.index('id="nhap-ho"')
    assert "việc khác" not in text_of(world.own.officer)


def test_the_whole_guide_opens_every_task_and_waits_for_no_picture(world):
    assert "?vai-tro=can-bo&amp;viec=tat-ca" in text_of(world.own.officer)
    text = text_of(world.own.officer, f"{GUIDE}?vai-tro=can-bo&viec=tat-ca")
    assert text.count("data-print-open open>") == text.count("data-print-open")
    assert 'loading="lazy"' not in text


def test_the_help_in_the_head_of_a_page_opens_its_task(world):
    at = f"/tong-quan/{world.own.area.pk}/"
    assert text_of(world.own.officer, at).count('href="/huong-dan/doc-tong-quan/"') >= 2
    text = text_of(world.own.officer, "/cach-tinh/")
    assert 'class="help-link" href="/huong-dan/"' in text


def test_another_role_is_chosen_by_its_word(world):
    assert set(WORDS.values()) == set(Role)
    text = text_of(world.own.officer, f"{GUIDE}?vai-tro=nguoi-duyet")
    assert 'id="chi-tieu"' in text
    assert 'id="nhap-ho"' not in text
    assert text_of(world.own.officer, f"{GUIDE}?vai-tro=ai-do").count('id="nhap-ho"') == 1


def test_a_stranger_reads_how_to_sign_in_and_no_contact(client, world):
    HelpContactFactory(province=world.province)
    text = client.get(GUIDE).content.decode()
    assert 'id="quen-mat-khau"' in text
    assert "0257 300 0100" not in text
    assert "Đăng nhập để xem số điện thoại" in text
    assert client.get("/tro-giup/").headers["Location"] == GUIDE


def test_the_contact_of_ones_province_is_shown(world):
    assert "Tỉnh chưa ghi người trả lời" in text_of(world.own.officer)
    HelpContactFactory(province=world.province)
    HelpContactFactory(province=world.other_province, name="Sở nơi khác")
    for person in (world.own.officer, world.own.member, world.reviewer):
        text = text_of(person)
        assert 'href="tel:02573000100"' in text
        assert "Sở nơi khác" not in text
    sheet = text_of(world.own.member, "/huong-dan/to-vien/in/")
    assert "0257 300 0100" in sheet
    assert "Mất mạng: mở lại Tổ số, gõ mã PIN" in sheet


def test_a_word_of_the_glossary_leads_to_its_definition(world):
    text = text_of(world.own.officer)
    assert '<a href="/cach-tinh/#ho-dat">' in text
    assert "Nhập hộ của thôn mình" in text


def test_a_part_comes_alone_for_a_form_and_else_leads_to_its_place(world, client):
    part = text_of(world.own.officer, f"{GUIDE}nhap-excel/", HX_Request="true")
    assert "<html" not in part
    assert part.count("<li>") == len(BY_KEY["nhap-excel"].steps)
    assert 'href="/huong-dan/?viec=nhap-excel#nhap-excel"' in part
    whole = signed_in(world.own.officer).get(f"{GUIDE}nhap-excel/")
    assert whole.headers["Location"] == "/huong-dan/?viec=nhap-excel#nhap-excel"
    # A role whose task it is not is led to one that has it.
    other = signed_in(world.committee).get(f"{GUIDE}nhap-excel/")
    assert other.headers["Location"] == "/huong-dan/?vai-tro=can-bo&viec=nhap-excel#nhap-excel"
    assert client.get(f"{GUIDE}dang-nhap/").status_code == 302
    assert client.get(f"{GUIDE}khong-co/").status_code == 404


def test_the_tag_draws_a_link_that_works_without_a_script():
    text = Template('{% load guide %}{% help "nhap-ho" %}').render(Context())
    assert '<a href="/huong-dan/nhap-ho/">Nhập một hộ mới</a>' in text
    assert 'hx-get="/huong-dan/nhap-ho/"' in text
    with pytest.raises(KeyError):
        Template('{% load guide %}{% help "khong-co" %}').render(Context())


@pytest.mark.parametrize("who", ["committee", "administrator"])
def test_a_province_sets_its_contact(world, who):
    client = signed_in(roles(world)[who])
    page = "/huong-dan/hoi-ai/"
    assert page in text_of(roles(world)[who])
    sent = {"name": "Tổ giúp việc", "phone": "0257 300 0178", "hours": ""}
    assert client.post(page, sent).status_code == 302
    contact = HelpContact.unscoped.get()
    assert (contact.province, contact.phone) == (world.province, "0257 300 0178")
    assert 'value="Tổ giúp việc"' in client.get(page).content.decode()


def test_a_contact_without_a_number_is_refused_with_what_was_typed(world):
    client = signed_in(world.committee)
    answer = client.post("/huong-dan/hoi-ai/", {"name": "Tổ giúp việc", "phone": ""})
    assert answer.status_code == 200
    assert 'value="Tổ giúp việc"' in answer.content.decode()
    assert not HelpContact.unscoped.exists()


@pytest.mark.parametrize(
    "who", ["officer", "member", "reviewer", "commune_administrator", "nobody"]
)
def test_nobody_else_sets_the_contact_of_a_province(world, who):
    client = signed_in(roles(world)[who])
    sent = {"name": "Ai đó", "phone": "0905 123 456"}
    assert client.post("/huong-dan/hoi-ai/", sent).status_code == (302 if who == "nobody" else 404)
    assert not HelpContact.unscoped.exists()
