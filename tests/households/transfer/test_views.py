"""Pages of a household that goes to another commune: offered, answered, and nobody's name read before."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from households.models import Household, Transfer
from households.register.actions import Refused
from households.transfer import actions
from reading.models import Reading
from tests.access import content
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
State = Transfer.State


@pytest.fixture
def names(world):
    """Return the words of the neighbours' household that nobody of our commune may read."""
    home = world.sibling.households[1]
    people = home.residents.values_list("full_name", flat=True)
    return [home.head_name, *people, home.hamlet, home.phone, str(home.uuid), home.code]


def at(name, *args):
    return reverse(f"households:{name}", args=args)


def posted(client, address, **data):
    return client.post(address, data, follow=True)


def test_a_household_is_offered_to_a_commune_that_was_found(world):
    client, home = signed_in(world.own.officer), world.own.households[1]
    address = at("offer", home.uuid)
    assert address in client.get(at("detail", home.uuid)).text
    page = client.get(address, {"q": "lang gieng"}).text
    assert world.sibling.area.full_name in page
    assert world.own.area.full_name not in page.split('name="commune"', 1)[1]
    uuid = re.search(r'name="uuid" value="([^"]+)"', page)[1]
    data = {"q": "lang gieng", "uuid": uuid, "version": home.version}
    wrong = client.post(address, data)
    assert (wrong.status_code, "Tìm rồi chọn" in wrong.text) == (422, True)
    data |= {"commune": world.sibling.area.pk, "on": f"{timezone.localdate():%d/%m/%Y}"}
    for _twice in range(2):
        answer = posted(client, address, **data)
        assert "Đang chờ" in answer.text
    row = Transfer.unscoped.get()
    assert (row.to_commune, row.moved_on) == (world.sibling.area, timezone.localdate())
    again = client.post(address, {**data, "uuid": uuid4()})
    assert (again.status_code, "đang chờ một xã khác" in again.text) == (422, True)


def test_three_presses_accept_it(world, names):
    comes, client = world.with_transfers()[0], signed_in(world.own.officer)
    today = client.get("/viec/").text
    # One press opens the only one, a choice of its village, one press accepts.
    assert f'href="{at("transfer", comes.uuid)}"' in today
    page = client.get(at("transfer", comes.uuid)).text
    assert "1 hộ, 2 người" in page
    wrong = client.post(at("transfer", comes.uuid), {"nhan": "1"})
    assert (wrong.status_code, 'href="#id_village"' in wrong.text) == (422, True)
    data = {"nhan": "1", "village": world.own.village.pk, "hamlet": "Ngõ 5"}
    page = posted(client, at("transfer", comes.uuid), **data)
    assert names[0] in page.text
    assert "Đã nhận hộ vào sổ" in page.text
    assert Reading.unscoped.filter(user=world.own.officer, area=world.own.village).exists()
    assert signed_in(world.sibling.officer).get(page.request["PATH_INFO"]).status_code == 404
    undone = posted(client, at("transfer_undo", comes.uuid))
    assert "về lại sổ của xã cũ" in undone.text
    assert client.get(page.request["PATH_INFO"]).status_code == 404


def test_one_that_may_be_here_already_is_told_after_it_was_accepted(world):
    comes, client = world.with_transfers()[0], signed_in(world.own.officer)
    twin = world.own.households[2]
    Household.unscoped.filter(pk=comes.household_id).update(phone=twin.phone)
    page = client.get(at("transfer", comes.uuid)).text
    assert "giống" not in page
    data = {"nhan": "1", "village": world.own.village.pk}
    page = posted(client, at("transfer", comes.uuid), **data)
    assert at("merge", comes.household.uuid) in page.text
    assert "giống hộ này" in page.text


