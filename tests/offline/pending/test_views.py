"""The officer's pages: what waits, in their commune alone; a decision and its undo; who carries a village."""

import pytest
from django.http import HttpResponse

from accounts.devices.rules import key_of, new_token, set_cookie
from accounts.people.actions import stop
from households.models import Assessment
from offline.models import SentOperation
from offline.pending.actions import lock_device
from offline.pending.queries.tasks import tasks_of_sent
from tests.factories import DeviceFactory
from tests.pages import signed_in
from tests.sent import carry, let_differ, let_wait
from tests.world import accessible

pytestmark = pytest.mark.django_db
LIST = "/cho-xu-ly/"
NAME = "Đặng Thị Chờ"


@pytest.fixture
def waits(world):
    return let_wait(world.own.village, world.own.member, why="twin")


def text_of(person, address=LIST, status=200):
    answer = signed_in(person).get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_list_says_who_sent_what_why_it_waits_and_what_became_of_the_rest(world, waits):
    page = text_of(world.own.officer)
    for words in (NAME, "Hộ mới, 2 người", "Có thể trùng hộ trong sổ", "So hai hộ"):
        assert words in page
    assert "Bảy ngày qua các tổ gửi <b>1 mục</b>: 0/1 (0,0%) tự ghi vào sổ, 1 mục chờ" in page
    assert "1 mục, cũ nhất trước" in page


def test_nobody_else_reads_what_waits(world, waits):
    item = f"{LIST}{waits.uuid}/"
    assert NAME in text_of(world.own.officer, item)
    assert NAME not in text_of(world.sibling.officer)
    text_of(world.sibling.officer, item, 404)
    for person in (world.own.member, world.reviewer, world.committee, world.commune_administrator):
        text_of(person, LIST, 404)
        text_of(person, item, 404)


def test_what_was_written_by_itself_has_no_page(world, waits):
    SentOperation.unscoped.update(state="applied", why="", sealed="", key="")
    text_of(world.own.officer, f"{LIST}{waits.uuid}/", 404)


def test_a_decision_asks_for_a_reason_and_is_taken_back_on_its_page(world, waits):
    client, item = signed_in(world.own.officer), f"{LIST}{waits.uuid}/"
    assert client.post(item, {"why": ""}).status_code == 422
    page = client.post(item, {"why": "Đã ghi tay"}, follow=True).content.decode()
    assert "Đã quyết định: không ghi." in page
    assert "Đã ghi tay" in page
    assert NAME not in text_of(world.own.officer)
    # Sent by a page that was open before, it says so and changes nothing.
    assert client.post(item, {"why": "Khác"}).status_code == 422
    page = client.post(f"{item}hoan-tac/", follow=True).content.decode()
    assert "lại chờ quyết định" in page
    assert NAME in text_of(world.own.officer)


def test_the_name_of_a_household_that_went_to_another_commune_is_not_read(world):
    gone = world.sibling.households[0]
    let_wait(world.own.village, world.own.member, "moved", "answers", gone, set={"1": "2"})
    one = SentOperation.unscoped.get()
    for page in (text_of(world.own.officer), text_of(world.own.officer, f"{LIST}{one.uuid}/")):
        assert gone.head_name not in page
        assert gone.code in page
    assert world.sibling.area.full_name in page


def test_who_carries_a_village_is_shown_until_the_device_is_locked(world):
    device = DeviceFactory(user=world.own.member)
    carried = carry(world.own.village, world.own.member, device)
    lock = f"/may-mang-so/{carried.pk}/khoa/"
    page = text_of(world.own.officer)
    assert lock in page
    assert "Chưa gửi" in page
    assert lock not in text_of(world.sibling.officer)
    assert signed_in(world.sibling.officer).post(lock).status_code == 404
    page = signed_in(world.own.officer).post(lock, follow=True).content.decode()
    assert "Đã khóa máy" in page
    assert "Không máy nào đang mang sổ" in page


def test_what_waits_is_work_of_the_day_for_officers_alone(world, waits):
    def tasks(person):
        return list(tasks_of_sent(person.area, accessible(person), None))

    (task,) = tasks(world.own.officer)
    assert (task.number, task.url) == (1, LIST)
    assert "Xử lý mục nhập khi không có mạng" in text_of(world.own.officer, "/viec/")
    assert tasks(world.own.member) == tasks(world.sibling.officer) == []


def test_a_device_that_was_locked_is_told_to_drop_its_copy_signed_in_or_not(world):
    token, answer = new_token(), HttpResponse()
    device = DeviceFactory(user=world.own.member, key=key_of(token))
    carried = carry(world.own.village, world.own.member, device)
    set_cookie(answer, token)
    phone, other = signed_in(world.own.member), signed_in(world.own.member)
    phone.cookies.update(answer.cookies)
    at = f"/gui-len/?device={device.pk}"
    assert "drop" not in phone.get(at).json()
    lock_device(by=world.own.officer, carried=carried)
    assert phone.get(at).json()["drop"] is True
    phone.logout()
    phone.cookies.update(answer.cookies)
    answer = phone.get(at)
    assert (answer.status_code, answer.json()["drop"]) == (401, True)
    # Nobody else learns of it, and nothing else is told.
    assert "drop" not in other.get(at).json()
    assert "drop" not in phone.get("/gui-len/?device=x").json()


def test_whose_account_is_stopped_keeps_no_copy_and_is_offered_to_nobody_to_call(world):
    token, answer = new_token(), HttpResponse()
    device = DeviceFactory(user=world.own.member, key=key_of(token))
    set_cookie(answer, token)
    phone = signed_in(world.own.member)
    phone.cookies.update(answer.cookies)
    at = f"/gui-len/?device={device.pk}"
    assert "drop" not in phone.get(at).json()
    stop(by=world.own.officer, user=world.own.member)
    answer = phone.get(at)
    assert (answer.status_code, answer.json()["drop"]) == (401, True)


def test_what_somebody_wrote_whose_account_is_stopped_is_decided_on_as_before(world):
    """It was theirs when they wrote it: listed with their name, written with them as who asked; nobody is led to call them."""
    member, officer = world.own.member, world.own.officer
    member.phone = "0905 123 456"
    member.save()
    waits = let_wait(world.own.village, member, why="twin")
    home = world.own.households[1]
    let_differ(home.residents.first(), member, officer)
    choose = f"/ho/{home.uuid}/ban-dung/"
    assert "tel:" in text_of(officer, choose)
    stop(by=officer, user=member)
    assert "tel:" not in text_of(officer, choose)
    assert str(member) in text_of(officer)
    signed_in(officer).post(f"{LIST}{waits.uuid}/ghi/", {"village": world.own.village.pk})
    asked = Assessment.unscoped.filter(resident__household__uuid=waits.household_uuid)
    assert [one.assessor for one in asked] == [member]
