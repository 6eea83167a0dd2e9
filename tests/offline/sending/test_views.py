"""The one address: what it answers to whom, and that each operation is done once."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from households.erasing.actions import erase_household
from households.lifecycle.actions import move_within
from households.models import Assessment, Household, Movement, Resident
from households.register.actions import NewHousehold, add_many
from households.register.actions.restricting import restrict_use
from offline.models import CarriedVillage, CellConflict, CellWrite, SentOperation
from offline.sending.queries import pace
from tests.factories import CarriedVillageFactory, DeviceFactory, UserFactory, VillageFactory
from tests.offline.phone import HEAD, Phone

pytestmark = pytest.mark.django_db


def results(person):
    return Resident.unscoped.get(pk=person.pk).results


def test_who_is_not_signed_in_is_told_so_in_the_form_of_scripts(client, phone, home, an):
    phone.answered(home, an, "2")
    url, body = reverse("offline:send"), json.dumps({"v": 1, "items": phone.items})
    for answer in (client.get(url), client.post(url, body, "application/json")):
        assert (answer.status_code, answer["Content-Type"]) == (401, "application/json")
        assert answer.json()["why"] == "sign_in"
    assert not SentOperation.unscoped.exists()


def test_a_fresh_token_is_given_and_asked_for(member):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member, backend="accounts.sessions.RoleBackend")
    url = reverse("offline:send")
    said = strict.get(url).json()
    assert (said["user"], said["v"]) == (member.pk, 1)
    told = {"content_type": "application/json"}
    assert strict.post(url, '{"v":1,"items":[]}', **told).status_code == 403
    again = strict.post(url, '{"v":1,"items":[]}', headers={"X-CSRFToken": said["token"]}, **told)
    assert (again.status_code, again.json()["items"]) == (200, [])


@pytest.mark.parametrize(
    ("body", "status", "why"),
    [
        ({"v": 2, "items": []}, 409, "version"),
        ({"items": []}, 409, "version"),
        ({"v": 1}, 400, "malformed"),
        ({"v": 1, "items": {}}, 400, "malformed"),
        ({"v": 1, "items": [1]}, 400, "malformed"),
        ({"v": 1, "items": [{"uuid": "x", "sealed": ""}]}, 400, "malformed"),
        ({"v": 1, "items": [{"uuid": str(uuid4())}]}, 400, "malformed"),
        ([], 400, "malformed"),
        ("{", 400, "malformed"),
        ("[" * 100_000, 400, "malformed"),
        (
            {"v": 1, "items": [{"uuid": str(uuid4()), "sealed": "x"} for _n in range(51)]},
            413,
            "too_much",
        ),
        ({"v": 1, "items": [{"uuid": str(uuid4()), "sealed": "x" * 1_100_000}]}, 413, "too_much"),
    ],
)
def test_what_is_no_batch_is_refused_whole(client, member, body, status, why):
    client.force_login(member, backend="accounts.sessions.RoleBackend")
    text = body if isinstance(body, str) else json.dumps(body)
    answer = client.post(reverse("offline:send"), text, "application/json")
    assert (answer.status_code, answer.json()["why"]) == (status, why)


def test_a_day_in_the_village_comes_in_once(phone, home, an, village):
    """A household with two people, answers of both, of somebody who was there, one item that is no item; sent three times."""
    wife = uuid4()
    new = phone.entered(
        "Trần Thị Bình",
        birth_year=1980,
        results="22---",
        people=[
            {"ref": str(wife), "name": "Lê Văn Cường", "relation": "spouse", "results": "0----"}
        ],
        hamlet="Xóm Giữa",
        smartphone=True,
    )
    first = SentOperation.unscoped.count()
    phone.answered(new, HEAD, "  2", follows=phone.items[0]["uuid"])
    phone.answered(new, wife, "2", follows=phone.items[0]["uuid"])
    phone.answered(home, an, "22222")
    phone.items.append({"uuid": str(uuid4()), "key": "", "sealed": "không"})
    items = list(phone.items)
    expected = [("applied", "")] * 4 + [("refused", "unreadable")]
    assert phone.sent() == expected
    household = Household.unscoped.get(uuid=new)
    head, second = household.residents.order_by("pk")
    assert (household.head_name, household.hamlet, household.smartphone) == (
        "Trần Thị Bình",
        "Xóm Giữa",
        True,
    )
    assert (household.village, household.created_by) == (village, phone.author)
    assert (head.results, second.results) == ([2, 2, 2, None, None], [2, None, None, None, None])
    assert (second.relation, second.uuid, results(an)) == ("spouse", wife, [2] * 5)
    assert not CellConflict.unscoped.exists()
    counts = [model.unscoped.count() for model in (Assessment, Household, CellWrite, SentOperation)]
    assert counts[-1] == first + 4
    for _again in range(2):
        phone.items = list(items)
        assert phone.sent() == expected
        phone.items = items[::-1]
        assert phone.sent() == expected[::-1]
    assert counts == [
        model.unscoped.count() for model in (Assessment, Household, CellWrite, SentOperation)
    ]
    assert not SentOperation.unscoped.exclude(sealed="").exists()


def test_what_somebody_else_made_is_not_sent_in_their_name(client, phone, home, an, village):
    phone.answered(home, an, "2")
    other = UserFactory(area=village, role="member")
    thief = Phone(client, other, village)
    thief.items = list(phone.items)
    assert thief.sent() == [("refused", "author")]
    assert not SentOperation.unscoped.exists()
    items = list(phone.items)
    assert phone.sent() == [("applied", "")]
    # Nor is it told what became of it.
    thief.items = items
    assert thief.sent() == [("refused", "author")]
    assert results(an)[0] == 2


def test_what_was_made_on_a_device_that_is_locked_never_arrives(phone, home, an):
    device = DeviceFactory(user=phone.author, ended_at=timezone.now())
    phone.device = str(device.pk)
    phone.answered(home, an, "2")
    kept = list(phone.items)
    assert phone.sent() == [("refused", "device")]
    phone.device = str(DeviceFactory(user=UserFactory()).pk)
    phone.answered(home, an, "2")
    assert phone.sent() == [("refused", "author")]
    assert not SentOperation.unscoped.exists()
    # They are signed in there again: what an officer locked stays so, what they signed out of themselves does not.
    DeviceFactory(user=phone.author, key=device.key)
    locked = CarriedVillageFactory(user=phone.author, village=phone.village, device=device)
    for dropped, told in ((device.ended_at, ("refused", "device")), (None, ("applied", ""))):
        locked.dropped_at = dropped
        locked.save()
        phone.items = list(kept)
        assert phone.sent() == [told]
    assert SentOperation.unscoped.get().device == device


@pytest.mark.parametrize("told", [True, False])
def test_what_no_page_of_ours_makes_is_refused_by_itself(phone, home, an, told):
    """Each is what a form lets in but for one thing; one that is whole goes in beside them."""
    good = {"person": an.pk, "set": {"1": "2"}, "was": {"1": "-"}}
    bad = [
        {"set": {"6": "2"}, "was": {"6": "-"}},
        {"set": {"1": "3"}},
        {"set": {}, "was": {}},
        {"was": {"2": "-"}},
        {"person": "chủ hộ"},
        {"person": None},
        {"set": "2"},
        {"village": "x"},
        {"village": 10**30},
        {"author": "x"},
        {"on": "30/11/2026"},
        {"uuid": str(uuid4())},
        {"household": [str(home.uuid)]},
    ]
    for over in bad if told else [{"kind": "household", **one} for one in BAD_HOUSEHOLDS]:
        phone.did("answers", home.uuid, over=over, **good)
    phone.did("answers", home.uuid, **good)
    *others, last = phone.sent()
    assert {*others} == {("refused", "malformed")}
    assert last == ("applied", "")
    assert Household.unscoped.count() == 1


def test_what_a_page_of_a_later_release_sent_stays_on_its_phone(phone, home, an):
    """A server that was set back, or one of two in the middle of an upgrade, names nothing that it does not know."""
    for over in ({"v": 2}, {"kind": "photo"}, {}):
        phone.did("answers", home.uuid, over=over, person=an.pk, set={"1": "2"}, was={"1": "-"})
    known = phone.items[-1]["uuid"]
    assert [one["uuid"] for one in phone.send().json()["items"]] == [known]
    assert [str(row.uuid) for row in SentOperation.unscoped.all()] == [known]


BAD_HOUSEHOLDS = (
    {},
    {"head": {"name": ""}},
    {"head": {"name": "Ai", "birth_year": 1776}},
    {"head": {"name": "Ai", "results": "33333"}},
    {"head": {"name": "Ai", "phone": "không"}},
    {"head": {"name": "Ai"}, "status": "moved_away"},
    {"head": {"name": "Ai"}, "people": [{"name": "Con"}]},
    {
        "head": {"name": "Ai"},
        "people": [{"name": "Con", "ref": "5b7e1a52-3f0c-4b8e-9d57-1c2a90f4e611"}] * 2,
    },
    {"head": {"name": "Ai"}, "people": "không"},
    {"head": {"name": "Ai"}, "apart": ["x"]},
)


def test_a_key_of_somebody_else_adds_nobody(phone, home):
    """A person of a household that came before cannot come again with another one."""
    ref = str(uuid4())
    phone.did("person", home.uuid, ref=ref, name="Con", relation="child")
    phone.entered("Trần Văn Nam", people=[{"ref": ref, "name": "Con"}])
    phone.entered("Trần Văn Bắc", people=[{"ref": str(uuid4()), "name": "Con"}])
    assert phone.sent() == [("applied", ""), ("refused", "malformed"), ("applied", "")]


def test_who_sends_more_than_a_phone_does_is_asked_to_wait_and_nothing_is_lost(
    phone, home, an, client, village, monkeypatch
):
    """The same sent again counts for nothing; somebody else is not stopped; after the while it is taken."""
    monkeypatch.setattr(pace, "MOST", 2)
    phone.answered(home, an, "2")
    first = list(phone.items)
    assert phone.sent() == [("applied", "")]
    phone.items = list(first)
    phone.answered(home, an, " 2")
    assert phone.sent() == [("applied", "")] * 2
    phone.answered(home, an, "  2")
    answer = phone.send()
    assert (answer.status_code, answer.json()["why"]) == (429, "too_fast")
    assert 590 < int(answer["Retry-After"]) <= 600
    assert SentOperation.unscoped.count() == 2
    other = Phone(client, UserFactory(area=village.commune), village)
    other.answered(home, an, "   2")
    assert other.sent() == [("applied", "")]
    SentOperation.unscoped.filter(uuid=first[0]["uuid"]).update(
        received_at=timezone.now() - pace.WINDOW
    )
    assert phone.sent() == [("applied", "")]


def cost_of(phone):
    phone.client.force_login(phone.author, backend="accounts.sessions.RoleBackend")
    with CaptureQueriesContext(connection) as found:
        assert {state for state, _why in phone.sent()} == {"applied"}
    ours = ("offline_", "households_", "rollup_", "areas_", "audit_")
    return sum(any(one in query["sql"] for one in ours) for query in found.captured_queries)


def test_a_batch_costs_the_same_however_many_there_are(phone, village, member):
    """Answers, and people, of one household or of five; and as many new ones, each held against the register."""
    rows = [NewHousehold(village, f"Hộ {n}") for n in range(6)]
    homes, costs = add_many(by=member, rows=rows), []
    for some in (homes[:1], homes[1:]):
        for home in some:
            phone.answered(home, home.living[0], "20")
            phone.did("person", home.uuid, ref=str(uuid4()), name="Con", results="2----")
            phone.entered(f"Hộ mới {home.pk}", results="2----")
        costs.append(cost_of(phone))
    assert costs[0] == costs[1] < 76


def erased(by, home):
    erase_household(by=by, household=home)


def kept_only(by, home):
    restrict_use(by=by, household=home, on=timezone.localdate())


@pytest.mark.engines
@pytest.mark.parametrize("befall", [erased, kept_only])
@pytest.mark.parametrize("goes", [False, True])
def test_a_phone_is_told_which_of_its_copies_name_somebody_who_may_not_stand_there(
    client, phone, home, village, befall, goes
):
    """By device and village, also where the household has gone to another since: taken along again, or of another person, it is not told."""
    member, at, officer = phone.author, "/gui-len/?device=", UserFactory(area=village.commune)
    client.force_login(member, backend="accounts.sessions.RoleBackend")
    device, other = (DeviceFactory(user=member) for _ in range(2))
    for one, place in ((device, village), (device, VillageFactory()), (other, VillageFactory())):
        CarriedVillageFactory(user=member, village=place, device=one)
    if goes:
        move_within(by=officer, household=home, village=VillageFactory(parent=village.commune))
    assert client.get(f"{at}{device.pk}").json()["over"] == []
    befall(officer, Household.unscoped.get(pk=home.pk))
    assert client.get(f"{at}{device.pk}").json()["over"] == [village.pk]
    assert client.get(f"{at}{other.pk}").json()["over"] == client.get(at).json()["over"] == []
    later = timezone.now() + timedelta(minutes=1)
    Movement.unscoped.filter(households__lt=0).update(recorded_at=later - timedelta(days=2))
    assert client.get(f"{at}{device.pk}").json()["over"] == ([] if goes else [village.pk])
    CarriedVillage.unscoped.filter(device=device).update(taken_at=later)
    assert client.get(f"{at}{device.pk}").json()["over"] == []