def test_declined_with_a_reason_and_withdrawn(world, names):
    comes, goes = world.with_transfers()
    client = signed_in(world.own.officer)
    wrong = client.post(at("transfer", comes.uuid), {"khong_nhan": "1"})
    assert (wrong.status_code, "open" in wrong.text) == (422, True)
    data = {"khong_nhan": "1", "why": "Không có hộ này"}
    assert "Đã trả lời" in posted(client, at("transfer", comes.uuid), **data).text
    # How many they are is no more of ours either.
    assert "2 người" not in client.get(at("transfer", comes.uuid)).text
    over = client.get(at("transfers", world.own.area.pk), {"loc": "xong"}).text
    assert "nhân khẩu" not in over
    theirs = signed_in(world.sibling.officer).get(at("transfer", comes.uuid)).text
    assert "Không có hộ này" in theirs
    assert names[0] in theirs
    assert "Đã rút" in posted(client, at("transfer_withdraw", goes.uuid)).text
    assert "đã rút" in posted(client, at("transfer_withdraw", goes.uuid)).text.lower()
    page = client.get(at("transfers", world.own.area.pk), {"loc": "xong"}).text
    assert (comes.code in page, goes.code in page) == (True, True)


def test_each_side_does_its_own_part_alone(world):
    comes, goes = world.with_transfers()
    client, member = signed_in(world.own.officer), signed_in(world.own.member)
    refused = [
        client.post(at("transfer", goes.uuid), {"nhan": "1", "village": world.own.village.pk}),
        client.post(at("transfer_undo", goes.uuid)),
        client.post(at("transfer_withdraw", comes.uuid)),
        member.get(at("offer", world.own.household.uuid)),
        member.get(at("transfer", comes.uuid)),
        signed_in(world.foreign.officer).get(at("transfer", comes.uuid)),
    ]
    assert [answer.status_code for answer in refused] == [404] * len(refused)
    assert set(Transfer.unscoped.values_list("state", flat=True)) == {State.OFFERED}
    assert "Chuyển sang xã khác" not in member.get(at("detail", world.own.household.uuid)).text


def test_what_the_commune_still_owes_its_people_keeps_a_household(world):
    for home, words in ((world.own.household, "chưa trả lời"), (world.own.households[2], "xóa")):
        with pytest.raises(Refused, match=words):
            actions.offer(by=world.own.officer, household=home, commune=world.sibling.area)


def test_one_that_lapsed_meanwhile_says_so(world):
    comes, client = world.with_transfers()[0], signed_in(world.own.officer)
    Household.unscoped.filter(pk=comes.household_id).update(
        status="ended", closed_on=timezone.localdate()
    )
    data = {"nhan": "1", "village": world.own.village.pk}
    assert "Hết hiệu lực" in posted(client, at("transfer", comes.uuid), **data).text


def test_no_name_reaches_the_new_commune_before_it_accepts(world, names):
    comes = world.with_transfers()[0]
    data = {"khong_nhan": "1", "why": "Không có"}
    pages = ["/viec/", "/tin-bao/", "/nhat-ky/", "/nhat-ky/?tep=excel", "/ai-da-xem-ten/"]
    pages += [at("transfer", comes.uuid), at("transfers", world.own.area.pk)]
    pages += [f"{at('transfers', world.own.area.pk)}?loc=xong", at("of_area", world.own.area.pk)]
    pages += [f"/nhap-excel/{world.own.area.pk}/moi-ho/", at("villages")]
    lists = ("households/transfer/", f"households/transfer/{comes.pk}/change/")
    lists += (f"households/transfer/{comes.pk}/history/", "audit/auditentry/", "accounts/notice/")
    for step in ("offered", "accepted and undone", "declined"):
        if step == "accepted and undone":
            actions.accept(by=world.own.officer, transfer=comes, village=world.own.village)
            actions.take_back(by=world.own.officer, transfer=comes)
        elif step == "declined":
            signed_in(world.own.officer).post(at("transfer", comes.uuid), data)
        readers = [(world.own.officer, pages)]
        if step == "offered":
            readers.append((world.commune_administrator, [f"/quan-tri/{part}" for part in lists]))
        for user, opened in readers:
            client = signed_in(user)
            shown = [content(client.get(page)) for page in opened]
            shown.append(client.post(at("search"), {"q": "kanarib"}).text)
            leaks = [
                (step, page, name)
                for page, text in zip([*opened, "search"], shown, strict=True)
                # Its code is in our journal once we had it.
                for name in (names if step == "offered" else names[:-1])
                if name in text
            ]
            assert leaks == []
