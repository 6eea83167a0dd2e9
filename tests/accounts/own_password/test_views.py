import pytest

from audit.models import AuditEntry
from tests.pages import signed_in
from tests.world import PASSWORD, accessible

pytestmark = pytest.mark.django_db

PAGE, CHOSEN = "/doi-mat-khau/", "ghe-nhua-do-trau-47"


def send(client, old=PASSWORD, new=CHOSEN):
    data = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post(PAGE, data)


def test_a_password_is_changed_by_the_old_one_and_written_down(world):
    assert send(signed_in(world.own.officer)).status_code == 302
    assert accessible(world.own.officer).check_password(CHOSEN)
    assert AuditEntry.unscoped.filter(verb="Đổi mật khẩu", actor="can-bo-ta").exists()


@pytest.mark.parametrize("old", ["", "sai-roi"])
def test_without_the_old_password_there_is_no_new_one(world, old):
    response = send(signed_in(world.own.officer), old=old)
    assert list(response.context["form"].errors) == ["old_password"]
    assert accessible(world.own.officer).check_password(PASSWORD)


def test_five_wrong_old_passwords_end_the_session(world):
    client = signed_in(world.own.officer)
    answers = [send(client, old="sai-roi").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 302]
    assert "_auth_user_id" not in client.session


def test_the_password_in_use_will_not_do_again(world):
    response = send(signed_in(world.own.officer), new=PASSWORD)
    assert list(response.context["form"].errors) == ["new_password1"]


def test_a_change_ends_the_sessions_elsewhere_and_not_this_one(world):
    here, there = signed_in(world.own.officer), signed_in(world.own.officer)
    send(here)
    assert here.get("/viec/").status_code == 200
    assert there.get("/viec/").status_code == 302


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("matkhau123456", "nhiều người hay đặt"),
        ("aaaaaaaaaaaaa", "lặp lại"),
        ("can-bo-ta-1990", "họ tên"),
        ("Của Ta Của Ta 2026", "họ tên"),
    ],
)
def test_a_password_that_is_guessed_is_refused_with_what_to_do(world, password, said):
    response = send(signed_in(world.own.officer), new=password)
    errors = " ".join(response.context["form"].errors["new_password2"])
    assert said in errors
    assert "Ghép bốn, năm từ" in errors
